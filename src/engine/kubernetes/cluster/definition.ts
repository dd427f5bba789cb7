/** A cluster of a lab: which of its hosts are nodes, and how it was set up. */
export interface ClusterDefinition {
  /** `v1.35` */
  readonly version: string;
  /** Host names; the first is the control plane. */
  readonly nodes: readonly string[];
  readonly network: ClusterNetwork;
  readonly podCIDR: string;
  readonly serviceCIDR: string;
  readonly proxyMode: 'iptables' | 'nftables' | 'ipvs';
  readonly faults: readonly string[];
}

export const CLUSTER_NETWORKS = ['flannel', 'weave', 'calico', 'kindnet', 'cilium', 'none'] as const;
export type ClusterNetwork = (typeof CLUSTER_NETWORKS)[number];

export const CLUSTER_DEFAULTS: Omit<ClusterDefinition, 'nodes'> = {
  version: 'v1.35',
  network: 'flannel',
  podCIDR: '10.244.0.0/16',
  serviceCIDR: '10.96.0.0/12',
  proxyMode: 'iptables',
  faults: [],
};
