import type { CommandContext } from './commands';
import { NeedsShell } from './expand';

/** test(1): `-f FILE`, `-z TEXT`, `A = B`, `A -lt B`, `!`, `-a`, `-o`. */
export function evaluateTest(words: readonly string[], context: Pick<CommandContext, 'files' | 'path'>): boolean {
  const or = words.indexOf('-o');
  if (or > 0) return evaluateTest(words.slice(0, or), context) || evaluateTest(words.slice(or + 1), context);
  const and = words.indexOf('-a');
  if (and > 0) return evaluateTest(words.slice(0, and), context) && evaluateTest(words.slice(and + 1), context);
  const [a = '', b = '', c = ''] = words;
  if (a === '!' && words.length > 1) return !evaluateTest(words.slice(1), context);
  if (words.length <= 1) return a !== '';
  if (words.length === 2) return unary(a, b, context);
  if (words.length === 3) return binary(a, b, c);
  throw new NeedsShell();
}

function unary(operator: string, operand: string, { files, path }: Pick<CommandContext, 'files' | 'path'>): boolean {
  const node = files.lookup(path(operand));
  switch (operator) {
    case '-z':
      return operand === '';
    case '-n':
      return operand !== '';
    case '-e':
    case '-r':
    case '-w':
      return operand !== '' && node !== undefined;
    case '-f':
      return node?.type === 'file';
    case '-d':
      return node?.type === 'directory';
    case '-s':
      return node?.type === 'file' && node.content.length > 0;
    case '-x':
      return node !== undefined && (node.mode & 0o111) !== 0;
    case '-L':
    case '-h':
      return files.lookupNoFollow(path(operand))?.type === 'symlink';
    default:
      throw new NeedsShell();
  }
}

function binary(a: string, operator: string, b: string): boolean {
  switch (operator) {
    case '=':
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '-eq':
      return Number(a) === Number(b);
    case '-ne':
      return Number(a) !== Number(b);
    case '-lt':
      return Number(a) < Number(b);
    case '-le':
      return Number(a) <= Number(b);
    case '-gt':
      return Number(a) > Number(b);
    case '-ge':
      return Number(a) >= Number(b);
    default:
      throw new NeedsShell();
  }
}
