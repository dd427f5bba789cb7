import type { RouteMatch } from '../../../tools/daemons/nginx/http-matches';
import type { Upstream } from '../../../kernel/service-records';
import { formatIp } from '../../../packet/ipv6-address';
import type { Backend } from './routes';
import type { HeaderValue, PathModifier, RouteFilter } from './types';
import { isPathOnly, routeMatch, type MatchRule, type PathRule, type VirtualServer } from './virtual-servers';

/** /etc/nginx/conf.d/http.conf and matches.json as NGINX Gateway Fabric writes them (internal/controller/nginx/config: servers.go and its templates). */

export interface DataPlaneFiles {
  readonly http: string;
  readonly matches: string;
  /** Certificates with their keys, by file name. */
  readonly secrets: ReadonlyMap<string, string>;
}

const INVALID = 'invalid-backend-ref';
const SOCKETS = '/var/run/nginx';

export function dataPlaneFiles(
  servers: readonly VirtualServer[],
  endpoints: (backend: Backend) => readonly Upstream[],
): DataPlaneFiles {
  const writer = new Writer(endpoints);
  const texts: string[] = [];
  const ports = new Map<number, boolean>();
  for (const { port, certificate } of servers) ports.set(port, certificate !== undefined);
  for (const [port, secured] of ports) texts.push(defaultServer(port, secured));
  for (const [index, server] of servers.entries()) texts.push(writer.server(server, index));
  const secrets = new Map(servers.flatMap(({ certificate }) => (certificate ? [[`${certificate.id}.pem`, certificate.pem] as const] : []))); // prettier-ignore
  const http = [
    BASE,
    ...writer.upstreams(),
    ...writer.splits.values(),
    ...writer.headerMaps(),
    'js_preload_object matches from /etc/nginx/conf.d/matches.json;\n',
    ...texts,
    `server {\n    listen unix:${SOCKETS}/nginx-503-server.sock;\n    access_log off;\n\n    return 503;\n}\n`,
    `server {\n    listen unix:${SOCKETS}/nginx-500-server.sock;\n    access_log off;\n\n    return 500;\n}\n`,
  ].join('\n');
  return { http, matches: JSON.stringify(Object.fromEntries(writer.matches)), secrets };
}

const BASE = `http2 on;

# Set $gw_api_compliant_host variable to the value of $http_host unless $http_host is empty, then set it to the value
# of $host.
map $http_host $gw_api_compliant_host {
    '' $host;
    default $http_host;
}

# Set $connection_header variable to upgrade when the $http_upgrade header is set, otherwise, set it to close. This
# allows support for websocket connections. See https://nginx.org/en/docs/http/websocket.html.
map $http_upgrade $connection_upgrade {
    default upgrade;
    '' close;
}

## Returns just the path from the original request URI.
map $request_uri $request_uri_path {
  "~^(?P<path>[^?]*)(\\?.*)?$"  $path;
}

# NGINX health check server block.
server {
    listen 8081;
    listen [::]:8081;

    location = /readyz {
        access_log off;
        return 200;
    }
}
`;

function defaultServer(port: number, secured: boolean): string {
  if (secured) return `server {\n    listen ${port} ssl default_server;\n    listen [::]:${port} ssl default_server;\n    ssl_reject_handshake on;\n}\n`; // prettier-ignore
  return `server {\n    listen ${port} default_server;\n    listen [::]:${port} default_server;\n    default_type text/html;\n    return 404;\n}\n`; // prettier-ignore
}

class Writer {
  readonly matches = new Map<string, readonly RouteMatch[]>();
  readonly splits = new Map<string, string>();
  private readonly backends = new Map<string, Backend>();
  private readonly added = new Set<string>();

  constructor(private readonly endpoints: (backend: Backend) => readonly Upstream[]) {}

  server({ port, hostname, certificate, paths }: VirtualServer, index: number): string {
    const id = certificate ? `SSL_${index}` : String(index);
    const ssl = certificate ? ' ssl' : '';
    const pem = `/etc/nginx/secrets/${certificate?.id ?? ''}.pem`;
    const locations = paths.flatMap((path, at) => this.locations(path, at, id, port, paths));
    if (!paths.some(({ path }) => path === '/')) locations.push('    location = / {\n        return 404 "";\n    }\n');
    return `server {
    listen ${port}${ssl};
    listen [::]:${port}${ssl};
${certificate ? `    ssl_certificate ${pem};\n    ssl_certificate_key ${pem};\n    if ($ssl_server_name != $host) {\n        return 421;\n    }\n` : ''}
    server_name ${hostname};

${locations.join('\n')}${paths.some(({ grpc }) => grpc) ? '\n    include /etc/nginx/grpc-error-locations.conf;\n' : ''}}
`;
  }

