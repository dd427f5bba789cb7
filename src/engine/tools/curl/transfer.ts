import { strerror, type ErrnoName } from '../../kernel/errno';
import { closeTcp, readTcp, tcpSocket, writeTcp } from '../../kernel/tcp/calls';
import { endpoint, formatIp, type IpAddress } from '../../packet/ipv6-address';
import { fromBytes, toBytes } from '../http/bytes';
import { openConnection, waitFor, type Connected } from '../http/exchange';
import { documentAt, OUTSIDE, webDocument } from '../http/internet';
import type { Process } from '../tool';
import { bare, bindingOf, destinationOf, type Place } from './endpoint';
import { CurlError } from './error';
import type { Progress, ProgressMeter } from './meter';
import type { CurlOptions } from './options';
import { requestOf, type Request } from './request';
import { ResponseReader } from '../http/response';
import { afterRequest, certificateHeader, shakeHands, showHttp2Request, type Secured } from './tls';
import type { Url } from './url';

/** One request and its answer. */
export interface Transfer {
  readonly response: ResponseReader;
  readonly host: string;
  readonly method: string;
  readonly remote: IpAddress;
  readonly remotePort: number;
  readonly local: { readonly address: IpAddress; readonly port: number };
  readonly requestBytes: number;
  readonly uploadedBytes: number;
  /** Where the answer redirects to, whether that is followed or not. */
  readonly redirectsTo?: string;
  readonly startedUs: number;
  readonly connectedUs: number;
  readonly answeredUs: number;
  /** How far it got, for the meter's last line. */
  readonly progress: Progress;
  readonly scheme: 'http' | 'https';
  readonly securedUs?: number;
  readonly verifyResult: number;
}

/** When it all started, and which connection and how many of them. */
export interface Attempt {
  readonly startedUs: number;
  readonly number: number;
  /** The transfer before, when a redirect led here. */
  readonly before: Transfer | undefined;
  readonly meter: ProgressMeter;
  readonly say: (text: string) => void;
}

/** Resolves, connects, asks, and reads the answer to its end. The meter's last line is the caller's. Throws CurlError. */
export async function transfer(process: Process, url: Url, options: CurlOptions, attempt: Attempt): Promise<Transfer> {
  const { world } = process;
  const { say, startedUs, number, before, meter } = attempt;
  const nothing = (): Progress => ({ ...NOTHING, elapsedUs: world.nowUs - startedUs });
  const outside = fromOutside(process, url, options, attempt);
  if (outside) return outside;
  const to = await destinationOf(process, url, options, say);
  const again = before?.host === url.host;
  if (again) say(`* Hostname ${url.host} was found in DNS cache\n`);
  const endUs = deadline(startedUs, options.maxSeconds);
  const { socket, address } = await connect(process, url, options, attempt, to);
  const connectedUs = world.nowUs;
  say(`* Connected to ${to.name} (${formatIp(address)}) port ${to.port} (#${number})\n`);
  try {
    let secured: Secured | undefined;
    const isOutside = address === OUTSIDE;
    if (isOutside) tellNote(process, url, options);
    // The web outside speaks no TLS: what it has is what matters.
    if (url.scheme === 'https' && !isOutside) {
      secured = await shakeHands(process, socket, url, options, { endUs, say }).catch((error: unknown) => {
        throw error instanceof CurlError
          ? closed(new CurlError(error.status, error.message, '', nothing()), attempt)
          : error;
      });
    }
    const securedUs = world.nowUs;
    const record = world.sockets.get(socket);
    const local = record?.type === 'tcp' ? { address: record.address, port: record.port } : { address, port: to.port };
    const usual = options.flags.has('0') ? 'HTTP/1.0' : 'HTTP/1.1';
    if (options.user !== undefined) say(`* Server auth using Basic with user '${options.user.replace(/:.*/, '')}'\n`);
    const request = requestOf(
      url,
      options,
      again && before.response.version !== 'HTTP/2' ? before.response.version : usual,
    );
    const http2 = secured?.http2 === true;
    if (secured) say(http2 ? '} [5 bytes data]\n* using HTTP/2\n' : '* using HTTP/1.1\n} [5 bytes data]\n');
    if (http2) showHttp2Request(request.head, url.portGiven ? `${url.host}:${url.port}` : url.host, say);
    else say(request.head.replaceAll(/^(.*)\r\n/gm, '> $1\r\n'));
    const shown = url.scheme === 'https' ? certificateHeader(process, options) : '';
    writeTcp(world, socket, toBytes(request.head.replace(/\r\n/, `\r\n${shown}`)) + toBytes(request.body));
    const response = new ResponseReader(options.flags.has('I'), (line) => say(fromBytes(line)), http2);
    const uploadedBytes = toBytes(request.body).length;
    const progress = (): Progress => ({
      elapsedUs: world.nowUs - startedUs,
      downloaded: response.body.length,
      expected: response.expected,
      uploaded: uploadedBytes,
      toUpload: uploadedBytes,
    });
    if (request.body !== '') say(`} [${uploadedBytes} bytes data]\n`);
    if (secured) {
      afterRequest(secured, say);
      say('{ [5 bytes data]\n');
    }
    const answeredUs = await read(process, socket, response, { endUs, progress, meter }).catch((error: unknown) => {
      if (error instanceof CurlError) {
        if (response.version !== '') say(`{ [${response.body.length} bytes data]\n`);
        say(`* ${error.message}\n`);
        throw closed(error, attempt);
      }
      throw error;
    });
    if (response.body !== '') say(`{ [${http2 ? 5 : response.body.length} bytes data]\n`);
    return {
      scheme: url.scheme === 'https' ? 'https' : 'http',
      verifyResult: secured?.verifyResult ?? 0,
      ...(secured && { securedUs }),
      ...{ response, host: url.host, remote: address, remotePort: to.port, local, uploadedBytes },
      ...{ startedUs, connectedUs, answeredUs, progress: progress() },
      method: methodOf(request),
      requestBytes: toBytes(request.head).length + uploadedBytes,
    };
  } finally {
    closeTcp(world, socket);
  }
}

