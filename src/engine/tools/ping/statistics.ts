import { formatG } from '../clib/numbers';

/** How many sequence numbers ping can tell apart (MAX_DUP_CHK). */
const MAX_SEQUENCES = 0x10000;

/** The counters of a run that stands still. */
export interface StatisticsSnapshot {
  readonly counted: Readonly<Record<string, unknown>>;
  readonly seen: readonly number[];
}

/** The counters of one ping run, with iputils' integer arithmetic; times in whole microseconds. */
export class PingStatistics {
  transmitted = 0;
  received = 0;
  duplicates = 0;
  errors = 0;
  minUs = Infinity;
  maxUs = 0;
  /** Eight times the moving average of the round-trip time. */
  rtt8Us = 0;
  private acknowledged = 0;
  private pipe = -1;
  private sumUs = 0;
  private squares = 0;
  private readonly seen = new Set<number>();

  /** Everything that was counted, as plain data. */
  snapshot(): StatisticsSnapshot {
    return { counted: { ...this, seen: undefined }, seen: [...this.seen] };
  }

  restore({ counted, seen }: StatisticsSnapshot): void {
    Object.assign(this, counted, { seen: new Set(seen) });
  }

  /** Packets sent and not acknowledged, modulo the 16 bits of a sequence number. */
  get inFlight(): number {
    return (this.transmitted - this.acknowledged) & 0xffff;
  }

  /** Forgets what was known about the sequence number of the packet about to be sent. */
  prepare(): void {
    this.seen.delete((this.transmitted + 1) % MAX_SEQUENCES);
  }

  sent(): void {
    this.transmitted++;
    if (this.transmitted - this.acknowledged > MAX_SEQUENCES) this.acknowledged = this.transmitted + 1;
  }

  /** A reply or error for `sequence` came: moves the window and remembers how deep the pipe was. */
  acknowledge(sequence: number): void {
    const difference = (this.transmitted - sequence) & 0xffff;
    if (difference > 0x7fff) return;
    this.pipe = Math.max(this.pipe, difference + 1);
    const ahead = (sequence - this.acknowledged) & 0xffff;
    if ((ahead > 0 && ahead < 0x8000) || this.inFlight > 0x7fff) this.acknowledged = sequence;
  }

  answered(sequence: number): boolean {
    return this.seen.has(sequence % MAX_SEQUENCES);
  }

  /** Counts a reply; false when this sequence number had one already. `rttUs` is undefined when the packet was too short to carry a time. */
  reply(sequence: number, rttUs: number | undefined): boolean {
    this.acknowledge(sequence);
    if (rttUs !== undefined) {
      this.sumUs += rttUs;
      this.squares += rttUs * rttUs;
      this.minUs = Math.min(this.minUs, rttUs);
      this.maxUs = Math.max(this.maxUs, rttUs);
      this.rtt8Us = this.rtt8Us === 0 ? rttUs * 8 : this.rtt8Us + rttUs - Math.trunc(this.rtt8Us / 8);
    }
    if (this.answered(sequence)) {
      this.duplicates++;
      return false;
    }
    this.seen.add(sequence % MAX_SEQUENCES);
    this.received++;
    return true;
  }

  /** The lines after the replies. `elapsedUs` runs from the start to the last packet sent; `gaps` adds ipg/ewma (flood and adaptive ping). */
  summary(name: string, elapsedUs: number, timed: boolean, gaps: boolean): string {
    const { transmitted, received, duplicates, errors } = this;
    let text = `\n--- ${name} ping statistics ---\n${transmitted} packets transmitted, ${received} received`;
    if (duplicates > 0) text += `, +${duplicates} duplicates`;
    if (errors > 0) text += `, +${errors} errors`;
    if (transmitted > 0) {
      const loss = formatG(Math.fround(((transmitted - received) * 100) / transmitted));
      text += `, ${loss}% packet loss, time ${Math.trunc((elapsedUs + 500) / 1000)}ms`;
    }
    return `${text}\n${this.measurements(elapsedUs, timed, gaps).join(', ')}\n`;
  }

  private measurements(elapsedUs: number, timed: boolean, gaps: boolean): string[] {
    const parts: string[] = [];
    if (this.received > 0 && timed) {
      const total = this.received + this.duplicates;
      const average = Math.trunc(this.sumUs / total);
      const variance = (this.squares - (this.sumUs * this.sumUs) / total) / total;
      const deviation = Math.trunc(Math.sqrt(Math.max(0, Math.trunc(variance))));
      const values = [this.minUs, average, this.maxUs, deviation].map(milliseconds);
      parts.push(`rtt min/avg/max/mdev = ${values.join('/')} ms`);
    }
    if (this.pipe > 1) parts.push(`pipe ${this.pipe}`);
    if (this.received > 0 && gaps && this.transmitted > 1) {
      const gap = Math.trunc(elapsedUs / (this.transmitted - 1));
      parts.push(`ipg/ewma ${milliseconds(gap)}/${milliseconds(Math.trunc(this.rtt8Us / 8))} ms`);
    }
    return parts;
  }
}

/** Microseconds as milliseconds with three decimals. */
function milliseconds(us: number): string {
  return `${Math.trunc(us / 1000)}.${String(us % 1000).padStart(3, '0')}`;
}

/** `time=` of a reply line: fewer decimals the longer it took (ping_common.c gather_statistics). */
export function formatRoundTrip(us: number): string {
  if (us >= 100_000 - 50) return String(Math.trunc((us + 500) / 1000));
  if (us >= 10_000 - 5) return decimals(us + 50, 100, 1);
  if (us >= 1000) return decimals(us + 5, 10, 2);
  return decimals(us, 1, 3);
}

function decimals(us: number, unit: number, digits: number): string {
  return `${Math.trunc(us / 1000)}.${String(Math.trunc((us % 1000) / unit)).padStart(digits, '0')}`;
}
