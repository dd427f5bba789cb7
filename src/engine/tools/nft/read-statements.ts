import type { LimitUnit, NatOptions, NftExpression, NftFamily, NftStatement } from '../../kernel/nftables/model'; // prettier-ignore
import { NftError } from './problem';
import type { Reader } from './reader';
import { readExpression, readMap, readOperand, startsExpression, typesOf } from './read-expression';
import { readValue, scalarOf } from './read-value';
import { SYMBOLS } from './symbols';
import { readDuration } from './times';

/** Statements of a rule, each from the word after its name on. */

const UNIT_US: Readonly<Record<LimitUnit, number>> = {
  second: 1_000_000,
  minute: 60_000_000,
  hour: 3_600_000_000,
  day: 86_400_000_000,
  week: 604_800_000_000,
};

const SIZES: ReadonlyMap<string, number> = new Map([['bytes', 1], ['kbytes', 1024], ['mbytes', 1_048_576]]); // prettier-ignore

export function readBytes(reader: Reader): number {
  const number = Number(reader.number().text);
  const size = SIZES.get(reader.peek.text);
  if (size === undefined) reader.unexpected('string');
  reader.next();
  return number * size;
}

export function readLimit(reader: Reader): NftStatement {
  if (reader.accept('name')) reader.unsupported('limit name');
  reader.expect('rate');
  const over = reader.accept('over') !== undefined;
  const amount = Number(reader.number().text);
  const [sizeWord = '', glued] = reader.peek.text.split('/');
  const size = SIZES.get(sizeWord);
  let unit = reader.peek;
  if (size !== undefined && glued !== undefined) {
    if (!Object.hasOwn(UNIT_US, glued)) throw new NftError('syntax error', unit);
    unit = { ...reader.next(), text: glued };
  } else {
    if (size !== undefined) reader.next();
    reader.expect('/');
    unit = reader.accept('second', 'minute', 'hour', 'day', 'week') ?? reader.unexpected();
  }
  let burst = size === undefined ? 5 : 0;
  if (reader.accept('burst')) {
    burst = Number(reader.number().text);
    const own = SIZES.get(reader.peek.text);
    if (own !== undefined) burst *= own;
    if (own !== undefined || reader.is('packets')) reader.next();
  }
  const perUs = UNIT_US[unit.text as LimitUnit];
  return { statement: 'limit', rate: amount * (size ?? 1), unit: unit.text as LimitUnit, perUs, burst, over, bytes: size !== undefined }; // prettier-ignore
}

export function readLog(reader: Reader): NftStatement {
  const word = { from: reader.lastEnd - 3, to: reader.lastEnd };
  const log = readLogOptions(reader);
  if (log.level !== undefined && log.group !== undefined) {
    throw new NftError('level and group are mutually exclusive', word);
  }
  return log;
}

function readLogOptions(reader: Reader): Extract<NftStatement, { statement: 'log' }> {
  let log: Extract<NftStatement, { statement: 'log' }> = { statement: 'log', flags: [] };
  for (;;) {
    if (reader.accept('prefix')) {
      const { kind } = reader.peek;
      log = { ...log, prefix: kind === 'quoted' || kind === 'word' ? reader.next().text : reader.unexpected() };
    } else if (reader.accept('level')) {
      const word = reader.next();
      const level = SYMBOLS.get('level')?.get(word.text);
      if (level === undefined) throw new NftError('invalid log level', word);
      log = level === 8 ? { ...log, audit: true } : { ...log, level };
    } else if (reader.accept('group')) log = { ...log, group: Number(reader.number().text) };
    else if (reader.accept('flags')) {
      const flags = [...log.flags];
      const kind = reader.next().text;
      if (kind === 'tcp' || kind === 'ip') {
        do flags.push(`${kind} ${reader.next().text}`);
        while (reader.accept(','));
      } else flags.push(kind);
      log = { ...log, flags };
    } else if (reader.accept('snaplen', 'queue-threshold')) reader.number();
    else return log;
  }
}

const REJECTS: ReadonlyMap<string, string> = new Map([['icmp', 'icmp_code'], ['icmpv6', 'icmpv6_code'], ['icmpx', 'icmpx_code']]); // prettier-ignore

