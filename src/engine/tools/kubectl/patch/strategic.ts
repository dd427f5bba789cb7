import { equal, isList, isMap, type Json, type JsonMap } from '../json/types';
import { listRule } from './list-keys';

/** Applies a strategic merge patch to an object of a built-in kind (apimachinery/pkg/util/strategicpatch). */
export function strategicMerge(target: Json | undefined, patch: Json, kind: string): Json {
  return merge(target, patch, kind, '', '');
}

function merge(target: Json | undefined, patch: Json, kind: string, field: string, parent: string): Json {
  if (isMap(patch)) return mergeMaps(isMap(target) ? target : {}, patch, kind, field);
  if (isList(patch)) return mergeLists(isList(target) ? target : [], patch, kind, field, parent);
  return patch;
}

function mergeMaps(target: JsonMap, patch: JsonMap, kind: string, field: string): Json {
  if (patch.$patch === 'replace') return without(patch, '$patch');
  if (patch.$patch === 'delete') return {};
  const merged: Record<string, Json | undefined> = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined || key === '$patch' || key === '$retainKeys' || key.startsWith('$setElementOrder/'))
      continue;
    if (key.startsWith('$deleteFromPrimitiveList/')) {
      const name = key.slice('$deleteFromPrimitiveList/'.length);
      const list = merged[name];
      if (isList(list) && isList(value)) merged[name] = list.filter((item) => !value.some((gone) => equal(gone, item)));
    } else if (value === null) Reflect.deleteProperty(merged, key);
    else merged[key] = merge(merged[key], value, kind, key, field);
  }
  const kept = patch.$retainKeys;
  if (isList(kept)) for (const key of Object.keys(merged)) if (!kept.includes(key)) Reflect.deleteProperty(merged, key);
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith('$setElementOrder/') || !isList(order)) continue;
    const name = key.slice('$setElementOrder/'.length);
    const list = merged[name];
    if (isList(list)) merged[name] = ordered(list, order, listRule(name, field, kind)?.key);
  }
  return merged;
}

function without(map: JsonMap, key: string): JsonMap {
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
}

function mergeLists(
  target: readonly Json[],
  patch: readonly Json[],
  kind: string,
  field: string,
  parent: string,
): Json {
  const rule = listRule(field, parent, kind);
  if (!rule) return patch.map((item) => (isMap(item) ? without(item, '$patch') : item));
  const { key } = rule;
  if (key === undefined) return [...target, ...patch.filter((item) => !target.some((known) => equal(known, item)))];
  if (patch.some((item) => isMap(item) && item.$patch === 'replace' && item[key] === undefined))
    return patch.filter((item) => !(isMap(item) && item.$patch === 'replace'));
  let list = [...target];
  for (const item of patch) {
    if (!isMap(item)) continue;
    const at = list.findIndex((known) => isMap(known) && equal(known[key], item[key]));
    if (item.$patch === 'delete') list = list.filter((_, i) => i !== at);
    else if (at < 0) list.push(without(item, '$patch'));
    else list[at] = merge(list[at], item, kind, '', field);
  }
  return list;
}

/** In the order that the patch asks for; what it does not name stays behind its neighbour. */
function ordered(list: readonly Json[], order: readonly Json[], key: string | undefined): readonly Json[] {
  const rank = (item: Json): number =>
    order.findIndex((wanted) =>
      key === undefined ? equal(wanted, item) : isMap(wanted) && isMap(item) && equal(wanted[key], item[key]),
    );
  const named = list.filter((item) => rank(item) >= 0).sort((a, b) => rank(a) - rank(b));
  const rest = list.filter((item) => rank(item) < 0);
  return [...named, ...rest];
}

/** A strategic merge patch and what it is about. */
interface Difference {
  readonly kind: string;
  readonly onlyAdd: boolean;
}

/**
 * strategicpatch.CreateThreeWayMergePatch: what to change in `current` so that it becomes as `modified` says, and loses what `original` had and
 * `modified` has not.
 */
export function threeWayPatch(original: JsonMap, modified: JsonMap, current: JsonMap, kind: string): JsonMap {
  const changes = diffMaps(current, modified, { kind, onlyAdd: true }, '');
  const deletions = deletedIn(original, modified, kind, '');
  return unite(deletions, changes, kind, '');
}

/** The two-way strategic merge patch from one object to another. */
export function twoWayPatch(from: JsonMap, to: JsonMap, kind: string): JsonMap {
  return diffMaps(from, to, { kind, onlyAdd: false }, '');
}

function diffMaps(from: JsonMap, to: JsonMap, how: Difference, field: string): JsonMap {
  const patch: Record<string, Json> = {};
  for (const [key, value] of Object.entries(to)) {
    if (value === undefined) continue;
    const before = from[key];
    if (before === undefined || before === null) {
      if (value !== null) patch[key] = value;
    } else if (isMap(value) && isMap(before)) {
      const inside = diffMaps(before, value, how, key);
      if (Object.keys(inside).length > 0) patch[key] = inside;
    } else if (isList(value) && isList(before)) Object.assign(patch, diffLists(before, value, how, key, field));
    else if (!equal(before, value)) patch[key] = value;
  }
  if (!how.onlyAdd)
    for (const key of Object.keys(from)) if (to[key] === undefined && from[key] !== undefined) patch[key] = null;
  return patch;
}

