import type { RuleText } from '../kernel/world';
import { filesOf, HostFileSystem } from '../shell/files/host-file-system';
import { nftRuleText } from '../tools/nft/walk-text';
import { saveRule } from '../tools/iptables/save-format';

/** Rules in a packet walk read as `iptables -S` or `nft list` prints them on that host. */
export const ruleText: RuleText = (world, netns, chain, rule) => {
  const { host } = world.netns(netns);
  const files = filesOf(new HostFileSystem(world, () => ({ host, netns })), '/');
  if ('statements' in rule) return nftRuleText(world, netns, files, rule);
  return saveRule(chain, rule, files).trimEnd();
};
