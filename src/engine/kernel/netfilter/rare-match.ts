import { formatIp, IPV6_ANY, type IpAddress } from '../../packet/ipv6-address';
import { TCP_FLAG } from '../../packet/frame';
import type { World } from '../world';
import { serviceOf } from './headers';
import type { Inverted, PortRange } from './model';
import type { AnySkb } from './skb';

/** What the matches ask that few rules use; each as the kernel's module of its name (net/netfilter/xt_*.c, net/ipv4/netfilter/ipt_ah.c). */
export type RareTest =
  /** Packets and bytes of the connection so far. */
  | ({
      readonly ask: 'connbytes';
      readonly what: 'packets' | 'bytes' | 'avgpkt';
      readonly direction: 'original' | 'reply' | 'both';
    } & PortRange &
      Inverted)
  /** A socket of this host takes the packet. Transparent ones (IP_TRANSPARENT) no program here opens. */
  | { readonly ask: 'socket'; readonly transparent: boolean; readonly noWildcard: boolean }
  | ({ readonly ask: 'tcpmss' } & PortRange & Inverted)
  /** Bits of congestion notification, which nobody here sets. */
  | {
      readonly ask: 'ecn';
      readonly ect?: Inverted & { readonly value: number };
      readonly cwr?: Inverted;
      readonly ece?: Inverted;
    }
  /** The realm of the route, which no packet has here. */
  | ({ readonly ask: 'realm'; readonly value: number; readonly mask: number } & Inverted)
  /** Something no packet here is: of another protocol, protected by IPsec, of a cgroup. */
  | ({ readonly ask: 'nothing' } & Inverted);

export function rareMatches(world: World, skb: AnySkb, test: RareTest): boolean {
  switch (test.ask) {
    case 'nothing':
      return test.inverted;
    case 'realm':
      return ((0 & test.mask) === test.value) !== test.inverted;
    case 'connbytes':
      return connectionBytes(skb, test);
    case 'socket':
      return !test.transparent && socketTakes(world, skb, test.noWildcard);
    case 'tcpmss': {
      const { payload } = skb.packet;
      if (payload.kind !== 'tcp' || (payload.flags & TCP_FLAG.SYN) === 0) return test.inverted;
      const mss = (skb.in?.mtu ?? 1500) - (skb.packet.kind === 'ipv6' ? 60 : 40);
      return (test.from <= mss && mss <= test.to) !== test.inverted;
    }
    case 'ecn': {
      const { ect, cwr, ece } = test;
      const bits = serviceOf(skb.packet) & 3;
      if (ect && (bits === ect.value) === ect.inverted) return false;
      return cwr?.inverted !== false && ece?.inverted !== false;
    }
  }
}

/** connbytes_mt: `from` above `to` cannot be; without counters (nf_conntrack_acct) nothing matches. */
function connectionBytes({ tracked }: AnySkb, test: Extract<RareTest, { ask: 'connbytes' }>): boolean {
  const counters = tracked?.entry.counters;
  if (!counters) return false;
  const { original, reply } = counters;
  const { direction, what, from, to, inverted } = test;
  const chosen = direction === 'both' ? [original, reply] : [counters[direction]];
  const packets = chosen.reduce((sum, each) => sum + each.packets, 0);
  const bytes = chosen.reduce((sum, each) => sum + each.bytes, 0);
  const value =
    what === 'packets' ? packets : what === 'bytes' ? bytes : packets === 0 ? 0 : Math.trunc(bytes / packets);
  return (from <= value && value <= to) !== inverted;
}

/** nf_sk_lookup_slow_v4: the connection's socket, else one that listens; one that is bound to no address counts only with --nowildcard. */
function socketTakes(world: World, { packet, netns }: AnySkb, noWildcard: boolean): boolean {
  const { payload, source, destination } = packet;
  if (payload.kind !== 'tcp' && payload.kind !== 'udp') return false;
  for (const socket of world.sockets.values()) {
    if (socket.netns !== netns || socket.type !== payload.kind || socket.port !== payload.destinationPort) continue;
    const { remote } = socket;
    if (remote) {
      const same = remote.port === payload.sourcePort && formatIp(remote.address) === formatIp(source);
      if (same && formatIp(socket.address) === formatIp(destination)) return true;
      continue;
    }
    if (isAny(socket.address)) {
      if (noWildcard) return true;
    } else if (formatIp(socket.address) === formatIp(destination)) return true;
  }
  return false;
}

function isAny(address: IpAddress): boolean {
  return address === 0 || address === IPV6_ANY;
}
