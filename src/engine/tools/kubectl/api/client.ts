import { StatusError, type ApiStatus } from '../errors/errors';
import { isMap, textAt, type ApiObject, type Json } from '../json/types';
import type { ServerConfig } from '../kubeconfig/client-config';
import type { RequestTrace } from './trace';
import type { ApiCall, ApiReply, ApiSession, ApiTransport, Granted, StreamEnd } from './transport';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface RequestOptions {
  readonly query?: Query;
  readonly body?: string;
  readonly contentType?: string;
  readonly accept?: string;
  readonly deadlineUs?: number;
}

/** Requests to one API server, as client-go makes them: JSON, errors as Status, warnings told once. */
export class ApiClient {
  private readonly told = new Set<string>();
  /** Set by --warnings-as-errors' check. */
  warnings = 0;

  constructor(
    readonly transport: ApiTransport,
    readonly server: ServerConfig,
    private readonly warn: (text: string) => void,
    private readonly trace?: RequestTrace,
  ) {}

  /** Throws StatusError or ConnectionError. */
  async json(method: string, path: string, options: RequestOptions = {}): Promise<ApiObject> {
    const { body } = await this.send(method, path, options);
    return parse(body);
  }

  /** The answer's text. Throws StatusError or ConnectionError. */
  async text(method: string, path: string, options: RequestOptions = {}): Promise<string> {
    return (await this.send(method, path, options)).body;
  }

  private async send(method: string, path: string, options: RequestOptions): Promise<ApiReply> {
    const reply = await this.exchange(this.call(method, path, options));
    if (reply.status >= 400) throw new StatusError(statusOf(reply, method, path));
    return reply;
  }

  /** The answer to an address as it was typed: parameters without a value stay. Throws StatusError or ConnectionError. */
  async raw(path: string, query: ApiCall['query'], method = 'GET', body = ''): Promise<string> {
    const call = { ...this.call(method, path, body === '' ? {} : { body }), query };
    const reply = await this.exchange(call);
    // Nobody knows which resource an address is about.
    if (reply.status >= 400) throw new StatusError(statusOf(reply, method, ''));
    return reply.body;
  }

  private async exchange(call: ApiCall): Promise<ApiReply> {
    // Where a real kubectl has a cache, discovery is asked for silently.
    const answered = isDiscovery(call) ? undefined : this.trace?.request(this.server.server, call);
    const reply = await this.transport.request(call);
    answered?.(reply);
    this.tellWarnings(reply);
    return reply;
  }

  /** A watch or a log, line by line. Throws StatusError or ConnectionError. */
  async stream(path: string, options: RequestOptions, take: (line: string) => boolean): Promise<StreamEnd> {
    const call = this.call('GET', path, options);
    const answered = this.trace?.request(this.server.server, call);
    const end = await this.transport.stream(call, take, options.deadlineUs);
    answered?.(end.type === 'refused' ? end.reply : { status: 200, headers: new Map(), body: '' });
    if (end.type === 'refused') throw new StatusError(statusOf(end.reply, 'GET', path));
    return end;
  }

  /** A connection of channels. Throws StatusError or ConnectionError. */
  async session(path: string, query: readonly (readonly [string, string])[]): Promise<ApiSession | undefined> {
    const call = { ...this.call('GET', path, {}), query };
    const session = await this.transport.session?.(call);
    if (session?.type === 'refused') throw new StatusError(statusOf(session.reply, 'GET', path));
    return session;
  }

  /** Where an attach or a port-forward leads. Throws StatusError or ConnectionError. */
  async grant(path: string, query: readonly (readonly [string, string])[]): Promise<Granted | undefined> {
    const granted = await this.transport.grant?.({ ...this.call('POST', path, {}), query });
    if (granted?.type === 'refused') throw new StatusError(statusOf(granted.reply, 'POST', path));
    return granted;
  }

  /** The headers that say who asks. */
  get credentials(): ReadonlyMap<string, string> {
    const { server } = this;
    const headers = new Map<string, string>();
    if (server.token !== '') headers.set('authorization', `Bearer ${server.token}`);
    // What TLS would show the server.
    else if (server.clientCertificate !== '')
      headers.set('x-cka-net-client-certificate', btoa(server.clientCertificate));
    else if (server.username !== '')
      headers.set('authorization', `Basic ${btoa(`${server.username}:${server.password}`)}`);
    if (server.impersonate.user !== '') headers.set('impersonate-user', server.impersonate.user);
    if (server.impersonate.uid !== '') headers.set('impersonate-uid', server.impersonate.uid);
    if (server.impersonate.groups.length > 0) headers.set('impersonate-group', server.impersonate.groups.join(','));
    return headers;
  }

