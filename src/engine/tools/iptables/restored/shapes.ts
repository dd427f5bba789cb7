import type { RuleBody } from '../../../kernel/netfilter/unread-chain';
import type { RestoredChain } from './restored-chain';
import {
  chainEnd,
  chanceEnd,
  endpointEnd,
  NEWLINE,
  portEnd,
  prefixEnd,
  quotedEnd,
  wordEnd,
  type ValueReader,
} from './values';

/**
 * The words of a rule line with its values left out. Tens of thousands of lines have the same few shapes; one that iptables took says that it
 * takes every other line of its shape.
 */
export interface Shape {
  /** Its place among the shapes of the table. */
  readonly number: number;
  /** What stands before each value, and after the last. */
  readonly words: readonly Uint8Array[];
  /** What values stand between them. The first is the chain the rule is added to. */
  readonly values: readonly ValueReader[];
  /** Which value is the chain that it jumps or goes to; -1 for another target. */
  readonly jump: number;
  /** The rule from which it was learned. */
  readonly outline: RuleBody;
  /** The shape of the line that came after the last one of this shape: lines come in groups. */
  next: Shape | undefined;
  /** The chain that the last line of this shape jumps to. */
  lastJump: RestoredChain | undefined;
  /** How many chains further the one before that stands in the text: most jumps lead to chains in the order in which they were declared. */
  stride: number;
}

/** Options whose values do not matter. */
const FREE: ReadonlyMap<string, ValueReader> = new Map([
  ['-s', prefixEnd],
  ['-d', prefixEnd],
  ['--dport', portEnd],
  ['--sport', portEnd],
  ['--comment', wordEnd],
  ['--probability', chanceEnd],
  ['--to-destination', endpointEnd],
]);

/** Options whose values are part of the shape. */
const FIXED = new Set(['-m', '--mode', '--ctstate', '--mark', '--set-xmark', '--dst-type', '--src-type', '-j', '-g']);
const BARE = new Set(['!', '--random-fully', '--random', '--persistent']);
/** Protocols by names that no file of the host can give another meaning. */
const PROTOCOLS = new Set(['tcp', 'udp', 'icmp', 'all']);

/** Nobody's rules have more; a file that has is read line by line. */
const MOST = 64;

const WORDS = /"[^"\\]*"|[^\s"\\]+/g;

/** The shapes of the lines of a table read so far. */
export class Shapes {
  private readonly known: Shape[] = [];
  private last: Shape | undefined;
  /** Where the values of the line that `find` looked at last start and end, by turns. */
  private readonly places: number[] = [];
  /** Where that line ends. */
  end = 0;

  constructor(
    private readonly text: string,
    /** The text's letters, all of them ASCII. */
    private readonly bytes: Uint8Array,
  ) {}

  /** The shape of the line that starts at a place; undefined when it is a new one, or none at all. */
  find(start: number): Shape | undefined {
    const guess = this.last?.next;
    const found = guess && this.fits(guess, start) ? guess : this.search(start);
    if (found === undefined) return undefined;
    if (this.last) this.last.next = found;
    return (this.last = found);
  }

  /** A value of the line that `find` found a shape for. */
  value(index: number): string {
    return this.text.slice(this.places[2 * index], this.places[2 * index + 1]);
  }

  /** Whether a value of that line is this one: cheaper than taking it out of the text. */
  has(index: number, value: string): boolean {
    const start = this.places[2 * index] ?? 0;
    return this.places[2 * index + 1] === start + value.length && this.text.startsWith(value, start);
  }

  /** Takes the shape of a line that was read without complaint. */
  learn(line: string, start: number, rule: RuleBody): void {
    if (this.known.length >= MOST) return;
    const shape = shapeOf(line, rule, this.known.length);
    if (shape && this.fits(shape, start)) this.known.push(shape);
  }

  forgetJumps(): void {
    for (const shape of this.known) shape.lastJump = undefined;
  }

  private search(start: number): Shape | undefined {
    for (const shape of this.known) if (this.fits(shape, start)) return shape;
    return undefined;
  }

  private fits({ words, values }: Shape, start: number): boolean {
    const { bytes, places } = this;
    let at = start;
    for (let i = 0; i < values.length; i++) {
      at = this.skip(words[i] as Uint8Array, at);
      if (at < 0) return false;
      places[2 * i] = at;
      at = (values[i] as ValueReader)(bytes, at);
      if (at < 0) return false;
      places[2 * i + 1] = at;
    }
    at = this.skip(words[values.length] as Uint8Array, at);
    this.end = at;
    return at === bytes.length || bytes[at] === NEWLINE;
  }

  /** Where words end that start at a place; -1 when others do. */
  private skip(words: Uint8Array, at: number): number {
    const { bytes } = this;
    for (let i = 0; i < words.length; i++) if (bytes[at + i] !== words[i]) return -1;
    return at + words.length;
  }
}

function shapeOf(line: string, outline: RuleBody, number: number): Shape | undefined {
  const given = line.match(WORDS) ?? [];
  if (given[0] !== '-A' || given.join(' ') !== line) return undefined;
  const { target } = outline;
  const chain = target?.target === 'jump' || target?.target === 'goto' ? target.chain : undefined;
  const words: Uint8Array[] = [];
  const values: ValueReader[] = [];
  let jump = -1;
  let text = '-A ';
  const free = (value: ValueReader): number => {
    words.push(ASCII.encode(text));
    text = '';
    return values.push(value) - 1;
  };
  free(chainEnd);
  for (let i = 2; i < given.length; i++) {
    const word = given[i] ?? '';
    text += ` ${word}`;
    if (BARE.has(word)) continue;
    const value = given[++i];
    if (value === undefined) return undefined;
    text += ' ';
    const read = FREE.get(word);
    if (word === '--comment' && value.startsWith('"')) {
      text += '"';
      free(quotedEnd);
      text += '"';
    } else if (read) free(read);
    else if ((word === '-j' || word === '-g') && value === chain) jump = free(chainEnd);
    else if (FIXED.has(word) || (word === '-p' && PROTOCOLS.has(value))) text += value;
    else return undefined;
  }
  words.push(ASCII.encode(text));
  return { number, words, values, jump, outline, next: undefined, lastJump: undefined, stride: 1 };
}

const ASCII = new TextEncoder();
