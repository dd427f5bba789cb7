import { inPrefix, type Ipv4 } from '../../packet/address';
import { isMulticast6, IPV6_ANY } from '../../packet/ipv6-address';
import type { Ipv4Packet } from '../../packet/frame';
import type { Ipv6Packet } from '../../packet/ipv6-frame';
import { lookup } from '../fib';
import { lookup6 } from '../ipv6/fib';
import type { DeviceRecord, NetnsId } from '../records';
import type { World } from '../world';
import type { Match } from './model';
import type { AnySkb } from './skb';

type RpFilter = Extract<Match, { match: 'rpfilter' }>;

/** rpfilter_mt (net/ipv4/netfilter/ipt_rpfilter.c, net/ipv6/netfilter/ip6t_rpfilter.c): whether the way back to the sender leaves by the device it came in on. */
export function reversePathMatches(world: World, skb: AnySkb, match: RpFilter): boolean {
  const { packet, netns, in: device } = skb;
  if (!device || device.kind.type === 'loopback') return !match.inverted;
  const mark = match.validMark ? skb.mark : 0;
  const passes =
    packet.kind === 'ipv4'
      ? passes4(world, netns, device, packet, mark, match)
      : passes6(world, netns, device, packet, mark, match);
  return passes !== match.inverted;
}

const [ZERO_NET, LOCAL_GROUPS, LIMITED_BROADCAST] = [0, 0xe0000000, 0xffffffff] as const;

function passes4(
  world: World,
  netns: NetnsId,
  device: DeviceRecord,
  { source, destination, tos }: Ipv4Packet,
  mark: number,
  { loose, acceptLocal }: RpFilter,
): boolean {
  const everybody = destination === LIMITED_BROADCAST || inPrefix(destination, LOCAL_GROUPS as Ipv4, 24);
  if (inPrefix(source, ZERO_NET as Ipv4, 8) && everybody) return true;
  const nobody = destination >>> 28 === 14 || destination === LIMITED_BROADCAST || destination >>> 24 === 0;
  const back = lookup(world, netns, { destination: source, tos, mark, ...(!nobody && { source: destination }) });
  if (!('hop' in back)) return false;
  if (back.kind !== 'unicast' && !(back.kind === 'local' && acceptLocal)) return false;
  return loose || back.route.nexthops.some((hop) => hop.ifindex === device.ifindex);
}

function passes6(
  world: World,
  netns: NetnsId,
  device: DeviceRecord,
  { source, destination }: Ipv6Packet,
  mark: number,
  { loose, acceptLocal }: RpFilter,
): boolean {
  if (source === IPV6_ANY) return true;
  const to = isMulticast6(destination) ? {} : { source: destination };
  const back = lookup6(world, netns, {
    ...{ destination: source, mark, ...to },
    ...(!loose && { oif: device.ifindex, strict: true }),
  });
  if (!('hop' in back) || back.kind === 'discard' || back.route.type === 'anycast') return false;
  if (back.kind === 'local') return acceptLocal;
  return loose || back.hop.ifindex === device.ifindex;
}
