import { openNetlink } from '../../../kernel/netlink-socket';
import { externalInterface } from '../../network/external-interface';
import type { ClusterFault } from './fault';

/** The last node's card carries less than the others take for granted: small packets pass, large ones do not. */
export const wrongMtu: ClusterFault = {
  name: 'wrong-mtu',
  strike(world, { nodes }) {
    const node = nodes.at(-1);
    if (node === undefined) return;
    const netlink = openNetlink(world, world.host(node).rootNetns);
    const card = externalInterface(world, node);
    if (card) netlink.setLink(card.name, { mtu: 1280 });
  },
};
