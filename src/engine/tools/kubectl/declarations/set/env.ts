import { command, flag } from '../../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  FIELD_MANAGER_2,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SELECTOR,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from '../shared-flags';

/** `kubectl set env`. */
export const SET_ENV = command({
  name: 'env',
  words: { en: 'Update environment variables on a pod template', ko: '파드 템플릿의 환경 변수를 바꿉니다' },
  long: `Update environment variables on a pod template.

 List environment variable definitions in one or more pods, pod templates. Add, update, or remove container environment variable definitions in one or more pod templates (within replication controllers or deployment configurations). View or modify the environment variable definitions on all containers in the specified pods or pod templates, or just those that match a wildcard.

 If "--env -" is passed, environment variables can be read from STDIN using the standard env syntax.

 Possible resources include (case insensitive):

        pod (po), replicationcontroller (rc), deployment (deploy), daemonset (ds), statefulset (sts), cronjob (cj), replicaset (rs)`,
  examples: `# Update deployment 'registry' with a new environment variable
kubectl set env deployment/registry STORAGE_DIR=/local

# List the environment variables defined on a deployments 'sample-build'
kubectl set env deployment/sample-build --list

# List the environment variables defined on all pods
kubectl set env pods --all --list

# Output modified deployment in YAML, and does not alter the object on the server
kubectl set env deployment/sample-build STORAGE_DIR=/data -o yaml

# Update all containers in all replication controllers in the project to have ENV=prod
kubectl set env rc --all ENV=prod

# Import environment from a secret
kubectl set env --from=secret/mysecret deployment/myapp

# Import environment from a config map with a prefix
kubectl set env --from=configmap/myconfigmap --prefix=MYSQL_ deployment/myapp

# Import specific keys from a config map
kubectl set env --keys=my-example-key --from=configmap/myconfigmap deployment/myapp

# Remove the environment variable ENV from container 'c1' in all deployment configs
kubectl set env deployments --all --containers="c1" ENV-

# Remove the environment variable ENV from a deployment definition on disk and
# update the deployment config on the server
kubectl set env -f deploy.json ENV-

# Set some of the local shell environment into a deployment config on the server
env | grep RAILS_ | kubectl set env -e - deployment/registry`,
  usage: 'kubectl set env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N [options]',
  flags: [
    flag(
      '--all',
      'bool',
      'false',
      'If true, select all resources in the namespace of the specified resource types',
      '네임스페이스에서 그 종류의 리소스를 모두 고름',
    ),
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '-c --containers',
      'string',
      '*',
      'The names of containers in the selected pod templates to change - may use wildcards',
      '대상 컨테이너의 이름(와일드카드 가능)',
    ),
    DRY_RUN,
    flag(
      '-e --env',
      'array',
      '[]',
      'Specify a key-value pair for an environment variable to set into each container.',
      '환경 변수',
    ),
    FIELD_MANAGER_2,
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files the resource to update the env',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    flag(
      '--from',
      'string',
      '',
      'The name of a resource from which to inject environment variables',
      '원본이 되는 리소스',
    ),
    flag('--keys', 'list', '[]', 'Comma-separated list of keys to import from specified resource', '가져올 키의 목록'),
    KUSTOMIZE,
    flag(
      '--list',
      'bool',
      'false',
      'If true, display the environment and any changes in the standard format. this flag will removed when we have kubectl view env.',
      '바꾸지 않고 목록으로 보여 줌',
    ),
    flag(
      '--local',
      'bool',
      'false',
      'If true, set env will NOT contact api-server but run locally.',
      'API 서버에 묻지 않고 로컬에서 처리',
    ),
    OUTPUT,
    flag(
      '--overwrite',
      'bool',
      'true',
      'If true, allow environment to be overwritten, otherwise reject updates that overwrite existing environment.',
      '이미 있는 값을 덮어씀',
    ),
    flag('--prefix', 'string', '', 'Prefix to append to variable names', '앞에 붙일 말이나 로그 출처 표시'),
    RECURSIVE,
    flag(
      '--resolve',
      'bool',
      'false',
      'If true, show secret or configmap references when listing variables',
      '시크릿이나 컨피그맵 참조의 값을 보여 줌',
    ),
    SELECTOR,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
