import { jsonEqual } from '../../api/json-equal';
import type { Deployment, PodTemplate, ReplicaSet } from '../../objects/kinds';
import { podTemplateHash } from '../../objects/pod-template-hash';
import { selectorMatches } from '../../objects/selector';
import { isReason, type ControllerClient } from '../client';
import { controllerOf } from '../component';
import { controllerReference } from '../controlled-pods';
import { REVISION, revisionOf, withDeployments, withReplicas } from './annotations';
import { byAge, maxSurge, newSetReplicas, nextRevision, tellScaling, wanted, wantedReplicas } from './replicas';
import { conditionOf, newCondition, withCondition } from './status';

/** The ReplicaSets of a Deployment: which is the one of its present template, and the making of that. */

const HASH_LABEL = 'pod-template-hash';

/** Sets it owns, and orphans that it selects, which it takes. */
export function replicaSetsOf(api: ControllerClient, deployment: Deployment): readonly ReplicaSet[] {
  const { uid = '', namespace } = deployment.metadata;
  const owned = api.ownedBy('replicasets.apps', uid).filter((set) => controllerOf(set)?.uid === uid);
  if (deployment.metadata.deletionTimestamp !== undefined) return owned;
  const orphans = api
    .list('replicasets.apps', namespace)
    .filter((set) => !controllerOf(set) && selectorMatches(deployment.spec?.selector, set.metadata.labels));
  const adopted = orphans.map((set) =>
    api.update('replicasets.apps', set, (old) => ({
      ...old,
      metadata: {
        ...old.metadata,
        ownerReferences: [...(old.metadata.ownerReferences ?? []), controllerReference(deployment)],
      },
    })),
  );
  return [...owned, ...adopted];
}

/** The set whose template is the Deployment's; of several the oldest (FindNewReplicaSet). */
export function newestSet(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const template = deployment.spec?.template;
  return [...sets].sort(byAge).find((set) => sameTemplate(set.spec?.template, template));
}

function sameTemplate(a: PodTemplate | undefined, b: PodTemplate | undefined): boolean {
  return jsonEqual(a?.spec, b?.spec) && jsonEqual(withoutHash(a), withoutHash(b));
}

function withoutHash(template: PodTemplate | undefined): unknown {
  const { labels = {}, creationTimestamp: _1, ...rest } = template?.metadata ?? {};
  const { [HASH_LABEL]: _2, ...others } = labels;
  return { ...rest, labels: others };
}

/** Brings the newest set's annotations and the Deployment's revision up to date (getNewReplicaSet). */
export function syncNewest(
  api: ControllerClient,
  deployment: Deployment,
  newest: ReplicaSet,
  old: readonly ReplicaSet[],
): ReplicaSet {
  const revision = nextRevision(old);
  const annotations = withDeployments(newest.metadata.annotations, deployment, revision);
  const { minReadySeconds } = deployment.spec ?? {};
  if (
    !jsonEqual(annotations, newest.metadata.annotations) ||
    (newest.spec?.minReadySeconds ?? 0) !== (minReadySeconds ?? 0)
  ) {
    return api.update('replicasets.apps', newest, (set) => ({
      ...set,
      metadata: { ...set.metadata, annotations },
      spec: {
        ...set.spec,
        selector: set.spec?.selector ?? {},
        ...(minReadySeconds !== undefined && { minReadySeconds }),
      },
    }));
  }
  const withRevision = setRevision(api, deployment, Number(annotations[REVISION] ?? revision));
  if (withRevision.spec?.progressDeadlineSeconds !== undefined && !conditionOf(withRevision.status, 'Progressing')) {
    const message = `Found new replica set "${newest.metadata.name ?? ''}"`;
    addProgress(api, withRevision, 'FoundNewReplicaSet', message);
  }
  return newest;
}

/** Writes the revision to the Deployment, which has it as an annotation. */
function setRevision(api: ControllerClient, deployment: Deployment, revision: number): Deployment {
  const text = String(revision);
  if (deployment.metadata.annotations?.[REVISION] === text) return deployment;
  return api.update('deployments.apps', deployment, (old) => ({
    ...old,
    metadata: { ...old.metadata, annotations: { ...old.metadata.annotations, [REVISION]: text } },
  }));
}

function addProgress(api: ControllerClient, deployment: Deployment, reason: string, message: string): Deployment {
  return api.updateStatus('deployments.apps', deployment, (old) => ({
    ...old,
    status: {
      ...old.status,
      conditions: withCondition(
        old.status?.conditions ?? [],
        newCondition(api, 'Progressing', 'True', reason, message),
      ),
    },
  }));
}

/** Makes the set of a template that has none yet. */
export function createSet(api: ControllerClient, deployment: Deployment, old: readonly ReplicaSet[]): ReplicaSet {
  const { namespace = '', name = '' } = deployment.metadata;
  const { template, selector, minReadySeconds } = deployment.spec ?? {};
  const hash = podTemplateHash(template, deployment.status?.collisionCount);
  const labels = { ...template?.metadata?.labels, [HASH_LABEL]: hash };
  const replicas = newSetReplicas(deployment, old, 0);
  const desired = wantedReplicas(deployment);
  const annotations = withReplicas(
    withDeployments({}, deployment, nextRevision(old)),
    desired,
    desired + maxSurge(deployment),
  );
  let made: ReplicaSet;
  try {
    made = api.create('replicasets.apps', namespace, {
      metadata: {
        name: `${name}-${hash}`,
        namespace,
        labels,
        annotations,
        ownerReferences: [controllerReference(deployment)],
      },
      spec: {
        replicas,
        ...(minReadySeconds !== undefined && minReadySeconds > 0 && { minReadySeconds }),
        selector: { ...selector, matchLabels: { ...selector?.matchLabels, [HASH_LABEL]: hash } },
        template: { ...template, metadata: { ...template?.metadata, labels } },
      },
    });
  } catch (error) {
    // Another set has the name: the hash is tried with a count.
    if (isReason(error, 'AlreadyExists')) {
      api.updateStatus('deployments.apps', deployment, (d) => ({
        ...d,
        status: { ...d.status, collisionCount: (d.status?.collisionCount ?? 0) + 1 },
      }));
    }
    throw error;
  }
  if (replicas > 0) tellScaling(api, deployment, made, 0, replicas);
  const withRevision = setRevision(api, deployment, revisionOf(made));
  if (withRevision.spec?.progressDeadlineSeconds !== undefined) {
    addProgress(api, withRevision, 'NewReplicaSetCreated', `Created new replica set "${made.metadata.name ?? ''}"`);
  }
  return made;
}

/** Deletes sets that nobody can roll back to any more (cleanupDeployment). */
export function removeOldSets(api: ControllerClient, deployment: Deployment, old: readonly ReplicaSet[]): void {
  const limit = deployment.spec?.revisionHistoryLimit ?? 10;
  if (limit === 2 ** 31 - 1) return;
  const alive = old.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const tooMany = alive.length - limit;
  if (tooMany <= 0) return;
  const sorted = [...alive].sort((a, b) => revisionOf(a) - revisionOf(b) || byAge(a, b));
  for (const set of sorted.slice(0, tooMany)) {
    const settled = (set.status?.observedGeneration ?? 0) >= (set.metadata.generation ?? 0);
    if ((set.status?.replicas ?? 0) !== 0 || wanted(set) !== 0 || !settled) continue;
    api.remove('replicasets.apps', set);
  }
}
