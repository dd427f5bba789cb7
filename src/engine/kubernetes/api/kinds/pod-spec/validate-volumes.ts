import type { FieldError } from '../../field-error';
import { compareQuantity } from '../../quantity';
import {
  at,
  child,
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
  tooLong,
} from '../../validation/field-errors';
import { byteLength, dnsLabel, dnsSubdomain } from '../../validation/names';
import { localDescendingPath, localNonReservedPath, noBacksteps } from '../../validation/paths';
import { validateClaimTemplate } from './validate-claim';
import { validateFieldRef, validateResourceFieldRef, VOLUME_FIELDS } from './validate-downward';
import type { Volume } from './types';

/** The sources of the volumes of a Pod by name, as far as they are right. */
export type VolumeSources = ReadonlyMap<string, Volume>;

const MODE = 'must be a number between 0 and 0777 (octal), both inclusive';
const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

function validateMode(field: string, mode: number | undefined): FieldError[] {
  return mode !== undefined && (mode > 0o777 || mode < 0) ? [invalid(field, mode, MODE)] : [];
}

type Items = readonly { readonly key?: string; readonly path?: string; readonly mode?: number }[] | undefined;

function validateItems(items: Items, path: string): FieldError[] {
  return (items ?? []).flatMap(({ key, path: file = '', mode }, i) => {
    const here = at(child(path, 'items'), i);
    return [
      ...(key ? [] : [required(child(here, 'key'))]),
      ...(file ? [] : [required(child(here, 'path'))]),
      ...localNonReservedPath(child(here, 'path'), file),
      ...validateMode(child(here, 'mode'), mode),
    ];
  });
}

export function validateHostPath(
  source: { readonly path?: string; readonly type?: string },
  path: string,
): FieldError[] {
  if (!source.path) return [required(child(path, 'path'))];
  const errors = noBacksteps(child(path, 'path'), source.path);
  if (source.type !== undefined && !HOST_PATH_TYPES.includes(source.type)) {
    errors.push(notSupported(child(path, 'type'), source.type, HOST_PATH_TYPES));
  }
  return errors;
}

export function validateNfs(source: { readonly server?: string; readonly path?: string }, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!source.server) errors.push(required(child(path, 'server')));
  if (!source.path) errors.push(required(child(path, 'path')));
  if (!source.path?.startsWith('/')) {
    errors.push(invalid(child(path, 'path'), source.path ?? '', 'must be an absolute path'));
  }
  return errors;
}

/** pkg/apis/core/validation: ValidateCSIDriverName. */
export function validateCsiDriver(driver: string | undefined, path: string): FieldError[] {
  const name = driver ?? '';
  return [
    ...(name ? [] : [required(path)]),
    ...(byteLength(name) > 63 ? [tooLong(path, 63)] : []),
    ...invalidEach(path, name, dnsSubdomain(name.toLowerCase())),
  ];
}

type DownwardFile = NonNullable<NonNullable<NonNullable<Volume['downwardAPI']>['items']>[number]>;

function validateDownwardFile(file: DownwardFile, path: string): FieldError[] {
  const errors: FieldError[] = file.path ? [] : [required(child(path, 'path'))];
  errors.push(...localNonReservedPath(child(path, 'path'), file.path ?? ''));
  if (file.fieldRef) {
    errors.push(...validateFieldRef(file.fieldRef, VOLUME_FIELDS, child(path, 'fieldRef')));
    if (file.resourceFieldRef) {
      errors.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
    }
  } else if (file.resourceFieldRef) {
    errors.push(...validateResourceFieldRef(file.resourceFieldRef, child(path, 'resourceFieldRef'), true));
  } else errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  return [...errors, ...validateMode(child(path, 'mode'), file.mode)];
}

type Projected = NonNullable<Volume['projected']>;

