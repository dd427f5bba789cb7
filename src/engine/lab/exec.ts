import type { HostId } from '../kernel/records';
import { ShellSession, type RunOptions } from '../shell/session';
import { TOOLS } from '../tools/registry';
import type { Lab } from './lab';
import { TypedShell } from './typed-shell';

/** What a client outside the lab wants of a program in a container. */
export interface ExecStreams {
  /** It sends standard input. */
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly signal: AbortSignal;
}

/** A program that runs: what its client sends it, and its exit status in the end. */
export interface Exec {
  write(text: string): void;
  /** There will be no more input. */
  end(): void;
  readonly done: Promise<number>;
}

/**
 * Runs a program in a container for a client outside the lab. Each has a shell of its own, so that several run side by side. A program gets its
 * standard input as a whole when that has ended; only a shell with a terminal is typed into line by line.
 */
export function openExec(lab: Lab, container: HostId, argv: readonly string[], streams: ExecStreams): Exec {
  const { stdin, tty, signal } = streams;
  const out = tty ? (text: string): void => streams.out(text.replaceAll('\n', '\r\n')) : streams.out;
  const session = new ShellSession(lab.world, TOOLS, lab.firstHost);
  const options: RunOptions = {
    stdout: out,
    stderr: tty ? out : streams.err,
    signal,
    host: container,
    pace: 'real',
    settles: false,
  };
  const shell = argv.length === 1 ? /(?:^|\/)(sh|bash|ash)$/.exec(argv[0] ?? '')?.[1] : undefined;
  if (tty && stdin && shell !== undefined) return new TypedShell(lab.world, session, container, options);
  let input = '';
  let ended: () => void = () => undefined;
  const whole = stdin ? new Promise<void>((resolve) => (ended = resolve)) : Promise.resolve();
  signal.addEventListener('abort', () => ended());
  return {
    write: (text) => (input += text),
    end: () => ended(),
    done: whole.then(() => session.exec(argv, { ...options, stdin: input })),
  };
}
