import ipaddr from 'ipaddr.js';
import type { Ipv4, Ipv6, Mac } from './address';
import { formatIpv4, parseIpv4 } from './address';

/** Addresses of IPv6 as eight words of 16 bits, and what their bits say (RFC 4291). */

/** The words of an address from left to right. */
export type Ipv6Words = readonly [number, number, number, number, number, number, number, number];

/** An address of either family: a number is IPv4, text is IPv6. */
export type IpAddress = Ipv4 | Ipv6;

export const IPV6_ANY = '::' as Ipv6;
export const IPV6_LOOPBACK = '::1' as Ipv6;
export const ALL_NODES = 'ff02::1' as Ipv6;
export const ALL_ROUTERS = 'ff02::2' as Ipv6;

/** The text of an address of either family. */
export function formatIp(address: IpAddress): string {
  return typeof address === 'number' ? formatIpv4(address) : address;
}

/** `10.0.0.1:80`, `[2001:db8::1]:80`. */
export function endpoint(address: IpAddress, port: number): string {
  return typeof address === 'number' ? `${formatIp(address)}:${port}` : `[${address}]:${port}`;
}

const MEMO_LIMIT = 16_384;
/** Words of the addresses seen lately: the same few are looked up again and again. */
const memo = new Map<string, Ipv6Words>();

/** The words of a canonical address. */
export function ipv6Words(address: Ipv6): Ipv6Words {
  const known = memo.get(address);
  if (known) return known;
  const words = readWords(address) ?? ZERO;
  if (memo.size >= MEMO_LIMIT) memo.clear();
  memo.set(address, words);
  return words;
}

const ZERO: Ipv6Words = [0, 0, 0, 0, 0, 0, 0, 0];

/** Parses any valid IPv6 text, as inet_pton does, to what inet_ntop prints; undefined when it is none. */
export function parseIpv6(text: string): Ipv6 | undefined {
  // What every server that listens everywhere says.
  if (text === IPV6_ANY) return IPV6_ANY;
  const words = readWords(text);
  return words && formatIpv6(words);
}

function readWords(text: string): Ipv6Words | undefined {
  if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
  // inet_pton takes the dotted end in decimal only.
  if (text.includes('.') && parseIpv4(text.slice(text.lastIndexOf(':') + 1)) === undefined) return undefined;
  return toWords(ipaddr.IPv6.parse(text).parts);
}

function toWords(list: readonly number[]): Ipv6Words {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = list;
  return [a, b, c, d, e, f, g, h];
}

/** The text of an address as glibc's inet_ntop writes it: the longest run of zero words is `::`, IPv4 inside is dotted. */
function formatIpv6(words: Ipv6Words): Ipv6 {
  let start = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    if (words[i] !== 0 || (i > 0 && words[i - 1] === 0)) continue;
    let end = i;
    while (end < 8 && words[end] === 0) end++;
    if (end - i > length) [start, length] = [i, end - i];
  }
  const embedded = start === 0 && (length === 6 || (length === 5 && words[5] === 0xffff));
  const shown: string[] = words.map((word) => word.toString(16));
  if (embedded) shown.splice(6, 2, formatIpv4((((words[6] << 16) | words[7]) >>> 0) as Ipv4));
  if (start < 0) return shown.join(':') as Ipv6;
  return `${shown.slice(0, start).join(':')}::${shown.slice(start + length).join(':')}` as Ipv6;
}

/** All 32 digits of an address, as the kernel's %pI6 and /proc write it. */
export function fullIpv6(address: Ipv6): string {
  return ipv6Words(address)
    .map((word) => word.toString(16).padStart(4, '0'))
    .join(':');
}

/** The network of an address under a prefix length 0–128. */
export function networkOf6(address: Ipv6, prefixLength: number): Ipv6 {
  if (prefixLength >= 128) return address;
  return formatIpv6(maskedWords(ipv6Words(address), prefixLength));
}

function maskedWords(words: Ipv6Words, prefixLength: number): Ipv6Words {
  return toWords(words.map((word, i) => word & wordMask(prefixLength - 16 * i)));
}

/** The mask of one word of which the first `bits` count. */
function wordMask(bits: number): number {
  return bits >= 16 ? 0xffff : bits <= 0 ? 0 : (0xffff << (16 - bits)) & 0xffff;
}

/** The 128 bits of an address as one number. */
export function numberOf6(address: Ipv6): bigint {
  return ipv6Words(address).reduce((value, word) => (value << 16n) | BigInt(word), 0n);
}

