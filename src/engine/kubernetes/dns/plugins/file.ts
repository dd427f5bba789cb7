import { typeName, typeOf, type DnsRecord } from '../../../packet/dns/message';
import { goDuration } from '../../objects/go-duration';
import type { Controller } from '../corefile/controller';
import { CorefileError } from '../corefile/error';
import { askedName, authoritative, nameOfRequest, RCODE, typeOfRequest } from '../message';
import type { Outcome, Plugin } from '../plugin';
import type { Request, Turn } from '../turn';
import { isWithin, matchingZone, withoutZone } from '../zones';
import { readZone, ZoneTextError } from './zone-text';

interface FileSettings {
  readonly zones: readonly { readonly origin: string; readonly path: string }[];
  readonly fallthrough: readonly string[];
}

const MOST_ALIASES = 8;

/** The plugin file: zones from files (plugin/file). A file is read at each question, so that what it says is always what it says now. */
export const file: Plugin<FileSettings> = {
  name: 'file',
  setup(c) {
    const zones: FileSettings['zones'][number][] = [];
    let fallthrough: readonly string[] = [];
    while (c.next()) {
      const path = c.argument();
      for (const origin of c.origins(c.remainingArgs())) zones.push({ origin, path });
      const text = c.place.read(path);
      let reloadUs = 60_000_000;
      while (c.nextBlock()) {
        if (c.word() === 'fallthrough') fallthrough = c.fallthrough();
        else if (c.word() === 'reload') reloadUs = reload(c);
        else if (c.word() === 'upstream') c.remainingArgs();
        else throw c.error(`unknown property '${c.word()}'`);
      }
      check(c, zones, path, text, reloadUs);
    }
    return [{ zones, fallthrough }];
  },
  serve(settings, request, turn, next) {
    const name = nameOfRequest(request);
    const origin = matchingZone(
      name,
      settings.zones.map((zone) => zone.origin),
    );
    if (origin === undefined) return next(request);
    const records = recordsOf(settings, turn, origin);
    if (!records?.some(({ data }) => data.type === 'SOA')) return { rcode: RCODE.serverFailure, by: 'file no-zone' };
    const type = typeOfRequest(request);
    if (type === 252 || type === 251) return { rcode: RCODE.refused, by: 'file' };
    return lookUp(settings, records, origin, request, turn, next);
  },
};

function reload(c: Controller): number {
  const [text] = c.remainingArgs();
  if (text === undefined) throw new CorefileError('reload duration value is expected');
  return c.duration(text);
}

function check(
  c: Controller,
  zones: FileSettings['zones'],
  path: string,
  text: string | undefined,
  reloadUs: number,
): void {
  if (text === undefined) {
    const problem = `open ${path}: no such file or directory`;
    if (reloadUs === 0) throw new CorefileError(`plugin/file: ${problem}`);
    c.place.warn(`[WARNING] plugin/file: Failed to open "${problem}": trying again in ${goDuration(reloadUs)}`);
    return;
  }
  for (const zone of zones.filter((each) => each.path === path)) {
    try {
      const records = readZone(text, zone.origin);
      if (!records.some(({ data }) => data.type === 'SOA'))
        throw new CorefileError(`file ${JSON.stringify(path)} has no SOA record for origin ${zone.origin}`);
    } catch (error) {
      if (error instanceof ZoneTextError) throw new CorefileError(`${path}: ${error.message}`);
      throw error;
    }
  }
}

function recordsOf({ zones }: FileSettings, turn: Turn, origin: string): readonly DnsRecord[] | undefined {
  const text = turn.read(zones.find((zone) => zone.origin === origin)?.path ?? '');
  if (text === undefined) return undefined;
  try {
    return readZone(text, origin);
  } catch (error) {
    if (error instanceof ZoneTextError) return undefined;
    throw error;
  }
}

