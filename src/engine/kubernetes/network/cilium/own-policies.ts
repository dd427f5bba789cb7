import type { LabelSelector } from 'kubernetes-types/meta/v1';
import type { PolicyEntry } from '../../../kernel/bpf/records';
import type { World } from '../../../kernel/world';
import type { Frozen } from '../../api/object';
import { selectorMatches } from '../../objects/selector';
import type { Direction } from '../policy/decide';
import type { PolicyPod, PolicyView } from '../policy/view';
import { securityLabels, type Labels } from './identities';
import { entityIdentities, identitiesOf, type PolicySources } from './policies';
import { rangeOf } from './nodes';
import { listCilium, type CiliumObject } from './resources';

/**
 * CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy (pkg/policy/api of github.com/cilium/cilium), as far as layers 3 and 4 go: endpoints, entities, CIDRs,
 * ports, ICMP, and what is denied. Rules of layer 7, names and services are not simulated; such a rule allows nobody.
 */

interface PortRule {
  readonly ports?: readonly { readonly port?: string; readonly endPort?: number; readonly protocol?: string }[];
}

interface OwnRule {
  readonly fromEndpoints?: readonly Selector[];
  readonly toEndpoints?: readonly Selector[];
  readonly fromEntities?: readonly string[];
  readonly toEntities?: readonly string[];
  readonly fromCIDR?: readonly string[];
  readonly toCIDR?: readonly string[];
  readonly fromCIDRSet?: readonly { readonly cidr?: string; readonly except?: readonly string[] }[];
  readonly toCIDRSet?: readonly { readonly cidr?: string; readonly except?: readonly string[] }[];
  readonly toPorts?: readonly PortRule[];
  readonly icmps?: readonly { readonly fields?: readonly { readonly type?: number | string; readonly family?: string }[] }[]; // prettier-ignore
  readonly toFQDNs?: unknown;
  readonly toServices?: unknown;
  readonly toGroups?: unknown;
  readonly fromGroups?: unknown;
  readonly fromNodes?: unknown;
  readonly toNodes?: unknown;
}

type Selector = Frozen<LabelSelector>;

interface Spec {
  readonly endpointSelector?: Selector;
  readonly ingress?: readonly OwnRule[];
  readonly ingressDeny?: readonly OwnRule[];
  readonly egress?: readonly OwnRule[];
  readonly egressDeny?: readonly OwnRule[];
  readonly enableDefaultDeny?: Partial<Record<Direction, boolean>>;
}

/** One rule set of one object. */
export interface OwnPolicy {
  readonly name: string;
  /** '' for a clusterwide one. */
  readonly namespace: string;
  readonly selected: readonly PolicyPod[];
  readonly rules: Partial<Record<Direction, { readonly allow: readonly OwnRule[]; readonly deny: readonly OwnRule[] }>>;
  /** Whether Pods are isolated by it. */
  readonly denies: Readonly<Record<Direction, boolean>>;
}

export const OWN_POLICIES = ['ciliumnetworkpolicies', 'ciliumclusterwidenetworkpolicies'] as const;

export function hasOwnPolicies(world: World): boolean {
  return OWN_POLICIES.some((plural) => [...(world.cluster?.objects.get(`${plural}.cilium.io`)?.values() ?? [])].some((own) => own.size > 0)); // prettier-ignore
}

export function ownPolicies(world: World, view: PolicyView): readonly OwnPolicy[] {
  if (!hasOwnPolicies(world)) return [];
  return OWN_POLICIES.flatMap((plural) => listCilium(world, plural)).flatMap((object) => {
    const { specs = [] } = object as unknown as { readonly specs?: readonly Spec[] };
    const all = [...(object.spec ? [object.spec as Spec] : []), ...specs];
    return all.map((spec) => policyOf(view, object, spec));
  });
}

function policyOf(view: PolicyView, { metadata }: CiliumObject, spec: Spec): OwnPolicy {
  const { namespace = '', name = '' } = metadata;
  const { enableDefaultDeny = {}, ingress = [], ingressDeny = [], egress = [], egressDeny = [] } = spec;
  const sides = { ingress: [ingress, ingressDeny], egress: [egress, egressDeny] } as const;
  const has = (direction: Direction): boolean => sides[direction].some((rules) => rules.length > 0);
  return {
    name,
    namespace,
    selected: podsOf(view, namespace, spec.endpointSelector ?? {}),
    rules: {
      ...(has('ingress') && { ingress: { allow: ingress, deny: ingressDeny } }),
      ...(has('egress') && { egress: { allow: egress, deny: egressDeny } }),
    },
    denies: {
      ingress: enableDefaultDeny.ingress ?? has('ingress'),
      egress: enableDefaultDeny.egress ?? has('egress'),
    },
  };
}

const NAMESPACE = 'io.kubernetes.pod.namespace';

