import type { ApiRequest, Exec, ExecStreams, OpenState, WatchNews } from '../../engine';
import type { WebSocket } from './websocket';

/** The channels of exec and attach over a WebSocket (apimachinery's remotecommand protocols v4 and v5): the first byte of a message names it. */

export const CHANNEL_PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const [STDIN, STDOUT, STDERR, STATUS, RESIZE, CLOSE] = [0, 1, 2, 3, 4, 255];
/** Of what is sent in one piece. */
const MESSAGE_SIZE = 32 * 1024;
/** How often a container that is attached to is asked what it has printed. */
const LOG_PERIOD_MS = 100;

/** What the streams need of the lab's API. */
export interface StreamedApi {
  nextWatchLines(watch: OpenState): WatchNews;
  exec(container: string, argv: readonly string[], streams: ExecStreams): Exec;
}

/** What the API server says to an exec or attach that may be. */
export interface Granted {
  readonly container?: string;
  readonly path?: string;
  readonly refused?: string;
}

/** Carries an exec from its beginning to its end. */
export function serveExec(api: StreamedApi, socket: WebSocket, request: ApiRequest, granted: Granted): void {
  const { container, path, refused } = granted;
  const flag = (name: string): boolean => request.query.some(([key, value]) => key === name && value === 'true');
  const say = (channel: number, text: string): void => {
    if (text !== '') socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text, 'utf8')]));
  };
  const end = (status: object): void => {
    say(STATUS, JSON.stringify(status));
    socket.close();
  };
  if (container === undefined) {
    socket.listen({ message: () => undefined, closed: () => undefined });
    return end(failure(`Internal error occurred: Internal error occurred: ${refused ?? ''}`));
  }
  const interrupt = new AbortController();
  const [name = '', ...args] = request.query.filter(([key]) => key === 'command').map(([, value]) => value);
  const exec = api.exec(container, [path ?? name, ...args], {
    stdin: flag('stdin'),
    tty: flag('tty'),
    out: (text) => say(STDOUT, text),
    bytes: (data) => {
      for (let at = 0; at < data.length; at += MESSAGE_SIZE)
        socket.send(Buffer.concat([Buffer.from([STDOUT]), data.subarray(at, at + MESSAGE_SIZE)]));
    },
    err: (text) => say(STDERR, text),
    signal: interrupt.signal,
  });
  socket.listen({
    message(data) {
      if (data[0] === STDIN) exec.write(data.subarray(1));
      else if (data[0] === CLOSE && data[1] === STDIN) exec.end();
      else if (data[0] === RESIZE) return;
    },
    closed: () => interrupt.abort(),
  });
  void exec.done.then(
    (status) => end(status === 0 ? SUCCESS : exitStatus(status)),
    (error: unknown) => end(failure(error instanceof Error ? error.message : String(error))),
  );
}

/** Shows what a container prints from now on, until it ends. */
export function serveAttach(api: StreamedApi, socket: WebSocket, container: string): void {
  let state: OpenState | undefined = { followed: container, line: Number.MAX_SAFE_INTEGER, timestamps: false };
  const tell = (): void => {
    if (!state) return;
    const { lines, next } = api.nextWatchLines(state);
    for (const line of lines) socket.send(Buffer.concat([Buffer.from([STDOUT]), Buffer.from(`${line}\n`, 'utf8')]));
    state = next;
    if (next) return;
    clearInterval(timer);
    socket.send(Buffer.concat([Buffer.from([STATUS]), Buffer.from(JSON.stringify(SUCCESS))]));
    socket.close();
  };
  const timer = setInterval(tell, LOG_PERIOD_MS);
  socket.listen({ message: () => undefined, closed: () => clearInterval(timer) });
  tell();
}

const SUCCESS = { metadata: {}, status: 'Success' };

function failure(message: string): object {
  return { metadata: {}, status: 'Failure', message, reason: 'InternalError', code: 500 };
}

function exitStatus(status: number): object {
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${status}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(status) }] },
  };
}
