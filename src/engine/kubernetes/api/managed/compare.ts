import { jsonEqual } from '../json-equal';
import type { Json, JsonObject } from '../object';
import { isObject } from '../patch/merge-patch';
import { typeInfo, type FieldInfo, type ValueType } from '../schema/type-info';
import { FieldSet, itemStep, ownershipOf } from './field-set';

/** What differs between two objects (structured-merge-diff's typed.Compare). */
export interface Comparison {
  readonly added: FieldSet;
  readonly removed: FieldSet;
  readonly modified: FieldSet;
}

export function compareObjects(old: JsonObject, next: JsonObject, typeName: string): Comparison {
  const result = { added: new FieldSet(), removed: new FieldSet(), modified: new FieldSet() };
  compareMaps(old, next, { kind: 'object', type: typeName }, [], result);
  return result;
}

interface Part {
  readonly type: ValueType | undefined;
  readonly field: FieldInfo | undefined;
}

/** The type of a member of a map or struct. */
export function partOf(type: ValueType | undefined, key: string): Part {
  if (type?.kind === 'map') return { type: type.of, field: undefined };
  const field = type?.kind === 'object' ? typeInfo(type.type)?.fields.get(key) : undefined;
  return { type: field?.type, field };
}

function compareMaps(
  old: JsonObject | undefined,
  next: JsonObject | undefined,
  type: ValueType | undefined,
  path: readonly string[],
  result: Comparison,
): void {
  for (const key of new Set([...Object.keys(old ?? {}), ...Object.keys(next ?? {})])) {
    if (path.length === 0 && (key === 'apiVersion' || key === 'kind')) continue;
    compareValues(old?.[key], next?.[key], partOf(type, key), [...path, `f:${key}`], result);
  }
}

function compareValues(
  old: Json | undefined,
  next: Json | undefined,
  { type, field }: Part,
  path: readonly string[],
  result: Comparison,
): void {
  if (old === next) return;
  const ownership = ownershipOf(next ?? old, type, field);
  if (ownership === 'leaf' || (isBare(old) && isBare(next))) return compareLeaves(old, next, path, result);
  if (old === undefined) result.added.insert(path);
  if (next === undefined) result.removed.insert(path);
  if (ownership === 'map') {
    return compareMaps(isObject(old) ? old : undefined, isObject(next) ? next : undefined, type, path, result);
  }
  const of = type?.kind === 'list' ? type.of : undefined;
  const [before, after] = [itemsByStep(old, field), itemsByStep(next, field)];
  for (const step of new Set([...before.keys(), ...after.keys()])) {
    compareValues(before.get(step), after.get(step), { type: of, field: undefined }, [...path, step], result);
  }
}

function compareLeaves(
  old: Json | undefined,
  next: Json | undefined,
  path: readonly string[],
  result: Comparison,
): void {
  if (old === undefined) result.added.insert(path);
  else if (next === undefined) result.removed.insert(path);
  else if (!jsonEqual(old, next)) result.modified.insert(path);
}

/** Nothing, null, or a container with nothing in it. */
function isBare(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Items of a list that is owned item by item. */
export function itemsByStep(list: Json | undefined, field: FieldInfo | undefined): ReadonlyMap<string, Json> {
  const items = new Map<string, Json>();
  for (const item of Array.isArray(list) ? (list as readonly Json[]) : []) {
    const step = itemStep(item, field);
    if (step !== undefined && !items.has(step)) items.set(step, item);
  }
  return items;
}

/** Every field that a configuration sets (typed.ToFieldSet). */
export function fieldsOf(config: JsonObject, typeName: string): FieldSet {
  const set = new FieldSet();
  collectMap(config, { kind: 'object', type: typeName }, set, true);
  return set;
}

function collectMap(value: JsonObject, type: ValueType | undefined, node: FieldSet, root: boolean): void {
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined || (root && (key === 'apiVersion' || key === 'kind'))) continue;
    const part = partOf(type, key);
    const child = node.child(`f:${key}`);
    collect(item, part, child);
    const empty = item === null || (isObject(item) && Object.keys(item).length === 0);
    if (empty || part.field === undefined) child.member = true;
    if (child.isEmpty) node.below.delete(`f:${key}`);
  }
}

function collect(value: Json, { type, field }: Part, node: FieldSet): void {
  switch (ownershipOf(value, type, field)) {
    case 'leaf':
      node.member = true;
      return;
    case 'map':
      if (isObject(value)) collectMap(value, type, node, false);
      return;
    case 'list':
      for (const [step, item] of itemsByStep(value, field)) {
        const child = node.child(step);
        collect(item, { type: type?.kind === 'list' ? type.of : undefined, field: undefined }, child);
        child.member = true;
      }
  }
}
