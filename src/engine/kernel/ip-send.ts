import type { TcpSegment, UdpDatagram } from '../packet/frame';
import { IPV6_ANY, IPV6_LOOPBACK, type IpAddress } from '../packet/ipv6-address';
import { IPV6_HEADER } from '../packet/ipv6-frame';
import { connectRoute, sendFromHost, type SendOptions } from './ip-output';
import { KernelError } from './errno';
import type { FibQuery } from './fib';
import { routeOutput6, sendFromHost6, sourceDevice } from './ipv6/output';
import { selectSource6 } from './ipv6/source';
import type { NetnsId } from './records';
import type { World } from './world';

/** What the transports need of the network layer, whichever family an address is of. */

/** Bytes of an IPv4 header without options. */
const IPV4_HEADER = 20;

export interface TransportDraft {
  /** Undefined lets the kernel choose. */
  readonly source?: IpAddress | undefined;
  readonly destination: IpAddress;
  readonly payload: UdpDatagram | TcpSegment;
  /** Bytes after the IP header. */
  readonly length: number;
  readonly ttl?: number | undefined;
  readonly tos?: number | undefined;
  /** The IPv4 identification; random unless given. */
  readonly id?: number;
}

/** Sends a datagram or a segment. Throws what sendFromHost and sendFromHost6 throw. */
export function sendIp(
  world: World,
  netns: NetnsId,
  { source, destination, payload, length, ttl, tos = 0, id }: TransportDraft,
  packetId: number,
  options: Pick<SendOptions, 'oif' | 'discovery' | 'about' | 'dontFragment'> = {},
): void {
  if (typeof destination === 'string') {
    const draft = { destination, trafficClass: tos, length: IPV6_HEADER + length, payload };
    sendFromHost6(
      world,
      netns,
      { ...draft, ...(typeof source === 'string' && { source }), ...(ttl !== undefined && { hopLimit: ttl }) },
      packetId,
      { ...options, strict: options.oif !== undefined },
    );
    return;
  }
  sendFromHost(
    world,
    netns,
    {
      kind: 'ipv4',
      source: typeof source === 'number' ? source : undefined,
      destination,
      ttl,
      tos,
      id: id ?? world.random() & 0xffff,
      length: IPV4_HEADER + length,
      payload,
    },
    packetId,
    options,
  );
}

/** The source a packet without one would get. Throws what the route says, and EADDRNOTAVAIL where IPv6 has no address to offer. */
export function sourceTowards(
  world: World,
  netns: NetnsId,
  destination: IpAddress,
  packetId: number,
  flow: Pick<FibQuery, 'oif' | 'protocol' | 'destinationPort'> & { readonly source?: IpAddress | undefined } = {},
): IpAddress {
  const { oif, source: given } = flow;
  if (typeof destination === 'number') {
    const source = typeof given === 'number' ? given : undefined;
    const { protocol, destinationPort } = flow;
    return connectRoute(world, netns, { oif, protocol, destinationPort, destination, source }, packetId).source;
  }
  const target = destination === IPV6_ANY ? IPV6_LOOPBACK : destination;
  const path = routeOutput6(world, netns, { destination: target, oif, strict: oif !== undefined }, packetId);
  const { preferredSource } = path.result.route;
  const source = given ?? preferredSource ?? selectSource6(world, netns, target, sourceDevice(world, netns, path));
  if (source === undefined) throw new KernelError('EADDRNOTAVAIL');
  return source;
}

/** Whether an address stands for every one of this host. */
export function isAny(address: IpAddress): boolean {
  return address === 0 || address === IPV6_ANY;
}

/** Whether a socket bound to `bound` takes what came for `address`: its own, or every address of its family; `::` of both unless it is v6only. */
export function boundFits(
  { address: bound, v6only }: { readonly address: IpAddress; readonly v6only?: true | undefined },
  address: IpAddress,
): 'exact' | 'any' | undefined {
  if (bound === address) return 'exact';
  if (bound === IPV6_ANY) return typeof address === 'string' || !v6only ? 'any' : undefined;
  return bound === 0 && typeof address === 'number' ? 'any' : undefined;
}