/** Labels of a selector may say which source they are from; a policy of a namespace means its own Pods unless it names another. */
function podsOf(view: PolicyView, namespace: string, selector: Selector): readonly PolicyPod[] {
  const plain = withoutSources(selector);
  const names = [...Object.keys(plain.matchLabels ?? {}), ...(plain.matchExpressions ?? []).map(({ key }) => key)];
  const elsewhere = names.some((key) => key === NAMESPACE || key.startsWith('io.cilium.k8s.namespace.labels.'));
  return view.pods.filter(
    (pod) =>
      (namespace === '' || elsewhere || pod.namespace === namespace) && selectorMatches(plain, labelsOf(view, pod)),
  );
}

function labelsOf(view: PolicyView, pod: PolicyPod): Labels {
  return { ...pod.labels, ...securityLabels(view, pod) };
}

function withoutSources({ matchLabels = {}, matchExpressions = [] }: Selector): Selector {
  const bare = (key: string): string => key.replace(/^(k8s|any)[:.]/, '');
  return {
    matchLabels: Object.fromEntries(Object.entries(matchLabels).map(([key, value]) => [bare(key), value])),
    matchExpressions: matchExpressions.map((each) => ({ ...each, key: bare(each.key) })),
  };
}

export function ownEntries(
  sources: PolicySources,
  { namespace, rules }: OwnPolicy,
  pod: PolicyPod,
  direction: Direction,
): readonly PolicyEntry[] {
  const own = rules[direction];
  if (!own) return [];
  const all = (rule: OwnRule): readonly PolicyEntry[] => ruleEntries(sources, namespace, rule, pod);
  return [...own.allow.flatMap(all), ...own.deny.flatMap(all).map((entry) => ({ ...entry, deny: true as const }))];
}

/** Fields that choose the other end; a rule without any of them and without ports allows nothing. */
const UNBUILT = ['toFQDNs', 'toServices', 'toGroups', 'fromGroups', 'fromNodes', 'toNodes'] as const;

function ruleEntries(sources: PolicySources, namespace: string, rule: OwnRule, pod: PolicyPod): readonly PolicyEntry[] {
  const peers = peersOf(sources, namespace, rule);
  const ways = waysOf(sources, rule, pod);
  if (!peers && ways.length === 0) return [];
  const sides = peers ?? [{}];
  return sides.flatMap((side) => (ways.length === 0 ? [side] : ways.map((way) => ({ ...side, ...way }))));
}

function peersOf(sources: PolicySources, namespace: string, rule: OwnRule): readonly PolicyEntry[] | undefined {
  const endpoints = rule.fromEndpoints ?? rule.toEndpoints;
  const entities = rule.fromEntities ?? rule.toEntities;
  const cidrs = rule.fromCIDR ?? rule.toCIDR;
  const sets = rule.fromCIDRSet ?? rule.toCIDRSet;
  if (!endpoints && !entities && !cidrs && !sets && UNBUILT.every((key) => rule[key] === undefined)) return undefined;
  const blocks = [...(cidrs ?? []).map((cidr) => ({ cidr, except: [] as readonly string[] })), ...(sets ?? [])];
  return [
    ...(endpoints ?? []).map((selector) => ({
      identities: identitiesOf(sources, podsOf(sources.view, namespace, selector)),
    })),
    ...(entities ?? []).map((entity) => {
      const identities = entityIdentities(sources, entity);
      return identities ? { identities } : {};
    }),
    ...blocks.flatMap(({ cidr = '', except = [] }) => {
      const block = rangeOf(cidr.includes('/') ? cidr : `${cidr}/32`);
      return block ? [{ block: { ...block, except: except.flatMap((each) => rangeOf(each) ?? []) } }] : [];
    }),
  ];
}

const PROTOCOLS: ReadonlyMap<string, readonly number[]> = new Map([['TCP', [6]], ['UDP', [17]], ['SCTP', [132]], ['ANY', [6, 17, 132]]]); // prettier-ignore

function waysOf(
  { view }: PolicySources,
  { toPorts = [], icmps = [] }: OwnRule,
  pod: PolicyPod,
): readonly PolicyEntry[] {
  const ports = toPorts.flatMap(({ ports: list = [] }) =>
    list.flatMap(({ port = '0', endPort, protocol = 'ANY' }) =>
      (PROTOCOLS.get(protocol) ?? []).map((number): PolicyEntry => {
        if (port === '0') return { protocol: number };
        const numbers = /^\d+$/.test(port) ? [Number(port)] : [pod, ...view.pods].flatMap((each) => each.ports.filter(({ name }) => name === port).map((own) => own.port)); // prettier-ignore
        return { protocol: number, ports: numbers.map((from) => ({ from, to: endPort ?? from })) };
      }),
    ),
  );
  const types = icmps.flatMap(({ fields = [] }) =>
    fields.flatMap(({ type, family = 'IPv4' }) =>
      family === 'IPv4' ? [ICMP_TYPES.get(String(type)) ?? Number(type)] : [],
    ),
  );
  const icmp = types.map((type): PolicyEntry => ({ protocol: 1, ports: [{ from: type, to: type }] }));
  return [...ports, ...icmp];
}

const ICMP_TYPES: ReadonlyMap<string, number> = new Map([['EchoRequest', 8], ['EchoReply', 0], ['DestinationUnreachable', 3], ['TimeExceeded', 11]]); // prettier-ignore
