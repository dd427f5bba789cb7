import { containersOf } from '../../../kernel/containers/node';
import type { ContainerRecord } from '../../../kernel/containers/records';
import type { DaemonState, ServiceRecord, Upstream } from '../../../kernel/service-records';
import type { World } from '../../../kernel/world';
import { parseIpv4 } from '../../../packet/address';
import { printFrom } from '../../../shell/service-output';
import { gatewayLog, reloadNginx } from '../../../tools/daemons/nginx/gateway';
import { daemonPlace } from '../../../tools/daemons/place';
import { option } from '../../../tools/daemons/options';
import type { ControllerClient } from '../../controllers/client';
import type { Component, KeysOf } from '../../controllers/component';
import { readObjects } from '../../api/store';
import type { Pod, Service } from '../../objects/kinds';
import { dataPlaneFiles, type DataPlaneFiles } from './configuration';
import { graphOf, type Graph, type GatewayNode } from './graph';
import { CONTROLLER_NAME, NGF_NAMESPACE } from './manifest';
import { dataPlane, resourceName, type NginxProxy } from './provision';
import { addressesOf, writeStatuses } from './statuses';
import { virtualServers } from './virtual-servers';
import type { Backend } from './routes';

/**
 * NGINX Gateway Fabric's control plane (internal/controller/handler.go): follows the kinds of the Gateway API, makes a data plane for every Gateway, writes
 * its nginx's configuration, and tells in statuses what became of each object.
 */

const SYNC = ['sync'];
const PROGRAM = 'gateway';
const DATA_PLANE = 'nginx-gateway-agent';

/** Nothing but a look at one map when a cluster has no such kinds. */
const whenUsed: KeysOf = (_change, world) =>
  (world.cluster?.objects.get('gatewayclasses.gateway.networking.k8s.io')?.size ?? 0) > 0 ? SYNC : [];

