import { ControllerClient } from '../../kubernetes/controllers/client';
import { policyView, type PolicyView } from '../../kubernetes/network/policy/view';
import type { FailureCause } from '../../walk/failure';
import type { Question } from './question';
import type { Remedy } from './places';

type Denied = Extract<FailureCause, { code: 'network-policy' }>;

/** What lets a packet past network policies: a label by which one of them means its sender, a policy that allows just it, no policies. */
export function allowedBy({ world }: Question, denied: Denied): readonly Remedy[] {
  const [host] = world.nodes.keys();
  if (host === undefined) return [];
  const view = policyView(
    new ControllerClient(world, 'walk', { username: 'walk', groups: ['system:masters'] }, 'walk'),
  );
  const { namespace, policies } = denied;
  const removal = `kubectl -n ${namespace} delete networkpolicy ${policies.join(' ')}`;
  return [...labels(view, denied), allowing(view, denied), removal].map((command) => ({ host, command }));
}

/** A policy allows Pods with a label that this one lacks. */
function labels(view: PolicyView, { direction, namespace, policies, peer }: Denied): readonly string[] {
  const [space = '', name] = peer.split('/');
  if (name === undefined) return [];
  const found = view.policies
    .filter((policy) => policy.namespace === namespace && policies.includes(policy.name))
    .flatMap((policy) => policy[direction] ?? [])
    .flatMap(({ peer: side }) =>
      side?.type === 'pods' && (side.namespace ?? space) === space
        ? Object.entries(side.podSelector?.matchLabels ?? {})
        : [],
    );
  return [...new Map(found)].map(([key, value]) => `kubectl -n ${space} label pod ${name} ${key}=${value} --overwrite`);
}

/** A further policy for this Pod, this peer and this port. */
function allowing(view: PolicyView, { direction, namespace, pod, peer, protocol, port }: Denied): string {
  const selector = (space: string, name: string): object => {
    const found = view.pods.find((each) => each.namespace === space && each.name === name);
    return { matchLabels: found?.labels ?? {} };
  };
  const [space = '', name] = peer.split('/');
  const side =
    name === undefined
      ? { ipBlock: { cidr: `${peer}/32` } }
      : {
          ...(space !== namespace && { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': space } } }),
          podSelector: selector(space, name),
        };
  const ports = port === undefined ? {} : { ports: [{ protocol: protocol.toUpperCase(), port }] };
  const rule = { [direction === 'ingress' ? 'from' : 'to']: [side], ...ports };
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `allow-${direction}-${pod}`.slice(0, 63), namespace },
    spec: {
      podSelector: selector(namespace, pod),
      policyTypes: [direction === 'ingress' ? 'Ingress' : 'Egress'],
      [direction]: [rule],
    },
  };
  return `kubectl apply -f - <<< '${JSON.stringify(policy)}'`;
}
