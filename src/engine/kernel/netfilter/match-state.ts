import type { NetnsId } from '../records';
import type { World } from '../world';
import type { Match } from './model';

/** What matches remember from packet to packet, kept beside the rules by rule id. */
export interface MatchState {
  /** `limit`: when the bucket was last looked at, and how many virtual microseconds of credit it had. */
  readonly limit?: { readonly atUs: number; readonly creditUs: number };
  /** `statistic --mode nth`: packets counted so far, modulo `every`. */
  readonly nth?: number;
}

/** xt_limit: a token bucket of `burst` packets that fills by one every `averageUs`. */
export function limitAllows(
  world: World,
  netns: NetnsId,
  rule: number,
  { averageUs, burst }: Extract<Match, { match: 'limit' }>,
): boolean {
  const full = averageUs * burst;
  const before = stateOf(world, netns, rule).limit ?? { atUs: world.nowUs, creditUs: full };
  const credit = Math.min(full, before.creditUs + (world.nowUs - before.atUs));
  const allowed = credit >= averageUs;
  remember(world, netns, rule, { limit: { atUs: world.nowUs, creditUs: allowed ? credit - averageUs : credit } });
  return allowed;
}

/** xt_statistic: one packet in `every`, the one numbered `packet`. */
export function nthAllows(
  world: World,
  netns: NetnsId,
  rule: number,
  { every, packet }: Extract<Match, { match: 'statistic'; mode: 'nth' }>,
): boolean {
  const count = stateOf(world, netns, rule).nth ?? every - 1 - packet;
  const next = (count + 1) % every;
  remember(world, netns, rule, { nth: next });
  return next === 0;
}

function stateOf(world: World, netns: NetnsId, rule: number): MatchState {
  return world.netns(netns).matchState.get(rule) ?? {};
}

function remember(world: World, netns: NetnsId, rule: number, state: MatchState): void {
  const ns = world.writeNetns(netns);
  ns.matchState = world.writable(ns.matchState);
  ns.matchState.set(rule, state);
}
