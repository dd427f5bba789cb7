import { command, flag } from '../args/declare';
import {
  RECORD,
  ALL,
  ALLOW_MISSING_TEMPLATE_KEYS,
  ALL_NAMESPACES_2,
  DRY_RUN,
  FIELD_SELECTOR,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SELECTOR,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from './shared-flags';

/** `kubectl label`. */
export const LABEL = command({
  name: 'label',
  words: { en: 'Update the labels on a resource', ko: '리소스의 레이블을 바꿉니다' },
  long: `Update the labels on a resource.

  *  A label key and value must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters each.
  *  Optionally, the key can begin with a DNS subdomain prefix and a single '/', like example.com/my-app.
  *  If --overwrite is true, then existing labels can be overwritten, otherwise attempting to overwrite a label will result in an error.
  *  If --resource-version is specified, then updates will use this resource version, otherwise the existing resource-version will be used.`,
  examples: `# Update pod 'foo' with the label 'unhealthy' and the value 'true'
kubectl label pods foo unhealthy=true

# Update pod 'foo' with the label 'status' and the value 'unhealthy', overwriting any existing value
kubectl label --overwrite pods foo status=unhealthy

# Update all pods in the namespace
kubectl label pods --all status=unhealthy

# Update a pod identified by the type and name in "pod.json"
kubectl label -f pod.json status=unhealthy

# Update pod 'foo' only if the resource is unchanged from version 1
kubectl label pods foo status=unhealthy --resource-version=1

# Update pod 'foo' by removing a label named 'bar' if it exists
# Does not require the --overwrite flag
kubectl label pods foo bar-`,
  usage:
    'kubectl label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
  flags: [
    RECORD,
    ALL,
    ALL_NAMESPACES_2,
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    flag(
      '--field-manager',
      'string',
      'kubectl-label',
      'Name of the manager used to track field ownership.',
      '필드 소유를 기록할 관리자 이름',
    ),
    FIELD_SELECTOR,
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files identifying the resource to update the labels',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    KUSTOMIZE,
    flag(
      '--list',
      'bool',
      'false',
      'If true, display the labels for a given resource.',
      '바꾸지 않고 목록으로 보여 줌',
    ),
    flag(
      '--local',
      'bool',
      'false',
      'If true, label will NOT contact api-server but run locally.',
      'API 서버에 묻지 않고 로컬에서 처리',
    ),
    OUTPUT,
    flag(
      '--overwrite',
      'bool',
      'false',
      'If true, allow labels to be overwritten, otherwise reject label updates that overwrite existing labels.',
      '이미 있는 값을 덮어씀',
    ),
    RECURSIVE,
    flag(
      '--resource-version',
      'string',
      '',
      'If non-empty, the labels update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.',
      '이 리소스 버전일 때만 바꿈',
    ),
    SELECTOR,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
