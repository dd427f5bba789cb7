import { readObjects } from '../../kubernetes/api/store';
import type { Deployment, Ingress, Service } from '../../kubernetes/objects/kinds';
import type { ProxyFacts, ProxyTrouble } from '../../walk/proxy';
import type { PacketWalk } from '../../walk/step';
import type { World } from '../../kernel/world';
import { endpointsOf } from './services';
import type { Remedy } from './places';

/** Changes by kubectl that may cure what a rule of an Ingress or a route is to blame for, the likeliest first. */

type Troubled = ProxyFacts & { readonly why: ProxyTrouble };

export function proxyChanges(world: World, facts: Troubled, script: string): readonly Remedy[] {
  const { why, rule } = facts;
  switch (why.code) {
    case 'no-host':
      return [...nearHosts(world, facts, script), ...otherHosts(world, facts)];
    case 'no-path':
      return otherPaths(world, facts);
    case 'wrong-class':
      return classes(world).map((name) => patch(world, 'ingress', why.object, `{"spec":{"ingressClassName":"${name}"}}`)); // prettier-ignore
    case 'not-attached':
      return parents(world, facts, why);
    case 'no-service':
      return rule ? [...why.known.map((name) => backend(world, facts, { name })), ...exposed(world, facts)].flatMap((each) => each ?? []) : []; // prettier-ignore
    case 'no-port':
      return why.known.flatMap((port) => backend(world, facts, { port: Number(port) }) ?? []);
    case 'no-endpoints': {
      const [namespace = '', name = ''] = facts.backend?.service.split('/') ?? [];
      return endpointsOf(world, namespace, name);
    }
    case 'not-granted':
      return grant(world, facts);
    case 'upstream':
      return targetPorts(world, facts, why);
    case 'no-secret':
      return secrets(world, why);
  }
}

function kubectl(world: World, command: string): Remedy {
  const host = [...world.nodes.keys()].find((node) => world.host(node).files.has('/root/.kube/config'));
  return { host: host ?? '', command };
}

function on(namespace: string): string {
  return namespace === 'default' ? '' : `-n ${namespace} `;
}

function patch(world: World, kind: string, object: string, change: string, how = 'merge'): Remedy {
  const [namespace = '', name = ''] = object.split('/');
  return kubectl(world, `kubectl ${on(namespace)}patch ${kind} ${name} --type=${how} -p '${change}'`);
}

function replace(path: string, value: unknown): string {
  return `[{"op":"replace","path":"${path}","value":${JSON.stringify(value)}}]`;
}

function ingresses(world: World): readonly Ingress[] {
  return readObjects(world, 'ingresses.networking.k8s.io');
}

function nameOf({ metadata }: { readonly metadata: { readonly namespace?: string; readonly name?: string } }): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}

interface RouteObject {
  readonly metadata: { readonly namespace?: string; readonly name?: string };
  readonly spec: {
    readonly hostnames?: readonly string[];
    readonly parentRefs?: readonly { readonly name: string; readonly namespace?: string; readonly sectionName?: string }[]; // prettier-ignore
    readonly rules?: readonly {
      readonly matches?: readonly { readonly path?: { readonly value?: string } }[];
      readonly backendRefs?: readonly { readonly name: string; readonly namespace?: string; readonly port?: number }[];
    }[];
  };
}

function routes(world: World, kind: string): readonly RouteObject[] {
  return readObjects(world, `${kind.toLowerCase()}s.gateway.networking.k8s.io`) as unknown as readonly RouteObject[];
}

/** The request with the host of a rule, when it named none. */
function nearHosts(world: World, { what, why }: Troubled, script: string): readonly Remedy[] {
  if (why.code !== 'no-host' || !why.byAddress || !/^\s*curl\s/.test(script)) return [];
  return hostsOf(world, what).map((host) => ({ host: '', command: script.replace(/^(\s*curl)\s/, `$1 -H 'Host: ${host}' `), instead: true as const })); // prettier-ignore
}