/** What the lab has to say about a page. */
function tellNote(process: Process, url: Url, options: CurlOptions): void {
  const note = documentAt(process, `${url.scheme}://${url.host}${url.target}`)?.note;
  if (note !== undefined && !options.flags.has('s')) process.err(`cka-net: ${note}\n`);
}

/** An answer of the web outside a lab in which no packet reaches it. */
function fromOutside(process: Process, url: Url, options: CurlOptions, { startedUs }: Attempt): Transfer | undefined {
  const document = webDocument(process, `${url.scheme}://${url.host}${url.target}`);
  if (!document) return undefined;
  const { nowUs } = process.world;
  if (document.note !== undefined && !options.flags.has('s')) process.err(`cka-net: ${document.note}\n`);
  const response = new ResponseReader(options.flags.has('I'), () => undefined);
  const body = toBytes(document.body);
  const type = document.status === 200 ? 'application/octet-stream' : 'text/plain; charset=utf-8';
  const line = document.status === 200 ? '200 OK' : '404 Not Found';
  response.take(`HTTP/1.1 ${line}\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  const length = response.body.length;
  return {
    ...{ response, host: url.host, remote: OUTSIDE, remotePort: url.port, uploadedBytes: 0, requestBytes: 0 },
    ...{ startedUs, connectedUs: nowUs, answeredUs: nowUs, local: { address: OUTSIDE, port: 0 } },
    scheme: url.scheme === 'https' ? 'https' : 'http',
    verifyResult: 0,
    method: options.flags.has('I') ? 'HEAD' : 'GET',
    progress: { elapsedUs: 0, downloaded: length, expected: length, uploaded: 0, toUpload: 0 },
  };
}

const NOTHING: Progress = { elapsedUs: 0, downloaded: 0, expected: undefined, uploaded: 0, toUpload: 0 };

function methodOf({ head }: Request): string {
  return head.slice(0, head.indexOf(' '));
}

function deadline(startedUs: number, seconds: number | undefined): number {
  return seconds === undefined ? Infinity : startedUs + seconds * 1_000_000;
}

/** The meter's last line comes before the connection is closed; the error then has no more of it to show. */
function closed({ status, message, partial, progress }: CurlError, { meter, number, say }: Attempt): CurlError {
  if (progress) meter.done(progress);
  say(`* Closing connection ${number}\n`);
  return new CurlError(status, message, partial);
}

/** Curl gives up connecting after this long by itself (DEFAULT_CONNECT_TIMEOUT). */
const CONNECT_SECONDS = 300;

/** How long an address of one family has before one of the other is tried too (HAPPY_EYEBALLS_TIMEOUT). */
const EYEBALLS_US = 200_000;

/** Connects to the first of the addresses that answers. Throws CurlError. */
async function connect(
  process: Process,
  url: Url,
  options: CurlOptions,
  attempt: Attempt,
  to: { readonly places: readonly Place[]; readonly port: number },
): Promise<{ readonly socket: number; readonly address: IpAddress }> {
  const { world } = process;
  const { startedUs, say, meter } = attempt;
  const host = bare(url.host);
  const port = String(to.port);
  const elapsedMs = (): number => Math.floor((world.nowUs - startedUs) / 1000);
  const progress = (): Progress => ({ ...NOTHING, elapsedUs: world.nowUs - startedUs });
  const fail = (status: number, words: string): CurlError => {
    say(`* ${words}\n`);
    return closed(new CurlError(status, words, '', progress()), attempt);
  };
  const trying = (address: IpAddress): void => say(`*   Trying ${endpoint(address, to.port)}...\n`);
  const [best] = to.places;
  if (best) trying(best.address);
  const binding = await bindingOf(process, options, say);
  if (binding === undefined) {
    throw fail(
      45,
      `Failed to connect to ${host} port ${port} after ${elapsedMs()} ms: Failed binding local connection end`,
    );
  }
  const endUs = deadline(startedUs, options.maxSeconds);
  const connectEndUs = deadline(startedUs, options.connectSeconds);
  const limitUs = Math.min(endUs, connectEndUs, startedUs + CONNECT_SECONDS * 1_000_000);
  const open = (place: Place, untilUs: number): Promise<Connected> =>
    openConnection(process, { ...place, port: to.port }, { ...binding, ifindex: place.ifindex }, untilUs, () =>
      meter.tick(progress()),
    );
  const slow: { readonly socket: number; readonly address: IpAddress }[] = [];
  let last: ErrnoName = 'ETIMEDOUT';
  for (const [index, place] of to.places.entries()) {
    if (index > 0) trying(place.address);
    const next = to.places[index + 1];
    const mayOvertake = next !== undefined && typeof next.address !== typeof place.address;
    const opened = await open(place, mayOvertake ? Math.min(limitUs, world.nowUs + EYEBALLS_US) : limitUs);
    const unbound = opened.type === 'failed' && opened.errno === 'EADDRNOTAVAIL' && binding.source !== undefined;
    if (binding.told !== undefined && !unbound) say(`* Local port: ${binding.told}\n`);
    if (opened.type === 'open') {
      for (const { socket } of slow) closeTcp(world, socket);
      return { socket: opened.socket, address: place.address };
    }
    if (opened.type === 'timeout') {
      if (mayOvertake && world.nowUs < limitUs) {
        slow.push({ socket: opened.socket, address: place.address });
        continue;
      }
      closeTcp(world, opened.socket);
      if (connectEndUs >= endUs) throw fail(28, `Connection timed out after ${elapsedMs()} milliseconds`);
      say(
        `* ${typeof place.address === 'string' ? 'ipv6' : 'ipv4'} connect timeout after ${(options.connectSeconds ?? 0) * 1000}ms, move on!\n`,
      );
      throw fail(28, `Failed to connect to ${host} port ${port} after ${elapsedMs()} ms: Timeout was reached`);
    }
    if (unbound) {
      say(`* bind failed with errno 99: ${strerror('EADDRNOTAVAIL')}\n`);
      throw fail(
        45,
        `Failed to connect to ${host} port ${port} after ${elapsedMs()} ms: Failed binding local connection end`,
      );
    }
    last = opened.errno;
    sayFailed(place.address);
  }
  function sayFailed(address: IpAddress): void {
    const text = formatIp(address);
    say(
      last === 'ENETUNREACH'
        ? `* Immediate connect fail for ${text}: ${strerror(last)}\n`
        : `* connect to ${text} port ${port} failed: ${strerror(last)}\n`,
    );
  }
  for (const { socket, address } of slow) {
    const decided = (): boolean => tcpSocket(world, socket).state !== 'SYN-SENT';
    await waitFor(process, decided, limitUs, () => meter.tick(progress()));
    const { state, error } = tcpSocket(world, socket);
    if (state !== 'SYN-SENT' && error === undefined) return { socket, address };
    closeTcp(world, socket);
    last = error ?? 'ETIMEDOUT';
    sayFailed(address);
  }
  throw fail(
    last === 'ETIMEDOUT' ? 28 : 7,
    `Failed to connect to ${host} port ${port} after ${elapsedMs()} ms: Couldn't connect to server`,
  );
}

