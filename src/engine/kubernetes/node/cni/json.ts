import { inPrefix, ipv4, maskOf, parseIpv4, type Ipv4 } from '../../../packet/address';
import { CniError, type Json } from './plugin';

/** Reading what a configuration says, with the words of Go's encoding/json for what it cannot say. */

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function goType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

export function text(configuration: Json, key: string, otherwise = ''): string {
  const value = configuration[key] ?? otherwise;
  if (typeof value !== 'string') throw wrongType(value, key, 'string');
  return value;
}

export function flag(configuration: Json, key: string, otherwise = false): boolean {
  const value = configuration[key] ?? otherwise;
  if (typeof value !== 'boolean') throw wrongType(value, key, 'bool');
  return value;
}

export function number(configuration: Json, key: string, otherwise = 0): number {
  const value = configuration[key] ?? otherwise;
  if (typeof value !== 'number') throw wrongType(value, key, 'int');
  return value;
}

export function section(configuration: Json, key: string): Json | undefined {
  const value = configuration[key];
  if (value === undefined || value === null) return undefined;
  if (!isJson(value)) throw wrongType(value, key, 'map[string]interface {}');
  return value;
}

export function list(configuration: Json, key: string): readonly unknown[] {
  const value = configuration[key] ?? [];
  if (!Array.isArray(value)) throw wrongType(value, key, '[]interface {}');
  return value as unknown[];
}

function wrongType(value: unknown, key: string, wanted: string): CniError {
  return new CniError(
    `failed to load netconf: json: cannot unmarshal ${goType(value)} into Go struct field NetConf.${key} of type ${wanted}`,
  );
}

export interface Network {
  /** As it was written; host bits may be set. */
  readonly written: Ipv4;
  readonly address: Ipv4;
  readonly length: number;
}

/** net.ParseCIDR. */
export function parseNetwork(cidr: string): Network {
  const [base = '', bits = '', ...rest] = cidr.split('/');
  const written = parseIpv4(base);
  const length = Number(bits);
  if (written === undefined || !/^\d{1,2}$/.test(bits) || length > 32 || rest.length > 0) {
    throw new CniError(`invalid CIDR address: ${cidr}`);
  }
  return { written, address: ipv4((written & maskOf(length)) >>> 0), length };
}

export function contains({ address, length }: Network, ip: Ipv4): boolean {
  return inPrefix(ip, address, length);
}
