import type { Json, JsonObject } from '../object';
import { isObject } from '../patch/merge-patch';
import type { ValueType } from '../schema/type-info';
import { itemsByStep, partOf } from './compare';
import { itemStep, ownershipOf, type FieldSet } from './field-set';
import type { FieldInfo } from '../schema/type-info';

/** The live object with a configuration laid over it (structured-merge-diff's typed.Merge). */
export function mergeConfiguration(live: JsonObject, config: JsonObject, typeName: string): JsonObject {
  return mergeMaps(live, config, { kind: 'object', type: typeName });
}

function mergeMaps(live: JsonObject, config: JsonObject, type: ValueType | undefined): JsonObject {
  const merged: Record<string, Json | undefined> = { ...live };
  for (const [key, value] of Object.entries(config)) {
    if (value === undefined) continue;
    const { type: of, field } = partOf(type, key);
    merged[key] = mergeValues(live[key], value, of, field);
  }
  return merged;
}

function mergeValues(
  live: Json | undefined,
  value: Json,
  type: ValueType | undefined,
  field: FieldInfo | undefined,
): Json {
  const ownership = ownershipOf(value, type, field);
  if (ownership === 'map' && isObject(live) && isObject(value)) return mergeMaps(live, value, type);
  if (ownership !== 'list' || !Array.isArray(live) || !Array.isArray(value)) return value;
  const of = type?.kind === 'list' ? type.of : undefined;
  const [old, next] = [itemsByStep(live as readonly Json[], field), itemsByStep(value as readonly Json[], field)];
  const mergedItem = (step: string, item: Json): Json => mergeValues(old.get(step), item, of, undefined);
  // Items of the configuration stand in its order; live ones keep their places before the first that follows them.
  const result: Json[] = [];
  const waiting = [...old.entries()];
  for (const [step, item] of next) {
    const place = waiting.findIndex(([other]) => other === step);
    if (place >= 0) {
      for (const [other, kept] of waiting.splice(0, place + 1)) {
        if (other !== step && !next.has(other)) result.push(kept);
      }
    }
    result.push(mergedItem(step, item));
  }
  return [...result, ...waiting.filter(([step]) => !next.has(step)).map(([, item]) => item)];
}

/** The object without what was applied last time and nobody owns now (merge.Updater's prune). */
export function prune(value: JsonObject, last: FieldSet, owned: FieldSet, typeName: string): JsonObject {
  return pruneMap(value, last, owned, { kind: 'object', type: typeName });
}

function pruneMap(value: JsonObject, last: FieldSet, owned: FieldSet, type: ValueType | undefined): JsonObject {
  const kept: Record<string, Json | undefined> = { ...value };
  for (const [step, node] of last.below) {
    const key = step.slice(2);
    const item = kept[key];
    if (item === undefined) continue;
    const still = owned.below.get(step);
    if (!still) {
      delete kept[key];
      continue;
    }
    const { type: of, field } = partOf(type, key);
    kept[key] = pruneValue(item, node, still, of, field);
  }
  return kept;
}

function pruneValue(
  value: Json,
  last: FieldSet,
  owned: FieldSet,
  type: ValueType | undefined,
  field: FieldInfo | undefined,
): Json {
  const ownership = ownershipOf(value, type, field);
  if (ownership === 'map' && isObject(value)) return pruneMap(value, last, owned, type);
  if (ownership !== 'list' || !Array.isArray(value)) return value;
  const of = type?.kind === 'list' ? type.of : undefined;
  return (value as readonly Json[]).flatMap((item) => {
    const step = itemStep(item, field) ?? '';
    const before = last.below.get(step);
    if (!before) return [item];
    const still = owned.below.get(step);
    return still ? [pruneValue(item, before, still, of, undefined)] : [];
  });
}
