import { KernelError } from '../../../kernel/errno';
import type { DaemonState, ServiceRecord } from '../../../kernel/service-records';
import { closeTcp } from '../../../kernel/tcp/calls';
import type { World } from '../../../kernel/world';
import { LAB_EPOCH_MS } from '../../../kernel/clock';
import type { DaemonPlace, DaemonProgram, DaemonStart } from '../daemon';
import { daemonPlace } from '../place';
import { textAnswer } from './answers';
import { NginxConfigError, readConfiguration } from './configuration';
import { nginx } from './nginx';
import { siteOf } from './servers';

/** The programs of NGINX Gateway Fabric: the control plane, whose work kubernetes/addons/nginx-gateway does, and the data plane's nginx with its agent. */

const MAIN = '/etc/nginx/nginx.conf';

export const gatewayControlPlane: DaemonProgram = {
  name: 'gateway',
  start: (place) => {
    const [command = ''] = place.argv.slice(1);
    if (command === 'generate-certs' || command === 'initialize') return 0;
    if (command !== 'controller') {
      place.err(`Error: unknown command "${command}" for "gateway"\nRun 'gateway --help' for usage.\n`);
      return 1;
    }
    gatewayLog(place, 'info', 'Starting the NGINX Gateway Fabric control plane', { version: '2.4.0' });
    gatewayLog(place, 'info', 'Starting manager', { logger: 'controller-runtime' });
    return listening(place, [8443, 9113, 8081]);
  },
  http: ({ target, localPort }) => {
    const found = localPort === 8081 && target === '/readyz';
    return textAnswer(found ? 200 : 404, 'text/plain; charset=utf-8', found ? '' : '404 page not found\n');
  },
  stopStatus: 0,
};

/** A line of the control plane's log (zap in JSON). */
export function gatewayLog(
  { world, err }: Pick<DaemonPlace, 'world' | 'err'>,
  level: 'info' | 'error',
  message: string,
  fields: Readonly<Record<string, unknown>> = {},
): void {
  const ts = `${new Date(LAB_EPOCH_MS + world.nowUs / 1000).toISOString().slice(0, 19)}Z`;
  err(`${JSON.stringify({ level, ts, msg: message, ...fields })}\n`);
}

export const gatewayDataPlane: DaemonProgram = {
  ...nginx,
  start: (place) => {
    place.out('starting nginx ...\n');
    place.out('starting nginx-agent ...\n');
    // Until the control plane has sent a configuration there is none to be asked about.
    const settings = { version: place.env.get('NGINX_VERSION') ?? '1.29.4', requests: '0' };
    const started = listening(place, []);
    return typeof started === 'number' ? started : { ...started, settings };
  },
  stopStatus: 0,
};

function listening(place: DaemonPlace, ports: readonly number[]): DaemonStart | number {
  try {
    return { listeners: ports.map((port) => place.listen(port)) };
  } catch (error) {
    if (error instanceof KernelError) return 1;
    throw error;
  }
}

/**
 * nginx takes up the configuration that now stands in its files: ports that are new are opened, those that are no longer asked for closed. What is
 * wrong with it, if it cannot.
 */
export function reloadNginx(world: World, service: ServiceRecord, state: DaemonState): string | undefined {
  const place = daemonPlace(world, service, state);
  let wanted: Set<number>;
  try {
    const { servers } = siteOf(readConfiguration(place.files, MAIN));
    wanted = new Set(servers.flatMap(({ listens }) => listens.flatMap(({ port }) => (port > 0 ? [port] : []))));
  } catch (error) {
    if (error instanceof NginxConfigError) return error.message;
    throw error;
  }
  const listeners: number[] = [];
  const open = new Set<number>();
  for (const listener of state.listeners) {
    const socket = world.sockets.get(listener);
    if (socket?.type !== 'tcp') continue;
    if (wanted.has(socket.port)) {
      listeners.push(listener);
      open.add(socket.port);
    } else closeTcp(world, listener);
  }
  for (const port of wanted) if (!open.has(port)) listeners.push(place.listen(port));
  const now = world.services.get(service.pid)?.state;
  if (now?.kind === 'daemon') world.writeService(service.pid).state = { ...now, listeners };
  return undefined;
}
