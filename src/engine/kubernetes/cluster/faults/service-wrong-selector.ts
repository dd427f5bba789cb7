import { administrator } from './administrator';
import type { ClusterFault } from './fault';
import { createSampleApplication } from './sample-application';

/** The Service `web` selects `app=wbe`, and no Pod has that label. */
export const serviceWrongSelector: ClusterFault = {
  name: 'service-wrong-selector',
  strike: (world) => createSampleApplication(administrator(world), { selector: 'wbe', targetPort: 80 }),
};
