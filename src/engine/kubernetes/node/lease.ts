import { LAB_EPOCH_MS } from '../../kernel/clock';
import type { World } from '../../kernel/world';
import type { ControllerClient } from '../controllers/client';

/** The sign of life of a node (component-helpers' apimachinery/lease): renewed every ten seconds. */
export const LEASE_EVERY_US = 10_000_000;
const NAMESPACE = 'kube-node-lease';

export function renewLease(api: ControllerClient, node: string): void {
  const known = api.get('leases.coordination.k8s.io', NAMESPACE, node);
  const renewTime = microTime(api.world);
  if (known) {
    api.update('leases.coordination.k8s.io', known, (old) => ({ ...old, spec: { ...old.spec, renewTime } }));
    return;
  }
  const owner = api.get('nodes', '', node);
  api.create('leases.coordination.k8s.io', NAMESPACE, {
    metadata: {
      name: node,
      namespace: NAMESPACE,
      ...(owner && {
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: node, uid: owner.metadata.uid ?? '' }],
      }),
    },
    spec: { holderIdentity: node, leaseDurationSeconds: 40, renewTime },
  });
}

/** meta/v1 MicroTime of the virtual clock. */
function microTime(world: World): string {
  const seconds = new Date(LAB_EPOCH_MS + Math.floor(world.nowUs / 1000)).toISOString().slice(0, 19);
  return `${seconds}.${String(Math.floor(world.nowUs) % 1_000_000).padStart(6, '0')}Z`;
}
