import type { ProcessRecord } from '../kernel/process-records';
import { commOf, processesOf, SHELL_PID, TERMINAL_SESSION } from '../kernel/processes';
import type { HostId, NetnsId } from '../kernel/records';
import type { World } from '../kernel/world';
import { newPid } from './jobs';

/** A program that the shell runs just now. */
export interface RunningProgram {
  readonly argv: readonly string[];
  readonly host: HostId;
  readonly netns: NetnsId;
  readonly startedUs: number;
  readonly parent: RunningProgram | undefined;
  /** The command in the background that it belongs to. */
  readonly job: number | undefined;
  /** It sleeps until the program before it in its pipeline has printed something. */
  readonly reads?: boolean;
  /** Given when somebody asks: most programs end before anybody looks. */
  pid: number | undefined;
}

/** Programs that run another one in their own place (execve(2)). */
const REPLACED: ReadonlySet<string> = new Set(['ip', 'nsenter', 'unshare', 'env', 'nohup']);

/** The programs that run just now: what `ps` shows beside the processes of the host. */
export class RunningPrograms {
  private readonly all = new Set<RunningProgram>();

  constructor(
    private readonly world: World,
    private readonly isJob: (pid: number) => boolean,
  ) {}

  begin(program: RunningProgram): void {
    this.all.add(program);
  }

  end(program: RunningProgram): void {
    this.all.delete(program);
  }

  /** The number of a program; one that another program runs in its place has that one's. */
  pidOf(program: RunningProgram): number {
    const { parent, job } = program;
    if (parent && REPLACED.has(commOf(parent.argv))) return this.pidOf(parent);
    return (program.pid ??=
      parent === undefined && job !== undefined && this.isProgram(job) ? job : newPid(this.world));
  }

  /** The processes of a host with these programs. */
  list(host: HostId): readonly ProcessRecord[] {
    const running: ProcessRecord[] = [];
    for (const program of this.all) {
      if (program.job !== undefined && !this.isJob(program.job)) this.all.delete(program);
      else if (program.host === host) running.push(this.recordOf(program));
    }
    return processesOf(this.world, host, running);
  }

  private recordOf(program: RunningProgram): ProcessRecord {
    const { argv, netns, startedUs, reads = false } = program;
    const state = program.job === undefined && !reads ? 'R' : 'S';
    const process = {
      pid: this.pidOf(program),
      ppid: this.parentOf(program),
      argv,
      comm: commOf(argv),
      netns,
      startedUs,
      state,
    } as const;
    return { ...process, ...TERMINAL_SESSION };
  }

  private parentOf(program: RunningProgram): number {
    const { parent, job } = program;
    if (parent) return REPLACED.has(commOf(parent.argv)) ? this.parentOf(parent) : this.pidOf(parent);
    return job !== undefined && !this.isProgram(job) ? job : SHELL_PID;
  }

  /** Whether a command in the background is a program and no shell. */
  private isProgram(job: number): boolean {
    return this.world.services.get(job)?.argv[0] !== 'bash';
  }
}
