import type { Container, PodSpec } from '../../kinds/pod-spec/types';
import type { Check, Violation } from './checks';
import { allContainers, containersText, hasOwnUsers, namesWhere, plural, quoted, settersText, sorted } from './words';

/** The baseline level (k8s.io/pod-security-admission/policy, v0.35). */

const CAPABILITIES: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);
const SYSCTLS: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);
const SELINUX_TYPES: ReadonlySet<string> = new Set([
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
]);
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

const appArmorProfile: Check = (spec, { annotations = {} }) => {
  const bad = (type: string | undefined): boolean =>
    type !== undefined && type !== 'RuntimeDefault' && type !== 'Localhost';
  const ofPod = spec.securityContext?.appArmorProfile?.type;
  const containers = allContainers(spec).filter(({ securityContext }) => bad(securityContext?.appArmorProfile?.type));
  const values = [...(bad(ofPod) ? [ofPod ?? ''] : [])];
  values.push(...containers.map(({ securityContext }) => securityContext?.appArmorProfile?.type ?? ''));
  const notes = Object.entries(annotations)
    .filter(([key, value]) => key.startsWith(APPARMOR) && !/^$|^runtime\/default$|^localhost\//.test(value))
    .map(([key, value]) => `${key}="${value}"`)
    .sort();
  const setters = [
    settersText(
      bad(ofPod),
      containers.map(({ name = '' }) => name),
    ),
    ...(notes.length > 0 ? [plural('annotation', 'annotations', notes.length)] : []),
  ].filter((text) => text !== '');
  if (setters.length === 0) return undefined;
  const all = [...sorted(values), ...notes];
  return {
    reason: plural('forbidden AppArmor profile', 'forbidden AppArmor profiles', all.length),
    detail: `${setters.join(' and ')} must not set AppArmor profile type to ${quoted(all)}`,
  };
};

const capabilities: Check = (spec) => {
  const extra = ({ securityContext }: Container): readonly string[] =>
    (securityContext?.capabilities?.add ?? []).filter((one) => !CAPABILITIES.has(one));
  const names = namesWhere(spec, (container) => extra(container).length > 0);
  if (names.length === 0) return undefined;
  const all = sorted(allContainers(spec).flatMap(extra));
  return {
    reason: 'non-default capabilities',
    detail: `${containersText(names)} must not include ${quoted(all)} in securityContext.capabilities.add`,
  };
};

const hostNamespaces: Check = ({ hostNetwork, hostPID, hostIPC }) => {
  const used = Object.entries({ hostNetwork, hostPID, hostIPC }).filter(([, value]) => value === true);
  if (used.length === 0) return undefined;
  return { reason: 'host namespaces', detail: used.map(([name]) => `${name}=true`).join(', ') };
};

const hostPathVolumes: Check = ({ volumes = [] }) => {
  const names = volumes.filter(({ hostPath }) => hostPath !== undefined).map(({ name = '' }) => name);
  if (names.length === 0) return undefined;
  return { reason: 'hostPath volumes', detail: `${plural('volume', 'volumes', names.length)} ${quoted(names)}` };
};

const hostPorts: Check = (spec) => {
  const used = ({ ports = [] }: Container): readonly string[] =>
    ports.flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : []));
  const names = namesWhere(spec, (container) => used(container).length > 0);
  if (names.length === 0) return undefined;
  const all = sorted(allContainers(spec).flatMap(used));
  return {
    reason: 'hostPort',
    detail: `${containersText(names)} ${plural('uses', 'use', names.length)} ${plural('hostPort', 'hostPorts', all.length)} ${all.join(', ')}`,
  };
};

const hostProbes: Check = (spec) => {
  const hosts = ({ livenessProbe, readinessProbe, startupProbe, lifecycle }: Container): readonly string[] =>
    [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop].flatMap((handler) =>
      [handler?.httpGet?.host, handler?.tcpSocket?.host].filter((host) => host !== undefined && host !== ''),
    ) as readonly string[];
  const names = sorted(namesWhere(spec, (container) => hosts(container).length > 0));
  if (names.length === 0) return undefined;
  const all = sorted(allContainers(spec).flatMap(hosts));
  return {
    reason: 'probe or lifecycle host',
    detail: `${containersText(names)} ${plural('uses', 'use', names.length)} ${plural('probe or lifecycle host', 'probe or lifecycle hosts', all.length)} ${quoted(all)}`,
  };
};

const privileged: Check = (spec) => {
  const names = namesWhere(spec, ({ securityContext }) => securityContext?.privileged === true);
  if (names.length === 0) return undefined;
  return { reason: 'privileged', detail: `${containersText(names)} must not set securityContext.privileged=true` };
};

