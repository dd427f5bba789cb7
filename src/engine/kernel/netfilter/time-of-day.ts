import { LAB_EPOCH_MS } from '../clock';
import type { World } from '../world';
import type { Match } from './model';

const DAY_SECONDS = 86_400;

/** time_mt (net/netfilter/xt_time.c) on the lab's clock, which is in UTC. */
export function timeMatches(world: World, match: Extract<Match, { match: 'time' }>): boolean {
  const { dateStart, dateStop, dayStart, dayStop, weekdays, monthdays, contiguous } = match;
  let stamp = Math.floor((LAB_EPOCH_MS + world.nowUs / 1000) / 1000);
  if (stamp < dateStart || stamp > dateStop) return false;
  const time = stamp % DAY_SECONDS;
  if (dayStart < dayStop) {
    if (time < dayStart || time > dayStop) return false;
  } else {
    if (time < dayStart && time > dayStop) return false;
    if (contiguous && time < dayStop) stamp -= DAY_SECONDS;
  }
  const date = new Date(stamp * 1000);
  const weekday = date.getUTCDay() || 7;
  return ((weekdays >>> weekday) & 1) === 1 && ((monthdays >>> date.getUTCDate()) & 1) === 1;
}
