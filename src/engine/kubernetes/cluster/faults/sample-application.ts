import type { ControllerClient } from '../../controllers/client';

/** An application for a fault to hit: the Deployment `web` of two nginx and the Service `web` in `default`. */
export function createSampleApplication(
  api: ControllerClient,
  { selector, targetPort }: { readonly selector: string; readonly targetPort: number },
): void {
  const labels = { app: 'web' };
  api.create('deployments.apps', 'default', {
    metadata: { name: 'web', namespace: 'default', labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'nginx', image: 'nginx' }] } },
    },
  });
  api.create('services', 'default', {
    metadata: { name: 'web', namespace: 'default', labels },
    spec: { selector: { app: selector }, ports: [{ port: 80, protocol: 'TCP', targetPort }] },
  });
}
