import type { RuleText } from '../kernel/world';
import { filesOf, HostFileSystem } from '../shell/files/host-file-system';
import { saveRule } from '../tools/iptables/save-format';

/** Rules in a packet walk read as `iptables -S` prints them on that host. */
export const ruleText: RuleText = (world, netns, chain, rule) => {
  const { host } = world.netns(netns);
  return saveRule(chain, rule, filesOf(new HostFileSystem(world, () => ({ host, netns })), '/')).trimEnd();
};
