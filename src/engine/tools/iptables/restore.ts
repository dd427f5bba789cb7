import type { Family, NetfilterSocket } from '../../kernel/netfilter/control';
import { BUILTIN_CHAINS, type Counter, type TableName } from '../../kernel/netfilter/model';
import { ExitError } from '../clib/exit';
import type { HostFiles } from '../tool';
import { describeRule } from './list-format';
import { checkChainName, parseCommand, type ParsedCommand } from './parse';
import { fail, type Complainer } from './problem';
import { PlainLines } from './restored/plain-lines';
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
  readonly hasSet: (name: string) => boolean;
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
}

/** Reads what iptables-save prints, and changes the tables at each COMMIT (iptables/xtables-restore.c). */
export function restore(input: string, settings: RestoreSettings): void {
  const restorer = new Restorer(input, settings);
  let line = 1;
  for (let start = 0; start < input.length; line++) {
    const newline = input.indexOf('\n', start);
    const end = newline < 0 ? input.length : newline;
    restorer.read(start, end, line);
    start = end + 1;
  }
  restorer.end(line);
}

class Restorer {
  private table: TableName | undefined;
  private inTable = false;
  private queue: Queued[] = [];
  private plain: PlainLines | undefined;

  constructor(
    private readonly input: string,
    private readonly settings: RestoreSettings,
  ) {}

  end(line: number): void {
    if (this.inTable) throw new ExitError(1, `${this.settings.program}: COMMIT expected at line ${line}\n`);
  }

  /** The line from `start` to `end` of the input. */
  read(start: number, end: number, line: number): void {
    const plain = this.inTable ? this.plain?.read(start, end, line) : undefined;
    if (plain) this.queue.push(plain);
    else this.line(this.input.slice(start, end), line);
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
    // With -v every rule is shown as it is added.
    this.plain = verbose === 0 ? new PlainLines({ text: this.input, table, by }) : undefined;
    if (noflush) return;
    if (verbose > 0) {
      this.command(by, line, [program, '-t', table, '-v', '-F']);
      this.command(by, line, [program, '-t', table, '-v', '-X']);
    } else this.queue.push({ line, run: ({ transaction }) => transaction.deleteTable(table) });
  }

  /** `:CHAIN POLICY [PACKETS:BYTES]`. */
  private chainLine(by: Complainer, text: string, line: number): void {
    const { program, counters } = this.settings;
    const table = this.table ?? 'filter';
    const [name, policy, counts] = words(text.slice(1));
    if (name === undefined) fail(by, `${program}: line ${line} chain name invalid`);
    checkChainName(by, name);
    if (policy === undefined) fail(by, `${program}: line ${line} policy invalid`);
    const builtin = (BUILTIN_CHAINS[table] as readonly string[]).includes(name);
    if (builtin) {
      const counter = counters ? readCounters(counts) : { packets: 0, bytes: 0 };
      if (!counter) fail(by, `invalid policy counters for chain '${name}'`);
      this.queue.push({ line, run: ({ transaction }) => setPolicy(transaction, table, name, policy, counter) });
    } else {
      this.queue.push({ line, run: ({ transaction }) => restoreChain(transaction, table, name) });
    }
    this.plain?.declare(name, builtin);
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
    const parsed = this.command(by, line, splitWords(rest, argv));
    const [rule] = parsed?.rules ?? [];
    if (parsed?.commands.join() !== 'A') this.plain?.forget();
    else if (rule && rest === text) this.plain?.learn(text, rule);
  }

  private command(by: Complainer, line: number, argv: readonly string[]): ParsedCommand | undefined {
    const { files, err, hasSet } = this.settings;
    const table = this.table ?? 'filter';
    const parsed = parseCommand(argv, { by, files, table, restore: true, warn: err, hasSet });
    if (parsed.type === 'text') {
      if (parsed.text === '') return undefined;
      this.settings.out(parsed.text);
      throw new ExitError(0);
    }
    this.queue.push({ line, run: (work) => runCommand(work, parsed) });
    return parsed;
  }

  private commit(line: number): void {
    const { settings, queue } = this;
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
      for (const queued of queue) {
        at = queued.line;
        transaction.line = at;
        queued.run(work);
      }
      transaction.commit();
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new ExitError(1, `${settings.program}: line ${at} failed: ${error.message}.\n`);
    }
  }
}

/** A `:CHAIN -` line empties a chain that is there, or makes it. */
function restoreChain(transaction: Transaction, table: TableName, name: string): void {
  transaction.ensureTable(table);
  const chain = transaction.find(table, name);
  if (chain) transaction.put(table, { ...chain, rules: [] });
  else transaction.newChain(table, name);
}

function readCounters(text: string | undefined): Counter | undefined {
  const match = /^\[(\d+):(\d+)/.exec(text ?? '');
  return match ? { packets: Number(match[1]), bytes: Number(match[2]) } : undefined;
}

function words(text: string): readonly string[] {
  return text.split(/[ \t]+/).filter((word) => word !== '');
}

function firstWord(text: string): string | undefined {
  return words(text)[0];
}
