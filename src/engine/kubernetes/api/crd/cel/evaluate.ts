import { goPattern } from '../go-pattern';
import { jsonEqual } from '../../json-equal';
import type { Json, JsonObject } from '../../object';
import { isObject } from '../../patch/merge-patch';
import type { Expression } from './parse';

/** Values of the Common Expression Language: JSON, and lengths of time. */
type Value = Json | Duration;

class Duration {
  constructor(readonly seconds: number) {}
}

/** An expression has no value; the words are cel-go's. */
export class CelError extends Error {}

/** A function that is not built here: the rule cannot be judged. */
export class UnknownFunction extends Error {}

export type Scope = ReadonlyMap<string, Value>;

/** Throws CelError and UnknownFunction. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.type) {
    case 'literal':
      return expression.value;
    case 'name': {
      const value = scope.get(expression.name);
      if (value === undefined) throw new UnknownFunction(expression.name);
      return value;
    }
    case 'field':
      return fieldOf(evaluate(expression.of, scope), unescapedName(expression.name));
    case 'item':
      return itemOf(evaluate(expression.of, scope), evaluate(expression.at, scope));
    case 'list':
      return expression.items.map((item) => plain(evaluate(item, scope)));
    case 'map':
      return Object.fromEntries(
        expression.entries.map(([key, value]) => [textOf(evaluate(key, scope)), plain(evaluate(value, scope))]),
      );
    case 'unary': {
      const value = evaluate(expression.of, scope);
      return expression.operator === '!' ? !truth(value) : -numberOf(value);
    }
    case 'choice':
      return evaluate(truth(evaluate(expression.test, scope)) ? expression.yes : expression.no, scope);
    case 'binary':
      return binary(expression, scope);
    case 'call':
      return expression.of === undefined
        ? globalCall(expression.name, expression.args, scope)
        : method(expression, scope);
  }
}

type Binary = Extract<Expression, { readonly type: 'binary' }>;
type Call = Extract<Expression, { readonly type: 'call' }>;

function binary({ operator, left, right }: Binary, scope: Scope): Value {
  if (operator === '&&' || operator === '||') return logical(operator === '||', left, right, scope);
  const [a, b] = [evaluate(left, scope), evaluate(right, scope)];
  switch (operator) {
    case '==':
      return equal(a, b);
    case '!=':
      return !equal(a, b);
    case 'in':
      if (Array.isArray(b)) return (b as readonly Json[]).some((item) => equal(item, a));
      return isMap(b) && typeof a === 'string' && Object.hasOwn(b, a);
    case '+':
      if (typeof a === 'string' && typeof b === 'string') return a + b;
      if (Array.isArray(a) && Array.isArray(b)) return [...(a as readonly Json[]), ...(b as readonly Json[])];
      return numberOf(a) + numberOf(b);
    case '-':
      return numberOf(a) - numberOf(b);
    case '*':
      return numberOf(a) * numberOf(b);
    case '/':
    case '%': {
      const [whole, by] = [numberOf(a), numberOf(b)];
      if (by === 0) throw new CelError(operator === '/' ? 'division by zero' : 'modulus by zero');
      return operator === '/' ? Math.trunc(whole / by) : whole % by;
    }
    default: {
      const order = compare(a, b);
      return operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0;
    }
  }
}

/** One side may decide although the other has no value. */
function logical(wanted: boolean, left: Expression, right: Expression, scope: Scope): boolean {
  let failure: CelError | undefined;
  for (const side of [left, right]) {
    try {
      if (truth(evaluate(side, scope)) === wanted) return wanted;
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      failure ??= error;
    }
  }
  if (failure) throw failure;
  return !wanted;
}

function globalCall(name: string, args: readonly Expression[], scope: Scope): Value {
  const [first] = args;
  if (!first) throw new UnknownFunction(name);
  if (name === 'has') {
    if (first.type !== 'field') throw new UnknownFunction(name);
    const of = evaluate(first.of, scope);
    const key = unescapedName(first.name);
    return isMap(of) && Object.hasOwn(of, key) && of[key] !== undefined;
  }
  const value = evaluate(first, scope);
  switch (name) {
    case 'size':
      return sizeOf(value);
    case 'duration':
      return durationOf(textOf(value));
    case 'string':
      return typeof value === 'string' ? value : JSON.stringify(value);
    case 'int':
      return Math.trunc(typeof value === 'string' ? Number(value) : numberOf(value));
    case 'double':
      return typeof value === 'string' ? Number(value) : numberOf(value);
    case 'dyn':
      return value;
    default:
      throw new UnknownFunction(name);
  }
}

const MACROS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

