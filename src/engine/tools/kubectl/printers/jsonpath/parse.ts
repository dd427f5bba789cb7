import type { Node, Param } from './nodes';

/** A template that makes no sense; its message is client-go's. */
export class JsonPathError extends Error {}

/** Parses a template: text with `{…}` in between (client-go/util/jsonpath/parser.go). Throws JsonPathError. */
export function parseJsonPath(text: string): readonly Node[] {
  return new Parser(text).parse();
}

const EOF = '';

class Parser {
  private pos = 0;
  private start = 0;
  private readonly root: Node[] = [];

  constructor(private readonly input: string) {}

  parse(): readonly Node[] {
    while (this.pos <= this.input.length) {
      if (this.input.startsWith('{', this.pos)) {
        if (this.pos > this.start) this.root.push({ type: 'text', text: this.consume() });
        this.pos++;
        this.consume();
        const nodes: Node[] = [];
        this.root.push({ type: 'list', nodes });
        this.action(nodes);
        continue;
      }
      if (this.next() === EOF) break;
    }
    if (this.pos > this.start) this.root.push({ type: 'text', text: this.consume() });
    return this.root;
  }

  /** Reads what stands between braces, with the closing one. */
  private action(nodes: Node[]): void {
    for (;;) {
      if (this.input.startsWith('}', this.pos)) {
        this.pos++;
        this.consume();
        return;
      }
      if (this.input.startsWith('[?(', this.pos)) this.filter(nodes);
      else if (this.input.startsWith('..', this.pos)) this.recursive(nodes);
      else this.step(nodes);
    }
  }

  private step(nodes: Node[]): void {
    const sign = this.next();
    if (sign === EOF || sign === '\n' || sign === '\r') throw new JsonPathError('unclosed action');
    if (sign === ' ' || sign === '@' || sign === '$') this.consume();
    else if (sign === '[') this.array(nodes);
    else if (sign === '"' || sign === "'") this.quoted(nodes, sign);
    else if (sign === '.') this.field(nodes);
    else if (sign === '+' || sign === '-' || isDigit(sign)) this.number(nodes);
    else if (isAlphaNumeric(sign)) this.identifier(nodes);
    else throw new JsonPathError(`unrecognized character in action: ${runeName(sign)}`);
  }

  private identifier(nodes: Node[]): void {
    while (!isTerminator(this.peek())) this.next();
    const value = this.consume();
    if (value === 'true' || value === 'false') nodes.push({ type: 'bool', value: value === 'true' });
    else nodes.push({ type: 'identifier', name: value });
  }

  private recursive(nodes: Node[]): void {
    if (nodes.at(-1)?.type === 'recursive') throw new JsonPathError('invalid multiple recursive descent');
    this.pos += 2;
    this.consume();
    nodes.push({ type: 'recursive' });
    if (isAlphaNumeric(this.peek())) this.field(nodes);
  }

  private number(nodes: Node[]): void {
    while (this.peek() === '.' || isDigit(this.peek())) this.next();
    const value = this.consume();
    if (/^[-+]?\d+$/.test(value)) nodes.push({ type: 'number', value: Number(value), float: false });
    else if (/^[-+]?(\d+\.?\d*|\.\d+)$/.test(value)) nodes.push({ type: 'number', value: Number(value), float: true });
    else throw new JsonPathError(`cannot parse number ${value}`);
  }