function validateProjected(source: Projected, path: string): FieldError[] {
  const errors = validateMode(child(path, 'defaultMode'), source.defaultMode);
  const paths = new Set<string>();
  const conflict = (file: string | undefined, name: string | undefined): void => {
    if (!file) return;
    if (paths.has(file)) errors.push(invalid(path, name ?? '', 'conflicting duplicate paths'));
    paths.add(file);
  };
  (source.sources ?? []).forEach((projection, i) => {
    const here = at(child(path, 'sources'), i);
    let count = 0;
    for (const kind of ['secret', 'configMap'] as const) {
      const part = projection[kind];
      if (!part) continue;
      count++;
      if (!part.name) errors.push(required(child(child(here, kind), 'name')));
      errors.push(...validateItems(part.items, child(here, kind)));
      for (const item of part.items ?? []) conflict(item.path, part.name);
    }
    if (projection.downwardAPI) {
      count++;
      for (const file of projection.downwardAPI.items ?? []) {
        errors.push(...validateDownwardFile(file, child(here, 'downwardAPI')));
        conflict(file.path, file.path);
      }
    }
    if (projection.serviceAccountToken) {
      count++;
      const { expirationSeconds = 0, path: file } = projection.serviceAccountToken;
      const field = `${here}.serviceAccountToken.expirationSeconds`;
      if (expirationSeconds < 600) {
        errors.push(invalid(field, expirationSeconds, 'may not specify a duration less than 10 minutes'));
      }
      if (expirationSeconds > 2 ** 32) {
        errors.push(invalid(field, expirationSeconds, 'may not specify a duration larger than 2^32 seconds'));
      }
      if (!file) errors.push(required(child(path, 'path')));
      else errors.push(...localNonReservedPath(child(path, 'path'), file));
    }
    if (count > 1) errors.push(forbidden(here, 'may not specify more than 1 volume type'));
  });
  return errors;
}

/** Sources of which the server only asks that some fields are there. */
const PLAIN_SOURCES: readonly (readonly [key: keyof Volume, fields: readonly string[], childPath?: string])[] = [
  ['gcePersistentDisk', ['pdName'], 'persistentDisk'],
  ['awsElasticBlockStore', ['volumeID']],
];
const LATER_PLAIN_SOURCES: readonly (readonly [key: keyof Volume, fields: readonly string[], childPath?: string])[] = [
  ['rbd', ['monitors', 'image']],
  ['cinder', ['volumeID']],
  ['cephfs', ['monitors']],
];
const LAST_PLAIN_SOURCES: readonly (readonly [key: keyof Volume, fields: readonly string[], childPath?: string])[] = [
  ['azureFile', ['secretName', 'shareName']],
  ['vsphereVolume', ['volumePath']],
  ['photonPersistentDisk', ['pdID']],
  ['portworxVolume', ['volumeID']],
  ['azureDisk', ['diskName', 'diskURI']],
];

