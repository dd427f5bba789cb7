import { jsonEqual } from '../api/json-equal';
import type { Endpoints, EndpointSlice } from '../objects/kinds';
import { isDeleting } from '../objects/pod-state';
import type { ControllerClient } from './client';
import { controllerUser, keyOf, ownKey, splitKey, type Component } from './component';
import { controllerReference } from './controlled-pods';

/** Endpoints that somebody wrote by hand for a Service without a selector become EndpointSlices (pkg/controller/endpointslicemirroring). */

const SLICES = 'endpointslices.discovery.k8s.io';
const SERVICE_NAME = 'kubernetes.io/service-name';
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const MANAGER = 'endpointslicemirroring-controller.k8s.io';
const SKIP = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER = 'control-plane.alpha.kubernetes.io/leader';
/** What is not copied to a slice. */
const LAST_CHANGE = 'endpoints.kubernetes.io/last-change-trigger-time';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

export const endpointSliceMirroringController: Component = {
  name: 'endpointslice-mirroring-controller',
  process: 'kube-controller-manager',
  user: controllerUser('endpointslicemirroring-controller'),
  watches: {
    endpoints: ownKey,
    services: ownKey,
    [SLICES]: ({ type, namespace, object }) => {
      const { labels } = (object as unknown as EndpointSlice).metadata;
      const service = labels?.[SERVICE_NAME];
      return type !== 'ADDED' && service !== undefined && labels?.[MANAGED_BY] === MANAGER
        ? [keyOf(namespace, service)]
        : [];
    },
  },
  reconcile(api, key) {
    const [namespace, name] = splitKey(key);
    const mirrored = api.slicesOf(namespace, name).filter(({ metadata }) => metadata.labels?.[MANAGED_BY] === MANAGER);
    const endpoints = api.get('endpoints', namespace, name);
    const service = api.get('services', namespace, name);
    const wanted =
      endpoints && service && service.spec?.selector === undefined && isMirrored(endpoints)
        ? slicesOf(endpoints, service.metadata.labels)
        : [];
    const left = [...mirrored];
    for (const slice of wanted) {
      const at = left.findIndex(
        (old) => jsonEqual(old.ports ?? [], slice.ports) && old.addressType === slice.addressType,
      );
      const old = at >= 0 ? left.splice(at, 1)[0] : undefined;
      if (old) change(api, old, slice);
      else if (endpoints) create(api, endpoints, slice);
    }
    for (const slice of left) api.remove(SLICES, slice);
  },
};

function isMirrored(endpoints: Endpoints): boolean {
  const { labels, annotations } = endpoints.metadata;
  return !isDeleting(endpoints) && labels?.[SKIP] !== 'true' && annotations?.[LEADER] === undefined;
}

interface Mirrored {
  readonly addressType: 'IPv4' | 'IPv6';
  readonly endpoints: EndpointSlice['endpoints'];
  readonly ports: NonNullable<EndpointSlice['ports']>;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

function slicesOf(endpoints: Endpoints, serviceLabels: Readonly<Record<string, string>> = {}): readonly Mirrored[] {
  const { name = '', labels: own = {}, annotations: given = {} } = endpoints.metadata;
  const { 'endpoints.kubernetes.io/managed-by': _1, ...kept } = own;
  const { [LAST_CHANGE]: _2, [LAST_APPLIED]: _3, ...annotations } = given;
  const labels = { ...serviceLabels, ...kept, [SERVICE_NAME]: name, [MANAGED_BY]: MANAGER };
  return (endpoints.subsets ?? []).flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }) => {
    const all = [
      ...addresses.map((address) => ({ ...address, ready: true })),
      ...notReadyAddresses.map((address) => ({ ...address, ready: false })),
    ];
    return (['IPv4', 'IPv6'] as const).flatMap((addressType): readonly Mirrored[] => {
      const chosen = all.filter(({ ip }) => ip.includes(':') === (addressType === 'IPv6'));
      if (chosen.length === 0) return [];
      return [
        {
          addressType,
          endpoints: chosen.map(({ ip, ready, hostname, nodeName, targetRef }) => ({
            addresses: [ip],
            conditions: { ready },
            ...(hostname && { hostname }),
            ...(nodeName && { nodeName }),
            ...(targetRef && { targetRef }),
          })),
          ports: ports.map(({ name: portName, port, protocol = 'TCP', appProtocol }) => ({
            name: portName ?? '',
            port,
            protocol,
            ...(appProtocol && { appProtocol }),
          })),
          labels,
          annotations,
        },
      ];
    });
  });
}

function create(api: ControllerClient, endpoints: Endpoints, { labels, annotations, ...rest }: Mirrored): void {
  const { name = '', namespace = '' } = endpoints.metadata;
  api.create(SLICES, namespace, {
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels,
      ...(Object.keys(annotations).length > 0 && { annotations }),
      ownerReferences: [controllerReference(endpoints)],
    },
    ...rest,
  });
}

function change(api: ControllerClient, old: EndpointSlice, { labels, endpoints }: Mirrored): void {
  if (jsonEqual(old.endpoints, endpoints) && jsonEqual(old.metadata.labels, labels)) return;
  api.update(SLICES, old, (slice) => ({ ...slice, metadata: { ...slice.metadata, labels }, endpoints }));
}
