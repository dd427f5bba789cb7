import type { ClusterUser } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { ApiError } from '../api/api-error';
import { ApiClient, type Resource as ResourceName } from '../api/client';
import type { KubeObject, ObjectMeta } from '../api/object';
import type { DeleteOptions } from '../api/operations/delete';
import { nowText } from '../api/store';
import type { Kinds, Resource } from '../objects/kinds';
import { recordEvent, type EventFacts } from './events';
import { enqueue, enqueueAfter } from './queue';
import { apiServerWorks } from './process-state';

/** An object that a controller makes; the server adds the rest. */
export type NewObject = Readonly<Record<string, unknown>> & { readonly metadata: ObjectMeta };

/** What a component works with: the API by the names of resources, events, and its own queue. */
export class ControllerClient {
  private readonly api: ApiClient;

  constructor(
    readonly world: World,
    readonly component: string,
    readonly user: ClusterUser,
    manager: string,
  ) {
    this.api = new ApiClient(world, user, manager);
  }

  /** meta/v1 Time of the virtual clock. */
  get now(): string {
    return nowText(this.world);
  }

  get<R extends Resource>(resource: R, namespace: string, name: string): Kinds[R] | undefined {
    return this.api.get(named(resource), namespace, name);
  }

  /** Objects of a namespace, or of all, by name. */
  list<R extends Resource>(resource: R, namespace?: string): readonly Kinds[R][] {
    return this.api.list(named(resource), namespace);
  }

  /** Objects whose owners have this uid among them. */
  ownedBy<R extends Resource>(resource: R, uid: string): readonly Kinds[R][] {
    return this.api.ownedBy(named(resource), uid);
  }

  podsOnNode(node: string): readonly Kinds['pods'][] {
    return this.api.onNode(named('pods'), node);
  }

  podsLabelled(namespace: string, key: string, value: string): readonly Kinds['pods'][] {
    return this.api.labelled(named('pods'), namespace, key, value);
  }

  slicesOf(namespace: string, service: string): readonly Kinds['endpointslices.discovery.k8s.io'][] {
    return this.api.labelled(
      named('endpointslices.discovery.k8s.io'),
      namespace,
      'kubernetes.io/service-name',
      service,
    );
  }

  create<R extends Resource>(resource: R, namespace: string, object: NewObject): Kinds[R] {
    return this.api.create(named(resource), namespace, object as unknown as Kinds[R]);
  }

  /** Changes what is not the status. */
  update<R extends Resource>(resource: R, object: Kinds[R], change: (object: Kinds[R]) => Kinds[R]): Kinds[R] {
    const { namespace = '', name = '' } = object.metadata;
    return this.api.update(named(resource), namespace, name, change);
  }

  /** Changes the status only. */
  updateStatus<R extends Resource>(resource: R, object: Kinds[R], change: (object: Kinds[R]) => Kinds[R]): Kinds[R] {
    const { namespace = '', name = '' } = object.metadata;
    return this.api.updateStatus(named(resource), namespace, name, change);
  }

  /** Deletes an object; one that is gone already is no error. */
  remove(resource: Resource, object: KubeObject, options: DeleteOptions = {}): void {
    const { namespace = '', name = '', uid } = object.metadata;
    const preconditions = uid === undefined ? {} : { preconditions: { uid } };
    try {
      this.api.delete(named(resource), namespace, name, { ...options, ...preconditions });
    } catch (error) {
      if (!isReason(error, 'NotFound')) throw error;
    }
  }

  /** Tells of something that happened to an object. */
  event(about: KubeObject, facts: EventFacts): void {
    // Who cannot reach the API server keeps it to itself.
    if (apiServerWorks(this.world)) recordEvent(this, about, facts);
  }

  /** A key of this component has work, `afterUs` microseconds from now; `background`: nobody waits for it. */
  enqueue(key: string, afterUs = 0, background = false): void {
    if (afterUs <= 0) enqueue(this.world, this.component, key);
    else enqueueAfter(this.world, this.component, key, afterUs, background);
  }
}

function named<R extends Resource>(resource: R): ResourceName<Kinds[R]> {
  const dot = resource.indexOf('.');
  if (dot < 0) return { group: '', version: 'v1', plural: resource };
  const group = resource.slice(dot + 1);
  return { group, version: group === 'autoscaling' ? 'v2' : 'v1', plural: resource.slice(0, dot) };
}

/** Whether the API server refused for this reason: `NotFound`, `AlreadyExists`, `Conflict` … */
export function isReason(error: unknown, reason: string): error is ApiError {
  return error instanceof ApiError && error.reason === reason;
}