function diffLists(
  from: readonly Json[],
  to: readonly Json[],
  how: Difference,
  field: string,
  parent: string,
): JsonMap {
  const rule = listRule(field, parent, how.kind);
  if (!rule) return equal(from, to) ? {} : { [field]: to };
  const { key } = rule;
  if (key === undefined) {
    const added = to.filter((item) => !from.some((known) => equal(known, item)));
    const gone = how.onlyAdd ? [] : from.filter((item) => !to.some((known) => equal(known, item)));
    if (added.length === 0 && gone.length === 0) return {};
    return {
      ...(gone.length > 0 && { [`$deleteFromPrimitiveList/${field}`]: gone }),
      [`$setElementOrder/${field}`]: to,
      ...(added.length > 0 && { [field]: added }),
    };
  }
  const patch: Json[] = [];
  for (const item of to) {
    if (!isMap(item)) continue;
    const known = counterpart(from, to, item, key);
    if (!known) patch.push(item);
    else {
      const inside = diffMaps(known, item, how, field);
      if (Object.keys(inside).length > 0) patch.push({ ...inside, [key]: item[key] ?? null });
    }
  }
  if (!how.onlyAdd)
    for (const item of from)
      if (isMap(item) && !to.some((other) => isMap(other) && equal(other[key], item[key])))
        patch.push({ $patch: 'delete', [key]: item[key] ?? null });
  if (patch.length === 0) return {};
  return {
    [`$setElementOrder/${field}`]: to.map((item) => ({ [key]: isMap(item) ? (item[key] ?? null) : null })),
    [field]: patch,
  };
}

/**
 * The entry of a list with the key that an entry of another list has: of several, such as port 53 of UDP and TCP, the one in the same place among them, as
 * sorting both lists by the key brings them together.
 */
function counterpart(list: readonly Json[], own: readonly Json[], item: JsonMap, key: string): JsonMap | undefined {
  const same = (others: readonly Json[]): JsonMap[] =>
    others.filter((other) => isMap(other)).filter((other) => equal(other[key], item[key]));
  const found = same(list);
  return found[same(own).indexOf(item)] ?? found[0];
}

/** What `modified` no longer has, as nulls and `$patch: delete`. */
function deletedIn(original: JsonMap, modified: JsonMap, kind: string, field: string): JsonMap {
  const patch: Record<string, Json> = {};
  for (const [key, before] of Object.entries(original)) {
    const value = modified[key];
    if (before === undefined) continue;
    if (value === undefined || value === null) patch[key] = null;
    else if (isMap(before) && isMap(value)) {
      const inside = deletedIn(before, value, kind, key);
      if (Object.keys(inside).length > 0) patch[key] = inside;
    } else if (isList(before) && isList(value)) {
      const rule = listRule(key, field, kind);
      if (!rule) continue;
      const { key: name } = rule;
      if (name === undefined) {
        const gone = before.filter((item) => !value.some((known) => equal(known, item)));
        if (gone.length > 0) patch[`$deleteFromPrimitiveList/${key}`] = gone;
        continue;
      }
      const entries: Json[] = [];
      for (const item of before) {
        if (!isMap(item)) continue;
        const known = counterpart(value, before, item, name);
        if (!known) entries.push({ $patch: 'delete', [name]: item[name] ?? null });
        else {
          const inside = deletedIn(item, known, kind, key);
          if (Object.keys(inside).length > 0) entries.push({ ...inside, [name]: item[name] ?? null });
        }
      }
      if (entries.length > 0) {
        patch[`$setElementOrder/${key}`] = value.map((item) => ({ [name]: isMap(item) ? (item[name] ?? null) : null }));
        patch[key] = entries;
      }
    }
  }
  return patch;
}

/** Two patches as one: changes win over deletions of the same field. */
function unite(a: JsonMap, b: JsonMap, kind: string, field: string): JsonMap {
  const united: Record<string, Json | undefined> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = united[key];
    if (isMap(before) && isMap(value)) united[key] = unite(before, value, kind, key);
    else if (isList(before) && isList(value) && !key.startsWith('$')) {
      const name = listRule(key, field, kind)?.key;
      if (name === undefined) united[key] = value;
      else {
        const list = [...before];
        for (const item of value) {
          if (!isMap(item)) continue;
          const at = list.findIndex((known) => isMap(known) && equal(known[name], item[name]));
          const known = list[at];
          if (isMap(known)) list[at] = unite(known, item, kind, key);
          else list.push(item);
        }
        united[key] = list;
      }
    } else united[key] = value;
  }
  return united;
}
