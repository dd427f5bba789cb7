import type { HostId } from '../kernel/records';
import { ShellSession, type RunOptions } from '../shell/session';
import { TOOLS } from '../tools/registry';
import { containerTar, type TarRun } from './container-tar';
import type { Lab } from './lab';
import { TypedShell } from './typed-shell';

/** What a client outside the lab wants of a program in a container. */
export interface ExecStreams {
  /** It sends standard input. */
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly out: (text: string) => void;
  /** Standard output that is no text. */
  readonly bytes: (data: Uint8Array) => void;
  readonly err: (text: string) => void;
  readonly signal: AbortSignal;
}

/** A program that runs: what its client sends it, and its exit status in the end. */
export interface Exec {
  write(data: Uint8Array): void;
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
  const tar = containerTar(lab.world, container, argv);
  if (tar) return runTar(tar, streams);
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
  const decoder = new TextDecoder();
  if (tty && stdin && shell !== undefined) {
    const typed = new TypedShell(lab.world, session, container, options);
    const { done } = typed;
    return { done, write: (data) => typed.write(decoder.decode(data, { stream: true })), end: () => typed.end() };
  }
  let input = '';
  let ended: () => void = () => undefined;
  const whole = stdin ? new Promise<void>((resolve) => (ended = resolve)) : Promise.resolve();
  signal.addEventListener('abort', () => ended());
  return {
    write: (data) => (input += decoder.decode(data, { stream: true })),
    end: () => ended(),
    done: whole.then(() => session.exec(argv, { ...options, stdin: input })),
  };
}

/** An archive has to come whole before it is unpacked. */
function runTar(tar: TarRun, { bytes, err, signal }: ExecStreams): Exec {
  const parts: Uint8Array[] = [];
  let ended: () => void = () => undefined;
  const whole = tar.reads ? new Promise<void>((resolve) => (ended = resolve)) : Promise.resolve();
  signal.addEventListener('abort', () => ended());
  return {
    write: (data) => void parts.push(data.slice()),
    end: () => ended(),
    done: whole.then(() => {
      const archive = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const part of parts) {
        archive.set(part, at);
        at += part.length;
      }
      const result = tar.run(archive);
      if (result.err !== '') err(result.err);
      if (result.out.length > 0) bytes(result.out);
      return result.status;
    }),
  };
}
