import type { NftFamily } from '../../kernel/nftables/model';
import { addChain, addCounter, addElements, addRule, addSet, addTable, type BaseOptions } from './change';
import { deleteElements, deleteObject, flush, renameChain } from './remove';
import { MISSING, NftError, type Place } from './problem';
import type { Draft, Named, TableName } from './draft';
import type { Lister } from './list';
import type { Reader } from './reader';
import { readExpression } from './read-expression';
import { readRule } from './read-rule';
import { ruleText } from './print-rule';
import { endsStatement, readSetBody, skipBraces } from './read-set';
import type { Format } from './print-value';

/** One command, to be done on a draft. */
export type Step = (work: Work) => void;

export interface Work {
  readonly draft: Draft;
  readonly lister: Lister;
  readonly out: (text: string) => void;
  readonly format: Format;
  /** --echo */
  readonly echo: (text: string) => void;
  readonly nowUs: number;
}

const FAMILIES: readonly string[] = ['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev'];

/** Reads a whole input: commands by lines and semicolons. */
export function readCommands(reader: Reader, steps: Step[], format: Format, include: (pattern: Named) => void): void {
  for (;;) {
    reader.skipBreaks();
    if (reader.peek.kind === 'end') return;
    readCommand(reader, steps, format, include);
    if (!reader.atEnd || reader.is('}')) reader.unexpected();
  }
}

function readCommand(reader: Reader, steps: Step[], format: Format, include: (pattern: Named) => void): void {
  const start = reader.peek;
  const { kind, text } = start;
  if (kind !== 'word') reader.unexpected();
  const whole = (): Place => ({ from: start.from, to: reader.lastEnd + 1 });
  switch (text) {
    case 'define':
    case 'redefine':
      return readDefinition(reader);
    case 'undefine':
      reader.next();
      reader.name();
      return;
    case 'include': {
      reader.next();
      const pattern = reader.peek;
      include({ text: reader.quoted(), place: pattern });
      return;
    }
    case 'add':
    case 'create':
    case 'insert':
    case 'replace':
      reader.next();
      return readAdd(reader, steps, text, format, whole);
    case 'delete':
    case 'destroy':
      reader.next();
      return readDelete(reader, steps);
    case 'list':
    case 'reset':
      reader.next();
      return readList(reader, steps, text);
    case 'get': {
      reader.next();
      reader.expect('element');
      const table = tableName(reader);
      const set = named(reader);
      const braces = skipBraces(reader);
      const place = whole();
      steps.push(({ draft, lister, out, nowUs }) => {
        out(lister.elementsOf(draft, table, set, reader, braces, place, nowUs));
      });
      return;
    }
    case 'flush':
      reader.next();
      return readFlush(reader, steps);
    case 'rename': {
      reader.next();
      reader.expect('chain');
      const table = tableName(reader);
      const chain = named(reader);
      const to = named(reader);
      steps.push(({ draft }) => renameChain(draft, table, chain, to));
      return;
    }
    case 'describe': {
      reader.next();
      const known = reader.peek.text;
      const step = reader.peek.kind === 'word' && !FAMILIES.includes(known) && reader.ahead().kind !== 'word' ? known : undefined; // prettier-ignore
      if (step !== undefined && !/^(?:mark|iif|oif|iifname|oifname)$/.test(step)) reader.next();
      const expression = step === undefined ? readExpression(reader) : undefined;
      steps.push(({ lister, out }) => out(expression ? lister.describe(expression) : lister.describeType(step ?? '')));
      return;
    }
    case 'monitor':
      return reader.unsupported('monitor');
    case 'export':
    case 'import':
      return reader.unsupported(text);
    default:
      return readAdd(reader, steps, 'add', format, whole);
  }
}

function readDefinition(reader: Reader): void {
  reader.next();
  const name = reader.name().text;
  reader.expect('=', "'='");
  const value = [];
  let depth = 0;
  while (reader.peek.kind !== 'end' && (depth > 0 || (reader.peek.kind !== 'newline' && !reader.is(';')))) {
    const token = reader.next();
    if (token.kind === 'symbol' && token.text === '{') depth++;
    if (token.kind === 'symbol' && token.text === '}') depth--;
    if (token.kind !== 'newline') value.push(token);
  }
  if (value.length === 0) reader.unexpected();
  reader.define(name, value);
}

