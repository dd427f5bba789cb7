import type { Epoch } from './epoch';

/**
 * A map with copy-on-write ownership. Reading is a plain Map read. Writing needs the caller's epoch: a map stamped with
 * another epoch is shared with a fork, so `writable` hands out a copy.
 */
export class CowMap<K, V> {
  protected constructor(
    private readonly epoch: Epoch | undefined,
    /** Made with the first entry: a lab has thousands of maps that stay empty. */
    private entries: Map<K, V> | undefined,
  ) {}

  /** The empty map that nobody owns: `writable` answers another. */
  static none<K, V>(): CowMap<K, V> {
    return NONE as unknown as CowMap<K, V>;
  }

  /** Only for NONE. */
  static unowned(): CowMap<never, never> {
    return new CowMap<never, never>(undefined, undefined);
  }

  /** An empty map owned by `epoch`. */
  static create<K, V>(epoch: Epoch): CowMap<K, V> {
    return new CowMap<K, V>(epoch, undefined);
  }

  get size(): number {
    return this.entries?.size ?? 0;
  }

  get(key: K): V | undefined {
    return this.entries?.get(key);
  }

  has(key: K): boolean {
    return this.entries?.has(key) ?? false;
  }

  /** Values in insertion order. */
  values(): MapIterator<V> {
    return this.all().values();
  }

  /** Keys in insertion order. */
  keys(): MapIterator<K> {
    return this.all().keys();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.all()[Symbol.iterator]();
  }

  /** This map when `epoch` owns it, otherwise a copy that `epoch` owns. Store the result back where the map came from. */
  writable(epoch: Epoch): this {
    return this.epoch === epoch ? this : this.copy(epoch);
  }

  protected copy(epoch: Epoch): this {
    return new CowMap(epoch, this.copyOfEntries()) as this;
  }

  protected copyOfEntries(): Map<K, V> | undefined {
    return this.entries && new Map(this.entries);
  }

  /** Sets a key in place; call only on the result of `writable`. */
  set(key: K, value: V): void {
    (this.entries ??= new Map<K, V>()).set(key, value);
  }

  /** Deletes a key in place; call only on the result of `writable`. */
  delete(key: K): boolean {
    return this.entries?.delete(key) ?? false;
  }

  private all(): ReadonlyMap<K, V> {
    return this.entries ?? NOTHING;
  }
}

// Frozen: who wrote it without asking for `writable` would write it for everybody.
const NONE = Object.freeze(CowMap.unowned());
const NOTHING: ReadonlyMap<never, never> = new Map<never, never>();
