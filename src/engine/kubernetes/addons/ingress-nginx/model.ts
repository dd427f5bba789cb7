import type { Upstream } from '../../../kernel/service-records';
import { parseIpv4 } from '../../../packet/address';
import { certificatesOf } from '../../../tools/x509/certificate';
import { readPrivateKey } from '../../../tools/x509/rsa';
import { matchHost } from '../../../tools/x509/verify';
import { base64Decode } from '../../api/kinds/base64';
import type { EndpointSlice, Ingress, IngressClass, Secret, Service } from '../../objects/kinds';
import { CONTROLLER_CLASS } from './manifest';

/**
 * What ingress-nginx makes of the cluster before it writes nginx.conf (internal/ingress/controller/controller.go: getBackendServers, createUpstreams):
 * servers by host, their locations, and groups of addresses. Pure: the same objects always give the same model.
 */

export interface IngressModel {
  readonly servers: readonly IngressServer[];
  /** `default-web-80` → its addresses. */
  readonly groups: ReadonlyMap<string, readonly Upstream[]>;
  /** What the controller says in its log. */
  readonly complaints: readonly string[];
}

export interface IngressServer {
  /** `_` for requests to any other host. */
  readonly host: string;
  /** Longest first, as nginx.conf has them. */
  readonly locations: readonly IngressLocation[];
  /** The Secret with its certificate, `namespace/name`; undefined when no TLS is asked for. */
  readonly secret?: string;
  /** What stands in that Secret, in PEM. */
  readonly certificate?: string;
}

export interface IngressLocation {
  readonly path: string;
  readonly type: 'Exact' | 'Prefix';
  readonly isExpression: boolean;
  readonly namespace: string;
  readonly ingress: string;
  readonly service: string;
  readonly port: string;
  /** The group of addresses behind it. */
  readonly group: string;
  readonly annotations: ReadonlyMap<string, string>;
  readonly redirectsToTls: boolean;
  readonly canary?: Canary;
}

/** Another Ingress that takes a share of a location's requests. */
export interface Canary {
  readonly group: string;
  readonly weight: number;
  readonly total: number;
  readonly header?: string;
  readonly headerValue?: string;
  readonly cookie?: string;
}

const DEFAULT_GROUP = 'upstream-default-backend';
/** nginx's own answer to what nobody has a rule for. */
const DEFAULT_BACKEND: Upstream = { address: parseIpv4('127.0.0.1') ?? 0, port: 8181 } as Upstream;
const PREFIX = 'nginx.ingress.kubernetes.io/';

/** What the model is made of. */
export interface IngressSources {
  readonly ingresses: readonly Ingress[];
  readonly classes: readonly IngressClass[];
  readonly service: (namespace: string, name: string) => Service | undefined;
  readonly slices: (namespace: string, service: string) => readonly EndpointSlice[];
  readonly secret: (namespace: string, name: string) => Secret | undefined;
  readonly ingressClass: string;
  readonly watchWithoutClass: boolean;
}

type Rules = NonNullable<NonNullable<Ingress['spec']>['rules']>;
type Path = NonNullable<NonNullable<Rules[number]['http']>['paths']>[number];

/** Whether an Ingress is this controller's (internal/ingress/controller/store: IngressClass). */
export function isOurs(
  ingress: Ingress,
  { classes, ingressClass, watchWithoutClass }: Pick<IngressSources, 'classes' | 'ingressClass' | 'watchWithoutClass'>,
): boolean {
  // prettier-ignore
  const annotation = ingress.metadata.annotations?.['kubernetes.io/ingress.class'];
  if (annotation !== undefined) return annotation === ingressClass;
  const name = ingress.spec?.ingressClassName;
  if (name === undefined) return watchWithoutClass;
  return classes.some(({ metadata, spec }) => metadata.name === name && spec?.controller === CONTROLLER_CLASS);
}