function hostsOf(world: World, what: ProxyFacts['what']): readonly string[] {
  const found = what === 'ingress' ? ingresses(world).flatMap(({ spec }) => (spec?.rules ?? []).flatMap(({ host }) => host ?? [])) : ['HTTPRoute', 'GRPCRoute'].flatMap((kind) => routes(world, kind).flatMap(({ spec }) => spec.hostnames ?? [])); // prettier-ignore
  return [...new Set(found)].filter((host) => host !== '' && !host.startsWith('*')).slice(0, 4);
}

/** A rule for the host that was asked for, in the place of the one it has. */
function otherHosts(world: World, { what, host, why }: Troubled): readonly Remedy[] {
  if (why.code !== 'no-host' || why.byAddress) return [];
  if (what === 'ingress')
    return ingresses(world).flatMap((ingress) => (ingress.spec?.rules ?? []).map((_rule, index) => patch(world, 'ingress', nameOf(ingress), replace(`/spec/rules/${index}/host`, host), 'json'))).slice(0, 6); // prettier-ignore
  return ['HTTPRoute', 'GRPCRoute'].flatMap((kind) => routes(world, kind).map((route) => patch(world, kind.toLowerCase(), nameOf(route), JSON.stringify({ spec: { hostnames: [host] } })))).slice(0, 6); // prettier-ignore
}

/** A rule of this host for the path that was asked for. */
function otherPaths(world: World, { what, host, path }: Troubled): readonly Remedy[] {
  if (what !== 'ingress') return [];
  return ingresses(world)
    .flatMap(
      (ingress) =>
      (ingress.spec?.rules ?? []).flatMap((rule, index) => (rule.host === host ? (rule.http?.paths ?? []) : []).flatMap(({ pathType, path: own = '/' }, at) => (pathType === 'Exact' && path.startsWith(own) ? [patch(world, 'ingress', nameOf(ingress), replace(`/spec/rules/${index}/http/paths/${at}/pathType`, 'Prefix'), 'json')] : []))), // prettier-ignore
    )
    .slice(0, 4);
}

function classes(world: World): readonly string[] {
  return readObjects(world, 'ingressclasses.networking.k8s.io').map(({ metadata }) => metadata.name ?? '');
}

/** The Gateway that was asked in the place of the one that a route names. */
function parents(
  world: World,
  { pod }: Troubled,
  { kind, object }: Extract<ProxyTrouble, { code: 'not-attached' }>,
): readonly Remedy[] {
  // prettier-ignore
  const route = routes(world, kind).find((each) => nameOf(each) === object);
  if (!route) return [];
  const [home = ''] = pod.split('/');
  const gateways = readObjects(world, 'gateways.gateway.networking.k8s.io').filter(({ metadata }) => metadata.namespace === home && pod.split('/')[1]?.startsWith(metadata.name ?? '-') === true); // prettier-ignore
  return gateways.flatMap((gateway): readonly Remedy[] => {
    const { name = '' } = gateway.metadata;
    const parent = { name, ...(home !== route.metadata.namespace && { namespace: home }) };
    const { listeners = [] } = (gateway as unknown as { readonly spec: { readonly listeners?: readonly { readonly allowedRoutes?: { readonly namespaces?: { readonly from?: string } } }[] } }).spec; // prettier-ignore
    return [
      patch(world, kind.toLowerCase(), object, JSON.stringify({ spec: { parentRefs: [parent] } })),
      ...(home === route.metadata.namespace ? [] : listeners.map(({ allowedRoutes }, index) => patch(world, 'gateway', `${home}/${name}`, `[{"op":"${allowedRoutes ? 'replace' : 'add'}","path":"/spec/listeners/${index}/allowedRoutes","value":{"namespaces":{"from":"All"}}}]`, 'json'))), // prettier-ignore
    ];
  });
}

