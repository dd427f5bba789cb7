import type { Bash } from 'just-bash/browser';
import { ERRNO, strerror, type ErrnoName } from '../kernel/errno';
import { readArrays } from './array-text';
import {
  appendTo, assigning, assignment, groupOf, lineOf, literalWord, parameterWord, simpleCommand, statementOf,
  type FunctionDefNode, type StatementNode,
} from './ast-nodes'; // prettier-ignore
import { LAST_ARGUMENT, LISTING, PIPE_STATUS, STATUS } from './internal-names';
import type { HostTurn } from './host-turn';
import { InterpreterState, type Entered } from './interpreter-state';
import { Loader } from './loader';
import { inBashWords, isFatal } from './messages';
import { prepare } from './prepare';
import { decodeLatin1, type Output } from './programs';
import type { ScriptParser } from './script-parser';
import { hasAlias, type ShellState } from './shell-state';

/** Who runs statements, and where what they print goes. */
export interface Frame {
  readonly output: Output;
  readonly signal: AbortSignal;
  /** In front of the shell's own messages, with the line: a script's name. Undefined at a prompt. */
  readonly scriptName: string | undefined;
  /** Virtual milliseconds since the shell started. */
  readonly elapsedMs: number;
  readonly stdin?: string;
}

/** How a run ended. */
export interface Outcome {
  readonly status: number;
  /** The shell afterwards; undefined when it ended itself (`exit`, `set -e`). */
  readonly state: ShellState | undefined;
}

export interface InterpreterHost {
  /** Programs of ours, which can show output while they run. */
  isProgram(name: string): boolean;
  /** A file's text, or undefined when there is none. */
  readFile(path: string): string | undefined;
  readonly turn: HostTurn;
}

/** A run that is going on. */
interface Running extends Frame {
  readonly loader: Loader;
  readonly functions: Map<string, FunctionDefNode>;
  /** What just-bash executes, also while it grows. */
  readonly script: StatementNode[];
  /** Whether the listing of arrays and functions is at the script's end. */
  declares: boolean;
  /** What `declare -a` and `declare -F` printed there. */
  listing: string;
  /** The line of the statement that runs, for messages that carry none. */
  readonly line: number;
  /** A word could not be expanded: that is no `exit`. */
  fatal: boolean;
}

type Result = Awaited<ReturnType<Bash['exec']>>;

/** Runs statements in just-bash with a shell's state, which it takes as data and gives back as data. */
export class Interpreter {
  private readonly states: InterpreterState;
  private running: Running | undefined;

  constructor(
    bash: Bash,
    private readonly parser: ScriptParser,
    private readonly host: InterpreterHost,
  ) {
    this.states = new InterpreterState(bash);
    // Shells that just-bash's own programs start (env, find -exec).
    parser.onNested = (statements) => this.prepareNested(statements);
  }

  /** A shell that has just been started with this environment. */
  newState(cwd: string, environment: ReadonlyMap<string, string>): ShellState {
    return this.states.newState(cwd, environment);
  }

  /** Where the commands that run now print. */
  get output(): Output | undefined {
    return this.running?.output;
  }

  /** In front of the messages of the shell that runs now; undefined at a prompt. */
  get scriptName(): string | undefined {
    return this.running?.scriptName;
  }

  /** Shows what commands of the running statement printed. */
  show(stream: 'stdout' | 'stderr', text: string, line?: number): void {
    const { running } = this;
    if (text === '' || !running) return;
    if (stream === 'stdout') return running.output.out(text);
    if (isFatal(text)) running.fatal = true;
    const words = inBashWords(text, running.scriptName, line ?? running.line);
    if (words !== '') running.output.err(words);
  }

  /** Takes what a listing builtin printed at the end of a run. */
  list(text: string): void {
    if (this.running) this.running.listing += text;
  }

  /** Parses what an `eval` or `source` is to run; see Loader.load. */
  load(args: readonly string[], cwd: string): string {
    return this.running?.loader.load(args, cwd) ?? '';
  }

  /** Runs statements to their end. */
  async run(statements: readonly StatementNode[], state: ShellState, frame: Frame): Promise<Outcome> {
    const running = this.begin(statements, state, frame);
    const outer = this.running;
    this.running = running;
    const live = this.states.enter(state, frame.elapsedMs, running.functions);
    const watched = this.host.turn.watch(frame.signal);
    try {
      const executing = this.execute(running, watched.signal);
      live.started();
      const result = await executing;
      if (watched.stuck) {
        frame.output.err(
          'cka-net: stopped a loop that nothing else could have stopped: it is in an eval, source or script that gives no turns\n',
        );
        return { status: 130, state };
      }
      this.show('stdout', textOf(result));
      this.show('stderr', result.stderr);
      return this.outcome(result, running, state, live.read);
    } finally {
      watched.close();
      live.leave();
      this.running = outer;
    }
  }

