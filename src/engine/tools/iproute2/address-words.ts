import { ExitError } from '../clib/exit';
import { plainNumber, strtol } from '../clib/numbers';
import { ipv4, type Ipv4, type Ipv6 } from '../../packet/address';
import { parseIpv6 } from '../../packet/ipv6-address';

/** An address family as `-family` names it; undefined is "any". */
export type Family = 'inet' | 'inet6' | 'link' | 'mpls' | 'bridge';

const FAMILIES: ReadonlySet<string> = new Set<Family>(['inet', 'inet6', 'link', 'mpls', 'bridge']);

/** `read_family` of lib/utils.c. */
export function readFamily(word: string): Family | undefined {
  return FAMILIES.has(word) ? (word as Family) : undefined;
}

export type AddressWord =
  | { readonly family: 'inet'; readonly address: Ipv4 }
  | { readonly family: 'inet6'; readonly address: Ipv6 }
  /** `default`, `any` or `all`: no address, of whatever family was asked for. */
  | { readonly family: undefined; readonly word: 'default' | 'any' | 'all' };

export type PrefixWord = AddressWord & {
  readonly length: number;
  /** A length was written (or meant, by `default`). */
  readonly lengthGiven: boolean;
};

/** Reads an address as iproute2 does: `10.8` is 10.8.0.0, octets may be 0x… or 0…; undefined when it is none of `family`. */
function addressWord(word: string, family: Family | undefined): AddressWord | undefined {
  if (word === 'default' || word === 'any' || word === 'all') return { family: undefined, word };
  if (word.includes(':')) {
    const address = family === undefined || family === 'inet6' ? parseIpv6(word) : undefined;
    return address === undefined ? undefined : { family: 'inet6', address };
  }
  if (family !== undefined && family !== 'inet') return undefined;
  const address = dotted(word);
  return address === undefined ? undefined : { family: 'inet', address };
}

/** Reads ADDRESS[/LENGTH]; undefined when it is not one. */
function prefixWord(word: string, family: Family | undefined): PrefixWord | undefined {
  const slash = word.indexOf('/');
  const address = addressWord(slash < 0 ? word : word.slice(0, slash), family);
  if (!address) return undefined;
  if (address.family === undefined) {
    return slash < 0 ? { ...address, length: 0, lengthGiven: address.word === 'default' } : undefined;
  }
  const bits = address.family === 'inet' ? 32 : 128;
  if (slash < 0) return { length: bits, lengthGiven: false, ...address };
  const length = netmaskLength(word.slice(slash + 1));
  return length === undefined || length > bits ? undefined : { length, lengthGiven: true, ...address };
}

/** `get_addr`: the address, or iproute2's complaint with status 1. */
export function requireAddress(word: string, family: Family | undefined): AddressWord {
  const address = addressWord(word, family);
  if (!address) throw new ExitError(1, `Error: ${familyName(family)} address is expected rather than "${word}".\n`);
  return address;
}

/** `get_prefix`: the prefix, or iproute2's complaint with status 1. */
export function requirePrefix(word: string, family: Family | undefined): PrefixWord {
  const prefix = prefixWord(word, family);
  if (!prefix) throw new ExitError(1, `Error: ${familyName(family)} prefix is expected rather than "${word}".\n`);
  return prefix;
}

function familyName(family: Family | undefined): string {
  return family ?? 'any valid';
}

const ZERO = 48;
const DOT = 46;

/** One to four octets separated by dots; missing ones are zero. */
function dotted(word: string): Ipv4 | undefined {
  let value = 0;
  let octet = 0;
  let digits = 0;
  let octets = 0;
  for (let i = 0; i <= word.length; i++) {
    const code = i < word.length ? word.charCodeAt(i) : DOT;
    if (code === DOT) {
      if (digits === 0 || octet > 255 || octets === 4) return undefined;
      value = value * 256 + octet;
      octets++;
      octet = 0;
      digits = 0;
    } else if (code >= ZERO && code <= ZERO + 9) {
      // A leading zero means octal or hexadecimal, as strtoul reads it.
      if (digits === 1 && octet === 0) return dottedByStrtoul(word);
      octet = octet * 10 + code - ZERO;
      digits++;
    } else {
      return digits === 1 && octet === 0 ? dottedByStrtoul(word) : undefined;
    }
  }
  return ipv4(value * 256 ** (4 - octets));
}

function dottedByStrtoul(word: string): Ipv4 | undefined {
  const parts = word.split('.');
  if (parts.length > 4) return undefined;
  let value = 0;
  for (let i = 0; i < 4; i++) {
    const part = parts[i] ?? '0';
    const { value: octet, rest, empty } = strtol(part, 0);
    if (empty || rest !== '' || octet < 0n || octet > 255n) return undefined;
    value = value * 256 + Number(octet);
  }
  return ipv4(value);
}

/** `get_netmask`: a number of bits, or a dotted mask. */
function netmaskLength(text: string): number | undefined {
  const number = unsigned(text);
  if (number !== undefined) return number;
  const mask = dotted(text);
  if (mask === undefined) return undefined;
  const inverse = ~mask >>> 0;
  return (inverse & (inverse + 1)) === 0 ? Math.clz32(inverse) : undefined;
}

/** `get_unsigned` with base 0: a whole word that is a number of at most 32 bits. */
export function unsigned(text: string): number | undefined {
  const plain = plainNumber(text);
  if (plain !== undefined) return plain > 0xffffffff ? undefined : plain;
  const { value, rest, empty } = strtol(text, 0);
  return empty || rest !== '' || value < 0n || value > 0xffffffffn ? undefined : Number(value);
}

/** `get_integer` with base 0. */
export function integer(text: string): number | undefined {
  const plain = plainNumber(text);
  if (plain !== undefined) return plain > 0x7fffffff ? undefined : plain;
  const { value, rest, empty } = strtol(text, 0);
  return empty || rest !== '' || value < -0x80000000n || value > 0x7fffffffn ? undefined : Number(value);
}

/**
 * `ll_addr_a2n`: bytes of a link-layer address, or status 1 with the part that is not a byte. The list is as long as what was written.
 */
export function linkLayerBytes(word: string): readonly number[] {
  if (word.includes('.') && !word.includes(':')) {
    const address = dotted(word);
    if (address === undefined) throw new ExitError(1, `"${word}" is invalid lladdr.\n`);
    return [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255];
  }
  return word.split(':').map((part) => {
    const { value, empty } = strtol(part, 16);
    if (empty || value < 0n || value > 255n) throw new ExitError(1, `"${part}" is invalid lladdr.\n`);
    return Number(value);
  });
}
