import { defineCommand, type Command } from 'just-bash/browser';
import { SHELL_PID } from '../kernel/processes';
import { SIGNAL_NUMBERS, SIGNALS } from '../kernel/signals';

/** Names of builtins here; just-bash looks even these up on PATH. */
export const BUILTIN_NAMES = ['trap', 'kill', 'umask', 'ulimit', 'times', 'jobs', 'fg', 'bg', 'disown'] as const;

const PSEUDO_SIGNALS = new Set(['DEBUG', 'ERR', 'RETURN']);
const KILL_USAGE = 'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n';

/** Sends a signal to the job or process that a word names; false when there is none. */
/** Sends a signal; the process id of a job that has ended and whose end was not told yet, or false when there is none. */
type SendSignal = (target: string, signal: string, number: number) => boolean | number;

/** Builtins of bash that just-bash lacks. `traps` are those of the shell that runs now. */
export function builtins(traps: () => Map<string, string>, signal: SendSignal): readonly Command[] {
  const answer = (stdout: string, stderr = '', exitCode = 0) => Promise.resolve({ stdout, stderr, exitCode });
  return [
    defineCommand('trap', (args) => answer(...trap(args, traps()))),
    defineCommand('kill', (args) => answer(...kill(args, signal))),
    defineCommand('umask', (args) =>
      answer(args.length === 0 ? '0022\n' : args[0] === '-S' ? 'u=rwx,g=rx,o=rx\n' : ''),
    ),
    defineCommand('ulimit', (args) => answer(args.includes('-n') ? '1024\n' : args.length > 1 ? '' : 'unlimited\n')),
    defineCommand('times', () => answer('0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n')),
  ];
}

type Answer = [stdout: string, stderr?: string, exitCode?: number];

/** Only EXIT ever happens: nothing sends signals to a shell. */
function trap(args: readonly string[], traps: Map<string, string>): Answer {
  const words = args[0] === '--' ? args.slice(1) : args;
  if (words.length === 0 || words[0] === '-p') {
    const listed = [...traps].map(([signal, action]) => `trap -- '${action.replaceAll("'", "'\\''")}' ${signal}\n`);
    return [listed.join('')];
  }
  const [first = '', ...rest] = words;
  const resets = rest.length === 0;
  for (const word of resets ? [first] : rest) {
    const signal = signalName(word);
    if (signal === undefined) return ['', `bash: trap: ${word}: invalid signal specification\n`, 1];
    if (resets || first === '-') traps.delete(signal);
    else traps.set(signal, first);
  }
  return [''];
}

/** `0`, `EXIT`, `SIGINT`, `int` … as `trap -p` names them. */
function signalName(word: string): string | undefined {
  const named = /^\d+$/.test(word) ? SIGNALS[Number(word) - 1] : word.toUpperCase().replace(/^SIG/, '');
  const name = word === '0' ? 'EXIT' : named;
  if (name === undefined) return undefined;
  if (name === 'EXIT' || PSEUDO_SIGNALS.has(name)) return name;
  return SIGNAL_NUMBERS.has(name) ? `SIG${name}` : undefined;
}

/** `kill -l [SIGNAL…]`: all, or a name for a number (an exit status too) and a number for a name. */
function listSignals(words: readonly string[]): Answer {
  if (words.length === 0) {
    const realTime = Array.from({ length: 31 }, (_none, i) => {
      const name = i === 0 ? 'RTMIN' : i < 16 ? `RTMIN+${i}` : i < 30 ? `RTMAX-${30 - i}` : 'RTMAX';
      return `${i + 34}) SIG${name}`;
    });
    const all = [...SIGNALS.map((name, index) => `${String(index + 1).padStart(2)}) SIG${name}`), ...realTime];
    return [all.map((entry, index) => entry + (index % 5 === 4 ? '\n' : '\t')).join('') + '\n'];
  }
  let [out, err] = ['', ''];
  for (const word of words) {
    const number = Number(word) > 128 ? Number(word) - 128 : Number(word);
    const answer = /^\d+$/.test(word)
      ? SIGNALS[number - 1]
      : SIGNAL_NUMBERS.get(word.toUpperCase().replace(/^SIG/, ''));
    if (answer === undefined) err += `bash: kill: ${word}: invalid signal specification\n`;
    else out += `${answer}\n`;
  }
  return [out, err, err === '' ? 0 : 1];
}

/** Only programs in the background are there to be signalled. */
function kill(args: readonly string[], send: SendSignal): Answer {
  const targets = [...args];
  const [first = ''] = targets;
  if (first === '-l' || first === '-L') return listSignals(targets.slice(1));
  if ((first === '-s' || first === '-n') && targets.length < 2)
    return ['', `bash: kill: ${first}: option requires an argument\n`, 1];
  let wanted = 'TERM';
  if (first === '-s' || first === '-n') wanted = targets.splice(0, 2)[1] ?? '';
  else if (first === '--') targets.shift();
  else if (/^-./.test(first)) wanted = (targets.shift() ?? '').slice(1);
  const name = wanted === '0' ? '0' : signalName(wanted)?.replace(/^SIG/, '');
  if (name === undefined) return ['', `bash: kill: ${wanted}: invalid signal specification\n`, 1];
  if (targets.length === 0) return ['', KILL_USAGE, 2];
  let stderr = '';
  for (const target of targets) {
    const sent = target === String(SHELL_PID) || send(target, name, name === '0' ? 0 : (SIGNAL_NUMBERS.get(name) ?? 0));
    if (sent === true) continue;
    if (sent !== false) stderr += `bash: kill: (${sent}) - No such process\n`;
    else if (/^-?\d+$/.test(target)) stderr += `bash: kill: (${target}) - No such process\n`;
    else if (target.startsWith('%')) stderr += `bash: kill: ${target}: no such job\n`;
    else stderr += `bash: kill: ${target}: arguments must be process or job IDs\n`;
  }
  return ['', stderr, stderr === '' ? 0 : 1];
}
