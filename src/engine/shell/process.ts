import type { NetlinkSocket } from '../kernel/netlink';
import type { ProcessRecord } from '../kernel/process-records';
import type { HostId, NetnsId } from '../kernel/records';
import type { ServiceRecord, Sinks } from '../kernel/service-records';
import type { World } from '../kernel/world';

export { SHELL_PID } from '../kernel/processes';

/**
 * What a running program sees of its surroundings. Tools touch nothing else: no globals, no real clock, no machine.
 */
export interface Process {
  /** argv[0] is the program's name as typed. */
  readonly argv: readonly string[];
  readonly world: World;
  readonly host: HostId;
  /** The network namespace this process is in. */
  readonly netns: NetnsId;
  readonly cwd: string;
  readonly env: ReadonlyMap<string, string>;
  /** Everything on standard input (UTF-8 text). */
  readonly stdin: string;
  readonly files: HostFiles;
  /** Fires when the user cancels the cell or a `timeout` runs out: finish at once, as on SIGINT. */
  readonly signal: AbortSignal;
  /** Set when the command was put in the background: a program that can go on as a service starts one and returns at once. */
  readonly background?: Background;
  /** Writes to standard output; reaches the reader at once when it is not piped or redirected. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** Every process of this host, this one among them, in the order of their numbers. */
  processes(): readonly ProcessRecord[];
  /** This process's number. */
  readonly pid: number;
  /** A netlink socket in this process's namespace. */
  netlink(): NetlinkSocket;
  /** A netlink socket in another namespace of this host. */
  netlinkIn(netns: NetnsId): NetlinkSocket;
  /**
   * Lets virtual time pass until `done()` holds or the clock reaches `deadlineUs`; true when `done()` held. Yields to the
   * host application now and then, and returns early (false) when `signal` fires.
   */
  wait(done: () => boolean, deadlineUs: number): Promise<boolean>;
  /**
   * For output without end (`ping` without -c): lets `us` of virtual time pass at the speed the user should see it, that is in real time
   * when somebody is watching a terminal or notebook, at once otherwise.
   */
  pace(us: number): Promise<void>;
  /** Runs another program to its end with this process's streams, optionally elsewhere; resolves to its exit status. */
  exec(argv: readonly string[], where?: ExecPlace): Promise<number>;
  /** Says that this program goes on, to end in good order, when one of these signals comes (`TERM`); without it only SIGINT is left to programs. */
  answers(...signals: readonly string[]): void;
  /**
   * An interactive shell on another host or in a container (`kubectl exec -it POD -- sh`): when this program has ended, the commands that
   * follow are typed there until `exit`. In a pipe there is nobody to type: run the shell with `exec` and standard input instead. `left` is what
   * this program does when that shell has ended with a status.
   */
  enter(host: HostId, shell: string, left?: Leaving): void;
}

/** What goes on when whoever typed somewhere else comes back; answers the exit status of the program that led there. */
export type Leaving = (process: Process, status: number) => Promise<number>;

/** A program in the background: what it is to be known as, and where it prints. */
export interface Background {
  readonly pid: number;
  readonly job: ServiceRecord['job'];
  readonly sinks: Sinks;
  /** When timeout(1) ends it. */
  readonly endsAtUs?: number;
  /** Says how the program can go on in a later cell: what `snapshot` answers, plain data, is then in `resumed`. */
  readonly keep?: (snapshot: () => unknown) => void;
  /** The program answers these signals itself. */
  readonly answers?: (signals: readonly string[]) => void;
  readonly resumed?: unknown;
}

/** Where, and how long, another program runs. */
export interface ExecPlace {
  readonly host?: HostId;
  readonly netns?: NetnsId;
  /** Bind mounts of a mount namespace of its own, on top of those that this process sees: the path → what lies there instead. */
  readonly mounts?: ReadonlyMap<string, string>;
  /** Its environment; undefined shares this process's. */
  readonly env?: ReadonlyMap<string, string>;
  /** Its standard input; undefined shares this process's. */
  readonly stdin?: string;
  /** Virtual time at which the program is sent `endSignal` (timeout(1)); its status is then 128 + the signal's number. */
  readonly endsAtUs?: number;
  readonly endSignal?: string;
  /** Told when that happened. */
  readonly timedOut?: () => void;
  readonly background?: Background;
  /** Undefined shares this process's streams. */
  readonly output?: { out(text: string): void; err(text: string): void };
  /** What ends it, instead of what ends this process. */
  readonly signal?: AbortSignal;
}

/** The host's files, synchronously. Paths are absolute or relative to the process's cwd. Errors are KernelError. */
export interface HostFiles {
  read(path: string): string;
  /** The same, as bytes. */
  readBytes(path: string): Uint8Array;
  /** `mode` counts for a new file. */
  write(path: string, content: string | Uint8Array, mode?: number): void;
  exists(path: string): boolean;
  list(path: string): readonly string[];
  isDirectory(path: string): boolean;
  /** Its permissions; undefined when there is none. */
  mode(path: string): number | undefined;
  remove(path: string): void;
  makeDirectory(path: string, mode?: number): void;
}

/** A program a user can type. `run` resolves to the exit status. */
export interface Tool {
  readonly name: string;
  run(process: Process): Promise<number>;
}
