import type { World } from '../../../kernel/world';
import { formatIpv4, ipv4, parseIpv4 } from '../../../packet/address';
import { addressFromNumber6, numberOf6, parseIpv6 } from '../../../packet/ipv6-address';
import type { ServiceCidrObject } from '../kinds/networking/service-cidr';
import { readObject, readObjects } from '../store';

export type IpFamily = 'IPv4' | 'IPv6';

/** A range of Services' addresses: those that may be given, without the network's own and, in IPv4, its broadcast. */
interface AddressRange {
  readonly family: IpFamily;
  readonly first: bigint;
  readonly size: bigint;
}

/** The store's names of what allocation reads and writes. */
export const IP_ADDRESSES = 'ipaddresses.networking.k8s.io';
const SERVICE_CIDRS = 'servicecidrs.networking.k8s.io';
/** The range that kube-apiserver was started with stands in the ServiceCIDR of this name; kubeadm's is the one below. */
const FIRST_CIDR = 'kubernetes';
const KUBEADM_CIDR = '10.96.0.0/12';

function parseRange(cidr: string): AddressRange | undefined {
  const [address = '', length = ''] = cidr.split('/');
  const v4 = parseIpv4(address);
  if (v4 !== undefined) {
    const size = 2n ** BigInt(32 - Number(length));
    return { family: 'IPv4', first: BigInt(v4 >>> 0) + 1n, size: size > 2n ? size - 2n : 0n };
  }
  const v6 = parseIpv6(address);
  if (v6 === undefined) return undefined;
  return { family: 'IPv6', first: numberOf6(v6) + 1n, size: 2n ** BigInt(128 - Number(length)) - 1n };
}

function numberOf(address: string): { readonly family: IpFamily; readonly value: bigint } | undefined {
  const v4 = parseIpv4(address);
  if (v4 !== undefined) return { family: 'IPv4', value: BigInt(v4 >>> 0) };
  const v6 = parseIpv6(address);
  return v6 === undefined ? undefined : { family: 'IPv6', value: numberOf6(v6) };
}

function textOf(family: IpFamily, value: bigint): string {
  return family === 'IPv4' ? formatIpv4(ipv4(Number(value))) : addressFromNumber6(value);
}

/** The ranges of a cluster, the one it was started with first. */
function serviceCidrs(world: World): readonly string[] {
  const first: ServiceCidrObject | undefined = readObject(world, SERVICE_CIDRS, '', FIRST_CIDR);
  const others = (readObjects(world, SERVICE_CIDRS) as ServiceCidrObject[]).filter(
    ({ metadata }) => metadata.name !== FIRST_CIDR && metadata.deletionTimestamp === undefined,
  );
  const cidrs = [first, ...others].flatMap((object) => object?.spec?.cidrs ?? []);
  return cidrs.length ? cidrs : [KUBEADM_CIDR];
}

function ranges(world: World): readonly AddressRange[] {
  return serviceCidrs(world).flatMap((cidr) => parseRange(cidr) ?? []);
}

/** The families that Services may have, the default one first. */
export function serviceFamilies(world: World): readonly IpFamily[] {
  return [...new Set(ranges(world).map(({ family }) => family))];
}

export function familyOf(address: string): IpFamily {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}

/** Whether one of the cluster's ranges holds an address. */
export function isServiceAddress(world: World, address: string): boolean {
  const ip = numberOf(address);
  if (!ip) return false;
  return ranges(world).some(
    ({ family, first, size }) => family === ip.family && ip.value >= first && ip.value < first + size,
  );
}

/** Addresses at a range's start that are given out last, so that people may choose them: calculateRangeOffset. */
function offsetOf(size: number): number {
  return size < 16 ? 0 : Math.min(256, Math.max(16, Math.floor(size / 16)));
}

/**
 * A free number below `size`: from a random place in the upper part on, then from the lower one. pkg/registry/core/service/ipallocator:
 * AllocateNext, and the same for ports.
 */
export function pickFree(
  world: World,
  size: number,
  offset: number,
  isTaken: (index: number) => boolean,
): number | undefined {
  for (const [from, length] of [
    [offset, size - offset],
    [0, offset],
  ] as const) {
    if (length <= 0) continue;
    const start = world.random() % length;
    for (let i = 0; i < length; i++) {
      const index = from + ((start + i) % length);
      if (!isTaken(index)) return index;
    }
  }
  return undefined;
}

/** The ranges of Services' addresses, when `taken` of them are all that there are. */
export function fullRanges(world: World, taken: number): string | undefined {
  const size = ranges(world).reduce((sum, range) => sum + range.size, 0n);
  return size <= BigInt(taken) ? serviceCidrs(world).join(', ') : undefined;
}

/** A free address of a family; undefined when there is none left. */
export function nextAddress(world: World, family: IpFamily, isTaken: (address: string) => boolean): string | undefined {
  for (const range of ranges(world)) {
    if (range.family !== family) continue;
    const size = Number(range.size < 2n ** 32n ? range.size : 2n ** 32n);
    const text = (index: number): string => textOf(family, range.first + BigInt(index));
    const index = pickFree(world, size, offsetOf(size), (one) => isTaken(text(one)));
    if (index !== undefined) return text(index);
  }
  return undefined;
}
