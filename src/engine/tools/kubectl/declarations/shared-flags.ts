import { flag } from '../args/declare';

/** Flags that several commands have, word for word; a number tells apart those of one name. */

export const ALL = flag(
  '--all',
  'bool',
  'false',
  'Select all resources, in the namespace of the specified resource types',
  '네임스페이스에서 그 종류의 리소스를 모두 고름',
);
export const ALLOW_MISSING_TEMPLATE_KEYS = flag(
  '--allow-missing-template-keys',
  'bool',
  'true',
  'If true, ignore any errors in templates when a field or map key is missing in the template. Only applies to golang and jsonpath output formats.',
  '템플릿의 필드나 키가 없어도 오류로 보지 않음',
);
export const ALL_2 = flag(
  '--all',
  'bool',
  'false',
  'Select all resources in the namespace of the specified resource types',
  '네임스페이스에서 그 종류의 리소스를 모두 고름',
);
export const ALL_NAMESPACES = flag(
  '-A --all-namespaces',
  'bool',
  'false',
  'If present, list the requested object(s) across all namespaces. Namespace in current context is ignored even if specified with --namespace.',
  '모든 네임스페이스를 대상으로 함',
);
export const ALL_NAMESPACES_2 = flag(
  '-A --all-namespaces',
  'bool',
  'false',
  'If true, check the specified action in all namespaces.',
  '모든 네임스페이스를 대상으로 함',
);
export const APPEND_HASH = flag(
  '--append-hash',
  'bool',
  'false',
  'Append a hash of the secret to its name.',
  '이름 뒤에 내용의 해시를 붙임',
);
export const CASCADE = flag(
  '--cascade',
  'string',
  'background',
  'Must be "background", "orphan", or "foreground". Selects the deletion cascading strategy for the dependents (e.g. Pods created by a ReplicationController). Defaults to background.',
  '종속 오브젝트를 지우는 방식: background, orphan, foreground',
  { noValue: 'background' },
);
export const CHUNK_SIZE = flag(
  '--chunk-size',
  'int',
  '500',
  'Return large lists in chunks rather than all at once. Pass 0 to disable.',
  '큰 목록을 이 개수씩 나눠 받음, 0이면 한 번에',
);
export const CONTAINER = flag(
  '-c --container',
  'string',
  '',
  'Container name. If omitted, use the kubectl.kubernetes.io/default-container annotation for selecting the container to be attached or the first container in the pod will be chosen',
  '컨테이너 이름',
);
export const DRY_RUN = flag(
  '--dry-run',
  'string',
  'none',
  'Must be "none", "server", or "client". If client strategy, only print the object that would be sent, without sending it. If server strategy, submit server-side request without persisting the resource.',
  '실제로 바꾸지 않음: none, server, client',
  { noValue: 'unchanged' },
);
export const FIELD_MANAGER = flag(
  '--field-manager',
  'string',
  'kubectl-create',
  'Name of the manager used to track field ownership.',
  '필드 소유를 기록할 관리자 이름',
);
export const FIELD_MANAGER_2 = flag(
  '--field-manager',
  'string',
  'kubectl-set',
  'Name of the manager used to track field ownership.',
  '필드 소유를 기록할 관리자 이름',
);
export const FIELD_MANAGER_3 = flag(
  '--field-manager',
  'string',
  'kubectl-rollout',
  'Name of the manager used to track field ownership.',
  '필드 소유를 기록할 관리자 이름',
);
export const FIELD_MANAGER_4 = flag(
  '--field-manager',
  'string',
  'kubectl-client-side-apply',
  'Name of the manager used to track field ownership.',
  '필드 소유를 기록할 관리자 이름',
);
export const FIELD_SELECTOR = flag(
  '--field-selector',
  'string',
  '',
  "Selector (field query) to filter on, supports '=', '==', and '!='.(e.g. --field-selector key1=value1,key2=value2). The server only supports a limited number of field queries per type.",
  '필드 셀렉터로 거름',
);
export const FILENAME = flag(
  '-f --filename',
  'list',
  '[]',
  'Filename, directory, or URL to files identifying the resource to get from a server.',
  '리소스가 있는 파일, 디렉터리, URL',
);
export const FILENAME_2 = flag(
  '-f --filename',
  'list',
  '[]',
  'Filename, directory, or URL to files identifying the resource to update',
  '리소스가 있는 파일, 디렉터리, URL',
);
export const FORCE = flag(
  '--force',
  'bool',
  'false',
  'If true, immediately remove resources from API and bypass graceful deletion. Note that immediate deletion of some resources may result in inconsistency or data loss and requires confirmation.',
  '우아한 종료를 건너뛰고 강제로 진행',
);
export const GRACE_PERIOD = flag(
  '--grace-period',
  'int',
  '-1',
  'Period of time in seconds given to the resource to terminate gracefully. Ignored if negative. Set to 1 for immediate shutdown. Can only be set to 0 when --force is true (force deletion).',
  '우아하게 끝날 때까지 줄 시간(초)',
);
export const KUSTOMIZE = flag(
  '-k --kustomize',
  'string',
  '',
  "Process the kustomization directory. This flag can't be used together with -f or -R.",
  'kustomization 디렉터리를 처리',
);
export const KUSTOMIZE_2 = flag(
  '-k --kustomize',
  'string',
  '',
  "Process a kustomization directory. This flag can't be used together with -f or -R.",
  'kustomization 디렉터리를 처리',
);
export const LOCAL = flag(
  '--local',
  'bool',
  'false',
  'If true, annotation will NOT contact api-server but run locally.',
  'API 서버에 묻지 않고 로컬에서 처리',
);
export const NO_HEADERS = flag(
  '--no-headers',
  'bool',
  'false',
  "When using the default or custom-column output format, don't print headers (default print headers).",
  '머리글을 출력하지 않음',
);
export const OUTPUT = flag(
  '-o --output',
  'string',
  '',
  'Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).',
  '출력 형식',
);
export const POD_RUNNING_TIMEOUT = flag(
  '--pod-running-timeout',
  'duration',
  '1m0s',
  'The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running',
  '파드가 하나라도 실행될 때까지 기다릴 시간',
);
export const RECURSIVE = flag(
  '-R --recursive',
  'bool',
  'false',
  'Process the directory used in -f, --filename recursively. Useful when you want to manage related manifests organized within the same directory.',
  '하위까지 재귀적으로 처리',
);
/** cli-runtime's RecordFlags: still understood, no longer shown. */
export const RECORD = flag(
  '--record',
  'bool',
  'false',
  'Record current kubectl command in the resource annotation. If set to false, do not record the command. If set to true, record the command. If not set, default to updating the existing annotation value only if one already exists.',
  '현재 kubectl 명령을 리소스의 애노테이션에 기록',
  { hidden: true, deprecated: '--record will be removed in the future' },
);
export const SAVE_CONFIG = flag(
  '--save-config',
  'bool',
  'false',
  'If true, the configuration of current object will be saved in its annotation. Otherwise, the annotation will be unchanged. This flag is useful when you want to perform kubectl apply on this object in the future.',
  '구성을 애노테이션에 저장',
);
export const SELECTOR = flag(
  '-l --selector',
  'string',
  '',
  "Selector (label query) to filter on, supports '=', '==', '!=', 'in', 'notin'.(e.g. -l key1=value1,key2=value2,key3 in (value3)). Matching objects must satisfy all of the specified label constraints.",
  '레이블 셀렉터로 거름',
);
export const SHOW_MANAGED_FIELDS = flag(
  '--show-managed-fields',
  'bool',
  'false',
  'If true, keep the managedFields when printing objects in JSON or YAML format.',
  'managedFields를 숨기지 않음',
);
export const TCP = flag(
  '--tcp',
  'list',
  '[]',
  "Port pairs can be specified as '<port>:<targetPort>'.",
  '포트 쌍(<port>:<targetPort>)',
);
export const TEMPLATE = flag(
  '--template',
  'string',
  '',
  'Template string or path to template file to use when -o=go-template, -o=go-template-file. The template format is golang templates [http://golang.org/pkg/text/template/#pkg-overview].',
  '템플릿 문자열이나 템플릿 파일의 경로',
);
export const TIMEOUT = flag(
  '--timeout',
  'duration',
  '0s',
  'The length of time to wait before giving up on a delete, zero means determine a timeout from the size of the object',
  '포기하기 전까지 기다릴 시간',
);
export const VALIDATE = flag(
  '--validate',
  'string',
  'strict',
  'Must be one of: strict (or true), warn, ignore (or false). "true" or "strict" will use a schema to validate the input and fail the request if invalid. It will perform server side validation if ServerSideFieldValidation is enabled on the api-server, but will fall back to less reliable client-side validation if not. "warn" will warn about unknown or duplicate fields without blocking the request if server-side field validation is enabled on the API server, and behave as "ignore" otherwise. "false" or "ignore" will not perform any schema validation, silently dropping any unknown or duplicate fields.',
  '입력을 검증하는 방식: strict, warn, ignore',
  { noValue: 'strict' },
);
export const WAIT = flag(
  '--wait',
  'bool',
  'false',
  'If true, wait for resources to be gone before returning. This waits for finalizers.',
  '리소스가 사라질 때까지 기다림',
);
