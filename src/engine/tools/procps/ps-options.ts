import { ExitError } from '../clib/exit';
import { COLUMNS, userNumber, type Column } from './columns';

const USAGE = `
Usage:
 ps [options]

 Try 'ps --help <simple|list|output|threads|misc|all>'
  or 'ps --help <s|l|o|t|m|a>'
 for additional help text.

For more details see ps(1).
`;

/** ps/global.c: what is wrong, and how to find help. */
function wrong(message: string): ExitError {
  return new ExitError(1, `error: ${message}\n${USAGE}`);
}

/** Which processes, in which form. */
export interface PsOptions {
  /** Every process. */
  all: boolean;
  /** BSD's a and x, and -a and -d: what they leave out. */
  bsdAll: boolean;
  bsdNoTerminal: boolean;
  withTerminal: boolean;
  notLeaders: boolean;
  running: boolean;
  negated: boolean;
  /** Lists: a process that is in one of them is shown. */
  readonly pids: Set<number>;
  readonly ppids: Set<number>;
  readonly uids: Set<number>;
  readonly terminals: Set<string>;
  readonly commands: Set<string>;
  readonly sessions: Set<number>;
  /** Whether any list was given. */
  listed: boolean;
  columns: Column[] | undefined;
  headed: boolean;
  forest: boolean;
  hierarchy: boolean;
  readonly sort: { readonly key: string; readonly down: boolean }[];
  /** Set by letters: f, l, F, j, u (BSD) … */
  readonly forms: Set<string>;
  bsd: boolean;
  version: boolean;
  help: boolean;
}

const DEFAULTS = {
  all: false, bsdAll: false, bsdNoTerminal: false, withTerminal: false, notLeaders: false, running: false, negated: false, listed: false,
  columns: undefined, headed: true, forest: false, hierarchy: false, bsd: false, version: false, help: false,
}; // prettier-ignore

/** ps/parser.c: options of three families, which may be mixed. `-aux` of a user x who is not there means `aux`. */
export function readPsOptions(words: readonly string[]): PsOptions {
  try {
    return new Reader([...words], false).read();
  } catch (error) {
    const bsd = words.some((word) => /^-[^-]/.test(word));
    if (!(error instanceof ExitError) || !bsd) throw error;
    try {
      return new Reader([...words], true).read();
    } catch {
      throw error;
    }
  }
}

class Reader {
  private readonly options: PsOptions = {
    ...DEFAULTS,
    pids: new Set(),
    ppids: new Set(),
    uids: new Set(),
    terminals: new Set(),
    commands: new Set(),
    sessions: new Set(),
    sort: [],
    forms: new Set(),
  };

  constructor(
    private readonly words: string[],
    private readonly dashIsBsd: boolean,
  ) {}

  read(): PsOptions {
    for (let word = this.words.shift(); word !== undefined; word = this.words.shift()) {
      if (word.startsWith('--')) this.long(word.slice(2));
      else if (word.startsWith('-') && word.length > 1 && !this.dashIsBsd) this.unix(word.slice(1));
      else if (/^\d/.test(word)) {
        this.numbers(word, this.options.pids, 'process ID list syntax error');
        this.options.bsd = true;
      } else this.letters(word.replace(/^-/, ''));
    }
    return this.options;
  }

  private unix(letters: string): void {
    const { options } = this;
    for (let i = 0; i < letters.length; i++) {
      const letter = letters.charAt(i);
      const value = (what: string): string => {
        const found = letters.slice(i + 1) || this.words.shift();
        i = letters.length;
        if (found === undefined) throw wrong(what);
        return found.replace(/^=/, '');
      };
      if ('AeE'.includes(letter) && letter !== 'E') options.all = true;
      else if (letter === 'a') options.withTerminal = options.notLeaders = true;
      else if (letter === 'd') options.notLeaders = true;
      else if (letter === 'N') options.negated = true;
      else if ('fFljyMcLTm'.includes(letter))
        options.forms.add(letter === 'L' || letter === 'T' || letter === 'm' ? 'L' : letter);
      else if (letter === 'Z') options.forms.add('Z');
      else if (letter === 'w') continue;
      else if (letter === 'H') options.hierarchy = true;
      else if (letter === 'V') options.version = true;
      else if (letter === 'o') this.format(value('format specification must follow -o'));
      else if (letter === 'O') this.between(value('format or sort specification must follow -O'));
      else if (letter === 'p' || letter === 'q')
        this.numbers(value('list of process IDs must follow -p'), options.pids, 'process ID list syntax error');
      else if (letter === 's')
        this.numbers(
          value('list of session leaders OR effective group IDs was invalid'),
          options.sessions,
          'process ID list syntax error',
        );
      else if (letter === 'C') this.commands(value('list of command names must follow -C'));
      else if (letter === 'u' || letter === 'U') this.users(value(`list of users must follow -${letter}`));
      else if (letter === 't') this.terminals(value('list of terminals (pty, tty...) must follow -t'));
      else throw wrong('unsupported SysV option');
    }
  }

