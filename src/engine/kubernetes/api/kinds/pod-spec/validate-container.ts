import type { FieldError } from '../../field-error';
import {
  at,
  child,
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  notFound,
  notSupported,
  required,
} from '../../validation/field-errors';
import { configKey, dnsLabel, dnsSubdomain, environmentName, portName, portNumber } from '../../validation/names';
import { localDescendingPath } from '../../validation/paths';
import { validateProtocol } from '../../validation/protocol';
import type { Container, EnvVar } from './types';
import { ENVIRONMENT_FIELDS, validateFieldRef, validateResourceFieldRef } from './validate-downward';
import { validateHooksAndProbes } from './validate-probes';
import { validateResourceRequirements } from './validate-resources';
import { validateSecurityContext } from './validate-security';
import { PULL_POLICIES, type VolumeSources } from './validate-volumes';

/** What the checks of a container need to know of its Pod. */
export interface PodScope {
  readonly volumes: VolumeSources;
  readonly claimNames: readonly string[];
  readonly gracePeriod: number;
  readonly restartPolicy: string;
  readonly hostUsers: boolean;
}

function validatePorts(container: Container, path: string): FieldError[] {
  const names = new Set<string>();
  return (container.ports ?? []).flatMap((port, i) => {
    const here = at(path, i);
    const errors: FieldError[] = [];
    if (port.name) {
      const messages = portName(port.name);
      if (messages.length) errors.push(...invalidEach(child(here, 'name'), port.name, messages));
      else if (names.has(port.name)) errors.push(duplicate(child(here, 'name'), port.name));
      else names.add(port.name);
    }
    if (!port.containerPort) errors.push(required(child(here, 'containerPort')));
    else errors.push(...invalidEach(child(here, 'containerPort'), port.containerPort, portNumber(port.containerPort)));
    if (port.hostPort) errors.push(...invalidEach(child(here, 'hostPort'), port.hostPort, portNumber(port.hostPort)));
    errors.push(...validateProtocol(port.protocol, child(here, 'protocol')));
    return errors;
  });
}

function validateKeyRef(ref: { readonly name?: string; readonly key?: string }, path: string): FieldError[] {
  return [
    ...invalidEach(child(path, 'name'), ref.name ?? '', dnsSubdomain(ref.name ?? '')),
    ...(ref.key ? invalidEach(child(path, 'key'), ref.key, configKey(ref.key)) : [required(child(path, 'key'))]),
  ];
}

function validateVariable(variable: EnvVar, path: string): FieldError[] {
  const errors = variable.name
    ? invalidEach(child(path, 'name'), variable.name, environmentName(variable.name))
    : [required(child(path, 'name'))];
  const from = variable.valueFrom;
  if (!from) return errors;
  const here = child(path, 'valueFrom');
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = from;
  if (fieldRef) errors.push(...validateFieldRef(fieldRef, ENVIRONMENT_FIELDS, child(here, 'fieldRef')));
  if (resourceFieldRef) {
    errors.push(...validateResourceFieldRef(resourceFieldRef, child(here, 'resourceFieldRef'), false));
  }
  if (configMapKeyRef) errors.push(...validateKeyRef(configMapKeyRef, child(here, 'configMapKeyRef')));
  if (secretKeyRef) errors.push(...validateKeyRef(secretKeyRef, child(here, 'secretKeyRef')));
  const count = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(Boolean).length;
  if (count === 0) {
    const detail =
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';
    errors.push(invalid(here, '', detail));
  } else if (variable.value) {
    errors.push(invalid(here, '', 'may not be specified when `value` is not empty'));
  } else if (count > 1) errors.push(invalid(here, '', 'may not have more than one field specified at a time'));
  return errors;
}

function validateEnvFrom(container: Container, path: string): FieldError[] {
  return (container.envFrom ?? []).flatMap((source, i) => {
    const here = at(path, i);
    const errors = source.prefix
      ? invalidEach(child(here, 'prefix'), source.prefix, environmentName(source.prefix))
      : [];
    for (const name of ['configMapRef', 'secretRef'] as const) {
      const ref = source[name];
      if (!ref) continue;
      const field = child(child(here, name), 'name');
      errors.push(...(ref.name ? invalidEach(field, ref.name, dnsSubdomain(ref.name)) : [required(field)]));
    }
    // The list itself is named, not its element, as the real server has it.
    if (!source.configMapRef && !source.secretRef) {
      errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    } else if (source.configMapRef && source.secretRef) {
      errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
    }
    return errors;
  });
}

const PROPAGATION = ['Bidirectional', 'HostToContainer', 'None'];

