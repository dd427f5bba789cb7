import { command, flag } from '../../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  FIELD_MANAGER,
  OUTPUT,
  SAVE_CONFIG,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
  VALIDATE,
} from '../shared-flags';

/** `kubectl create rolebinding`. */
export const CREATE_ROLEBINDING = command({
  name: 'rolebinding',
  words: {
    en: 'Create a role binding for a particular role or cluster role',
    ko: '롤이나 클러스터 롤을 한 네임스페이스에서 묶습니다',
  },
  long: 'Create a role binding for a particular role or cluster role.',
  examples: `# Create a role binding for user1, user2, and group1 using the admin cluster role
kubectl create rolebinding admin --clusterrole=admin --user=user1 --user=user2 --group=group1

# Create a role binding for service account monitoring:sa-dev using the admin role
kubectl create rolebinding admin-binding --role=admin --serviceaccount=monitoring:sa-dev`,
  usage:
    'kubectl create rolebinding NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag('--clusterrole', 'string', '', 'ClusterRole this RoleBinding should reference', '바인딩이 가리킬 클러스터 롤'),
    DRY_RUN,
    FIELD_MANAGER,
    flag(
      '--group',
      'array',
      '[]',
      'Groups to bind to the role. The flag can be repeated to add multiple groups.',
      '묶을 그룹',
    ),
    OUTPUT,
    flag('--role', 'string', '', 'Role this RoleBinding should reference', '바인딩이 가리킬 롤'),
    SAVE_CONFIG,
    flag(
      '--serviceaccount',
      'array',
      '[]',
      'Service accounts to bind to the role, in the format <namespace>:<name>. The flag can be repeated to add multiple service accounts.',
      '묶을 서비스 어카운트',
    ),
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    flag(
      '--user',
      'array',
      '[]',
      'Usernames to bind to the role. The flag can be repeated to add multiple users.',
      '사용자 이름',
    ),
    VALIDATE,
  ],
});
