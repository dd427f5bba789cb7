import type { RuleBody } from '../../../kernel/netfilter/unread-rule';
import { chanceEnd, endpointEnd, nameEnd, portEnd, prefixEnd, quotedEnd, type ValueReader } from './values';

/**
 * The words of a rule line with its values left out. Tens of thousands of lines have the same few shapes; one that iptables took says that it
 * takes every other line of its shape.
 */
export interface Shape {
  /** What stands before each value, and after the last. */
  readonly texts: readonly string[];
  /** What values stand between them. The first is the chain the rule is added to. */
  readonly values: readonly ValueReader[];
  /** Which value is the chain that it jumps or goes to; -1 for another target. */
  readonly jump: number;
  /** The rule from which it was learned. */
  readonly outline: RuleBody;
  /** The shape of the line that came after the last one of this shape: lines come in groups. */
  next: Shape | undefined;
}

/** Options whose values do not matter. */
const FREE: ReadonlyMap<string, ValueReader> = new Map([
  ['-s', prefixEnd],
  ['-d', prefixEnd],
  ['--dport', portEnd],
  ['--sport', portEnd],
  ['--comment', nameEnd],
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

/** The shapes of the lines read so far. */
export class Shapes {
  private readonly known: Shape[] = [];
  private last: Shape | undefined;
  /** Where the values of the line that `find` looked at last start and end, by turns. */
  private readonly places: number[] = [];

  /** The shape that a line has; undefined when it is a new one, or none at all. */
  find(text: string, start: number, end: number): Shape | undefined {
    const guess = this.last?.next;
    const found =
      guess && this.fits(guess, text, start, end)
        ? guess
        : this.known.find((shape) => shape !== guess && this.fits(shape, text, start, end));
    if (found === undefined) return undefined;
    if (this.last) this.last.next = found;
    return (this.last = found);
  }

  /** A value of the line that `find` found a shape for. */
  value(text: string, index: number): string {
    return text.slice(this.places[2 * index], this.places[2 * index + 1]);
  }

  /** Takes the shape of a line that was read without complaint. */
  learn(line: string, rule: RuleBody): void {
    if (this.known.length >= MOST) return;
    const shape = shapeOf(line, rule);
    if (shape && this.fits(shape, line, 0, line.length)) this.known.push(shape);
  }

  private fits({ texts, values }: Shape, text: string, start: number, end: number): boolean {
    let at = start;
    for (let i = 0; i < texts.length; i++) {
      const fixed = texts[i] ?? '';
      if (!text.startsWith(fixed, at)) return false;
      at += fixed.length;
      const read = values[i];
      if (read === undefined) return at === end;
      this.places[2 * i] = at;
      at = read(text, at, end);
      if (at < 0) return false;
      this.places[2 * i + 1] = at;
    }
    return false;
  }
}

function shapeOf(line: string, outline: RuleBody): Shape | undefined {
  const words = line.match(WORDS) ?? [];
  if (words[0] !== '-A' || words.join(' ') !== line) return undefined;
  const { target } = outline;
  const chain = target?.target === 'jump' || target?.target === 'goto' ? target.chain : undefined;
  const texts: string[] = [];
  const values: ValueReader[] = [];
  let jump = -1;
  let text = '-A ';
  const free = (value: ValueReader): number => {
    texts.push(text);
    text = '';
    return values.push(value) - 1;
  };
  free(nameEnd);
  for (let i = 2; i < words.length; i++) {
    const word = words[i] ?? '';
    text += ` ${word}`;
    if (BARE.has(word)) continue;
    const value = words[++i];
    if (value === undefined) return undefined;
    text += ' ';
    const read = FREE.get(word);
    if (word === '--comment' && value.startsWith('"')) {
      text += '"';
      free(quotedEnd);
      text += '"';
    } else if (read) free(read);
    else if ((word === '-j' || word === '-g') && value === chain) jump = free(nameEnd);
    else if (FIXED.has(word) || (word === '-p' && PROTOCOLS.has(value))) text += value;
    else return undefined;
  }
  texts.push(text);
  return { texts, values, jump, outline, next: undefined };
}
