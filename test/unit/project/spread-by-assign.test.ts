import { expect, test } from 'vitest';
import { __objRest, __spreadProps, __spreadValues } from '../../../scripts/build/spread-helpers.mjs';

/** What bundles do in the place of object spread, scripts/build/spread-by-assign.mjs. */

const CHOSEN = JSON.parse('{"a":1,"__proto__":{"b":2},"c":3}') as Record<string, unknown>;

test('copies are what spread makes, whatever keys a user chose', () => {
  expect(keysOf(__spreadValues({}, CHOSEN))).toEqual(keysOf({ ...CHOSEN }));
  expect(Object.getPrototypeOf(__spreadValues({}, CHOSEN))).toBe(Object.prototype);
  expect(__spreadProps(__spreadValues({ z: 0 }, { a: 1, b: 2 }), { b: 3 })).toEqual({ z: 0, a: 1, b: 3 });
  for (const nothing of [undefined, null, false] as const) expect(__spreadValues({ a: 1 }, nothing)).toEqual({ a: 1 });
});

test('the rest is what is left, whatever keys a user chose', () => {
  const { a: _, ...rest } = CHOSEN;
  expect(keysOf(__objRest(CHOSEN, ['a']))).toEqual(keysOf(rest));
  expect(Object.getPrototypeOf(__objRest(CHOSEN, ['a']))).toBe(Object.prototype);
});

function keysOf(object: object): readonly string[] {
  return Object.keys(object).sort();
}
