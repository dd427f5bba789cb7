import { strerror } from '../../kernel/errno';
import { closeTcp, readTcp, writeTcp } from '../../kernel/tcp/calls';
import { formatIpv4, parseIpv4, type Ipv4 } from '../../packet/address';
import { fromBytes, toBytes } from '../http/bytes';
import { openConnection, waitFor } from '../http/exchange';
import { getaddrinfo } from '../resolver/getaddrinfo';
import type { Process } from '../tool';
import type { CurlOptions } from './options';
import { ResponseReader } from './response';
import type { Url } from './url';

/** curl's own end of a transfer: a status and the words behind `curl: (N) `. */
export class CurlError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** What had come of the answer. */
    readonly partial = '',
  ) {
    super(message);
  }
}

/** One request and its answer. */
export interface Transfer {
  readonly response: ResponseReader;
  readonly host: string;
  readonly remote: Ipv4;
  readonly local: { readonly address: Ipv4; readonly port: number };
}

/** When it all started, and which connection and how many of them. */
export interface Attempt {
  readonly startedUs: number;
  readonly number: number;
  /** The transfer before, when a redirect led here. */
  readonly before: Transfer | undefined;
  readonly say: (text: string) => void;
}

/** Resolves, connects, asks, and reads the answer to its end. Throws CurlError. */
export async function transfer(process: Process, url: Url, options: CurlOptions, attempt: Attempt): Promise<Transfer> {
  const { world } = process;
  const { say, startedUs, number, before } = attempt;
  const address = resolve(process, url, options, say);
  const text = formatIpv4(address);
  const again = before?.host === url.host;
  if (again) say(`* Hostname ${url.host} was found in DNS cache\n`);
  const port = String(url.port);
  say(`*   Trying ${text}:${port}...\n`);
  const limit = (seconds: number | undefined): number =>
    seconds === undefined ? Infinity : startedUs + seconds * 1_000_000;
  const endUs = limit(options.maxSeconds);
  const elapsed = (): number => Math.floor((world.nowUs - startedUs) / 1000);
  const connectUs = Math.min(endUs, limit(options.connectSeconds), startedUs + 300_000_000);
  const opened = await openConnection(process, { address, port: url.port }, {}, connectUs);
  if (opened.type === 'timeout') {
    closeTcp(world, opened.socket);
    const slow = limit(options.connectSeconds) < endUs;
    if (slow) say(`* ipv4 connect timeout after ${(options.connectSeconds ?? 0) * 1000}ms, move on!\n`);
    const words = slow
      ? `Failed to connect to ${url.host} port ${port} after ${elapsed()} ms: Timeout was reached`
      : `Connection timed out after ${elapsed()} milliseconds`;
    say(`* ${words}\n* Closing connection ${number}\n`);
    throw new CurlError(28, words);
  }
  if (opened.type === 'failed') {
    say(
      opened.errno === 'ENETUNREACH'
        ? `* Immediate connect fail for ${text}: ${strerror(opened.errno)}\n`
        : `* connect to ${text} port ${port} failed: ${strerror(opened.errno)}\n`,
    );
    const timedOut = opened.errno === 'ETIMEDOUT';
    const words = `Failed to connect to ${url.host} port ${port} after ${elapsed()} ms: Couldn't connect to server`;
    say(`* ${words}\n* Closing connection ${number}\n`);
    throw new CurlError(timedOut ? 28 : 7, words);
  }
  say(`* Connected to ${url.host} (${text}) port ${port} (#${number})\n`);
  const { socket } = opened;
  try {
    const record = world.sockets.get(socket);
    const local = record?.type === 'tcp' ? { address: record.address, port: record.port } : { address, port: 0 };
    const request = requestOf(url, options, again ? before.response.version : 'HTTP/1.1');
    say(request.head.replaceAll(/^(.*)\r\n/gm, '> $1\r\n'));
    writeTcp(world, socket, toBytes(request.head) + toBytes(request.body));
    const response = new ResponseReader(options.head, (line) => say(fromBytes(line)));
    if (request.body !== '') say(`} [${toBytes(request.body).length} bytes data]\n`);
    await read(process, socket, response, endUs, elapsed);
    if (response.body !== '') say(`{ [${response.body.length} bytes data]\n`);
    say(
      response.keepsOpen
        ? `* Connection #${number} to host ${url.host} left intact\n`
        : `* Closing connection ${number}\n`,
    );
    return { response, host: url.host, remote: address, local };
  } finally {
    closeTcp(world, socket);
  }
}

