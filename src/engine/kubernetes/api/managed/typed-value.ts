import type { Json, JsonObject } from '../object';
import { isObject } from '../patch/merge-patch';
import { itemStep, ownershipOf, stepText } from './field-set';
import { typeInfo, type FieldInfo, type Scalar, type ValueType } from '../schema/type-info';

/**
 * What server-side apply says of a configuration that does not fit its type: every problem with its path (structured-merge-diff's
 * typed/validate.go); '' when there is none.
 */
export function typedProblems(config: JsonObject, typeName: string): string {
  const problems: string[] = [];
  visitObject(config, typeName, '', problems);
  return problems.length > 1
    ? ['errors:', ...problems.map((problem) => `  ${problem}`)].join('\n')
    : (problems[0] ?? '');
}

function visitObject(value: JsonObject, typeName: string, path: string, problems: string[]): void {
  const info = typeInfo(typeName);
  if (!info) return;
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const field = info.fields.get(key);
    const place = `${path}.${key}`;
    if (field) visit(item, field.type, place, problems, field);
    else if (path !== '' || (key !== 'apiVersion' && key !== 'kind'))
      problems.push(`${place}: field not declared in schema`);
  }
}

function visit(value: Json, type: ValueType, path: string, problems: string[], field?: FieldInfo): void {
  if (value === null) return;
  const wrong = (expected: string): void => void problems.push(`${path}: expected ${expected}`);
  switch (type.kind) {
    case 'scalar': {
      const expected = mismatch(value, type.scalar);
      if (expected !== undefined) wrong(expected);
      return;
    }
    case 'object':
      if (isObject(value)) visitObject(value, type.type, path, problems);
      else wrong(`map, got &{${goPlain(value)}}`);
      return;
    case 'map':
      if (!isObject(value)) return wrong(`map, got &{${goPlain(value)}}`);
      for (const [key, item] of Object.entries(value)) {
        if (item !== undefined) visit(item, type.of, `${path}.${key}`, problems);
      }
      return;
    case 'list':
      if (!Array.isArray(value)) return wrong(`list, got &{${goPlain(value)}}`);
      (value as readonly Json[]).forEach((item, index) =>
        visit(item, type.of, path + step(item, index, field), problems),
      );
  }
}

/** An item by its keys where the list is a map, by its place otherwise. */
function step(item: Json, index: number, field: FieldInfo | undefined): string {
  if (ownershipOf(undefined, field?.type, field) !== 'list' || !isObject(item)) return `[${index}]`;
  const found = itemStep(item, field);
  return found === undefined ? `[${index}]` : stepText(found);
}

/** What a scalar should have been, and what it is instead, in Go's words. */
function mismatch(value: Json, scalar: Scalar): string | undefined {
  const simple = typeof value !== 'object';
  switch (scalar) {
    case 'i':
    case 'l':
    case 'd':
      return typeof value === 'number' ? undefined : `numeric (int or float), got ${goType(value)}`;
    case 'b':
      return typeof value === 'boolean' ? undefined : `boolean, got &{${goPlain(value)}}`;
    case 's':
    case 'y':
    case 't':
    case 'T':
    case 'D':
      return typeof value === 'string' ? undefined : `string, got &value.valueUnstructured{Value:${goSyntax(value)}}`;
    case 'q':
    case 'x':
      return simple ? undefined : `any scalar, got &{${goPlain(value)}}`;
    default:
      return undefined;
  }
}

function goType(value: Json): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}

/** Go's %v. */
function goPlain(value: Json): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(goPlain).join(' ')}]`;
  if (!isObject(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const entries = Object.keys(value).sort();
  return `map[${entries.map((key) => `${key}:${goPlain(value[key] ?? null)}`).join(' ')}]`;
}

/** Go's %#v. */
function goSyntax(value: Json): string {
  if (value === null) return 'interface {}(nil)';
  if (Array.isArray(value)) return `[]interface {}{${(value as readonly Json[]).map(goSyntax).join(', ')}}`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value).sort();
  return `map[string]interface {}{${entries.map((key) => `${JSON.stringify(key)}:${goSyntax(value[key] ?? null)}`).join(', ')}}`;
}
