import type { RouteMatch } from '../../../tools/daemons/nginx/http-matches';
import { ANY } from './hostnames';
import type { Listener } from './listeners';
import type { Attachment, JudgedRoute, JudgedRule } from './routes';
import type { HttpMatch, Route } from './types';

/** What the routes of a Gateway come to, by port, name and path, before it is written (state/dataplane/configuration.go). */

export interface VirtualServer {
  readonly port: number;
  readonly hostname: string;
  readonly certificate: Listener['certificate'];
  readonly paths: readonly PathRule[];
}

export interface PathRule {
  readonly path: string;
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression';
  readonly grpc: boolean;
  /** In the order in which they are tried. */
  readonly rules: readonly MatchRule[];
}

export interface MatchRule {
  readonly match: HttpMatch;
  readonly rule: JudgedRule;
  readonly route: Route;
  readonly ruleIndex: number;
}

export interface AttachedRoute {
  readonly judged: JudgedRoute;
  readonly attachments: readonly Attachment[];
}

/** Servers by port and name; ports in their order. */
export function virtualServers(
  listeners: readonly Listener[],
  routes: readonly AttachedRoute[],
): readonly VirtualServer[] {
  const servers = new Map<string, { port: number; hostname: string; certificate: Listener['certificate']; paths: Map<string, Draft> }>(); // prettier-ignore
  const serverOf = ({ spec: { port }, certificate }: Listener, hostname: string): Map<string, Draft> => {
    const key = `${String(port).padStart(5, '0')} ${hostname}`;
    const server = servers.get(key) ?? { port, hostname, certificate, paths: new Map<string, Draft>() };
    servers.set(key, server);
    return server.paths;
  };
  const usable = listeners.filter(({ valid }) => valid);
  // An invalid listener does not make another one take its routes: the more specific name wins.
  for (const { judged, attachments } of [...routes].sort((a, b) => byAge(a.judged.route, b.judged.route))) {
    const names = new Map<Listener, Set<string>>();
    for (const { listeners: to } of attachments) {
      for (const { listener, hostnames } of to) {
        if (!usable.includes(listener)) continue;
        names.set(listener, new Set([...(names.get(listener) ?? []), ...hostnames]));
      }
    }
    for (const [listener, hostnames] of names) for (const hostname of hostnames) addRules(serverOf(listener, hostname), judged); // prettier-ignore
  }
  for (const listener of usable) serverOf(listener, listener.spec.hostname ?? ANY);
  return [...servers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { paths, ...server }]) => ({
      ...server,
      paths: [...paths.values()]
        .sort((a, b) => (a.path === b.path ? (a.type < b.type ? -1 : 1) : a.path < b.path ? -1 : 1))
        .map((path) => ({ ...path, rules: sorted(path.rules) })),
    }));
}

interface Draft {
  readonly path: string;
  readonly type: PathRule['type'];
  readonly grpc: boolean;
  readonly rules: MatchRule[];
}

function addRules(paths: Map<string, Draft>, { route, kind, rules }: JudgedRoute): void {
  const grpc = kind === 'GRPCRoute';
  for (const rule of rules) {
    for (const match of rule.matches) {
      const { path, type } = grpc ? grpcPath(match) : pathOf(match);
      const key = `${type} ${path}`;
      const draft = paths.get(key) ?? { path, type, grpc, rules: [] };
      paths.set(key, draft);
      draft.rules.push({ match, rule, route, ruleIndex: rule.index });
    }
  }
}

function pathOf({ path }: HttpMatch): Pick<PathRule, 'path' | 'type'> {
  const { type = 'PathPrefix', value = '/' } = path ?? {};
  return { path: value, type: type === 'Exact' || type === 'RegularExpression' ? type : 'PathPrefix' };
}

/** The path of a gRPC method: `/package.Service/Method` (ConvertGRPCMatches). */
function grpcPath({ method }: HttpMatch): Pick<PathRule, 'path' | 'type'> {
  if (typeof method !== 'object') return { path: '/', type: 'PathPrefix' };
  return { path: `/${method.service ?? ''}/${method.method ?? ''}`, type: 'Exact' };
}

/** higherPriority of state/dataplane/sort.go: a method, then the most headers, the most parameters, the older route, its name. */
function sorted(rules: readonly MatchRule[]): readonly MatchRule[] {
  const verb = ({ match }: MatchRule): number => (typeof match.method === 'string' ? 1 : 0);
  const count = (list: readonly unknown[] | undefined): number => list?.length ?? 0;
  return [...rules].sort(
    (a, b) =>
      verb(b) - verb(a) ||
      count(b.match.headers) - count(a.match.headers) ||
      count(b.match.queryParams) - count(a.match.queryParams) ||
      byAge(a.route, b.route),
  );
}

function byAge({ metadata: a }: Route, { metadata: b }: Route): number {
  const [at, bt] = [a.creationTimestamp ?? '', b.creationTimestamp ?? ''];
  if (at !== bt) return at < bt ? -1 : 1;
  const [an, bn] = [`${a.namespace ?? ''}/${a.name ?? ''}`, `${b.namespace ?? ''}/${b.name ?? ''}`];
  return an < bn ? -1 : an > bn ? 1 : 0;
}

export function isPathOnly({ match }: MatchRule): boolean {
  return typeof match.method !== 'string' && !match.headers?.length && !match.queryParams?.length;
}

/** A match as the njs module of the data plane reads it. */
export function routeMatch({ match }: MatchRule, redirectPath: string): RouteMatch {
  const { method, headers, queryParams } = match;
  if (typeof method !== 'string' && !headers?.length && !queryParams?.length) return { any: true, redirectPath };
  const written = (list: typeof headers, sign: string): readonly string[] | undefined =>
    list?.map(({ name, type = 'Exact', value }) => [name, type, value].join(sign));
  const [lines, params] = [written(headers, ':'), written(queryParams, '=')];
  return {
    ...(typeof method === 'string' && { method }),
    ...(lines && { headers: lines }),
    ...(params && { params }),
    redirectPath,
  };
}