/** Both levels have it; Pods with users of their own may, on the baseline. */
export function procMountViolation(spec: PodSpec): Violation | undefined {
  const unmasked = ({ securityContext }: Container): boolean => (securityContext?.procMount ?? 'Default') !== 'Default';
  const names = namesWhere(spec, unmasked);
  if (names.length === 0) return undefined;
  const all = sorted(
    allContainers(spec)
      .filter(unmasked)
      .map(({ securityContext }) => securityContext?.procMount ?? ''),
  );
  return {
    reason: 'procMount',
    detail: `${containersText(names)} must not set securityContext.procMount to ${quoted(all)}`,
  };
}

const seLinuxOptions: Check = (spec) => {
  type Options = { readonly type?: string; readonly user?: string; readonly role?: string } | undefined;
  const bad = (options: Options): boolean =>
    options !== undefined && (!SELINUX_TYPES.has(options.type ?? '') || Boolean(options.user) || Boolean(options.role));
  const ofPod: Options = spec.securityContext?.seLinuxOptions;
  const containers = allContainers(spec).filter(({ securityContext }) => bad(securityContext?.seLinuxOptions));
  if (!bad(ofPod) && containers.length === 0) return undefined;
  const all: readonly Options[] = [
    ...(bad(ofPod) ? [ofPod] : []),
    ...containers.map(({ securityContext }) => securityContext?.seLinuxOptions),
  ];
  const types = sorted(all.map((options) => options?.type ?? '').filter((type) => !SELINUX_TYPES.has(type)));
  const data = [
    ...(types.length > 0 ? [`${plural('type', 'types', types.length)} ${quoted(types)}`] : []),
    ...(all.some((options) => options?.user) ? ['user may not be set'] : []),
    ...(all.some((options) => options?.role) ? ['role may not be set'] : []),
  ];
  const setters = settersText(
    bad(ofPod),
    containers.map(({ name = '' }) => name),
  );
  return {
    reason: 'seLinuxOptions',
    detail: `${setters} set forbidden securityContext.seLinuxOptions: ${data.join('; ')}`,
  };
};

/** Who set a seccomp profile that is none to be trusted. */
export function badSeccomp(spec: PodSpec): Violation | undefined {
  const bad = (type: string | undefined): boolean => type !== undefined && !isSeccomp(type);
  const ofPod = spec.securityContext?.seccompProfile?.type;
  const containers = allContainers(spec).filter(({ securityContext }) => bad(securityContext?.seccompProfile?.type));
  if (!bad(ofPod) && containers.length === 0) return undefined;
  const values = sorted([
    ...(bad(ofPod) ? [ofPod ?? ''] : []),
    ...containers.map(({ securityContext }) => securityContext?.seccompProfile?.type ?? ''),
  ]);
  const setters = settersText(
    bad(ofPod),
    containers.map(({ name = '' }) => name),
  );
  return {
    reason: 'seccompProfile',
    detail: `${setters} must not set securityContext.seccompProfile.type to ${quoted(values)}`,
  };
}

export function isSeccomp(type: string | undefined): boolean {
  return type === 'RuntimeDefault' || type === 'Localhost';
}

const sysctls: Check = ({ securityContext }) => {
  const names = (securityContext?.sysctls ?? []).map(({ name = '' }) => name).filter((name) => !SYSCTLS.has(name));
  return names.length > 0 ? { reason: 'forbidden sysctls', detail: names.join(', ') } : undefined;
};

const windowsHostProcess: Check = (spec) => {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess === true;
  const names = namesWhere(spec, ({ securityContext }) => securityContext?.windowsOptions?.hostProcess === true);
  if (!ofPod && names.length === 0) return undefined;
  return {
    reason: 'hostProcess',
    detail: `${settersText(ofPod, names)} must not set securityContext.windowsOptions.hostProcess=true`,
  };
};

/** By the names of the checks, in their order. */
export const BASELINE: ReadonlyMap<string, Check> = new Map([
  ['appArmorProfile', appArmorProfile],
  ['capabilities_baseline', capabilities],
  ['hostNamespaces', hostNamespaces],
  ['hostPathVolumes', hostPathVolumes],
  ['hostPorts', hostPorts],
  ['hostProbesAndHostLifecycle', hostProbes],
  ['privileged', privileged],
  ['procMount', (spec) => (hasOwnUsers(spec) ? undefined : procMountViolation(spec))],
  ['seLinuxOptions', seLinuxOptions],
  ['seccompProfile_baseline', badSeccomp],
  ['sysctls', sysctls],
  ['windowsHostProcess', windowsHostProcess],
]);
