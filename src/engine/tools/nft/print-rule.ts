import type { Counter } from '../../kernel/netfilter/model';
import type { NatOptions, NftExpression, NftRule, NftStatement, SetRef } from '../../kernel/nftables/model';
import { typesOf } from './read-expression';
import { bitsText, elementText, scalarText, valueText, verdictText, type Format } from './print-value';
import { BARE_META } from './symbols';
import { writeDuration } from './times';

/** What a listing reads beside the rules. */
export interface Counters {
  counter(id: number): Counter;
}

/** A rule as nft lists it, without indentation. */
export function ruleText(rule: NftRule, format: Format, counters: Counters): string {
  const parts = rule.statements.map((statement) => statementText(statement, format, counters));
  if (rule.comment !== undefined) parts.push(`comment "${rule.comment}"`);
  if (format.handles) parts.push(`# handle ${rule.handle}`);
  return parts.join(' ');
}

/** An expression about the packet. */
export function expressionText(expression: NftExpression, format: Format): string {
  switch (expression.expr) {
    case 'payload':
      return `${expression.protocol} ${expression.field}`;
    case 'meta':
      return BARE_META.has(expression.key) && !UNQUALIFIED.has(expression.key)
        ? expression.key
        : `meta ${expression.key}`;
    case 'ct': {
      const { direction, family, key } = expression;
      return ['ct', direction, family, key].filter((word) => word !== undefined).join(' ');
    }
    case 'fib':
      return `fib ${expression.flags.join(' . ')} ${expression.result}`;
    case 'numgen':
      return `numgen ${expression.mode} mod ${expression.modulus}${offsetText(expression.offset)}`;
    case 'hash': {
      const { of, modulus, seed, offset } = expression;
      const seeded = seed === undefined ? '' : ` seed 0x${seed.toString(16)}`;
      return `${of ? `jhash ${expressionText(of, format)}` : 'symhash'} mod ${modulus}${seeded}${offsetText(offset)}`;
    }
    case 'concat':
      return expression.parts.map((part) => expressionText(part, format)).join(' . ');
    case 'binary':
      return `${expressionText(expression.left, format)} ${expression.op} ${expressionText(expression.right, format)}`;
    case 'map':
      return `${expressionText(expression.key, format)} map ${setText(expression.map, typesOf(expression.key), expression.data, format)}`; // prettier-ignore
    case 'value':
      return valueText(expression.value, [expression.type], format);
  }
}

/** Keys that nft lists with `meta` although they may be written without. */
const UNQUALIFIED: ReadonlySet<string> = new Set(['mark', 'skuid', 'skgid', 'nftrace', 'cgroup']);

function offsetText(offset: number): string {
  return offset === 0 ? '' : ` offset ${offset}`;
}

function setText(ref: SetRef, types: readonly string[], data: readonly string[] | undefined, format: Format): string {
  if ('name' in ref) return `@${ref.name}`;
  return `{ ${ref.anonymous.elements.map((element) => elementText(element, types, data, format)).join(', ')} }`;
}

/** One statement of a rule. */
function statementText(statement: NftStatement, format: Format, counters: Counters): string {
  switch (statement.statement) {
    case 'match': {
      const { left, op, value } = statement;
      const nothing = left.expr === 'fib' && left.result !== 'type' && (value === 0 || value === '');
      if (nothing) return `${expressionText(left, format)} ${op === '==' ? 'missing' : 'exists'}`;
      const shown = op === '==' && left.expr !== 'binary' ? '' : `${op} `;
      return `${expressionText(left, format)} ${shown}${valueText(value, typesOf(left), format)}`;
    }
    case 'bits': {
      const { left, op, bits, mask } = statement;
      const [type = 'integer'] = typesOf(left);
      const shown = op === 'none' || op === '!=' ? '!= ' : op === '==' && mask === undefined ? '== ' : '';
      const masked = mask === undefined ? '' : ` / ${bitsText(mask, type, format)}`;
      return `${expressionText(left, format)} ${shown}${bitsText(bits, type, format)}${masked}`;
    }
    case 'lookup': {
      const { left, inverted, set } = statement;
      return `${expressionText(left, format)} ${inverted ? '!= ' : ''}${setText(set, typesOf(left), undefined, format)}`;
    }
    case 'verdict':
      return verdictText(statement);
    case 'vmap':
      return `${expressionText(statement.key, format)} vmap ${setText(statement.map, typesOf(statement.key), ['verdict'], format)}`; // prettier-ignore
    case 'counter': {
      if (format.stateless) return 'counter';
      const { packets, bytes } = counters.counter(statement.id);
      return `counter packets ${packets} bytes ${bytes}`;
    }
    case 'counter name':
      return `counter name "${statement.name}"`;
    case 'limit':
      return limitText(statement);
    case 'quota': {
      const used = statement.used > 0 ? ` used ${bytesText(statement.used)}` : '';
      return `quota ${statement.over ? 'over ' : ''}${bytesText(statement.bytes)}${used}`;
    }
    case 'log':
      return logText(statement, format);
    case 'reject':
      return rejectText(statement, format);
    case 'nat':
      return natText(statement, format);
    case 'masquerade':
    case 'redirect': {
      const to = statement.port ? ` to :${expressionText(statement.port, format)}` : '';
      return `${statement.statement}${to}${optionsText(statement.options)}`;
    }
    case 'set':
      return `${expressionText(statement.target, format)} set ${expressionText(statement.value, format)}`;
    case 'update': {
      const timeout = statement.timeoutUs === undefined ? '' : ` timeout ${writeDuration(statement.timeoutUs)}`;
      const data = statement.data ? ` : ${expressionText(statement.data, format)}` : '';
      return `${statement.how} @${statement.set} { ${expressionText(statement.key, format)}${timeout}${data} }`;
    }
    case 'notrack':
      return 'notrack';
  }
}

