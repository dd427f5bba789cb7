import type { LabObservation } from '../engine/lab/observe';
import type { Remedy } from '../engine/lab/remedy';
import type { PacketWalk } from '../engine/walk/step';

/** What a notebook runs on: the simulator, or something real. Notebook, trees and diagnostics never ask which. */
export interface Target {
  /** Whether there is a Kubernetes cluster to apply manifests to. */
  readonly hasCluster: boolean;
  /** Runs a cell's script; output arrives while it runs. Resolves, never rejects, when `signal` ends it. */
  run(script: string, options: TargetRun): Promise<TargetResult>;
  /** What the target looks like now. */
  observe(): Promise<LabObservation>;
  /** A state to come back to, where the target can (the simulator); undefined where it cannot. */
  checkpoint(): Checkpoint | undefined;
  dispose(): void;
}

export interface TargetRun {
  /** `host=NAME` of the cell; undefined is the target's first host. */
  readonly host: string | undefined;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly signal: AbortSignal;
  /** Whether a failed script is looked into for what would make it succeed; true when not given. */
  readonly remedy?: boolean;
}

export interface TargetResult {
  readonly exitCode: number;
  /** The walks of the packets that were sent, where the target records them. */
  readonly walks: readonly PacketWalk[];
  /** What would make a failed script succeed, as tried on a copy; undefined where nobody knows. */
  readonly remedy?: readonly Remedy[] | undefined;
}

/** Brings the target back to where the checkpoint was taken. */
export interface Checkpoint {
  restore(): void;
}

/** Makes the target of one notebook. */
export interface TargetFactory {
  /** `lab` is the front matter's lab: a name, a definition as data, or undefined. Rejects with a message for the reader. */
  open(lab: unknown): Promise<Target>;
}
