import { compare, isList, isMap, keysOfMap } from '../jsonpath/values';
import { TemplateError } from './nodes';
import { isTrue, plain, type Value } from './values';

export type TemplateFunction = (args: readonly Value[]) => Value;

const HTML: ReadonlyMap<string, string> = new Map([
  ['\0', '\uFFFD'],
  ['"', '&#34;'],
  ["'", '&#39;'],
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

/** Functions of text/template, and those that kubectl adds (cli-runtime: printers/template.go). */
export const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ['and', (args) => args.find((value) => !isTrue(value)) ?? args.at(-1)],
  ['or', (args) => args.find(isTrue) ?? args.at(-1)],
  ['not', ([value]) => !isTrue(value)],
  ['len', ([value]) => length(value)],
  ['index', ([value, ...keys]) => keys.reduce<Value>(index, value)],
  ['slice', ([value, from, to]) => slice(value, from, to)],
  ['print', (args) => print(args)],
  ['println', (args) => `${args.map(plain).join(' ')}\n`],
  ['printf', ([format, ...args]) => printf(typeof format === 'string' ? format : '', args)],
  ['html', (args) => print(args).replace(/["'&<>\0]/g, (sign) => HTML.get(sign) ?? sign)],
  [
    'js',
    (args) =>
      print(args).replace(/['"<>&=\\]/g, (sign) =>
        sign === '<' || sign === '>' || sign === '&' || sign === '='
          ? `\\u${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
          : `\\${sign}`,
      ),
  ],
  ['urlquery', (args) => encodeURIComponent(print(args)).replaceAll('%20', '+')],
  ['eq', ([first, ...others]) => others.some((other) => same(first, other))],
  ['ne', ([a, b]) => !same(a, b)],
  ['lt', ([a, b]) => order(a, b) < 0],
  ['le', ([a, b]) => order(a, b) <= 0],
  ['gt', ([a, b]) => order(a, b) > 0],
  ['ge', ([a, b]) => order(a, b) >= 0],
  ['call', () => undefined],
  ['exists', ([value, ...keys]) => exists(value, keys)],
  ['base64decode', ([value]) => decode(plain(value))],
]);

function print(args: readonly Value[]): string {
  return args
    .map((value, i) => {
      const space = i > 0 && typeof value !== 'string' && typeof args[i - 1] !== 'string';
      return (space ? ' ' : '') + plain(value);
    })
    .join('');
}

function length(value: Value): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length;
  if (isList(value)) return value.length;
  if (isMap(value)) return keysOfMap(value).length;
  throw new TemplateError(
    value === undefined || value === null
      ? 'error calling len: len of nil pointer'
      : `error calling len: len of type ${goType(value)}`,
  );
}

function index(value: Value, key: Value): Value {
  if (value === undefined || value === null) throw new TemplateError('error calling index: index of untyped nil');
  if (isMap(value)) {
    if (typeof key !== 'string')
      throw new TemplateError(`error calling index: value has type ${goType(key)}; should be string`);
    return Object.hasOwn(value, key) ? value[key] : undefined;
  }
  if (isList(value)) {
    if (typeof key !== 'number')
      throw new TemplateError(`error calling index: cannot index slice/array with type ${goType(key)}`);
    if (key < 0 || key >= value.length) throw new TemplateError(`error calling index: index out of range: ${key}`);
    return value[key];
  }
  throw new TemplateError(`error calling index: can't index item of type ${goType(value)}`);
}

function slice(value: Value, from: Value, to: Value): Value {
  const first = typeof from === 'number' ? from : 0;
  if (typeof value === 'string') return value.slice(first, typeof to === 'number' ? to : undefined);
  if (isList(value)) return value.slice(first, typeof to === 'number' ? to : undefined);
  throw new TemplateError(`error calling slice: can't slice item of type ${goType(value)}`);
}

function exists(value: Value, keys: readonly Value[]): boolean {
  let found = value;
  for (const key of keys) {
    if (isMap(found) && typeof key === 'string' && Object.hasOwn(found, key)) found = found[key];
    else if (isList(found) && typeof key === 'number' && key >= 0 && key < found.length) found = found[key];
    else return false;
  }
  return true;
}

function decode(text: string): string {
  const bad = /[^A-Za-z0-9+/=\r\n]/.exec(text);
  const bytes = text.replace(/[\r\n]/g, '');
  if (bad || bytes.length % 4 !== 0) {
    const offset = bad?.index ?? Math.floor(bytes.length / 4) * 4;
    throw new TemplateError(
      `error calling base64decode: base64 decode failed: illegal base64 data at input byte ${offset}`,
    );
  }
  return new TextDecoder().decode(Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0)));
}

function same(a: Value, b: Value): boolean {
  if (a === null || a === undefined || b === null || b === undefined) return (a ?? null) === (b ?? null);
  if (typeof a !== typeof b) throw new TemplateError('error calling eq: incompatible types for comparison');
  return a === b;
}

function order(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compare(a, b);
  throw new TemplateError('error calling lt: incompatible types for comparison');
}

function goType(value: Value): string {
  if (value === undefined || value === null) return 'nil';
  if (isList(value)) return '[]interface {}';
  if (isMap(value)) return 'map[string]interface {}';
  return typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'bool' : 'float64';
}

/** fmt.Sprintf, as far as templates need it. */
function printf(format: string, args: readonly Value[]): string {
  let next = 0;
  const out = format.replace(
    /%([-+# 0]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_, flags: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (next >= args.length) return `%!${verb}(MISSING)`;
      const text = formatted(args[next++], verb, precision);
      const size = Number(width);
      if (text.length >= size) return text;
      if (flags.includes('-')) return text.padEnd(size);
      return flags.includes('0') ? text.padStart(size, '0') : text.padStart(size);
    },
  );
  const extra = args.slice(next);
  return extra.length === 0
    ? out
    : `${out}%!(EXTRA ${extra.map((value) => `${goType(value)}=${plain(value)}`).join(', ')})`;
}

function formatted(value: Value, verb: string, precision: string | undefined): string {
  switch (verb) {
    case 's':
      if (typeof value === 'number') return `%!s(float64=${plain(value)})`;
      return precision === undefined ? plain(value) : plain(value).slice(0, Number(precision));
    case 'd':
      return typeof value === 'number' ? String(value) : `%!d(${goType(value)}=${plain(value)})`;
    case 'q':
      return JSON.stringify(plain(value));
    case 'f':
      return typeof value === 'number'
        ? value.toFixed(Number(precision ?? '6'))
        : `%!f(${goType(value)}=${plain(value)})`;
    case 'x':
      return typeof value === 'number' ? value.toString(16) : plain(value);
    case 'T':
      return goType(value);
    default:
      return plain(value);
  }
}