/** The servers and groups of a cluster's Ingresses. */
export function ingressModel(sources: IngressSources): IngressModel {
  const complaints: string[] = [];
  const groups = new Map<string, readonly Upstream[]>([[DEFAULT_GROUP, [DEFAULT_BACKEND]]]);
  const servers = new Map<string, Draft>();
  const serverOf = (host: string): Draft => {
    const known = servers.get(host);
    if (known) return known;
    const made = { locations: [] };
    servers.set(host, made);
    return made;
  };
  serverOf('_');
  const own = sources.ingresses.filter((ingress) => isOurs(ingress, sources)).sort(byAge);
  const context: Context = { sources, groups, complaints };
  const main = own.filter((ingress) => annotationsOf(ingress).get('canary') !== 'true');
  for (const ingress of main) addIngress(context, ingress, serverOf);
  for (const ingress of own) if (!main.includes(ingress)) addCanary(context, ingress, servers);
  const list = [...servers].map(([host, { secret, certificate, locations }]): IngressServer => ({
    host,
    locations: completed(locations, servers.get('_')?.locations ?? []),
    ...(secret !== undefined && { secret }),
    ...(certificate !== undefined && { certificate }),
  }));
  return { servers: list.sort((a, b) => (a.host < b.host ? -1 : 1)), groups, complaints };
}

/** A server while it is put together. */
interface Draft {
  secret?: string;
  certificate?: string;
  locations: IngressLocation[];
}

interface Context {
  readonly sources: IngressSources;
  readonly groups: Map<string, readonly Upstream[]>;
  readonly complaints: string[];
}

function byAge(a: Ingress, b: Ingress): number {
  const [at, bt] = [String(a.metadata.creationTimestamp), String(b.metadata.creationTimestamp)];
  if (at !== bt) return at < bt ? -1 : 1;
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

function keyOf({ metadata }: Ingress): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}

function annotationsOf({ metadata }: Ingress): ReadonlyMap<string, string> {
  const entries = Object.entries(metadata.annotations ?? {}).filter(([name]) => name.startsWith(PREFIX));
  return new Map(entries.map(([name, value]) => [name.slice(PREFIX.length), value]));
}

function addIngress(context: Context, ingress: Ingress, serverOf: (host: string) => Draft): void {
  const { rules = [], tls = [], defaultBackend } = ingress.spec ?? {};
  const { namespace = '' } = ingress.metadata;
  const annotations = annotationsOf(ingress);
  for (const rule of rules) {
    const host = rule.host === undefined || rule.host === '' ? '_' : rule.host;
    const server = serverOf(host);
    const secured = tls.find(({ hosts = [] }) => hosts.includes(host));
    if (secured?.secretName !== undefined) {
      const key = `${namespace}/${secured.secretName}`;
      const pair = keyPairOf(context.sources.secret(namespace, secured.secretName), key);
      if (typeof pair === 'string') {
        context.complaints.push(`Error getting SSL certificate "${key}": ${pair}. Using default certificate`);
      } else if (server.secret === undefined) {
        server.secret = key;
        server.certificate = pair.certificate;
        const [first] = certificatesOf(pair.certificate);
        if (first && host !== '_' && matchHost(first, host).by === 'nothing') {
          context.complaints.push(`Unexpected error validating SSL certificate "${key}" for server "${host}": x509: certificate is not valid for any names, but wanted to match ${host}`); // prettier-ignore
        }
      }
    }
    for (const path of rule.http?.paths ?? []) {
      for (const location of locationsOf(context, ingress, path, annotations, secured !== undefined)) {
        const same = server.locations.some((old) => old.path === location.path && old.type === location.type);
        if (!same) server.locations.push(location);
      }
    }
  }
  if (defaultBackend?.service && rules.length === 0) {
    const path: Path = { path: '/', pathType: 'Prefix', backend: defaultBackend };
    serverOf('_').locations.push(...locationsOf(context, ingress, path, annotations, false));
  } else if (defaultBackend?.service) {
    for (const { host = '_' } of rules) {
      const { locations } = serverOf(host);
      const path: Path = { path: '/', pathType: 'Prefix', backend: defaultBackend };
      if (!locations.some((old) => old.path === '/'))
        locations.push(...locationsOf(context, ingress, path, annotations, false));
    }
  }
}

/** The certificate of a Secret, or what is wrong with it (internal/ingress/controller/store/backend_ssl.go). */
function keyPairOf(secret: Secret | undefined, key: string): { readonly certificate: string } | string {
  if (!secret) return `local SSL certificate ${key} was not found`;
  const [certificate, privateKey] = ['tls.crt', 'tls.key'].map((name) => base64Decode(secret.data?.[name] ?? ''));
  if (!certificate || !privateKey) return `local SSL certificate ${key} was not found`;
  const [first] = certificatesOf(certificate);
  return !first || readPrivateKey(privateKey)?.n !== first.key.n ? `local SSL certificate ${key} was not found` : { certificate }; // prettier-ignore
}

