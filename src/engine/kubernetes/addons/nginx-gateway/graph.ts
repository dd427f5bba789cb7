import { readObjects } from '../../api/store';
import type { ControllerClient } from '../../controllers/client';
import { Grants } from './grants';
import { judgedListeners, type Listener } from './listeners';
import { attach, judgedRoute, type Attachment, type JudgedRoute } from './routes';
import type { Gateway, GatewayClass, ReferenceGrant, Route, RouteKind } from './types';

/** Everything of the Gateway API that is this controller's, put together (internal/controller/state/graph/graph.go). */

export interface GatewayNode {
  readonly gateway: Gateway;
  readonly listeners: readonly Listener[];
  readonly valid: boolean;
}

export interface RouteNode {
  readonly judged: JudgedRoute;
  readonly attachments: ReadonlyMap<GatewayNode, readonly Attachment[]>;
}

export interface Graph {
  readonly controllerName: string;
  /** The class that the controller was started for. */
  readonly ownClass: GatewayClass | undefined;
  readonly hasParameters: boolean;
  /** Others that name the controller. */
  readonly otherClasses: readonly GatewayClass[];
  readonly gateways: readonly GatewayNode[];
  readonly routes: readonly RouteNode[];
}

export function graphOf(
  api: Pick<ControllerClient, 'world' | 'get'>,
  settings: {
    readonly className: string;
    readonly controllerName: string;
    readonly hasParameters: (namespace: string, name: string) => boolean;
  },
): Graph {
  const { world } = api;
  const all = <T>(plural: string): readonly T[] => readObjects(world, `${plural}.gateway.networking.k8s.io`) as unknown as readonly T[]; // prettier-ignore
  const { className, controllerName } = settings;
  const classes = all<GatewayClass>('gatewayclasses').filter(({ spec }) => spec.controllerName === controllerName);
  const ownClass = classes.find(({ metadata }) => metadata.name === className);
  const grants = new Grants(all<ReferenceGrant>('referencegrants'));
  const sources = {
    grants,
    secret: (namespace: string, name: string) => api.get('secrets', namespace, name),
    service: (namespace: string, name: string) => api.get('services', namespace, name),
    namespaceLabels: (name: string) => api.get('namespaces', '', name)?.metadata.labels ?? {},
  };
  const gateways = all<Gateway>('gateways')
    .filter(({ spec }) => spec.gatewayClassName === className)
    .map((gateway): GatewayNode => ({ gateway, listeners: judgedListeners(gateway, sources), valid: ownClass !== undefined })); // prettier-ignore
  const routes = (['HTTPRoute', 'GRPCRoute'] as const).flatMap((kind: RouteKind) =>
    all<Route>(`${kind.toLowerCase()}s`).map((route): RouteNode => {
      const judged = judgedRoute(route, kind, sources);
      return { judged, attachments: new Map(gateways.map((node) => [node, attach(judged, node, sources)])) };
    }),
  );
  const parameters = ownClass?.spec.parametersRef;
  return {
    controllerName,
    ownClass,
    hasParameters: parameters === undefined || settings.hasParameters(parameters.namespace ?? '', parameters.name),
    otherClasses: classes.filter((each) => each !== ownClass),
    gateways: ownClass ? gateways : [],
    routes,
  };
}
