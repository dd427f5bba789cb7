import type { ClusterChange } from '../../../kernel/cluster-records';
import { containersOf } from '../../../kernel/containers/node';
import { openNetlink } from '../../../kernel/netlink-socket';
import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { parseIpv4, type Ipv4 } from '../../../packet/address';
import { sendGratuitousArpFor } from '../../../kernel/arp';
import { readObjects } from '../../api/store';
import type { ControllerClient } from '../../controllers/client';
import { keyOf, type Component } from '../../controllers/component';
import type { Service } from '../../objects/kinds';
import { endpointsOf } from '../../proxy/endpoints';
import { hashOf } from '../../proxy/chain-names';
import { METALLB_NAMESPACE } from './manifest';
import { freeAddress, holds, type Pool } from './pools';
import { apiServerWorks } from '../../controllers/process-state';

/**
 * MetalLB: its controller gives Services of type LoadBalancer addresses of the IPAddressPools, and one of its speakers answers for each of them by ARP
 * (internal/allocator, internal/layer2 of github.com/metallb/metallb).
 */
export const metallb: Component = {
  name: 'metallb',
  process: 'kubelet',
  user: {
    username: `system:serviceaccount:${METALLB_NAMESPACE}:controller`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${METALLB_NAMESPACE}`, 'system:authenticated'],
  },
  watches: {
    services: (change, world) => (installed(world) && concerns(change) ? ['all'] : []),
    'endpointslices.discovery.k8s.io': (_, world) => (installed(world) ? ['all'] : []),
    'ipaddresspools.metallb.io': () => ['all'],
    'l2advertisements.metallb.io': () => ['all'],
    pods: ({ namespace }) => (namespace === METALLB_NAMESPACE ? ['all'] : []),
  },
  reconcile(api) {
    const { world } = api;
    if (!apiServerWorks(world)) return;
    const services = api.list('services');
    if (runsAnywhere(world, 'controller')) allocate(api, services);
    announce(api, api.list('services'));
  },
};

function installed(world: World): boolean {
  return (world.cluster?.objects.get('ipaddresspools.metallb.io')?.size ?? 0) > 0;
}

function concerns({ object, previous }: ClusterChange): boolean {
  return [object, previous].some(
    (version) => (version as unknown as Service | undefined)?.spec?.type === 'LoadBalancer',
  );
}

function runs(world: World, node: HostId, name: string): boolean {
  return containersOf(world, node).some(
    ({ config, sandbox, state }) =>
      config.name === name &&
      state === 'running' &&
      world.sandboxes.get(sandbox)?.config.namespace === METALLB_NAMESPACE,
  );
}

function runsAnywhere(world: World, name: string): boolean {
  return [...world.nodes.keys()].some((node) => runs(world, node, name));
}

function pools(world: World): readonly Pool[] {
  return readObjects(world, 'ipaddresspools.metallb.io', METALLB_NAMESPACE);
}

function addressOf({ status }: Service): string | undefined {
  return status?.loadBalancer?.ingress?.[0]?.ip;
}

function wantsAddress({ spec }: Service): boolean {
  return (
    spec?.type === 'LoadBalancer' && (spec as { readonly loadBalancerClass?: string }).loadBalancerClass === undefined
  );
}

function allocate(api: ControllerClient, services: readonly Service[]): void {
  const all = pools(api.world);
  const taken = new Set(services.flatMap((service) => addressOf(service) ?? []));
  for (const service of services) {
    if (!wantsAddress(service)) continue;
    const wanted = service.metadata.annotations?.['metallb.io/loadBalancerIPs'] ?? service.spec?.loadBalancerIP;
    const has = addressOf(service);
    if (has !== undefined && all.some((pool) => holds(pool, has)) && (wanted === undefined || wanted === has)) continue;
    const [address, problem] = choose(all, taken, wanted);
    const from = 'metallb-controller';
    if (address === undefined) {
      const { namespace = '', name = '' } = service.metadata;
      const message = `Failed to allocate IP for "${keyOf(namespace, name)}": ${problem ?? 'no available IPs'}`;
      api.event(service, { type: 'Warning', reason: 'AllocationFailed', message, from });
      continue;
    }
    taken.add(address);
    api.updateStatus('services', service, (old) => ({
      ...old,
      status: { ...old.status, loadBalancer: { ingress: [{ ip: address, ipMode: 'VIP' }] } },
    }));
    api.event(service, { type: 'Normal', reason: 'IPAllocated', message: `Assigned IP ["${address}"]`, from });
  }
}

function choose(
  all: readonly Pool[],
  taken: ReadonlySet<string>,
  wanted: string | undefined,
): readonly [address: string | undefined, problem?: string] {
  if (wanted === undefined) return [freeAddress(all, taken)];
  if (!all.some((pool) => holds(pool, wanted))) return [undefined, `["${wanted}"] is not allowed in config`];
  return taken.has(wanted) ? [undefined, `can't change sharing key for address ${wanted}: address in use`] : [wanted];
}

/** Each address is answered for by one node: of those that may, the first by a hash, so that they share the work. */
function announce(api: ControllerClient, services: readonly Service[]): void {
  const { world } = api;
  const speakers = [...world.nodes.keys()].filter((node) => runs(world, node, 'speaker') && !excluded(api, node));
  const advertised = readObjects(world, 'l2advertisements.metallb.io', METALLB_NAMESPACE).length > 0;
  const byNode = new Map<HostId, Set<Ipv4>>();
  for (const service of advertised ? services : []) {
    const text = addressOf(service);
    const address = text === undefined ? undefined : parseIpv4(text);
    if (text === undefined || address === undefined || !wantsAddress(service)) continue;
    const chosen = candidates(api, service, speakers).toSorted((a, b) => (hashOf(`${a}#${text}`) < hashOf(`${b}#${text}`) ? -1 : 1))[0]; // prettier-ignore
    if (chosen === undefined) continue;
    byNode.set(chosen, (byNode.get(chosen) ?? new Set()).add(address));
    if (world.netns(world.host(chosen).rootNetns).announced?.has(address)) continue;
    const message = `announcing from node "${chosen}" with protocol "layer2"`;
    api.event(service, { type: 'Normal', reason: 'nodeAssigned', message, from: 'metallb-speaker', host: chosen });
  }
  for (const node of world.nodes.keys()) setAnnounced(world, node, byNode.get(node) ?? new Set());
}

function excluded(api: ControllerClient, node: HostId): boolean {
  const labels = api.get('nodes', '', node)?.metadata.labels ?? {};
  return 'node.kubernetes.io/exclude-from-external-load-balancers' in labels;
}

/** With externalTrafficPolicy Local only nodes that have an endpoint. */
function candidates(
  api: ControllerClient,
  { metadata, spec }: Service,
  speakers: readonly HostId[],
): readonly HostId[] {
  const slices = api.slicesOf(metadata.namespace ?? '', metadata.name ?? '');
  const ready = [...endpointsOf(slices).values()].flat().filter((endpoint) => endpoint.ready);
  if (ready.length === 0) return [];
  if (spec?.externalTrafficPolicy !== 'Local') return speakers;
  return speakers.filter((node) => ready.some((endpoint) => endpoint.node === node));
}

function setAnnounced(world: World, node: HostId, addresses: ReadonlySet<Ipv4>): void {
  const netns = world.host(node).rootNetns;
  const before = world.netns(netns).announced ?? new Set<Ipv4>();
  if (before.size === addresses.size && [...addresses].every((address) => before.has(address))) return;
  world.writeNetns(netns).announced = addresses.size > 0 ? addresses : undefined;
  const link = openNetlink(world, netns).links().find(({ name, up, addresses4 }) => name !== 'lo' && up && addresses4.length > 0); // prettier-ignore
  if (!link) return;
  for (const address of addresses) if (!before.has(address)) sendGratuitousArpFor(world, netns, link.name, address);
}
