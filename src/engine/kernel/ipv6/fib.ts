import type { Ipv6 } from '../../packet/address';
import { IPV6_LOOPBACK, isLinkLocal6, isMulticast6, prefixKey6 } from '../../packet/ipv6-address';
import type { DropCause, RouteCandidate } from '../../walk/step';
import { TABLE_LOCAL, TABLE_MAIN } from '../fib-table';
import { nextRule, type RuleFlow } from '../fib-rules';
import { tableName } from '../table-names';
import { ruleText } from '../policy-rule-text';
import type { NetnsId } from '../records';
import { RULE_ACTION, type RuleRecord } from '../rule-records';
import { readDeviceSysctl } from '../sysctl-store';
import type { World } from '../world';
import type { Nexthop6, Route6Record, RouteTable6 } from './records';

/**
 * What a packet asks the FIB (struct flowi6). `oif` is the device a socket is bound to, the scope of a link-local address, or where the packet came
 * in; policy rules see the latter as `iif`.
 */
export interface Fib6Query extends RuleFlow<Ipv6> {
  /** Only routes out of `oif` count; otherwise they are merely preferred. */
  readonly strict?: boolean;
}

export type Fib6Result = {
  /** The policy rule that decided, in a namespace with rules of its own. */
  readonly rule?: RuleRecord;
} & (
  | {
      /** `discard`: a route over lo to what is not this host, which answers that there is none (fib6_is_reject). */
      readonly kind: 'unicast' | 'local' | 'multicast' | 'discard';
      readonly route: Route6Record;
      readonly hop: Nexthop6;
    }
  /** Without a route it is a rule that refuses. */
  | { readonly kind: 'unreachable' | 'blackhole' | 'prohibit'; readonly route?: Route6Record }
  | { readonly kind: 'none' }
);

export type Hop6Result = Extract<Fib6Result, { hop: unknown }>;

/** lo has the first number of every namespace. */
const LOOPBACK_IFINDEX = 1;

const NONE: Fib6Result = { kind: 'none' };

/** The default policy rules: `ip -6 rule show` prints them as 0 and 32766. */
const RULES = [TABLE_LOCAL, TABLE_MAIN] as const;

/** fib6_rule_lookup: table local, then main; a `throw` route, or none that can be used, moves on to the next. */
export function lookup6(world: World, netns: NetnsId, query: Fib6Query): Fib6Result {
  const { tables, rules } = world.netns(netns).inet6;
  if (rules) return lookupByRules(world, netns, rules, query);
  for (const id of RULES) {
    const table = tables.get(id);
    const found = table && lookupInTable(world, netns, table, query);
    if (found) return found;
  }
  return NONE;
}

/** __fib6_rule_action and fib6_rule_suppress: asks the table of every rule that applies, until one answers. */
function lookupByRules(world: World, netns: NetnsId, rules: readonly RuleRecord[], query: Fib6Query): Fib6Result {
  const { tables } = world.netns(netns).inet6;
  const flow = query.iif === undefined ? query : { ...query, oif: undefined };
  for (let i = 0; (i = nextRule(world, netns, rules, i, flow)) >= 0; i++) {
    const rule = rules[i];
    if (!rule) break;
    if (rule.action !== RULE_ACTION.table) return { ...(REFUSAL.get(rule.action) ?? BLACKHOLE), rule };
    const table = tables.get(rule.table);
    const found = table && lookupInTable(world, netns, table, query);
    if (found && !isSuppressed(world, netns, rule, found)) return { ...found, rule };
  }
  return NONE;
}

const BLACKHOLE: Fib6Result = { kind: 'blackhole' };
/** An unreachable rule answers with the entry that says there is no route. */
const REFUSAL: ReadonlyMap<number, Fib6Result> = new Map<number, Fib6Result>([
  [RULE_ACTION.unreachable, NONE],
  [RULE_ACTION.prohibit, { kind: 'prohibit' }],
]);

function isSuppressed(world: World, netns: NetnsId, rule: RuleRecord, found: Fib6Result): boolean {
  if (!('route' in found) || !found.route) return false;
  const { suppressPrefixLength = -1, suppressGroup } = rule;
  if (found.route.prefixLength <= suppressPrefixLength) return true;
  if (suppressGroup === undefined) return false;
  const id = world.netns(netns).devices.get(found.route.nexthops[0]?.ifindex ?? 0);
  return id !== undefined && world.device(id).group === suppressGroup;
}

