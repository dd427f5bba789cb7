import { networkOf, type Ipv4 } from '../packet/address';
import { firstTowards } from './fib-lookup';
import { nextRule, type RuleFlow } from './fib-rules';
import { TABLE_DEFAULT, TABLE_LOCAL, TABLE_MAIN } from './fib-table';
import type { NetnsId, Nexthop, RouteRecord, RouteTable } from './records';
import { RULE_ACTION, type RuleRecord } from './rule-records';
import { readDeviceSysctl } from './sysctl-store';
import type { World } from './world';

/** What a packet asks the FIB. `oif`: only next hops out of this interface (SO_BINDTODEVICE, `ping -I eth0`). */
export type FibQuery = RuleFlow;

/** `rule` is the policy rule that decided, in a namespace with rules of its own. */
export type FibResult = { readonly rule?: RuleRecord } & (
  | { readonly kind: 'unicast' | 'local' | 'broadcast'; readonly route: RouteRecord; readonly hop: Nexthop }
  /** Without a route it is a rule that refuses. */
  | { readonly kind: 'unreachable' | 'blackhole' | 'prohibit'; readonly route?: RouteRecord }
  | { readonly kind: 'none' }
);

const LIMITED_BROADCAST = 0xffffffff;
const NONE: FibResult = { kind: 'none' };

/**
 * Finds the route for a destination: tables local and main as one, then default; the longest prefix (local first on a tie), then the
 * highest tos that fits, then the lowest metric (net/ipv4/fib_trie.c fib_table_lookup). A `throw` route moves on to the next group.
 */
export function lookup(world: World, netns: NetnsId, query: FibQuery): FibResult {
  const { rules, routes } = world.netns(netns);
  if (rules) return lookupByRules(world, netns, rules, query);
  const found = lookupInGroup(world, netns, routes.get(TABLE_LOCAL), routes.get(TABLE_MAIN), query);
  if (found !== undefined && found !== 'throw') return found;
  const fallback = routes.get(TABLE_DEFAULT);
  const last = fallback && lookupInGroup(world, netns, fallback, undefined, query);
  return last === undefined || last === 'throw' ? NONE : last;
}

/** fib4_rule_action and fib4_rule_suppress: asks the table of every rule that applies, until one answers. */
function lookupByRules(world: World, netns: NetnsId, rules: readonly RuleRecord[], query: FibQuery): FibResult {
  const { routes: tables } = world.netns(netns);
  for (let i = 0; (i = nextRule(world, netns, rules, i, query)) >= 0; i++) {
    const rule = rules[i];
    if (!rule) break;
    if (rule.action !== RULE_ACTION.table) return { ...(REFUSAL.get(rule.action) ?? BLACKHOLE), rule };
    const table = tables.get(rule.table);
    const found = table && lookupInGroup(world, netns, table, undefined, query);
    if (found === undefined || found === 'throw' || isSuppressed(world, netns, rule, found)) continue;
    return { ...found, rule };
  }
  return NONE;
}

const BLACKHOLE: FibResult = { kind: 'blackhole' };
/** An unreachable rule answers ENETUNREACH, as if there were no route. */
const REFUSAL: ReadonlyMap<number, FibResult> = new Map<number, FibResult>([
  [RULE_ACTION.unreachable, NONE],
  [RULE_ACTION.prohibit, { kind: 'prohibit' }],
]);

function isSuppressed(world: World, netns: NetnsId, rule: RuleRecord, found: FibResult): boolean {
  if (!('hop' in found)) return false;
  const { suppressPrefixLength = -1, suppressGroup } = rule;
  if (found.route.prefixLength <= suppressPrefixLength) return true;
  if (suppressGroup === undefined) return false;
  const ifindex = found.route.nexthops[0]?.ifindex;
  const id = ifindex === undefined ? undefined : world.netns(netns).devices.get(ifindex);
  return id !== undefined && world.device(id).group === suppressGroup;
}

/**
 * The lookup for a packet this host makes (net/ipv4/route.c ip_route_output_key_hash_rcu): bound to a device that is up, a destination without
 * a route is taken to be on its link; 255.255.255.255 is a broadcast whatever route leads there.
 */