export const nginxGateway: Component = {
  name: 'nginx-gateway-fabric',
  process: 'kubelet',
  user: {
    username: `system:serviceaccount:${NGF_NAMESPACE}:nginx-gateway`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${NGF_NAMESPACE}`, 'system:authenticated'],
  },
  watches: {
    'gatewayclasses.gateway.networking.k8s.io': () => SYNC,
    'gateways.gateway.networking.k8s.io': () => SYNC,
    'httproutes.gateway.networking.k8s.io': () => SYNC,
    'grpcroutes.gateway.networking.k8s.io': () => SYNC,
    'referencegrants.gateway.networking.k8s.io': () => SYNC,
    'nginxproxies.gateway.nginx.org': () => SYNC,
    services: whenUsed,
    'endpointslices.discovery.k8s.io': whenUsed,
    secrets: whenUsed,
    namespaces: whenUsed,
    pods: ({ object }, world) => {
      const labels = (object as unknown as Pod).metadata.labels ?? {};
      return labels['app.kubernetes.io/instance'] === 'nginx-gateway' ? whenUsed({} as never, world) : [];
    },
  },
  reconcile(api) {
    const running = containersRunning(api.world, PROGRAM).find(({ argv }) => argv[1] === 'controller');
    if (running) sync(api, running);
  },
};

interface Running {
  readonly container: ContainerRecord;
  readonly service: ServiceRecord;
  readonly state: DaemonState;
  readonly argv: readonly string[];
}

function containersRunning(world: World, program: string): readonly Running[] {
  return [...world.nodes.keys()].flatMap((node) =>
    [...containersOf(world, node)].flatMap((container) => {
      const service = container.pid === undefined ? undefined : world.services.get(container.pid);
      const { state } = service ?? {};
      return service && state?.kind === 'daemon' && state.program === program ? [{ container, service, state, argv: service.argv }] : []; // prettier-ignore
    }),
  );
}

function sync(api: ControllerClient, { container, service, argv }: Running): void {
  const { world } = api;
  const className = option(argv, 'gatewayclass') ?? 'nginx';
  const proxies = readObjects(world, 'nginxproxies.gateway.nginx.org') as readonly NginxProxy[];
  const graph = graphOf(api, {
    className,
    controllerName: option(argv, 'gateway-ctlr-name') ?? CONTROLLER_NAME,
    hasParameters: (namespace, name) => proxies.some(({ metadata }) => metadata.name === name && metadata.namespace === namespace), // prettier-ignore
  });
  const parameters = graph.ownClass?.spec.parametersRef;
  const proxy = proxies.find(({ metadata }) => metadata.name === parameters?.name && metadata.namespace === parameters?.namespace); // prettier-ignore
  const image = world.container(container.id).config.image;
  const planes = containersRunning(world, DATA_PLANE);
  const say = (text: string): void => printFrom(world, service, 'err', text);
  for (const node of graph.gateways) {
    if (node.valid) provision(api, node, proxy, image);
    const files = filesOf(api, graph, node);
    const name = resourceName(node.gateway.metadata.name ?? '', className);
    for (const plane of planes) {
      if (!isOf(api, plane.container, node.gateway.metadata.namespace ?? '', name)) continue;
      if (program(world, plane, files)) gatewayLog({ world, err: say }, 'info', 'NGINX configuration was successfully updated', { logger: 'eventHandler' }); // prettier-ignore
    }
  }
  writeStatuses(api, graph, (node) =>
    addressesOf(api, node, resourceName(node.gateway.metadata.name ?? '', className)),
  );
}

/** Makes what a Gateway needs, or changes what of it is different. */
function provision(
  api: ControllerClient,
  { gateway }: GatewayNode,
  proxy: NginxProxy | undefined,
  image: string,
): void {
  const { namespace = '' } = gateway.metadata;
  const wanted = dataPlane(gateway, proxy, image);
  for (const map of wanted.configMaps) {
    if (!api.get('configmaps', namespace, map.metadata.name ?? '')) api.create('configmaps', namespace, map);
  }
  const name = wanted.service.metadata.name ?? '';
  if (!api.get('serviceaccounts', namespace, name)) api.create('serviceaccounts', namespace, wanted.serviceAccount);
  const service = api.get('services', namespace, name);
  if (!service) api.create('services', namespace, wanted.service);
  else if (
    portsOf(service) !== portsOf(wanted.service as unknown as Service) ||
    service.spec?.type !== wanted.service.spec.type
  ) {
    api.update('services', service, (old) => ({ ...old, spec: { ...old.spec, ...withNodePorts(wanted.service.spec, old) } })); // prettier-ignore
  }
  const deployment = api.get('deployments.apps', namespace, name);
  if (!deployment) api.create('deployments.apps', namespace, wanted.deployment);
  else {
    const spec = wanted.deployment.spec as NonNullable<typeof deployment.spec>;
    const ports = (of: typeof spec | undefined): string => JSON.stringify(of?.template.spec?.containers[0]?.ports?.map(({ containerPort }) => containerPort)); // prettier-ignore
    if (ports(deployment.spec) !== ports(spec) || deployment.spec?.replicas !== spec.replicas)
      api.update('deployments.apps', deployment, (old) => ({ ...old, spec: { ...old.spec, ...spec, selector: old.spec?.selector ?? spec.selector } })); // prettier-ignore
  }
}

function portsOf({ spec }: Service): string {
  return JSON.stringify(spec?.ports?.map(({ port }) => port));
}

/** Ports that stay keep the node's port that they have. */
function withNodePorts(
  wanted: { readonly ports: readonly unknown[] },
  { spec }: Service,
): Readonly<Record<string, unknown>> {
  const ports = (wanted.ports as readonly { readonly port: number }[]).map((port) => {
    const old = spec?.ports?.find((each) => each.port === port.port)?.nodePort;
    return { ...(old !== undefined && { nodePort: old }), ...port };
  });
  return { ...wanted, ports };
}

/** Whether a container is the nginx of a Gateway. */
function isOf(api: ControllerClient, { sandbox }: ContainerRecord, namespace: string, name: string): boolean {
  const { config } = api.world.sandbox(sandbox);
  if (config.namespace !== namespace) return false;
  return api.get('pods', namespace, config.name)?.metadata.labels?.['app.kubernetes.io/name'] === name;
}

function filesOf(api: ControllerClient, graph: Graph, node: GatewayNode): DataPlaneFiles {
  const routes = graph.routes.flatMap(({ judged, attachments }) => {
    const own = attachments.get(node) ?? [];
    return own.length > 0 ? [{ judged, attachments: own }] : [];
  });
  return dataPlaneFiles(node.valid ? virtualServers(node.listeners, routes) : [], (backend) =>
    endpointsOf(api, backend),
  );
}

/** Addresses of the ready endpoints behind a port of a Service. */
function endpointsOf(api: ControllerClient, { namespace, service, port }: Backend): readonly Upstream[] {
  const named = api.get('services', namespace, service)?.spec?.ports?.find((each) => each.port === port);
  if (!named) return [];
  return api
    .slicesOf(namespace, service)
    .filter(({ addressType }) => addressType === 'IPv4')
    .flatMap(({ ports = [], endpoints }) => {
      const target = ports.find(({ name }) => (name ?? '') === (named.name ?? ''))?.port;
      return endpoints.flatMap(({ addresses: [first = ''], conditions }) => {
        const address = parseIpv4(first);
        return address === undefined || target === undefined || conditions?.ready === false ? [] : [{ address, port: target }]; // prettier-ignore
      });
    })
    .sort((a, b) => Number(a.address) - Number(b.address));
}

/** Writes the files of a data plane and lets its nginx take them up; false when nothing has changed. */
function program(world: World, { service, state }: Running, { http, matches, secrets }: DataPlaneFiles): boolean {
  const { files } = daemonPlace(world, service, state);
  const read = (path: string): string | undefined => {
    const content = files.isFile(path) ? files.read(path) : undefined;
    return content instanceof Uint8Array ? new TextDecoder().decode(content) : content;
  };
  const wanted = new Map([['/etc/nginx/conf.d/http.conf', http], ['/etc/nginx/conf.d/matches.json', matches], ...[...secrets].map(([name, pem]) => [`/etc/nginx/secrets/${name}`, pem] as const)]); // prettier-ignore
  const changed = [...wanted].filter(([path, text]) => read(path) !== text);
  if (changed.length === 0) return false;
  for (const [path, text] of changed) files.write(path, text, path.includes('/secrets/') ? 0o640 : 0o644);
  const now = world.services.get(service.pid);
  if (now?.state.kind === 'daemon') reloadNginx(world, now, now.state);
  return true;
}
