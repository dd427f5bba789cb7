import type { NetnsId } from './records';

/**
 * A process of a host as /proc/PID and ps(1) show it. Whoever runs programs on a host adds theirs (systemd a unit's main process, containerd a
 * container's first): see processes.ts. Programs that the lab runs itself (service-records.ts, and what the shell runs just now) are listed
 * beside these and need no record of their own.
 */
export interface ProcessRecord {
  readonly pid: number;
  readonly ppid: number;
  readonly argv: readonly string[];
  /** The first fifteen characters of the program's name (TASK_COMM_LEN). */
  readonly comm: string;
  readonly netns: NetnsId;
  readonly startedUs: number;
  /** Default: root. */
  readonly user?: string;
  /** `pts/0`, `tty1`; undefined: none. */
  readonly terminal?: string;
  /** Default: its own process group and session. */
  readonly group?: number;
  readonly session?: number;
  /** Default: S, sleeping. */
  readonly state?: 'R' | 'S' | 'D' | 'I' | 'Z';
  readonly threads?: number;
  /** Processor time it has used. */
  readonly cpuUs?: number;
  readonly virtualKb?: number;
  readonly residentKb?: number;
}
