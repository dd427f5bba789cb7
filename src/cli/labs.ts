import { BUILTIN_LABS } from '../engine';
import { print } from './streams';
import { parseArgs, UsageError } from './usage';

/** `cka-net labs`: the built-in labs, one a line. */
export function labs(args: readonly string[]): Promise<number> {
  const { operands } = parseArgs(args, {});
  if (operands.length > 0) throw new UsageError('takes no arguments');
  const width = Math.max(...BUILTIN_LABS.map((lab) => lab.name.length));
  for (const lab of BUILTIN_LABS) print(`${lab.name.padEnd(width)}  ${lab.summary}\n`);
  return Promise.resolve(0);
}
