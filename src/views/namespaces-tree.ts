import type { HostObservation, LabObservation, NetnsObservation } from '../engine/lab/observe';
import type { LinkInfo } from '../engine/kernel/netlink';
import { formatIpv4 } from '../engine/packet/address';
import { clusterNode } from './cluster-nodes';

/** A node of a tree as data; the VS Code adapter turns it into a TreeItem. */
export interface TreeNode {
  /** Stable from one refresh to the next, so that what is open stays open. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** A codicon's name. */
  readonly icon: string;
  /** Colour of the icon: what state the thing is in. */
  readonly state: 'good' | 'bad' | 'neutral';
  readonly tooltip: string;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly children: readonly TreeNode[];
}

/** Words of the trees in the reader's language. */
export interface TreeWords {
  readonly rootNamespace: string;
  readonly host: string;
  readonly namespace: string;
  readonly up: string;
  readonly down: string;
  readonly noCarrier: string;
  readonly forwarding: string;
  readonly noAddress: string;
  readonly noRoutes: string;
  readonly address: string;
  readonly route: string;
  readonly kubernetesNamespace: string;
  readonly ready: string;
  readonly zone: string;
  /** No CoreDNS runs. */
  readonly noDns: string;
}

/** Hosts → network namespaces → links → addresses; behind them the cluster's namespaces with their Services and Pods. */
export function namespacesTree({ hosts, cluster }: LabObservation, words: TreeWords): readonly TreeNode[] {
  return [...hosts.map((host) => hostNode(host, words)), ...(cluster ? [clusterNode(cluster, words)] : [])];
}

function hostNode(host: HostObservation, words: TreeWords): TreeNode {
  return {
    id: host.name,
    label: host.name,
    description: '',
    icon: 'vm',
    state: 'neutral',
    tooltip: `${words.host} ${host.name}`,
    spoken: `${words.host} ${host.name}`,
    children: host.namespaces.map((netns) => netnsNode(host.name, netns, words)),
  };
}

function netnsNode(host: string, netns: NetnsObservation, words: TreeWords): TreeNode {
  const label = netns.name === '' ? words.rootNamespace : netns.name;
  const description = netns.forwarding ? words.forwarding : '';
  return {
    id: `${host}/${netns.name}`,
    label,
    description,
    icon: 'server-environment',
    state: 'neutral',
    tooltip: `${words.namespace} ${label}${description === '' ? '' : ` (${description})`}`,
    spoken: `${words.namespace} ${label} ${description}`.trim(),
    children: netns.links.map((link) => linkNode(`${host}/${netns.name}`, link, words)),
  };
}

function linkNode(parent: string, link: LinkInfo, words: TreeWords): TreeNode {
  const id = `${parent}/${link.name}`;
  const state = !link.up ? words.down : link.flags.includes('LOWER_UP') ? words.up : words.noCarrier;
  const addresses = [
    ...link.addresses4.map((a) => `${formatIpv4(a.address)}/${a.prefixLength}`),
    ...link.addresses6.map((a) => `${a.address}/${a.prefixLength}`),
  ];
  const peer = link.peer?.name ?? (link.peer && `if${link.peer.ifindex}`);
  const kind = link.kind.type === 'nic' ? '' : link.kind.type;
  const description = [state, kind, peer && `@${peer}`, link.master && `→ ${link.master.name}`]
    .filter(Boolean)
    .join(' · ');
  return {
    id,
    label: link.name,
    description,
    icon: link.kind.type === 'bridge' ? 'type-hierarchy' : link.kind.type === 'loopback' ? 'sync' : 'plug',
    state: !link.up ? 'neutral' : link.flags.includes('LOWER_UP') ? 'good' : 'bad',
    tooltip: `${link.name}: <${link.flags.join(',')}> mtu ${link.mtu}\n${link.mac}`,
    spoken: `${link.name}, ${description}, ${addresses.length === 0 ? words.noAddress : addresses.join(', ')}`,
    children: addresses.map((address) => ({
      id: `${id}/${address}`,
      label: address,
      description: '',
      icon: 'symbol-numeric',
      state: 'neutral',
      tooltip: address,
      spoken: `${words.address} ${address}`,
      children: [],
    })),
  };
}
