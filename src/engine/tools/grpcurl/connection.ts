import { KernelError, strerror } from '../../kernel/errno';
import { closeTcp, readTcp, writeTcp } from '../../kernel/tcp/calls';
import { endpoint, parseIpv6, type IpAddress } from '../../packet/ipv6-address';
import { parseIpv4 } from '../../packet/address';
import { codeName, codeNumber, codeOfHttp, decodeStatusMessage, type Status } from '../grpc/status';
import { framed, unframed } from '../grpc/message';
import { openConnection, waitFor } from '../http/exchange';
import { clientHello, readServerHello } from '../http/tls';
import { HELLO, readHttp2Response, valueOf, writeHttp2Request } from '../http2/http';
import type { Fields } from '../http2/frames';
import { lookUp } from '../resolver/lookup';
import type { Process } from '../tool';
import { certificatesOf } from '../x509/certificate';
import { matchHost, verifyChain } from '../x509/verify';

/** A client's connection as grpc-go has one. */

/** Why a call could not be made or did not end well, in the words of grpc-go. */
export class CallError extends Error {
  constructor(readonly status: Status) {
    super(`rpc error: code = ${typeof status.code === 'number' ? codeName(status.code) : status.code} desc = ${status.message}`); // prettier-ignore
  }
}

/** Why there is no connection. */
export class DialError extends Error {}

export interface Reply {
  readonly headers: Fields;
  readonly messages: readonly string[];
  readonly trailers: Fields;
  readonly status: Status;
}

export interface DialOptions {
  readonly target: string;
  readonly authority: string;
  readonly userAgent: string;
  /** Undefined: no TLS. */
  readonly tls: { readonly trusted: string | undefined; readonly insecure: boolean; readonly nowMs: number } | undefined; // prettier-ignore
  readonly dialSeconds: number;
  readonly maxSeconds: number | undefined;
}

const SECOND_US = 1_000_000;

export class Connection {
  private stream = -1;
  private inbox = '';

  private constructor(
    private readonly process: Process,
    private readonly socket: number,
    private readonly options: DialOptions,
    private readonly endUs: number,
  ) {}

