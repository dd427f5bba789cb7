import type { NftBase, NftChain, NftElement, NftSet, NftTable } from '../../kernel/nftables/model';
import { byKey } from '../../kernel/nftables/values';
import { elementText, type Format } from './print-value';
import { merged } from './read-value';
import { ruleText, type Counters } from './print-rule';
import { writeDuration } from './times';

/** What a listing reads beside the record. */
export interface Around extends Counters {
  addedElements(set: NftSet): readonly NftElement[];
  readonly nowUs: number;
}

/** Which parts of a table are shown. */
export type Part =
  | { readonly kind: 'all' | 'chains' | 'sets' | 'maps' | 'counters' }
  | { readonly kind: 'chain' | 'set' | 'counter'; readonly name: string };

/** Names of priorities, by what family and hook they are for (std_prios of src/rule.c). */
const PRIORITIES: readonly (readonly [name: string, priority: number, hook?: string])[] = [
  ['raw', -300],
  ['mangle', -150],
  ['dstnat', -100, 'prerouting'],
  ['filter', 0],
  ['security', 50],
  ['srcnat', 100, 'postrouting'],
];
const BRIDGE_PRIORITIES: readonly (readonly [name: string, priority: number, hook?: string])[] = [
  ['dstnat', -300, 'prerouting'],
  ['filter', -200],
  ['out', 100, 'output'],
  ['srcnat', 300, 'postrouting'],
];

/** The number that a name of a priority stands for. */
export function priorityOf(family: NftTable['family'], hook: string, name: string): number | undefined {
  const known = family === 'bridge' ? BRIDGE_PRIORITIES : PRIORITIES;
  return known.find(([own, , only]) => own === name && (only === undefined || only === hook))?.[1];
}

function priorityText(
  family: NftTable['family'],
  { hook, priority }: NftBase,
  { numeric, numericPriority }: Format,
): string {
  // prettier-ignore
  if (numericPriority || numeric) return String(priority);
  for (const [name, standard, only] of family === 'bridge' ? BRIDGE_PRIORITIES : PRIORITIES) {
    const offset = priority - standard;
    if ((only !== undefined && only !== hook) || Math.abs(offset) > 10) continue;
    return offset === 0 ? name : `${name} ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}`;
  }
  return String(priority);
}

/** A table, or what is asked of it. */
export function tableText(table: NftTable, part: Part, format: Format, around: Around): string {
  const blocks: string[] = [];
  const head: string[] = [];
  if (part.kind === 'all') {
    if (table.comment !== undefined) head.push(`\tcomment "${table.comment}"\n`);
    if (table.dormant) head.push('\tflags dormant\n');
  }
  for (const [name, { comment, id, handle }] of table.counters) {
    if (part.kind !== 'all' && part.kind !== 'counters' && !(part.kind === 'counter' && part.name === name)) continue;
    const { packets, bytes } = around.counter(id);
    const said = comment === undefined ? '' : `\t\tcomment "${comment}"\n`;
    const state = format.stateless ? '' : `\t\tpackets ${packets} bytes ${bytes}\n`;
    blocks.push(`\tcounter ${name} {${handleText(format, handle)}\n${said}${state}\t}\n`);
  }
  for (const set of table.sets.values()) {
    const wanted = part.kind === 'all' || (part.kind === 'sets' && !set.data) || (part.kind === 'maps' && set.data) || (part.kind === 'set' && part.name === set.name); // prettier-ignore
    if (wanted) blocks.push(setText(set, format, around));
  }
  for (const chain of table.chains.values()) {
    if (part.kind === 'all' || (part.kind === 'chain' && part.name === chain.name)) {
      blocks.push(chainText(table, chain, format, around, true));
    } else if (part.kind === 'chains') blocks.push(chainText(table, chain, format, around, false));
  }
  const separator = part.kind === 'all' ? '\n' : '';
  const body = `${head.join('')}${head.length > 0 && blocks.length > 0 ? '\n' : ''}${blocks.join(separator)}`;
  return `table ${table.family} ${table.name} {${handleText(format, table.handle)}\n${body}}\n`;
}

