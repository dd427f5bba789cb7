/** What the progress meter counts, in bytes and virtual microseconds. */
export interface Progress {
  readonly elapsedUs: number;
  readonly downloaded: number;
  /** What the answer's headers announced. */
  readonly expected: number | undefined;
  readonly uploaded: number;
  readonly toUpload: number;
}

const HEADING =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n' +
  '                                 Dload  Upload   Total   Spent    Left  Speed\n';

/**
 * curl's progress meter (lib/progress.c), which it shows on standard error when standard output is no terminal: a line when a transfer starts,
 * one a second, and one at its end.
 */
export class ProgressMeter {
  private shownSecond = -1;
  private headed = false;

  constructor(
    private readonly print: ((text: string) => void) | undefined,
    private readonly look: 'columns' | 'bar' = 'columns',
  ) {}

  /** The headings, before the first transfer of a URL, and the line that every attempt begins with. */
  start(): void {
    if (this.look === 'bar') return;
    if (!this.headed) this.print?.(HEADING);
    this.headed = true;
    this.shownSecond = -1;
    this.tick({ elapsedUs: 0, downloaded: 0, expected: undefined, uploaded: 0, toUpload: 0 });
  }

  /** Shows the line when another second has begun. */
  tick(progress: Progress): void {
    const second = Math.floor(progress.elapsedUs / 1_000_000);
    if (second === this.shownSecond || this.look === 'bar') return;
    this.shownSecond = second;
    this.print?.(line(progress));
  }

  /** Curl_pgrsDone: the last line of a transfer, and its end. */
  done(progress: Progress): void {
    if (this.look === 'bar') {
      if (progress.downloaded > 0) this.print?.(`\r${'#'.repeat(72)} 100.0%\n`);
    } else this.print?.(`${line(progress)}\n`);
  }
}

function line({ elapsedUs, downloaded, expected, uploaded, toUpload }: Progress): string {
  const seconds = elapsedUs / 1_000_000;
  const speed = (bytes: number): number => Math.trunc(seconds > 0 ? bytes / seconds : bytes);
  const total = (expected ?? downloaded) + toUpload;
  const down = speed(downloaded);
  const up = speed(uploaded);
  const estimate = (bytes: number | undefined, rate: number): number =>
    bytes === undefined || rate === 0 ? 0 : Math.trunc(bytes / rate);
  const whole = Math.max(estimate(expected, down), estimate(toUpload || undefined, up));
  const spent = Math.trunc(seconds);
  const columns = [
    `\r${percent(downloaded + uploaded, total)} ${max5(total)}`,
    ` ${percent(downloaded, expected ?? 0)} ${max5(downloaded)}`,
    ` ${percent(uploaded, toUpload)} ${max5(uploaded)}`,
    ` ${max5(down)} `,
    max5(up),
    clock(whole),
    clock(spent),
    clock(whole > 0 ? whole - spent : 0),
    max5(speed(downloaded + uploaded)),
  ];
  return columns.join(' ');
}

function percent(part: number, whole: number): string {
  return String(whole > 0 ? Math.trunc((part * 100) / whole) : 0).padStart(3);
}

const KILO = 1024;
const UNITS = ['k', 'M', 'G', 'T', 'P'] as const;

/** max5data: a count of bytes in five characters. */
function max5(bytes: number): string {
  if (bytes < 100_000) return String(bytes).padStart(5);
  let size = KILO;
  for (const unit of UNITS) {
    if (bytes < 10_000 * size) {
      // Below 100 there is room for a decimal, from the megabytes on.
      const tenth = unit !== 'k' && bytes < 100 * size;
      if (!tenth) return `${String(Math.trunc(bytes / size)).padStart(4)}${unit}`;
      return `${String(Math.trunc(bytes / size)).padStart(2)}.${Math.trunc((bytes % size) / (size / 10))}${unit}`;
    }
    size *= KILO;
  }
  return String(bytes);
}

/** time2str: eight characters. */
function clock(seconds: number): string {
  if (seconds <= 0) return '--:--:--';
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.trunc(seconds / 3600);
  if (hours <= 99) return `${String(hours).padStart(2)}:${two(Math.trunc((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  const days = Math.trunc(seconds / 86_400);
  return days <= 999
    ? `${String(days).padStart(3)}d ${two(Math.trunc((seconds % 86_400) / 3600))}h`
    : `${String(days).padStart(7)}d`;
}
