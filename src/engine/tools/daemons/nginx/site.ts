import type { Upstream } from '../../../kernel/service-records';
import type { HostFileSystem } from '../../../shell/files/host-file-system';
import type { HttpAnswer, HttpRequest } from '../../http/server';
import { byteLength } from '../../http/server';
import { httpDate } from '../../python/texts';
import type { PassOn } from '../daemon';
import { isAllowed } from './access';
import { errorAnswer, redirectAnswer, textAnswer } from './answers';
import type { Directive } from './configuration';
import { winningMatch, type RouteMatch } from './http-matches';
import { first, proxied, proxyTarget } from './proxy';
import { rewritten } from './rewrite';
import { all, locationFor, serverFor, value, type Location, type Server, type Site } from './servers';
import { expand, newRequest, type RequestState } from './variables';

/** What nginx answers, and what it writes to its error log. */
export interface Served {
  readonly answer: HttpAnswer | PassOn;
  readonly error?: string;
  readonly state: RequestState;
  /** Where it was answered: the location's directives, the server's, http's. */
  readonly scopes?: readonly (readonly Directive[])[];
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
  const served = serveLocation(site, request, serving);
  const { answer } = served;
  if ('passOn' in answer || answer.status < 300) return served;
  const page = errorPage(site, errorPages(served.scopes ?? []), answer.status, served.state);
  return page ? { ...served, answer: page } : served;
}

/** The lines of `error_page` of the innermost scope that has any. */
function errorPages(scopes: readonly (readonly Directive[])[]): readonly (readonly string[])[] {
  return scopes.map((block) => all(block, 'error_page')).find((found) => found.length > 0) ?? [];
}

/** error_page of ngx_http_core_module, as far as it names a location (`@name`): what that answers in place of an answer of nginx's own. */
export function errorPage(
  site: Site,
  lines: readonly (readonly string[])[],
  status: number,
  state: RequestState,
): HttpAnswer | undefined {
  const line = lines.find((words) => words.includes(String(status)) && words.at(-1)?.startsWith('@'));
  if (!line) return undefined;
  const block = serverFor(site, state.request)?.directives.find(
    ({ words }) => words[0] === 'location' && words[1] === line.at(-1),
  )?.block;
  if (!block) return undefined;
  const inside = rewritten(block, state);
  if (inside.type !== 'return') return undefined;
  const [, code = '200', text = ''] = inside.words;
  const type = value(block, 'default_type') ?? site.defaultType;
  const answer = textAnswer(Number(code), type, expand(text, state));
  const added = addedHeaders([block], state).map(({ name, value: given }) => [name, given] as const);
  // A header that is there already is not written twice.
  const own = answer.headers.filter(([name]) => !added.some(([other]) => other.toLowerCase() === name.toLowerCase()));
  return { ...answer, headers: Number(code) === 204 ? added : [...own, ...added] };
}

function serveLocation(site: Site, request: HttpRequest, serving: Serving): Served {
  const server = serverFor(site, request);
  if (!request.tls && isForTls(server, request)) return plainToTls(request, serving);
  const begin = rewritten(server?.directives ?? [], newRequest(request, serving.own, site.derived));
  if (begin.type === 'return') return returned(site, server, begin.words, begin.state, serving);
  let { state } = begin;
  let internal = false;
  for (let changes = 0; changes <= MAX_CHANGES; changes++) {
    const location = server && locationFor(server.directives, state.uri);
    if (!internal && location?.block.some(({ words }) => words[0] === 'internal') === true)
      return { answer: errorAnswer(404, serving.name), state };
    const inside = rewritten(location?.block ?? [], state);
    ({ state } = inside);
    if (inside.type === 'return') return { ...returned(site, server, inside.words, state, serving, location), scopes: scopesOf(site, server, location) }; // prettier-ignore
    if (inside.type === 'again') continue;
    const script = location && value(location.block, 'js_content');
    if (script === undefined)
      return { ...inLocation(site, server, location, state, serving), scopes: scopesOf(site, server, location) };
    const match = script === 'httpmatches.redirect' ? winningMatch(matchesOf(site, state, serving), state) : undefined;
    if (match?.redirectPath === undefined) return { answer: errorAnswer(404, serving.name), state };
    internal = true;
    state = { ...state, uri: match.redirectPath };
  }
  const error = 'rewrite or internal redirection cycle while processing request';
  return { answer: errorAnswer(500, serving.name), error, state };
}

