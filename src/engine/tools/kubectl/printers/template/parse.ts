import { FUNCTIONS } from './functions';
import { TemplateError, type Command, type Operand, type Pipe, type TemplateNode } from './nodes';

interface Token {
  readonly kind: 'field' | 'variable' | 'word' | 'string' | 'number' | 'char' | 'sign' | 'space' | 'dot';
  readonly text: string;
  readonly at: number;
}

interface Piece {
  readonly action: boolean;
  readonly text: string;
  readonly at: number;
}

/** Parses a template called `output` (text/template/parse). Throws TemplateError. */
export function parseTemplate(source: string): readonly TemplateNode[] {
  return new Parser(source).parse();
}

class Parser {
  private readonly pieces: readonly Piece[];
  private index = 0;

  constructor(private readonly source: string) {
    this.pieces = this.split();
  }

  parse(): readonly TemplateNode[] {
    const { nodes, end } = this.list(false);
    if (end !== undefined) throw this.error(`unexpected {{${end.word}}}`, end.at);
    return nodes;
  }

  /** Text and actions, with the blanks that `{{-` and `-}}` cut away. */
  private split(): readonly Piece[] {
    const pieces: Piece[] = [];
    let at = 0;
    let trimNext = false;
    while (at < this.source.length) {
      const open = this.source.indexOf('{{', at);
      const end = open < 0 ? this.source.length : open;
      let text = this.source.slice(at, end);
      if (trimNext) text = text.trimStart();
      const trimLeft = open >= 0 && /^\{\{-\s/.test(this.source.slice(open, open + 4));
      if (trimLeft) text = text.trimEnd();
      if (text !== '') pieces.push({ action: false, text, at });
      if (open < 0) break;
      const start = open + (trimLeft ? 3 : 2);
      const close = this.closing(start, open);
      let body = this.source.slice(start, close);
      trimNext = /\s-$/.test(body);
      if (trimNext) body = body.slice(0, -1);
      if (!/^\s*\/\*[^]*\*\/\s*$/.test(body)) pieces.push({ action: true, text: body, at: start });
      at = close + 2;
    }
    return pieces;
  }

  private closing(start: number, open: number): number {
    for (let i = start; i < this.source.length; i++) {
      const sign = this.source.charAt(i);
      if (sign === '"' || sign === '`') {
        let j = i + 1;
        while (j < this.source.length && this.source.charAt(j) !== sign)
          j += sign === '"' && this.source.charAt(j) === '\\' ? 2 : 1;
        if (j >= this.source.length)
          throw this.error(sign === '"' ? 'unterminated quoted string' : 'unterminated raw quoted string', i);
        i = j;
      } else if (this.source.startsWith('}}', i)) return i;
    }
    throw this.error('unclosed action', open);
  }

  /** Nodes up to `end` or `else`. */
  private list(inside: boolean): {
    readonly nodes: readonly TemplateNode[];
    readonly end?: { readonly word: string; readonly rest: string; readonly at: number };
  } {
    const nodes: TemplateNode[] = [];
    while (this.index < this.pieces.length) {
      const piece = this.pieces[this.index++];
      if (!piece) break;
      if (!piece.action) {
        nodes.push({ type: 'text', text: piece.text });
        continue;
      }
      const [, lead = '', word = '', rest = ''] = /^(\s*)([a-z]*)([^]*)$/.exec(piece.text) ?? [];
      const restAt = piece.at + lead.length + word.length;
      switch (word) {
        case 'end':
        case 'else':
          return { nodes, end: { word, rest, at: restAt } };
        case 'if':
        case 'with':
        case 'range':
          nodes.push(this.control(word, rest, restAt));
          break;
        case 'break':
        case 'continue':
          nodes.push({ type: word });
          break;
        default:
          if (piece.text.trim() === '') throw this.error('missing value for command', piece.at);
          nodes.push({ type: 'action', pipe: this.pipe(piece.text, piece.at, 'command') });
      }
    }
    if (inside) throw this.error('unexpected EOF', this.source.length);
    return { nodes };
  }

  private control(type: 'if' | 'with' | 'range', text: string, at: number): TemplateNode {
    if (text.trim() === '') throw this.error(`missing value for ${type}`, at);
    const pipe = this.pipe(text, at, type);
    const { nodes: body, end } = this.list(true);
    if (end?.word !== 'else') return { type, pipe, body, otherwise: [] };
    const again = /^\s+(if|with)\b([^]*)$/.exec(end.rest);
    if (again) {
      const word = again[1] === 'with' ? 'with' : 'if';
      return { type, pipe, body, otherwise: [this.control(word, again[2] ?? '', end.at)] };
    }
    const { nodes: otherwise, end: last } = this.list(true);
    if (last?.word === 'else') throw this.error('expected end; found {{else}}', last.at);
    return { type, pipe, body, otherwise };
  }

  private pipe(text: string, at: number, context: string): Pipe {
    const tokens = this.tokens(text, at);
    const reader = { tokens, index: 0 };
    const pipe = this.readPipe(reader, context, at);
    const left = tokens.slice(reader.index).find((token) => token.kind !== 'space');
    if (left) throw this.error(`unexpected ${describe(left)} in ${context}`, left.at);
    return pipe;
  }

  private readPipe(reader: { readonly tokens: readonly Token[]; index: number }, context: string, at: number): Pipe {
    const { tokens } = reader;
    const skip = (): void => {
      while (tokens[reader.index]?.kind === 'space') reader.index++;
    };
    const declares: string[] = [];
    let assigns = false;
    skip();
    const rest = tokens.slice(reader.index).filter(({ kind }) => kind !== 'space');
    const names = rest[0]?.kind === 'variable' && rest[1]?.text === ',' && rest[2]?.kind === 'variable' ? 3 : 1;
    const operator = rest[names];
    if (rest[0]?.kind === 'variable' && (operator?.text === ':=' || operator?.text === '=')) {
      declares.push(rest[0].text);
      if (names === 3) declares.push(rest[2]?.text ?? '');
      assigns = operator.text === '=';
      reader.index = tokens.indexOf(operator) + 1;
    }
    const commands: Command[] = [];
    for (;;) {
      skip();
      const first = tokens[reader.index];
      const operands: Operand[] = [];
      for (;;) {
        skip();
        const operand = this.operand(reader);
        if (!operand) break;
        operands.push(operand);
      }
      if (operands.length === 0) throw this.error(`missing value for ${context}`, first?.at ?? at);
      const start = first?.at ?? at;
      commands.push({ operands, ...this.place(start) });
      skip();
      if (tokens[reader.index]?.text !== '|') break;
      reader.index++;
    }
    return { declares, assigns, commands };
  }

  private operand(reader: { readonly tokens: readonly Token[]; index: number }): Operand | undefined {
    const token = reader.tokens[reader.index];
    if (!token) return undefined;
    const base = { source: token.text, ...this.place(token.at) };
    const fields = (): { names: readonly string[]; source: string } => {
      const names: string[] = [];
      let source = token.text;
      while (reader.tokens[reader.index]?.kind === 'field') {
        const text = reader.tokens[reader.index++]?.text ?? '';
        names.push(text.slice(1));
        source += text;
      }
      return { names, source };
    };
    switch (token.kind) {
      case 'dot':
        reader.index++;
        return { ...base, type: 'dot' };
      case 'field': {
        reader.index++;
        const more = fields();
        return { ...base, type: 'field', names: [token.text.slice(1), ...more.names], source: more.source };
      }
      case 'variable':
        reader.index++;
        return { ...base, type: 'variable', name: token.text, ...fields() };
      case 'word':
        reader.index++;
        if (token.text === 'true' || token.text === 'false')
          return { ...base, type: 'constant', value: token.text === 'true' };
        if (token.text === 'nil') return { ...base, type: 'nil' };
        if (!FUNCTIONS.has(token.text))
          throw this.error(`function ${JSON.stringify(token.text)} not defined`, token.at);
        return { ...base, type: 'function', name: token.text };
      case 'string':
        reader.index++;
        return { ...base, type: 'constant', value: unquote(token.text) };
      case 'number':
        reader.index++;
        return { ...base, type: 'constant', value: Number(token.text.replaceAll('_', '')) };
      case 'char':
        reader.index++;
        return { ...base, type: 'constant', value: unquote(`"${token.text.slice(1, -1)}"`).codePointAt(0) ?? 0 };
      case 'sign': {
        if (token.text !== '(') return undefined;
        reader.index++;
        const pipe = this.readPipe(reader, 'parenthesized pipeline', token.at);
        const close = reader.tokens[reader.index];
        if (close?.text !== ')') throw this.error('unclosed left paren', token.at);
        reader.index++;
        return { ...base, type: 'pipe', pipe, ...fields() };
      }
      case 'space':
        return undefined;
    }
  }

  private tokens(text: string, at: number): readonly Token[] {
    const tokens: Token[] = [];
    const pattern =
      /(?<space>\s+)|(?<field>\.[\p{L}_][\p{L}\p{Nd}_]*)|(?<variable>\$[\p{L}\p{Nd}_]*)|(?<word>[\p{L}_][\p{L}\p{Nd}_]*)|(?<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?<char>'(?:[^'\\]|\\.)+')|(?<number>[-+]?(?:0[xX][\da-fA-F_]+|\d[\d_]*(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+))|(?<dot>\.)|(?<sign>:=|[|(),=])/uy;
    while (pattern.lastIndex < text.length) {
      const start = pattern.lastIndex;
      const match = pattern.exec(text);
      if (!match?.groups) {
        const sign = String.fromCodePoint(text.codePointAt(start) ?? 0);
        const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
        throw this.error(
          `unexpected bad character U+${code} '${sign}' in command`.replace('bad character', 'bad character'),
          at + start,
        );
      }
      const kind = (Object.keys(match.groups) as Token['kind'][]).find((name) => match.groups?.[name] !== undefined);
      if (kind) tokens.push({ kind, text: match[0], at: at + start });
    }
    return tokens;
  }

  private place(at: number): { readonly line: number; readonly column: number } {
    const before = this.source.slice(0, at);
    const line = before.split('\n').length;
    return { line, column: at - (before.lastIndexOf('\n') + 1) };
  }

  private error(words: string, at: number): TemplateError {
    return new TemplateError(`template: output:${this.place(at).line}: ${words}`);
  }
}

function describe({ kind, text }: Token): string {
  if (kind === 'sign' && text === ')') return 'right paren';
  return kind === 'word'
    ? `operand ${JSON.stringify(text)}`
    : `${JSON.stringify(text)}`.replaceAll('"', text === '"' ? '' : '"');
}

function unquote(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  return text
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))/g, (_, x?: string, u?: string, sign?: string) => {
      const hex = x ?? u;
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      return ESCAPES.get(sign ?? '') ?? sign ?? '';
    });
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
]);
