import { isMap, type Json } from '../json/types';

/** JSON Merge Patch (RFC 7386). */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isMap(patch)) return patch;
  const merged: Record<string, Json | undefined> = isMap(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(merged, key);
    else if (value !== undefined) merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

/** The merge patch that leads from one value to another. */
export function mergePatchBetween(from: Json, to: Json): Json {
  if (!isMap(from) || !isMap(to)) return to;
  const patch: Record<string, Json> = {};
  for (const key of Object.keys(from)) if (to[key] === undefined && from[key] !== undefined) patch[key] = null;
  for (const [key, value] of Object.entries(to)) {
    const before = from[key];
    if (value === undefined) continue;
    if (before === undefined) patch[key] = value;
    else if (isMap(before) && isMap(value)) {
      const inside = mergePatchBetween(before, value);
      if (isMap(inside) && Object.keys(inside).length > 0) patch[key] = inside;
    } else if (JSON.stringify(before) !== JSON.stringify(value)) patch[key] = value;
  }
  return patch;
}
