import type { World } from '../../../kernel/world';
import type { PolicyPod, PolicyView } from '../policy/view';
import { calicoHash } from './names';
import type { Sets } from './policy-chains';
import { listCalico, type CalicoObject } from './resources';
import { parseSelector, type Labels, type Selects } from './selector';

/** Calico's own policies: NetworkPolicy and GlobalNetworkPolicy of crd.projectcalico.org/v1 (api/pkg/apis/projectcalico/v3/networkpolicy.go). */

interface EntityRule {
  readonly nets?: readonly string[];
  readonly notNets?: readonly string[];
  readonly selector?: string;
  readonly notSelector?: string;
  readonly namespaceSelector?: string;
  readonly ports?: readonly (number | string)[];
  readonly notPorts?: readonly (number | string)[];
  readonly serviceAccounts?: { readonly names?: readonly string[]; readonly selector?: string };
}

interface Rule {
  readonly action?: string;
  readonly protocol?: string | number;
  readonly notProtocol?: string | number;
  readonly icmp?: { readonly type?: number; readonly code?: number };
  readonly source?: EntityRule;
  readonly destination?: EntityRule;
}

interface Spec {
  readonly order?: number;
  readonly selector?: string;
  readonly namespaceSelector?: string;
  readonly types?: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

export type Direction = 'ingress' | 'egress';

/** One policy as Felix keeps it. */
export interface OwnPolicy {
  /** `namespace/default.name`, or `default.name` for a global one. */
  readonly full: string;
  readonly order: number;
  readonly namespace?: string;
  readonly selected: readonly PolicyPod[];
  readonly rules: Readonly<Partial<Record<Direction, readonly Rule[]>>>;
}

/** Policies of Kubernetes come at this place among Calico's. */
export const KUBERNETES_ORDER = 1000;

/** The resources that Felix looks at for these. */
export const OWN_RESOURCES = ['networkpolicies', 'globalnetworkpolicies', 'networksets', 'globalnetworksets'].map((plural) => `${plural}.crd.projectcalico.org`); // prettier-ignore

export function hasOwnPolicies(world: World): boolean {
  return OWN_RESOURCES.slice(0, 2).some((resource) => [...(world.cluster?.objects.get(resource)?.values() ?? [])].some((own) => own.size > 0)); // prettier-ignore
}

/** All of them, those that come first first. */
export function ownPolicies(world: World, view: PolicyView): readonly OwnPolicy[] {
  if (!hasOwnPolicies(world)) return [];
  const found = [
    ...listCalico(world, 'networkpolicies').map((object) =>
      policyOf(view, object, object.metadata.namespace ?? 'default'),
    ),
    ...listCalico(world, 'globalnetworkpolicies').map((object) => policyOf(view, object, undefined)),
  ];
  return found.sort((a, b) => a.order - b.order || (a.full < b.full ? -1 : 1));
}

function policyOf(view: PolicyView, { metadata, spec: data }: CalicoObject, namespace: string | undefined): OwnPolicy {
  const spec = data as Spec;
  const name = metadata.name ?? '';
  const own = name.startsWith('default.') ? name : `default.${name}`;
  const ingress = spec.types ? spec.types.includes('Ingress') : spec.ingress !== undefined || spec.egress === undefined;
  const egress = spec.types ? spec.types.includes('Egress') : spec.egress !== undefined;
  return {
    full: namespace === undefined ? own : `${namespace}/${own}`,
    order: spec.order ?? Infinity,
    ...(namespace !== undefined && { namespace }),
    selected: podsOf(view, namespace, spec.selector, namespace === undefined ? spec.namespaceSelector : undefined),
    rules: { ...(ingress && { ingress: spec.ingress ?? [] }), ...(egress && { egress: spec.egress ?? [] }) },
  };
}

/** A selector that nobody can read selects nobody. */
function selects(text: string | undefined): Selects {
  return parseSelector(text ?? '') ?? (() => false);
}

/** The labels by which Calico knows a Pod: its own, and those that say where it belongs. */
function labelsOf({ labels, namespace, serviceAccount }: PolicyPod): Labels {
  return {
    ...labels,
    'projectcalico.org/namespace': namespace,
    'projectcalico.org/orchestrator': 'k8s',
    'projectcalico.org/serviceaccount': serviceAccount,
  };
}

function podsOf(
  view: PolicyView,
  namespace: string | undefined,
  selector: string | undefined,
  namespaces: string | undefined,
): readonly PolicyPod[] {
  // prettier-ignore
  const [own, spaces] = [selects(selector), selects(namespaces)];
  return view.pods.filter((pod) => {
    if (namespaces === undefined ? namespace !== undefined && pod.namespace !== namespace : !spaces({ ...view.namespaceLabels.get(pod.namespace), 'projectcalico.org/name': pod.namespace })) return false; // prettier-ignore
    return own(labelsOf(pod));
  });
}

const ACCEPT = '-j MARK --set-xmark 0x10000/0x10000';
const RETURN = '-m mark --mark 0x10000/0x10000 -j RETURN';

/** The lines of a policy's chain (felix/rules/policy.go). */
export class OwnChains {
  constructor(
    private readonly world: World,
    private readonly view: PolicyView,
    private readonly sets: Sets,
  ) {}

