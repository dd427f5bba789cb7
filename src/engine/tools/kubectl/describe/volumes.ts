import { at, isMap, listAt, textAt, type Json } from '../json/types';
import type { DescribeWriter } from './writer';

/** Volumes of a Pod or template. */
export function volumes(w: DescribeWriter, list: readonly Json[], indent: string): void {
  if (list.length === 0) {
    w.write(0, `${indent}Volumes:\t<none>\n`);
    return;
  }
  w.write(0, `${indent}Volumes:\n`);
  for (const volume of list) {
    w.write(1, `${indent === '' ? '' : ' '}${textAt(volume, 'name')}:\n`);
    volumeSource(w, volume);
  }
}

type Fields = readonly (readonly [title: string, value: string])[];

/** What a volume is, and its fields (printHostPathVolumeSource and its like). */
export function volumeSource(w: DescribeWriter, volume: Json): void {
  const text = (source: Json, field: string): string => textAt(source, field);
  const flag = (source: Json, field: string): string => String(at(source, field) === true);
  const kinds: readonly (readonly [string, string, (source: Json) => Fields])[] = [
    [
      'hostPath',
      'HostPath (bare host directory volume)',
      (s) => [
        ['Path', text(s, 'path')],
        ['HostPathType', text(s, 'type')],
      ],
    ],
    [
      'emptyDir',
      "EmptyDir (a temporary directory that shares a pod's lifetime)",
      (s) => [
        ['Medium', text(s, 'medium')],
        ['SizeLimit', text(s, 'sizeLimit') || '<unset>'],
      ],
    ],
    [
      'secret',
      'Secret (a volume populated by a Secret)',
      (s) => [
        ['SecretName', text(s, 'secretName')],
        ['Optional', flag(s, 'optional')],
      ],
    ],
    [
      'configMap',
      'ConfigMap (a volume populated by a ConfigMap)',
      (s) => [
        ['Name', text(s, 'name')],
        ['Optional', flag(s, 'optional')],
      ],
    ],
    [
      'nfs',
      'NFS (an NFS mount that lasts the lifetime of a pod)',
      (s) => [
        ['Server', text(s, 'server')],
        ['Path', text(s, 'path')],
        ['ReadOnly', flag(s, 'readOnly')],
      ],
    ],
    [
      'persistentVolumeClaim',
      'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
      (s) => [
        ['ClaimName', text(s, 'claimName')],
        ['ReadOnly', flag(s, 'readOnly')],
      ],
    ],
    [
      'local',
      'LocalVolume (a persistent volume backed by local storage on a node)',
      (s) => [['Path', text(s, 'path')]],
    ],
    [
      'image',
      'Image (a container image or OCI artifact)',
      (s) => [
        ['Reference', text(s, 'reference')],
        ['PullPolicy', text(s, 'pullPolicy')],
      ],
    ],
  ];
  for (const [field, title, fields] of kinds) {
    const source = at(volume, field);
    if (source === undefined) continue;
    w.field('Type', title, 2);
    for (const [name, value] of fields(source)) w.field(name, value, 2);
    return;
  }
  if (at(volume, 'projected') !== undefined) projected(w, listAt(volume, 'projected', 'sources'));
  else if (at(volume, 'downwardAPI') !== undefined) {
    w.field('Type', 'DownwardAPI (a volume populated by information about the pod)', 2);
    w.write(2, 'Items:\n');
    for (const item of listAt(volume, 'downwardAPI', 'items')) {
      const path = textAt(item, 'fieldRef', 'fieldPath');
      if (path !== '') w.write(3, `${path} -> ${textAt(item, 'path')}\n`);
    }
  } else if (at(volume, 'csi') !== undefined) {
    const csi = at(volume, 'csi') ?? null;
    w.field('Type', 'CSI (a Container Storage Interface (CSI) volume source)', 2);
    for (const [name, value] of [
      ['Driver', text(csi, 'driver')],
      ['FSType', text(csi, 'fsType')],
      ['ReadOnly', flag(csi, 'readOnly')],
    ] as const)
      w.field(name, value, 2);
  } else w.write(1, '<unknown>\n');
}

function projected(w: DescribeWriter, sources: readonly Json[]): void {
  w.field('Type', 'Projected (a volume that contains injected data from multiple sources)', 2);
  for (const source of sources) {
    const secret = at(source, 'secret');
    const config = at(source, 'configMap');
    const token = at(source, 'serviceAccountToken');
    if (secret !== undefined) {
      w.field('SecretName', textAt(secret, 'name'), 2);
      w.field('Optional', String(isMap(secret) && secret.optional === true), 2);
    } else if (at(source, 'downwardAPI') !== undefined) w.field('DownwardAPI', 'true', 2);
    else if (config !== undefined) {
      w.field('ConfigMapName', textAt(config, 'name'), 2);
      w.field('Optional', String(isMap(config) && config.optional === true), 2);
    } else if (token !== undefined) w.field('TokenExpirationSeconds', textAt(token, 'expirationSeconds'), 2);
  }
}
