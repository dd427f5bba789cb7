/** The tools of defaulting: each gives back the very object it was given when nothing is missing, so that nothing is copied for nothing. */

/** What Go takes for "not set" in a field that is a pointer, a string, a list or a struct. */
function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** `object` with the fields of `defaults` that it lacks. */
export function fillIn<T extends object>(object: T | undefined, defaults: { readonly [K in keyof T]?: T[K] }): T {
  if (!object) return defaults as T;
  let filled: T | undefined;
  for (const key of Object.keys(defaults) as (keyof T)[]) {
    if (isMissing(object[key]) && defaults[key] !== undefined) (filled ??= { ...object })[key] = defaults[key];
  }
  return filled ?? object;
}

/** The same for numbers that are no pointers, where 0 is "not set" too. */
export function fillInNumbers<T extends object>(object: T, defaults: { readonly [K in keyof T]?: T[K] }): T {
  let filled: T | undefined;
  for (const key of Object.keys(defaults) as (keyof T)[]) {
    if (isMissing(object[key]) || object[key] === 0) (filled ??= { ...object })[key] = defaults[key] as T[keyof T];
  }
  return filled ?? object;
}

/** `object` with `change` done to one of its fields, if it has it. */
export function changeField<T extends object, K extends keyof T>(
  object: T,
  key: K,
  change: (value: NonNullable<T[K]>) => T[K],
): T {
  const value = object[key];
  if (value === undefined || value === null) return object;
  const changed = change(value);
  return changed === value ? object : { ...object, [key]: changed };
}

/** A list with `change` done to every element. */
export function changeEach<E>(list: readonly E[], change: (element: E) => E): readonly E[] {
  let changed: E[] | undefined;
  list.forEach((element, i) => {
    const next = change(element);
    if (next !== element) (changed ??= [...list])[i] = next;
  });
  return changed ?? list;
}

/** `object` without the fields named. */
export function without<T extends object>(object: T, ...keys: readonly (keyof T)[]): T {
  if (!keys.some((key) => key in object)) return object;
  const rest = { ...object };
  for (const key of keys) Reflect.deleteProperty(rest, key);
  return rest;
}
