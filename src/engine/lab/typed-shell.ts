import type { HostId } from '../kernel/records';
import type { World } from '../kernel/world';
import type { RunOptions, ShellSession } from '../shell/session';

const INTERRUPT = '\x03';
const END = '\x04';
const ERASE: ReadonlySet<string> = new Set(['\x7f', '\b']);

/** A shell in a container with a terminal: what is typed is echoed, runs line by line, and can be interrupted (termios' canonical mode). */
export class TypedShell {
  readonly done: Promise<number>;
  private finish: (status: number) => void = () => undefined;
  private line = '';
  /** Typed while a command runs. */
  private ahead = '';
  private running: AbortController | undefined;
  private over = false;
  private status = 0;

  constructor(
    private readonly world: World,
    private readonly session: ShellSession,
    private readonly host: HostId,
    private readonly options: RunOptions,
  ) {
    this.done = new Promise((resolve) => (this.finish = resolve));
    options.signal.addEventListener('abort', () => this.leave(130));
    this.prompt();
  }

  write(text: string): void {
    for (const char of text) {
      if (this.over) return;
      if (!this.running) this.take(char);
      else if (char === INTERRUPT) this.running.abort();
      else this.ahead += char;
    }
  }

  end(): void {
    this.write(END);
  }

  private take(char: string): void {
    const { stdout } = this.options;
    if (char === '\r' || char === '\n') {
      stdout('\n');
      void this.run(this.line);
      this.line = '';
    } else if (ERASE.has(char)) {
      if (this.line !== '') stdout('\b \b');
      this.line = this.line.slice(0, -1);
    } else if (char === INTERRUPT) {
      this.line = '';
      stdout('^C\n');
      this.prompt();
    } else if (char === END) {
      if (this.line === '') this.leave(this.status);
    } else if (char >= ' ' || char === '\t') {
      this.line += char;
      stdout(char);
    }
  }

  private async run(line: string): Promise<void> {
    const exit = /^\s*(?:exit|logout)(?:\s+(\d+))?\s*$/.exec(line);
    if (exit) return this.leave(exit[1] === undefined ? this.status : Number(exit[1]) & 255);
    const interrupt = new AbortController();
    this.running = interrupt;
    const signal = AbortSignal.any([this.options.signal, interrupt.signal]);
    if (line.trim() !== '') this.status = (await this.session.run(line, { ...this.options, signal })).exitCode;
    this.running = undefined;
    if (this.over) return;
    if (this.world.containers.get(this.host)?.state !== 'running') return this.leave(137);
    this.prompt();
    const { ahead } = this;
    this.ahead = '';
    this.write(ahead);
  }

  /** As root is greeted by the shell that the image has. */
  private prompt(): void {
    const { hostname, container } = this.world.host(this.host);
    const cwd = this.session.memory.get(this.host)?.cwd ?? container?.cwd ?? '/';
    const text = container?.sh === 'bash' ? `root@${hostname}:${cwd}# ` : container?.sh === 'ash' ? `${cwd} # ` : '# ';
    this.options.stdout(text);
  }

  private leave(status: number): void {
    this.over = true;
    this.finish(status);
  }
}
