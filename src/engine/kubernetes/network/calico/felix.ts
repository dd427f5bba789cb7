import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { controllerUser } from '../../controllers/component';
import { workloadDevice } from '../../node/cni/calico';
import { jumpsTo, restoreRules, tableText } from '../../node/iptables';
import type { Agent } from '../agent';
import { enforcerComponent } from '../policy/enforcer';
import type { PolicyPod, PolicyRules, PolicyView } from '../policy/view';
import { writeRules, type WantedRules } from '../policy/written-rules';
import { calicoHash, limited } from './names';
import {
  hasOwnPolicies,
  KUBERNETES_ORDER,
  OwnChains,
  ownPolicies,
  OWN_RESOURCES,
  type OwnPolicy,
} from './own-policies';
import { PolicyChains, type Sets } from './policy-chains';
import { hasCalico, pools } from './resources';

/**
 * Felix (felix/rules of projectcalico/calico): the packet filter of a node with Calico. A packet from a Pod passes `cali-fw-DEVICE`, one to a Pod `cali-tw-DEVICE`; those lead
 * through the policies that select the Pod, which mark what they accept, or through the profile of its namespace, which accepts all.
 */
export const felix = enforcerComponent({
  name: 'calico-felix',
  program: 'calico-node',
  user: controllerUser('calico-node'),
  always: true,
  own: { resources: OWN_RESOURCES, any: hasOwnPolicies },
  enforce({ world }, view, node, agent) {
    if (!hasCalico(world)) return;
    writeRules(world, node, 'felix', wantedRules(world, view, node, agent), decorate);
    hook(world, node);
  },
});

const ACCEPTED = '-m mark --mark 0x10000/0x10000';

/** Every rule carries a hash of its place and text, by which Felix knows its own. */
function decorate(chain: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, i) => {
    const match = /^((?:(?:! )?-[ips] \S+ )*)(.*)$/.exec(line);
    return `${match?.[1] ?? ''}-m comment --comment "cali:${calicoHash(`${chain} ${i} ${line}`, 16)}" ${match?.[2] ?? line}`;
  });
}

function hook(world: World, node: HostId): void {
  if (jumpsTo(world, node, 'filter', 'FORWARD', 'cali-FORWARD')) return;
  const first = (chain: string, target = `cali-${chain}`): string =>
    `-I ${chain} 1 -m comment --comment "cali:${calicoHash(`${chain} ${target}`, 16)}" -j ${target}`;
  restoreRules(
    world,
    node,
    tableText('filter', [
      first('INPUT'),
      first('FORWARD'),
      first('OUTPUT'),
      `-A FORWARD -m comment --comment "cali:${calicoHash('FORWARD accepted', 16)}" -m comment --comment "Policy explicitly accepted packet." ${ACCEPTED} -j ACCEPT`,
      `-A FORWARD -m comment --comment "cali:${calicoHash('FORWARD mark', 16)}" -j MARK --set-xmark 0x10000/0x10000`,
    ]) + tableText('nat', [first('PREROUTING'), first('OUTPUT'), first('POSTROUTING')]),
  );
}

function wantedRules(world: World, view: PolicyView, node: HostId, agent: Agent): WantedRules {
  const sets: Sets = new Map();
  const all = pools(world).filter(({ disabled }) => !disabled);
  const hosts = [...world.nodes.keys()].flatMap((each) => nodeAddress(world, each) ?? []);
  const own = nodeAddress(world, node);
  sets.set('cali40all-ipam-pools', { type: 'hash:net', members: all.map(({ cidr }) => cidr) });
  sets.set('cali40masq-ipam-pools', { type: 'hash:net', members: all.filter(({ natOutgoing }) => natOutgoing).map(({ cidr }) => cidr) }); // prettier-ignore
  sets.set('cali40all-hosts-net', { type: 'hash:net', members: hosts });
  sets.set('cali40this-host', { type: 'hash:ip', members: own === undefined ? [] : [own, '127.0.0.1'] });
  const ipip = all.some(({ ipipMode }) => ipipMode !== 'Never');
  const filter = staticChains(agent, ipip);
  const endpoints = view.pods.filter((pod) => pod.node === node);
  addDispatch(filter, endpoints);
  addEndpoints(world, filter, sets, view, endpoints);
  return { sets, chains: { filter, nat: natChains(ipip) } };
}

function nodeAddress(world: World, node: HostId): string | undefined {
  const object = world.cluster?.objects.get('nodes')?.get('')?.get(node) as
    | { readonly status?: { readonly addresses?: readonly { readonly type: string; readonly address: string }[] } }
    | undefined;
  return object?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
}

type Chains = Map<string, readonly string[]>;

