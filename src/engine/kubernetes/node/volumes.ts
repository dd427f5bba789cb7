import type { Mount } from '../../kernel/containers/records';
import type { World } from '../../kernel/world';
import { podToken } from '../api/auth/service-account-token';
import type { ControllerClient } from '../controllers/client';
import type { Pod } from '../objects/kinds';
import { dataOf, expand, fieldValue, resourceValue, type PodPlace } from './environment';
import { makeNodeDirectory, nodeFilesIn, removeNodeTree, writeNodeFile } from './node-files';
import type { AnyContainer } from './pod-names';

/** A volume cannot be had yet (FailedMount). */
export class MountError extends Error {}

type Volume = NonNullable<NonNullable<Pod['spec']>['volumes']>[number];

/** `/var/lib/kubelet/pods/UID` */
export function podDirectory({ metadata }: Pod): string {
  return `/var/lib/kubelet/pods/${metadata.uid ?? ''}`;
}

/** Lays a Pod's volumes on its node; throws MountError in the words of the event. */
export function mountVolumes(api: ControllerClient, place: PodPlace): void {
  for (const volume of place.pod.spec?.volumes ?? []) mountVolume(api, place, volume);
}

/** Brings the files of ConfigMaps and Secrets in a Pod's volumes up to date; a source that is gone stays as it was seen last. */
export function remountVolumes(api: ControllerClient, place: PodPlace): void {
  for (const volume of place.pod.spec?.volumes ?? []) {
    if (!volume.configMap && !volume.secret && !volume.projected) continue;
    try {
      const path = volumePath(api, place.pod, volume);
      const before = nodeFilesIn(api.world, place.node, path);
      const files = mountVolume(api, place, volume);
      for (const name of before) if (!files.has(name)) removeNodeTree(api.world, place.node, `${path}/${name}`);
    } catch (error) {
      if (!(error instanceof MountError)) throw error;
    }
  }
}

/** Where a volume lies on the node. */
function volumePath(api: ControllerClient, pod: Pod, volume: Volume): string {
  if (volume.hostPath) return volume.hostPath.path;
  const claim =
    volume.persistentVolumeClaim?.claimName ??
    (volume.ephemeral ? `${pod.metadata.name ?? ''}-${volume.name}` : undefined);
  if (claim !== undefined)
    return claimPath(api, pod, claim) ?? `${podDirectory(pod)}/volumes/kubernetes.io~csi/${volume.name}`;
  return `${podDirectory(pod)}/volumes/${pluginOf(volume)}/${volume.name}`;
}

function pluginOf(volume: Volume): string {
  if (volume.configMap) return 'kubernetes.io~configmap';
  if (volume.secret) return 'kubernetes.io~secret';
  if (volume.projected) return 'kubernetes.io~projected';
  if (volume.downwardAPI) return 'kubernetes.io~downward-api';
  if (volume.nfs) return 'kubernetes.io~nfs';
  return 'kubernetes.io~empty-dir';
}

function claimPath(api: ControllerClient, pod: Pod, name: string): string | undefined {
  const claim = api.get('persistentvolumeclaims', pod.metadata.namespace ?? '', name);
  const volume = claim?.spec?.volumeName ? api.get('persistentvolumes', '', claim.spec.volumeName) : undefined;
  return volume?.spec?.hostPath?.path ?? volume?.spec?.local?.path;
}

/** Lays one volume; answers its files. */
function mountVolume(api: ControllerClient, place: PodPlace, volume: Volume): ReadonlyMap<string, VolumeFile> {
  const { world } = api;
  const path = volumePath(api, place.pod, volume);
  const fail = (why: string): never => {
    throw new MountError(`MountVolume.SetUp failed for volume "${volume.name}" : ${why}`);
  };
  const files = new Map<string, VolumeFile>();
  if (volume.hostPath) {
    hostPath(world, place.node, path, volume.hostPath.type ?? '', fail);
    return files;
  }
  makeNodeDirectory(world, place.node, path, 0o777);
  if (volume.configMap)
    objectFiles(api, place, 'configmap', volume.configMap, volume.configMap.name ?? '', files, fail);
  else if (volume.secret) objectFiles(api, place, 'secret', volume.secret, volume.secret.secretName ?? '', files, fail);
  else if (volume.downwardAPI) downwardFiles(place, volume.downwardAPI, files);
  else if (volume.projected) projectedFiles(api, place, volume.projected, files, fail);
  for (const [name, { content, mode }] of files) writeNodeFile(world, place.node, `${path}/${name}`, content, mode);
  return files;
}

interface VolumeFile {
  readonly content: string;
  readonly mode: number;
}

