import type { JsonObject, KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { readObjects } from '../store';
import type { AdmissionRequest } from './chain';

const DEFAULT = 'ingressclass.kubernetes.io/is-default-class';

/** An Ingress that names no class gets the default one (plugin/pkg/admission/network/defaultingressclass): the newest, then by name. */
export function defaultIngressClass({ world }: Caller, request: AdmissionRequest): KubeObject {
  const { object, type, operation } = request;
  if (type.plural !== 'ingresses' || type.group !== 'networking.k8s.io' || operation !== 'CREATE' || request.validating)
    return object;
  const { spec } = object as KubeObject & { readonly spec?: JsonObject };
  if (spec?.ingressClassName !== undefined) return object;
  if (object.metadata.annotations?.['kubernetes.io/ingress.class'] !== undefined) return object;
  const [newest] = readObjects(world, 'ingressclasses.networking.k8s.io')
    .filter(({ metadata }) => metadata.annotations?.[DEFAULT] === 'true')
    .sort((a, b) => (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? ''));
  if (!newest) return object;
  return { ...object, spec: { ...spec, ingressClassName: newest.metadata.name } } as KubeObject;
}
