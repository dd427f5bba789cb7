import { administrator } from './administrator';
import type { ClusterFault } from './fault';

/** A policy in `default` selects every Pod there and allows nothing. */
export const defaultDenyPolicy: ClusterFault = {
  name: 'default-deny-policy',
  strike(world) {
    administrator(world).create('networkpolicies.networking.k8s.io', 'default', {
      metadata: { name: 'default-deny-all', namespace: 'default' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
  },
};