interface ItemSource {
  readonly items?: readonly { readonly key: string; readonly path: string; readonly mode?: number }[];
  readonly optional?: boolean;
  readonly defaultMode?: number;
}

type Fail = (why: string) => never;

function objectFiles(
  api: ControllerClient,
  { pod }: PodPlace,
  kind: 'configmap' | 'secret',
  source: ItemSource,
  name: string,
  files: Map<string, VolumeFile>,
  fail: Fail,
): void {
  const data = dataOf(api, pod.metadata.namespace ?? '', kind, name);
  if (!data) {
    if (source.optional !== true) fail(`${kind} "${name}" not found`);
    return;
  }
  const mode = source.defaultMode ?? 0o644;
  const items = source.items ?? Object.keys(data).map((key) => ({ key, path: key, mode: undefined }));
  for (const item of items) {
    const content = data[item.key];
    if (content !== undefined) files.set(item.path, { content, mode: item.mode ?? mode });
    else if (source.optional !== true)
      fail(`references non-existent ${kind === 'configmap' ? 'config' : 'secret'} key: ${item.key}`);
  }
}

interface DownwardSource {
  readonly items?: readonly {
    readonly path: string;
    readonly mode?: number;
    readonly fieldRef?: { readonly fieldPath: string };
    readonly resourceFieldRef?: {
      readonly containerName?: string;
      readonly resource: string;
      readonly divisor?: string;
    };
  }[];
  readonly defaultMode?: number;
}

function downwardFiles(place: PodPlace, source: DownwardSource, files: Map<string, VolumeFile>): void {
  for (const { path, mode, fieldRef, resourceFieldRef } of source.items ?? []) {
    const content = fieldRef
      ? fieldValue(place, fieldRef.fieldPath)
      : resourceFieldRef
        ? resourceValue(place.pod, undefined, resourceFieldRef)
        : '';
    files.set(path, { content, mode: mode ?? source.defaultMode ?? 0o644 });
  }
}

function projectedFiles(
  api: ControllerClient,
  place: PodPlace,
  { sources = [], defaultMode = 0o644 }: NonNullable<Volume['projected']>,
  files: Map<string, VolumeFile>,
  fail: Fail,
): void {
  for (const { configMap, secret, downwardAPI, serviceAccountToken } of sources) {
    if (configMap)
      objectFiles(api, place, 'configmap', { defaultMode, ...configMap }, configMap.name ?? '', files, fail);
    if (secret) objectFiles(api, place, 'secret', { defaultMode, ...secret }, secret.name ?? '', files, fail);
    if (downwardAPI) downwardFiles(place, { defaultMode, ...downwardAPI }, files);
    if (serviceAccountToken) {
      const content = podToken(api.world, place.pod, serviceAccountToken.audience);
      files.set(serviceAccountToken.path, { content, mode: defaultMode });
    }
  }
}

function hostPath(world: World, node: string, path: string, type: string, fail: Fail): void {
  const found = world.host(node).files.get(path);
  switch (type) {
    case 'DirectoryOrCreate':
      return makeNodeDirectory(world, node, path);
    case 'FileOrCreate':
      return found ? undefined : writeNodeFile(world, node, path, '');
    case 'Directory':
      return found?.type === 'directory'
        ? undefined
        : fail('hostPath type check failed: ' + `${path} is not a directory`);
    case 'File':
      return found?.type === 'file' ? undefined : fail('hostPath type check failed: ' + `${path} is not a file`);
    default:
      // The runtime makes a directory where there is nothing.
      return found ? undefined : makeNodeDirectory(world, node, path);
  }
}

/** A container's mounts: its volumes, and the host names file that the kubelet keeps. */
export function mountsOf(
  api: ControllerClient,
  pod: Pod,
  container: AnyContainer,
  environment: readonly (readonly [string, string])[],
): readonly Mount[] {
  const values = new Map(environment);
  const mounts = (container.volumeMounts ?? []).flatMap(({ name, mountPath, subPath, subPathExpr, readOnly }) => {
    const volume = pod.spec?.volumes?.find((each) => each.name === name);
    if (!volume) return [];
    const base = volumePath(api, pod, volume);
    const inside = subPath ?? (subPathExpr === undefined ? '' : expand(subPathExpr, (key) => values.get(key)));
    const containerPath = mountPath.length > 1 ? mountPath.replace(/\/+$/, '') : mountPath;
    return [{ containerPath, hostPath: inside === '' ? base : `${base}/${inside}`, readOnly: readOnly ?? false }];
  });
  const hosts = { containerPath: '/etc/hosts', hostPath: `${podDirectory(pod)}/etc-hosts`, readOnly: false };
  return mounts.some(({ containerPath }) => containerPath === '/etc/hosts') ? mounts : [...mounts, hosts];
}
