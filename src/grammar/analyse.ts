import { readOption } from '../engine/tools/grammar/iproute2-dialect';
import { findChoice, findParameter } from '../engine/tools/grammar/keyword-table';
import type {
  Body,
  Clause,
  Declaration,
  OptionDeclaration,
  Parameter,
  Positional,
  Value,
} from '../engine/tools/grammar/types';
import { commandWords, optionWords } from './builtin-words';
import { Expecting, type Expectation } from './expect';
import { declarationOf } from './declarations';
import type { Analysis, CommandPart, WordRole, Words } from './role';

/** A word of a command line; undefined when only the shell knows its value (`$x`). */
export type Word = string | undefined;

/**
 * Gives every word of a command line its role, by the declarations that the programs themselves parse by. Never throws; words that fit
 * nowhere get role `unknown`.
 */
export function analyse(argv: readonly Word[]): Analysis {
  const reading: Reading = { argv, roles: [], commands: [] };
  if (argv.length > 0) readCommand(reading, 0, undefined, undefined);
  reading.roles.sort((a, b) => a.index - b.index);
  reading.commands.sort((a, b) => a.start - b.start);
  return reading;
}

/** What may stand after `before`: the words and values that the declarations allow there. Never throws. */
export function expectAfter(before: readonly Word[]): Expectation {
  const expecting = new Expecting(before.length);
  readCommand({ argv: [...before, undefined], roles: [], commands: [], expecting }, 0, undefined, undefined);
  return expecting.result();
}

interface Reading {
  /** The word that is asked for, when one is. */
  readonly expecting?: Expecting;
  readonly argv: readonly Word[];
  readonly roles: WordRole[];
  readonly commands: CommandPart[];
}

/** Where in a command the reader stands. */
interface Place {
  readonly program: string;
  path: readonly string[];
  netns: string | undefined;
  host: string | undefined;
}

function readCommand(reading: Reading, start: number, netns: string | undefined, host: string | undefined): void {
  if (reading.expecting?.at(start)) {
    reading.expecting.command(netns, host);
    return;
  }
  const program = programName(reading.argv[start]);
  const declaration = declarationOf(program);
  const place: Place = { program, path: [], netns, host };
  const words = declaration?.words ?? commandWords(program);
  reading.roles.push({ index: start, role: 'command', program, path: [], ...(words && { words }) });
  if (!declaration) readPlain(reading, start, place);
  else if (declaration.dialect === 'iproute2') readIproute2(reading, declaration, start + 1, place);
  else readGetopt(reading, declaration, start + 1, place);
  reading.commands.push({ program, start, end: reading.argv.length, netns: place.netns, host: place.host });
}

/** Commands of the shell that run another one, with the options of theirs that take a value. */
const WRAPPERS: ReadonlyMap<string, string> = new Map([
  ['command', ''],
  ['env', 'uC'],
  ['exec', 'a'],
  ['nohup', ''],
  ['time', 'fo'],
  ['watch', 'n'],
  ['xargs', 'InPLdsE'],
]);

/** A command without a declaration: nothing is known of its words, unless they are another command. */
function readPlain(reading: Reading, start: number, { program, netns, host }: Place): void {
  const valued = WRAPPERS.get(program);
  let at = start + 1;
  for (; at < reading.argv.length; at++) {
    const word = reading.argv[at];
    if (reading.expecting?.at(at)) {
      if (valued === undefined) reading.expecting.files({ program, path: [], netns, host });
      else reading.expecting.command(netns, host);
    }
    if (valued !== undefined && word !== undefined && !/^(-|\w+=)/.test(word)) {
      readCommand(reading, at, netns, host);
      return;
    }
    reading.roles.push({ index: at, role: 'value', program, path: [], words: argumentOf(program) });
    const takesNext = word?.length === 2 && word.startsWith('-') && valued?.includes(word.charAt(1));
    if (takesNext && at + 1 < reading.argv.length) {
      reading.roles.push({ index: ++at, role: 'value', program, path: [], words: argumentOf(program) });
    }
  }
}

/** `/usr/sbin/ip` is `ip`, and `k` is kubectl in the exam and in every lab with a cluster. */
function programName(word: Word): string {
  if (word === 'k') return 'kubectl';
  return word === undefined
    ? ''
    : /^(\/usr)?(\/local)?\/s?bin\//.test(word)
      ? word.slice(word.lastIndexOf('/') + 1)
      : word;
}