  private letters(letters: string): void {
    const { options } = this;
    options.bsd = true;
    for (let i = 0; i < letters.length; i++) {
      const letter = letters.charAt(i);
      const value = (what: string): string => {
        const found = letters.slice(i + 1) || this.words.shift();
        i = letters.length;
        if (found === undefined) throw wrong(what);
        return found;
      };
      if (letter === 'a') options.bsdAll = true;
      else if (letter === 'x') options.bsdNoTerminal = true;
      else if (letter === 'A') options.all = true;
      else if ('uljvsX'.includes(letter)) options.forms.add(`bsd-${letter}`);
      else if (letter === 'f') options.forest = true;
      else if ('wecLHmTS'.includes(letter)) continue;
      else if (letter === 'h') options.headed = false;
      else if (letter === 'r') options.running = true;
      else if (letter === 'V') options.version = true;
      else if (letter === 'o') this.format(value('format specification must follow o'));
      else if (letter === 'O') this.between(value('format or sort specification must follow O'));
      else if (letter === 'p')
        this.numbers(value('list of process IDs must follow p'), options.pids, 'process ID list syntax error');
      else if (letter === 'U') this.users(value('list of users must follow U'));
      else if (letter === 't') this.terminals(value('list of terminals (pty, tty...) must follow t'));
      else if (letter === 'k') this.sortBy(value("long sort specification must follow 'k'"));
      else throw wrong('unsupported option (BSD syntax)');
    }
  }

  private long(word: string): void {
    const { options } = this;
    const [name = '', attached] = word.split(/=(.*)/s);
    const value = (): string => {
      const found = attached ?? this.words.shift();
      if (found === undefined) throw wrong(`need an argument for --${name}`);
      return found;
    };
    switch (name) {
      case 'forest':
        options.forest = true;
        return;
      case 'no-headers':
      case 'no-heading':
      case 'noheaders':
      case 'noheading':
        options.headed = false;
        return;
      case 'headers':
      case 'cumulative':
        return;
      case 'deselect':
        options.negated = true;
        return;
      case 'sort':
        return this.sortBy(value());
      case 'format':
        return this.format(value());
      case 'pid':
      case 'quick-pid':
        return this.numbers(value(), options.pids, 'process ID list syntax error');
      case 'ppid':
        return this.numbers(value(), options.ppids, 'process ID list syntax error');
      case 'user':
      case 'User':
        return this.users(value());
      case 'tty':
        return this.terminals(value());
      case 'version':
        options.version = true;
        return;
      case 'help':
        options.help = true;
        this.words.length = 0;
        return;
      case 'width':
      case 'cols':
      case 'columns':
      case 'rows':
      case 'lines':
        value();
        return;
      default:
        throw wrong('unknown gnu long option');
    }
  }

  private numbers(list: string, into: Set<number>, problem: string): void {
    for (const word of list.split(/[ ,]+/)) {
      if (!/^\d+$/.test(word)) throw wrong(problem);
      into.add(Number(word));
    }
    this.options.listed = true;
  }

  private users(list: string): void {
    for (const word of list.split(/[ ,]+/)) {
      const uid = userNumber(word);
      if (uid === undefined) throw wrong('user name does not exist');
      this.options.uids.add(uid);
    }
    this.options.listed = true;
  }

  private terminals(list: string): void {
    for (const word of list.split(/[ ,]+/)) {
      const name = word.replace(/^\/dev\//, '');
      if (!/^(tty\d+|\?|-)$/.test(name)) throw wrong('TTY could not be found');
      this.options.terminals.add(name === '-' ? '?' : name);
    }
    this.options.listed = true;
  }

  private commands(list: string): void {
    for (const word of list.split(',')) this.options.commands.add(word.slice(0, 15));
    this.options.listed = true;
  }

  /** `pid,ppid=PARENT,comm=`: columns, with headings of their own after `=` (sortformat.c). */
  private format(list: string): void {
    const columns = (this.options.columns ??= []);
    let rest = list;
    while (rest !== '') {
      const [, name = '', equals, heading = ''] = /^([^ ,=]*)(=)?(.*)$/s.exec(rest) ?? [];
      const [key = '', width] = name.split(':');
      if (equals === undefined) rest = rest.slice(name.length).replace(/^[ ,]+/, '');
      else {
        const comma = heading.search(/[ ,]/);
        rest = comma === -1 ? '' : heading.slice(comma + 1);
        this.add(columns, key, width, comma === -1 ? heading : heading.slice(0, comma));
        continue;
      }
      this.add(columns, key, width);
    }
    if (columns.length === 0) throw wrong('format specification must follow -o');
  }

  private add(columns: Column[], key: string, width: string | undefined, heading?: string): void {
    const column = COLUMNS.get(key);
    if (!column) throw wrong(`unknown user-defined format specifier "${key}"`);
    const wide = Math.max(width === undefined ? column.width : Number(width), heading?.length ?? 0);
    columns.push({ ...column, width: wide, ...(heading !== undefined && { heading }) });
  }

  /** -O: the default columns with these after the first. */
  private between(list: string): void {
    const before = this.options.columns;
    this.options.columns = [];
    this.format(list);
    const middle = this.options.columns;
    const named = (...names: string[]): Column[] => names.flatMap((name) => COLUMNS.get(name) ?? []);
    this.options.columns = [...(before ?? named('pid')), ...middle, ...named('s', 'tname', 'time', 'command')];
  }

  private sortBy(list: string): void {
    for (const word of list.split(',')) {
      const key = word.replace(/^[+-]/, '');
      if (!COLUMNS.has(key)) throw wrong(`unknown sort specifier`);
      this.options.sort.push({ key, down: word.startsWith('-') });
    }
  }
}
