import type { PolicyEnds } from '../../../kernel/cluster-records';
import { inPrefix, parseIpv4 } from '../../../packet/address';
import { parseNetwork } from '../../node/cni/json';
import type { Permit, PolicyPod, PolicyRules, PolicyView } from './view';

/** What policies say about a packet, without any chains. */

export type Direction = 'ingress' | 'egress';

/** The policies that isolate a Pod in a direction; none: everything is allowed. */
export function isolating(view: PolicyView, pod: PolicyPod, direction: Direction): readonly PolicyRules[] {
  return view.policies.filter((policy) => policy[direction] !== undefined && policy.selected.includes(pod));
}

/** Whether one of the policies allows it. */
export function isAllowed(
  view: PolicyView,
  policies: readonly PolicyRules[],
  direction: Direction,
  packet: PolicyEnds,
): boolean {
  return policies.some((policy) =>
    (policy[direction] ?? []).some((permit) => permits(view, permit, direction, packet)),
  );
}

function permits(
  view: PolicyView,
  { peer, protocol, ports, named }: Permit,
  direction: Direction,
  packet: PolicyEnds,
): boolean {
  const other = direction === 'ingress' ? packet.source : packet.destination;
  if (peer?.type === 'pods' && !peer.pods.some(({ ip }) => ip === other)) return false;
  if (peer?.type === 'block' && (!inBlock(other, peer.cidr) || peer.except.some((cidr) => inBlock(other, cidr)))) {
    return false;
  }
  if (protocol === undefined) return true;
  if (protocol !== packet.protocol) return false;
  if (!ports) return true;
  const { port } = packet;
  if (port === undefined) return false;
  if (ports.some(({ from, to }) => port >= from && port <= to)) return true;
  const asked = view.pods.find(({ ip }) => ip === packet.destination);
  return (
    asked?.ports.some((own) => named.includes(own.name) && own.protocol === protocol && own.port === port) === true
  );
}

function inBlock(address: string, cidr: string): boolean {
  const ip = parseIpv4(address);
  if (ip === undefined || cidr.includes(':')) return false;
  const network = parseNetwork(cidr);
  return inPrefix(ip, network.address, network.length);
}
