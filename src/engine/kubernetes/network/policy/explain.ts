import type { PolicyEnds } from '../../../kernel/cluster-records';
import type { HostId, NetnsId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import type { DropCause } from '../../../walk/drop';
import { ControllerClient } from '../../controllers/client';
import { agentOn } from '../agent';
import { isAllowed, isolating, type Direction } from './decide';
import { hasPolicies } from './enforcer';
import { policyView, type PolicyPod, type PolicyView } from './view';

/** The walk's words about policies: which of them dropped a packet, and which would have, had anybody kept them. */

type PolicyDrop = Extract<DropCause, { code: 'network-policy' }>;

/** Chains in which enforcers drop, and the direction they judge; where one chain judges both, both are looked at. */
const CHAINS: readonly (readonly [RegExp, readonly Direction[]])[] = [
  [/^(cali-tw-|(KINDNET|CILIUM)-TO-)/, ['ingress']],
  [/^(cali-fw-|(KINDNET|CILIUM)-FROM-|WEAVE-NPC-EGRESS$)/, ['egress']],
  [/^FORWARD$/, ['ingress']],
];

/** Which policies are behind the drop of an add-on's chain; undefined when it was none. */
export function policyDrop(world: World, netns: NetnsId, chain: string, packet: PolicyEnds): PolicyDrop | undefined {
  const directions = CHAINS.find(([names]) => names.test(chain))?.[1];
  if (!directions || !hasPolicies(world) || nodeOf(world, netns) === undefined) return undefined;
  return denied(view(world), packet, directions);
}

const ENFORCERS = ['calico-node', 'weave-npc', 'kindnetd', 'cilium-agent'];

/** A Pod receives what policies do not allow, and nobody on its node keeps them. */
export function ignoredPolicies(world: World, netns: NetnsId, packet: PolicyEnds): PolicyDrop | undefined {
  if (!packet.opens || !hasPolicies(world)) return undefined;
  const pods = view(world);
  const receiver = podOf(pods, packet.destination);
  const sandbox = [...world.sandboxes.values()].find((each) => each.netns === netns && each.netnsName !== undefined);
  if (!receiver || !sandbox) return undefined;
  const kept = (node: HostId): boolean => ENFORCERS.some((program) => agentOn(world, node, program) !== undefined);
  const sender = podOf(pods, packet.source);
  const directions: Direction[] = [];
  if (sender && !kept(sender.node)) directions.push('egress');
  if (!kept(receiver.node)) directions.push('ingress');
  return denied(pods, packet, directions);
}

function denied(pods: PolicyView, packet: PolicyEnds, directions: readonly Direction[]): PolicyDrop | undefined {
  for (const direction of directions) {
    const pod = podOf(pods, direction === 'ingress' ? packet.destination : packet.source);
    const policies = pod ? isolating(pods, pod, direction) : [];
    if (!pod || policies.length === 0 || isAllowed(pods, policies, direction, packet)) continue;
    const other = direction === 'ingress' ? packet.source : packet.destination;
    const peer = podOf(pods, other);
    return {
      code: 'network-policy',
      direction,
      namespace: pod.namespace,
      pod: pod.name,
      policies: policies.map(({ name }) => name),
      peer: peer ? `${peer.namespace}/${peer.name}` : other,
      protocol: packet.protocol,
      ...(packet.port !== undefined && { port: packet.port }),
    };
  }
  return undefined;
}

function podOf({ pods }: PolicyView, address: string): PolicyPod | undefined {
  return pods.find(({ ip }) => ip === address);
}

function nodeOf(world: World, netns: NetnsId): HostId | undefined {
  for (const host of world.nodes.keys()) if (world.host(host).rootNetns === netns) return host;
  return undefined;
}

function view(world: World): PolicyView {
  return policyView(new ControllerClient(world, 'walk', { username: 'walk', groups: ['system:masters'] }, 'walk'));
}
