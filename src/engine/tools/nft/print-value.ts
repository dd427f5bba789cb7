import { formatIpv4, type Ipv4 } from '../../packet/address';
import { isConcat, type NftElement, type NftValue, type NftVerdict, type Scalar } from '../../kernel/nftables/model';
import { protocolName } from '../resolver/services';
import type { HostFiles } from '../tool';
import { serviceOfPort } from '../resolver/services';
import { isBitType } from './read-value';
import { SYMBOLS } from './symbols';
import { writeClock, writeDate, writeDuration } from './times';

/** How listings are written. */
export interface Format {
  readonly files: HostFiles;
  readonly nameOfIfindex: (ifindex: number) => string | undefined;
  readonly handles: boolean;
  readonly stateless: boolean;
  readonly terse: boolean;
  /** -n: numbers instead of words of the kernel. */
  readonly numeric: boolean;
  /** -p and -nn: numbers for protocols. */
  readonly numericProtocols: boolean;
  /** -y */
  readonly numericPriority: boolean;
  /** -S: names of services. */
  readonly services: boolean;
}

const OWN_NAMES: ReadonlyMap<number, string> = new Map([[1, 'icmp'], [6, 'tcp'], [17, 'udp'], [58, 'ipv6-icmp'], [132, 'sctp']]); // prettier-ignore

/** One value of a type. */
export function scalarText(value: Scalar, type: string, format: Format): string {
  switch (type) {
    case 'ipv4_addr':
      return typeof value === 'number' ? formatIpv4(value as Ipv4) : value;
    case 'addr':
      return typeof value === 'number' ? formatIpv4(value as Ipv4) : value;
    case 'mark':
      return `0x${Number(value).toString(16).padStart(8, '0')}`;
    case 'ifname':
    case 'string':
      return `"${value}"`;
    case 'iface_index': {
      const name = format.nameOfIfindex(Number(value));
      return name === undefined ? String(value) : `"${name}"`;
    }
    case 'inet_proto': {
      if (format.numericProtocols) return String(value);
      const number = Number(value);
      return OWN_NAMES.get(number) ?? protocolName(format.files, number) ?? String(value);
    }
    case 'inet_service': {
      const name = format.services ? serviceOfPort(format.files, Number(value), 'tcp') : undefined;
      return name === undefined ? String(value) : `"${name}"`;
    }
    case 'time':
      return `"${writeDate(Number(value))}"`;
    case 'hour':
      return `"${writeClock(Number(value))}"`;
    default: {
      const symbols = SYMBOLS.get(type);
      if (!symbols) return String(value);
      if (format.numeric) return HEX.has(type) || isBitType(type) ? `0x${padded(Number(value), type)}` : String(value);
      for (const [name, number] of symbols) if (number === value) return type === 'day' ? `"${name}"` : name;
      return HEX.has(type) ? `0x${padded(Number(value), type)}` : String(value);
    }
  }
}

const HEX: ReadonlySet<string> = new Set(['dscp', 'ether_type']);

function padded(value: number, type: string): string {
  return value.toString(16).padStart(type === 'dscp' ? 2 : type === 'ether_type' ? 4 : 1, '0');
}

/** A constant: a prefix, a range, a concatenation … */
export function valueText(value: NftValue, types: readonly string[], format: Format): string {
  const [type = 'integer'] = types;
  if (typeof value !== 'object') return isBitType(type) ? bitsText(Number(value), type, format) : scalarText(value, type, format); // prettier-ignore
  if (isConcat(value)) return value.map((part, at) => valueText(part, [types[at] ?? 'integer'], format)).join(' . ');
  if ('startsWith' in value) return `"${value.startsWith}*"`;
  if ('from' in value) return `${scalarText(value.from, type, format)}-${scalarText(value.to, type, format)}`;
  return `${scalarText(value.base, type, format)}/${value.length}`;
}

/** Bits by their names, the lowest first. */
export function bitsText(bits: number, type: string, format: Format): string {
  const names: string[] = [];
  for (let bit = 1; bit <= bits; bit *= 2) if ((bits & bit) !== 0) names.push(scalarText(bit, type, format));
  return names.length === 0 ? '0x0' : names.join(',');
}

export function verdictText(verdict: NftVerdict): string {
  return 'chain' in verdict ? `${verdict.verdict} ${verdict.chain}` : verdict.verdict;
}

/** An element of a set or a map. */
export function elementText(
  { key, data, comment, timeoutUs, expiresUs }: NftElement,
  types: readonly string[],
  dataTypes: readonly string[] | undefined,
  format: Format,
  nowUs = 0,
): string {
  const parts = [valueText(key, types, format)];
  if (timeoutUs !== undefined) parts.push(`timeout ${writeDuration(timeoutUs)}`);
  if (expiresUs !== undefined && !format.stateless) parts.push(`expires ${writeDuration(expiresUs - nowUs)}`);
  if (comment !== undefined) parts.push(`comment "${comment}"`);
  if (data !== undefined) {
    parts.push(`: ${typeof data === 'object' && 'verdict' in data ? verdictText(data) : valueText(data, dataTypes ?? ['integer'], format)}`); // prettier-ignore
  }
  return parts.join(' ');
}
