import type { IcmpError } from '../../packet/frame';

/** parse_icmp_res: the mark of a destination unreachable by its code; code 3 is the host itself and code 4 carries the MTU. */
const UNREACHABLE: readonly string[] = [
  '!N',
  '!H',
  '!P',
  '',
  '',
  '!S',
  '!N',
  '!H',
  '!N',
  '!X',
  '!X',
  '!N',
  '!H',
  '!X',
  '!V',
  '!C',
];

/** The mark after a time (`!H`, `!X` …; empty when there is none); undefined for a router on the way, which ends nothing. */
export function markOf({ type, code, info = 0 }: IcmpError): string | undefined {
  if (type === 'time-exceeded') return code === 0 ? undefined : `!<11-${code}>`;
  if (type === 'redirect') return `!<5-${code}>`;
  return code === 4 ? tooBigMark(info) : (UNREACHABLE[code] ?? `!<${code}>`);
}

/** A packet that may not be fragmented is larger than this MTU. */
export function tooBigMark(mtu: number): string {
  return `!F-${mtu}`;
}
