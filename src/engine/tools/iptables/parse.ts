import type { Counter } from '../../kernel/netfilter/model';
import type { HostFiles } from '../tool';
import { ArgumentReader } from './arguments';
import { addCommand, checkOptions, type Command } from './commands';
import type { FamilyOfSet, Surroundings } from './extension';
import { findMatch, findTarget } from './extensions';
import { helpFor } from './help-texts';
import { LETTERS, LoadedExtensions } from './loaded';
import { nameOfProtocol } from './names';
import { readNumber } from './numbers';
import { fail, PARAMETER_PROBLEM, tryHelp, VERSION, VERSION_PROBLEM, type Complainer } from './problem';
import { RuleReader, type RuleDraft } from './rule-reader';
import { ExitError } from '../clib/exit';

/** A command line of iptables, read. */
export interface ParsedCommand {
  readonly type: 'command';
  readonly commands: readonly Command[];
  readonly table: string;
  readonly chain?: string;
  /** 1 is the first; 0: none given. */
  readonly ruleNumber: number;
  readonly newName?: string;
  readonly policy?: string;
  readonly options: ReadonlySet<string>;
  /** One rule, or several when addresses are lists. */
  readonly rules: readonly RuleDraft[];
  readonly counters: Counter;
}

/** `-h` and `-V` print, and `-6` lines of iptables-restore do nothing. */
export interface ParsedText {
  readonly type: 'text';
  readonly text: string;
}

export interface ParseContext {
  readonly by: Complainer;
  readonly files: HostFiles;
  readonly table: string;
  /** A line of iptables-restore: not all options are allowed. */
  readonly restore: boolean;
  warn(text: string): void;
  familyOfSet(name: string): FamilyOfSet | undefined;
}

const MAX_CHAIN_NAME = 28;
const TABLES = ['filter', 'nat', 'mangle', 'raw', 'security'];
/** Protocols with ports that are not simulated, which is said rather than that there is no --dport. */
const WITH_PORTS = ['sctp', 'dccp'];
const INT_MAX = 0x7fffffff;

/** Reads a command line (do_parse in iptables/xshared.c). */
export function parseCommand(argv: readonly string[], context: ParseContext): ParsedCommand | ParsedText {
  return new CommandParser(argv, context).parse();
}

/** Complains about names that no chain may have (assert_valid_chain_name). */
export function checkChainName(by: Complainer, name: string): void {
  if (name.length > MAX_CHAIN_NAME) {
    fail(by, `chain name \`${name}' too long (must be under ${MAX_CHAIN_NAME + 1} chars)`);
  }
  if (name.startsWith('-') || name.startsWith('!'))
    fail(by, `chain name not allowed to start with \`${name.charAt(0)}'`);
  if (findTarget(name, by.family) !== undefined || name === '') fail(by, 'chain name may not clash with target name');
  if (/\s/.test(name)) fail(by, `Invalid chain name \`${name}'`);
}

class CommandParser {
  private readonly reader: ArgumentReader;
  private readonly loaded: LoadedExtensions;
  private readonly rule: RuleReader;
  private commands: readonly Command[] = [];
  private readonly options = new Set<string>();
  private table: string;
  private tableGiven = false;
  private chain: string | undefined;
  private ruleNumber = 0;
  private newName: string | undefined;
  private policy: string | undefined;
  private counters: Counter = { packets: 0, bytes: 0 };
  private protocolLoaded = false;
  private waitGiven = false;

  constructor(
    argv: readonly string[],
    private readonly context: ParseContext,
  ) {
    const { by, files } = context;
    this.table = context.table;
    this.reader = new ArgumentReader(argv, LETTERS);
    const around: Surroundings = {
      files,
      family: by.family ?? 'inet',
      fail: (message, status = PARAMETER_PROBLEM) => fail(by, message, status),
      warn: (text) => context.warn(text),
      protocol: () => this.rule.protocol,
      familyOfSet: (name) => context.familyOfSet(name),
      nextOperand: () => this.reader.nextOperand(),
    };
    this.loaded = new LoadedExtensions(around);
    this.rule = new RuleReader(around, this.loaded);
  }

  parse(): ParsedCommand | ParsedText {
    let inverted = false;
    for (;;) {
      const argument = this.reader.next(this.loaded.longs);
      if (argument.type === 'end') break;
      if (argument.type === 'operand') {
        if (argument.value !== '!') this.usage(`Bad argument \`${argument.value}'\n`);
        if (inverted) this.fail('multiple consecutive ! not allowed');
        inverted = true;
        continue;
      }
      if (argument.type !== 'option') {
        if (this.loadProtocol()) {
          this.reader.again();
          continue;
        }
        const missing = argument.type === 'missing';
        this.fail(missing ? `option "${argument.word}" requires an argument` : `unknown option "${argument.word}"`);
      } else {
        const text = this.take(argument.id, argument.value, inverted);
        if (text !== undefined) return { type: 'text', text };
      }
      inverted = false;
    }
    return this.finish(inverted);
  }

