import { formatIpv4, inPrefix, networkOf, type Ipv4 } from '../../packet/address';
import type { Ipv4AddressRecord, NetnsId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import type { HostObservation, LabObservation, NetnsObservation } from '../observe';

/** A command that makes packets pass, and the host to type it on. */
export interface Remedy {
  readonly host: string;
  readonly command: string;
  /** It is typed in the place of the command that failed. */
  readonly instead?: true;
}

export type Link = NetnsObservation['links'][number];

/** A namespace of a host: where a command is typed. */
export interface Place {
  readonly host: HostObservation;
  readonly netns: NetnsObservation;
}

/** An address of a lab and the device that has it. */
export interface Owned extends Place {
  readonly link: Link;
  readonly record: Ipv4AddressRecord;
}

export function placeOf(lab: LabObservation, at: { readonly host: string; readonly netns: string }): Place | undefined {
  const host = lab.hosts.find(({ name }) => name === at.host);
  const netns = host?.namespaces.find(({ name }) => name === at.netns);
  return host && netns && { host, netns };
}

/** Every namespace of a lab. */
export function places(lab: LabObservation): readonly Place[] {
  return lab.hosts.flatMap((host) => host.namespaces.map((netns) => ({ host, netns })));
}

/** The namespace's id in the kernel. */
export function netnsOf(world: World, { host, netns }: Place): NetnsId | undefined {
  const record = world.host(host.name);
  return netns.name === '' ? record.rootNetns : record.netnsNames.get(netns.name);
}

export function samePlace(a: Place, b: Place): boolean {
  return a.host.name === b.host.name && a.netns.name === b.netns.name;
}

/** Every IPv4 address of a lab but those of loopback devices. */
export function owners(lab: LabObservation): readonly Owned[] {
  return places(lab).flatMap((place) =>
    place.netns.links.flatMap((link) =>
      link.addresses4
        .filter(({ address }) => !inPrefix(address, LOOPBACK, 8))
        .map((record) => ({ ...place, link, record })),
    ),
  );
}

const LOOPBACK = 0x7f000000 as Ipv4;

/** Commands as one types them for a namespace of a host. */
export function on({ host, netns }: Place, ...commands: readonly string[]): Remedy {
  const typed = commands.map((command) => {
    if (netns.name === '') return command;
    return command.startsWith('ip ')
      ? `ip -n ${netns.name} ${command.slice('ip '.length)}`
      : `ip netns exec ${netns.name} ${command}`;
  });
  return { host: host.name, command: typed.join(' && ') };
}

export function setUp(place: Place, device: string): Remedy {
  return on(place, `ip link set ${device} up`);
}

export function networkText(address: Ipv4, length: number): string {
  return `${formatIpv4(networkOf(address, length))}/${length}`;
}

export function covers({ address, prefixLength }: Ipv4AddressRecord, other: Ipv4): boolean {
  return prefixLength < 32 && inPrefix(other, networkOf(address, prefixLength), prefixLength);
}

/** The network that an address lies in, as some interface of the lab has it; `default` when no interface does. */
export function prefixOf(lab: LabObservation, address: Ipv4): string {
  const [best] = owners(lab)
    .map(({ record }) => record)
    .filter((record) => covers(record, address))
    .sort((a, b) => b.prefixLength - a.prefixLength);
  return best ? networkText(best.address, best.prefixLength) : 'default';
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
export function gatewaysOf(lab: LabObservation, { host, netns }: Place): readonly Ipv4[] {
  const connected = connectedPrefixes(netns);
  return lab.hosts
    .flatMap((each) => each.namespaces.filter((ns) => each.name !== host.name || ns.name !== netns.name))
    .sort((a, b) => Number(b.forwarding) - Number(a.forwarding))
    .flatMap((ns) => ns.links.flatMap(({ up, addresses4 }) => (up ? addresses4 : [])))
    .map(({ address }) => address)
    .filter((address) => connected.some(({ network, length }) => inPrefix(address, network, length)));
}

/** The lowest address of a network that nobody in the lab has. */
export function freeAddress(lab: LabObservation, network: Ipv4, length: number): Ipv4 | undefined {
  const taken = new Set(owners(lab).map(({ record }) => record.address as number));
  const last = Math.min(2 ** (32 - length) - 2, MOST_LOOKED_AT);
  for (let i = 1; i <= last; i++) if (!taken.has(network + i)) return (network + i) as Ipv4;
  return undefined;
}

const MOST_LOOKED_AT = 1024;
