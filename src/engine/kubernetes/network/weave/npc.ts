import type { LabelSelector } from 'kubernetes-types/meta/v1';
import type { Frozen } from '../../api/object';
import { controllerUser } from '../../controllers/component';
import { jumpsTo, restoreRules, tableText } from '../../node/iptables';
import { enforcerComponent } from '../policy/enforcer';
import { sha1Words } from '../../../tools/digest/sha1';
import type { Peer, Permit, PodPeer, PolicyRules, PolicyView } from '../policy/view';
import { writeRules, type WantedRules } from '../policy/written-rules';

/**
 * weave-npc (npc/ of weave): `-o weave` goes through WEAVE-NPC, which lets pass what goes to Pods that no policy selects (sets "default allow" of each namespace) and
 * what a policy allows; `-i weave` through WEAVE-NPC-EGRESS likewise, by a mark. Named ports and endPort came after its time.
 */
export const weaveNpc = enforcerComponent({
  name: 'weave-npc',
  program: 'weave-npc',
  user: controllerUser('weave-net'),
  always: true,
  enforce({ world }, view, node) {
    writeRules(world, node, 'weave-npc', npcRules(view));
    if (jumpsTo(world, node, 'filter', 'FORWARD', 'WEAVE-NPC')) return;
    const note = '-m comment --comment "NOTE: this must go before \'-j KUBE-FORWARD\'"';
    const forward = [
      `-i weave ${note} -j WEAVE-NPC-EGRESS`,
      `-o weave ${note} -j WEAVE-NPC`,
      '-o weave -j DROP',
      '-i weave ! -o weave -j ACCEPT',
      '-o weave -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    ];
    const lines = ['-A INPUT -i weave -j WEAVE-NPC-EGRESS', ...forward.map((rule, i) => `-I FORWARD ${i + 1} ${rule}`)];
    restoreRules(world, node, tableText('filter', lines));
  },
});

const MARK = '0x40000/0x40000';
/** The way to the other nodes: the tunnel itself, where a real node has `vethwe-bridge`. */
const PORT = 'vxlan-6784';

type Sets = Map<string, { readonly type: 'hash:ip' | 'hash:net'; readonly members: readonly string[] }>;

function npcRules(view: PolicyView): WantedRules {
  const sets: Sets = new Map();
  const defaults: string[] = [];
  const egressDefaults: string[] = [];
  // A policy that names a port is refused whole.
  const policies = view.policies.filter((policy) => !hasNamedPorts(policy));
  for (const namespace of view.namespaceLabels.keys()) {
    const own = view.pods.filter((pod) => pod.namespace === namespace);
    for (const direction of ['ingress', 'egress'] as const) {
      const selected = new Set(policies.flatMap((policy) => (policy[direction] ? policy.selected : [])));
      const name = `weave-${shortName(`${direction}-default-allow:${namespace}`)}`;
      sets.set(name, { type: 'hash:ip', members: own.filter((pod) => !selected.has(pod)).map(({ ip }) => ip) });
      const note = `-m comment --comment "DefaultAllow ${direction} isolation for namespace: ${namespace}"`;
      if (direction === 'ingress') defaults.push(`-m set --match-set ${name} dst ${note} -j ACCEPT`);
      else for (const target of ['WEAVE-NPC-EGRESS-ACCEPT', 'RETURN']) egressDefaults.push(`-m set --match-set ${name} src ${note} -j ${target}`); // prettier-ignore
    }
  }
  const ingress = new Set<string>();
  const egress = new Set<string>();
  for (const policy of policies) {
    for (const permit of policy.ingress ?? []) for (const words of ruleSpecs(sets, policy, permit, 'ingress')) ingress.add(words); // prettier-ignore
    for (const permit of policy.egress ?? []) for (const words of ruleSpecs(sets, policy, permit, 'egress')) egress.add(words); // prettier-ignore
  }
  const chains = new Map<string, readonly string[]>([
    ['WEAVE-NPC-DEFAULT', defaults],
    ['WEAVE-NPC-INGRESS', [...ingress].map((words) => `${words} -j ACCEPT`)],
    ['WEAVE-NPC-EGRESS-ACCEPT', [`-j MARK --set-xmark ${MARK}`]],
    ['WEAVE-NPC-EGRESS-DEFAULT', egressDefaults],
    ['WEAVE-NPC-EGRESS-CUSTOM', [...egress].flatMap((words) => [`${words} -j WEAVE-NPC-EGRESS-ACCEPT`, `${words} -j RETURN`])], // prettier-ignore
    [
      'WEAVE-NPC',
      [
        '-m state --state RELATED,ESTABLISHED -j ACCEPT',
        '-d 224.0.0.0/4 -j ACCEPT',
        `-m physdev --physdev-out ${PORT} --physdev-is-bridged -j ACCEPT`,
        '-m state --state NEW -j WEAVE-NPC-DEFAULT',
        '-m state --state NEW -j WEAVE-NPC-INGRESS',
      ],
    ],
    [
      'WEAVE-NPC-EGRESS',
      [
        '-m state --state RELATED,ESTABLISHED -j ACCEPT',
        `-m physdev --physdev-in ${PORT} --physdev-is-bridged -j RETURN`,
        '-m addrtype --dst-type LOCAL -j RETURN',
        '-d 224.0.0.0/4 -j RETURN',
        '-m state --state NEW -j WEAVE-NPC-EGRESS-DEFAULT',
        `-m state --state NEW -m mark ! --mark ${MARK} -j WEAVE-NPC-EGRESS-CUSTOM`,
        `-m mark ! --mark ${MARK} -j DROP`,
      ],
    ],
  ]);
  return { sets, chains: { filter: chains } };
}

function hasNamedPorts({ ingress = [], egress = [] }: PolicyRules): boolean {
  return [...ingress, ...egress].some(({ named }) => named.length > 0);
}

/** newRuleSpec of npc/rule.go. */
function ruleSpecs(
  sets: Sets,
  policy: PolicyRules,
  permit: Permit,
  direction: 'ingress' | 'egress',
): readonly string[] {
  const own: PodPeer = {
    type: 'pods',
    namespace: policy.namespace,
    podSelector: policy.selector,
    pods: policy.selected,
  };
  const [source, destination] = direction === 'ingress' ? [permit.peer, own] : [own, permit.peer];
  const from = hostSpec(sets, policy, source, 'src');
  const to = hostSpec(sets, policy, destination, 'dst');
  const note = `-m comment --comment "${from.comment} -> ${to.comment} (${direction})"`;
  const spec = (protocol: string, port: string): string =>
    [protocol, from.words, to.words, port, note].filter((part) => part !== '').join(' ');
  const { protocol, ports } = permit;
  if (protocol === undefined) return [spec('', '')];
  const upper = `-p ${protocol}`;
  if (!ports) return [spec(upper, `-m ${protocol} --dport 0:65535`)];
  return ports.map((port) => spec(upper, `-m ${protocol} --dport ${port.from}`));
}

function hostSpec(
  sets: Sets,
  { namespace }: PolicyRules,
  peer: Peer | undefined,
  side: 'src' | 'dst',
): { readonly words: string; readonly comment: string } {
  if (!peer) return { words: '', comment: 'anywhere' };
  if (peer.type === 'block') {
    const option = side === 'src' ? '-s' : '-d';
    if (peer.except.length === 0) return { words: `${option} ${peer.cidr}`, comment: `cidr: ${peer.cidr}` };
    const key = [...peer.except].sort().join(' ');
    const name = `weave-${shortName(`${namespace}:ipblock-except:${key}`)}`;
    sets.set(name, { type: 'hash:net', members: peer.except });
    return {
      words: `${option} ${peer.cidr} -m set ! --match-set ${name} ${side}`,
      comment: `cidr: ${peer.cidr} except [${key}]`,
    };
  }
  const key = `${peer.namespaceSelector ? selectorText(peer.namespaceSelector) : ''}${peer.podSelector ? selectorText(peer.podSelector) : ''}`;
  const within = peer.namespace ?? '';
  const name = `weave-${shortName(`${within}:${key}`)}`;
  sets.set(name, { type: 'hash:ip', members: [...new Set(peer.pods.map(({ ip }) => ip))] });
  const comment = within === '' ? `namespaces: selector: ${key}` : `pods: namespace: ${within}, selector: ${key}`;
  return { words: `-m set --match-set ${name} ${side}`, comment };
}

/** labels.Selector.String(): requirements by key. */
function selectorText({ matchLabels = {}, matchExpressions = [] }: Frozen<LabelSelector>): string {
  const parts = [
    ...Object.entries(matchLabels).map(([key, value]) => [key, `${key}=${value}`] as const),
    ...matchExpressions.map(({ key, operator, values = [] }) => {
      if (operator === 'Exists') return [key, key] as const;
      if (operator === 'DoesNotExist') return [key, `!${key}`] as const;
      return [key, `${key} ${operator === 'In' ? 'in' : 'notin'} (${[...values].sort().join(',')})`] as const;
    }),
  ];
  return parts
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => text)
    .join(',');
}

const SYMBOLS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789(){}[]+=_$%^!*|/?.;:@#~';

/** A hash in printable characters, the lowest digit first (npc/shortname.go). */
function shortName(text: string): string {
  let number = 0n;
  for (const word of sha1Words(text)) number = (number << 32n) | BigInt(word);
  let result = '';
  const base = BigInt(SYMBOLS.length);
  for (; number > 0n; number /= base) result += SYMBOLS.charAt(Number(number % base));
  return result;
}
