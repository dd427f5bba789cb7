import { Bash, defineCommand, getCommandNames, type Command, type ResolvedCommandContext } from 'just-bash/browser';
import type { IFileSystem } from 'just-bash/browser';
import { builtins } from './builtins';
import { BUNDLED_OVERRIDES } from './bundled-overrides';
import { DIRECT_MARK, EXITING, LOAD, MERGED_MARK, SET_STATUS, SPAWN, TEST_ERROR, TICK } from './internal-names';
import { SHELL_PID } from './process';
import { testProblem } from './test-operands';

/** Where a running command's output goes. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** Real names that just-bash must not answer for: programs of other worlds, and those we bring ourselves. */
const UNWANTED = new Set([
  'python3',
  'python',
  'js-exec',
  'sqlite3',
  'html-to-markdown',
  'curl',
  'timeout',
  'sleep',
  'hostname',
  'xan',
  'rg',
  'yq',
]);

/** Not programs but parts of a shell. */
const SHELL_PARTS = new Set(['alias', 'unalias', 'history', 'help']);

/** Programs of just-bash that a host has as files, so that `which` and `ls /usr/bin` find them. */
export function bundledPrograms(): readonly string[] {
  return getCommandNames().filter((name) => !UNWANTED.has(name) && !SHELL_PARTS.has(name));
}

/** A program of ours as just-bash calls it. */
export type BashProgram = (args: readonly string[], context: ResolvedCommandContext, output: Output) => Promise<number>;

export interface BashHooks {
  readonly fs: IFileSystem;
  readonly programs: ReadonlyMap<string, BashProgram>;
  /** The reader's streams of the run that is going on. */
  reader(): Output | undefined;
  /** Called at the start of every loop round. */
  tick(): Promise<void>;
  /** The traps of the shell that runs now. */
  traps(): Map<string, string>;
  /** Sends a signal to the job or process that a word names; the process id when the job has ended, false when there is none. */
  signal(this: void, target: string, signal: string, number: number): boolean | number;
  /** Called where a script that sets traps exits, with its variables. */
  exiting(variables: Readonly<Record<string, string>>): void;
  /** Parses what an `eval` or `source` is to run; returns what is wrong with it. */
  load(args: readonly string[], cwd: string): string;
  /** Starts a command in the background, in a shell with these variables. */
  spawn(args: readonly string[], variables: ReadonlyMap<string, string>, cwd: string): Promise<number>;
}

/** The environment of a login shell. */
export const LOGIN_ENVIRONMENT: Readonly<Record<string, string>> = {
  HOME: '/root',
  USER: 'root',
  LOGNAME: 'root',
  SHELL: '/bin/bash',
  TERM: 'dumb',
  LANG: 'C.UTF-8',
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
};

/** A just-bash with our programs, our files and nothing of the machine's. */
export function createBash(hooks: BashHooks): Bash {
  const bundled = getCommandNames().filter((name) => !UNWANTED.has(name));
  return new Bash({
    defenseInDepth: false,
    fs: hooks.fs,
    cwd: '/root',
    commands: bundled as NonNullable<ConstructorParameters<typeof Bash>[0]>['commands'],
    processInfo: { pid: SHELL_PID, ppid: 1, uid: 0, gid: 0 },
    executionLimits: {
      maxCallDepth: 1000,
      maxCommandCount: 1e9,
      maxLoopIterations: 1e9,
      maxWorkUnits: 1e12,
      maxExecutionTimeMs: Infinity,
    },
    customCommands: [
      ...builtins(() => hooks.traps(), hooks.signal),
      ...ourCommands(hooks),
      ...BUNDLED_OVERRIDES,
      ...internalCommands(hooks),
    ],
  });
}

function ourCommands(hooks: BashHooks): Command[] {
  return Array.from(hooks.programs, ([name, run]) =>
    defineCommand(name, async (args, context) => {
      const reader = context.env.get(DIRECT_MARK) === '1' ? hooks.reader() : undefined;
      const merged = context.env.get(MERGED_MARK) === '1';
      if (reader) {
        const out = (text: string): void => reader.out(text);
        const exitCode = await run(args, context, merged ? { out, err: out } : reader);
        return { stdout: '', stderr: '', exitCode };
      }
      let stdout = '';
      let stderr = '';
      const exitCode = await run(args, context, {
        out: (t) => (stdout += t),
        err: (t) => (merged ? (stdout += t) : (stderr += t)),
      });
      return { stdout, stderr, exitCode, stdoutKind: 'text' };
    }),
  );
}

function internalCommands(hooks: BashHooks): Command[] {
  const ended = (status: string | undefined, stderr = '') =>
    Promise.resolve({ stdout: '', stderr, exitCode: Number(status ?? 0) });
  return [
    defineCommand(SET_STATUS, ([status]) => ended(status)),
    defineCommand(LOAD, ([status, ...args], context) => ended(status, hooks.load(args, context.cwd))),
    defineCommand(EXITING, ([status], context) => {
      hooks.exiting(Object.fromEntries(context.env));
      return ended(status);
    }),
    defineCommand(SPAWN, async (args, context) => {
      return ended(String(await hooks.spawn(args, context.env, context.cwd)));
    }),
    defineCommand(TEST_ERROR, ([status, ...args]) => {
      const problem = testProblem(args);
      return problem === undefined ? ended(status) : ended('2', problem);
    }),
    defineCommand(TICK, async ([status]) => {
      await hooks.tick();
      return ended(status);
    }),
  ];
}

/** just-bash passes bytes as strings of one char a byte; this is their UTF-8 text. */
export function decodeLatin1(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  const array = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) array[i] = bytes.charCodeAt(i) & 255;
  return new TextDecoder().decode(array);
}