function scopesOf(
  site: Site,
  server: Server | undefined,
  location: Location | undefined,
): readonly (readonly Directive[])[] {
  // prettier-ignore
  return [location?.block ?? [], server?.directives ?? [], site.directives];
}

/** The list of matches that a location's `$match_key` names in the object of js_preload_object. */
function matchesOf({ directives }: Site, state: RequestState, { files }: Serving): readonly RouteMatch[] {
  const path = directives.find(({ words }) => words[0] === 'js_preload_object')?.words.at(-1) ?? '';
  if (!files.isFile(path)) return [];
  const content = files.read(path);
  const known = JSON.parse(typeof content === 'string' ? content : new TextDecoder().decode(content)) as unknown;
  const key = state.own.get('match_key') ?? '';
  return (
    Object.entries(known as Readonly<Record<string, readonly RouteMatch[]>>).find(([name]) => name === key)?.[1] ?? []
  );
}

function isForTls(server: Server | undefined, { localPort }: HttpRequest): boolean {
  return server?.listens.some(({ port, ssl }) => port === localPort && ssl) === true;
}

/** NGX_HTTP_TO_HTTPS. */
function plainToTls(request: HttpRequest, { name }: Serving): Served {
  const words = 'The plain HTTP request was sent to HTTPS port';
  const body = `<html>\r\n<head><title>400 ${words}</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>${words}</center>\r\n<hr><center>${name}</center>\r\n</body>\r\n</html>\r\n`;
  return { answer: { ...errorAnswer(400, name), headers: [['Content-Type', 'text/html'], ['Content-Length', String(body.length)]], body, close: true }, state: newRequest(request) }; // prettier-ignore
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
  if (numbered && text === '' && status >= 400) return { answer: errorAnswer(status, name), state };
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
  const scopes = scopesOf(site, server, location);
  const fail = (status: number, error?: string): Served => ({
    answer: errorAnswer(status, serving.name),
    state,
    ...(error !== undefined && { error }),
  });
  const { files } = serving;
  if (location?.block && value(location.block, 'stub_status') !== undefined)
    return { answer: fileAnswer(site, 'status.txt', 'Active connections: 1 \n', 0), state, early: EARLY };
  if (!isAllowed(scopes, request)) return fail(403, 'access forbidden by rule');
  const block = location?.block ?? [];
  const grpc = value(block, 'grpc_pass');
  const pass = value(block, 'proxy_pass') ?? grpc?.replace(/^grpc/, 'http');
  if (pass !== undefined) return passed(site, pass, location?.prefix ?? '', scopes, state, serving, grpc !== undefined);
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) return fail(405);
  const alias = location?.block && value(location.block, 'alias');
  const root = first(scopes, 'root')?.[1] ?? '/etc/nginx/html';
  const under = (of: string): string =>
    alias === undefined ? root.replace(/\/$/, '') + of : alias + of.slice(location?.prefix.length ?? 0);
  const full = under(path);
  const node = files.lookup(full.length > 1 ? full.replace(/\/+$/, '') : full);
  if (path.endsWith('/')) {
    const indexes = first(scopes, 'index')?.slice(1) ?? ['index.html'];
    for (const index of indexes)
      if (files.isFile(full + index))
        return request.method === 'POST'
          ? fail(405)
          : { answer: fromFile(site, files, full + index), state, early: EARLY };
    if (node?.type !== 'directory')
      return fail(404, `"${full}${indexes[0] ?? ''}" is not found (2: No such file or directory)`);
    return fail(403, `directory index of "${full}" is forbidden`);
  }
  if (node?.type === 'directory')
    return { answer: redirectAnswer(301, `${base(request)}${path}/`, serving.name), state, early: EARLY };
  if (node?.type !== 'file') return fail(404, `open() "${full}" failed (2: No such file or directory)`);
  // Only what is there cannot be posted to (ngx_http_static_handler).
  if (request.method === 'POST') return fail(405);
  return { answer: fromFile(site, files, full), state, early: EARLY };
}

