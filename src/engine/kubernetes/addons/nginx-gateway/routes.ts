import type { Service } from '../../objects/kinds';
import { selectorMatches } from '../../objects/selector';
import { ROUTE_FINE, ROUTE_INVALID_GATEWAY, ROUTE_INVALID_LISTENER, ROUTE_NO_HOSTNAME, ROUTE_NO_PARENT, ROUTE_NOT_ALLOWED, deduplicated, routeInvalid, routeReference } from './conditions'; // prettier-ignore
import type { Grants } from './grants';
import { acceptedHostnames } from './hostnames';
import type { Listener } from './listeners';
import { GROUP, type BackendRef, type Condition, type Gateway, type HttpMatch, type ParentRef, type Route, type RouteFilter, type RouteKind } from './types'; // prettier-ignore

/** Which routes belong to which listener, and whether what they name is there (state/graph: route_common.go, backend_refs.go, httproute.go). */

export interface Backend {
  readonly valid: boolean;
  readonly weight: number;
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
}

export interface JudgedRule {
  /** Its place in the route. */
  readonly index: number;
  readonly matches: readonly HttpMatch[];
  readonly filters: readonly RouteFilter[];
  readonly backends: readonly Backend[];
  /** Where copies of its requests go. */
  readonly mirrors: readonly Backend[];
  /** A filter that cannot be carried out: its requests are answered with 500. */
  readonly invalidFilter: boolean;
}

export interface JudgedRoute {
  readonly route: Route;
  readonly kind: RouteKind;
  readonly rules: readonly JudgedRule[];
  /** Of the route itself, whatever its parents are. */
  readonly conditions: readonly Condition[];
  /** False when none of its rules can be carried out. */
  readonly valid: boolean;
}

export interface RouteSources {
  readonly service: (namespace: string, name: string) => Service | undefined;
  readonly grants: Grants;
  readonly namespaceLabels: (name: string) => Readonly<Record<string, string>>;
}

export function judgedRoute(route: Route, kind: RouteKind, sources: RouteSources): JudgedRoute {
  const conditions: Condition[] = [];
  const invalid: string[] = [];
  const rules = (route.spec.rules ?? []).flatMap((rule, index): readonly JudgedRule[] => {
    const path = `spec.rules[${index}]`;
    const complaints = kind === 'GRPCRoute' ? methodComplaints(rule.matches ?? [], path) : [];
    if (complaints.length > 0) {
      invalid.push(...complaints);
      return [];
    }
    const { filters = [], backendRefs = [], matches = [] } = rule;
    const extension = filters.findIndex(({ type }) => type === 'ExtensionRef');
    if (extension >= 0) {
      const { extensionRef } = filters[extension] ?? {};
      const value = `{"group":"${extensionRef?.group ?? ''}","kind":"${extensionRef?.kind ?? ''}","name":"${extensionRef?.name ?? ''}"}`; // prettier-ignore
      conditions.push(
        routeReference('InvalidFilter', `${path}.filters[${extension}].extensionRef: Not found: ${value}`),
      );
    }
    const backend = (reference: BackendRef, where: string): Backend => {
      const { backend, complaint } = judgedBackend(route, kind, reference, where, sources);
      if (complaint) conditions.push(complaint);
      return backend;
    };
    const judged = {
      index,
      matches: matches.length > 0 ? matches : [{ path: { type: 'PathPrefix', value: '/' } }],
      filters,
      backends: backendRefs.map((reference, at) => backend(reference, `${path}.backendRefs[${at}]`)),
      mirrors: filters.flatMap(({ requestMirror }, at) => (requestMirror ? [backend(requestMirror.backendRef, `${path}.filters[${at}].backendRef`)] : [])), // prettier-ignore
      invalidFilter: extension >= 0,
    };
    return [judged];
  });
  if (invalid.length > 0) conditions.push(routeInvalid(invalid, rules.length === 0));
  return { route, kind, rules, conditions, valid: invalid.length === 0 || rules.length > 0 };
}

/** validateGRPCMethodMatch of state/graph/grpcroute.go. */
function methodComplaints(matches: readonly HttpMatch[], path: string): readonly string[] {
  return matches.flatMap(({ method }, index) => {
    if (typeof method !== 'object') return [];
    const at = `${path}.matches[${index}].method`;
    const { type = 'Exact', service = '', method: name = '' } = method;
    return [
      ...(type === 'Exact' ? [] : [`${at}.type: Unsupported value: "${type}": supported values: "Exact"`]),
      ...(service === '' ? [`${at}.service: Required value: service is required`] : []),
      ...(name === '' ? [`${at}.method: Required value: method is required`] : []),
    ];
  });
}

