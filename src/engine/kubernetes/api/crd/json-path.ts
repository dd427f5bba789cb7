import type { Json, JsonObject } from '../object';
import { isObject } from '../patch/merge-patch';

/** A simple JSONPath as printer columns use it: `.spec.containers[0].image`, `.status.conditions[?(@.type=="Ready")].status`. */
export function readPath(object: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = object;
  for (const step of path.match(STEP) ?? []) {
    if (value === undefined || value === null) return undefined;
    value = follow(value, step);
  }
  return value;
}

const STEP = /\.[\w-]+(?:\\\.[\w/-]+)*|\[\?\(@\.[\w.]+\s*==\s*(?:"[^"]*"|'[^']*')\)\]|\[(?:\d+|\*)\]|\['[^']*'\]/g;

function follow(value: Json, step: string): Json | undefined {
  // Of all a printer column shows the first.
  const index = /^\[(\d+|\*)\]$/.exec(step);
  if (index) return Array.isArray(value) ? (value as readonly Json[])[Number(index[1]) || 0] : undefined;
  const filter = /^\[\?\(@\.([\w.]+)\s*==\s*["']([^"']*)["']\)\]$/.exec(step);
  if (filter) {
    const [, inner = '', wanted] = filter;
    if (!Array.isArray(value)) return undefined;
    return (value as readonly Json[]).find((item) => isObject(item) && readPath(item, `.${inner}`) === wanted);
  }
  const quoted = /^\['([^']*)'\]$/.exec(step);
  const key = quoted ? (quoted[1] ?? '') : step.slice(1).replaceAll('\\', '');
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