export function readReject(reader: Reader, family: NftFamily): NftStatement {
  const word = { from: reader.lastEnd - 6, to: reader.lastEnd };
  if (!reader.accept('with')) {
    if (family === 'ip') return { statement: 'reject', kind: 'icmp', code: 3, plain: true };
    return family === 'ip6' ? { statement: 'reject', kind: 'icmpv6', code: 4, plain: true } : { statement: 'reject', kind: 'icmpx', code: 1, plain: true }; // prettier-ignore
  }
  if (reader.accept('tcp')) {
    reader.expect('reset');
    return { statement: 'reject', kind: 'tcp reset', code: 0 };
  }
  const kind = reader.accept('icmp', 'icmpv6', 'icmpx') ?? reader.unexpected();
  reader.accept('type');
  const token = reader.next();
  if (kind.text === 'icmpx' && (family === 'ip' || family === 'ip6')) {
    throw new NftError('abstracted ICMP unreachable not supported', token, [word]);
  }
  const code = Number(scalarOf(token, REJECTS.get(kind.text) ?? 'icmp_code', reader.around));
  const usual = (kind.text === 'icmp' && code === 3 && family === 'ip') || (kind.text === 'icmpv6' && code === 4 && family === 'ip6'); // prettier-ignore
  return { statement: 'reject', kind: kind.text as 'icmp' | 'icmpv6' | 'icmpx', code, ...(usual && { plain: true }) };
}

export function readNatOptions(reader: Reader): NatOptions {
  let options: NatOptions = {};
  do {
    const word = reader.accept('random', 'fully-random', 'persistent')?.text;
    if (word === undefined) return options;
    options = { ...options, [word === 'fully-random' ? 'fullyRandom' : word]: true };
  } while (reader.accept(','));
  return options;
}

export function readPort(reader: Reader): NftExpression {
  const { from } = reader.peek;
  const port = readOperand(reader, ['inet_service']);
  reader.portPlace = { from, to: reader.lastEnd };
  return port;
}

/** In a table of both families the address says which is meant, or a question for one of them before. */
export function readNat(
  reader: Reader,
  tableFamily: NftFamily,
  nat: 'snat' | 'dnat',
  known: 'ip' | 'ip6' | undefined,
): NftStatement {
  // prettier-ignore
  const given = reader.accept('ip', 'ip6')?.text as 'ip' | 'ip6' | undefined;
  reader.expect('to');
  const bracketed = reader.is('[') || (reader.peek.kind === 'word' && reader.peek.text.includes(':'));
  const family =
    given ?? (tableFamily === 'ip6' || known === 'ip6' || (tableFamily === 'inet' && bracketed) ? 'ip6' : 'ip');
  const type = family === 'ip' ? 'ipv4_addr' : 'ipv6_addr';
  let address: NftExpression | undefined;
  if (!reader.is(':')) {
    const bracket = reader.accept('[');
    if (startsExpression(reader)) {
      const key = readExpression(reader);
      if (!reader.accept('map')) address = key;
      else {
        const types = natDataTypes(reader, type);
        address = { expr: 'map', key, map: readMap(reader, typesOf(key), types), data: types };
      }
    } else address = { expr: 'value', value: readValue(reader, [type]), type };
    if (bracket) reader.expect(']');
  }
  const port = reader.accept(':') ? readPort(reader) : undefined;
  return {
    statement: 'nat',
    nat,
    ...(tableFamily === 'inet' && (given ?? known) && { family }),
    ...(address && { address }),
    ...(port && { port }),
    options: readNatOptions(reader),
  };
}

/** Elements of an anonymous map may lead to an address alone, or to an address and a port. */
function natDataTypes(reader: Reader, type: string): readonly string[] {
  if (!reader.is('{')) return [type];
  let depth = 0;
  let both = false;
  for (let at = 0; ; at++) {
    const { kind, text } = reader.ahead(at);
    if (kind === 'end') break;
    if (text === '{') depth++;
    if (text === '}' && --depth === 0) break;
    if (text === ':') both = reader.ahead(at + 2).text === '.';
    if (both) break;
  }
  return both ? [type, 'inet_service'] : [type];
}

export function readUpdate(reader: Reader, how: 'add' | 'update' | 'delete'): NftStatement {
  reader.expect('@');
  const set = reader.name().text;
  reader.expect('{', "'{'");
  const key = readExpression(reader);
  const timeout = reader.accept('timeout') && readDuration(reader.next().text);
  if (reader.is('limit', 'counter', 'ct')) reader.unsupported(`${reader.peek.text} in a set`);
  const data = reader.accept(':') ? readOperand(reader, ['integer']) : undefined;
  reader.expect('}', "'}'");
  return { statement: 'update', how, set, key, ...(timeout !== undefined && { timeoutUs: timeout * 1_000_000 }), ...(data && { data }) }; // prettier-ignore
}
