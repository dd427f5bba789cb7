import type { World } from '../world';
import { rangeOf } from './elements';
import { commentSize, entrySize, expired } from './extensions';
import { SetError, type BitmapData, type ElementRequest, type SetElement, type SetEntry, type SetRecord, type SetRequest } from './model'; // prettier-ignore
import { setType } from './types';

/** Bitmaps of addresses and ports (net/netfilter/ipset/ip_set_bitmap_gen.h). */
export type BitmapSet = SetRecord & { readonly data: BitmapData };

const MOST = 0x10000;

/** bitmap_ip_create and its sisters. Throws BITMAP_RANGE, BITMAP_RANGE_SIZE, INVALID_NETMASK. */
export function createBitmap(world: World, { first = 0, last = 0, netmask }: SetRequest): BitmapData {
  let [from, to] = first > last ? [last, first] : [first, last];
  if (netmask !== undefined && netmask !== 32) {
    from = (from & ~hostMask(netmask)) >>> 0;
    to = (to | hostMask(netmask)) >>> 0;
    const bits = commonBits(from, to);
    if (netmask <= bits) throw new SetError('BITMAP_RANGE');
  }
  const data: BitmapData = {
    kind: 'bitmap',
    first: from,
    last: to,
    ...(netmask !== undefined && netmask !== 32 && { netmask }),
    entries: world.newMap<number, SetEntry>(),
  };
  if (elementsOf(data) > MOST) throw new SetError('BITMAP_RANGE_SIZE');
  return data;
}

function hostMask(netmask: number): number {
  return 2 ** (32 - netmask) - 1;
}

/** range_to_mask: the longest prefix that begins with the range and holds all of it. */
function commonBits(from: number, to: number): number {
  let bits = 31;
  while (bits > 0 && (to & (0xffffffff << (32 - bits))) >>> 0 !== from) bits--;
  return bits;
}

function hostsOf({ netmask = 32 }: BitmapData): number {
  return 2 ** (32 - netmask);
}

function elementsOf(data: BitmapData): number {
  return Math.ceil((data.last - data.first + 1) / hostsOf(data));
}

/** The elements a request names; the number of each is its place in the bitmap. Throws BITMAP_RANGE. */
export function* bitmapElements(
  { type, data }: BitmapSet,
  request: ElementRequest,
  testing: boolean,
): Generator<readonly [place: number, element: SetElement]> {
  const ports = type === 'bitmap:port';
  let from = ports ? (request.port ?? 0) : Number(request.ip ?? 0n);
  let to = from;
  const far = ports ? request.portTo : request.ipTo === undefined ? undefined : Number(request.ipTo);
  if (!testing && far !== undefined) [from, to] = from > far ? [far, from] : [from, far];
  else if (!testing && request.cidr !== undefined && !ports) {
    if (request.cidr === 0 || request.cidr > 32) throw new SetError('INVALID_CIDR');
    [from, to] = rangeOf(BigInt(from), request.cidr, 32).map(Number) as [number, number];
  }
  if (from < data.first || to > data.last) throw new SetError('BITMAP_RANGE');
  const hosts = hostsOf(data);
  for (let each = from; each <= to; each += hosts) {
    const place = Math.floor((each - data.first) / hosts);
    const value = data.first + place * hosts;
    const { mac } = request;
    yield [place, ports ? { port: value } : { ip: BigInt(value), ...(mac && { mac }) }];
  }
}

/** mtype_add. Throws EXIST. */
export function addToBitmap(
  world: World,
  { data }: BitmapSet,
  place: number,
  entry: SetEntry,
  overwrite: boolean,
): BitmapData {
  // prettier-ignore
  const old = data.entries.get(place);
  const learns = old?.element.mac === undefined && entry.element.mac !== undefined;
  if (old && !expired(world, old) && !overwrite && !learns) throw new SetError('EXIST');
  const entries = world.writable(data.entries);
  entries.set(place, entry);
  return { ...data, entries };
}

/** mtype_del. Throws EXIST. */
export function deleteFromBitmap(world: World, { data }: BitmapSet, place: number): BitmapData {
  const old = data.entries.get(place);
  if (!old || expired(world, old)) throw new SetError('EXIST');
  const entries = world.writable(data.entries);
  entries.delete(place);
  return { ...data, entries };
}

/** The entry at a place; one of bitmap:ip,mac only if it has this MAC address, or none yet. */
export function findInBitmap(
  world: World,
  { data }: BitmapSet,
  place: number,
  element: SetElement,
): SetEntry | undefined {
  const entry = data.entries.get(place);
  if (!entry || expired(world, entry)) return undefined;
  const { mac } = entry.element;
  return element.mac === undefined || mac === undefined || mac === element.mac ? entry : undefined;
}

/** Every entry in order. */
export function bitmapEntries({ entries }: BitmapData): readonly SetEntry[] {
  return [...entries].sort(([a], [b]) => a - b).map(([, entry]) => entry);
}

/** The bits, what each element remembers, and the comments. */
export function bitmapMemory(set: BitmapSet): number {
  const elements = elementsOf(set.data);
  const { baseSize, elementSize } = setType(set.type);
  let total = baseSize.inet + Math.ceil(elements / 64) * 8 + elements * entrySize(set, elementSize.inet);
  for (const entry of set.data.entries.values()) total += commentSize(entry);
  return total;
}
