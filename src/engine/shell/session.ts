import type { Bash, ResolvedCommandContext } from 'just-bash/browser';
import { ERRNO, strerror, type ErrnoName } from '../kernel/errno';
import type { HostId } from '../kernel/records';
import { settle } from '../kernel/run';
import type { World } from '../kernel/world';
import { literalArgv, traitsOf, type FunctionDefNode, type SimpleCommandNode, type StatementNode } from './bash-ast';
import { bashFileSystem, READER_ERR, READER_OUT } from './files/bash-file-system';
import { createBash, decodeLatin1, DIRECT_MARK, type Injection, type Output } from './programs';
import type { Tool } from './process';
import { decodeResult, ProgramRunner } from './program-runner';
import { INTERNAL_PREFIX, newShellState, restoreText, splitDeclarations, type ShellState } from './shell-state';
import { bashSyntaxError } from './syntax-error';

export interface RunOptions {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly signal: AbortSignal;
  /** The host to run on; undefined means the session's first. */
  readonly host?: HostId;
  /** As a script file named so: errors say `NAME: line N: …` as `bash NAME` does. Undefined: as an interactive shell. */
  readonly scriptName?: string;
  /** Whether endless output is shown at the pace of real time. */
  readonly pace: 'real' | 'virtual';
}

/** Status of a command that ended by SIGINT. */
const INTERRUPTED = 130;

/**
 * bash on the hosts of one lab. Each host has its own shell, whose directory, variables, functions, aliases and options last from run to
 * run. `states` is immutable data, so a fork of the lab forks its shells.
 */
export class ShellSession {
  private states: ReadonlyMap<HostId, ShellState>;
  private readonly runner: ProgramRunner;
  private readonly injection: Injection = { statements: undefined };
  private bash: Bash | undefined;
  private initial: ReadonlySet<string> | undefined;
  private options: RunOptions | undefined;
  private saved: ShellState | undefined;
  private running = false;
  /** The line of the statement that is running, for bash's messages. */
  private line = 1;

  constructor(
    private readonly world: World,
    private readonly tools: ReadonlyMap<string, Tool>,
    private readonly firstHost: HostId,
    states: ReadonlyMap<HostId, ShellState> = new Map(),
  ) {
    this.states = states;
    this.runner = new ProgramRunner(world, tools, firstHost, {
      bash: () => this.requireBash(),
      realPace: () => this.options?.pace === 'real',
    });
  }

  /** The shells' memory, for a fork: pass it to a new session over the forked world. */
  get memory(): ReadonlyMap<HostId, ShellState> {
    return this.states;
  }

  /**
   * Runs a script to its end, or until `signal` fires (status 130). Never throws for anything a script does. A parse error prints what
   * bash prints, after the complete commands before it have run. Throws only when another run is still going on.
   */
  async run(script: string, options: RunOptions): Promise<{ readonly exitCode: number }> {
    if (this.running) throw new Error('this shell is busy: one script at a time');
    this.running = true;
    this.options = options;
    try {
      return { exitCode: await this.runScript(script.replaceAll('\r\n', '\n'), options) };
    } finally {
      settle(this.world);
      this.running = false;
      this.options = undefined;
    }
  }

  private async runScript(script: string, options: RunOptions): Promise<number> {
    const hosts: HostId[] = [options.host ?? this.firstHost];
    const { statements, error } = this.parse(script);
    let status = 0;
    for (const statement of statements) {
      if (options.signal.aborted) return INTERRUPTED;
      const host = hosts.at(-1) ?? this.firstHost;
      this.runner.context = this.runner.rootContext(host);
      const argv = literalArgv(statement);
      const login = argv && this.loginTarget(argv);
      if (login !== undefined) {
        hosts.push(login);
        status = 0;
        continue;
      }
      if (hosts.length > 1 && (argv?.[0] === 'exit' || argv?.[0] === 'logout')) {
        hosts.pop();
        status = Number(argv[1] ?? status) & 255;
        continue;
      }
      const outcome = await this.runStatement(host, statement, argv, options);
      status = outcome.status;
      if (outcome.exited) {
        if (hosts.length === 1) return status;
        hosts.pop();
      }
      await this.runner.turn.give();
    }
    if (options.signal.aborted) return INTERRUPTED;
    if (error) {
      const name = options.scriptName ?? 'bash';
      for (const line of error.lines) options.stderr(`${name}: ${line}\n`);
      return 2;
    }
    return status;
  }

