import { ipv4, type Ipv4, type Ipv6 } from '../../packet/address';
import { isMulticast6, type IpAddress } from '../../packet/ipv6-address';
import { lookup } from '../fib';
import { addressType } from '../fib-table';
import { lookup6 } from '../ipv6/fib';
import type { NetnsId } from '../records';
import type { World } from '../world';
import type { AddressType, Match } from './model';
import type { AnySkb } from './skb';

/** addrtype_mt_v1 (net/netfilter/xt_addrtype.c): what kind of address the ends of a packet are to this host. */
export function addressTypesMatch(
  world: World,
  { netns, in: from, out, packet }: AnySkb,
  { source, destination, limitIn, limitOut }: Extract<Match, { match: 'addrtype' }>,
): boolean {
  const only = limitIn ? from?.ifindex : limitOut ? out?.ifindex : undefined;
  return (
    (source === undefined || fits(world, netns, source, packet.source, only)) &&
    (destination === undefined || fits(world, netns, destination, packet.destination, only))
  );
}

type Asked = NonNullable<Extract<Match, { match: 'addrtype' }>['source']>;

function fits(
  world: World,
  netns: NetnsId,
  { types, inverted }: Asked,
  address: IpAddress,
  only: number | undefined,
): boolean {
  const [one] = types;
  // Nearly every rule asks whether an address is this host's own: where else it may lead does not matter then.
  if (one === 'LOCAL' && types.length === 1 && typeof address === 'number' && only === undefined) {
    return (addressType(world, netns, address) === 'local') !== inverted;
  }
  return typesOf(world, netns, address, only).some((type) => types.includes(type)) !== inverted;
}

/** The types of an address; IPv6 may have several. */
export function typesOf(
  world: World,
  netns: NetnsId,
  address: IpAddress,
  ifindex: number | undefined,
): readonly AddressType[] {
  return typeof address === 'number'
    ? [typeOf4(world, netns, address, ifindex)]
    : typesOf6(world, netns, address, ifindex);
}

/** inet_addr_type, or inet_dev_addr_type when the rule asks about one device. */
function typeOf4(world: World, netns: NetnsId, address: Ipv4, ifindex: number | undefined): AddressType {
  const type = addressType(world, netns, address);
  if (type === 'multicast') return 'MULTICAST';
  if (type === 'broadcast') return 'BROADCAST';
  if (type === 'local') {
    const here = ifindex === undefined || deviceHas(world, netns, ifindex, address);
    return here ? 'LOCAL' : 'UNICAST';
  }
  const route = lookup(world, netns, { destination: ipv4(address) });
  if (route.kind === 'blackhole') return 'BLACKHOLE';
  if (route.kind === 'unreachable') return 'UNREACHABLE';
  return route.kind === 'prohibit' ? 'PROHIBIT' : 'UNICAST';
}

/** match_type6: an address may be of several types at once; no route, or a refusing one, makes it unreachable. */
function typesOf6(world: World, netns: NetnsId, address: Ipv6, ifindex: number | undefined): readonly AddressType[] {
  if (address === '::') return ['UNSPEC'];
  if (isMulticast6(address)) return ['MULTICAST'];
  const route = lookup6(world, netns, { destination: address, oif: ifindex });
  const refused = !('hop' in route);
  if (route.kind === 'local') {
    const here = ifindex === undefined || deviceHas(world, netns, ifindex, address);
    return here ? ['UNICAST', 'LOCAL'] : ['UNICAST'];
  }
  return refused ? ['UNICAST', 'UNREACHABLE'] : ['UNICAST'];
}

function deviceHas(world: World, netns: NetnsId, ifindex: number, address: IpAddress): boolean {
  const id = world.netns(netns).devices.get(ifindex);
  if (id === undefined) return false;
  const { addresses4, addresses6 } = world.device(id);
  return [...addresses4, ...addresses6].some((each) => each.address === address);
}
