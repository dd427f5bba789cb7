import { LINK, type LinkType } from '../capture';
import { printArp } from './arp';
import { hex, type Dissection } from './context';
import { printIpv4 } from './ipv4';
import { printIpv6 } from './ipv6';
import { printStp } from './stp';

/** print-ether.c, print-sll.c, print-raw.c: the link's header, and what it leads to. */

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x0800, 'IPv4'], [0x0806, 'ARP'], [0x8035, 'Reverse ARP'], [0x86dd, 'IPv6'], [0x8100, '802.1Q'], [0x88a8, '802.1Q-QinQ'],
  [0x9100, '802.1Q-9100'], [0x6558, 'TEB'], [0x88cc, 'LLDP'], [0x8863, 'PPPoE D'], [0x8864, 'PPPoE S'], [0x8847, 'MPLS unicast'],
]); // prettier-ignore
const TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);
const LLC_HEADER = 3;
/** A length instead of a type (IEEE 802.3). */
const LONGEST = 1500;

export function ethertypeName(type: number): string {
  return NAMES.get(type) ?? 'Unknown';
}

/** Answers how many bytes the link's header has. */
export function printLink(d: Dissection, link: LinkType, length: number, device: string | undefined): number {
  switch (link) {
    case LINK.ethernet:
      return printEthernet(d, 0, length);
    case LINK.sll2:
      return printSll2(d, length, device);
    case LINK.raw:
      if (d.style.link) d.say('ip: ');
      printNetwork(d, d.u8(0) >> 4 === 6 ? 0x86dd : 0x0800, 0, length);
      return 0;
  }
}

export function printEthernet(d: Dissection, at: number, length: number): number {
  const { style } = d;
  if (style.link) d.say(`${d.macNamed(at + 6)} > ${d.macNamed(at)}, `);
  let type = d.u16(at + 12);
  let next = at + 14;
  if (type <= LONGEST) {
    if (style.link) d.say(`802.3, length ${type}: `);
    printLlc(d, next, type);
    return next - at + LLC_HEADER;
  }
  // The outermost type comes with the length of the frame; types behind tags with nothing.
  if (style.link) {
    d.say(style.quick ? ethertypeName(type) : `ethertype ${ethertypeName(type)} (${hex(type, 4)})`);
    d.say(`, length ${length}: `);
  }
  while (TAGS.has(type)) {
    const tag = d.u16(next);
    type = d.u16(next + 2);
    next += 4;
    if (!style.link) continue;
    d.say(`vlan ${tag & 0xfff}, p ${tag >> 13}${(tag & 0x1000) === 0 ? '' : ', DEI'}, `);
    d.say(style.quick ? `${ethertypeName(type)}, ` : `ethertype ${ethertypeName(type)} (${hex(type, 4)}), `);
  }
  printNetwork(d, type, next, at + length - next);
  return next - at;
}

const SLL2_HEADER = 20;
const PACKET_TYPES = ['In', 'B', 'M', 'P', 'Out'];

function printSll2(d: Dissection, length: number, device: string | undefined): number {
  const [protocol, ifindex] = [d.u16(0), d.u32(4)];
  d.say(`${(device ?? `ifindex ${ifindex}`).padEnd(5)} ${(PACKET_TYPES[d.u8(10)] ?? '?').padEnd(3)} `);
  if (d.style.link) {
    d.say(`ifindex ${ifindex} `);
    if (d.u8(11) === 6) d.say(`${d.macNamed(12)} `);
    if (!d.style.quick) d.say(`ethertype ${ethertypeName(protocol)} (${hex(protocol, 4)}), length ${length}: `);
  }
  if (protocol === 4) {
    printLlc(d, SLL2_HEADER, length - SLL2_HEADER);
    return SLL2_HEADER + LLC_HEADER;
  }
  printNetwork(d, protocol, SLL2_HEADER, length - SLL2_HEADER);
  return SLL2_HEADER;
}

/** print-llc.c, as far as bridges speak it. */
function printLlc(d: Dissection, at: number, length: number): void {
  if (d.style.link) d.say('LLC, dsap STP (0x42) Individual, ssap STP (0x42) Command, ctrl 0x03: ');
  printStp(d, at + LLC_HEADER, length - LLC_HEADER);
}

/** ethertype_print */
export function printNetwork(d: Dissection, type: number, at: number, length: number): void {
  switch (type) {
    case 0x0800:
      return printIpv4(d, at, length);
    case 0x86dd:
      return printIpv6(d, at, length);
    case 0x0806:
      return printArp(d, at, length);
    default:
      if (!d.style.link) d.say(`${ethertypeName(type)}, `);
      d.say(`length ${length}`);
  }
}
