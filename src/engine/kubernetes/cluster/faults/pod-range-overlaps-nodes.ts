import type { ClusterFault } from './fault';

/** The Pods' range holds the nodes' own network: a node takes neighbours for Pods, and Pods never leave. */
export const podRangeOverlapsNodes: ClusterFault = {
  name: 'pod-range-overlaps-nodes',
  define: (definition) => ({
    ...definition,
    podCIDR: definition.network === 'kindnet' ? '172.18.0.0/16' : '192.168.0.0/16',
  }),
};
