import { networkOf, type Ipv4 } from '../packet/address';
import { prefixKey, type RouteRecord, type RouteTable } from './records';

/**
 * Longest-prefix match in one table. A table keeps its prefixes in a map, where one is found by trying each length that occurs; a large table
 * that is asked more often than it changes gets an index beside the map. Both answer the same; the index is derived and never forked by itself.
 */

/** A prefix that contains the address looked up, and the next shorter one that does. */
export interface PrefixMatch {
  readonly prefixLength: number;
  /** Its first alias, here because most prefixes have no other: each step from object to object may be a miss of the processor's cache. */
  readonly first: RouteRecord;
  readonly others: readonly RouteRecord[] | undefined;
  readonly shorter: PrefixMatch | undefined;
}

function prefixMatch(
  routes: readonly RouteRecord[] | undefined,
  shorter: PrefixMatch | undefined,
): PrefixMatch | undefined {
  const first = routes?.[0];
  if (!routes || !first) return shorter;
  return { prefixLength: first.prefixLength, first, others: routes.length > 1 ? routes.slice(1) : undefined, shorter };
}

/** Hosts talk to the same few others again and again. */
const MOST_FOUND = 512;

/** What was found for addresses. Private to the language too: two tables are not compared by what was looked up in them. */
class FoundPrefixes {
  #known: Map<Ipv4, PrefixMatch> | undefined;

  get(address: Ipv4): PrefixMatch | undefined {
    return this.#known?.get(address);
  }

  set(address: Ipv4, match: PrefixMatch): void {
    const known = (this.#known ??= new Map<Ipv4, PrefixMatch>());
    if (known.size < MOST_FOUND) known.set(address, match);
  }
}

/** What lookups have made of one version of a table. The table that replaces it begins anew. */
export interface LookupCache {
  /** Lookups without an index. */
  searches: number;
  index: PrefixIndex | undefined;
  /** Of a table too small for an index. */
  readonly found: FoundPrefixes;
}

/** Nothing looked up yet. */
export function newLookupCache(): LookupCache {
  return { searches: 0, index: undefined, found: new FoundPrefixes() };
}

/** Tables with fewer prefixes are searched by length: they are most, and an index costs memory. */
const FEW = 64;
/** An index takes about as long to make as this part of a table's size in searches, so that it never costs more than it saves. */
const WORTH = 1 / 4;

/** The longest prefix of a table that contains an address; shorter ones follow. */
function longestPrefix(table: RouteTable, address: Ipv4): PrefixMatch | undefined {
  const { lookups } = table;
  if (lookups.index) return lookups.index.find(address);
  const { size } = table.byPrefix;
  if (size < FEW) return searchInFew(table, address);
  if (++lookups.searches < size * WORTH) return searchByLength(table, address);
  lookups.index = PrefixIndex.of(table);
  return lookups.index.find(address);
}

function searchInFew(table: RouteTable, address: Ipv4): PrefixMatch | undefined {
  const { found } = table.lookups;
  const known = found.get(address);
  if (known) return known;
  const match = searchByLength(table, address);
  if (match) found.set(address, match);
  return match;
}

/** Tries each length, the shorter first, so that every match knows the next shorter one. */
function searchByLength({ byPrefix, lengths }: RouteTable, address: Ipv4): PrefixMatch | undefined {
  let found: PrefixMatch | undefined;
  for (let i = lengths.length - 1; i >= 0; i--) {
    const prefixLength = lengths[i] ?? 0;
    found = prefixMatch(byPrefix.get(prefixKey(networkOf(address, prefixLength), prefixLength)), found);
  }
  return found;
}

/**
 * The address space cut at every prefix's first and last address: in each range one prefix is the longest. A direct table of the first bits
 * leads to the few ranges among which a binary search decides (DXR: Zec, Rizzo, Mikuc, "DXR: towards a billion routing lookups per second in
 * software", 2012).
 */
class PrefixIndex {
  private constructor(
    /** First addresses of the ranges, ascending; the first is 0. */
    private readonly starts: Uint32Array,
    /** The longest prefix in each range. */
    private readonly owners: readonly (PrefixMatch | undefined)[],
    /** For each value of the address's first bits, the range that its first address is in; one more at the end. */
    private readonly direct: Uint32Array,
    /** How far an address is shifted to leave its first bits. */
    private readonly shift: number,
  ) {}

