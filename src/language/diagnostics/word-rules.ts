import { builtinNames, commandWords, declarationOf, declarations, nearest } from '../../grammar';
import type { ShellScript, ShellWord } from '../syntax/shell-script';
import type { AnalysedCommand } from './analysed';
import { commandWithoutDashes } from './kubectl-exec';
import type { Fix, Problem } from './problem';

/** Words that are no command, object or option, brackets of a manual. */
export function wordProblems(analysed: AnalysedCommand, defined: ReadonlySet<string>): readonly Problem[] {
  const brackets = placeholderBrackets(analysed);
  if (brackets.length > 0) return brackets;
  return [...unknownCommands(analysed, defined), ...unknownWords(analysed)];
}

/** Functions and aliases that a script defines: words that may be commands from then on. */
export function definedNames(script: Pick<ShellScript, 'source'>): readonly string[] {
  const functions = [...script.source.matchAll(/(?:^|[;&|({\s])(?:function\s+([\w-]+)|([\w-]+)\s*\(\s*\))/g)];
  const aliases = [...script.source.matchAll(/\balias\s+([\w-]+)=/g)];
  return [...functions, ...aliases].flatMap((match) => match.slice(1).filter((name) => name !== undefined));
}

/** `[red]`, `[ip link]`: notation of manuals. `[` and `[[` alone are commands. */
function placeholderBrackets({ words, parts }: AnalysedCommand): readonly Problem[] {
  const ours = parts.some(({ program }) => declarationOf(program) !== undefined) || opensBracket(words[0]);
  if (!ours) return [];
  const problems: Problem[] = [];
  const undashed = new Set(parts.map((part) => commandWithoutDashes(words, part)));
  for (let i = 0; i < words.length; i++) {
    if (!opensBracket(words[i])) continue;
    const end = words.findIndex((word, j) => j >= i && word.raw.endsWith(']'));
    const [first, last] = [words[i], words[end]];
    if (!first || !last) continue;
    // `kubectl exec busybox [ip route]` lacks more than it has too much: one fix for both.
    problems.push(bracketProblem(words.slice(i, end + 1), first, last, undashed.has(first) ? '-- ' : ''));
    i = end;
  }
  return problems;
}

function opensBracket(word: ShellWord | undefined): boolean {
  // `[fd00::1]` is how an IPv6 address stands in front of a port.
  return word !== undefined && /^\[[^[\]]/.test(word.raw) && !/^\[[0-9a-f]*:[0-9a-f:.%\w]*\]/i.test(word.raw);
}

function bracketProblem(words: readonly ShellWord[], first: ShellWord, last: ShellWord, before: string): Problem {
  const text = words.map(({ raw }) => raw).join(' ');
  const inside = text.slice(1, -1);
  const { start } = first;
  const { end } = last;
  const fix: Fix = {
    kind: 'replace',
    text: `${before}${inside}`,
    edits: [
      { start, end: start + 1, newText: before },
      { start: end - 1, end, newText: '' },
    ],
  };
  return { start, end, severity: 'error', facts: { code: 'placeholder-brackets', text }, fixes: [fix] };
}

/** A command nobody knows, when one with nearly that name exists. What is merely unknown is not flagged: it may be a program. */
function unknownCommands({ words, parts }: AnalysedCommand, defined: ReadonlySet<string>): readonly Problem[] {
  const known = [...declarations().map(({ name }) => name), ...builtinNames(), ...defined];
  return parts.flatMap(({ program, start }) => {
    const word = words[start];
    if (word?.value !== program || !/^[a-z][\w-]{2,}$/.test(program)) return [];
    if (declarationOf(program) || commandWords(program) || defined.has(program)) return [];
    const close = nearest(program, known);
    return close === undefined ? [] : [unknown(word, close, start === 0 ? 'bash' : (parts[0]?.program ?? 'bash'))];
  });
}

function unknownWords({ words, roles, parts }: AnalysedCommand): readonly Problem[] {
  return roles.flatMap((role, at): Problem[] => {
    const word = words[role.index];
    if (role.role !== 'unknown' || word?.value === undefined) return [];
    // What follows a misspelt keyword is read as something else.
    if (roles.slice(0, at).some((other) => other.role === 'unknown' && other.program === role.program)) return [];
    const needsExec = role.program === 'ip' && role.path.length === 0 && isProgram(word.value);
    const part = parts.find(({ start, end }) => start < role.index && role.index < end);
    if (needsExec && part) return [netnsExec(words, part.start, role.index, part.netns, word)];
    // `help` and its like are answered by the program itself.
    const short = role.program === 'ip' && role.path.length === 0 ? ['addr', 'neigh', 'maddr'] : [];
    const close = nearest(word.value, [...(role.expected ?? []), ...short]);
    if (word.raw === '--' || isLenient(role, word.raw)) return [];
    // A declaration may lack what the real program has; running the cell shows what it refuses.
    if (close === undefined && !isObject(role)) return [];
    return [unknown(word, close, [role.program, ...role.path].join(' '))];
  });
}

/** Programs that take more words than their manuals say, or say nothing of those that they do not know. */
function isLenient({ program, path }: AnalysedCommand['roles'][number], word: string): boolean {
  return (
    program === 'ipset' || (program === 'bridge' && path.length > 1) || (program === 'route' && word.startsWith('--'))
  );
}

/** The first word of iproute2, which must be one of its objects. */
function isObject({ program, path }: AnalysedCommand['roles'][number]): boolean {
  return program === 'ip' && path.length === 0;
}

function isProgram(name: string): boolean {
  return declarationOf(name) !== undefined || commandWords(name) !== undefined;
}

/** `ip -n red ping …` → `ip netns exec red ping …`. */
function netnsExec(
  words: readonly ShellWord[],
  ip: number,
  index: number,
  netns: string | undefined,
  word: ShellWord,
): Problem {
  const from = words[ip];
  const prefix = netns === undefined ? '' : `ip netns exec ${netns} `;
  const rest = words
    .slice(index)
    .map(({ raw }) => raw)
    .join(' ');
  const start = from?.start ?? word.start;
  return {
    start: word.start,
    end: word.end,
    severity: 'error',
    facts: { code: 'netns-exec-needed', program: word.value ?? word.raw, command: `${prefix}${rest}` },
    fixes: [{ kind: 'replace', text: `${prefix}${rest}`, edits: [{ start, end: word.start, newText: prefix }] }],
  };
}

function unknown(word: ShellWord, close: string | undefined, of: string): Problem {
  const { start, end } = word;
  return {
    start,
    end,
    severity: 'error',
    facts: { code: 'unknown-word', text: word.raw, nearest: close, of },
    fixes: close === undefined ? [] : [{ kind: 'replace', text: close, edits: [{ start, end, newText: close }] }],
  };
}
