import type { Bash } from 'just-bash/browser';
import { ERRNO, strerror, type ErrnoName } from '../kernel/errno';
import type { World } from '../kernel/world';
import { readArrays } from './array-text';
import { prepareBackground } from './background';
import { lineOf, type FunctionDefNode, type StatementNode } from './ast-nodes';
import { LAST_ARGUMENT, PIPE_STATUS, STATUS } from './internal-names';
import type { HostTurn } from './host-turn';
import { InterpreterState, type Entered } from './interpreter-state';
import { Loader } from './loader';
import { changingValue } from './changing-values';
import { definitions, keepStatus, listDeclarations } from './epilogue';
import { inShellWords, isFatal, isUnset, withDivision, type Speaker } from './messages';
import { prepare } from './prepare';
import { decodeLatin1, type Output } from './programs';
import type { ScriptParser } from './script-parser';
import { hasAlias, type ShellState } from './shell-state';

/** Who runs statements, and where what they print goes. */
export interface Frame extends Speaker {
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly stdin?: string;
  /** The file the statements are from, for BASH_SOURCE. */
  readonly source?: string;
  /** Whether `exit` runs a trap, which needs the shell's variables. */
  readonly trapsExit?: boolean;
}

/** How a run ended. */
export interface Outcome {
  readonly status: number;
  /** The shell afterwards; undefined when it ended itself (`exit`, `set -e`). */
  readonly state: ShellState | undefined;
  /** The shell as it was when it ended, for its EXIT trap. */
  readonly atExit: ShellState;
}

export interface InterpreterHost {
  /** Programs of ours, which can show output while they run. */
  isProgram(name: string): boolean;
  /** A file's text, or undefined when there is none. */
  readFile(path: string): string | undefined;
  readonly turn: HostTurn;
  readonly world: World;
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
  /** It was a parameter that must be set. */
  unset: boolean;
  readonly traps: Map<string, string>;
  /** Virtual time from which $SECONDS counts. */
  startedUs: number;
  /** The variables at an `exit`, when it runs a trap. */
  exitVariables: Readonly<Record<string, string>> | undefined;
  /** Statements that run in the background when SPAWN names their number. */
  readonly jobs: StatementNode[];
  readonly before: ShellState;
  /** Set when the run has begun. */
  read: Entered['read'] | undefined;
}

