import { CowMap } from './cow-map';
import { Epoch } from './epoch';

/** How many values are looked at before two states count as different. */
const MOST_LOOKED_AT = 20_000;

/**
 * Whether two states hold the same, whoever may write them. What they share (two forks share whatever neither wrote) costs one comparison. May say no of
 * large states that are the same, never yes of two that are not.
 */
export function sameState(a: unknown, b: unknown): boolean {
  const stack: [unknown, unknown][] = [[a, b]];
  let left = MOST_LOOKED_AT;
  for (let pair = stack.pop(); pair; pair = stack.pop()) {
    const [one, two] = pair;
    if (Object.is(one, two)) continue;
    if (left-- <= 0 || !pushInner(one, two, stack)) return false;
  }
  return true;
}

/** Puts what two values are made of on the stack; false when they differ by themselves. */
function pushInner(one: unknown, two: unknown, stack: [unknown, unknown][]): boolean {
  if (typeof one !== 'object' || typeof two !== 'object' || one === null || two === null) return false;
  // Who may write is no part of what is written.
  if (one instanceof Epoch) return two instanceof Epoch;
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(two)) return false;
  if (one instanceof CowMap) return sameOrder(one, two as Entries) && pushEntries(one, two as Entries, stack);
  if (one instanceof Map) return pushEntries(one, two as Entries, stack);
  if (one instanceof Set) return sameMembers(one, two as ReadonlySet<unknown>);
  if (ArrayBuffer.isView(one)) return sameBytes(one, two as ArrayBufferView);
  if (Array.isArray(one)) {
    const other = two as readonly unknown[];
    if (one.length !== other.length) return false;
    one.forEach((each, i) => stack.push([each, other[i]]));
    return true;
  }
  const [mine, others] = [Object.entries(one), two as Readonly<Record<string, unknown>>];
  if (mine.length !== Object.keys(two).length) return false;
  for (const [key, each] of mine) {
    if (!Object.hasOwn(two, key)) return false;
    if (key !== 'epoch') stack.push([each, others[key]]);
  }
  return true;
}

interface Entries {
  readonly size: number;
  keys(): Iterable<unknown>;
  get(key: unknown): unknown;
  has(key: unknown): boolean;
}

function pushEntries(one: Entries, two: Entries, stack: [unknown, unknown][]): boolean {
  if (one.size !== two.size) return false;
  for (const key of one.keys()) {
    const [mine, other] = [one.get(key), two.get(key)];
    if (other === undefined && !two.has(key)) return false;
    if (!Object.is(mine, other)) stack.push([mine, other]);
  }
  return true;
}

/** What a lab lists, it lists in this order; that of a shell's variables says nothing. */
function sameOrder(one: Entries, two: Entries): boolean {
  const keys = two.keys()[Symbol.iterator]();
  for (const key of one.keys()) if (!Object.is(keys.next().value, key)) return false;
  return true;
}

function sameMembers(one: ReadonlySet<unknown>, two: ReadonlySet<unknown>): boolean {
  return one.size === two.size && [...one].every((each) => two.has(each));
}

function sameBytes(one: ArrayBufferView, two: ArrayBufferView): boolean {
  const [a, b] = [one, two].map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  return a !== undefined && b !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
