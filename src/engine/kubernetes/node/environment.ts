import type { ControllerClient } from '../controllers/client';
import type { Pod, Service } from '../objects/kinds';
import { quantityNumber } from '../objects/resources';
import type { AnyContainer } from './pod-names';

/** A container cannot be configured: an object or key that it names is not there (CreateContainerConfigError). */
export class ConfigError extends Error {}

export interface PodPlace {
  readonly pod: Pod;
  readonly node: string;
  readonly hostIp: string;
  readonly podIp: string;
}

/** The environment of a container (pkg/kubelet/kubelet_pods.go makeEnvironmentVariables): of Services, `envFrom`, then `env` with what it refers to. */
export function environment(
  api: ControllerClient,
  place: PodPlace,
  container: AnyContainer,
): readonly (readonly [string, string])[] {
  const services = serviceEnvironment(api, place.pod);
  const result = new Map<string, string>();
  for (const source of container.envFrom ?? []) {
    const data = source.configMapRef
      ? wholeMap(api, place, 'configmap', source.configMapRef)
      : source.secretRef
        ? wholeMap(api, place, 'secret', source.secretRef)
        : {};
    for (const [key, value] of Object.entries(data)) result.set(`${source.prefix ?? ''}${key}`, value);
  }
  for (const variable of container.env ?? []) {
    if (variable.valueFrom) {
      const value = referred(api, place, container, variable.valueFrom);
      if (value !== undefined) result.set(variable.name, value);
    } else {
      result.set(
        variable.name,
        expand(variable.value ?? '', (name) => result.get(name) ?? services.get(name)),
      );
    }
  }
  return [...result, ...[...services].filter(([name]) => !result.has(name))];
}

/** `$(NAME)` becomes the variable's value, `$$(NAME)` itself without a dollar (third_party/forked/golang/expansion). */
export function expand(text: string, valueOf: (name: string) => string | undefined): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) => {
    if (name === undefined) return '$';
    return valueOf(name) ?? whole;
  });
}

type ValueFrom = NonNullable<NonNullable<AnyContainer['env']>[number]['valueFrom']>;

function referred(
  api: ControllerClient,
  place: PodPlace,
  container: AnyContainer,
  { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef }: ValueFrom,
): string | undefined {
  if (fieldRef) return fieldValue(place, fieldRef.fieldPath);
  if (resourceFieldRef) return resourceValue(place.pod, container, resourceFieldRef);
  const kind = configMapKeyRef ? 'configmap' : 'secret';
  const reference = configMapKeyRef ?? secretKeyRef;
  if (!reference) return undefined;
  const { namespace = '' } = place.pod.metadata;
  const data = dataOf(api, namespace, kind, reference.name ?? '');
  if (!data) {
    if (reference.optional === true) return undefined;
    throw new ConfigError(`${kind} "${reference.name ?? ''}" not found`);
  }
  const value = data[reference.key];
  if (value !== undefined || reference.optional === true) return value;
  const word = kind === 'configmap' ? 'ConfigMap' : 'Secret';
  throw new ConfigError(`couldn't find key ${reference.key} in ${word} ${namespace}/${reference.name ?? ''}`);
}

function wholeMap(
  api: ControllerClient,
  { pod }: PodPlace,
  kind: 'configmap' | 'secret',
  { name = '', optional }: { readonly name?: string; readonly optional?: boolean },
): Readonly<Record<string, string>> {
  const data = dataOf(api, pod.metadata.namespace ?? '', kind, name);
  if (!data && optional !== true) throw new ConfigError(`${kind} "${name}" not found`);
  return data ?? {};
}

/** What a ConfigMap or Secret holds, as text; undefined without one. */
export function dataOf(
  api: ControllerClient,
  namespace: string,
  kind: 'configmap' | 'secret',
  name: string,
): Readonly<Record<string, string>> | undefined {
  if (kind === 'configmap') {
    const map = api.get('configmaps', namespace, name);
    return map && { ...map.data, ...decoded(map.binaryData) };
  }
  const secret = api.get('secrets', namespace, name);
  return secret && decoded(secret.data);
}

