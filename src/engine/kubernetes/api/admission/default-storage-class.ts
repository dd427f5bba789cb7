import type { JsonObject, KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { readObjects } from '../store';
import type { AdmissionRequest } from './chain';

const DEFAULT = 'storageclass.kubernetes.io/is-default-class';

/** A claim that names no class gets the default one (plugin/pkg/admission/storage/storageclass/setdefault): the newest, then by name. */
export function defaultStorageClass({ world }: Caller, request: AdmissionRequest): KubeObject {
  const { object, type, operation } = request;
  if (type.plural !== 'persistentvolumeclaims' || type.group !== '' || operation !== 'CREATE' || request.validating)
    return object;
  const { spec } = object as KubeObject & { readonly spec?: JsonObject };
  if (spec?.storageClassName !== undefined) return object;
  const [newest] = readObjects(world, 'storageclasses.storage.k8s.io')
    .filter(({ metadata }) => metadata.annotations?.[DEFAULT] === 'true')
    .sort((a, b) => (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? ''));
  if (!newest) return object;
  return { ...object, spec: { ...spec, storageClassName: newest.metadata.name } } as KubeObject;
}
