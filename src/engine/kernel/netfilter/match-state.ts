import type { IpAddress } from '../../packet/ipv6-address';
import type { NetnsId } from '../records';
import type { World } from '../world';
import type { Bucket } from './hashlimit';
import type { NftElement } from '../nftables/model';
import type { Match } from './model';

/** What matches remember from packet to packet, kept beside the rules by rule id. */
export interface MatchState {
  /** `limit`: when the bucket was last looked at, and how many virtual microseconds of credit it had. */
  readonly limit?: { readonly atUs: number; readonly creditUs: number };
  /** `statistic --mode nth`: packets counted so far, modulo `every`. */
  readonly nth?: number;
  /** `quota`: bytes that are left. */
  readonly quota?: number;
  /** `hashlimit`: what each group of packets has left. */
  readonly buckets?: ReadonlyMap<string, Bucket>;
  /** `connlimit`: connections by the address they are counted under. */
  readonly connections?: ReadonlyMap<IpAddress, readonly number[]>;
  /** What packets put into a set of nftables, by the text of the key. */
  readonly elements?: ReadonlyMap<string, NftElement>;
}

/** Which match of a rule remembers: a rule may have several of a kind. */
export interface MatchPlace {
  readonly rule: number;
  /** From 0. */
  readonly index: number;
}

/** xt_limit: a token bucket of `burst` packets that fills by one every `averageUs`. */
export function limitAllows(
  world: World,
  netns: NetnsId,
  place: MatchPlace,
  { averageUs, burst }: Extract<Match, { match: 'limit' }>,
): boolean {
  const full = averageUs * burst;
  const before = stateOf(world, netns, place).limit ?? { atUs: world.nowUs, creditUs: full };
  const credit = Math.min(full, before.creditUs + (world.nowUs - before.atUs));
  const allowed = credit >= averageUs;
  remember(world, netns, place, { limit: { atUs: world.nowUs, creditUs: allowed ? credit - averageUs : credit } });
  return allowed;
}

/** xt_statistic: one packet in `every`, the one numbered `packet`. */
export function nthAllows(
  world: World,
  netns: NetnsId,
  place: MatchPlace,
  { every, packet }: Extract<Match, { match: 'statistic'; mode: 'nth' }>,
): boolean {
  const count = stateOf(world, netns, place).nth ?? every - 1 - packet;
  const next = (count + 1) % every;
  remember(world, netns, place, { nth: next });
  return next === 0;
}

/** xt_quota: matches while bytes are left; the packet that does not fit ends it. */
export function quotaAllows(
  world: World,
  netns: NetnsId,
  place: MatchPlace,
  { bytes }: Extract<Match, { match: 'quota' }>,
  length: number,
): boolean {
  const left = stateOf(world, netns, place).quota ?? bytes;
  const fits = left >= length;
  remember(world, netns, place, { quota: fits ? left - length : 0 });
  return fits;
}

/** What a match of a rule remembers. */
export function stateOf(world: World, netns: NetnsId, place: MatchPlace): MatchState {
  return world.netns(netns).matchState.get(keyOf(place)) ?? {};
}

export function remember(world: World, netns: NetnsId, place: MatchPlace, state: MatchState): void {
  const ns = world.writeNetns(netns);
  ns.matchState = world.writable(ns.matchState);
  ns.matchState.set(keyOf(place), state);
}

function keyOf({ rule, index }: MatchPlace): string {
  return `${rule}.${index}`;
}
