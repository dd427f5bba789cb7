import { maskOf } from '../../packet/address';
import type { World } from '../world';
import type { ConntrackEntry } from './conntrack';
import { remember, stateOf, type MatchPlace } from './match-state';
import type { Match } from './model';
import type { Skb } from './skb';

/** Connections that are over, though the table still has them (already_closed). */
const CLOSED: ReadonlySet<string | undefined> = new Set(['TIME_WAIT', 'CLOSE']);

/** connlimit_mt: counts the connections that came by this rule and still live, under their masked address. */
export function connectionsAllow(
  world: World,
  skb: Skb,
  place: MatchPlace,
  { limit, above, prefixLength, side }: Extract<Match, { match: 'connlimit' }>,
): boolean {
  const { tracked, netns } = skb;
  if (!tracked) return false;
  const { entry } = tracked;
  const key = (entry.original[side] & maskOf(prefixLength)) >>> 0;
  const { entries } = world.netns(netns).conntrack;
  const known = stateOf(world, netns, place).connections ?? NONE;
  const lives = (other: ConntrackEntry | undefined): boolean =>
    other !== undefined && other.expiresUs > world.nowUs && !CLOSED.has(other.tcp);
  const others = (known.get(key) ?? []).filter((id) => id !== entry.id && lives(entries.get(id)));
  const ids = [...others, entry.id];
  remember(world, netns, place, { connections: new Map(known).set(key, ids) });
  return ids.length > limit === above;
}

const NONE: ReadonlyMap<number, readonly number[]> = new Map();
