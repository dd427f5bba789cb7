import { jsonEqual } from '../api/json-equal';
import { nowMs } from '../api/store';
import type { Pod, PodTemplate, StatefulSet } from '../objects/kinds';
import { isAvailable, isDeleting, isReady, isTerminal } from '../objects/pod-state';
import { ApiError } from '../api/api-error';
import type { ControllerClient } from './client';
import { controllerUser, ownKey, splitKey, type Component } from './component';
import { claimPods, controllerReference, podKeys } from './controlled-pods';
import { currentRevision, HASH_LABEL, removeOldRevisions } from './revisions';

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';

/** Pods with numbers, in their order (pkg/controller/statefulset). */
export const statefulSetController: Component = {
  name: 'statefulset-controller',
  process: 'kube-controller-manager',
  user: controllerUser('statefulset-controller'),
  watches: { 'statefulsets.apps': ownKey, pods: podKeys('StatefulSet', 'statefulsets.apps') },
  reconcile(api, key) {
    const set = api.get('statefulsets.apps', ...splitKey(key));
    const template = set?.spec?.template;
    if (!set || !template || isDeleting(set)) return;
    const update = currentRevision(api, set, template, template.metadata?.labels ?? {});
    const updateName = update.metadata.name ?? '';
    const currentName = set.status?.currentRevision ?? updateName;
    const pods = [...claimPods(api, set)];
    step(api, set, template, pods, currentName, updateName);
    updateStatus(api, set, [...claimPods(api, set)], currentName, updateName);
    const inUse = new Set([currentName, updateName].map((name) => name.slice((set.metadata.name ?? '').length + 1)));
    removeOldRevisions(api, set, inUse, set.spec?.revisionHistoryLimit ?? 10);
    if ((set.spec?.minReadySeconds ?? 0) > 0) api.enqueue(key, (set.spec?.minReadySeconds ?? 0) * 1_000_000, true);
  },
};

function ordinalOf(set: StatefulSet, pod: Pod): number {
  const name = pod.metadata.name ?? '';
  const prefix = `${set.metadata.name ?? ''}-`;
  const text = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return /^\d+$/.test(text) ? Number(text) : -1;
}

function wantedOrdinals(set: StatefulSet): readonly number[] {
  const start = set.spec?.ordinals?.start ?? 0;
  return Array.from({ length: set.spec?.replicas ?? 1 }, (_, i) => start + i);
}

/** One step: with OrderedReady at most one Pod is being made or deleted at a time (updateStatefulSet). */
function step(
  api: ControllerClient,
  set: StatefulSet,
  template: PodTemplate,
  pods: readonly Pod[],
  currentName: string,
  updateName: string,
): void {
  const parallel = set.spec?.podManagementPolicy === 'Parallel';
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod), pod]));
  const ordinals = wantedOrdinals(set);
  const healthy = (pod: Pod): boolean => isReady(pod) && pod.status?.phase === 'Running' && !isDeleting(pod);
  const available = (pod: Pod): boolean =>
    healthy(pod) && isAvailable(pod, set.spec?.minReadySeconds ?? 0, nowMs(api.world));
  const partition = set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
  for (const ordinal of ordinals) {
    const pod = byOrdinal.get(ordinal);
    if (pod && isTerminal(pod) && !isDeleting(pod)) {
      api.event(set, {
        type: 'Warning',
        reason: 'RecreatingFailedPod',
        message: `StatefulSet ${set.metadata.namespace ?? ''}/${set.metadata.name ?? ''} is recreating failed Pod ${pod.metadata.name ?? ''}`,
        from: api.component,
      });
      deleteNumbered(api, set, pod);
      if (!parallel) return;
    } else if (!pod) {
      const old = currentName !== updateName && set.spec?.updateStrategy?.type !== 'OnDelete' && ordinal < partition;
      createNumbered(api, set, template, ordinal, old ? currentName : updateName);
      if (!parallel) return;
    } else if (!parallel && !available(pod)) return;
  }
  const last = ordinals.at(-1) ?? (set.spec?.ordinals?.start ?? 0) - 1;
  const condemned = pods
    .filter((pod) => ordinalOf(set, pod) > last || ordinalOf(set, pod) < (ordinals[0] ?? 0))
    .sort((a, b) => ordinalOf(set, b) - ordinalOf(set, a));
  for (const pod of condemned) {
    if (isDeleting(pod)) {
      if (!parallel) return;
      continue;
    }
    deleteNumbered(api, set, pod);
    if (!parallel) return;
  }
  if (set.spec?.updateStrategy?.type === 'OnDelete') return;
  for (const ordinal of [...ordinals].reverse()) {
    if (ordinal < partition) return;
    const pod = byOrdinal.get(ordinal);
    if (!pod) return;
    const updated = pod.metadata.labels?.[HASH_LABEL] === updateName;
    if (!updated && !isDeleting(pod)) return deleteNumbered(api, set, pod);
    if (!available(pod)) return;
  }
}

