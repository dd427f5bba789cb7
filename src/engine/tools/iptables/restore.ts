import type { Family, NetfilterSocket } from '../../kernel/netfilter/control';
import { BUILTIN_CHAINS, type Counter, type TableName } from '../../kernel/netfilter/model';
import { ExitError } from '../clib/exit';
import type { FamilyOfSet } from './extension';
import type { HostFiles } from '../tool';
import { describeRule } from './list-format';
import { checkChainName, parseCommand, type ParsedCommand } from './parse';
import { fail, type Complainer } from './problem';
import { PlainLines } from './restored/plain-lines';
import type { RestoredChain } from './restored/restored-chain';
import { RestoredTable } from './restored/restored-table';
import { runCommand, setPolicy } from './run-command';
import { CommandError, Transaction } from './transaction';
import { splitWords } from './words';
import type { Workplace } from './workplace';

/** How iptables-restore was called. */
export interface RestoreSettings {
  readonly program: string;
  readonly family: Family;
  readonly files: HostFiles;
  readonly socket: NetfilterSocket;
  readonly familyOfSet: (name: string) => FamilyOfSet | undefined;
  readonly counters: boolean;
  readonly noflush: boolean;
  readonly test: boolean;
  /** Only this table. */
  readonly table: string | undefined;
  readonly verbose: number;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Something that waits for COMMIT, and the line it stands in. */
interface Queued {
  readonly line: number;
  readonly run: (work: Workplace) => void;
  /** How many plain rules stand before it. */
  readonly after: number;
}

/** Reads what iptables-save prints, and changes the tables at each COMMIT (iptables/xtables-restore.c). */
export function restore(input: string, settings: RestoreSettings): void {
  const restorer = new Restorer(input, settings);
  let line = 1;
  for (let start = 0; start < input.length; line++) start = restorer.read(start, line) + 1;
  restorer.end(line);
}

class Restorer {
  /** One that stays, see ClauseReader. */
  static readonly kept = new Restorer('', {} as RestoreSettings);
  private table: TableName | undefined;
  private inTable = false;
  private queue: Queued[] = [];
  private plain: PlainLines | undefined;
  /** Chains declared line after line, and what is queued for them. */
  private declared: { readonly chains: RestoredChain[]; readonly run: Queued['run'] } | undefined;
  private readonly bytes: Uint8Array;
  /** Where the line that is read word by word starts. */
  private start = 0;

  constructor(
    private readonly input: string,
    private readonly settings: RestoreSettings,
  ) {
    this.bytes = new TextEncoder().encode(input);
  }

  end(line: number): void {
    if (this.inTable) throw new ExitError(1, `${this.settings.program}: COMMIT expected at line ${line}\n`);
  }

  /** Reads the line that starts at a place of the input, and answers where it ends. */
  read(start: number, line: number): number {
    if (this.inTable && this.plain) {
      const plain = this.bytes[start] === COLON ? this.plainChain(this.plain, start, line) : this.plain.read(start);
      if (plain >= 0) return plain;
    }
    const newline = this.input.indexOf('\n', start);
    const end = newline < 0 ? this.input.length : newline;
    this.start = start;
    this.line(this.input.slice(start, end), line);
    return end;
  }

  private line(text: string, line: number): void {
    const { settings } = this;
    const by: Complainer = { program: settings.program, line, family: settings.family };
    if (text === '') return;
    if (text.startsWith('#')) {
      if (settings.verbose > 0) settings.out(`${text}\n`);
      return;
    }
    if (this.inTable && text === 'COMMIT') this.commit(line);
    else if (text.startsWith('*') && !this.inTable) this.startTable(by, text, line);
    else if (text.startsWith(':') && this.inTable) this.chainLine(by, text, line);
    else if (this.inTable) this.ruleLine(by, text, line);
    else if (settings.table === undefined || this.table === undefined || settings.table === this.table) {
      throw new ExitError(1, `${settings.program}: line ${line} failed\n`);
    }
  }

  private startTable(by: Complainer, text: string, line: number): void {
    const { program, noflush, table: only, verbose } = this.settings;
    const name = firstWord(text.slice(1));
    if (name === undefined) fail(by, `${program}: line ${line} table name invalid`);
    if (!(name in BUILTIN_CHAINS)) fail(by, `${program}: line ${line} table name '${name}' invalid`);
    const table = name as TableName;
    this.table = table;
    if (only !== undefined && only !== table) return;
    this.inTable = true;
    // With -v every rule is shown as it is added. Other letters than ASCII would make places in text and bytes differ.
    const plain = verbose === 0 && this.bytes.length === this.input.length;
    const existing = noflush ? this.settings.socket.table(table)?.chains : undefined;
    this.plain = plain
      ? new PlainLines(this.input, this.bytes, new RestoredTable(this.input, table, by), existing)
      : undefined;
    if (noflush) return;
    if (verbose > 0) {
      for (const command of ['-F', '-X']) {
        const parsed = this.command(by, [program, '-t', table, '-v', command]);
        if (parsed) this.enqueue(line, (work) => runCommand(work, parsed));
      }
    } else this.enqueue(line, ({ transaction }) => transaction.deleteTable(table));
  }

  /** `:CHAIN POLICY [PACKETS:BYTES]`. */
  private chainLine(by: Complainer, text: string, line: number): void {
    const { program, counters } = this.settings;
    const table = this.table ?? 'filter';
    const [name, policy, counts] = words(text, 1);
    if (name === undefined) fail(by, `${program}: line ${line} chain name invalid`);
    checkChainName(by, name);
    if (policy === undefined) fail(by, `${program}: line ${line} policy invalid`);
    const builtin = (BUILTIN_CHAINS[table] as readonly string[]).includes(name);
    if (builtin) {
      const counter = counters ? readCounters(counts) : { packets: 0, bytes: 0 };
      if (!counter) fail(by, `invalid policy counters for chain '${name}'`);
      this.enqueue(line, ({ transaction }) => setPolicy(transaction, table, name, policy, counter));
    } else {
      const restored = this.plain?.declare(name);
      this.enqueue(line, ({ transaction }) => transaction.restoreChain(table, name, restored));
    }
  }

