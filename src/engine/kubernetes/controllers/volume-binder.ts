import type { World } from '../../kernel/world';
import { readObjects } from '../api/store';
import { quantityNumber } from '../objects/resources';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../objects/kinds';
import { isDeleting } from '../objects/pod-state';
import { selectorMatches } from '../objects/selector';
import type { ClusterChange } from '../../kernel/cluster-records';
import type { ControllerClient } from './client';
import { controllerUser, keyOf, splitKey, type Component } from './component';

/** Binds claims to volumes that fit (pkg/controller/volume/persistentvolume). There is no provisioner, as in a cluster made by kubeadm. */
export const volumeBinder: Component = {
  name: 'persistentvolume-controller',
  process: 'kube-controller-manager',
  user: controllerUser('persistent-volume-binder'),
  watches: {
    persistentvolumeclaims: ({ namespace, name }) => [keyOf(namespace, name), 'volumes'],
    persistentvolumes: (_change, world) => ['volumes', ...pendingClaims(world)],
    pods: claimsOfPod,
  },
  reconcile(api, key) {
    if (key === 'volumes') return api.list('persistentvolumes').forEach((volume) => syncVolume(api, volume));
    const claim = api.get('persistentvolumeclaims', ...splitKey(key));
    if (claim && !isDeleting(claim)) syncClaim(api, claim);
  },
};

function pendingClaims(world: World): readonly string[] {
  return (readObjects(world, 'persistentvolumeclaims') as readonly PersistentVolumeClaim[])
    .filter(({ status }) => status?.phase !== 'Bound')
    .map(({ metadata }) => keyOf(metadata.namespace ?? '', metadata.name ?? ''));
}

function claimsOfPod({ object, namespace, type }: ClusterChange): readonly string[] {
  if (type !== 'ADDED') return [];
  return ((object as unknown as Pod).spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) =>
    persistentVolumeClaim ? [keyOf(namespace, persistentVolumeClaim.claimName)] : [],
  );
}

function syncClaim(api: ControllerClient, claim: PersistentVolumeClaim): void {
  const { namespace = '', name = '', uid = '' } = claim.metadata;
  if (claim.status?.phase === 'Bound') return;
  const volume = claim.spec?.volumeName
    ? api.get('persistentvolumes', '', claim.spec.volumeName)
    : bestVolume(api, claim);
  if (!volume) return tellPending(api, claim);
  const claimRef = {
    kind: 'PersistentVolumeClaim',
    namespace,
    name,
    uid,
    apiVersion: 'v1',
    resourceVersion: claim.metadata.resourceVersion ?? '',
  };
  const bound =
    volume.spec?.claimRef?.uid === uid
      ? volume
      : api.update('persistentvolumes', volume, (old) => ({ ...old, spec: { ...old.spec, claimRef } }));
  api.updateStatus('persistentvolumes', bound, (old) => ({ ...old, status: { ...old.status, phase: 'Bound' } }));
  const named = api.update('persistentvolumeclaims', claim, (old) => ({
    ...old,
    metadata: {
      ...old.metadata,
      annotations: {
        ...old.metadata.annotations,
        'pv.kubernetes.io/bind-completed': 'yes',
        'pv.kubernetes.io/bound-by-controller': 'yes',
      },
    },
    spec: { ...old.spec, volumeName: volume.metadata.name ?? '' },
  }));
  api.updateStatus('persistentvolumeclaims', named, (old) => ({
    ...old,
    status: {
      ...old.status,
      phase: 'Bound',
      accessModes: volume.spec?.accessModes ?? [],
      capacity: volume.spec?.capacity ?? {},
    },
  }));
}

/** The smallest free volume that is large enough and has what the claim asks for. */
function bestVolume(api: ControllerClient, claim: PersistentVolumeClaim): PersistentVolume | undefined {
  const wanted = quantityNumber(claim.spec?.resources?.requests?.['storage']);
  const { namespace, name, uid } = claim.metadata;
  const size = ({ spec }: PersistentVolume): number => quantityNumber(spec?.capacity?.['storage']);
  const reserved = ({ spec }: PersistentVolume): boolean => {
    const reference = spec?.claimRef;
    return reference?.namespace === namespace && reference?.name === name && (!reference?.uid || reference.uid === uid);
  };
  const fits = (volume: PersistentVolume): boolean => {
    const { spec, status } = volume;
    if (spec?.claimRef ? !reserved(volume) : status?.phase === 'Released' || status?.phase === 'Failed') return false;
    if ((spec?.storageClassName ?? '') !== (claim.spec?.storageClassName ?? '')) return false;
    if ((spec?.volumeMode ?? 'Filesystem') !== (claim.spec?.volumeMode ?? 'Filesystem')) return false;
    if (claim.spec?.selector && !selectorMatches(claim.spec.selector, volume.metadata.labels)) return false;
    return size(volume) >= wanted && (claim.spec?.accessModes ?? []).every((mode) => spec?.accessModes?.includes(mode));
  };
  const all = api.list('persistentvolumes').filter((volume) => !isDeleting(volume) && fits(volume));
  return all.find(reserved) ?? [...all].sort((a, b) => size(a) - size(b))[0];
}

function tellPending(api: ControllerClient, claim: PersistentVolumeClaim): void {
  const className = claim.spec?.storageClassName;
  const storageClass = className ? api.get('storageclasses.storage.k8s.io', '', className) : undefined;
  const tell = (type: 'Normal' | 'Warning', reason: string, message: string): void =>
    api.event(claim, { type, reason, message, from: 'persistentvolume-controller' });
  if (claim.status?.phase !== 'Pending') {
    api.updateStatus('persistentvolumeclaims', claim, (old) => ({
      ...old,
      status: { ...old.status, phase: 'Pending' },
    }));
  }
  if (!className)
    tell('Normal', 'FailedBinding', 'no persistent volumes available for this claim and no storage class is set');
  else if (!storageClass) tell('Warning', 'ProvisioningFailed', `storageclass.storage.k8s.io "${className}" not found`);
  else if (storageClass.volumeBindingMode === 'WaitForFirstConsumer') {
    tell('Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
  } else if (storageClass.provisioner === 'kubernetes.io/no-provisioner') {
    tell('Normal', 'FailedBinding', 'no persistent volumes available for this claim and no storage class is set');
  } else {
    tell(
      'Normal',
      'ExternalProvisioning',
      `Waiting for a volume to be created either by the external provisioner '${storageClass.provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`,
    );
  }
}

/** A volume's phase: available, bound, or released when its claim is gone. */
function syncVolume(api: ControllerClient, volume: PersistentVolume): void {
  const reference = volume.spec?.claimRef;
  const claim = reference
    ? api.get('persistentvolumeclaims', reference.namespace ?? '', reference.name ?? '')
    : undefined;
  const set = (phase: string): void => {
    if (volume.status?.phase !== phase)
      api.updateStatus('persistentvolumes', volume, (old) => ({ ...old, status: { ...old.status, phase } }));
  };
  if (!reference?.uid) return set('Available');
  if (claim?.metadata.uid === reference.uid) return set('Bound');
  if (volume.spec?.persistentVolumeReclaimPolicy === 'Delete') {
    api.remove('persistentvolumes', volume);
    return;
  }
  set('Released');
}
