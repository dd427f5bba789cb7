import { command, flag } from '../args/declare';
import {
  RECORD,
  ALLOW_MISSING_TEMPLATE_KEYS,
  ALL_NAMESPACES_2,
  DRY_RUN,
  FIELD_SELECTOR,
  KUSTOMIZE,
  LOCAL,
  OUTPUT,
  RECURSIVE,
  SELECTOR,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from './shared-flags';

/** `kubectl annotate`. */
export const ANNOTATE = command({
  name: 'annotate',
  words: { en: 'Update the annotations on a resource', ko: '리소스의 애노테이션을 바꿉니다' },
  long: `Update the annotations on one or more resources.

 All Kubernetes objects support the ability to store additional data with the object as annotations. Annotations are key/value pairs that can be larger than labels and include arbitrary string values such as structured JSON. Tools and system extensions may use annotations to store their own data.

 Attempting to set an annotation that already exists will fail unless --overwrite is set. If --resource-version is specified and does not match the current resource version on the server the command will fail.

Use "kubectl api-resources" for a complete list of supported resources.`,
  examples: `# Update pod 'foo' with the annotation 'description' and the value 'my frontend'
# If the same annotation is set multiple times, only the last value will be applied
kubectl annotate pods foo description='my frontend'

# Update a pod identified by type and name in "pod.json"
kubectl annotate -f pod.json description='my frontend'

# Update pod 'foo' with the annotation 'description' and the value 'my frontend running nginx', overwriting any existing value
kubectl annotate --overwrite pods foo description='my frontend running nginx'

# Update all pods in the namespace
kubectl annotate pods --all description='my frontend running nginx'

# Update pod 'foo' only if the resource is unchanged from version 1
kubectl annotate pods foo description='my frontend running nginx' --resource-version=1

# Update pod 'foo' by removing an annotation named 'description' if it exists
# Does not require the --overwrite flag
kubectl annotate pods foo description-`,
  usage:
    'kubectl annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
  flags: [
    RECORD,
    flag(
      '--all',
      'bool',
      'false',
      'Select all resources, in the namespace of the specified resource types.',
      '네임스페이스에서 그 종류의 리소스를 모두 고름',
    ),
    ALL_NAMESPACES_2,
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    flag(
      '--field-manager',
      'string',
      'kubectl-annotate',
      'Name of the manager used to track field ownership.',
      '필드 소유를 기록할 관리자 이름',
    ),
    FIELD_SELECTOR,
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files identifying the resource to update the annotation',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    KUSTOMIZE,
    flag(
      '--list',
      'bool',
      'false',
      'If true, display the annotations for a given resource.',
      '바꾸지 않고 목록으로 보여 줌',
    ),
    LOCAL,
    OUTPUT,
    flag(
      '--overwrite',
      'bool',
      'false',
      'If true, allow annotations to be overwritten, otherwise reject annotation updates that overwrite existing annotations.',
      '이미 있는 값을 덮어씀',
    ),
    RECURSIVE,
    flag(
      '--resource-version',
      'string',
      '',
      'If non-empty, the annotation update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.',
      '이 리소스 버전일 때만 바꿈',
    ),
    SELECTOR,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
