import { jsonEqual } from '../json-equal';
import type { Json, JsonObject } from '../object';
import { typeInfo, type FieldInfo, type ValueType } from '../schema/type-info';
import { isObject } from './merge-patch';

/**
 * Strategic merge patch: a merge patch that knows which lists merge, and by which key (apimachinery's pkg/util/strategicpatch). The schema says
 * so (schema/types.json); directives in the patch do the rest: `$patch`, `$retainKeys`, `$deleteFromPrimitiveList/…`, `$setElementOrder/…`.
 */

/** The patch does not fit the object. */
export class StrategicPatchError extends Error {}

const PATCH = '$patch';
const RETAIN_KEYS = '$retainKeys';
const DELETE_FROM = '$deleteFromPrimitiveList/';
const SET_ORDER = '$setElementOrder/';

/** Applies a patch to an object of a type. Throws StrategicPatchError. */
export function strategicMergePatch(target: JsonObject, patch: JsonObject, typeName: string): JsonObject {
  return mergeMap(target, patch, { kind: 'object', type: typeName });
}

function mergeMap(target: JsonObject, patch: JsonObject, type: ValueType | undefined): JsonObject {
  const directive = patch[PATCH];
  if (directive === 'replace') {
    const { [PATCH]: _, ...rest } = patch;
    return rest;
  }
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge') {
    throw new StrategicPatchError(`unknown patch type: ${goValue(directive)} in map: ${goValue(patch)}`);
  }
  const merged: Record<string, Json | undefined> = retain(target, patch);
  const ordered = new Set<string>();
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith(SET_ORDER)) continue;
    const name = key.slice(SET_ORDER.length);
    const list = orderedList(merged[name], patch[name], order, fieldOf(type, name), name);
    if (list) merged[name] = list;
    ordered.add(name);
  }
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined || key === PATCH || key === RETAIN_KEYS || key.startsWith(SET_ORDER)) continue;
    if (key.startsWith(DELETE_FROM)) {
      const name = key.slice(DELETE_FROM.length);
      const old = merged[name];
      if (Array.isArray(old) && Array.isArray(value))
        merged[name] = without(old as readonly Json[], value as readonly Json[]);
    } else if (value === null) delete merged[key];
    else if (!ordered.has(key)) merged[key] = mergeValue(merged[key], value, fieldOf(type, key));
  }
  return merged;
}

interface Place {
  readonly type: ValueType | undefined;
  readonly field: FieldInfo | undefined;
}

function fieldOf(type: ValueType | undefined, name: string): Place {
  if (type?.kind === 'map') return { type: type.of, field: undefined };
  const field = type?.kind === 'object' ? typeInfo(type.type)?.fields.get(name) : undefined;
  return { type: field?.type, field };
}

function mergeValue(old: Json | undefined, value: Json, { type, field }: Place): Json {
  if (isObject(value)) return isObject(old) ? mergeMap(old, value, type) : withoutDirectives(value);
  if (!Array.isArray(value)) return value;
  const list = value as readonly Json[];
  if (!Array.isArray(old)) return withoutDirectives(list);
  if (field?.mergeKey === undefined) return withoutDirectives(list);
  return mergeList(old as readonly Json[], list, field, type);
}

/** `$retainKeys`: what the patch does not name is dropped. */
function retain(target: JsonObject, patch: JsonObject): Record<string, Json | undefined> {
  const keys = patch[RETAIN_KEYS];
  if (!Array.isArray(keys)) return { ...target };
  const kept = new Set(keys as readonly Json[]);
  for (const key of Object.keys(patch)) {
    if (key !== RETAIN_KEYS && patch[key] !== null && !kept.has(key) && !key.startsWith('$')) {
      throw new StrategicPatchError(
        `${RETAIN_KEYS} directives must contains all the keys present in the patch: ${goValue(patch)}`,
      );
    }
  }
  return Object.fromEntries(Object.entries(target).filter(([key]) => kept.has(key)));
}

function mergeList(
  target: readonly Json[],
  patch: readonly Json[],
  field: FieldInfo,
  type: ValueType | undefined,
): readonly Json[] {
  const key = field.mergeKey ?? '';
  if (key === '') {
    const merged = uniqueValues([...target, ...patch]);
    return inOrder(merged, patch, target, (item) => item);
  }
  const { target: left, patch: right, replaces } = specialItems(target, patch, key);
  if (replaces) return right.map(withoutDirectives);
  const of = type?.kind === 'list' ? type.of : undefined;
  const merged = [...left];
  for (const item of right) {
    const value = keyOf(item, key);
    const index = merged.findIndex((other) => sameKey(isObject(other) ? other[key] : undefined, value));
    const old = merged[index];
    if (index >= 0 && isObject(old) && isObject(item)) merged[index] = mergeMap(old, item, of);
    else merged.push(withoutDirectives(item));
  }
  return inOrder(merged, right, target, (item) => (isObject(item) ? item[key] : undefined));
}

