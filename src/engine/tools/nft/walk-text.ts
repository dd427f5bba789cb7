import { openNetlink } from '../../kernel/netlink-socket';
import type { NftRule } from '../../kernel/nftables/model';
import type { NetnsId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import type { HostFiles } from '../tool';
import { ruleText } from './print-rule';

/** A rule for the packet walk: as nft lists it, without counters. */
export function nftRuleText(world: World, netns: NetnsId, files: HostFiles, rule: NftRule): string {
  const format = {
    files,
    nameOfIfindex: (ifindex: number) => openNetlink(world, netns).link(ifindex)?.name,
    ...{ handles: false, stateless: true, terse: false, numeric: false },
    ...{ numericProtocols: false, numericPriority: false, services: false },
  };
  return ruleText(rule, format, { counter: () => ({ packets: 0, bytes: 0 }) });
}