  private locations(rule: PathRule, at: number, id: string, port: number, all: readonly PathRule[]): string[] {
    const { grpc, rules } = rule;
    const places = placesOf(rule, all);
    const [only] = rules;
    if (rules.length === 1 && only && isPathOnly(only)) {
      const { body, mirrors } = this.body(only, rule, at, port, false);
      return [...places.map((place) => location(place, body)), ...mirrors];
    }
    const key = `${id}_${at}`;
    const texts: string[] = [];
    const matches: RouteMatch[] = [];
    for (const [index, match] of rules.entries()) {
      const inner = `/_ngf-internal-rule${at}-route${index}`;
      const { body, mirrors } = this.body(match, rule, at, port, true);
      matches.push(routeMatch(match, inner));
      texts.push(location(inner, ['internal;', ...(grpc ? ['rewrite ^ $request_uri break;'] : []), ...body]), ...mirrors); // prettier-ignore
    }
    this.matches.set(key, matches);
    const asked = [`set $match_key ${key};`, 'js_content httpmatches.redirect;'];
    return [...places.map((place) => location(place, asked)), ...texts];
  }

  /** The directives of one match's location. */
  private body(
    { rule, route, ruleIndex }: MatchRule,
    path: PathRule,
    at: number,
    port: number,
    internal: boolean,
  ): { readonly body: readonly string[]; readonly mirrors: readonly string[] } {
    if (rule.invalidFilter) return { body: ['return 500 "";'], mirrors: [] };
    const filter = <T extends keyof RouteFilter>(name: T): RouteFilter[T] | undefined =>
      rule.filters.find((each) => each[name] !== undefined)?.[name];
    const redirect = filter('requestRedirect');
    if (redirect) return { body: redirectLines(redirect, path, port), mirrors: [] };
    const rewrite = filter('urlRewrite');
    const main = rewrite?.path && mainRewrite(rewrite.path, path);
    const { namespace = '', name = '' } = route.metadata;
    const group = this.group(rule.backends, `group_${namespace}__${name}_rule${ruleIndex}_pathRule${at}`);
    const proxy = path.grpc ? 'grpc' : 'proxy';
    const uri = path.grpc || rewrite?.path ? '' : '$request_uri';
    const headers = this.requestHeaders(filter('requestHeaderModifier'), rewrite?.hostname, path.grpc);
    const mirrors = rule.mirrors.map((mirror, index) => {
      const place = `/_ngf-internal-mirror-${mirror.namespace}/${mirror.service}-${namespace}/${name}-${index}`;
      const to = this.group([mirror], '');
      return { place, text: location(place, ['internal;', 'rewrite ^ $request_uri break;', 'proxy_http_version 1.1;', ...this.requestHeaders(undefined, undefined, false), `proxy_pass http://${to};`]) }; // prettier-ignore
    });
    return {
      body: [
        ...(main ? [...(internal ? ['rewrite ^ $request_uri;'] : []), `rewrite ${main} break;`] : []),
        ...mirrors.map(({ place }) => `mirror ${place};`),
        ...(path.grpc ? ['include /etc/nginx/grpc-error-pages.conf;'] : []),
        'proxy_http_version 1.1;',
        ...headers.map((line) => (proxy === 'grpc' ? line.replace('proxy_', 'grpc_') : line)),
        `${proxy}_pass ${proxy === 'grpc' ? 'grpc' : 'http'}://${group}${uri};`,
        ...responseLines(filter('responseHeaderModifier')),
      ],
      mirrors: mirrors.map(({ text }) => text),
    };
  }

  /** The upstream of a rule's backends, or the variable that chooses among several. */
  private group(backends: readonly Backend[], name: string): string {
    const upstream = (backend: Backend): string => {
      if (!backend.valid) return INVALID;
      const id = `${backend.namespace}_${backend.service}_${backend.port}`;
      this.backends.set(id, backend);
      return id;
    };
    const [first, ...more] = backends;
    if (!first) return INVALID;
    if (more.length === 0) return first.weight === 0 ? INVALID : upstream(first);
    const variable = name.replaceAll('-', '_').replaceAll('.', '_');
    const total = backends.reduce((sum, { weight }) => sum + weight, 0);
    let left = 100;
    const lines = backends.map((backend, index) => {
      const value = upstream(backend);
      const share = index === backends.length - 1 ? left : Math.floor((backend.weight * 10_000) / total) / 100;
      left -= share;
      return `    ${share.toFixed(2) === '0.00' ? '# ' : ''}${share.toFixed(2)}% ${value};`;
    });
    const text = total === 0 ? [`    100% ${INVALID};`] : lines;
    this.splits.set(variable, `split_clients $request_id $${variable} {\n${text.join('\n')}\n}\n`);
    return `$${variable}`;
  }

