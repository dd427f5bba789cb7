import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Epoch } from '../../../../src/engine/state/epoch';
import { PathMap } from '../../../../src/engine/state/path-map';

/** A copy-on-write map of paths with an index by directory: whatever happens to copies, each knows what is right in a directory of its own. */

const name = fc.constantFrom('a', 'b', 'constructor', '.hidden');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `/${names.join('/')}`);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('set' as const), path, on: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), path, on: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('look' as const), path, on: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fork' as const), path, on: fc.nat(3) }) },
);

function namesRightIn(paths: Iterable<string>, directory: string): readonly string[] {
  const prefix = directory === '/' ? '/' : `${directory}/`;
  const below = [...paths].filter((each) => each.startsWith(prefix)).map((each) => each.slice(prefix.length));
  return below.filter((rest) => rest !== '' && !rest.includes('/')).sort();
}

describe('a map of paths', () => {
  it('knows the names in each directory, whatever was written and forked before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        // Two holders may have the same map, as forks of a lab do; each writes through an epoch of its own.
        const epoch = new Epoch();
        const held = [{ epoch, map: PathMap.empty<number>(epoch), plain: new Map<string, number>() }];
        for (const [index, { do: what, path: where, on }] of steps.entries()) {
          const one = held[on % held.length];
          if (!one) continue;
          if (what === 'fork') {
            one.epoch = new Epoch();
            held.push({ epoch: new Epoch(), map: one.map, plain: new Map(one.plain) });
          } else if (what === 'look') one.map.namesIn(where);
          else {
            one.map = one.map.writable(one.epoch);
            if (what === 'set') {
              one.map.set(where, index);
              one.plain.set(where, index);
            } else expect(one.map.delete(where)).toBe(one.plain.delete(where));
          }
        }
        for (const { map, plain } of held) {
          expect([...map]).toEqual([...plain]);
          for (const directory of ['/', '/a', '/b', '/a/constructor', '/nowhere']) {
            expect([...map.namesIn(directory)].sort()).toEqual(namesRightIn(plain.keys(), directory));
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