function judgedBackend(
  { metadata }: Route,
  kind: RouteKind,
  reference: BackendRef,
  path: string,
  { service, grants }: RouteSources,
): { readonly backend: Backend; readonly complaint?: Condition } {
  const own = metadata.namespace ?? '';
  const { namespace = own, name, port = 0, weight = 1, group = '', kind: to = 'Service', filters = [] } = reference;
  const http = kind === 'HTTPRoute';
  const backend = { weight, namespace, service: name, port };
  const refuse = (reason: string, message: string): ReturnType<typeof judgedBackend> => ({ backend: { ...backend, valid: false }, complaint: routeReference(reason, message) }); // prettier-ignore
  const quoted = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');
  if (filters.length > 0) return refuse('UnsupportedValue', `${path}.filters: Too many: ${filters.length}: must have at most 0 items`); // prettier-ignore
  if (group !== '' && group !== 'core')
    return refuse('InvalidKind', `${path}.group: Unsupported value: "${group}": supported values: ${quoted(['core', '', ...(http ? ['inference.networking.k8s.io'] : [])])}`); // prettier-ignore
  if (to !== 'Service')
    return refuse('InvalidKind', `${path}.kind: Unsupported value: "${to}": supported values: ${quoted(['Service', ...(http ? ['InferencePool'] : [])])}`); // prettier-ignore
  if (!grants.allow({ group: GROUP, kind, namespace: own }, { group: '', kind: 'Service', namespace, name }))
    return refuse('RefNotPermitted', `${path}.namespace: Forbidden: Backend ref to Service ${namespace}/${name} not permitted by any ReferenceGrant`); // prettier-ignore
  if (reference.port === undefined)
    return refuse('UnsupportedValue', `${path}.port: Required value: port cannot be nil`);
  const found = service(namespace, name);
  if (!found) return refuse('BackendNotFound', `${path}.name: Not found: "${name}"`);
  const named = found.spec?.ports?.find((each) => each.port === port);
  if (!named) return refuse('BackendNotFound', `No matching port for Service ${name} and port ${port}`);
  if (named.appProtocol === 'kubernetes.io/h2c' && http)
    return refuse('UnsupportedProtocol', 'The Route type http does not support service port appProtocol kubernetes.io/h2c; nginx does not support proxying to upstreams with http2 or h2c'); // prettier-ignore
  return { backend: { ...backend, valid: true } };
}

/** What became of one `parentRef`: its place in the status, and the listeners that the route is attached to, with the names there. */
export interface Attachment {
  readonly parentRef: ParentRef;
  readonly conditions: readonly Condition[];
  readonly listeners: readonly { readonly listener: Listener; readonly hostnames: readonly string[] }[];
}

/** Attaches a route to listeners of a Gateway, one parentRef after the other. */
export function attach(
  { route, kind, conditions, valid: fits }: JudgedRoute,
  {
    gateway,
    listeners,
    valid,
  }: { readonly gateway: Gateway; readonly listeners: readonly Listener[]; readonly valid: boolean },
  sources: RouteSources,
): readonly Attachment[] {
  const own = route.metadata.namespace ?? '';
  const { namespace: home = '', name: gatewayName = '' } = gateway.metadata;
  return (route.spec.parentRefs ?? [])
    .filter(
      ({ group = GROUP, kind: of = 'Gateway', namespace = own, name }) =>
        group === GROUP && of === 'Gateway' && namespace === home && name === gatewayName,
    ) // prettier-ignore
    .map(({ sectionName, port }): Attachment => {
      const parentRef: ParentRef = { group: GROUP, kind: 'Gateway', namespace: home, name: gatewayName, ...(sectionName !== undefined && { sectionName }) }; // prettier-ignore
      const answer = (failure: Condition | undefined, to: Attachment['listeners'] = []): Attachment => ({
        parentRef,
        conditions: deduplicated([...ROUTE_FINE, ...conditions, ...(failure ? [failure] : [])]),
        listeners: to,
      });
      const asked = listeners.filter(({ spec }) => (sectionName === undefined || spec.name === sectionName) && (port === undefined || spec.port === port)); // prettier-ignore
      if (!fits) return answer(undefined);
      if (asked.length === 0) return answer(ROUTE_NO_PARENT);
      if (!valid) return answer(ROUTE_INVALID_GATEWAY);
      const open = asked.filter(({ attachable }) => attachable);
      if (open.length === 0) return answer(ROUTE_INVALID_LISTENER);
      const allowed = open.filter((listener) => isAllowed(listener, kind, own, home, sources));
      if (allowed.length === 0) return answer(ROUTE_NOT_ALLOWED);
      const to = allowed
        .map((listener) => ({ listener, hostnames: acceptedHostnames(listener.spec.hostname, route.spec.hostnames) }))
        .filter(({ hostnames }) => hostnames.length > 0);
      if (to.length === 0) return answer(ROUTE_NO_HOSTNAME);
      for (const { listener } of to) listener.routes.add(route);
      return answer(to.some(({ listener }) => listener.valid) ? undefined : ROUTE_INVALID_LISTENER, to);
    });
}

function isAllowed(
  { spec, kinds }: Listener,
  kind: RouteKind,
  own: string,
  home: string,
  { namespaceLabels }: RouteSources,
): boolean {
  if (!kinds.some((each) => each.kind === kind)) return false;
  const { from = 'Same', selector } = spec.allowedRoutes?.namespaces ?? {};
  if (from === 'All') return true;
  if (from === 'Same') return own === home;
  return from === 'Selector' && selector !== undefined && selectorMatches(selector, namespaceLabels(own));
}
