import { command, flag } from '../../args/declare';
import {
  RECORD,
  ALLOW_MISSING_TEMPLATE_KEYS,
  ALL_2,
  DRY_RUN,
  FIELD_MANAGER_2,
  LOCAL,
  OUTPUT,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from '../shared-flags';

/** `kubectl set selector`. */
export const SET_SELECTOR = command({
  name: 'selector',
  words: { en: 'Set the selector on a resource', ko: '리소스의 셀렉터를 설정합니다' },
  long: `Set the selector on a resource. Note that the new selector will overwrite the old selector if the resource had one prior to the invocation of 'set selector'.

 A selector must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters. If --resource-version is specified, then updates will use this resource version, otherwise the existing resource-version will be used. Note: currently selectors can only be set on Service objects.`,
  examples: `# Set the labels and selector before creating a deployment/service pair
kubectl create service clusterip my-svc --clusterip="None" -o yaml --dry-run=client | kubectl set selector --local -f - 'environment=qa' -o yaml | kubectl create -f -
kubectl create deployment my-dep --image=nginx -o yaml --dry-run=client | kubectl label --local -f - environment=qa -o yaml | kubectl create -f -`,
  usage: 'kubectl set selector (-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version] [options]',
  flags: [
    RECORD,
    ALL_2,
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FIELD_MANAGER_2,
    flag('-f --filename', 'list', '[]', 'identifying the resource.', '리소스가 있는 파일, 디렉터리, URL'),
    LOCAL,
    OUTPUT,
    flag(
      '-R --recursive',
      'bool',
      'true',
      'Process the directory used in -f, --filename recursively. Useful when you want to manage related manifests organized within the same directory.',
      '하위까지 재귀적으로 처리',
    ),
    flag(
      '--resource-version',
      'string',
      '',
      'If non-empty, the selectors update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.',
      '이 리소스 버전일 때만 바꿈',
    ),
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
