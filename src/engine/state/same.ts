import { CowMap } from './cow-map';
import { Epoch } from './epoch';

/** How many values are looked at before two states count as different. */
const MOST_LOOKED_AT = 20_000;

/** Keys that lead from a state to a value inside it. */
type Path = readonly unknown[];

/** How many places are looked at first. */
const MOST_KNOWN = 4;

/**
 * Where states were seen to differ. Labs that came from two others which differ mostly differ in the same place, so that asking there first answers at once what would
 * otherwise be found behind thousands of values that are the same.
 */
export class Differences {
  private places: readonly Path[] = [];

  /** Whether two states differ in one of the places. */
  found(a: unknown, b: unknown): boolean {
    const known = this.places.find((place) => differAt(a, b, place));
    if (known) this.note(known);
    return known !== undefined;
  }

  note(place: Path): void {
    if (this.places[0] === place) return;
    this.places = [place, ...this.places.filter((each) => each !== place)].slice(0, MOST_KNOWN);
  }
}

/** Two values that stand in the same place of two states; `key` leads to them from those around. */
interface Pair {
  readonly one: unknown;
  readonly two: unknown;
  readonly key?: unknown;
  readonly around?: Pair;
}

/**
 * Whether two states hold the same, whoever may write them. What they share (two forks share whatever neither wrote) costs one comparison. May say no of
 * large states that are the same, never yes of two that are not. Looks first where others differed, and notes where these do.
 */
export function sameState(a: unknown, b: unknown, differences?: Differences): boolean {
  if (differences?.found(a, b)) return false;
  const stack: Pair[] = [{ one: a, two: b }];
  let left = MOST_LOOKED_AT;
  for (let pair = stack.pop(); pair; pair = stack.pop()) {
    if (Object.is(pair.one, pair.two)) continue;
    if (left-- <= 0) return false;
    if (pushInner(pair, stack)) continue;
    differences?.note(pathTo(pair));
    return false;
  }
  return true;
}

function pathTo(pair: Pair): Path {
  const path: unknown[] = [];
  for (let at: Pair | undefined = pair; at?.around; at = at.around) path.unshift(at.key);
  return path;
}

/** Whether two states have values in a place that differ by themselves. */
function differAt(a: unknown, b: unknown, place: Path): boolean {
  let [one, two] = [a, b];
  for (const key of place) {
    one = valueAt(one, key);
    two = valueAt(two, key);
    // What both lack, or share, says nothing.
    if (Object.is(one, two)) return false;
  }
  return !Object.is(one, two) && one !== undefined && two !== undefined && !pushInner({ one, two }, []);
}

function valueAt(value: unknown, key: unknown): unknown {
  if (value instanceof CowMap || value instanceof Map) return (value as Entries).get(key);
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key as string];
}

/** Puts what two values are made of on the stack; false when they differ by themselves. */
function pushInner(around: Pair, stack: Pair[]): boolean {
  const { one, two } = around;
  if (typeof one !== 'object' || typeof two !== 'object' || one === null || two === null) return false;
  // Who may write is no part of what is written.
  if (one instanceof Epoch) return two instanceof Epoch;
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(two)) return false;
  if (one instanceof CowMap) return sameOrder(one, two as Entries) && pushEntries(around, one, two as Entries, stack);
  if (one instanceof Map) return pushEntries(around, one, two as Entries, stack);
  if (one instanceof Set) return sameMembers(one, two as ReadonlySet<unknown>);
  if (ArrayBuffer.isView(one)) return sameBytes(one, two as ArrayBufferView);
  if (Array.isArray(one)) {
    const other = two as readonly unknown[];
    if (one.length !== other.length) return false;
    for (let i = 0; i < one.length; i++) {
      if (!Object.is(one[i], other[i])) stack.push({ one: one[i], two: other[i], key: i, around });
    }
    return true;
  }
  const [mine, others] = [one, two] as readonly Readonly<Record<string, unknown>>[];
  if (!mine || !others) return false;
  let keys = 0;
  for (const key in mine) {
    keys++;
    if (Object.is(mine[key], others[key])) {
      if (mine[key] === undefined && !Object.hasOwn(others, key)) return false;
    } else if (key !== 'epoch') {
      if (!Object.hasOwn(others, key)) return false;
      stack.push({ one: mine[key], two: others[key], key, around });
    }
  }
  for (const _ in others) keys--;
  return keys === 0;
}

interface Entries {
  readonly size: number;
  keys(): Iterable<unknown>;
  get(key: unknown): unknown;
  has(key: unknown): boolean;
}

function pushEntries(around: Pair, one: Entries, two: Entries, stack: Pair[]): boolean {
  if (one.size !== two.size) return false;
  for (const key of one.keys()) {
    const [mine, other] = [one.get(key), two.get(key)];
    if (other === undefined && !two.has(key)) return false;
    if (!Object.is(mine, other)) stack.push({ one: mine, two: other, key, around });
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
