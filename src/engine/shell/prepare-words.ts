import {
  assigning,
  assignment,
  literalWord,
  statementOf,
  type AssignmentNode,
  type StatementNode,
  type WordNode,
  type WordPart,
} from './ast-nodes';
import { CHANGING_VARIABLES } from './changing-values';
import { ARITHMETIC, VALUE_FILE } from './internal-names';
import { FATAL_MARK } from './messages';

/** What preparing words needs of the shell. */
export interface WordHost {
  /** Prepares the commands inside a word. */
  statements(list: readonly StatementNode[]): void;
  /** A text as a word in double quotes; undefined when it cannot be one. */
  quoted(text: string): WordNode | undefined;
  /** A number that no other expression of the statement has. */
  nextNumber(): number;
}

/**
 * Makes words behave as in bash where just-bash would not, by rewriting them in place. Returns assignments that have to be made before the
 * words are expanded.
 */
export function prepareWords(words: readonly WordNode[], host: WordHost): readonly AssignmentNode[] {
  const hoisted: AssignmentNode[] = [];
  for (const word of words) word.parts = preparedParts(word.parts, host, hoisted);
  return hoisted;
}

function preparedParts(parts: readonly WordPart[], host: WordHost, hoisted: AssignmentNode[]): WordPart[] {
  return parts.map((part) => prepared(part, host, hoisted));
}

function prepared(part: WordPart, host: WordHost, hoisted: AssignmentNode[]): WordPart {
  switch (part.type) {
    case 'DoubleQuoted':
      part.parts = preparedParts(part.parts, host, hoisted);
      return part;
    case 'CommandSubstitution':
    case 'ProcessSubstitution':
      host.statements(part.body.statements);
      return part;
    case 'ParameterExpansion': {
      const { operation } = part;
      if (!operation && CHANGING.has(part.parameter)) return fileValue(literalWord(`${VALUE_FILE}${part.parameter}`));
      if (!operation || !('word' in operation) || !operation.word) return part;
      operation.word.parts = preparedParts(operation.word.parts, host, hoisted);
      if (operation.type !== 'ErrorIfUnset') return part;
      // just-bash leaves the parameter out of the message.
      const value = `${part.parameter}${FATAL_MARK}: `;
      operation.word.parts = [{ type: 'SingleQuoted', value }, ...operation.word.parts];
      return part;
    }
    case 'ArithmeticExpansion': {
      const inner = hoist(part.expression.originalText, host, hoisted);
      if (inner !== undefined) part.expression = variable(inner);
      return part;
    }
    default:
      return part;
  }
}

/**
 * just-bash runs a `$(…)` inside arithmetic in a shell that has none of our variables. So the text, with its substitutions, goes into a
 * variable first; arithmetic evaluates what a variable holds. Returns the variable's name, or undefined when there is nothing to do.
 */
export function hoist(text: string | undefined, host: WordHost, hoisted: AssignmentNode[]): string | undefined {
  if (text === undefined || !NEEDS_TEXT.test(text)) return undefined;
  const word = host.quoted(text.replaceAll(CHANGING_NAMES, `$(<${VALUE_FILE}$1)`));
  if (!word) return undefined;
  word.parts = preparedParts(word.parts, host, hoisted);
  const name = `${ARITHMETIC}${host.nextNumber()}`;
  hoisted.push(assignment(name, word));
  return name;
}

const CHANGING: ReadonlySet<string> = new Set(CHANGING_VARIABLES);
const CHANGING_NAMES = new RegExp(`\\$?\\b(${CHANGING_VARIABLES.join('|')})\\b`, 'g');
const NEEDS_TEXT = new RegExp(`\\$\\((?!\\()|\`|\\b(?:${CHANGING_VARIABLES.join('|')})\\b`);

/** Makes `SECONDS=N` count from there, as bash does. */
export function setsSeconds({ name, value }: AssignmentNode): WordNode | undefined {
  if (name !== 'SECONDS' || !value) return undefined;
  const path: WordNode = { type: 'Word', parts: [{ type: 'Literal', value: `${VALUE_FILE}SECONDS=` }, ...value.parts] };
  return { type: 'Word', parts: [fileValue(path)] };
}

/** `$(<path)` */
function fileValue(path: WordNode): WordPart {
  const read = assigning();
  read.redirections = [{ type: 'Redirection', fd: null, operator: '<', target: path }];
  const body = { type: 'Script' as const, statements: [statementOf([read])] };
  return { type: 'CommandSubstitution', body, legacy: false };
}

type Expression = Extract<WordPart, { type: 'ArithmeticExpansion' }>['expression'];

/** The arithmetic expression that is a variable's value. */
export function variable(name: string): Expression {
  return { type: 'ArithmeticExpression', expression: { type: 'ArithVariable', name, hasDollarPrefix: false } };
}
