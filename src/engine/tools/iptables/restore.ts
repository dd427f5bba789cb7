import type { Family, NetfilterSocket } from '../../kernel/netfilter/control';
import { BUILTIN_CHAINS, type Counter, type TableName } from '../../kernel/netfilter/model';
import { ExitError } from '../clib/exit';
import type { HostFiles } from '../tool';
import { describeRule } from './list-format';
import { checkChainName, parseCommand } from './parse';
import { fail, type Complainer } from './problem';
import { runCommand, setPolicy } from './run-command';
import { CommandError, Transaction } from './transaction';
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
  const lines = input.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const restorer = new Restorer(settings);
  for (const [i, line] of lines.entries()) restorer.line(line, i + 1);
  restorer.end(lines.length + 1);
}

class Restorer {
  private table: TableName | undefined;
  private inTable = false;
  private queue: Queued[] = [];

  constructor(private readonly settings: RestoreSettings) {}

  end(line: number): void {
    if (this.inTable) throw new ExitError(1, `${this.settings.program}: COMMIT expected at line ${line}\n`);
  }

  line(text: string, line: number): void {
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
    this.command(by, line, splitWords(rest, argv));
  }

  private command(by: Complainer, line: number, argv: readonly string[]): void {
    const { files, err, hasSet } = this.settings;
    const table = this.table ?? 'filter';
    const parsed = parseCommand(argv, { by, files, table, restore: true, warn: err, hasSet });
    if (parsed.type === 'text') {
      if (parsed.text === '') return;
      this.settings.out(parsed.text);
      throw new ExitError(0);
    }
    this.queue.push({ line, run: (work) => runCommand(work, parsed) });
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

/** Words of a rule: `"…"` keeps blanks together, and a backslash in it takes the next letter as it is (add_param_to_argv). */
function splitWords(text: string, into: string[]): string[] {
  const { length } = text;
  /** What the word has before `start`: only words with quotes in them are put together of parts. */
  let before = '';
  let start = 0;
  let quoted = false;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      before += text.slice(start, i);
      start = i + 1;
      if (quoted) {
        into.push(before);
        before = '';
      }
      quoted = !quoted;
    } else if (quoted) {
      if (code !== BACKSLASH) continue;
      before += text.slice(start, i);
      // The letter after it, whatever it is.
      start = ++i;
    } else if (code === SPACE || (code < 14 && code > 8)) {
      if (before !== '' || i > start) into.push(before + text.slice(start, i));
      before = '';
      start = i + 1;
    }
  }
  // A quotation mark that is never closed takes the line's end too.
  if (quoted) into.push(`${before}${text.slice(start)}\n`);
  else if (before !== '' || start < length) into.push(before + text.slice(start));
  return into;
}

const SPACE = 32;
const QUOTE = 34;
const BACKSLASH = 92;
