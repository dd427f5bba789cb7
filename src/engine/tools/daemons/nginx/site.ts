import type { Upstream } from '../../../kernel/service-records';
import { parseIpv4 } from '../../../packet/address';
import type { HostFileSystem } from '../../../shell/files/host-file-system';
import type { HttpAnswer, HttpRequest } from '../../http/server';
import { byteLength } from '../../http/server';
import { httpDate } from '../../python/texts';
import type { PassOn } from '../daemon';
import { errorAnswer, redirectAnswer, textAnswer } from './answers';
import type { Directive } from './configuration';
import { first, proxied, proxyTarget, upstreamServer } from './proxy';
import { expression, rewritten } from './rewrite';
import { expand, newRequest, type RequestState } from './variables';

/** What nginx makes of its configuration for one request (src/http/ngx_http_core_module.c). */
export interface Site {
  readonly servers: readonly Server[];
  readonly defaultType: string;
  readonly types: ReadonlyMap<string, string>;
  readonly upstreams: ReadonlyMap<string, readonly Upstream[]>;
  /** Of `http` itself. */
  readonly directives: readonly Directive[];
}

interface Server {
  readonly listens: readonly { readonly port: number; readonly address: string; readonly isDefault: boolean }[];
  readonly names: readonly string[];
  readonly directives: readonly Directive[];
}

/** The servers of a configuration. */
export function siteOf(configuration: readonly Directive[]): Site {
  let site = SITES.get(configuration);
  if (!site) SITES.set(configuration, (site = readSite(configuration)));
  return site;
}

/** A server asks for its configuration at every request. */
const SITES = new WeakMap<readonly Directive[], Site>();

function readSite(configuration: readonly Directive[]): Site {
  const http = configuration.find(({ words }) => words[0] === 'http')?.block ?? [];
  const servers = http
    .filter(({ words }) => words[0] === 'server')
    .map(({ block = [] }): Server => {
      const listens = all(block, 'listen').map(listenOf);
      return {
        listens: listens.length > 0 ? listens : [{ port: 80, address: '0.0.0.0', isDefault: false }],
        names: all(block, 'server_name').flatMap((words) => words.slice(1)),
        directives: block,
      };
    });
  const types = new Map<string, string>();
  for (const { words, block = [] } of http) {
    if (words[0] === 'types') for (const { words: line } of block) for (const end of line.slice(1)) types.set(end, line[0] ?? ''); // prettier-ignore
  }
  const upstreams = new Map(
    http
      .filter(({ words }) => words[0] === 'upstream')
      .map(({ words, block = [] }) => [
        words[1] ?? '',
        all(block, 'server')
          .filter((server) => !server.includes('down'))
          .flatMap((server) => upstreamServer(server[1] ?? '') ?? []),
      ]),
  );
  const defaultType = value(http, 'default_type') ?? 'text/plain';
  return { servers, defaultType, types, upstreams, directives: http };
}

function listenOf([, where = '80', ...options]: readonly string[]): Server['listens'][number] {
  const isDefault = options.includes('default_server');
  const match = /^(?:(\[[^\]]*\]|[^:]*):)?(\d+)$/.exec(where);
  if (!match) return { port: 80, address: where, isDefault };
  const [, host = '0.0.0.0', port = '80'] = match;
  const address = host === '*' ? '0.0.0.0' : host.replace(/^\[|\]$/g, '');
  return { port: Number(port), address, isDefault };
}

function all(block: readonly Directive[], name: string): readonly (readonly string[])[] {
  return block.filter(({ words }) => words[0] === name).map(({ words }) => words);
}

function value(block: readonly Directive[], name: string): string | undefined {
  return all(block, name).at(-1)?.[1];
}

/** What nginx answers, and what it writes to its error log. */
export interface Served {
  readonly answer: HttpAnswer | PassOn;
  readonly error?: string;
  readonly state: RequestState;
  /** Headers that nginx writes in front of `Connection`; those of `return`, and of servers behind, come after it. */
  readonly early?: readonly string[];
}

const EARLY = ['Last-Modified', 'Location'] as const;

/** What serving needs besides the request. */
export interface Serving {
  readonly files: HostFileSystem;
  /** `nginx/1.29.4`, as error pages name it. */
  readonly name: string;
  /** Groups that are not in the configuration but given at run time. */
  readonly groups: ReadonlyMap<string, readonly Upstream[]>;
  /** Variables that every request has: `request_id`, and the number by which a share of requests is chosen. */
  readonly own: ReadonlyMap<string, string>;
  /** Whose turn it is in a group of servers. */
  readonly turn: (group: string) => number;
}

