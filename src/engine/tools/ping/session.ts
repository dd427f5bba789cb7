import { LAB_EPOCH_MS } from '../../kernel/clock';
import { DroppedByRule, KernelError, MessageTooLong, strerror } from '../../kernel/errno';
import type { ReceivedPacket } from '../../kernel/records';
import { closeSocket, openIcmpSocket, readable, receive, sendEcho } from '../../kernel/socket';
import type { IcmpEcho, IcmpError } from '../../packet/frame';
import { formatIp, isLinkLocal6, type IpAddress } from '../../packet/ipv6-address';
import type { Icmpv6Echo, Icmpv6Message } from '../../packet/ipv6-frame';
import { nameOfAddress } from '../resolver/name-files';
import type { Process } from '../tool';
import { headerLine, type Destination } from './destination';
import { icmpErrorText, icmpv6ErrorText } from './icmp-text';
import type { PingOptions } from './options';
import { formatRoundTrip, PingStatistics, type StatisticsSnapshot } from './statistics';

const MIN_INTERVAL_MS = 10;
/** A struct timeval: data shorter than this carries no send time, so ping cannot measure. */
const TIMEVAL_BYTES = 16;
/** How long an endless ping looks for an answer before it starts to let real time pass. */
const PROMPT_US = 20_000;
const PACE_US = 100_000;
const WALL_CLOCK_START_S = LAB_EPOCH_MS / 1000;

/** A run that stands still, as data. */
export interface PingSnapshot {
  readonly destination: Destination;
  readonly run: Readonly<Record<string, unknown>> & { readonly socket: number };
  readonly statistics: StatisticsSnapshot;
}

/** One run of ping from its header to its statistics: iputils' main_loop on the lab's clock. */
export class PingSession {
  private readonly statistics = new PingStatistics();
  private readonly socket: number;
  private readonly startUs: number;
  private readonly timed: boolean;
  private readonly endless: boolean;
  private readonly named: boolean;
  private intervalMs: number;
  private tokensMs = 0;
  /** How often in a row the device had no room (oom_count). */
  private congestion = 0;
  private lastSendUs: number | undefined;
  /** When SIGALRM ends the run: the deadline (-w), or the linger time after the last packet. */
  private alarmUs = Infinity;
  private alarmSet = false;
  /** Whether the header has been printed. */
  private began = false;

  constructor(
    private readonly process: Process,
    private readonly destination: Destination,
    private readonly options: PingOptions,
    socket?: number,
  ) {
    this.socket =
      socket ??
      openIcmpSocket(process.world, process.netns, {
        identifier: options.identifier,
        device: options.device,
        inet6: typeof destination.address === 'string',
      });
    this.startUs = process.world.nowUs;
    this.timed = options.dataLength >= TIMEVAL_BYTES;
    this.endless = options.count === 0 && options.deadlineSeconds === 0;
    this.named = !options.numeric && !destination.numeric;
    this.intervalMs = options.flood && !options.intervalGiven ? 0 : options.intervalMs;
    if (options.deadlineSeconds > 0) this.alarmUs = this.startUs + options.deadlineSeconds * 1_000_000;
    process.background?.keep?.(() => this.snapshot());
  }

  /** A ping that an earlier cell left running. */
  static resumed(process: Process, options: PingOptions, { destination, run, statistics }: PingSnapshot): PingSession {
    const session = new PingSession(process, destination, options, run.socket);
    Object.assign(session, run);
    session.statistics.restore(statistics);
    return session;
  }

  /** What this run goes on from, as plain data. */
  private snapshot(): PingSnapshot {
    const { destination, socket, startUs, intervalMs, tokensMs, congestion, lastSendUs, alarmUs, alarmSet } = this;
    const run = { socket, startUs, intervalMs, tokensMs, congestion, lastSendUs, alarmUs, alarmSet, began: true };
    return { destination, run, statistics: this.statistics.snapshot() };
  }

  /** Sends, waits and prints until done or interrupted; the exit status is 0 when enough replies came. */
  async run(): Promise<number> {
    const { process, options, statistics } = this;
    if (!this.began) process.out(headerLine(this.destination, options, process.files));
    try {
      while (!this.finished()) {
        const nextMs = this.sendDue();
        await this.waitForPacket(Math.min(this.now + nextMs * 1000, this.alarmUs));
        this.readPackets();
      }
    } finally {
      closeSocket(process.world, this.socket);
    }
    const gaps = this.intervalMs === 0 || options.flood || options.adaptive;
    const elapsedUs = (this.lastSendUs ?? this.startUs) - this.startUs;
    process.out(statistics.summary(this.destination.name, elapsedUs, this.timed, gaps));
    const short = options.deadlineSeconds > 0 && statistics.received < options.count;
    return statistics.received === 0 || short ? 1 : 0;
  }

  private get now(): number {
    return this.process.world.nowUs;
  }