  private call(method: string, path: string, options: RequestOptions): ApiCall {
    const headers = new Map<string, string>([
      ['accept', options.accept ?? 'application/json'],
      ['user-agent', 'kubectl/v1.35.2 (linux/amd64) kubernetes/fdc9d74'],
    ]);
    if (options.body !== undefined) headers.set('content-type', options.contentType ?? 'application/json');
    for (const [name, value] of this.credentials) headers.set(name, value);
    return { method, path, query: queryOf(options.query ?? {}), headers, body: options.body ?? '' };
  }

  private tellWarnings({ headers }: ApiReply): void {
    const header = headers.get('warning');
    if (header === undefined) return;
    for (const match of header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)) {
      const text = (match[1] ?? '').replace(/\\(.)/g, '$1');
      this.warnings++;
      if (this.told.has(text)) continue;
      this.told.add(text);
      this.warn(`Warning: ${text}\n`);
    }
  }
}

function isDiscovery({ path, headers }: ApiCall): boolean {
  return (path === '/api' || path === '/apis') && (headers.get('accept') ?? '').includes('APIGroupDiscoveryList');
}

/** url.Values.Encode: sorted by key. */
function queryOf(query: Query): readonly (readonly [string, string])[] {
  return Object.keys(query)
    .sort()
    .flatMap((key): [string, string][] => {
      const value = query[key];
      return value === undefined || value === '' ? [] : [[key, String(value)]];
    });
}

/** As it stands in an error of Go's HTTP client. */
export function urlOf(server: string, { path, query }: Pick<ApiCall, 'path' | 'query'>): string {
  const words = query.map(([key, value]) => `${escapeQuery(key)}=${escapeQuery(value)}`).join('&');
  return `${server}${path}${words === '' ? '' : `?${words}`}`;
}

/** url.QueryEscape. */
export function escapeQuery(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

/** An answer's JSON. */
export function parse(body: string): ApiObject {
  const value = JSON.parse(body) as Json;
  return isMap(value) ? value : {};
}

/** What the server says, or what client-go makes of an answer that is no Status (rest.Request.newUnstructuredResponseError). */
function statusOf(reply: ApiReply, method: string, path: string): ApiStatus {
  let value: Json = null;
  try {
    value = JSON.parse(reply.body) as Json;
  } catch {
    // Not JSON: the words are made up below.
  }
  if (isMap(value) && value.kind === 'Status') {
    const details = value.details;
    return {
      message: textAt(value, 'message'),
      reason: textAt(value, 'reason'),
      code: typeof value.code === 'number' ? value.code : reply.status,
      ...(isMap(details) && { details: details }),
      body: value,
    };
  }
  return generic(reply, method, path);
}

const GENERIC: ReadonlyMap<number, readonly [reason: string, message: string]> = new Map([
  [400, ['BadRequest', 'the server rejected our request for an unknown reason']],
  [401, ['Unauthorized', 'the server has asked for the client to provide credentials']],
  [403, ['Forbidden', '']],
  [404, ['NotFound', 'the server could not find the requested resource']],
  [405, ['MethodNotAllowed', 'the server does not allow this method on the requested resource']],
  [406, ['NotAcceptable', '']],
  [409, ['Conflict', 'the server reported a conflict']],
  [410, ['Expired', '']],
  [415, ['UnsupportedMediaType', '']],
  [422, ['Invalid', '']],
  [429, ['TooManyRequests', '']],
  [500, ['InternalError', 'an error on the server']],
  [503, ['ServiceUnavailable', 'the server is currently unable to handle the request']],
  [
    504,
    [
      'Timeout',
      'the server was unable to return a response in the time allotted, but may still be processing the request',
    ],
  ],
]);

function generic({ status, body }: ApiReply, method: string, path: string): ApiStatus {
  const [reason, words] = GENERIC.get(status) ?? [
    '',
    `the server responded with the status code ${status} but did not return more information`,
  ];
  const details = body.trim() === '' ? 'unknown' : body.trim();
  let message = words === '' ? body.trim() : words;
  if (status === 500)
    message = `an error on the server (${JSON.stringify(details)}) has prevented the request from succeeding`;
  const suffix = resourceWords(method, path);
  return { message: message + suffix, reason, code: status };
}

/** ` (post pods.metrics.k8s.io)`: what was asked of which resource. */
function resourceWords(method: string, path: string): string {
  const [, group = '', rest = ''] = /^\/(?:api|apis\/([^/]+))\/v\w+\/(?:namespaces\/[^/]+\/)?(.+)$/.exec(path) ?? [];
  if (rest === '') return '';
  const [resource = '', name = ''] = rest.split('/');
  return ` (${method.toLowerCase()} ${resource}${group === '' ? '' : `.${group}`}${name === '' ? '' : ` ${name}`})`;
}