/** pkg/apis/core/validation: validateVolumeSource. `podName` is that of a Pod, nothing for a template. */
function validateSource(volume: Volume, path: string, podName: string | undefined): FieldError[] {
  const errors: FieldError[] = [];
  let count = 0;
  const source = <K extends keyof Volume>(
    key: K,
    check: (value: NonNullable<Volume[K]>, path: string) => readonly FieldError[],
    childPath: string = key,
    onlyOnePath: string = key,
  ): void => {
    const value = volume[key];
    if (value === undefined || value === null) return;
    if (count++ > 0) errors.push(forbidden(child(path, onlyOnePath), 'may not specify more than 1 volume type'));
    else errors.push(...check(value, child(path, childPath)));
  };
  const plain = (list: typeof PLAIN_SOURCES): void => {
    for (const [key, fields, childPath] of list) {
      const check = (value: unknown, here: string): FieldError[] =>
        fields
          .filter((field) => isEmpty((value as Record<string, unknown>)[field]))
          .map((field) => required(child(here, field)));
      source(key, check, childPath ?? key);
    }
  };
  source('emptyDir', ({ sizeLimit }, here) =>
    sizeLimit !== undefined && compareQuantity(sizeLimit, '0') < 0
      ? [forbidden(child(here, 'sizeLimit'), 'SizeLimit field must be a valid resource quantity')]
      : [],
  );
  source('hostPath', validateHostPath);
  source('gitRepo', ({ repository, directory }, here) => [
    ...(repository ? [] : [required(child(here, 'repository'))]),
    ...localDescendingPath(child(here, 'directory'), directory ?? ''),
  ]);
  plain(PLAIN_SOURCES);
  source('secret', ({ secretName, defaultMode, items }, here) => [
    ...(secretName ? [] : [required(child(here, 'secretName'))]),
    ...validateMode(child(here, 'defaultMode'), defaultMode),
    ...validateItems(items, here),
  ]);
  source('nfs', validateNfs);
  source('iscsi', ({ targetPortal, iqn }, here) => [
    ...(targetPortal ? [] : [required(child(here, 'targetPortal'))]),
    ...(iqn ? [] : [required(child(here, 'iqn'))]),
  ]);
  source('persistentVolumeClaim', ({ claimName }, here) => (claimName ? [] : [required(child(here, 'claimName'))]));
  plain(LATER_PLAIN_SOURCES);
  source(
    'downwardAPI',
    ({ defaultMode, items }, here) => [
      ...validateMode(child(here, 'defaultMode'), defaultMode),
      ...(items ?? []).flatMap((file) => validateDownwardFile(file, here)),
    ],
    'downwardAPI',
    'downwarAPI', // sic
  );
  source('configMap', ({ name, defaultMode, items }, here) => [
    ...(name ? [] : [required(child(here, 'name'))]),
    ...validateMode(child(here, 'defaultMode'), defaultMode),
    ...validateItems(items, here),
  ]);
  plain(LAST_PLAIN_SOURCES);
  source('projected', validateProjected);
  source('csi', ({ driver, nodePublishSecretRef }, here) => [
    ...validateCsiDriver(driver, child(here, 'driver')),
    ...(nodePublishSecretRef && !nodePublishSecretRef.name ? [required(`${here}.nodePublishSecretRef.name`)] : []),
  ]);
  source('ephemeral', ({ volumeClaimTemplate }, here) => {
    if (!volumeClaimTemplate) return [required(child(here, 'volumeClaimTemplate'))];
    const problems = validateClaimTemplate(volumeClaimTemplate, child(here, 'volumeClaimTemplate'));
    if (podName && volume.name) {
      const claim = `${podName}-${volume.name}`;
      for (const message of dnsSubdomain(claim)) {
        problems.push(invalid(child(path, 'name'), volume.name, `PVC name "${claim}": ${message}`));
      }
    }
    return problems;
  });
  source('image', ({ reference, pullPolicy }, here) => [
    ...(reference ? [] : [required(child(here, 'reference'))]),
    ...(!pullPolicy || PULL_POLICIES.includes(pullPolicy)
      ? []
      : [notSupported(child(here, 'pullPolicy'), pullPolicy, PULL_POLICIES)]),
  ]);
  for (const key of ['fc', 'flexVolume', 'flocker', 'glusterfs', 'quobyte', 'scaleIO', 'storageos'] as const) {
    source(key, () => []);
  }
  if (count === 0) errors.push(required(path, 'must specify a volume type'));
  return errors;
}

export const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** pkg/apis/core/validation: ValidateVolumes. */
export function validateVolumes(
  volumes: readonly Volume[],
  podName: string | undefined,
  path: string,
): { readonly errors: readonly FieldError[]; readonly sources: VolumeSources } {
  const errors: FieldError[] = [];
  const sources = new Map<string, Volume>();
  const created = new Set(
    podName ? volumes.filter(({ ephemeral }) => ephemeral).map(({ name }) => `${podName}-${name ?? ''}`) : [],
  );
  volumes.forEach((volume, i) => {
    const here = at(path, i);
    const name = volume.name ?? '';
    const problems = validateSource(volume, here, podName);
    if (name === '') problems.push(required(child(here, 'name')));
    else problems.push(...invalidEach(child(here, 'name'), name, dnsLabel(name)));
    if (sources.has(name)) problems.push(duplicate(child(here, 'name'), name));
    if (problems.length) errors.push(...problems);
    else sources.set(name, volume);
    const claim = volume.persistentVolumeClaim?.claimName;
    if (claim !== undefined && created.has(claim)) {
      const detail = 'must not reference a PVC that gets created for an ephemeral volume';
      errors.push(invalid(`${here}.persistentVolumeClaim.claimName`, claim, detail));
    }
  });
  return { errors, sources };
}
