import { jsonEqual } from '../../api/json-equal';
import type { ControllerClient } from '../../controllers/client';
import { CLASS_ACCEPTED, CLASS_CONFLICT, CLASS_NO_PARAMETERS, CLASS_PARAMETERS, GATEWAY_FINE, GATEWAY_NO_LISTENERS, GATEWAY_SOME_LISTENERS, LISTENER_FINE, condition, deduplicated } from './conditions'; // prettier-ignore
import type { GatewayNode, Graph } from './graph';
import { overlapsOthers } from './listeners';
import type {
  Condition,
  Gateway,
  GatewayClass,
  GatewayStatus,
  ListenerStatus,
  Route,
  RouteParentStatus,
} from './types';

/** What the controller tells of each object in its status (internal/controller/status/prepare_requests.go). */

export function writeStatuses(
  api: ControllerClient,
  graph: Graph,
  addresses: (node: GatewayNode) => GatewayStatus['addresses'],
): void {
  if (graph.ownClass) {
    const parameters = graph.ownClass.spec.parametersRef;
    const more = parameters ? (graph.hasParameters ? [CLASS_PARAMETERS] : CLASS_NO_PARAMETERS) : [];
    const old = graph.ownClass.status?.conditions ?? [];
    const conditions = dated(api, deduplicated([...CLASS_ACCEPTED, ...more]), old, graph.ownClass.metadata.generation);
    write(api, 'gatewayclasses.gateway.networking.k8s.io', graph.ownClass, { ...graph.ownClass.status, conditions });
  }
  for (const other of graph.otherClasses) {
    const conditions = dated(api, [CLASS_CONFLICT], other.status?.conditions ?? [], other.metadata.generation);
    write(api, 'gatewayclasses.gateway.networking.k8s.io', other, { ...other.status, conditions });
  }
  for (const node of graph.gateways) write(api, 'gateways.gateway.networking.k8s.io', node.gateway, gatewayStatus(api, node, addresses(node))); // prettier-ignore
  for (const { judged, attachments } of graph.routes) {
    const { route, kind } = judged;
    const before = route.status?.parents ?? [];
    const own = [...attachments.values()].flat().map(({ parentRef, conditions }): RouteParentStatus => {
      const old = before.find((each) => each.controllerName === graph.controllerName && samePlace(each, parentRef));
      return {
        parentRef,
        controllerName: graph.controllerName,
        conditions: dated(api, conditions, old?.conditions ?? [], route.metadata.generation),
      };
    });
    const others = before.filter(({ controllerName }) => controllerName !== graph.controllerName);
    if (own.length === 0 && before.length === others.length) continue;
    write(api, `${kind.toLowerCase() as 'httproute' | 'grpcroute'}s.gateway.networking.k8s.io`, route, { parents: [...others, ...own] }); // prettier-ignore
  }
}

function samePlace({ parentRef: a }: RouteParentStatus, b: RouteParentStatus['parentRef']): boolean {
  return a.name === b.name && a.namespace === b.namespace && a.sectionName === b.sectionName;
}

function gatewayStatus(api: ControllerClient, node: GatewayNode, addresses: GatewayStatus['addresses']): GatewayStatus {
  const { gateway, listeners, valid } = node;
  const { generation } = gateway.metadata;
  const old = gateway.status;
  if (!valid) return { conditions: dated(api, [], old?.conditions ?? [], generation) };
  const statuses = listeners.map((listener): ListenerStatus => {
    const overlap = overlapsOthers(listener, listeners)
      ? [condition('OverlappingTLSConfig', true, 'OverlappingHostnames', 'Listener hostname overlaps with hostname(s) of other Listener(s) on the same port')] // prettier-ignore
      : [];
    const conditions = deduplicated([...listener.conditions, ...overlap, ...(listener.valid ? LISTENER_FINE : [])]);
    const before = old?.listeners?.find(({ name }) => name === listener.spec.name)?.conditions ?? [];
    return {
      attachedRoutes: listener.routes.size,
      conditions: dated(api, conditions, before, generation),
      name: listener.spec.name,
      supportedKinds: listener.kinds,
    };
  });
  const good = listeners.filter((listener) => listener.valid).length;
  const conditions = [
    ...GATEWAY_FINE,
    ...(good === 0 ? GATEWAY_NO_LISTENERS : good < listeners.length ? [GATEWAY_SOME_LISTENERS] : []),
    ...addressComplaints(gateway),
  ];
  return {
    ...(addresses && addresses.length > 0 && { addresses }),
    conditions: dated(api, deduplicated(conditions), old?.conditions ?? [], generation),
    listeners: statuses,
  };
}

function addressComplaints({ spec }: Gateway): readonly Condition[] {
  return (spec.addresses ?? []).flatMap(({ type, value = '' }) => {
    if (type !== undefined && type !== 'IPAddress') return [condition('Accepted', false, 'UnsupportedAddress', 'Only AddressType IPAddress is supported')]; // prettier-ignore
    if (value === '') return [condition('Programmed', false, 'AddressNotAssigned', 'Dynamically assigned addresses for the Gateway addresses field are not supported, value must be specified')]; // prettier-ignore
    return [];
  });
}

/** Conditions with their generation; the moment of one that says what it said before stays. */
function dated(
  api: ControllerClient,
  conditions: readonly Condition[],
  before: readonly Condition[],
  generation = 1,
): readonly Condition[] {
  return conditions.map((each) => {
    const old = before.find(({ type }) => type === each.type);
    const same = old?.status === each.status && old.reason === each.reason && old.message === each.message && old.observedGeneration === generation; // prettier-ignore
    const at = same ? old.lastTransitionTime : undefined;
    return { ...each, observedGeneration: generation, lastTransitionTime: at ?? api.now };
  });
}

type Kind = 'gatewayclasses' | 'gateways' | 'httproutes' | 'grpcroutes';

function write(
  api: ControllerClient,
  resource: `${Kind}.gateway.networking.k8s.io`,
  object: Gateway | GatewayClass | Route,
  status: unknown,
): void {
  // prettier-ignore
  if (jsonEqual(object.status, status)) return;
  api.updateStatus(resource, object, (old) => ({ ...old, status }) as Gateway & GatewayClass & Route); // prettier-ignore
}

/** getGatewayAddresses: those of the load balancer, else the Service's own, then those that the Gateway asks for. */
export function addressesOf(api: ControllerClient, { gateway }: GatewayNode, name: string): GatewayStatus['addresses'] {
  const { namespace = '' } = gateway.metadata;
  const service = api.get('services', namespace, name);
  const ingress = service?.status?.loadBalancer?.ingress ?? [];
  const own =
    service?.spec?.type === 'LoadBalancer'
      ? ingress.flatMap(({ ip }) => (ip === undefined ? [] : [ip]))
      : service?.spec?.clusterIP === undefined
        ? []
        : [service.spec.clusterIP];
  const asked = (gateway.spec.addresses ?? []).flatMap(({ type = 'IPAddress', value }) => (type === 'IPAddress' && value ? [value] : [])); // prettier-ignore
  const names = service?.spec?.type === 'LoadBalancer' ? ingress.flatMap(({ hostname }) => (hostname === undefined ? [] : [hostname])) : []; // prettier-ignore
  return [
    ...[...own, ...asked].map((value) => ({ type: 'IPAddress', value })),
    ...names.map((value) => ({ type: 'Hostname', value })),
  ];
}