function keyOf(item: Json, key: string): Json {
  if (!isObject(item)) throw new StrategicPatchError(`invalid list type: ${goValue(item)}`);
  const value = item[key];
  if (value === undefined) {
    throw new StrategicPatchError(`map: ${goValue(item)} does not contain declared merge key: ${key}`);
  }
  return value;
}

/** Items with `$patch`: deleted ones leave the target, `replace` makes the patch the whole list. */
function specialItems(
  target: readonly Json[],
  patch: readonly Json[],
  key: string,
): { readonly target: readonly Json[]; readonly patch: readonly Json[]; readonly replaces: boolean } {
  let left = target;
  let replaces = false;
  const right: Json[] = [];
  for (const item of patch) {
    const directive = isObject(item) ? item[PATCH] : undefined;
    if (directive === undefined) right.push(item);
    else if (directive === 'delete') {
      const value = isObject(item) ? item[key] : undefined;
      if (value === undefined) throw new StrategicPatchError('delete patch type with no merge key defined');
      left = left.filter((other) => !sameKey(isObject(other) ? other[key] : undefined, value));
    } else if (directive === 'replace') replaces = true;
    else throw new StrategicPatchError(`unknown patch type: ${goValue(directive)} in map: ${goValue(item)}`);
  }
  return { target: left, patch: right, replaces };
}

/** Go compares merge keys by how they print. */
function sameKey(a: Json | undefined, b: Json | undefined): boolean {
  return a !== undefined && b !== undefined && (a === b || goValue(a) === goValue(b));
}

function without(list: readonly Json[], removed: readonly Json[]): readonly Json[] {
  return list.filter((item) => !removed.some((other) => sameKey(item, other)));
}

function uniqueValues(list: readonly Json[]): Json[] {
  return list.filter((item, index) => list.findIndex((other) => jsonEqual(other, item)) === index);
}

/** normalizeElementOrder: items of the patch in its order, the others woven in where they stood in the live list. */
function inOrder(
  merged: readonly Json[],
  order: readonly Json[],
  live: readonly Json[],
  keyOfItem: (item: Json) => Json | undefined,
): readonly Json[] {
  const positionIn = (list: readonly Json[], item: Json): number =>
    list.findIndex((other) => sameKey(keyOfItem(other), keyOfItem(item)));
  const own = merged.filter((item) => positionIn(order, item) >= 0);
  const others = merged.filter((item) => positionIn(order, item) < 0);
  own.sort((a, b) => positionIn(order, a) - positionIn(order, b));
  others.sort((a, b) => positionIn(live, a) - positionIn(live, b));
  const result: Json[] = [];
  let i = 0;
  for (const item of own) {
    const place = positionIn(live, item);
    for (let other = others[i]; other !== undefined; other = others[++i]) {
      const otherPlace = positionIn(live, other);
      if (place < 0 || otherPlace < 0 || otherPlace >= place) break;
      result.push(other);
    }
    result.push(item);
  }
  return [...result, ...others.slice(i)];
}

/** `$setElementOrder/…`: the list with the patch merged in, in the order that the client had. */
function orderedList(
  old: Json | undefined,
  value: Json | undefined,
  order: Json | undefined,
  { type, field }: Place,
  name: string,
): readonly Json[] | undefined {
  if (!Array.isArray(order)) throw new StrategicPatchError(`the value of ${SET_ORDER}${name} is no list`);
  const live = Array.isArray(old) ? (old as readonly Json[]) : [];
  const patch = Array.isArray(value) ? (value as readonly Json[]) : [];
  if (!Array.isArray(old) && !Array.isArray(value)) return undefined;
  const key = field?.mergeKey;
  if (key === undefined || !field) return patch;
  const merged = Array.isArray(value) ? mergeList(live, patch, field, type) : live;
  const keyOfItem = (item: Json): Json | undefined => (key === '' ? item : isObject(item) ? item[key] : undefined);
  return inOrder(merged, order as readonly Json[], live, keyOfItem);
}

/** What a patch adds as new carries neither directives nor nulls. */
function withoutDirectives<T extends Json>(value: T): Json {
  if (Array.isArray(value)) {
    return (value as readonly Json[])
      .filter((item) => !(isObject(item) && item[PATCH] !== undefined))
      .map((item) => withoutDirectives(item));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => item !== null && item !== undefined && !DIRECTIVE.test(key))
      .map(([key, item]) => [key, withoutDirectives(item ?? null)]),
  );
}

const DIRECTIVE = /^\$(patch$|retainKeys$|deleteFromPrimitiveList\/|setElementOrder\/)/;

/** A value as Go's `%v` prints it: `map[spec:map[replicas:2]]`. */
export function goValue(value: Json | undefined): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(goValue).join(' ')}]`;
  if (isObject(value)) {
    const keys = Object.keys(value).sort();
    return `map[${keys.map((key) => `${key}:${goValue(value[key])}`).join(' ')}]`;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
