import type { PacketWalk, Remedy } from '../../engine';
import type { CatalogueCode } from './catalogue';
import type { LostCode } from './lost-codes';
import type { Span } from '../syntax/shell-script';

/**
 * What is wrong with a cell, as facts. Words are made from it in messages.ts, squiggles in the VS Code adapter, lines in
 * `cka-net lint`; a rule never writes a sentence.
 */
export type ProblemFacts =
  | { readonly code: 'invalid-address'; readonly text: string; readonly why: 'octet' | 'parts' | 'characters' }
  | { readonly code: 'invalid-prefix'; readonly text: string; readonly why: 'length' | 'address' }
  | {
      readonly code: 'missing-prefix-length';
      readonly of: 'address' | 'route';
      readonly text: string;
      readonly suggestion: string;
    }
  | { readonly code: 'misplaced-prefix-length'; readonly text: string; readonly address: string }
  | { readonly code: 'pasted-prompt'; readonly text: string }
  | { readonly code: 'route-host-bits'; readonly text: string; readonly network: string }
  | {
      readonly code: 'nexthop-not-on-link';
      readonly gateway: string;
      readonly where: string;
      readonly subnets: readonly string[];
    }
  | {
      readonly code: 'no-route';
      readonly destination: string;
      readonly where: string;
      readonly remedy: string | undefined;
    }
  /** What a cell sends does not arrive, or the answer does not: the packets' way says why, and what was tried helps. */
  | {
      readonly code: LostCode;
      readonly walks: readonly PacketWalk[];
      readonly remedy: readonly Remedy[];
      /** It is a later command that suffers. */
      readonly later?: boolean;
    }
  | { readonly code: 'unknown-word'; readonly text: string; readonly nearest: string | undefined; readonly of: string }
  | { readonly code: 'placeholder-brackets'; readonly text: string }
  | { readonly code: 'netns-exec-needed'; readonly program: string; readonly command: string }
  /** A sentence of the catalogue, and what fills it. */
  | { readonly code: CatalogueCode; readonly values: Readonly<Record<string, string>> };

export type ProblemSeverity = 'error' | 'warning' | 'information' | 'hint';

export interface Edit extends Span {
  readonly newText: string;
  /** The cell that is edited, when it is another one than the problem's. */
  readonly cell?: number;
}

/** One way to mend a problem; `title` words are made in messages.ts from its kind and text. */
export interface Fix {
  readonly kind: 'replace' | 'insert-before' | 'insert-after' | 'remove';
  readonly text: string;
  readonly edits: readonly Edit[];
  /** The same as a cell of its own in front of the problem's, where a fix may be that as well. */
  readonly asCell?: { readonly host: string | undefined; readonly source: string };
}

export interface Problem extends Span {
  readonly severity: ProblemSeverity;
  readonly facts: ProblemFacts;
  readonly fixes: readonly Fix[];
}
