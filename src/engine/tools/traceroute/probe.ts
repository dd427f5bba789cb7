import type { IpAddress } from '../../packet/ipv6-address';
import type { TracerouteOptions } from './options';

/** One packet sent to find a hop, and what came back (struct probe); times in microseconds. */
export interface Probe {
  sentUs?: number;
  receivedUs?: number;
  done: boolean;
  /** Nothing beyond this hop needs to be looked for. */
  final: boolean;
  /** Who answered. */
  responder?: IpAddress;
  /** The device it came in on, for a link-local one. */
  ifindex?: number;
  /** The answer's TTL when it arrived. */
  ttl?: number;
  /** `!H`, `F=1400` …. */
  mark: string;
  /** TCP flags of the answer (-O info). */
  extension?: string;
  /** The socket of this probe alone, and what its answer is known by (a port, a sequence number). */
  socket?: number;
  key?: number;
}

export function newProbe(): Probe {
  return { done: false, final: false, mark: '' };
}

/** DEF_WAIT_PREC: answers may come this much later than others without being late. */
const WAIT_PRECISION_US = 1000;
/** How long ago a probe was sent that must not be sent again. */
const LONG_AGO_US = -1e15;

function roundTrip(probe: Probe | undefined): number | undefined {
  if (!probe?.done || probe.sentUs === undefined || probe.receivedUs === undefined) return undefined;
  const us = probe.receivedUs - probe.sentUs;
  return us > 0 ? us : undefined;
}

/** get_timeout: how long to wait for probe `index`, by what others took. */
export function timeoutUs(probes: readonly Probe[], index: number, options: TracerouteOptions): number {
  const { waitUs, hereFactor, nearFactor, perHop } = options;
  const limit = (us: number, factor: number): number => Math.min((us + WAIT_PRECISION_US) * factor, waitUs);
  if (hereFactor !== 0) {
    const first = index - (index % perHop);
    for (let i = first; i < first + perHop; i++) {
      const us = roundTrip(probes[i]);
      if (us !== undefined) return limit(us, hereFactor);
    }
  }
  if (nearFactor !== 0) {
    for (let i = index + 1; probes[i]?.sentUs !== undefined; i++) {
      const us = roundTrip(probes[i]);
      if (us !== undefined) return limit(us, nearFactor);
    }
  }
  return waitUs;
}

/**
 * check_expired: a probe had no answer, but a later one was told that the way ends. When that belongs to the same hop, which answers only some of
 * the probes, the answer is moved here.
 */
export function moveFinalAnswer(probes: Probe[], index: number, perHop: number): void {
  const hop = index - (index % perHop);
  for (let i = hop; i < index; i++) if (!probes[i]?.done || !probes[i]?.final) return;
  let at = index + 1;
  while (probes[at]?.sentUs !== undefined && !probes[at]?.done) at++;
  const final = probes[at];
  if (final?.sentUs === undefined || !final.final || final.mark === '') return;
  const sameHop = index > hop || (index % perHop) + (at - index) < perHop;
  if (!sameHop && !answersHere(probes, index, final, perHop)) return;
  probes[index] = final;
  probes[at] = { ...newProbe(), sentUs: LONG_AGO_US };
}

/** Whether the router that ended the way is the one at this hop: it answered before, or its answer's TTL says so. */
function answersHere(probes: readonly Probe[], index: number, final: Probe, perHop: number): boolean {
  for (let i = index - 1; i >= 0; i--) {
    if (final.responder !== undefined && probes[i]?.responder === final.responder) return true;
  }
  if (final.ttl === undefined) return false;
  let back = hopsBack(final.ttl);
  for (let i = index - 1; i >= 0; i--) {
    const before = probes[i];
    if (!before?.done || before.final || before.ttl === undefined) continue;
    const hops = hopsBack(before.ttl);
    if (hops >= back) continue;
    back = back - hops + Math.trunc(i / perHop) + 1;
    break;
  }
  return back <= Math.trunc(index / perHop) + 1;
}

/** ttl2hops: how far an answer came, when its sender began with 64, 128 or 255. */
export function hopsBack(ttl: number): number {
  return (ttl <= 64 ? 65 : ttl <= 128 ? 129 : 256) - ttl;
}
