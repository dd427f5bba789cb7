import type { Upstream } from '../../../kernel/service-records';
import type { HttpRequest } from '../../http/server';
import type { Directive } from './configuration';
import { derivedVariables, type Derived } from './derived';
import { upstreamServer } from './proxy';
import { expression } from './rewrite';

/** What nginx makes of its configuration for one request (src/http/ngx_http_core_module.c). */
export interface Site {
  readonly servers: readonly Server[];
  readonly defaultType: string;
  readonly types: ReadonlyMap<string, string>;
  readonly upstreams: ReadonlyMap<string, readonly Upstream[]>;
  /** Groups whose server is a socket of nginx's own: what `return` says there. */
  readonly returns: ReadonlyMap<string, number>;
  readonly derived: Derived;
  /** Of `http` itself. */
  readonly directives: readonly Directive[];
}

export interface Server {
  readonly listens: readonly {
    readonly port: number;
    readonly address: string;
    readonly isDefault: boolean;
    readonly ssl: boolean;
  }[];
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
        listens: listens.length > 0 ? listens : [{ port: 80, address: '0.0.0.0', isDefault: false, ssl: false }],
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
  const returns = new Map<string, number>();
  for (const { words, block = [] } of http) {
    const socket = words[0] === 'upstream' ? all(block, 'server').find((line) => line[1]?.startsWith('unix:'))?.[1] : undefined; // prettier-ignore
    if (socket === undefined) continue;
    const server = servers.find(({ listens }) => listens.some(({ address }) => address === socket));
    const status = Number(server && value(server.directives, 'return'));
    if (status) returns.set(words[1] ?? '', status);
  }
  const defaultType = value(http, 'default_type') ?? 'text/plain';
  return { servers, defaultType, types, upstreams, returns, derived: derivedVariables(http), directives: http };
}

function listenOf([, where = '80', ...options]: readonly string[]): Server['listens'][number] {
  const isDefault = options.includes('default_server');
  const match = /^(?:(\[[^\]]*\]|[^:]*):)?(\d+)$/.exec(where);
  const ssl = options.includes('ssl');
  if (where.startsWith('unix:')) return { port: 0, address: where, isDefault, ssl };
  if (!match) return { port: 80, address: where, isDefault, ssl };
  const [, host = '0.0.0.0', port = '80'] = match;
  const address = host === '*' ? '0.0.0.0' : host.replace(/^\[|\]$/g, '');
  return { port: Number(port), address, isDefault, ssl };
}

export function all(block: readonly Directive[], name: string): readonly (readonly string[])[] {
  return block.filter(({ words }) => words[0] === name).map(({ words }) => words);
}

export function value(block: readonly Directive[], name: string): string | undefined {
  return all(block, name).at(-1)?.[1];
}

/** The server whose name is asked for among those of the port, or the port's default one. */
export function serverFor({ servers }: Site, { localPort, headers }: HttpRequest): Server | undefined {
  const name = (headers.get('host') ?? '').replace(/:\d+$/, '').toLowerCase();
  return serverNamed(servers, localPort, name);
}

/** The server that a name leads to on a port (ngx_http_find_virtual_server): exact, the longest wildcard, an expression, the default one. */
export function serverNamed(servers: readonly Server[], localPort: number, name: string): Server | undefined {
  const here = servers.filter(({ listens }) => listens.some(({ port }) => port === localPort));
  return (
    here.find(({ names }) => names.includes(name)) ??
    longest(here, name) ??
    here.find(({ listens }) => listens.some(({ isDefault, port }) => isDefault && port === localPort)) ??
    here[0]
  );
}

function longest(servers: readonly Server[], name: string): Server | undefined {
  let best: { readonly server: Server; readonly length: number } | undefined;
  for (const server of servers) {
    for (const each of server.names) {
      if (each.startsWith('*.') && name.endsWith(each.slice(1)) && each.length > (best?.length ?? 0)) best = { server, length: each.length }; // prettier-ignore
    }
  }
  return best?.server ?? servers.find(({ names }) => names.some((each) => each.startsWith('~') && expression(each.slice(1))?.test(name) === true)); // prettier-ignore
}

export interface Location {
  readonly prefix: string;
  readonly block: readonly Directive[];
}

/** ngx_http_core_find_location: an exact one, the longest prefix unless an expression matches first. */
export function locationFor(directives: readonly Directive[], path: string): Location | undefined {
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
