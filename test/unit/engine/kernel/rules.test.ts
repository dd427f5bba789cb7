import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lookup, type FibQuery } from '../../../../src/engine/kernel/fib';
import type { RouteInfo } from '../../../../src/engine/kernel/netlink';
import { RULE_ACTION } from '../../../../src/engine/kernel/rule-records';
import type { RuleRequest } from '../../../../src/engine/kernel/rule-config';
import { inPrefix, ipv4, networkOf } from '../../../../src/engine/packet/address';
import type { IpAddress } from '../../../../src/engine/packet/ipv6-address';
import { emptyHost } from './fixture';

const address = fc
  .tuple(fc.constantFrom(10, 172), fc.nat(2), fc.nat(2), fc.nat(3))
  .map(([a, b, c, d]) => ipv4(((a * 256 + b) * 256 + c) * 256 + d));
const prefix = fc
  .tuple(address, fc.constantFrom(0, 8, 16, 24, 31, 32))
  .map(([any, length]) => ({ network: networkOf(any, length), length }));
const TABLES = [10, 11, 254];
const route = fc.tuple(prefix, fc.constantFrom(...TABLES), fc.constantFrom('blackhole', 'prohibit', 'throw' as const));

const rule: fc.Arbitrary<RuleRequest> = fc
  .record({
    from: fc.option(prefix),
    to: fc.option(prefix),
    mark: fc.nat(2),
    invert: fc.boolean(),
    port: fc.option(fc.integer({ min: 1, max: 3 })),
    table: fc.constantFrom(...TABLES),
    action: fc.constantFrom(RULE_ACTION.table, RULE_ACTION.table, RULE_ACTION.nop, RULE_ACTION.blackhole),
    priority: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ from, to, port, action, table, ...rest }) => ({
    ...rest,
    action,
    table: action === RULE_ACTION.table ? table : 0,
    ...(from && from.length > 0 && { source: from.network, sourceLength: from.length }),
    ...(to && to.length > 0 && { destination: to.network, destinationLength: to.length }),
    ...(port !== null && { destinationPorts: { start: port, end: port } }),
  }));

const flow: fc.Arbitrary<FibQuery> = fc.record({
  destination: address,
  source: address,
  mark: fc.nat(2),
  destinationPort: fc.nat(4),
});

function fits(one: RuleRequest, query: FibQuery): boolean {
  const inside = (wanted: IpAddress | undefined, length: number | undefined, given = ipv4(0)): boolean =>
    wanted === undefined || (typeof wanted === 'number' && inPrefix(given, wanted, length ?? 0));
  const { destinationPorts: ports, mark = 0 } = one;
  const port = query.destinationPort ?? 0;
  const all =
    inside(one.source, one.sourceLength, query.source) &&
    inside(one.destination, one.destinationLength, query.destination) &&
    (mark === 0 || mark === query.mark) &&
    (!ports || (port >= ports.start && port <= ports.end));
  return all !== (one.invert ?? false);
}

/** Every rule in order, every route of its table looked at. */
function bruteForce(rules: readonly RuleRequest[], routes: readonly RouteInfo[], query: FibQuery): string {
  for (const one of rules) {
    if (!fits(one, query) || one.action === RULE_ACTION.nop) continue;
    if (one.action === RULE_ACTION.blackhole) return 'blackhole by rule';
    const best = routes
      .filter(
        ({ table, destination, prefixLength }) =>
          table === one.table && inPrefix(query.destination, destination, prefixLength),
      )
      .sort((a, b) => b.prefixLength - a.prefixLength)[0];
    if (best && best.type !== 'throw') return `${best.type} ${best.table} ${best.prefixLength}`;
  }
  return 'none';
}

it('a lookup by rules finds what looking at every rule and every route finds', () => {
  const rules = fc.array(rule, { minLength: 1, maxLength: 12 });
  const routes = fc.array(route, { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(rules, routes, fc.array(flow, { minLength: 1, maxLength: 20 }), (wanted, entries, flows) => {
      const { world, netns, nl } = emptyHost();
      for (const [{ network, length }, table, type] of entries) {
        nl.addRoute({ destination: network, prefixLength: length, table, type, nexthops: [] }, 'replace');
      }
      for (const one of wanted) nl.addRule(one, false);
      const all = nl.rules();
      const known = nl.routes();
      for (const query of flows) {
        const result = lookup(world, netns, query);
        const byRoute = 'route' in result && result.route;
        const answer = byRoute
          ? `${byRoute.type} ${byRoute.table} ${byRoute.prefixLength}`
          : result.kind === 'none'
            ? 'none'
            : `${result.kind} by rule`;
        expect(answer).toBe(bruteForce(all, known, query));
      }
    }),
    { numRuns: 200 },
  );
});

it('a fork has its own rules', () => {
  const { world, netns, nl } = emptyHost();
  nl.addRule({ action: RULE_ACTION.prohibit, table: 0, priority: 5 });
  const fork = world.fork();
  nl.deleteRule({ action: 0, table: 0, priority: 5 });
  const query = { destination: ipv4(0x08080808) };
  expect([lookup(world, netns, query).kind, lookup(fork, netns, query).kind]).toEqual(['none', 'prohibit']);
});