function locationsOf(
  context: Context,
  ingress: Ingress,
  { path = '/', pathType, backend }: Path,
  annotations: ReadonlyMap<string, string>,
  secured: boolean,
): readonly IngressLocation[] {
  const { namespace = '', name = '' } = ingress.metadata;
  const { service } = backend;
  if (!service) return [];
  const port = service.port?.name ?? String(service.port?.number ?? '');
  const isExpression = annotations.get('use-regex') === 'true' || annotations.has('rewrite-target');
  const redirects = annotations.get('force-ssl-redirect') === 'true' || (secured && annotations.get('ssl-redirect') !== 'false'); // prettier-ignore
  return [
    {
      path: path === '' ? '/' : path,
      type: pathType === 'Exact' ? 'Exact' : 'Prefix',
      isExpression,
      ...{ namespace, ingress: name, service: service.name, port, annotations },
      group: groupOf(context, namespace, service.name, port),
      redirectsToTls: redirects,
    },
  ];
}

/** The group of addresses behind a port of a Service, made when it is asked for first. */
function groupOf({ sources, groups, complaints }: Context, namespace: string, name: string, port: string): string {
  const group = `${namespace}-${name}-${port}`;
  if (groups.has(group)) return group;
  const service = sources.service(namespace, name);
  if (!service) {
    complaints.push(
      `Error obtaining Endpoints for Service "${namespace}/${name}": no object matching key "${namespace}/${name}" in local store`,
    );
    groups.set(group, []);
    return group;
  }
  const found = service.spec?.ports?.find((each) => each.name === port || String(each.port) === port || String(each.targetPort) === port); // prettier-ignore
  const addresses = found ? addressesOf(sources.slices(namespace, name), found.name) : [];
  if (addresses.length === 0) complaints.push(`Service "${namespace}/${name}" does not have any active Endpoint.`);
  groups.set(group, addresses);
  return group;
}

function addressesOf(slices: readonly EndpointSlice[], portName: string | undefined): readonly Upstream[] {
  return slices
    .filter(({ addressType }) => addressType === 'IPv4')
    .flatMap(({ ports = [], endpoints }) => {
      const port = ports.find(({ name }) => (name ?? '') === (portName ?? ''))?.port;
      return endpoints
        .filter(({ conditions }) => conditions?.ready !== false)
        .flatMap(({ addresses }) => {
          const address = parseIpv4(addresses[0] ?? '');
          return address === undefined || port === undefined ? [] : [{ address, port }];
        });
    })
    .sort((a, b) => Number(a.address) - Number(b.address));
}

function addCanary(
  context: Context,
  ingress: Ingress,
  servers: ReadonlyMap<string, { locations: IngressLocation[] }>,
): void {
  const annotations = annotationsOf(ingress);
  const [header, headerValue, cookie] = [annotations.get('canary-by-header'), annotations.get('canary-by-header-value'), annotations.get('canary-by-cookie')]; // prettier-ignore
  for (const { host = '_', http } of ingress.spec?.rules ?? []) {
    const server = servers.get(host);
    for (const path of http?.paths ?? []) {
      const [location] = locationsOf(context, ingress, path, annotations, false);
      const index = server?.locations.findIndex((old) => old.path === location?.path && old.type === location.type) ?? -1; // prettier-ignore
      const main = server?.locations[index];
      if (!server || !main || !location) continue;
      server.locations[index] = {
        ...main,
        canary: {
          group: location.group,
          weight: Number(annotations.get('canary-weight') ?? 0),
          total: Number(annotations.get('canary-weight-total') ?? 100),
          ...(header !== undefined && { header }),
          ...(headerValue !== undefined && { headerValue }),
          ...(cookie !== undefined && { cookie }),
        },
      };
    }
  }
}

/** With an expression in one location of a host all of them are; the longest stands first; `/` there always is. */
function completed(
  locations: readonly IngressLocation[],
  fallback: readonly IngressLocation[],
): readonly IngressLocation[] {
  const isExpression = locations.some((location) => location.isExpression);
  const list = locations.map((location) => ({ ...location, isExpression }));
  const root = fallback.find(({ path }) => path === '/');
  if (!list.some(({ path }) => path === '/')) list.push({ ...(root ?? NOBODY), isExpression });
  return list.sort((a, b) => b.path.length - a.path.length || (a.type === 'Exact' ? -1 : 1));
}

const NOBODY: IngressLocation = {
  path: '/',
  type: 'Prefix',
  isExpression: false,
  namespace: '',
  ingress: '',
  service: '',
  port: '',
  group: DEFAULT_GROUP,
  annotations: new Map(),
  redirectsToTls: false,
};
