import { ipv4 } from '../../packet/address';
import { addressFromNumber6, numberOf6, type IpAddress } from '../../packet/ipv6-address';
import type { World } from '../world';
import { hopsOf } from './headers';
import type { Match } from './model';
import type { AnySkb } from './skb';

/** An address of a list of `-m recent`: when packets of it were seen, the latest last. */
export interface RecentEntry {
  readonly ttl: number;
  readonly stampsUs: readonly number[];
}

/** A list by address, the one that was seen longest ago first. */
export type RecentList = ReadonlyMap<IpAddress, RecentEntry>;

type Recent = Extract<Match, { match: 'recent' }>;

/** ip_list_tot and the least of ip_pkt_list_tot. */
const MOST_ADDRESSES = 100;
const MOST_STAMPS = 32;
const SECOND_US = 1_000_000;

/** recent_mt (net/netfilter/xt_recent.c). */
export function recentMatches(world: World, skb: AnySkb, match: Recent): boolean {
  const { netns, packet } = skb;
  const list = world.netns(netns).recent.get(match.name) ?? NONE;
  const address = masked(packet[match.side], match.mask);
  // A packet that is forwarded counts with the TTL it came with.
  const ttl = hopsOf(packet) + (skb.out && skb.in ? 1 : 0);
  const known = list.get(address);
  const entry = known && (!match.ttl || known.ttl === ttl) ? known : undefined;
  const answer = (yes: boolean): boolean => yes !== match.inverted;
  if (!entry) {
    if (match.action !== 'set') return answer(false);
    store(world, netns, match.name, seen(list, address, { ttl, stampsUs: [world.nowUs] }));
    return answer(true);
  }
  switch (match.action) {
    case 'set':
      store(world, netns, match.name, seen(list, address, stamped(world, entry, ttl)));
      return answer(true);
    case 'remove': {
      const left = new Map(list);
      left.delete(address);
      store(world, netns, match.name, left);
      return answer(true);
    }
    default: {
      const { seconds, hitcount = 0, reap } = match;
      const since = seconds === undefined ? -Infinity : world.nowUs - seconds * SECOND_US;
      const hits = entry.stampsUs.filter((stamp) => stamp >= since).length;
      const yes = answer(hits >= Math.max(1, hitcount));
      const kept = reap ? withoutOld(list, since, match.action === 'update' && yes ? address : undefined) : list;
      if (match.action === 'update' && yes) {
        store(world, netns, match.name, seen(kept, address, stamped(world, entry, ttl)));
      } else if (kept !== list) store(world, netns, match.name, kept);
      return yes;
    }
  }
}

const NONE: RecentList = new Map();

function masked(address: IpAddress, mask: Recent['mask']): IpAddress {
  if (typeof address === 'number') return typeof mask === 'number' ? ipv4(address & mask) : address;
  return typeof mask === 'number' ? address : addressFromNumber6(numberOf6(address) & numberOf6(mask));
}

function stamped(world: World, { stampsUs }: RecentEntry, ttl: number): RecentEntry {
  return { ttl, stampsUs: [...stampsUs, world.nowUs].slice(-MOST_STAMPS) };
}

function seen(list: RecentList, address: IpAddress, entry: RecentEntry): RecentList {
  const next = new Map(list);
  next.delete(address);
  next.set(address, entry);
  const [oldest] = next.keys();
  if (next.size > MOST_ADDRESSES && oldest !== undefined) next.delete(oldest);
  return next;
}

/** recent_entry_reap: looks only at the address that was seen longest ago. */
function withoutOld(list: RecentList, since: number, working: IpAddress | undefined): RecentList {
  const [oldest] = list;
  if (!oldest || oldest[0] === working || (oldest[1].stampsUs.at(-1) ?? 0) >= since) return list;
  const left = new Map(list);
  left.delete(oldest[0]);
  return left;
}

function store(world: World, netns: number, name: string, list: RecentList): void {
  const ns = world.writeNetns(netns);
  ns.recent = world.writable(ns.recent);
  ns.recent.set(name, list);
}
