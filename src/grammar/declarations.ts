import { TOOLS } from '../engine';
import type { Declaration } from '../engine/tools/grammar/types';

/** The declaration of a program of ours, or undefined when there is no such program (or it is one of the shell's). */
export function declarationOf(program: string): Declaration | undefined {
  const tool = TOOLS.get(program);
  return tool && isDeclared(tool) ? tool : undefined;
}

/** Every declared program. */
export function declarations(): readonly Declaration[] {
  return [...TOOLS.values()].filter(isDeclared);
}

function isDeclared(tool: object): tool is Declaration {
  return 'body' in tool && 'dialect' in tool;
}
