import type { CommandNode, FunctionDefNode, PipelineNode, StatementNode } from './ast-nodes';
import type { Sink } from '../kernel/service-records';

/** Where a script is: its variables, and what is still to be done, the innermost last. Immutable; syntax trees are shared and never changed. */
export interface Machine {
  readonly name: string;
  readonly variables: ReadonlyMap<string, string>;
  readonly exported: ReadonlySet<string>;
  readonly parameters: readonly string[];
  readonly functions: ReadonlyMap<string, FunctionDefNode>;
  readonly traps: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly status: number;
  readonly errexit: boolean;
  readonly out: Sink;
  readonly err: Sink;
  readonly stack: readonly Todo[];
}

type Of<T extends CommandNode['type']> = Extract<CommandNode, { type: T }>;

/** Something to be done. */
export type Todo =
  | { readonly do: 'list'; readonly statements: readonly StatementNode[]; readonly at: number }
  | { readonly do: 'statement'; readonly statement: StatementNode; readonly at: number }
  | { readonly do: 'pipeline'; readonly pipeline: PipelineNode }
  | { readonly do: 'command'; readonly command: CommandNode }
  | { readonly do: 'negate' }
  | { readonly do: 'if'; readonly node: Of<'If'>; readonly clause: number }
  /** The condition of a loop has been looked at; what comes next is for `status` to say. */
  | { readonly do: 'loop'; readonly node: Of<'While'> | Of<'Until'> }
  /** The body of a loop has run. */
  | { readonly do: 'again'; readonly node: Of<'While'> | Of<'Until'> }
  | { readonly do: 'for'; readonly node: Of<'For'>; readonly words: readonly string[]; readonly at: number }
  /** A loop of C's kind: its condition comes next. */
  | { readonly do: 'c-for'; readonly node: Of<'CStyleFor'> }
  /** Where output went before a redirection of a whole command. */
  | { readonly do: 'restore-sinks'; readonly out: Sink; readonly err: Sink }
  /** What a subshell does not change. */
  | { readonly do: 'leave-subshell'; readonly machine: Omit<Machine, 'stack' | 'status'> }
  | { readonly do: 'return'; readonly parameters: readonly string[] }
  /** `tail -f`. */
  | { readonly do: 'follow'; readonly path: string; readonly seen: number };
