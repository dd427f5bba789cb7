import type { HostId } from '../../../kernel/records';
import type { Process } from '../../tool';
import type { ApiCall, ApiSession } from '../api/transport';

type Message = { readonly channel: number; readonly data: string };

const [STDIN, STDOUT, STDERR, STATUS] = [0, 1, 2, 3];

/** What the server of a lab says to an exec: in which container, or why not. */
interface Granted {
  readonly container?: string;
  /** Where the container has the program. */
  readonly path?: string;
  readonly refused?: string;
}

/**
 * The channels of an exec in a lab. The API server has decided that it may be; the command then runs in the container beside this program, and
 * its output arrives as it is written.
 */
export function openSession(process: Process, { query }: ApiCall, body: string): ApiSession {
  const { container, path, refused } = JSON.parse(body) as Granted;
  const [name = '', ...args] = query.filter(([key]) => key === 'command').map(([, value]) => value);
  if (container === undefined)
    return closed(failure(`Internal error occurred: Internal error occurred: ${refused ?? ''}`));
  return new Running(process, container, [path ?? name, ...args]);
}

class Running implements ApiSession {
  readonly type = 'open';
  private input = '';
  private readonly messages: Message[] = [];
  private started = false;
  private ended = false;
  private wake: (() => void) | undefined;

  constructor(
    private readonly process: Process,
    readonly host: HostId,
    private readonly argv: readonly string[],
  ) {}

  write(channel: number, data: string): void {
    if (channel === STDIN) this.input += data;
  }

  async read(): Promise<Message | undefined> {
    if (!this.started) void this.start();
    for (;;) {
      const next = this.messages.shift();
      if (next || this.ended) return next;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  close(): void {
    this.ended = true;
  }

  private async start(): Promise<void> {
    this.started = true;
    const status = await this.process.exec(this.argv, {
      host: this.host,
      stdin: this.input,
      output: { out: (data) => this.say(STDOUT, data), err: (data) => this.say(STDERR, data) },
    });
    this.say(STATUS, status === 0 ? '{"metadata":{},"status":"Success"}' : nonZero(status));
    this.ended = true;
    this.wake?.();
  }

  private say(channel: number, data: string): void {
    this.messages.push({ channel, data });
    this.wake?.();
  }
}

function closed(status: string): ApiSession {
  const messages: Message[] = [{ channel: STATUS, data: status }];
  return {
    type: 'open',
    read: () => Promise.resolve(messages.shift()),
    write: () => undefined,
    close: () => undefined,
  };
}

function failure(message: string): string {
  return JSON.stringify({ metadata: {}, status: 'Failure', message, reason: 'InternalError', code: 500 });
}

function nonZero(status: number): string {
  return JSON.stringify({
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${status}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(status) }] },
  });
}
