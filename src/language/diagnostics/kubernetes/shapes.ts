import type { LabView } from '../../lab/lab-view';
import type { Manifest } from '../../manifest/manifest';

/** What manifests and the cluster are about, as loosely as a rule reads it. */
export type Loose = Readonly<Record<string, unknown>>;

/** A Pod that is there, or that a manifest will make. */
export interface PodShape {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly port: number; readonly name: string | undefined; readonly protocol: string }[];
}

export interface ServiceShape {
  readonly namespace: string;
  readonly name: string;
  readonly ports: readonly { readonly port: number; readonly name: string | undefined }[];
}

/** Everything that a notebook's manifests and the cluster behind its last cell hold together. */
export interface Surroundings {
  readonly pods: readonly PodShape[];
  readonly services: readonly ServiceShape[];
  readonly ingressClasses: ReadonlySet<string>;
  readonly gatewayClasses: ReadonlySet<string>;
  readonly gateways: ReadonlySet<string>;
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Addresses of the lab's hosts. */
  readonly nodeAddresses: readonly number[];
  /** A cluster was looked at: what is not here is nowhere. */
  readonly complete: boolean;
}

export function record(value: unknown): Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

export function texts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record(value)).flatMap(([key, each]) => (text(each) === undefined ? [] : [[key, text(each) ?? '']]))); // prettier-ignore
}

export function namespaceOf(object: Loose): string {
  return text(record(object.metadata).namespace) ?? 'default';
}

export function nameOf(object: Loose): string {
  return text(record(object.metadata).name) ?? '';
}

/** The Pod template of a workload, or a Pod itself. */
function podShape(object: Loose): PodShape | undefined {
  const spec = record(object.spec);
  const job = record(record(spec.jobTemplate).spec);
  const template = object.kind === 'Pod' ? object : record(object.kind === 'CronJob' ? job.template : spec.template);
  if (template !== object && Object.keys(template).length === 0) return undefined;
  const ports = list(record(template.spec).containers).flatMap((container) =>
    list(record(container).ports).flatMap((each) => {
      const { containerPort, name, protocol } = record(each);
      return typeof containerPort === 'number'
        ? [{ port: containerPort, name: text(name), protocol: text(protocol) ?? 'TCP' }]
        : [];
    }),
  );
  return { namespace: namespaceOf(object), labels: texts(record(template.metadata).labels), ports };
}

const WORKLOADS = new Set([
  'Pod',
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'CronJob',
  'ReplicationController',
]);

function serviceShape(object: Loose): ServiceShape {
  const ports = list(record(object.spec).ports).flatMap((each) => {
    const { port, name } = record(each);
    return typeof port === 'number' ? [{ port, name: text(name) }] : [];
  });
  return { namespace: namespaceOf(object), name: nameOf(object), ports };
}

/** What there is, from manifests and the cluster. */
export function surroundings(manifests: readonly Manifest[], lab: LabView | undefined): Surroundings {
  const written = manifests.flatMap(({ value }) => (value ? [value] : []));
  const there = lab?.hasCluster
    ? ['pods', 'deployments.apps', 'services', 'ingressclasses.networking.k8s.io', 'gateways.gateway.networking.k8s.io', 'gatewayclasses.gateway.networking.k8s.io', 'namespaces'].flatMap((resource) => lab.objects(resource) as unknown as readonly Loose[]) // prettier-ignore
    : [];
  const all = [...written, ...there];
  const of = (kind: string): readonly Loose[] => all.filter((object) => object.kind === kind);
  return {
    pods: all.filter(({ kind }) => WORKLOADS.has(String(kind))).flatMap((object) => podShape(object) ?? []),
    services: of('Service').map(serviceShape),
    ingressClasses: new Set(of('IngressClass').map(nameOf)),
    gatewayClasses: new Set(of('GatewayClass').map(nameOf)),
    gateways: new Set(of('Gateway').map((object) => `${namespaceOf(object)}/${nameOf(object)}`)),
    namespaces: new Map(of('Namespace').map((object) => [nameOf(object), texts(record(object.metadata).labels)])),
    nodeAddresses: (lab?.observe().hosts ?? []).flatMap(({ namespaces }) =>
      (namespaces[0]?.links ?? []).filter(({ name }) => /^(eth|en)/.test(name)).flatMap(({ addresses4 }) => addresses4.map(({ address }) => address as number)),
    ), // prettier-ignore
    complete: lab?.hasCluster === true,
  };
}

/** Whether labels satisfy matchLabels and matchExpressions. */
export function selects(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels, matchExpressions } = record(selector);
  const plain = Object.entries(texts(matchLabels)).every(([key, value]) => labels[key] === value);
  return (
    plain &&
    list(matchExpressions).every((each) => {
      const { key, operator, values } = record(each);
      const own = labels[String(key)];
      const wanted = list(values).map(String);
      if (operator === 'In') return own !== undefined && wanted.includes(own);
      if (operator === 'NotIn') return own === undefined || !wanted.includes(own);
      return operator === 'Exists' ? own !== undefined : own === undefined;
    })
  );
}

/** `app=web, tier=db`. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