function family(reader: Reader): NftFamily | undefined {
  return reader.accept(...FAMILIES)?.text as NftFamily | undefined;
}

function tableName(reader: Reader): TableName {
  const own = family(reader) ?? 'ip';
  const name = reader.name();
  return { family: own, text: name.text, place: name };
}

function named(reader: Reader): Named {
  const name = reader.name();
  return { text: name.text, place: name };
}

type Verb = 'add' | 'create' | 'insert' | 'replace';

function readAdd(reader: Reader, steps: Step[], verb: Verb, format: Format, whole: () => Place): void {
  // prettier-ignore
  const { text } = reader.peek;
  if (verb === 'insert' || verb === 'replace') {
    reader.expect('rule');
    return readAddRule(reader, steps, verb, whole);
  }
  switch (text) {
    case 'table':
      reader.next();
      return readAddTable(reader, steps, verb, format);
    case 'chain':
      reader.next();
      return readAddChain(reader, steps, tableName(reader), verb, whole);
    case 'rule':
      reader.next();
      return readAddRule(reader, steps, verb, whole);
    case 'set':
    case 'map': {
      reader.next();
      const table = tableName(reader);
      return readAddSet(reader, steps, table, text, verb, format, whole);
    }
    case 'element': {
      reader.next();
      const table = tableName(reader);
      const set = named(reader);
      const braces = skipBraces(reader);
      steps.push(({ draft, nowUs }) => addElements(draft, table, set, reader, braces, verb === 'create', nowUs));
      return;
    }
    case 'counter': {
      reader.next();
      const table = tableName(reader);
      const name = named(reader);
      const comment = readCounterBody(reader);
      steps.push(({ draft }) => addCounter(draft, table, name, comment));
      return;
    }
    case 'quota':
    case 'limit':
    case 'flowtable':
    case 'ct':
    case 'secmark':
    case 'synproxy':
      return reader.unsupported(`${verb} ${text}`);
    default:
      return readAddRule(reader, steps, verb, whole);
  }
}

function readCounterBody(reader: Reader): string | undefined {
  let comment: string | undefined;
  if (!reader.accept('{')) return undefined;
  while (!reader.accept('}')) {
    reader.skipBreaks();
    if (reader.accept('comment')) comment = reader.quoted();
    else if (reader.accept('packets', 'bytes')) reader.number();
    else if (!reader.is('}')) reader.unexpected();
  }
  return comment;
}

