import type { LabelSelector } from 'kubernetes-types/meta/v1';
import type { Frozen } from '../../api/object';
import type { Permit, Peer, PolicyRules, PolicyView } from '../policy/view';
import { calicoHash, limited } from './names';

export type Sets = Map<
  string,
  { readonly type: 'hash:ip' | 'hash:net' | 'hash:ip,port'; readonly members: readonly string[] }
>;

const ACCEPT = '-j MARK --set-xmark 0x10000/0x10000';
const RETURN = '-m mark --mark 0x10000/0x10000 -j RETURN';
/** A rule that needs several lines marks here whether all of them hold so far. */
const SCRATCH = '0x40000/0x40000';

/** The chains of policies: `cali-pi-…` for what comes in, `cali-po-…` for what goes out (felix/rules/policy.go). */
export class PolicyChains {
  constructor(
    private readonly view: PolicyView,
    private readonly sets: Sets,
    private readonly chains: Map<string, readonly string[]>,
  ) {}

  /** Its name; it is made when somebody needs it first. */
  chainOf(policy: PolicyRules, direction: 'ingress' | 'egress'): string {
    const full = `${policy.namespace}/knp.default.${policy.name}`;
    const chain = limited(direction === 'ingress' ? 'cali-pi-' : 'cali-po-', `default/${full}`);
    if (this.chains.has(chain)) return chain;
    const lines = (policy[direction] ?? []).flatMap((permit) => this.linesOf(policy, permit, direction));
    // What would come back at the end of the chain comes back anyway.
    if (lines.at(-1) === RETURN) lines.pop();
    const note = `-m comment --comment "Policy ${full} ${direction}"`;
    const [first = ''] = lines;
    this.chains.set(chain, [`${note} ${first}`.trim(), ...lines.slice(1)]);
    return chain;
  }

  private linesOf(policy: PolicyRules, permit: Permit, direction: 'ingress' | 'egress'): string[] {
    const { peer } = permit;
    const option = direction === 'ingress' ? '-s' : '-d';
    if (peer?.type !== 'block' || peer.except.length === 0) {
      const words = peer ? this.peerWords(peer, direction, option) : '';
      return this.ways(policy, permit, direction).flatMap((way) => [join(words, way, ACCEPT), RETURN]);
    }
    // One line holds one network only: what is excepted takes a mark away before the network is asked for.
    const before = [
      `-j MARK --set-xmark 0x40000/0xc0000`,
      ...peer.except.map((cidr) => `${option} ${cidr} -j MARK --set-xmark 0x0/0x40000`),
    ];
    const words = `${option} ${peer.cidr} -m mark --mark ${SCRATCH}`;
    return [...before, ...this.ways(policy, permit, direction).flatMap((way) => [join(words, way, ACCEPT), RETURN])];
  }

  private peerWords(peer: Peer, direction: 'ingress' | 'egress', option: string): string {
    if (peer.type === 'block') return `${option} ${peer.cidr}`;
    const selector = selectorText(peer.namespace, peer.namespaceSelector, peer.podSelector);
    const name = `cali40s:${calicoHash(selector, 23)}`;
    this.sets.set(name, { type: 'hash:net', members: [...new Set(peer.pods.map(({ ip }) => ip))] });
    return `-m set --match-set ${name} ${direction === 'ingress' ? 'src' : 'dst'}`;
  }

  /** Protocol and ports: one way for every fifteen numbers, and one for every name. */
  private ways(
    policy: PolicyRules,
    { peer, protocol, ports, named }: Permit,
    direction: 'ingress' | 'egress',
  ): string[] {
    if (protocol === undefined) return [''];
    if (!ports) return [`-p ${protocol}`];
    const lists: string[] = [];
    let room = 0;
    for (const { from, to } of ports) {
      const text = from === to ? String(from) : `${from}:${to}`;
      const size = from === to ? 1 : 2;
      if (lists.length === 0 || room < size) {
        lists.push(text);
        room = 15 - size;
      } else {
        lists.push(`${lists.pop() ?? ''},${text}`);
        room -= size;
      }
    }
    const asked = direction === 'ingress' ? policy.selected : peer?.type === 'pods' ? peer.pods : this.view.pods;
    const sets = named.map((port) => {
      const members = asked.flatMap((pod) =>
        pod.ports.flatMap((each) =>
          each.name === port && each.protocol === protocol ? [`${pod.ip},${protocol}:${each.port}`] : [],
        ),
      );
      const name = `cali40n:${calicoHash(`${protocol} ${port} ${members.join(' ')}`, 23)}`;
      this.sets.set(name, { type: 'hash:ip,port', members: [...new Set(members)] });
      return `-p ${protocol} -m set --match-set ${name} dst,dst`;
    });
    return [...lists.map((list) => `-p ${protocol} -m multiport --dports ${list}`), ...sets];
  }
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** A peer's selectors in Calico's language (conversion.go k8sSelectorToCalico). */
function selectorText(
  namespace: string | undefined,
  namespaces: Frozen<LabelSelector> | undefined,
  pods: Frozen<LabelSelector> | undefined,
): string {
  const own = namespace === undefined ? words(namespaces, 'pcns.') : [`projectcalico.org/namespace == '${namespace}'`];
  return [...own, "projectcalico.org/orchestrator == 'k8s'", ...words(pods, '')].join(' && ');
}

function words(selector: Frozen<LabelSelector> | undefined, prefix: string): readonly string[] {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  const labels = Object.keys(matchLabels).sort();
  return [
    ...labels.map((key) => `${prefix}${key} == '${matchLabels[key] ?? ''}'`),
    ...matchExpressions.map(({ key, operator, values = [] }) => {
      if (operator === 'Exists') return `has(${prefix}${key})`;
      if (operator === 'DoesNotExist') return `! has(${prefix}${key})`;
      return `${prefix}${key} ${operator === 'In' ? 'in' : 'not in'} { '${values.join("', '")}' }`;
    }),
  ];
}
