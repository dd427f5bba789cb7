import type { Frozen } from '../../api/object';
import type { ControllerClient } from '../../controllers/client';
import type { NetworkPolicy, Pod } from '../../objects/kinds';
import { isTerminal } from '../../objects/pod-state';
import { selectorMatches } from '../../objects/selector';
import type { LabelSelector } from 'kubernetes-types/meta/v1';

/** Network policies and the Pods they are about, as whoever enforces them wants them: selectors resolved, rules taken apart. */

type Labels = Readonly<Record<string, string>>;

/** A Pod of the Pods' network; those in the node's network are nobody that a policy selects. */
export interface PolicyPod {
  readonly namespace: string;
  readonly name: string;
  readonly node: string;
  readonly ip: string;
  readonly labels: Labels;
  readonly serviceAccount: string;
  readonly ports: readonly { readonly name: string; readonly protocol: Protocol; readonly port: number }[];
}

export type Protocol = 'tcp' | 'udp' | 'sctp';

/** Pods that a rule means, and the selectors that say so. */
export interface PodPeer {
  readonly type: 'pods';
  /** Only of this namespace; undefined: of those that `namespaceSelector` selects. */
  readonly namespace?: string;
  readonly namespaceSelector?: Frozen<LabelSelector>;
  readonly podSelector?: Frozen<LabelSelector>;
  readonly pods: readonly PolicyPod[];
}

export type Peer = PodPeer | { readonly type: 'block'; readonly cidr: string; readonly except: readonly string[] };

/** What one rule allows from or to one peer by one protocol. */
export interface Permit {
  /** Undefined: anybody. */
  readonly peer?: Peer;
  /** Undefined: everything. */
  readonly protocol?: Protocol;
  /** Undefined: every port of the protocol. */
  readonly ports?: readonly { readonly from: number; readonly to: number }[];
  /** Ports by the name that the receiving Pod's containers give them. */
  readonly named: readonly string[];
}

export interface PolicyRules {
  readonly namespace: string;
  readonly name: string;
  readonly selector: Frozen<LabelSelector>;
  readonly selected: readonly PolicyPod[];
  /** Undefined: it says nothing about that direction. */
  readonly ingress?: readonly Permit[];
  readonly egress?: readonly Permit[];
}

export interface PolicyView {
  readonly pods: readonly PolicyPod[];
  readonly policies: readonly PolicyRules[];
  readonly namespaceLabels: ReadonlyMap<string, Labels>;
}

/** Everything that matters to policies, as the API has it now. */
export function policyView(api: ControllerClient): PolicyView {
  const namespaceLabels = new Map(
    api.list('namespaces').map(({ metadata }) => [metadata.name ?? '', metadata.labels ?? {}] as const),
  );
  const pods = api.list('pods').flatMap((pod) => policyPod(pod) ?? []);
  const view = { pods, namespaceLabels, policies: [] };
  const policies = api.list('networkpolicies.networking.k8s.io').map((policy) => rulesOf(view, policy));
  return { ...view, policies };
}

/** A Pod as policies see it; undefined for one that they do not. */
function policyPod(pod: Pod): PolicyPod | undefined {
  const { spec, status, metadata } = pod;
  // Calico's plugin tells the address before the kubelet does.
  const ip = status?.podIP ?? metadata.annotations?.['cni.projectcalico.org/podIP']?.split('/')[0];
  if (spec?.hostNetwork === true || !ip || !spec?.nodeName || isTerminal(pod)) return undefined;
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name ?? '',
    node: spec.nodeName,
    ip,
    labels: metadata.labels ?? {},
    serviceAccount: spec.serviceAccountName ?? 'default',
    ports: containers.flatMap(({ ports = [] }) =>
      ports.flatMap(({ name, protocol = 'TCP', containerPort }) =>
        name === undefined ? [] : [{ name, protocol: protocol.toLowerCase() as Protocol, port: containerPort }],
      ),
    ),
  };
}

function rulesOf(view: PolicyView, { metadata, spec }: NetworkPolicy): PolicyRules {
  const { namespace = '', name = '' } = metadata;
  const selector = spec?.podSelector ?? {};
  const types = spec?.policyTypes ?? (spec?.egress ? ['Ingress', 'Egress'] : ['Ingress']);
  return {
    namespace,
    name,
    selector,
    selected: view.pods.filter((pod) => pod.namespace === namespace && selectorMatches(selector, pod.labels)),
    ...(types.includes('Ingress') && {
      ingress: (spec?.ingress ?? []).flatMap(({ from, ports }) => permitsOf(view, namespace, from, ports)),
    }),
    ...(types.includes('Egress') && {
      egress: (spec?.egress ?? []).flatMap(({ to, ports }) => permitsOf(view, namespace, to, ports)),
    }),
  };
}

type Spec = NonNullable<NetworkPolicy['spec']>;
type Ingress = NonNullable<Spec['ingress']>[number];

/** An empty list of peers or ports means all of them. */
function permitsOf(
  view: PolicyView,
  namespace: string,
  peers: Ingress['from'] = [],
  ports: Ingress['ports'] = [],
): readonly Permit[] {
  const sides = peers.length === 0 ? [undefined] : peers.filter(hasIpv4).map((peer) => peerOf(view, namespace, peer));
  const ways = portsOf(ports);
  return sides.flatMap((peer) => ways.map((way) => ({ ...(peer && { peer }), ...way })));
}

/** A block of IPv6 addresses is nobody in a cluster of IPv4. */
function hasIpv4({ ipBlock }: NonNullable<Ingress['from']>[number]): boolean {
  return ipBlock?.cidr.includes(':') !== true;
}

function peerOf(view: PolicyView, namespace: string, peer: NonNullable<Ingress['from']>[number]): Peer {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock) return { type: 'block', cidr: ipBlock.cidr, except: ipBlock.except ?? [] };
  const namespaces = namespaceSelector && selectedNamespaces(view, namespaceSelector);
  const pods = view.pods.filter(
    (pod) =>
      (namespaces ? namespaces.has(pod.namespace) : pod.namespace === namespace) &&
      (!podSelector || selectorMatches(podSelector, pod.labels)),
  );
  return {
    type: 'pods',
    ...(namespaceSelector ? { namespaceSelector } : { namespace }),
    ...(podSelector && { podSelector }),
    pods,
  };
}

function selectedNamespaces({ namespaceLabels }: PolicyView, selector: Frozen<LabelSelector>): ReadonlySet<string> {
  const names = [...namespaceLabels].flatMap(([name, labels]) => (selectorMatches(selector, labels) ? [name] : []));
  return new Set(names);
}

/** Ports of a rule by their protocol; a protocol without a port means all of its ports. */
function portsOf(ports: NonNullable<Ingress['ports']>): readonly Omit<Permit, 'peer'>[] {
  if (ports.length === 0) return [{ named: [] }];
  const ways: Omit<Permit, 'peer'>[] = [];
  for (const protocol of ['tcp', 'udp', 'sctp'] as const) {
    const own = ports.filter((each) => (each.protocol ?? 'TCP').toLowerCase() === protocol);
    if (own.length === 0) continue;
    if (own.some(({ port }) => port === undefined)) {
      ways.push({ protocol, named: [] });
      continue;
    }
    const numbers = own.flatMap(({ port, endPort }) =>
      typeof port === 'number' ? [{ from: port, to: endPort ?? port }] : [],
    );
    const named = own.flatMap(({ port }) => (typeof port === 'string' ? [port] : []));
    ways.push({ protocol, ports: numbers, named });
  }
  return ways;
}
