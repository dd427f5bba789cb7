import { LAB_EPOCH_MS } from '../../kernel/clock';

const two = (value: number): string => String(value).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The wall clock of a moment of the lab. */
export function wallClock(us: number): Date {
  return new Date(LAB_EPOCH_MS + Math.floor(us / 1000));
}

/** STIME and START: the hour of a process of the last day, the date of an older one (procps, ps/output.c pr_stime, pr_bsdstart). */
export function startTime(startedUs: number, nowUs: number): string {
  const start = wallClock(startedUs);
  if (wallClock(nowUs).toDateString() === start.toDateString() || nowUs - startedUs < 86_400_000_000)
    return `${two(start.getUTCHours())}:${two(start.getUTCMinutes())}`;
  return `${MONTHS[start.getUTCMonth()] ?? ''}${two(start.getUTCDate())}`;
}

/** STARTED: with seconds within a day. */
export function startedAt(startedUs: number, nowUs: number): string {
  const start = wallClock(startedUs);
  if (nowUs - startedUs >= 86_400_000_000) return `  ${MONTHS[start.getUTCMonth()] ?? ''} ${two(start.getUTCDate())}`;
  return `${two(start.getUTCHours())}:${two(start.getUTCMinutes())}:${two(start.getUTCSeconds())}`;
}

export function longStart(startedUs: number): string {
  const start = wallClock(startedUs);
  const day = String(start.getUTCDate()).padStart(2);
  const time = `${two(start.getUTCHours())}:${two(start.getUTCMinutes())}:${two(start.getUTCSeconds())}`;
  return `${DAYS[start.getUTCDay()] ?? ''} ${MONTHS[start.getUTCMonth()] ?? ''} ${day} ${time} ${start.getUTCFullYear()}`;
}

/** `[[DD-]HH:]MM:SS`. */
export function elapsed(us: number): string {
  const seconds = Math.floor(us / 1_000_000);
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24];
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (days > 0) return `${days}-${two(hours)}:${rest}`;
  return hours > 0 ? `${two(hours)}:${rest}` : rest;
}

/** `[DD-]HH:MM:SS`. */
export function processorTime(us: number): string {
  const seconds = Math.floor(us / 1_000_000);
  const days = Math.floor(seconds / 86_400);
  const rest = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return days > 0 ? `${days}-${rest}` : rest;
}

/** `M:SS`. */
export function shortTime(us: number): string {
  const seconds = Math.floor(us / 1_000_000);
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}
