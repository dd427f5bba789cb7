import { stopUnit } from '../../../tools/systemd/manager';
import type { ClusterFault } from './fault';

/** The kubelet of the last node is stopped. */
export const nodeNotReady: ClusterFault = {
  name: 'node-not-ready',
  strike(world, { nodes }) {
    const node = nodes.at(-1);
    if (node !== undefined) stopUnit(world, node, 'kubelet.service');
  },
};
