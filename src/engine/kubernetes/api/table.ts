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

function plain(value: object): JsonObject {
  return value as JsonObject;
}
