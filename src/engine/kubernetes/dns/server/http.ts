import { acceptTcp } from '../../../kernel/tcp/calls';
import type { DaemonState } from '../../../kernel/service-records';
import { serveConnection } from '../../../tools/daemons/wake';
import type { HttpAnswer, HttpRequest } from '../../../tools/http/server';
import { byteLength, nowHttp } from '../../../tools/http/server';
import { pluginNamed } from '../plugins';
import type { CoreDnsMachine } from './machine';
import { metricsText } from './metrics';

/** The web servers of health, ready and prometheus; answers the connections whose request has not come whole. */
export function serveHttp(machine: CoreDnsMachine, before: DaemonState['requests']): DaemonState['requests'] {
  const { world, data } = machine;
  const open = [...before];
  for (const { listener } of data.http) {
    if (!world.sockets.has(listener)) continue;
    for (let socket = acceptTcp(world, listener); socket !== undefined; socket = acceptTcp(world, listener))
      open.push({ socket, text: '' });
  }
  if (open.length === 0) return before;
  const http = (request: HttpRequest): HttpAnswer => answer(machine, request);
  return open.flatMap((waiting) => serveConnection(world, { http }, machine.place, waiting));
}

function answer(machine: CoreDnsMachine, { target, localPort }: HttpRequest): HttpAnswer {
  const path = target.replace(/[?#].*$/s, '');
  const at = machine.data.configuration.http.filter(({ port }) => port === localPort);
  const has = (plugin: string): boolean => at.some((endpoint) => endpoint.plugin === plugin);
  if (path === '/health' && has('health')) return plain(machine, 200, 'OK', 'OK');
  if (path === '/ready' && has('ready')) return readiness(machine);
  if (path === '/metrics' && has('prometheus')) {
    return plain(machine, 200, 'OK', metricsText(machine.data, machine.world.nowUs), 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores'); // prettier-ignore
  }
  return plain(machine, 404, 'Not Found', '404 page not found\n');
}

function readiness(machine: CoreDnsMachine): HttpAnswer {
  const { configuration, wasReady } = machine.data;
  const continuously = configuration.http.some((endpoint) => endpoint.continuously === true);
  const waiting = configuration.blocks.flatMap(({ chain }) =>
    chain.filter(({ plugin, settings }) => pluginNamed(plugin).ready?.(settings, machine.dnsPlace) === false),
  );
  const names = [...new Set(waiting.map(({ plugin }) => plugin))].sort().join(',');
  if (names === '' || (wasReady && !continuously)) {
    if (!wasReady) machine.change({ wasReady: true });
    return plain(machine, 200, 'OK', 'OK');
  }
  machine.place.out(`[INFO] plugin/ready: Plugins not ready: ${JSON.stringify(names)}\n`);
  return plain(machine, 503, 'Service Unavailable', names);
}

function plain(
  { world }: CoreDnsMachine,
  status: number,
  reason: string,
  body: string,
  type = 'text/plain; charset=utf-8',
): HttpAnswer {
  return {
    status,
    reason,
    headers: [
      ['Date', nowHttp(world)],
      ['Content-Length', String(byteLength(body))],
      ['Content-Type', type],
    ],
    body,
  };
}
