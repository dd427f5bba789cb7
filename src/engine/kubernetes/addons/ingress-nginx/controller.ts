import { containersOf } from '../../../kernel/containers/node';
import type { ContainerRecord } from '../../../kernel/containers/records';
import type { DaemonState, ServiceRecord } from '../../../kernel/service-records';
import type { World } from '../../../kernel/world';
import { printFrom } from '../../../shell/service-output';
import { CERTIFICATES } from '../../../tools/daemons/nginx/ingress-controller';
import { GROUPS } from '../../../tools/daemons/nginx/nginx';
import { klog } from '../../../tools/daemons/texts';
import { option } from '../../../tools/daemons/options';
import type { ControllerClient } from '../../controllers/client';
import type { Component, KeysOf } from '../../controllers/component';
import { nodeFile, writeNodeFile } from '../../node/node-files';
import type { Ingress, Pod, Service } from '../../objects/kinds';
import { nginxConfiguration } from './configuration';
import { INGRESS_NAMESPACE } from './manifest';
import { ingressModel, isOurs, type IngressSources } from './model';

/**
 * ingress-nginx: follows Ingresses, their classes, Services and endpoints, writes nginx.conf into every container that runs it, and tells where it is
 * reached in the status of each Ingress (internal/ingress/controller/{controller,nginx}.go, internal/ingress/status/status.go).
 */

const NAME = 'ingress-nginx-controller';
const PROGRAM = 'nginx-ingress-controller';
const CONF = '/etc/nginx/nginx.conf';
const SYNC = ['sync'];
const SERVICE_NAME = 'kubernetes.io/service-name';

/** Nothing but a look at one map when a cluster has no such controller. */
const whenUsed: KeysOf = (_change, world) =>
  world.cluster?.objects.has('ingressclasses.networking.k8s.io') === true ? SYNC : [];

