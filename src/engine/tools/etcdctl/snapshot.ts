import type { StoredObject } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';

/** A snapshot in a file: what etcd would write in its own format is the objects as JSON after a first line. */

const SNAPSHOT_MARK = 'cka-net etcd snapshot\n';

export interface Snapshot {
  readonly revision: number;
  /** By resource. */
  readonly objects: Readonly<Record<string, readonly StoredObject[]>>;
}

export function takeSnapshot(world: World): string {
  const { cluster } = world;
  const objects: Record<string, StoredObject[]> = {};
  for (const [resource, namespaces] of cluster?.objects ?? [])
    objects[resource] = [...namespaces.values()].flatMap((list) => [...list.values()]);
  const snapshot: Snapshot = { revision: cluster?.version ?? 1, objects };
  return `${SNAPSHOT_MARK}${JSON.stringify(snapshot)}`;
}

/** What a file has; undefined when it is no snapshot. */
export function readSnapshot(text: string): Snapshot | undefined {
  if (!text.startsWith(SNAPSHOT_MARK)) return undefined;
  try {
    return JSON.parse(text.slice(SNAPSHOT_MARK.length)) as Snapshot;
  } catch {
    return undefined;
  }
}

export function keysIn({ objects }: Snapshot): number {
  return Object.values(objects).reduce((sum, list) => sum + list.length, 0);
}

/** A checksum for `snapshot status`: FNV-1a of the text. */
export function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash.toString(16);
}