export function lookupOutput(world: World, netns: NetnsId, query: FibQuery): FibResult {
  const { destination, oif } = query;
  const id = oif === undefined ? undefined : world.netns(netns).devices.get(oif);
  // A device that is down is no way out, not even to this host itself.
  if (id !== undefined && !world.device(id).up) return NONE;
  const found = lookup(world, netns, query);
  if (found.kind === 'unicast' && destination === LIMITED_BROADCAST) return { ...found, kind: 'broadcast' };
  if ('hop' in found || id === undefined) return found;
  const hop: Nexthop = { ifindex: oif, onlink: true, weight: 1, linkdown: false, dead: false };
  const route: RouteRecord = {
    ...{ destination, prefixLength: 32, tos: 0, table: TABLE_MAIN, protocol: 'kernel', scope: 'link', metric: 0 },
    type: 'unicast',
    nexthops: [hop],
  };
  return { kind: destination === LIMITED_BROADCAST ? 'broadcast' : 'unicast', route, hop };
}

function lookupInGroup(
  world: World,
  netns: NetnsId,
  first: RouteTable | undefined,
  second: RouteTable | undefined,
  query: FibQuery,
): FibResult | 'throw' | undefined {
  const { destination, oif } = query;
  // fib_dscp_masked_match: IPTOS_RT_MASK.
  const tos = (query.tos ?? 0) & 0x1c;
  return firstTowards<FibResult | 'throw'>(first, second, destination, (route) => {
    if ((route.tos !== 0 && route.tos !== tos) || route.scope === 'nowhere') return undefined;
    switch (route.type) {
      case 'throw':
        return 'throw';
      case 'unreachable':
      case 'blackhole':
      case 'prohibit':
        return { kind: route.type, route };
      case 'unicast':
      case 'local':
      case 'broadcast': {
        const hop = usableHop(world, netns, route, oif);
        return hop && { kind: route.type, route, hop };
      }
    }
  });
}

function usableHop(world: World, netns: NetnsId, route: RouteRecord, oif: number | undefined): Nexthop | undefined {
  for (const hop of route.nexthops) {
    if (hop.dead || (hop.linkdown && ignoresLinkdown(world, netns, hop))) continue;
    if (oif !== undefined && hop.ifindex !== oif) continue;
    return hop;
  }
  return undefined;
}

/** IN_DEV_IGNORE_ROUTES_WITH_LINKDOWN: whether a next hop without carrier counts as dead. */
export function ignoresLinkdown(world: World, netns: NetnsId, { ifindex }: Nexthop): boolean {
  const id = ifindex === undefined ? undefined : world.netns(netns).devices.get(ifindex);
  if (id === undefined) return false;
  const on = (segment: string): boolean =>
    readDeviceSysctl(world, netns, 'ipv4.conf', segment, 'ignore_routes_with_linkdown') !== '0';
  return on('all') || on(world.device(id).name);
}

/**
 * The source address the kernel picks for a packet that has none: the route's `src`, else for this host itself the destination, else the address of the outgoing interface on the
 * next hop's subnet, else its first address, else any other interface's (net/ipv4/devinet.c inet_select_addr).
 */
export function selectSource(world: World, netns: NetnsId, result: FibResult, destination: Ipv4): Ipv4 | undefined {
  if (result.kind !== 'unicast' && result.kind !== 'local' && result.kind !== 'broadcast') return undefined;
  if (result.route.preferredSource !== undefined) return result.route.preferredSource;
  if (result.kind === 'local') return destination;
  return addressOn(world, netns, result.hop.ifindex, result.hop.via);
}

/** inet_select_addr for an interface and an optional neighbour on it. */
export function addressOn(
  world: World,
  netns: NetnsId,
  ifindex: number | undefined,
  towards: Ipv4 | undefined,
): Ipv4 | undefined {
  const ns = world.netns(netns);
  const id = ifindex === undefined ? undefined : ns.devices.get(ifindex);
  let first: Ipv4 | undefined;
  if (id !== undefined) {
    for (const address of world.device(id).addresses4) {
      if (address.secondary || address.scope === 'host') continue;
      if (
        towards === undefined ||
        networkOf(towards, address.prefixLength) === networkOf(address.peer ?? address.address, address.prefixLength)
      ) {
        return address.address;
      }
      first ??= address.address;
    }
  }
  if (first !== undefined) return first;
  for (const other of ns.devices.values()) {
    const found = world.device(other).addresses4.find((a) => !a.secondary && a.scope !== 'link' && a.scope !== 'host');
    if (found) return found.address;
  }
  return undefined;
}
