import type { TableRecord } from '../netfilter/model';
import type { NetnsId } from '../records';
import type { World } from '../world';
import { addToBitmap, bitmapElements, bitmapEntries, bitmapMemory, createBitmap, deleteFromBitmap, findInBitmap, type BitmapSet } from './bitmap-set'; // prettier-ignore
import { hashElements } from './elements';
import { expired, extensionsOf } from './extensions';
import { addToHash, deleteFromHash, entriesOf, hashMemory } from './hash-set';
import { addToList, listMemory, placeInList, type ListSet } from './list-set';
import { SetError, type Bucket, type ElementRequest, type HashData, type SetEntry, type SetRecord, type SetRequest } from './model'; // prettier-ignore
import { testHash } from './test-hash';
import { elementKey, setType } from './types';

/** The door of IP sets for tools (nfnetlink's IPSET subsystem, net/netfilter/ipset/ip_set_core.c). Errors are SetError. */
export interface IpsetSocket {
  /** Sets as a listing has them: those made of other sets last. */
  sets(): readonly SetRecord[];
  find(name: string): SetRecord | undefined;
  /** IPSET_CMD_CREATE; `exist`: the same set may be there already. */
  create(request: SetRequest, exist: boolean): void;
  /** Without a name every set, if nobody uses one. */
  destroy(name?: string): void;
  flush(name?: string): void;
  rename(from: string, to: string): void;
  swap(from: string, to: string): void;
  /** `exist`: an element that is there already is given what the request says. */
  add(name: string, request: ElementRequest, exist: boolean): void;
  /** `exist`: an element that is not there is no error. */
  remove(name: string, request: ElementRequest, exist: boolean): void;
  test(name: string, request: ElementRequest): boolean;
  /** Live elements in the kernel's order. */
  entries(set: SetRecord): readonly SetEntry[];
  /** How many rules and lists use a set. */
  references(name: string): number;
  /** Bytes it takes. */
  memory(set: SetRecord): number;
}

/** Opens the door for one namespace. */
export function openIpset(world: World, netns: NetnsId): IpsetSocket {
  const all = (): readonly SetRecord[] => [...world.netns(netns).ipsets.values()].sort((a, b) => a.index - b.index);
  const find = (name: string): SetRecord | undefined => world.netns(netns).ipsets.get(name);
  const need = (name: string): SetRecord => {
    const set = find(name);
    if (!set) throw new SetError('ENOENT');
    return set;
  };
  const write = (change: (sets: Map<string, SetRecord>) => void): void => {
    const ns = world.writeNetns(netns);
    const sets = new Map(ns.ipsets);
    change(sets);
    ns.ipsets = sets;
  };
  const references = (name: string): number => countReferences(world, netns, name);
  return {
    sets: () => [
      ...all().filter(({ type }) => type !== 'list:set'),
      ...all().filter(({ type }) => type === 'list:set'),
    ],
    find,
    references,
    create(request, exist) {
      const before = find(request.name);
      const made = createSet(world, request, freeIndex(all()));
      if (before) {
        if (exist && sameSet(before, made)) return;
        throw new SetError('EEXIST');
      }
      write((sets) => sets.set(request.name, made));
    },
    destroy(name) {
      const gone = name === undefined ? all() : [need(name)];
      const used = (set: SetRecord): boolean =>
        name === undefined ? countRules(world, netns, set.name) > 0 : references(set.name) > 0;
      if (gone.some(used)) throw new SetError('BUSY');
      write((sets) => gone.forEach((set) => sets.delete(set.name)));
    },
    flush(name) {
      const emptied = name === undefined ? all() : [need(name)];
      write((sets) => emptied.forEach((set) => sets.set(set.name, { ...set, data: emptyData(world, set.data) })));
    },
    rename(from, to) {
      const set = need(from);
      if (references(from) > 0) throw new SetError('REFERENCED');
      if (find(to)) throw new SetError('EXIST_SETNAME2');
      write((sets) => {
        sets.delete(from);
        sets.set(to, { ...set, name: to });
      });
    },
    swap(from, to) {
      const first = need(from);
      const second = find(to);
      if (!second) throw new SetError('EXIST_SETNAME2');
      if (first.type !== second.type || first.family !== second.family) throw new SetError('TYPE_MISMATCH');
      write((sets) => {
        sets.set(from, { ...second, name: from, index: first.index });
        sets.set(to, { ...first, name: to, index: second.index });
      });
    },
    add(name, request, exist) {
      addElements(world, netns, need(name), request, exist);
    },
    remove(name, request, exist) {
      removeElements(world, netns, need(name), request, exist);
    },
    test: (name, request) => testElement(world, netns, need(name), request),
    entries: ({ data }) => dataEntries(data).filter((entry) => !expired(world, entry)),
    memory: (set) => memoryOf(set),
  };
}

