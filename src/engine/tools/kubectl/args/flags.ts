import type { FlagDeclaration } from './types';

/** The values of a command's flags. */
export class Flags {
  private readonly values = new Map<string, readonly string[]>();
  private readonly order: (readonly [name: string, value: string])[] = [];

  constructor(private readonly declarations: ReadonlyMap<string, FlagDeclaration>) {}

  set(name: string, value: string): void {
    this.order.push([name, value]);
    const type = this.declarations.get(name)?.type;
    const before = this.values.get(name) ?? [];
    this.values.set(name, type === 'list' || type === 'array' ? [...before, value] : [value]);
  }

  /** Every flag that was given, in order, with its value. */
  get given(): readonly (readonly [name: string, value: string])[] {
    return this.order;
  }

  /** Whether the command has it at all. */
  has(name: string): boolean {
    return this.declarations.has(name);
  }

  /** Whether it was given. */
  changed(name: string): boolean {
    return this.values.has(name);
  }

  text(name: string): string {
    return this.values.get(name)?.at(-1) ?? this.declarations.get(name)?.default ?? '';
  }

  bool(name: string): boolean {
    return /^(1|t|true)$/i.test(this.text(name));
  }

  int(name: string): number {
    return Number(this.text(name));
  }

  /** Milliseconds. */
  duration(name: string): number {
    return parseDuration(this.text(name)) ?? 0;
  }

  list(name: string): readonly string[] {
    const given = this.values.get(name);
    if (given === undefined) {
      const inner = (this.declarations.get(name)?.default ?? '[]').slice(1, -1);
      return inner === '' ? [] : inner.split(',');
    }
    return this.declarations.get(name)?.type === 'list' ? given.flatMap(readCsv) : given;
  }
}

/** One line of comma separated values, with quotes as encoding/csv reads them. */
export function readCsv(text: string): readonly string[] {
  if (text === '') return [];
  if (!text.includes('"')) return text.split(',');
  const fields: string[] = [];
  for (let at = 0; at <= text.length;) {
    if (text.charAt(at) === '"') {
      let field = '';
      at++;
      while (at < text.length) {
        if (text.charAt(at) !== '"') field += text.charAt(at++);
        else if (text.charAt(at + 1) === '"') {
          field += '"';
          at += 2;
        } else break;
      }
      fields.push(field);
      at += 2;
      continue;
    }
    const end = text.indexOf(',', at);
    fields.push(text.slice(at, end < 0 ? text.length : end));
    if (end < 0) break;
    at = end + 1;
  }
  return fields;
}

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** Go's time.ParseDuration, in milliseconds; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  if (/^[-+]?0$/.test(text)) return 0;
  const body = text.replace(/^[-+]/, '');
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(body)) return undefined;
  let total = 0;
  for (const [, number = '', unit = ''] of body.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g))
    total += Number(number) * (UNIT_MS.get(unit) ?? 0);
  return text.startsWith('-') ? -total : total;
}

/** What strconv or time says about a value that is not of the flag's type; undefined when it is. */
export function complaint({ type }: FlagDeclaration, value: string): string | undefined {
  switch (type) {
    case 'bool':
      return /^(1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/.test(value)
        ? undefined
        : `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
    case 'int':
      if (!/^[-+]?(0[xX][0-9a-fA-F]+|0[oO]?[0-7]*|0[bB][01]+|[1-9]\d*)$/.test(value))
        return `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`;
      return Math.abs(Number(value)) >= 2 ** 63
        ? `strconv.ParseInt: parsing ${JSON.stringify(value)}: value out of range`
        : undefined;
    case 'duration':
      if (parseDuration(value) !== undefined) return undefined;
      return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(value)
        ? `time: missing unit in duration ${JSON.stringify(value)}`
        : unknownUnit(value);
    case 'string':
    case 'list':
    case 'array':
      return undefined;
  }
}

function unknownUnit(value: string): string {
  const unit = /^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))*(?:\d+\.?\d*|\.\d+)([^\d.]+)/.exec(value)?.[1];
  return unit !== undefined && !UNIT_MS.has(unit)
    ? `time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(value)}`
    : `time: invalid duration ${JSON.stringify(value)}`;
}
