import type { Family } from '../../../kernel/netfilter/control';
import type { TableName } from '../../../kernel/netfilter/model';
import type { RuleBody } from '../../../kernel/netfilter/unread-chain';
import type { HostFiles } from '../../tool';
import { parseCommand } from '../parse';
import type { Complainer } from '../problem';
import { splitWords } from '../words';
import type { RestoredChain } from './restored-chain';
import type { Shape } from './shapes';

/** The rules of one table in a text for iptables-restore, as far as they have not been read: four numbers and words for each, by its number. */
export class RestoredTable {
  /** One that stays, see ClauseReader. */
  static readonly kept = new RestoredTable('', 'filter', { program: '' });
  /** Where the rule's line starts. */
  readonly starts: number[] = [];
  readonly shapes: Shape[] = [];
  /** The chain it jumps or goes to. */
  readonly jumps: (RestoredChain | undefined)[] = [];
  /** The next rule of its chain; -1 after the last. */
  readonly after: number[] = [];
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
    const rule = this.starts.push(start) - 1;
    this.shapes.push(shape);
    this.jumps.push(jump);
    this.after.push(-1);
    chain.add(rule);
  }

  shapeOf(rule: number): Shape {
    return this.shapes[rule] as Shape;
  }

  /** The numbers of the rules' lines. */
  lines(): readonly number[] {
    let line = 1;
    let at = 0;
    return this.starts.map((start) => {
      for (; at < start; line++) at = this.text.indexOf('\n', at) + 1;
      return line;
    });
  }

  /** Reads a rule word by word. */
  read(rule: number): RuleBody {
    const { text, by, name } = this;
    const start = this.starts[rule] ?? 0;
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
