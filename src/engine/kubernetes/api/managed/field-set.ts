import type { Json, JsonObject } from '../object';
import { isObject } from '../patch/merge-patch';
import { typeInfo, type FieldInfo, type ValueType } from '../schema/type-info';

/**
 * A set of fields of an object as meta/v1 FieldsV1 writes it (structured-merge-diff's fieldpath): a tree whose steps are `f:name`, `k:{…}` for an
 * item with keys, `v:…` for a plain item.
 */
export class FieldSet {
  /** The place itself belongs to the set, besides what is below it. */
  member = false;
  readonly below = new Map<string, FieldSet>();

  get isEmpty(): boolean {
    return !this.member && this.below.size === 0;
  }

  /** The node of a step, made if need be. */
  child(step: string): FieldSet {
    let found = this.below.get(step);
    if (!found) this.below.set(step, (found = new FieldSet()));
    return found;
  }

  insert(path: readonly string[]): void {
    let node: FieldSet = this.child(path[0] ?? '');
    for (const step of path.slice(1)) node = node.child(step);
    node.member = true;
  }

  union(other: FieldSet): FieldSet {
    const result = new FieldSet();
    result.member = this.member || other.member;
    for (const step of new Set([...this.below.keys(), ...other.below.keys()])) {
      const [a, b] = [this.below.get(step), other.below.get(step)];
      result.below.set(step, a && b ? a.union(b) : (a ?? b ?? new FieldSet()));
    }
    return result;
  }

  without(other: FieldSet): FieldSet {
    const result = new FieldSet();
    result.member = this.member && !other.member;
    for (const [step, node] of this.below) {
      const taken = other.below.get(step);
      const left = taken ? node.without(taken) : node;
      if (!left.isEmpty) result.below.set(step, left);
    }
    return result;
  }

  intersection(other: FieldSet): FieldSet {
    const result = new FieldSet();
    result.member = this.member && other.member;
    for (const [step, node] of this.below) {
      const same = other.below.get(step);
      const shared = same && node.intersection(same);
      if (shared && !shared.isEmpty) result.below.set(step, shared);
    }
    return result;
  }

  /** Every member, as structured-merge-diff prints paths: `.spec.containers[name="a"].image`. */
  paths(prefix = ''): readonly string[] {
    const steps = [...this.below].sort(([a], [b]) => (a < b ? -1 : 1));
    return steps.flatMap(([step, node]) => {
      const path = prefix + stepText(step);
      return [...(node.member ? [path] : []), ...node.paths(path)];
    });
  }

  toJson(): JsonObject {
    const steps = [...this.below].sort(([a], [b]) => (a < b ? -1 : 1));
    const below = steps.map(([step, node]): [string, Json] => [step, node.toJson()]);
    return Object.fromEntries(this.member && below.length > 0 ? [['.', {}], ...below] : below);
  }

  static fromJson(fields: JsonObject): FieldSet {
    const set = new FieldSet();
    const entries = Object.entries(fields);
    set.member = entries.length === 0 || '.' in fields;
    for (const [step, node] of entries)
      if (step !== '.' && isObject(node)) set.below.set(step, FieldSet.fromJson(node));
    return set;
  }
}

/** As messages write it: `.image`, `[name="web"]`. */
export function stepText(step: string): string {
  const rest = step.slice(2);
  if (step.startsWith('f:')) return `.${rest}`;
  if (step.startsWith('v:')) return `[=${rest}]`;
  if (!step.startsWith('k:')) return `[${rest}]`;
  const keys = Object.entries(JSON.parse(rest) as Record<string, Json>);
  return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
}

/** How a value is owned: as one thing, or part by part. */
export type Ownership = 'leaf' | 'map' | 'list';

export function ownershipOf(
  value: Json | undefined,
  type: ValueType | undefined,
  field: FieldInfo | undefined,
): Ownership {
  if (field?.listType === 'atomic') return 'leaf';
  if (type === undefined) return isObject(value) ? 'map' : 'leaf';
  if (type.kind === 'object') return typeInfo(type.type)?.atomic ? 'leaf' : 'map';
  if (type.kind === 'map') return 'map';
  if (type.kind !== 'list') return 'leaf';
  return field && (field.listType !== undefined || field.mergeKey !== undefined) ? 'list' : 'leaf';
}

/** The step to an item of a list that is owned item by item; undefined when the item lacks its keys. */
export function itemStep(item: Json, field: FieldInfo | undefined): string | undefined {
  const keys = field?.listKeys.length ? field.listKeys : field?.mergeKey ? [field.mergeKey] : [];
  if (keys.length === 0) return `v:${JSON.stringify(item)}`;
  if (!isObject(item)) return undefined;
  const values = [...keys].sort().map((key): [string, Json | undefined] => [key, item[key] ?? KEY_DEFAULTS.get(key)]);
  return `k:${JSON.stringify(Object.fromEntries(values.filter(([, value]) => value !== undefined)))}`;
}

/** Keys that an item may leave out. */
const KEY_DEFAULTS: ReadonlyMap<string, Json> = new Map([['protocol', 'TCP']]);
