import { formatIpv4, inPrefix, networkOf, type Ipv4 } from '../packet/address';
import type { WalkFailure } from '../walk/explain';
import type { HostObservation, LabObservation, NetnsObservation } from './observe';
import type { Remedy } from './remedy';

type Link = NetnsObservation['links'][number];

interface Place {
  readonly host: HostObservation;
  readonly netns: NetnsObservation;
}

/** Commands that may cure a drop, likeliest first. `lost` is where the packet wanted to go. */
export function candidateCommands(
  lab: LabObservation,
  { walk, step }: WalkFailure,
  lost: Ipv4 | undefined,
): readonly Remedy[] {
  const place = placeOf(lab, step.host, step.netns);
  if (!place) return [];
  const link = place.netns.links.find(({ name }) => name === step.device);
  switch (step.reason) {
    case 'IP_OUTNOROUTES':
    case 'IP_INNOROUTES':
      return lost === undefined ? [] : routes(lab, place, lost);
    case 'IP_INADDRERRORS':
      return [on(place, 'sysctl -w net.ipv4.ip_forward=1')];
    case 'DEV_READY':
      return link ? [setUp(place, link.name)] : [];
    case 'QDISC_DROP':
      return link ? otherEnds(lab, place, link) : [];
    case 'BRIDGE_INGRESS_STP_STATE':
      return link?.master ? [setUp(place, link.master.name), setUp(place, link.name)] : [];
    case 'NEIGH_FAILED':
      return [...(link ? otherEnds(lab, place, link) : []), ...ownersDown(lab, lost)];
    case 'IP_RPFILTER':
      return [
        on(place, `sysctl -w net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.${step.device ?? 'default'}.rp_filter=0`),
      ];
    case 'NETFILTER_DROP': {
      const last = walk.steps.findLast(
        (s) => s.host === step.host && s.netns === step.netns && (s.type === 'rule' || s.type === 'policy'),
      );
      if (last?.type === 'rule') return [on(place, `iptables -t ${last.table} -D ${last.chain} ${last.number}`)];
      return last?.type === 'policy' ? [on(place, `iptables -t ${last.table} -P ${last.chain} ACCEPT`)] : [];
    }
    default:
      return [];
  }
}

function placeOf(lab: LabObservation, hostName: string, netnsName: string): Place | undefined {
  const host = lab.hosts.find(({ name }) => name === hostName);
  const netns = host?.namespaces.find(({ name }) => name === netnsName);
  return host && netns && { host, netns };
}

/** A command as one types it for a namespace of a host. */
function on({ host, netns }: Place, command: string): Remedy {
  if (netns.name === '') return { host: host.name, command };
  const inside = command.startsWith('ip ')
    ? `ip -n ${netns.name} ${command.slice('ip '.length)}`
    : `ip netns exec ${netns.name} ${command}`;
  return { host: host.name, command: inside };
}

function setUp(place: Place, device: string): Remedy {
  return on(place, `ip link set ${device} up`);
}

/** Routes to a network by every neighbour that could know the way; those that forward first. */
function routes(lab: LabObservation, place: Place, lost: Ipv4): readonly Remedy[] {
  const prefix = prefixOf(lab, lost);
  return gatewaysOf(lab, place).map((gateway) => on(place, `ip route add ${prefix} via ${formatIpv4(gateway)}`));
}

/** The network that an address lies in, as some interface of the lab has it; `default` when no interface does. */
export function prefixOf(lab: LabObservation, address: Ipv4): string {
  const [best] = lab.hosts
    .flatMap(({ namespaces }) => namespaces.flatMap(({ links }) => links.flatMap(({ addresses4 }) => addresses4)))
    .filter((a) => a.prefixLength < 32 && inPrefix(address, networkOf(a.address, a.prefixLength), a.prefixLength))
    .sort((a, b) => b.prefixLength - a.prefixLength);
  return best ? `${formatIpv4(networkOf(best.address, best.prefixLength))}/${best.prefixLength}` : 'default';
}

/** Addresses of other namespaces that lie in a network this one is connected to; those that forward first. */
export function gatewaysOf(lab: LabObservation, { host, netns }: Place): readonly Ipv4[] {
  const connected = connectedPrefixes(netns);
  return lab.hosts
    .flatMap((each) => each.namespaces.filter((ns) => each.name !== host.name || ns.name !== netns.name))
    .sort((a, b) => Number(b.forwarding) - Number(a.forwarding))
    .flatMap((ns) => ns.links.flatMap(({ up, addresses4 }) => (up ? addresses4 : [])))
    .map(({ address }) => address)
    .filter((address) => connected.some(({ network, length }) => inPrefix(address, network, length)));
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

/** The other end of a veth pair, and the bridge behind it, where they are down. */
function otherEnds(lab: LabObservation, place: Place, link: Link): readonly Remedy[] {
  const { peer } = link;
  if (!peer) return [];
  const netns =
    peer.netnsName === undefined ? place.netns : place.host.namespaces.find(({ name }) => name === peer.netnsName);
  const everywhere = netns && peer.name !== undefined ? [netns] : place.host.namespaces;
  return everywhere.flatMap((ns) =>
    ns.links
      .filter(
        (other) => !other.up && (peer.name === undefined ? other.ifindex === peer.ifindex : other.name === peer.name),
      )
      .map((other) => setUp({ host: place.host, netns: ns }, other.name)),
  );
}

/** Interfaces that have the address and are down. */
function ownersDown(lab: LabObservation, address: Ipv4 | undefined): readonly Remedy[] {
  return lab.hosts.flatMap((host) =>
    host.namespaces.flatMap((netns) =>
      netns.links
        .filter(({ up, addresses4 }) => !up && addresses4.some((each) => each.address === address))
        .map(({ name }) => setUp({ host, netns }, name)),
    ),
  );
}
