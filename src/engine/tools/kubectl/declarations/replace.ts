import { command, flag } from '../args/declare';
import {
  RECORD,
  ALLOW_MISSING_TEMPLATE_KEYS,
  CASCADE,
  DRY_RUN,
  FORCE,
  GRACE_PERIOD,
  KUSTOMIZE_2,
  OUTPUT,
  RECURSIVE,
  SAVE_CONFIG,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
  TIMEOUT,
  VALIDATE,
  WAIT,
} from './shared-flags';

/** `kubectl replace`. */
export const REPLACE = command({
  name: 'replace',
  words: { en: 'Replace a resource by file name or stdin', ko: '파일이나 표준 입력으로 리소스를 교체합니다' },
  long: `Replace a resource by file name or stdin.

 JSON and YAML formats are accepted. If replacing an existing resource, the complete resource spec must be provided. This can be obtained by

        $ kubectl get TYPE NAME -o yaml`,
  examples: `# Replace a pod using the data in pod.json
kubectl replace -f ./pod.json

# Replace a pod based on the JSON passed into stdin
cat pod.json | kubectl replace -f -

# Update a single-container pod's image version (tag) to v4
kubectl get pod mypod -o yaml | sed 's/\\(image: myimage\\):.*$/\\1:v4/' | kubectl replace -f -

# Force replace, delete and then re-create the resource
kubectl replace --force -f ./pod.json`,
  usage: 'kubectl replace -f FILENAME [options]',
  flags: [
    RECORD,
    ALLOW_MISSING_TEMPLATE_KEYS,
    CASCADE,
    DRY_RUN,
    flag(
      '--field-manager',
      'string',
      'kubectl-replace',
      'Name of the manager used to track field ownership.',
      '필드 소유를 기록할 관리자 이름',
    ),
    flag(
      '-f --filename',
      'list',
      '[]',
      'The files that contain the configurations to replace.',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    FORCE,
    GRACE_PERIOD,
    KUSTOMIZE_2,
    OUTPUT,
    flag(
      '--raw',
      'string',
      '',
      'Raw URI to PUT to the server.  Uses the transport specified by the kubeconfig file.',
      '서버에 직접 요청할 URI 또는 원본 출력',
    ),
    RECURSIVE,
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    flag(
      '--subresource',
      'string',
      '',
      'If specified, replace will operate on the subresource of the requested object.',
      '대상 하위 리소스',
    ),
    TEMPLATE,
    TIMEOUT,
    VALIDATE,
    WAIT,
  ],
});
