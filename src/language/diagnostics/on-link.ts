import type { HostObservation, LabObservation, NetnsObservation } from '../../engine';
import { inPrefix, networkOf, type Ipv4 } from '../../engine/packet/address';

/** Where a command runs. */
export interface Where {
  readonly host: HostObservation;
  readonly netns: NetnsObservation;
}

/** Networks that a namespace reaches without a router: those of the addresses on its links that are up. */
export function connectedPrefixes(
  netns: NetnsObservation,
): readonly { readonly network: Ipv4; readonly length: number }[] {
  return netns.links
    .filter(({ up, kind }) => up && kind.type !== 'loopback')
    .flatMap(({ addresses4 }) =>
      addresses4.map(({ address, prefixLength }) => ({
        network: networkOf(address, prefixLength),
        length: prefixLength,
      })),
    );
}

/** Addresses of other namespaces that lie in a network this one is connected to; those that forward first. */
export function gatewaysOf(lab: LabObservation, { host, netns }: Where): readonly Ipv4[] {
  const connected = connectedPrefixes(netns);
  const others = lab.hosts.flatMap((each) =>
    each.namespaces.filter((ns) => each.name !== host.name || ns.name !== netns.name),
  );
  return others
    .toSorted((a, b) => Number(b.forwarding) - Number(a.forwarding))
    .flatMap((ns) => ns.links.flatMap(({ up, addresses4 }) => (up ? addresses4 : [])))
    .map(({ address }) => address)
    .filter((address) => connected.some(({ network, length }) => inPrefix(address, network, length)));
}
