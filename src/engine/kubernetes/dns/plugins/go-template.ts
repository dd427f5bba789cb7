import { ZoneTextError } from './zone-text';

/**
 * As much of Go's text/template as templates of names need: fields (`.Group.a`), `index .Match 1`, `parseInt`, `printf`, pipes and text in quotes. Throws
 * ZoneTextError for what it cannot do.
 */
export function runTemplate(text: string, data: ReadonlyMap<string, unknown>): string {
  return text.replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (_, expression: string) => shown(pipeline(expression, data)));
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : '<no value>';
}

function pipeline(expression: string, data: ReadonlyMap<string, unknown>): unknown {
  let value: unknown;
  for (const [index, part] of expression.split('|').entries()) {
    const words = part.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|\([^()]*\)|\S+/g) ?? [];
    const [name = '', ...rest] = words;
    const args = rest.map((word) => argument(word, data));
    if (index > 0) args.push(value);
    value = rest.length === 0 && index === 0 ? argument(name, data) : call(name, args);
  }
  return value;
}

function argument(word: string, data: ReadonlyMap<string, unknown>): unknown {
  if (/^["`]/.test(word)) return word.slice(1, -1);
  if (/^-?\d+$/.test(word)) return Number(word);
  if (word.startsWith('(')) return pipeline(word.slice(1, -1), data);
  if (!word.startsWith('.')) throw new ZoneTextError(`template: function "${word}" not defined`);
  let value: unknown = data;
  for (const field of word
    .slice(1)
    .split('.')
    .filter((part) => part !== '')) {
    value = value instanceof Map ? value.get(field) : undefined;
  }
  return value;
}

function call(name: string, args: readonly unknown[]): unknown {
  const [first, second] = args;
  switch (name) {
    case 'index':
      if (Array.isArray(first)) return (first as readonly unknown[])[Number(second)];
      return first instanceof Map ? first.get(String(second)) : undefined;
    case 'parseInt':
      return parseInt(shown(first), Number(second ?? 10));
    case 'printf':
      return formatted(shown(first), args.slice(1));
    case 'print':
      return args.map(shown).join('');
    default:
      throw new ZoneTextError(`template: function "${name}" not defined`);
  }
}

function formatted(format: string, args: readonly unknown[]): string {
  let at = 0;
  return format.replace(/%(0?)(\d*)([sdvx%])/g, (_, zero: string, width: string, verb: string) => {
    if (verb === '%') return '%';
    const value = args[at++];
    const text = verb === 'x' ? Number(value).toString(16) : shown(value);
    return text.padStart(Number(width || 0), zero === '' ? ' ' : '0');
  });
}