  private requestHeaders(
    modifier: RouteFilter['requestHeaderModifier'],
    host: string | undefined,
    grpc: boolean,
  ): string[] {
    const base: HeaderValue[] = [
      { name: 'Host', value: host ?? '$gw_api_compliant_host' },
      { name: 'X-Forwarded-For', value: '$proxy_add_x_forwarded_for' },
      { name: 'X-Real-IP', value: '$remote_addr' },
      { name: 'X-Forwarded-Proto', value: '$scheme' },
      { name: 'X-Forwarded-Host', value: '$host' },
      { name: 'X-Forwarded-Port', value: '$server_port' },
      ...(grpc ? [{ name: 'Authority', value: '$gw_api_compliant_host' }] : [{ name: 'Upgrade', value: '$http_upgrade' }, { name: 'Connection', value: '$connection_upgrade' }]), // prettier-ignore
    ];
    const { add = [], set = [], remove = [] } = modifier ?? {};
    for (const { name } of add) this.added.add(name);
    const own = [
      ...add.map(({ name, value }) => ({ name, value: `\${${mapName(name)}}${value}` })),
      ...set,
      ...remove.map((name) => ({ name, value: '' })),
    ];
    return [...own, ...base.filter(({ name }) => !own.some((each) => each.name === name))].map(({ name, value }) => `proxy_set_header ${name} "${value}";`); // prettier-ignore
  }

  /** What a header has already comes in front of what `add` adds. */
  headerMaps(): readonly string[] {
    return [...this.added].map((name) => {
      const given = `\${http_${name.toLowerCase().replaceAll('-', '_')}}`;
      return `map ${given.replace(/[{}]/g, '')} $${mapName(name)} {\n    default '';\n    ~.* ${given},;\n}\n`;
    });
  }

  upstreams(): readonly string[] {
    const texts = [...this.backends]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, backend]) => {
        const servers = this.endpoints(backend).map(({ address, port }) => `    server ${formatIp(address)}:${port};`);
        const none = `    server unix:${SOCKETS}/nginx-503-server.sock;`;
        return `upstream ${name} {\n    random two least_conn;\n    zone ${name} 512k;\n${(servers.length > 0 ? servers : [none]).join('\n')}\n    keepalive 16;\n}\n`; // prettier-ignore
      });
    return [...texts, `upstream ${INVALID} {\n    random two least_conn;\n    server unix:${SOCKETS}/nginx-500-server.sock;\n}\n`]; // prettier-ignore
  }
}

function mapName(header: string): string {
  return `${header.toLowerCase().replaceAll('-', '_')}_header_var`;
}

function location(place: string, lines: readonly string[]): string {
  return `    location ${place} {\n${lines.map((line) => `        ${line}\n`).join('')}    }\n`;
}

/** A prefix without a slash at its end is a location of what is below it and one of itself. */
function placesOf({ path, type }: PathRule, all: readonly PathRule[]): readonly string[] {
  if (type === 'Exact') return [`= ${path}`];
  if (type === 'RegularExpression') return [`~ ${path}`];
  if (path.endsWith('/')) return [`^~ ${path}`];
  const taken = (other: string, kind: PathRule['type']): boolean => all.some((each) => each.path === other && each.type === kind); // prettier-ignore
  return [...(taken(`${path}/`, 'PathPrefix') ? [] : [`^~ ${path}/`]), ...(taken(path, 'Exact') ? [] : [`= ${path}`])];
}

/** createMainRewriteForFilters. */
function mainRewrite({ type, replaceFullPath = '', replacePrefixMatch = '' }: PathModifier, rule: PathRule): string {
  if (type === 'ReplaceFullPath') return `^ ${replaceFullPath}`;
  if (rule.type !== 'PathPrefix') return '';
  const prefix = replacePrefixMatch === '' ? '/' : replacePrefixMatch;
  const { path } = rule;
  if (prefix.endsWith('/') && !path.endsWith('/')) return `^${path}(?:/([^?]*))? ${prefix}$1?$args?`;
  if (path.endsWith('/') && !prefix.endsWith('/')) return `^${path}([^?]*)? ${prefix}/$1?$args?`;
  return `^${path}([^?]*)? ${prefix}$1?$args?`;
}

/** createReturnAndRewriteConfigForRedirectFilter. */
function redirectLines(
  { scheme, hostname = '$host', path, port: asked, statusCode = 302 }: NonNullable<RouteFilter['requestRedirect']>,
  rule: PathRule,
  listenerPort: number,
): readonly string[] {
  const port = asked ?? listenerPort;
  const usual = (port === 80 && scheme === 'http') || (port === 443 && scheme === 'https');
  const bare = scheme !== undefined && (usual || asked === undefined);
  const where = `${scheme ?? '$scheme'}://${bare ? hostname : `${hostname}:${port}`}`;
  const rewrite = path && mainRewrite(path, rule);
  if (!rewrite) return [`return ${statusCode} "${where}$request_uri";`];
  return [`rewrite ${rewrite};`, `return ${statusCode} "${where}$uri$is_args$args";`];
}

function responseLines(modifier: RouteFilter['responseHeaderModifier']): readonly string[] {
  const { add = [], set = [], remove = [] } = modifier ?? {};
  return [
    ...add.map(({ name, value }) => `add_header ${name} "${value}" always;`),
    ...set.flatMap(({ name, value }) => [`proxy_hide_header ${name};`, `add_header ${name} "${value}" always;`]),
    ...remove.map((name) => `proxy_hide_header ${name};`),
  ];
}
