import { parseIpv4 } from '../../../packet/address';
import { typeName, type DnsRecord } from '../../../packet/dns/message';
import { formatIp, parseIpv6, type IpAddress } from '../../../packet/ipv6-address';
import type { Controller } from '../corefile/controller';
import { CorefileError } from '../corefile/error';
import { askedName, authoritative, nameOfRequest, RCODE, record, typeOfRequest } from '../message';
import type { Plugin } from '../plugin';
import type { Turn } from '../turn';
import { addressOfReverse, matchingZone, zoneName } from '../zones';
import { onlyOnce } from './once';

interface HostsSettings {
  readonly path: string;
  readonly zones: readonly string[];
  readonly inline: readonly Entry[];
  readonly fallthrough: readonly string[];
  /** Seconds. */
  readonly ttl: number;
  readonly reverse: boolean;
}

interface Entry {
  readonly address: IpAddress;
  /** Complete, in small letters. */
  readonly names: readonly string[];
}

/** The plugin hosts: answers from a file like /etc/hosts, or from lines in the Corefile (plugin/hosts). The file is read at each question. */
export const hosts: Plugin<HostsSettings> = {
  name: 'hosts',
  setup: (c) => onlyOnce(c, () => directive(c)),
  serve(settings, request, turn, next) {
    const name = nameOfRequest(request);
    const type = typeName(typeOfRequest(request));
    if (matchingZone(name, settings.zones) === undefined && type !== 'PTR') return next(request);
    const own = askedName(request).toLowerCase();
    const entries = entriesOf(settings, turn);
    const { ttl } = settings;
    let answers: readonly DnsRecord[] = [];
    if (type === 'PTR') {
      const ip = addressOfReverse(name);
      const names = settings.reverse ? entries.filter(({ address }) => formatIp(address) === ip).flatMap((entry) => entry.names) : []; // prettier-ignore
      if (names.length === 0) return next(request);
      answers = [...new Set(names)].map((target) => record(own, ttl, { type: 'PTR', target }));
    } else {
      answers = addressesOf(entries, name)
        .filter((address) => (typeof address === 'number' ? 'A' : 'AAAA') === type)
        .map((address) =>
          record(own, ttl, typeof address === 'number' ? { type: 'A', address } : { type: 'AAAA', address }),
        );
    }
    if (answers.length === 0 && addressesOf(entries, name).length === 0) {
      if (matchingZone(name, settings.fallthrough) !== undefined) return next(request);
      // There is no SOA with which to say that there is no such name.
      return { rcode: RCODE.serverFailure, by: 'hosts no-name' };
    }
    return { message: authoritative(request, { answers }), rcode: RCODE.success, by: 'hosts' };
  },
};

function directive(c: Controller): HostsSettings {
  const args = c.remainingArgs();
  const path = args.shift() ?? '/etc/hosts';
  if (c.place.read(path) === undefined) c.place.warn(`[WARNING] plugin/hosts: File does not exist: ${path}`);
  const zones = c.origins(args);
  const inline: Entry[] = [];
  let fallthrough: readonly string[] = [];
  let ttl = 3600;
  let reverse = true;
  while (c.nextBlock()) {
    const word = c.word();
    if (word === 'fallthrough') fallthrough = c.fallthrough();
    else if (word === 'no_reverse') reverse = false;
    else if (word === 'ttl') {
      const [text] = c.remainingArgs();
      if (text === undefined) throw c.error('ttl needs a time in second');
      if (!/^[+-]?\d+$/.test(text)) throw c.error('ttl needs a number of second');
      ttl = Number(text);
      if (ttl <= 0 || ttl > 65535) throw c.error('ttl provided is invalid');
    } else if (word === 'reload') {
      const [text, ...more] = c.remainingArgs();
      if (text === undefined || more.length > 0) throw c.error('reload needs a duration (zero seconds to disable)');
      reload(c, text);
    } else if (fallthrough.length > 0) throw c.error(`unknown property '${word}'`);
    else inline.push(...entryOf([word, ...c.remainingArgs()]));
  }
  return { path, zones, inline, fallthrough, ttl, reverse };
}

function reload(c: Controller, text: string): void {
  try {
    if (c.duration(text) < 0) throw c.error(`invalid negative duration for reload '${text}'`);
  } catch (error) {
    if (error instanceof CorefileError && error.message.startsWith('time:')) throw c.error(`invalid duration for reload '${text}'`); // prettier-ignore
    throw error;
  }
}

function entryOf(words: readonly string[]): readonly Entry[] {
  const [text = '', ...names] = words;
  const address = (text.split('.').length === 4 ? parseIpv4(text) : undefined) ?? parseIpv6(text);
  return address === undefined || names.length === 0 ? [] : [{ address, names: names.map(zoneName) }];
}

function entriesOf({ path, inline }: HostsSettings, turn: Turn): readonly Entry[] {
  const text = turn.read(path) ?? '';
  const listed = text.split('\n').flatMap((line) => entryOf(line.replace(/#.*/, '').trim().split(/\s+/)));
  return [...listed, ...inline];
}

function addressesOf(entries: readonly Entry[], name: string): readonly IpAddress[] {
  return entries.filter(({ names }) => names.includes(name)).map(({ address }) => address);
}
