import { installManifest } from '../../addons/install';
import { CONFIGURATIONS } from '../../node/cni/configuration';
import { nodeFilesIn, writeNodeFile, nodeFile } from '../../node/node-files';
import { administrator } from './administrator';
import type { ClusterFault } from './fault';

/**
 * The add-on was told another range than the cluster has. flannel then refuses the nodes' ranges and crashes again and again; kindnet and others have a conflist with a
 * subnet that no route of another node leads to.
 */
export const cniWrongCidr: ClusterFault = {
  name: 'cni-wrong-cidr',
  prepare(world, { network }) {
    if (network !== 'flannel') return;
    const api = administrator(world);
    const config = api.get('configmaps', 'kube-flannel', 'kube-flannel-cfg');
    if (!config) return;
    const text = (config.data?.['net-conf.json'] ?? '').replace(/"Network": "[^"]*"/, '"Network": "10.5.0.0/16"');
    api.update('configmaps', config, (old) => ({ ...old, data: { ...old.data, 'net-conf.json': text } }));
  },
  strike(world, { network, nodes }) {
    const node = nodes.at(-1);
    if (network === 'flannel' || node === undefined) return;
    if (network === 'calico') {
      installManifest(world, 'apiVersion: crd.projectcalico.org/v1\nkind: IPPool\nmetadata: { name: wrong-pool }\nspec: { cidr: 192.168.1.0/26, blockSize: 26, ipipMode: Never, vxlanMode: Never, natOutgoing: true, nodeSelector: all() }\n'); // prettier-ignore
      return;
    }
    for (const name of nodeFilesIn(world, node, CONFIGURATIONS)) {
      const path = `${CONFIGURATIONS}/${name}`;
      const text = nodeFile(world, node, path) ?? '';
      writeNodeFile(world, node, path, text.replace(/"subnet": "[^"]*"/, '"subnet": "10.5.0.0/24"'));
    }
  },
};