  private fail(message: string, status?: number): never {
    return fail(this.context.by, message, status);
  }

  /** exit_tryhelp(). */
  private usage(message: string): never {
    throw new ExitError(2, message + tryHelp(this.context.by));
  }

  /** An option nobody knows may be one of the protocol that `-p` named. */
  private loadProtocol(): boolean {
    const { protocolWord } = this.rule;
    if (protocolWord === undefined) return false;
    const number = readNumber(protocolWord, 0, 255);
    const name = number === undefined ? protocolWord : nameOfProtocol(this.context.files, number);
    if (name === undefined) return false;
    const found = findMatch(name, this.context.by.family);
    // icmpv6 and ipv6-icmp are other names of icmp6.
    const own = typeof found === 'object' ? found.name : name;
    if (this.protocolLoaded && this.loaded.hasMatch(own)) return false;
    if (found === 'other' && !WITH_PORTS.includes(name)) return false;
    if (!this.loaded.loadMatch(name)) return false;
    this.protocolLoaded = true;
    return true;
  }

  /** Does what an option says; a text when it ends the program. */
  private take(id: string, value: string | undefined, inverted: boolean): string | undefined {
    if (this.takeCommand(id, value, inverted)) return undefined;
    if (id.length === 1 && this.takeRule(id, value, inverted)) return undefined;
    switch (id) {
      case 'h':
        if (this.loaded.matchCount === 0 && this.rule.protocolWord !== undefined) {
          this.loaded.loadMatch(this.rule.protocolWord);
        }
        return `${this.context.by.program} v${VERSION}\n\n${helpFor(this.context.by)}${this.loaded.help}`;
      case 'V':
        return inverted ? `Not ${VERSION} ;-)\n` : `${this.context.by.program} v${VERSION}\n`;
      case 'v':
        if (!this.options.has('v')) this.note('v', inverted);
        return undefined;
      case 'n':
      case 'x':
        this.note(id, inverted);
        return undefined;
      case '--line-numbers':
        this.note('0', inverted);
        return undefined;
      case 't':
        if (inverted) this.fail('unexpected ! flag before --table');
        if (this.context.restore && this.tableGiven) {
          this.fail(`The -t option cannot be used in ${this.context.by.program}.\n`);
        }
        this.tableGiven = true;
        this.table = value ?? '';
        return undefined;
      case 'm':
        if (inverted) this.fail('unexpected ! flag before --match');
        if ((value ?? '').length > MAX_CHAIN_NAME) {
          this.fail(`Invalid match name "${value ?? ''}" (${MAX_CHAIN_NAME} chars max)`);
        }
        if (!this.loaded.loadMatch(value ?? '')) {
          this.fail(`Couldn't load match \`${value ?? ''}':No such file or directory\n`);
        }
        return undefined;
      case 'c':
        this.note('c', inverted);
        this.readCounters(value ?? '');
        return undefined;
      case 'w':
      case 'W':
        this.readWait(id, value);
        return undefined;
      case 'M':
        return undefined;
      case '4':
      case '6':
        if ((id === '6') === (this.context.by.family === 'inet6')) return undefined;
        return this.context.restore ? '' : this.usage('');
      default:
        if (!this.loaded.take(id, value ?? '', inverted)) this.fail(`Unknown arg "${value ?? ''}"`);
        return undefined;
    }
  }

  private takeRule(id: string, value: string | undefined, inverted: boolean): boolean {
    const ruleValue = 'psdioj'.includes(id) ? this.reader.before : (value ?? '');
    return this.rule.take(id, ruleValue, (letter) => this.note(letter, inverted), inverted);
  }

  /** set_option(): an option may stand once, and some may not be turned around. */
  private note(letter: string, inverted: boolean): void {
    if (this.options.has(letter)) this.fail(`multiple -${letter} flags not allowed`);
    if (inverted && !'sdpiof'.includes(letter)) this.fail(`cannot have ! before -${letter}`);
    this.options.add(letter);
  }

