import type { HostFileSystem } from '../../../shell/files/host-file-system';
import type { HttpAnswer, HttpRequest } from '../../http/server';
import { byteLength } from '../../http/server';
import { httpDate } from '../../python/texts';
import type { Directive } from './configuration';

/** What nginx makes of its configuration for one request (src/http/ngx_http_core_module.c). */
export interface Site {
  readonly servers: readonly Server[];
  readonly defaultType: string;
  readonly types: ReadonlyMap<string, string>;
}

interface Server {
  readonly listens: readonly { readonly port: number; readonly address: string; readonly isDefault: boolean }[];
  readonly names: readonly string[];
  readonly directives: readonly Directive[];
}

/** The servers of a configuration. */
export function siteOf(configuration: readonly Directive[]): Site {
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
  return { servers, defaultType: value(http, 'default_type') ?? 'text/plain', types };
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
  readonly answer: HttpAnswer;
  readonly error?: string;
}

/** Answers a request from files and `return` directives. */
export function serveSite(site: Site, request: HttpRequest, files: HostFileSystem, version: string): Served {
  const server = serverFor(site, request);
  const path = decode(request.target.replace(/[?#].*$/s, ''));
  const location = server && locationFor(server.directives, path);
  const scope = [location?.block ?? [], server?.directives ?? []];
  const first = (name: string): readonly string[] | undefined => scope.map((block) => all(block, name).at(-1)).find((words) => words !== undefined); // prettier-ignore
  const fail = (status: number, error?: string): Served => ({
    answer: errorAnswer(status, version),
    ...(error !== undefined && { error }),
  });
  const returned = (location?.block && all(location.block, 'return')[0]) ?? all(server?.directives ?? [], 'return')[0];
  if (returned)
    return { answer: returnAnswer(returned, request, site.defaultType, first('default_type')?.[1], version) };
  if (location?.block && value(location.block, 'stub_status') !== undefined) return { answer: fileAnswer(site, 'status.txt', 'Active connections: 1 \n', 0) }; // prettier-ignore
  if (first('proxy_pass')) return fail(502);
  if (first('deny')?.[1] === 'all') return fail(403, 'access forbidden by rule');
  if (request.method !== 'GET' && request.method !== 'HEAD') return fail(405);
  const alias = location?.block && value(location.block, 'alias');
  const root = first('root')?.[1] ?? '/etc/nginx/html';
  const under = (of: string): string =>
    alias === undefined ? root.replace(/\/$/, '') + of : alias + of.slice(location?.prefix.length ?? 0);
  const full = under(path);
  const node = files.lookup(full.length > 1 ? full.replace(/\/+$/, '') : full);
  if (path.endsWith('/')) {
    const indexes = first('index')?.slice(1) ?? ['index.html'];
    for (const index of indexes) if (files.isFile(full + index)) return { answer: fromFile(site, files, full + index) };
    if (node?.type !== 'directory')
      return fail(404, `"${full}${indexes[0] ?? ''}" is not found (2: No such file or directory)`);
    return fail(403, `directory index of "${full}" is forbidden`);
  }
  if (node?.type === 'directory') return { answer: redirect(301, `${base(request)}${path}/`, version) };
  if (node?.type !== 'file') return fail(404, `open() "${full}" failed (2: No such file or directory)`);
  return { answer: fromFile(site, files, full) };
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
    if (matches(words[2] ?? '', words[1] === '~*', path)) return { prefix: '', block };
  }
  return best;
}

function matches(pattern: string, insensitive: boolean, path: string): boolean {
  try {
    return new RegExp(pattern, insensitive ? 'i' : '').test(path);
  } catch {
    return false;
  }
}

function returnAnswer(
  [, code = '', ...rest]: readonly string[],
  request: HttpRequest,
  httpType: string,
  ownType: string | undefined,
  version: string,
): HttpAnswer {
  const status = /^\d+$/.test(code) ? Number(code) : 302;
  const text = expand(/^\d+$/.test(code) ? (rest[0] ?? '') : code, request);
  if ([301, 302, 303, 307, 308].includes(status)) return redirect(status, text, version);
  if (rest.length === 0) return errorAnswer(status, version);
  const type = ownType ?? httpType;
  return { status, reason: REASONS.get(status) ?? '', headers: [['Content-Type', type], ['Content-Length', String(byteLength(text))]], body: text }; // prettier-ignore
}

/** The variables of requests that configurations of labs use. */
function expand(text: string, request: HttpRequest): string {
  const host = request.headers.get('host')?.replace(/:\d+$/, '') ?? 'localhost';
  const values = new Map([['uri', request.target.replace(/\?.*$/s, '')], ['request_uri', request.target], ['host', host], ['http_host', request.headers.get('host') ?? ''], ['remote_addr', request.client], ['server_addr', request.localAddress], ['server_port', String(request.localPort)], ['request_method', request.method], ['scheme', 'http'], ['args', request.target.replace(/^[^?]*\??/s, '')]]); // prettier-ignore
  return text
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, '\t')
    .replace(/\$\{?(\w+)\}?/g, (whole, name: string) => values.get(name) ?? (name.startsWith('http_') ? (request.headers.get(name.slice(5).replaceAll('_', '-')) ?? '') : whole)); // prettier-ignore
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

const REASONS: ReadonlyMap<number, string> = new Map([[200, 'OK'], [201, 'Created'], [204, 'No Content'], [301, 'Moved Permanently'], [302, 'Moved Temporarily'], [303, 'See Other'], [307, 'Temporary Redirect'], [308, 'Permanent Redirect'], [400, 'Bad Request'], [401, 'Unauthorized'], [403, 'Forbidden'], [404, 'Not Found'], [405, 'Not Allowed'], [500, 'Internal Server Error'], [502, 'Bad Gateway'], [503, 'Service Temporarily Unavailable'], [504, 'Gateway Time-out']]); // prettier-ignore

/** src/http/ngx_http_special_response.c. */
function errorAnswer(status: number, version: string): HttpAnswer {
  const title = `${status} ${REASONS.get(status) ?? ''}`.trimEnd();
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/${version}</center>\r\n</body>\r\n</html>\r\n`;
  return { status, reason: REASONS.get(status) ?? '', headers: [['Content-Type', 'text/html'], ['Content-Length', String(body.length)]], body }; // prettier-ignore
}

function redirect(status: number, location: string, version: string): HttpAnswer {
  const answer = errorAnswer(status, version);
  return { ...answer, headers: [...answer.headers, ['Location', location]] };
}

function base({ headers }: HttpRequest): string {
  const host = headers.get('host');
  return host === undefined ? '' : `http://${host}`;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
