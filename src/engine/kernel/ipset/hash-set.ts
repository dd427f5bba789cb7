import type { World } from '../world';
import { commentSize, entrySize, expired } from './extensions';
import { jhash2 } from './jhash';
import { SetError, type Bucket, type HashData, type SetElement, type SetEntry, type SetRecord } from './model';
import { elementKey, hashWords, setType } from './types';

/** Hash sets as net/netfilter/ipset/ip_set_hash_gen.h keeps them. Functions here answer the set's new data. */

type HashSet = SetRecord & { readonly data: HashData };

/** How many entries a new bucket has room for, and by how many it grows. */
const INITIAL = 2;
const REGION_BITS = 10;
const MOST_BITS = 28;
const BUCKET_HEADER = 32;
const REGION_SIZE = 24;

function regionsOf(bits: number): number {
  return bits < REGION_BITS ? 1 : 1 << (bits - REGION_BITS);
}

function regionOf(bucket: number): number {
  return bucket >>> REGION_BITS;
}

function bucketOf({ type, family, data }: HashSet, element: SetElement, bits = data.bits): number {
  return jhash2(hashWords(type, family, element), data.initval) & (2 ** bits - 1);
}

/** mtype_add. Throws EXIST and HASH_FULL; `overwrite` only changes what the element remembers. */
export function addToHash(world: World, set: HashSet, entry: SetEntry, overwrite: boolean): HashData {
  let current = set;
  for (;;) {
    const added = tryAdd(world, current, entry, overwrite);
    if (added) return added;
    current = { ...current, data: resized(world, current) };
  }
}

/** Undefined: the bucket is full, so the table must grow. */
function tryAdd(world: World, set: HashSet, entry: SetEntry, overwrite: boolean): HashData | undefined {
  const { data } = set;
  const at = bucketOf(set, entry.element);
  const region = regionOf(at);
  const full = (data.regions.get(region) ?? 0) >= Math.floor(data.maxelem / regionsOf(data.bits)) && isFull(data);
  const force = full && set.forceadd;
  const bucket = data.buckets.get(at);
  if (!bucket) {
    if (full) throw new SetError('HASH_FULL');
    const made = put(world, grownBy(data, growth(set)), at, { size: INITIAL, slots: [entry] });
    return counted(world, made, region, entry.element, 1);
  }
  const { slots } = bucket;
  const same = slots.findIndex((slot) => slot?.key === entry.key);
  const old = slots[same];
  if (old) {
    if (!overwrite && !expired(world, old)) throw new SetError('EXIST');
    return put(world, data, at, { ...bucket, slots: slots.with(same, entry) });
  }
  const free = slots.findIndex((slot) => slot === undefined || expired(world, slot));
  const reused = free >= 0 ? free : force ? 0 : -1;
  if (reused >= 0) {
    const gone = slots[reused];
    const without = gone ? counted(world, data, region, gone.element, -1) : data;
    return counted(
      world,
      put(world, without, at, { ...bucket, slots: slots.with(reused, entry) }),
      region,
      entry.element,
      1,
    );
  }
  if (full) throw new SetError('HASH_FULL');
  let { size } = bucket;
  let grown = data;
  if (slots.length >= size) {
    // A network on many devices is one hash for all of them: such a set may have larger buckets (IP_SET_HASH_WITH_MULTI).
    if (set.type === 'hash:net,iface' && sameHash(slots, entry) >= grown.bucketsize) {
      grown = { ...grown, bucketsize: grown.bucketsize + INITIAL };
    }
    if (size >= grown.bucketsize) return undefined;
    size += INITIAL;
    grown = grownBy(grown, growth(set));
  }
  return counted(world, put(world, grown, at, { size, slots: [...slots, entry] }), region, entry.element, 1);
}

/** What the kernel books for a new bucket, or for more room in one. */
function growth(set: HashSet): number {
  return BUCKET_HEADER + INITIAL * sizeOf(set);
}

function sizeOf(set: HashSet): number {
  return entrySize(set, setType(set.type).elementSize[set.family === 'inet6' ? 'inet6' : 'inet']);
}

function grownBy(data: HashData, bytes: number): HashData {
  return { ...data, bucketBytes: data.bucketBytes + bytes };
}

function isFull({ regions, maxelem }: HashData): boolean {
  let total = 0;
  for (const count of regions.values()) total += count;
  return total >= maxelem;
}

function sameHash(slots: Bucket['slots'], { element }: SetEntry): number {
  return slots.filter((slot) => slot?.element.ip === element.ip && slot?.element.cidr === element.cidr).length;
}

function put(world: World, data: HashData, at: number, bucket: Bucket): HashData {
  const buckets = world.writable(data.buckets);
  buckets.set(at, bucket);
  return buckets === data.buckets ? data : { ...data, buckets };
}

/** Books an element in or out: its region's count, and its prefix length. */
function counted(world: World, data: HashData, region: number, element: SetElement, by: 1 | -1): HashData {
  const regions = world.writable(data.regions);
  regions.set(region, (regions.get(region) ?? 0) + by);
  const length = element.cidr2 ?? element.cidr;
  if (length === undefined) return regions === data.regions ? data : { ...data, regions };
  const known = data.prefixes.find((prefix) => prefix.length === length);
  const others = data.prefixes.filter((prefix) => prefix.length !== length);
  const count = (known?.count ?? 0) + by;
  const prefixes = count === 0 ? others : [...others, { length, count }].sort((a, b) => b.length - a.length);
  return { ...data, regions, prefixes };
}

