/** What the documentation of the API says of a field: its text, and the values it may have. */
export interface FieldDocumentation {
  readonly description: string;
  readonly values: readonly string[] | undefined;
}

type Documentation = Readonly<Record<string, Readonly<Record<string, string | readonly [string, readonly string[]]>>>>;

let loaded: ReadonlyMap<string, ReadonlyMap<string, string | readonly [string, readonly string[]]>> | undefined;

/**
 * Reads the API's documentation, half a megabyte that only `kubectl explain` needs. Whoever serves the API to clients calls it once before;
 * without it OpenAPI documents have no descriptions.
 */
export async function loadDocumentation(): Promise<void> {
  if (loaded) return;
  const { default: texts } = await import('../schema/documentation.json');
  const entries = Object.entries(texts as unknown as Documentation);
  loaded = new Map(entries.map(([type, fields]) => [type, new Map(Object.entries(fields))]));
}

/** Of a type's field; of the type itself when `field` is ''. */
export function documentationOf(type: string, field = ''): FieldDocumentation {
  const found = loaded?.get(type)?.get(field);
  if (found === undefined) return { description: '', values: undefined };
  if (typeof found === 'string') return { description: found, values: undefined };
  return { description: found[0], values: found[1] };
}

/** Whether there is anything to find. */
export function isDocumentationLoaded(): boolean {
  return loaded !== undefined;
}
