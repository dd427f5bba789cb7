import { command, flag } from '../args/declare';
import { NO_HEADERS, SHOW_MANAGED_FIELDS } from './shared-flags';

/** `kubectl api-resources`. */
export const API_RESOURCES = command({
  name: 'api-resources',
  words: { en: 'Print the supported API resources on the server', ko: '서버가 지원하는 API 리소스를 출력합니다' },
  long: 'Print the supported API resources on the server.',
  examples: `# Print the supported API resources
kubectl api-resources

# Print the supported API resources with more information
kubectl api-resources -o wide

# Print the supported API resources sorted by a column
kubectl api-resources --sort-by=name

# Print the supported namespaced resources
kubectl api-resources --namespaced=true

# Print the supported non-namespaced resources
kubectl api-resources --namespaced=false

# Print the supported API resources with a specific APIGroup
kubectl api-resources --api-group=rbac.authorization.k8s.io`,
  usage: 'kubectl api-resources [flags] [options]',
  flags: [
    flag('--api-group', 'string', '', 'Limit to resources in the specified API group.', '이 API 그룹의 리소스만'),
    flag('--cached', 'bool', 'false', 'Use the cached list of resources if available.', '캐시된 리소스 목록을 사용함'),
    flag(
      '--categories',
      'list',
      '[]',
      'Limit to resources that belong to the specified categories.',
      '이 범주에 속한 리소스만',
    ),
    flag(
      '--namespaced',
      'bool',
      'true',
      'If false, non-namespaced resources will be returned, otherwise returning namespaced resources by default.',
      '네임스페이스에 속한 리소스인지',
    ),
    NO_HEADERS,
    flag('-o --output', 'string', '', 'Output format. One of: (json, yaml, kyaml, name, wide).', '출력 형식'),
    SHOW_MANAGED_FIELDS,
    flag(
      '--sort-by',
      'string',
      '',
      "If non-empty, sort list of resources using specified field. The field can be either 'name' or 'kind'.",
      '이 필드로 정렬',
    ),
    flag(
      '--verbs',
      'list',
      '[]',
      'Limit to resources that support the specified verbs.',
      '이 동사를 지원하는 리소스만',
    ),
  ],
});
