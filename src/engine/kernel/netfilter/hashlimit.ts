import { networkOf } from '../../packet/address';
import { formatIp, networkOf6 } from '../../packet/ipv6-address';
import type { IpPacket } from '../../packet/frame';
import type { World } from '../world';
import { remember, stateOf, type MatchPlace } from './match-state';
import type { Match } from './model';
import type { AnySkb } from './skb';

type HashLimit = Extract<Match, { match: 'hashlimit' }>;

/** What one flow has left (struct dsthash_ent). */
export interface Bucket {
  readonly atUs: number;
  /** Virtual microseconds of credit. */
  readonly creditUs: number;
  /** `b/s`: how many bursts beyond it are left. */
  readonly bursts: number;
}

const SECOND_US = 1_000_000;
/** xt_hashlimit_len_to_chunks: bytes are counted sixteen by sixteen. */
const CHUNK = 16;

/**
 * hashlimit_mt (net/netfilter/xt_hashlimit.c): a token bucket for each group of packets. One that nobody used for so long that the table dropped it
 * begins full again.
 */
export function hashlimitMatches(world: World, skb: AnySkb, place: MatchPlace, match: HashLimit): boolean {
  const buckets = stateOf(world, skb.netns, place).buckets ?? new Map<string, Bucket>();
  const key = keyOf(skb.packet, match);
  const known = buckets.get(key);
  const now = world.nowUs;
  const kept = known && now - known.atUs < match.expireMs * 1000 ? known : full(match, now);
  const { bucket, fits } = match.bytes ? byBytes(match, kept, now, skb.packet.length) : byPackets(match, kept, now);
  remember(world, skb.netns, place, { buckets: new Map(buckets).set(key, bucket) });
  return fits !== match.above;
}

function full({ bytes, burst, average }: HashLimit, now: number): Bucket {
  return { atUs: now, creditUs: bytes ? SECOND_US : burst * average, bursts: burst };
}

function byPackets(
  { average, burst }: HashLimit,
  { atUs, creditUs }: Bucket,
  now: number,
): { readonly bucket: Bucket; readonly fits: boolean } {
  const credit = Math.min(burst * average, creditUs + now - atUs);
  const fits = credit >= average;
  return { fits, bucket: { atUs: now, creditUs: fits ? credit - average : credit, bursts: 0 } };
}

/** hashlimit_byte_cost: a second's worth of bytes at once, and so many bursts more. */
function byBytes(
  { average, burst }: HashLimit,
  { atUs, creditUs, bursts: left }: Bucket,
  now: number,
  length: number,
): { readonly bucket: Bucket; readonly fits: boolean } {
  const filled = creditUs + now - atUs;
  let credit = Math.min(SECOND_US, filled);
  let bursts = filled >= SECOND_US ? burst : left;
  const chunks = Math.floor(length / CHUNK) + 1;
  const cost = Math.min(SECOND_US, (chunks * CHUNK * SECOND_US) / average);
  if (credit < cost && bursts > 0) {
    bursts--;
    credit = SECOND_US;
  }
  const fits = credit >= cost;
  return { fits, bucket: { atUs: now, creditUs: fits ? credit - cost : credit, bursts } };
}

/** hashlimit_init_dst: what packets of one group share. */
function keyOf({ source, destination, payload }: IpPacket, { mode, sourceMask, destinationMask }: HashLimit): string {
  const network = (address: IpPacket['source'], length = 128): string =>
    typeof address === 'number'
      ? formatIp(networkOf(address, Math.min(32, length)))
      : networkOf6(address, Math.min(128, length));
  const ports = 'sourcePort' in payload ? payload : { sourcePort: 0, destinationPort: 0 };
  return [
    mode.includes('srcip') ? network(source, sourceMask) : '',
    mode.includes('srcport') ? ports.sourcePort : '',
    mode.includes('dstip') ? network(destination, destinationMask) : '',
    mode.includes('dstport') ? ports.destinationPort : '',
  ].join(' ');
}
