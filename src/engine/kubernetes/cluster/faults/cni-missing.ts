import type { ClusterFault } from './fault';

/** The last node lacks the plugins that the network add-on's configuration names: Pods there stay in ContainerCreating. */
export const cniMissing: ClusterFault = {
  name: 'cni-missing',
  strike(world, { nodes, network }) {
    const node = nodes.at(-1);
    if (node === undefined) return;
    const host = world.writeHost(node);
    host.files = world.writable(host.files);
    for (const plugin of PLUGINS[network] ?? []) host.files.delete(`/opt/cni/bin/${plugin}`);
  },
};

const PLUGINS: Readonly<Record<string, readonly string[]>> = {
  flannel: ['flannel'],
  calico: ['calico', 'calico-ipam'],
  weave: ['weave-net', 'weave-ipam', 'weave-plugin-2.8.1'],
  kindnet: ['ptp'],
  cilium: ['cilium-cni'],
};