  private array(nodes: Node[]): void {
    for (;;) {
      const sign = this.next();
      if (sign === EOF || sign === '\n') throw new JsonPathError('unterminated array');
      if (sign === ']') break;
    }
    let text = this.consume().slice(1, -1);
    if (text === '*') text = ':';
    const parts = text.split(',');
    if (parts.length > 1) {
      nodes.push({ type: 'union', nodes: parts.map((part) => inner(`[${part.replace(/^ +| +$/g, '')}]`)) });
      return;
    }
    const key = /^'([^']*)'$/.exec(text)?.[1];
    if (key !== undefined) {
      const found = inner(`.${key}`);
      if (found.type === 'list') nodes.push(...found.nodes);
      return;
    }
    const slice = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
    if (!slice) throw new JsonPathError(`invalid array index ${text}`);
    nodes.push({ type: 'array', params: params(slice[1] ?? '', slice[2] ?? '', slice[3] ?? '') });
  }

  private filter(nodes: Node[]): void {
    this.pos += 3;
    this.consume();
    let begin = false;
    let end = false;
    let pair = '';
    for (;;) {
      const sign = this.next();
      if (sign === EOF || sign === '\n') throw new JsonPathError('unterminated filter');
      if (sign === '"' || sign === "'") {
        if (!begin) {
          begin = true;
          pair = sign;
        } else if (this.input.charAt(this.pos - 2) !== '\\' && sign === pair) end = true;
      } else if (sign === ')' && begin === end) break;
    }
    if (this.next() !== ']') throw new JsonPathError('unclosed array expect ]');
    const text = this.consume().slice(0, -2);
    const parts = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text);
    if (!parts) {
      nodes.push({ type: 'filter', left: inner(text), right: { type: 'list', nodes: [] }, operator: 'exists' });
      return;
    }
    const [, left = '', operator = '', right = ''] = parts;
    nodes.push({ type: 'filter', left: inner(left), right: inner(right), operator });
  }

  private quoted(nodes: Node[], end: string): void {
    for (;;) {
      const sign = this.next();
      if (sign === EOF || sign === '\n') throw new JsonPathError('unterminated quoted string');
      if (sign === end && this.input.charAt(this.pos - 2) !== '\\') break;
    }
    const value = this.consume();
    const text = unquote(value);
    if (text === undefined) throw new JsonPathError(`unquote string ${value} error invalid syntax`);
    nodes.push({ type: 'text', text });
  }

  private field(nodes: Node[]): void {
    this.consume();
    for (;;) {
      const sign = this.peek();
      if (sign === '\\') {
        this.next();
        this.next();
      } else if (isTerminator(sign)) break;
      else this.next();
    }
    const value = this.consume();
    nodes.push(value === '*' ? { type: 'wildcard' } : { type: 'field', name: value.replaceAll('\\', '') });
  }

  private consume(): string {
    const value = this.input.slice(this.start, this.pos);
    this.start = this.pos;
    return value;
  }

  private peek(): string {
    const code = this.input.codePointAt(this.pos);
    return code === undefined ? EOF : String.fromCodePoint(code);
  }

  private next(): string {
    const sign = this.peek();
    this.pos += sign === EOF ? 1 : sign.length;
    if (sign === EOF) this.pos = this.input.length;
    return sign;
  }
}

/** The first action of a text in braces. */
function inner(text: string): Node {
  const [first] = parseJsonPath(`{${text}}`);
  return first ?? { type: 'list', nodes: [] };
}

function params(from: string, to: string, step: string): readonly [Param, Param, Param] {
  const unknown: Param = { value: 0, known: false, derived: false };
  const read = (text: string): Param => {
    if (text === '') return unknown;
    const value = Number(text);
    if (Number.isNaN(value)) throw new JsonPathError(`array index ${text} is not a number`);
    return { value, known: true, derived: false };
  };
  const first = read(from);
  const second: Param = to === '' ? { value: first.value + 1, known: true, derived: true } : read(to.slice(1));
  return [first, second, step === '' ? unknown : read(step.slice(1))];
}

/** strconv.Unquote, for single quotes too; undefined when it is none. */
function unquote(text: string): string | undefined {
  const quote = text.charAt(0);
  const body = text.slice(1, -1);
  if (!body.includes('\\') && !body.includes(quote)) return body;
  let out = '';
  for (let i = 0; i < body.length; i++) {
    const sign = body.charAt(i);
    if (sign !== '\\') {
      out += sign;
      continue;
    }
    const next = body.charAt(++i);
    const plain = UNQUOTED.get(next);
    if (plain !== undefined) out += plain;
    else if (next === quote) out += quote;
    else {
      const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(body.slice(i));
      const code = hex?.[1] ?? hex?.[2] ?? hex?.[3];
      if (hex === null || code === undefined) return undefined;
      out += String.fromCodePoint(parseInt(code, 16));
      i += hex[0].length - 1;
    }
  }
  return out;
}

const UNQUOTED: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);

function isTerminator(sign: string): boolean {
  return sign === EOF || ' \t\r\n.,[]$@{}'.includes(sign);
}

function isDigit(sign: string): boolean {
  return sign >= '0' && sign <= '9';
}

function isAlphaNumeric(sign: string): boolean {
  return sign !== EOF && /^[\p{L}\p{Nd}_]$/u.test(sign);
}

/** Go's %#U. */
function runeName(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} '${sign}'`;
}
