import type { Upstream } from '../../../kernel/service-records';
import { endpoint } from '../../../packet/ipv6-address';
import type { HttpRequest } from '../../http/server';
import type { Derived } from './derived';

/** A request on its way through a configuration: its URI may be rewritten, and variables set. */
export interface RequestState {
  readonly request: HttpRequest;
  /** The path, decoded and as `rewrite` left it. */
  readonly uri: string;
  readonly args: string;
  /** `set` and captures of the last `rewrite`. */
  readonly own: ReadonlyMap<string, string>;
  /** Variables of `map` and `split_clients`. */
  readonly derived?: Derived;
  readonly proxyHost?: string;
  /** Whether `rewrite` has changed the URI. */
  readonly rewritten?: true;
  readonly upstream?: {
    readonly server: Upstream;
    readonly status: number;
    readonly length: number;
    readonly elapsedUs: number;
  };
}

/** The state of a request that has just come. */
export function newRequest(
  request: HttpRequest,
  own: ReadonlyMap<string, string> = new Map(),
  derived?: Derived,
): RequestState {
  const { target } = request;
  const mark = target.indexOf('?');
  const path = mark < 0 ? target.replace(/#.*$/s, '') : target.slice(0, mark);
  return { request, uri: decode(path), args: mark < 0 ? '' : target.slice(mark + 1), own, ...(derived && { derived }) };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Puts the variables of a text in (ngx_http_variables.c): a name nobody knows stays as it is. */
export function expand(text: string, state: RequestState): string {
  return text
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, '\t')
    .replace(
      /\$(?:\{(\w+)\}|(\w+))/g,
      (whole, braced?: string, bare?: string) => variable(braced ?? bare ?? '', state) ?? whole,
    );
}

function variable(name: string, state: RequestState): string | undefined {
  const { request, own, uri, args, proxyHost } = state;
  const set = own.get(name);
  if (set !== undefined) return set;
  const derived = state.derived?.get(name);
  if (derived) return derived(state);
  const host = request.headers.get('host');
  switch (name) {
    case 'uri':
    case 'document_uri':
      return uri;
    case 'request_uri':
      return request.target;
    case 'args':
    case 'query_string':
      return args;
    case 'is_args':
      return args === '' ? '' : '?';
    case 'host':
      return host?.replace(/:\d+$/, '').toLowerCase() ?? 'localhost';
    case 'http_host':
      return host ?? '';
    case 'remote_addr':
      return request.client;
    case 'remote_port':
      return String(request.clientPort);
    case 'server_addr':
      return request.localAddress;
    case 'server_port':
      return String(request.localPort);
    case 'server_protocol':
      return request.version;
    case 'request_method':
      return request.method;
    case 'request':
      return request.line;
    case 'scheme':
      return request.tls ? 'https' : 'http';
    case 'ssl_server_name':
      return request.tls?.serverName ?? '';
    case 'ssl_protocol':
      return request.tls?.version ?? '';
    case 'proxy_host':
      return proxyHost ?? '';
    case 'proxy_add_x_forwarded_for': {
      const before = request.headers.get('x-forwarded-for');
      return before === undefined ? request.client : `${before}, ${request.client}`;
    }
    case 'upstream_addr':
      return state.upstream ? endpoint(state.upstream.server.address, state.upstream.server.port) : '';
    case 'upstream_status':
      return state.upstream ? String(state.upstream.status) : '';
    default: {
      const cookie = /^cookie_(\w+)$/.exec(name)?.[1];
      if (cookie !== undefined) return cookieOf(request.headers.get('cookie') ?? '', cookie);
      const share = /^share_below_(\d+)_of_(\d+)$/.exec(name);
      if (share)
        return Number(own.get('request_share') ?? 0) * Number(share[2]) < Number(share[1]) ? 'always' : 'never';
      return name.startsWith('http_') ? (request.headers.get(name.slice(5).replaceAll('_', '-')) ?? '') : undefined;
    }
  }
}

function cookieOf(header: string, name: string): string {
  const found = header.split(/;\s*/).find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? '';
}
