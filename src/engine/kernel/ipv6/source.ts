import type { Ipv6 } from '../../packet/address';
import { commonBits, isMulticast6, SCOPE6, scopeOf6 } from '../../packet/ipv6-address';
import { labelOf6 } from './address-labels';
import type { DeviceRecord, Ipv6AddressRecord, NetnsId } from '../records';
import type { World } from '../world';

/** Choosing the source address of a packet (RFC 6724 5, net/ipv6/addrconf.c ipv6_dev_get_saddr). */

/** The link-local address that a device may speak from. */
export function usableLinkLocal(device: DeviceRecord): Ipv6 | undefined {
  return device.addresses6.find((a) => a.scope === 'link' && a.tentativeUntilUs === undefined)?.address;
}

/** nf_nat_redirect_ipv6_usable: the first address of a device that a packet to `destination` may be led to. */
export function firstUsable6(device: DeviceRecord, destination: Ipv6): Ipv6 | undefined {
  const scope = scopeOf6(destination);
  return device.addresses6.find(
    ({ address, tentativeUntilUs }) =>
      tentativeUntilUs === undefined && (scope === SCOPE6.global || scopeOf6(address) === scope),
  )?.address;
}

/** The best source towards a destination out of a device; undefined when this host has no address that would do. */
export function selectSource6(
  world: World,
  netns: NetnsId,
  destination: Ipv6,
  out: DeviceRecord | undefined,
): Ipv6 | undefined {
  const scope = scopeOf6(destination);
  const onLink = out !== undefined && scope <= SCOPE6.linkLocal;
  const others = onLink ? [] : [...world.netns(netns).devices.values()].filter((id) => id !== out?.id);
  const devices = [...(out ? [out] : []), ...others.map((id) => world.device(id))];
  let best: readonly number[] | undefined;
  let chosen: Ipv6 | undefined;
  for (const device of devices) {
    for (const candidate of device.addresses6) {
      if (candidate.tentativeUntilUs !== undefined || isMulticast6(candidate.address)) continue;
      const score = scoreOf(world, device, candidate, destination, scope, device === out || out === undefined);
      if (best && compare(score, best) <= 0) continue;
      best = score;
      chosen = candidate.address;
    }
  }
  return chosen;
}

/** The rules in their order; the larger the better. */
function scoreOf(
  world: World,
  { netns, ifindex }: DeviceRecord,
  candidate: Ipv6AddressRecord,
  destination: Ipv6,
  scope: number,
  outgoing: boolean,
): readonly number[] {
  const { address } = candidate;
  const own = scopeOf6(address);
  return [
    address === destination ? 1 : 0,
    own >= scope ? -own : own - 128,
    isDeprecated(world, candidate) ? 0 : 1,
    candidate.home ? 1 : 0,
    outgoing ? 1 : 0,
    labelOf6(world, netns, address, ifindex) === labelOf6(world, netns, destination, ifindex) ? 1 : 0,
    Math.min(commonBits(address, destination), candidate.prefixLength),
  ];
}

function isDeprecated(world: World, { preferredSeconds, setAtUs }: Ipv6AddressRecord): boolean {
  return preferredSeconds !== undefined && setAtUs + preferredSeconds * 1_000_000 <= world.nowUs;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
