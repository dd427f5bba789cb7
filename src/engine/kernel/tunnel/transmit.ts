import type { Ipv4 } from '../../packet/address';
import type { EthernetFrame } from '../../packet/frame';
import { countTx } from '../counters';
import { sendFromHost } from '../ip-output';
import { KernelError, MessageTooLong } from '../errno';
import { lookupOutput } from '../fib';
import { addressType } from '../fib-table';
import { sendIcmpError } from '../icmp';
import { greHeaderLength, ipTunnelKind, tunnelHeadroom, type IpTunnelKind } from '../link/ip-tunnel-kind';
import type { DeviceRecord } from '../records';
import { exceptionFor, pathMtu } from '../route-exceptions';
import { trace } from '../trace';
import { dropTx, frameLength, nextHopFrame } from '../transmit';
import type { World } from '../world';
import { countTxError, tunnelDepth, TUNNEL_DEPTH } from './limits';
import { learnInnerMtu } from './path-mtu';

/** ip_tunnel_xmit (net/ipv4/ip_tunnel.c): the packet goes into another IP packet, which this host sends to the tunnel's other end. */
export function tunnelTransmit(world: World, device: DeviceRecord, given: EthernetFrame): boolean {
  const kind = ipTunnelKind(device);
  const { payload: inner, packetId } = given;
  const frame = nextHopFrame(given, device.id);
  if (!frame || tunnelDepth(given) >= TUNNEL_DEPTH || !world.namespaces.has(kind.underlay)) {
    return dropTx(world, device, given, 'NOT_SPECIFIED', 'the packet runs in a loop of tunnels', {
      code: 'frame-loop',
    });
  }
  if (inner.kind === 'arp' ? kind.type !== 'gretap' : inner.kind === 'ipv6' && kind.type === 'ipip') {
    return txError(
      world,
      device,
      frame,
      `an ${kind.type} tunnel cannot carry ${inner.kind === 'arp' ? 'ARP' : 'IPv6'}`,
    );
  }
  const ip = inner.kind === 'ipv4' ? inner : undefined;
  // Without a remote end the next hop of the inner packet's route is the other end (NBMA).
  const destination = kind.remote ?? (ip ? (frame.nextHop ?? ip.destination) : undefined);
  if (destination === undefined || destination === 0) {
    return txError(world, device, frame, 'the tunnel has no remote end, and no route names one', 'carrier');
  }
  const { underlay, local, lower } = kind;
  const oif = lower === undefined ? undefined : world.devices.get(lower)?.ifindex;
  const headroom = tunnelHeadroom(kind);
  const bytes = frameLength(frame) - 14 + headroom;
  const { key } = kind.output;
  trace(world, packetId, device.netns, device, () => ({
    type: 'encapsulate',
    how: kind.type === 'ipip' ? 'ipip' : 'gre',
    destination,
    ...(key !== undefined && { key }),
    bytes,
  }));
  if (local !== undefined && addressType(world, underlay, local) !== 'local') {
    countTxError(world, device, frame, { code: 'tunnel-source', source: local });
    return true;
  }
  const result = lookupOutput(world, underlay, { destination, oif, ...(local !== undefined && { source: local }) });
  const df = kind.pathMtuDiscovery || (!kind.ignoreDf && ip?.dontFragment === true);
  if ('hop' in result && result.kind !== 'local') {
    const out = world.device(world.netns(underlay).devices.get(result.hop.ifindex ?? 0) ?? device.id);
    if (out.id === device.id) {
      countTxError(world, device, frame, { code: 'tunnel-loop' });
      return true;
    }
    const way = pathMtu(world, result, exceptionFor(world, underlay, result, destination), out, false).mtu;
    // tnl_update_pmtu
    const room = df ? way - headroom : device.mtu;
    if (ip && ip.length > room && ip.dontFragment) {
      learnInnerMtu(world, device, frame, room);
      trace(world, packetId, device.netns, device, () => ({
        type: 'drop',
        reason: 'PKT_TOO_BIG',
        detail: `${ip.length} bytes leave no room for the tunnel's headers: at most ${room} may be sent`,
        cause: { code: 'too-big', bytes: ip.length, mtu: room },
      }));
      sendIcmpError(world, device, ip, packetId, 'destination-unreachable', 4, room);
      countTxError(world, device, frame, 'error');
      return true;
    }
  }
  send(world, device, kind, frame, destination, { oif, discovery: df ? 'do' : 'dont' });
  return true;
}

/** iptunnel_xmit: the outer packet leaves as any that this host makes. */
function send(
  world: World,
  device: DeviceRecord,
  kind: IpTunnelKind,
  frame: EthernetFrame,
  destination: Ipv4,
  options: { readonly oif: number | undefined; readonly discovery: 'do' | 'dont' },
): void {
  const { local, output } = kind;
  const { packetId, payload: inner } = frame;
  const innerTtl = inner.kind === 'ipv4' ? inner.ttl : inner.kind === 'ipv6' ? inner.hopLimit : undefined;
  const innerTos = inner.kind === 'ipv4' ? inner.tos : 0;
  const ttl = kind.ttl === 0 ? innerTtl : kind.ttl;
  // INET_ECN_encapsulate: congestion is told through.
  const tos = (kind.tos === 1 ? innerTos & ~3 : kind.tos & ~3) | (innerTos & 3);
  const ethernet = kind.type === 'gretap';
  const length = 20 + greHeaderLength(kind) + frameLength(frame) - (ethernet ? 0 : 14);
  try {
    sendFromHost(
      world,
      kind.underlay,
      {
        kind: 'ipv4',
        source: local,
        destination,
        ttl,
        tos,
        id: world.random() & 0xffff,
        length,
        payload: { kind: kind.type === 'ipip' ? 'ipip' : 'gre', ethernet, frame, ...output },
      },
      packetId,
      options,
    );
    countTx(world, device.id, frameLength(frame) - 14);
  } catch (error) {
    if (error instanceof MessageTooLong) {
      const detail = `${length} bytes with the outer headers do not fit the underlay's MTU of ${error.mtu}`;
      dropTx(world, device, frame, 'PKT_TOO_BIG', detail, { code: 'too-big', bytes: length, mtu: error.mtu });
    } else if (error instanceof KernelError) {
      // The walk has the reason already.
      countTxError(world, device, frame, error.errno === 'ENOBUFS' ? 'dropped' : 'unreachable');
    } else throw error;
  }
}

function txError(world: World, device: DeviceRecord, frame: EthernetFrame, detail: string, also?: 'carrier'): boolean {
  countTxError(world, device, frame, also ? 'unreachable' : 'error');
  trace(world, frame.packetId, device.netns, device, () => ({ type: 'drop', reason: 'NOT_SPECIFIED', detail }));
  return true;
}
