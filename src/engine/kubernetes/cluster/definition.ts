/** A cluster of a lab: which of its hosts are nodes, and how it was set up. */
export interface ClusterDefinition {
  /** `v1.35` */
  readonly version: string;
  /** Host names; the first is the control plane. */
  readonly nodes: readonly string[];
  readonly network: ClusterNetwork;
  /** `dual`: Pods and Services have addresses of IPv6 too (`networking.ipFamily` of kind). */
  readonly ipFamily: 'ipv4' | 'dual';
  readonly podCIDR: string;
  readonly serviceCIDR: string;
  readonly proxyMode: 'iptables' | 'nftables' | 'ipvs';
  readonly faults: readonly string[];
}

export const CLUSTER_NETWORKS = ['flannel', 'weave', 'calico', 'kindnet', 'cilium', 'none'] as const;
export type ClusterNetwork = (typeof CLUSTER_NETWORKS)[number];

/** What kind gives a cluster of both families beside its ranges of IPv4. */
export const DUAL_STACK = {
  podCIDR: 'fd00:10:244::/56',
  serviceCIDR: 'fd00:10:96::/112',
  nodes: 'fc00:f853:ccd:e793::',
} as const;

/** Both ranges as the flags of the components want them. */
export function withSecondRange({ ipFamily }: ClusterDefinition, range: string, second: string): string {
  return ipFamily === 'dual' ? `${range},${second}` : range;
}

export const CLUSTER_DEFAULTS: Omit<ClusterDefinition, 'nodes'> = {
  version: 'v1.35',
  network: 'flannel',
  ipFamily: 'ipv4',
  podCIDR: '10.244.0.0/16',
  serviceCIDR: '10.96.0.0/12',
  proxyMode: 'iptables',
  faults: [],
};
