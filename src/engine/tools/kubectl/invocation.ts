import { LAB_EPOCH_MS } from '../../kernel/clock';
import type { Process } from '../tool';
import { ApiClient } from './api/client';
import { discover } from './api/discovery';
import { Mapper } from './api/mapper';
import { RequestTrace } from './api/trace';
import type { ApiTransport } from './api/transport';
import type { Flags } from './args/flags';
import type { CommandDeclaration } from './args/types';
import { CommandError, ConnectionError, usageError } from './errors/errors';
import { ClientConfig, type ServerConfig } from './kubeconfig/client-config';
import { klogLine } from './klog';

/** How kubectl gets to the server that its kubeconfig names. */
export type Connect = (process: Process, server: ServerConfig) => ApiTransport;

/** What one kubectl command does; a number is its exit status. Throws the errors of errors/errors.ts. */
export type Run = (k: Invocation) => Promise<number | void> | number | void;

/** One kubectl command line being carried out. */
export class Invocation {
  readonly config: ClientConfig;
  private connected: ApiClient | undefined;
  private mapped: Mapper | undefined;
  private taken: string[] | undefined;
  /** What -v makes the client say. */
  trace: RequestTrace | undefined;

  constructor(
    readonly process: Process,
    private readonly connect: Connect,
    readonly command: CommandDeclaration,
    /** `kubectl create deployment`. */
    readonly path: string,
    readonly flags: Flags,
    readonly args: readonly string[],
    /** How many of `args` came before `--`; -1 without one. */
    readonly dashAt: number,
  ) {
    const shadowed = new Set(command.flags.map(({ name }) => name));
    this.config = new ClientConfig(process, flags, shadowed);
  }

  /** The same command going on in another process: after the user has come back from a container's shell. */
  in(process: Process): Invocation {
    return new Invocation(process, this.connect, this.command, this.path, this.flags, this.args, this.dashAt);
  }

  out(text: string): void {
    if (this.taken) this.taken.push(text);
    else this.process.out(text);
  }

  /** What is printed meanwhile, instead of printing it. */
  async collect(write: () => Promise<void> | void): Promise<string> {
    const taken: string[] = [];
    this.taken = taken;
    try {
      await write();
    } finally {
      this.taken = undefined;
    }
    return taken.join('');
  }

  err(text: string): void {
    this.process.err(text);
  }

  text(name: string): string {
    return this.flags.text(name);
  }

  bool(name: string): boolean {
    return this.flags.bool(name);
  }

  get client(): ApiClient {
    if (!this.connected) {
      const server = this.config.server();
      const level = this.flags.int('v');
      if (level > 0) {
        this.trace = new RequestTrace(level, () => this.process.world.nowUs, (text) => this.err(text)); // prettier-ignore
        this.trace.begin(this.config.files.defaultPath);
      }
      this.connected = new ApiClient(this.connect(this.process, server), server, (text) => this.err(text), this.trace);
    }
    return this.connected;
  }

  /** Resources of the server. Throws ConnectionError after client-go's complaints, as many as the cached client makes. */
  async mapper(complaints = 5): Promise<Mapper> {
    if (this.mapped) return this.mapped;
    try {
      this.mapped = new Mapper(await discover(this.client), (text) => this.err(`Warning: ${text}\n`));
    } catch (error) {
      if (error instanceof ConnectionError)
        for (let i = 0; i < complaints; i++)
          this.err(
            klogLine(
              this.process.world.nowUs,
              'E',
              'memcache.go:265',
              `"Unhandled Error" err=${JSON.stringify(`couldn't get current server API group list: ${error.message}`)}`,
            ),
          );
      throw error;
    }
    return this.mapped;
  }

  get namespace(): string {
    return this.config.namespace().name;
  }

  usage(message: string): CommandError {
    return usageError(this.path, message);
  }

  /** A file's text. Throws CommandError as os.ReadFile fails. */
  readFile(path: string): string {
    const { files } = this.process;
    if (!files.exists(path)) throw new CommandError(`open ${path}: no such file or directory`);
    if (files.isDirectory(path)) throw new CommandError(`read ${path}: is a directory`);
    return files.read(path);
  }

  /** Milliseconds since 1970 of the virtual clock. */
  get nowMs(): number {
    return LAB_EPOCH_MS + Math.floor(this.process.world.nowUs / 1000);
  }
}
