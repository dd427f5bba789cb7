import { inPrefix, type Ipv4 } from '../packet/address';
import type { IpAddress } from '../packet/ipv6-address';
import { inPrefix6 } from '../packet/ipv6-address';
import { TABLE_DEFAULT, TABLE_LOCAL, TABLE_MAIN } from './fib-table';
import type { TableGroup } from './fib-lookup';
import type { NetnsId } from './records';
import { RULE_ACTION, type NumberRange, type RuleRecord } from './rule-records';
import type { World } from './world';

/**
 * Policy rules: which table a packet's lookup asks, in which order (net/core/fib_rules.c fib_rules_lookup). A namespace where nobody ever touched
 * the rules has none of its own and never comes here: fib.ts looks in local, main and default at once.
 */

/** What rules look at (struct flowi4, struct flowi6). Left out: 0, as in the kernel. */
export interface RuleFlow<Address extends IpAddress = Ipv4> {
  readonly destination: Address;
  readonly source?: Address;
  readonly tos?: number;
  readonly oif?: number;
  /** Where the packet came in; lo for a packet this host makes. */
  readonly iif?: number;
  readonly mark?: number;
  readonly uid?: number;
  /** Number of the protocol, and its ports. */
  readonly protocol?: number;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
}

const LOOPBACK_IFINDEX = 1;
const DEFAULT_RULE = {
  ...{ invert: false, sourceLength: 0, destinationLength: 0, tos: 0, mark: 0, markMask: 0, ipProtocol: 0 },
  ...{ action: RULE_ACTION.table, l3mdev: false, protocol: 'kernel' },
};

/** The rules of a fresh namespace (fib_default_rules_init of net/ipv4/fib_rules.c). */
export const DEFAULT_RULES: readonly RuleRecord[] = [
  { ...DEFAULT_RULE, priority: 0, table: TABLE_LOCAL },
  { ...DEFAULT_RULE, priority: 32766, table: TABLE_MAIN },
  { ...DEFAULT_RULE, priority: 32767, table: TABLE_DEFAULT },
];

/** The same of net/ipv6/fib6_rules.c, which knows no table `default`. */
export const DEFAULT_RULES6: readonly RuleRecord[] = DEFAULT_RULES.filter(({ table }) => table !== TABLE_DEFAULT);

/**
 * The index of the first rule from `from` on that applies and decides something: gotos are followed, nops passed. -1: no rule is left.
 */
export function nextRule(
  world: World,
  netns: NetnsId,
  rules: readonly RuleRecord[],
  from: number,
  flow: RuleFlow<IpAddress>,
): number {
  for (let i = from; i < rules.length; i++) {
    const rule = rules[i];
    if (!rule || !applies(world, netns, rule, flow)) continue;
    if (rule.action === RULE_ACTION.goto) {
      // A target is always behind: backward jumps are refused.
      const target = rules.findIndex(({ priority }) => priority === rule.target);
      if (target > i) i = target - 1;
    } else if (rule.action !== RULE_ACTION.nop) {
      return i;
    }
  }
  return -1;
}

/** fib_rule_match, fib4_rule_match and fib6_rule_match. */
function applies(world: World, netns: NetnsId, rule: RuleRecord, flow: RuleFlow<IpAddress>): boolean {
  return fits(world, netns, rule, flow) !== rule.invert;
}

function fits(world: World, netns: NetnsId, rule: RuleRecord, flow: RuleFlow<IpAddress>): boolean {
  if (rule.iif !== undefined && indexOf(world, netns, rule.iif) !== (flow.iif ?? LOOPBACK_IFINDEX)) return false;
  if (rule.oif !== undefined && indexOf(world, netns, rule.oif) !== flow.oif) return false;
  if ((((flow.mark ?? 0) ^ rule.mark) & rule.markMask) !== 0) return false;
  // Neither tunnel keys nor VRFs are simulated.
  if (rule.tunnelId !== undefined || rule.l3mdev) return false;
  if (!within(rule.uids, flow.uid)) return false;
  if (!isIn(flow.source ?? NO_ADDRESS, rule.source, rule.sourceLength)) return false;
  if (!isIn(flow.destination, rule.destination, rule.destinationLength)) return false;
  if (rule.tos !== 0 && rule.tos !== (flow.tos ?? 0)) return false;
  if (rule.ipProtocol !== 0 && rule.ipProtocol !== (flow.protocol ?? 0)) return false;
  return within(rule.sourcePorts, flow.sourcePort) && within(rule.destinationPorts, flow.destinationPort);
}

const NO_ADDRESS = 0 as Ipv4;

/** A packet of IPv6 that has no source yet is in no network. */
function isIn(address: IpAddress, network: IpAddress | undefined, length: number): boolean {
  if (network === undefined) return true;
  if (typeof network === 'number') return typeof address === 'number' && inPrefix(address, network, length);
  return typeof address === 'string' && inPrefix6(address, network, length);
}

function within(range: NumberRange | undefined, value = 0): boolean {
  return range === undefined || (value >= range.start && value <= range.end);
}

function indexOf(world: World, netns: NetnsId, name: string): number | undefined {
  const id = world.netns(netns).deviceNames.get(name);
  return id === undefined ? undefined : world.device(id).ifindex;
}

/** The tables that the rules choose for a lookup, in order; undefined while they are the default ones. */
export function tablesByRules(world: World, netns: NetnsId, flow: RuleFlow): readonly TableGroup[] | undefined {
  const { rules, routes } = world.netns(netns);
  if (!rules) return undefined;
  const groups: TableGroup[] = [];
  for (let i = 0; (i = nextRule(world, netns, rules, i, flow)) >= 0; i++) {
    const rule = rules[i];
    if (rule?.action !== RULE_ACTION.table) break;
    const table = routes.get(rule.table);
    if (table) groups.push([table]);
  }
  return groups;
}
