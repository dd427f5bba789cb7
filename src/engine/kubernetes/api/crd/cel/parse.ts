/** The Common Expression Language, as far as rules of custom resources use it (github.com/google/cel-spec, doc/langdef.md): text to a tree. */

export type Expression =
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'field'; readonly of: Expression; readonly name: string }
  | { readonly type: 'item'; readonly of: Expression; readonly at: Expression }
  | {
      readonly type: 'call';
      readonly name: string;
      readonly of: Expression | undefined;
      readonly args: readonly Expression[];
    }
  | { readonly type: 'list'; readonly items: readonly Expression[] }
  | { readonly type: 'map'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly type: 'unary'; readonly operator: '!' | '-'; readonly of: Expression }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression };

/** The text is no expression. */
export class CelSyntaxError extends Error {}

/** Throws CelSyntaxError. */
export function parseExpression(text: string): Expression {
  const parser = new Parser(tokensOf(text));
  const expression = parser.expression();
  parser.expectEnd();
  return expression;
}

interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'sign' | 'end';
  readonly text: string;
}

const STRING = /^[rR]?(?:"""([^]*?)"""|'''([^]*?)'''|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')/;
const SIGN = /^(?:&&|\|\||==|!=|<=|>=|[-+*/%!<>?:.,()[\]{}])/;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const string = STRING.exec(rest);
    const name = /^[A-Za-z_]\w*/.exec(rest);
    const number = /^(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)u?/.exec(rest);
    const sign = SIGN.exec(rest);
    let length: number;
    if (string) {
      const body = string[1] ?? string[2] ?? string[3] ?? string[4] ?? '';
      tokens.push({ kind: 'string', text: /^r/i.test(rest) ? body : unescaped(body) });
      [{ length }] = string;
    } else if (name) {
      tokens.push({ kind: 'name', text: name[0] });
      [{ length }] = name;
    } else if (number) {
      tokens.push({ kind: 'number', text: number[0].replace(/u$/, '') });
      [{ length }] = number;
    } else if (sign) {
      tokens.push({ kind: 'sign', text: sign[0] });
      [{ length }] = sign;
    } else throw new CelSyntaxError(`token recognition error at: '${rest.slice(0, 1)}'`);
    rest = rest.slice(length).trimStart();
  }
  return [...tokens, { kind: 'end', text: '' }];
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
]);

function unescaped(text: string): string {
  return text.replaceAll(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))/g,
    (_, byte?: string, point?: string, char = '') => {
      const hex = byte ?? point;
      return hex === undefined
        ? (ESCAPES.get(char as string) ?? (char as string))
        : String.fromCharCode(parseInt(hex, 16));
    },
  );
}

/** Binary operators, the weakest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '<', '<=', '>', '>=', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
];

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  expression(): Expression {
    const test = this.binary(0);
    if (!this.take('?')) return test;
    const yes = this.binary(0);
    this.expect(':');
    return { type: 'choice', test, yes, no: this.expression() };
  }

  expectEnd(): void {
    if (this.next.kind !== 'end') throw this.unexpected();
  }

  private binary(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const { kind, text } = this.next;
      if ((kind !== 'sign' && kind !== 'name') || !operators.includes(text)) return left;
      this.at++;
      left = { type: 'binary', operator: text, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    for (const operator of ['!', '-'] as const) {
      if (this.take(operator)) return { type: 'unary', operator, of: this.unary() };
    }
    return this.member();
  }

  private member(): Expression {
    let found = this.primary();
    for (;;) {
      if (this.take('.')) {
        const name = this.name();
        found = this.take('(')
          ? { type: 'call', name, of: found, args: this.list(')') }
          : { type: 'field', of: found, name };
      } else if (this.take('[')) {
        const at = this.expression();
        this.expect(']');
        found = { type: 'item', of: found, at };
      } else return found;
    }
  }

  private primary(): Expression {
    const { kind, text } = this.next;
    if (kind === 'string' || kind === 'number') {
      this.at++;
      return { type: 'literal', value: kind === 'string' ? text : Number(text) };
    }
    if (this.take('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (this.take('[')) return { type: 'list', items: this.list(']') };
    if (this.take('{')) return this.map();
    const name = this.name();
    if (name === 'true' || name === 'false') return { type: 'literal', value: name === 'true' };
    if (name === 'null') return { type: 'literal', value: null };
    return this.take('(') ? { type: 'call', name, of: undefined, args: this.list(')') } : { type: 'name', name };
  }

  private map(): Expression {
    const entries: (readonly [Expression, Expression])[] = [];
    while (!this.take('}')) {
      const key = this.expression();
      this.expect(':');
      entries.push([key, this.expression()]);
      if (!this.take(',') && this.next.text !== '}') throw this.unexpected();
    }
    return { type: 'map', entries };
  }

  private list(end: string): readonly Expression[] {
    const items: Expression[] = [];
    while (!this.take(end)) {
      items.push(this.expression());
      if (!this.take(',') && this.next.text !== end) throw this.unexpected();
    }
    return items;
  }

  private name(): string {
    const { kind, text } = this.next;
    if (kind !== 'name') throw this.unexpected();
    this.at++;
    return text;
  }

  private take(sign: string): boolean {
    const { kind, text } = this.next;
    if (kind !== 'sign' || text !== sign) return false;
    this.at++;
    return true;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw this.unexpected();
  }

  private get next(): Token {
    return this.tokens[this.at] ?? { kind: 'end', text: '' };
  }

  private unexpected(): CelSyntaxError {
    const { kind, text } = this.next;
    return new CelSyntaxError(`mismatched input '${kind === 'end' ? '<EOF>' : text}'`);
  }
}