function argumentOf(program: string): Words {
  return {
    en: `An argument of ${program === '' ? 'the command' : program}.`,
    ko: `${program === '' ? '명령' : program}의 인수입니다.`,
  };
}

// --- iproute2: options first, then objects, verbs and keywords

function readIproute2(reading: Reading, declaration: Declaration, from: number, place: Place): void {
  const { argv } = reading;
  const args = argv.map((word) => word ?? '\0');
  let at = from;
  for (;;) {
    if (reading.expecting?.at(at)) reading.expecting.options(place, declaration.options);
    const read = argv[at] === undefined ? undefined : readOption(declaration, args, at);
    if (!read) break;
    if (read.option) {
      push(reading, place, at, 'option', read.option.words, { of: read.option.names[0] });
      if (read.option.value && !read.option.valueOptional && at + 1 < argv.length) {
        pushValue(reading, place, at + 1, read.option.value, read.option.names[0] ?? '');
        if (read.option.value.type === 'netns') place.netns = argv[at + 1];
      }
    } else
      pushUnknown(
        reading,
        place,
        at,
        declaration.options.flatMap((option) => option.names),
      );
    at = read.next;
  }
  readBody(reading, declaration.body, at, place, 'prefix');
}

function readBody(reading: Reading, body: Body, from: number, place: Place, match: 'prefix' | 'exact'): void {
  if ('clause' in body) {
    readClause(reading, body.clause, from, place, false);
    return;
  }
  const { select } = body;
  if (from >= reading.argv.length) return;
  if (reading.expecting?.at(from)) reading.expecting.choices(place, select);
  const word = reading.argv[from];
  const choice = word === undefined ? undefined : findChoice(select, word, match);
  if (choice) {
    push(reading, place, from, select.role, choice.words, { name: choice.name });
    place.path = [...place.path, choice.name];
    readBody(reading, choice.body, from + 1, place, match);
  } else if (select.otherwise) readClause(reading, select.otherwise, from, place, false);
  else {
    if (word === undefined) push(reading, place, from, 'value', DECIDED_BY_SHELL);
    else
      pushUnknown(
        reading,
        place,
        from,
        select.choices.flatMap((c) => [c.name, ...(c.aliases ?? [])]),
      );
    for (let index = from + 1; index < reading.argv.length; index++) push(reading, place, index, 'value', undefined);
  }
}

/** Reads the words of a clause; in a group, stops in front of the first word it does not know. Answers where it stopped. */
function readClause(reading: Reading, clause: Clause, from: number, place: Place, group: boolean): number {
  const { argv } = reading;
  const positionals = clause.positionals ?? [];
  if (!group) reading.expecting?.inside(clause);
  let seen = 0;
  let at = from;
  while (at < argv.length) {
    const word = argv[at];
    const parameter = word === undefined ? undefined : findParameter(clause, word);
    if (reading.expecting?.at(at)) {
      const next = positionals[Math.min(seen, positionals.length - 1)];
      reading.expecting.clause(place, clause, next && (seen < positionals.length || next.repeats) ? next : undefined);
    }
    if (parameter) {
      push(reading, place, at, 'keyword', parameter.words, { of: parameter.keyword });
      at++;
      let last: Word;
      for (const value of parameter.values ?? []) {
        if (at >= argv.length) break;
        const next = argv[at];
        if (parameter.valuesOptional && next !== undefined && findParameter(clause, next)) break;
        if (parameter.valuesOptional && reading.expecting?.at(at)) reading.expecting.clause(place, clause, undefined);
        if (value.type === 'command') {
          readCommand(reading, at, place.netns, place.host);
          return argv.length;
        }
        last = next;
        pushValue(reading, place, at, value, parameter.keyword);
        at++;
      }
      const inner = parameter.group ?? (last === undefined ? undefined : groupAfter(parameter, last));
      if (inner) at = readClause(reading, inner, at, place, true);
      continue;
    }
    const positional = positionals[Math.min(seen, positionals.length - 1)];
    if (group && (!positional || seen >= positionals.length)) return at;
    if (positional && (seen < positionals.length || positional.repeats)) {
      if (positional.value.type === 'command') {
        readCommand(reading, at, place.netns, place.host);
        return argv.length;
      }
      note(place, positional, word);
      pushValue(reading, place, at, positional.value, positional.keyword);
    } else if (word === undefined) push(reading, place, at, 'value', DECIDED_BY_SHELL);
    else {
      pushUnknown(reading, place, at, [...clause.parameters.flatMap((p) => [p.keyword, ...(p.aliases ?? [])])]);
    }
    seen++;
    at++;
  }
  return at;
}