  /** The complete commands of a script, and what is wrong with the rest. */
  private parse(script: string): { statements: readonly StatementNode[]; error?: ReturnType<typeof bashSyntaxError> } {
    try {
      return { statements: this.parseText(script) };
    } catch (thrown) {
      const error = bashSyntaxError(thrown, script);
      const lines = script.split('\n');
      // bash runs what comes before the command it cannot parse.
      for (let count = Math.min(error.line - 1, lines.length); count > 0; count--) {
        try {
          return { statements: this.parseText(lines.slice(0, count).join('\n')), error };
        } catch {
          continue;
        }
      }
      return { statements: [], error };
    }
  }

  private parseText(text: string): readonly StatementNode[] {
    return this.requireBash().transform(text).ast.statements;
  }

  /** `ssh HOST` with nothing to run: the following commands are typed there. */
  private loginTarget(argv: readonly string[]): HostId | undefined {
    const [name, target, ...rest] = argv;
    if (name !== 'ssh' || target === undefined || rest.length > 0) return undefined;
    const host = target.slice(target.indexOf('@') + 1);
    return this.world.hosts.has(host) ? host : undefined;
  }

  private async runStatement(
    host: HostId,
    statement: StatementNode,
    argv: readonly string[] | undefined,
    options: RunOptions,
  ): Promise<{ status: number; exited: boolean }> {
    const state = this.states.get(host) ?? this.newState(options);
    const name = argv?.[0];
    // The common case, a program of ours with literal words, needs no shell around it.
    if (
      argv &&
      name !== undefined &&
      this.tools.has(name) &&
      !state.functions.has(name) &&
      !/\balias /.test(state.restore)
    ) {
      const status = await this.runner.runTool(argv, this.runner.context, {
        cwd: state.cwd,
        env: new Map([
          ['HOME', '/root'],
          ['USER', 'root'],
        ]),
        stdin: '',
        output: { out: options.stdout, err: options.stderr },
        signal: options.signal,
      });
      this.remember(host, { ...state, lastStatus: status });
      return { status, exited: false };
    }
    return this.runInBash(host, state, statement, options);
  }

  /** Text of the shell itself, or of a command whose output it kept, for the reader. */
  private show(stream: 'stdout' | 'stderr', text: string): void {
    const { options } = this;
    if (text === '' || !options) return;
    if (stream === 'stdout') options.stdout(text);
    else options.stderr(withPlace(text, options.scriptName, this.line));
  }

  /** A shell that has just been started; an interactive one expands aliases. */
  private newState({ scriptName }: RunOptions): ShellState {
    const state = newShellState('/root');
    if (scriptName !== undefined) return state;
    const restore = 'shopt -s expand_aliases';
    return { ...state, restore, prelude: this.parseText(restore) };
  }

  private async runInBash(
    host: HostId,
    state: ShellState,
    statement: StatementNode,
    options: RunOptions,
  ): Promise<{ status: number; exited: boolean }> {
    const bash = this.requireBash();
    if (!this.initial) await this.learnInitial(bash);
    if (statement.background) {
      options.stderr('cka-net: background jobs (&) are not simulated yet: the command runs in the foreground\n');
      statement.background = false;
    }
    const traits = traitsOf(statement, (name) => this.tools.has(name) && !state.functions.has(name));
    const mark = this.markOf(`${DIRECT_MARK}=1 :`);
    for (const command of traits.live) command.assignments = [...command.assignments, ...mark.assignments];
    const toReader = this.markOf(`: >>${READER_OUT} 2>>${READER_ERR}`);
    for (const command of traits.prompt) command.redirections = [...toReader.redirections];
    for (const body of traits.bodies) body.unshift(...this.internal(`${INTERNAL_PREFIX}tick "$?"`));
    const restored = [...state.functions.values()].map((definition) => functionStatement(definition));
    const status = state.lastStatus === 0 ? [] : this.internal(`${INTERNAL_PREFIX}status ${state.lastStatus}`);
    this.injection.statements = [...restored, ...state.prelude, ...status, statement, ...this.internal(EPILOGUE)];
    this.saved = undefined;
    this.line = lineOf(statement);
    const result = await this.execQuietly(bash, {
      cwd: state.cwd,
      env: { HOSTNAME: this.world.host(host).hostname },
      signal: options.signal,
    });
    this.injection.statements = undefined;
    this.show('stdout', decodeResult(result));
    this.show('stderr', result.stderr);
    if (options.signal.aborted) return { status: INTERRUPTED, exited: false };
    const saved = this.saved as ShellState | undefined;
    if (!saved) return { status: result.exitCode, exited: true };
    const functions = new Map([...state.functions, ...traits.functions]);
    for (const known of functions.keys()) if (!saved.functions.has(known)) functions.delete(known);
    this.remember(host, { ...saved, functions });
    return { status: result.exitCode, exited: false };
  }

