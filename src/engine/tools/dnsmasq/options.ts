import type { DnsmasqBackend, DnsUpstream } from '../../kernel/dns-server-records';
import { parseIpv4 } from '../../packet/address';
import type { DnsData, DnsRecord } from '../../packet/dns/message';
import { absolute } from '../../packet/dns/names';
import { parseIpv6, type IpAddress } from '../../packet/ipv6-address';
import { ExitError } from '../clib/exit';
import { addressRecord } from './answer';

export interface Option {
  readonly name: string;
  readonly value: string;
}

/** A complaint about the command line, as dnsmasq words it. */
export function badOption(reason: string): ExitError {
  return new ExitError(1, `\ndnsmasq: bad command line options: ${reason}\n`);
}

/** What the options with records and servers say. Throws ExitError. */
export function backendOf(options: readonly Option[]): DnsmasqBackend {
  const has = (name: string): boolean => options.some((option) => option.name === name);
  const values = (name: string): readonly string[] => options.filter((o) => o.name === name).map(({ value }) => value);
  const resolvFile = values('r').at(-1) ?? '/etc/resolv.conf';
  return {
    type: 'dnsmasq',
    records: options.flatMap(recordsOf),
    wildcards: longestFirst(values('A').map(wildcardOf)),
    // `//` is about names without dots, which nobody asks for: they come with the search list.
    routes: longestFirst(
      values('S')
        .filter((value) => value !== '//')
        .map(routeOf),
    ),
    hostsFiles: [...(has('h') ? [] : ['/etc/hosts']), ...values('H')],
    resolvFile: has('R') ? undefined : resolvFile,
    logQueries: has('q'),
  };
}

function longestFirst<T extends { readonly domain: string }>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => b.domain.length - a.domain.length);
}

function addressOf(text: string): IpAddress | undefined {
  return parseIpv4(text) ?? parseIpv6(text);
}

/** The records of one option. */
function recordsOf({ name: option, value }: Option): readonly DnsRecord[] {
  const [first = '', ...rest] = value.split(',');
  const owner = absolute(first);
  const make = (data: DnsData): readonly DnsRecord[] => [{ name: owner, class: 1, ttl: 0, data }];
  switch (option) {
    case 'host-record': {
      const names = value.split(',').filter((word) => addressOf(word) === undefined && !/^\d+$/.test(word));
      const addresses = rest.flatMap((word) => addressOf(word) ?? []);
      if (first === '' || addresses.length === 0) throw badOption('Bad host-record');
      return names.flatMap((each) => addresses.map((address) => addressRecord(absolute(each), address)));
    }
    case 'cname': {
      const target = rest.findLast((word) => !/^\d+$/.test(word));
      if (target === undefined) throw badOption('bad CNAME');
      const aliases = [first, ...rest.slice(0, rest.lastIndexOf(target))];
      const data = { type: 'CNAME', target: absolute(target) } as const;
      return aliases.map((alias) => ({ name: absolute(alias), class: 1, ttl: 0, data }));
    }
    case 'Y':
      return make({ type: 'TXT', texts: rest });
    case 'W': {
      const [target, ...numbers] = rest;
      const [port = 1, priority = 0, weight = 0] = numbers.map(Number);
      if ([port, priority, weight].some(Number.isNaN)) throw badOption('invalid port number');
      return make({ type: 'SRV', priority, weight, port, target: target === undefined ? '.' : absolute(target) });
    }
    case 'm': {
      const [exchange = first, preference = '1'] = rest;
      if (!/^\d+$/.test(preference)) throw badOption('bad MX preference');
      return make({ type: 'MX', preference: Number(preference), exchange: absolute(exchange) });
    }
    case 'ptr-record':
      return make({ type: 'PTR', target: rest[0] === undefined ? '.' : absolute(rest[0]) });
    default:
      return [];
  }
}

/** `/DOMAIN/ADDRESS`; without an address the domain does not exist. */
function wildcardOf(value: string): DnsmasqBackend['wildcards'][number] {
  const [domain = '', text = ''] = domainAndRest(value);
  const address = addressOf(text);
  if (domain === '' || (text !== '' && address === undefined)) throw badOption('Bad address in --address');
  return { domain: absolute(domain), address };
}

/** `[/DOMAIN/][ADDRESS[#PORT]]`. */
function routeOf(value: string): DnsmasqBackend['routes'][number] {
  const [domain = '', text = ''] = domainAndRest(value);
  return { domain: domain === '' ? '.' : absolute(domain), upstream: text === '' ? undefined : upstreamOf(text) };
}

function domainAndRest(value: string): readonly string[] {
  const [, domain, rest] = /^\/([^/]*)\/(.*)$/.exec(value) ?? [];
  return domain === undefined ? ['', value] : [domain, rest ?? ''];
}

function upstreamOf(text: string): DnsUpstream {
  const [host = '', port = '53'] = text.split('#');
  const address = addressOf(host);
  if (address === undefined || !/^\d+$/.test(port)) throw badOption('Bad address');
  return { address, port: Number(port) };
}
