import type { Family } from '../../../kernel/netfilter/control';
import type { TableName } from '../../../kernel/netfilter/model';
import type { RuleBody } from '../../../kernel/netfilter/unread-chain';
import type { HostFiles } from '../../tool';
import { parseCommand } from '../parse';
import type { Complainer } from '../problem';
import { splitWords } from '../words';
import type { RestoredChain } from './restored-chain';
import { Numbers } from './numbers';
import type { Shape } from './shapes';

/** The rules of one table in a text for iptables-restore, as far as they have not been read: four numbers for each, by its own. */
export class RestoredTable {
  /** One that stays, see ClauseReader. */
  static readonly kept = new RestoredTable('', 'filter', { program: '' });
  /** How many rules there are. */
  count = 0;
  /** Where the rule's line starts. */
  private readonly starts = new Numbers();
  /** The number of its shape, and the shapes by number. */
  private readonly shapeNumbers = new Numbers();
  private readonly shapes: Shape[] = [];
  /** The number of the chain it jumps or goes to, or -1; and the chains by number. */
  private readonly jumps = new Numbers();
  private readonly chains: RestoredChain[] = [];
  /** The next rule of its chain; -1 after the last. */
  private readonly next = new Numbers();
  /** The id of the first rule, given when a transaction takes them. */
  firstId = 0;

  constructor(
    private readonly text: string,
    readonly name: TableName,
    private readonly by: Complainer,
  ) {}

  get family(): Family {
    return this.by.family ?? 'inet';
  }

  /** Takes a rule for the end of a chain. */
  add(chain: RestoredChain, start: number, shape: Shape, jump: RestoredChain | undefined): void {
    const rule = this.count++;
    this.starts.set(rule, start);
    this.shapeNumbers.set(rule, shape.number);
    this.shapes[shape.number] = shape;
    this.jumps.set(rule, jump ? jump.number : -1);
    this.next.set(rule, -1);
    chain.add(rule);
  }

  /** A number for a chain. */
  enlist(chain: RestoredChain): number {
    return this.chains.push(chain) - 1;
  }

  shapeOf(rule: number): Shape {
    return this.shapes[this.shapeNumbers.at(rule)] as Shape;
  }

  jumpOf(rule: number): RestoredChain | undefined {
    const jump = this.jumps.at(rule);
    return jump < 0 ? undefined : this.chains[jump];
  }

  after(rule: number): number {
    return this.next.at(rule);
  }

  /** One rule comes after another. */
  follow(rule: number, next: number): void {
    this.next.set(rule, next);
  }

  /** The numbers of the rules' lines. */
  lines(): readonly number[] {
    let line = 1;
    let at = 0;
    return Array.from({ length: this.count }, (_, rule) => {
      for (const start = this.starts.at(rule); at < start; line++) at = this.text.indexOf('\n', at) + 1;
      return line;
    });
  }

  /** Reads a rule word by word. */
  read(rule: number): RuleBody {
    const { text, by, name } = this;
    const start = this.starts.at(rule);
    const newline = text.indexOf('\n', start);
    const argv = splitWords(text.slice(start, newline < 0 ? text.length : newline), [by.program, '-t', name]);
    const parsed = parseCommand(argv, {
      ...{ by, files: NO_FILES, table: name, restore: true },
      warn: () => undefined,
      familyOfSet: () => undefined,
    });
    const [body] = parsed.type === 'command' ? parsed.rules : [];
    if (!body) throw new Error(`no rule: ${argv.join(' ')}`);
    return body;
  }
}

/** Nothing in a rule that has a shape depends on a file. */
const NO_FILES: HostFiles = {
  read: noFile,
  readBytes: noFile,
  write: noFile,
  exists: noFile,
  list: noFile,
  isDirectory: noFile,
  remove: noFile,
  mode: noFile,
  makeDirectory: noFile,
};

function noFile(path: string): never {
  throw new Error(`a restored rule asks for ${path}`);
}
