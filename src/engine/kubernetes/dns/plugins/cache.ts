import type { DnsMessage, DnsRecord } from '../../../packet/dns/message';
import type { CacheItem } from '../cache-store';
import type { Controller } from '../corefile/controller';
import { CorefileError } from '../corefile/error';
import { authoritative, kindOfResponse, nameOfRequest, RCODE, typeOfRequest, type ResponseKind } from '../message';
import type { Outcome, Plugin } from '../plugin';
import type { Request, Turn } from '../turn';
import { matchingZone, zoneName } from '../zones';
import { onlyOnce } from './once';

interface CacheSettings {
  readonly zones: readonly string[];
  readonly success: Limits;
  readonly denial: Limits;
  /** Seconds that a SERVFAIL is kept. */
  readonly failTtl: number;
  readonly prefetch: { readonly amount: number; readonly durationUs: number; readonly percentage: number };
  /** Seconds that an answer may be used after its time. */
  readonly stale: number;
  readonly verifyStale: boolean;
  /** Zones whose answers are not kept. */
  readonly exceptSuccess: readonly string[];
  readonly exceptDenial: readonly string[];
  readonly keepTtl: boolean;
}

interface Limits {
  readonly capacity: number;
  /** Seconds. */
  readonly most: number;
  readonly least: number;
}

type Draft = { -readonly [K in keyof CacheSettings]: CacheSettings[K] };

/** The plugin cache: keeps answers for as long as they may be kept (plugin/cache). */
export const cache: Plugin<CacheSettings> = {
  name: 'cache',
  setup: (c) => onlyOnce(c, () => directive(c)),
  serve(settings, request, turn, next) {
    if (matchingZone(nameOfRequest(request), settings.zones) === undefined) return next(request);
    const key = keyOf(request);
    const found = find(settings, turn, key);
    if (!found) return keep(settings, request, turn, key, next(request));
    const { item, kind } = found;
    const left = timeLeft(item, turn);
    if (left < 0) {
      if (settings.verifyStale) {
        const outcome = next(request);
        const { message } = outcome;
        if (message && (message.rcode === RCODE.success || message.rcode === RCODE.nameError))
          return keep(settings, request, turn, key, outcome);
      } else turn.then(() => turn.cache.refresh(questionOf(request)));
    } else prefetch(settings, request, turn, kind, key, item, left);
    const ttl = settings.keepTtl ? item.ttl : Math.max(0, left);
    const message = fromItem(item, request, ttl);
    return { message, rcode: RCODE.success, by: 'cache' };
  },
};

function directive(c: Controller): CacheSettings {
  const args = c.remainingArgs();
  const [first = ''] = args;
  const draft: Draft = {
    zones: [],
    success: { capacity: 9984, most: 3600, least: 5 },
    denial: { capacity: 9984, most: 1800, least: 5 },
    failTtl: 5,
    prefetch: { amount: 0, durationUs: 60_000_000, percentage: 10 },
    stale: 0,
    verifyStale: false,
    exceptSuccess: [],
    exceptDenial: [],
    keepTtl: false,
  };
  if (/^[+-]?\d+$/.test(first)) {
    const most = positive(first);
    draft.success = { ...draft.success, most };
    draft.denial = { ...draft.denial, most };
    args.shift();
  }
  draft.zones = c.origins(args);
  while (c.nextBlock()) property(c, draft);
  return draft;
}

function positive(text: string): number {
  const ttl = Number(text);
  if (ttl <= 0) throw new CorefileError(`cache TTL can not be zero or negative: ${ttl}`);
  return ttl;
}

