import type { Epoch } from './epoch';

/**
 * A map with copy-on-write ownership. Reading is a plain Map read. Writing needs the caller's epoch: a map stamped with
 * another epoch is shared with a fork, so `writable` hands out a copy.
 */
export class CowMap<K, V> {
  private constructor(
    private readonly epoch: Epoch,
    private readonly entriesMap: Map<K, V>,
  ) {}

  /** An empty map owned by `epoch`. */
  static create<K, V>(epoch: Epoch): CowMap<K, V> {
    return new CowMap(epoch, new Map<K, V>());
  }

  get size(): number {
    return this.entriesMap.size;
  }

  get(key: K): V | undefined {
    return this.entriesMap.get(key);
  }

  has(key: K): boolean {
    return this.entriesMap.has(key);
  }

  /** Values in insertion order. */
  values(): IterableIterator<V> {
    return this.entriesMap.values();
  }

  /** Keys in insertion order. */
  keys(): IterableIterator<K> {
    return this.entriesMap.keys();
  }

  [Symbol.iterator](): IterableIterator<[K, V]> {
    return this.entriesMap[Symbol.iterator]();
  }

  /** This map when `epoch` owns it, otherwise a copy that `epoch` owns. Store the result back where the map came from. */
  writable(epoch: Epoch): CowMap<K, V> {
    return this.epoch === epoch ? this : new CowMap(epoch, new Map(this.entriesMap));
  }

  /** Sets a key in place; call only on the result of `writable`. */
  set(key: K, value: V): void {
    this.entriesMap.set(key, value);
  }

  /** Deletes a key in place; call only on the result of `writable`. */
  delete(key: K): boolean {
    return this.entriesMap.delete(key);
  }
}
