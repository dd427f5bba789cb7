import type { NetnsId } from './records';
import type { World } from './world';

/** The inode numbers of namespaces start here (include/linux/proc_ns.h PROC_DYNAMIC_FIRST), and with them those of the boot's own. */
const FIRST_INODE = 0xf000_0000;

/** What `/proc/PID/ns/net` is called: `net:[INODE]`. The number of a namespace of ours; the first host's own is the one of init_net. */
export function netnsInode(world: World, netns: NetnsId): number {
  const { host } = world.netns(netns);
  const first = world.hosts.keys().next().value === host && world.host(host).rootNetns === netns;
  return FIRST_INODE + (first ? 113 : 500 + Number(netns));
}
