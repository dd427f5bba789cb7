import type { Invocation } from '../invocation';
import { CommandError } from '../errors/errors';

/** `kubectl completion SHELL`: a lab's shell completes nothing, so its code has nothing to do. */
export function runCompletion(k: Invocation): void {
  const [shell, ...rest] = k.args;
  if (shell === undefined) throw k.usage('Shell not specified.');
  if (rest.length > 0) throw k.usage('Too many arguments. Expected only the shell type.');
  if (!['bash', 'zsh', 'fish', 'powershell'].includes(shell))
    throw k.usage(`Unsupported shell type ${JSON.stringify(shell)}.`);
  if (shell !== 'bash' && shell !== 'zsh')
    throw new CommandError(`cka-net: kubectl completion ${shell} is not simulated yet`);
  k.out(
    `# ${shell} completion for kubectl${' '.repeat(shell === 'bash' ? 32 : 33)}-*- shell-script -*-\n__start_kubectl() { :; }\n`,
  );
}

/** `kubectl plugin list`: a lab has none. */
export function runPluginList(): void {
  throw new CommandError('unable to find any kubectl plugins in your PATH');
}