  /** `:CHAIN - …` of a chain that is not built in, of which a table has thousands; answers where the line ends, or -1 when it is another. */
  private plainChain(plain: PlainLines, start: number, line: number): number {
    const { bytes, input, settings } = this;
    const table = this.table ?? 'filter';
    let at = start + 1;
    while ((bytes[at] ?? 0) > SPACE) at++;
    if (at === start + 1 || bytes[at] !== SPACE || bytes[at + 1] !== DASH || bytes[at + 2] !== SPACE) return -1;
    const name = input.slice(start + 1, at);
    if ((BUILTIN_CHAINS[table] as readonly string[]).includes(name)) return -1;
    checkChainName({ program: settings.program, line, family: settings.family }, name);
    this.plainChains(plain, line).push(plain.declare(name));
    const newline = input.indexOf('\n', at);
    return newline < 0 ? input.length : newline;
  }

  /** Where the next such chain waits for COMMIT: with the others before it, as long as nothing stands in between. */
  private plainChains(plain: PlainLines, line: number): RestoredChain[] {
    const { declared, queue, table = 'filter' } = this;
    const last = queue[queue.length - 1];
    if (declared && last?.run === declared.run && last.after === plain.count) return declared.chains;
    const chains: RestoredChain[] = [];
    const run = ({ transaction }: Workplace): void => {
      for (const chain of chains) transaction.restoreChain(table, chain.name, chain);
    };
    this.declared = { chains, run };
    this.enqueue(line, run);
    return chains;
  }

  private ruleLine(by: Complainer, text: string, line: number): void {
    const { settings } = this;
    const { counters, noflush, verbose } = settings;
    const argv = [settings.program, '-t', this.table ?? 'filter'];
    if (!noflush && verbose > 0) argv.push(...Array.from({ length: verbose }, () => '-v'));
    let rest = text;
    if (text.startsWith('[')) {
      const close = text.indexOf(']');
      if (close < 0) fail(by, `Bad line ${line}: need ]`);
      // As strtok(3) cuts it, which does not stop at the bracket.
      const [, packets, bytes] = /^\[:*([^:]+)(?::\]*([^\]]+))?/.exec(text) ?? [];
      if (packets === undefined) fail(by, `Bad line ${line}: need :`);
      if (bytes === undefined) fail(by, `Bad line ${line}: need ]`);
      rest = text.slice(close + 1);
      if (counters) argv.push('--set-counters', packets, bytes);
    }
    const parsed = this.command(by, splitWords(rest, argv));
    if (parsed === undefined || (rest === text && this.isPlain(text, parsed))) return;
    this.plain?.leave(parsed);
    this.enqueue(line, (work) => runCommand(work, parsed));
  }

  /** Whether a line that was read word by word tells how to read others like it, and itself, by their values alone. */
  private isPlain(text: string, { commands, rules }: ParsedCommand): boolean {
    const { plain, start } = this;
    const [rule] = rules;
    if (!plain || commands.join() !== 'A' || !rule || rules.length > 1) return false;
    plain.learn(text, start, rule);
    return plain.read(start) >= 0;
  }

  private command(by: Complainer, argv: readonly string[]): ParsedCommand | undefined {
    const { files, err, familyOfSet } = this.settings;
    const table = this.table ?? 'filter';
    const parsed = parseCommand(argv, { by, files, table, restore: true, warn: err, familyOfSet });
    if (parsed.type === 'command') return parsed;
    if (parsed.text === '') return undefined;
    this.settings.out(parsed.text);
    throw new ExitError(0);
  }

  private enqueue(line: number, run: Queued['run']): void {
    this.queue.push({ line, run, after: this.plain?.count ?? 0 });
  }

  private commit(line: number): void {
    const { settings, queue, plain } = this;
    this.inTable = false;
    this.queue = [];
    if (settings.test) return;
    const transaction = new Transaction(settings.socket, { program: settings.program, family: settings.family });
    const { files } = settings;
    let at = line;
    try {
      const by: Complainer = { program: settings.program, line, family: settings.family };
      const work: Workplace = {
        ...{ by, files, transaction, out: settings.out },
        describe: (rule) => describeRule(rule, files, settings.family),
      };
      if (plain) transaction.takeRestored(plain);
      let added = 0;
      for (const queued of queue) {
        at = queued.line;
        transaction.line = at;
        if (queued.after > added) transaction.step = 'A';
        added = queued.after;
        queued.run(work);
      }
      transaction.commit();
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new ExitError(1, `${settings.program}: line ${at} failed: ${error.message}.\n`);
    }
  }
}

function readCounters(text: string | undefined): Counter | undefined {
  const match = /^\[(\d+):(\d+)/.exec(text ?? '');
  return match ? { packets: Number(match[1]), bytes: Number(match[2]) } : undefined;
}

/** Words between blanks, cut by hand: a table of kube-proxy's has 20,000 chains. */
function words(text: string, from = 0): readonly string[] {
  const found: string[] = [];
  let start = from;
  for (let i = from; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : SPACE;
    if (code !== SPACE && code !== TAB) continue;
    if (i > start) found.push(text.slice(start, i));
    start = i + 1;
  }
  return found;
}

const [TAB, SPACE, DASH, COLON] = [9, 32, 45, 58];

function firstWord(text: string): string | undefined {
  return words(text)[0];
}