/** Reads the answer to its end; the moment its first byte came. */
async function read(
  process: Process,
  socket: number,
  response: ResponseReader,
  {
    endUs,
    progress,
    meter,
  }: { readonly endUs: number; readonly progress: () => Progress; readonly meter: ProgressMeter },
): Promise<number> {
  const { world } = process;
  let answeredUs: number | undefined;
  while (!response.complete) {
    const changed = (): boolean => {
      const record = world.sockets.get(socket);
      return record?.type !== 'tcp' || record.inbox !== '' || record.ended;
    };
    if (!(await waitFor(process, changed, endUs, () => meter.tick(progress())))) {
      if (process.signal.aborted) break;
      const { downloaded, expected, elapsedUs } = progress();
      const received = expected === undefined ? `${downloaded} bytes` : `${downloaded} out of ${expected} bytes`;
      const words = `Operation timed out after ${Math.floor(elapsedUs / 1000)} milliseconds with ${received} received`;
      throw new CurlError(28, words, response.body, progress());
    }
    answeredUs ??= world.nowUs;
    const record = world.sockets.get(socket);
    const error = record?.type === 'tcp' ? record.error : undefined;
    const { data, end } = record ? readTcp(world, socket) : { data: '', end: true };
    response.take(data);
    if (error === 'ECONNRESET') throw new CurlError(56, `Recv failure: ${strerror(error)}`, '', progress());
    if (end) response.end();
    if (end && !response.started) throw new CurlError(52, 'Empty reply from server', '', progress());
    if (end && response.missing > 0) {
      const words = `transfer closed with ${response.missing} bytes remaining to read`;
      throw new CurlError(18, words, response.body, progress());
    }
    if (end) break;
  }
  return answeredUs ?? world.nowUs;
}
