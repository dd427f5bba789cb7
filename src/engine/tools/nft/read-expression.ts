import type { NftExpression, SetRef } from '../../kernel/nftables/model';
import { NftError } from './problem';
import type { Reader } from './reader';
import { inOrder, readElements, readValue, scalarOf } from './read-value';
import { BARE_META, CT_KEYS, META_KEYS, PAYLOAD_FIELDS } from './symbols';

/** The names of the types that an expression has: several for a concatenation. */
export function typesOf(expression: NftExpression): readonly string[] {
  switch (expression.expr) {
    case 'payload':
      return [PAYLOAD_FIELDS.get(expression.protocol)?.get(expression.field) ?? 'integer'];
    case 'meta':
      return [META_KEYS.get(expression.key) ?? 'integer'];
    case 'ct': {
      const type = CT_KEYS.get(expression.key) ?? 'integer';
      if (type !== 'addr') return [type];
      return [expression.family === 'ip' ? 'ipv4_addr' : expression.family === 'ip6' ? 'ipv6_addr' : 'addr'];
    }
    case 'fib':
      return [expression.result === 'type' ? 'fib_addrtype' : expression.result === 'oif' ? 'iface_index' : 'ifname'];
    case 'numgen':
    case 'hash':
      return ['integer'];
    case 'concat':
      return expression.parts.flatMap(typesOf);
    case 'binary':
      return typesOf(expression.left);
    case 'map':
      return expression.data;
    case 'value':
      return [expression.type];
  }
}

const OPERATORS: ReadonlyMap<string, '&' | '|' | '^' | '<<' | '>>'> = new Map([
  ['and', '&'],
  ['&', '&'],
  ['or', '|'],
  ['|', '|'],
  ['xor', '^'],
  ['^', '^'],
  ['lshift', '<<'],
  ['<<', '<<'],
  ['rshift', '>>'],
  ['>>', '>>'],
]);

/** Whether an expression about the packet begins here. */
export function startsExpression(reader: Reader): boolean {
  const { kind, text } = reader.peek;
  if (kind !== 'word') return false;
  if (PAYLOAD_FIELDS.has(text)) return true;
  return BARE_META.has(text) || ['meta', 'ct', 'fib', 'numgen', 'jhash', 'symhash', 'rt', 'socket'].includes(text);
}

/** An expression about the packet: fields, concatenations, masks. */
export function readExpression(reader: Reader): NftExpression {
  let left = readBinary(reader);
  if (!reader.is('.')) return left;
  const parts = [left];
  while (reader.accept('.')) parts.push(readBinary(reader));
  left = { expr: 'concat', parts };
  return left;
}

function readBinary(reader: Reader): NftExpression {
  let left = readPrimary(reader);
  for (;;) {
    const op = reader.peek.kind === 'quoted' ? undefined : OPERATORS.get(reader.peek.text);
    if (op === undefined) return left;
    reader.next();
    const right = startsExpression(reader) ? readPrimary(reader) : constant(reader, typesOf(left)[0] ?? 'integer');
    left = { expr: 'binary', op, left, right };
  }
}

/** A constant operand: a number, or bits in parentheses. */
function constant(reader: Reader, type: string): NftExpression {
  if (reader.accept('(')) {
    let bits = Number(scalarOf(reader.next(), type, reader.around));
    while (reader.accept('|', ',')) bits |= Number(scalarOf(reader.next(), type, reader.around));
    reader.expect(')');
    return { expr: 'value', value: bits, type };
  }
  const value = readValue(reader, [type]);
  return { expr: 'value', value, type };
}

function readPrimary(reader: Reader): NftExpression {
  const token = reader.peek;
  if (token.kind !== 'word') reader.unexpected();
  const { text } = token;
  const fields = PAYLOAD_FIELDS.get(text);
  if (fields) return readPayload(reader, text, fields);
  reader.next();
  if (BARE_META.has(text)) return { expr: 'meta', key: text };
  switch (text) {
    case 'meta':
      return { expr: 'meta', key: readKey(reader, META_KEYS) };
    case 'ct':
      return readConnection(reader);
    case 'fib':
      return readFib(reader);
    case 'numgen': {
      const mode = reader.accept('random', 'inc') ?? reader.unexpected('inc or random');
      return { expr: 'numgen', mode: mode.text as 'random' | 'inc', ...readModulus(reader) };
    }
    case 'jhash':
    case 'symhash': {
      const of = text === 'jhash' ? readExpression(reader) : undefined;
      return { expr: 'hash', ...(of && { of }), ...readModulus(reader) };
    }
    case 'rt':
    case 'socket':
      return reader.unsupported(text, token);
    default:
      return reader.unexpected(undefined, token);
  }
}

function readPayload(reader: Reader, protocol: string, fields: ReadonlyMap<string, string>): NftExpression {
  reader.next();
  if (protocol === 'tcp' && reader.is('option')) reader.unsupported('tcp option');
  const field = reader.peek;
  if (field.kind !== 'word' || !fields.has(field.text)) reader.unexpected();
  reader.next();
  return { expr: 'payload', protocol, field: field.text };
}

function readKey(reader: Reader, keys: ReadonlyMap<string, string>): string {
  const token = reader.peek;
  if (token.kind !== 'word' || !keys.has(token.text)) reader.unexpected();
  return reader.next().text;
}

function readConnection(reader: Reader): NftExpression {
  const direction = reader.accept('original', 'reply')?.text as 'original' | 'reply' | undefined;
  const family = direction && (reader.accept('ip', 'ip6')?.text as 'ip' | 'ip6' | undefined);
  const key = readKey(reader, CT_KEYS);
  return { expr: 'ct', key, ...(direction && { direction }), ...(family && { family }) };
}

function readFib(reader: Reader): NftExpression {
  const flags: string[] = [];
  do flags.push((reader.accept('saddr', 'daddr', 'mark', 'iif', 'oif') ?? reader.unexpected()).text);
  while (reader.accept('.'));
  const result = reader.accept('type', 'oif', 'oifname') ?? reader.unexpected();
  return { expr: 'fib', flags, result: result.text as 'type' | 'oif' | 'oifname' };
}

function readModulus(reader: Reader): { modulus: number; offset: number; seed?: number } {
  reader.expect('mod');
  const modulus = reader.number();
  if (Number(modulus.text) === 0) throw new NftError('modulus must be greater than 0', modulus);
  const seed = reader.accept('seed') && Number(reader.number().text);
  const offset = reader.accept('offset') ? Number(reader.number().text) : 0;
  return { modulus: Number(modulus.text), offset, ...(seed !== undefined && { seed }) };
}

/** `{ … }` or `@name` after `map` and `vmap`. `data` names what it leads to. */
export function readMap(reader: Reader, types: readonly string[], data: readonly string[]): SetRef {
  if (reader.accept('@')) return { name: reader.name().text };
  if (!reader.is('{')) reader.unexpected();
  return { anonymous: { elements: inOrder(readElements(reader, { types, data }), types) } };
}

/** What a statement is given: a constant of a type, or an expression, possibly looked up in a map. */
export function readOperand(reader: Reader, types: readonly string[]): NftExpression {
  if (!startsExpression(reader)) {
    const [type = 'integer'] = types;
    return constant(reader, type);
  }
  const expression = readExpression(reader);
  if (!reader.accept('map')) return expression;
  return { expr: 'map', key: expression, map: readMap(reader, typesOf(expression), types), data: types };
}
