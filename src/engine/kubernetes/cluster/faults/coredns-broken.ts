import { administrator } from './administrator';
import type { ClusterFault } from './fault';

/** The Corefile names a plugin that does not exist, and the Pods were restarted since: they crash. */
export const corednsBroken: ClusterFault = {
  name: 'coredns-broken',
  strike(world) {
    const api = administrator(world);
    const config = api.get('configmaps', 'kube-system', 'coredns');
    if (!config) return;
    api.update('configmaps', config, (old) => ({
      ...old,
      data: { ...old.data, Corefile: (old.data?.['Corefile'] ?? '').replace('    forward .', '    foward .') },
    }));
    for (const pod of api.podsLabelled('kube-system', 'k8s-app', 'kube-dns')) api.remove('pods', pod);
  },
};
