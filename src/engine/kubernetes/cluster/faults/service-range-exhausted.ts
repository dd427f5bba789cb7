import { isReason } from '../../controllers/client';
import { administrator } from './administrator';
import type { ClusterFault } from './fault';

/** Services get addresses of a range of fourteen, and all of them are given away. */
export const serviceRangeExhausted: ClusterFault = {
  name: 'service-range-exhausted',
  define: (definition) => ({ ...definition, serviceCIDR: '10.96.0.0/28' }),
  strike(world) {
    const api = administrator(world);
    for (let number = 1; number <= 16; number++) {
      try {
        api.create('services', 'default', {
          metadata: { name: `team-${number}`, namespace: 'default' },
          spec: { selector: { app: `team-${number}` }, ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }] },
        });
      } catch (error) {
        if (isReason(error, 'Invalid') || isReason(error, 'InternalError')) return;
        throw error;
      }
    }
  },
};
