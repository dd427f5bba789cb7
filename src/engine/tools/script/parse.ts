import { Bash } from 'just-bash/browser';
import type { StatementNode } from '../../shell/ast-nodes';
import { ScriptParser } from '../../shell/script-parser';

let parser: ScriptParser | undefined;
/** Trees of scripts by their text, which many containers share. They are never changed. */
const PARSED = new Map<string, readonly StatementNode[] | undefined>();
const MOST = 200;

/** The statements of a script; undefined when it has a syntax error. */
export function parseScript(text: string): readonly StatementNode[] | undefined {
  if (PARSED.has(text)) return PARSED.get(text);
  parser ??= new ScriptParser(new Bash({ defenseInDepth: false, commands: [] }));
  const { statements, error } = parser.parse(text);
  const parsed = error ? undefined : statements;
  if (PARSED.size >= MOST) PARSED.clear();
  PARSED.set(text, parsed);
  return parsed;
}
