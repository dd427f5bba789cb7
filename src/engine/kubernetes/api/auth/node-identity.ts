import type { ClusterUser } from '../../../kernel/cluster-records';

const PREFIX = 'system:node:';

/** Which node a user is the kubelet of; '' when it is one of nobody knows what node, undefined when it is none (pkg/auth/nodeidentifier). */
export function nodeOf({ username, groups }: ClusterUser): string | undefined {
  if (!username.startsWith(PREFIX) || !groups.includes('system:nodes')) return undefined;
  return username.slice(PREFIX.length);
}
