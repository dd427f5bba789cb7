import type { ClusterChange, ClusterUser } from '../../../kernel/cluster-records';
import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { jsonEqual } from '../../api/json-equal';
import type { ControllerClient } from '../../controllers/client';
import type { Component } from '../../controllers/component';
import type { Pod } from '../../objects/kinds';
import { agentOn, type Agent } from '../agent';
import { policyView, type PolicyView } from './view';

/** A part of a network add-on that keeps policies on the nodes where its program runs. */
export interface Enforcer {
  readonly name: string;
  /** The program of its container (tools/daemons/programs.ts). */
  readonly program: string;
  readonly user: ClusterUser;
  /** It has work on every change of a Pod, though there be no policies. */
  readonly always?: boolean;
  /** Policies of its own, beside those of Kubernetes: their resources, and whether there are any. */
  readonly own?: { readonly resources: readonly string[]; readonly any: (world: World) => boolean };
  readonly enforce: (api: ControllerClient, view: PolicyView, node: HostId, agent: Agent) => void;
}

/** The control loop of an enforcer: its keys are nodes, and all that wait are served from one look at the API. */
export function enforcerComponent({ name, program, user, always = false, own, enforce }: Enforcer): Component {
  const everywhere = (world: World): readonly string[] => [...world.nodes.keys()];
  const any = (world: World): boolean => hasPolicies(world) || own?.any(world) === true;
  const others = (own?.resources ?? []).map((resource) => [resource, (_: ClusterChange, world: World) => everywhere(world)] as const); // prettier-ignore
  return {
    name,
    process: 'kubelet',
    user,
    watches: {
      ...Object.fromEntries(others),
      'networkpolicies.networking.k8s.io': (_change, world) => everywhere(world),
      namespaces: ({ object, previous }, world) =>
        any(world) && !sameLabels(object, previous) ? everywhere(world) : [],
      pods: (change, world) => {
        if (!any(world)) return always ? ownNode(change, world) : [];
        return concerns(change) ? everywhere(world) : [];
      },
    },
    reconcileAll(api, keys) {
      let view: PolicyView | undefined;
      for (const node of keys) {
        const agent = agentOn(api.world, node, program);
        if (agent) enforce(api, (view ??= policyView(api)), node, agent);
      }
    },
  };
}

export function hasPolicies(world: World): boolean {
  for (const own of world.cluster?.objects.get('networkpolicies.networking.k8s.io')?.values() ?? []) {
    if (own.size > 0) return true;
  }
  return false;
}

function ownNode(change: ClusterChange, world: World): readonly string[] {
  const node = (change.object as unknown as Pod).spec?.nodeName;
  return node !== undefined && world.nodes.has(node) && concerns(change) ? [node] : [];
}

const POD_IP = 'cni.projectcalico.org/podIP';

/** Whether a change of a Pod can matter to a policy: its address, labels, ports or end. */
function concerns({ type, object, previous }: ClusterChange): boolean {
  const now = object as unknown as Pod;
  if (now.spec?.hostNetwork === true) return false;
  if (type !== 'MODIFIED') return now.status?.podIP !== undefined;
  const before = previous as unknown as Pod;
  return (
    now.status?.podIP !== before.status?.podIP ||
    now.metadata.annotations?.[POD_IP] !== before.metadata.annotations?.[POD_IP] ||
    now.status?.phase !== before.status?.phase ||
    !sameLabels(object, previous)
  );
}

function sameLabels(object: ClusterChange['object'], previous: ClusterChange['previous']): boolean {
  const labels = (each: ClusterChange['previous']): unknown => (each as unknown as Pod | undefined)?.metadata.labels;
  return labels(object) === labels(previous) || jsonEqual(labels(object) ?? {}, labels(previous) ?? {});
}