function validateMounts(container: Container, volumes: VolumeSources, path: string): FieldError[] {
  const paths = new Set<string>();
  const devices = container.volumeDevices ?? [];
  return (container.volumeMounts ?? []).flatMap((mount, i) => {
    const here = at(path, i);
    const { name = '', mountPath = '', subPath, subPathExpr, mountPropagation } = mount;
    const errors: FieldError[] = name ? [] : [required(child(here, 'name'))];
    if (!volumes.has(name)) errors.push(notFound(child(here, 'name'), name));
    if (!mountPath) errors.push(required(child(here, 'mountPath')));
    if (paths.has(mountPath)) errors.push(invalid(child(here, 'mountPath'), mountPath, 'must be unique'));
    paths.add(mountPath);
    if (devices.some((device) => device.name === name)) {
      errors.push(invalid(child(here, 'name'), name, 'must not already exist in volumeDevices'));
    }
    if (devices.some((device) => device.devicePath === mountPath)) {
      errors.push(invalid(child(here, 'mountPath'), mountPath, 'must not already exist as a path in volumeDevices'));
    }
    if (subPath) errors.push(...localDescendingPath(child(path, 'subPath'), subPath));
    if (subPathExpr) {
      if (subPath) {
        const detail = 'subPathExpr and subPath are mutually exclusive';
        errors.push(invalid(child(here, 'subPathExpr'), subPathExpr, detail));
      }
      errors.push(...localDescendingPath(child(path, 'subPathExpr'), subPathExpr));
    }
    if (mountPropagation) {
      const field = child(path, 'mountPropagation');
      if (!PROPAGATION.includes(mountPropagation)) errors.push(notSupported(field, mountPropagation, PROPAGATION));
      if (mountPropagation === 'Bidirectional' && !container.securityContext?.privileged) {
        const detail = 'Bidirectional mount propagation is available only to privileged containers';
        errors.push(forbidden(field, detail));
      }
    }
    return errors;
  });
}

function validateDevices(container: Container, volumes: VolumeSources, path: string): FieldError[] {
  const [names, paths] = [new Set<string>(), new Set<string>()];
  const mounts = container.volumeMounts ?? [];
  return (container.volumeDevices ?? []).flatMap(({ name = '', devicePath = '' }, i) => {
    const here = at(path, i);
    const [nameField, pathField] = [child(here, 'name'), child(here, 'devicePath')];
    const source = volumes.get(name);
    const errors: FieldError[] = name ? [] : [required(nameField)];
    if (names.has(name)) errors.push(invalid(nameField, name, 'must be unique'));
    if (source && !source.persistentVolumeClaim && !source.ephemeral) {
      const detail = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
      errors.push(invalid(nameField, name, detail));
    }
    if (!source) errors.push(notFound(nameField, name));
    if (!devicePath) errors.push(required(pathField));
    if (paths.has(devicePath)) errors.push(invalid(pathField, devicePath, 'must be unique'));
    if (devicePath.split('/').includes('..')) {
      errors.push(invalid(pathField, devicePath, "can not contain backsteps ('..')"));
    } else paths.add(devicePath);
    if (mounts.some((mount) => mount.name === name)) {
      errors.push(invalid(nameField, name, 'must not already exist in volumeMounts'));
    }
    if (mounts.some((mount) => mount.mountPath === devicePath)) {
      errors.push(invalid(pathField, devicePath, 'must not already exist as a path in volumeMounts'));
    }
    if (name) names.add(name);
    return errors;
  });
}

function validateResizePolicy(container: Container, restartPolicy: string, path: string): FieldError[] {
  const seen = new Set<string>();
  return (container.resizePolicy ?? []).flatMap(({ resourceName = '', restartPolicy: policy = '' }, i) => {
    const errors: FieldError[] = [];
    if (seen.has(resourceName)) errors.push(duplicate(at(path, i), resourceName));
    seen.add(resourceName);
    const resources = ['cpu', 'memory'];
    if (!resourceName) errors.push(required(path));
    else if (!resources.includes(resourceName)) errors.push(notSupported(path, resourceName, resources));
    const policies = ['NotRequired', 'RestartContainer'];
    if (!policy) errors.push(required(path));
    else if (!policies.includes(policy)) errors.push(notSupported(path, policy, policies));
    if (restartPolicy === 'Never' && policy !== 'NotRequired') {
      errors.push(invalid(path, policy, "must be 'NotRequired' when `restartPolicy` is 'Never'"));
    }
    return errors;
  });
}

