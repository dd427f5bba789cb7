import { administrator } from './administrator';
import type { ClusterFault } from './fault';

/** Nobody answers names: `kubectl scale deployment coredns --replicas=0`. */
export const corednsScaledToZero: ClusterFault = {
  name: 'coredns-scaled-to-zero',
  strike(world) {
    const api = administrator(world);
    const deployment = api.get('deployments.apps', 'kube-system', 'coredns');
    if (!deployment) return;
    api.update('deployments.apps', deployment, (old) => ({
      ...old,
      spec: { ...old.spec, replicas: 0 } as typeof old.spec,
    }));
  },
};
