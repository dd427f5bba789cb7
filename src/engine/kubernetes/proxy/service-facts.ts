import type { ServiceQuestion } from '../../kernel/cluster-records';
import { openNetlink } from '../../kernel/netlink-socket';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { formatIp } from '../../packet/ipv6-address';
import type { ServiceFacts } from '../../walk/service';
import { readIndexed, readObjects } from '../api/store';
import type { EndpointSlice, Service } from '../objects/kinds';
import { runningProxy } from './running';
import { lackOf } from './service-lack';
import { servicePorts, type ServicePort } from './service-ports';

/** What the packet walk tells of a packet that is for a Service: name, EndpointSlices, the endpoint that was chosen, or why there is none. */
export function serviceAt(world: World, node: HostId, question: ServiceQuestion): ServiceFacts | undefined {
  const address = formatIp(question.address);
  for (const service of readObjects(world, 'services') as readonly Service[]) {
    for (const port of servicePorts(service)) {
      const what = meets(world, node, port, address, question);
      if (what) return factsOf(world, node, service, port, what, question);
    }
  }
  return undefined;
}

function meets(
  world: World,
  node: HostId,
  port: ServicePort,
  address: string,
  { protocol, port: number }: ServiceQuestion,
): ServiceFacts['what'] | undefined {
  const ping = protocol === 'icmp';
  if (!ping && port.protocol !== protocol) return undefined;
  if (ping || port.number === number) {
    if (port.clusterIP === address) return 'cluster-ip';
    if (port.externalIPs.includes(address)) return 'external-ip';
    if (port.loadBalancerVIPs.includes(address)) return 'load-balancer';
  }
  return !ping && port.nodePort !== 0 && port.nodePort === number && isOwn(world, node, address)
    ? 'node-port'
    : undefined;
}

function isOwn(world: World, node: HostId, address: string): boolean {
  const links = openNetlink(world, world.host(node).rootNetns).links();
  return links.some(({ addresses4 }) => addresses4.some((own) => formatIp(own.address) === address));
}

function factsOf(
  world: World,
  node: HostId,
  { metadata, spec }: Service,
  port: ServicePort,
  what: ServiceFacts['what'],
  { protocol, address, port: number, endpoint }: ServiceQuestion,
): ServiceFacts {
  const { namespace = '', name = '' } = metadata;
  const slices = readIndexed(
    world,
    'endpointslices.discovery.k8s.io',
    'label',
    `${namespace}/kubernetes.io/service-name=${name}`,
  ) as unknown as readonly EndpointSlice[];
  const of = slices.filter(({ ports }) => (ports ?? []).some((each) => (each.name ?? '') === port.port));
  const all = of.flatMap(({ endpoints, ports = [] }) =>
    endpoints.map((each) => ({ ...each, port: ports.find((one) => (one.name ?? '') === port.port)?.port ?? 0 })),
  );
  const ready = all.filter(({ conditions }) => conditions?.ready ?? true).length;
  const chosen = all.find((each) => `${each.addresses[0] ?? ''}:${each.port}` === endpoint);
  const target = (spec?.ports ?? []).find((each) => (each.name ?? '') === port.port);
  return {
    service: `${namespace}/${name}`,
    what,
    protocol,
    address: protocol === 'icmp' ? formatIp(address) : `${formatIp(address)}:${number}`,
    slices: slices.map((slice) => slice.metadata.name ?? '').sort(),
    ready,
    ...(ready === 0 && { lacks: lackOf(world, namespace, spec?.selector) }),
    ...(endpoint !== undefined && { endpoint }),
    ...(chosen?.targetRef?.kind === 'Pod' && { pod: `${namespace}/${chosen.targetRef.name ?? ''}` }),
    ...(chosen?.nodeName !== undefined && { node: chosen.nodeName }),
    targetPort: String(target?.targetPort ?? target?.port ?? ''),
    proxy: runningProxy(world, node) !== undefined,
  };
}