function freeIndex(sets: readonly SetRecord[]): number {
  const taken = new Set(sets.map(({ index }) => index));
  let index = 0;
  while (taken.has(index)) index++;
  return index;
}

const DEFAULT_HASHSIZE = 1024;
const LEAST_HASHSIZE = 64;
const DEFAULT_MAXELEM = 65536;
const DEFAULT_BUCKETSIZE = 12;
const DEFAULT_LIST_SIZE = 8;
const LEAST_LIST_SIZE = 4;

function createSet(world: World, request: SetRequest, index: number): SetRecord {
  const { name, type, family, timeout, counters = false, comment = false, skbinfo = false, forceadd = false } = request;
  const { size = DEFAULT_LIST_SIZE } = request;
  const data: SetRecord['data'] = type.startsWith('hash:')
    ? createHash(world, request)
    : type.startsWith('bitmap:')
      ? createBitmap(world, request)
      : { kind: 'list', size: Math.max(size, LEAST_LIST_SIZE), members: [] };
  const given = { ...(timeout !== undefined && { timeout }), counters, comment, skbinfo, forceadd };
  return { name, index, type, family, ...given, data };
}

function createHash(world: World, request: SetRequest): HashData {
  const { hashsize = DEFAULT_HASHSIZE, maxelem = DEFAULT_MAXELEM, netmask, bitmask, markmask, bucketsize } = request;
  const whole = request.family === 'inet6' ? 128 : 32;
  if (markmask === 0) throw new SetError('INVALID_MARKMASK');
  if (bitmask === 0n) throw new SetError('INVALID_NETMASK');
  if (netmask !== undefined && bitmask !== undefined) throw new SetError('BITMASK_NETMASK_EXCL');
  const wanted = bucketsize ?? DEFAULT_BUCKETSIZE;
  const clamped = Math.min(Math.max(wanted, 2), DEFAULT_BUCKETSIZE);
  return {
    kind: 'hash',
    bits: Math.ceil(Math.log2(Math.max(hashsize, LEAST_HASHSIZE))),
    initval: request.initval ?? world.random(),
    bucketsize: clamped + (clamped % 2),
    maxelem,
    ...(netmask !== undefined && netmask !== whole && { netmask }),
    ...(bitmask !== undefined && { bitmask }),
    ...(markmask !== undefined && { markmask }),
    buckets: world.newMap<number, Bucket>(),
    bucketBytes: 0,
    regions: world.newMap<number, number>(),
    prefixes: [],
  };
}

/** ip_set_create with IPSET_FLAG_EXIST: whether two sets were made alike (the _same_set functions). */
function sameSet(a: SetRecord, b: SetRecord): boolean {
  const flags = ({ timeout, counters, comment, skbinfo, forceadd }: SetRecord): string =>
    [timeout, counters, comment, skbinfo, forceadd].join();
  const shape = ({ data }: SetRecord): string => {
    if (data.kind === 'hash') return [data.maxelem, data.netmask, data.bitmask, data.markmask].join();
    return data.kind === 'bitmap' ? [data.first, data.last, data.netmask].join() : String(data.size);
  };
  return a.type === b.type && a.family === b.family && flags(a) === flags(b) && shape(a) === shape(b);
}

function emptyData(world: World, data: SetRecord['data']): SetRecord['data'] {
  if (data.kind === 'list') return { ...data, members: [] };
  if (data.kind === 'bitmap') return { ...data, entries: world.newMap<number, SetEntry>() };
  const [buckets, regions] = [world.newMap<number, Bucket>(), world.newMap<number, number>()];
  return { ...data, buckets, regions, bucketBytes: 0, prefixes: [] };
}

function dataEntries(data: SetRecord['data']): readonly SetEntry[] {
  if (data.kind === 'list') return data.members;
  return data.kind === 'bitmap' ? bitmapEntries(data) : entriesOf(data);
}

function memoryOf(set: SetRecord): number {
  const { data } = set;
  if (data.kind === 'hash') return hashMemory({ ...set, data });
  return data.kind === 'bitmap' ? bitmapMemory({ ...set, data }) : listMemory({ ...set, data });
}

/** Puts changed data in its set's place. */
export function storeSet(world: World, netns: NetnsId, set: SetRecord): void {
  const ns = world.writeNetns(netns);
  ns.ipsets = new Map(ns.ipsets).set(set.name, set);
}

