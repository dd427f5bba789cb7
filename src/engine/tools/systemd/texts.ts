import { LAB_EPOCH_MS } from '../../kernel/clock';
import type { JournalEntry } from '../../kernel/systemd/records';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function at(us: number): Date {
  return new Date(LAB_EPOCH_MS + Math.floor(us / 1000));
}

/** `Thu 2026-01-01 00:00:00 UTC` */
export function timestamp(us: number): string {
  const date = at(us);
  return `${DAYS[date.getUTCDay()] ?? ''} ${date.toISOString().slice(0, 10)} ${date.toISOString().slice(11, 19)} UTC`;
}

/** `Jan 01 00:00:00` */
function journalTime(us: number): string {
  const date = at(us);
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${String(date.getUTCDate()).padStart(2, '0')} ${date.toISOString().slice(11, 19)}`;
}

/** src/basic/time-util.c: format_timestamp_relative, the two largest units at most. */
export function ago(us: number): string {
  const seconds = Math.floor(us / 1e6);
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60);
  if (days >= 1) return `${days} day${days === 1 ? '' : 's'} ago`;
  if (hours >= 1) return `${hours}h${minutes % 60 > 0 ? ` ${minutes % 60}min` : ''} ago`;
  if (minutes >= 5) return `${minutes}min ago`;
  if (minutes >= 1) return `${minutes}min ${seconds % 60}s ago`;
  if (us >= 1e6) return `${seconds}s ago`;
  return us > 0 ? `${Math.floor(us / 1000)}ms ago` : 'now';
}

/** format_timespan: `1min 2.345s`. */
export function timespan(us: number): string {
  const parts: string[] = [];
  const hours = Math.floor(us / 3.6e9);
  const minutes = Math.floor((us % 3.6e9) / 6e7);
  const seconds = (us % 6e7) / 1e6;
  if (hours > 0) parts.push(`${hours}h`);
  if (minutes > 0) parts.push(`${minutes}min`);
  if (seconds > 0 || parts.length === 0) parts.push(`${Number(seconds.toFixed(3))}s`);
  return parts.join(' ');
}

/** A line as `journalctl` prints it (short). */
export function journalLine(hostname: string, { atUs, identifier, pid, message }: JournalEntry): string {
  return `${journalTime(atUs)} ${hostname} ${identifier}${pid === undefined ? '' : `[${pid}]`}: ${message}\n`;
}
