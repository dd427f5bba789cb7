import {
  record,
  authoritative,
  askedName,
  classOfResponse,
  kindOfResponse,
  RCODE,
  typeOfRequest,
  nameOfRequest,
} from '../message';
import type { Plugin } from '../plugin';
import { CorefileError } from '../corefile/error';
import { matchingZone } from '../zones';
import { onlyOnce } from './once';

/** Plugins of a few lines each. */

/** `any`: ANY gets a HINFO that says no (RFC 8482). */
export const any: Plugin<true> = {
  name: 'any',
  setup: (c) => onlyOnce(c, () => true as const),
  serve(_, request, __, next) {
    if (typeOfRequest(request) !== 255) return next(request);
    const answer = record(askedName(request), 8482, { type: 'HINFO', cpu: 'ANY obsoleted', os: 'See RFC 8482' });
    return {
      message: authoritative(request, { answers: [answer], flags: { aa: false } }),
      rcode: RCODE.success,
      by: 'any',
    };
  },
};

/** `whoami`: who asks. */
export const whoami: Plugin<true> = {
  name: 'whoami',
  setup: (c) =>
    onlyOnce(c, () => {
      if (c.nextArg()) throw c.argError();
      return true as const;
    }),
  serve(_, request) {
    const { address, port, transport } = request.client;
    const name = askedName(request);
    const own = record(name, 0, typeof address === 'string' ? { type: 'AAAA', address } : { type: 'A', address });
    const service = record(`_${transport}.${name === '.' ? '' : name}`, 0, { type: 'SRV', priority: 0, weight: 0, port, target: '.' }); // prettier-ignore
    return { message: authoritative(request, { additionals: [own, service] }), rcode: RCODE.success, by: 'whoami' };
  },
};

/** `minimal`: leaves out what the client can do without. */
export const minimal: Plugin<true> = {
  name: 'minimal',
  setup: (c) =>
    onlyOnce(c, () => {
      if (c.remainingArgs().length > 0) throw c.argError();
      return true as const;
    }),
  serve(_, request, __, next) {
    const outcome = next(request);
    const kind = kindOfResponse(outcome.message);
    if (!outcome.message || kind === 'delegation' || classOfResponse(kind) !== 'success') return outcome;
    return { ...outcome, message: { ...outcome.message, authorities: [], additionals: [] } };
  },
};

/** `debug`: lines of level DEBUG are printed too. */
export const debug: Plugin<never> = {
  name: 'debug',
  setup(c) {
    onlyOnce(c, () => {
      if (c.nextArg()) throw c.argError();
      return true;
    });
    c.settings.debug = true;
    return [];
  },
};

/** `bind`: on which addresses to listen. */
export const bind: Plugin<never> = {
  name: 'bind',
  setup(c) {
    const all: string[] = [];
    while (c.next()) {
      const wanted = c.remainingArgs();
      if (wanted.length === 0) throw new CorefileError('at least one address or interface name is expected');
      const except: string[] = [];
      while (c.nextBlock()) {
        if (c.word() !== 'except') throw new CorefileError(`invalid option ${JSON.stringify(c.word())}`);
        except.push(...c.remainingArgs());
        if (except.length === 0)
          throw new CorefileError('at least one address or interface must be given to except subdirective');
      }
      const addresses = (words: readonly string[]): readonly string[] =>
        words.flatMap((word) => {
          const of = c.place.addressesOf(word);
          if (of) return of;
          if (!/^[\d.]+$|:/.test(word))
            throw new CorefileError(`not a valid IP address or interface name: ${JSON.stringify(word)}`);
          return [word];
        });
      const left = new Set(addresses(except));
      all.push(...addresses(wanted).filter((address) => !left.has(address)));
    }
    c.settings.listenHosts = all;
    return [];
  },
};

const LOCAL_ZONES = ['localhost.', '0.in-addr.arpa.', '127.in-addr.arpa.', '255.in-addr.arpa.'];
const LOCAL_TTL = 86400;

/** `local`: the names every resolver knows by itself (RFC 6303). */
export const local: Plugin<true> = {
  name: 'local',
  setup: (c) => onlyOnce(c, () => true as const),
  serve(_, request, __, next) {
    const name = nameOfRequest(request);
    const zone = matchingZone(name, LOCAL_ZONES);
    const type = typeOfRequest(request);
    if (zone === undefined && !name.startsWith('localhost.')) return next(request);
    const own = askedName(request);
    const loopback = zone !== '0.in-addr.arpa.' && zone !== '255.in-addr.arpa.';
    const answers =
      type === 1 && !name.endsWith('.arpa.')
        ? [record(own, LOCAL_TTL, { type: 'A' as const, address: (127 * 2 ** 24 + 1) as never })]
        : type === 28 && !name.endsWith('.arpa.')
          ? [record(own, LOCAL_TTL, { type: 'AAAA' as const, address: '::1' as never })]
          : type === 12 && loopback && name === '1.0.0.127.in-addr.arpa.'
            ? [record(own, LOCAL_TTL, { type: 'PTR' as const, target: 'localhost.' })]
            : [];
    const soa = record(zone ?? own, LOCAL_TTL, { type: 'SOA', mname: 'localhost.', rname: 'root.localhost.', serial: 1, refresh: 0, retry: 0, expire: 0, minimum: LOCAL_TTL }); // prettier-ignore
    return {
      message: authoritative(request, { answers, authorities: answers.length === 0 ? [soa] : [] }),
      rcode: RCODE.success,
      by: 'local',
    };
  },
};