/** `table ip t { … }`: everything inside is a command of its own. */
function readAddTable(reader: Reader, steps: Step[], verb: 'add' | 'create', format: Format): void {
  const table = tableName(reader);
  const at = steps.length;
  let comment: string | undefined;
  let dormant = false;
  const rules: Step[] = [];
  if (reader.accept('{')) {
    for (;;) {
      reader.skipBreaks();
      if (reader.accept('}')) break;
      if (reader.accept('comment')) comment = reader.quoted();
      else if (reader.accept('flags')) dormant = reader.name().text === 'dormant' || dormant;
      else readInTable(reader, steps, rules, table, format);
      if (!reader.is(';', '}') && reader.peek.kind !== 'newline') reader.unexpected();
    }
  }
  steps.push(...rules);
  steps.splice(at, 0, ({ draft, echo, format: shown }) => {
    const made = addTable(draft, table, verb === 'create', { ...(comment !== undefined && { comment }), ...(dormant && { dormant }) }); // prettier-ignore
    if (made) echo(`add table ${made.family} ${made.name}${shown.handles ? ` # handle ${made.handle}` : ''}\n`);
  });
}

function readInTable(reader: Reader, steps: Step[], rules: Step[], table: TableName, format: Format): void {
  const start = reader.peek;
  const whole = (): Place => ({ from: start.from, to: reader.lastEnd });
  const { text } = start;
  switch (text) {
    case 'chain':
      reader.next();
      return readAddChain(reader, steps, table, 'add', whole, rules);
    case 'set':
    case 'map':
      reader.next();
      return readAddSet(reader, steps, table, text, 'add', format, whole);
    case 'counter': {
      reader.next();
      const name = named(reader);
      const comment = readCounterBody(reader);
      steps.push(({ draft }) => addCounter(draft, table, name, comment));
      return;
    }
    case 'quota':
    case 'limit':
    case 'flowtable':
    case 'ct':
      return reader.unsupported(text);
    default:
      return reader.unexpected();
  }
}

const TYPES: readonly string[] = ['filter', 'nat', 'route'];
const HOOKS: readonly string[] = ['prerouting', 'input', 'forward', 'output', 'postrouting', 'ingress', 'egress'];

/** Rules come when all chains of their table are there. */
function readAddChain(
  reader: Reader,
  steps: Step[],
  table: TableName,
  verb: 'add' | 'create',
  whole: () => Place,
  later = steps,
): void {
  // prettier-ignore
  const chain = named(reader);
  const rules: Step[] = [];
  let base: BaseOptions = {};
  let comment: string | undefined;
  if (reader.accept('{')) {
    for (;;) {
      reader.skipBreaks();
      if (reader.accept('}')) break;
      if (reader.is('type') && reader.ahead(2).text === 'hook') base = { ...base, ...readHook(reader) };
      else if (reader.accept('policy')) base = { ...base, policy: readPolicy(reader) };
      else if (reader.accept('device')) base = { ...base, device: reader.next().text };
      else if (reader.is('comment') && reader.ahead().kind === 'quoted') {
        reader.next();
        comment = reader.quoted();
      } else {
        const from = reader.peek.from;
        const rule = readRule(reader, table.family);
        const place = { from, to: reader.lastEnd };
        rules.push(({ draft }) => void addRule(draft, table, chain, rule, { verb: 'add', place, newId: reader.around.newId })); // prettier-ignore
      }
      if (!reader.is(';', '}') && reader.peek.kind !== 'newline') reader.unexpected('newline or semicolon');
      if (reader.is('}') && !endsStatement(reader)) reader.unexpected('newline or semicolon');
    }
  }
  const place = whole();
  steps.push(({ draft }) => addChain(draft, table, chain, base, comment, verb === 'create', place));
  later.push(...rules);
}

function readPolicy(reader: Reader): 'accept' | 'drop' {
  const word = reader.accept('accept', 'drop') ?? reader.unexpected("accept or drop or '$'");
  return word.text as 'accept' | 'drop';
}

function readHook(reader: Reader): BaseOptions {
  reader.next();
  const type = reader.name();
  if (!TYPES.includes(type.text)) throw new NftError('unknown chain type', type);
  reader.expect('hook');
  const hook = reader.name();
  if (!HOOKS.includes(hook.text)) throw new NftError('unknown chain hook', hook);
  let device: string | undefined;
  if (reader.accept('device')) device = reader.next().text;
  reader.expect('priority');
  const name = reader.peek;
  let negative = reader.accept('-') !== undefined;
  const word = reader.next();
  let priority: number | string = word.kind === 'number' ? Number(word.text) * (negative ? -1 : 1) : word.text;
  let offset = 0;
  if (typeof priority === 'string' && reader.is('+', '-')) {
    negative = reader.next().text === '-';
    offset = Number(reader.number().text) * (negative ? -1 : 1);
  } else if (typeof priority === 'string') {
    const glued = /^(\w+)-(\d+)$/.exec(priority);
    if (glued) [priority, offset] = [glued[1] ?? '', -Number(glued[2])];
  }
  return {
    type: type.text as NonNullable<BaseOptions['type']>,
    hook: hook.text as NonNullable<BaseOptions['hook']>,
    ...{ priority, offset, priorityPlace: { from: name.from, to: reader.lastEnd } },
    ...(device !== undefined && { device }),
  };
}

function readAddRule(reader: Reader, steps: Step[], verb: Verb, whole: () => Place): void {
  const table = tableName(reader);
  const chain = named(reader);
  let at: { kind: 'handle' | 'position' | 'index'; value: number; place: Place } | undefined;
  const word = reader.accept('handle', 'position', 'index');
  if (word) {
    const number = reader.number();
    at = { kind: word.text as 'handle', value: Number(number.text), place: number };
  }
  const rule = readRule(reader, table.family);
  const place = whole();
  steps.push(({ draft, echo, format }) => {
    const made = addRule(draft, table, chain, rule, { verb, at, place, newId: reader.around.newId });
    echo(`${verb} rule ${table.family} ${table.text} ${chain.text} ${ruleText(made, format, draft.socket)}\n`);
  });
}

function readAddSet(
  reader: Reader,
  steps: Step[],
  table: TableName,
  kind: 'set' | 'map',
  verb: Verb,
  format: Format,
  whole: () => Place,
): void {
  // prettier-ignore
  const name = named(reader);
  const { options, braces } = readSetBody(reader, format);
  const place = whole();
  if (!options.type) throw new NftError('set definition does not specify key', name.place);
  steps.push(({ draft, nowUs }) => {
    addSet(draft, table, name, kind, options, verb === 'create', place, reader.around.newId);
    if (braces !== undefined) addElements(draft, table, name, reader, braces, false, nowUs);
  });
}

function readDelete(reader: Reader, steps: Step[]): void {
  const what = reader.accept('table', 'chain', 'rule', 'set', 'map', 'element', 'counter') ?? reader.unexpected();
  if (what.text === 'table' && reader.accept('handle')) return reader.unsupported('delete table handle');
  const table = tableName(reader);
  if (what.text === 'table') {
    steps.push(({ draft }) => deleteObject(draft, 'table', table, table));
    return;
  }
  const byHandle = what.text !== 'rule' && reader.accept('handle');
  const name = byHandle ? undefined : named(reader);
  if (what.text === 'element') {
    const braces = skipBraces(reader);
    steps.push(({ draft, nowUs }) => deleteElements(draft, table, name ?? table, reader, braces, nowUs));
    return;
  }
  const handle = byHandle ? reader.number() : what.text === 'rule' ? (reader.expect('handle'), reader.number()) : undefined; // prettier-ignore
  const kind = what.text as 'chain' | 'rule' | 'set' | 'map' | 'counter';
  steps.push(({ draft }) => deleteObject(draft, kind, table, name, handle));
}

function readFlush(reader: Reader, steps: Step[]): void {
  const what = reader.accept('ruleset', 'table', 'chain', 'set', 'map') ?? reader.unexpected();
  if (what.text === 'ruleset') {
    const only = family(reader);
    steps.push(({ draft, lister }) => {
      lister.flushCompat(only);
      for (const table of draft.all()) if (only === undefined || table.family === only) draft.remove(table);
    });
    return;
  }
  const table = tableName(reader);
  const name = what.text === 'table' ? undefined : named(reader);
  steps.push(({ draft, lister }) => {
    if (!draft.find(table) && lister.flushCompatTable(table, name)) return;
    flush(draft, what.text as 'table' | 'chain' | 'set' | 'map', table, name);
  });
}

const LISTED: readonly string[] = ['ruleset', 'tables', 'table', 'chains', 'chain', 'sets', 'set', 'maps', 'map', 'counters', 'counter', 'flowtables', 'quotas', 'limits', 'hooks', 'meters']; // prettier-ignore

function readList(reader: Reader, steps: Step[], verb: 'list' | 'reset'): void {
  const what = reader.accept(...LISTED) ?? reader.unexpected();
  if (
    what.text === 'table' ||
    what.text === 'chain' ||
    what.text === 'set' ||
    what.text === 'map' ||
    what.text === 'counter'
  ) {
    const table = tableName(reader);
    const name = what.text === 'table' ? undefined : named(reader);
    const kind = what.text;
    steps.push(({ draft, lister, out }) => {
      const text = lister.one(draft, kind, table, name, verb === 'reset');
      if (text === undefined) throw new NftError(MISSING, (name ?? table).place);
      out(text);
    });
    return;
  }
  const only = family(reader);
  const inTable = what.text !== 'ruleset' && what.text !== 'tables' && reader.accept('table') ? tableName(reader) : undefined; // prettier-ignore
  steps.push(({ draft, lister, out }) => out(lister.many(draft, what.text, inTable?.family ?? only, inTable?.text, verb === 'reset'))); // prettier-ignore
}
