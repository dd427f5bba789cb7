import type { Bash } from 'just-bash/browser';
import type { ShellArray } from './array-text';
import type { FunctionDefNode } from './ast-nodes';
import { INTERNAL_PREFIX } from './internal-names';
import { ATTRIBUTES, type Attribute, type ShellState } from './shell-state';

/**
 * The part of just-bash's private state that a shell consists of. `exec` copies env, arrays, functions and options, and hands the rest on as it
 * is, so the sets and the two records can be read back after a run. just-bash is pinned in package.json; a test fails should this change.
 */
type LiveState = Record<Attribute, Set<string>> & {
  env: Map<string, string>;
  arrays: Map<string, ShellArray>;
  functions: Map<string, FunctionDefNode>;
  cwd: string;
  previousDir: string;
  lastExitCode: number;
  lastArg: string;
  options: Record<string, boolean>;
  shoptOptions: Record<string, boolean>;
  directoryStack: string[];
  hashTable: Map<string, string>;
};

const NEEDED = ['env', 'arrays', 'functions', 'cwd', 'previousDir', 'lastExitCode', 'lastArg', 'options', 'shoptOptions', 'hashTable'] as const; // prettier-ignore

/** Puts shells into a just-bash and takes them out again. */
export class InterpreterState {
  private readonly holder: { state: LiveState };
  /** The state of a shell that nobody has used, which `exec` inside a run (xargs, env, find -exec) starts from. */
  private readonly pristine: LiveState;

  constructor(bash: Bash) {
    const holder: unknown = bash;
    this.holder = holder as { state: LiveState };
    const missing = NEEDED.filter((key) => !(key in this.holder.state));
    if (missing.length > 0)
      throw new Error(`just-bash has no ${missing.join(', ')} any more: adapt interpreter-state.ts`);
    this.pristine = { ...this.holder.state, ...freshSets(this.holder.state), directoryStack: [] };
  }

  /** A shell that has just been started with this environment. */
  newState(cwd: string, environment: ReadonlyMap<string, string>, startedUs: number): ShellState {
    const { env, options, shoptOptions } = this.pristine;
    const variables = new Map([...env, ...environment, ['PWD', cwd], ['0', 'bash'], ['#', '0']]);
    if (!environment.has('HOME')) variables.delete('HOME');
    return {
      cwd,
      lastStatus: 0,
      lastArgument: '',
      pipeStatus: '0',
      variables,
      attributes: {
        ...emptyAttributes(),
        exportedVars: new Set([...environment.keys(), 'PWD', 'OLDPWD']),
      },
      arrays: new Map(),
      functions: new Map(),
      options: { ...options },
      shopt: { ...shoptOptions },
      traps: new Map(),
      startedUs,
      directoryStack: [],
    };
  }

  /**
   * Puts a shell into just-bash, for the `exec` that copies it; `functions` are those that the run knows. From `started` on, `exec` starts new shells (xargs, env, find -exec).
   * `read` gives the shell back as the run left it; `leave` puts things back as they were before `enter`.
   */
  enter(shell: ShellState, functions: ReadonlyMap<string, FunctionDefNode>): Entered {
    const before = this.holder.state;
    const live = this.install(shell);
    this.holder.state = live;
    return {
      started: () => {
        // Shells inside the run see what the run exports, and, being in truth `$(…)` inside arithmetic, its functions.
        this.holder.state = {
          ...this.pristine,
          ...freshSets(this.pristine),
          exportedVars: live.exportedVars,
          functions: functions as Map<string, FunctionDefNode>,
          cwd: shell.cwd,
        };
      },
      read: (printed) => readBack(shell, live, printed),
      leave: () => {
        this.holder.state = before;
      },
    };
  }

  /** What just-bash holds now, and how to put it back. */
  registers(): () => void {
    const { state } = this.holder;
    return () => {
      this.holder.state = state;
    };
  }

  private install(shell: ShellState): LiveState {
    return {
      ...this.pristine,
      ...setsOf(shell.attributes),
      // just-bash copies these before it changes them.
      env: shell.variables as Map<string, string>,
      arrays: new Map(shell.arrays).set('PIPESTATUS', indexedArray(shell.pipeStatus.split(' '))),
      functions: shell.functions as Map<string, FunctionDefNode>,
      options: shell.options,
      shoptOptions: { ...shell.shopt },
      directoryStack: [...shell.directoryStack],
      hashTable: new Map(),
      cwd: shell.cwd,
      previousDir: shell.variables.get('OLDPWD') ?? shell.cwd,
      lastExitCode: shell.lastStatus,
      lastArg: shell.lastArgument,
    };
  }
}

/** A shell while it is in just-bash; see InterpreterState.enter. */
export interface Entered {
  readonly started: () => void;
  readonly read: (printed: Printed) => ShellState;
  readonly leave: () => void;
}

/** What a run left behind besides the state it shares with us. */
export interface Printed {
  readonly env: Readonly<Record<string, string>>;
  readonly status: number;
  readonly lastArgument: string;
  readonly pipeStatus: string;
  readonly arrays: ReadonlyMap<string, ShellArray>;
  readonly functions: ReadonlyMap<string, FunctionDefNode>;
  readonly traps: ReadonlyMap<string, string>;
  readonly startedUs: number;
}

function readBack(shell: ShellState, live: LiveState, printed: Printed): ShellState {
  const variables = new Map<string, string>();
  for (const [name, value] of Object.entries(printed.env)) {
    if (name !== '?' && !name.startsWith(INTERNAL_PREFIX)) variables.set(name, value);
  }
  const on = new Set(printed.env['SHELLOPTS']?.split(':'));
  const options: Record<string, boolean> = {};
  // A prompt ignores `set -n`: nothing could ever switch it off again.
  for (const name of Object.keys(shell.options)) options[name] = on.has(name) && name !== 'noexec';
  const moved = variables.get('PWD') !== shell.variables.get('PWD');
  return {
    cwd: moved ? (variables.get('PWD') ?? shell.cwd) : shell.cwd,
    lastStatus: printed.status,
    lastArgument: printed.lastArgument,
    pipeStatus: printed.pipeStatus,
    variables,
    attributes: setsOf(live),
    arrays: printed.arrays,
    functions: printed.functions,
    options,
    shopt: { ...live.shoptOptions },
    traps: printed.traps,
    startedUs: printed.startedUs,
    directoryStack: [...live.directoryStack],
  };
}

function indexedArray(values: readonly string[]): ShellArray {
  return { kind: 'indexed', elements: new Map(values.map((value, index) => [String(index), value])) };
}

function emptyAttributes(): Record<Attribute, Set<string>> {
  return setsOf({});
}

function setsOf(sets: Partial<Readonly<Record<Attribute, ReadonlySet<string>>>>): Record<Attribute, Set<string>> {
  const copies: Partial<Record<Attribute, Set<string>>> = {};
  for (const attribute of ATTRIBUTES) copies[attribute] = new Set(sets[attribute]);
  return copies as Record<Attribute, Set<string>>;
}

/** just-bash changes these in place, also in shells that have nothing to do with each other. */
function freshSets(state: LiveState) {
  return {
    ...setsOf(state),
    shoptOptions: { ...state.shoptOptions },
    hashTable: new Map<string, string>(),
    directoryStack: [],
  };
}
