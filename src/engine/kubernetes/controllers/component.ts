import type { ClusterChange, ClusterUser } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import type { ControllerClient } from './client';

/** Which keys of a component a change gives work to. Looks, and changes nothing. */
export type KeysOf = (change: ClusterChange, world: World) => readonly string[];

/**
 * A control loop: what it looks at, and what it does about one key. Level-triggered: `reconcile` reads what there is and moves it towards
 * what is wanted, whatever happened before.
 */
export interface Component {
  /** `deployment-controller`: names its queue, its user and its events. */
  readonly name: string;
  /** The program it is a part of; while that is stopped, keys wait. */
  readonly process: 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kubelet';
  readonly user: ClusterUser;
  /** By resource, `*` for all: the keys that a change of one of its objects wakes. */
  readonly watches: Readonly<Partial<Record<string, KeysOf>>>;
  /** Longest wait after an error, when it is not the ordinary one. */
  readonly maxBackoffUs?: number;
  /** Does what there is to do about one key. A thrown ApiError makes it come again, later each time. */
  reconcile?(api: ControllerClient, key: string): void;
  /** Instead of `reconcile`, for a component that gains by looking at everything that waits at once. */
  reconcileAll?(api: ControllerClient, keys: readonly string[]): void;
}

/** The user of a controller that runs with its own ServiceAccount (kube-controller-manager --use-service-account-credentials). */
export function controllerUser(name: string): ClusterUser {
  return {
    username: `system:serviceaccount:kube-system:${name}`,
    groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
  };
}

/** The key of an object. */
export function keyOf(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

/** Namespace and name of a key. */
export function splitKey(key: string): readonly [namespace: string, name: string] {
  const slash = key.indexOf('/');
  return slash < 0 ? ['', key] : [key.slice(0, slash), key.slice(slash + 1)];
}

/** The changed object itself. */
export const ownKey: KeysOf = ({ namespace, name }) => [keyOf(namespace, name)];

/** The owner of a kind that controls the changed object, before or after the change. */
export function controllerKey(kind: string): KeysOf {
  return ({ namespace, object, previous }) => {
    const owner = controllerOf(object as unknown as Owned);
    const before = previous ? controllerOf(previous as unknown as Owned) : owner;
    const own = owner?.kind === kind ? [keyOf(namespace, owner.name)] : NO_KEYS;
    if (before?.kind !== kind || (own.length > 0 && before.name === owner?.name)) return own;
    return [...own, keyOf(namespace, before.name)];
  };
}

const NO_KEYS: readonly string[] = [];

interface Owned {
  readonly metadata: { readonly ownerReferences?: readonly OwnerLike[] };
}

interface OwnerLike {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
}

/** The owner reference of the controller (metav1.GetControllerOf). */
export function controllerOf(object: Owned | undefined): OwnerLike | undefined {
  const owners = object?.metadata.ownerReferences;
  if (!owners) return undefined;
  for (const owner of owners) if (owner.controller === true) return owner;
  return undefined;
}
