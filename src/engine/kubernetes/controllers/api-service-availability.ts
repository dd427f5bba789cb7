import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import type { ApiService } from '../objects/kinds';
import type { ControllerClient } from './client';
import { ownKey, type Component } from './component';

const RESOURCE = 'apiservices.apiregistration.k8s.io';
const SERVICE_NAME = 'kubernetes.io/service-name';

/** Whether somebody answers for the groups that others serve (kube-aggregator's pkg/controllers/status). */
export const apiServiceAvailability: Component = {
  name: 'apiservice-availability',
  process: 'kube-apiserver',
  user: { username: 'system:apiserver', groups: ['system:masters', 'system:authenticated'] },
  watches: { [RESOURCE]: ownKey, services: behind, 'endpointslices.discovery.k8s.io': behind },
  reconcile(api, key) {
    const service = api.get(RESOURCE, '', key);
    if (!service) return;
    const [status, reason, message] = verdict(api, service);
    const old = service.status?.conditions?.find(({ type }) => type === 'Available');
    if (old?.status === status && old.reason === reason) return;
    const lastTransitionTime = old?.status === status ? (old.lastTransitionTime ?? api.now) : api.now;
    const condition = { type: 'Available', status, reason, message, lastTransitionTime };
    api.updateStatus(RESOURCE, service, (current) => ({ ...current, status: { conditions: [condition] } }));
  },
};

function verdict(
  api: ControllerClient,
  { spec }: ApiService,
): readonly [status: string, reason: string, message: string] {
  const { service } = spec ?? {};
  if (!service) return ['True', 'Local', 'Local APIServices are always available'];
  const { namespace = '', name = '', port = 443 } = service;
  const what = `service/${name} in ${JSON.stringify(namespace)}`;
  const found = api.get('services', namespace, name);
  if (!found) return ['False', 'ServiceNotFound', `${what} is not present`];
  const portName = found.spec?.ports?.find((each) => each.port === port);
  if (!portName) return ['False', 'ServicePortError', `${what} is not listening on port ${port}`];
  const slices = api.slicesOf(namespace, name);
  if (slices.length === 0) return ['False', 'EndpointsNotFound', `cannot find endpointslices for ${what}`];
  const ready = slices.some(({ endpoints }) => endpoints.some(({ conditions }) => conditions?.ready !== false));
  if (ready) return ['True', 'Passed', 'all checks passed'];
  const named = JSON.stringify(portName.name ?? '');
  return ['False', 'MissingEndpoints', `endpointslices for ${what} have no addresses with port name ${named}`];
}

/** The APIServices whose Service, or its slices, changed. */
function behind({ object, namespace, name }: ClusterChange, world: World): readonly string[] {
  const { metadata } = object as unknown as {
    readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  };
  const service = metadata.labels?.[SERVICE_NAME] ?? name;
  const mine = (other: ApiService): boolean =>
    other.spec?.service?.namespace === namespace && other.spec.service.name === service;
  const all = world.cluster?.objects.get(RESOURCE)?.get('');
  return [...(all?.values() ?? [])]
    .map((each) => each as unknown as ApiService)
    .filter(mine)
    .map(({ metadata: { name: found = '' } }) => found);
}