/** felix/rules/static.go. */
function staticChains({ settings }: Agent, ipip: boolean): Chains {
  const action = settings['hostAction'] ?? 'DROP';
  const note = (text: string): string => `-m comment --comment "${text}"`;
  const input = ipip
    ? [
        `-p 4 ${note('Allow IPIP packets from Calico hosts')} -m set --match-set cali40all-hosts-net src -m addrtype --dst-type LOCAL -j ACCEPT`,
        `-p 4 ${note('Drop IPIP packets from non-Calico hosts')} -j DROP`,
      ]
    : [];
  const output = ipip
    ? [`-p 4 ${note('Allow IPIP packets to other Calico hosts')} -m set --match-set cali40all-hosts-net dst -m addrtype --src-type LOCAL -j ACCEPT`] // prettier-ignore
    : [];
  return new Map<string, readonly string[]>([
    [
      'cali-FORWARD',
      [
        '-j MARK --set-xmark 0x0/0xe0000',
        '-m mark --mark 0x0/0x10000 -j cali-from-hep-forward',
        '-i cali+ -j cali-from-wl-dispatch',
        '-o cali+ -j cali-to-wl-dispatch',
        '-j cali-to-hep-forward',
        '-j cali-cidr-block',
      ],
    ],
    [
      'cali-INPUT',
      [
        ...input,
        '-i cali+ -g cali-wl-to-host',
        `${ACCEPTED} -j ACCEPT`,
        '-j MARK --set-xmark 0x0/0xf0000',
        '-j cali-from-host-endpoint',
        `${note('Host endpoint policy accepted packet.')} ${ACCEPTED} -j ACCEPT`,
      ],
    ],
    [
      'cali-OUTPUT',
      [
        `${ACCEPTED} -j ACCEPT`,
        '-o cali+ -j RETURN',
        ...output,
        '-j MARK --set-xmark 0x0/0xf0000',
        '-m conntrack ! --ctstate DNAT -j cali-to-host-endpoint',
        `${note('Host endpoint policy accepted packet.')} ${ACCEPTED} -j ACCEPT`,
      ],
    ],
    ['cali-cidr-block', []],
    ['cali-from-hep-forward', []],
    ['cali-from-host-endpoint', []],
    ['cali-to-hep-forward', []],
    ['cali-to-host-endpoint', []],
    [
      'cali-wl-to-host',
      ['-j cali-from-wl-dispatch', `${note('Configured DefaultEndpointToHostAction')} -j ${action === 'Accept' ? 'ACCEPT' : action.toUpperCase()}`], // prettier-ignore
    ],
  ]);
}

function natChains(ipip: boolean): Chains {
  const tunnel = ipip ? ['-o tunl0 -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully'] : []; // prettier-ignore
  return new Map<string, readonly string[]>([
    ['cali-OUTPUT', ['-j cali-fip-dnat']],
    ['cali-POSTROUTING', ['-j cali-fip-snat', '-j cali-nat-outgoing', ...tunnel]],
    ['cali-PREROUTING', ['-j cali-fip-dnat']],
    ['cali-fip-dnat', []],
    ['cali-fip-snat', []],
    [
      'cali-nat-outgoing',
      [
        '-m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully',
      ],
    ],
  ]);
}

/** felix/rules/dispatch.go: by device, in a tree by the letters in which their names differ. */
function addDispatch(chains: Chains, endpoints: readonly PolicyPod[]): void {
  const names = endpoints.map(({ namespace, name }) => workloadDevice(namespace, name)).sort();
  for (const [root, option, prefix] of [
    ['cali-from-wl-dispatch', '-i', 'cali-fw-'],
    ['cali-to-wl-dispatch', '-o', 'cali-tw-'],
  ] as const) {
    const common = commonPrefix(names);
    const groups = new Map<string, string[]>();
    for (const name of names) {
      const letter = name.charAt(common.length);
      groups.set(letter, [...(groups.get(letter) ?? []), name]);
    }
    const unknown = '-m comment --comment "Unknown interface" -j DROP';
    const lines: string[] = [];
    for (const [letter, own] of groups) {
      const [first] = own;
      if (own.length === 1 && first !== undefined) lines.push(`${option} ${first} -g ${prefix}${first}`);
      else {
        lines.push(`${option} ${common}${letter}+ -g ${root}-${letter}`);
        chains.set(`${root}-${letter}`, [...own.map((name) => `${option} ${name} -g ${prefix}${name}`), unknown]);
      }
    }
    chains.set(root, [...lines, unknown]);
  }
}

function commonPrefix(names: readonly string[]): string {
  const [first = '', last = ''] = [names[0], names.at(-1)];
  let length = 0;
  while (length < first.length && first.charAt(length) === last.charAt(length)) length++;
  return names.length < 2 ? 'cali' : first.slice(0, length);
}

