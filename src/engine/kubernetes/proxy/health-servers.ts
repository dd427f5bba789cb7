import { KernelError } from '../../kernel/errno';
import type { DaemonState } from '../../kernel/service-records';
import { closeTcp, tcpSocket } from '../../kernel/tcp/calls';
import type { World } from '../../kernel/world';
import { daemonPlace } from '../../tools/daemons/place';
import { endpointsKey } from './endpoints';
import type { ProxyView } from './view';

const PREFIX = 'health ';

/**
 * The ports at which kube-proxy tells load balancers whether this node has endpoints of a Service (pkg/proxy/healthcheck/service_health.go). What
 * they answer is in the process's settings: `health PORT` → `NAMESPACE NAME COUNT`.
 */
export function serveHealth({ world, settings, ports, endpoints, process }: ProxyView): void {
  const wanted = new Map<number, string>();
  for (const port of ports) {
    if (port.healthCheckNodePort === 0) continue;
    const own = (endpoints.get(endpointsKey(port)) ?? []).filter(({ node, ready }) => ready && node === settings.node);
    wanted.set(port.healthCheckNodePort, `${port.service.replace('/', ' ')} ${own.length}`);
  }
  const service = world.services.get(process);
  if (service?.state.kind !== 'daemon') return;
  const { state } = service;
  const known = Object.entries(state.settings).filter(([key]) => key.startsWith(PREFIX));
  if (wanted.size === 0 && known.length === 0) return;
  const kept = Object.fromEntries(Object.entries(state.settings).filter(([key]) => !key.startsWith(PREFIX)));
  const health = Object.fromEntries(Array.from(wanted, ([port, said]) => [`${PREFIX}${port}`, said]));
  const listening = new Set(known.map(([key]) => Number(key.slice(PREFIX.length))));
  const listeners = [
    ...state.listeners.filter((socket) => stays(world, socket, listening, wanted)),
    ...[...wanted.keys()].filter((port) => !listening.has(port)).flatMap((port) => listen(world, process, state, port)),
  ];
  world.writeService(process).state = { ...state, listeners, settings: { ...kept, ...health } };
}

function stays(
  world: World,
  socket: number,
  listening: ReadonlySet<number>,
  wanted: ReadonlyMap<number, string>,
): boolean {
  if (!world.sockets.has(socket)) return false;
  const { port } = tcpSocket(world, socket);
  if (!listening.has(port) || wanted.has(port)) return true;
  closeTcp(world, socket);
  return false;
}

function listen(world: World, process: number, state: DaemonState, port: number): readonly number[] {
  const service = world.services.get(process);
  if (!service) return [];
  try {
    return [daemonPlace(world, service, state).listen(port)];
  } catch (error) {
    // Somebody else has the port: kube-proxy says so in an event and goes on.
    if (!(error instanceof KernelError)) throw error;
    return [];
  }
}
