import { KernelError } from './errno';
import { DEFAULT_RULES, DEFAULT_RULES6 } from './fib-rules';
import { ensureTable } from './fib-table';
import { ensureTable6 } from './ipv6/fib-table';
import { notify } from './notices';
import type { NetnsId } from './records';
import { RULE_ACTION, type NumberRange, type RuleFamily, type RuleRecord } from './rule-records';
import type { World } from './world';

/** Adding, finding and removing policy rules (net/core/fib_rules.c fib_nl_newrule, fib_nl_delrule; net/ipv4/fib_rules.c, net/ipv6/fib6_rules.c). */

/** What a request says; the kernel fills in the rest. */
export type RuleRequest = Partial<Omit<RuleRecord, 'action' | 'table'>> & Pick<RuleRecord, 'action' | 'table'>;

/** A rule as shown: devices that do not exist are told, and gotos that lead nowhere. */
export interface RuleInfo extends RuleRecord {
  readonly iifDetached: boolean;
  readonly oifDetached: boolean;
  readonly unresolved: boolean;
}

/** IPTOS_TOS_MASK: higher bits of the DSCP field are not looked at. */
const TOS_MASK = 0x1e;
const ECN_MASK = 0x03;
const TABLE_MAX = 0xffffffff;
const INVALID_UID = 0xffffffff;

/** The rules of a namespace in the order they are asked. */
function rulesOf(world: World, netns: NetnsId, family: RuleFamily): readonly RuleRecord[] {
  const { rules, inet6 } = world.netns(netns);
  return family === 'inet' ? (rules ?? DEFAULT_RULES) : (inet6.rules ?? DEFAULT_RULES6);
}

function setRules(world: World, netns: NetnsId, family: RuleFamily, rules: readonly RuleRecord[]): void {
  const ns = world.writeNetns(netns);
  if (family === 'inet') ns.rules = rules;
  else ns.inet6 = { ...ns.inet6, rules };
}

/** RTM_GETRULE dump. */
export function listRules(world: World, netns: NetnsId, family: RuleFamily): readonly RuleInfo[] {
  return rulesOf(world, netns, family).map((rule) => ruleInfo(world, netns, family, rule));
}

function ruleInfo(world: World, netns: NetnsId, family: RuleFamily, rule: RuleRecord): RuleInfo {
  const { deviceNames } = world.netns(netns);
  const missing = (name: string | undefined): boolean => name !== undefined && !deviceNames.has(name);
  const reaches = ({ priority }: RuleRecord): boolean => priority === rule.target;
  return {
    ...rule,
    iifDetached: missing(rule.iif),
    oifDetached: missing(rule.oif),
    unresolved: rule.action === RULE_ACTION.goto && !rulesOf(world, netns, family).some(reaches),
  };
}

/** RTM_NEWRULE; without `exclusive` (restoring what was saved) a rule may be there twice. Throws EINVAL with a reason, EEXIST. */
export function addRule(
  world: World,
  netns: NetnsId,
  request: RuleRequest,
  exclusive = true,
  family: RuleFamily = 'inet',
): void {
  const rules = rulesOf(world, netns, family);
  const rule = complete(rules, family === 'inet' ? request : { ...request, realms: undefined });
  if (exclusive && rules.some((other) => isSame(other, rule))) throw new KernelError('EEXIST');
  if (rule.tos & ECN_MASK) throw new KernelError('EINVAL', 'Invalid dsfield (tos): ECN bits must be 0');
  if (family === 'inet' && rule.tos & ~TOS_MASK) throw new KernelError('EINVAL', 'Invalid tos');
  const table = tableFor(world, netns, family, rule);
  const at = rules.findIndex(({ priority }) => priority > rule.priority);
  const next = [...rules];
  next.splice(at < 0 ? rules.length : at, 0, { ...rule, table });
  setRules(world, netns, family, next);
  tell(world, netns, family, { ...rule, table }, false);
}

/** fib4_rule_configure and fib6_rule_configure: where a rule that names no table looks, and that table of IPv6 from now on exists. */
function tableFor(world: World, netns: NetnsId, family: RuleFamily, rule: RuleRecord): number {
  if (rule.action !== RULE_ACTION.table || rule.l3mdev) return rule.table;
  if (family === 'inet') return rule.table === 0 ? freeTable(world, netns) : rule.table;
  if (rule.table === 0) throw new KernelError('EINVAL', 'Invalid table');
  ensureTable6(world, netns, rule.table);
  return rule.table;
}

/** RTM_DELRULE: removes the first rule that has everything the request names. Throws ENOENT. */
export function deleteRule(world: World, netns: NetnsId, request: RuleRequest, family: RuleFamily = 'inet'): void {
  const rules = rulesOf(world, netns, family);
  const wanted = complete(rules, family === 'inet' ? request : { ...request, realms: undefined });
  const at = rules.findIndex((rule) => isMeant(rule, wanted, request.priority !== undefined));
  if (at < 0) throw new KernelError('ENOENT');
  const gone = rules[at];
  setRules(
    world,
    netns,
    family,
    rules.filter((_, i) => i !== at),
  );
  if (gone) tell(world, netns, family, gone, true);
}

