import { formatIpv4, networkOf } from '../packet/address';
import type { RouteCandidate } from '../walk/step';
import type { FibQuery, FibResult } from './fib';
import { nextRule } from './fib-rules';
import { TABLE_DEFAULT, TABLE_LOCAL, TABLE_MAIN } from './fib-table';
import { prefixKey, type NetnsId, type RouteRecord } from './records';
import { RULE_ACTION } from './rule-records';
import { ruleText } from './policy-rule-text';
import { tableName } from './table-names';
import type { World } from './world';

/** What a lookup considered, for the packet walk. */

/** The routes that could have matched: what was chosen and why each other was not. */
export function candidates(
  world: World,
  netns: NetnsId,
  query: FibQuery,
  result: FibResult,
): {
  readonly chosen: RouteCandidate | undefined;
  readonly rejected: readonly RouteCandidate[];
  readonly rule: string | undefined;
} {
  const chosen = 'route' in result ? result.route : undefined;
  const rejected: RouteCandidate[] = [];
  for (const id of tablesAsked(world, netns, query, result)) {
    const table = world.netns(netns).routes.get(id);
    if (!table) continue;
    for (const length of table.lengths) {
      for (const route of table.byPrefix.get(prefixKey(networkOf(query.destination, length), length)) ?? []) {
        if (route === chosen) continue;
        const dead = route.nexthops.length > 0 && route.nexthops.every((hop) => hop.dead);
        const sameLength = chosen?.prefixLength === route.prefixLength && chosen.table === route.table;
        const reason = dead ? 'dead' : sameLength ? 'higher-metric' : 'less-specific';
        rejected.push({ ...describeRoute(world, netns, route), rejected: reason });
      }
    }
  }
  const { rule } = result;
  return { chosen: chosen && describeRoute(world, netns, chosen), rejected, rule: rule && ruleText(rule) };
}

/** The tables that were looked in, in order: those of the default rules, or of the rules that apply up to the one that decided. */
function tablesAsked(world: World, netns: NetnsId, query: FibQuery, { rule: last }: FibResult): readonly number[] {
  const { rules } = world.netns(netns);
  if (!rules) return [TABLE_LOCAL, TABLE_MAIN, TABLE_DEFAULT];
  const tables = new Set<number>();
  for (let i = 0; (i = nextRule(world, netns, rules, i, query)) >= 0; i++) {
    const rule = rules[i];
    if (rule?.action === RULE_ACTION.table) tables.add(rule.table);
    if (rule === last) break;
  }
  return [...tables];
}

/** A route as `ip route` begins its line. */
export function describeRoute(world: World, netns: NetnsId, route: RouteRecord): RouteCandidate {
  const prefix = route.prefixLength === 0 ? 'default' : `${formatIpv4(route.destination)}/${route.prefixLength}`;
  const [hop] = route.nexthops;
  const id = hop?.ifindex === undefined ? undefined : world.netns(netns).devices.get(hop.ifindex);
  const words = [
    ...(route.type === 'unicast' ? [] : [route.type]),
    prefix,
    ...(hop?.via === undefined ? [] : ['via', formatIpv4(hop.via)]),
    ...(id === undefined ? [] : ['dev', world.device(id).name]),
  ];
  return { prefix, table: tableName(route.table), text: words.join(' ') };
}
