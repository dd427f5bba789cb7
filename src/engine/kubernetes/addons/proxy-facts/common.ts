import type { ProxyQuestion } from '../../../kernel/cluster-records';
import type { Upstream } from '../../../kernel/service-records';
import type { World } from '../../../kernel/world';
import { endpoint, formatIp } from '../../../packet/ipv6-address';
import type { ProxyBackend, ProxyFacts, ProxyTrouble } from '../../../walk/proxy';
import { readIndexed, readObject, readObjects } from '../../api/store';
import type { EndpointSlice, Pod, Service } from '../../objects/kinds';
import { lackOf } from '../../proxy/service-lack';

/** What the walk tells of the server behind a proxy: the Service, its endpoints, and what is wrong with them. */
export function behind(
  world: World,
  namespace: string,
  name: string,
  port: string,
): { readonly backend: ProxyBackend; readonly why?: ProxyTrouble } {
  const service: Service | undefined = readObject(world, 'services', namespace, name);
  const backend: ProxyBackend = { service: `${namespace}/${name}`, port, slices: [], ready: 0 };
  if (!service) {
    const known = (readObjects(world, 'services', namespace) as readonly Service[]).map(({ metadata }) => metadata.name ?? '').filter((each) => each !== 'kubernetes'); // prettier-ignore
    return { backend, why: { code: 'no-service', known: known.slice(0, 5) } };
  }
  const ports = service.spec?.ports ?? [];
  const named = ports.find((each) => String(each.port) === port || each.name === port);
  if (!named) return { backend, why: { code: 'no-port', known: ports.map((each) => String(each.port)) } };
  const slices = readIndexed(world, 'endpointslices.discovery.k8s.io', 'label', `${namespace}/kubernetes.io/service-name=${name}`) as unknown as readonly EndpointSlice[]; // prettier-ignore
  const ready = slices
    .filter(({ ports: own = [] }) => own.some((each) => (each.name ?? '') === (named.name ?? '')))
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ conditions }) => conditions?.ready ?? true).length;
  const found = { ...backend, slices: slices.map(({ metadata }) => metadata.name ?? '').sort(), ready };
  if (ready > 0) return { backend: found };
  const { why: lack, selector } = lackOf(world, namespace, service.spec?.selector);
  return { backend: found, why: { code: 'no-endpoints', selector, lack } };
}

/** Whom the proxy asks, and what came of it. */
export function asked(
  world: World,
  { servers, failure }: ProxyQuestion,
): Pick<ProxyFacts, 'endpoint' | 'endpointPod' | 'why'> {
  const server = failure?.server ?? servers?.[0];
  if (!server) return {};
  const pod = podAt(world, server);
  return {
    endpoint: endpoint(server.address, server.port),
    ...(pod && { endpointPod: `${pod.metadata.namespace ?? ''}/${pod.metadata.name ?? ''}` }),
    ...(failure && { why: { code: 'upstream', errno: failure.errno, listeners: pod ? listeners(world, pod) : [] } }),
  };
}

function podAt(world: World, { address }: Upstream): Pod | undefined {
  const text = formatIp(address);
  return (readObjects(world, 'pods') as readonly Pod[]).find(({ status }) => status?.podIP === text);
}

/** Who listens in a Pod: for the port that the Service should have named. */
function listeners(world: World, { metadata }: Pod): readonly { readonly port: number; readonly program: string }[] {
  const sandbox = [...world.sandboxes.values()].find(({ config }) => config.name === metadata.name && config.namespace === metadata.namespace); // prettier-ignore
  const found = new Map<number, string>();
  for (const socket of world.sockets.values()) {
    if (socket.type !== 'tcp' || socket.state !== 'LISTEN' || socket.netns !== sandbox?.netns) continue;
    found.set(socket.port, socket.program?.name ?? 'a program');
  }
  return [...found].map(([port, program]) => ({ port, program })).slice(0, 4);
}

/** The Pod that a container's program runs in. */
export function podOf(
  world: World,
  { host }: Pick<ProxyQuestion, 'host'>,
): { readonly namespace: string; readonly name: string } {
  // prettier-ignore
  const sandbox = world.containers.get(host)?.sandbox;
  const { namespace = '', name = host } = (sandbox === undefined ? undefined : world.sandboxes.get(sandbox)?.config) ?? {}; // prettier-ignore
  return { namespace, name };
}

export function requestOf({ method, scheme, authority, target }: ProxyQuestion): string {
  return `${method} ${scheme}://${authority}${target}`;
}

/** Whether a rule's host is for a name: any, the same, or one label in the place of a star. */
export function hostFits(rule: string, host: string): boolean {
  if (rule === '' || rule === '*' || rule === host) return true;
  return rule.startsWith('*.') && host.endsWith(rule.slice(1));
}

/** Whether a path is at or below a prefix, element by element. */
export function prefixFits(prefix: string, path: string): boolean {
  const bare = prefix.replace(/\/+$/, '');
  return path === bare || path.startsWith(`${bare}/`);
}

export function isAddress(host: string): boolean {
  return host === '' || /^[\d.]+$|^\[/.test(host);
}
