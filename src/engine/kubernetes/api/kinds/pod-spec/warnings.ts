import { normalizeQuantity, quantityMilliValue } from '../../quantity';
import { at, child } from '../../validation/field-errors';
import { goQuote } from '../../go-text';
import { dnsLabel } from '../../validation/names';
import type { Container, PodSpec, PodTemplateSpec } from './types';

/** What the server warns of in a Pod's spec: pkg/api/pod/warnings.go. */

const DEPRECATED_LABELS: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'deprecated since v1.14; use "kubernetes.io/arch" instead'],
  ['beta.kubernetes.io/os', 'deprecated since v1.14; use "kubernetes.io/os" instead'],
  ['failure-domain.beta.kubernetes.io/region', 'deprecated since v1.17; use "topology.kubernetes.io/region" instead'],
  ['failure-domain.beta.kubernetes.io/zone', 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'],
  ['beta.kubernetes.io/instance-type', 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead'],
]);

const DEPRECATED_ANNOTATIONS = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
] as const;

const DEPRECATED_VOLUMES = [
  ['photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'deprecated in v1.28, non-functional in v1.31+'],
] as const;

type Annotations = Readonly<Record<string, string | undefined>> | undefined;

/** `root` is '' for a Pod, the path of the template otherwise. */
export function podSpecWarnings(spec: PodSpec, annotations: Annotations, root: string): string[] {
  const path = child(root, 'spec');
  const warnings: string[] = [];
  const warn = (field: string, message: string): void => void warnings.push(`${field}: ${message}`);
  for (const key of Object.keys(spec.nodeSelector ?? {}).sort()) {
    const message = DEPRECATED_LABELS.get(key);
    if (message) warn(at(child(path, 'nodeSelector'), key), message);
  }
  (spec.topologySpreadConstraints ?? []).forEach(({ topologyKey = '', labelSelector }, i) => {
    const here = at(child(path, 'topologySpreadConstraints'), i);
    const message = DEPRECATED_LABELS.get(topologyKey);
    if (message) warn(child(here, 'topologyKey'), `${topologyKey} is ${message}`);
    if (!labelSelector) warn(child(here, 'labelSelector'), 'a null labelSelector results in matching no pod');
  });
  for (const [key, message] of DEPRECATED_ANNOTATIONS) {
    if (annotations?.[key] !== undefined) warn(at(child(child(root, 'metadata'), 'annotations'), key), message);
  }
  (spec.volumes ?? []).forEach((volume, i) => {
    for (const [source, message] of DEPRECATED_VOLUMES) {
      if (volume[source])
        warn(child(at(child(path, 'volumes'), i), source === 'storageos' ? 'storageOS' : source), message);
    }
  });
  duplicates(spec.hostAliases ?? [], ({ ip }) => ip).forEach(([i, ip]) =>
    warn(`${at(child(path, 'hostAliases'), i)}.ip`, `duplicate ip ${goQuote(ip)}`),
  );
  duplicates(spec.imagePullSecrets ?? [], ({ name }) => name).forEach(([i, name]) =>
    warn(`${at(child(path, 'imagePullSecrets'), i)}.name`, `duplicate name ${goQuote(name)}`),
  );
  (spec.imagePullSecrets ?? []).forEach(({ name }, i) => {
    if (!name) warn(`${at(child(path, 'imagePullSecrets'), i)}.name`, 'invalid empty name ""');
  });
  const all = containersWithPaths(spec, path);
  for (const [container, here] of all) containerWarnings(container, here, warn);
  portWarnings(all, warn);
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) {
    const message = 'must be >= 0; negative values are invalid and will be treated as 1';
    warn(child(path, 'terminationGracePeriodSeconds'), message);
  }
  return warnings;
}

type Warn = (field: string, message: string) => void;

function duplicates<E>(list: readonly E[], keyOf: (element: E) => string | undefined): [number, string][] {
  const seen = new Set<string>();
  return list.flatMap((element, i): [number, string][] => {
    const key = keyOf(element) ?? '';
    if (seen.has(key)) return [[i, key]];
    seen.add(key);
    return [];
  });
}

function containersWithPaths(spec: PodSpec, path: string): [Container, string][] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((field) =>
    ((spec[field] ?? []) as readonly Container[]).map((one, i): [Container, string] => [
      one,
      at(child(path, field), i),
    ]),
  );
}

function containerWarnings(container: Container, path: string, warn: Warn): void {
  for (const name of ['memory', 'ephemeral-storage'] as const) {
    for (const side of ['limits', 'requests'] as const) {
      const value = container.resources?.[side]?.[name];
      if (value === undefined || quantityMilliValue(value) % 1000n === 0n) continue;
      const message = `fractional byte value ${goQuote(normalizeQuantity(value))} is invalid, must be an integer`;
      warn(at(child(child(path, 'resources'), side), name), message);
    }
  }
  const seen = new Set<string>();
  (container.env ?? []).forEach(({ name = '', value = '', valueFrom }, i) => {
    const reference = `$(${name})`;
    if (seen.has(name) && (valueFrom || value === reference || !value.includes(reference))) {
      const message = `hides previous definition of ${goQuote(name)}, which may be dropped when using apply`;
      warn(at(child(path, 'env'), i), message);
    }
    seen.add(name);
  });
}

function portWarnings(containers: readonly [Container, string][], warn: Warn): void {
  const all: { readonly key: string; readonly field: string; readonly ip: string; readonly host: number }[] = [];
  for (const [container, path] of containers) {
    (container.ports ?? []).forEach((port, i) => {
      const key = `${port.containerPort ?? 0}/${port.protocol ?? ''}`;
      const [ip, host, field] = [port.hostIP ?? '', port.hostPort ?? 0, at(child(path, 'ports'), i)];
      for (const other of all.filter((one) => one.key === key)) {
        if (other.ip === ip && other.host === host) warn(field, `duplicate port definition with ${other.field}`);
        else if (host === 0 || other.host === 0) warn(field, `overlapping port definition with ${other.field}`);
        else if (host === other.host && (ip === '') !== (other.ip === '')) {
          warn(field, `dangerously ambiguous port definition with ${other.field}`);
        }
      }
      all.push({ key, field, ip, host });
    });
  }
}

/** Of a workload: the names of its Pods begin with its own, and its template may hold what is deprecated. */
export function templateWarnings(name: string, template: PodTemplateSpec | undefined, path: string): string[] {
  return [
    ...hostnameWarnings(name, 'Pod names and hostnames'),
    ...podSpecWarnings(template?.spec ?? {}, template?.metadata?.annotations, path),
  ];
}

/** A name that is no DNS label makes a bad host name. */
export function hostnameWarnings(name: string, usedIn: string): string[] {
  const messages = name ? dnsLabel(name) : [];
  if (!messages.length) return [];
  return [
    `metadata.name: this is used in ${usedIn}, which can result in surprising behavior; a DNS label is recommended: [${messages.join(' ')}]`,
  ];
}
