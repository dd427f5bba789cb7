import { Bash, defineCommand, getCommandNames, type Command, type ResolvedCommandContext } from 'just-bash/browser';
import type { IFileSystem } from 'just-bash/browser';
import { INTERNAL_PREFIX } from './shell-state';
import type { StatementNode } from './bash-ast';
import { SHELL_PID } from './process';

/** Where a running command's output goes. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** Marks a command whose output goes straight to the reader; set as a temporary assignment in front of it. */
export const DIRECT_MARK = `${INTERNAL_PREFIX}direct`;

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

export interface BashHooks {
  readonly fs: IFileSystem;
  readonly programs: ReadonlyMap<
    string,
    (args: readonly string[], context: ResolvedCommandContext, output: Output) => Promise<number>
  >;
  /** The reader's streams of the run that is going on. */
  reader(): Output;
  /** Called at the start of every loop round and function body. */
  tick(): Promise<void>;
  /** Receives what the epilogue printed. */
  save(args: readonly string[], cwd: string): void;
}

/** The statements that the transform plugin will put in place of the next script it sees. */
export interface Injection {
  statements: readonly StatementNode[] | undefined;
}

/** A just-bash with our programs, our files and nothing of the machine's. */
export function createBash(hooks: BashHooks, injection: Injection): Bash {
  const bundled = getCommandNames().filter((name) => !UNWANTED.has(name));
  const bash = new Bash({
    defenseInDepth: false,
    fs: hooks.fs,
    cwd: '/root',
    commands: bundled as NonNullable<ConstructorParameters<typeof Bash>[0]>['commands'],
    env: {
      HOME: '/root',
      USER: 'root',
      LOGNAME: 'root',
      SHELL: '/bin/bash',
      TERM: 'dumb',
      LANG: 'C.UTF-8',
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    },
    processInfo: { pid: SHELL_PID, ppid: 1, uid: 0, gid: 0 },
    executionLimits: {
      maxCallDepth: 1000,
      maxCommandCount: 1e9,
      maxLoopIterations: 1e9,
      maxWorkUnits: 1e12,
      maxExecutionTimeMs: 2 ** 31 - 1,
    },
    customCommands: [...ourCommands(hooks), ...internalCommands(hooks)],
  });
  bash.registerTransformPlugin({
    name: 'cka-net',
    transform({ ast, metadata }) {
      const { statements } = injection;
      if (!statements) return { ast, metadata };
      injection.statements = undefined;
      return { ast: { ...ast, statements: [...statements] }, metadata };
    },
  });
  return bash;
}

function ourCommands(hooks: BashHooks): Command[] {
  return Array.from(hooks.programs, ([name, run]) =>
    defineCommand(name, async (args, context) => {
      if (context.env.get(DIRECT_MARK) === '1') {
        const exitCode = await run(args, context, hooks.reader());
        return { stdout: '', stderr: '', exitCode };
      }
      let stdout = '';
      let stderr = '';
      const exitCode = await run(args, context, { out: (t) => (stdout += t), err: (t) => (stderr += t) });
      return { stdout, stderr, exitCode, stdoutKind: 'text' };
    }),
  );
}

function internalCommands(hooks: BashHooks): Command[] {
  return [
    defineCommand(`${INTERNAL_PREFIX}save`, (args, context) => {
      hooks.save(args, context.cwd);
      return Promise.resolve({ stdout: '', stderr: '', exitCode: Number(args[0] ?? 0) });
    }),
    defineCommand(`${INTERNAL_PREFIX}status`, (args) =>
      Promise.resolve({ stdout: '', stderr: '', exitCode: Number(args[0] ?? 0) }),
    ),
    defineCommand(`${INTERNAL_PREFIX}tick`, async (args) => {
      await hooks.tick();
      return { stdout: '', stderr: '', exitCode: Number(args[0] ?? 0) };
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