export const ingressNginx: Component = {
  name: NAME,
  process: 'kubelet',
  user: {
    username: `system:serviceaccount:${INGRESS_NAMESPACE}:ingress-nginx`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${INGRESS_NAMESPACE}`, 'system:authenticated'],
  },
  watches: {
    'ingresses.networking.k8s.io': () => SYNC,
    'ingressclasses.networking.k8s.io': () => SYNC,
    services: whenUsed,
    'endpointslices.discovery.k8s.io': whenUsed,
    secrets: whenUsed,
    pods: ({ object }) => (isControllerPod(object as unknown as Pod) ? SYNC : []),
  },
  reconcile(api) {
    const { world } = api;
    for (const node of world.nodes.keys()) {
      for (const container of containersOf(world, node)) {
        const service = container.pid === undefined ? undefined : world.services.get(container.pid);
        if (service?.state.kind === 'daemon' && service.state.program === PROGRAM)
          sync(api, container, service, service.state);
      }
    }
  },
};

function isControllerPod({ metadata }: Pod): boolean {
  return metadata.labels?.['app.kubernetes.io/name'] === 'ingress-nginx';
}

function sync(api: ControllerClient, container: ContainerRecord, service: ServiceRecord, state: DaemonState): void {
  const { world } = api;
  const sources = sourcesOf(api, service.argv);
  const model = ingressModel(sources);
  const text = nginxConfiguration(model, ({ secret }) => secret !== undefined);
  const certificates = JSON.stringify(Object.fromEntries(model.servers.flatMap(({ host, certificate }) => (certificate === undefined ? [] : [[host, certificate]])))); // prettier-ignore
  const groups = JSON.stringify([...model.groups]);
  const say = (level: 'I' | 'W' | 'E', place: string, message: string): void =>
    printFrom(world, service, 'err', `${klog(world, level, 7, place)}${message}\n`);
  for (const ingress of sources.ingresses) {
    if (isOurs(ingress, sources)) greet(api, ingress, container);
    else if (ingress.spec?.ingressClassName === undefined && isNew(world, service, ingress))
      say('I', 'store.go:440', `"Ignoring ingress because of error while validating ingress class" ingress="${nameOf(ingress)}" error="ingress does not contain a valid IngressClass"`); // prettier-ignore
  }
  const complaints = model.complaints.join('\n');
  if (complaints !== (state.settings['complaints'] ?? '')) for (const complaint of model.complaints) say('W', 'controller.go:1232', complaint); // prettier-ignore
  const changed = nodeFile(world, container.id, CONF) !== text;
  if (changed) {
    say('I', 'controller.go:196', '"Configuration changes detected, backend reload required"');
    writeNodeFile(world, container.id, CONF, text);
    say('I', 'controller.go:216', '"Backend successfully reloaded"');
  }
  if (
    changed ||
    state.settings[GROUPS] !== groups ||
    state.settings[CERTIFICATES] !== certificates ||
    complaints !== (state.settings['complaints'] ?? '')
  ) {
    const now = world.services.get(service.pid)?.state;
    if (now?.kind === 'daemon') {
      world.writeService(service.pid).state = {
        ...now,
        settings: { ...now.settings, [GROUPS]: groups, [CERTIFICATES]: certificates, complaints },
      };
    }
  }
  updateStatuses(api, service.argv, container, sources);
}

function sourcesOf(api: ControllerClient, argv: readonly string[]): IngressSources {
  return {
    ingresses: api.list('ingresses.networking.k8s.io'),
    classes: api.list('ingressclasses.networking.k8s.io'),
    service: (namespace, name) => api.get('services', namespace, name),
    slices: (namespace, name) =>
      api
        .list('endpointslices.discovery.k8s.io', namespace)
        .filter(({ metadata }) => metadata.labels?.[SERVICE_NAME] === name),
    secret: (namespace, name) => api.get('secrets', namespace, name),
    ingressClass: option(argv, 'ingress-class') ?? 'nginx',
    watchWithoutClass: option(argv, 'watch-ingress-without-class') === 'true',
  };
}

function nameOf({ metadata }: Ingress): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}

/** An Ingress is told of once in each of its versions (store.go: recorder.Eventf, "Scheduled for sync"). */
function greet(api: ControllerClient, ingress: Ingress, { pid }: ContainerRecord): void {
  const service = pid === undefined ? undefined : api.world.services.get(pid);
  if (!service || !isNew(api.world, service, ingress)) return;
  api.event(ingress, {
    type: 'Normal',
    reason: 'Sync',
    message: 'Scheduled for sync',
    from: 'nginx-ingress-controller',
  });
}

function isNew(world: World, { pid }: ServiceRecord, ingress: Ingress): boolean {
  const state = world.services.get(pid)?.state;
  if (state?.kind !== 'daemon') return false;
  const key = `seen ${nameOf(ingress)}`;
  const version = `${ingress.metadata.uid ?? ''} ${ingress.metadata.generation ?? 1}`;
  if (state.settings[key] === version) return false;
  world.writeService(pid).state = { ...state, settings: { ...state.settings, [key]: version } };
  return true;
}

interface Address {
  readonly ip?: string;
  readonly hostname?: string;
}

function updateStatuses(
  api: ControllerClient,
  argv: readonly string[],
  { sandbox }: ContainerRecord,
  sources: IngressSources,
): void {
  const { namespace, name } = api.world.sandbox(sandbox).config;
  const published = option(argv, 'publish-service');
  const fixed = option(argv, 'publish-status-address');
  const addresses =
    fixed === undefined
      ? published === undefined
        ? nodeAddress(api, namespace, name)
        : publishedAddresses(api, published.replace('$(POD_NAMESPACE)', namespace))
      : [/^[\d.]+$/.test(fixed) ? { ip: fixed } : { hostname: fixed }];
  for (const ingress of sources.ingresses) {
    if (!isOurs(ingress, sources)) continue;
    const before = ingress.status?.loadBalancer?.ingress ?? [];
    if (JSON.stringify(before) === JSON.stringify(addresses)) continue;
    api.updateStatus('ingresses.networking.k8s.io', ingress, (old) => ({ ...old, status: { loadBalancer: addresses.length === 0 ? {} : { ingress: addresses } } })); // prettier-ignore
  }
}

/** statusAddressFromService. */
function publishedAddresses(api: ControllerClient, key: string): readonly Address[] {
  const [namespace = '', name = ''] = key.split('/');
  const service: Service | undefined = api.get('services', namespace, name);
  const { type, clusterIP, externalIPs = [], externalName } = service?.spec ?? {};
  const external = externalIPs.map((ip) => ({ ip }));
  if (type === 'ExternalName') return externalName === undefined ? [] : [{ hostname: externalName }];
  if (type === 'LoadBalancer') {
    const given = (service?.status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }): Address => (ip === undefined ? { hostname: hostname ?? '' } : { ip })); // prettier-ignore
    return [...given, ...external];
  }
  if (type === 'NodePort' && external.length > 0) return external;
  return clusterIP === undefined ? [] : [{ ip: clusterIP }];
}

function nodeAddress(api: ControllerClient, namespace: string, pod: string): readonly Address[] {
  const node = api.get('pods', namespace, pod)?.spec?.nodeName ?? '';
  const addresses = api.get('nodes', '', node)?.status?.addresses ?? [];
  return addresses.filter(({ type }) => type === 'InternalIP').map(({ address }) => ({ ip: address }));
}
