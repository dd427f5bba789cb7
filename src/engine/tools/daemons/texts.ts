import { LAB_EPOCH_MS } from '../../kernel/clock';
import type { World } from '../../kernel/world';
import { logDate } from '../python/texts';

/** 01/Jan/2026:00:00:00 +0000, the common log format's time. */
export function accessTime(world: World): string {
  return `${logDate(world).replace(' ', ':')} +0000`;
}

/** 2026/01/01 00:00:00, the time of Go's log package. */
export function goTime({ nowUs }: Pick<World, 'nowUs'>): string {
  const at = new Date(LAB_EPOCH_MS + Math.floor(nowUs / 1000)).toISOString();
  return `${at.slice(0, 10).replaceAll('-', '/')} ${at.slice(11, 19)}`;
}

/** I0101 00:00:00.000000       1 file.go:1], what klog puts in front of a line. */
export function klog(
  { nowUs }: Pick<World, 'nowUs'>,
  level: 'I' | 'W' | 'E' | 'F',
  pid: number,
  place: string,
): string {
  const at = new Date(LAB_EPOCH_MS + Math.floor(nowUs / 1000)).toISOString();
  const micros = String(Math.floor(nowUs % 1_000_000)).padStart(6, '0');
  return `${level}${at.slice(5, 7)}${at.slice(8, 10)} ${at.slice(11, 19)}.${micros} ${String(pid).padStart(7)} ${place}] `;
}
