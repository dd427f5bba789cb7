import type { ClusterUser } from '../../../kernel/cluster-records';
import type { World } from '../../../kernel/world';
import { forbidden } from '../api-error';
import type { ApiRequest } from '../request';
import { authorize, forbiddenWords } from './rbac';

/** `kubectl --as` and `--as-group`: the user that another one asks for (apiserver's pkg/endpoints/filters/impersonation.go). Throws ApiError. */
export function impersonated(world: World, user: ClusterUser, request: ApiRequest): ClusterUser {
  const username = request.headers.get('impersonate-user') ?? '';
  const groups = (request.headers.get('impersonate-group') ?? '').split(',').map((name) => name.trim());
  const asked = groups.filter((name) => name !== '');
  if (username === '') return user;
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username);
  if (account) check(world, user, 'serviceaccounts', account[2] ?? '', account[1] ?? '');
  else check(world, user, 'users', username, '');
  for (const group of asked) check(world, user, 'groups', group, '');
  const own =
    account && asked.length === 0 ? ['system:serviceaccounts', `system:serviceaccounts:${account[1] ?? ''}`] : [];
  const all = [...asked, ...own];
  return { username, groups: all.includes('system:authenticated') ? all : [...all, 'system:authenticated'] };
}

function check(world: World, user: ClusterUser, plural: string, name: string, namespace: string): void {
  const resource = { group: '', plural, subresource: '', name, namespace };
  const attributes = { verb: 'impersonate', resource };
  const { allowed } = authorize(world, user, attributes);
  if (!allowed) throw forbidden(resource, name, forbiddenWords(user, attributes));
}