function bytesText(bytes: number): string {
  if (bytes > 0 && bytes % 1_048_576 === 0) return `${bytes / 1_048_576} mbytes`;
  return bytes > 0 && bytes % 1024 === 0 ? `${bytes / 1024} kbytes` : `${bytes} bytes`;
}

function limitText({ rate, unit, burst, over, bytes }: Extract<NftStatement, { statement: 'limit' }>): string {
  const [amount, size] = bytes ? bytesText(rate).split(' ') : [String(rate)];
  const shown = size === undefined ? amount : `${amount} ${size}`;
  const more = bytes ? (burst > 0 ? ` burst ${bytesText(burst)}` : '') : burst === 5 ? '' : ` burst ${burst} packets`;
  return `limit rate ${over ? 'over ' : ''}${shown}/${unit}${more}`;
}

const WARN = 4;

function logText(
  { prefix, level, group, flags, audit }: Extract<NftStatement, { statement: 'log' }>,
  format: Format,
): string {
  // prettier-ignore
  const parts = ['log'];
  if (prefix !== undefined) parts.push(`prefix "${prefix}"`);
  if (group !== undefined) parts.push(`group ${group}`);
  if (audit) parts.push('level audit');
  if (level !== undefined && level !== WARN)
    parts.push(`level ${scalarText(level, 'level', { ...format, numeric: false })}`);
  const ofTcp = flags.filter((flag) => flag.startsWith('tcp ')).map((flag) => flag.slice(4));
  if (ofTcp.length > 0) parts.push(`flags tcp ${ofTcp.join(',')}`);
  for (const flag of flags) if (!flag.startsWith('tcp ')) parts.push(`flags ${flag}`);
  return parts.join(' ');
}

const DEFAULT_CODES: ReadonlyMap<string, number> = new Map([['icmp', 3], ['icmpv6', 4], ['icmpx', 1]]); // prettier-ignore

function rejectText({ kind, code, plain }: Extract<NftStatement, { statement: 'reject' }>, format: Format): string {
  if (kind === 'tcp reset') return 'reject with tcp reset';
  if (plain) return 'reject';
  const type = kind === 'icmp' ? 'icmp_code' : kind === 'icmpv6' ? 'icmpv6_code' : 'icmpx_code';
  return code === DEFAULT_CODES.get(kind) && kind === 'icmpx' ? 'reject' : `reject with ${kind} ${scalarText(code, type, format)}`; // prettier-ignore
}

function natText(
  { nat, family, address, port, options }: Extract<NftStatement, { statement: 'nat' }>,
  format: Format,
): string {
  // prettier-ignore
  const both = address?.expr === 'map' && address.data.length > 1;
  const named = family ?? (both ? 'ip' : undefined);
  let target = address ? expressionText(address, format) : '';
  if (port && address?.expr === 'value' && address.type === 'ipv6_addr') target = `[${target}]`;
  if (port) target += `:${expressionText(port, format)}`;
  return `${nat}${named ? ` ${named}` : ''} to ${target}${optionsText(options)}`;
}

function optionsText({ random, fullyRandom, persistent }: NatOptions): string {
  const words = [random && 'random', fullyRandom && 'fully-random', persistent && 'persistent'].filter((word) => word !== undefined); // prettier-ignore
  return words.length === 0 ? '' : ` ${words.join(',')}`;
}
