import { command, flag } from '../../args/declare';
import {
  ALL,
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  FIELD_MANAGER_2,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SELECTOR,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from '../shared-flags';

/** `kubectl set subject`. */
export const SET_SUBJECT = command({
  name: 'subject',
  words: {
    en: 'Update the user, group, or service account in a role binding or cluster role binding',
    ko: '롤 바인딩의 사용자, 그룹, 서비스 어카운트를 바꿉니다',
  },
  long: 'Update the user, group, or service account in a role binding or cluster role binding.',
  examples: `# Update a cluster role binding for serviceaccount1
kubectl set subject clusterrolebinding admin --serviceaccount=namespace:serviceaccount1

# Update a role binding for user1, user2, and group1
kubectl set subject rolebinding admin --user=user1 --user=user2 --group=group1

# Print the result (in YAML format) of updating rolebinding subjects from a local, without hitting the server
kubectl create rolebinding admin --role=admin --user=admin -o yaml --dry-run=client | kubectl set subject --local -f - --user=foo -o yaml`,
  usage:
    'kubectl set subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]',
  flags: [
    ALL,
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FIELD_MANAGER_2,
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files the resource to update the subjects',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    flag('--group', 'array', '[]', 'Groups to bind to the role', '묶을 그룹'),
    KUSTOMIZE,
    flag(
      '--local',
      'bool',
      'false',
      'If true, set subject will NOT contact api-server but run locally.',
      'API 서버에 묻지 않고 로컬에서 처리',
    ),
    OUTPUT,
    RECURSIVE,
    SELECTOR,
    flag('--serviceaccount', 'array', '[]', 'Service accounts to bind to the role', '묶을 서비스 어카운트'),
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    flag('--user', 'array', '[]', 'Usernames to bind to the role', '사용자 이름'),
  ],
});
