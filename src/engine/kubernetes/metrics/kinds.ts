import type { World } from '../../kernel/world';
import { declareKind, DEFAULT_COLUMNS } from '../api/kinds/declare';
import type { ResourceType } from '../api/resource-type';
import { METRICS_GROUP, nodeMetrics, podMetrics, servesMetrics } from './server';

const VERSION = `${METRICS_GROUP}/v1beta1`;

const KINDS: readonly ResourceType[] = [
  declareKind(VERSION, 'NodeMetrics', 'nodes', {
    namespaced: false,
    singular: '',
    verbs: ['get', 'list'],
    columns: DEFAULT_COLUMNS,
    computed: nodeMetrics,
  }),
  declareKind(VERSION, 'PodMetrics', 'pods', {
    singular: '',
    verbs: ['get', 'list'],
    columns: DEFAULT_COLUMNS,
    computed: podMetrics,
  }),
];

/** The kinds of metrics-server, while it answers. */
export function metricsKinds(world: World): readonly ResourceType[] {
  return servesMetrics(world) ? KINDS : [];
}
