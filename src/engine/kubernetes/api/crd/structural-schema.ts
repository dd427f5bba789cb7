import { goPattern } from './go-pattern';
import type { FieldError } from '../field-error';
import { jsonEqual } from '../json-equal';
import type { Json, JsonObject } from '../object';
import { isObject } from '../patch/merge-patch';
import { byteLength } from '../validation/names';

/**
 * Custom resources against the structural schema of their definition (apiextensions-apiserver's pkg/apiserver/schema): what it does not name is
 * dropped, defaults are filled in, the rest is checked in the words of go-openapi. Rules in CEL are asked after it (cel/rules.ts).
 */

export interface Structured {
  readonly value: JsonObject;
  /** Paths that the schema does not name. */
  readonly unknown: readonly string[];
}

/** An object without what its schema does not know, and with its defaults. */
export function pruneAndDefault(value: JsonObject, schema: JsonObject): Structured {
  const unknown: string[] = [];
  const pruned = fit(value, schema, '', unknown, true);
  return { value: isObject(pruned) ? pruned : value, unknown };
}

const ROOT_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

function fit(value: Json, schema: JsonObject, path: string, unknown: string[], root = false): Json {
  if (Array.isArray(value)) {
    const { items } = schema;
    const list = value as readonly Json[];
    if (!isObject(items)) return list;
    return list.map((item, index) => fit(item, items, `${path}[${index}]`, unknown));
  }
  if (!isObject(value)) return value;
  const properties = isObject(schema.properties) ? schema.properties : undefined;
  const additional = schema.additionalProperties;
  const keeps = schema['x-kubernetes-preserve-unknown-fields'] === true || additional === true;
  const result: Record<string, Json | undefined> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const place = path === '' ? key : `${path}.${key}`;
    const own = properties?.[key];
    if (root && ROOT_FIELDS.has(key)) result[key] = item;
    else if (isObject(own)) result[key] = fit(item, own, place, unknown);
    else if (isObject(additional)) result[key] = fit(item, additional, place, unknown);
    else if (keeps) result[key] = item;
    else unknown.push(place);
  }
  for (const [key, own] of Object.entries(properties ?? {})) {
    if (!isObject(own) || own.default === undefined || (root && ROOT_FIELDS.has(key))) continue;
    const missing = result[key] === undefined || (result[key] === null && own.nullable !== true);
    if (missing) result[key] = fit(own.default, own, path === '' ? key : `${path}.${key}`, unknown);
  }
  return result;
}

/** Everything in a custom resource that its schema forbids. */
export function validateStructure(value: JsonObject, schema: JsonObject): readonly FieldError[] {
  const errors: FieldError[] = [];
  check(value, schema, '', errors);
  return errors;
}

function check(value: Json, schema: JsonObject, path: string, errors: FieldError[]): void {
  if (value === null && schema.nullable === true) return;
  const invalid = (detail: string, shown: Json = value): void => {
    errors.push({ type: 'FieldValueInvalid', field: path, value: shown, detail: `${path} in body ${detail}` });
  };
  const wrong = typeProblem(value, schema);
  if (wrong !== undefined) {
    errors.push({
      type: 'FieldValueTypeInvalid',
      field: path,
      value: typeWord(value),
      detail: `${path} in body must be of type ${wrong}: ${JSON.stringify(typeWord(value))}`,
    });
    return;
  }
  if (Array.isArray(schema.enum) && !(schema.enum as readonly Json[]).some((item) => jsonEqual(item, value))) {
    const supported = (schema.enum as readonly Json[]).map((item) => JSON.stringify(item)).join(', ');
    errors.push({ type: 'FieldValueNotSupported', field: path, value, detail: `supported values: ${supported}` });
  }
  if (typeof value === 'string') checkText(value, schema, invalid);
  else if (typeof value === 'number') checkNumber(value, schema, invalid);
  else if (Array.isArray(value)) checkList(value as readonly Json[], schema, path, errors, invalid);
  else if (isObject(value)) checkObject(value, schema, path, errors);
}

type Invalid = (detail: string, shown?: Json) => void;

function typeProblem(value: Json, schema: JsonObject): string | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) {
    return typeof value === 'string' || Number.isInteger(value) ? undefined : 'integer,string';
  }
  const { type } = schema;
  if (typeof type !== 'string') return undefined;
  const word = typeWord(value);
  return word === type || (type === 'number' && word === 'integer') ? undefined : type;
}

function typeWord(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function checkText(value: string, schema: JsonObject, invalid: Invalid): void {
  const { minLength, maxLength, pattern } = schema;
  const length = [...value].length;
  if (typeof maxLength === 'number' && length > maxLength) invalid(`should be at most ${maxLength} chars long`);
  if (typeof minLength === 'number' && length < minLength) invalid(`should be at least ${minLength} chars long`);
  if (typeof pattern === 'string' && byteLength(value) < 100_000 && !matches(pattern, value)) {
    invalid(`should match '${pattern}'`);
  }
}

/** Go's patterns are almost all JavaScript's; one that is not forbids nothing. */
function matches(pattern: string, value: string): boolean {
  return goPattern(pattern)?.test(value) ?? true;
}

function checkNumber(value: number, schema: JsonObject, invalid: Invalid): void {
  const { minimum, maximum, multipleOf } = schema;
  if (typeof maximum === 'number') {
    if (schema.exclusiveMaximum === true && value >= maximum) invalid(`should be less than ${maximum}`);
    else if (value > maximum) invalid(`should be less than or equal to ${maximum}`);
  }
  if (typeof minimum === 'number') {
    if (schema.exclusiveMinimum === true && value <= minimum) invalid(`should be greater than ${minimum}`);
    else if (value < minimum) invalid(`should be greater than or equal to ${minimum}`);
  }
  if (typeof multipleOf === 'number' && value % multipleOf !== 0) invalid(`should be a multiple of ${multipleOf}`);
}

function checkList(
  value: readonly Json[],
  schema: JsonObject,
  path: string,
  errors: FieldError[],
  invalid: Invalid,
): void {
  const { minItems, maxItems, items } = schema;
  if (typeof minItems === 'number' && value.length < minItems)
    invalid(`should have at least ${minItems} items`, value.length);
  if (typeof maxItems === 'number' && value.length > maxItems) {
    const detail = `must have at most ${maxItems} items`;
    errors.push({ type: 'FieldValueTooMany', field: path, value: value.length, detail });
  }
  if (isObject(items)) value.forEach((item, index) => check(item, items, `${path}[${index}]`, errors));
}

function checkObject(value: JsonObject, schema: JsonObject, path: string, errors: FieldError[]): void {
  const place = (key: string): string => (path === '' ? key : `${path}.${key}`);
  for (const key of Array.isArray(schema.required) ? (schema.required as readonly string[]) : []) {
    if (value[key] === undefined) errors.push({ type: 'FieldValueRequired', field: place(key), detail: '' });
  }
  const properties = isObject(schema.properties) ? schema.properties : {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined || (path === '' && ROOT_FIELDS.has(key))) continue;
    const own = properties[key] ?? schema.additionalProperties;
    if (isObject(own)) check(item, own, place(key), errors);
  }
}
