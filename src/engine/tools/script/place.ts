import type { CommandNode } from '../../shell/ast-nodes';
import type { Sink } from '../../kernel/service-records';
import type { HostId, NetnsId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import type { Machine } from '../../shell/machine-records';

/** Where a script runs, and where it prints. */
export interface ScriptPlace {
  readonly world: World;
  readonly host: HostId;
  readonly netns: NetnsId;
  readonly print: (sink: Sink, text: string) => void;
  /** Starts a program that stays, such as nginx; a number is the status of one that ended at once. */
  readonly startDaemon: (argv: readonly string[]) => 'started' | number | undefined;
  /** Starts a list in the background. */
  readonly fork: (machine: Machine) => void;
}

/** Why a script has stopped. */
export type Stop =
  | { readonly type: 'ended'; readonly status: number }
  /** Until a moment; in a loop when there is no end in sight. */
  | { readonly type: 'sleeps'; readonly untilUs: number; readonly machine: Machine; readonly endless: boolean }
  /** A server has taken its place. */
  | { readonly type: 'daemon'; readonly machine: Machine }
  /** The command on top of the stack is for a session's shell. */
  | { readonly type: 'needs-shell'; readonly machine: Machine; readonly command: CommandNode };
