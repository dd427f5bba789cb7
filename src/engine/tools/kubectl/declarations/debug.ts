import { command, flag } from '../args/declare';

/** `kubectl debug`. */
export const DEBUG = command({
  name: 'debug',
  words: {
    en: 'Create debugging sessions for troubleshooting workloads and nodes',
    ko: '워크로드와 노드를 디버깅하는 세션을 만듭니다',
  },
  long: `Debug cluster resources using interactive debugging containers.

 'debug' provides automation for common debugging tasks for cluster objects identified by resource and name. Pods will be used by default if no resource is specified.

 The action taken by 'debug' varies depending on what resource is specified. Supported actions include:

  *  Workload: Create a copy of an existing pod with certain attributes changed, for example changing the image tag to a new version.
  *  Workload: Add an ephemeral container to an already running pod, for example to add debugging utilities without restarting the pod.
  *  Node: Create a new pod that runs in the node's host namespaces and can access the node's filesystem.

 Note: When a non-root user is configured for the entire target Pod, some capabilities granted by debug profile may not work.`,
  examples: `# Create an interactive debugging session in pod mypod and immediately attach to it.
kubectl debug mypod -it --image=busybox

# Create an interactive debugging session for the pod in the file pod.yaml and immediately attach to it.
# (requires the EphemeralContainers feature to be enabled in the cluster)
kubectl debug -f pod.yaml -it --image=busybox

# Create a debug container named debugger using a custom automated debugging image.
kubectl debug --image=myproj/debug-tools -c debugger mypod

# Create a copy of mypod adding a debug container and attach to it
kubectl debug mypod -it --image=busybox --copy-to=my-debugger

# Create a copy of mypod changing the command of mycontainer
kubectl debug mypod -it --copy-to=my-debugger --container=mycontainer -- sh

# Create a copy of mypod changing all container images to busybox
kubectl debug mypod --copy-to=my-debugger --set-image=*=busybox

# Create a copy of mypod adding a debug container and changing container images
kubectl debug mypod -it --copy-to=my-debugger --image=debian --set-image=app=app:debug,sidecar=sidecar:debug

# Create an interactive debugging session on a node and immediately attach to it.
# The container will run in the host namespaces and the host's filesystem will be mounted at /host
kubectl debug node/mynode -it --image=busybox`,
  usage: 'kubectl debug (POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ] [options]',
  flags: [
    flag(
      '--arguments-only',
      'bool',
      'false',
      'If specified, everything after -- will be passed to the new container as Args instead of Command.',
      '-- 뒤를 명령이 아니라 인수로 새 컨테이너에 넘김',
    ),
    flag(
      '--attach',
      'bool',
      'false',
      "If true, wait for the container to start running, and then attach as if 'kubectl attach ...' were called.  Default false, unless '-i/--stdin' is set, in which case the default is true.",
      '실행된 뒤 컨테이너에 붙음',
    ),
    flag('-c --container', 'string', '', 'Container name to use for debug container.', '컨테이너 이름'),
    flag(
      '--copy-to',
      'string',
      '',
      'Create a copy of the target Pod with this name.',
      '대상 파드의 사본을 이 이름으로 만듦',
    ),
    flag(
      '--custom',
      'string',
      '',
      'Path to a JSON or YAML file containing a partial container spec to customize built-in debug profiles.',
      '디버그 컨테이너를 고칠 부분 스펙 파일',
    ),
    flag('--env', 'array', '[]', 'Environment variables to set in the container.', '환경 변수'),
    flag('-f --filename', 'list', '[]', 'identifying the resource to debug', '리소스가 있는 파일, 디렉터리, URL'),
    flag('--image', 'string', '', 'Container image to use for debug container.', '컨테이너 이미지'),
    flag(
      '--image-pull-policy',
      'string',
      '',
      'The image pull policy for the container. If left empty, this value will not be specified by the client and defaulted by the server.',
      '이미지를 받아오는 정책',
    ),
    flag(
      '--keep-annotations',
      'bool',
      'false',
      "If true, keep the original pod annotations.(This flag only works when used with '--copy-to')",
      '원래 파드의 애노테이션을 유지',
    ),
    flag(
      '--keep-init-containers',
      'bool',
      'true',
      "Run the init containers for the pod. Defaults to true.(This flag only works when used with '--copy-to')",
      '초기화 컨테이너도 실행',
    ),
    flag(
      '--keep-labels',
      'bool',
      'false',
      "If true, keep the original pod labels.(This flag only works when used with '--copy-to')",
      '원래 파드의 레이블을 유지',
    ),
    flag(
      '--keep-liveness',
      'bool',
      'false',
      "If true, keep the original pod liveness probes.(This flag only works when used with '--copy-to')",
      '원래 파드의 활성 프로브를 유지',
    ),
    flag(
      '--keep-readiness',
      'bool',
      'false',
      "If true, keep the original pod readiness probes.(This flag only works when used with '--copy-to')",
      '원래 파드의 준비성 프로브를 유지',
    ),
    flag(
      '--keep-startup',
      'bool',
      'false',
      "If true, keep the original startup probes.(This flag only works when used with '--copy-to')",
      '원래 파드의 스타트업 프로브를 유지',
    ),
    flag(
      '--profile',
      'string',
      'legacy',
      'Options are "legacy", "general", "baseline", "netadmin", "restricted" or "sysadmin".',
      '사용할 프로파일',
    ),
    flag('-q --quiet', 'bool', 'false', 'If true, suppress informational messages.', '안내 출력을 줄임'),
    flag('--replace', 'bool', 'false', "When used with '--copy-to', delete the original Pod.", '원래 파드를 지움'),
    flag(
      '--same-node',
      'bool',
      'false',
      "When used with '--copy-to', schedule the copy of target Pod on the same node.",
      '사본을 원래 파드와 같은 노드에 둠',
    ),
    flag(
      '--set-image',
      'list',
      '[]',
      "When used with '--copy-to', a list of name=image pairs for changing container images, similar to how 'kubectl set image' works.",
      '사본의 컨테이너 이미지를 바꿈(이름=이미지)',
    ),
    flag(
      '--share-processes',
      'bool',
      'true',
      "When used with '--copy-to', enable process namespace sharing in the copy.",
      '사본에서 프로세스 네임스페이스를 공유',
    ),
    flag(
      '-i --stdin',
      'bool',
      'false',
      'Keep stdin open on the container(s) in the pod, even if nothing is attached.',
      '컨테이너에 표준 입력을 넘김',
    ),
    flag(
      '--target',
      'string',
      '',
      'When using an ephemeral container, target processes in this container name.',
      '이 컨테이너의 프로세스를 대상으로 함',
    ),
    flag('-t --tty', 'bool', 'false', 'Allocate a TTY for the debugging container.', 'TTY를 할당'),
  ],
});
