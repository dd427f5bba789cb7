import type { Captured, LinkType } from './capture';
import type { TcpdumpOptions } from './options';
import { Dissection, type Connections, type PrintNames } from './print/context';
import { dump, dumpWithText, readable } from './print/dump';
import { printLink } from './print/link';
import { stampOf } from './time';

/** What was shown before, which the next line may be about. */
export interface Shown {
  readonly connections: Connections;
  count: number;
  times?: { readonly first: number; readonly last: number };
}

/** print.c pretty_print_packet: a packet's lines. */
export function showPacket(
  packet: Captured,
  link: LinkType,
  options: Pick<TcpdumpOptions, 'style' | 'times' | 'nano' | 'numbered' | 'dump'>,
  names: PrintNames,
  shown: Shown,
): string {
  const { timeUs, bytes, length, device } = packet;
  const d = new Dissection(options.style, names, shown.connections, bytes);
  shown.count++;
  if (options.numbered) d.say(`${String(shown.count).padStart(5)}  `);
  d.say(stampOf(timeUs, options, shown.times));
  shown.times = { first: shown.times?.first ?? timeUs, last: timeUs };
  const header = printLink(d, link, length, device);
  if (options.dump) {
    const { as, link: whole } = options.dump;
    const from = whole ? 0 : header;
    const show = { hex: dump, both: dumpWithText, text: readable }[as];
    d.say(show(bytes, from, bytes.length, '\n\t'));
  }
  return `${d.text}\n`;
}