  /** Connects, with TLS or without, and waits for the server's first frame. Throws DialError. */
  static async dial(process: Process, options: DialOptions): Promise<Connection> {
    const { world } = process;
    const endUs = options.maxSeconds === undefined ? Infinity : world.nowUs + options.maxSeconds * SECOND_US;
    const dialEndUs = Math.min(endUs, world.nowUs + options.dialSeconds * SECOND_US);
    const { host, port } = placeOf(options.target);
    const late = (): never => {
      throw new DialError('context deadline exceeded');
    };
    const dialing = (words: string): DialError =>
      new DialError(`connection error: desc = "transport: error while dialing: dial tcp${words}"`);
    const address = await resolve(process, host);
    if (address === undefined) throw dialing(`: lookup ${host}${serverOf(process)}: no such host`);
    const opened = await openConnection(process, { address, port }, {}, dialEndUs);
    if (opened.type === 'timeout') {
      closeTcp(world, opened.socket);
      return late();
    }
    if (opened.type === 'failed') {
      if (opened.errno === 'ETIMEDOUT') return late();
      throw dialing(` ${endpoint(address, port)}: connect: ${strerror(opened.errno).toLowerCase()}`);
    }
    const connection = new Connection(process, opened.socket, options, endUs);
    try {
      await connection.begin(host, dialEndUs);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** Makes a call. Throws CallError when it comes to no answer of the server. */
  async call(path: string, messages: readonly string[], metadata: Fields): Promise<Reply> {
    const { authority, userAgent, tls } = this.options;
    this.stream += 2;
    const headers: Fields = [
      ['content-type', 'application/grpc'],
      ['user-agent', userAgent],
      ['te', 'trailers'],
      ...metadata,
    ];
    const request = { method: 'POST', path, authority, scheme: tls ? 'https' : 'http', headers };
    this.write(writeHttp2Request(request, messages.map(framed).join(''), this.stream));
    for (;;) {
      const read = readHttp2Response(this.inbox);
      if (typeof read === 'number') throw new CallError({ code: 'Unavailable', message: 'error reading from server: EOF' }); // prettier-ignore
      if (read) {
        this.inbox = this.inbox.slice(read.length);
        return replyOf(read.response);
      }
      const more = await this.more(this.endUs);
      if (more === 'late') throw new CallError({ code: 'DeadlineExceeded', message: 'context deadline exceeded' });
      if (more === 'end') throw new CallError({ code: 'Unavailable', message: 'error reading from server: EOF' });
    }
  }

  close(): void {
    if (this.process.world.sockets.has(this.socket)) closeTcp(this.process.world, this.socket);
  }

  private async begin(host: string, endUs: number): Promise<void> {
    const { tls, authority } = this.options;
    if (tls) {
      const name = authority.replace(/:\d+$/, '') || host;
      this.write(clientHello({ ...(parseIpv4(name) === undefined && { serverName: name }), protocols: ['h2'] }));
      for (;;) {
        const read = readServerHello(this.inbox);
        if (read === 'none') throw new DialError('tls: first record does not look like a TLS handshake');
        if (read && 'alert' in read) throw new DialError(`remote error: tls: ${read.alert}`);
        if (read) {
          this.inbox = read.rest;
          const failure = tls.insecure ? undefined : refusal(read.hello.chain, name, tls);
          if (failure !== undefined) throw new DialError(`tls: failed to verify certificate: ${failure}`);
          if (read.hello.protocol !== 'h2') throw new DialError('credentials: cannot check peer: missing selected ALPN property. If you upgraded from a grpc-go version earlier than 1.67, your TLS connections may have stopped working due to ALPN enforcement. For more details, see: https://github.com/grpc/grpc-go/issues/434'); // prettier-ignore
          break;
        }
        await this.moreOrFail(endUs);
      }
    }
    this.write(HELLO);
    // The server's first frame; nine bytes are its head. What is none makes grpc-go try again until its time is over.
    while (this.inbox.length < 9) await this.moreOrFail(endUs);
    if (this.inbox.charCodeAt(3) !== 4 || this.inbox.startsWith('HTTP')) {
      this.close();
      await waitFor(this.process, () => this.process.signal.aborted, endUs);
      throw new DialError('context deadline exceeded');
    }
  }

  private write(text: string): void {
    try {
      writeTcp(this.process.world, this.socket, text);
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      throw new CallError({ code: 'Unavailable', message: `error writing: ${strerror(error.errno).toLowerCase()}` });
    }
  }

  private async moreOrFail(endUs: number): Promise<void> {
    const more = await this.more(endUs);
    if (more === 'bytes') return;
    if (more === 'end') await waitFor(this.process, () => this.process.signal.aborted, endUs);
    throw new DialError('context deadline exceeded');
  }

  private async more(endUs: number): Promise<'bytes' | 'end' | 'late'> {
    const { world } = this.process;
    const changed = (): boolean => {
      const record = world.sockets.get(this.socket);
      return record?.type !== 'tcp' || record.inbox !== '' || record.ended;
    };
    if (!(await waitFor(this.process, changed, endUs))) return 'late';
    const { data, end } = world.sockets.has(this.socket) ? readTcp(world, this.socket) : { data: '', end: true };
    this.inbox += data;
    return data === '' && end ? 'end' : 'bytes';
  }
}

/** `host:port`; Go's resolver wants a port and takes 443 for one that is missing. */
function placeOf(target: string): { readonly host: string; readonly port: number } {
  const [, bracketed, bare = '', port = '443'] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(target) ?? [];
  return { host: bracketed ?? (bare === '' ? 'localhost' : bare), port: Number(port) };
}

/** ` on 10.96.0.10:53`, of the server that Go's resolver asks. */
function serverOf({ files }: Process): string {
  const text = files.exists('/etc/resolv.conf') ? files.read('/etc/resolv.conf') : '';
  const [, server] = /^\s*nameserver\s+(\S+)/m.exec(text) ?? [];
  return server === undefined ? '' : ` on ${server}:53`;
}

async function resolve(process: Process, host: string): Promise<IpAddress | undefined> {
  const literal = parseIpv4(host) ?? parseIpv6(host);
  if (literal !== undefined) return literal;
  const found = await lookUp(process, host);
  return found.type === 'error' ? undefined : found.address;
}

/** What Go's x509 says of certificates that it does not take. */
function refusal(chain: string, name: string, tls: NonNullable<DialOptions['tls']>): string | undefined {
  const certificates = certificatesOf(chain);
  const [first] = certificates;
  if (!first) return 'x509: certificate signed by unknown authority';
  const failure = verifyChain(certificates, certificatesOf(tls.trusted ?? ''), tls.nowMs);
  if (failure?.number === 10) return 'x509: certificate has expired or is not yet valid';
  if (failure) return 'x509: certificate signed by unknown authority';
  return matchHost(first, name).by === 'nothing' ? `x509: certificate is not valid for any names, but wanted to match ${name}` : undefined; // prettier-ignore
}

/** net/http's StatusText. */
const TEXTS: ReadonlyMap<number, string> = new Map([[204, 'No Content'], [301, 'Moved Permanently'], [302, 'Found'], [308, 'Permanent Redirect'], [400, 'Bad Request'], [401, 'Unauthorized'], [403, 'Forbidden'], [404, 'Not Found'], [405, 'Method Not Allowed'], [408, 'Request Timeout'], [413, 'Request Entity Too Large'], [415, 'Unsupported Media Type'], [421, 'Misdirected Request'], [429, 'Too Many Requests'], [500, 'Internal Server Error'], [502, 'Bad Gateway'], [503, 'Service Unavailable'], [504, 'Gateway Timeout']]); // prettier-ignore

/** operateHeaders of grpc-go: what an answer of HTTP says about the call. */
function replyOf({
  status,
  headers,
  body,
  trailers,
}: {
  readonly status: number;
  readonly headers: Fields;
  readonly body: string;
  readonly trailers: Fields;
}): Reply {
  // prettier-ignore
  const type = valueOf(headers, 'content-type');
  const grpc = type !== undefined && /^application\/grpc(?:[;+]|$)/.test(type);
  if (!grpc || status !== 200) {
    const wrong = [
      ...(status === 200 ? [] : [`unexpected HTTP status code received from server: ${status} (${TEXTS.get(status) ?? ''})`]),
      ...(grpc ? [] : [type === undefined ? 'malformed header: missing HTTP content-type' : `transport: received unexpected content-type "${type}"`]),
    ]; // prettier-ignore
    // An error page of a proxy may carry a status of gRPC, which counts.
    const own = valueOf(headers, 'grpc-status');
    if (!(grpc && own !== undefined)) throw new CallError({ code: codeOfHttp(status), message: wrong.join('; ') });
  }
  const end = trailers.length > 0 ? trailers : headers;
  const code = Number(valueOf(end, 'grpc-status') ?? codeNumber('Unknown'));
  const message = decodeStatusMessage(valueOf(end, 'grpc-message') ?? '');
  const reserved = (name: string): boolean => name.startsWith('grpc-');
  const shown = (fields: Fields): Fields => fields.filter(([name]) => !reserved(name));
  return {
    headers: trailers.length > 0 ? shown(headers) : [],
    messages: unframed(body),
    trailers: shown(end),
    status: { code, message },
  };
}
