import { endpoint } from '../../packet/ipv6-address';
import { trace } from '../trace';
import type { World } from '../world';
import type { AnySkb } from './skb';

const PROTOCOLS: ReadonlyMap<number, 'tcp' | 'udp' | 'icmp'> = new Map([[6, 'tcp'], [17, 'udp'], [1, 'icmp']]); // prettier-ignore

/** Notes in the walk that a packet which begins a connection is for a Service, on a node of the cluster. */
export function traceService(world: World, skb: AnySkb): void {
  const { netns, tracked, packetId } = skb;
  const { host } = world.netns(netns);
  const original = tracked?.entry.original;
  const protocol = original && PROTOCOLS.get(original.protocol);
  if (!original || !protocol || !world.nodes.has(host) || world.host(host).rootNetns !== netns) return;
  if (tracked.state !== 'NEW' || tracked.direction !== 'original') return;
  const { reply } = tracked.entry;
  const changed = reply.source !== original.destination || reply.sourcePort !== original.destinationPort;
  const facts = world.clusterBehaviour?.serviceAt?.(world, host, {
    protocol,
    address: original.destination,
    port: original.destinationPort,
    endpoint: changed && protocol !== 'icmp' ? endpoint(reply.source, reply.sourcePort) : undefined,
  });
  if (facts) trace(world, packetId, netns, skb.out ?? skb.in, () => ({ type: 'service', facts }));
}
