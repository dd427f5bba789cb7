import { type Ipv4, formatIpv4, networkOf, parseIpv4 } from '../../../packet/address';
import { networkOf6, parseIpv6 } from '../../../packet/ipv6-address';
import type { FieldError } from '../field-error';
import { invalid } from './field-errors';

/** An address as Kubernetes reads it: apimachinery's pkg/util/validation/ip.go and k8s.io/utils/net. */
interface ParsedIp {
  readonly family: 4 | 6;
  readonly canonical: string;
  readonly leadingZeros: boolean;
  readonly mapped: boolean;
}

function parseIp(text: string): ParsedIp | undefined {
  if (/^\d+(\.\d+){3}$/.test(text)) {
    const parts = text.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
    const address = parseIpv4(parts.join('.'));
    if (address === undefined) return undefined;
    return { family: 4, canonical: formatIpv4(address), leadingZeros: parts.join('.') !== text, mapped: false };
  }
  if (!text.includes(':') || text.includes('%')) return undefined;
  const address = parseIpv6(text);
  if (address === undefined) return undefined;
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const mapped = v4 !== undefined || /^::ffff:[0-9a-f]+:[0-9a-f]+$/.test(address);
  return { family: 6, canonical: address, leadingZeros: false, mapped };
}

/** Which family an address is of; undefined when it is none. */
export function ipFamily(text: string): 4 | 6 | undefined {
  return parseIp(text)?.family;
}

/** IsValidIPForLegacyField: any form of an address that is not ambiguous. */
export function legacyIp(field: string, value: string): readonly FieldError[] {
  const ip = parseIp(value);
  if (!ip) return [invalid(field, value, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
  if (ip.leadingZeros) return [invalid(field, value, 'must not have leading 0s')];
  return ip.mapped ? [invalid(field, value, 'must not be an IPv4-mapped IPv6 address')] : [];
}

/** IsValidIP: an address in canonical form. */
export function strictIp(field: string, value: string): readonly FieldError[] {
  const errors = legacyIp(field, value);
  if (errors.length) return errors;
  const canonical = parseIp(value)?.canonical;
  return canonical === value ? [] : [invalid(field, value, `must be in canonical form ("${canonical}")`)];
}

interface ParsedCidr {
  readonly ip: ParsedIp;
  readonly length: number;
  /** The network in canonical form. */
  readonly network: string;
  readonly leadingZeros: boolean;
}

function parseCidr(text: string): ParsedCidr | undefined {
  const [, address = '', digits = ''] = /^([^/]+)\/(\d+)$/.exec(text) ?? [];
  const ip = parseIp(address);
  const length = Number(digits);
  if (!ip || digits === '' || length > (ip.family === 4 ? 32 : 128)) return undefined;
  const network =
    ip.family === 4
      ? formatIpv4(networkOf(parseIpv4(ip.canonical) as Ipv4, length))
      : networkOf6(parseIpv6(ip.canonical) ?? ('::' as never), length);
  return { ip, length, network, leadingZeros: ip.leadingZeros || /^0\d/.test(digits) };
}

/** Which family a CIDR is of; undefined when it is none. */
export function cidrFamily(text: string): 4 | 6 | undefined {
  return parseCidr(text)?.ip.family;
}

/** IsValidCIDRForLegacyField. */
export function legacyCidr(field: string, value: string): readonly FieldError[] {
  const cidr = parseCidr(value);
  if (!cidr) return [invalid(field, value, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')];
  if (cidr.leadingZeros) return [invalid(field, value, 'must not have leading 0s in IP or prefix length')];
  if (cidr.ip.mapped) return [invalid(field, value, 'must not have an IPv4-mapped IPv6 address')];
  return cidr.network === cidr.ip.canonical
    ? []
    : [invalid(field, value, 'must not have bits set beyond the prefix length')];
}

/** IsValidCIDR: in canonical form. */
export function strictCidr(field: string, value: string): readonly FieldError[] {
  const errors = legacyCidr(field, value);
  if (errors.length) return errors;
  const cidr = parseCidr(value);
  const canonical = `${cidr?.network}/${cidr?.length}`;
  return canonical === value ? [] : [invalid(field, value, `must be in canonical form ("${canonical}")`)];
}

/** No place for a Service's traffic to go: pkg/apis/core/validation, ValidateNonSpecialIP. */
export function nonSpecialIp(field: string, value: string): readonly FieldError[] {
  const ip = parseIp(value);
  if (!ip) return [invalid(field, value, 'must be a valid IP address')];
  const { canonical } = ip;
  const errors: FieldError[] = [];
  if (canonical === '0.0.0.0' || canonical === '::')
    errors.push(invalid(field, value, `may not be unspecified (${value})`));
  if (canonical.startsWith('127.') || canonical === '::1') {
    errors.push(invalid(field, value, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'));
  }
  if (canonical.startsWith('169.254.') || /^fe[89ab][0-9a-f]:/.test(canonical)) {
    errors.push(invalid(field, value, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'));
  }
  if (canonical.startsWith('224.0.0.') || canonical.startsWith('ff02:')) {
    errors.push(invalid(field, value, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'));
  }
  return errors;
}

/** Whether a CIDR is a part of another and not all of it; both are right ones. */
export function isStrictSubset(part: string, whole: string): boolean {
  const [small, large] = [parseCidr(part), parseCidr(whole)];
  if (!small || !large || small.ip.family !== large.ip.family || small.length <= large.length) return false;
  return parseCidr(`${small.ip.canonical}/${large.length}`)?.network === large.network;
}
