import type { Comparison, LimitUnit, NatOptions, NftExpression, NftFamily, NftStatement } from '../../kernel/nftables/model'; // prettier-ignore
import { NftError, type Place } from './problem';
import type { Reader } from './reader';
import { readExpression, readMap, readOperand, startsExpression, typesOf } from './read-expression';
import { inOrder, isBitType, readBits, readElements, readValue, readVerdict, scalarOf } from './read-value';
import { SYMBOLS } from './symbols';
import { readDuration } from './times';

/** A rule as it was read, with the places that messages of the kernel point at. */
export interface ReadRule {
  readonly statements: readonly NftStatement[];
  readonly comment?: string;
  /** Where chains and sets are named. */
  readonly jumps: readonly { readonly chain: string; readonly place: Place }[];
  readonly sets: readonly { readonly set: string; readonly place: Place }[];
}

/** The statements of a rule up to the end of the line or block. */
export function readRule(reader: Reader, family: NftFamily): ReadRule {
  const statements: NftStatement[] = [];
  const jumps: { chain: string; place: Place }[] = [];
  const sets: { set: string; place: Place }[] = [];
  let comment: string | undefined;
  let final: Place | undefined;
  while (!reader.atEnd || statements.length === 0) {
    if (reader.accept('comment')) {
      const { kind } = reader.peek;
      comment = kind === 'quoted' || kind === 'word' ? reader.next().text : reader.unexpected();
      continue;
    }
    const start = reader.position;
    const { from } = reader.peek;
    const statement = readStatement(reader, family, familyBefore(statements));
    const place = { from, to: reader.lastEnd };
    if (final) throw new NftError('Statement after terminal statement has no effect', place, [final]);
    if (isFinal(statement)) final = place;
    noteNames(reader, start, jumps, sets);
    checkNat(statements, statement, reader, { from, to: reader.textEnd(start) }, family);
    dropDependency(statements, statement, family);
    if (family !== 'inet' && saysNothing(statement, family)) continue;
    statements.push(statement);
  }
  return { statements, ...(comment !== undefined && { comment }), jumps, sets };
}

function isFinal(statement: NftStatement): boolean {
  if (statement.statement === 'verdict') return statement.verdict !== 'continue';
  return ['reject', 'nat', 'masquerade', 'redirect'].includes(statement.statement);
}

/** Names of chains and sets among the words just read. */
function noteNames(
  reader: Reader,
  start: number,
  jumps: { chain: string; place: Place }[],
  sets: { set: string; place: Place }[],
): void {
  // prettier-ignore
  const end = reader.position;
  reader.moveTo(start);
  while (reader.position < end) {
    const token = reader.next();
    if (token.kind === 'quoted') continue;
    const next = reader.peek;
    if (token.text === 'jump' || token.text === 'goto') jumps.push({ chain: next.text, place: next });
    if (token.text === '@') sets.push({ set: next.text, place: { from: token.from, to: next.to } });
  }
}

/** `meta protocol ip` in a table of IPv4 is always so. */
function saysNothing(statement: NftStatement, family: NftFamily): boolean {
  if (statement.statement !== 'match' || statement.left.expr !== 'meta' || statement.left.key !== 'protocol')
    return false;
  return (family === 'ip' && statement.value === 0x0800) || (family === 'ip6' && statement.value === 0x86dd);
}

/** Ports are translated only where the packet is known to have some (stmt_evaluate_nat). */
function checkNat(
  before: readonly NftStatement[],
  statement: NftStatement,
  { portPlace }: Reader,
  word: Place,
  family: NftFamily,
): void {
  // prettier-ignore
  if (statement.statement === 'nat' && family === 'inet' && !statement.family) {
    throw new NftError('ip or ip6 must be specified with address for inet tables.', word);
  }
  if (statement.statement !== 'nat' && statement.statement !== 'masquerade' && statement.statement !== 'redirect')
    return;
  if (!statement.port || before.some(knowsTransport)) return;
  throw new NftError('transport protocol mapping is only valid after transport protocol match', portPlace, [word]);
}

function knowsTransport(statement: NftStatement): boolean {
  const left = 'left' in statement ? statement.left : 'key' in statement ? statement.key : undefined;
  return left !== undefined && [left, ...(left.expr === 'concat' ? left.parts : [])].some(
    (each) =>
      (each.expr === 'meta' && each.key === 'l4proto') ||
      (each.expr === 'payload' && (PROTOCOLS.has(each.protocol) || each.protocol === 'th' || each.field === 'protocol' || each.field === 'nexthdr')),
  ); // prettier-ignore
}

/** Headers whose field says that the packet is of a protocol: a question for the protocol before it says nothing more (payload_dependency_kill). */
const PROTOCOLS: ReadonlyMap<string, number> = new Map([['tcp', 6], ['udp', 17], ['icmp', 1], ['icmpv6', 58], ['sctp', 132]]); // prettier-ignore

