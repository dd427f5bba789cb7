/**
 * The right to write in place. Every record and map in a lab is stamped with the epoch that created it; a writer whose
 * epoch differs must clone first. `fork()` gives both sides a new epoch, which makes all existing state shared at once:
 * that is why a fork costs the same for ten objects and ten thousand.
 */
export class Epoch {
  private static next = 1;
  readonly serial = Epoch.next++;
}

/** Anything that can be written in place only by the owner of its epoch. */
export interface Owned {
  epoch: Epoch;
}