/** A command in the background: what runs, and the shell it runs in. */
export interface Subshell {
  readonly statement: StatementNode;
  /** The same tree, which nothing changes any more. */
  readonly original: StatementNode;
  readonly state: ShellState;
  readonly frame: Pick<Frame, 'scriptName' | 'dash' | 'source'>;
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
    return this.states.newState(cwd, environment, this.host.world.nowUs);
  }

  /** Where the commands that run now print. */
  get output(): Output | undefined {
    return this.running?.output;
  }

  /** How the shell that runs now names itself. */
  get speaker(): Speaker {
    return this.running ?? { scriptName: undefined };
  }

  /** Shows what commands of the running statement printed. */
  show(stream: 'stdout' | 'stderr', text: string, line?: number): void {
    const { running } = this;
    if (text === '' || !running) return;
    if (stream === 'stdout') return running.output.out(text);
    running.fatal ||= isFatal(text);
    running.unset ||= isUnset(text);
    const words = inShellWords(withDivision(text, running.script), running, line ?? running.line);
    if (words !== '') running.output.err(words);
  }

  /** Takes what a listing builtin printed at the end of a run. */
  list(text: string): void {
    if (this.running) this.running.listing += text;
  }

  /** The traps of the shell that runs now. */
  get traps(): Map<string, string> {
    return this.running?.traps ?? new Map<string, string>();
  }

  /** The value of a variable that is another each time; `SECONDS=N` sets it. */
  changingValue(name: string): string {
    const { world } = this.host;
    const [variable, assigned] = name.split('=');
    if (variable !== 'SECONDS' || !this.running) return changingValue(world, name);
    if (assigned !== undefined) this.running.startedUs = world.nowUs - (Number.parseInt(assigned, 10) || 0) * 1e6;
    return String(Math.floor((world.nowUs - this.running.startedUs) / 1e6));
  }

  /** Keeps the variables of a script that exits. */
  exiting(variables: Readonly<Record<string, string>>): void {
    if (this.running) this.running.exitVariables = variables;
  }

  /** Keeps who runs now, and answers how to put them back: for coroutines. */
  registers(): () => void {
    const { running } = this;
    const holder = this.states.registers();
    return () => {
      this.running = running;
      holder();
    };
  }

  /** The shell of a command in the background: a copy of the one that runs now, with these variables. */
  subshell(slot: number, variables: ReadonlyMap<string, string>, cwd: string): Subshell | undefined {
    const { running } = this;
    const statement = running?.jobs[slot];
    if (!running?.read || !statement) return undefined;
    const { before, functions, startedUs, scriptName, dash, source } = running;
    const state = running.read({
      env: Object.fromEntries(variables),
      status: 0,
      lastArgument: '',
      pipeStatus: '0',
      arrays: before.arrays,
      functions,
      traps: new Map(),
      startedUs,
    });
    // Preparing changes a tree, and a loop starts the same one again and again.
    return {
      statement: structuredClone(statement),
      original: statement,
      state: { ...state, cwd },
      frame: { scriptName, dash, source },
    };
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
    const live = this.states.enter(state, running.functions);
    running.read = live.read;
    const watched = this.host.turn.watch(frame.signal);
    try {
      const executing = this.execute(running, watched.signal);
      live.started();
      const result = await executing;
      if (watched.stuck) {
        frame.output.err(
          'cka-net: stopped a loop that nothing else could have stopped: it is in an eval, source or script that gives no turns\n',
        );
        return { status: 130, state, atExit: state };
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
      prepare: (loaded, toReader, source) => prepareAll(loaded, toReader, source),
      read: (path) => this.host.readFile(path),
      scriptName: frame.scriptName,
    });
    const [first] = statements;
    const script = [...statements, keepStatus()];
    const line = first ? lineOf(first) : 1;
    const running: Running = {
      ...frame,
      loader,
      functions,
      script,
      declares: false,
      listing: '',
      line,
      fatal: false,
      unset: false,
      traps: new Map(state.traps),
      startedUs: state.startedUs,
      exitVariables: undefined,
      jobs: [],
      before: state,
      read: undefined,
    };
    const prepareAll = (list: readonly StatementNode[], toReader: boolean, source = frame.source): void => {
      prepareBackground(list, {
        isProgram: (name) => this.host.isProgram(name) && !functions.has(name),
        keep: (statement) => running.jobs.push(statement) - 1,
      });
      for (const statement of list) {
        const prepared = prepare(statement, toReader, {
          isProgram: (name) => this.host.isProgram(name) && !functions.has(name),
          isKnown: (name) => functions.has(name) || hasAlias(state, name),
          lines: frame.scriptName !== undefined,
          trapsExit: frame.trapsExit === true,
          quoted: (text) => this.parser.quoted(text),
          expand: (command, shown) => loader.expand(command, shown),
        });
        for (const [name, definition] of prepared.functions) {
          if (source !== undefined) definition.sourceFile ??= source;
          functions.set(name, definition);
        }
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
        trapsExit: false,
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
    running: Running,
    before: ShellState,
    read: Entered['read'],
  ): Outcome {
    const { scriptName, fatal, exitVariables } = running;
    const kept = result.env[STATUS];
    const alive = '?' in result.env;
    const script = scriptName !== undefined;
    // A script that names an unset parameter ends with another status than just-bash's.
    const status = kept !== undefined ? Number(kept) : script && running.unset ? 127 : result.exitCode;
    const { traps, startedUs } = running;
    const unchanged = { ...before, lastStatus: status, traps, startedUs };
    const env = alive ? result.env : exitVariables;
    const listed = running.declares && kept !== undefined;
    const after = !env
      ? unchanged
      : read({
          env,
          status,
          lastArgument: env[LAST_ARGUMENT] ?? '',
          pipeStatus: env[PIPE_STATUS] ?? '0',
          arrays: listed ? readArrays(running.listing) : before.arrays,
          functions: listed ? definitions(running.functions, running.listing) : before.functions,
          traps,
          startedUs,
        });
    // At a prompt a word that cannot be expanded ends its command only.
    const goesOn = running.signal.aborted || result.failed === true || kept !== undefined || (fatal && !script);
    return { status, state: goesOn ? after : undefined, atExit: after };
  }
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