function passed(
  site: Site,
  pass: string,
  prefix: string,
  scopes: readonly (readonly Directive[])[],
  state: RequestState,
  { groups, turn, name }: Pick<Serving, 'groups' | 'turn' | 'name'>,
  grpc = false,
): Served {
  const text = expand(pass, state);
  const group = state.own.get('proxy_upstream_name');
  const known =
    group === undefined ? site.upstreams : new Map([...site.upstreams, [BALANCER, groups.get(group) ?? []]]);
  const target = proxyTarget(text, known);
  const own = target && site.returns.get(target.name);
  if (own !== undefined) return { answer: errorAnswer(own, name), state };
  if (!target) {
    const host = /^https?:\/\/([^/:]+)/.exec(text)?.[1] ?? text;
    return { answer: errorAnswer(502, name), error: `${host} could not be resolved`, state };
  }
  // ingress-nginx's balancer answers 503 itself when a Service has no endpoints.
  if (target.servers.length === 0) return { answer: errorAnswer(group === undefined ? 502 : 503, name), state };
  const at = target.servers.length > 1 ? turn(group ?? target.name) % target.servers.length : 0;
  const servers = [...target.servers.slice(at), ...target.servers.slice(0, at)];
  const [block = []] = scopes;
  const hide = all(block, 'proxy_hide_header').map(([, header = '']) => header.toLowerCase());
  const plan: PassedPlan = {
    own: [...state.own],
    hide,
    add: addedHeaders(scopes, state),
    scheme: grpc ? 'grpc' : 'http',
    errorPages: errorPages(scopes),
  };
  const { passOn } = proxied(state, { ...target, servers, wholePath: pass.includes('$'), grpc }, prefix, scopes, plan);
  const mirrors = all(block, 'mirror').flatMap(([, path = '']) => mirrored(site, path, state, { groups, turn, name }));
  return { answer: { passOn: { ...passOn, ...(mirrors.length > 0 && { mirrors }) } }, state };
}

/** The upstream whose servers ingress-nginx chooses by `$proxy_upstream_name`. */
const BALANCER = 'upstream_balancer';

/** What nginx wants to know again when the server behind has answered. */
export interface PassedPlan {
  readonly own: readonly (readonly [string, string])[];
  readonly hide: readonly string[];
  readonly add: readonly AddedHeader[];
  readonly scheme: 'http' | 'grpc';
  readonly errorPages: readonly (readonly string[])[];
}

interface AddedHeader {
  readonly name: string;
  readonly value: string;
  readonly always: boolean;
}

/** ngx_http_headers_module: of the innermost scope that has any. */
function addedHeaders(scopes: readonly (readonly Directive[])[], state: RequestState): readonly AddedHeader[] {
  const lines = scopes.map((block) => all(block, 'add_header')).find((found) => found.length > 0) ?? [];
  return lines.map(([, name = '', text = '', always]) => ({ name, value: expand(text, state), always: always === 'always' })); // prettier-ignore
}

/** ngx_http_mirror_module: the request for the location of a mirror, whose answer nobody reads. */
function mirrored(
  site: Site,
  path: string,
  state: RequestState,
  { groups, turn, name }: Pick<Serving, 'groups' | 'turn' | 'name'>,
): readonly { readonly servers: readonly Upstream[]; readonly sends: string }[] {
  const server = serverFor(site, state.request);
  const location = server && locationFor(server.directives, path);
  const pass = location && value(location.block, 'proxy_pass');
  if (!server || !location || pass === undefined) return [];
  const inside = rewritten(location.block, { ...state, uri: path });
  if (inside.type === 'return') return [];
  const scopes = [location.block.filter(({ words }) => words[0] !== 'mirror'), server.directives, site.directives];
  const { answer } = passed(site, pass, location.prefix, scopes, inside.state, { groups, turn, name });
  return 'passOn' in answer ? [{ servers: answer.passOn.servers, sends: answer.passOn.sends }] : [];
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

function base({ headers, tls }: HttpRequest): string {
  const host = headers.get('host');
  return host === undefined ? '' : `${tls ? 'https' : 'http'}://${host}`;
}
