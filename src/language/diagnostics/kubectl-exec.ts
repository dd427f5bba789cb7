import type { CommandPart } from '../../grammar';
import type { ShellWord } from '../syntax/shell-script';

/** kubectl's flags of `exec` that take a value of their own. */
const VALUED = /^(-c|-n|-f|--container|--namespace|--filename|--context|--kubeconfig|--pod-running-timeout)$/;

/** The first word of the command that `kubectl exec POD …` is meant to run, where the `--` in front of it is missing: v1.35 takes only what follows it. */
export function commandWithoutDashes(words: readonly ShellWord[], part: CommandPart): ShellWord | undefined {
  if (part.program !== 'kubectl') return undefined;
  const own = words.slice(part.start + 1, part.end);
  if (own.some(({ raw }) => raw === '--')) return undefined;
  const operands: ShellWord[] = [];
  for (let i = 0; i < own.length; i++) {
    const word = own[i];
    if (!word) break;
    if (VALUED.test(word.raw)) i++;
    else if (!word.raw.startsWith('-')) operands.push(word);
    // Options behind the Pod's name belong to the command that is meant.
    if (operands.length === 3) break;
  }
  const [verb, , command] = operands;
  return verb?.value === 'exec' ? command : undefined;
}