/** Another name or port in the rule's backend. */
function backend(
  world: World,
  { rule, backend: old }: Troubled,
  change: { readonly name?: string; readonly port?: number },
): Remedy | undefined {
  // prettier-ignore
  const [, service = ''] = old?.service.split('/') ?? [];
  if (!rule || !old) return undefined;
  if (rule.kind !== 'Ingress') {
    const route = routes(world, rule.kind).find((each) => nameOf(each) === rule.object);
    for (const [index, { backendRefs = [] }] of (route?.spec.rules ?? []).entries()) {
      const at = backendRefs.findIndex((each) => each.name === service && String(each.port) === old.port);
      if (at < 0) continue;
      const path = `/spec/rules/${index}/backendRefs/${at}/${change.name === undefined ? 'port' : 'name'}`;
      return patch(world, rule.kind.toLowerCase(), rule.object, replace(path, change.name ?? change.port), 'json');
    }
    return undefined;
  }
  const ingress = ingresses(world).find((each) => nameOf(each) === rule.object);
  for (const [index, { http }] of (ingress?.spec?.rules ?? []).entries()) {
    const at = (http?.paths ?? []).findIndex(
      (each) => each.backend.service?.name === service && each.path === rule.path,
    );
    if (at < 0) continue;
    const path = `/spec/rules/${index}/http/paths/${at}/backend/service/${change.name === undefined ? 'port' : 'name'}`;
    return patch(world, 'ingress', rule.object, replace(path, change.name ?? { number: change.port }), 'json');
  }
  return undefined;
}

/** A Service of the name that is missing, for the Deployment of that name. */
function exposed(world: World, { backend: old }: Troubled): readonly Remedy[] {
  const [namespace = '', service = ''] = old?.service.split('/') ?? [];
  const deployments = readObjects(world, 'deployments.apps', namespace) as readonly Deployment[];
  return deployments
    .filter(({ metadata }) => metadata.name === service)
    .map(() => kubectl(world, `kubectl ${on(namespace)}expose deployment ${service} --port=${old?.port ?? '80'}`));
}

function grant(world: World, { rule, backend: old }: Troubled): readonly Remedy[] {
  if (!rule || !old) return [];
  const [namespace = ''] = old.service.split('/');
  const [from = ''] = rule.object.split('/');
  const object = { apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant', metadata: { name: `from-${from}`, namespace }, spec: { from: [{ group: 'gateway.networking.k8s.io', kind: rule.kind, namespace: from }], to: [{ group: '', kind: 'Service' }] } }; // prettier-ignore
  return [kubectl(world, `echo '${JSON.stringify(object)}' | kubectl apply -f -`)];
}

/** The ports on which programs of the Pod do listen. */
function targetPorts(
  world: World,
  { backend: old }: Troubled,
  { listeners, errno }: Extract<ProxyTrouble, { code: 'upstream' }>,
): readonly Remedy[] {
  // A Pod that was not reached at all is no matter of its port.
  if (errno !== 'ECONNREFUSED') return [];
  // prettier-ignore
  const [namespace = '', name = ''] = old?.service.split('/') ?? [];
  const service = (readObjects(world, 'services', namespace) as readonly Service[]).find(({ metadata }) => metadata.name === name); // prettier-ignore
  const index = (service?.spec?.ports ?? []).findIndex((each) => String(each.port) === old?.port || each.name === old?.port); // prettier-ignore
  if (index < 0) return [];
  return listeners.map(({ port }) => patch(world, 'service', `${namespace}/${name}`, replace(`/spec/ports/${index}/targetPort`, port), 'json')); // prettier-ignore
}

/** Another Secret with a certificate in the place of the one that is missing. */
function secrets(world: World, { object }: Extract<ProxyTrouble, { code: 'no-secret' }>): readonly Remedy[] {
  const [namespace = ''] = object.split('/');
  const known = readObjects(world, 'secrets', namespace) as unknown as readonly { readonly metadata: { readonly name?: string }; readonly type?: string }[]; // prettier-ignore
  return known
    .filter(({ type }) => type === 'kubernetes.io/tls')
    .map(({ metadata }) => patch(world, 'ingress', object, replace('/spec/tls/0/secretName', metadata.name ?? ''), 'json')); // prettier-ignore
}

/** Whether any packet of a command was for a proxy. */
export function askedProxy(walks: readonly PacketWalk[]): boolean {
  return walks.some(({ steps }) => steps.some(({ type }) => type === 'proxy'));
}