function property(c: Controller, draft: Draft): void {
  const name = c.word();
  const args = c.remainingArgs();
  switch (name) {
    case 'success':
    case 'denial': {
      const [capacity, most, least] = args;
      if (capacity === undefined) throw c.argError();
      const lowest = least === undefined ? draft[name].least : c.integer(least);
      if (lowest < 0) throw new CorefileError(`cache min TTL can not be negative: ${lowest}`);
      const highest = most === undefined ? draft[name].most : positive(String(c.integer(most)));
      draft[name] = { capacity: c.integer(capacity), most: highest, least: lowest };
      return;
    }
    case 'prefetch': {
      const [amount, duration, percentage] = args;
      if (amount === undefined || args.length > 3) throw c.argError();
      const number = c.integer(amount);
      if (number < 0) throw new CorefileError(`prefetch amount should be positive: ${number}`);
      const durationUs = duration === undefined ? draft.prefetch.durationUs : c.duration(duration);
      draft.prefetch = { amount: number, durationUs, percentage: percentOf(c, percentage) };
      return;
    }
    case 'serve_stale': {
      if (args.length > 2) throw c.argError();
      const us = args[0] === undefined ? 3_600_000_000 : c.duration(args[0]);
      if (us < 0) throw new CorefileError('invalid negative duration for serve_stale');
      const mode = (args[1] ?? 'immediate').toLowerCase();
      if (mode !== 'immediate' && mode !== 'verify')
        throw new CorefileError(`invalid value for serve_stale refresh mode: ${mode}`);
      draft.stale = us / 1_000_000;
      draft.verifyStale = mode === 'verify';
      return;
    }
    case 'servfail': {
      const [text = ''] = args;
      if (args.length !== 1) throw c.argError();
      const us = c.duration(text);
      if (us < 0) throw new CorefileError('invalid negative ttl for servfail');
      if (us > 300_000_000) throw new CorefileError('caching SERVFAIL responses over 5 minutes is not permitted');
      draft.failTtl = us / 1_000_000;
      return;
    }
    case 'disable': {
      const [kind, ...zones] = args;
      if (kind === undefined) throw c.argError();
      const except = zones.length === 0 ? ['.'] : zones.map(zoneName);
      if (kind === 'denial') draft.exceptDenial = except;
      else if (kind === 'success') draft.exceptSuccess = except;
      else throw new CorefileError('cache type for disable must be "success" or "denial"');
      return;
    }
    case 'keepttl':
      if (args.length > 0) throw c.argError();
      draft.keepTtl = true;
      return;
    default:
      throw c.argError();
  }
}

function percentOf(c: Controller, text: string | undefined): number {
  if (text === undefined) return 10;
  if (!text.endsWith('%'))
    throw new CorefileError(`last character of percentage should be \`%\`, but is: '${text.at(-1) ?? ''}'`);
  const percentage = c.integer(text.slice(0, -1));
  if (percentage < 10 || percentage > 90)
    throw new CorefileError(`percentage should fall in range [10, 90]: ${percentage}`);
  return percentage;
}

function questionOf(request: Request): { readonly name: string; readonly type: number; readonly dnssecOk: boolean } {
  return {
    name: nameOfRequest(request),
    type: typeOfRequest(request),
    dnssecOk: request.message.edns?.dnssecOk ?? false,
  };
}

function keyOf(request: Request): string {
  const { name, type, dnssecOk } = questionOf(request);
  return `${dnssecOk ? 1 : 0}${request.message.flags.cd ? 1 : 0} ${type} ${name}`;
}

/** Whole seconds that an item may still be used. */
function timeLeft({ ttl, storedUs }: CacheItem, { world }: Turn): number {
  return ttl - Math.floor((world.nowUs - storedUs) / 1_000_000);
}

function find(
  { stale }: CacheSettings,
  turn: Turn,
  key: string,
): { readonly item: CacheItem; readonly kind: 'success' | 'denial' } | undefined {
  for (const kind of ['denial', 'success'] as const) {
    const item = turn.cache.get(kind, key);
    if (!item) continue;
    const left = timeLeft(item, turn);
    if (left > 0 || (stale > 0 && -left < stale)) {
      turn.then(() => turn.count(`cache hits ${kind}`));
      return { item, kind };
    }
  }
  turn.then(() => turn.count('cache misses'));
  return undefined;
}

