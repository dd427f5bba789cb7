import { networkOf, type Ipv4 } from '../../packet/address';
import type { World } from '../world';
import { expired } from './extensions';
import { entriesOf } from './hash-set';
import type { HashData, SetEntry, SetRecord } from './model';

/**
 * Sets of addresses and networks of IPv4, which network policies ask of nearly every packet, by their numbers: the kernel's own table is kept for
 * its order and its sizes, and looking for an element there takes texts and numbers of any length. Derived from a set as it is; one that changes is
 * another record, and gets an index when packets have asked for it often enough.
 */
interface Lookups {
  /** How many packets asked while there was no index. */
  asked: number;
  index: AddressIndex | undefined;
}

interface AddressIndex {
  /** Prefix lengths that occur, longest first. */
  readonly lengths: readonly number[];
  /** By `indexKey`. */
  readonly entries: ReadonlyMap<number, SetEntry>;
}

/** A set may change with every packet: an index of many elements is worth it only where many packets ask. */
const FEW = 3;
const WORTH = 1 / 8;

const lookups = new WeakMap<SetRecord, Lookups>();

/** The index of a set, or undefined when it has none. */
export function addressIndex(set: SetRecord): AddressIndex | undefined {
  let known = lookups.get(set);
  if (!known) lookups.set(set, (known = { asked: 0, index: undefined }));
  if (known.index) return known.index;
  if (!isPlain(set)) return undefined;
  const size = set.data.buckets.size;
  if (known.asked++ < FEW + size * WORTH) return undefined;
  return (known.index = indexOf(set.data));
}

/** A set whose elements are addresses or networks of IPv4 as packets have them. */
function isPlain(set: SetRecord): set is SetRecord & { readonly data: HashData } {
  if ((set.type !== 'hash:ip' && set.type !== 'hash:net') || set.family !== 'inet' || set.data.kind !== 'hash')
    return false;
  return set.data.bitmask === undefined && (set.data.netmask ?? 32) === 32;
}

function indexOf(data: HashData): AddressIndex {
  const entries = new Map<number, SetEntry>();
  const lengths = new Set<number>();
  for (const entry of entriesOf(data)) {
    const { ip = 0n, cidr = 32 } = entry.element;
    entries.set(indexKey(Number(ip), cidr), entry);
    lengths.add(cidr);
  }
  return { entries, lengths: [...lengths].sort((a, b) => b - a) };
}

function indexKey(address: number, length: number): number {
  return address * 64 + length;
}

/** mtype_test_cidrs: the entry with the longest prefix that an address falls into. */
export function findAddress(world: World, { entries, lengths }: AddressIndex, address: Ipv4): SetEntry | undefined {
  for (const length of lengths) {
    const entry = entries.get(indexKey(networkOf(address, length), length));
    if (entry && !expired(world, entry)) return entry;
  }
  return undefined;
}
