import { ApiError, type StatusCause } from '../api-error';
import { goQuote } from '../go-text';
import { jsonEqual } from '../json-equal';
import type { JsonObject, KubeObject, ManagedFieldsEntry, ObjectMeta } from '../object';
import { compareObjects, fieldsOf, type Comparison } from './compare';
import { FieldSet } from './field-set';
import { mergeConfiguration, prune } from './merge';

/** Who changes an object, through which version and subresource, and when. */
export interface Writer {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource: string;
  readonly now: string;
}

interface Managed {
  readonly entry: Omit<ManagedFieldsEntry, 'fieldsV1'>;
  readonly set: FieldSet;
}

/** Fields that nobody owns (managedfields' stripMetaManager). */
const NOBODYS = FieldSet.fromJson({
  'f:metadata': Object.fromEntries(
    ['name', 'namespace', 'creationTimestamp', 'selfLink', 'uid', 'generation', 'managedFields', 'resourceVersion'].map(
      (name) => [`f:${name}`, {}],
    ),
  ),
});

function read(metadata: ObjectMeta): readonly Managed[] {
  return (metadata.managedFields ?? []).flatMap(({ fieldsV1, ...entry }) =>
    typeof entry.manager === 'string' ? [{ entry, set: withoutRoot(FieldSet.fromJson(fieldsV1 ?? {})) }] : [],
  );
}

function withoutRoot(set: FieldSet): FieldSet {
  set.member = false;
  return set;
}

/** buildManagerInfo: an applier is the same in every version. */
function isSame({ entry }: Managed, writer: Writer): boolean {
  return (
    entry.manager === writer.manager &&
    entry.operation === writer.operation &&
    (entry.subresource ?? '') === writer.subresource &&
    (writer.operation === 'Apply' || entry.apiVersion === writer.apiVersion)
  );
}

function entryOf(writer: Writer): Managed['entry'] {
  return {
    manager: writer.manager,
    operation: writer.operation,
    apiVersion: writer.apiVersion,
    time: writer.now,
    fieldsType: 'FieldsV1',
    ...(writer.subresource !== '' && { subresource: writer.subresource }),
  };
}

function write(managers: readonly Managed[]): readonly ManagedFieldsEntry[] {
  return managers
    .filter(({ set }) => !set.isEmpty)
    .map(({ entry, set }): ManagedFieldsEntry => ({ ...entry, fieldsV1: set.toJson() }))
    .sort(
      (a, b) =>
        compare(a.operation, b.operation) ||
        compare(a.time ?? '', b.time ?? '') ||
        compare(a.manager, b.manager) ||
        compare(a.subresource ?? '', b.subresource ?? ''),
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function stripped(object: KubeObject): JsonObject {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata } as unknown as JsonObject;
}

/**
 * The object with its managed fields brought up to date after an ordinary write: what changed belongs to the writer from now on
 * (merge.Updater's Update). `old` is what an empty object looks like when the object is new.
 */
export function trackUpdate(old: KubeObject, next: KubeObject, typeName: string, writer: Writer): KubeObject {
  const sent = next.metadata.managedFields;
  if (sent && (sent.length === 0 || (sent.length === 1 && !sent[0]?.manager))) return withManaged(next, []);
  const managers = read(sent ? next.metadata : old.metadata);
  const { added, removed, modified } = compareObjects(stripped(old), stripped(next), typeName);
  const changed = added.union(modified).without(NOBODYS);
  const gone = changed.union(removed);
  const result = managers.map((managed) => ({
    ...managed,
    set: isSame(managed, writer) ? managed.set.without(removed) : managed.set.without(gone),
  }));
  if (changed.isEmpty) return withManaged(next, write(result));
  const index = result.findIndex((managed) => isSame(managed, writer));
  const own = result[index];
  if (own) result[index] = { entry: { ...own.entry, time: writer.now }, set: own.set.union(changed) };
  else result.push({ entry: entryOf(writer), set: changed });
  return withManaged(next, write(result));
}

function withManaged(object: KubeObject, managedFields: readonly ManagedFieldsEntry[]): KubeObject {
  const { managedFields: old, ...metadata } = object.metadata;
  if (managedFields.length === 0) return old === undefined ? object : { ...object, metadata };
  return { ...object, metadata: { ...metadata, managedFields } };
}

/** The live object with a configuration applied. Throws ApiError when others own what it changes and `force` is not set. */
export function applyConfiguration(
  live: KubeObject,
  config: JsonObject,
  typeName: string,
  writer: Writer,
  force: boolean,
): KubeObject {
  const others = read(live.metadata).filter((managed) => !isSame(managed, writer));
  const own = read(live.metadata).find((managed) => isSame(managed, writer));
  const set = fieldsOf(config, typeName).without(NOBODYS);
  const bare = stripped(live);
  let merged = mergeConfiguration(bare, config, typeName);
  if (own) {
    const owned = others.reduce((all, managed) => all.union(managed.set), set);
    merged = prune(merged, own.set, owned, typeName);
  }
  const comparison = compareObjects(bare, merged, typeName);
  const left = settle(others, comparison, force);
  const next = merged as unknown as KubeObject;
  const unchanged = own !== undefined && jsonEqual(bare, merged) && jsonEqual(own.set.toJson(), set.toJson());
  const entry = unchanged ? own.entry : entryOf(writer);
  return withManaged(next, write([...left, { entry, set }]));
}

/** Takes from the others what changes, or refuses. */
function settle(
  others: readonly Managed[],
  { added, modified, removed }: Comparison,
  force: boolean,
): readonly Managed[] {
  const changed = added.union(modified);
  const conflicts = others
    .map((managed) => ({ managed, set: managed.set.intersection(changed) }))
    .filter(({ set }) => !set.isEmpty);
  if (conflicts.length > 0 && !force) throw conflictError(conflicts);
  const gone = changed.union(removed);
  return others.map((managed) => ({ ...managed, set: managed.set.without(gone) }));
}

/** managedfields' NewConflictError. */
function conflictError(conflicts: readonly { readonly managed: Managed; readonly set: FieldSet }[]): ApiError {
  const sorted = [...conflicts].sort((a, b) => compare(a.managed.entry.manager, b.managed.entry.manager));
  const all = sorted.flatMap(({ managed, set }) => set.paths().map((path) => ({ who: managerWords(managed), path })));
  const causes: StatusCause[] = all.map(({ who, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${who}`,
    field: path,
  }));
  const [first] = all;
  if (all.length === 1 && first) {
    const message = `Apply failed with 1 conflict: conflict with ${first.who}: ${first.path}`;
    return new ApiError(409, 'Conflict', message, { causes });
  }
  const lines = sorted.flatMap(({ managed, set }) => [
    `conflicts with ${managerWords(managed)}:`,
    ...set.paths().map((path) => `- ${path}`),
  ]);
  return new ApiError(409, 'Conflict', `Apply failed with ${all.length} conflicts: ${lines.join('\n')}`, { causes });
}

function managerWords({ entry }: Managed): string {
  const { manager, operation, apiVersion, time, subresource } = entry;
  const name = `${goQuote(manager)}${subresource ? ` with subresource ${goQuote(subresource)}` : ''}`;
  if (operation !== 'Update') return name;
  return time === undefined ? `${name} using ${apiVersion}` : `${name} using ${apiVersion} at ${time}`;
}