/** `type veth` is followed by other words than `type bridge`. */
function groupAfter({ groupOf = {} }: Parameter, value: string): Clause | undefined {
  return Object.hasOwn(groupOf, value) ? groupOf[value] : undefined;
}

/** Namespaces and hosts in front of a nested command say where it runs. */
function note(place: Place, positional: Positional, word: Word): void {
  if (word === undefined) return;
  if (positional.value.type === 'netns') place.netns = word;
  if (place.program === 'ssh' && positional.value.type === 'host') {
    place.host = word.slice(word.indexOf('@') + 1);
    place.netns = undefined;
  }
}

// --- getopt: options anywhere, clustered letters, then operands

function readGetopt(reading: Reading, declaration: Declaration, from: number, place: Place): void {
  const { argv } = reading;
  const operands: number[] = [];
  const nests = holdsCommand(declaration.body);
  for (let at = from; at < argv.length; at++) {
    const word = argv[at];
    if (word === '--') {
      push(reading, place, at, 'option', END_OF_OPTIONS);
      if (runsInPod(place.program, argv[operands[0] ?? -1]) && at + 1 < argv.length) {
        readCommand(reading, at + 1, undefined, IN_A_POD);
        break;
      }
      for (let rest = at + 1; rest < argv.length; rest++) operands.push(rest);
      break;
    }
    if (word === undefined || word === '-' || !isOption(declaration, word) || isKeyword(declaration, word)) {
      if (reading.expecting?.at(at)) reading.expecting.options(place, declaration.options);
      operands.push(at);
      if (nests) {
        // A wrapper's own options end where the command begins.
        for (let rest = at + 1; rest < argv.length; rest++) operands.push(rest);
        break;
      }
      continue;
    }
    at = readGetoptWord(reading, declaration, word, at, place);
  }
  const [first] = operands;
  if (first === undefined) return;
  if (operands.length === argv.length - first) readBody(reading, declaration.body, first, place, 'exact');
  else readScattered(reading, declaration.body, operands, place);
}

/** Stands for a container as the place of a command; no host of a lab has such a name. */
const IN_A_POD = ' pod';

/** kubectl's commands after whose `--` a program of the container follows. */
function runsInPod(program: string, verb: Word): boolean {
  return program === 'kubectl' && (verb === 'exec' || verb === 'run' || verb === 'debug');
}

/** `-x`, and `+short` of a program whose options begin so too. */
function isOption({ options }: Declaration, word: string): boolean {
  return word.startsWith('-') || (word.startsWith('+') && options.some(({ names }) => names[0]?.startsWith('+')));
}

/** `-net` of route(8) looks like an option and is a keyword. */
function isKeyword({ options, body }: Declaration, word: string): boolean {
  if (options.some(({ names }) => names.includes(word))) return false;
  const bodies: readonly Body[] = 'clause' in body ? [body] : body.select.choices.map((choice) => choice.body);
  return bodies.some((each) => 'clause' in each && findParameter(each.clause, word) !== undefined);
}

/** Operands with options between them: they are read as if they stood together. */
function readScattered(reading: Reading, body: Body, operands: readonly number[], place: Place): void {
  const together: Reading = {
    argv: operands.map((index) => reading.argv[index]),
    roles: [],
    commands: [],
    ...(reading.expecting && { expecting: reading.expecting.among(operands) }),
  };
  readBody(together, body, 0, place, 'exact');
  for (const role of together.roles) reading.roles.push({ ...role, index: operands[role.index] ?? role.index });
}

