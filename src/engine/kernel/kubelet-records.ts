import type { ContainerId, SandboxId } from './containers/records';
import type { HostId } from './records';

/** What the kubelets of a cluster remember of their Pods, as plain data that is replaced and never changed. */

export interface PodMemory {
  readonly node: HostId;
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly sandbox?: SandboxId;
  /** How many sandboxes it has had. */
  readonly sandboxes: number;
  /** When the network of the sandbox is there. */
  readonly networkReadyUs?: number;
  readonly ip?: string;
  /** Its second address, of IPv6. */
  readonly ip6?: string;
  readonly startedUs?: number;
  /** How often in a row its volumes could not be had. */
  readonly mountFailures: number;
  readonly containers: Readonly<Record<string, ContainerMemory>>;
  /** It is being ended. */
  readonly killing?: {
    readonly sinceUs: number;
    readonly graceSeconds: number;
    /** When hooks are over and signals are sent. */
    readonly signalUs: number;
    readonly signalled?: true;
  };
  /** It ended for this reason, whatever its containers say. */
  readonly failed?: { readonly reason: string; readonly message: string };
}

export type ProbeKind = 'startup' | 'readiness' | 'liveness';

export interface ProbeMemory {
  readonly dueUs: number;
  readonly successes: number;
  readonly failures: number;
  /** What it comes to so far; undefined: not asked yet. */
  readonly passed?: boolean;
  /** World.attendedWrites when it passed last: as long as that is so, it would pass again. */
  readonly passedAt?: number;
  /** A program that has not ended. */
  readonly running?: { readonly pid: number; readonly untilUs: number; readonly waitUs: number };
  /** A connection whose answer has not come. */
  readonly open?: {
    readonly socket: number;
    readonly untilUs: number;
    readonly sent: boolean;
    readonly waitUs: number;
  };
}

export interface ContainerMemory {
  /** The container that runs or ran last. */
  readonly id?: ContainerId;
  readonly restarts: number;
  /** Why it does not run. */
  readonly waiting?: { readonly reason: string; readonly message?: string };
  /** The image is on its way until then. */
  readonly pulling?: {
    readonly untilUs: number;
    readonly startedUs: number;
    readonly size: number;
    readonly error?: string;
  };
  readonly pullBackoff?: { readonly untilUs: number; readonly delayUs: number; readonly error: string };
  /** The wait before the next start after it ended. */
  readonly crash?: { readonly delayUs: number; readonly atUs: number };
  /** The one before this one. */
  readonly last?: EndedContainer;
  readonly probes: Readonly<Partial<Record<ProbeKind, ProbeMemory>>>;
  /** A probe has failed for good, or its Pod's configuration changed: it is being restarted. */
  readonly restarting?: true;
}

/** core/v1 ContainerStateTerminated. */
export interface EndedContainer {
  readonly containerID: string;
  readonly exitCode: number;
  readonly startedAt: string | null;
  readonly finishedAt: string;
  readonly reason: string;
  readonly message?: string;
  readonly signal?: number;
}
