import type { ComponentStatus } from 'kubernetes-types/core/v1';
import { componentStatuses } from '../../component-statuses';
import { NAME_COLUMN } from '../../tables/cells';
import { column, declareKind } from '../declare';
import type { KindObject } from '../kind-object';

export type ComponentStatusObject = KindObject<ComponentStatus>;

const healthOf = ({
  conditions,
}: ComponentStatusObject): NonNullable<ComponentStatusObject['conditions']>[number] | undefined =>
  conditions?.find(({ type }) => type === 'Healthy');

export const componentStatus = declareKind<ComponentStatusObject>('v1', 'ComponentStatus', 'componentstatuses', {
  shortNames: ['cs'],
  namespaced: false,
  verbs: ['get', 'list'],
  deprecated: 'v1 ComponentStatus is deprecated in v1.19+',
  computed: componentStatuses,
  columns: [
    NAME_COLUMN,
    column('Status', 'Status of the component conditions', (object) => {
      const health = healthOf(object);
      if (!health) return 'Unknown';
      return health.status === 'True' ? 'Healthy' : 'Unhealthy';
    }),
    column('Message', 'Message of the component conditions', (object) => healthOf(object)?.message ?? ''),
    column('Error', 'Error of the component conditions', (object) => healthOf(object)?.error ?? ''),
  ],
});
