import { containersOf } from '../../kernel/containers/node';
import type { ContainerId, ContainerRecord } from '../../kernel/containers/records';
import { KernelError } from '../../kernel/errno';
import type { HostId } from '../../kernel/records';
import type { ServiceRecord } from '../../kernel/service-records';
import { closeTcp, connectTcp } from '../../kernel/tcp/calls';
import type { World } from '../../kernel/world';
import { parseIpv4, type Ipv4 } from '../../packet/address';
import { controllerUser, type Component } from '../controllers/component';
import { enqueue, enqueueAfter } from '../controllers/queue';
import { hostIp } from './host-ip';

/**
 * The connections that the programs of a cluster hold open all the time: everybody's to the API server, and the API server's to etcd. They are
 * sockets like any other (`ss -tnp`, `netstat -anp | grep etcd`, `conntrack -L`), end with either of their programs, and are made again.
 */

const NAME = 'connections';
/** How long a program waits before it tries again. */
const AGAIN_US = 5_000_000;
/** How long one sits in CLOSE-WAIT until its program has noticed. */
const NOTICE_US = 1_000_000;
/** The client of etcd in the API server opens one for each group of resources that is asked for. */
const TO_ETCD = 20;
/** Where a process keeps the numbers of its sockets. */
const KEY = 'connections';

interface Target {
  readonly address: Ipv4;
  readonly port: number;
  readonly count: number;
}

/** Containers whose program has a client of the API server; those not in the node's own network go by the Service `kubernetes`. */
const CLIENTS: ReadonlySet<string> = new Set(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'kube-flannel', 'kindnet-cni', 'calico-node', 'coredns']); // prettier-ignore
const SERVERS: ReadonlySet<string> = new Set(['kube-apiserver', 'etcd']);

export const connections: Component = {
  name: NAME,
  process: 'kubelet',
  user: controllerUser(NAME),
  watches: {},
  reconcile: ({ world }, key) => connectNode(world, key),
};

/** A container of a node started or ended: its own program may connect, or others to it. */
export function clientContainerChanged(world: World, node: HostId, container: ContainerId): void {
  const name = world.containers.get(container)?.config.name ?? '';
  if (SERVERS.has(name)) for (const host of world.nodes.keys()) enqueue(world, NAME, host);
  else if (CLIENTS.has(name)) enqueue(world, NAME, node);
}

/** The kubelet of a node has started. */
export function kubeletStarted(world: World, node: HostId): void {
  enqueue(world, NAME, node);
}

/** A socket of a program that holds connections has changed. */
export function connectionChanged(world: World, { host, state }: ServiceRecord): void {
  if (state.kind !== 'daemon' || !socketsOf(state.settings).some((id) => isBroken(world, id))) return;
  const node = world.containers.get(host)?.node ?? host;
  enqueueAfter(world, NAME, node, NOTICE_US, true);
}

function connectNode(world: World, node: HostId): void {
  const [first] = world.nodes.keys();
  const server = first === undefined ? undefined : parseIpv4(hostIp(world, first));
  if (first === undefined || server === undefined) return;
  const up = runs(world, first, 'kube-apiserver');
  for (const container of containersOf(world, node)) {
    const { config, state, pid } = container;
    if (state !== 'running' || pid === undefined || !CLIENTS.has(config.name)) continue;
    const service = world.services.get(pid);
    if (service) connectProgram(world, node, service, targetsOf(world, node, first, container, service, server), up);
  }
  for (const service of world.services.values()) {
    const own = service.host === node && service.state.kind === 'daemon' && service.state.program === 'kubelet';
    if (own && !service.ended)
      connectProgram(world, node, service, [{ address: server, port: API_PORT, count: 1 }], up);
  }
}

const API_PORT = 6443;
const ETCD_PORT = 2379;
const LOOPBACK = 0x7f000001 as Ipv4;
/** The address of the Service `kubernetes`, for programs in Pods with a network of their own. */
const API_SERVICE_PORT = 443;

function targetsOf(
  world: World,
  node: HostId,
  first: HostId,
  container: ContainerRecord,
  service: ServiceRecord,
  server: Ipv4,
): readonly Target[] {
  // prettier-ignore
  if (container.config.name === 'kube-apiserver') {
    return runs(world, first, 'etcd') ? [{ address: LOOPBACK, port: ETCD_PORT, count: TO_ETCD }] : [];
  }
  if (service.netns === world.host(node).rootNetns) return [{ address: server, port: API_PORT, count: 1 }];
  const address = parseIpv4(container.env.get('KUBERNETES_SERVICE_HOST') ?? '');
  return address === undefined ? [] : [{ address, port: API_SERVICE_PORT, count: 1 }];
}

/** Closes what is broken of a program's connections and makes those that it lacks. */
function connectProgram(
  world: World,
  node: HostId,
  { pid, netns, state }: ServiceRecord,
  targets: readonly Target[],
  up: boolean,
): void {
  // prettier-ignore
  if (state.kind !== 'daemon') return;
  const before = socketsOf(state.settings);
  const kept = before.filter((id) => !isBroken(world, id));
  for (const id of before) if (!kept.includes(id)) closeTcp(world, id);
  let failed = false;
  for (const { address, port, count } of targets) {
    const has = kept.filter((id) => leadsTo(world, id, address, port)).length;
    for (let missing = up ? count - has : 0; missing > 0; missing--) {
      try {
        kept.push(connectTcp(world, netns, { address, port }, { program: { pid, name: state.program } }));
      } catch (error) {
        if (!(error instanceof KernelError)) throw error;
        failed = true;
        break;
      }
    }
  }
  if (failed) enqueueAfter(world, NAME, node, AGAIN_US, true);
  const text = kept.join(' ');
  const now = world.services.get(pid)?.state;
  if (now?.kind !== 'daemon' || (now.settings[KEY] ?? '') === text) return;
  world.writeService(pid).state = { ...now, settings: { ...now.settings, [KEY]: text } };
}

function socketsOf(settings: Readonly<Record<string, string>>): readonly number[] {
  const text = settings[KEY] ?? '';
  return text === '' ? [] : text.split(' ').map(Number);
}

/** The other end has gone, or nobody answered. */
function isBroken(world: World, id: number): boolean {
  const socket = world.sockets.get(id);
  return socket?.type !== 'tcp' || (socket.state !== 'ESTAB' && socket.state !== 'SYN-SENT');
}

function leadsTo(world: World, id: number, address: Ipv4, port: number): boolean {
  const socket = world.sockets.get(id);
  return socket?.type === 'tcp' && socket.remote?.address === address && socket.remote.port === port;
}

function runs(world: World, node: HostId, name: string): boolean {
  for (const { config, state } of containersOf(world, node))
    if (config.name === name && state === 'running') return true;
  return false;
}
