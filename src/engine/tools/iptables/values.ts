import type { Masked, PortRange, Prefix6 } from '../../kernel/netfilter/model';
import { ipv4, maskOf, parseIpv4, type Ipv6 } from '../../packet/address';
import { commonBits, IPV6_ANY, networkOf6, parseIpv6, type IpAddress } from '../../packet/ipv6-address';
import { GAI_ERRORS, getaddrinfo } from '../resolver/getaddrinfo';
import { inetAton } from '../resolver/inet-aton';
import { portOfService } from '../resolver/services';
import type { Surroundings } from './extension';
import { prefixLength } from './names';
import { readNumber, readNumberPrefix, UINT32_MAX } from './numbers';

/** A mark and the bits of it that count. */
export interface Mark {
  readonly value: number;
  readonly mask: number;
}

/** `VALUE[/MASK]` (xtables_parse_mark_mask). */
export function readMark(around: Surroundings, extension: string, name: string, text: string): Mark {
  const bad = (): never => around.fail(`${extension}: bad integer value for option "${name}", or out of range.\n`);
  const garbage = (): never => around.fail(`${extension}: trailing garbage after value for option "${name}".\n`);
  const value = readNumberPrefix(text, 0, UINT32_MAX) ?? bad();
  if (value.rest === '') return { value: value.value, mask: UINT32_MAX };
  if (!value.rest.startsWith('/')) garbage();
  const mask = readNumberPrefix(value.rest.slice(1), 0, UINT32_MAX) ?? bad();
  return mask.rest === '' ? { value: value.value, mask: mask.value } : garbage();
}

/** A number between bounds (xtopt_parse_int). */
export function readInteger(
  around: Surroundings,
  extension: string,
  name: string,
  text: string,
  min = 0,
  max = UINT32_MAX,
): number {
  // prettier-ignore
  return (
    readNumber(text, min, max) ??
    around.fail(`${extension}: bad value for option "${name}", or out of range (${min}-${max}).\n`)
  );
}

/** `ADDRESS[/LENGTH]` by name or number (xtopt_parse_hostmask). */
export function readHostMask(around: Surroundings, extension: string, name: string, text: string): Masked | Prefix6 {
  return around.family === 'inet6'
    ? readHostMask6(around, extension, name, text)
    : readHostMask4(around, extension, name, text);
}

/** An address by name or number, with no mask (xtopt_parse_host). */
export function readHost(around: Surroundings, text: string): IpAddress {
  const resolved = getaddrinfo(around.files, text);
  if (resolved.type === 'error') around.fail(`getaddrinfo: ${GAI_ERRORS[resolved.error]}\n`);
  if (resolved.type !== around.family) around.fail(`getaddrinfo: ${GAI_ERRORS.EAI_ADDRFAMILY}\n`);
  return resolved.type === 'inet' ? resolved.address : (parseIpv6(resolved.address) ?? IPV6_ANY);
}

/** A prefix length, or a mask (xtopt_parse_plenmask); longer ones count as the longest. */
export function readPrefixLength(around: Surroundings, extension: string, name: string, text: string): number {
  const inet6 = around.family === 'inet6';
  const dotted = inet6 ? undefined : inetAton(text);
  const mask = dotted === undefined ? undefined : (prefixLength(dotted) ?? 32);
  const read = readNumber(text, 0, 128) ?? (inet6 ? prefixLengthOf6(parseIpv6(text)) : mask);
  return Math.min(
    inet6 ? 128 : 32,
    read ?? around.fail(`${extension}: bad value for option "${name}", neither a valid network mask nor valid CIDR (0-${inet6 ? 128 : 32}).\n`), // prettier-ignore
  );
}

function readHostMask6(around: Surroundings, extension: string, name: string, text: string): Prefix6 {
  const slash = text.indexOf('/');
  const resolved = getaddrinfo(around.files, slash < 0 ? text : text.slice(0, slash));
  if (resolved.type === 'error') around.fail(`getaddrinfo: ${GAI_ERRORS[resolved.error]}\n`);
  if (resolved.type === 'inet') around.fail(`getaddrinfo: ${GAI_ERRORS.EAI_ADDRFAMILY}\n`);
  const address = parseIpv6(resolved.address) ?? IPV6_ANY;
  if (slash < 0) return { address, prefixLength: 128 };
  const given = text.slice(slash + 1);
  const length = readNumber(given, 0, 128) ?? prefixLengthOf6(parseIpv6(given));
  return {
    address,
    prefixLength:
      length ??
      around.fail(
        `${extension}: bad value for option "${name}", neither a valid network mask nor valid CIDR (0-128).\n`,
      ),
  };
}

