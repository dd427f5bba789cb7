import { openNetlink } from '../../../kernel/netlink-socket';
import type { CniPlugin } from './plugin';

/** `lo` of a new namespace, up (plugins/main/loopback). */
export const loopback: CniPlugin = {
  type: 'loopback',
  add({ world, netns }, _configuration, previous) {
    openNetlink(world, netns).setLink('lo', { up: true });
    return previous ?? { ips: [], routes: [] };
  },
};
