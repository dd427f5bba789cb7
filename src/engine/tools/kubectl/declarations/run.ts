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
  POD_RUNNING_TIMEOUT,
  RECURSIVE,
  SAVE_CONFIG,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
  TIMEOUT,
  WAIT,
} from './shared-flags';

/** `kubectl run`. */
export const RUN = command({
  name: 'run',
  words: { en: 'Run a particular image on the cluster', ko: '클러스터에서 이미지 하나를 파드로 실행합니다' },
  long: 'Create and run a particular image in a pod.',
  examples: `# Start a nginx pod
kubectl run nginx --image=nginx

# Start a hazelcast pod and let the container expose port 5701
kubectl run hazelcast --image=hazelcast/hazelcast --port=5701

# Start a hazelcast pod and set environment variables "DNS_DOMAIN=cluster" and "POD_NAMESPACE=default" in the container
kubectl run hazelcast --image=hazelcast/hazelcast --env="DNS_DOMAIN=cluster" --env="POD_NAMESPACE=default"

# Start a hazelcast pod and set labels "app=hazelcast" and "env=prod" in the container
kubectl run hazelcast --image=hazelcast/hazelcast --labels="app=hazelcast,env=prod"

# Dry run; print the corresponding API objects without creating them
kubectl run nginx --image=nginx --dry-run=client

# Start a nginx pod, but overload the spec with a partial set of values parsed from JSON
kubectl run nginx --image=nginx --overrides='{ "apiVersion": "v1", "spec": { ... } }'

# Start a busybox pod and keep it in the foreground, don't restart it if it exits
kubectl run -i -t busybox --image=busybox --restart=Never

# Start the nginx pod using the default command, but use custom arguments (arg1 .. argN) for that command
kubectl run nginx --image=nginx -- <arg1> <arg2> ... <argN>

# Start the nginx pod using a different command and custom arguments
kubectl run nginx --image=nginx --command -- <cmd> <arg1> ... <argN>`,
  usage:
    'kubectl run NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...] [options]',
  flags: [
    RECORD,
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag('--annotations', 'array', '[]', 'Annotations to apply to the pod.', '파드에 붙일 애노테이션'),
    flag(
      '--attach',
      'bool',
      'false',
      "If true, wait for the Pod to start running, and then attach to the Pod as if 'kubectl attach ...' were called.  Default false, unless '-i/--stdin' is set, in which case the default is true. With '--restart=Never' the exit code of the container process is returned.",
      '실행된 뒤 컨테이너에 붙음',
    ),
    CASCADE,
    flag(
      '--command',
      'bool',
      'false',
      "If true and extra arguments are present, use them as the 'command' field in the container, rather than the 'args' field which is the default.",
      '나머지 인수를 args가 아니라 command로 사용',
    ),
    DRY_RUN,
    flag('--env', 'array', '[]', 'Environment variables to set in the container.', '환경 변수'),
    flag(
      '--expose',
      'bool',
      'false',
      'If true, create a ClusterIP service associated with the pod.  Requires `--port`.',
      '파드를 위한 ClusterIP 서비스도 만듦(--port 필요)',
    ),
    flag(
      '--field-manager',
      'string',
      'kubectl-run',
      'Name of the manager used to track field ownership.',
      '필드 소유를 기록할 관리자 이름',
    ),
    flag('-f --filename', 'list', '[]', 'to use to replace the resource.', '리소스가 있는 파일, 디렉터리, URL'),
    FORCE,
    GRACE_PERIOD,
    flag('--image', 'string', '', 'The image for the container to run.', '컨테이너 이미지', { required: true }),
    flag(
      '--image-pull-policy',
      'string',
      '',
      'The image pull policy for the container.  If left empty, this value will not be specified by the client and defaulted by the server.',
      '이미지를 받아오는 정책',
    ),
    KUSTOMIZE_2,
    flag(
      '-l --labels',
      'string',
      '',
      'Comma separated labels to apply to the pod. Will override previous values.',
      '붙일 레이블',
    ),
    flag(
      '--leave-stdin-open',
      'bool',
      'false',
      'If the pod is started in interactive mode or with stdin, leave stdin open after the first attach completes. By default, stdin will be closed after the first attach completes.',
      '처음 붙은 뒤에도 표준 입력을 열어 둠',
    ),
    OUTPUT,
    flag(
      '--override-type',
      'string',
      'merge',
      'The method used to override the generated object: json, merge, or strategic.',
      '덮어쓰는 방법: json, merge, strategic',
    ),
    flag(
      '--overrides',
      'string',
      '',
      'An inline JSON override for the generated object. If this is non-empty, it is used to override the generated object. Requires that the object supply a valid apiVersion field.',
      '만들 오브젝트를 덮어쓸 JSON',
    ),
    POD_RUNNING_TIMEOUT,
    flag('--port', 'string', '', 'The port that this container exposes.', '포트'),
    flag(
      '--privileged',
      'bool',
      'false',
      'If true, run the container in privileged mode.',
      '컨테이너를 특권 모드로 실행',
    ),
    flag('-q --quiet', 'bool', 'false', 'If true, suppress prompt messages.', '안내 출력을 줄임'),
    RECURSIVE,
    flag(
      '--restart',
      'string',
      'Always',
      'The restart policy for this Pod.  Legal values [Always, OnFailure, Never].',
      '재시작 정책',
    ),
    flag(
      '--rm',
      'bool',
      'false',
      "If true, delete the pod after it exits.  Only valid when attaching to the container, e.g. with '--attach' or with '-i/--stdin'.",
      '컨테이너가 끝나면 파드를 지움',
    ),
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    flag(
      '-i --stdin',
      'bool',
      'false',
      'Keep stdin open on the container in the pod, even if nothing is attached.',
      '컨테이너에 표준 입력을 넘김',
    ),
    TEMPLATE,
    TIMEOUT,
    flag('-t --tty', 'bool', 'false', 'Allocate a TTY for the container in the pod.', 'TTY를 할당'),
    WAIT,
  ],
});
