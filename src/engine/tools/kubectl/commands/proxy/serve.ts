import { KernelError, strerror } from '../../../../kernel/errno';
import type { ApiProxyState, ServiceRecord } from '../../../../kernel/service-records';
import { acceptTcp, closeTcp, connectTcp, readTcp, tcpSocket, writeTcp } from '../../../../kernel/tcp/calls';
import type { World } from '../../../../kernel/world';
import { endpoint } from '../../../../packet/ipv6-address';
import { printFrom } from '../../../../shell/service-output';
import { byteLength, readRequest, writeAnswer } from '../../../http/server';
import { klogLine } from '../../klog';

type Connection = ApiProxyState['connections'][number];

/** A socket of a proxy has changed: sends requests on, with the user's credentials, and the answers back. */
export function wakeApiProxy(world: World, service: ServiceRecord, state: ApiProxyState): void {
  const connections: Connection[] = [...state.connections];
  for (let near = acceptTcp(world, state.listener); near !== undefined; near = acceptTcp(world, state.listener))
    connections.push({ near, text: '', far: undefined, pending: '' });
  const left = connections.flatMap((connection) => serve(world, service, state, connection) ?? []);
  if (world.services.has(service.pid)) world.writeService(service.pid).state = { ...state, connections: left };
}

function serve(
  world: World,
  service: ServiceRecord,
  state: ApiProxyState,
  connection: Connection,
): Connection | undefined {
  const { near, far } = connection;
  if (!world.sockets.has(near) || tcpSocket(world, near).error !== undefined) {
    if (far !== undefined) closeTcp(world, far);
    return undefined;
  }
  return far === undefined ? ask(world, service, state, connection) : answer(world, service, state, connection);
}

/** Reads a request; when it is whole, it is refused or the server is called. */
function ask(
  world: World,
  service: ServiceRecord,
  state: ApiProxyState,
  connection: Connection,
): Connection | undefined {
  const { near } = connection;
  const { data, end } = readTcp(world, near);
  const text = connection.text + data;
  const read = readRequest(text);
  if (read === undefined) {
    if (!end) return { ...connection, text };
    closeTcp(world, near);
    return undefined;
  }
  if (read === 'bad') return refuse(world, near, 400, 'Bad Request', 'GET');
  const { method, target, rawHeaders, body, headers } = read.head;
  const path = target.replace(/\?.*$/, '');
  if (!accepts(state, method, path, headers.get('host') ?? '')) return refuse(world, near, 403, 'Forbidden', method);
  if (!target.startsWith(state.prefix)) return refuse(world, near, 404, 'Not Found', method, '404 page not found');
  const rest = state.prefix.startsWith('/api') ? target : `/${target.slice(state.prefix.length)}`;
  const kept = rawHeaders.filter(([name]) => !/^(host|connection|authorization)$/i.test(name));
  const lines = [
    `${method} ${rest} HTTP/1.1`,
    `Host: ${state.server.authority}`,
    ...[...kept, ...state.headers].map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ];
  try {
    const { pid } = service;
    const far = connectTcp(world, service.netns, state.server, { program: { pid, name: 'kubectl' } });
    return { near, text: '', far, pending: `${lines.join('\r\n')}\r\n\r\n${body}` };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return broken(world, service, state, near, error.errno);
  }
}

function accepts({ filter }: ApiProxyState, method: string, path: string, header: string): boolean {
  if (!filter) return true;
  const host = header.replace(/:\d+$/, '');
  const matches = (text: string, expressions: readonly string[]): boolean =>
    expressions.some((expression) => new RegExp(expression).test(text));
  if (matches(path, filter.rejectPaths) || matches(method, filter.rejectMethods)) return false;
  return matches(path, filter.acceptPaths) && matches(host, filter.acceptHosts);
}

/** http.Error of Go. */
function refuse(world: World, near: number, status: number, reason: string, method: string, words = reason): undefined {
  const body = `${words}\n`;
  const headers: readonly (readonly [string, string])[] = [
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Content-Length', String(byteLength(body))],
  ];
  writeTcp(world, near, writeAnswer({ status, reason, headers, body, close: true }, method));
  closeTcp(world, near);
  return undefined;
}

function broken(
  world: World,
  service: ServiceRecord,
  { server }: ApiProxyState,
  near: number,
  errno: KernelError['errno'],
): undefined {
  const why = `dial tcp ${endpoint(server.address, server.port)}: connect: ${strerror(errno).toLowerCase()}`;
  const words = `Error while proxying request: ${why}`;
  printFrom(world, service, 'err', klogLine(world.nowUs, 'E', 'proxy_server.go:147', words));
  return refuse(world, near, 500, 'Internal Server Error', 'GET', why);
}

/** Sends the request when the server has taken the call, and its answer back as it comes. */
function answer(
  world: World,
  service: ServiceRecord,
  state: ApiProxyState,
  connection: Connection,
): Connection | undefined {
  const { near, far = -1, pending } = connection;
  if (!world.sockets.has(far)) {
    closeTcp(world, near);
    return undefined;
  }
  const socket = tcpSocket(world, far);
  if (socket.error !== undefined) {
    world.removeSocket(far);
    if (pending !== '') return broken(world, service, state, near, socket.error);
    closeTcp(world, near);
    return undefined;
  }
  if (socket.state === 'SYN-SENT') return connection;
  if (pending !== '') writeTcp(world, far, pending);
  const { data, end } = readTcp(world, far);
  if (data !== '') writeTcp(world, near, data);
  if (!end) return { ...connection, pending: '' };
  closeTcp(world, near);
  closeTcp(world, far);
  return undefined;
}
