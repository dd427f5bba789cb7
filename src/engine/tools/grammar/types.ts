import type { Tool } from '../tool';

/**
 * "Declared once" (ARCHITECTURE.md, rule 2): what a program's command line looks like, and what every word of it means. The parser its
 * `run` uses, hover, completion and static diagnostics are all derived from one declaration.
 */

/** A short explanation in each language of the product. */
export interface Words {
  readonly en: string;
  readonly ko: string;
}

export type Language = keyof Words;

/** What a word stands for; editors complete and check values by it. */
export type ValueType =
  /** An IPv4 or IPv6 address. */
  | 'address'
  /** An interface's address with its prefix length: 192.168.1.10/24. */
  | 'cidr'
  /** A network: 192.168.1.0/24, `default`, or an address. */
  | 'prefix'
  | 'mac'
  /** A network device that exists, and a name for one that does not yet. */
  | 'device'
  | 'new-device'
  /** A network namespace that exists, and a name for one that does not yet. */
  | 'netns'
  | 'new-netns'
  | 'table'
  | 'number'
  /** A host name or an address. */
  | 'host'
  | 'netmask'
  | 'sysctl'
  | 'path'
  /** The rest of the line is another command. */
  | 'command'
  /** One of `choices`. */
  | 'choice'
  | 'text';

/** A word that a value may be, with its meaning. */
export interface ValueChoice {
  readonly value: string;
  readonly words: Words;
}

export interface Value {
  /** As the manual writes it: `ADDRESS`, `DEVICE`, `COUNT`. */
  readonly name: string;
  readonly type: ValueType;
  readonly words: Words;
  /** Known words with a meaning of their own: all there are for type `choice`, special ones (`default`, `all`) otherwise. */
  readonly choices?: readonly ValueChoice[];
}

/** How a typed word matches a keyword: iproute2 takes any beginning of some of its keywords (`matches()`), and others only whole. */
export type KeywordMatch = 'prefix' | 'exact';

/** `-c COUNT`, `-n[etns] NAME`, `--all`. */
export interface OptionDeclaration {
  /** Every spelling, dashes included; the first names the option in `run`. */
  readonly names: readonly string[];
  readonly words: Words;
  readonly value?: Value;
  /** The value may be left out, and must be attached when given (`-colour=always`). */
  readonly valueOptional?: boolean;
  /** iproute2: names that must be typed whole; others may be shortened. Ignored by getopt. */
  readonly match?: KeywordMatch;
}

/** A keyword of a command and what follows it: `via ADDRESS`, `up`, `type veth …`. */
export interface Parameter {
  /** The first spelling identifies the parameter in `run`. */
  readonly keyword: string;
  readonly aliases?: readonly string[];
  /** Default: `exact`. */
  readonly match?: KeywordMatch;
  readonly words: Words;
  readonly values?: readonly Value[];
  /** The first value may be left out when the line ends or another keyword follows. */
  readonly valuesOptional?: boolean;
  /** Parameters that may follow, until a word is not one of them: the `via … dev … weight …` of a `nexthop`. */
  readonly group?: Clause;
  /** The same, chosen by the last value: `type veth` is followed by other words than `type bridge`. */
  readonly groupOf?: Readonly<Record<string, Clause>>;
  /** May be given more than once. */
  readonly repeats?: boolean;
}

/** A word without keyword. */
export interface Positional {
  /** Identifies it in `run`. When a parameter has the same keyword, the keyword may be left out (`ip link set [dev] eth0`). */
  readonly keyword: string;
  readonly value: Value;
  /** Every further word is one too. Type `command`: the rest of the line belongs to it. */
  readonly repeats?: boolean;
  readonly optional?: boolean;
}

/** The words after a verb: parameters in any order, and words without keyword. */
export interface Clause {
  /** In the order the real tool compares them, which decides what an abbreviation means. */
  readonly parameters: readonly Parameter[];
  readonly positionals?: readonly Positional[];
}

/** A word to choose from: an object (`link`) or a verb (`add`). `Run` is what the program does for it. */
export interface Choice<Run = unknown> {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Default: `prefix` (iproute2), `exact` in getopt programs. */
  readonly match?: KeywordMatch;
  readonly words: Words;
  readonly body: Body<Run>;
  readonly run?: Run;
}

/** One of several words, each with its own continuation. */
export interface Selection<Run = unknown> {
  readonly role: 'object' | 'verb';
  /** In the order the real tool compares them. */
  readonly choices: readonly Choice<Run>[];
  /** The choice that stands when nothing follows (`ip link` is `ip link show`). */
  readonly empty?: string;
  /** What a word that is no choice means (`ip netns NAME`, `route` alone); undefined: it is an error. */
  readonly otherwise?: Clause;
}

export type Body<Run = unknown> = { readonly select: Selection<Run> } | { readonly clause: Clause };

/**
 * How options and keywords are told apart: `iproute2` shortens options and keywords to any beginning; `getopt` reads `-abc`, `--name=value`
 * as getopt_long(3).
 */
export type Dialect = 'iproute2' | 'getopt';

/** What a program's command line looks like. */
export interface Declaration<Run = unknown> {
  readonly name: string;
  readonly words: Words;
  /** One line, as the manual's SYNOPSIS. */
  readonly synopsis: string;
  readonly dialect: Dialect;
  readonly options: readonly OptionDeclaration[];
  readonly body: Body<Run>;
}

/** A program of ours: its declaration and what it does. */
export type Program<Run = unknown> = Declaration<Run> & Tool;
