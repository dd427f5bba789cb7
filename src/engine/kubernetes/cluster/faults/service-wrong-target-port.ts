import { administrator } from './administrator';
import type { ClusterFault } from './fault';
import { createSampleApplication } from './sample-application';

/** The Service `web` leads to port 8080 of Pods that listen on 80. */
export const serviceWrongTargetPort: ClusterFault = {
  name: 'service-wrong-target-port',
  strike: (world) => createSampleApplication(administrator(world), { selector: 'web', targetPort: 8080 }),
};
