import type { PortForwardState, ServiceRecord } from '../../../../kernel/service-records';
import { endService } from '../../../../kernel/services';
import { acceptTcp, closeTcp, connectTcp, finishTcp, readTcp, tcpSocket, writeTcp } from '../../../../kernel/tcp/calls';
import { KernelError } from '../../../../kernel/errno';
import type { World } from '../../../../kernel/world';
import { parseIpv4, type Ipv4 } from '../../../../packet/address';
import { parseIpv6, type IpAddress } from '../../../../packet/ipv6-address';
import { printFrom } from '../../../../shell/service-output';
import { klogLine } from '../../klog';

type Connection = PortForwardState['connections'][number];

const LOOPBACK = parseIpv4('127.0.0.1') as Ipv4;
const LOOPBACK6 = parseIpv6('::1') as IpAddress;

/** A socket of a port-forward has changed: takes connections and carries bytes both ways. */
export function wakePortForward(world: World, service: ServiceRecord, state: PortForwardState): void {
  const { pid } = service;
  if (world.sandboxes.get(state.pod.sandbox)?.state !== 'ready') return lost(world, service);
  const connections = [...state.connections];
  for (const { socket, local, remote } of state.listeners) {
    for (let near = acceptTcp(world, socket); near !== undefined; near = acceptTcp(world, socket)) {
      printFrom(world, service, 'out', `Handling connection for ${local}\n`);
      connections.push({ near, local, remote, far: undefined, overIpv6: false });
    }
  }
  const left: Connection[] = [];
  for (const connection of connections) {
    const next = carry(world, pid, state, connection);
    if (next === 'refused') {
      refused(world, service, state, connection);
      return lost(world, service);
    }
    if (next) left.push(next);
  }
  world.writeService(pid).state = { ...state, connections: left };
}

function lost(world: World, service: ServiceRecord): void {
  printFrom(world, service, 'err', 'error: lost connection to pod\n');
  endService(world, service.pid, 1);
}

/** What the container runtime says when nobody listens in the Pod (containerd: pkg/cri/server/sandbox_portforward_linux.go). */
function refused(world: World, service: ServiceRecord, { pod }: PortForwardState, { local, remote }: Connection): void {
  const where = `/var/run/netns/${world.sandboxes.get(pod.sandbox)?.netnsName ?? ''}`;
  const why = `failed to connect to localhost:${remote} inside namespace \\"${pod.sandbox}\\", IPv4: dial tcp4 127.0.0.1:${remote}: connect: connection refused IPv6 dial tcp6 [::1]:${remote}: connect: connection refused `;
  const words = `an error occurred forwarding ${local} -> ${remote}: error forwarding port ${remote} to pod ${pod.sandbox}, uid : failed to execute portforward in network namespace \\"${where}\\": ${why}`;
  printFrom(
    world,
    service,
    'err',
    klogLine(world.nowUs, 'E', 'portforward.go:424', `"Unhandled Error" err="${words}"`),
  );
}

/** Moves what has arrived on either side to the other one; undefined when both have finished. */
function carry(
  world: World,
  pid: number,
  { pod }: PortForwardState,
  before: Connection,
): Connection | 'refused' | undefined {
  if (!world.sockets.has(before.near)) {
    if (before.far !== undefined) closeTcp(world, before.far);
    return undefined;
  }
  const connection = before.far === undefined ? dialled(world, pid, pod.netns, before) : before;
  if (connection === undefined) return 'refused';
  const { near, far = -1, remote } = connection;
  if (!world.sockets.has(far)) {
    closeTcp(world, near);
    return undefined;
  }
  const { state, error } = tcpSocket(world, far);
  if (error === 'ECONNREFUSED') {
    closeTcp(world, far);
    if (!connection.overIpv6)
      return carry(world, pid, { pod } as PortForwardState, { ...connection, far: undefined, overIpv6: true });
    closeTcp(world, near);
    return 'refused';
  }
  if (state === 'SYN-SENT' || remote === 0) return connection;
  const ended = [move(world, near, far), move(world, far, near)];
  if (ended[1] === true) {
    closeTcp(world, near);
    closeTcp(world, far);
    return undefined;
  }
  return connection;
}

function dialled(world: World, pid: number, netns: number, connection: Connection): Connection | undefined {
  const to = { address: connection.overIpv6 ? LOOPBACK6 : LOOPBACK, port: connection.remote };
  try {
    return { ...connection, far: connectTcp(world, netns, to, { program: { pid, name: 'kubectl' } }) };
  } catch (error) {
    if (error instanceof KernelError) return undefined;
    throw error;
  }
}

/** Copies from one socket to the other; true when there is nothing more to come. */
function move(world: World, from: number, to: number): boolean {
  if (!world.sockets.has(from)) return true;
  const { data, end } = readTcp(world, from);
  if (data !== '' && world.sockets.has(to)) {
    const { state, error, closing } = tcpSocket(world, to);
    if (error === undefined && !closing && (state === 'ESTAB' || state === 'CLOSE-WAIT')) writeTcp(world, to, data);
  }
  if (end) finishTcp(world, to);
  return end || tcpSocket(world, from).error !== undefined;
}