function dropDependency(statements: NftStatement[], statement: NftStatement, family: NftFamily): void {
  const left = 'left' in statement ? statement.left : 'key' in statement ? statement.key : undefined;
  if (left?.expr !== 'payload') return;
  const before = statements.findLastIndex((each) => each.statement === 'match' && each.op === '==' && asksFor(each.left, left.protocol, family)); // prettier-ignore
  const found = statements[before];
  if (found?.statement !== 'match') return;
  const wanted = left.protocol === 'ip' ? [2, 0x0800] : left.protocol === 'ip6' ? [10, 0x86dd] : [PROTOCOLS.get(left.protocol)]; // prettier-ignore
  if (typeof found.value === 'number' && wanted.includes(found.value)) statements.splice(before, 1);
}

function asksFor(left: NftExpression, protocol: string, family: NftFamily): boolean {
  if (protocol === 'ip' || protocol === 'ip6') return left.expr === 'meta' && (left.key === 'nfproto' || left.key === 'protocol'); // prettier-ignore
  if (left.expr === 'meta') return left.key === 'l4proto';
  return left.expr === 'payload' && left.protocol === family && (left.field === 'protocol' || left.field === 'nexthdr');
}

/** The family that a question before has settled. */
function familyBefore(statements: readonly NftStatement[]): 'ip' | 'ip6' | undefined {
  for (const statement of statements) {
    const left = 'left' in statement ? statement.left : undefined;
    if (left?.expr === 'payload' && (left.protocol === 'ip' || left.protocol === 'ip6')) return left.protocol;
    if (left?.expr === 'meta' && left.key === 'nfproto' && statement.statement === 'match') return statement.value === 2 ? 'ip' : 'ip6'; // prettier-ignore
  }
  return undefined;
}

function readStatement(reader: Reader, family: NftFamily, known: 'ip' | 'ip6' | undefined): NftStatement {
  const token = reader.peek;
  const verdict = readVerdict(reader);
  if (verdict) return { statement: 'verdict', ...verdict };
  if (token.kind === 'word') {
    const own = readNamed(reader, family, token.text, known);
    if (own) return own;
  }
  if (startsExpression(reader)) return readMatch(reader, family);
  if (token.kind === 'word' || token.kind === 'number') {
    reader.next();
    return reader.unexpected();
  }
  return reader.unexpected();
}

function readNamed(
  reader: Reader,
  family: NftFamily,
  word: string,
  known: 'ip' | 'ip6' | undefined,
): NftStatement | undefined {
  // prettier-ignore
  switch (word) {
    case 'counter': {
      reader.next();
      if (reader.accept('name')) return { statement: 'counter name', name: reader.next().text };
      const id = reader.around.newId();
      if (!reader.accept('packets')) return { statement: 'counter', id };
      const packets = Number(reader.number().text);
      reader.expect('bytes');
      return { statement: 'counter', id, initial: { packets, bytes: Number(reader.number().text) } };
    }
    case 'limit':
      reader.next();
      return readLimit(reader);
    case 'quota': {
      reader.next();
      const over = reader.accept('over') !== undefined;
      reader.accept('until');
      const bytes = readBytes(reader);
      return { statement: 'quota', over, bytes, used: reader.accept('used') ? readBytes(reader) : 0 };
    }
    case 'log':
      reader.next();
      return readLog(reader);
    case 'reject':
      reader.next();
      return readReject(reader, family);
    case 'notrack':
      reader.next();
      return { statement: 'notrack' };
    case 'snat':
    case 'dnat':
      reader.next();
      return readNat(reader, family, word, known);
    case 'masquerade':
    case 'redirect': {
      reader.next();
      const to = reader.accept('to');
      const port = to && reader.expect(':') ? readPort(reader) : undefined;
      return { statement: word, ...(port && { port }), options: readNatOptions(reader) };
    }
    case 'add':
    case 'update':
    case 'delete':
      if (reader.ahead().text !== '@') return undefined;
      reader.next();
      return readUpdate(reader, word);
    case 'queue':
    case 'tproxy':
    case 'synproxy':
    case 'dup':
    case 'fwd':
    case 'flow':
    case 'xt':
      return reader.unsupported(word);
    default:
      return undefined;
  }
}

const UNIT_US: Readonly<Record<LimitUnit, number>> = {
  second: 1_000_000,
  minute: 60_000_000,
  hour: 3_600_000_000,
  day: 86_400_000_000,
  week: 604_800_000_000,
};

const SIZES: ReadonlyMap<string, number> = new Map([['bytes', 1], ['kbytes', 1024], ['mbytes', 1_048_576]]); // prettier-ignore

function readBytes(reader: Reader): number {
  const number = Number(reader.number().text);
  const size = SIZES.get(reader.peek.text);
  if (size === undefined) reader.unexpected('string');
  reader.next();
  return number * size;
}

