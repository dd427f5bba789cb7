import type { ClusterUser } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { ApiError, resourceName } from './api-error';
import type { KubeObject } from './object';
import { current, type Caller } from './operations/caller';
import { create } from './operations/create';
import { remove, type DeleteOptions } from './operations/delete';
import { update, type UpdateOptions } from './operations/update';
import { findResource } from './registry';
import type { ResourceType } from './resource-type';
import { bindPod } from './subresources/binding';
import { finalizeNamespace } from './subresources/finalize';
import { readIndexed, readObjects } from './store';

/**
 * The API as controllers use it: the same defaults, admission, validation and history as for clients over HTTP, without JSON text. Reads
 * hand out what is stored, which nobody may change in place. Writers throw ApiError.
 */
export class ApiClient {
  private readonly caller: Caller;

  /** `manager` is the field manager: what a real component calls itself, `kube-controller-manager`. */
  constructor(world: World, user: ClusterUser, manager: string) {
    this.caller = { world, user, manager, dryRun: false, warnings: [] };
  }

  get world(): World {
    return this.caller.world;
  }

  /** What is stored; `namespace` is '' for a type without. */
  get<T extends KubeObject>(resource: Resource<T>, namespace: string, name: string): T | undefined {
    return current(this.world, this.type(resource), namespace, name) as T | undefined;
  }

  /** By namespace and name; undefined: of all namespaces. */
  list<T extends KubeObject>(resource: Resource<T>, namespace?: string): readonly T[] {
    return readObjects(this.world, resourceName(this.type(resource)), namespace) as unknown as readonly T[];
  }

  /** Objects that an owner's uid stands in. */
  ownedBy<T extends KubeObject>(resource: Resource<T>, uid: string): readonly T[] {
    return this.indexed(resource, 'owner', uid);
  }

  /** Pods that were given to a node. */
  onNode<T extends KubeObject>(pods: Resource<T>, node: string): readonly T[] {
    return this.indexed(pods, 'node', node);
  }

  /** Objects of a namespace with one label that is indexed. */
  labelled<T extends KubeObject>(resource: Resource<T>, namespace: string, key: string, value: string): readonly T[] {
    return this.indexed(resource, 'label', `${namespace}/${key}=${value}`);
  }

  create<T extends KubeObject>(resource: Resource<T>, namespace: string, object: T): T {
    return create(this.caller, this.type(resource), namespace, object);
  }

  /** Reads, changes and stores; what `change` answers unchanged is not written. */
  update<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string,
    name: string,
    change: (existing: T) => T,
    options?: UpdateOptions,
  ): T {
    return update(this.caller, this.type(resource), namespace, name, change, options);
  }

  /** The same for the status subresource. */
  updateStatus<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string,
    name: string,
    change: (existing: T) => T,
  ): T {
    return this.update(resource, namespace, name, change, { subresource: 'status' });
  }

  /** True when it is gone at once; false while its grace period or a finalizer holds it. */
  delete(resource: Resource, namespace: string, name: string, options?: DeleteOptions): boolean {
    return remove(this.caller, this.type(resource), namespace, name, options).gone;
  }

  /** Gives a Pod to a node. */
  bind(namespace: string, name: string, node: string): void {
    const binding = { apiVersion: 'v1', kind: 'Binding', metadata: { name }, target: { kind: 'Node', name: node } };
    bindPod(this.caller, namespace, name, binding);
  }

  /** Changes `spec.finalizers` of a namespace; with none left, one that is being deleted goes. */
  finalizeNamespace(name: string, finalizers: readonly string[]): void {
    finalizeNamespace(this.caller, name, finalizers);
  }

  private indexed<T extends KubeObject>(resource: Resource<T>, index: string, value: string): readonly T[] {
    return readIndexed(this.world, resourceName(this.type(resource)), index, value) as unknown as readonly T[];
  }

  private type({ group, version, plural }: Resource): ResourceType {
    const type = findResource(this.world, group, version, plural);
    if (!type) throw new ApiError(404, 'NotFound', 'the server could not find the requested resource');
    return type;
  }
}

/** Names a resource and the type of its objects. */
export interface Resource<T extends KubeObject = KubeObject> {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  /** Never there: says what objects look like. */
  readonly object?: T;
}
