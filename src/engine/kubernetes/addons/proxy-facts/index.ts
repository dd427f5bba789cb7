import type { ProxyQuestion } from '../../../kernel/cluster-records';
import type { World } from '../../../kernel/world';
import type { ProxyFacts } from '../../../walk/proxy';
import { gatewayFacts } from './gateway';
import { ingressFacts, ingressTlsFacts } from './ingress';

/** What the cluster knows of a request that one of its proxies has; asked only while somebody records a walk. */
export function proxied(world: World, question: ProxyQuestion): ProxyFacts | undefined {
  if (question.program === 'nginx-gateway-agent') return gatewayFacts(world, question);
  if (question.program !== 'nginx-ingress-controller') return undefined;
  return question.hello ? ingressTlsFacts(world, question) : ingressFacts(world, question);
}
