import type { DaemonState, ServiceRecord } from '../../kernel/service-records';
import { acceptTcp, closeTcp, readTcp, tcpSocket, writeTcp } from '../../kernel/tcp/calls';
import type { NetnsId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { isQuiet } from '../../tools/daemons/wake';
import { fromBytes, toBytes } from '../../tools/http/bytes';
import { readRequest } from '../../tools/http/server';
import { readClientHello, serverHello } from '../../tools/http/tls';
import type { ApiRequest, ApiResponse, OpenState } from '../api/request';
import { handle } from '../api/server';
import { nextWatchLines } from '../api/watch';

/** kube-apiserver on its port: HTTP/1.1 over the lab's TCP, without the TLS around it. */

/** Names the component that sends what watches have to tell. */
export const WATCH_SENDER = 'watch-sender';
/** A client's certificate, which TLS would have shown; only the lab's own kubectl sends it. */
const CERTIFICATE_HEADER = 'x-cka-net-client-certificate';

/** A socket of a kube-apiserver has changed: takes connections and answers whole requests. */
export function wakeApiServer(world: World, service: ServiceRecord, state: DaemonState): void {
  const open = [...state.requests];
  for (const listener of state.listeners) {
    if (!world.sockets.has(listener)) continue;
    for (let socket = acceptTcp(world, listener); socket !== undefined; socket = acceptTcp(world, listener)) {
      open.push({ socket, text: '' });
    }
  }
  const requests = open.flatMap((connection) =>
    isQuiet(world, connection) ? [connection] : serve(world, connection.socket, connection.text),
  );
  if (!world.services.has(service.pid)) return;
  const same = requests.length === state.requests.length && requests.every((each, i) => each === state.requests[i]);
  if (!same) world.writeService(service.pid).state = { ...state, requests };
}

type Open = DaemonState['requests'];

function serve(world: World, socket: number, before: string): Open {
  if (!world.sockets.has(socket)) return [];
  const { data, end } = readTcp(world, socket);
  let text = before + data;
  if (tcpSocket(world, socket).error !== undefined) return finish(world, socket);
  if (text.startsWith('\x16')) {
    const read = readClientHello(text);
    if (read === undefined) return end ? finish(world, socket) : [{ socket, text }];
    if (read !== 'none') {
      text = text.slice(read.length);
      const chain = certificateOf(world, tcpSocket(world, socket).netns);
      const protocol = read.hello.protocols?.find((each) => each === 'h2' || each === 'http/1.1');
      const { version = 'TLSv1.3' } = read.hello;
      send(world, socket, serverHello({ chain, version, ...(protocol !== undefined && { protocol }) }));
    }
  }
  if (!world.cluster?.openWatches.has(socket)) {
    for (let read = readRequest(text); read !== undefined; read = readRequest(text)) {
      if (read === 'bad') {
        send(
          world,
          socket,
          'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request',
        );
        return finish(world, socket);
      }
      text = text.slice(read.length);
      const { method, target, headers, body } = read.head;
      const response = handle(world, requestOf(method, target, headers, fromBytes(body)));
      if (!answer(world, socket, method, response)) continue;
      if (headers.get('connection')?.toLowerCase() === 'close' && response.kind === 'answer')
        return finish(world, socket);
    }
  }
  return end ? finish(world, socket) : [{ socket, text }];
}

/** The API server's certificate, as it lies on its node. */
function certificateOf(world: World, netns: NetnsId): string {
  for (const host of world.nodes.keys()) {
    const { rootNetns, files } = world.host(host);
    const file = rootNetns === netns ? files.get('/etc/kubernetes/pki/apiserver.crt') : undefined;
    if (file?.type === 'file' && typeof file.content === 'string') return file.content;
  }
  return '';
}

function requestOf(method: string, target: string, headers: ReadonlyMap<string, string>, body: string): ApiRequest {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? [] : [...new URLSearchParams(target.slice(mark + 1))];
  const certificate = headers.get(CERTIFICATE_HEADER);
  const shown =
    certificate === undefined || headers.has('authorization')
      ? headers
      : new Map([...headers, ['authorization', `Bearer ${certificate}`]]);
  return { method, path: decoded(path), query, headers: shown, body };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const REASONS: ReadonlyMap<number, string> = new Map([
  [101, 'Switching Protocols'],
  [200, 'OK'],
  [201, 'Created'],
  [202, 'Accepted'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [406, 'Not Acceptable'],
  [409, 'Conflict'],
  [410, 'Gone'],
  [413, 'Request Entity Too Large'],
  [415, 'Unsupported Media Type'],
  [422, 'Unprocessable Entity'],
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [503, 'Service Unavailable'],
]);

/** Sends an answer, or the beginning of one that goes on; false when the connection broke. */
function answer(world: World, socket: number, method: string, response: ApiResponse): boolean {
  const head = [...response.headers].filter(([name]) => name.toLowerCase() !== 'content-length');
  const fields = head.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const line = `HTTP/1.1 ${response.status} ${REASONS.get(response.status) ?? ''}\r\n`;
  if (response.kind === 'answer') {
    const body = toBytes(response.body);
    return send(
      world,
      socket,
      `${toBytes(line + fields)}Content-Length: ${body.length}\r\n\r\n${method === 'HEAD' ? '' : body}`,
    );
  }
  const cluster = world.writeCluster();
  cluster.openWatches = world.writable(cluster.openWatches);
  cluster.openWatches.set(socket, response.watch);
  send(world, socket, `${toBytes(line + fields)}Transfer-Encoding: chunked\r\n\r\n`);
  const begins = toBytes(response.begins ?? '');
  if (begins !== '') send(world, socket, `${begins.length.toString(16)}\r\n${begins}\r\n`);
  sendWatch(world, socket, response.watch);
  return true;
}

/** Sends the news of every open watch. */
export function sendWatches(world: World): void {
  for (const [socket, watch] of [...(world.cluster?.openWatches ?? [])]) sendWatch(world, socket, watch as OpenState);
}

function sendWatch(world: World, socket: number, watch: OpenState): void {
  const { lines, next } = nextWatchLines(world, watch);
  const chunks = lines.map((line) => {
    const bytes = toBytes(`${line}\n`);
    return `${bytes.length.toString(16)}\r\n${bytes}\r\n`;
  });
  const alive = world.sockets.has(socket) && (chunks.length === 0 || send(world, socket, chunks.join('')));
  const cluster = world.writeCluster();
  cluster.openWatches = world.writable(cluster.openWatches);
  if (alive && next) {
    cluster.openWatches.set(socket, next);
    return;
  }
  cluster.openWatches.delete(socket);
  if (alive) send(world, socket, '0\r\n\r\n');
  closeTcp(world, socket);
}

function send(world: World, socket: number, bytes: string): boolean {
  const { state, error, closing } = tcpSocket(world, socket);
  if (error !== undefined || closing || (state !== 'ESTAB' && state !== 'CLOSE-WAIT')) return false;
  writeTcp(world, socket, bytes);
  return true;
}

function finish(world: World, socket: number): Open {
  if (world.cluster?.openWatches.has(socket)) {
    const cluster = world.writeCluster();
    cluster.openWatches = world.writable(cluster.openWatches);
    cluster.openWatches.delete(socket);
  }
  closeTcp(world, socket);
  return [];
}