/** The longest that an answer may be kept, in seconds (plugin/pkg/dnsutil/ttl.go). */
function leastTtl({ answers, authorities, additionals }: DnsMessage, kind: ResponseKind): number {
  if (kind !== 'noerror' && kind !== 'nxdomain' && kind !== 'nodata') return 5;
  const all = [...answers, ...authorities, ...additionals];
  return all.length === 0 ? 5 : Math.min(3600, ...all.map(({ ttl }) => ttl));
}

function keep(settings: CacheSettings, request: Request, turn: Turn, key: string, outcome: Outcome): Outcome {
  const { message } = outcome;
  if (!message) return outcome;
  const kind = kindOfResponse(message);
  const denied = kind === 'nxdomain' || kind === 'nodata';
  const limits = denied ? settings.denial : settings.success;
  const least = leastTtl(message, kind);
  const ttl = kind === 'servererror' ? settings.failTtl : Math.min(Math.max(least, limits.least), limits.most);
  const capped = (records: readonly DnsRecord[]): readonly DnsRecord[] => records.map((each) => ({ ...each, ttl: Math.min(each.ttl, ttl) })); // prettier-ignore
  const shown: DnsMessage = {
    ...message,
    answers: capped(message.answers),
    authorities: capped(message.authorities),
    additionals: capped(message.additionals),
  };
  const side = denied || kind === 'servererror' ? 'denial' : 'success';
  const except = side === 'denial' ? settings.exceptDenial : settings.exceptSuccess;
  const name = nameOfRequest(request);
  const kept = !message.flags.tc && kind !== 'othererror' && kind !== 'meta' && ttl > 0;
  if (kept && matchingZone(name, except) === undefined) {
    const item: CacheItem = {
      name,
      type: typeOfRequest(request),
      rcode: shown.rcode,
      ra: shown.flags.ra,
      ad: shown.flags.ad,
      answers: shown.answers,
      authorities: shown.authorities,
      additionals: shown.additionals,
      ttl,
      storedUs: turn.world.nowUs,
    };
    const { capacity } = side === 'denial' ? settings.denial : settings.success;
    turn.then(() => turn.cache.set(side, key, item, capacity));
  }
  const wantsAd = request.message.flags.ad || request.message.edns?.dnssecOk === true;
  return { ...outcome, message: wantsAd ? shown : { ...shown, flags: { ...shown.flags, ad: false } } };
}

/** What the cache answers always has authority: some clients throw away what has none (plugin/cache/item.go: toMsg). */
function fromItem(item: CacheItem, request: Request, ttl: number): DnsMessage {
  const aged = (records: readonly DnsRecord[]): readonly DnsRecord[] => records.map((each) => ({ ...each, ttl }));
  const wantsAd = request.message.flags.ad || request.message.edns?.dnssecOk === true;
  return authoritative(request, {
    rcode: item.rcode,
    flags: { ra: item.ra, ad: item.ad && wantsAd },
    answers: aged(item.answers),
    authorities: aged(item.authorities),
    additionals: aged(item.additionals),
  });
}

/** What is asked for often is renewed shortly before its time is over. */
function prefetch(
  { prefetch: { amount, durationUs, percentage }, success, denial }: CacheSettings,
  request: Request,
  turn: Turn,
  kind: 'success' | 'denial',
  key: string,
  item: CacheItem,
  left: number,
): void {
  if (amount === 0) return;
  const { nowUs } = turn.world;
  const recent = item.hits !== undefined && nowUs - item.hits.lastUs < durationUs;
  const count = (recent ? (item.hits?.count ?? 0) : 0) + 1;
  const { capacity } = kind === 'denial' ? denial : success;
  turn.then(() => {
    turn.cache.set(kind, key, { ...item, hits: { count, lastUs: nowUs } }, capacity);
    if (count >= amount && left <= Math.ceil((percentage / 100) * item.ttl)) turn.cache.refresh(questionOf(request));
  });
}
