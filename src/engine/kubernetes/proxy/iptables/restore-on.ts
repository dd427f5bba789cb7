import { openIpset } from '../../../kernel/ipset/control';
import { openNetfilter } from '../../../kernel/netfilter/control';
import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { filesOf, HostFileSystem } from '../../../shell/files/host-file-system';
import { ExitError } from '../../../tools/clib/exit';
import { restore } from '../../../tools/iptables/restore';

/** `iptables-restore --noflush --counters`, as a program of the node; what it says when it fails. */
export function restoreOn(
  world: World,
  host: HostId,
  text: string,
  family: 'inet' | 'inet6' = 'inet',
): string | undefined {
  const netns = world.host(host).rootNetns;
  try {
    restore(text, {
      ...{
        program: family === 'inet' ? 'iptables-restore' : 'ip6tables-restore',
        family,
        counters: true,
        noflush: true,
        test: false,
        verbose: 0,
      },
      files: filesOf(new HostFileSystem(world, () => ({ host, netns })), '/'),
      socket: openNetfilter(world, netns, family),
      familyOfSet: (name) => {
        const family = openIpset(world, netns).find(name)?.family;
        return family === 'unspec' ? 'both' : family;
      },
      table: undefined,
      out: () => undefined,
      err: () => undefined,
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof ExitError)) throw error;
    return error.message;
  }
}
