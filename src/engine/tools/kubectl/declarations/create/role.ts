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

/** `kubectl create role`. */
export const CREATE_ROLE = command({
  name: 'role',
  words: { en: 'Create a role with single rule', ko: '롤을 만듭니다' },
  long: 'Create a role with single rule.',
  examples: `# Create a role named "pod-reader" that allows user to perform "get", "watch" and "list" on pods
kubectl create role pod-reader --verb=get --verb=list --verb=watch --resource=pods

# Create a role named "pod-reader" with ResourceName specified
kubectl create role pod-reader --verb=get --resource=pods --resource-name=readablepod --resource-name=anotherpod

# Create a role named "foo" with API Group specified
kubectl create role foo --verb=get,list,watch --resource=rs.apps

# Create a role named "foo" with SubResource specified
kubectl create role foo --verb=get,list,watch --resource=pods,pods/status`,
  usage:
    'kubectl create role NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FIELD_MANAGER,
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
