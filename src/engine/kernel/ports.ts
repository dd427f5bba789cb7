import { KernelError } from './errno';
import { addressType, TABLE_LOCAL } from './fib-table';
import { ipv4 } from '../packet/address';
import { IPV6_ANY, type IpAddress } from '../packet/ipv6-address';
import { boundFits } from './ip-send';
import { isLocal6 } from './ipv6/fib';
import type { NetnsId } from './records';
import { readSysctl } from './sysctl-store';
import type { World } from './world';

/**
 * inet_addr_valid_or_nonlocal: whether a socket may bind to an address. A namespace that never had an address has no local table, and there
 * __inet_dev_addr_type takes any address for a broadcast.
 */
export function canBind(world: World, netns: NetnsId, address: IpAddress): boolean {
  if (typeof address === 'string') return address === IPV6_ANY || isLocal6(world, netns, address);
  if (address === 0 || !world.netns(netns).routes.has(TABLE_LOCAL)) return true;
  return addressType(world, netns, address) !== 'unicast' || readSysctl(world, netns, NONLOCAL_BIND) !== '0';
}

const NONLOCAL_BIND = 'net.ipv4.ip_nonlocal_bind';

/** What a socket is bound to. */
export interface Bound {
  readonly address: IpAddress;
  readonly v6only?: true | undefined;
  /** SO_REUSEADDR, as servers set it: only another listener is in the way (net/ipv4/inet_connection_sock.c: inet_csk_bind_conflict). */
  readonly reuse?: true;
}

/** Whether any socket has a local port. */
export function portInUse(world: World, netns: NetnsId, type: 'tcp' | 'udp', port: number): boolean {
  return inUse(world, netns, type, { address: ipv4(0) }, port);
}

/** Whether a local port of a protocol is in use on an address; 0 and `::` stand for every address. */
function inUse(
  world: World,
  netns: NetnsId,
  type: 'tcp' | 'udp',
  bound: Bound,
  port: number,
  /** A port that the kernel chooses itself is none of a connection that waits for its time to be over. */
  chosen = false,
): boolean {
  const onPort = type === 'tcp' ? world.tcpSocketsOn(netns, port).map((id) => world.sockets.get(id)) : world.socketsIn(netns); // prettier-ignore
  for (const socket of onPort) {
    if (socket?.type !== type || socket.port !== port) continue;
    if (
      socket.type === 'tcp' &&
      ((socket.state === 'TIME-WAIT' && !chosen) || (bound.reuse && socket.state !== 'LISTEN'))
    )
      continue;
    if (boundFits(socket, bound.address) || boundFits(bound, socket.address)) return true;
  }
  return false;
}

/** net.ipv4.ip_local_port_range. */
export function localPortRange(world: World, netns: NetnsId): { readonly low: number; readonly high: number } {
  const text = readSysctl(world, netns, 'net.ipv4.ip_local_port_range');
  if (text !== lastRange.text) {
    const [low = 32_768, high = 60_999] = text.split(/\s+/).map(Number);
    lastRange = { text, low, high };
  }
  return lastRange;
}

/** The range read last: nearly all namespaces have the same. */
let lastRange = { text: '32768\t60999', low: 32_768, high: 60_999 };

/** bind(2): the port itself, or for 0 a free one of net.ipv4.ip_local_port_range. Throws EADDRINUSE. */
export function takePort(world: World, netns: NetnsId, type: 'tcp' | 'udp', bound: Bound, wanted: number): number {
  if (wanted !== 0) {
    if (inUse(world, netns, type, bound, wanted)) throw new KernelError('EADDRINUSE');
    return wanted;
  }
  const { low, high } = localPortRange(world, netns);
  const size = high - low + 1;
  const offset = world.random() % size;
  for (let i = 0; i < size; i++) {
    const port = low + ((offset + i) % size);
    if (!inUse(world, netns, type, bound, port, true)) return port;
  }
  throw new KernelError('EADDRINUSE');
}

/** __inet6_bind: a socket on one address of IPv6 has nothing to do with IPv4 any more. */
export function isV6only({ address, v6only }: Bound): true | undefined {
  return v6only ?? (typeof address === 'string' && address !== IPV6_ANY ? true : undefined);
}
