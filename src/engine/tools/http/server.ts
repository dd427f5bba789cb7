import type { World } from '../../kernel/world';
import { httpDate } from '../python/texts';
import { toBytes } from './bytes';

/** A request as a server reads it. Header names are in small letters. */
export interface HttpRequest {
  readonly line: string;
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly headers: ReadonlyMap<string, string>;
  /** As sent, in order. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** `10.244.0.1` and port. */
  readonly client: string;
  readonly clientPort: number;
  readonly localPort: number;
  readonly localAddress: string;
  /** Of HTTP/2: the stream that is answered on. */
  readonly stream?: number;
  /** Over TLS: the name that the client asked for, and what both agreed on. */
  readonly tls?: { readonly serverName?: string; readonly version: string; readonly protocol?: string };
}

export interface HttpAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Text; it goes out as UTF-8. */
  readonly body: string;
  /** The body is no text: a character stands for a byte. */
  readonly bytes?: true;
  /** Headers that come after the body, which only HTTP/2 shows. */
  readonly trailers?: readonly (readonly [name: string, value: string])[];
  readonly close?: true;
}

/** A whole request at the start of `text`, with how long it is; `bad` when it is none; undefined while more must come. */
export function readRequest(text: string):
  | {
      readonly head: Omit<HttpRequest, 'client' | 'clientPort' | 'localPort' | 'localAddress' | 'tls'>;
      readonly length: number;
    }
  | 'bad'
  | undefined {
  // The first byte of a handshake of TLS.
  if (text.startsWith('\x16')) return 'bad';
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return text.length > MAX_HEAD ? 'bad' : undefined;
  const [line = '', ...fields] = text.slice(0, end.index).split(/\r?\n/);
  const [method = '', target = '', version = ''] = line.split(' ');
  if (!/^[A-Za-z]+$/.test(method) || target === '' || !/^HTTP\/1\.[01]$/.test(version)) return 'bad';
  const rawHeaders = fields.map((field): readonly [string, string] => {
    const colon = field.indexOf(':');
    return [field.slice(0, colon), field.slice(colon + 1).trim()];
  });
  const headers = new Map(rawHeaders.map(([name, value]) => [name.toLowerCase(), value]));
  const length = Number(headers.get('content-length') ?? 0) || 0;
  const start = end.index + end[0].length;
  if (text.length < start + length) return undefined;
  const body = text.slice(start, start + length);
  return { head: { line, method, target, version, headers, rawHeaders, body }, length: start + length };
}

/** nginx's large_client_header_buffers. */
const MAX_HEAD = 32_768;

/** An answer as bytes; HEAD gets no body. */
export function writeAnswer({ status, reason, headers, body, bytes, trailers }: HttpAnswer, method: string): string {
  // What ends with headers is told in pieces; nobody has asked for those headers.
  const chunked = trailers !== undefined && !headers.some(([name]) => name.toLowerCase() === 'content-length');
  const given = chunked ? [...headers, ['Transfer-Encoding', 'chunked'] as const] : headers;
  const head = given.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const whole = method === 'HEAD' ? '' : bytes ? body : toBytes(body);
  const sent = chunked && method !== 'HEAD' ? `${whole === '' ? '' : `${whole.length.toString(16)}\r\n${whole}\r\n`}0\r\n\r\n` : whole; // prettier-ignore
  return toBytes(`HTTP/1.1 ${status} ${reason}\r\n${head}\r\n`) + sent;
}

/** The length of a text in bytes, for Content-Length. */
export function byteLength(text: string): number {
  return toBytes(text).length;
}

/** `Thu, 01 Jan 2026 00:00:00 GMT` of the lab's clock. */
export function nowHttp(world: World): string {
  return httpDate(world.nowUs);
}
