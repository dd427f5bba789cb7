/**
 * What the API says a policy means (the documentation of networking.k8s.io/v1), evaluated rule by rule from the written objects: nothing of the engine is used here, so that the two can be compared.
 */

export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly Requirement[];
}

export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface Port {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}

export interface Policy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly { readonly from?: readonly Peer[]; readonly ports?: readonly Port[] }[];
    readonly egress?: readonly { readonly to?: readonly Peer[]; readonly ports?: readonly Port[] }[];
  };
}

export interface TestPod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly namespaceLabels: Readonly<Record<string, string>>;
  /** Container ports by name, all TCP. */
  readonly ports: Readonly<Record<string, number>>;
  readonly ip: string;
}

export interface Probe {
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

/**
 * Whether a connection may be made: the sender's egress and the receiver's ingress must both allow it. A Pod always reaches itself. To Cilium a block of addresses never
 * means a Pod (its documentation, Kubernetes' NetworkPolicy: known missing features).
 */
export function mayConnect(
  policies: readonly Policy[],
  from: TestPod,
  to: TestPod,
  probe: Probe,
  blocks: 'pods' | 'world' = 'pods',
): boolean {
  if (from === to) return true;
  const out = policies.filter((policy) => selects(policy, from) && hasType(policy, 'Egress'));
  const into = policies.filter((policy) => selects(policy, to) && hasType(policy, 'Ingress'));
  const leaves =
    out.length === 0 ||
    out.some(({ spec, metadata }) =>
      (spec.egress ?? []).some(
        (rule) => anyPeer(rule.to, metadata.namespace, to, blocks) && anyPort(rule.ports, to, probe),
      ),
    );
  const enters =
    into.length === 0 ||
    into.some(({ spec, metadata }) =>
      (spec.ingress ?? []).some(
        (rule) => anyPeer(rule.from, metadata.namespace, from, blocks) && anyPort(rule.ports, to, probe),
      ),
    );
  return leaves && enters;
}

function selects({ metadata, spec }: Policy, pod: TestPod): boolean {
  return metadata.namespace === pod.namespace && fits(spec.podSelector, pod.labels);
}

function hasType({ spec }: Policy, type: string): boolean {
  if (spec.policyTypes) return spec.policyTypes.includes(type);
  return type === 'Ingress' || (spec.egress ?? []).length > 0;
}

function anyPeer(
  peers: readonly Peer[] | undefined,
  namespace: string,
  pod: TestPod,
  blocks: 'pods' | 'world',
): boolean {
  if (!peers || peers.length === 0) return true;
  return peers.some((peer) => (blocks === 'pods' || !peer.ipBlock) && isPeer(peer, namespace, pod));
}

function isPeer({ podSelector, namespaceSelector, ipBlock }: Peer, namespace: string, pod: TestPod): boolean {
  if (ipBlock) return within(pod.ip, ipBlock.cidr) && !(ipBlock.except ?? []).some((cidr) => within(pod.ip, cidr));
  if (namespaceSelector ? !fits(namespaceSelector, pod.namespaceLabels) : pod.namespace !== namespace) return false;
  return !podSelector || fits(podSelector, pod.labels);
}

function anyPort(ports: readonly Port[] | undefined, receiver: TestPod, probe: Probe): boolean {
  if (!ports || ports.length === 0) return true;
  return ports.some(({ protocol = 'TCP', port, endPort }) => {
    if (protocol !== probe.protocol) return false;
    if (port === undefined) return true;
    if (typeof port === 'string') return protocol === 'TCP' && receiver.ports[port] === probe.port;
    return probe.port >= port && probe.port <= (endPort ?? port);
  });
}

function fits(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: Readonly<Record<string, string>>,
): boolean {
  for (const [key, value] of Object.entries(matchLabels)) if (labels[key] !== value) return false;
  for (const { key, operator, values = [] } of matchExpressions) {
    const value = labels[key];
    if (operator === 'In' && (value === undefined || !values.includes(value))) return false;
    if (operator === 'NotIn' && value !== undefined && values.includes(value)) return false;
    if (operator === 'Exists' && value === undefined) return false;
    if (operator === 'DoesNotExist' && value !== undefined) return false;
  }
  return true;
}

function within(ip: string, cidr: string): boolean {
  const [base = '', bits = ''] = cidr.split('/');
  if (base.includes(':')) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(asNumber(ip) / size) === Math.floor(asNumber(base) / size);
}

function asNumber(ip: string): number {
  return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