function readLimit(reader: Reader): NftStatement {
  if (reader.accept('name')) reader.unsupported('limit name');
  reader.expect('rate');
  const over = reader.accept('over') !== undefined;
  const amount = Number(reader.number().text);
  const [sizeWord = '', glued] = reader.peek.text.split('/');
  const size = SIZES.get(sizeWord);
  let unit = reader.peek;
  if (size !== undefined && glued !== undefined) {
    if (!(glued in UNIT_US)) throw new NftError('syntax error', unit);
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

function readLog(reader: Reader): NftStatement {
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

function readReject(reader: Reader, family: NftFamily): NftStatement {
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

function readNatOptions(reader: Reader): NatOptions {
  let options: NatOptions = {};
  do {
    const word = reader.accept('random', 'fully-random', 'persistent')?.text;
    if (word === undefined) return options;
    options = { ...options, [word === 'fully-random' ? 'fullyRandom' : word]: true };
  } while (reader.accept(','));
  return options;
}

function readPort(reader: Reader): NftExpression {
  const { from } = reader.peek;
  const port = readOperand(reader, ['inet_service']);
  reader.portPlace = { from, to: reader.lastEnd };
  return port;
}

/** In a table of both families the address says which is meant, or a question for one of them before. */
function readNat(
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

function readUpdate(reader: Reader, how: 'add' | 'update' | 'delete'): NftStatement {
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

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ['==', '=='],
  ['eq', '=='],
  ['!=', '!='],
  ['ne', '!='],
  ['<', '<'],
  ['lt', '<'],
  ['>', '>'],
  ['gt', '>'],
  ['<=', '<='],
  ['le', '<='],
  ['>=', '>='],
  ['ge', '>='],
]);

function readMatch(reader: Reader, family: NftFamily): NftStatement {
  const { from } = reader.peek;
  const left = readExpression(reader);
  const place = { from, to: reader.lastEnd };
  if (left.expr === 'meta' && left.key === 'nfproto' && family !== 'inet') {
    throw new NftError('meta nfproto is only useful in the inet family', place);
  }
  wrongFamily(left, family, place);
  if (reader.accept('set')) return readSet(reader, left);
  const types = typesOf(left);
  if (reader.accept('vmap')) return { statement: 'vmap', key: left, map: readMap(reader, types, ['verdict']) };
  const written = reader.peek.kind === 'quoted' ? undefined : COMPARISONS.get(reader.peek.text);
  if (written !== undefined) reader.next();
  if (reader.accept('@')) return { statement: 'lookup', left, inverted: written === '!=', set: { name: reader.name().text } }; // prettier-ignore
  if (reader.is('{')) {
    const elements = inOrder(readElements(reader, { types }), types);
    return { statement: 'lookup', left, inverted: written === '!=', set: { anonymous: { elements } } };
  }
  const [type = 'integer'] = types;
  const exists = left.expr === 'fib' && left.result !== 'type' ? reader.accept('exists', 'missing') : undefined;
  if (exists) {
    const none = type === 'ifname' ? '' : 0;
    return {
      statement: 'match',
      left,
      op: (exists.text === 'exists') === (written === '!=') ? '==' : '!=',
      value: none,
    };
  }
  if (isBitType(type)) return readBitMatch(reader, left, written, type);
  if (reader.atEnd) reader.unexpected();
  return { statement: 'match', left, op: written ?? '==', value: readValue(reader, types) };
}

/** A field of the other family in a table of one family: the kernel would never see it (proto_conflict). */
function wrongFamily(left: NftExpression, family: NftFamily, place: Place): void {
  if (left.expr !== 'payload') return;
  const { protocol } = left;
  const other = (family === 'ip' && (protocol === 'ip6' || protocol === 'icmpv6')) || (family === 'ip6' && (protocol === 'ip' || protocol === 'icmp')); // prettier-ignore
  if (other && (protocol === 'ip' || protocol === 'ip6')) {
    throw new NftError(`conflicting protocols specified: ${family} vs. ${protocol}`, place);
  }
}

function readBitMatch(
  reader: Reader,
  left: NftExpression,
  written: Comparison | undefined,
  type: string,
): NftStatement {
  const bits = readBits(reader, type);
  const op = written === '==' || written === '!=' ? written : undefined;
  if (reader.accept('/')) {
    return { statement: 'bits', left, op: op ?? '==', bits, mask: readBits(reader, type) };
  }
  if (
    left.expr === 'binary' &&
    left.op === '&' &&
    left.right.expr === 'value' &&
    typeof left.right.value === 'number'
  ) {
    return { statement: 'bits', left: left.left, op: op ?? '==', bits, mask: left.right.value };
  }
  if (op === '==') return { statement: 'bits', left, op, bits };
  return { statement: 'bits', left, op: op === '!=' ? 'none' : 'any', bits };
}

function readSet(reader: Reader, target: NftExpression): NftStatement {
  if (target.expr === 'ct' && target.key !== 'mark') reader.unsupported(`ct ${target.key} set`);
  return { statement: 'set', target, value: readOperand(reader, typesOf(target)) };
}
