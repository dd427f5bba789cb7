import { command, flag } from '../../args/declare';
import {
  RECORD,
  ALL,
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  FIELD_MANAGER_2,
  FILENAME,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SELECTOR,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from '../shared-flags';

/** `kubectl set resources`. */
export const SET_RESOURCES = command({
  name: 'resources',
  words: {
    en: 'Update resource requests/limits on objects with pod templates',
    ko: '파드 템플릿의 요청량과 상한을 바꿉니다',
  },
  long: `Specify compute resource requirements (CPU, memory) for any resource that defines a pod template.  If a pod is successfully scheduled, it is guaranteed the amount of resource requested, but may burst up to its specified limits.

 For each compute resource, if a limit is specified and a request is omitted, the request will default to the limit.

 Possible resources include (case insensitive): Use "kubectl api-resources" for a complete list of supported resources..`,
  examples: `# Set a deployments nginx container cpu limits to "200m" and memory to "512Mi"
kubectl set resources deployment nginx -c=nginx --limits=cpu=200m,memory=512Mi

# Set the resource request and limits for all containers in nginx
kubectl set resources deployment nginx --limits=cpu=200m,memory=512Mi --requests=cpu=100m,memory=256Mi

# Remove the resource requests for resources on containers in nginx
kubectl set resources deployment nginx --limits=cpu=0,memory=0 --requests=cpu=0,memory=0

# Print the result (in yaml format) of updating nginx container limits from a local, without hitting the server
kubectl set resources -f path/to/file.yaml --limits=cpu=200m,memory=512Mi --local -o yaml`,
  usage: 'kubectl set resources (-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS] [options]',
  flags: [
    RECORD,
    ALL,
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '-c --containers',
      'string',
      '*',
      'The names of containers in the selected pod templates to change, all containers are selected by default - may use wildcards',
      '대상 컨테이너의 이름(와일드카드 가능)',
    ),
    DRY_RUN,
    FIELD_MANAGER_2,
    FILENAME,
    KUSTOMIZE,
    flag(
      '--limits',
      'string',
      '',
      "The resource requirement requests for this container.  For example, 'cpu=100m,memory=256Mi'.  Note that server side components may assign requests depending on the server configuration, such as limit ranges.",
      '컨테이너 자원의 상한',
    ),
    flag(
      '--local',
      'bool',
      'false',
      'If true, set resources will NOT contact api-server but run locally.',
      'API 서버에 묻지 않고 로컬에서 처리',
    ),
    OUTPUT,
    RECURSIVE,
    flag(
      '--requests',
      'string',
      '',
      "The resource requirement requests for this container.  For example, 'cpu=100m,memory=256Mi'.  Note that server side components may assign requests depending on the server configuration, such as limit ranges.",
      '컨테이너 자원의 요청량',
    ),
    SELECTOR,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