  private finished(): boolean {
    const { options, statistics } = this;
    if (this.process.signal.aborted || this.now >= this.alarmUs) return true;
    if (options.count > 0 && statistics.received + statistics.errors >= options.count) return true;
    return options.deadlineSeconds > 0 && statistics.errors > 0;
  }

  /** Sends what is due and answers how many milliseconds there is nothing to send. */
  private sendDue(): number {
    for (;;) {
      const next = this.scheduleExit(this.sendOne());
      if (next > 0) return next;
      // A negative interval without a count would send for ever without a moment for an answer.
      if (this.intervalMs < 0 && this.options.count === 0) return 1;
    }
  }

  /** ping_common.c pinger: sends a packet when the interval and the preload allow one. */
  private sendOne(): number {
    const { options, statistics } = this;
    if (options.count > 0 && statistics.transmitted >= options.count && options.deadlineSeconds === 0) return 1000;
    if (this.lastSendUs === undefined) {
      this.lastSendUs = this.now;
      this.tokensMs = this.intervalMs * (options.preload - 1);
    } else {
      let earned = Math.trunc((this.now - this.lastSendUs) / 1000);
      if (this.intervalMs === 0 && earned < MIN_INTERVAL_MS && statistics.inFlight >= options.preload) {
        return MIN_INTERVAL_MS - earned;
      }
      earned = Math.min(earned + this.tokensMs, this.intervalMs * options.preload);
      if (earned < this.intervalMs) return this.intervalMs - earned;
      this.lastSendUs = this.now;
      this.tokensMs = earned - this.intervalMs;
    }
    this.reportOutstanding();
    statistics.prepare();
    const failure = this.transmit();
    if (failure?.errno === 'ENOBUFS') {
      const retryMs = this.retryAfterMs();
      if (retryMs !== undefined) return retryMs;
    }
    statistics.sent();
    if (failure === undefined) {
      this.congestion = 0;
      if (options.flood && !options.quiet) this.process.out('.');
      return this.intervalMs - this.tokensMs;
    }
    this.reportSendFailure(failure);
    this.tokensMs = 0;
    return Math.max(this.intervalMs, MIN_INTERVAL_MS);
  }

  private transmit(): KernelError | undefined {
    const { options, destination } = this;
    try {
      sendEcho(this.process.world, this.socket, {
        destination: destination.address,
        source: options.stickySource ? destination.source : undefined,
        scopeId: destination.scope?.ifindex,
        flowLabel: options.flowLabel,
        ttl: options.ttl,
        dataLength: options.dataLength,
        sequence: (this.statistics.transmitted + 1) & 0xffff,
        tos: options.tos,
        broadcast: options.broadcast,
        multicastLoop: options.multicastLoop,
        discovery: options.pathMtuDiscovery ?? (destination.anyone ? 'do' : undefined),
      });
      return undefined;
    } catch (error) {
      if (error instanceof KernelError) return error;
      throw error;
    }
  }

  /** The device dropped the packet: ping tries again every half interval, and gives up on this packet after its linger time. */
  private retryAfterMs(): number | undefined {
    this.tokensMs = 0;
    const waitMs = Math.min(500, Math.max(Math.trunc(this.intervalMs / 2), MIN_INTERVAL_MS));
    this.congestion++;
    return this.congestion * waitMs * 1000 < this.options.lingerUs ? waitMs : undefined;
  }

  private reportSendFailure(error: KernelError): void {
    const { options, process, statistics } = this;
    if (options.quiet) return;
    if (error instanceof MessageTooLong) {
      statistics.errors++;
      const mtu = `mtu${typeof this.destination.address === 'string' ? ': ' : '='}${error.mtu}`;
      process.err(`ping: local error: message too long, ${mtu}\n`);
    } else if ((error instanceof DroppedByRule && error.reported) || error.errno === 'ENOBUFS') {
      // Of everything else the error queue tells (of a rule that rejects it does too); when it is empty ping says nothing.
      if (options.flood) process.out('E');
      else process.err(`ping: sendmsg: ${strerror(error.errno)}\n`);
    }
  }

  /** ping_common.c __schedule_exit: after the last packet, how long to wait for what is still out. */
  private scheduleExit(nextMs: number): number {
    const { options, statistics } = this;
    if (options.count === 0 || statistics.transmitted < options.count || options.deadlineSeconds > 0) return nextMs;
    if (this.alarmSet) return nextMs;
    this.alarmSet = true;
    const answeredUs = Math.max(2 * statistics.maxUs, this.intervalMs * 1000);
    const waitUs = statistics.received > 0 ? answeredUs : options.lingerUs;
    // A timer of zero is no timer (setitimer(2)): ping then waits for ever, or until somebody interrupts it.
    if (waitUs > 0) this.alarmUs = this.now + waitUs;
    return Math.max(nextMs, Math.trunc(waitUs / 1000), 1);
  }

