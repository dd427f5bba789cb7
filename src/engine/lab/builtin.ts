import { CLUSTER_DEFAULTS, type ClusterDefinition } from '../kubernetes/cluster/definition';
import type { HostDefinition, LabDefinition } from './definition';

/** One line about a built-in lab, for `cka-net labs` and the editor. */
export interface BuiltinLab {
  readonly name: string;
  readonly summary: string;
  readonly definition: LabDefinition;
}

function host(
  name: string,
  cards: Readonly<Record<string, readonly [string, ...string[]]>>,
  more: Partial<HostDefinition> = {},
): HostDefinition {
  return {
    name,
    interfaces: Object.entries(cards).map(([card, [plug, ...addresses]]) => ({
      name: card,
      switch: plug,
      addresses,
      up: true,
      mac: undefined,
    })),
    routes: [],
    forwarding: false,
    files: {},
    setup: undefined,
    loopbackUp: true,
    ...more,
  };
}

/** Hosts of a cluster on one switch, each with the names of all in /etc/hosts. */
export function clusterHosts(
  names: readonly string[],
  network: string,
  firstHost: number,
  gateway: string,
): readonly HostDefinition[] {
  const address = (index: number): string => `${network}.${firstHost + index}`;
  const entries = names.map((name, index) => `${address(index)} ${name}\n`).join('');
  return names.map((name, index) =>
    host(
      name,
      { eth0: ['lan1', `${address(index)}/24`] },
      {
        routes: [`default via ${gateway} dev eth0`],
        forwarding: true,
        files: { '/etc/hosts': `127.0.0.1 localhost\n::1 ip6-localhost ip6-loopback\n${entries}` },
      },
    ),
  );
}

function clusterLab(nodes: readonly string[], more: Partial<ClusterDefinition> = {}): LabDefinition {
  return {
    hosts: clusterHosts(
      nodes,
      more.network === 'kindnet' ? '172.18.0' : '192.168.1',
      more.network === 'kindnet' ? 2 : 10,
      more.network === 'kindnet' ? '172.18.0.1' : '192.168.1.1',
    ),
    kubernetes: { ...CLUSTER_DEFAULTS, nodes, ...more },
  };
}

const KUBEADM_NODES = ['controlplane', 'node01'];

/** The labs that ship, in the order they are listed. */
export const BUILTIN_LABS: readonly BuiltinLab[] = [
  {
    name: 'empty',
    summary: 'host01 with only lo, down, as `unshare -n` gives',
    definition: { hosts: [host('host01', {}, { loopbackUp: false })] },
  },
  {
    name: 'switch',
    summary: 'hosts A and B on one switch: eth0 up, no addresses',
    definition: { hosts: [host('A', { eth0: ['lan1'] }), host('B', { eth0: ['lan1'] })] },
  },
  {
    name: 'router',
    summary:
      'A, B in 192.168.1.0/24 and C, D in 192.168.2.0/24, router R between them (.1), an internet host behind R; no routes on the hosts',
    definition: {
      hosts: [
        host('A', { eth0: ['lan1', '192.168.1.10/24'] }),
        host('B', { eth0: ['lan1', '192.168.1.11/24'] }),
        host('C', { eth0: ['lan2', '192.168.2.10/24'] }),
        host('D', { eth0: ['lan2', '192.168.2.11/24'] }),
        host(
          'R',
          { eth0: ['lan1', '192.168.1.1/24'], eth1: ['lan2', '192.168.2.1/24'], eth2: ['wan', '203.0.113.1/24'] },
          { forwarding: true },
        ),
        host('internet', { eth0: ['wan', '203.0.113.10/24'] }),
      ],
    },
  },
  {
    name: 'relay',
    summary: 'A – B – C in a line: B has two cards and does not forward',
    definition: {
      hosts: [
        host('A', { eth0: ['ab', '192.168.1.5/24'] }),
        host('B', { eth0: ['ab', '192.168.1.6/24'], eth1: ['bc', '192.168.2.6/24'] }),
        host('C', { eth0: ['bc', '192.168.2.5/24'] }),
      ],
    },
  },
  {
    name: 'kubeadm',
    summary:
      'Kubernetes v1.35 by kubeadm on controlplane and node01, with flannel; Pods 10.244.0.0/16, Services 10.96.0.0/12',
    definition: clusterLab(KUBEADM_NODES),
  },
  {
    name: 'kubeadm-weave',
    summary: 'the same with Weave Net; Pods 10.32.0.0/12',
    definition: clusterLab(KUBEADM_NODES, { network: 'weave', podCIDR: '10.32.0.0/12' }),
  },
  {
    name: 'kubeadm-calico',
    summary: 'the same with Calico; Pods 192.168.0.0/16 would meet the nodes, so 10.244.0.0/16',
    definition: clusterLab(KUBEADM_NODES, { network: 'calico' }),
  },
  {
    name: 'kubeadm-cilium',
    summary: 'the same with Cilium beside kube-proxy; Pods 10.0.0.0/8, a /24 for each node',
    definition: clusterLab(KUBEADM_NODES, { network: 'cilium' }),
  },
  {
    name: 'kubeadm-no-cni',
    summary: 'the same without a network add-on: the nodes are NotReady and CoreDNS waits',
    definition: clusterLab(KUBEADM_NODES, { network: 'none' }),
  },
  {
    name: 'kind',
    summary: 'Kubernetes v1.35 by kind: kind-control-plane, kind-worker and kind-worker2, with kindnet',
    definition: clusterLab(['kind-control-plane', 'kind-worker', 'kind-worker2'], {
      network: 'kindnet',
      serviceCIDR: '10.96.0.0/16',
    }),
  },
];

/** The built-in lab of this name, or undefined. */
export function builtinLab(name: string): BuiltinLab | undefined {
  return BUILTIN_LABS.find((lab) => lab.name === name);
}
