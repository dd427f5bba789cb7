import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookup } from '../../../../src/engine/kernel/fib';
import { openNetlink } from '../../../../src/engine/kernel/netlink-socket';
import type { NetlinkSocket } from '../../../../src/engine/kernel/netlink';
import type { NetnsId, RouteRecord, RouteType } from '../../../../src/engine/kernel/records';
import type { World } from '../../../../src/engine/kernel/world';
import { inPrefix, ipv4, networkOf, type Ipv4 } from '../../../../src/engine/packet/address';
import { emptyHost, ip } from './fixture';

interface Prefix {
  readonly destination: Ipv4;
  readonly prefixLength: number;
}

/** Networks that overlap a lot: few first bytes, all lengths, the ends of the address space too. */
const address = fc
  .tuple(fc.constantFrom(0, 10, 172, 255), fc.nat(3), fc.constantFrom(0, 1, 127, 128, 255), fc.nat(255))
  .map(([a, b, c, d]) => ipv4(((a * 256 + b) * 256 + c) * 256 + d));
const prefix: fc.Arbitrary<Prefix> = fc
  .tuple(address, fc.integer({ min: 0, max: 32 }))
  .map(([any, prefixLength]) => ({ destination: networkOf(any, prefixLength), prefixLength }));
const type = fc.constantFrom<RouteType>('blackhole', 'unreachable', 'prohibit');
const prefixes = fc.uniqueArray(fc.tuple(prefix, type), {
  minLength: 1,
  maxLength: 250,
  size: 'max',
  selector: ([{ destination, prefixLength }]) => `${destination}/${prefixLength}`,
});

/** Whatever contains the address and is longest, found by looking at every route. */
function bruteForce(nl: NetlinkSocket, destination: Ipv4): RouteRecord | undefined {
  const containing = nl.routes(254).filter((each) => inPrefix(destination, each.destination, each.prefixLength));
  return containing.reduce<RouteRecord | undefined>(
    (best, each) => (best && best.prefixLength >= each.prefixLength ? best : each),
    undefined,
  );
}

function found(world: World, netns: NetnsId, destination: Ipv4): unknown {
  const result = lookup(world, netns, { destination });
  return 'route' in result ? { ...result.route, kind: result.kind } : undefined;
}

function wanted(nl: NetlinkSocket, destination: Ipv4): unknown {
  const route = bruteForce(nl, destination);
  return route && { ...route, kind: route.type };
}

/** Asks often enough for the table to make its index. */
function askOften(world: World, netns: NetnsId): void {
  for (let i = 0; i < 400; i++) lookup(world, netns, { destination: ipv4(i) });
}

describe('the longest prefix', () => {
  it('is what looking at every route finds, with and without an index', () => {
    fc.assert(
      fc.property(prefixes, fc.array(address, { minLength: 1, maxLength: 30 }), (routes, addresses) => {
        const { world, netns, nl } = emptyHost();
        for (const [to, kind] of routes) nl.addRoute({ ...to, type: kind, nexthops: [] }, 'add');
        const edges = routes.flatMap(([{ destination, prefixLength }]) => {
          const last = destination + 2 ** (32 - prefixLength) - 1;
          return [destination, ipv4(last), ipv4(last + 1), ipv4(destination - 1)];
        });
        const all = [...addresses, ...edges.slice(0, 200)];
        const expected = all.map((each) => wanted(nl, each));
        expect(all.map((each) => found(world, netns, each))).toEqual(expected);
        askOften(world, netns);
        expect(all.map((each) => found(world, netns, each))).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  it('follows every change, and a fork keeps what it had', () => {
    const { world, netns, nl } = emptyHost();
    const to = (text: string, prefixLength: number): Prefix => ({ destination: ip(text), prefixLength });
    for (let i = 0; i < 200; i++) nl.addRoute({ ...to(`10.0.${i}.0`, 24), type: 'blackhole', nexthops: [] }, 'add');
    askOften(world, netns);
    const fork = world.fork();
    const lengthOf = (where: World): unknown => {
      const result = lookup(where, netns, { destination: ip('10.0.7.1') });
      return 'route' in result ? [result.kind, result.route?.prefixLength] : result.kind;
    };
    nl.addRoute({ ...to('10.0.7.1', 32), type: 'prohibit', nexthops: [] }, 'add');
    expect([lengthOf(world), lengthOf(fork)]).toEqual([
      ['prohibit', 32],
      ['blackhole', 24],
    ]);
    askOften(world, netns);
    openNetlink(fork, netns).deleteRoute({ ...to('10.0.7.0', 24), nexthops: [] });
    expect([lengthOf(world), lengthOf(fork)]).toEqual([['prohibit', 32], 'none']);
    askOften(fork, netns);
    expect([lengthOf(world), lengthOf(fork)]).toEqual([['prohibit', 32], 'none']);
  });

  it('goes on to shorter prefixes where the longest cannot be used', () => {
    const { world, netns, nl } = emptyHost();
    for (let i = 0; i < 100; i++) {
      nl.addRoute({ destination: ip(`10.9.${i}.0`), prefixLength: 24, type: 'blackhole', nexthops: [] }, 'add');
    }
    nl.addRoute({ destination: ip('10.0.0.0'), prefixLength: 8, type: 'prohibit', nexthops: [] }, 'add');
    nl.addRoute({ destination: ip('10.1.0.0'), prefixLength: 16, tos: 16, type: 'blackhole', nexthops: [] }, 'add');
    for (const round of ['without an index', 'with one']) {
      const destination = ip('10.1.2.3');
      expect([round, lookup(world, netns, { destination }).kind]).toEqual([round, 'prohibit']);
      expect([round, lookup(world, netns, { destination, tos: 16 }).kind]).toEqual([round, 'blackhole']);
      askOften(world, netns);
    }
  });
});