  static of({ byPrefix }: RouteTable): PrefixIndex {
    // Sorted numerically, a prefix stands before those that it contains.
    const keys = Float64Array.from(byPrefix.keys()).sort();
    const starts = new Uint32Array(2 * keys.length + 1);
    const owners: (PrefixMatch | undefined)[] = [undefined];
    let count = 1;
    const cut = (start: number, owner: PrefixMatch | undefined): void => {
      if (starts[count - 1] === start) count--;
      starts[count] = start;
      owners[count++] = owner;
    };
    let inner: PrefixMatch | undefined;
    /** Last addresses of `inner` and of the prefixes around it. */
    const ends: number[] = [];
    const closeBefore = (start: number): void => {
      for (let end = ends.at(-1); end !== undefined && end < start; end = ends.at(-1)) {
        ends.pop();
        inner = inner?.shorter;
        cut(end + 1, inner);
      }
    };
    for (const key of keys) {
      const prefixLength = key % 64;
      const network = (key - prefixLength) / 64;
      closeBefore(network);
      inner = prefixMatch(byPrefix.get(key), inner);
      ends.push(network + 2 ** (32 - prefixLength) - 1);
      cut(network, inner);
    }
    closeBefore(LAST_ADDRESS);
    const bits = Math.min(MOST_DIRECT_BITS, Math.ceil(Math.log2(count)));
    const ranges = starts.slice(0, count);
    return new PrefixIndex(ranges, owners, directTable(ranges, bits), 32 - bits);
  }

  find(address: Ipv4): PrefixMatch | undefined {
    const { starts, direct } = this;
    const first = address >>> this.shift;
    let low = direct[first] ?? 0;
    let high = direct[first + 1] ?? 0;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= address) low = middle;
      else high = middle - 1;
    }
    return this.owners[low];
  }
}

const LAST_ADDRESS = 0xffffffff;
const MOST_DIRECT_BITS = 16;

function directTable(starts: Uint32Array, bits: number): Uint32Array {
  const direct = new Uint32Array(2 ** bits + 1);
  const step = 2 ** (32 - bits);
  let range = 0;
  for (let i = 0; i < direct.length; i++) {
    while (range + 1 < starts.length && (starts[range + 1] ?? 0) <= i * step) range++;
    direct[i] = range;
  }
  return direct;
}

/** Tables that are searched as one: local and main while nobody adds a policy rule (fib_trie_unmerge), otherwise each alone. */
export type TableGroup = readonly [] | readonly [RouteTable] | readonly [RouteTable, RouteTable];

/**
 * Gives `judge` the routes of one table, or of two searched as one, that contain an address, best first (longest prefix, then the first table, then
 * its alias order), until it answers something.
 */
export function firstTowards<T>(
  first: RouteTable | undefined,
  second: RouteTable | undefined,
  address: Ipv4,
  judge: (route: RouteRecord) => T | undefined,
): T | undefined {
  let one = first && longestPrefix(first, address);
  let other = second && longestPrefix(second, address);
  for (;;) {
    const match = one && other ? (one.prefixLength >= other.prefixLength ? one : other) : (one ?? other);
    if (!match) return undefined;
    const answer = judge(match.first) ?? (match.others && firstAnswer(match.others, judge));
    if (answer !== undefined) return answer;
    if (match === one) one = match.shorter;
    else other = match.shorter;
  }
}

function firstAnswer<T>(routes: readonly RouteRecord[], judge: (route: RouteRecord) => T | undefined): T | undefined {
  for (const route of routes) {
    const answer = judge(route);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
