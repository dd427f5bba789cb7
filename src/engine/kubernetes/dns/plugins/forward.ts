import { parseIpv4 } from '../../../packet/address';
import { formatIp, parseIpv6, type IpAddress } from '../../../packet/ipv6-address';
import { readResolvServers } from './resolv';
import type { Controller } from '../corefile/controller';
import { CorefileError } from '../corefile/error';
import { RCODE, nameOfRequest } from '../message';
import type { Outcome, Plugin } from '../plugin';
import type { Request, Turn, Upstream } from '../turn';
import { isWithin, matchingZone, normalizedZones, transportOf } from '../zones';
import { rcodeNumber } from './rcodes';

interface ForwardSettings {
  readonly from: string;
  readonly upstreams: readonly Upstream[];
  readonly except: readonly string[];
  readonly policy: 'random' | 'round_robin' | 'sequential';
  readonly maxFails: number;
  readonly maxConcurrent: number;
  readonly failFast: boolean;
  readonly failover: readonly number[];
  readonly next: readonly number[];
}

type Draft = { -readonly [K in keyof ForwardSettings]: ForwardSettings[K] };

const MOST_UPSTREAMS = 15;
const DEADLINE_US = 5_000_000;
/** With three failed health checks, one each half second, an upstream counts as down. */
const DOWN_AFTER_US = 1_500_000;
/** Then it is tried again after this time, where a health check would have found it alive. */
const FORGIVEN_AFTER_US = 10_000_000;

/** The plugin forward: passes questions on to other servers (plugin/forward). */
export const forward: Plugin<ForwardSettings> = {
  name: 'forward',
  setup(c) {
    const all: ForwardSettings[] = [];
    while (c.next()) all.push(stanza(c));
    return all;
  },
  serve(settings, request, turn, next) {
    const name = nameOfRequest(request);
    const { from, except } = settings;
    if (!isWithin(name, from) || (name !== from && matchingZone(name, except) !== undefined)) return next(request);
    return pass(settings, request, turn, next);
  },
};

function stanza(c: Controller): ForwardSettings {
  const from = c.argument();
  const [zone] = normalizedZones(from);
  if (zone === undefined) throw new CorefileError(`unable to normalize '${from}'`);
  const to = c.remainingArgs();
  if (to.length === 0) throw c.argError();
  const upstreams = to.flatMap((word) => upstreamsOf(c, word));
  if (upstreams.length === 0) throw new CorefileError('no nameservers found');
  const draft: Draft = {
    from: zone,
    upstreams,
    except: [],
    policy: 'random',
    maxFails: 2,
    maxConcurrent: 0,
    failFast: false,
    failover: [],
    next: [],
  };
  while (c.nextBlock()) property(c, draft);
  if (upstreams.length > MOST_UPSTREAMS)
    throw new CorefileError(`more than ${MOST_UPSTREAMS} TOs configured: ${upstreams.length}`);
  return draft;
}

/** An address, with its port or not, or a file in the form of resolv.conf (plugin/pkg/parse/host.go). */
function upstreamsOf(c: Controller, word: string): readonly Upstream[] {
  const { transport, rest } = transportOf(word);
  if (rest === '') throw new CorefileError(`invalid address: ${JSON.stringify(word)}`);
  const [, bracketed, plain, port = ''] = /^(?:\[([^\]]+)\]|([^:]*)):(\d+)$/.exec(rest) ?? [];
  const host = bracketed ?? plain ?? rest;
  const address = addressOf(host);
  if (address === undefined) {
    const text = c.place.read(rest);
    if (text === undefined) throw new CorefileError(`not an IP address or file: ${JSON.stringify(rest)}`);
    return readResolvServers(text).map((server) => ({ address: server, port: 53 }));
  }
  if (transport === 'tls') throw new CorefileError('cka-net: forwarding over TLS is not simulated yet');
  if (transport !== 'dns')
    throw new CorefileError(`'${transport}' is not supported as a destination protocol in forward: ${word}`);
  return [{ address, port: port === '' ? 53 : Number(port) }];
}

function addressOf(text: string): IpAddress | undefined {
  const plain = text.replace(/%.*$/, '');
  return (plain.split('.').length === 4 ? parseIpv4(plain) : undefined) ?? (plain.includes(':') ? parseIpv6(plain) : undefined); // prettier-ignore
}

