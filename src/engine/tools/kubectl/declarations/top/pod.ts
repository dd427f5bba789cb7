import { command, flag } from '../../args/declare';
import { ALL_NAMESPACES, FIELD_SELECTOR, SELECTOR } from '../shared-flags';

/** `kubectl top pod`. */
export const TOP_POD = command({
  name: 'pod',
  aliases: ['pods', 'po'],
  words: { en: 'Display resource (CPU/memory) usage of pods', ko: '파드의 리소스 사용량을 보여 줍니다' },
  long: `Display resource (CPU/memory) usage of pods.

 The 'top pod' command allows you to see the resource consumption of pods.

 Due to the metrics pipeline delay, they may be unavailable for a few minutes since pod creation.`,
  examples: `# Show metrics for all pods in the default namespace
kubectl top pod

# Show metrics for all pods in the given namespace
kubectl top pod --namespace=NAMESPACE

# Show metrics for a given pod and its containers
kubectl top pod POD_NAME --containers

# Show metrics for the pods defined by label name=myLabel
kubectl top pod -l name=myLabel`,
  usage: 'kubectl top pod [NAME | -l label] [options]',
  flags: [
    ALL_NAMESPACES,
    flag(
      '--containers',
      'bool',
      'false',
      'If present, print usage of containers within a pod.',
      '대상 컨테이너의 이름(와일드카드 가능)',
    ),
    FIELD_SELECTOR,
    flag('--no-headers', 'bool', 'false', 'If present, print output without headers.', '머리글을 출력하지 않음'),
    SELECTOR,
    flag('--show-swap', 'bool', 'false', 'Print pod resources related to swap memory.', '스왑 사용량도 출력'),
    flag(
      '--sort-by',
      'string',
      '',
      "If non-empty, sort pods list using specified field. The field can be either 'cpu' or 'memory'.",
      '이 필드로 정렬',
    ),
    flag('--sum', 'bool', 'false', 'Print the sum of the resource usage', '사용량의 합을 출력'),
    flag(
      '--use-protocol-buffers',
      'bool',
      'true',
      'Enables using protocol-buffers to access Metrics API.',
      '메트릭 API에 프로토콜 버퍼를 사용',
    ),
  ],
});