/** The same in one table (ip6_nh_lookup_table); undefined when nothing in it can be used. */
export function lookupInTable6(world: World, netns: NetnsId, id: number, query: Fib6Query): Fib6Result | undefined {
  const table = world.netns(netns).inet6.tables.get(id);
  return table && lookupInTable(world, netns, table, query);
}

/** rt6_need_strict: such destinations mean something on one link only. */
function needsStrict(destination: Ipv6): boolean {
  return isMulticast6(destination) || isLinkLocal6(destination);
}

/** fib6_table_lookup: the longest prefix with a route that can be used, then the lowest metric (find_rr_leaf). */
function lookupInTable(world: World, netns: NetnsId, table: RouteTable6, query: Fib6Query): Fib6Result | undefined {
  const strict = query.oif !== undefined && (query.strict === true || needsStrict(query.destination));
  for (const length of table.lengths) {
    const routes = table.byPrefix.get(prefixKey6(query.destination, length));
    if (!routes) continue;
    for (const route of preferred(routes, query)) {
      if (route.expiresUs !== undefined && route.expiresUs <= world.nowUs) continue;
      switch (route.type) {
        case 'throw':
          return undefined;
        case 'unreachable':
        case 'blackhole':
        case 'prohibit':
          if (strict) continue;
          return { kind: route.type, route };
        default: {
          const hop = usableHop(world, netns, route, query, strict);
          if (hop) return { kind: kindOf(route, hop), route, hop };
        }
      }
    }
  }
  return undefined;
}

/** Of routes with the same metric one through the wanted device comes first (rt6_score_route). */
function preferred(routes: readonly Route6Record[], { oif }: Fib6Query): readonly Route6Record[] {
  if (routes.length < 2) return routes;
  const score = ({ nexthops, preference }: Route6Record): number =>
    (oif !== undefined && nexthops.some((hop) => hop.ifindex === oif) ? 4 : 0) + PREFERENCE[preference];
  return [...routes].sort((a, b) => a.metric - b.metric || score(b) - score(a));
}

const PREFERENCE = { low: 0, medium: 1, high: 2 } as const;

function kindOf({ type, destination }: Route6Record, { ifindex }: Nexthop6): Hop6Result['kind'] {
  if (type === 'local' || type === 'anycast') return 'local';
  if (ifindex === LOOPBACK_IFINDEX && destination !== IPV6_LOOPBACK) return 'discard';
  return type === 'multicast' ? 'multicast' : 'unicast';
}

function usableHop(
  world: World,
  netns: NetnsId,
  route: Route6Record,
  query: Fib6Query,
  strict: boolean,
): Nexthop6 | undefined {
  const { nexthops } = route;
  const usable = (hop: Nexthop6): boolean =>
    !hop.dead &&
    !(hop.linkdown && ignoresLinkdown6(world, netns, hop)) &&
    !(strict && hop.ifindex !== query.oif && !cameOverLoopback(route, query));
  if (nexthops.length === 1) return nexthops.find(usable);
  const live = nexthops.filter(usable);
  const wanted = query.oif === undefined ? live : live.filter((hop) => hop.ifindex === query.oif);
  return byWeight(wanted.length > 0 ? wanted : live, query);
}

/** What this host sent to its own link-local address keeps its route over lo (skb_dst), whose device is not the address's. */
function cameOverLoopback({ type }: Route6Record, { strict, oif }: Fib6Query): boolean {
  return type === 'local' && strict !== true && oif === LOOPBACK_IFINDEX;
}

/** fib6_select_path: every hop gets the share of flows that its weight says; a flow keeps its hop. */
function byWeight(hops: readonly Nexthop6[], { source, destination }: Fib6Query): Nexthop6 | undefined {
  let left =
    flowHash(`${source ?? ''}>${destination}`) %
    Math.max(
      1,
      hops.reduce((sum, hop) => sum + hop.weight, 0),
    );
  return hops.find((hop) => (left -= hop.weight) < 0);
}

function flowHash(flow: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < flow.length; i++) hash = Math.imul(hash ^ flow.charCodeAt(i), 0x01000193) >>> 0;
  return hash >>> 8;
}

