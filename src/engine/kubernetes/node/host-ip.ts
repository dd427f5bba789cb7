import { formatIpv4 } from '../../packet/address';
import type { World } from '../../kernel/world';

/** The address of the card that the default route leaves by, or the first there is. */
export function hostIp(world: World, node: string): string {
  const { devices } = world.netns(world.host(node).rootNetns);
  // Cards come before what was made later; a node has hundreds of veths.
  for (const id of devices.values()) {
    const { name, addresses4 } = world.device(id);
    const [first] = addresses4;
    if (!first || name === 'lo' || MADE_LATER.test(name)) continue;
    return formatIpv4(first.address);
  }
  return '127.0.0.1';
}

/** The address of IPv6 of that card that others may use, if the node's card has one. */
export function hostIps6(world: World, node: string): readonly string[] {
  const { devices } = world.netns(world.host(node).rootNetns);
  for (const id of devices.values()) {
    const { name, addresses4, addresses6 } = world.device(id);
    if (addresses4.length === 0 || name === 'lo' || MADE_LATER.test(name)) continue;
    const global = addresses6.find(({ scope, kernelMade }) => scope === 'global' && !kernelMade);
    return global ? [global.address] : [];
  }
  return [];
}

const MADE_LATER = /^(cni|flannel|weave|cali|cilium|lxc|veth|kube|docker)/;
