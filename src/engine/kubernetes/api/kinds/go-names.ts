/**
 * A value as Go writes one of the internal types, which have no names for JSON: the fields' own, in capitals. Fields that are not set are not
 * told, which the real server does as null.
 */
export function asGo(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asGo);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [goName(key), asGo(one)]));
}

function goName(key: string): string {
  if (key === 'apiGroup') return 'APIGroup';
  if (key === 'apiVersion') return 'APIVersion';
  return key.charAt(0).toUpperCase() + key.slice(1);
}