  private async waitForPacket(untilUs: number): Promise<void> {
    const { process } = this;
    const arrived = (): boolean => readable(process.world, this.socket);
    if (!this.endless) {
      await process.wait(arrived, untilUs);
      return;
    }
    if (await process.wait(arrived, Math.min(untilUs, this.now + PROMPT_US))) return;
    while (!process.signal.aborted && !arrived() && this.now < untilUs) {
      await process.pace(Math.min(PACE_US, untilUs - this.now));
    }
  }

  private readPackets(): void {
    for (;;) {
      const received = receive(this.process.world, this.socket);
      if (!received) return;
      const { payload } = received.packet;
      if (payload.kind === 'icmp' || payload.kind === 'icmpv6') {
        if (payload.type === 'echo-reply') this.readReply(received, payload);
        else if ('quoted' in payload) this.readError(received, payload);
      }
      if (this.statistics.inFlight === 0) return;
    }
  }

  private readReply({ packet, atUs, ifindex }: ReceivedPacket, echo: IcmpEcho | Icmpv6Echo): void {
    const { options, process, statistics, destination } = this;
    const timed = this.timed && echo.dataLength >= TIMEVAL_BYTES;
    const rttUs = timed ? Math.max(0, Math.round(atUs - echo.sentUs)) : undefined;
    const first = statistics.reply(echo.sequence, rttUs);
    if (options.adaptive) this.intervalMs = Math.trunc((Math.trunc(statistics.rtt8Us / 8) + 500) / 1000);
    if (options.quiet) return;
    if (options.flood) {
      process.out('\b \b');
      return;
    }
    const bytes = echo.dataLength + 8;
    let line = `${this.timestamp(atUs)}${bytes} bytes from ${this.nameOf(packet.source, ifindex)}: icmp_seq=${echo.sequence}`;
    if (options.verbose) line += ` ident=${echo.id}`;
    line += ` ttl=${packet.kind === 'ipv4' ? packet.ttl : packet.hopLimit}`;
    if (rttUs !== undefined) line += ` time=${formatRoundTrip(rttUs)} ms`;
    if (!first && (!destination.anyone || options.verbose)) line += ' (DUP!)';
    if (this.isElsewhere(packet.source)) line += ' (DIFFERENT ADDRESS!)';
    process.out(`${line}${options.audible ? '\x07' : ''}\n`);
  }

  private readError(
    { packet, atUs, ifindex }: ReceivedPacket,
    error: IcmpError | Extract<Icmpv6Message, { quoted: unknown }>,
  ): void {
    const { options, process, statistics } = this;
    const { quoted } = error;
    if (error.kind === 'icmpv6' && error.type === 'redirect') return;
    if (quoted.payload.kind !== error.kind || quoted.payload.type !== 'echo-request') return;
    if (quoted.destination !== this.destination.address) return;
    const { sequence } = quoted.payload;
    const redirect = error.type === 'redirect';
    if (!redirect) {
      statistics.acknowledge(sequence);
      statistics.errors++;
    }
    if (options.quiet) return;
    if (options.flood) {
      if (!redirect) process.out('\bE');
      return;
    }
    const from = `From ${this.nameOf(packet.source, ifindex)}${redirect ? ':' : ''} icmp_seq=${sequence}`;
    const text =
      error.kind === 'icmp' ? icmpErrorText(error, (gateway) => this.nameOf(gateway)) : icmpv6ErrorText(error);
    process.out(`${this.timestamp(atUs)}${from} ${text}\n`);
  }

  private reportOutstanding(): void {
    const { statistics, options } = this;
    const { transmitted } = statistics;
    if (!options.outstanding || transmitted === 0 || statistics.answered(transmitted)) return;
    this.process.out(`${this.timestamp(this.now)}no answer yet for icmp_seq=${transmitted % 0x10000}\n`);
  }

  private timestamp(atUs: number): string {
    if (!this.options.timestamps) return '';
    const us = Math.round(atUs);
    return `[${WALL_CLOCK_START_S + Math.trunc(us / 1_000_000)}.${String(us % 1_000_000).padStart(6, '0')}] `;
  }

  /** An answer from somebody else than the one asked; what was asked of this host itself (`::`) may come from any of its addresses. */
  private isElsewhere(source: IpAddress): boolean {
    const { address, anyone } = this.destination;
    return !anyone && address !== '::' && source !== address;
  }

  private nameOf(address: IpAddress, ifindex?: number): string {
    const text = formatIp(address);
    const { nameInDns, address: target } = this.destination;
    const asked = address === target ? nameInDns : undefined;
    const name = this.named ? (nameOfAddress(this.process.files, address) ?? asked) : undefined;
    const link =
      typeof address === 'string' && isLinkLocal6(address) ? this.process.netlink().link(ifindex ?? 0) : undefined;
    const shown = link ? `${text}%${link.name}` : text;
    return name === undefined || name === text ? shown : `${name} (${shown})`;
  }
}
