import type { World } from '../../../kernel/world';
import { ControllerClient } from '../../controllers/client';

/** The API as whoever made the mistake sees it: an administrator with kubectl. */
export function administrator(world: World): ControllerClient {
  return new ControllerClient(world, 'kubectl', ADMINISTRATOR, 'kubectl');
}

const ADMINISTRATOR = {
  username: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:masters', 'system:authenticated'],
};
