import type { ControllerClient } from '../controllers/client';
import type { PersistentVolume, Pod } from '../objects/kinds';
import { matchesTerm } from './node-affinity';
import type { NodeInfo } from './node-info';

/** What a Pod's claims mean for where it can run (pkg/scheduler/framework/plugins/volumebinding). */
export type VolumeNeeds =
  /** It can run nowhere now. */
  | { readonly general: string }
  | { readonly general: undefined; readonly onNode: (info: NodeInfo) => string | undefined };

export function volumeNeeds(api: ControllerClient, pod: Pod): VolumeNeeds {
  const { namespace = '' } = pod.metadata;
  const bound: PersistentVolume[] = [];
  for (const volume of pod.spec?.volumes ?? []) {
    const name = claimName(pod, volume);
    if (name === undefined) continue;
    const claim = api.get('persistentvolumeclaims', namespace, name);
    if (!claim) return { general: `persistentvolumeclaim "${name}" not found` };
    if (claim.metadata.deletionTimestamp !== undefined) {
      return { general: `persistentvolumeclaim "${name}" is being deleted` };
    }
    const volumeName = claim.spec?.volumeName;
    if (!volumeName || claim.status?.phase !== 'Bound') {
      if (waitsForConsumer(api, claim.spec?.storageClassName)) continue;
      return { general: 'pod has unbound immediate PersistentVolumeClaims' };
    }
    const persistent = api.get('persistentvolumes', '', volumeName);
    if (persistent) bound.push(persistent);
  }
  return {
    general: undefined,
    onNode: (info) =>
      bound.every((volume) => fitsNode(volume, info))
        ? undefined
        : "node(s) didn't match PersistentVolume's node affinity",
  };
}

type Volume = NonNullable<NonNullable<Pod['spec']>['volumes']>[number];

function claimName(pod: Pod, volume: Volume): string | undefined {
  if (volume.ephemeral) return `${pod.metadata.name ?? ''}-${volume.name}`;
  return volume.persistentVolumeClaim?.claimName;
}

function waitsForConsumer(api: ControllerClient, name: string | undefined): boolean {
  if (!name) return false;
  return api.get('storageclasses.storage.k8s.io', '', name)?.volumeBindingMode === 'WaitForFirstConsumer';
}

function fitsNode(volume: PersistentVolume, { node }: NodeInfo): boolean {
  const required = volume.spec?.nodeAffinity?.required;
  return !required || required.nodeSelectorTerms.some((term) => matchesTerm(term, node));
}