  /** Runs what was injected; a file that refuses a write ends the command with bash's message instead of an exception. */
  private async execQuietly(bash: Bash, options: NonNullable<Parameters<Bash['exec']>[1]>): ReturnType<Bash['exec']> {
    try {
      return await bash.exec(':', options);
    } catch (error) {
      const { code } = error as { code?: string };
      const reason = code !== undefined && code in ERRNO ? strerror(code as ErrnoName) : String(error);
      return { stdout: '', stderr: `bash: write error: ${reason}\n`, exitCode: 1, env: {} };
    }
  }

  /** What `declare -p` and `shopt -p` print in a shell nobody has used, so that only differences are kept. */
  private async learnInitial(bash: Bash): Promise<void> {
    const result = await bash.exec('declare -p; shopt -p');
    this.initial = new Set([...splitDeclarations(result.stdout), ...result.stdout.split('\n')]);
  }

  private readonly save = (args: readonly string[], cwd: string): void => {
    const [status = '0', declare = '', functions = '', set = '', shopt = '', alias = ''] = args;
    const restore = restoreText({ declare, set, shopt, alias, initial: this.initial ?? new Set() });
    const names = functions.split('\n').map((text) => text.replace(/^declare -f\S* /, ''));
    const previous = this.states.get(this.runner.context.host);
    this.saved = {
      cwd,
      lastStatus: Number(status),
      restore,
      functions: new Map(names.filter((n) => n !== '').map((n) => [n, PLACEHOLDER])),
      prelude: restore === '' ? [] : previous?.restore === restore ? previous.prelude : this.parseText(restore),
    };
  };

  private remember(host: HostId, state: ShellState): void {
    this.states = new Map(this.states).set(host, state);
  }

  private requireBash(): Bash {
    this.bash ??= createBash(
      {
        fs: bashFileSystem(this.runner.files, (stream, text) => this.show(stream, text)),
        programs: new Map(Array.from(this.tools.keys(), (name) => [name, this.fromBash(name)])),
        reader: () => ({ out: (text) => this.options?.stdout(text), err: (text) => this.options?.stderr(text) }),
        tick: () => this.runner.turn.give(),
        save: this.save,
      },
      this.injection,
    );
    return this.bash;
  }

  private readonly internalCache = new Map<string, readonly StatementNode[]>();

  private internal(text: string): readonly StatementNode[] {
    const known = this.internalCache.get(text);
    if (known) return known;
    const statements = this.parseText(text);
    this.internalCache.set(text, statements);
    return statements;
  }

  /** The assignments and redirections of a command that stands for marking others. */
  private markOf(text: string): Pick<SimpleCommandNode, 'assignments' | 'redirections'> {
    const command = this.internal(text)[0]?.pipelines[0]?.commands[0];
    if (command?.type !== 'SimpleCommand') throw new Error(`not a simple command: ${text}`);
    return command;
  }

  /** A tool as just-bash calls it. */
  private fromBash(name: string) {
    return (args: readonly string[], context: ResolvedCommandContext, output: Output): Promise<number> =>
      this.runner.runTool([name, ...args], this.runner.context, {
        cwd: context.cwd,
        env: exported(context),
        stdin: decodeLatin1(context.stdin as unknown as string),
        output,
        signal: context.signal ?? this.options?.signal ?? NEVER,
      });
  }
}

const NEVER = new AbortController().signal;
const EPILOGUE = `${INTERNAL_PREFIX}save "$?" "$(declare -p)" "$(declare -F)" "$(set +o)" "$(shopt -p)" "$(alias)"`;
/** Stands for a definition that the session fills in from its own records. */
const PLACEHOLDER = { type: 'FunctionDef' } as FunctionDefNode;

function functionStatement(definition: FunctionDefNode): StatementNode {
  return {
    type: 'Statement',
    operators: [],
    background: false,
    pipelines: [{ type: 'Pipeline', negated: false, commands: [definition] }],
  };
}

function lineOf(statement: StatementNode): number {
  return statement.pipelines[0]?.commands[0]?.line ?? statement.line ?? 1;
}

/** `bash script` names itself and the line in front of every message of the shell; an interactive bash only itself. */
function withPlace(text: string, scriptName: string | undefined, line: number): string {
  return scriptName === undefined ? text : text.replace(/^bash: (?!line \d)/gm, `${scriptName}: line ${line}: `);
}

/** The environment a program inherits, without our own marks. */
function exported(context: ResolvedCommandContext): ReadonlyMap<string, string> {
  const entries = Object.entries(context.exportedEnv ?? {});
  return new Map(entries.filter(([name]) => !name.startsWith(INTERNAL_PREFIX)));
}