/** One word of options: `-n`, `-c3`, `-nvL`, `--all`, `--count=3`. Answers the index of the last word it took. */
function readGetoptWord(reading: Reading, { options }: Declaration, word: string, at: number, place: Place): number {
  const takesNext = (option: OptionDeclaration): boolean => option.value !== undefined && !option.valueOptional;
  // journalctl takes a number behind `-n` although getopt says that it must be attached (parse_argv).
  const takesNumber = (option: OptionDeclaration): boolean =>
    place.program === 'journalctl' && option.value?.type === 'number' && /^\d+$/.test(reading.argv[at + 1] ?? '');
  const valueAfter = (option: OptionDeclaration): number => {
    if (!option.value || at + 1 >= reading.argv.length) return at;
    if (option.value.type === 'netns') place.netns = reading.argv[at + 1];
    pushValue(reading, place, at + 1, option.value, option.names[0] ?? '');
    return at + 1;
  };
  const names = (): string[] => options.flatMap((option) => option.names);
  const whole = options.find((option) => option.names.includes(word));
  if (whole) {
    push(reading, place, at, 'option', whole.words, { of: whole.names[0] });
    return takesNext(whole) || takesNumber(whole) ? valueAfter(whole) : at;
  }
  const [head = word] = word.split('=', 1);
  const further = optionWords(place.program, head);
  if (further) {
    push(reading, place, at, 'option', further, { of: head });
    return at;
  }
  const valued = head.length > 2 && !word.startsWith('--') && options.find(({ names }) => names.includes(head));
  if (valued) {
    push(reading, place, at, 'option', valued.words, { of: valued.names[0], ...valueFacts(valued.value) });
    return at;
  }
  if (word.startsWith('+')) {
    // dig takes any beginning of such an option.
    const begun = options.find((option) => option.names.some((name) => name.startsWith(head)));
    if (begun) push(reading, place, at, 'option', begun.words, { of: begun.names[0] });
    else pushUnknown(reading, place, at, names());
    return at;
  }
  if (word.startsWith('--')) {
    const name = head;
    const fitting = options.filter((o) =>
      o.names.some((n) => n === name || (n.startsWith(name) && n.startsWith('--'))),
    );
    const [option] = fitting;
    if (!option) pushUnknown(reading, place, at, names());
    else push(reading, place, at, 'option', option.words, { of: option.names[0], ...valueFacts(option.value) });
    return option && takesNext(option) && !word.includes('=') ? valueAfter(option) : at;
  }
  const meanings: Words[] = [];
  for (let i = 1; i < word.length; i++) {
    const option = options.find((o) => o.names.includes(`-${word.charAt(i)}`));
    if (!option) {
      pushUnknown(reading, place, at, names());
      return at;
    }
    meanings.push(option.words);
    if (!option.value) continue;
    const attached = i + 1 < word.length;
    push(reading, place, at, 'option', together(meanings), {
      of: option.names[0],
      ...(attached && valueFacts(option.value)),
    });
    return attached || option.valueOptional ? at : valueAfter(option);
  }
  push(reading, place, at, 'option', together(meanings), { of: word });
  return at;
}

function together(all: readonly Words[]): Words {
  return { en: all.map((words) => words.en).join(' '), ko: all.map((words) => words.ko).join(' ') };
}

/** Whether operands end in another command, as sudo's do. */
function holdsCommand(body: Body): boolean {
  return 'clause' in body && (body.clause.positionals ?? []).some(({ value }) => value.type === 'command');
}

// --- collecting

const DECIDED_BY_SHELL: Words = {
  en: 'The shell fills this in before the command runs.',
  ko: '명령이 실행되기 전에 셸이 채웁니다.',
};
const END_OF_OPTIONS: Words = {
  en: 'End of the options: what follows is no option.',
  ko: '옵션의 끝: 뒤는 옵션이 아닙니다.',
};

function push(
  reading: Reading,
  place: Place,
  index: number,
  role: WordRole['role'],
  words: Words | undefined,
  more: Partial<WordRole> = {},
): void {
  reading.roles.push({ index, role, program: place.program, path: place.path, ...(words && { words }), ...more });
}

function pushValue(reading: Reading, place: Place, index: number, value: Value, of: string): void {
  const word = reading.argv[index];
  if (reading.expecting?.at(index)) reading.expecting.value(place, value, of);
  const choice = word === undefined ? undefined : value.choices?.find((c) => c.value === word);
  push(reading, place, index, 'value', choice?.words ?? value.words, { of, ...valueFacts(value) });
}

function valueFacts(value: Value | undefined): Partial<WordRole> {
  return value ? { name: value.name, type: value.type } : {};
}

function pushUnknown(reading: Reading, place: Place, index: number, expected: readonly string[]): void {
  push(reading, place, index, 'unknown', undefined, { expected });
}
