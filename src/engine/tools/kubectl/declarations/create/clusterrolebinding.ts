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

/** `kubectl create clusterrolebinding`. */
export const CREATE_CLUSTERROLEBINDING = command({
  name: 'clusterrolebinding',
  words: {
    en: 'Create a cluster role binding for a particular cluster role',
    ko: '클러스터 롤을 사용자나 그룹에 묶습니다',
  },
  long: 'Create a cluster role binding for a particular cluster role.',
  examples: `# Create a cluster role binding for user1, user2, and group1 using the cluster-admin cluster role
kubectl create clusterrolebinding cluster-admin --clusterrole=cluster-admin --user=user1 --user=user2 --group=group1`,
  usage:
    'kubectl create clusterrolebinding NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '--clusterrole',
      'string',
      '',
      'ClusterRole this ClusterRoleBinding should reference',
      '바인딩이 가리킬 클러스터 롤',
      { required: true },
    ),
    DRY_RUN,
    FIELD_MANAGER,
    flag(
      '--group',
      'array',
      '[]',
      'Groups to bind to the clusterrole. The flag can be repeated to add multiple groups.',
      '묶을 그룹',
    ),
    OUTPUT,
    SAVE_CONFIG,
    flag(
      '--serviceaccount',
      'array',
      '[]',
      'Service accounts to bind to the clusterrole, in the format <namespace>:<name>. The flag can be repeated to add multiple service accounts.',
      '묶을 서비스 어카운트',
    ),
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    flag(
      '--user',
      'array',
      '[]',
      'Usernames to bind to the clusterrole. The flag can be repeated to add multiple users.',
      '사용자 이름',
    ),
    VALIDATE,
  ],
});
