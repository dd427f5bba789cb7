import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { ApiRequest, ApiResponse, WatchNews, WatchState } from '../../engine';
import type { ServerCertificate } from './certificate';

/** What the server asks of a lab's API. */
export interface ServedApi {
  handle(request: ApiRequest): ApiResponse;
  nextWatchLines(watch: WatchState): WatchNews;
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
      const answer = api.handle(request);
      if (answer.kind === 'watch') watches.open(answer.watch, response, answer.headers);
      else send(response, answer, request.method);
      watches.tell();
    });
  });
  server.on('close', () => watches.close());
  return server;
}

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
  const url = new URL(message.url ?? '/', 'https://127.0.0.1');
  const headers = Object.entries(message.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const,
  );
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: [...url.searchParams],
    headers: new Map(headers),
    body: Buffer.concat(chunks).toString(isBinary(message) ? 'latin1' : 'utf8'),
  };
}

/** Protobuf is handed on as one character a byte. */
function isBinary({ headers }: IncomingMessage): boolean {
  return (headers['content-type'] ?? '').includes('protobuf');
}

/** Watches whose clients are still there. */
class OpenWatches {
  private readonly open_ = new Map<ServerResponse, WatchState>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly api: ServedApi) {}

  open(watch: WatchState, response: ServerResponse, headers: ReadonlyMap<string, string>): void {
    response.writeHead(200, Object.fromEntries(headers));
    response.flushHeaders();
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