/** notify_rule_change. */
function tell(world: World, netns: NetnsId, family: RuleFamily, rule: RuleRecord, deleted: boolean): void {
  notify(world, netns, () => ({ type: 'rule', deleted, rule: ruleInfo(world, netns, family, rule) }));
}

/** fib_nl2rule: a request as a whole rule. */
function complete(rules: readonly RuleRecord[], request: RuleRequest): RuleRecord {
  const { action, target, mark = 0, uids, sourcePorts, destinationPorts } = request;
  const rule: RuleRecord = {
    ...request,
    invert: request.invert ?? false,
    sourceLength: request.sourceLength ?? 0,
    destinationLength: request.destinationLength ?? 0,
    tos: request.tos ?? 0,
    mark,
    // A mark without a mask is compared whole.
    markMask: request.markMask ?? (mark === 0 ? 0 : 0xffffffff),
    ipProtocol: request.ipProtocol ?? 0,
    l3mdev: request.l3mdev ?? false,
    protocol: request.protocol ?? 'unspec',
    priority: request.priority ?? defaultPriority(rules),
  };
  if (target !== undefined) {
    if (action !== RULE_ACTION.goto) throw new KernelError('EINVAL', 'Unexpected goto');
    if (target <= rule.priority) throw new KernelError('EINVAL', 'Backward goto not supported');
  } else if (action === RULE_ACTION.goto) {
    throw new KernelError('EINVAL', 'Missing goto target for action goto');
  }
  if (uids && (uids.start > uids.end || uids.end === INVALID_UID)) throw new KernelError('EINVAL', 'Invalid uid range');
  checkPorts(sourcePorts, 'sport');
  checkPorts(destinationPorts, 'dport');
  return rule;
}

function checkPorts(range: NumberRange | undefined, what: 'sport' | 'dport'): void {
  // fib_rule_port_range_valid: port 0 is none, and 65535 cannot end a range.
  if (range && (range.start === 0 || range.end === 0 || range.start > range.end || range.end >= 0xffff)) {
    throw new KernelError('EINVAL', `Invalid ${what} range`);
  }
}

/** fib_default_rule_pref: in front of the second rule. */
function defaultPriority(rules: readonly RuleRecord[]): number {
  const second = rules[1]?.priority ?? 0;
  return second === 0 ? 0 : second - 1;
}

/** fib_empty_table: a rule for no table in particular gets one that nobody uses. */
function freeTable(world: World, netns: NetnsId): number {
  for (let table = 1; table <= TABLE_MAX; table++) {
    if (world.netns(netns).routes.has(table)) continue;
    ensureTable(world, netns, table);
    return table;
  }
  throw new KernelError('ENOBUFS');
}

/** rule_exists: what a new rule names is what an old one has; inversion, suppression and goto do not count. */
function isSame(old: RuleRecord, rule: RuleRecord): boolean {
  return (
    (['action', 'table', 'priority', 'iif', 'oif', 'mark', 'markMask', 'tunnelId', 'l3mdev'] as const).every(
      (key) => old[key] === rule[key],
    ) &&
    old.ipProtocol === rule.ipProtocol &&
    old.protocol === rule.protocol &&
    sameRange(old.uids, rule.uids) &&
    sameRange(old.sourcePorts, rule.sourcePorts) &&
    sameRange(old.destinationPorts, rule.destinationPorts) &&
    compares(old, rule)
  );
}

/** rule_find. */
function isMeant(rule: RuleRecord, wanted: RuleRecord, byPriority: boolean): boolean {
  if (wanted.action !== 0 && rule.action !== wanted.action) return false;
  if (wanted.table !== 0 && rule.table !== wanted.table) return false;
  if (byPriority && rule.priority !== wanted.priority) return false;
  for (const key of ['iif', 'oif', 'suppressGroup', 'suppressPrefixLength', 'tunnelId'] as const) {
    if (wanted[key] !== undefined && rule[key] !== wanted[key]) return false;
  }
  if (wanted.mark !== 0 && rule.mark !== wanted.mark) return false;
  if (wanted.markMask !== 0 && rule.markMask !== wanted.markMask) return false;
  if (wanted.l3mdev && !rule.l3mdev) return false;
  if (wanted.ipProtocol !== 0 && rule.ipProtocol !== wanted.ipProtocol) return false;
  if (wanted.protocol !== 'unspec' && rule.protocol !== wanted.protocol) return false;
  for (const key of ['uids', 'sourcePorts', 'destinationPorts'] as const) {
    if (wanted[key] && !sameRange(rule[key], wanted[key])) return false;
  }
  return compares(rule, wanted);
}

/** fib4_rule_compare: what is not named fits anything. */
function compares(rule: RuleRecord, wanted: RuleRecord): boolean {
  const { source, sourceLength, destination, destinationLength, tos, realms } = wanted;
  if (sourceLength !== 0 && (rule.sourceLength !== sourceLength || rule.source !== source)) return false;
  if (destinationLength !== 0 && (rule.destinationLength !== destinationLength || rule.destination !== destination))
    return false;
  if (tos !== 0 && rule.tos !== tos) return false;
  return realms === undefined || (rule.realms ?? 0) === realms;
}

function sameRange(a: NumberRange | undefined, b: NumberRange | undefined): boolean {
  return a?.start === b?.start && a?.end === b?.end;
}
