import type { FieldError } from '../../field-error';
import { at, child, duplicate, forbidden, invalid, notSupported, required } from '../../validation/field-errors';
import { byteLength } from '../../validation/names';
import { inRange } from '../../validation/numbers';
import { localDescendingPath } from '../../validation/paths';
import type { Container, PodSpec } from './types';

const MAX_ID = 2 ** 31 - 1;

interface Profile {
  readonly type?: string;
  readonly localhostProfile?: string;
}

const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

function validateSeccomp(profile: Profile | undefined, path: string): FieldError[] {
  if (!profile) return [];
  const errors: FieldError[] = [];
  const { type, localhostProfile } = profile;
  if (!type) errors.push(required(child(path, 'type'), 'type is required when seccompProfile is set'));
  else if (!PROFILE_TYPES.includes(type)) errors.push(notSupported(child(path, 'type'), type, PROFILE_TYPES));
  const field = child(path, 'localhostProfile');
  if (type === 'Localhost') {
    if (localhostProfile === undefined) errors.push(required(field, 'must be set when seccomp type is Localhost'));
    else errors.push(...localDescendingPath(field, localhostProfile));
  } else if (localhostProfile !== undefined) {
    const value = { Type: type ?? '', LocalhostProfile: localhostProfile };
    errors.push(invalid(field, value, 'can only be set when seccomp type is Localhost'));
  }
  return errors;
}

function validateAppArmor(profile: Profile | undefined, path: string): FieldError[] {
  if (!profile) return [];
  const { type, localhostProfile: local } = profile;
  const field = child(path, 'localhostProfile');
  if (!type) return [required(child(path, 'type'), 'type is required when appArmorProfile is set')];
  if (!PROFILE_TYPES.includes(type)) return [notSupported(child(path, 'type'), type, PROFILE_TYPES)];
  if (type !== 'Localhost') {
    return local === undefined ? [] : [invalid(field, local, 'can only be set when AppArmor type is Localhost')];
  }
  if (!local?.trim()) return [required(field, 'must be set when AppArmor type is Localhost')];
  return local === local.trim() ? [] : [invalid(field, local, 'must not be padded with whitespace')];
}

/** A container's: pkg/apis/core/validation, ValidateSecurityContext. */
export function validateSecurityContext(
  context: Container['securityContext'],
  path: string,
  hostUsers: boolean,
): FieldError[] {
  if (!context) return [];
  const errors = [
    ...inRange(child(path, 'runAsUser'), context.runAsUser, 0, MAX_ID),
    ...inRange(child(path, 'runAsGroup'), context.runAsGroup, 0, MAX_ID),
  ];
  const procMount: string | undefined = context.procMount;
  if (procMount !== undefined) {
    const types = ['Default', 'Unmasked'];
    if (!types.includes(procMount)) errors.push(notSupported(child(path, 'procMount'), procMount, types));
    if (hostUsers && procMount === 'Unmasked') {
      errors.push(invalid(child(path, 'procMount'), procMount, '`hostUsers` must be false to use `Unmasked`'));
    }
  }
  errors.push(...validateSeccomp(context.seccompProfile, child(path, 'seccompProfile')));
  if (context.allowPrivilegeEscalation === false) {
    if (context.privileged) {
      const detail = 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true';
      errors.push(invalid(path, contextAsGo(context), detail));
    }
    if (context.capabilities?.add?.includes('CAP_SYS_ADMIN')) {
      const detail = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN';
      errors.push(invalid(path, contextAsGo(context), detail));
    }
  }
  return [...errors, ...validateAppArmor(appArmorOf(context), child(path, 'appArmorProfile'))];
}

/** Newer than the types of the fields. */
function appArmorOf(context: object): Profile | undefined {
  return (context as { readonly appArmorProfile?: Profile }).appArmorProfile;
}

