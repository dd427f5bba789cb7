import { analyse, declarationOf, nearest, roleText, signWords, type CommandPart, type WordRole } from '../../grammar';
import type { Language } from '../diagnostics/messages';
import {
  tokenAt,
  wordAt,
  type ShellCommand,
  type ShellScript,
  type ShellToken,
  type Span,
} from '../syntax/shell-script';
import { addressFacts } from './address-facts';
import { labFacts, type FactsPlace } from './lab-facts';

/** What a word means, and which word that is. */
export interface Meaning extends Span {
  /** The command the word belongs to, as far as the word; or the operator itself. */
  readonly heading: string | undefined;
  readonly sentences: readonly string[];
  /** No declaration and no table says what this word is. */
  readonly unknown: boolean;
}

/**
 * What stands at `offset` of a cell; undefined on blanks and comments. With a `place` also what it is now in the lab.
 */
export function meaningAt(
  script: ShellScript,
  offset: number,
  language: Language,
  place?: FactsPlace,
): Meaning | undefined {
  const word = wordAt(script, offset);
  const token = tokenAt(script, offset);
  // An operator or `$x` inside a word is meant before the word around it.
  if (token && (!word || inside(token, word.command.words[word.index]))) {
    return tokenMeaning(token, language);
  }
  return word && wordMeaning(word.command, word.index, language, place);
}

/** The meaning as Markdown, for the hover. */
export function hoverMarkdown({ heading, sentences }: Meaning): string {
  return [...(heading === undefined ? [] : [code(heading)]), ...sentences].join('\n\n');
}

/** Every word and operator of a script in the order they stand, with what it means. */
export function meanings(script: ShellScript, language: Language): readonly (Meaning & { readonly text: string })[] {
  const spans = [...script.commands.flatMap(({ words }) => words), ...script.tokens];
  const starts = [...new Set(spans.map(({ start }) => start))].sort((a, b) => a - b);
  const found = new Map<number, Meaning & { readonly text: string }>();
  for (const start of starts) {
    const meaning = meaningAt(script, start, language);
    if (meaning) found.set(meaning.start, { ...meaning, text: script.source.slice(meaning.start, meaning.end) });
  }
  return [...found.values()];
}

function inside(token: ShellToken, word: Span | undefined): boolean {
  return word !== undefined && token.end - token.start <= word.end - word.start && token.kind !== 'word';
}

function wordMeaning(
  command: ShellCommand,
  index: number,
  language: Language,
  place: FactsPlace | undefined,
): Meaning | undefined {
  const { words } = command;
  const word = words[index];
  if (!word) return undefined;
  const { roles, commands } = analyse(words.map(({ value }) => value));
  const role = roles.find((each) => each.index === index);
  const part = commands.findLast(({ start, end }) => start <= index && index < end);
  const facts = role?.type === 'netmask' ? undefined : addressFacts(word.value ?? '', language);
  const live = place && word.value !== undefined ? labFacts(word.value, role, part, place, language) : [];
  return {
    start: word.start,
    end: word.end,
    heading: part && role && headingOf(part, role),
    sentences: [
      role?.words ? roleText(role, language) : unknownText(word.raw, role, language),
      ...(facts ? [facts] : []),
      ...live,
    ],
    unknown: role?.words === undefined,
  };
}

/** For the command itself its synopsis; otherwise the command and the objects up to the word, in full. */
function headingOf(part: CommandPart, role: WordRole): string | undefined {
  const own = (role.role === 'object' || role.role === 'verb') && role.name !== undefined ? [role.name] : [];
  if (role.index !== part.start) return [part.program, ...role.path, ...own].join(' ');
  return declarationOf(part.program)?.synopsis;
}

function unknownText(raw: string, role: WordRole | undefined, language: Language): string {
  const close = nearest(raw, role?.expected ?? []);
  if (language === 'ko') return close ? `여기서는 모르는 말입니다. "${close}"?` : '여기서는 모르는 말입니다.';
  return close ? `Not known here. Did you mean "${close}"?` : 'Not known here.';
}

function tokenMeaning(token: ShellToken, language: Language): Meaning {
  const { heading, text } = tokenText(token, language);
  const facts = token.kind === 'word' ? addressFacts(token.text, language) : undefined;
  return {
    start: token.start,
    end: token.end,
    heading,
    sentences: [text ?? token.text, ...(facts ? [facts] : [])],
    unknown: text === undefined,
  };
}

interface TokenText {
  readonly heading?: string;
  readonly text: string | undefined;
}

function tokenText({ kind, text }: ShellToken, language: Language): TokenText {
  const words = (en: string, ko: string): string => (language === 'ko' ? ko : en);
  switch (kind) {
    case 'operator':
    case 'keyword':
      return { heading: text, text: signWords(text)?.[language] };
    case 'expansion':
      return {
        heading: `$${text}`,
        text: SPECIAL[text]?.[language] ?? words("Replaced by the variable's value.", '변수의 값으로 바뀝니다.'),
      };
    case 'assignment':
      return { heading: text, text: words('Sets this variable.', '이 변수에 값을 넣습니다.') };
    case 'file':
      return { text: words('The file that is read or written.', '입력이나 출력이 되는 파일입니다.') };
    case 'here-document':
      return { text: words('Lines that the command gets as its input.', '명령의 입력이 되는 줄입니다.') };
    case 'word':
      return { text: words('A value that the shell uses.', '셸이 쓰는 값입니다.') };
  }
}

/** bash(1), "Special Parameters". */
const SPECIAL: Readonly<Record<string, Record<Language, string>>> = {
  '?': { en: 'The exit status of the last command.', ko: '마지막 명령의 종료 상태입니다.' },
  '#': { en: 'How many arguments there are.', ko: '인수의 개수입니다.' },
  '@': { en: 'All arguments, each a word.', ko: '모든 인수이며 각각 한 단어입니다.' },
  '*': { en: 'All arguments as one word.', ko: '모든 인수를 한 단어로 씁니다.' },
  '!': { en: 'The last background process.', ko: '마지막 백그라운드 프로세스입니다.' },
  $: { en: "The shell's process number.", ko: '셸의 프로세스 번호입니다.' },
  '-': { en: 'The options of the shell.', ko: '셸의 옵션입니다.' },
};

/** Inline code that holds any text, backquotes included (CommonMark 6.1). */
function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length)) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('\n', ' ')}${pad}${fence}`;
}
