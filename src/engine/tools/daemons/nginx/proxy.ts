import type { Upstream } from '../../../kernel/service-records';
import { parseIpv4 } from '../../../packet/address';
import { toBytes } from '../../http/bytes';
import type { HttpAnswer } from '../../http/server';
import { HELLO, writeHttp2Request } from '../../http2/http';
import { byteLength } from '../../http/server';
import type { PassOn, UpstreamOutcome } from '../daemon';
import { REASONS } from './answers';
import type { Directive } from './configuration';
import { expand, type RequestState } from './variables';

/** ngx_http_proxy_module: the request for the server behind, and what becomes of its answer. */

const SECOND_US = 1_000_000;
/** Headers of one connection only, which are not passed on (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'te',
  'upgrade',
  'proxy-connection',
  'transfer-encoding',
  'expect',
]);
/** Of the answer nginx makes these itself (proxy_hide_header's own list). */
const HIDDEN = new Set(['date', 'server', 'x-pad', 'x-accel-redirect', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-type']); // prettier-ignore

export interface ProxyTarget {
  readonly servers: readonly Upstream[];
  /** What `proxy_pass` says behind `http://`. */
  readonly name: string;
  /** The path that takes the place of the location's. */
  readonly path: string | undefined;
  /** It is a server of gRPC, which is spoken to in HTTP/2 (ngx_http_grpc_module). */
  readonly grpc?: boolean;
  /** `proxy_pass` has variables: what it says is the whole URI. */
  readonly wholePath?: boolean;
}

/** What `proxy_pass` names, or undefined when it is no address. `upstreams` are the groups of the configuration. */
export function proxyTarget(
  text: string,
  upstreams: ReadonlyMap<string, readonly Upstream[]>,
): ProxyTarget | undefined {
  const match = /^(https?):\/\/([^/]+)(\/.*)?$/s.exec(text);
  if (!match) return undefined;
  const [, scheme = 'http', name = '', path] = match;
  const group = upstreams.get(name);
  if (group) return { servers: group, name, path };
  const own = upstreamServer(name, scheme === 'https' ? 443 : 80);
  return own && { servers: [own], name, path };
}

/** `10.0.0.1:8080` */
export function upstreamServer(text: string, port = 80): Upstream | undefined {
  const [host = '', own] = text.split(':');
  const address = host === 'localhost' ? parseIpv4('127.0.0.1') : parseIpv4(host);
  return address === undefined ? undefined : { address, port: own === undefined ? port : Number(own) };
}

/** The wish to have the request answered by the servers of the target. `scopes`: the location's directives, then the server's, then http's. */
export function proxied(
  state: RequestState,
  target: ProxyTarget,
  prefix: string,
  scopes: readonly (readonly Directive[])[],
  plan: unknown,
): PassOn {
  const value = (name: string): string | undefined => first(scopes, name)?.[1];
  const { request } = state;
  const within = { ...state, proxyHost: target.name };
  const rewrittenUri = state.uri + (state.args === '' ? '' : `?${state.args}`);
  const changed = state.rewritten === true;
  const uri = target.wholePath
    ? (target.path ?? rewrittenUri)
    : target.path === undefined || changed
      ? changed
        ? rewrittenUri
        : request.target
      : target.path + rewrittenUri.slice(prefix.length);
  const grpc = target.grpc === true;
  const module = grpc ? 'grpc' : 'proxy';
  const set = scopes.map((block) => block.filter(({ words }) => words[0] === `${module}_set_header`)).find((found) => found.length > 0) ?? []; // prettier-ignore
  const headers = new Map<string, readonly [string, string]>([
    ['host', ['Host', target.name]],
    ['connection', ['Connection', 'close']],
  ]);
  for (const { words } of set)
    headers.set((words[1] ?? '').toLowerCase(), [words[1] ?? '', expand(words[2] ?? '', within)]);
  for (const [name, text] of request.rawHeaders) {
    const key = name.toLowerCase();
    if (!HOP_BY_HOP.has(key) && !headers.has(key)) headers.set(key, [name, text]);
  }
  const path = uri === '' ? '/' : uri;
  const limits = {
    connectUs: seconds(value(`${module}_connect_timeout`)) * SECOND_US,
    readUs: seconds(value(`${module}_read_timeout`)) * SECOND_US,
  };
  if (grpc) {
    const authority = headers.get('host')?.[1] ?? target.name;
    headers.delete('host');
    // ngx_http_grpc_module asks for trailers itself.
    headers.set('te', ['te', 'trailers']);
    const fields = [...headers.values()].filter(([, text]) => text !== '').map(([name, text]) => [name, toBytes(text)] as const); // prettier-ignore
    const sends = HELLO + writeHttp2Request({ method: request.method, path, authority, headers: fields }, request.body);
    return { passOn: { servers: target.servers, sends, ...limits, plan, http2: true } };
  }
  const lines = [...headers.values()].filter(([, text]) => text !== '').map(([name, text]) => `${name}: ${text}\r\n`);
  const version = value('proxy_http_version') === '1.1' ? 'HTTP/1.1' : 'HTTP/1.0';
  return {
    passOn: {
      servers: target.servers,
      sends: toBytes(`${request.method} ${path} ${version}\r\n${lines.join('')}\r\n`) + request.body,
      ...limits,
      plan,
    },
  };
}

/** The words of a directive in the innermost scope that has it. */
export function first(scopes: readonly (readonly Directive[])[], name: string): readonly string[] | undefined {
  return scopes
    .map((block) => block.findLast(({ words }) => words[0] === name)?.words)
    .find((words) => words !== undefined);
}

function seconds(text: string | undefined): number {
  const [, count, unit] = /^(\d+)(ms|s|m)?$/.exec(text ?? '60') ?? [];
  return Number(count ?? 60) * (unit === 'ms' ? 0.001 : unit === 'm' ? 60 : 1);
}

/** The answer of the server behind as nginx passes it on, without the headers of `hide` (proxy_hide_header). */
export function passedBack({ response }: UpstreamOutcome, hide: readonly string[] = []): HttpAnswer | undefined {
  if (!response) return undefined;
  const { status, body, trailers } = response;
  const given = (name: string): string | undefined => response.headers.find(([key]) => key.toLowerCase() === name)?.[1];
  const type = given('content-type');
  return {
    status,
    reason: response.reason || (REASONS.get(status) ?? ''),
    headers: [
      ...(type === undefined ? [] : [['Content-Type', type] as const]),
      ...(trailers ? [] : [['Content-Length', given('content-length') ?? String(byteLength(body))] as const]),
      ...response.headers.filter(([name]) => !HIDDEN.has(name.toLowerCase()) && !hide.includes(name.toLowerCase())),
    ],
    body,
    ...(trailers && { bytes: true as const, trailers }),
  };
}

/** What the error log says of a server behind that could not be reached (ngx_event_connect, ngx_http_upstream.c). */
export function upstreamErrors({ failures }: UpstreamOutcome): readonly string[] {
  return failures.map(({ errno }) =>
    /^frame of \d+$/.test(errno)
      ? `upstream sent too large http2 frame: ${errno.slice(9)} while reading response header from upstream`
      : (WORDS.get(errno) ?? `connect() failed (${errno}) while connecting to upstream`),
  );
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'connect() failed (111: Connection refused) while connecting to upstream'],
  ['EHOSTUNREACH', 'connect() failed (113: Host is unreachable) while connecting to upstream'],
  ['ENETUNREACH', 'connect() to upstream failed (101: Network is unreachable) while connecting to upstream'],
  ['ETIMEDOUT', 'upstream timed out (110: Connection timed out) while connecting to upstream'],
  ['ECONNRESET', 'upstream prematurely closed connection while reading response header from upstream'],
]);