/** The length of a mask; one that is no prefix counts as a whole one. */
function prefixLengthOf6(mask: Ipv6 | undefined): number | undefined {
  if (mask === undefined) return undefined;
  const length = commonBits(mask, ALL_ONES);
  return networkOf6(ALL_ONES, length) === mask ? length : 128;
}

const ALL_ONES = 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff' as Ipv6;

function readHostMask4(around: Surroundings, extension: string, name: string, text: string): Masked {
  const slash = text.indexOf('/');
  const resolved = getaddrinfo(around.files, slash < 0 ? text : text.slice(0, slash));
  if (resolved.type === 'error') around.fail(`getaddrinfo: ${GAI_ERRORS[resolved.error]}\n`);
  if (resolved.type === 'inet6') around.fail(`getaddrinfo: ${GAI_ERRORS.EAI_ADDRFAMILY}\n`);
  const { address } = resolved;
  if (slash < 0) return { address, mask: maskOf(32) };
  const given = text.slice(slash + 1);
  const length = readNumber(given, 0, 32);
  const dotted = length === undefined ? inetAton(given) : maskOf(length);
  // A mask that is no prefix counts as a whole one.
  const mask = dotted !== undefined && prefixLength(dotted) === undefined ? maskOf(32) : dotted;
  return {
    address,
    mask:
      mask ??
      around.fail(
        `${extension}: bad value for option "${name}", neither a valid network mask nor valid CIDR (0-32).\n`,
      ),
  };
}

/** `PORT[:PORT]`, numbers or services of any protocol (xtopt_parse_mport). */
export function readPortRange(around: Surroundings, extension: string, name: string, text: string): PortRange {
  const parts = text.split(':');
  if (parts.length > 2) around.fail(`${extension}: Too many components for option "${name}" (max: 2)\n`);
  const [from, to] = parts.map((part, i) => {
    if (part === '') return i === 0 ? 0 : 65535;
    const port = /^\d+$/.test(part) ? Number(part) & 0xffff : portOfService(around.files, part);
    return port ?? around.fail(`Port "${part}" does not resolve to anything.\n`);
  });
  return { from: from ?? 0, to: to ?? from ?? 0 };
}

/** `SECONDS[:SECONDS]` (xtopt_parse_mint). */
export function readSeconds(around: Surroundings, extension: string, name: string, text: string): PortRange {
  const parts = text.split(':');
  if (parts.length > 2) around.fail(`${extension}: Too many components for option "${name}" (max: 2)\n`);
  const [from, to] = parts.map((part, i) => {
    if (part === '') return i === 0 ? 0 : UINT32_MAX;
    const read =
      readNumberPrefix(part, 0, UINT32_MAX) ??
      around.fail(`${extension}: bad value for option "${name}" near "${part}", or out of range (0-${UINT32_MAX}).\n`);
    if (read.rest !== '') {
      around.fail(`${extension}: Argument to "${name}" has unexpected characters near "${read.rest}".\n`);
    }
    return read.value;
  });
  return { from: from ?? 0, to: to ?? from ?? 0 };
}

/** A part that C reads as octal. */
const leadingZero = /(?:^|\.)0\d/;

/** xtables_numeric_to_ipaddr(): dotted numbers, of which the last ones may be missing (`10.1` is 10.1.0.0). */
export function readDotted(text: string, whole = false): Masked['address'] | undefined {
  const plain = leadingZero.test(text) ? undefined : parseIpv4(text);
  if (plain !== undefined) return plain;
  const parts = text.slice(0, 19).split('.');
  if (parts.length > 4 || (whole && parts.length < 4)) return undefined;
  let value = 0;
  for (let i = 0; i < 4; i++) {
    const part = parts[i] ?? '0';
    const byte = readNumber(part, 0, 255);
    if (byte === undefined) return undefined;
    value = value * 256 + byte;
  }
  return ipv4(value);
}
