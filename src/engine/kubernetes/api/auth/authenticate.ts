import type { ClusterUser } from '../../../kernel/cluster-records';
import type { World } from '../../../kernel/world';
import type { ApiRequest } from '../request';

/** Who sends a request, or undefined when what it shows is not accepted (`401 Unauthorized`). */
export function authenticate(world: World, request: ApiRequest): ClusterUser | undefined {
  const header = request.headers.get('authorization');
  if (header === undefined) return ANONYMOUS;
  const [scheme = '', token = ''] = header.split(' ');
  if (scheme.toLowerCase() !== 'bearer') return undefined;
  return world.cluster?.tokens.get(token);
}

const ANONYMOUS: ClusterUser = { username: 'system:anonymous', groups: ['system:unauthenticated'] };

/** Lets whoever shows the token in as `user`. */
export function addToken(world: World, token: string, user: ClusterUser): void {
  const cluster = world.writeCluster();
  cluster.tokens = world.writable(cluster.tokens);
  cluster.tokens.set(token, user);
}
