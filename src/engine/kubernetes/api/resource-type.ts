import type { World } from '../../kernel/world';
import type { FieldError } from './field-error';
import type { Json, JsonObject, KubeObject } from './object';

/** `group` is '' for core/v1. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What a strategy may know besides the objects: nothing that is not data of the cluster. */
export interface StrategyContext {
  /** RFC 3339, whole seconds, of the virtual clock. */
  readonly now: string;
  /** An object of the same cluster, for what depends on others (a ServiceAccount, a PriorityClass). */
  find(resource: string, namespace: string | undefined, name: string): KubeObject | undefined;
}

/**
 * How objects of a kind are filled in and checked: Kubernetes' pkg/apis/…/defaults.go, validation.go and pkg/registry/…/strategy.go. Every
 * function is pure and returns a new object (or the same, when there is nothing to do).
 */
export interface Strategy<T extends KubeObject> {
  /** Fills in what the manifest leaves out. Idempotent. */
  defaults?(object: T): T;
  /** Before creation: drops what a client may not set (the status), sets what the server sets. `generation: 1` is the caller's business. */
  prepareForCreate?(object: T, context: StrategyContext): T;
  /** Before an update of the main resource: keeps what a client may not change. The status is kept and `generation` raised by the caller. */
  prepareForUpdate?(next: T, old: T, context: StrategyContext): T;
  /** Everything wrong with a new object, in the order the real server lists it; metadata is checked by the caller. */
  validate?(object: T, context: StrategyContext): readonly FieldError[];
  /** Everything wrong with a change. */
  validateUpdate?(next: T, old: T, context: StrategyContext): readonly FieldError[];
  validateStatusUpdate?(next: T, old: T): readonly FieldError[];
  /** Sent as `Warning: 299 - "…"` headers. */
  warnings?(object: T, old: T | undefined): readonly string[];
  /** How a name is checked; a DNS subdomain when left out. */
  readonly nameRule?: 'dns-subdomain' | 'dns-label' | 'dns-1035-label' | 'path-segment';
  /** Seconds a deletion waits unless the client says otherwise; only Pods have it. */
  gracePeriodSeconds?(object: T): number | undefined;
}

/** A column of `kubectl get`: pkg/printers/internalversion/printers.go, or additionalPrinterColumns. */
export interface TableColumn<T extends KubeObject> {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly format?: 'name';
  readonly description: string;
  /** 1: only with `-o wide`. */
  readonly priority?: 0 | 1;
  /** `nowMs`: milliseconds since 1970 of the virtual clock, for ages. */
  cell(object: T, nowMs: number): Json;
}

/** Where `scale` finds its numbers. */
export interface ScalePaths {
  readonly specReplicas: string;
  readonly statusReplicas: string;
  readonly labelSelector?: string;
}

/** One resource that the API serves. Discovery, storage, tables and validation all come from this declaration. */
export interface ResourceType<T extends KubeObject = KubeObject> extends GroupVersionKind {
  readonly plural: string;
  readonly singular: string;
  readonly listKind: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly namespaced: boolean;
  /** In the order discovery lists them; every ordinary verb when left out. */
  readonly verbs?: readonly string[];
  readonly subresources?: { readonly status?: true; readonly scale?: ScalePaths };
  /** Another version, or group, of a kind that is stored once: how its objects look there, and what they look like here. */
  readonly stored?: StoredElsewhere;
  /** Its objects are not stored: they are made up from the lab whenever somebody asks. */
  computed?(world: World): readonly KubeObject[];
  /** Sent as a warning with every answer: what is said of a version that is on its way out. */
  readonly deprecated?: string;
  /** Whether `metadata.generation` counts changes of the spec. */
  readonly generation?: true;
  /** openAPIV3Schema of a custom resource; the fields of built-in kinds are in schema/types.json. */
  readonly structuralSchema?: JsonObject;
  readonly strategy: Strategy<T>;
  readonly columns: readonly TableColumn<T>[];
  /** Fields besides metadata.name and metadata.namespace that a field selector may name, and their value. */
  readonly selectableFields?: Readonly<Record<string, FieldValue<T>>>;
}

/** What a version that is not stored has in common with the one that is: pkg/apis/…/conversion.go. Both ways take what has no defaults yet. */
export interface StoredElsewhere {
  readonly type: ResourceType;
  toStored(object: KubeObject): KubeObject;
  fromStored(object: KubeObject): KubeObject;
}

/** Declared as a method so that a list of kinds can hold those of every type. */
export type FieldValue<T extends KubeObject> = { of(object: T): string }['of'];