function handleText({ handles }: Format, handle: number): string {
  return handles ? ` # handle ${handle}` : '';
}

/** A chain with its rules, or only what it is. */
function chainText({ family }: NftTable, chain: NftChain, format: Format, around: Around, rules: boolean): string {
  const lines = [`\tchain ${chain.name} {${handleText(format, chain.handle)}\n`];
  if (chain.comment !== undefined) lines.push(`\t\tcomment "${chain.comment}"\n`);
  const { base } = chain;
  if (base) {
    const device = base.device === undefined ? '' : ` device "${base.device}"`;
    lines.push(`\t\ttype ${base.type} hook ${base.hook}${device} priority ${priorityText(family, base, format)}; policy ${base.policy};\n`); // prettier-ignore
  }
  if (rules) for (const rule of chain.rules) lines.push(`\t\t${ruleText(rule, format, around)}\n`);
  return `${lines.join('')}\t}\n`;
}

/** How many elements stand on one line, by the type of the key (calculate_delim of src/expression.c). */
const PER_LINE: ReadonlyMap<string, number> = new Map([
  ...['inet_service', 'inet_proto', 'mark', 'integer', 'icmp_type', 'icmpv6_type', 'nf_proto', 'ct_state', 'uid', 'gid', 'dscp'].map((type): [string, number] => [type, 5]),
  ['ipv4_addr', 2],
]); // prettier-ignore

/** A set or a map with its elements. */
export function setText(set: NftSet, format: Format, around: Around, only?: readonly NftElement[]): string {
  const lines = [`\t${set.data ? 'map' : 'set'} ${set.name} {${handleText(format, set.handle)}\n`];
  const add = (line: string): void => void lines.push(`\t\t${line}\n`);
  const leads = set.data ? ` : ${set.data.join(' . ')}` : '';
  add(set.like === undefined ? `type ${set.type.join(' . ')}${leads}` : `typeof ${set.like}${leads}`);
  if (set.policy) add(`policy ${set.policy}`);
  if (set.size !== undefined) add(`size ${set.size}`);
  const flags = set.flags.filter((flag) => flag !== 'timeout' || set.timeoutUs === undefined || set.flags.includes('dynamic')); // prettier-ignore
  if (flags.length > 0) add(`flags ${flags.join(',')}`);
  if (set.timeoutUs !== undefined) add(`timeout ${writeDuration(set.timeoutUs)}`);
  if (set.gcIntervalUs !== undefined) add(`gc-interval ${writeDuration(set.gcIntervalUs)}`);
  if (set.autoMerge) add('auto-merge');
  if (set.comment !== undefined) add(`comment "${set.comment}"`);
  const elements = only ?? elementsOf(set, around);
  if (elements.length > 0 && !format.terse) add(`elements = { ${elementsText(set, elements, format, around)} }`);
  return `${lines.join('')}\t}\n`;
}

/** The live elements of a set, in order. */
export function elementsOf(set: NftSet, around: Around): readonly NftElement[] {
  const live = [...set.elements.values()].filter(
    ({ expiresUs }) => expiresUs === undefined || expiresUs > around.nowUs,
  );
  const sorted = [...live, ...around.addedElements(set)].sort(byKey);
  return set.autoMerge ? merged(sorted, set.type) : sorted;
}

function elementsText(set: NftSet, elements: readonly NftElement[], format: Format, { nowUs }: Around): string {
  const perLine = set.type.length > 1 ? 1 : (PER_LINE.get(set.type[0] ?? '') ?? 1);
  let text = '';
  for (const [at, element] of elements.entries()) {
    const delimiter = at === 0 ? '' : at % perLine === 0 ? ',\n\t\t\t     ' : ', ';
    text += delimiter + elementText(element, set.type, set.data, format, nowUs);
  }
  return text;
}