/** plugin/file/lookup.go, without signatures. */
function lookUp(
  settings: FileSettings,
  records: readonly DnsRecord[],
  origin: string,
  request: Request,
  turn: Turn,
  next: (request: Request) => Outcome,
): Outcome {
  const name = nameOfRequest(request);
  const type = typeOfRequest(request);
  const at = (owner: string, of?: string): readonly DnsRecord[] =>
    records.filter((each) => each.name === owner && (of === undefined || each.data.type === of));
  const soa = at(origin, 'SOA');
  const servers = at(origin, 'NS');
  const write = (parts: Parameters<typeof authoritative>[1]): Outcome => ({ message: authoritative(request, parts), rcode: RCODE.success, by: 'file' }); // prettier-ignore
  if (name === origin && typeName(type) === 'SOA') return write({ answers: soa, authorities: servers });
  if (name === origin && typeName(type) === 'NS')
    return write({ answers: servers, additionals: glue(records, servers) });
  const delegation = delegated(records, name, origin);
  if (delegation)
    return write({ flags: { aa: false }, authorities: delegation, additionals: glue(records, delegation) });
  const own = at(name);
  const wildcard = own.length > 0 ? [] : wildcardOf(records, name, origin);
  const found = own.length > 0 ? own : wildcard.map((each) => ({ ...each, name: askedName(request) }));
  if (found.length === 0) {
    if (matchingZone(name, settings.fallthrough) !== undefined) return next(request);
    const inner = records.some((each) => isWithin(each.name, name));
    return write({ rcode: inner ? RCODE.success : RCODE.nameError, authorities: soa });
  }
  const alias = found.find(({ data }) => data.type === 'CNAME');
  if (alias?.data.type === 'CNAME' && typeName(type) !== 'CNAME') {
    return write({ answers: followed(records, alias, origin, request, turn), authorities: servers });
  }
  const answers = found.filter(({ data }) => typeOf(data) === type);
  if (answers.length === 0) return write({ authorities: soa });
  return write({ answers, authorities: servers, additionals: glue(records, answers) });
}

function delegated(records: readonly DnsRecord[], name: string, origin: string): readonly DnsRecord[] | undefined {
  const labels = withoutZone(name, origin).split('.');
  for (let i = labels.length - 1; i >= 0; i--) {
    const owner = `${labels.slice(i).join('.')}.${origin}`;
    const servers = records.filter((each) => each.name === owner && each.data.type === 'NS');
    if (servers.length > 0) return servers;
  }
  return undefined;
}

function wildcardOf(records: readonly DnsRecord[], name: string, origin: string): readonly DnsRecord[] {
  const labels = withoutZone(name, origin).split('.');
  for (let i = 1; i <= labels.length; i++) {
    const parent = [...labels.slice(i), origin].join('.');
    const found = records.filter((each) => each.name === `*.${parent}`);
    if (found.length > 0) return found;
    if (records.some((each) => isWithin(each.name, parent)) && i < labels.length) return [];
  }
  return [];
}

function followed(
  records: readonly DnsRecord[],
  first: DnsRecord,
  origin: string,
  request: Request,
  turn: Turn,
): readonly DnsRecord[] {
  const type = typeOfRequest(request);
  const chain: DnsRecord[] = [first];
  for (let alias: DnsRecord | undefined = first; alias?.data.type === 'CNAME' && chain.length <= MOST_ALIASES;) {
    const target: string = alias.data.target.toLowerCase();
    if (!isWithin(target, origin)) {
      return [...chain, ...(turn.lookup(request, { name: target, type, class: 1 })?.answers ?? [])];
    }
    const found: readonly DnsRecord[] = records.filter((each) => each.name === target);
    alias = found.find(({ data }) => data.type === 'CNAME');
    if (alias) chain.push(alias);
    else return [...chain, ...found.filter(({ data }) => typeOf(data) === type)];
  }
  return chain;
}

/** Addresses of the names that records point to. */
function glue(records: readonly DnsRecord[], pointing: readonly DnsRecord[]): readonly DnsRecord[] {
  const names = pointing.flatMap(({ data }) =>
    data.type === 'NS'
      ? [data.target]
      : data.type === 'MX'
        ? [data.exchange]
        : data.type === 'SRV'
          ? [data.target]
          : [],
  );
  return records.filter(({ name, data }) => (data.type === 'A' || data.type === 'AAAA') && names.some((each) => each.toLowerCase() === name)); // prettier-ignore
}
