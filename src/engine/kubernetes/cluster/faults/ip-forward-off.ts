import { openNetlink } from '../../../kernel/netlink-socket';
import type { ClusterFault } from './fault';

/** The last node does not forward: its Pods are reached by nobody else. */
export const ipForwardOff: ClusterFault = {
  name: 'ip-forward-off',
  strike(world, { nodes }) {
    const node = nodes.at(-1);
    if (node === undefined) return;
    openNetlink(world, world.host(node).rootNetns).setSysctl('net.ipv4.ip_forward', '0');
  },
};
