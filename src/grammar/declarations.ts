import { TOOLS } from '../engine';
import type { Declaration } from '../engine/tools/grammar/types';

/** The declaration of a program of ours, or undefined when there is no such program (or it is one of the shell's). */
export function declarationOf(program: string): Declaration | undefined {
  const tool = TOOLS.get(program);
  return tool && isDeclared(tool) ? tool : undefined;
}

/** Every declared program. */
export function declarations(): readonly Declaration[] {
  const declared: Declaration[] = [];
  for (const tool of TOOLS.values()) if (isDeclared(tool)) declared.push(tool);
  return declared;
}

function isDeclared<T extends object>(tool: T): tool is T & Declaration {
  return 'body' in tool && 'dialect' in tool;
}
