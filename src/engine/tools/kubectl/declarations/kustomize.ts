import { command, flag } from '../args/declare';

/** `kubectl kustomize`. */
export const KUSTOMIZE = command({
  name: 'kustomize',
  words: {
    en: 'Build a kustomization target from a directory or URL',
    ko: '디렉터리나 URL의 kustomization을 빌드합니다',
  },
  long: "Build a set of KRM resources using a 'kustomization.yaml' file. The DIR argument must be a path to a directory containing 'kustomization.yaml', or a git repository URL with a path suffix specifying same with respect to the repository root. If DIR is omitted, '.' is assumed.",
  examples: `# Build the current working directory
kubectl kustomize

# Build some shared configuration directory
kubectl kustomize /home/config/production

# Build from github
kubectl kustomize https://github.com/kubernetes-sigs/kustomize.git/examples/helloWorld?ref=v1.0.6`,
  usage: 'kubectl kustomize DIR [flags] [options]',
  flags: [
    flag(
      '--as-current-user',
      'bool',
      'false',
      'use the uid and gid of the command executor to run the function in the container',
      '함수를 지금 사용자의 uid와 gid로 실행함',
    ),
    flag('--enable-alpha-plugins', 'bool', 'false', 'enable kustomize plugins', 'kustomize 플러그인을 켬'),
    flag('--enable-helm', 'bool', 'false', 'Enable use of the Helm chart inflator generator.', 'Helm 차트 생성기를 켬'),
    flag('-e --env', 'array', '[]', 'a list of environment variables to be used by functions', '환경 변수'),
    flag(
      '--helm-api-versions',
      'list',
      '[]',
      'Kubernetes api versions used by Helm for Capabilities.APIVersions',
      'Helm에 알릴 API 버전',
    ),
    flag('--helm-command', 'string', 'helm', 'helm command (path to executable)', 'helm 명령의 경로'),
    flag(
      '--helm-debug',
      'bool',
      'false',
      'Enable debug output from the Helm chart inflator generator.',
      'Helm 차트 생성기의 디버그 출력을 켬',
    ),
    flag(
      '--helm-kube-version',
      'string',
      '',
      'Kubernetes version used by Helm for Capabilities.KubeVersion',
      'Helm에 알릴 Kubernetes 버전',
    ),
    flag(
      '--load-restrictor',
      'string',
      'LoadRestrictionsRootOnly',
      "if set to 'LoadRestrictionsNone', local kustomizations may load files from outside their root. This does, however, break the relocatability of the kustomization.",
      'kustomization이 바깥 파일을 읽을 수 있는지',
    ),
    flag('--mount', 'list', '[]', 'a list of storage options read from the filesystem', '함수에 줄 저장소 옵션'),
    flag(
      '--network',
      'bool',
      'false',
      'enable network access for functions that declare it',
      '함수의 네트워크 접근을 허용',
    ),
    flag(
      '--network-name',
      'string',
      'bridge',
      'the docker network to run the container in',
      '컨테이너를 실행할 도커 네트워크',
    ),
    flag('-o --output', 'string', '', 'If specified, write output to this path.', '출력 형식'),
  ],
});
