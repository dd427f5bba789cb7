import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Duplex } from 'node:stream';
import type { ApiRequest, ApiResponse, OpenState } from '../../engine';
import type { ServerCertificate } from './certificate';
import {
  FORWARD_PROTOCOL,
  PortForwarding,
  TUNNEL_PROTOCOL,
  type ForwardingApi,
  type ForwardTarget,
} from './port-forward';
import { CHANNEL_PROTOCOLS, serveAttach, serveExec, type Granted, type StreamedApi } from './streams';
import { offeredProtocol, WebSocket } from './websocket';

/** What the server asks of a lab's API. */
export interface ServedApi extends StreamedApi, ForwardingApi {
  handle(request: ApiRequest): ApiResponse;
}

/** A longer body is refused as kube-apiserver refuses it; reading ends a little later, so that the client hears it. */
const BODY_LIMIT = 3 * 1024 * 1024;
/** How often open watches are asked for news besides after every request. */
const WATCH_PERIOD_MS = 100;

/** An HTTPS server in front of a lab's API: requests in, answers out, watches kept open. */
export function createApiServer(api: ServedApi, { certificate, key }: ServerCertificate): Server {
  const watches = new OpenWatches(api);
  const server = createServer({ cert: certificate, key, ALPNProtocols: ['http/1.1'] }, (message, response) => {
    void readRequest(message).then((request) => {
      const answer = answerOf(api, request);
      if (answer.kind === 'watch') watches.open(answer.watch, response, answer.headers, answer.begins);
      else send(response, answer, request.method);
      watches.tell();
    });
  });
  server.on('upgrade', (message, socket, head) => upgrade(api, message, socket, head));
  server.on('close', () => watches.close());
  return server;
}

/** What goes wrong in the lab is an answer too: whoever asked must not end the server for everybody else. */
function answerOf(api: ServedApi, request: ApiRequest): ApiResponse {
  try {
    return api.handle(request);
  } catch (error) {
    const message = `Internal error occurred: ${error instanceof Error ? error.message : String(error)}`;
    const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code: 500 };
    return {
      kind: 'answer',
      status: 500,
      headers: new Map([['content-type', 'application/json']]),
      body: JSON.stringify({ ...status, reason: 'InternalError' }),
    };
  }
}

/** exec, attach and portforward: the connection becomes a WebSocket, or one of SPDY, when the API server grants them. */
function upgrade(api: ServedApi, message: IncomingMessage, socket: Duplex, head: Buffer): void {
  socket.on('error', () => socket.destroy());
  const request = requestOf(message, '');
  const answer = answerOf(api, request);
  const [, subresource] = /\/pods\/[^/]+\/(exec|attach|portforward)$/.exec(request.path) ?? [];
  const forwards = subresource === 'portforward';
  const protocol = offeredProtocol(message, forwards ? [TUNNEL_PROTOCOL] : CHANNEL_PROTOCOLS);
  const grants = answer.kind === 'answer' && answer.status === 200 && subresource !== undefined;
  if (grants && forwards && message.headers.upgrade?.toLowerCase() === 'spdy/3.1') {
    return forwardOverSpdy(api, socket, head, JSON.parse(answer.body) as ForwardTarget);
  }
  if (!grants || protocol === undefined || message.headers.upgrade?.toLowerCase() !== 'websocket') {
    const refusal = answer.kind === 'answer' && !grants ? answer : NO_UPGRADE;
    const fields = [...refusal.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const length = Buffer.byteLength(refusal.body);
    socket.end(`HTTP/1.1 ${refusal.status} Refused\r\n${fields}content-length: ${length}\r\n\r\n${refusal.body}`);
    return;
  }
  const channel = new WebSocket(message, socket, head, protocol);
  if (forwards) {
    const forwarding = new PortForwarding(api, JSON.parse(answer.body) as ForwardTarget, channel);
    return channel.listen({ message: (data) => forwarding.receive(data), closed: () => forwarding.closed() });
  }
  const granted = JSON.parse(answer.body) as Granted;
  if (subresource === 'exec') serveExec(api, channel, request, granted);
  else serveAttach(api, channel, granted.container ?? '');
}

/** What kubectl did before v1.30, and does when a WebSocket is refused. */
function forwardOverSpdy(api: ServedApi, socket: Duplex, head: Buffer, target: ForwardTarget): void {
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: SPDY/3.1\r\nConnection: Upgrade\r\nX-Stream-Protocol-Version: ${FORWARD_PROTOCOL}\r\n\r\n`,
  );
  const carrier = { send: (data: Buffer) => void socket.write(data), close: () => void socket.end() };
  const forwarding = new PortForwarding(api, target, carrier);
  socket.on('data', (data: Buffer) => forwarding.receive(data));
  socket.on('close', () => forwarding.closed());
  if (head.length > 0) forwarding.receive(head);
}

const NO_UPGRADE = {
  status: 400,
  headers: new Map([['content-type', 'text/plain; charset=utf-8']]),
  body: 'cka-net: only WebSockets with v5.channel.k8s.io or v4.channel.k8s.io are served here\n',
};

function send(response: ServerResponse, answer: Extract<ApiResponse, { kind: 'answer' }>, method: string): void {
  if (response.destroyed) return;
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(method === 'HEAD' ? undefined : answer.body);
}

/** The whole request. Of a body that is too long only as much is kept as shows that it is. */
async function readRequest(message: IncomingMessage): Promise<ApiRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      if (size <= BODY_LIMIT) chunks.push(chunk);
      size += chunk.length;
    }
  } catch {
    // The client went away: there is nobody to answer.
  }
  return requestOf(message, Buffer.concat(chunks).toString(isBinary(message) ? 'latin1' : 'utf8'));
}

function requestOf(message: IncomingMessage, body: string): ApiRequest {
  const url = new URL(message.url ?? '/', 'https://127.0.0.1');
  const headers = Object.entries(message.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const,
  );
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: [...url.searchParams],
    headers: new Map(headers),
    body,
  };
}

/** Protobuf is handed on as one character a byte. */
function isBinary({ headers }: IncomingMessage): boolean {
  return (headers['content-type'] ?? '').includes('protobuf');
}

/** Watches whose clients are still there. */
class OpenWatches {
  private readonly open_ = new Map<ServerResponse, OpenState>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly api: ServedApi) {}

  open(watch: OpenState, response: ServerResponse, headers: ReadonlyMap<string, string>, begins = ''): void {
    response.writeHead(200, Object.fromEntries(headers));
    response.flushHeaders();
    if (begins !== '') response.write(begins);
    this.open_.set(response, watch);
    response.on('close', () => this.forget(response));
    this.timer ??= setInterval(() => this.tell(), WATCH_PERIOD_MS);
  }

  /** Writes to every client what happened since. A client that does not read is told later, and in the end that it lags too far behind. */
  tell(): void {
    for (const [response, watch] of this.open_) {
      if (response.writableNeedDrain) continue;
      const { lines, next } = this.api.nextWatchLines(watch);
      if (lines.length > 0) response.write(`${lines.join('\n')}\n`);
      if (next) this.open_.set(response, next);
      else response.end();
    }
  }

  close(): void {
    for (const response of this.open_.keys()) response.destroy();
    this.open_.clear();
    clearInterval(this.timer);
  }

  private forget(response: ServerResponse): void {
    this.open_.delete(response);
    if (this.open_.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
