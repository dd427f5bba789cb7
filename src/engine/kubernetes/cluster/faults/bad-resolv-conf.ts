import { writeNodeFile } from '../../node/node-files';
import type { ClusterFault } from './fault';

/** The nodes ask a DNS server that nobody answers at, and so does CoreDNS for every name outside the cluster. */
export const badResolvConf: ClusterFault = {
  name: 'bad-resolv-conf',
  prepare(world, { nodes }) {
    for (const node of nodes) writeNodeFile(world, node, '/etc/resolv.conf', 'nameserver 192.168.1.99\n');
  },
};
