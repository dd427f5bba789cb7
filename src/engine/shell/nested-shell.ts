import { dashErrorLine } from './dash';
import type { Frame, Interpreter } from './interpreter';
import type { Process, Tool } from './process';
import type { ScriptParser } from './script-parser';
import type { ShellState } from './shell-state';
import { errorLines } from './syntax-error';

/** What a `bash` inside a shell needs of it. */
export interface NestedHost {
  readonly interpreter: Interpreter;
  readonly parser: ScriptParser;
}

/** How a shell was called. */
interface Invocation {
  readonly script: string;
  /** `$0`, and what messages start with. */
  readonly name: string;
  /** After the name in messages about syntax. */
  readonly syntaxName: string;
  readonly args: readonly string[];
  /** For BASH_SOURCE. */
  readonly source: string;
  /** Names for `set -o`. */
  readonly options: readonly string[];
  readonly stdin: string;
}

const SET_LETTERS: Readonly<Record<string, string>> = { e: 'errexit', u: 'nounset', x: 'xtrace', v: 'verbose', n: 'noexec', f: 'noglob', a: 'allexport', C: 'noclobber' }; // prettier-ignore

/** `bash` and `sh` as programs: `-c SCRIPT [NAME [ARG…]]`, `FILE [ARG…]`, or a script on standard input. */
export function shellProgram(name: 'bash' | 'sh', host: () => NestedHost): Tool {
  return {
    name,
    run: async (process) => {
      const invocation = read(process, name);
      return typeof invocation === 'number' ? invocation : runScript(process, invocation, host());
    },
  };
}

/** Runs a script in a new shell, with the environment of the process that started it. */
async function runScript(
  process: Process,
  invocation: Invocation,
  { interpreter, parser }: NestedHost,
): Promise<number> {
  const { script, name, args, options, stdin } = invocation;
  const { statements, error } = parser.parse(script);
  if (options.includes('noexec') && !error) return 0;
  const fresh = interpreter.newState(process.cwd, process.env);
  const frame: Frame = {
    output: { out: (text) => process.out(text), err: (text) => process.err(text) },
    signal: process.signal,
    scriptName: name,
    dash: process.argv[0] === 'sh',
    ...dialectOf(process),
    source: invocation.source,
    trapsExit: script.includes('trap'),
    ...(stdin !== '' && { stdin }),
  };
  const { status, atExit } = await interpreter.run(statements, withArguments(fresh, name, args, options), frame);
  const action = atExit.traps.get('EXIT');
  if (action !== undefined && !process.signal.aborted) {
    const trapped = await interpreter.run(parser.parse(action).statements, { ...atExit, traps: new Map() }, frame);
    if (trapped.state === undefined) return trapped.status;
  }
  if (!error || process.signal.aborted) return status;
  process.err(frame.dash === true ? dashErrorLine(error, name) : errorLines(error, invocation.syntaxName));
  return 2;
}

/** `sh` of a container's image is another than ours. */
function dialectOf({ argv, world, host }: Process): Pick<Frame, 'dialect'> {
  const sh = argv[0] === 'sh' ? world.host(host).container?.sh : undefined;
  return sh === undefined ? {} : { dialect: sh };
}

function withArguments(
  state: ShellState,
  name: string,
  args: readonly string[],
  options: readonly string[],
): ShellState {
  const variables = new Map(state.variables);
  variables.set('0', name).set('#', String(args.length)).set('@', args.join(' '));
  args.forEach((value, index) => variables.set(String(index + 1), value));
  return {
    ...state,
    variables,
    options: { ...state.options, ...Object.fromEntries(options.map((option) => [option, true])) },
  };
}

/** Reads a shell's command line; a number is the status it ends with at once. */
function read(process: Process, shell: string): Invocation | number {
  const [, ...words] = process.argv;
  const options: string[] = [];
  let command = false;
  let fromStdin = false;
  for (let word = words[0]; word !== undefined && /^[-+]./.test(word) && word !== '--'; word = words[0]) {
    words.shift();
    if (word === '--version') return version(process);
    if (word.startsWith('--')) continue;
    for (const letter of word.slice(1)) {
      const option = SET_LETTERS[letter];
      if (letter === 'c') command = true;
      else if (letter === 's') fromStdin = true;
      else if (letter === 'o') options.push(words.shift() ?? '');
      else if (option !== undefined) options.push(option);
      else if (!'ilrBhkmptEHPT'.includes(letter)) {
        process.err(`${shell}: -${letter}: invalid option\n`);
        return 2;
      }
    }
  }
  if (words[0] === '--') words.shift();
  if (command) {
    const [script, name = shell, ...args] = words;
    if (script === undefined) {
      process.err(`${shell}: -c: option requires an argument\n`);
      return 2;
    }
    return { script, name, syntaxName: `${name}: -c`, args, options, source: 'environment', stdin: process.stdin };
  }
  const [file, ...args] = words;
  if (file === undefined || fromStdin) {
    return { script: process.stdin, name: shell, syntaxName: shell, args: words, options, source: 'main', stdin: '' };
  }
  if (process.files.isDirectory(file)) {
    if (shell === 'bash') process.err(`${file}: ${file}: Is a directory\n`);
    return shell === 'bash' ? 126 : 0;
  }
  if (!process.files.exists(file)) {
    process.err(
      shell === 'bash' ? `bash: ${file}: No such file or directory\n` : `sh: 0: cannot open ${file}: No such file\n`,
    );
    return shell === 'bash' ? 127 : 2;
  }
  const script = process.files.read(file).replaceAll('\r\n', '\n');
  return { script, name: file, syntaxName: file, args, options, source: file, stdin: process.stdin };
}

function version(process: Process): number {
  process.out('GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\n');
  return 0;
}
