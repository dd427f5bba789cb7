import type { RouteMetric } from '../../../kernel/records';
import type { ClauseReader } from '../../grammar/clause-reader';
import { unsigned } from '../../iproute2/address-words';
import { invalidArgument } from '../../iproute2/errors';

type Metrics = Partial<Record<RouteMetric, { readonly value: number; readonly locked?: true }>>;

/** Metrics that are plain numbers, with the word their complaint uses; `lock` may come before the number of all but the last two. */
const NUMBERS: Readonly<Partial<Record<string, string>>> = {
  mtu: 'mtu',
  hoplimit: 'hoplimit',
  advmss: 'mss',
  reordering: 'reordering',
  window: 'window',
  cwnd: 'cwnd',
  initcwnd: 'initcwnd',
  initrwnd: 'initrwnd',
  ssthresh: 'ssthresh',
  quickack: 'quickack',
  fastopen_no_cookie: 'fastopen_no_cookie',
};
const NEVER_LOCKED: ReadonlySet<string> = new Set(['quickack', 'fastopen_no_cookie']);

/** Reads the word just read as a metric of the route (ip/iproute.c iproute_modify); false when it is none. */
export function readMetric(reader: ClauseReader, metrics: Metrics): boolean {
  const { keyword } = reader;
  if (keyword === 'rtt' || keyword === 'rttvar' || keyword === 'rto_min') {
    metrics[keyword] = readTime(reader, keyword);
    return true;
  }
  const name = NUMBERS[keyword];
  if (name === undefined) return false;
  const lock = reader.value === 'lock' && !NEVER_LOCKED.has(keyword);
  const word = lock ? reader.take() : reader.value;
  const value = unsigned(word);
  if (value === undefined || (keyword === 'hoplimit' && value > 255)) {
    throw invalidArgument(`"${name}" value is invalid\n`, word);
  }
  if ((keyword === 'quickack' || keyword === 'fastopen_no_cookie') && value > 1) {
    throw invalidArgument(`"${name}" value should be 0 or 1\n`, word);
  }
  metrics[keyword as RouteMetric] = { value, ...(lock && { locked: true as const }) };
  return true;
}

/** Milliseconds a unit of time has. */
const UNITS: Readonly<Partial<Record<string, number>>> = { s: 1000, sec: 1000, secs: 1000, ms: 1, msec: 1, msecs: 1 };
/** In what part of a millisecond the kernel keeps each. */
const PARTS = { rtt: 8, rttvar: 4, rto_min: 1 } as const;

/** get_time_rtt: a number without a unit is the kernel's own. The timeout's least value is always locked. */
function readTime(reader: ClauseReader, keyword: keyof typeof PARTS): NonNullable<Metrics[RouteMetric]> {
  const lock = reader.value === 'lock' && keyword !== 'rto_min';
  const word = lock ? reader.take() : reader.value;
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d*)?|\.\d+|0[xX][0-9a-fA-F]+)([a-z]*)$/i.exec(word) ?? [];
  const factor = unit === '' ? 1 : UNITS[unit.toLowerCase()];
  if (digits === '' || factor === undefined) throw invalidArgument(`"${keyword}" value is invalid\n`, word);
  const value = Math.ceil(Number(digits) * factor) * (unit === '' ? 1 : PARTS[keyword]);
  return { value, ...((lock || keyword === 'rto_min') && { locked: true as const }) };
}
