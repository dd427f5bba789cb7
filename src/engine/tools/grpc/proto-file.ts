import { jsonName, type EnumDefinition, type FieldDefinition, type FileDefinition, type MessageDefinition, type MethodDefinition, type ServiceDefinition } from './schema'; // prettier-ignore

/** Reads a `.proto` file (the language of protobuf.dev, proto3 and what proto2 shares with it): messages, enums and services; options are passed over. */

export class ProtoError extends Error {}

const SCALARS: ReadonlySet<string> = new Set('double float int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 bool string bytes'.split(' ')); // prettier-ignore

export function readProto(text: string, name: string): FileDefinition {
  return new Reader(text, name).file();
}

interface Token {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** A definition whose names of types are not resolved yet. */
type Draft<T> = { -readonly [K in keyof T]: T[K] };

class Reader {
  private readonly tokens: readonly Token[];
  private at = 0;
  private home = '';
  /** Full names of the messages and enums of the file. */
  private readonly known = new Map<string, 'message' | 'enum'>();
  private readonly unresolved: { readonly scope: string; readonly field: Draft<FieldDefinition> }[] = [];

  constructor(
    text: string,
    private readonly name: string,
  ) {
    const found: Token[] = [];
    const pattern = /\/\/[^\n]*|\/\*.*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[\w.]+|[^\s\w]/gs;
    let line = 1;
    let start = 0;
    let seen = 0;
    for (const match of text.matchAll(pattern)) {
      for (; seen < match.index; seen++) {
        if (text[seen] !== '\n') continue;
        line++;
        start = seen + 1;
      }
      if (!/^\/[/*]/.test(match[0])) found.push({ text: match[0], line, column: match.index - start + 1 });
    }
    this.tokens = found;
  }

  file(): FileDefinition {
    let syntax = 'proto2';
    const dependency: string[] = [];
    const messageType: MessageDefinition[] = [];
    const enumType: EnumDefinition[] = [];
    const service: ServiceDefinition[] = [];
    while (this.at < this.tokens.length) {
      const word = this.next();
      if (word === 'syntax') {
        this.expect('=');
        syntax = this.next().slice(1, -1);
        this.expect(';');
      } else if (word === 'package') {
        this.home = `${this.next()}.`;
        this.expect(';');
      } else if (word === 'import') {
        const file = this.next();
        dependency.push((file === 'public' || file === 'weak' ? this.next() : file).slice(1, -1));
        this.expect(';');
      } else if (word === 'option') this.statement();
      else if (word === 'message') messageType.push(this.message(this.home));
      else if (word === 'enum') enumType.push(this.enumeration(this.home));
      else if (word === 'service') service.push(this.service());
      else if (word === 'extend') this.block();
      else if (word !== ';') this.fail(word);
    }
    for (const { scope, field } of this.unresolved) this.resolve(scope, field);
    const types = (method: MethodDefinition): MethodDefinition => ({
      ...method,
      inputType: this.resolved(this.home, method.inputType),
      outputType: this.resolved(this.home, method.outputType),
    });
    return {
      name: this.name,
      ...(this.home !== '' && { package: this.home.slice(0, -1) }),
      ...(dependency.length > 0 && { dependency }),
      ...(messageType.length > 0 && { messageType }),
      ...(enumType.length > 0 && { enumType }),
      ...(service.length > 0 && {
        service: service.map((each) => ({ ...each, ...(each.method && { method: each.method.map(types) }) })),
      }),
      ...(syntax !== 'proto2' && { syntax }),
    };
  }

  private message(scope: string): MessageDefinition {
    const name = this.next();
    this.known.set(scope + name, 'message');
    return { name, ...this.fields(`${scope}${name}.`) };
  }

  private fields(scope: string): Omit<MessageDefinition, 'name'> {
    const field: FieldDefinition[] = [];
    const nestedType: MessageDefinition[] = [];
    const enumType: EnumDefinition[] = [];
    const oneofDecl: { name: string }[] = [];
    this.expect('{');
    const read = (oneofIndex?: number): void => {
      for (let word = this.next(); word !== '}'; word = this.next()) {
        if (word === 'message') nestedType.push(this.message(scope));
        else if (word === 'enum') enumType.push(this.enumeration(scope));
        else if (word === 'option' || word === 'reserved' || word === 'extensions') this.statement();
        else if (word === 'oneof') {
          oneofDecl.push({ name: this.next() });
          this.expect('{');
          read(oneofDecl.length - 1);
        } else if (word !== ';') field.push(this.field(word, scope, oneofIndex));
      }
    };
    read();
    return {
      ...(field.length > 0 && { field }),
      ...(nestedType.length > 0 && { nestedType }),
      ...(enumType.length > 0 && { enumType }),
      ...(oneofDecl.length > 0 && { oneofDecl }),
    };
  }

  private field(first: string, scope: string, oneofIndex?: number): FieldDefinition {
    const labelled = first === 'repeated' || first === 'optional' || first === 'required';
    const type = labelled ? this.next() : first;
    if (!/^[\w.]+$/.test(type)) this.fail(type);
    const name = this.next();
    this.expect('=');
    const number = Number(this.next());
    if (!Number.isInteger(number)) this.fail(this.tokens[this.at - 1]?.text ?? '');
    if (this.peek() === '[') while (this.next() !== ']');
    this.expect(';');
    const draft: Draft<FieldDefinition> = {
      name,
      number,
      label: first === 'repeated' ? 'LABEL_REPEATED' : first === 'required' ? 'LABEL_REQUIRED' : 'LABEL_OPTIONAL',
      type: SCALARS.has(type) ? `TYPE_${type.toUpperCase()}` : '',
      ...(!SCALARS.has(type) && { typeName: type }),
      ...(oneofIndex !== undefined && { oneofIndex }),
      jsonName: jsonName(name),
    };
    if (draft.type === '') this.unresolved.push({ scope, field: draft });
    return draft;
  }

  private enumeration(scope: string): EnumDefinition {
    const name = this.next();
    this.known.set(scope + name, 'enum');
    this.expect('{');
    const value: { name: string; number: number }[] = [];
    for (let word = this.next(); word !== '}'; word = this.next()) {
      if (word === 'option' || word === 'reserved') this.statement();
      else if (word !== ';') {
        this.expect('=');
        const sign = this.peek() === '-' ? Number(`${this.next()}1`) : 1;
        value.push({ name: word, number: sign * Number(this.next()) });
        if (this.peek() === '[') while (this.next() !== ']');
        this.expect(';');
      }
    }
    return { name, value };
  }

  private service(): ServiceDefinition {
    const name = this.next();
    const method: MethodDefinition[] = [];
    this.expect('{');
    for (let word = this.next(); word !== '}'; word = this.next()) {
      if (word === 'option') this.statement();
      else if (word === 'rpc') method.push(this.method());
      else if (word !== ';') this.fail(word);
    }
    return { name, ...(method.length > 0 && { method }) };
  }

  private method(): MethodDefinition {
    const name = this.next();
    const type = (): { readonly stream: boolean; readonly type: string } => {
      this.expect('(');
      const word = this.next();
      const stream = word === 'stream' && this.peek() !== ')';
      const type = stream ? this.next() : word;
      this.expect(')');
      return { stream, type };
    };
    const input = type();
    this.expect('returns');
    const output = type();
    if (this.peek() === '{') this.block();
    else this.expect(';');
    return {
      name,
      inputType: input.type,
      outputType: output.type,
      ...(input.stream && { clientStreaming: true }),
      ...(output.stream && { serverStreaming: true }),
    };
  }

  private resolve(scope: string, field: Draft<FieldDefinition>): void {
    const { typeName = '' } = field;
    const full = this.resolved(scope, typeName);
    field.typeName = full;
    field.type = this.known.get(full.slice(1)) === 'enum' ? 'TYPE_ENUM' : 'TYPE_MESSAGE';
  }

  /** The innermost scope that has the name wins. */
  private resolved(scope: string, type: string): string {
    if (type.startsWith('.')) return type;
    for (let where = scope; ; where = where.replace(/[^.]+\.$/, '')) {
      if (this.known.has(where + type)) return `.${where}${type}`;
      if (where === '') return `.${type}`;
    }
  }

  /** To the end of a statement. */
  private statement(): void {
    for (let word = this.next(); word !== ';'; word = this.next()) {
      if (word !== '{') continue;
      this.at--;
      this.block();
    }
  }

  private block(): void {
    while (this.next() !== '{');
    for (let depth = 1; depth > 0;) {
      const word = this.next();
      depth += word === '{' ? 1 : word === '}' ? -1 : 0;
    }
  }

  private peek(): string | undefined {
    return this.tokens[this.at]?.text;
  }

  private next(): string {
    const token = this.tokens[this.at++];
    if (!token) throw new ProtoError(`${this.name}:${(this.tokens.at(-1)?.line ?? 0) + 1}:1: syntax error: unexpected $end`); // prettier-ignore
    return token.text;
  }

  private expect(text: string): void {
    const word = this.next();
    if (word !== text) this.fail(word, text);
  }

  private fail(word: string, wanted?: string): never {
    const { line, column } = this.tokens[this.at - 1] ?? { line: 1, column: 1 };
    const shown = /^[\w.]+$/.test(word) ? 'identifier' : word.startsWith('"') ? 'string literal' : `'${word}'`;
    throw new ProtoError(`${this.name}:${line}:${column}: syntax error: unexpected ${shown}${wanted === undefined ? '' : `, expecting '${wanted}'`}`); // prettier-ignore
  }
}
