import type { JsonObject, KubeObject } from './object';
import type { ResourceType } from './resource-type';
import { fromStored, storedType } from './versions';

/** Which part of an object a row carries: meta/v1 IncludeObjectPolicy. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

/** meta/v1 Table of some objects; without column definitions when the reader has them already. */
export function tableOf(
  type: ResourceType,
  objects: readonly KubeObject[],
  metadata: JsonObject,
  nowMs: number,
  include: IncludeObject,
  withColumns = true,
): JsonObject {
  const { columns } = storedType(type);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: withColumns
      ? columns.map(({ name, type: valueType, format = '', description, priority = 0 }) => ({
          name,
          type: valueType,
          format,
          description,
          priority,
        }))
      : null,
    rows: objects.map((object) => {
      const cells = columns.map((column) => column.cell(object, nowMs));
      if (include === 'None') return { cells };
      return { cells, object: include === 'Object' ? plain(fromStored(type, object)) : partialMetadata(object) };
    }),
  };
}

/** meta/v1 PartialObjectMetadata. */
export function partialMetadata(object: KubeObject): JsonObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: plain(object.metadata) };
}

/**
 * The same table as JSON text. What rows carry is written once for every stored object: most of a list's bytes are its metadata, and
 * who lists Pods lists them again.
 */
export function tableText(...[type, objects, metadata, nowMs, include]: Parameters<typeof tableOf>): string {
  const { columns } = storedType(type);
  const rows = objects.map((object) => {
    const cells = JSON.stringify(columns.map((column) => column.cell(object, nowMs)));
    if (include === 'None') return `{"cells":${cells}}`;
    const carried = include === 'Object' ? storedText(fromStored(type, object)) : partialMetadataText(object);
    return `{"cells":${cells},"object":${carried}}`;
  });
  const head = JSON.stringify(tableOf(type, [], metadata, nowMs, include));
  return `${head.slice(0, -NO_ROWS.length)}"rows":[${rows.join(',')}]}`;
}

/** How a table without rows ends. */
const NO_ROWS = '"rows":[]}';

function partialMetadataText({ metadata }: KubeObject): string {
  return `{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":${storedText(metadata)}}`;
}

/** Stored objects never change, so neither does their text. */
const TEXTS = new WeakMap<object, string>();

function storedText(stored: object): string {
  let text = TEXTS.get(stored);
  if (text === undefined) {
    text = JSON.stringify(stored);
    TEXTS.set(stored, text);
  }
  return text;
}

function plain(value: object): JsonObject {
  return value as JsonObject;
}