  private takeCommand(id: string, value: string | undefined, inverted: boolean): boolean {
    if (id.length > 1 || !'ACDRILSFZNXEP'.includes(id)) return false;
    const { by } = this.context;
    if (id === 'N') checkChainName(by, value ?? '');
    this.commands = addCommand(by, this.commands, id as Command, inverted);
    const operand = (): string | undefined => this.reader.nextOperand();
    const number = (): void => {
      const word = operand();
      if (word === undefined) return;
      this.ruleNumber = readNumber(word, 1, INT_MAX) ?? this.fail(`Invalid rule number \`${word}'`);
    };
    this.chain = 'LSFZX'.includes(id) ? (value ?? operand() ?? this.chain) : value;
    if ('DRILSZ'.includes(id)) number();
    if (id === 'I' && this.ruleNumber === 0) this.ruleNumber = 1;
    if (id === 'R' && this.ruleNumber === 0) this.fail('-R requires a rule number');
    if ((id === 'D' || id === 'Z') && this.ruleNumber > 0) this.commands = [`${id}#`];
    if (id === 'E') this.newName = operand() ?? this.fail('-E requires old-chain-name and new-chain-name');
    if (id === 'P') this.policy = operand() ?? this.fail('-P requires a chain and a policy');
    return true;
  }

  private readCounters(packets: string): void {
    const comma = packets.indexOf(',', 1);
    const bytes = comma < 0 ? this.reader.nextOperand() : packets.slice(comma + 1);
    if (bytes === undefined) this.fail('-c requires packet and byte counter');
    const read = (text: string, what: string): number => {
      const digits = /^\s*\+?(\d+)/.exec(text)?.[1];
      return digits === undefined ? this.fail(`-c ${what} counter not numeric`) : Number(digits);
    };
    this.counters = { packets: read(packets, 'packet'), bytes: read(bytes, 'byte') };
  }

  private readWait(id: 'w' | 'W', attached: string | undefined): void {
    if (this.context.restore) this.fail(`You cannot use \`-${id}' from iptables-restore`);
    const word = attached ?? this.reader.nextOperand();
    if (id === 'w') {
      if (word !== undefined && !/^\s*[-+]?\d/.test(word)) this.fail('wait seconds not numeric');
      this.waitGiven = true;
      return;
    }
    if (word === undefined) this.fail('wait interval value required');
    if (!/^\s*[-+]?\d/.test(word)) this.fail('wait interval not numeric');
    if (Number.parseInt(word) > 999_999) this.fail(`too long usec wait ${Number.parseInt(word)} > 999999 usec`);
    this.context.warn('Ignoring deprecated --wait-interval option.\n');
    if (!this.waitGiven) this.options.add('W');
  }

  private finish(inverted: boolean): ParsedCommand {
    const { commands, chain, options, table, policy, newName } = this;
    if (table === 'nat' && (policy === 'DROP' || this.rule.jump === 'DROP')) {
      this.fail('\nThe "nat" table is not intended for filtering, the use of DROP is therefore inhibited.\n\n');
    }
    if (options.delete('W') && !this.waitGiven) this.fail('--wait-interval only makes sense with --wait\n');
    const matches = this.loaded.finishMatches();
    const target = this.loaded.finishTarget();
    if (this.reader.hasMore) this.fail('unknown arguments found on commandline');
    if (commands.length === 0) this.fail('no command specified');
    if (inverted) this.fail('nothing appropriate following !');
    const rules = this.rule.finish(matches, target);
    if (commands.includes('R') && rules.length !== 1) this.fail('Replacement rule does not specify a unique address');
    checkOptions(this.context.by, commands, options);
    if (chain !== undefined && chain.length > MAX_CHAIN_NAME) {
      this.fail(`chain name \`${chain}' too long (must be under ${MAX_CHAIN_NAME + 1} chars)`);
    }
    if (commands.some((command) => 'ADCIRD#'.includes(command))) this.checkDevices(chain);
    if (!TABLES.includes(table)) this.fail(`table '${table}' does not exist`, VERSION_PROBLEM);
    if (commands.some((command) => 'ADCIR'.includes(command))) this.rule.checkTransport(matches);
    const { ruleNumber, counters } = this;
    return { type: 'command', commands, table, chain, ruleNumber, newName, policy, options, rules, counters };
  }

  /** Packets have no outgoing device before routing, and none they came in by after it. */
  private checkDevices(chain: string | undefined): void {
    if ((chain === 'PREROUTING' || chain === 'INPUT') && this.options.has('o')) {
      this.fail(`Can't use -o with ${chain}\n`);
    }
    if ((chain === 'POSTROUTING' || chain === 'OUTPUT') && this.options.has('i')) {
      this.fail(`Can't use -i with ${chain}\n`);
    }
  }
}
