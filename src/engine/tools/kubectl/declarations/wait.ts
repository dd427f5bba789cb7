import { command, flag } from '../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  ALL_2,
  ALL_NAMESPACES,
  FIELD_SELECTOR,
  LOCAL,
  OUTPUT,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from './shared-flags';

/** `kubectl wait`. */
export const WAIT = command({
  name: 'wait',
  suggestFor: ['list', 'ps'],
  words: {
    en: 'Wait for a specific condition on one or many resources',
    ko: '리소스가 특정 조건이 될 때까지 기다립니다',
  },
  long: `Wait for a specific condition on one or many resources.

 The command takes multiple resources and waits until the specified condition is seen in the Status field of every given resource.

 Alternatively, the command can wait for the given set of resources to be created or deleted by providing the "create" or "delete" keyword as the value to the --for flag.

 A successful message will be printed to stdout indicating when the specified condition has been met. You can use -o option to change to output destination.`,
  examples: `# Wait for the pod "busybox1" to contain the status condition of type "Ready"
kubectl wait --for=condition=Ready pod/busybox1

# The default value of status condition is true; you can wait for other targets after an equal delimiter (compared after Unicode simple case folding, which is a more general form of case-insensitivity)
kubectl wait --for=condition=Ready=false pod/busybox1

# Wait for the pod "busybox1" to contain the status phase to be "Running"
kubectl wait --for=jsonpath='{.status.phase}'=Running pod/busybox1

# Wait for pod "busybox1" to be Ready
kubectl wait --for='jsonpath={.status.conditions[?(@.type=="Ready")].status}=True' pod/busybox1

# Wait for the service "loadbalancer" to have ingress
kubectl wait --for=jsonpath='{.status.loadBalancer.ingress}' service/loadbalancer

# Wait for the secret "busybox1" to be created, with a timeout of 30s
kubectl create secret generic busybox1
kubectl wait --for=create secret/busybox1 --timeout=30s

# Wait for the pod "busybox1" to be deleted, with a timeout of 60s, after having issued the "delete" command
kubectl delete pod/busybox1
kubectl wait --for=delete pod/busybox1 --timeout=60s`,
  usage:
    "kubectl wait ([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]] [options]",
  flags: [
    ALL_2,
    ALL_NAMESPACES,
    ALLOW_MISSING_TEMPLATE_KEYS,
    FIELD_SELECTOR,
    flag('-f --filename', 'list', '[]', 'identifying the resource.', '리소스가 있는 파일, 디렉터리, URL'),
    flag(
      '--for',
      'string',
      '',
      "The condition to wait on: [create|delete|condition=condition-name[=condition-value]|jsonpath='{JSONPath expression}'=[JSONPath value]]. The default condition-value is true. Condition values are compared after Unicode simple case folding, which is a more general form of case-insensitivity.",
      '기다릴 조건이나 이벤트의 대상',
    ),
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
      '-l --selector',
      'string',
      '',
      "Selector (label query) to filter on, supports '=', '==', and '!='.(e.g. -l key1=value1,key2=value2)",
      '레이블 셀렉터로 거름',
    ),
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    flag(
      '--timeout',
      'duration',
      '30s',
      "The length of time to wait before giving up. Zero means check once and don't wait, negative means wait for a week.",
      '포기하기 전까지 기다릴 시간',
    ),
  ],
});
