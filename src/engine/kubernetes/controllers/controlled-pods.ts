import type { LabelSelector } from 'kubernetes-types/meta/v1';
import type { Frozen, KubeObject } from '../api/object';
import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { readObjects } from '../api/store';
import type { Pod, Resource } from '../objects/kinds';
import { selectorMatches } from '../objects/selector';
import { isReason, type ControllerClient } from './client';
import { controllerKey, controllerOf, keyOf, type KeysOf } from './component';

/** Objects that select Pods and own them. */
type Selecting = KubeObject & { readonly spec?: { readonly selector?: Frozen<LabelSelector> } };

/**
 * The Pods of a controller: those it owns and still selects; it takes orphans that it selects, and lets go what it no longer selects
 * (pkg/controller/controller_ref_manager.go ClaimPods).
 */
export function claimPods(api: ControllerClient, owner: Selecting): readonly Pod[] {
  const { uid = '', namespace = '' } = owner.metadata;
  const selector = owner.spec?.selector;
  const claimed: Pod[] = [];
  for (const pod of api.ownedBy('pods', uid)) {
    if (controllerOf(pod)?.uid !== uid) continue;
    if (selectorMatches(selector, pod.metadata.labels)) claimed.push(pod);
    else if (owner.metadata.deletionTimestamp === undefined) release(api, pod, uid);
  }
  if (owner.metadata.deletionTimestamp !== undefined) return claimed;
  for (const pod of candidates(api, namespace, selector)) {
    if (controllerOf(pod) || pod.metadata.deletionTimestamp !== undefined) continue;
    if (selectorMatches(selector, pod.metadata.labels)) claimed.push(adopt(api, pod, owner));
  }
  return claimed;
}

/** Pods that a selector could select, by the index of labels where it names one. */
function candidates(
  api: ControllerClient,
  namespace: string,
  selector: Frozen<LabelSelector> | undefined,
): readonly Pod[] {
  const labels = selector?.matchLabels;
  // The hash of a template is the rarest label there is.
  const key = labels && ('pod-template-hash' in labels ? 'pod-template-hash' : Object.keys(labels)[0]);
  if (labels && key !== undefined) return api.podsLabelled(namespace, key, labels[key] ?? '');
  return api.list('pods', namespace);
}

function adopt(api: ControllerClient, pod: Pod, owner: KubeObject): Pod {
  return api.update('pods', pod, (old) => ({
    ...old,
    metadata: {
      ...old.metadata,
      ownerReferences: [...(old.metadata.ownerReferences ?? []), controllerReference(owner)],
    },
  }));
}

function release(api: ControllerClient, pod: Pod, uid: string): void {
  try {
    api.update('pods', pod, (old) => {
      const { ownerReferences = [], ...rest } = old.metadata;
      const others = ownerReferences.filter((reference) => reference.uid !== uid);
      return { ...old, metadata: { ...rest, ...(others.length > 0 && { ownerReferences: others }) } };
    });
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

/** metav1.NewControllerRef. */
export function controllerReference({ apiVersion, kind, metadata }: KubeObject): {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: true;
  readonly blockOwnerDeletion: true;
} {
  const { name = '', uid = '' } = metadata;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** Keys that a change of a Pod wakes in a controller of a kind: its owner, or for an orphan all that select it. */
export function podKeys(kind: string, resource: Resource): KeysOf {
  const owners = controllerKey(kind);
  return (change, world) => {
    if (controllerOf(change.object as unknown as KubeObject)) return owners(change, world);
    return [...owners(change, world), ...selecting(change, world, resource)];
  };
}

function selecting({ namespace, object, type }: ClusterChange, world: World, resource: Resource): readonly string[] {
  if (type === 'DELETED') return [];
  const { labels } = (object as unknown as KubeObject).metadata;
  if (!labels) return [];
  const owners = readObjects(world, resource, namespace) as readonly Selecting[];
  return owners
    .filter(({ spec }) => selectorMatches(spec?.selector, labels))
    .map(({ metadata }) => keyOf(namespace, metadata.name ?? ''));
}
