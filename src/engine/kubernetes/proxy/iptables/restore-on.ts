import { openNetfilter } from '../../../kernel/netfilter/control';
import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { filesOf, HostFileSystem } from '../../../shell/files/host-file-system';
import { restore } from '../../../tools/iptables/restore';

/** `iptables-restore --noflush --counters`, as a program of the node. */
export function restoreOn(world: World, host: HostId, text: string): void {
  const netns = world.host(host).rootNetns;
  restore(text, {
    ...{ program: 'iptables-restore', family: 'inet', counters: true, noflush: true, test: false, verbose: 0 },
    files: filesOf(new HostFileSystem(world, () => ({ host, netns })), '/'),
    socket: openNetfilter(world, netns),
    familyOfSet: () => undefined,
    table: undefined,
    out: () => undefined,
    err: () => undefined,
  });
}
