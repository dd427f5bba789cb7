import type { StatementNode, WordNode, WordPart } from '../../shell/ast-nodes';
import { arithmetic } from './arithmetic';

/** Something that only a whole shell can do: the command is left to one. */
export class NeedsShell extends Error {}

/** What words are expanded with. */
export interface Scope {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** What `$( )` prints. */
  substitute(statements: readonly StatementNode[]): string;
  /** Paths that match a pattern; none: the pattern stays as it is. */
  glob(pattern: string): readonly string[];
}

interface Piece {
  readonly text: string;
  readonly quoted: boolean;
}

/** A word as one text: no splitting, no patterns (assignments, redirections, `case`). */
export function expandText(word: WordNode, scope: Scope): string {
  return word.parts.map((part) => pieces(part, scope, false).map(({ text }) => text).join('')).join(''); // prettier-ignore
}

/** Words as a command gets them: split at blanks, patterns replaced by paths. */
export function expandWords(words: readonly WordNode[], scope: Scope): string[] {
  return words.flatMap((word) => fields(word, scope));
}

function fields(word: WordNode, scope: Scope): readonly string[] {
  const all = word.parts.flatMap((part) => pieces(part, scope, false));
  const found: { text: string; pattern: boolean }[] = [];
  let open: { text: string; pattern: boolean } | undefined;
  for (const { text, quoted } of all) {
    if (quoted) {
      open ??= { text: '', pattern: false };
      open.text += text;
      continue;
    }
    const [first = '', ...rest] = text.split(/[ \t\n]+/);
    if (first !== '' || (text !== '' && rest.length === 0)) {
      open ??= { text: '', pattern: false };
      open.text += first;
      open.pattern ||= /[*?[]/.test(first);
    }
    for (const part of rest) {
      if (open) found.push(open);
      open = part === '' ? undefined : { text: part, pattern: /[*?[]/.test(part) };
    }
  }
  if (open) found.push(open);
  return found.flatMap(({ text, pattern }) => {
    const paths = pattern ? scope.glob(text) : [];
    return paths.length > 0 ? paths : [text];
  });
}

function pieces(part: WordPart, scope: Scope, quoted: boolean): readonly Piece[] {
  switch (part.type) {
    case 'Literal':
      return [{ text: part.value, quoted: true }];
    case 'SingleQuoted':
    case 'Escaped':
      return [{ text: part.value, quoted: true }];
    case 'DoubleQuoted': {
      const text = part.parts.map((inner) => pieces(inner, scope, true).map((piece) => piece.text).join('')).join(''); // prettier-ignore
      return [{ text, quoted: true }];
    }
    case 'ParameterExpansion':
      return [{ text: parameter(part, scope), quoted }];
    case 'CommandSubstitution':
      return [{ text: scope.substitute(part.body.statements).replace(/\n+$/, ''), quoted }];
    case 'ArithmeticExpansion':
      return [{ text: String(arithmetic(part.expression.expression, scope)), quoted }];
    case 'Glob':
      return [{ text: part.pattern, quoted }];
    case 'TildeExpansion':
      return [{ text: scope.get('HOME') ?? '/root', quoted: true }];
    default:
      throw new NeedsShell();
  }
}

function parameter(part: Extract<WordPart, { type: 'ParameterExpansion' }>, scope: Scope): string {
  const { parameter: name, operation } = part;
  const value = scope.get(name);
  if (operation === null) return value ?? '';
  const empty = value === undefined || ('checkEmpty' in operation && operation.checkEmpty && value === '');
  switch (operation.type) {
    case 'DefaultValue':
      return empty ? expandText(operation.word, scope) : value;
    case 'UseAlternative':
      return empty ? '' : expandText(operation.word, scope);
    case 'AssignDefault': {
      if (!empty) return value;
      const assigned = expandText(operation.word, scope);
      scope.set(name, assigned);
      return assigned;
    }
    case 'Length':
      return String((value ?? '').length);
    default:
      throw new NeedsShell();
  }
}
