import type { ErrnoName } from '../../kernel/errno';
import { closeTcp, readTcp, writeTcp } from '../../kernel/tcp/calls';
import type { IpAddress } from '../../packet/ipv6-address';
import type { Url } from '../curl/url';
import { toBytes } from '../http/bytes';
import { openConnection, waitFor } from '../http/exchange';
import { documentAt, OUTSIDE, webDocument } from '../http/internet';
import { NotHttp, ResponseReader } from '../http/response';
import { lookUp } from '../resolver/lookup';
import type { Process } from '../tool';

/** How one request ended. */
export type Fetched =
  | { readonly type: 'no-name' }
  | { readonly type: 'refused'; readonly errno: ErrnoName; readonly address: IpAddress }
  | { readonly type: 'timeout' | 'broken' | 'https'; readonly address: IpAddress }
  | { readonly type: 'answer'; readonly response: ResponseReader; readonly address: IpAddress };

export interface Asked {
  /** Lines after the request line, the Host header among them. */
  readonly headers: readonly string[];
  readonly method: string;
  readonly version: string;
  readonly body: string;
  readonly timeoutUs: number;
  /** Called with the address before the connection is tried. */
  readonly connecting: (address: IpAddress) => void;
  readonly connected: () => void;
}

/** Resolves, connects, asks, and reads the answer to its end. */
export async function fetchUrl(process: Process, url: Url, asked: Asked): Promise<Fetched> {
  const outside = webDocument(process, `${url.scheme}://${url.host}${url.target}`);
  if (outside) {
    asked.connecting(OUTSIDE);
    asked.connected();
    const response = new ResponseReader(asked.method === 'HEAD', () => undefined);
    const body = toBytes(outside.body);
    const line = outside.status === 200 ? '200 OK' : '404 Not Found';
    response.take(`HTTP/1.1 ${line}\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    if (outside.note !== undefined) process.err(`cka-net: ${outside.note}\n`);
    return { type: 'answer', response, address: OUTSIDE };
  }
  const found = await lookUp(process, url.host.replace(/^\[(.*)\]$/, '$1'));
  if (found.type === 'error') return { type: 'no-name' };
  const { address } = found;
  asked.connecting(address);
  const deadlineUs = process.world.nowUs + asked.timeoutUs;
  const opened = await openConnection(process, { address, port: url.port }, {}, deadlineUs);
  if (opened.type === 'failed') return { type: 'refused', errno: opened.errno, address };
  try {
    if (opened.type === 'timeout') return { type: 'timeout', address };
    asked.connected();
    if (address === OUTSIDE) {
      const note = documentAt(process, `${url.scheme}://${url.host}${url.target}`)?.note;
      if (note !== undefined) process.err(`cka-net: ${note}\n`);
    } else if (url.scheme === 'https') return { type: 'https', address };
    return await exchange(process, opened.socket, url, asked, address);
  } finally {
    closeTcp(process.world, opened.socket);
  }
}

async function exchange(
  process: Process,
  socket: number,
  url: Url,
  { method, version, headers, body, timeoutUs }: Asked,
  address: IpAddress,
): Promise<Fetched> {
  const { world } = process;
  const head = [`${method} ${url.target} ${version}`, ...headers].join('\r\n');
  writeTcp(world, socket, `${toBytes(head)}\r\n\r\n${toBytes(body)}`);
  const response = new ResponseReader(method === 'HEAD', () => undefined);
  while (!response.complete) {
    const changed = (): boolean => {
      const record = world.sockets.get(socket);
      return record?.type !== 'tcp' || record.inbox !== '' || record.ended;
    };
    const deadlineUs = timeoutUs === Infinity ? Infinity : world.nowUs + timeoutUs;
    if (!(await waitFor(process, changed, deadlineUs))) return { type: 'timeout', address };
    const { data, end } = world.sockets.has(socket) ? readTcp(world, socket) : { data: '', end: true };
    try {
      response.take(data);
    } catch (error) {
      if (error instanceof NotHttp) return { type: 'broken', address };
      throw error;
    }
    if (end) {
      response.end();
      break;
    }
  }
  return response.status === 0 ? { type: 'broken', address } : { type: 'answer', response, address };
}