/** The address that these 128 bits are. */
export function addressFromNumber6(value: bigint): Ipv6 {
  return formatIpv6(toWords(Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(16 * (7 - i))) & 0xffffn))));
}

/** Whether `address` lies in `network`/`prefixLength`. */
export function inPrefix6(address: Ipv6, network: Ipv6, prefixLength: number): boolean {
  return commonBits(address, network) >= prefixLength;
}

/** ipv6_addr_diff: how many leading bits two addresses share. */
export function commonBits(a: Ipv6, b: Ipv6): number {
  const [x, y] = [ipv6Words(a), ipv6Words(b)];
  for (let i = 0; i < 8; i++) {
    const difference = (x[i] ?? 0) ^ (y[i] ?? 0);
    if (difference !== 0) return 16 * i + Math.clz32(difference) - 16;
  }
  return 128;
}

/** The first bits of an address as a map's key, the same for all addresses of one network. */
export function prefixKey6(address: Ipv6, prefixLength: number): string {
  const words = ipv6Words(address);
  let key = `${prefixLength}`;
  for (let i = 0; 16 * i < prefixLength; i++) key += `,${(words[i] ?? 0) & wordMask(prefixLength - 16 * i)}`;
  return key;
}

/** Orders addresses by their bits. */
export function compareIpv6(a: Ipv6, b: Ipv6): number {
  const [x, y] = [ipv6Words(a), ipv6Words(b)];
  for (let i = 0; i < 8; i++) if (x[i] !== y[i]) return (x[i] ?? 0) - (y[i] ?? 0);
  return 0;
}

/** A group address, ff00::/8. */
export function isMulticast6(address: Ipv6): boolean {
  // Canonical text: its first word has all four digits.
  return address.startsWith('ff') && address.charAt(4) === ':';
}

/** fe80::/10. */
export function isLinkLocal6(address: Ipv6): boolean {
  return address.startsWith('fe') && (ipv6Words(address)[0] & 0xffc0) === 0xfe80;
}

/** Scope values of RFC 4291 2.7, also for unicast addresses (__ipv6_addr_type). */
export const SCOPE6 = { interfaceLocal: 1, linkLocal: 2, siteLocal: 5, global: 14 } as const;

/** How far an address reaches: the scope of a group, or that of a unicast address as the kernel ranks it. */
export function scopeOf6(address: Ipv6): number {
  const [first] = ipv6Words(address);
  if (first >>> 8 === 0xff) return first & 15;
  if (address === IPV6_LOOPBACK || (first & 0xffc0) === 0xfe80) return SCOPE6.linkLocal;
  return (first & 0xffc0) === 0xfec0 ? SCOPE6.siteLocal : SCOPE6.global;
}

/** The solicited-node group of an address: ff02::1:ff and its last 24 bits (RFC 4291 2.7.1). */
export function solicitedNode(address: Ipv6): Ipv6 {
  const words = ipv6Words(address);
  return formatIpv6([0xff02, 0, 0, 0, 0, 1, 0xff00 | (words[6] & 255), words[7]]);
}

/** Whether a group is the solicited-node group of an address; every device on a link asks this of every question. */
export function isSolicitedNode(group: Ipv6, address: Ipv6): boolean {
  const [a, b, c, d, e, f, g, h] = ipv6Words(group);
  if (a !== 0xff02 || (b | c | d | e) !== 0 || f !== 1) return false;
  const words = ipv6Words(address);
  return h === words[7] && g === (0xff00 | (words[6] & 255));
}

/** The MAC of a group: 33:33 and its last 32 bits (RFC 2464 7). */
export function groupMac6(address: Ipv6): Mac {
  const [, , , , , , g, h] = ipv6Words(address);
  const byte = (n: number): string => (n & 255).toString(16).padStart(2, '0');
  return `33:33:${byte(g >>> 8)}:${byte(g)}:${byte(h >>> 8)}:${byte(h)}` as Mac;
}

/** The EUI-64 link-local address the kernel derives from a MAC (RFC 4291, appendix A). */
export function linkLocalOf(mac: Mac): Ipv6 {
  const byte = (i: number): number => parseInt(mac.slice(3 * i, 3 * i + 2), 16);
  const first = ((byte(0) ^ 2) << 8) | byte(1);
  const rest = [(byte(2) << 8) | 0xff, 0xfe00 | byte(3), (byte(4) << 8) | byte(5)];
  // RFC 5952: `::` stands for the three zero words before the interface identifier, four when it starts with a zero word.
  return `fe80::${(first === 0 ? rest : [first, ...rest]).map((word) => word.toString(16)).join(':')}` as Ipv6;
}
