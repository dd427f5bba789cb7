import { networkOf } from '../../packet/address';
import { networkOf6, type IpAddress } from '../../packet/ipv6-address';
import type { World } from '../world';
import type { ConntrackEntry } from './conntrack';
import { remember, stateOf, type MatchPlace } from './match-state';
import type { Match } from './model';
import type { AnySkb } from './skb';

/** Connections that are over, though the table still has them (already_closed). */
const CLOSED: ReadonlySet<string | undefined> = new Set(['TIME_WAIT', 'CLOSE']);

/** connlimit_mt: counts the connections that came by this rule and still live, under their masked address. */
export function connectionsAllow(
  world: World,
  skb: AnySkb,
  place: MatchPlace,
  { limit, above, prefixLength, side }: Extract<Match, { match: 'connlimit' }>,
): boolean {
  const { tracked, netns } = skb;
  if (!tracked) return false;
  const { entry } = tracked;
  const address = entry.original[side];
  const key = typeof address === 'number' ? networkOf(address, prefixLength) : networkOf6(address, prefixLength);
  const { entries } = world.netns(netns).conntrack;
  const known = stateOf(world, netns, place).connections ?? NONE;
  const lives = (other: ConntrackEntry | undefined): boolean =>
    other !== undefined && other.expiresUs > world.nowUs && !CLOSED.has(other.tcp);
  const others = (known.get(key) ?? []).filter((id) => id !== entry.id && lives(entries.get(id)));
  const ids = [...others, entry.id];
  remember(world, netns, place, { connections: new Map(known).set(key, ids) });
  return ids.length > limit === above;
}

const NONE: ReadonlyMap<IpAddress, readonly number[]> = new Map();
