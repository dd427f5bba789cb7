import { formatIpv4, ipv4, type Ipv6 } from '../../packet/address';
import { parseIpv6 } from '../../packet/ipv6-address';
import type { SetAddress, SetFamily } from '../../kernel/ipset/model';
import { getaddrinfo } from '../resolver/getaddrinfo';
import type { HostFiles } from '../tool';
import { sessionError, syntaxError } from './session';

/** The first of some separators in a text that neither begins nor ends with it (ipset_strchr). */
export function separator(text: string, mark: string): number {
  const at = text.indexOf(mark);
  return at > 0 && !text.endsWith(mark) ? at : -1;
}

/** strtoull(3) in C notation within bounds (string_to_number_ll): the number, or what is wrong with it. */
export function numberOr(text: string, min: number, max: number): number | string {
  const match = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.exec(text);
  if (!match?.[2]) return `'${text}' is invalid as number`;
  const digits = /^0[0-7]+$/.test(match[2]) ? `0o${match[2]}` : match[2];
  const value = match[1] === '-' ? BigInt.asUintN(64, -BigInt(digits)) : BigInt(digits);
  return value < BigInt(min) || value > BigInt(max) ? `'${text}' is out of range ${min}-${max}` : Number(value);
}

/** The same, throwing its complaint. */
export function readNumber(text: string, min: number, max: number): number {
  const read = numberOr(text, min, max);
  if (typeof read === 'string') throw syntaxError(read);
  return read;
}

export const UINT32_MAX = 0xffffffff;

/** A number of 64 bits, as far as JavaScript has them exactly. */
export function readCount(text: string): number {
  const read = numberOr(text, 0, Number.MAX_SAFE_INTEGER);
  if (typeof read === 'string')
    throw syntaxError(read.replace(String(Number.MAX_SAFE_INTEGER), '18446744073709551614'));
  return read;
}

/** Seconds (ipset_parse_timeout). */
export function readTimeout(text: string): number {
  return readNumber(text, 0, 2147483);
}

/** gethostbyname2(3) for one family. */
export function resolve(files: HostFiles, text: string, family: SetFamily): SetAddress {
  const found = getaddrinfo(files, text);
  if (family === 'inet6') {
    const address = parseIpv6(text) ?? (found.type === 'inet6' ? found.address : undefined);
    if (address !== undefined) return ipv6Number(address);
    throw syntaxError(`cannot parse ${text}: resolving to IPv6 address failed`);
  }
  if (found.type === 'inet') return BigInt(found.address);
  throw syntaxError(`cannot parse ${text}: resolving to IPv4 address failed`);
}

/** An IPv6 address as a number of 128 bits. */
function ipv6Number(address: Ipv6): bigint {
  const [head = '', tail] = address.split('::');
  const words = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const left = words(head);
  const right = tail === undefined ? [] : words(tail);
  const all = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  return all.reduce((sum, word) => (sum << 16n) | BigInt(`0x${word}`), 0n);
}

/** An address as ipset prints it (inet_ntop). */
export function addressText(ip: SetAddress, family: SetFamily): string {
  if (family !== 'inet6') return formatIpv4(ipv4(Number(ip)));
  const words = Array.from({ length: 8 }, (_, i) => ((ip >> BigInt(16 * (7 - i))) & 0xffffn).toString(16));
  return parseIpv6(words.join(':')) ?? words.join(':');
}

/** A MAC address (ipset_parse_ether). */
export function readMac(text: string): string {
  const parts = text.split(':');
  if (parts.length !== 6 || !parts.every((part) => /^[0-9a-fA-F]{1,2}$/.test(part))) {
    throw syntaxError(`cannot parse '${text}' as ethernet address`);
  }
  return parts.map((part) => part.toLowerCase().padStart(2, '0')).join(':');
}

const MAX_SETNAME = 31;

/** A set's name (ipset_parse_setname). */
export function readSetName(text: string): string {
  if (text.length <= MAX_SETNAME) return text;
  throw syntaxError(`setname '${text}' is longer than ${MAX_SETNAME} characters`);
}

const MAX_COMMENT = 255;

export function readComment(text: string): string {
  if (text.includes('"')) throw syntaxError('" character is not permitted in comments');
  if (text.length > MAX_COMMENT) {
    throw syntaxError(`Comment is longer than the maximum allowed ${MAX_COMMENT} characters`);
  }
  return text;
}

/** `0xMARK[/0xMASK]`. */
export function readSkbMark(text: string): { readonly mark: number; readonly mask: number } {
  const match = /^0x([0-9a-fA-F]+)(?:\/0x([0-9a-fA-F]+))?/.exec(text);
  if (!match?.[1]) throw syntaxError('Invalid skbmark format, it should be:  MARK/MASK or MARK (see manpage)');
  const word = (digits: string): number => Number(BigInt(`0x${digits}`) & 0xffffffffn);
  return { mark: word(match[1]), mask: match[2] === undefined ? UINT32_MAX : word(match[2]) };
}

/** `MAJOR:MINOR` in hexadecimal. */
export function readSkbPrio(text: string): number {
  const match = /^(?:0x)?([0-9a-fA-F]+):(?:0x)?([0-9a-fA-F]+)/.exec(text);
  if (!match?.[1] || !match[2]) throw sessionError('Syntax error: Invalid skbprio format, it should be:MAJOR:MINOR (see manpage)'); // prettier-ignore
  return ((Number.parseInt(match[1], 16) << 16) | (Number.parseInt(match[2], 16) & 0xffff)) >>> 0;
}
