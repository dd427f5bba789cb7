import { formatIpv4, ipv4, parseIpv4 } from '../../packet/address';
import { addressFromNumber6, numberOf6, parseIpv6 } from '../../packet/ipv6-address';
import { clusterRange } from '../cluster/settings';
import { controllerUser, ownKey, type Component } from './component';

/** Bits of each node's range (--node-cidr-mask-size). */
const NODE_BITS = 24;

/** Gives every node a range of Pod addresses out of the cluster's (pkg/controller/nodeipam). */
export const nodeIpamController: Component = {
  name: 'node-ipam-controller',
  process: 'kube-controller-manager',
  user: controllerUser('node-controller'),
  watches: { nodes: ownKey },
  reconcile(api, key) {
    const node = api.get('nodes', '', key);
    if (!node || node.spec?.podCIDR) return;
    const [range = '', range6] = clusterRange(api.world).split(',');
    const [text = '', bits = '16'] = range.split('/');
    const base = parseIpv4(text);
    if (base === undefined) return;
    const taken = new Set(api.list('nodes').map(({ spec }) => spec?.podCIDR));
    const ranges = 2 ** Math.max(0, NODE_BITS - Number(bits));
    for (let i = 0; i < ranges; i++) {
      const podCIDR = `${formatIpv4(ipv4(base + i * 2 ** (32 - NODE_BITS)))}/${NODE_BITS}`;
      if (taken.has(podCIDR)) continue;
      // Of IPv6 a node has a /64 (--node-cidr-mask-size-ipv6), the one of the same number.
      const second = range6 === undefined ? undefined : subnet6(range6, i);
      const podCIDRs = second === undefined ? [podCIDR] : [podCIDR, second];
      api.update('nodes', node, (old) => ({ ...old, spec: { ...old.spec, podCIDR, podCIDRs } }));
      return;
    }
    api.event(node, {
      type: 'Normal',
      reason: 'CIDRNotAvailable',
      message: `Node ${key} status is now: CIDRNotAvailable`,
      from: 'cidrAllocator',
    });
  },
};

const NODE_BITS6 = 64;

function subnet6(range: string, index: number): string | undefined {
  const base = parseIpv6(range.split('/')[0] ?? '');
  if (base === undefined) return undefined;
  return `${addressFromNumber6(numberOf6(base) + BigInt(index) * 2n ** BigInt(128 - NODE_BITS6))}/${NODE_BITS6}`;
}
