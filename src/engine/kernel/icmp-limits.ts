import type { Ipv4, Ipv6 } from '../packet/address';
import type { IpAddress } from '../packet/ipv6-address';
import type { NetnsId, PeerRecord } from './records';
import { readSysctl } from './sysctl-store';
import type { World } from './world';

/** How often the kernel may send ICMP messages to one host (net/ipv4/inetpeer.c, net/ipv4/route.c ip_rt_send_redirect). */

/** XRLIM_BURST_FACTOR: so many messages may follow each other at once. */
const BURST = 6;
/** ip_rt_error_cost and ip_rt_error_burst. */
const ERROR_COST_US = 1_000_000;
const ERROR_BURST_US = 5 * ERROR_COST_US;
/** ip_rt_redirect_load, ip_rt_redirect_number and ip_rt_redirect_silence: 20 ms doubled each time, nine times, then quiet for 20.48 s. */
const REDIRECT_LOAD_US = 20_000;
const REDIRECT_NUMBER = 9;
const REDIRECT_SILENCE_US = REDIRECT_LOAD_US * 2 ** (REDIRECT_NUMBER + 1);
/** A peer never heard of looks like one left alone for a minute (inet_getpeer). */
const LONG_AGO_US = 60_000_000;

/** icmpv4_xrlim_allow: whether an ICMP message of this type (its number) may go to `to` now; counts it when it may. */
export function mayReport(world: World, netns: NetnsId, to: Ipv4, type: number): boolean {
  const setting = (name: string): number => Number(readSysctl(world, netns, `net.ipv4.${name}`));
  if ((setting('icmp_ratemask') & (1 << type)) === 0) return true;
  const costUs = setting('icmp_ratelimit') * 1000;
  if (costUs === 0) return true;
  const peer = peerOf(world, netns, to);
  const tokensUs = Math.min(peer.tokensUs + world.nowUs - peer.lastUs, BURST * costUs);
  const allowed = tokensUs >= costUs;
  write(world, netns, to, { ...peer, lastUs: world.nowUs, tokensUs: allowed ? tokensUs - costUs : tokensUs });
  return allowed;
}

/** icmpv6_xrlim_allow: whether an ICMPv6 error may go to `to` now; the wider the prefix of the route there, the more often. */
export function mayReport6(world: World, netns: NetnsId, to: Ipv6, prefixLength: number): boolean {
  const costUs = Number(readSysctl(world, netns, 'net.ipv6.icmp.ratelimit')) * 1000;
  if (costUs === 0) return true;
  const shareUs = costUs / 2 ** ((128 - prefixLength) >> 5);
  const peer = peerOf(world, netns, to);
  const tokensUs = Math.min(peer.tokensUs + world.nowUs - peer.lastUs, BURST * shareUs);
  const allowed = tokensUs >= shareUs;
  write(world, netns, to, { ...peer, lastUs: world.nowUs, tokensUs: allowed ? tokensUs - shareUs : tokensUs });
  return allowed;
}

/**
 * ip_error: whether `from`, whose packet had no route, may hear of it now. Takes from the same tokens as the ICMP message itself then does, so that
 * such errors come half as often as others.
 */
export function mayReportNoRoute(world: World, netns: NetnsId, from: Ipv4): boolean {
  const peer = peerOf(world, netns, from);
  const tokensUs = Math.min(peer.tokensUs + world.nowUs - peer.lastUs, ERROR_BURST_US);
  const allowed = tokensUs >= ERROR_COST_US;
  write(world, netns, from, { ...peer, lastUs: world.nowUs, tokensUs: allowed ? tokensUs - ERROR_COST_US : tokensUs });
  return allowed;
}

/** ip_rt_send_redirect: whether `to`, which ignored the redirects so far, gets another now; counts it when it does. */
export function mayRedirect(world: World, netns: NetnsId, to: IpAddress): boolean {
  const known = peerOf(world, netns, to);
  const quiet = world.nowUs > known.lastUs + REDIRECT_SILENCE_US;
  const peer = quiet ? { ...known, tokensUs: 0, redirects: 0 } : known;
  const tooMany = peer.redirects >= REDIRECT_NUMBER;
  const due = !tooMany && (peer.redirects === 0 || world.nowUs > peer.lastUs + REDIRECT_LOAD_US * 2 ** peer.redirects);
  const lastUs = tooMany || due ? world.nowUs : peer.lastUs;
  write(world, netns, to, { ...peer, lastUs, redirects: peer.redirects + (due ? 1 : 0) });
  return due;
}

function peerOf(world: World, netns: NetnsId, address: IpAddress): PeerRecord {
  return world.netns(netns).peers.get(address) ?? { tokensUs: 0, lastUs: world.nowUs - LONG_AGO_US, redirects: 0 };
}

function write(world: World, netns: NetnsId, address: IpAddress, peer: PeerRecord): void {
  const ns = world.writeNetns(netns);
  ns.peers = world.writable(ns.peers);
  ns.peers.set(address, peer);
}