function property(c: Controller, draft: Draft): void {
  const name = c.word();
  const natural = (): number => {
    const text = c.argument();
    if (!/^\d+$/.test(text))
      throw new CorefileError(`strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`);
    return Number(text);
  };
  const bare = (): void => {
    if (c.nextArg()) throw c.argError();
  };
  const codes = (): readonly number[] => {
    const words = c.remainingArgs();
    if (words.length === 0) throw c.argError();
    return words.map((word) => {
      const code = rcodeNumber(word);
      if (code === undefined) throw new CorefileError(`${word} is not a valid rcode`);
      return code;
    });
  };
  switch (name) {
    case 'except': {
      const zones = c.remainingArgs();
      if (zones.length === 0) throw c.argError();
      draft.except = [...draft.except, ...zones.flatMap((zone) => normalizedZones(zone))];
      return;
    }
    case 'max_fails':
      draft.maxFails = natural();
      return;
    case 'health_check':
      healthCheck(c);
      return;
    case 'force_tcp':
    case 'prefer_udp':
      return bare();
    case 'tls':
      if (c.remainingArgs().length > 3) throw c.argError();
      return;
    case 'tls_servername':
      c.argument();
      return;
    case 'expire':
      if (c.duration(c.argument()) < 0) throw new CorefileError(`expire can't be negative: ${c.word()}`);
      return;
    case 'policy': {
      const policy = c.argument();
      if (policy !== 'random' && policy !== 'round_robin' && policy !== 'sequential')
        throw c.error(`unknown policy '${policy}'`);
      draft.policy = policy;
      return;
    }
    case 'max_concurrent': {
      const most = c.integer(c.argument());
      if (most < 0) throw new CorefileError(`max_concurrent can't be negative: ${most}`);
      draft.maxConcurrent = most;
      return;
    }
    case 'next':
      draft.next = codes();
      return;
    case 'failfast_all_unhealthy_upstreams':
      if (c.remainingArgs().length > 0) throw c.argError();
      draft.failFast = true;
      return;
    case 'failover':
      draft.failover = codes();
      return;
    default:
      throw c.error(`unknown property '${name}'`);
  }
}

function healthCheck(c: Controller): void {
  const us = c.duration(c.argument());
  if (us < 0) throw new CorefileError(`health_check can't be negative: ${us * 1000}`);
  while (c.nextArg()) {
    if (c.word() === 'domain') c.argument();
    else if (c.word() !== 'no_rec') throw new CorefileError(`health_check: unknown option ${c.word()}`);
  }
}

function pass(settings: ForwardSettings, request: Request, turn: Turn, next: (request: Request) => Outcome): Outcome {
  const { maxFails, upstreams } = settings;
  const deadlineUs = turn.startedUs + DEADLINE_US;
  const list = inOrder(settings, turn);
  let error: string | undefined;
  let fails = 0;
  let atOnce = 0;
  for (let i = 0; turn.now() < deadlineUs; i++) {
    if (i >= list.length) {
      i = 0;
      fails = 0;
      if (atOnce >= list.length) {
        // Nobody can even be sent to: the real program tries without a pause until its health checks have failed.
        turn.waitUntil(Math.min(deadlineUs, turn.now() + DOWN_AFTER_US));
        atOnce = 0;
      }
    }
    let upstream = list[i];
    if (!upstream) break;
    if (maxFails > 0 && isDown(turn, upstream)) {
      fails++;
      if (fails < upstreams.length) continue;
      if (settings.failFast) break;
      upstream = upstreams[turn.random() % upstreams.length] ?? upstream;
    }
    const exchanged = turn.exchange(upstream, request.message);
    if (exchanged.type === 'error') {
      error = exchanged.text;
      if (exchanged.atOnce) atOnce++;
      failed(turn, upstream);
      if (fails < upstreams.length) continue;
      break;
    }
    succeeded(turn, upstream);
    const message = { ...exchanged.message, id: request.message.id };
    const [asked] = request.message.questions;
    const [got] = message.questions;
    if (got && asked && (got.type !== asked.type || got.name.toLowerCase() !== asked.name.toLowerCase()))
      return { message: { ...message, rcode: RCODE.formatError, questions: request.message.questions, answers: [], authorities: [], additionals: [] }, rcode: RCODE.success, by: 'forward' }; // prettier-ignore
    if (settings.failover.includes(message.rcode) && fails < upstreams.length) {
      fails++;
      continue;
    }
    if (settings.next.includes(message.rcode)) {
      const outcome = next(request);
      if (outcome.error !== NO_NEXT) return outcome;
    }
    return { message, rcode: RCODE.success, by: `forward ${formatIp(upstream.address)}` };
  }
  return { rcode: RCODE.serverFailure, error: error ?? 'no healthy proxies', by: 'forward failed' };
}

const NO_NEXT = 'plugin/forward: no next plugin found';

function inOrder({ policy, upstreams }: ForwardSettings, turn: Turn): readonly Upstream[] {
  if (upstreams.length < 2 || policy === 'sequential') return upstreams;
  if (policy === 'round_robin') {
    const robin = (turn.recall('forward robin') ?? 0) + 1;
    turn.remember('forward robin', robin);
    const first = robin % upstreams.length;
    return [...upstreams.slice(first, first + 1), ...upstreams.slice(0, first), ...upstreams.slice(first + 1)];
  }
  const left = [...upstreams];
  const order: Upstream[] = [];
  while (left.length > 0) order.push(...left.splice(turn.random() % left.length, 1));
  return order;
}

function failureKey({ address, port }: Upstream): string {
  return `forward failed ${formatIp(address)}#${port}`;
}

function isDown(turn: Turn, upstream: Upstream): boolean {
  const sinceUs = turn.recall(failureKey(upstream)) ?? 0;
  const forUs = turn.now() - sinceUs;
  return sinceUs > 0 && forUs >= DOWN_AFTER_US && forUs < FORGIVEN_AFTER_US;
}

function failed(turn: Turn, upstream: Upstream): void {
  const key = failureKey(upstream);
  const sinceUs = turn.recall(key) ?? 0;
  if (sinceUs === 0 || turn.now() - sinceUs >= FORGIVEN_AFTER_US) turn.remember(key, turn.now());
}

function succeeded(turn: Turn, upstream: Upstream): void {
  const key = failureKey(upstream);
  if ((turn.recall(key) ?? 0) !== 0) turn.remember(key, 0);
}
