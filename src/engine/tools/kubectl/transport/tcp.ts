import { strerror } from '../../../kernel/errno';
import { closeTcp, readTcp, writeTcp } from '../../../kernel/tcp/calls';
import { endpoint } from '../../../packet/ipv6-address';
import { NotHttp, ResponseReader } from '../../http/response';
import { fromBytes, toBytes } from '../../http/bytes';
import { openConnection, waitFor } from '../../http/exchange';
import { lookUp } from '../../resolver/lookup';
import type { Process } from '../../tool';
import { escapeQuery, urlOf } from '../api/client';
import type { ApiCall, ApiReply, ApiTransport, Granted, StreamEnd } from '../api/transport';
import { ConnectionError } from '../errors/errors';
import { openSession } from './session';
import type { ServerConfig } from '../kubeconfig/client-config';

/** Go's dialer gives up after this long (net/http's DefaultTransport as client-go sets it). */
const DIAL_US = 30_000_000;

type Server = Pick<ServerConfig, 'server' | 'timeoutMs'>;

/** Requests through the lab's network: one TCP connection each, HTTP/1.1. */
export function connectByTcp(process: Process, server: Server): ApiTransport {
  return {
    request: (call) => new Exchange(process, server, call).whole(),
    stream: (call, take, deadlineUs) => new Exchange(process, server, call).lines(take, deadlineUs),
    session: async (call) => {
      const reply = await new Exchange(process, server, call).whole();
      return reply.status === 200 ? openSession(process, call, reply.body) : { type: 'refused', reply };
    },
    grant: async (call) => {
      const reply = await new Exchange(process, server, call).whole();
      if (reply.status !== 200) return { type: 'refused', reply };
      return { ...(JSON.parse(reply.body) as Omit<Granted, 'type'>), type: 'granted' };
    },
  };
}

class Exchange {
  private socket = -1;
  private readonly endsAtUs: number;

  constructor(
    private readonly process: Process,
    private readonly server: Server,
    private readonly call: ApiCall,
  ) {
    const { timeoutMs } = server;
    this.endsAtUs = timeoutMs === 0 ? Infinity : process.world.nowUs + timeoutMs * 1000;
  }

  async whole(): Promise<ApiReply> {
    await this.open();
    try {
      const reader = this.ask();
      while (!reader.complete && (await this.more(reader, this.endsAtUs)));
      if (!reader.complete && !reader.started) throw this.failure('EOF');
      if (!reader.complete && this.process.world.nowUs >= this.endsAtUs)
        throw this.failure('context deadline exceeded (Client.Timeout exceeded while awaiting headers)');
      // The user has interrupted it, or the server is gone: half an answer is none.
      if (!reader.complete && (this.process.signal.aborted || reader.missing > 0)) throw this.failure('unexpected EOF');
      return replyOf(reader);
    } finally {
      closeTcp(this.process.world, this.socket);
    }
  }

  async lines(take: (line: string) => boolean, deadlineUs = Infinity): Promise<StreamEnd> {
    await this.open();
    try {
      const reader = this.ask();
      const untilUs = Math.min(deadlineUs, this.endsAtUs);
      let read = 0;
      for (;;) {
        if (reader.status >= 400) {
          while (!reader.complete && (await this.more(reader, untilUs)));
          return { type: 'refused', reply: replyOf(reader) };
        }
        for (let end = reader.body.indexOf('\n', read); end >= 0; end = reader.body.indexOf('\n', read)) {
          const line = fromBytes(reader.body.slice(read, end));
          read = end + 1;
          if (!take(line)) return { type: 'enough' };
        }
        if (reader.complete) break;
        if (!(await this.more(reader, untilUs))) {
          if (this.process.signal.aborted || this.process.world.nowUs >= untilUs) return { type: 'timeout' };
          break;
        }
      }
      const rest = fromBytes(reader.body.slice(read));
      if (rest !== '' && !take(rest)) return { type: 'enough' };
      return { type: 'ended' };
    } finally {
      closeTcp(this.process.world, this.socket);
    }
  }

  private async open(): Promise<void> {
    const { process } = this;
    const { host, port } = hostOf(this.server.server);
    const found = await lookUp(process, host);
    if (found.type === 'error') throw this.failure(`dial tcp: lookup ${host}: no such host`);
    const { address } = found;
    const place = endpoint(address, port);
    const opened = await openConnection(
      process,
      { address, port },
      {},
      Math.min(this.endsAtUs, process.world.nowUs + DIAL_US),
    );
    if (opened.type === 'open') {
      this.socket = opened.socket;
      return;
    }
    if (opened.type === 'timeout') {
      closeTcp(process.world, opened.socket);
      throw this.failure(
        process.world.nowUs >= this.endsAtUs
          ? 'net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)'
          : `dial tcp ${place}: i/o timeout`,
      );
    }
    throw this.failure(`dial tcp ${place}: connect: ${strerror(opened.errno).toLowerCase()}`);
  }

  private ask(): ResponseReader {
    const { method, path, query, headers, body } = this.call;
    const words = query.map(([key, value]) => `${escapeQuery(key)}=${escapeQuery(value)}`).join('&');
    const bytes = toBytes(body);
    const { authority } = hostOf(this.server.server);
    const lines = [
      `${method} ${path}${words === '' ? '' : `?${words}`} HTTP/1.1`,
      `Host: ${authority}`,
      ...Array.from(headers, ([name, value]) => `${name}: ${value}`),
      ...(bytes === '' ? [] : [`content-length: ${bytes.length}`]),
      'connection: close',
    ];
    writeTcp(this.process.world, this.socket, `${toBytes(lines.join('\r\n'))}\r\n\r\n${bytes}`);
    return new ResponseReader(false, () => undefined);
  }

  /** Waits for more bytes; false when there will be none. */
  private async more(reader: ResponseReader, untilUs: number): Promise<boolean> {
    const { process, socket } = this;
    const { world } = process;
    const changed = (): boolean => {
      const record = world.sockets.get(socket);
      return record?.type !== 'tcp' || record.inbox !== '' || record.ended;
    };
    if (!(await waitFor(process, changed, untilUs))) return false;
    const record = world.sockets.get(socket);
    const error = record?.type === 'tcp' ? record.error : undefined;
    const { data, end } = record ? readTcp(world, socket) : { data: '', end: true };
    try {
      reader.take(data);
    } catch (thrown) {
      if (thrown instanceof NotHttp)
        throw this.failure('net/http: HTTP/1.x transport connection broken: malformed HTTP response');
      throw thrown;
    }
    if (error === 'ECONNRESET')
      throw this.failure(`read tcp ${hostOf(this.server.server).authority}: read: connection reset by peer`);
    if (end) reader.end();
    return !end;
  }

  private failure(why: string): ConnectionError {
    return new ConnectionError(this.call.method, urlOf(this.server.server, this.call), why);
  }
}

function replyOf(reader: ResponseReader): ApiReply {
  const headers = new Map<string, string>();
  for (const name of ['content-type', 'warning', 'retry-after']) {
    const value = reader.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  return { status: reader.status, headers, body: fromBytes(reader.body) };
}

/** The host and port of a server's URL. */
export function hostOf(server: string): { readonly host: string; readonly port: number; readonly authority: string } {
  const [, scheme = 'https', authority = ''] = /^([a-z]+):\/\/([^/]*)/.exec(server) ?? [];
  const [, host = authority, port] = /^(.*?)(?::(\d+))?$/.exec(authority) ?? [];
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? (scheme === 'http' ? 80 : 443)), authority };
}
