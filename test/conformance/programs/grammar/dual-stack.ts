import type fc from 'fast-check';
import { number, oneOf, phrase, weighted } from './pieces';
import type { PlacedDevice, Topology } from './topology';

/** IPv6 beside the IPv4 of a topology: each subnet has one of IPv6, each address one with the same last number. */

export interface DualTopology extends Topology {
  readonly addresses6: readonly (PlacedDevice & { readonly address: string })[];
}

/** Adds the addresses, and the routes of a router. All skip duplicate detection, which takes one or two seconds that nobody can foretell. */
export function withIpv6(topology: Topology): DualTopology {
  const subnets = [...new Set(topology.addresses.map(({ address }) => subnetOf(address)))];
  const addresses6 = topology.addresses
    .filter(({ name }) => name !== 'lo')
    .map(({ namespace, name, address }) => ({
      namespace,
      name,
      address: `fd00:${subnets.indexOf(subnetOf(address)) + 1}::${address.slice(address.lastIndexOf('.') + 1)}`,
    }));
  const give = addresses6.map(
    ({ namespace, name, address }) =>
      `ip ${namespace === '' ? '' : `-n ${namespace} `}addr add ${address}/64 dev ${name} nodad`,
  );
  const routes = topology.setup.some((command) => command.includes('ip_forward=1'))
    ? [
        'sysctl -qw net.ipv6.conf.all.forwarding=1; sysctl -qw net.bridge.bridge-nf-call-ip6tables=0',
        ...['red', 'blue'].map((name, i) => `ip -n ${name} -6 route add default via fd00:${i + 1}::1`),
      ]
    : ['sysctl -qw net.bridge.bridge-nf-call-ip6tables=0'];
  const undetected = topology.namespaces.map(
    (name) =>
      `${name === '' ? '' : `ip netns exec ${name} `}sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0`,
  );
  const made = topology.setup.filter((command) => command.startsWith('ip netns add'));
  const rest = topology.setup.filter((command) => !command.startsWith('ip netns add'));
  return { ...topology, addresses6, setup: [...made, undetected.join('; '), ...rest, ...give, ...routes] };
}

function subnetOf(address: string): string {
  return address.slice(0, address.lastIndexOf('.'));
}

/** The address of some device. */
export function deviceAddress6({ addresses6 }: DualTopology): fc.Arbitrary<string> {
  return oneOf('::1', ...addresses6.map(({ address }) => address));
}

/** A host's address: one that answers, a neighbour that does not exist, one elsewhere, or none. */
export function hostAddress6(topology: DualTopology): fc.Arbitrary<string> {
  return weighted(
    [50, deviceAddress6(topology)],
    [20, phrase(oneOf('fd00:1::', 'fd00:2::'), number(1, 9)).map((words) => words.replace(' ', ''))],
    [10, oneOf('fd00:9::1', '2001:db8::1', '2001:db8:0:0:0:0:0:1')],
    [3, oneOf('::', 'ff02::1:2', 'fe80::1')],
    [3, oneOf('fd00::g', 'fd00:1', '1:2:3:4:5:6:7:8:9', '10.0.0.1', ':::')],
  );
}

/** A prefix for a route, a rule or an address; host bits are sometimes left in. */
export function prefix6(topology: DualTopology): fc.Arbitrary<string> {
  return weighted(
    [6, oneOf('fd00:1::/64', 'fd00:2::/64', 'fd00::/16', '2001:db8::/32', 'fd00:1::/96')],
    [3, oneOf('default', '::/0', '2001:db8::1', '2001:db8::1/128')],
    [2, oneOf('fd00:1::7/64', 'fd00:1::/129', 'fd00:1::/x', 'fd00::/')],
    [3, hostAddress6(topology)],
  );
}
