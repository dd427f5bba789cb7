/**
 * The right to write in place. Every record and map in a lab is stamped with the epoch that created it; a writer whose
 * epoch differs must clone first. `fork()` gives both sides a new epoch, which makes all existing state shared at once:
 * that is why a fork costs the same for ten objects and ten thousand.
 */
export class Epoch {
  private static next = 1;
  readonly serial = Epoch.next++;
}

/** What stands in a new record until the world stamps it, so that it has the hidden class of its copies from the start (see `stamped`). */
export const UNSTAMPED = new Epoch();

/** Anything that can be written in place only by the owner of its epoch. */
export interface Owned {
  epoch: Epoch;
}

/** A record before it is stamped. */
export type Unstamped<T> = T extends Owned ? Omit<T, 'epoch'> & Partial<Owned> : never;

/** A new record is its epoch's own: `record` itself, which nobody else may hold. */
export function stamp<T extends object>(record: T, epoch: Epoch): T & Owned {
  const owned = record as T & Owned;
  owned.epoch = epoch;
  return owned;
}

/**
 * A copy of a record that belongs to an epoch. Not `{ ...record, epoch }`: V8 (11) gives each object that is spread and extended at once a hidden
 * class of its own, which makes the copy cost twenty times as much and every later look at any record of the kind slow.
 */
export function stamped<T extends Owned>(record: T, epoch: Epoch): T {
  const copy = { ...record };
  copy.epoch = epoch;
  return copy;
}
