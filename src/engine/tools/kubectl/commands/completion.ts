import type { Invocation } from '../invocation';
import { CommandError } from '../errors/errors';

/** `kubectl completion SHELL`: a lab's shell completes nothing, so its code has nothing to do. */
export function runCompletion(k: Invocation): void {
  const [shell, ...rest] = k.args;
  if (shell === undefined) throw k.usage('Shell not specified.');
  if (rest.length > 0) throw k.usage('Too many arguments. Expected only the shell type.');
  if (!CODE.has(shell)) throw k.usage(`Unsupported shell type ${JSON.stringify(shell)}.`);
  k.out(CODE.get(shell) ?? '');
}

/** A function that completes nothing, under the name that instructions pass to `complete`. */
const CODE: ReadonlyMap<string, string> = new Map([
  ['bash', `# bash completion for kubectl${' '.repeat(32)}-*- shell-script -*-\n__start_kubectl() { :; }\n`],
  ['zsh', '#compdef kubectl\ncompdef _kubectl kubectl\n\n_kubectl() { :; }\n'],
  ['fish', '# fish completion for kubectl\n'],
  ['powershell', '# powershell completion for kubectl\n'],
]);

/** `kubectl plugin list`: a lab has none. */
export function runPluginList(): void {
  throw new CommandError('unable to find any kubectl plugins in your PATH');
}
