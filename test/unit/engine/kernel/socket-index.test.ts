import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNetns, deleteNamespace, addNamespace } from '../../../../src/engine/kernel/namespaces';
import { listenTcp } from '../../../../src/engine/kernel/tcp/calls';
import type { World } from '../../../../src/engine/kernel/world';
import { emptyHost } from './fixture';

/** What the index must answer: all sockets, looked through. */
function scanned(world: World, netns: number): readonly number[] {
  return [...world.sockets.values()].filter((socket) => socket.netns === netns).map(({ id }) => id);
}

function indexed(world: World, netns: number): readonly number[] {
  return world.socketsIn(netns).map(({ id }) => id);
}

describe('the sockets of a namespace', () => {
  it('are those that a look through all sockets finds, in their order, whoever forked and removed', () => {
    const step = fc.record({ what: fc.constantFrom('open', 'close', 'fork', 'swap'), at: fc.nat(200) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { world, netns } = emptyHost();
        const places = [
          netns,
          createNetns(world, world.netns(netns).host),
          createNetns(world, world.netns(netns).host),
        ];
        let [one, other] = [world, world.fork()];
        let port = 1000;
        for (const { what, at } of steps) {
          const ids = [...one.sockets.keys()];
          if (what === 'open') listenTcp(one, places[at % places.length] ?? netns, { port: port++ });
          else if (what === 'close' && ids.length > 0) one.removeSocket(ids[at % ids.length] ?? 0);
          else if (what === 'fork') other = one.fork();
          else [one, other] = [other, one];
          for (const each of [one, other])
            for (const place of places) expect(indexed(each, place)).toEqual(scanned(each, place));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('go with their namespace', () => {
    const { world, netns } = emptyHost();
    const { host } = world.netns(netns);
    const red = addNamespace(world, host, 'red');
    listenTcp(world, red, { port: 80 });
    const before = world.fork();
    deleteNamespace(world, host, 'red');
    expect(world.socketsIn(red)).toEqual([]);
    expect(world.sockets.size).toBe(0);
    expect(indexed(before, red)).toEqual(scanned(before, red));
    expect(indexed(before, red)).toHaveLength(1);
  });
});
