import type { ClusterUser } from '../../../kernel/cluster-records';
import type { World } from '../../../kernel/world';
import type { ApiRequest } from '../request';
import { userOfCertificate } from './certificate-user';
import { serviceAccountOfToken } from './service-account-token';

/** Who sends a request, or undefined when what it shows is not accepted (`401 Unauthorized`). */
export function authenticate(world: World, request: ApiRequest): ClusterUser | undefined {
  const header = request.headers.get('authorization');
  if (header === undefined) return ANONYMOUS;
  const [scheme = '', token = ''] = header.split(' ');
  return scheme.toLowerCase() === 'bearer' ? userOfToken(world, token) : undefined;
}

const ANONYMOUS: ClusterUser = { username: 'system:anonymous', groups: ['system:unauthenticated'] };

/** Whose token this is. */
export function userOfToken(world: World, token: string): ClusterUser | undefined {
  return world.cluster?.tokens.get(token) ?? serviceAccountOfToken(world, token) ?? userOfCertificate(world, token);
}

/** Lets whoever shows the token in as `user`. */
export function addToken(world: World, token: string, user: ClusterUser): void {
  const cluster = world.writeCluster();
  cluster.tokens = world.writable(cluster.tokens);
  cluster.tokens.set(token, user);
}
