import type { Comparison, NftExpression, NftFamily, NftStatement } from '../../kernel/nftables/model'; // prettier-ignore
import { NftError, type Place } from './problem';
import type { Reader } from './reader';
import { readExpression, readMap, readOperand, startsExpression, typesOf } from './read-expression';
import { inOrder, isBitType, readBits, readElements, readValue, readVerdict } from './read-value';
import {
  readBytes,
  readLimit,
  readLog,
  readNat,
  readNatOptions,
  readPort,
  readReject,
  readUpdate,
} from './read-statements';

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
