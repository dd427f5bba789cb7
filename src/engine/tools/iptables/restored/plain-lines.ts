import type { RuleBody } from '../../../kernel/netfilter/unread-rule';
import type { Workplace } from '../workplace';
import { RestoredRule, type RestoredText } from './restored-rule';
import { Shapes } from './shapes';

/** A chain that the text has named with `:CHAIN` and that is still there. */
interface Declared {
  readonly name: string;
  readonly builtin: boolean;
}

/** `-A CHAIN …` of a shape that iptables takes: it waits for COMMIT, and is then what the transaction knows of an added rule. */
export class PlainLine {
  readonly how = 'APPEND';
  order = 0;

  constructor(
    readonly line: number,
    readonly table: RestoredText['table'],
    readonly chain: string,
    readonly rule: RestoredRule,
  ) {}

  run({ transaction }: Workplace): void {
    transaction.takeRestored(this);
  }
}

/** Reads those lines of a table that say what an earlier one said, with other values. */
export class PlainLines {
  private readonly shapes = new Shapes();
  private readonly chains = new Map<string, Declared>();

  constructor(private readonly from: RestoredText) {}

  /** A `:CHAIN` line was read. */
  declare(name: string, builtin: boolean): void {
    this.chains.set(name, { name, builtin });
  }

  /** Something else than `-A` was read: who knows which chains will be there. */
  forget(): void {
    this.chains.clear();
  }

  /** A line was read word by word, and made this rule. */
  learn(line: string, rule: RuleBody): void {
    this.shapes.learn(line, rule);
  }

  /** The rule of a line; undefined when the line has to be read word by word. */
  read(start: number, end: number, line: number): PlainLine | undefined {
    const { from, shapes, chains } = this;
    if (chains.size === 0) return undefined;
    const shape = shapes.find(from.text, start, end);
    const chain = shape && chains.get(shapes.value(from.text, 0));
    if (!shape || !chain) return undefined;
    let next: string | undefined;
    if (shape.jump >= 0) {
      const jump = chains.get(shapes.value(from.text, shape.jump));
      if (!jump || jump.builtin) return undefined;
      next = jump.name;
    }
    return new PlainLine(line, from.table, chain.name, new RestoredRule(shape, next, from, start, end));
  }
}
