import type { NftExpression, NftRule, NftSet, NftStatement, NftTable, NftValue, SetRef } from '../../kernel/nftables/model'; // prettier-ignore
import { isConcat } from '../../kernel/nftables/model';
import { typesOf } from './read-expression';
import { scalarText, type Format } from './print-value';
import { elementsOf, type Around, type Part } from './print-ruleset';
import { isBitType } from './read-value';

/** Listings as libnftables-json(5) describes them. */

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Spaces after commas and colons, as jansson prints. */
function write(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((each: Json) => write(each)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${write(each)}`).join(', ')}}`; // prettier-ignore
}

const VERSION = { metainfo: { version: '1.0.6', release_name: 'Lester Gooch #5', json_schema_version: 1 } };

export function jsonOf(
  tables: readonly { readonly table: NftTable; readonly part: Part }[],
  format: Format,
  around: Around,
): string {
  // prettier-ignore
  const all: Json[] = [VERSION];
  for (const { table, part } of tables) all.push(...tableJson(table, part, format, around));
  return `${write({ nftables: all })}\n`;
}

function tableJson(table: NftTable, part: Part, format: Format, around: Around): readonly Json[] {
  const { family, name, handle } = table;
  const whole = part.kind === 'all';
  const found: Json[] = [];
  if (whole || (part.kind as string) === 'tables') found.push({ table: { family, name, handle } });
  if ((part.kind as string) === 'tables') return found;
  for (const [counter, { handle: own, id }] of table.counters) {
    if (whole || part.kind === 'counters') found.push({ counter: { family, name: counter, table: name, handle: own, ...around.counter(id) } }); // prettier-ignore
  }
  const rules: Json[] = [];
  const chains: Json[] = [];
  for (const chain of table.chains.values()) {
    if (!whole && part.kind !== 'chains' && !(part.kind === 'chain' && part.name === chain.name)) continue;
    const { base } = chain;
    chains.push({ chain: { family, table: name, name: chain.name, handle: chain.handle, ...(base && { type: base.type, hook: base.hook, prio: base.priority, policy: base.policy }) } }); // prettier-ignore
    if (part.kind === 'chains') continue;
    for (const rule of chain.rules) rules.push(ruleJson(table, chain.name, rule, format, around));
  }
  for (const set of table.sets.values()) {
    const wanted = whole || (part.kind === 'sets' && !set.data) || (part.kind === 'maps' && set.data !== undefined) || (part.kind === 'set' && part.name === set.name); // prettier-ignore
    if (wanted) found.push(setJson(table, set, format, around));
  }
  return [...found, ...chains, ...rules];
}

function setJson({ family, name }: NftTable, set: NftSet, format: Format, around: Around): Json {
  const type: Json = set.type.length === 1 ? (set.type[0] ?? '') : set.type;
  const map: Json = set.data && set.data.length === 1 ? (set.data[0] ?? '') : (set.data ?? '');
  const elements = elementsOf(set, around);
  return {
    [set.data ? 'map' : 'set']: {
      ...{ family, name: set.name, table: name, type, handle: set.handle },
      ...(set.data && { map }),
      ...(set.flags.length > 0 && { flags: set.flags }),
      ...(set.timeoutUs !== undefined && { timeout: set.timeoutUs / 1_000_000 }),
      ...(set.size !== undefined && { size: set.size }),
      ...(elements.length > 0 && { elem: elements.map((element) => elementJson(element, set.type, set.data, format)) }),
    },
  };
}

function elementJson(
  { key, data }: NftSet['elements'] extends ReadonlyMap<string, infer E> ? E : never,
  types: readonly string[],
  dataTypes: readonly string[] | undefined,
  format: Format,
): Json {
  // prettier-ignore
  const own = valueJson(key, types, format);
  if (data === undefined) return own;
  if (typeof data === 'object' && 'verdict' in data) return [own, { [data.verdict]: 'chain' in data ? { target: data.chain } : null }]; // prettier-ignore
  return [own, valueJson(data, dataTypes ?? ['integer'], format)];
}

function ruleJson(
  { family, name }: NftTable,
  chain: string,
  { handle, statements, comment }: NftRule,
  format: Format,
  around: Around,
): Json {
  // prettier-ignore
  const expr = statements.map((statement) => statementJson(statement, format, around));
  return { rule: { family, table: name, chain, handle, ...(comment !== undefined && { comment }), expr } };
}

function plain(value: string | number, type: string, format: Format): Json {
  if (typeof value === 'number' && ['inet_service', 'mark', 'integer', 'uid', 'gid'].includes(type)) return value;
  return scalarText(value, type, format).replace(/^"|"$/g, '');
}

function valueJson(value: NftValue, types: readonly string[], format: Format): Json {
  const [type = 'integer'] = types;
  if (typeof value !== 'object') return plain(value, type, format);
  if (isConcat(value)) return { concat: value.map((part, at) => valueJson(part, [types[at] ?? 'integer'], format)) };
  if ('startsWith' in value) return `${value.startsWith}*`;
  if ('from' in value) return { range: [plain(value.from, type, format), plain(value.to, type, format)] };
  return { prefix: { addr: plain(value.base, type, format), len: value.length } };
}

function bitsJson(bits: number, type: string, format: Format): Json {
  const names: Json[] = [];
  for (let bit = 1; bit <= bits; bit *= 2) if ((bits & bit) !== 0) names.push(plain(bit, type, format));
  return names.length === 1 ? (names[0] ?? 0) : names;
}

function setRefJson(ref: SetRef, types: readonly string[], data: readonly string[] | undefined, format: Format): Json {
  if ('name' in ref) return `@${ref.name}`;
  return { set: ref.anonymous.elements.map((element) => elementJson(element, types, data, format)) };
}

function expressionJson(expression: NftExpression, format: Format): Json {
  switch (expression.expr) {
    case 'payload':
      return { payload: { protocol: expression.protocol, field: expression.field } };
    case 'meta':
      return { meta: { key: expression.key } };
    case 'ct':
      return { ct: { key: expression.family ? `${expression.family} ${expression.key}` : expression.key, ...(expression.direction && { dir: expression.direction }) } }; // prettier-ignore
    case 'fib':
      return { fib: { result: expression.result, flags: expression.flags } };
    case 'numgen':
      return { numgen: { mode: expression.mode, mod: expression.modulus, offset: expression.offset } };
    case 'hash':
      if (!expression.of) return { symhash: { mod: expression.modulus, offset: expression.offset } };
      return { jhash: { mod: expression.modulus, offset: expression.offset, expr: expressionJson(expression.of, format) } }; // prettier-ignore
    case 'concat':
      return { concat: expression.parts.map((part) => expressionJson(part, format)) };
    case 'binary':
      return { [expression.op]: [expressionJson(expression.left, format), expressionJson(expression.right, format)] };
    case 'map':
      return { map: { key: expressionJson(expression.key, format), data: setRefJson(expression.map, typesOf(expression.key), expression.data, format) } }; // prettier-ignore
    case 'value':
      return isBitType(expression.type) ? bitsJson(Number(expression.value), expression.type, format) : valueJson(expression.value, [expression.type], format); // prettier-ignore
  }
}

function statementJson(statement: NftStatement, format: Format, around: Around): Json {
  switch (statement.statement) {
    case 'match':
      return { match: { op: statement.op, left: expressionJson(statement.left, format), right: valueJson(statement.value, typesOf(statement.left), format) } }; // prettier-ignore
    case 'bits': {
      const [type = 'integer'] = typesOf(statement.left);
      const left = expressionJson(statement.left, format);
      const right = bitsJson(statement.bits, type, format);
      if (statement.mask !== undefined) return { match: { op: statement.op, left: { '&': [left, bitsJson(statement.mask, type, format)] }, right } }; // prettier-ignore
      return { match: { op: statement.op === 'any' ? 'in' : statement.op === 'none' ? '!=' : statement.op, left, right } }; // prettier-ignore
    }
    case 'lookup':
      return { match: { op: statement.inverted ? '!=' : '==', left: expressionJson(statement.left, format), right: setRefJson(statement.set, typesOf(statement.left), undefined, format) } }; // prettier-ignore
    case 'verdict':
      return { [statement.verdict]: 'chain' in statement ? { target: statement.chain } : null };
    case 'vmap':
      return { vmap: { key: expressionJson(statement.key, format), data: setRefJson(statement.map, typesOf(statement.key), ['verdict'], format) } }; // prettier-ignore
    case 'counter':
      return { counter: { ...around.counter(statement.id) } };
    case 'counter name':
      return { counter: statement.name };
    case 'limit':
      return { limit: { rate: statement.rate, ...(statement.bytes ? { rate_unit: 'bytes', burst_unit: 'bytes' } : {}), burst: statement.burst, per: statement.unit, ...(statement.over && { inv: true }) } }; // prettier-ignore
    case 'quota':
      return { quota: { val: statement.bytes, val_unit: 'bytes', inv: statement.over } };
    case 'log': {
      const { prefix, group } = statement;
      const log = { ...(prefix !== undefined && { prefix }), ...(group !== undefined && { group }) };
      return { log: Object.keys(log).length === 0 ? null : log };
    }
    case 'reject':
      if (statement.kind === 'tcp reset') return { reject: { type: 'tcp reset' } };
      return { reject: statement.plain && statement.kind !== 'icmpx' ? null : { type: statement.kind, expr: scalarText(statement.code, statement.kind === 'icmp' ? 'icmp_code' : statement.kind === 'icmpv6' ? 'icmpv6_code' : 'icmpx_code', format) } }; // prettier-ignore
    case 'nat':
      return { [statement.nat]: { ...(statement.family && { family: statement.family }), ...(statement.address && { addr: expressionJson(statement.address, format) }), ...(statement.port && { port: expressionJson(statement.port, format) }) } }; // prettier-ignore
    case 'masquerade':
    case 'redirect': {
      const { port, options } = statement;
      const flags = [...(options.random ? ['random'] : []), ...(options.fullyRandom ? ['fully-random'] : []), ...(options.persistent ? ['persistent'] : [])]; // prettier-ignore
      const more = { ...(port && { port: expressionJson(port, format) }), ...(flags.length > 0 && { flags: flags.length === 1 ? (flags[0] ?? '') : flags }) }; // prettier-ignore
      return { [statement.statement]: Object.keys(more).length === 0 ? null : more };
    }
    case 'set':
      return { mangle: { key: expressionJson(statement.target, format), value: expressionJson(statement.value, format) } }; // prettier-ignore
    case 'update':
      return { set: { op: statement.how, elem: expressionJson(statement.key, format), set: `@${statement.set}` } };
    case 'notrack':
      return { notrack: null };
  }
}
