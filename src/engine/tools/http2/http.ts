import { toBytes } from '../http/bytes';
import type { HttpAnswer, HttpRequest } from '../http/server';
import { PREFACE, SETTINGS, SETTINGS_READ, readMessage, writeMessage, type Fields } from './frames';

/** Requests and answers of HTTP/2 in the shape that servers know from HTTP/1.1 (RFC 9113, 8). */

type Head = Omit<HttpRequest, 'client' | 'clientPort' | 'localPort' | 'localAddress' | 'tls'>;

/** Headers of one connection, which HTTP/2 does not have (RFC 9113, 8.2.2). */
const OF_CONNECTION = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

/** A whole request at the start of what came on a connection; `bad` when it is none; undefined while more must come. */
export function readHttp2Request(text: string): { readonly head: Head; readonly length: number } | 'bad' | undefined {
  const read = readMessage(text);
  if (read === undefined) return undefined;
  if (typeof read === 'number') return 'bad';
  const { fields, body, stream } = read.message;
  const [method = '', target = '', authority] = [':method', ':path', ':authority'].map((name) => valueOf(fields, name));
  if (method === '' || target === '') return 'bad';
  const rawHeaders = [
    ...(authority === undefined ? [] : [['host', authority] as const]),
    ...fields.filter(([name]) => !name.startsWith(':')),
  ];
  const version = 'HTTP/2.0';
  return {
    head: { line: `${method} ${target} ${version}`, method, target, version, headers: new Map(rawHeaders), rawHeaders, body, stream }, // prettier-ignore
    length: read.length,
  };
}

export function writeHttp2Answer(
  { status, headers, body, bytes, trailers = [] }: HttpAnswer,
  method: string,
  stream: number,
): string {
  // prettier-ignore
  const fields: Fields = [
    [':status', String(status)],
    ...headers.filter(([name]) => !OF_CONNECTION.has(name.toLowerCase())),
  ];
  const sent = method === 'HEAD' || status === 204 || status === 304 ? '' : bytes ? body : toBytes(body);
  return writeMessage({ stream, fields, body: sent, trailers });
}

/** All that a client sends that asks for one thing only. */
export function writeHttp2Request(
  { method, path, authority, scheme = 'http', headers }: { readonly method: string; readonly path: string; readonly authority: string; readonly scheme?: string; readonly headers: Fields }, // prettier-ignore
  body: string,
  stream = 1,
): string {
  const fields: Fields = [
    [':method', method],
    [':scheme', scheme],
    [':path', path],
    [':authority', authority],
    ...headers.filter(([name]) => !OF_CONNECTION.has(name.toLowerCase())),
  ];
  return writeMessage({ stream, fields, body, trailers: [] });
}

/** How a client begins. */
export const HELLO = PREFACE + SETTINGS;
/** What a server says when a client has begun. */
export const WELCOME = SETTINGS + SETTINGS_READ;

export interface Http2Response {
  readonly status: number;
  readonly headers: Fields;
  /** A character a byte. */
  readonly body: string;
  readonly trailers: Fields;
}

/** A whole answer in what came; a number when it is none (readMessage); undefined while more must come. */
export function readHttp2Response(
  text: string,
): { readonly response: Http2Response; readonly length: number } | number | undefined {
  const read = readMessage(text);
  if (read === undefined || typeof read === 'number') return read;
  const { fields, body, trailers } = read.message;
  const status = Number(valueOf(fields, ':status'));
  const headers = fields.filter(([name]) => !name.startsWith(':'));
  return { response: { status, headers, body, trailers }, length: read.length };
}

export function valueOf(fields: Fields, name: string): string | undefined {
  return fields.find(([each]) => each === name)?.[1];
}