/** ip_set_uadd and ip_set_kadd. What was added before an error stays. */
export function addElements(
  world: World,
  netns: NetnsId,
  set: SetRecord,
  request: ElementRequest,
  exist: boolean,
): void {
  const extensions = extensionsOf(world, set, request);
  let current = set;
  try {
    if (set.data.kind === 'list') {
      checkMember(world, netns, request);
      const entry: SetEntry = { ...extensions, element: { set: request.set }, key: request.set ?? '' };
      current = { ...set, data: addToList(world, set as ListSet, entry, request, exist) };
    } else if (set.data.kind === 'bitmap') {
      for (const [place, element] of bitmapElements(set as BitmapSet, request, false)) {
        const entry: SetEntry = { ...extensions, element, key: elementKey(element) };
        current = { ...current, data: addToBitmap(world, current as BitmapSet, place, entry, exist) };
      }
    } else {
      for (const element of hashElements(set as HashRecord, request, false)) {
        const entry: SetEntry = { ...extensions, element, key: elementKey(element) };
        current = { ...current, data: addToHash(world, current as HashRecord, entry, exist) };
      }
    }
  } finally {
    if (current !== set) storeSet(world, netns, current);
  }
}

type HashRecord = SetRecord & { readonly data: HashData };

/** list_set_uadt: the set named must be there, and lists hold no lists. */
function checkMember(world: World, netns: NetnsId, { set = '', reference }: ElementRequest): void {
  const { ipsets } = world.netns(netns);
  const member = ipsets.get(set);
  if (!member) throw new SetError('NAME');
  if (member.type === 'list:set') throw new SetError('LOOP');
  if (reference && !ipsets.has(reference.name)) throw new SetError('NAMEREF');
}

/** ip_set_udel and ip_set_kdel. */
export function removeElements(
  world: World,
  netns: NetnsId,
  set: SetRecord,
  request: ElementRequest,
  exist: boolean,
): void {
  extensionsOf(world, set, request);
  let current = set;
  const remove = (without: () => SetRecord['data']): void => {
    try {
      current = { ...current, data: without() };
    } catch (error) {
      if (!exist || !(error instanceof SetError) || error.code !== 'EXIST') throw error;
    }
  };
  try {
    if (set.data.kind === 'list') {
      const { data } = set;
      checkMember(world, netns, request);
      remove(() => ({ ...data, members: data.members.toSpliced(placeInList(world, set as ListSet, request), 1) }));
    } else if (set.data.kind === 'bitmap') {
      for (const [place] of bitmapElements(set as BitmapSet, request, false)) {
        remove(() => deleteFromBitmap(world, current as BitmapSet, place));
      }
    } else {
      for (const element of hashElements(set as HashRecord, request, false)) {
        remove(() => deleteFromHash(world, current as HashRecord, element));
      }
    }
  } finally {
    if (current !== set) storeSet(world, netns, current);
  }
}

/** ip_set_utest. */
function testElement(world: World, netns: NetnsId, set: SetRecord, request: ElementRequest): boolean {
  const { data } = set;
  if (data.kind === 'list') {
    checkMember(world, netns, request);
    try {
      return placeInList(world, { ...set, data }, request) >= 0;
    } catch (error) {
      if (error instanceof SetError && error.code === 'EXIST') return false;
      throw error;
    }
  }
  if (data.kind === 'bitmap') {
    for (const [place, element] of bitmapElements({ ...set, data }, request, true)) {
      return findInBitmap(world, { ...set, data }, place, element) !== undefined;
    }
    return false;
  }
  for (const element of hashElements({ ...set, data }, request, true)) {
    const found = testHash(world, { ...set, data }, element);
    return (
      found !== undefined && (setType(set.type).nets ? (found.nomatch ?? false) === (request.nomatch ?? false) : true)
    );
  }
  return false;
}

function countReferences(world: World, netns: NetnsId, name: string): number {
  let count = countRules(world, netns, name);
  for (const { data } of world.netns(netns).ipsets.values()) {
    if (data.kind === 'list') count += data.members.filter(({ element }) => element.set === name).length;
  }
  return count;
}

/** How often the rules of a namespace name a set: those of both families hold references. */
function countRules(world: World, netns: NetnsId, name: string): number {
  const { tables, tables6 } = world.netns(netns).netfilter;
  let count = 0;
  for (const table of [...tables.values(), ...tables6.values()])
    for (const used of setNames(table)) if (used === name) count++;
  return count;
}

function* setNames({ chains }: TableRecord): Generator<string> {
  for (const { rules } of chains.values()) {
    for (const { matches, target } of rules) {
      for (const match of matches) if (match.match === 'set') yield match.lookup.set;
      if (target?.target !== 'SET') continue;
      for (const change of [target.add, target.del, target.map]) if (change) yield change.set;
    }
  }
}