/** Longest chain of `rewrite … last` (NGX_HTTP_MAX_URI_CHANGES). */
const MAX_CHANGES = 10;

/** Answers a request by the directives of its server and location, or passes it on. */
export function serveSite(site: Site, request: HttpRequest, serving: Serving): Served {
  const server = serverFor(site, request);
  const begin = rewritten(server?.directives ?? [], newRequest(request, serving.own));
  if (begin.type === 'return') return returned(site, server, begin.words, begin.state, serving);
  let { state } = begin;
  for (let changes = 0; changes <= MAX_CHANGES; changes++) {
    const location = server && locationFor(server.directives, state.uri);
    const inside = rewritten(location?.block ?? [], state);
    ({ state } = inside);
    if (inside.type === 'return') return returned(site, server, inside.words, state, serving, location);
    if (inside.type === 'go-on') return inLocation(site, server, location, state, serving);
  }
  const error = 'rewrite or internal redirection cycle while processing request';
  return { answer: errorAnswer(500, serving.name), error, state };
}

function returned(
  site: Site,
  server: Server | undefined,
  [keyword = '', code = '', ...rest]: readonly string[],
  state: RequestState,
  { name }: Serving,
  location?: Location,
): Served {
  const isRewrite = keyword === 'rewrite';
  const numbered = /^\d+$/.test(code);
  const status = numbered ? Number(code) : 302;
  const text = expand(numbered ? (rest[0] ?? '') : code, state);
  if ([301, 302, 303, 307, 308].includes(status)) {
    const where = text.startsWith('/') ? `${base(state.request)}${text}` : text;
    return { answer: redirectAnswer(status, where, name), state, ...(isRewrite && { early: EARLY }) };
  }
  if (numbered && rest.length === 0) return { answer: errorAnswer(status, name), state };
  const type = first([location?.block ?? [], server?.directives ?? []], 'default_type')?.[1] ?? site.defaultType;
  return { answer: textAnswer(status, type, text), state };
}

function inLocation(
  site: Site,
  server: Server | undefined,
  location: Location | undefined,
  state: RequestState,
  serving: Serving,
): Served {
  const { request, uri: path } = state;
  const scopes = [location?.block ?? [], server?.directives ?? [], site.directives];
  const fail = (status: number, error?: string): Served => ({
    answer: errorAnswer(status, serving.name),
    state,
    ...(error !== undefined && { error }),
  });
  const { files } = serving;
  if (location?.block && value(location.block, 'stub_status') !== undefined)
    return { answer: fileAnswer(site, 'status.txt', 'Active connections: 1 \n', 0), state, early: EARLY };
  if (!isAllowed(scopes, request)) return fail(403, 'access forbidden by rule');
  const pass = location?.block && all(location.block, 'proxy_pass')[0]?.[1];
  if (pass !== undefined) return passed(site, pass, location?.prefix ?? '', scopes, state, serving);
  if (request.method !== 'GET' && request.method !== 'HEAD') return fail(405);
  const alias = location?.block && value(location.block, 'alias');
  const root = first(scopes, 'root')?.[1] ?? '/etc/nginx/html';
  const under = (of: string): string =>
    alias === undefined ? root.replace(/\/$/, '') + of : alias + of.slice(location?.prefix.length ?? 0);
  const full = under(path);
  const node = files.lookup(full.length > 1 ? full.replace(/\/+$/, '') : full);
  if (path.endsWith('/')) {
    const indexes = first(scopes, 'index')?.slice(1) ?? ['index.html'];
    for (const index of indexes)
      if (files.isFile(full + index)) return { answer: fromFile(site, files, full + index), state, early: EARLY };
    if (node?.type !== 'directory')
      return fail(404, `"${full}${indexes[0] ?? ''}" is not found (2: No such file or directory)`);
    return fail(403, `directory index of "${full}" is forbidden`);
  }
  if (node?.type === 'directory')
    return { answer: redirectAnswer(301, `${base(request)}${path}/`, serving.name), state, early: EARLY };
  if (node?.type !== 'file') return fail(404, `open() "${full}" failed (2: No such file or directory)`);
  return { answer: fromFile(site, files, full), state, early: EARLY };
}

