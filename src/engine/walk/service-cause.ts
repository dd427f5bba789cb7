import type { FailureCause } from './failure';
import type { ServiceCause, ServiceFacts } from './service';
import type { PacketWalk } from './step';

/** What a failure comes to when the packet was for a Service: the Service's own fault, or the cause as it was. */
export function serviceCause({ steps }: PacketWalk, cause: FailureCause | undefined): FailureCause | undefined {
  const step = steps.findLast(({ type }) => type === 'service');
  if (step?.type !== 'service') return cause;
  const { facts } = step;
  return blame(facts, cause) ?? cause;
}

/** Chains of nftables mode that refuse what nobody is there for, and that drop what nobody here may answer. */
const NFT_CHAINS: ReadonlyMap<string, { readonly local: boolean }> = new Map([
  ['reject-chain', { local: false }],
  ['service-endpoints-check', { local: true }],
  ['nodeport-endpoints-check', { local: true }],
]);

function blame(facts: ServiceFacts, cause: FailureCause | undefined): ServiceCause | undefined {
  const refused = cause?.code === 'rule' ? /has no (local )?endpoints/.exec(cause.rule) : null;
  if (refused) return { code: 'no-endpoints', facts, local: refused[1] !== undefined };
  const byNft = cause?.code === 'rule' && cause.table === 'ip kube-proxy' ? NFT_CHAINS.get(cause.chain) : undefined;
  if (byNft) return { code: 'no-endpoints', facts, local: byNft.local };
  if (facts.endpoint === undefined && facts.ready === 0 && cause === undefined)
    return { code: 'no-endpoints', facts, local: false };
  if (facts.protocol === 'icmp') return cause?.code === 'rule' ? undefined : { code: 'virtual-address', facts };
  if (facts.endpoint === undefined) return { code: 'no-service-rules', facts };
  if (cause?.code !== 'no-socket') return undefined;
  const { protocol, port, listeners } = cause;
  if (protocol !== 'tcp' && protocol !== 'udp') return undefined;
  return { code: 'wrong-target-port', facts, protocol, port, listeners };
}