function createNumbered(
  api: ControllerClient,
  set: StatefulSet,
  template: PodTemplate,
  ordinal: number,
  revision: string,
): void {
  const { namespace = '', name = '' } = set.metadata;
  const podName = `${name}-${ordinal}`;
  const claims = (set.spec?.volumeClaimTemplates ?? []).map((claim) => {
    const claimName = `${claim.metadata?.name ?? ''}-${podName}`;
    if (!api.get('persistentvolumeclaims', namespace, claimName)) {
      api.create('persistentvolumeclaims', namespace, {
        metadata: {
          name: claimName,
          namespace,
          labels: { ...claim.metadata?.labels, ...set.spec?.selector.matchLabels },
        },
        spec: claim.spec,
      });
      tell(
        api,
        set,
        'Normal',
        'SuccessfulCreate',
        `create Claim ${claimName} Pod ${podName} in StatefulSet ${name} success`,
      );
    }
    return { name: claim.metadata?.name ?? '', persistentVolumeClaim: { claimName } };
  });
  const own = new Set(claims.map((claim) => claim.name));
  try {
    api.create('pods', namespace, {
      metadata: {
        name: podName,
        namespace,
        labels: {
          ...template.metadata?.labels,
          [HASH_LABEL]: revision,
          [POD_NAME]: podName,
          [POD_INDEX]: String(ordinal),
        },
        ...(template.metadata?.annotations && { annotations: template.metadata.annotations }),
        ownerReferences: [controllerReference(set)],
      },
      spec: {
        ...template.spec,
        hostname: podName,
        ...(set.spec?.serviceName && { subdomain: set.spec.serviceName }),
        volumes: [...claims, ...(template.spec?.volumes ?? []).filter((volume) => !own.has(volume.name))],
      },
    });
    tell(api, set, 'Normal', 'SuccessfulCreate', `create Pod ${podName} in StatefulSet ${name} successful`);
  } catch (error) {
    if (error instanceof ApiError) {
      tell(
        api,
        set,
        'Warning',
        'FailedCreate',
        `create Pod ${podName} in StatefulSet ${name} failed error: ${error.message}`,
      );
    }
    throw error;
  }
}

function deleteNumbered(api: ControllerClient, set: StatefulSet, pod: Pod): void {
  api.remove('pods', pod);
  tell(
    api,
    set,
    'Normal',
    'SuccessfulDelete',
    `delete Pod ${pod.metadata.name ?? ''} in StatefulSet ${set.metadata.name ?? ''} successful`,
  );
}

function tell(
  api: ControllerClient,
  set: StatefulSet,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  api.event(set, { type, reason, message, from: api.component });
}

function updateStatus(
  api: ControllerClient,
  set: StatefulSet,
  pods: readonly Pod[],
  currentName: string,
  updateName: string,
): void {
  const now = nowMs(api.world);
  const alive = pods.filter((pod) => !isDeleting(pod) && !isTerminal(pod));
  const count = (test: (pod: Pod) => boolean): number => alive.filter(test).length;
  const updated = count(({ metadata }) => metadata.labels?.[HASH_LABEL] === updateName);
  const ready = count(isReady);
  const replicas = set.spec?.replicas ?? 1;
  // The rollout is over: the new revision is the current one.
  const rolled = updated === replicas && ready === replicas && alive.length === replicas;
  const current = rolled ? updateName : currentName;
  const ofCurrent = count(({ metadata }) => metadata.labels?.[HASH_LABEL] === current);
  const status: NonNullable<StatefulSet['status']> = {
    ...{ availableReplicas: count((pod) => isAvailable(pod, set.spec?.minReadySeconds ?? 0, now)) },
    ...(set.status?.collisionCount === undefined
      ? { collisionCount: 0 }
      : { collisionCount: set.status.collisionCount }),
    ...(ofCurrent > 0 && { currentReplicas: ofCurrent }),
    currentRevision: current,
    observedGeneration: set.metadata.generation ?? 0,
    ...(ready > 0 && { readyReplicas: ready }),
    replicas: alive.length,
    updateRevision: updateName,
    ...(updated > 0 && { updatedReplicas: updated }),
  };
  if (!jsonEqual(status, set.status)) api.updateStatus('statefulsets.apps', set, (old) => ({ ...old, status }));
}