  linesOf(policy: OwnPolicy, direction: Direction): readonly string[] {
    return (policy.rules[direction] ?? []).flatMap((rule) => this.ruleLines(policy, rule));
  }

  private ruleLines(policy: OwnPolicy, rule: Rule): readonly string[] {
    const words = this.waysOf(policy, rule);
    switch (rule.action) {
      case 'Deny':
        return words.map((way) => join(way, '-j DROP'));
      case 'Log':
        return words.map((way) => join(way, '-j LOG --log-prefix "calico-packet: " --log-level 5'));
      case 'Pass':
        return words.flatMap((way) => [join(way, '-j MARK --set-xmark 0x20000/0x20000'), '-m mark --mark 0x20000/0x20000 -j RETURN']); // prettier-ignore
      default:
        return words.flatMap((way) => [join(way, ACCEPT), RETURN]);
    }
  }

  /** What a rule asks, once for each list of ports that one line can hold. */
  private waysOf(policy: OwnPolicy, { protocol, notProtocol, icmp, source, destination }: Rule): readonly string[] {
    const base = [
      protocol === undefined ? '' : `-p ${protocolWord(protocol)}`,
      notProtocol === undefined ? '' : `! -p ${protocolWord(notProtocol)}`,
      icmp?.type === undefined
        ? ''
        : `-m icmp --icmp-type ${icmp.type}${icmp.code === undefined ? '' : `/${icmp.code}`}`,
      ...this.entityWords(policy, source, 'src'),
      ...this.entityWords(policy, destination, 'dst'),
    ].filter((word) => word !== '');
    // Addresses stand in front of matches, as Felix writes them.
    const text = join(...base.filter((word) => /^(?:! )?-[psd] /.test(word)), ...base.filter((word) => !/^(?:! )?-[psd] /.test(word))); // prettier-ignore
    const ways = [source, destination].reduce<readonly string[]>(
      (before, entity, at) => {
        const ports = this.portWords(entity, protocol, at === 0 ? 'source' : 'destination');
        return ports.length === 0 ? before : before.flatMap((way) => ports.map((each) => join(way, each)));
      },
      [text],
    );
    return ways;
  }

