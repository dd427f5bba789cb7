import type { World } from '../../kernel/world';
import type { KubeObject } from './object';

/** What the API server asks when somebody lists component statuses (pkg/registry/core/rest/storage_core.go, componentStatusStorage). */
const COMPONENTS = [
  { name: 'controller-manager', port: 10_257, url: 'https://127.0.0.1:10257/healthz' },
  { name: 'scheduler', port: 10_259, url: 'https://127.0.0.1:10259/healthz' },
  { name: 'etcd-0', port: 2379, url: 'https://127.0.0.1:2379/health' },
] as const;

/** They are not stored: each is asked now. A server without nodes (`cka-net serve` of an empty lab) has nobody to ask and finds all well. */
export function componentStatuses(world: World): KubeObject[] {
  const listening = new Set<number>();
  for (const socket of world.sockets.values())
    if (socket.type === 'tcp' && socket.state === 'LISTEN') listening.add(socket.port);
  return COMPONENTS.map(({ name, port, url }) => {
    const well = world.nodes.size === 0 || listening.has(port);
    const refused = `Get "${url}": dial tcp 127.0.0.1:${port}: connect: connection refused`;
    const status = {
      apiVersion: 'v1',
      kind: 'ComponentStatus',
      metadata: { name },
      conditions: [{ type: 'Healthy', status: well ? 'True' : 'False', message: well ? 'ok' : refused }],
    };
    return status;
  });
}