function decoded(data: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      const bytes = Uint8Array.from(atob(value), (char) => char.charCodeAt(0));
      return [key, new TextDecoder().decode(bytes)];
    }),
  );
}

/** A field of the Pod (pkg/fieldpath, and the status fields that only the kubelet knows). */
export function fieldValue({ pod, node, hostIp, podIp }: PodPlace, path: string): string {
  const { metadata, spec } = pod;
  switch (path) {
    case 'metadata.name':
      return metadata.name ?? '';
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid ?? '';
    case 'metadata.labels':
      return mapText(metadata.labels);
    case 'metadata.annotations':
      return mapText(metadata.annotations);
    case 'spec.nodeName':
      return node;
    case 'spec.serviceAccountName':
      return spec?.serviceAccountName ?? '';
    case 'status.hostIP':
    case 'status.hostIPs':
      return hostIp;
    case 'status.podIP':
    case 'status.podIPs':
      return podIp;
  }
  const [, map, key = ''] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path) ?? [];
  if (map === 'labels') return metadata.labels?.[key] ?? '';
  if (map === 'annotations') return metadata.annotations?.[key] ?? '';
  return '';
}

function mapText(map: Readonly<Record<string, string>> = {}): string {
  return Object.keys(map)
    .sort()
    .map((key) => `${key}=${JSON.stringify(map[key])}`)
    .join('\n');
}

interface ResourceRef {
  readonly containerName?: string;
  readonly resource: string;
  readonly divisor?: string;
}

export function resourceValue(pod: Pod, own: AnyContainer | undefined, reference: ResourceRef): string {
  const all = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])];
  const container = all.find(({ name }) => name === reference.containerName) ?? own;
  const [list = '', resource = ''] = reference.resource.split('.');
  const resources = container?.resources ?? {};
  const amounts = (list === 'limits' ? resources.limits : resources.requests) ?? {};
  const divisor = quantityNumber(reference.divisor) || 1;
  return String(Math.ceil(quantityNumber(amounts[resource]) / divisor));
}

/** Variables about Services (pkg/kubelet/envvars): those of the API server always, those of the namespace unless the Pod does not want them. */
function serviceEnvironment(api: ControllerClient, pod: Pod): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  const { namespace = '' } = pod.metadata;
  const master = api.get('services', 'default', 'kubernetes');
  const others = pod.spec?.enableServiceLinks === false ? [] : api.list('services', namespace);
  for (const service of new Set([...(master ? [master] : []), ...others])) describe(variables, service);
  return variables;
}

function describe(variables: Map<string, string>, { metadata, spec }: Service): void {
  const ip = spec?.clusterIP;
  if (!ip || ip === 'None' || !spec.ports) return;
  const prefix = (metadata.name ?? '').toUpperCase().replaceAll('-', '_');
  const [first] = spec.ports;
  variables.set(`${prefix}_SERVICE_HOST`, ip);
  variables.set(`${prefix}_SERVICE_PORT`, String(first?.port ?? ''));
  for (const { name, port } of spec.ports) {
    if (name) variables.set(`${prefix}_SERVICE_PORT_${name.toUpperCase().replaceAll('-', '_')}`, String(port));
  }
  for (const [index, { port, protocol = 'TCP' }] of spec.ports.entries()) {
    const lower = protocol.toLowerCase();
    const url = `${lower}://${ip}:${port}`;
    if (index === 0) variables.set(`${prefix}_PORT`, url);
    const name = `${prefix}_PORT_${port}_${protocol.toUpperCase()}`;
    variables.set(name, url);
    variables.set(`${name}_PROTO`, lower);
    variables.set(`${name}_PORT`, String(port));
    variables.set(`${name}_ADDR`, ip);
  }
}
