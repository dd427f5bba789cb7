import type { TableName } from '../../../kernel/netfilter/model';
import type { RuleBody } from '../../../kernel/netfilter/unread-chain';
import type { ParsedCommand } from '../parse';
import { ruleFault, type Added, type SoundRules } from '../validate';
import { RestoredChain } from './restored-chain';
import { RestoredTable } from './restored-table';
import { Shapes, type Shape } from './shapes';

/** Stands before the class, whose static parts are made with it. */
const NONE: ReadonlyMap<string, unknown> = new Map();

/**
 * Reads those lines of a table that say what an earlier line said with other values, and that are about chains which the text itself makes.
 * All such rules of a chain come before what other lines do to it, so they need not wait: the chain is made with them.
 */
export class PlainLines implements SoundRules {
  /** One that stays, see ClauseReader. */
  static readonly kept = new PlainLines('', new Uint8Array(0), RestoredTable.kept);
  static readonly keptChain = PlainLines.kept.declare('');
  private readonly shapes: Shapes;
  private readonly chains = new Map<string, RestoredChain>();
  /** Of the line read last: the chain it is in, and the one it jumps to. */
  private last: RestoredChain | undefined;
  private lastJump: RestoredChain | undefined;
  /** Chains at earlier places may be others by now. */
  private firstKnown = 0;
  /** Each of the chains, for the rules that a transaction gets without adding them. */
  private readonly every: RestoredChain[] = [];

  constructor(
    private readonly text: string,
    bytes: Uint8Array,
    readonly restored: RestoredTable,
    /** Chains that are there already, and stay unless the text says otherwise. */
    private readonly existing: ReadonlyMap<string, unknown> = NONE,
  ) {
    this.shapes = new Shapes(text, bytes);
  }

  /** A `:CHAIN` line makes a chain. */
  declare(name: string): RestoredChain {
    const { chains, every } = this;
    const count = chains.size;
    const chain = new RestoredChain(this.restored, name, every.length);
    chains.set(name, chain);
    // Declared twice, it is another one now.
    if (chains.size === count) this.forget();
    every.push(chain);
    return chain;
  }

  /** A line was read word by word: it changes a chain, or who knows which chains will be there. */
  leave({ commands, chain }: Pick<ParsedCommand, 'commands' | 'chain'>): void {
    const changed = chain === undefined ? undefined : this.chains.get(chain);
    if (commands.some((command) => command !== 'A' && command !== 'I')) {
      this.chains.clear();
      this.forget();
    } else if (changed) changed.open = false;
  }

  /** A line that was read word by word made this rule. */
  learn(line: string, start: number, rule: RuleBody): void {
    if (ruleFault(this.restored.family, this.restored.name, rule) === undefined) this.shapes.learn(line, start, rule);
  }

  /** Takes the rule of the line that starts at a place, and answers where the line ends; -1 when it has to be read word by word. */
  read(start: number): number {
    const { shapes, chains } = this;
    if (chains.size === 0) return -1;
    const shape = shapes.find(start);
    const chain = shape && this.chainOf();
    if (!shape || !chain?.open) return -1;
    const jump = shape.jump < 0 ? undefined : this.jumpOf(shape);
    if (shape.jump >= 0 && !jump) return -1;
    this.last = chain;
    if (jump) {
      jump.caller = chain;
      if (shape.lastJump) shape.stride = jump.place - shape.lastJump.place;
    }
    shape.lastJump = this.lastJump = jump;
    this.restored.add(chain, start, shape, jump);
    return shapes.end;
  }

  get table(): TableName {
    return this.restored.name;
  }

  /** How many rules it took. */
  get count(): number {
    return this.restored.count;
  }

  /** The rules, as a transaction knows those that it adds one by one. */
  get added(): readonly Added[] {
    const { restored, every } = this;
    const lines = restored.lines();
    return every.flatMap((chain) =>
      chain.rules.map((rule): Added => {
        const line = lines[rule.id - restored.firstId];
        return { table: restored.name, chain: chain.name, rule, how: 'APPEND', line, order: 0 };
      }),
    );
  }

  /**
   * Most rules follow another one of their chain, or of the chain that jumps there; or their chain was declared after that of the rule before. Looking
   * for it by its name is what costs.
   */
  private chainOf(): RestoredChain | undefined {
    const { last, lastJump } = this;
    if (last && this.is(0, last)) return last;
    if (lastJump && this.is(0, lastJump)) return lastJump;
    if (last?.caller && this.is(0, last.caller)) return last.caller;
    return this.declaredAfter(0, last, 1) ?? this.chains.get(this.shapes.value(0));
  }

  private jumpOf({ jump, lastJump, stride }: Shape): RestoredChain | undefined {
    if (lastJump && this.is(jump, lastJump)) return lastJump;
    const guess = this.declaredAfter(jump, this.last, 1) ?? this.declaredAfter(jump, lastJump, stride);
    if (guess) return guess;
    const name = this.shapes.value(jump);
    return this.chains.get(name) ?? (this.existing.has(name) ? this.refer(name) : undefined);
  }

  private is(value: number, chain: RestoredChain): boolean {
    return this.shapes.has(value, chain.name);
  }

  /** The chain that was declared some places after another one, provided that a value of the line names it. */
  private declaredAfter(value: number, chain: RestoredChain | undefined, stride: number): RestoredChain | undefined {
    const place = chain ? chain.place + stride : -1;
    const guess = place >= this.firstKnown ? this.every[place] : undefined;
    return guess && this.is(value, guess) ? guess : undefined;
  }

  /** What was known of chains by their names and places is void. */
  private forget(): void {
    this.last = this.lastJump = undefined;
    this.firstKnown = this.every.length;
    this.shapes.forgetJumps();
  }

  /** A chain that is only jumped to: its own rules are none of the text's. */
  private refer(name: string): RestoredChain {
    const chain = new RestoredChain(this.restored, name, -1);
    chain.open = false;
    this.chains.set(name, chain);
    return chain;
  }
}
