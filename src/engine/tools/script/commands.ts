import type { CommandNode, StatementNode } from '../../shell/ast-nodes';
import type { HostFileSystem } from '../../shell/files/host-file-system';
import type { HostId, NetnsId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { BUILTINS } from './builtins';
import { FILE_COMMANDS } from './file-commands';
import type { Machine } from '../../shell/machine-records';
import { TEXT_COMMANDS } from './text-commands';

/** What a command of a script sees. */
export interface CommandContext {
  readonly world: World;
  readonly host: HostId;
  readonly netns: NetnsId;
  readonly files: HostFileSystem;
  readonly machine: Machine;
  readonly args: readonly string[];
  readonly stdin: string;
  readonly environment: ReadonlyMap<string, string>;
  readonly get: (variable: string) => string | undefined;
  readonly set: (variable: string, value: string) => void;
  readonly change: (
    changes: Partial<Pick<Machine, 'cwd' | 'exported' | 'traps' | 'errexit' | 'variables' | 'parameters'>>,
  ) => void;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** An absolute path. */
  readonly path: (path: string) => string;
}

/** A status, or what happens instead of a plain end. */
export type Outcome =
  | number
  | { readonly then: 'exit'; readonly status: number }
  | { readonly then: 'sleep'; readonly untilUs: number }
  | { readonly then: 'daemon' }
  | { readonly then: 'follow'; readonly path: string; readonly seen: number }
  | { readonly then: 'list'; readonly statements: readonly StatementNode[]; readonly subshell: boolean; readonly parameters?: readonly string[] } // prettier-ignore
  | { readonly then: 'command'; readonly command: CommandNode }
  | { readonly then: 'unwind'; readonly from: 'loop' | 'function'; readonly goesOn: boolean };

export interface ScriptCommand {
  /** Part of the shell: there without a file. */
  readonly builtin?: true;
  readonly run: (context: CommandContext) => Outcome;
}

/** The small programs that scripts run most. Options that one does not know it leaves to a shell that does (NeedsShell). */
const COMMANDS: ReadonlyMap<string, ScriptCommand> = new Map([...BUILTINS, ...FILE_COMMANDS, ...TEXT_COMMANDS]);

export function commandNamed(name: string): ScriptCommand | undefined {
  return COMMANDS.get(name.replace(/^(\/usr)?(\/local)?\/s?bin\//, ''));
}
