import type { World } from '../../kernel/world';
import { nowText, readIndexed, readObject, readObjects } from '../api/store';
import type { KubeObject } from '../api/object';
import type { EndpointSlice, Node, Pod } from '../objects/kinds';
import { containerUsage, nodeUsage } from './usage';

/** metrics.k8s.io/v1beta1, as metrics-server answers it behind the API server. */

export const METRICS_GROUP = 'metrics.k8s.io';
const WINDOW = '15.04s';

/** Whether somebody answers for the group: an APIService whose Service has an endpoint. */
export function servesMetrics(world: World): boolean {
  const service = readObject(world, 'apiservices.apiregistration.k8s.io', '', `v1beta1.${METRICS_GROUP}`) as
    { readonly spec?: { readonly service?: { readonly namespace?: string; readonly name?: string } } } | undefined;
  const { namespace = '', name = '' } = service?.spec?.service ?? {};
  if (name === '') return false;
  const slices = readIndexed(
    world,
    'endpointslices.discovery.k8s.io',
    'label',
    `${namespace}/kubernetes.io/service-name=${name}`,
  ) as unknown as readonly EndpointSlice[];
  return slices.some(({ endpoints }) => endpoints.some(({ conditions }) => conditions?.ready !== false));
}

const amounts = (cpu: number, memory: number) => ({
  cpu: `${cpu * 1_000_000}n`,
  memory: `${Math.round(memory / 1024)}Ki`,
});

export function nodeMetrics(world: World): readonly KubeObject[] {
  const nodes = readObjects(world, 'nodes') as readonly Node[];
  return nodes
    .filter(({ status }) => status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True'))
    .map(({ metadata }): KubeObject => {
      const { name = '', labels } = metadata;
      const { cpu, memory } = nodeUsage(world, readIndexed(world, 'pods', 'node', name));
      const object = {
        apiVersion: `${METRICS_GROUP}/v1beta1`,
        kind: 'NodeMetrics',
        metadata: { name, creationTimestamp: nowText(world), ...(labels && { labels }) },
        timestamp: nowText(world),
        window: WINDOW,
        usage: amounts(cpu, memory),
      };
      return object;
    });
}

export function podMetrics(world: World): readonly KubeObject[] {
  const pods = readObjects(world, 'pods') as readonly Pod[];
  return pods.flatMap((pod): KubeObject[] => {
    const containers = containerUsage(world, pod);
    if (!containers) return [];
    const { name = '', namespace = '', labels } = pod.metadata;
    const object = {
      apiVersion: `${METRICS_GROUP}/v1beta1`,
      kind: 'PodMetrics',
      metadata: { name, namespace, creationTimestamp: nowText(world), ...(labels && { labels }) },
      timestamp: nowText(world),
      window: WINDOW,
      containers: containers.map((each) => ({ name: each.name, usage: amounts(each.cpu, each.memory) })),
    };
    return [object];
  });
}
