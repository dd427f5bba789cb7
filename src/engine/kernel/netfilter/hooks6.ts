import type { Ipv4 } from '../../packet/address';
import type { Ipv4Packet } from '../../packet/frame';
import type { Ipv6Packet } from '../../packet/ipv6-frame';
import { trace } from '../trace';
import type { World } from '../world';
import type { HookResult } from './hooks';
import type { Hook, TableName } from './model';
import type { Skb } from './skb';
import { traverse } from './traverse';

/** An IPv6 packet on its way through one host. */
export type Skb6 = Skb<Ipv6Packet>;

const PASS: HookResult = { pass: true };

/** The tables at each hook by priority. Connections of IPv6 are not followed yet, so nat has nothing to do. */
const TABLES: Readonly<Record<Hook, readonly TableName[]>> = {
  PREROUTING: ['raw', 'mangle'],
  INPUT: ['mangle', 'filter', 'security'],
  FORWARD: ['mangle', 'filter', 'security'],
  OUTPUT: ['raw', 'mangle', 'filter', 'security'],
  POSTROUTING: ['mangle'],
};

/** Whether a namespace filters IPv6 at all; the datapath asks before it makes anything for the hooks. */
export function filters6(world: World, netns: number): boolean {
  return world.netns(netns).netfilter.tables6.size > 0;
}

/** NF_HOOK for IPv6: called at all five hooks, in both directions. */
export function runHook6(world: World, skb: Skb6, hook: Hook): HookResult {
  const { tables6 } = world.netns(skb.netns).netfilter;
  const seen: Skb = { ...skb, packet: asSeen(skb.packet), packet6: skb.packet, nextHop: undefined };
  for (const name of TABLES[hook]) {
    const table = tables6.get(name);
    const verdict = table && traverse(world, seen, table, hook);
    skb.mark = seen.mark;
    if (verdict?.verdict !== 'DROP' && verdict?.verdict !== 'REJECT') continue;
    trace(world, skb.packetId, skb.netns, skb.out ?? skb.in, () => ({
      type: 'drop',
      reason: 'NETFILTER_DROP',
      ...verdict.why(),
    }));
    return { pass: false, verdict };
  }
  return PASS;
}

/** What matches of both families ask about, in the shape that they ask it of: everything but addresses and ICMP. */
function asSeen({ hopLimit, trafficClass, length, payload, fragment }: Ipv6Packet): Ipv4Packet {
  return {
    kind: 'ipv4',
    source: NOBODY,
    destination: NOBODY,
    ttl: hopLimit,
    tos: trafficClass,
    dontFragment: true,
    id: 0,
    payload: payload.kind === 'icmpv6' ? OTHER : payload,
    length,
    ...(fragment && { fragment: { offset: fragment.offset, more: fragment.more } }),
  };
}

const NOBODY = 0 as Ipv4;
/** Stands for ICMPv6, which matches look at in the packet itself. */
const OTHER: Ipv4Packet['payload'] = { kind: 'icmp', type: 'echo-reply', id: 0, sequence: 0, dataLength: 0, sentUs: 0 };