/** felix/rules/endpoints.go: the chains of each Pod, those of the policies that select one, and the profiles. */
function addEndpoints(
  world: World,
  chains: Chains,
  sets: Sets,
  view: PolicyView,
  endpoints: readonly PolicyPod[],
): void {
  // prettier-ignore
  const policies = new PolicyChains(view, sets, chains);
  const others = ownPolicies(world, view);
  const ownChains = new OwnChains(world, view, sets);
  const first = others.filter(({ order }) => order < KUBERNETES_ORDER);
  const last = others.filter(({ order }) => order >= KUBERNETES_ORDER);
  const selecting = new Map<PolicyPod, PolicyRules[]>();
  const ordered = [...view.policies].sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1));
  for (const policy of ordered) {
    for (const pod of policy.selected) {
      const known = selecting.get(pod);
      if (known) known.push(policy);
      else selecting.set(pod, [policy]);
    }
  }
  for (const pod of endpoints) {
    const device = workloadDevice(pod.namespace, pod.name);
    const own = selecting.get(pod) ?? [];
    const profiles = [`kns.${pod.namespace}`, `ksa.${pod.namespace}.${pod.serviceAccount}`];
    for (const [direction, prefix, profile] of [
      ['ingress', 'cali-tw-', 'cali-pri-'],
      ['egress', 'cali-fw-', 'cali-pro-'],
    ] as const) {
      const applying = own.filter((policy) => policy[direction]);
      const ofOwn = (some: readonly OwnPolicy[]): readonly string[] =>
        some
          .filter(({ selected, rules }) => rules[direction] && selected.includes(pod))
          .map((policy) => ownChain(chains, ownChains, policy, direction));
      const names = [...ofOwn(first), ...applying.map((policy) => policies.chainOf(policy, direction)), ...ofOwn(last)];
      chains.set(
        `${prefix}${device}`,
        endpointChain(
          direction,
          names,
          profiles.map((each) => limited(profile, each)),
        ),
      );
      for (const each of profiles) addProfile(chains, limited(profile, each), each, direction);
    }
  }
}

/** The chain of one of Calico's own policies; it is made when somebody needs it first. */
function ownChain(chains: Chains, own: OwnChains, policy: OwnPolicy, direction: 'ingress' | 'egress'): string {
  const chain = limited(direction === 'ingress' ? 'cali-pi-' : 'cali-po-', `default/${policy.full}`);
  if (chains.has(chain)) return chain;
  const [head = '', ...lines] = own.linesOf(policy, direction);
  const note = `-m comment --comment "Policy ${policy.full} ${direction}"`;
  const [, selector = '', rest = head] = /^((?:(?:! )?-[psd] \S+ )*)(.*)$/.exec(head) ?? [];
  chains.set(chain, [`${selector}${note} ${rest}`.trim(), ...lines]);
  return chain;
}

function endpointChain(
  direction: 'ingress' | 'egress',
  policies: readonly string[],
  profiles: readonly string[],
): readonly string[] {
  const note = (text: string): string => `-m comment --comment "${text}"`;
  const encapsulated =
    direction === 'egress'
      ? [
          `-p udp ${note('Drop VXLAN encapped packets originating in workloads')} -m multiport --dports 4789 -j DROP`,
          `-p 4 ${note('Drop IPinIP encapped packets originating in workloads')} -j DROP`,
        ]
      : [];
  const tier =
    policies.length === 0
      ? []
      : [
          `${note('Start of tier default')} -j MARK --set-xmark 0x0/0x20000`,
          ...policies.flatMap((chain) => [
            `-m mark --mark 0x0/0x20000 -j ${chain}`,
            `${note('Return if policy accepted')} ${ACCEPTED} -j RETURN`,
          ]),
          `${note('End of tier default. Drop if no policies passed packet')} -m mark --mark 0x0/0x20000 -j DROP`,
        ];
  return [
    '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    '-m conntrack --ctstate INVALID -j DROP',
    '-j MARK --set-xmark 0x0/0x30000',
    ...encapsulated,
    ...tier,
    ...profiles.flatMap((chain) => [`-j ${chain}`, `${note('Return if profile accepted')} ${ACCEPTED} -j RETURN`]),
    `${note('Drop if no profiles matched')} -j DROP`,
  ];
}

/** A namespace's profile accepts everything; a service account's says nothing. */
function addProfile(chains: Chains, chain: string, profile: string, direction: string): void {
  const note = `-m comment --comment "Profile ${profile} ${direction}"`;
  if (!profile.startsWith('kns.')) chains.set(chain, [note]);
  else chains.set(chain, [`${note} -j MARK --set-xmark 0x10000/0x10000`, `${ACCEPTED} -j RETURN`]);
}
