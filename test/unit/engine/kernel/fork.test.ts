import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KernelError } from '../../../../src/engine/kernel/errno';
import { openNetlink } from '../../../../src/engine/kernel/netlink-socket';
import type { NetlinkSocket } from '../../../../src/engine/kernel/netlink';
import type { NetnsId } from '../../../../src/engine/kernel/records';
import type { World } from '../../../../src/engine/kernel/world';
import { addAddress, deleteAddress, emptyHost, ip, route } from './fixture';

type Change = (nl: NetlinkSocket) => void;

const device = fc.constantFrom('va', 'vb', 'br0', 'lo');
const cidr = fc.constantFrom('10.0.0.1/24', '10.0.0.2/24', '10.1.0.1/16');
const changes: fc.Arbitrary<Change> = fc.oneof(
  device.map(
    (name): Change =>
      (nl) =>
        nl.setLink(name, { up: true }),
  ),
  device.map(
    (name): Change =>
      (nl) =>
        nl.setLink(name, { up: false }),
  ),
  device.map(
    (name): Change =>
      (nl) =>
        nl.setLink(name, { master: 'br0' }),
  ),
  device.map(
    (name): Change =>
      (nl) =>
        nl.setLink(name, { master: null }),
  ),
  device.map(
    (name): Change =>
      (nl) =>
        nl.deleteLink(name),
  ),
  fc.constant<Change>((nl) => nl.addLink({ type: 'veth', name: 'va', peer: { name: 'vb' } })),
  fc.constant<Change>((nl) => nl.addLink({ type: 'bridge', name: 'br0' })),
  fc.tuple(device, cidr).map(
    ([name, address]): Change =>
      (nl) =>
        addAddress(nl, name, address),
  ),
  fc.tuple(device, cidr).map(
    ([name, address]): Change =>
      (nl) =>
        deleteAddress(nl, name, address),
  ),
  fc.constant<Change>((nl) => nl.addRoute(route('default', { via: '10.0.0.9' }), 'replace')),
  fc.constant<Change>((nl) => nl.deleteRoute(route('default', {}))),
  fc.constant<Change>((nl) => nl.addNeighbour({ device: 'va', address: ip('10.0.0.7'), state: 'FAILED' }, 'replace')),
  fc.constant<Change>((nl) => nl.setSysctl('net.ipv4.ip_forward', '1')),
  fc.constant<Change>((nl) => nl.addNamespace('red')),
  fc.constant<Change>((nl) => nl.deleteNamespace('red')),
  device.map(
    (name): Change =>
      (nl) =>
        nl.setLink(name, { netns: nl.namespaces()[0]?.netns }),
  ),
);

function apply(nl: NetlinkSocket, list: readonly Change[]): void {
  for (const change of list) {
    try {
      change(nl);
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
    }
  }
}

/** Everything a tool can see of a namespace, maps spelled out. */
function visible(world: World, netns: NetnsId): string {
  const nl = openNetlink(world, netns);
  const state = {
    links: nl.links().map(({ kind, ...link }) => ({ ...link, kind: kind.type })),
    routes: nl.routes(),
    neighbours: nl.neighbours(),
    fdb: nl.bridgeFdb(),
    forward: nl.sysctl('net.ipv4.ip_forward'),
    namespaces: nl.namespaces().map((ns) => [
      ns,
      openNetlink(world, ns.netns)
        .links()
        .map((link) => link.name),
    ]),
    next: world.nextEventUs,
  };
  return JSON.stringify(state);
}

describe('a fork', () => {
  it('never changes its parent, nor the parent the fork', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 25 }), fc.array(changes, { maxLength: 25 }), (before, after) => {
        const { world, netns, nl } = emptyHost();
        apply(nl, before);
        const snapshot = visible(world, netns);
        const fork = world.fork();
        expect(visible(fork, netns)).toBe(snapshot);
        apply(openNetlink(fork, netns), after);
        expect(visible(world, netns)).toBe(snapshot);
        const forked = visible(fork, netns);
        apply(nl, [...after].reverse());
        expect(visible(fork, netns)).toBe(forked);
      }),
      { numRuns: 300 },
    );
  });

  it('goes the same way as its parent when both do the same', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 25 }), fc.array(changes, { maxLength: 25 }), (before, after) => {
        const { world, netns, nl } = emptyHost();
        apply(nl, before);
        const fork = world.fork();
        apply(nl, after);
        apply(openNetlink(fork, netns), after);
        expect(visible(fork, netns)).toBe(visible(world, netns));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the routing tables consistent with their index of lengths', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 40 }), (list) => {
        const { world, netns, nl } = emptyHost();
        apply(nl, list);
        for (const table of world.netns(netns).routes.values()) {
          const counts = new Array<number>(33).fill(0);
          for (const [first] of table.byPrefix.values()) {
            const length = first?.prefixLength ?? -1;
            counts[length] = (counts[length] ?? 0) + 1;
          }
          expect(table.counts).toEqual(counts);
          const present = counts.map((count, length) => [count, length] as const).filter(([count]) => count > 0);
          expect(table.lengths).toEqual(present.map(([, length]) => length).reverse());
        }
      }),
      { numRuns: 100 },
    );
  });
});
