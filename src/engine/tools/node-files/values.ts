/** What the files of a node made by kubeadm depend on. */
export interface ClusterValues {
  /** `v1.35.0` */
  readonly version: string;
  readonly clusterName: string;
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly dnsDomain: string;
  /** The cluster's DNS service, `10.96.0.10`. */
  readonly dnsAddress: string;
  /** Where the API server is reached: `192.168.1.10:6443`. */
  readonly endpoint: string;
  readonly etcdImage: string;
  readonly pauseImage: string;
}

export interface NodeValues extends ClusterValues {
  readonly node: string;
  readonly address: string;
  readonly controlPlane: boolean;
}

/** What `kubeadm init` of v1.35 chooses. */
export const KUBEADM_DEFAULTS: Omit<ClusterValues, 'endpoint'> = {
  version: 'v1.35.0',
  clusterName: 'kubernetes',
  podCidr: '10.244.0.0/16',
  serviceCidr: '10.96.0.0/12',
  dnsDomain: 'cluster.local',
  dnsAddress: '10.96.0.10',
  etcdImage: 'registry.k8s.io/etcd:3.6.6-0',
  pauseImage: 'registry.k8s.io/pause:3.10.1',
};
