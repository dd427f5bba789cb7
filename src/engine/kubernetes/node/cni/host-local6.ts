import type { Ipv6 } from '../../../packet/address';
import { addressFromNumber6, networkOf6, numberOf6, parseIpv6 } from '../../../packet/ipv6-address';
import { nodeFile, writeNodeFile } from '../node-files';
import { text } from './json';
import { CniError, type CniAddress6, type CniCall, type Json } from './plugin';

/** host-local's ranges of IPv6: the same files, with the address as it is written as the name. */

/** Whether a range is one of IPv6. */
export function isRange6(range: Json | undefined): range is Json {
  return range !== undefined && text(range, 'subnet').includes(':');
}

export function reserve6(call: CniCall, directory: string, ranges: readonly Json[], index: number): CniAddress6 {
  const { world, node, container, ifName } = call;
  const lastPath = `${directory}/last_reserved_ip.${index}`;
  const last = parseIpv6(nodeFile(world, node, lastPath) ?? '');
  for (const range of ranges) {
    const { network, length, first, end, gateway } = rangeOf6(range, index);
    const start =
      last !== undefined && numberOf6(last) >= first && numberOf6(last) < end ? numberOf6(last) + 1n : first;
    for (
      let next = start, tried = 0n;
      tried <= end - first && tried < MOST;
      next = next >= end ? first : next + 1n, tried++
    ) {
      const address = addressFromNumber6(next);
      const path = `${directory}/${address}`;
      if (address === gateway || address === network || world.host(node).files.has(path)) continue;
      writeNodeFile(world, node, path, `${container}\r\n${ifName}`);
      writeNodeFile(world, node, lastPath, address);
      return { address, length, gateway };
    }
  }
  const words = ranges.map((range) => {
    const { first, end } = rangeOf6(range, index);
    return `${addressFromNumber6(first)}-${addressFromNumber6(end)}`;
  });
  throw new CniError(
    `failed to allocate for range ${index}: no IP addresses available in range set: ${words.join(',')}`,
  );
}

/** Nobody fills a range of IPv6. */
const MOST = 70_000n;

interface Range6 {
  readonly network: Ipv6;
  readonly length: number;
  readonly first: bigint;
  readonly end: bigint;
  readonly gateway: Ipv6;
}

function rangeOf6(range: Json, index: number): Range6 {
  const cidr = text(range, 'subnet');
  const [base = '', bits = ''] = cidr.split('/');
  const written = parseIpv6(base);
  const length = Number(bits);
  if (written === undefined || !/^\d{1,3}$/.test(bits) || length > 128)
    throw new CniError(`invalid CIDR address: ${cidr}`);
  const set = `invalid range set ${index}: `;
  if (length > 126) throw new CniError(`${set}Network ${cidr} too small to allocate from`);
  const network = networkOf6(written, length);
  if (network !== written) {
    throw new CniError(`${set}Network has host bits set. For a subnet mask of length ${length} the network address is ${network}`); // prettier-ignore
  }
  const start = numberOf6(network);
  const given = (key: string, otherwise: bigint): bigint => {
    const address = parseIpv6(text(range, key));
    return address === undefined ? otherwise : numberOf6(address);
  };
  return {
    network,
    length,
    gateway: parseIpv6(text(range, 'gateway')) ?? addressFromNumber6(start + 1n),
    first: given('rangeStart', start + 1n),
    end: given('rangeEnd', start + 2n ** BigInt(128 - length) - 1n),
  };
}
