import type { HostId } from '../../../kernel/records';
import { sha1 } from '../../../tools/digest/sha1';
import type { Permit, PolicyPod, PolicyRules, PolicyView } from './view';
import type { WantedRules } from './written-rules';

/**
 * Policies as chains that know a Pod by its address: what stands in for enforcers that do not use iptables (kindnet's nftables queue, Cilium's eBPF). `PREFIX-POLICY`
 * leads to a chain for each Pod that a policy isolates, that to the policies' chains, which mark what they allow.
 */

const ALLOWED = '0x10000/0x10000';

export function rulesByAddress(view: PolicyView, node: HostId, prefix: string): WantedRules {
  const sets = new Map<
    string,
    { readonly type: 'hash:ip' | 'hash:net' | 'hash:ip,port'; readonly members: readonly string[] }
  >();
  const chains = new Map<string, readonly string[]>();
  const dispatch = ['-m conntrack --ctstate RELATED,ESTABLISHED -j RETURN'];
  const local = new Map<PolicyPod, { ingress: PolicyRules[]; egress: PolicyRules[] }>();
  for (const policy of view.policies) {
    for (const pod of policy.selected) {
      if (pod.node !== node) continue;
      const own = local.get(pod) ?? { ingress: [], egress: [] };
      if (policy.ingress) own.ingress.push(policy);
      if (policy.egress) own.egress.push(policy);
      local.set(pod, own);
    }
  }
  const writer = new PolicyChains(view, prefix, sets, chains);
  for (const [pod, { ingress, egress }] of local) {
    const hash = sha1(`${pod.namespace}/${pod.name}`).slice(0, 11);
    for (const [direction, policies] of [
      ['egress', egress],
      ['ingress', ingress],
    ] as const) {
      if (policies.length === 0) continue;
      const chain = `${prefix}-${direction === 'ingress' ? 'TO' : 'FROM'}-${hash}`;
      const pods = `-m comment --comment "${direction} of ${pod.namespace}/${pod.name}"`;
      dispatch.push(`${direction === 'ingress' ? '-d' : '-s'} ${pod.ip}/32 ${pods} -j ${chain}`);
      chains.set(chain, [
        `-j MARK --set-xmark 0x0/0x10000`,
        ...policies.map((policy) => `-j ${writer.chainOf(policy, direction)}`),
        `-m mark --mark ${ALLOWED} -j RETURN`,
        `-m comment --comment "no policy allows it" -j DROP`,
      ]);
    }
  }
  chains.set(`${prefix}-POLICY`, dispatch);
  return { sets, chains: { filter: chains } };
}

class PolicyChains {
  constructor(
    private readonly view: PolicyView,
    private readonly prefix: string,
    private readonly sets: Map<
      string,
      { readonly type: 'hash:ip' | 'hash:net' | 'hash:ip,port'; readonly members: readonly string[] }
    >,
    private readonly chains: Map<string, readonly string[]>,
  ) {}

  chainOf(policy: PolicyRules, direction: 'ingress' | 'egress'): string {
    const name = `${this.prefix}-NP-${direction === 'ingress' ? 'I' : 'E'}-${sha1(`${policy.namespace}/${policy.name}`).slice(0, 11)}`;
    if (this.chains.has(name)) return name;
    const permits = policy[direction] ?? [];
    const note = `-m comment --comment "${policy.namespace}/${policy.name} ${direction}"`;
    const lines = permits.flatMap((permit) => this.matches(policy, permit, direction));
    this.chains.set(
      name,
      lines.map((line) => [line, note, `-j MARK --set-xmark ${ALLOWED}`].filter((part) => part !== '').join(' ')),
    );
    return name;
  }

  private matches(policy: PolicyRules, permit: Permit, direction: 'ingress' | 'egress'): readonly string[] {
    const { peer, protocol, ports, named } = permit;
    const side = direction === 'ingress' ? 'src' : 'dst';
    const words: string[] = [];
    if (peer?.type === 'block') {
      words.push(`${direction === 'ingress' ? '-s' : '-d'} ${peer.cidr}`);
      if (peer.except.length > 0) words.push(`-m set ! --match-set ${this.set('hash:net', peer.except)} ${side}`);
    } else if (peer) words.push(`-m set --match-set ${this.set('hash:ip', peer.pods.map(({ ip }) => ip))} ${side}`); // prettier-ignore
    if (protocol === undefined) return [words.join(' ')];
    if (ports === undefined) return [[...words, `-p ${protocol}`].join(' ')];
    const lines: string[] = [];
    for (let at = 0; at < ports.length; at += 7) {
      const list = ports.slice(at, at + 7).map(({ from, to }) => (from === to ? String(from) : `${from}:${to}`));
      lines.push([...words, `-p ${protocol} -m multiport --dports ${list.join(',')}`].join(' '));
    }
    // A name is what the Pod that is asked calls the port.
    const asked = direction === 'ingress' ? policy.selected : peer?.type === 'pods' ? peer.pods : this.view.pods;
    for (const name of named) {
      const members = asked.flatMap((pod) =>
        pod.ports.flatMap((each) =>
          each.name === name && each.protocol === protocol ? [`${pod.ip},${protocol}:${each.port}`] : [],
        ),
      );
      lines.push(
        [...words, `-p ${protocol} -m set --match-set ${this.set('hash:ip,port', members)} dst,dst`].join(' '),
      );
    }
    return lines;
  }

  private set(type: 'hash:ip' | 'hash:net' | 'hash:ip,port', members: readonly string[]): string {
    const own = [...new Set(members)];
    const name = `${this.prefix.toLowerCase()}-${sha1(`${type} ${own.join(' ')}`).slice(0, 16)}`;
    this.sets.set(name, { type, members: own });
    return name;
  }
}