  private entityWords(policy: OwnPolicy, entity: EntityRule | undefined, side: 'src' | 'dst'): readonly string[] {
    if (!entity) return [];
    const { nets = [], notNets = [], selector, notSelector, namespaceSelector, serviceAccounts } = entity;
    const option = side === 'src' ? '-s' : '-d';
    const words: string[] = [];
    if (nets.length === 1) words.push(`${option} ${nets[0] ?? ''}`);
    else if (nets.length > 1) words.push(this.setWord(`nets ${nets.join()}`, nets, side, ''));
    if (notNets.length === 1 && nets.length !== 1) words.push(`! ${option} ${notNets[0] ?? ''}`);
    else if (notNets.length > 0) words.push(this.setWord(`nets ${notNets.join()}`, notNets, side, '! '));
    if (selector !== undefined || namespaceSelector !== undefined || serviceAccounts) {
      const accounts = serviceAccounts?.names ?? [];
      const pods = podsOf(this.view, policy.namespace, selector, namespaceSelector).filter(({ serviceAccount }) => accounts.length === 0 || accounts.includes(serviceAccount)); // prettier-ignore
      const members = [...pods.map(({ ip }) => ip), ...(serviceAccounts ? [] : this.networkSets(policy, selector, namespaceSelector))]; // prettier-ignore
      words.push(this.setWord(`${policy.namespace ?? ''} ${namespaceSelector ?? ''} ${selector ?? ''} ${accounts.join()}`, members, side, '')); // prettier-ignore
    }
    if (notSelector !== undefined) {
      const members = [...podsOf(this.view, policy.namespace, notSelector, namespaceSelector).map(({ ip }) => ip), ...this.networkSets(policy, notSelector, namespaceSelector)]; // prettier-ignore
      words.push(this.setWord(`not ${policy.namespace ?? ''} ${notSelector}`, members, side, '! '));
    }
    return words;
  }

  /** Sets of networks that a selector means: global ones, and those of the policy's namespace. */
  private networkSets(
    policy: OwnPolicy,
    selector: string | undefined,
    namespaces: string | undefined,
  ): readonly string[] {
    const own = selects(selector);
    const nets = ({ spec }: CalicoObject): readonly string[] => (spec['nets'] as readonly string[] | undefined) ?? [];
    const local = policy.namespace === undefined || namespaces !== undefined ? [] : listCalico(this.world, 'networksets').filter(({ metadata }) => metadata.namespace === policy.namespace); // prettier-ignore
    const global = policy.namespace === undefined || namespaces === 'global()' ? listCalico(this.world, 'globalnetworksets') : []; // prettier-ignore
    return [...local, ...global].filter(({ metadata }) => own(metadata.labels ?? {})).flatMap(nets);
  }

  private setWord(key: string, members: readonly string[], side: 'src' | 'dst', not: string): string {
    const name = `cali40s:${calicoHash(key, 23)}`;
    this.sets.set(name, { type: 'hash:net', members: [...new Set(members)] });
    return `-m set ${not}--match-set ${name} ${side}`;
  }

  /** Numbers by fifteen to a line, and names by a set of addresses and ports. */
  private portWords(
    entity: EntityRule | undefined,
    protocol: Rule['protocol'],
    side: 'source' | 'destination',
  ): readonly string[] {
    // prettier-ignore
    const words: string[] = [];
    const option = side === 'source' ? '--sports' : '--dports';
    const numbers = (entity?.ports ?? []).map(String).filter((port) => /^\d/.test(port));
    for (let at = 0; at < numbers.length; at += 7) words.push(`-m multiport ${option} ${numbers.slice(at, at + 7).join(',')}`); // prettier-ignore
    for (const name of (entity?.ports ?? []).map(String).filter((port) => !/^\d/.test(port))) {
      const own = protocolWord(protocol ?? 'TCP');
      const members = this.view.pods.flatMap((pod) => pod.ports.filter((port) => port.name === name && port.protocol === own).map((port) => `${pod.ip},${own}:${port.port}`)); // prettier-ignore
      const set = `cali40n:${calicoHash(`${own} ${name} ${members.join(' ')}`, 23)}`;
      this.sets.set(set, { type: 'hash:ip,port', members: [...new Set(members)] });
      words.push(`-m set --match-set ${set} ${side === 'source' ? 'src,src' : 'dst,dst'}`);
    }
    const not = (entity?.notPorts ?? []).map(String).filter((port) => /^\d/.test(port));
    if (not.length === 0) return words;
    const excluded = `-m multiport ! ${option} ${not.join(',')}`;
    return words.length === 0 ? [excluded] : words.map((word) => join(word, excluded));
  }
}

function protocolWord(protocol: string | number): string {
  return String(protocol).toLowerCase();
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
