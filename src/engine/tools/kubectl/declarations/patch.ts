import { command, flag } from '../args/declare';
import {
  RECORD,
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  FILENAME_2,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from './shared-flags';

/** `kubectl patch`. */
export const PATCH = command({
  name: 'patch',
  words: { en: 'Update fields of a resource', ko: '리소스의 필드를 바꿉니다' },
  long: `Update fields of a resource using strategic merge patch, a JSON merge patch, or a JSON patch.

 JSON and YAML formats are accepted.

 Note: Strategic merge patch is not supported for custom resources.`,
  examples: `# Partially update a node using a strategic merge patch, specifying the patch as JSON
kubectl patch node k8s-node-1 -p '{"spec":{"unschedulable":true}}'

# Partially update a node using a strategic merge patch, specifying the patch as YAML
kubectl patch node k8s-node-1 -p $'spec:\\n unschedulable: true'

# Partially update a node identified by the type and name specified in "node.json" using strategic merge patch
kubectl patch -f node.json -p '{"spec":{"unschedulable":true}}'

# Update a container's image; spec.containers[*].name is required because it's a merge key
kubectl patch pod valid-pod -p '{"spec":{"containers":[{"name":"kubernetes-serve-hostname","image":"new image"}]}}'

# Update a container's image using a JSON patch with positional arrays
kubectl patch pod valid-pod --type='json' -p='[{"op": "replace", "path": "/spec/containers/0/image", "value":"new image"}]'

# Update a deployment's replicas through the 'scale' subresource using a merge patch
kubectl patch deployment nginx-deployment --subresource='scale' --type='merge' -p '{"spec":{"replicas":2}}'`,
  usage: 'kubectl patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE] [options]',
  flags: [
    RECORD,
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    flag(
      '--field-manager',
      'string',
      'kubectl-patch',
      'Name of the manager used to track field ownership.',
      '필드 소유를 기록할 관리자 이름',
    ),
    FILENAME_2,
    KUSTOMIZE,
    flag(
      '--local',
      'bool',
      'false',
      'If true, patch will operate on the content of the file, not the server-side resource.',
      'API 서버에 묻지 않고 로컬에서 처리',
    ),
    OUTPUT,
    flag('-p --patch', 'string', '', 'The patch to be applied to the resource JSON file.', '적용할 패치'),
    flag('--patch-file', 'string', '', 'A file containing a patch to be applied to the resource.', '패치가 있는 파일'),
    RECURSIVE,
    SHOW_MANAGED_FIELDS,
    flag(
      '--subresource',
      'string',
      '',
      'If specified, patch will operate on the subresource of the requested object.',
      '대상 하위 리소스',
    ),
    TEMPLATE,
    flag('--type', 'string', 'strategic', 'The type of patch being provided; one of [json merge strategic]', '종류'),
  ],
});