function method({ name, of, args }: Call, scope: Scope): Value {
  const value = of === undefined ? null : evaluate(of, scope);
  const [variable, body, more] = args;
  if (MACROS.has(name) && variable?.type === 'name' && body)
    return macro(name, value, variable.name, body, more, scope);
  const given = args.map((arg) => evaluate(arg, scope));
  const text = (index: number): string => textOf(given[index] ?? null);
  switch (name) {
    case 'size':
      return sizeOf(value);
    case 'startsWith':
      return textOf(value).startsWith(text(0));
    case 'endsWith':
      return textOf(value).endsWith(text(0));
    case 'contains':
      return textOf(value).includes(text(0));
    case 'matches':
      return goPattern(text(0))?.test(textOf(value)) ?? true;
    case 'split':
      return textOf(value).split(text(0));
    case 'lowerAscii':
      return textOf(value).toLowerCase();
    case 'upperAscii':
      return textOf(value).toUpperCase();
    case 'trim':
      return textOf(value).trim();
    case 'indexOf':
      return textOf(value).indexOf(text(0));
    case 'replace':
      return textOf(value).replaceAll(text(0), text(1));
    case 'join':
      return listOf(value)
        .map(textOf)
        .join(given.length > 0 ? text(0) : '');
    default:
      throw new UnknownFunction(name);
  }
}

function macro(
  name: string,
  value: Value,
  variable: string,
  body: Expression,
  more: Expression | undefined,
  scope: Scope,
): Value {
  const items = isMap(value) ? Object.keys(value) : listOf(value);
  const at = (item: Json): Scope => new Map([...scope, [variable, item]]);
  switch (name) {
    case 'all':
      return items.every((item) => truth(evaluate(body, at(item))));
    case 'exists':
      return items.some((item) => truth(evaluate(body, at(item))));
    case 'exists_one':
      return items.filter((item) => truth(evaluate(body, at(item)))).length === 1;
    case 'filter':
      return items.filter((item) => truth(evaluate(body, at(item))));
    default:
      if (more)
        return items.filter((item) => truth(evaluate(body, at(item)))).map((item) => plain(evaluate(more, at(item))));
      return items.map((item) => plain(evaluate(body, at(item))));
  }
}

/** Fields whose names are words of the language are written with two lines around them. */
function unescapedName(name: string): string {
  return (
    /^__(\w+)__$/.exec(name)?.[1] ??
    name.replaceAll('__dot__', '.').replaceAll('__dash__', '-').replaceAll('__slash__', '/')
  );
}

function fieldOf(value: Value, name: string): Value {
  const found = isMap(value) ? value[name] : undefined;
  if (found === undefined) throw new CelError(`no such key: ${name}`);
  return found;
}

function itemOf(value: Value, at: Value): Value {
  if (Array.isArray(value)) {
    const item = (value as readonly Json[])[numberOf(at)];
    if (item === undefined) throw new CelError(`index out of bounds: ${numberOf(at)}`);
    return item;
  }
  return fieldOf(value, textOf(at));
}

function isMap(value: Value): value is JsonObject {
  return !(value instanceof Duration) && isObject(value);
}

function plain(value: Value): Json {
  if (value instanceof Duration) throw noOverload();
  return value;
}

function equal(a: Value, b: Value): boolean {
  if (a instanceof Duration || b instanceof Duration)
    return a instanceof Duration && b instanceof Duration && a.seconds === b.seconds;
  return jsonEqual(a, b);
}

function compare(a: Value, b: Value): number {
  if (a instanceof Duration && b instanceof Duration) return a.seconds - b.seconds;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return numberOf(a) - numberOf(b);
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') return [...value].length;
  return isMap(value) ? Object.keys(value).length : listOf(value).length;
}

function listOf(value: Value): readonly Json[] {
  if (!Array.isArray(value)) throw noOverload();
  return value as readonly Json[];
}

function truth(value: Value): boolean {
  if (typeof value !== 'boolean') throw noOverload();
  return value;
}

function numberOf(value: Value): number {
  if (typeof value !== 'number') throw noOverload();
  return value;
}

function textOf(value: Value): string {
  if (typeof value !== 'string') throw noOverload();
  return value;
}

function noOverload(): CelError {
  return new CelError('no such overload');
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['h', 3600],
  ['m', 60],
  ['s', 1],
  ['ms', 1e-3],
  ['us', 1e-6],
  ['ns', 1e-9],
]);

function durationOf(text: string): Duration {
  let seconds = 0;
  for (const [, amount = '', unit = ''] of text.matchAll(/([\d.]+)(h|ms|us|ns|m|s)/g)) {
    seconds += Number(amount) * (UNITS.get(unit) ?? 0);
  }
  return new Duration(text.startsWith('-') ? -seconds : seconds);
}