  private begin(statements: readonly StatementNode[], state: ShellState, frame: Frame): Running {
    const functions = new Map(state.functions);
    const loader = new Loader({
      parse: (text) => this.parser.parse(text),
      prepare: (loaded, toReader) => prepareAll(loaded, toReader),
      read: (path) => this.host.readFile(path),
      scriptName: frame.scriptName,
    });
    const [first] = statements;
    const script = [...statements, keepStatus()];
    const line = first ? lineOf(first) : 1;
    const running: Running = { ...frame, loader, functions, script, declares: false, listing: '', line, fatal: false };
    const prepareAll = (list: readonly StatementNode[], toReader: boolean): void => {
      for (const statement of list) {
        if (statement.background) {
          frame.output.err('cka-net: background jobs (&) are not simulated yet: the command runs in the foreground\n');
          statement.background = false;
        }
        const prepared = prepare(statement, toReader, {
          isProgram: (name) => this.host.isProgram(name) && !functions.has(name),
          isKnown: (name) => functions.has(name) || hasAlias(state, name),
          lines: frame.scriptName !== undefined,
          quoted: (text) => this.parser.quoted(text),
          expand: (command, shown) => loader.expand(command, shown),
        });
        for (const [name, definition] of prepared.functions) functions.set(name, definition);
        if (prepared.declares && !running.declares) script.push(listDeclarations());
        running.declares ||= prepared.declares;
      }
    };
    prepareAll(statements, true);
    return running;
  }

  private prepareNested(statements: readonly StatementNode[]): void {
    for (const statement of statements) {
      prepare(statement, false, {
        isProgram: (name) => this.host.isProgram(name),
        isKnown: () => false,
        lines: false,
        quoted: (text) => this.parser.quoted(text),
        expand: () => undefined,
      });
    }
  }

  private async execute(
    { script, stdin }: Running,
    signal: AbortSignal,
  ): Promise<Result & { readonly failed?: boolean }> {
    try {
      return await this.parser.execute(script, { signal, ...(stdin !== undefined && { stdin }) });
    } catch (error) {
      const { code } = error as { code?: string };
      const reason = code !== undefined && code in ERRNO ? strerror(code as ErrnoName) : messageOf(error);
      return { stdout: '', stderr: `bash: ${reason}\n`, exitCode: 1, env: {}, failed: true };
    }
  }

  private outcome(
    result: Result & { readonly failed?: boolean },
    { signal, functions, declares, listing, fatal, scriptName }: Running,
    before: ShellState,
    read: Entered['read'],
  ): Outcome {
    if (signal.aborted || result.failed)
      return { status: result.exitCode, state: { ...before, lastStatus: result.exitCode } };
    const kept = result.env[STATUS];
    const ended = !('?' in result.env);
    if (ended && (!fatal || scriptName !== undefined)) return { status: result.exitCode, state: undefined };
    if (ended) return { status: result.exitCode, state: { ...before, lastStatus: result.exitCode } };
    if (kept === undefined && !fatal) return { status: result.exitCode, state: undefined };
    const status = kept === undefined ? result.exitCode : Number(kept);
    const listed = declares && kept !== undefined;
    const state = read({
      env: result.env,
      status,
      lastArgument: result.env[LAST_ARGUMENT] ?? '',
      pipeStatus: result.env[PIPE_STATUS] ?? '0',
      arrays: listed ? readArrays(listing) : before.arrays,
      functions: listed ? definitions(functions, listing) : before.functions,
    });
    return { status, state: scriptName !== undefined && kept === undefined ? undefined : state };
  }
}

/** Of the known definitions those that `declare -F` names. */
function definitions(
  known: ReadonlyMap<string, FunctionDefNode>,
  listing: string,
): ReadonlyMap<string, FunctionDefNode> {
  const found = new Map<string, FunctionDefNode>();
  for (const [, name = ''] of listing.matchAll(/^declare -f (.+)$/gm)) {
    const definition = known.get(name);
    if (definition) found.set(name, definition);
  }
  return found;
}

function keepStatus(): StatementNode {
  return statementOf([
    assigning(
      assignment(STATUS, parameterWord('?')),
      assignment(LAST_ARGUMENT, parameterWord('_')),
      assignment(PIPE_STATUS, parameterWord('PIPESTATUS[*]')),
    ),
  ]);
}

/** Arrays and functions cannot be read out of just-bash otherwise. */
function listDeclarations(): StatementNode {
  const listing = ['-a', '-A', '-F'].map((option) => {
    const command = simpleCommand('declare', [literalWord(option)]);
    command.redirections = [appendTo(LISTING, 1)];
    return statementOf([command]);
  });
  // A trace (`set -x`) of these is nobody's business.
  return statementOf([groupOf(listing, [appendTo('/dev/null', 2)])]);
}

/** What just-bash printed, as text. */
function textOf(result: Result): string {
  return result.stdoutKind === 'bytes' || result.stdoutEncoding === 'binary'
    ? decodeLatin1(result.stdout)
    : result.stdout;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^bash: /, '') : String(error);
}