function resolve(process: Process, { host, port }: Url, options: CurlOptions, say: (text: string) => void): Ipv4 {
  const fixed = parseIpv4(options.resolve.get(`${host}:${port}`) ?? '');
  if (fixed !== undefined) {
    say(`* Added ${host}:${port}:${formatIpv4(fixed)} to DNS cache\n* Hostname ${host} was found in DNS cache\n`);
    return fixed;
  }
  const found = getaddrinfo(process.files, host.replace(/^\[|\]$/g, ''));
  if (found.type === 'inet') return found.address;
  if (found.type === 'inet6') throw new CurlError(7, `cka-net: curl to an IPv6 address (${host}) is not simulated yet`);
  say(`* Could not resolve host: ${host}\n* Closing connection 0\n`);
  throw new CurlError(6, `Could not resolve host: ${host}`);
}

function requestOf(url: Url, options: CurlOptions, version: string): { readonly head: string; readonly body: string } {
  const method = options.method ?? (options.data !== undefined ? 'POST' : options.head ? 'HEAD' : 'GET');
  const body = options.data ?? '';
  const own: readonly (readonly [string, string])[] = [
    ['Host', url.portGiven ? `${url.host}:${url.port}` : url.host],
    ['User-Agent', options.userAgent],
    ['Accept', '*/*'],
  ];
  const late: readonly (readonly [string, string])[] =
    options.data === undefined
      ? []
      : [
          ['Content-Length', String(toBytes(body).length)],
          ['Content-Type', 'application/x-www-form-urlencoded'],
        ];
  const custom = new Map(options.headers.map((line) => [(line.split(/[:;]/)[0] ?? '').toLowerCase(), line]));
  const replaced = (list: readonly (readonly [string, string])[]): string[] =>
    list
      .filter(([name]) => name === 'Host' || !custom.has(name.toLowerCase()))
      .map(([name, value]) => `${name}: ${name === 'Host' ? hostHeader(custom, value) : value}`);
  const added = options.headers.filter((line) => !/^host:/i.test(line) && !/:\s*$/.test(line));
  const lines = [`${method} ${url.target} ${version}`, ...replaced(own), ...added, ...replaced(late), '', ''];
  return { head: lines.join('\r\n'), body };
}

function hostHeader(custom: ReadonlyMap<string, string>, usual: string): string {
  return custom.get('host')?.replace(/^[^:]*:\s*/, '') ?? usual;
}

async function read(
  process: Process,
  socket: number,
  response: ResponseReader,
  endUs: number,
  elapsed: () => number,
): Promise<void> {
  const { world } = process;
  while (!response.complete) {
    const changed = (): boolean => {
      const record = world.sockets.get(socket);
      return record?.type !== 'tcp' || record.inbox !== '' || record.ended;
    };
    if (!(await waitFor(process, changed, endUs))) {
      if (process.signal.aborted) return;
      const received =
        response.expected === undefined
          ? `${response.body.length} bytes`
          : `${response.body.length} out of ${response.expected} bytes`;
      throw new CurlError(
        28,
        `Operation timed out after ${elapsed()} milliseconds with ${received} received`,
        response.body,
      );
    }
    const record = world.sockets.get(socket);
    const error = record?.type === 'tcp' ? record.error : undefined;
    const { data, end } = record ? readTcp(world, socket) : { data: '', end: true };
    response.take(data);
    if (error === 'ECONNRESET') throw new CurlError(56, `Recv failure: ${strerror(error)}`);
    if (end) response.end();
    if (end && !response.started) throw new CurlError(52, 'Empty reply from server');
    if (end && response.missing > 0)
      throw new CurlError(18, `transfer closed with ${response.missing} bytes remaining to read`, response.body);
    if (end) return;
  }
}
