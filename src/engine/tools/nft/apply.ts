import { openNetlink } from '../../kernel/netlink-socket';
import { openNftables } from '../../kernel/nftables/control';
import type { NetnsId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import type { HostFiles } from '../tool';
import { readCommands, type Step, type Work } from './commands';
import { Draft } from './draft';
import { Lister } from './list';
import type { Format } from './print-value';
import { NftError, report } from './problem';
import { Reader } from './reader';

/** `nft -f -` for programs of the simulation: everything is done, or nothing. Answers what nft says when it fails. */
export function applyNft(world: World, netns: NetnsId, files: HostFiles, text: string): string | undefined {
  const netlink = openNetlink(world, netns);
  const format: Format = {
    files,
    nameOfIfindex: (ifindex) => netlink.link(ifindex)?.name,
    ...{ handles: false, stateless: true, terse: false, numeric: false },
    ...{ numericProtocols: false, numericPriority: false, services: false },
  };
  const lister = new Lister({ world, netns, err: () => undefined }, format, false);
  const draft = new Draft(openNftables(world, netns), (name) => lister.isCompat(name));
  const nothing = (): void => undefined;
  const work: Work = { draft, format, lister, out: nothing, echo: nothing, nowUs: world.nowUs };
  try {
    const steps: Step[] = [];
    const around = {
      files,
      ifindexOf: (name: string) => netlink.link(name)?.ifindex,
      newId: () => world.allocateId(),
    };
    readCommands(new Reader(text, around), steps, format, nothing);
    for (const step of steps) step(work);
  } catch (error) {
    if (!(error instanceof NftError)) throw error;
    return report(text, '/dev/stdin', error);
  }
  draft.commit();
  return undefined;
}