/** What every kind of container has to keep to: validateContainerCommon. */
function validateCommon(container: Container, scope: PodScope, path: string): FieldError[] {
  const { name = '', image, terminationMessagePolicy: message, imagePullPolicy: pull } = container;
  const errors = name ? invalidEach(child(path, 'name'), name, dnsLabel(name)) : [required(child(path, 'name'))];
  if (!image) errors.push(required(child(path, 'image')));
  const policies = ['File', 'FallbackToLogsOnError'];
  if (!message) errors.push(required(child(path, 'terminationMessagePolicy')));
  else if (!policies.includes(message)) {
    errors.push(notSupported(child(path, 'terminationMessagePolicy'), message, policies));
  }
  errors.push(...validatePorts(container, child(path, 'ports')));
  (container.env ?? []).forEach((variable, i) => errors.push(...validateVariable(variable, at(child(path, 'env'), i))));
  errors.push(...validateEnvFrom(container, child(path, 'envFrom')));
  errors.push(...validateMounts(container, scope.volumes, child(path, 'volumeMounts')));
  errors.push(...validateDevices(container, scope.volumes, child(path, 'volumeDevices')));
  if (!pull) errors.push(required(child(path, 'imagePullPolicy')));
  else if (!PULL_POLICIES.includes(pull))
    errors.push(notSupported(child(path, 'imagePullPolicy'), pull, PULL_POLICIES));
  errors.push(...validateResourceRequirements(container.resources, scope.claimNames, child(path, 'resources')));
  errors.push(...validateResizePolicy(container, scope.restartPolicy, child(path, 'resizePolicy')));
  errors.push(...validateSecurityContext(container.securityContext, child(path, 'securityContext'), scope.hostUsers));
  return errors;
}

function hostPortConflicts(containers: readonly Container[], path: string): FieldError[] {
  const seen = new Set<string>();
  return containers.flatMap((container, i) =>
    (container.ports ?? []).flatMap(({ protocol, hostIP, hostPort }, j) => {
      if (!hostPort) return [];
      const key = `${protocol ?? ''}/${hostIP ?? ''}/${hostPort}`;
      if (seen.has(key)) return [duplicate(`${at(path, i)}.${at('ports', j)}.hostPort`, key)];
      seen.add(key);
      return [];
    }),
  );
}

/** pkg/apis/core/validation: validateContainers. */
export function validateContainers(containers: readonly Container[], scope: PodScope, path: string): FieldError[] {
  if (!containers.length) return [required(path)];
  const names = new Set<string>();
  const errors = containers.flatMap((container, i) => {
    const here = at(path, i);
    const problems = validateCommon(container, scope, here);
    const name = container.name ?? '';
    if (names.has(name)) problems.push(duplicate(child(here, 'name'), name));
    names.add(name);
    return [...problems, ...validateHooksAndProbes(container, scope.gracePeriod, here)];
  });
  return [...errors, ...hostPortConflicts(containers, path)];
}

/** pkg/apis/core/validation: validateInitContainers. */
export function validateInitContainers(
  containers: readonly Container[],
  regular: readonly Container[],
  scope: PodScope,
  path: string,
): FieldError[] {
  const names = new Set(regular.map(({ name }) => name ?? ''));
  return containers.flatMap((container, i) => {
    const here = at(path, i);
    const errors = validateCommon(container, scope, here);
    const name = container.name ?? '';
    if (names.has(name)) errors.push(duplicate(child(here, 'name'), name));
    else if (name) names.add(name);
    errors.push(...hostPortConflicts([container], path));
    if (container.restartPolicy === 'Always')
      errors.push(...validateHooksAndProbes(container, scope.gracePeriod, here));
    else {
      for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
        if (container[field] === undefined) continue;
        errors.push(forbidden(child(here, field), 'may not be set for init containers without restartPolicy=Always'));
      }
    }
    return errors;
  });
}

const FORBIDDEN_IN_EPHEMERAL = [
  'ports',
  'resources',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'resizePolicy',
  'restartPolicy',
] as const;

/** pkg/apis/core/validation: validateEphemeralContainers. */
export function validateEphemeralContainers(
  containers: readonly (Container & { readonly targetContainerName?: string })[],
  others: readonly Container[],
  scope: PodScope,
  path: string,
): FieldError[] {
  const otherNames = new Set(others.map(({ name }) => name ?? ''));
  const names = new Set(otherNames);
  return containers.flatMap((container, i) => {
    const here = at(path, i);
    const name = container.name ?? '';
    const errors = [...validateCommon(container, scope, here), ...imagePadding(container, here)];
    if (names.has(name)) errors.push(duplicate(child(here, 'name'), name));
    names.add(name);
    const target = container.targetContainerName;
    if (target && !otherNames.has(target)) errors.push(notFound(child(here, 'targetContainerName'), target));
    for (const field of FORBIDDEN_IN_EPHEMERAL) {
      const value: unknown = container[field];
      if (value === undefined || (typeof value === 'object' && value !== null && !Object.keys(value).length)) continue;
      errors.push(forbidden(child(here, field), 'cannot be set for an Ephemeral Container'));
    }
    (container.volumeMounts ?? []).forEach((mount, j) => {
      for (const field of ['subPath', 'subPathExpr'] as const) {
        if (!mount[field]) continue;
        const at_ = child(at(child(here, 'volumeMounts'), j), field);
        errors.push(forbidden(at_, 'cannot be set for an Ephemeral Container'));
      }
    });
    return errors;
  });
}

/** Only Pods, not templates, may not pad an image's name: validateContainerOnlyForPod. */
export function imagePadding(container: Container, path: string): FieldError[] {
  const image = container.image ?? '';
  return image === image.trim()
    ? []
    : [invalid(child(path, 'image'), image, 'must not have leading or trailing whitespace')];
}
