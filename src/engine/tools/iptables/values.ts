import type { Masked, PortRange } from '../../kernel/netfilter/model';
import { ipv4, maskOf, parseIpv4 } from '../../packet/address';
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
export function readHostMask(around: Surroundings, extension: string, name: string, text: string): Masked {
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