/** The internal type has no names for JSON: Go writes the fields' own. */
function contextAsGo(context: NonNullable<Container['securityContext']>): object {
  const capabilities = context.capabilities;
  return {
    Capabilities: capabilities ? { Add: capabilities.add ?? null, Drop: capabilities.drop ?? null } : null,
    Privileged: context.privileged ?? null,
    SELinuxOptions: context.seLinuxOptions ?? null,
    WindowsOptions: context.windowsOptions ?? null,
    RunAsUser: context.runAsUser ?? null,
    RunAsGroup: context.runAsGroup ?? null,
    RunAsNonRoot: context.runAsNonRoot ?? null,
    ReadOnlyRootFilesystem: context.readOnlyRootFilesystem ?? null,
    AllowPrivilegeEscalation: context.allowPrivilegeEscalation ?? null,
    ProcMount: context.procMount ?? null,
    SeccompProfile: context.seccompProfile ?? null,
    AppArmorProfile: appArmorOf(context) ?? null,
  };
}

const SYSCTL_SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SYSCTL = `^(${SYSCTL_SEGMENT}[\\./])*${SYSCTL_SEGMENT}$`;
const SYSCTL_RULE = new RegExp(SYSCTL);

/** A Pod's: validatePodSpecSecurityContext. */
export function validatePodSecurityContext(spec: PodSpec, path: string): FieldError[] {
  const context = spec.securityContext;
  if (!context) return [];
  const errors = [
    ...inRange(child(path, 'fsGroup'), context.fsGroup, 0, MAX_ID),
    ...inRange(child(path, 'runAsUser'), context.runAsUser, 0, MAX_ID),
    ...inRange(child(path, 'runAsGroup'), context.runAsGroup, 0, MAX_ID),
    ...(context.supplementalGroups ?? []).flatMap((id, i) =>
      inRange(at(child(path, 'supplementalGroups'), i), id, 0, MAX_ID),
    ),
  ];
  if (spec.shareProcessNamespace && spec.hostPID) {
    const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.push(invalid(child(path, 'shareProcessNamespace'), true, detail));
  }
  const names = new Set<string>();
  (context.sysctls ?? []).forEach(({ name = '' }, i) => {
    const field = child(at(child(path, 'sysctls'), i), 'name');
    if (!name) errors.push(required(field));
    else if (byteLength(name) > 253 || !SYSCTL_RULE.test(name)) {
      errors.push(invalid(field, name, `must have at most 253 characters and match regex ${SYSCTL}`));
    } else if (names.has(name)) errors.push(duplicate(field, name));
    const dotted = name.replaceAll('/', '.');
    if (spec.hostNetwork && dotted.startsWith('net.')) {
      errors.push(invalid(field, name, "may not be specified when 'hostNetwork' is true"));
    }
    if (spec.hostIPC && /^(kernel\.(shm|msg|sem)|fs\.mqueue\.)/.test(dotted)) {
      errors.push(invalid(field, name, "may not be specified when 'hostIPC' is true"));
    }
    names.add(name);
  });
  const change = context.fsGroupChangePolicy;
  const policies = ['Always', 'OnRootMismatch'];
  if (change !== undefined && !policies.includes(change)) {
    errors.push(notSupported(child(path, 'fsGroupChangePolicy'), change, policies));
  }
  errors.push(...validateSeccomp(context.seccompProfile, child(path, 'seccompProfile')));
  errors.push(...validateAppArmor(appArmorOf(context), child(path, 'appArmorProfile')));
  return errors;
}

/** User namespaces and host namespaces do not go together: validateHostUsers. */
export function validateHostUsers(spec: PodSpec, path: string): FieldError[] {
  if (spec.hostUsers !== false) return [];
  const errors: FieldError[] = [];
  const detail = 'when `pod.Spec.HostUsers` is false';
  if (spec.hostNetwork) errors.push(forbidden(child(path, 'hostNetwork'), detail));
  if (spec.hostPID) errors.push(forbidden(child(path, 'HostPID'), detail));
  if (spec.hostIPC) errors.push(forbidden(child(path, 'HostIPC'), detail));
  return errors;
}
