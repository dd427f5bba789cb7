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

/** `kubectl create clusterrole`. */
export const CREATE_CLUSTERROLE = command({
  name: 'clusterrole',
  words: { en: 'Create a cluster role', ko: '클러스터 롤을 만듭니다' },
  long: 'Create a cluster role.',
  examples: `# Create a cluster role named "pod-reader" that allows user to perform "get", "watch" and "list" on pods
kubectl create clusterrole pod-reader --verb=get,list,watch --resource=pods

# Create a cluster role named "pod-reader" with ResourceName specified
kubectl create clusterrole pod-reader --verb=get --resource=pods --resource-name=readablepod --resource-name=anotherpod

# Create a cluster role named "foo" with API Group specified
kubectl create clusterrole foo --verb=get,list,watch --resource=rs.apps

# Create a cluster role named "foo" with SubResource specified
kubectl create clusterrole foo --verb=get,list,watch --resource=pods,pods/status

# Create a cluster role name "foo" with NonResourceURL specified
kubectl create clusterrole "foo" --verb=get --non-resource-url=/logs/*

# Create a cluster role name "monitoring" with AggregationRule specified
kubectl create clusterrole monitoring --aggregation-rule="rbac.example.com/aggregate-to-monitoring=true"`,
  usage:
    'kubectl create clusterrole NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none] [options]',
  flags: [
    flag(
      '--aggregation-rule',
      'string',
      '',
      'An aggregation label selector for combining ClusterRoles.',
      '클러스터 롤을 합칠 레이블 셀렉터',
      { bare: true },
    ),
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FIELD_MANAGER,
    flag(
      '--non-resource-url',
      'list',
      '[]',
      'A partial url that user should have access to.',
      '접근을 허용할 부분 URL',
    ),
    OUTPUT,
    flag('--resource', 'list', '[]', 'Resource that the rule applies to', '규칙이 적용될 리소스'),
    flag(
      '--resource-name',
      'array',
      '[]',
      'Resource in the white list that the rule applies to, repeat this flag for multiple items',
      '규칙이 적용될 리소스의 이름',
    ),
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    VALIDATE,
    flag(
      '--verb',
      'list',
      '[]',
      'Verb that applies to the resources contained in the rule',
      '규칙의 리소스에 허용할 동사',
    ),
  ],
});
