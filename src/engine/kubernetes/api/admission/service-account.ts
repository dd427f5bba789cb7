import { forbidden } from '../api-error';
import { nameSuffix } from '../identity';
import type { Json, JsonObject, KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { goQuote } from '../go-text';
import { readObject } from '../store';
import { isPodCreation, specOf, type AdmissionRequest } from './chain';

const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

type Account = KubeObject & { readonly automountServiceAccountToken?: boolean; readonly imagePullSecrets?: Json };

/** Every Pod runs as a ServiceAccount and finds its token (plugin/pkg/admission/serviceaccount). */
export function serviceAccount({ world }: Caller, request: AdmissionRequest): KubeObject {
  const { object, namespace, type } = request;
  if (!isPodCreation(request) || object.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined)
    return object;
  const given = specOf(object);
  const name =
    typeof given.serviceAccountName === 'string' && given.serviceAccountName !== ''
      ? given.serviceAccountName
      : 'default';
  const account: Account | undefined = readObject(world, 'serviceaccounts', namespace, name);
  if (!account) {
    // A lab without controllers has no default ServiceAccounts; its Pods do without.
    if (name === 'default' && !hasAny(world, namespace)) return object;
    const cause = `error looking up service account ${namespace}/${name}: serviceaccount ${goQuote(name)} not found`;
    throw forbidden(type, object.metadata.name ?? '', cause);
  }
  let spec: JsonObject = { ...given, serviceAccountName: name, serviceAccount: name };
  if (account.imagePullSecrets !== undefined && !Array.isArray(given.imagePullSecrets)) {
    spec = { ...spec, imagePullSecrets: account.imagePullSecrets };
  }
  const automount = given.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true;
  if (automount !== false) spec = withToken(spec, `kube-api-access-${nameSuffix(world)}`);
  return { ...object, spec } as KubeObject;
}

function hasAny(world: Caller['world'], namespace: string): boolean {
  return (world.cluster?.objects.get('serviceaccounts')?.get(namespace)?.size ?? 0) > 0;
}

function withToken(spec: JsonObject, volume: string): JsonObject {
  const mount = { name: volume, readOnly: true, mountPath: MOUNT_PATH };
  let used = false;
  const mounted = (list: Json | undefined): Json | undefined => {
    if (!Array.isArray(list)) return list;
    return (list as readonly JsonObject[]).map((container) => {
      const mounts = Array.isArray(container.volumeMounts) ? (container.volumeMounts as readonly JsonObject[]) : [];
      if (mounts.some(({ mountPath }) => mountPath === MOUNT_PATH)) return container;
      used = true;
      return { ...container, volumeMounts: [...mounts, mount] };
    });
  };
  const initContainers = mounted(spec.initContainers);
  const containers = mounted(spec.containers);
  if (!used) return spec;
  const volumes = Array.isArray(spec.volumes) ? (spec.volumes as readonly Json[]) : [];
  return {
    ...spec,
    ...(initContainers !== undefined && { initContainers }),
    ...(containers !== undefined && { containers }),
    volumes: [...volumes, tokenVolume(volume)],
  };
}

function tokenVolume(name: string): JsonObject {
  const namespaceFile = { path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } };
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        { downwardAPI: { items: [namespaceFile] } },
      ],
      defaultMode: 420,
    },
  };
}
