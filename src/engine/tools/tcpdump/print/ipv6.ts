import { sum16 } from '../../../packet/bytes/writer';
import { hex, type Dissection } from './context';
import { printGre } from './gre';
import { printIcmpv6 } from './icmpv6';
import { printIpv4 } from './ipv4';
import { printTcp } from './tcp';
import { printUdp } from './udp';

const NEXT_HEADERS: ReadonlyMap<number, string> = new Map([
  [0, 'Options'], [4, 'IPIP'], [6, 'TCP'], [17, 'UDP'], [41, 'IPv6'], [43, 'Routing'], [44, 'Fragment'], [47, 'GRE'], [58, 'ICMPv6'], [59, 'no next header'], [60, 'Destination Options'],
]); // prettier-ignore
const HEADER = 40;

/** print-ip6.c ip6_print */
export function printIpv6(d: Dissection, at: number, length: number): void {
  const { style } = d;
  if (!style.link) d.say('IP6 ');
  if (length < HEADER) {
    d.say(`truncated-ip6 ${length}`);
    return;
  }
  const [head, payload] = [d.u32(at), d.u16(at + 4)];
  let next = d.u8(at + 6);
  if (style.verbose > 0) {
    const [trafficClass, label] = [(head >>> 20) & 255, head & 0xfffff];
    d.say(
      `(${trafficClass === 0 ? '' : `class ${hex(trafficClass, 2)}, `}${label === 0 ? '' : `flowlabel ${hex(label, 5)}, `}`,
    );
    d.say(
      `hlim ${d.u8(at + 7)}, next-header ${NEXT_HEADERS.get(next) ?? 'unknown'} (${next}) payload length: ${payload}) `,
    );
  }
  if (length < payload + HEADER) d.say(`truncated-ip6 - ${payload + HEADER - length} bytes missing!`);
  const [source, destination] = [d.ip6(at + 8), d.ip6(at + 24)];
  let body = at + HEADER;
  const end = body + payload;
  let fragmented = false;
  if (next !== 6 && next !== 17) d.say(`${source} > ${destination}: `);
  for (;;) {
    if (next === 0) {
      d.say('HBH ');
      if (style.verbose > 0) d.say(options(d, body));
    } else if (next === 44) {
      const offset = d.u16(body + 2) & 0xfff8;
      fragmented = true;
      const id = style.verbose > 0 ? `${hex(d.u32(body + 4), 8)}:` : '';
      d.say(`frag (${id}${offset}|${end - body - 8})`);
      if (offset !== 0) return;
      d.say(' ');
    } else break;
    const size = next === 44 ? 8 : (d.u8(body + 1) + 1) * 8;
    next = d.u8(body);
    body += size;
  }
  const rest = end - body;
  const pseudo = sum16(d.bytes, at + 8, at + HEADER, rest + next);
  const ends = { source, destination, pseudo, family: 6, more: fragmented } as const;
  switch (next) {
    case 58:
      return printIcmpv6(d, body, rest, { pseudo, fragmented });
    case 6:
      return printTcp(d, body, rest, ends);
    case 17:
      return printUdp(d, body, rest, ends);
    case 4:
      return printIpv4(d, body, rest);
    case 41:
      return printIpv6(d, body, rest);
    case 47:
      return printGre(d, body, rest);
    case 59:
      d.say('no next header');
      return;
    default:
      d.say(`ip-proto-${next} ${rest}`);
  }
}

/** print-ip6opts.c, the two options that hosts send. */
function options(d: Dissection, at: number): string {
  const end = at + (d.u8(at + 1) + 1) * 8;
  let text = '';
  for (let i = at + 2; i < end;) {
    const type = d.u8(i);
    if (type === 0) {
      text += '(pad1)';
      i++;
      continue;
    }
    text +=
      type === 1
        ? '(padn)'
        : type === 5
          ? `(rtalert: ${hex(d.u16(i + 2), 4)}) `
          : `(opt_type ${hex(type, 2)}: len=${d.u8(i + 1)})`;
    i += 2 + d.u8(i + 1);
  }
  return `${text} `;
}
