import { Dispenser } from './dispenser';
import type { CorefileError } from './error';
import { tokensOf, type Token } from './tokens';

/** A server block: its addresses, and the words of each directive in the order in which they come. */
export interface ServerBlock {
  readonly keys: readonly string[];
  readonly directives: ReadonlyMap<string, readonly Token[]>;
}

/** What parsing may look at besides the text. */
export interface CorefilePlace {
  /** The Corefile's path, as it was given. */
  readonly path: string;
  readonly env: ReadonlyMap<string, string>;
  /** The text of a file that is imported; undefined when there is none. */
  readonly read: (path: string) => string | undefined;
  /** Files that a pattern with one `*` names, sorted. */
  readonly glob: (pattern: string) => readonly string[];
}

/**
 * Reads a Corefile (caddyfile/parse.go): server blocks, snippets and imports, `{$NAME}` from the environment. `known` are the directives there are; undefined lets
 * every word pass, as the plugin reload does. Throws CorefileError.
 */
export function parseCorefile(text: string, place: CorefilePlace, known?: ReadonlySet<string>): readonly ServerBlock[] {
  return new Parser(text, place, known).parse();
}

const MOST_EXPANSIONS = 10_000;
const MOST_TOKENS = 1_000_000;

class Parser extends Dispenser {
  private readonly snippets = new Map<string, readonly Token[]>();
  private expansions = 0;
  private atEnd = false;
  private keys: string[] = [];
  private directives = new Map<string, Token[]>();

  constructor(
    text: string,
    private readonly place: CorefilePlace,
    private readonly known: ReadonlySet<string> | undefined,
  ) {
    super(place.path, [...tokensOf(text)]);
  }

  parse(): readonly ServerBlock[] {
    const blocks: ServerBlock[] = [];
    while (this.next()) {
      this.keys = [];
      this.directives = new Map();
      this.block();
      if (this.keys.length > 0) blocks.push({ keys: this.keys, directives: this.directives });
    }
    return blocks;
  }

  private block(): void {
    this.addresses();
    if (this.atEnd) return;
    const [key = ''] = this.keys;
    if (this.keys.length === 1 && key.startsWith('(') && key.endsWith(')')) {
      const name = key.slice(1, -1);
      if (this.snippets.has(name)) throw this.error(`redeclaration of previously declared snippet ${name}`);
      this.snippets.set(name, this.snippet(name));
      this.keys = [];
      return;
    }
    this.contents();
  }

  private addresses(): void {
    let another = false;
    for (;;) {
      let word = this.expand(this.word());
      if (word === 'import' && this.isNewLine) {
        this.import();
        // The first imported word is next.
        this.next();
        continue;
      }
      if (word === '{') {
        if (another) throw this.error(`Expected another address but had '${word}' - check for extra comma`);
        return;
      }
      if (word !== '') {
        another = word.endsWith(',');
        if (another) word = word.slice(0, -1);
        this.keys.push(word);
      }
      const more = this.next();
      if (another && !more) throw this.endOfFile();
      if (!more) {
        this.atEnd = true;
        return;
      }
      if (!another && this.isNewLine) return;
    }
  }

  private contents(): void {
    const braces = this.word() === '{';
    // A Corefile with one server needs no braces.
    if (!braces) this.cursor--;
    while (this.next()) {
      if (this.word() === '}') break;
      if (this.word() === 'import') {
        this.import();
        continue;
      }
      this.directive();
    }
    if (braces && this.word() !== '}') throw this.syntaxError('}');
  }

  private directive(): void {
    const name = this.expand(this.word());
    if (this.known && !this.known.has(name)) throw this.error(`Unknown directive '${name}'`);
    const words = this.directives.get(name) ?? [];
    this.directives.set(name, words);
    const first = this.tokens[this.cursor];
    if (first) words.push(first);
    let nesting = 0;
    while (this.next()) {
      if (this.word() === '{') nesting++;
      else if (this.isNewLine && nesting === 0) {
        this.cursor--;
        break;
      } else if (this.word() === '}' && nesting > 0) nesting--;
      else if (this.word() === '}') throw this.error("Unexpected '}' because no matching opening brace");
      else if (this.word() === 'import' && this.isNewLine) {
        this.import();
        continue;
      }
      const token = this.tokens[this.cursor];
      if (!token) continue;
      const expanded = { ...token, text: this.expand(token.text) };
      this.tokens[this.cursor] = expanded;
      words.push(expanded);
    }
    if (nesting > 0) throw this.endOfFile();
  }

  private snippet(name: string): readonly Token[] {
    if (this.word() !== '{') throw this.syntaxError('{');
    const words: Token[] = [];
    let depth = 1;
    while (this.next()) {
      if (this.word() === '}' && --depth === 0) break;
      if (this.word() === '{') depth++;
      const token = this.tokens[this.cursor];
      if (token) words.push(token);
    }
    if (depth !== 0) throw this.syntaxError('}');
    for (const [i, word] of words.entries()) {
      const [before, after] = [words[i - 1], words[i + 1]];
      const first = !before || before.file !== word.file || before.line !== word.line;
      if (word.text === 'import' && first && after && this.expand(after.text) === name) throw this.tooDeep();
    }
    return words;
  }

  /** Puts what is imported in the place of `import NAME`; the cursor then stands in front of it. */
  private import(): void {
    if (!this.nextArg()) throw this.argError();
    const pattern = this.expand(this.word());
    if (pattern === '') throw this.error('Import requires a non-empty filepath');
    if (this.nextArg()) throw this.error('Import takes only one argument (glob pattern or file)');
    if (this.expansions++ >= MOST_EXPANSIONS) throw this.tooDeep();
    const imported = this.snippets.get(pattern) ?? this.files(pattern);
    if (this.tokens.length + imported.length > MOST_TOKENS) throw this.tooDeep();
    this.tokens.splice(this.cursor - 1, 2, ...imported);
    this.cursor -= 2;
  }

  private files(pattern: string): readonly Token[] {
    const directory = this.file.includes('/') ? this.file.slice(0, this.file.lastIndexOf('/')) : '.';
    const path = pattern.startsWith('/') ? pattern : `${directory}/${pattern}`.replaceAll('/./', '/');
    const many = (mark: string): boolean => path.split(mark).length > 2;
    if (many('*') || many('?') || (path.includes('[') && path.includes(']')))
      throw this.error(`Glob pattern may only contain one wildcard (*), but has others: ${path}`);
    const matches = /[*?]/.test(path) ? this.place.glob(path) : [path];
    return matches.flatMap((match) => {
      const text = this.place.read(match);
      if (text === undefined) throw this.error(`File to import not found: ${pattern}`);
      return tokensOf(text, match);
    });
  }

  /** `{$NAME}` and `{%NAME%}`. */
  private expand(text: string): string {
    const variable = (_: string, name: string): string => this.place.env.get(name) ?? '';
    return text.replace(/\{%(.+?)%\}/g, variable).replace(/\{\$(.+?)\}/g, variable);
  }

  private endOfFile(): CorefileError {
    return this.error('Unexpected EOF');
  }

  private tooDeep(): CorefileError {
    return this.error(`maximum snippet import depth (${MOST_EXPANSIONS}) exceeded`);
  }
}
