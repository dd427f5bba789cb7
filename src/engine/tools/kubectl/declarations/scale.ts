import { command, flag } from '../args/declare';
import {
  RECORD,
  ALLOW_MISSING_TEMPLATE_KEYS,
  ALL_2,
  DRY_RUN,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SELECTOR,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from './shared-flags';

/** `kubectl scale`. */
export const SCALE = command({
  name: 'scale',
  words: {
    en: 'Set a new size for a deployment, replica set, or replication controller',
    ko: '디플로이먼트나 레플리카셋 등의 크기를 바꿉니다',
  },
  long: `Set a new size for a deployment, replica set, replication controller, or stateful set.

 Scale also allows users to specify one or more preconditions for the scale action.

 If --current-replicas or --resource-version is specified, it is validated before the scale is attempted, and it is guaranteed that the precondition holds true when the scale is sent to the server.`,
  examples: `# Scale a replica set named 'foo' to 3
kubectl scale --replicas=3 rs/foo

# Scale a resource identified by type and name specified in "foo.yaml" to 3
kubectl scale --replicas=3 -f foo.yaml

# If the deployment named mysql's current size is 2, scale mysql to 3
kubectl scale --current-replicas=2 --replicas=3 deployment/mysql

# Scale multiple replication controllers
kubectl scale --replicas=5 rc/example1 rc/example2 rc/example3

# Scale stateful set named 'web' to 3
kubectl scale --replicas=3 statefulset/web`,
  usage:
    'kubectl scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [options]',
  flags: [
    RECORD,
    ALL_2,
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '--current-replicas',
      'int',
      '-1',
      'Precondition for current size. Requires that the current size of the resource match this value in order to scale. -1 (default) for no condition.',
      '현재 크기가 이 값일 때만 바꿈',
    ),
    DRY_RUN,
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files identifying the resource to set a new size',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    KUSTOMIZE,
    OUTPUT,
    RECURSIVE,
    flag('--replicas', 'int', '0', 'The new desired number of replicas. Required.', '원하는 레플리카 수', {
      required: true,
    }),
    flag(
      '--resource-version',
      'string',
      '',
      'Precondition for resource version. Requires that the current resource version match this value in order to scale.',
      '이 리소스 버전일 때만 바꿈',
    ),
    SELECTOR,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    flag(
      '--timeout',
      'duration',
      '0s',
      "The length of time to wait before giving up on a scale operation, zero means don't wait. Any other values should contain a corresponding time unit (e.g. 1s, 2m, 3h).",
      '포기하기 전까지 기다릴 시간',
    ),
  ],
});
