import { command, flag } from '../../args/declare';
import {
  RECORD,
  ALLOW_MISSING_TEMPLATE_KEYS,
  CASCADE,
  DRY_RUN,
  FIELD_MANAGER_4,
  FORCE,
  GRACE_PERIOD,
  KUSTOMIZE_2,
  OUTPUT,
  RECURSIVE,
  SELECTOR,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
  TIMEOUT,
  VALIDATE,
  WAIT,
} from '../shared-flags';
import { APPLY_EDIT_LAST_APPLIED } from './edit-last-applied';
import { APPLY_SET_LAST_APPLIED } from './set-last-applied';
import { APPLY_VIEW_LAST_APPLIED } from './view-last-applied';

/** `kubectl apply`. */
export const APPLY = command({
  name: 'apply',
  words: {
    en: 'Apply a configuration to a resource by file name or stdin',
    ko: '파일이나 표준 입력의 구성을 리소스에 적용합니다',
  },
  long: `Apply a configuration to a resource by file name or stdin. The resource name must be specified. This resource will be created if it doesn't exist yet. To use 'apply', always create the resource initially with either 'apply' or 'create --save-config'.

 JSON and YAML formats are accepted.

 Alpha Disclaimer: the --prune functionality is not yet complete. Do not use unless you are aware of what the current state is. See https://issues.k8s.io/34274.`,
  examples: `# Apply the configuration in pod.json to a pod
kubectl apply -f ./pod.json

# Apply resources from a directory containing kustomization.yaml - e.g. dir/kustomization.yaml
kubectl apply -k dir/

# Apply the JSON passed into stdin to a pod
cat pod.json | kubectl apply -f -

# Apply the configuration from all files that end with '.json'
kubectl apply -f '*.json'

# Note: --prune is still in Alpha
# Apply the configuration in manifest.yaml that matches label app=nginx and delete all other resources that are not in the file and match label app=nginx
kubectl apply --prune -f manifest.yaml -l app=nginx

# Apply the configuration in manifest.yaml and delete all the other config maps that are not in the file
kubectl apply --prune -f manifest.yaml --all --prune-allowlist=core/v1/ConfigMap`,
  usage: 'kubectl apply (-f FILENAME | -k DIRECTORY) [options]',
  flags: [
    RECORD,
    flag(
      '--all',
      'bool',
      'false',
      'Select all resources in the namespace of the specified resource types.',
      '네임스페이스에서 그 종류의 리소스를 모두 고름',
    ),
    ALLOW_MISSING_TEMPLATE_KEYS,
    CASCADE,
    DRY_RUN,
    FIELD_MANAGER_4,
    flag(
      '-f --filename',
      'list',
      '[]',
      'The files that contain the configurations to apply.',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    FORCE,
    flag(
      '--force-conflicts',
      'bool',
      'false',
      'If true, server-side apply will force the changes against conflicts.',
      '서버 측 적용의 충돌을 무시하고 덮어씀',
    ),
    GRACE_PERIOD,
    KUSTOMIZE_2,
    flag(
      '--openapi-patch',
      'bool',
      'true',
      'If true, use openapi to calculate diff when the openapi presents and the resource can be found in the openapi spec. Otherwise, fall back to use baked-in types.',
      'openapi로 차이를 계산',
    ),
    OUTPUT,
    flag(
      '--overwrite',
      'bool',
      'true',
      'Automatically resolve conflicts between the modified and live configuration by using values from the modified configuration',
      '이미 있는 값을 덮어씀',
    ),
    flag(
      '--prune',
      'bool',
      'false',
      'Automatically delete resource objects, that do not appear in the configs and are created by either apply or create --save-config. Should be used with either -l or --all.',
      '구성에 없는 오브젝트를 지움',
    ),
    flag(
      '--prune-allowlist',
      'array',
      '[]',
      'Overwrite the default allowlist with <group/version/kind> for --prune',
      '--prune의 대상 목록을 바꿈',
    ),
    RECURSIVE,
    SELECTOR,
    flag('--server-side', 'bool', 'false', 'If true, apply runs in the server instead of the client.', '서버에서 적용'),
    SHOW_MANAGED_FIELDS,
    flag(
      '--subresource',
      'string',
      '',
      'If specified, apply will operate on the subresource of the requested object.  Only allowed when using --server-side.',
      '대상 하위 리소스',
    ),
    TEMPLATE,
    TIMEOUT,
    VALIDATE,
    WAIT,
  ],
  commands: [APPLY_EDIT_LAST_APPLIED, APPLY_SET_LAST_APPLIED, APPLY_VIEW_LAST_APPLIED],
});