/** mtype_resize: twice as many buckets, until every element finds room in one. */
function resized(world: World, set: HashSet): HashData {
  const { data } = set;
  const all = entriesOf(data).filter((entry) => !expired(world, entry));
  for (let bits = data.bits + 1; bits <= MOST_BITS; bits++) {
    const placed = new Map<number, SetEntry[]>();
    let fits = true;
    for (const entry of all) {
      const at = bucketOf(set, entry.element, bits);
      const slots = placed.get(at);
      if (!slots) placed.set(at, [entry]);
      else if (slots.length < data.bucketsize) slots.push(entry);
      else {
        fits = false;
        break;
      }
    }
    if (!fits) continue;
    const buckets = world.newMap<number, Bucket>();
    const regions = world.newMap<number, number>();
    for (const [at, slots] of placed) {
      buckets.set(at, { size: Math.ceil(slots.length / INITIAL) * INITIAL, slots });
      const region = regionOf(at);
      regions.set(region, (regions.get(region) ?? 0) + slots.length);
    }
    const pairs = [...placed.values()].reduce((sum, slots) => sum + Math.ceil(slots.length / INITIAL), 0);
    return { ...data, bits, buckets, regions, bucketBytes: pairs * growth(set) };
  }
  throw new SetError('HASH_FULL');
}

/** mtype_del. Throws EXIST when there is no such element. */
export function deleteFromHash(world: World, set: HashSet, element: SetElement): HashData {
  const { data } = set;
  const key = elementKey(element);
  const at = bucketOf(set, element);
  const bucket = data.buckets.get(at);
  const index = bucket?.slots.findIndex((slot) => slot?.key === key) ?? -1;
  const entry = bucket?.slots[index];
  if (!bucket || !entry || expired(world, entry)) throw new SetError('EXIST');
  const slots = withoutTail(bucket.slots.with(index, undefined));
  const holes = slots.filter((slot) => slot === undefined).length;
  const without = counted(world, data, regionOf(at), entry.element, -1);
  if (slots.length === 0) {
    const buckets = world.writable(without.buckets);
    buckets.delete(at);
    return grownBy({ ...without, buckets }, -(BUCKET_HEADER + bucket.size * sizeOf(set)));
  }
  const packed: Bucket =
    holes >= INITIAL
      ? { size: bucket.size - INITIAL, slots: slots.filter((slot) => slot !== undefined) }
      : { size: bucket.size, slots };
  return put(world, packed.size < bucket.size ? grownBy(without, -growth(set)) : without, at, packed);
}

/** Room at the end that nobody uses is not looked at any more. */
function withoutTail(slots: Bucket['slots']): Bucket['slots'] {
  return slots.slice(0, slots.findLastIndex((slot) => slot !== undefined) + 1);
}

/** The entry equal to an element. */
export function findInHash(world: World, set: HashSet, element: SetElement): SetEntry | undefined {
  const key = elementKey(element);
  const slots = set.data.buckets.get(bucketOf(set, element))?.slots;
  const entry = slots?.find((slot) => slot?.key === key) ?? slots?.find((slot) => slot && coversDevice(slot, element));
  return entry && !expired(world, entry) ? entry : undefined;
}

/** A `wildcard` network on devices whose names begin alike. */
function coversDevice({ element: wide }: SetEntry, element: SetElement): boolean {
  return (
    wide.wildcard === true &&
    wide.ip === element.ip &&
    wide.cidr === element.cidr &&
    (wide.physdev ?? false) === (element.physdev ?? false) &&
    (element.iface ?? '').startsWith(wide.iface ?? '')
  );
}

/** Replaces an entry that is there, as counters do. */
export function replaceInHash(world: World, set: HashSet, entry: SetEntry): HashData {
  const at = bucketOf(set, entry.element);
  const bucket = set.data.buckets.get(at);
  const index = bucket?.slots.findIndex((slot) => slot?.key === entry.key) ?? -1;
  return bucket && index >= 0
    ? put(world, set.data, at, { ...bucket, slots: bucket.slots.with(index, entry) })
    : set.data;
}

/** Every entry, in the order of the buckets. */
export function entriesOf({ buckets }: HashData): readonly SetEntry[] {
  const order = [...buckets.keys()].sort((a, b) => a - b);
  return order.flatMap((at) => (buckets.get(at)?.slots ?? []).filter((slot) => slot !== undefined));
}

/** mtype_ahash_memsize and what its buckets and comments take. */
export function hashMemory({ data, type, family }: HashSet): number {
  const { baseSize } = setType(type);
  let total = baseSize[family === 'inet6' ? 'inet6' : 'inet'] + (regionsOf(data.bits) - 1) * REGION_SIZE;
  for (const { slots } of data.buckets.values()) for (const slot of slots) if (slot) total += commentSize(slot);
  return total + data.bucketBytes;
}
