import type { Language, ValueType, Words } from '../engine/tools/grammar/types';

/** What one word of a command line is, and what it means. */
export interface WordRole {
  /** Position in the words that were analysed. */
  readonly index: number;
  readonly role: 'command' | 'option' | 'object' | 'verb' | 'keyword' | 'value' | 'unknown';
  /** The command this word belongs to: `ping` in `ip netns exec red ping …`. */
  readonly program: string;
  /** Objects and verbs in front of the word: `['address', 'add']`. */
  readonly path: readonly string[];
  /** The option or keyword that a value belongs to, or the name of the positional it is. */
  readonly of?: string;
  /** A value's name in the manual (`ADDRESS`), an object's or verb's in full. */
  readonly name?: string;
  readonly type?: ValueType;
  readonly words?: Words;
  /** For role `unknown`: what would have fitted here. */
  readonly expected?: readonly string[];
}

/** One command of a line: wrappers such as `sudo` or `ip netns exec red` hold another one. */
export interface CommandPart {
  readonly program: string;
  /** Index of the program's word. */
  readonly start: number;
  /** Index after its last word. */
  readonly end: number;
  /** The namespace that a wrapper in front, or `ip -n`, names; undefined: the host's own. */
  readonly netns: string | undefined;
  /** The host that an `ssh` in front names. */
  readonly host: string | undefined;
}

export interface Analysis {
  readonly roles: readonly WordRole[];
  /** Outermost first. */
  readonly commands: readonly CommandPart[];
}

export type { Language, ValueType, Words };
