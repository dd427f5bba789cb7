import { RESERVED, type EndpointPolicy, type PolicyEntry } from '../../../kernel/bpf/records';
import type { Direction } from '../policy/decide';
import type { Permit, PolicyPod, PolicyRules, PolicyView } from '../policy/view';
import { ownEntries, type OwnPolicy } from './own-policies';
import { rangeOf } from './nodes';

/** Network policies as entries of the endpoints' policy maps (pkg/policy). */

export interface PolicySources {
  readonly view: PolicyView;
  readonly own: readonly OwnPolicy[];
  /** `namespace/pod` → its identity. */
  readonly identities: ReadonlyMap<string, number>;
  /** `enable-policy`: default, always or never. */
  readonly mode: string;
}

/** What a Pod's map holds in a direction; undefined: nothing isolates it. */
export function endpointPolicy(
  sources: PolicySources,
  pod: PolicyPod,
  direction: Direction,
): EndpointPolicy | undefined {
  const { view, own, mode } = sources;
  if (mode === 'never') return undefined;
  const isolating = view.policies.filter((policy) => policy[direction] && policy.selected.includes(pod));
  const mine = own.filter((policy) => policy.rules[direction] && policy.selected.includes(pod));
  const entries: PolicyEntry[] = [
    ...isolating.flatMap((policy) => entriesOf(sources, policy, pod, direction)),
    ...mine.flatMap((policy) => ownEntries(sources, policy, pod, direction)),
  ];
  const isolated = isolating.length > 0 || mine.some((policy) => policy.denies[direction]) || mode === 'always';
  if (!isolated && entries.length === 0) return undefined;
  const policies = [...isolating, ...mine].map(({ name }) => name);
  // Without a policy that isolates it, a Pod is only kept from what is denied.
  return { policies, entries: isolated ? entries : [{}, ...entries] };
}

const PROTOCOLS = { tcp: 6, udp: 17, sctp: 132 } as const;

function entriesOf(
  sources: PolicySources,
  policy: PolicyRules,
  pod: PolicyPod,
  direction: Direction,
): readonly PolicyEntry[] {
  const known = COMPILED.get(policy);
  // The entries of a policy are the same for all its Pods, unless they ask for ports by name.
  const named = (policy[direction] ?? []).some((permit) => permit.named.length > 0);
  if (!named && known?.sources === sources && known.entries[direction]) return known.entries[direction];
  const entries = (policy[direction] ?? []).flatMap((permit) => entryOf(sources, permit, pod, direction));
  if (!named) {
    const before = known?.sources === sources ? known.entries : {};
    COMPILED.set(policy, { sources, entries: { ...before, [direction]: entries } });
  }
  return entries;
}

const COMPILED = new WeakMap<
  PolicyRules,
  { readonly sources: PolicySources; readonly entries: Partial<Record<Direction, readonly PolicyEntry[]>> }
>();

function entryOf(
  sources: PolicySources,
  { peer, protocol, ports, named }: Permit,
  pod: PolicyPod,
  direction: Direction,
): readonly PolicyEntry[] {
  const who: Partial<PolicyEntry> = {};
  if (peer?.type === 'pods') Object.assign(who, { identities: identitiesOf(sources, peer.pods) });
  else if (peer) {
    const block = rangeOf(peer.cidr);
    if (!block) return [];
    Object.assign(who, { block: { ...block, except: peer.except.flatMap((cidr) => rangeOf(cidr) ?? []) } });
  }
  if (protocol === undefined) return [who];
  if (!ports) return [{ ...who, protocol: PROTOCOLS[protocol] }];
  const asked = direction === 'ingress' ? [pod] : peer?.type === 'pods' ? peer.pods : sources.view.pods;
  const byName = asked.flatMap((each) =>
    each.ports.filter((port) => named.includes(port.name) && port.protocol === protocol).map(({ port }) => port),
  );
  // A name that means several numbers means none (ErrDuplicateNamedPorts of pkg/types/portmap.go).
  const numbers = [...new Set(byName)];
  const resolved = direction === 'egress' && numbers.length > named.length ? [] : numbers;
  const all = [...ports, ...resolved.map((port) => ({ from: port, to: port }))];
  return [{ ...who, protocol: PROTOCOLS[protocol], ports: all }];
}

export function identitiesOf({ identities }: PolicySources, pods: readonly PolicyPod[]): ReadonlySet<number> {
  return new Set(pods.flatMap(({ namespace, name }) => identities.get(`${namespace}/${name}`) ?? []));
}

/** Entities by the identities that they mean; `undefined` for everybody (pkg/policy/api/entity.go). */
export function entityIdentities(sources: PolicySources, entity: string): ReadonlySet<number> | undefined {
  switch (entity) {
    case 'all':
      return undefined;
    case 'cluster':
      return new Set([
        ...Object.values(RESERVED).filter((identity) => identity !== RESERVED.world),
        ...sources.identities.values(),
      ]);
    case 'world':
    case 'world-ipv4':
      return new Set([RESERVED.world]);
    case 'remote-node':
      return new Set([RESERVED['remote-node'], RESERVED['kube-apiserver']]);
    // The API server of this lab runs on a node, which is `host` to its own Pods.
    case 'kube-apiserver':
      return new Set([RESERVED['kube-apiserver'], RESERVED.host]);
    case 'host':
    case 'health':
    case 'init':
    case 'unmanaged':
      return new Set([RESERVED[entity]]);
    default:
      return new Set();
  }
}
