import type { Words } from '../../grammar';
import type { Span } from '../syntax/shell-script';

/** What a suggestion stands for; the editor picks an icon by it. */
export type CompletionKind =
  | 'command'
  | 'option'
  | 'keyword'
  | 'choice'
  | 'device'
  | 'netns'
  | 'address'
  | 'host'
  | 'file'
  | 'variable'
  | 'chain'
  | 'resource'
  | 'object'
  | 'label'
  | 'field'
  | 'value'
  | 'snippet';

/** One suggestion. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** What replaces the typed beginning; the label when left out. With `snippet`, VS Code's snippet syntax. */
  readonly insert?: string;
  readonly snippet?: boolean;
  /** A few words beside the label: what it is now in the lab. */
  readonly detail?: string;
  /** What it means. */
  readonly words?: Words;
  /** Smaller comes first; 0 what the lab has, 1 words of the manual, 2 options, 3 snippets. */
  readonly rank: number;
}

/** Suggestions, and the stretch of text that each replaces. */
export interface Completions extends Span {
  readonly items: readonly Completion[];
}
