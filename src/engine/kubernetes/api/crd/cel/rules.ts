import type { FieldError } from '../../field-error';
import { jsonEqual } from '../../json-equal';
import type { Json, JsonObject } from '../../object';
import { isObject } from '../../patch/merge-patch';
import { CelError, evaluate, UnknownFunction, type Scope } from './evaluate';
import { CelSyntaxError, parseExpression, type Expression } from './parse';

/**
 * x-kubernetes-validations of a custom resource (apiextensions-apiserver's pkg/apiserver/schema/cel/validation.go). What an update leaves as it was is
 * not judged again; a rule that uses a function which is not built here forbids nothing.
 */
export function validateRules(value: Json, schema: JsonObject, path = '', old?: Json): readonly FieldError[] {
  if (!hasRules(schema) || value === null) return [];
  const errors: FieldError[] = [];
  const unchanged = old !== undefined && jsonEqual(value, old);
  for (const rule of rulesOf(schema)) {
    const transition = /\boldSelf\b/.test(rule.rule);
    if (transition ? old === undefined : unchanged) continue;
    const problem = judge(rule, value, old);
    if (problem !== undefined) errors.push(errorOf(rule, problem, value, path));
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!isObject(items)) return errors;
    (value as readonly Json[]).forEach((item, index) => {
      const before = unchanged ? item : correlated(item, schema, old);
      errors.push(...validateRules(item, items, `${path}[${index}]`, before));
    });
  } else if (isObject(value)) {
    const properties = isObject(schema.properties) ? schema.properties : {};
    for (const [key, item] of Object.entries(value)) {
      const own = properties[key] ?? schema.additionalProperties;
      if (item === undefined || !isObject(own)) continue;
      const place = properties[key] === undefined ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      errors.push(...validateRules(item, own, place, isObject(old) ? old[key] : undefined));
    }
  }
  return errors;
}

interface Rule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: FieldError['type'];
  readonly fieldPath?: string;
}

function rulesOf(schema: JsonObject): readonly Rule[] {
  const rules = schema['x-kubernetes-validations'] as unknown as readonly Rule[] | undefined;
  return rules ?? [];
}

const known = new WeakMap<JsonObject, boolean>();

/** Whether a schema, or one inside it, has rules. */
export function hasRules(schema: JsonObject): boolean {
  const found = known.get(schema);
  if (found !== undefined) return found;
  const inside = [
    schema.items,
    schema.additionalProperties,
    ...Object.values(isObject(schema.properties) ? schema.properties : {}),
  ];
  const has = rulesOf(schema).length > 0 || inside.some((one) => one !== undefined && isObject(one) && hasRules(one));
  known.set(schema, has);
  return has;
}

/** Items of lists that are maps are found again by their keys; others are not. */
function correlated(item: Json, schema: JsonObject, old: Json | undefined): Json | undefined {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (!Array.isArray(keys) || !Array.isArray(old) || !isObject(item)) return undefined;
  return (old as readonly Json[]).find(
    (other) =>
      isObject(other) && (keys as readonly string[]).every((key) => jsonEqual(other[key] ?? null, item[key] ?? null)),
  );
}

const compiled = new Map<string, Expression | undefined>();

function compile(text: string): Expression | undefined {
  if (compiled.has(text)) return compiled.get(text);
  let expression: Expression | undefined;
  try {
    expression = parseExpression(text);
  } catch (error) {
    if (!(error instanceof CelSyntaxError)) throw error;
  }
  compiled.set(text, expression);
  return expression;
}

/** What is wrong by a rule; undefined when nothing is. */
function judge(rule: Rule, self: Json, oldSelf: Json | undefined): string | undefined {
  const expression = compile(rule.rule);
  if (!expression) return undefined;
  const scope: Scope = new Map<string, Json>([
    ['self', self],
    ...(oldSelf === undefined ? [] : [['oldSelf', oldSelf] as const]),
  ]);
  const words = rule.message?.trim() ?? '';
  try {
    if (evaluate(expression, scope) === true) return undefined;
    const own = rule.messageExpression === undefined ? undefined : compile(rule.messageExpression);
    const made = own && evaluate(own, scope);
    if (typeof made === 'string' && made.trim() !== '') return made;
    return words || `failed rule: ${rule.rule.trim()}`;
  } catch (error) {
    if (error instanceof CelError) return `${error.message} evaluating rule: ${words || rule.rule.trim()}`;
    if (error instanceof UnknownFunction) return undefined;
    throw error;
  }
}

function errorOf(
  { reason = 'FieldValueInvalid', fieldPath = '' }: Rule,
  detail: string,
  value: Json,
  path: string,
): FieldError {
  const compound = Array.isArray(value) || isObject(value);
  return {
    type: reason,
    field: `${path}${path === '' ? fieldPath.replace(/^\./, '') : fieldPath}`,
    ...(!compound && { value }),
    detail,
  };
}
