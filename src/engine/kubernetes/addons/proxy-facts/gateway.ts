import type { ProxyQuestion } from '../../../kernel/cluster-records';
import type { World } from '../../../kernel/world';
import { winningMatch } from '../../../tools/daemons/nginx/http-matches';
import type { NotChosen, ProxyFacts, ProxyRule, ProxyTrouble } from '../../../walk/proxy';
import { readObject } from '../../api/store';
import { graphOf, type Graph, type GatewayNode } from '../nginx-gateway/graph';
import { ANY } from '../nginx-gateway/hostnames';
import { CONTROLLER_NAME } from '../nginx-gateway/manifest';
import type { Backend } from '../nginx-gateway/routes';
import type { HttpMatch, Route } from '../nginx-gateway/types';
import { routeMatch, virtualServers, type MatchRule, type PathRule, type VirtualServer } from '../nginx-gateway/virtual-servers'; // prettier-ignore
import { asked, behind, hostFits, isAddress, podOf, prefixFits, requestOf } from './common';

/** What the walk tells of a request that a Gateway's nginx got: the same graph as its control plane made, asked as nginx and its njs module ask. */

const MOST = 3;

export function gatewayFacts(world: World, question: ProxyQuestion): ProxyFacts | undefined {
  const { authority, target, host, port, status, failure } = question;
  const pod = podOf(world, { host });
  const labels = readObject(world, 'pods', pod.namespace, pod.name)?.metadata.labels;
  const gatewayName = labels?.['gateway.networking.k8s.io/gateway-name'];
  const graph = graphOf(
    { world, get: (resource: string, namespace: string, name: string) => readObject(world, resource, namespace, name) } as Parameters<typeof graphOf>[0], // prettier-ignore
    { className: 'nginx', controllerName: CONTROLLER_NAME, hasParameters: () => true },
  );
  const node = graph.gateways.find(({ gateway: { metadata } }) => metadata.name === gatewayName && metadata.namespace === pod.namespace); // prettier-ignore
  if (!node) return undefined;
  const name = authority.replace(/:\d+$/, '').toLowerCase();
  const path = target.replace(/[?#].*$/s, '');
  const attached = graph.routes.flatMap(({ judged, attachments }) => {
    const own = attachments.get(node) ?? [];
    return own.length > 0 ? [{ judged, attachments: own }] : [];
  });
  const server = serverFor(virtualServers(node.listeners, attached), port, name);
  const place = server && pathFor(server.paths, path);
  const chosen = place && matchFor(place, question);
  const common = {
    what: 'gateway' as const,
    pod: `${pod.namespace}/${pod.name}`,
    request: requestOf(question),
    ...{ host: name, path },
    others: [...(server ? others(server, chosen, path) : []), ...unattached(graph, node, name).map(({ route, kind }) => ({ ...wholeRoute(route, kind), why: 'not-ours' as const }))].slice(0, MOST), // prettier-ignore
    ...(status !== undefined && { status }),
  };
  if (!server || !place || !chosen) return { ...common, why: missing(graph, node, server, name) };
  const rule = ruleOf(server, place, chosen);
  if (status !== undefined && status >= 300 && status < 400) return { ...common, rule };
  const { why: broken, ...to } = asked(world, question);
  const told = chosen.rule.backends.map((backend) => serviceOf(world, graph, chosen.route, backend));
  const sick = told.find(({ why }) => why);
  const first = sick ?? told[0];
  const why = failure ? broken : to.endpoint === undefined ? sick?.why : undefined;
  return { ...common, rule, ...(first && { backend: first.backend }), ...to, ...(why && { why }) };
}

function serviceOf(
  world: World,
  graph: Graph,
  route: Route,
  { namespace, service, port, valid }: Backend,
): ReturnType<typeof behind> {
  const found = behind(world, namespace, service, String(port));
  const judged = graph.routes.find((each) => each.judged.route === route)?.judged;
  const forbidden = !valid && judged?.conditions.some(({ reason }) => reason === 'RefNotPermitted');
  return forbidden && namespace !== route.metadata.namespace ? { backend: found.backend, why: { code: 'not-granted' } } : found; // prettier-ignore
}

function serverFor(servers: readonly VirtualServer[], port: number, name: string): VirtualServer | undefined {
  const here = servers.filter((each) => each.port === port);
  const wild = here.filter(({ hostname }) => hostname.startsWith('*.') && name.endsWith(hostname.slice(1)));
  return (
    here.find(({ hostname }) => hostname === name) ??
    wild.sort((a, b) => b.hostname.length - a.hostname.length)[0] ??
    here.find(({ hostname }) => hostname === ANY)
  );
}

function pathFor(paths: readonly PathRule[], path: string): PathRule | undefined {
  const exact = paths.find((each) => each.type === 'Exact' && each.path === path);
  if (exact) return exact;
  const prefixes = paths.filter((each) => each.type === 'PathPrefix' && prefixFits(each.path, path));
  const longest = prefixes.sort((a, b) => b.path.length - a.path.length)[0];
  return longest ?? paths.find((each) => each.type === 'RegularExpression' && expressionFits(each.path, path));
}

function expressionFits(pattern: string, path: string): boolean {
  try {
    return new RegExp(pattern).test(path);
  } catch {
    return false;
  }
}

function matchFor({ rules }: PathRule, { request, target }: ProxyQuestion): MatchRule | undefined {
  const written = rules.map((rule, index) => routeMatch(rule, String(index)));
  const args = target.split('?')[1] ?? '';
  const won = winningMatch(written, { request, args } as Parameters<typeof winningMatch>[1]);
  return won?.redirectPath === undefined ? undefined : rules[Number(won.redirectPath)];
}

function ruleOf({ hostname }: VirtualServer, { path, type, grpc }: PathRule, { match, route }: MatchRule): ProxyRule {
  const { namespace = '', name = '' } = route.metadata;
  const more = moreOf(match);
  return {
    kind: grpc ? 'GRPCRoute' : 'HTTPRoute',
    object: `${namespace}/${name}`,
    host: hostname === ANY ? '' : hostname,
    ...{ path, type },
    ...(more !== '' && { more }),
  };
}

function moreOf({ method, headers = [], queryParams = [] }: HttpMatch): string {
  return [
    ...(typeof method === 'string' ? [`method ${method}`] : []),
    ...headers.map(({ name, value }) => `header ${name}: ${value}`),
    ...queryParams.map(({ name, value }) => `parameter ${name}=${value}`),
  ].join(', ');
}

function others(server: VirtualServer, chosen: MatchRule | undefined, path: string): ProxyFacts['others'] {
  const rank: readonly NotChosen[] = ['more', 'shorter', 'path'];
  return server.paths
    .flatMap((place) => {
      const fits = place.type === 'Exact' ? place.path === path : place.type === 'PathPrefix' ? prefixFits(place.path, path) : expressionFits(place.path, path); // prettier-ignore
      const longer = chosen !== undefined && !place.rules.includes(chosen);
      const why: NotChosen = fits ? (longer ? 'shorter' : 'more') : 'path';
      return place.rules.filter((each) => each !== chosen).map((each) => ({ ...ruleOf(server, place, each), why }));
    })
    .sort((a, b) => rank.indexOf(a.why) - rank.indexOf(b.why));
}

/** Routes that are for a name, and not attached to the Gateway. */
function unattached(
  graph: Graph,
  node: GatewayNode,
  name: string,
): readonly {
  readonly route: Route;
  readonly kind: 'HTTPRoute' | 'GRPCRoute';
  readonly reason: string;
  readonly message: string;
}[] {
  // prettier-ignore
  return graph.routes.flatMap(({ judged: { route, kind }, attachments }) => {
    const { hostnames = [] } = route.spec;
    const own = attachments.get(node) ?? [];
    if (own.some(({ listeners }) => listeners.length > 0)) return [];
    if (hostnames.length > 0 && !hostnames.some((each) => hostFits(each, name))) return [];
    const elsewhere = [...attachments.values()].some((list) => list.some(({ listeners }) => listeners.length > 0));
    if (own.length === 0 && elsewhere) return [];
    const refused = own.flatMap(({ conditions }) => conditions).find(({ type, status }) => type === 'Accepted' && status === 'False'); // prettier-ignore
    const parents = (route.spec.parentRefs ?? []).map((parent) => `${parent.namespace === undefined ? '' : `${parent.namespace}/`}${parent.name}`).join(', '); // prettier-ignore
    const [reason, message] = refused ? [refused.reason, refused.message] : ['parentRefs', parents === '' ? 'it names no Gateway' : `it names ${parents}`]; // prettier-ignore
    return [{ route, kind, reason, message }];
  });
}

function wholeRoute({ metadata, spec }: Route, kind: 'HTTPRoute' | 'GRPCRoute'): ProxyRule {
  const [match] = spec.rules?.[0]?.matches ?? [];
  const { type = 'PathPrefix', value = '/' } = match?.path ?? {};
  return { kind, object: `${metadata.namespace ?? ''}/${metadata.name ?? ''}`, host: (spec.hostnames ?? []).join(','), path: value, type }; // prettier-ignore
}

function missing(graph: Graph, node: GatewayNode, server: VirtualServer | undefined, name: string): ProxyTrouble {
  const [first] = unattached(graph, node, name);
  if (first) {
    const { namespace = '', name: own = '' } = first.route.metadata;
    return { code: 'not-attached', kind: first.kind, object: `${namespace}/${own}`, reason: first.reason, message: first.message }; // prettier-ignore
  }
  const known = server !== undefined && server.paths.length > 0;
  return known ? { code: 'no-path' } : { code: 'no-host', byAddress: isAddress(name) };
}