function passed(
  site: Site,
  pass: string,
  prefix: string,
  scopes: readonly (readonly Directive[])[],
  state: RequestState,
  { groups, turn, name }: Serving,
): Served {
  const text = expand(pass, state);
  const group = state.own.get('proxy_upstream_name');
  const known =
    group === undefined ? site.upstreams : new Map([...site.upstreams, [BALANCER, groups.get(group) ?? []]]);
  const target = proxyTarget(text, known);
  if (!target) {
    const host = /^https?:\/\/([^/:]+)/.exec(text)?.[1] ?? text;
    return { answer: errorAnswer(502, name), error: `${host} could not be resolved`, state };
  }
  // ingress-nginx's balancer answers 503 itself when a Service has no endpoints.
  if (target.servers.length === 0) return { answer: errorAnswer(group === undefined ? 502 : 503, name), state };
  const at = target.servers.length > 1 ? turn(group ?? target.name) % target.servers.length : 0;
  const servers = [...target.servers.slice(at), ...target.servers.slice(0, at)];
  return { answer: proxied(state, { ...target, servers }, prefix, scopes, { own: [...state.own] }), state };
}

/** The upstream whose servers ingress-nginx chooses by `$proxy_upstream_name`. */
const BALANCER = 'upstream_balancer';

/** ngx_http_access_module: the first rule that fits decides. */
function isAllowed(scopes: readonly (readonly Directive[])[], { client }: HttpRequest): boolean {
  const rules = scopes.map((block) => block.filter(({ words: [name] }) => name === 'allow' || name === 'deny')).find((found) => found.length > 0); // prettier-ignore
  for (const { words } of rules ?? []) {
    if (words[1] === 'all' || inRange(client, words[1] ?? '')) return words[0] === 'allow';
  }
  return true;
}

function inRange(client: string, range: string): boolean {
  const [network = '', length = '32'] = range.split('/');
  const [own, its] = [parseIpv4(client), parseIpv4(network)];
  if (own === undefined || its === undefined) return client === range;
  const mask = Number(length) === 0 ? 0 : (-1 << (32 - Number(length))) >>> 0;
  return (own & mask) >>> 0 === (its & mask) >>> 0;
}

/** The server whose name is asked for among those of the port, or the port's default one. */
function serverFor({ servers }: Site, { localPort, headers }: HttpRequest): Server | undefined {
  const here = servers.filter(({ listens }) => listens.some(({ port }) => port === localPort));
  const name = (headers.get('host') ?? '').replace(/:\d+$/, '').toLowerCase();
  return (
    here.find(({ names }) => names.includes(name)) ??
    here.find(({ names }) => names.some((each) => each.startsWith('*.') && name.endsWith(each.slice(1)))) ??
    here.find(({ listens }) => listens.some(({ isDefault, port }) => isDefault && port === localPort)) ??
    here[0]
  );
}

interface Location {
  readonly prefix: string;
  readonly block: readonly Directive[];
}

/** ngx_http_core_find_location: an exact one, the longest prefix unless an expression matches first. */
function locationFor(directives: readonly Directive[], path: string): Location | undefined {
  let best: (Location & { readonly final: boolean }) | undefined;
  const expressions: Directive[] = [];
  for (const directive of directives) {
    const { words, block = [] } = directive;
    if (words[0] !== 'location') continue;
    const [, modifier = '', pattern] = words;
    const prefix = pattern ?? modifier;
    if (pattern !== undefined && modifier === '=') {
      if (path === prefix) return { prefix, block };
    } else if (pattern !== undefined && modifier.startsWith('~')) expressions.push(directive);
    else if (path.startsWith(prefix) && prefix.length >= (best?.prefix.length ?? 0))
      best = { prefix, block, final: modifier === '^~' };
  }
  if (best?.final === true) return best;
  for (const { words, block = [] } of expressions) {
    if (expression(words[2] ?? '', words[1] === '~*')?.test(path) === true) return { prefix: '', block };
  }
  return best;
}

function fromFile(site: Site, files: HostFileSystem, path: string): HttpAnswer {
  const content = files.read(path);
  const node = files.lookup(path);
  return fileAnswer(
    site,
    path,
    typeof content === 'string' ? content : new TextDecoder().decode(content),
    node?.mtimeUs ?? 0,
  );
}

function fileAnswer(site: Site, path: string, body: string, mtimeUs: number): HttpAnswer {
  const type = site.types.get(/\.([^./]+)$/.exec(path)?.[1] ?? '') ?? site.defaultType;
  const length = byteLength(body);
  return {
    status: 200,
    reason: 'OK',
    headers: [
      ['Content-Type', type],
      ['Content-Length', String(length)],
      ['Last-Modified', httpDate(mtimeUs)],
      ['ETag', `"${Math.floor(Date.UTC(2026, 0, 1) / 1000 + mtimeUs / 1e6).toString(16)}-${length.toString(16)}"`],
      ['Accept-Ranges', 'bytes'],
    ],
    body,
  };
}

function base({ headers }: HttpRequest): string {
  const host = headers.get('host');
  return host === undefined ? '' : `http://${host}`;
}
