import type { LinkInfo } from '../../../kernel/netlink';
import type { IpSettings } from '../context';
import type { Printer } from '../../iproute2/printer';

type Style = Pick<IpSettings, 'stats' | 'human' | 'iec'>;

/** `-statistics` of a link (ip/ipaddress.c print_stats64); twice for the error counters. No final newline. */
export function printStatistics(printer: Printer, link: LinkInfo, style: Style): void {
  if (printer.isJson) printJson(printer, link, style);
  else printText(printer, link, style);
}

function printJson(printer: Printer, { counters: c, carrierChanges = 0 }: LinkInfo, { stats }: Style): void {
  const group = (key: string, values: readonly (readonly [string, number])[]): void => {
    printer.openObject(key);
    for (const [name, value] of values) printer.json(name, value);
    printer.closeObject();
  };
  const zeroes = (names: readonly string[]): (readonly [string, number])[] => names.map((name) => [name, 0] as const);
  printer.openObject('stats64');
  group('rx', [
    ['bytes', c.rxBytes],
    ['packets', c.rxPackets],
    ['errors', c.rxErrors],
    ['dropped', c.rxDropped],
    ['over_errors', 0],
    ['multicast', c.multicast],
    ...(stats > 1 ? zeroes(['length_errors', 'crc_errors', 'frame_errors', 'fifo_errors', 'missed_errors']) : []),
  ]);
  const txErrors = ['aborted_errors', 'fifo_errors', 'window_errors', 'heartbeat_errors'];
  group('tx', [
    ['bytes', c.txBytes],
    ['packets', c.txPackets],
    ['errors', c.txErrors],
    ['dropped', c.txDropped],
    ['carrier_errors', c.carrierErrors ?? 0],
    ['collisions', c.collisions ?? 0],
    ...(stats > 1 ? [...zeroes(txErrors), ['carrier_changes', carrierChanges] as const] : []),
  ]);
  printer.closeObject();
}

/** Narrowest width of each column: `*X errors:`, packets, errors, dropped, heartbt, overrun, compressed. */
const COLUMNS = [10, 7, 6, 7, 7, 7, 10];

function printText(printer: Printer, { counters: c, carrierChanges = 0 }: LinkInfo, style: Style): void {
  const rx = [c.rxBytes, c.rxPackets, c.rxErrors, c.rxDropped, 0, c.multicast];
  const tx = [c.txBytes, c.txPackets, c.txErrors, c.txDropped, c.carrierErrors ?? 0, c.collisions ?? 0];
  const width = (i: number): number => Math.max(COLUMNS[i] ?? 0, String(rx[i] ?? 0).length, String(tx[i] ?? 0).length);
  const values = (row: readonly number[], from = 0): string =>
    row.map((value, i) => `${amount(value, width(i + from), style)} `).join('');
  const head = (label: string, names: readonly string[]): string => {
    const [first = '', ...rest] = names;
    const columns = [first.padStart(width(0) - 4), ...rest.map((name, i) => name.padStart(width(i + 1)))];
    return `    ${label}: ${columns.join(' ')}`;
  };
  const eol = printer.lineEnd;
  const errors = (label: string, names: readonly string[], last = 0): string => {
    const columns = names.map((name, i) => name.padStart(width(i + 1))).join(' ');
    return `    ${label} errors:${' '.repeat(width(0) - 10)} ${columns}${eol}${' '.repeat(width(0) + 5)}${values(
      names.map((_, i) => (i === names.length - 1 ? last : 0)),
      1,
    )}`;
  };
  const blank = ' '.repeat(width(6) + 1);
  let text = `${head('RX', ['bytes', 'packets', 'errors', 'dropped', 'missed', 'mcast'])}${blank}${eol}    ${values(rx)}`;
  if (style.stats > 1) text += `${eol}${errors('RX', ['length', 'crc', 'frame', 'fifo', 'overrun'])}`;
  text += `${eol}${head('TX', ['bytes', 'packets', 'errors', 'dropped', 'carrier', 'collsns'])}${blank}${eol}    ${values(tx)}`;
  if (style.stats > 1)
    text += `${eol}${errors('TX', ['aborted', 'fifo', 'window', 'heartbt', 'transns'], carrierChanges)}`;
  printer.text(text);
}

/** A counter, with `-human-readable` as 1.23k (`-iec`: 1.2Ki); lib/utils.c print_num. */
function amount(value: number, width: number, { human, iec }: Style): string {
  const base = iec ? 1024 : 1000;
  if (!human || value < base) return String(value).padStart(width);
  const prefixes = 'KMGTPE';
  let power = base;
  let at = 0;
  while (value / base >= power && at < prefixes.length - 1) {
    power *= base;
    at++;
  }
  let precision = 2;
  for (let limit = 10; precision > 0 && value / power >= limit; limit *= 10) precision--;
  return `${(value / power).toFixed(precision)}${prefixes.charAt(at)}${iec ? 'i' : ''}`.padStart(width);
}