/** Whether a next hop without carrier counts as dead (net.ipv6.conf.*.ignore_routes_with_linkdown). */
export function ignoresLinkdown6(world: World, netns: NetnsId, { ifindex }: Pick<Nexthop6, 'ifindex'>): boolean {
  const id = world.netns(netns).devices.get(ifindex);
  if (id === undefined) return false;
  const on = (segment: string): boolean =>
    readDeviceSysctl(world, netns, 'ipv6.conf', segment, 'ignore_routes_with_linkdown') !== '0';
  return on('all') || on(world.device(id).name);
}

/** Whether an address belongs to this namespace: a local route leads to it (RTN_LOCAL). */
export function isLocal6(world: World, netns: NetnsId, address: Ipv6): boolean {
  const routes = world.netns(netns).inet6.tables.get(TABLE_LOCAL)?.byPrefix.get(prefixKey6(address, 128));
  return routes?.some(({ type }) => type === 'local') ?? false;
}

/** Whether a packet to the address is for this host and nobody else: the route there is a local one, also of a whole prefix (RTF_LOCAL). */
export function leadsHere6(world: World, netns: NetnsId, destination: Ipv6): boolean {
  const found = lookup6(world, netns, { destination });
  return 'hop' in found && found.route.type === 'local';
}

/** The routes that could have matched, for the packet walk: what was chosen and why each other was not. */
export function candidates6(
  world: World,
  netns: NetnsId,
  query: Fib6Query,
  result: Fib6Result,
): {
  readonly chosen: RouteCandidate | undefined;
  readonly rejected: readonly RouteCandidate[];
  readonly rule: string | undefined;
} {
  const chosen = 'route' in result ? result.route : undefined;
  const rejected: RouteCandidate[] = [];
  for (const id of tablesAsked(world, netns, query, result)) {
    const table = world.netns(netns).inet6.tables.get(id);
    for (const length of table?.lengths ?? []) {
      for (const route of table?.byPrefix.get(prefixKey6(query.destination, length)) ?? []) {
        if (route === chosen) continue;
        const dead = route.nexthops.every((hop) => hop.dead);
        const sameLength = chosen?.prefixLength === route.prefixLength && chosen.table === route.table;
        const reason = dead ? 'dead' : sameLength ? 'higher-metric' : 'less-specific';
        rejected.push({ ...describeRoute(world, netns, route), rejected: reason });
      }
    }
  }
  const { rule } = result;
  return { chosen: chosen && describeRoute(world, netns, chosen), rejected, rule: rule && ruleText(rule) };
}

/** The tables that were looked in: those of the default rules, or of the rules that apply up to the one that decided. */
function tablesAsked(world: World, netns: NetnsId, query: Fib6Query, { rule: last }: Fib6Result): Iterable<number> {
  const { rules } = world.netns(netns).inet6;
  if (!rules) return RULES;
  const tables = new Set<number>();
  const flow = query.iif === undefined ? query : { ...query, oif: undefined };
  for (let i = 0; (i = nextRule(world, netns, rules, i, flow)) >= 0; i++) {
    const rule = rules[i];
    if (rule?.action === RULE_ACTION.table) tables.add(rule.table);
    if (rule === last) break;
  }
  return tables;
}

/** Why a packet without a next hop ended, for its walk. */
export function noRoute6(world: World, netns: NetnsId, result: Fib6Result, destination: Ipv6): DropCause | undefined {
  if (result.rule && !('route' in result)) return { code: 'refusing-rule', destination, rule: ruleText(result.rule) };
  if (result.kind === 'none') return { code: 'no-route', destination };
  if ('hop' in result && result.kind !== 'discard') return undefined;
  if (!result.route) return undefined;
  const { text: route, table } = describeRoute(world, netns, result.route);
  return { code: 'refusing-route', kind: 'hop' in result ? 'unreachable' : result.kind, destination, route, table };
}

function describeRoute(world: World, netns: NetnsId, route: Route6Record): RouteCandidate {
  const { destination, prefixLength, table } = route;
  const prefix = prefixLength === 0 ? 'default' : `${destination}/${prefixLength}`;
  const [hop] = route.nexthops;
  const id = hop === undefined ? undefined : world.netns(netns).devices.get(hop.ifindex);
  const words = [
    ...(route.type === 'unicast' ? [] : [route.type]),
    prefix,
    ...(hop?.via === undefined ? [] : ['via', hop.via]),
    ...(id === undefined ? [] : ['dev', world.device(id).name]),
  ];
  return {
    prefix,
    table: tableName(table),
    text: words.join(' '),
  };
}
