import { parseIpv4 } from '../../packet/address';
import { labelsOf } from '../../packet/dns/names';
import { ipv6Words, parseIpv6 } from '../../packet/ipv6-address';
import { CorefileError } from './corefile/error';

/** Zones as the plugins of CoreDNS write and compare them (plugin/normalize.go): in small letters, with the last dot. */

/** `Example.COM` → `example.com.` */
export function zoneName(text: string): string {
  const lower = text.toLowerCase();
  return lower.endsWith('.') ? lower : `${lower}.`;
}

/** Whether a name is a zone or below it; both in small letters with the last dot. */
export function isWithin(name: string, zone: string): boolean {
  return zone === '.' || name === zone || (name.endsWith(zone) && name.charAt(name.length - zone.length - 1) === '.');
}

/** The longest of the zones that a name is in. */
export function matchingZone(name: string, zones: readonly string[]): string | undefined {
  let found: string | undefined;
  for (const zone of zones) if (isWithin(name, zone) && zone.length > (found?.length ?? 0)) found = zone;
  return found;
}

/** A name without the zone that it is in: `www` of `www.example.com.` */
export function withoutZone(name: string, zone: string): string {
  if (zone === '.') return name === '.' ? '' : name.slice(0, -1);
  return name.length <= zone.length ? '' : name.slice(0, name.length - zone.length - 1);
}

/** 4 or 6: the family whose reverse tree a name is in. */
export function reverseFamily(name: string): 4 | 6 | undefined {
  if (name.endsWith('.in-addr.arpa.')) return 4;
  return name.endsWith('.ip6.arpa.') ? 6 : undefined;
}

/** The address whose PTR name this is, in its usual form; undefined when it is none or a part of one. */
export function addressOfReverse(name: string): string | undefined {
  const family = reverseFamily(name);
  if (family === 4) {
    const text = name.slice(0, -'.in-addr.arpa.'.length).split('.').reverse().join('.');
    return parseIpv4(text) === undefined || text.split('.').length !== 4 ? undefined : text;
  }
  if (family !== 6) return undefined;
  const digits = name.slice(0, -'.ip6.arpa.'.length).split('.').reverse().join('');
  return digits.length === 32 ? parseIpv6((digits.match(/.{4}/g) ?? []).join(':')) : undefined;
}

const TRANSPORTS = ['tls', 'dns', 'quic', 'grpc', 'https', 'unix'];

/** `tls://example.org` → tls and the rest. */
export function transportOf(text: string): { readonly transport: string; readonly rest: string } {
  const transport = TRANSPORTS.find((name) => text.startsWith(`${name}://`));
  return transport === undefined
    ? { transport: 'dns', rest: text }
    : { transport, rest: text.slice(transport.length + 3) };
}

/** The zones of an address such as `example.org:1053` or `10.0.0.0/8`, not made into small letters, and its port, '' for none. Throws CorefileError. */
export function splitHostPort(text: string): { readonly hosts: readonly string[]; readonly port: string } {
  const colon = text.lastIndexOf(':');
  if (colon >= 0 && colon === text.length - 1)
    throw new CorefileError(`expecting data after last colon: ${JSON.stringify(text)}`);
  const digits = colon < 0 ? '' : text.slice(colon + 1);
  const numbered = /^[+-]?\d+$/.test(digits);
  const host = numbered ? text.slice(0, colon) : text;
  const port = numbered ? String(Number(digits)) : '';
  if (host.length > 255) throw new CorefileError(`specified zone is too long: ${host.length} > 255`);
  if (!isDomainName(host)) throw new CorefileError(`zone is not a valid domain name: ${host}`);
  return { hosts: reverseZones(host) ?? [host], port };
}

function isDomainName(text: string): boolean {
  return text === '' || labelsOf(text) !== undefined;
}

/** The zones of a CIDR, as many as it takes to fall on whole labels; undefined when it is none. */
function reverseZones(text: string): readonly string[] | undefined {
  const [, host = '', bits = ''] = /^(.+)\/(\d{1,3})$/.exec(text) ?? [];
  const length = Number(bits);
  const address4 = parseIpv4(host);
  if (address4 !== undefined && host.split('.').length === 4 && bits !== '' && length <= 32) {
    const octets = [24, 16, 8, 0].map((shift) => (address4 >>> shift) & 255);
    return labelled(octets, length, 8, (octet) => String(octet), 'in-addr.arpa.');
  }
  const address6 = parseIpv6(host);
  if (address6 === undefined || bits === '' || length > 128) return undefined;
  const digits = ipv6Words(address6).flatMap((word) => [12, 8, 4, 0].map((shift) => (word >> shift) & 15));
  return labelled(digits, length, 4, (digit) => digit.toString(16), 'ip6.arpa.');
}

function labelled(
  digits: readonly number[],
  length: number,
  size: number,
  write: (digit: number) => string,
  suffix: string,
): readonly string[] {
  const whole = Math.floor(length / size);
  const rest = length % size;
  const name = (list: readonly number[]): string => [...list.map(write).reverse(), suffix].join('.');
  const fixed = digits.slice(0, whole);
  if (rest === 0) return [name(fixed)];
  const step = 2 ** (size - rest);
  const first = Math.floor((digits[whole] ?? 0) / step) * step;
  return Array.from({ length: step }, (_, i) => name([...fixed, first + i]));
}

/** The zones that a word of the Corefile names, complete; none when it cannot be read. */
export function normalizedZones(text: string): readonly string[] {
  try {
    return splitHostPort(transportOf(text).rest).hosts.map(zoneName);
  } catch (error) {
    if (error instanceof CorefileError) return [];
    throw error;
  }
}

/** The zones a plugin is for: those of its words, or else its server block's. */
export function originsOf(args: readonly string[], keys: readonly string[]): readonly string[] {
  return (args.length === 0 ? keys : args).flatMap((word) => normalizedZones(word));
}
