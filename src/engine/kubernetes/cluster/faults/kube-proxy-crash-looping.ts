import { administrator } from './administrator';
import type { ClusterFault } from './fault';

/** kube-proxy is started with a configuration file that is not there. */
export const kubeProxyCrashLooping: ClusterFault = {
  name: 'kube-proxy-crash-looping',
  strike(world) {
    const api = administrator(world);
    const daemonSet = api.get('daemonsets.apps', 'kube-system', 'kube-proxy');
    if (!daemonSet?.spec) return;
    const text = JSON.stringify(daemonSet.spec.template).replace('/var/lib/kube-proxy/config.conf', '/var/lib/kube-proxy/configuration.conf'); // prettier-ignore
    const template = JSON.parse(text) as typeof daemonSet.spec.template;
    api.update('daemonsets.apps', daemonSet, (old) => ({ ...old, spec: { ...old.spec, template } as typeof old.spec }));
  },
};
