import { command, flag } from '../../args/declare';
import { SELECTOR } from '../shared-flags';

/** `kubectl top node`. */
export const TOP_NODE = command({
  name: 'node',
  aliases: ['nodes', 'no'],
  words: { en: 'Display resource (CPU/memory) usage of nodes', ko: '노드의 리소스 사용량을 보여 줍니다' },
  long: `Display resource (CPU/memory) usage of nodes.

 The top-node command allows you to see the resource consumption of nodes.`,
  examples: `# Show metrics for all nodes
kubectl top node

# Show metrics for a given node
kubectl top node NODE_NAME`,
  usage: 'kubectl top node [NAME | -l label] [options]',
  flags: [
    flag('--no-headers', 'bool', 'false', 'If present, print output without headers', '머리글을 출력하지 않음'),
    SELECTOR,
    flag(
      '--show-capacity',
      'bool',
      'false',
      'Print node resources based on Capacity instead of Allocatable(default) of the nodes.',
      'Allocatable 대신 Capacity 기준으로 출력',
    ),
    flag('--show-swap', 'bool', 'false', 'Print node resources related to swap memory.', '스왑 사용량도 출력'),
    flag(
      '--sort-by',
      'string',
      '',
      "If non-empty, sort nodes list using specified field. The field can be either 'cpu' or 'memory'.",
      '이 필드로 정렬',
    ),
    flag(
      '--use-protocol-buffers',
      'bool',
      'true',
      'Enables using protocol-buffers to access Metrics API.',
      '메트릭 API에 프로토콜 버퍼를 사용',
    ),
  ],
});
