import { hex, type Dissection } from './context';
import { printGre } from './gre';
import { printIcmp } from './icmp';
import { printIpv6 } from './ipv6';
import { printTcp } from './tcp';
import { printUdp } from './udp';
import { sum16 } from '../../../packet/bytes/writer';

const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [1, 'ICMP'], [2, 'IGMP'], [4, 'IPIP'], [6, 'TCP'], [17, 'UDP'], [41, 'IPv6'], [47, 'GRE'], [50, 'ESP'], [51, 'AH'], [58, 'ICMPv6'], [89, 'OSPF'], [112, 'VRRP'], [132, 'SCTP'],
]); // prettier-ignore
const HEADER = 20;

function protocolName(number: number): string {
  return PROTOCOLS.get(number) ?? 'unknown';
}

/** print-ip.c ip_print */
export function printIpv4(d: Dissection, at: number, length: number): void {
  const { style } = d;
  if (!style.link) d.say('IP ');
  const [first, total, fragment, protocol] = [d.u8(at), d.u16(at + 2), d.u16(at + 6), d.u8(at + 9)];
  const header = (first & 15) * 4;
  if (length < HEADER || d.bytes.length < at + HEADER) {
    d.say(`truncated-ip ${length}`);
    return;
  }
  if (length < total) d.say(`truncated-ip - ${total - length} bytes missing! `);
  const offset = (fragment & 0x1fff) * 8;
  if (style.verbose > 0) {
    const tos = d.u8(at + 1);
    const ecn = ['', ',ECT(1)', ',ECT(0)', ',CE'][tos & 3] ?? '';
    const flags = `${(fragment & 0x2000) === 0 ? '' : '+'}${(fragment & 0x4000) === 0 ? '' : 'DF'}`.replace(
      '+DF',
      '+, DF',
    );
    d.say(
      `(tos ${hex(tos)}${ecn}, ttl ${d.u8(at + 8)}, id ${d.u16(at + 4)}, offset ${offset}, flags [${flags || 'none'}], `,
    );
    d.say(`proto ${protocolName(protocol)} (${protocol}), length ${total}`);
    if (!style.trusting && sum16(d.bytes, at, at + header) !== 0xffff)
      d.say(`, bad cksum ${d.u16(at + 10).toString(16)}!`);
    d.say(')\n    ');
  }
  const [source, destination] = [d.ip4(at + 12), d.ip4(at + 16)];
  if (offset > 0) {
    const name = d.protocol(protocol);
    d.say(`${source} > ${destination}: ${name ?? `ip-proto-${protocol}`}`);
    return;
  }
  const [body, rest] = [at + header, total - header];
  const more = (fragment & 0x2000) !== 0;
  const ends = { source, destination, pseudo: pseudoHeader(d, at, protocol, rest), family: 4, more } as const;
  if (protocol !== 6 && protocol !== 17) d.say(`${source} > ${destination}: `);
  switch (protocol) {
    case 1:
      return printIcmp(d, body, rest, more);
    case 4:
      return printIpv4(d, body, rest);
    case 41:
      return printIpv6(d, body, rest);
    case 6:
      return printTcp(d, body, rest, ends);
    case 17:
      return printUdp(d, body, rest, ends);
    case 47:
      return printGre(d, body, rest);
    default: {
      const name = d.protocol(protocol);
      d.say(`${name === undefined ? `ip-proto-${protocol}` : ` ${name}`} ${rest}`);
    }
  }
}

function pseudoHeader(d: Dissection, at: number, protocol: number, length: number): number {
  return sum16(d.bytes, at + 12, at + 20, protocol + length);
}
