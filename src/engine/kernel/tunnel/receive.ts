import { formatIpv4, type Mac } from '../../packet/address';
import type { EthernetFrame, Encapsulated, Ipv4Packet } from '../../packet/frame';
import { sendIcmpError } from '../icmp';
import { ipTunnelKind, type IpTunnelKind } from '../link/ip-tunnel-kind';
import type { DeviceRecord, NetnsId } from '../records';
import { trace } from '../trace';
import type { World } from '../world';

/**
 * tunnel4_rcv and gre_rcv: an IP-in-IP or GRE packet for this host. The tunnel whose ends, protocol and key fit best gets what is inside; without one
 * the sender hears "port unreachable". False when it is another packet.
 */
export function receiveTunnel(world: World, arrival: DeviceRecord, packet: Ipv4Packet, packetId: number): boolean {
  const { payload } = packet;
  if (payload.kind !== 'ipip' && payload.kind !== 'gre') return false;
  const { netns } = arrival;
  const device = tunnelFor(world, netns, packet, payload, arrival);
  if (!device) {
    const what = payload.kind === 'ipip' ? 'IP-in-IP' : 'GRE';
    const detail = `no tunnel of this host takes a ${what} packet from ${formatIpv4(packet.source)}`;
    trace(world, packetId, netns, arrival, () => ({ type: 'drop', reason: 'NOT_SPECIFIED', detail }));
    sendIcmpError(world, arrival, packet, packetId, 'destination-unreachable', 3);
    return true;
  }
  const { key } = payload;
  trace(world, packetId, device.netns, device, () => ({
    type: 'decapsulate',
    how: payload.kind,
    source: packet.source,
    ...(key !== undefined && { key }),
  }));
  const { input } = ipTunnelKind(device);
  // ip_tunnel_rcv
  if (payload.checksum !== input.checksum || (input.sequence && !payload.sequence)) {
    const writable = world.writeDevice(device.id);
    writable.counters = { ...writable.counters, rxErrors: writable.counters.rxErrors + 1 };
    const detail = `${device.name} wants ${payload.checksum !== input.checksum ? (input.checksum ? 'a checksum' : 'no checksum') : 'a sequence number'} in the GRE header`;
    trace(world, packetId, device.netns, device, () => ({ type: 'drop', reason: 'NOT_SPECIFIED', detail }));
    return true;
  }
  world.schedule(0, { type: 'frame-arrives', device: device.id, frame: carried(device, packet, payload) });
  return true;
}

/** What comes out of the tunnel: the frame of a gretap, otherwise a packet that is for this device whatever it says. */
function carried(device: DeviceRecord, packet: Ipv4Packet, { ethernet, frame }: Encapsulated): EthernetFrame {
  if (ethernet) return frame;
  const { nextHop: _route, ...rest } = frame;
  return { ...rest, source: formatIpv4(packet.source) as Mac, destination: device.mac };
}

/** ip_tunnel_lookup: both ends, then the remote end, then the local one, then neither. */
function tunnelFor(
  world: World,
  netns: NetnsId,
  packet: Ipv4Packet,
  payload: Encapsulated,
  arrival: DeviceRecord,
): DeviceRecord | undefined {
  let best: DeviceRecord | undefined;
  let bestRank = -1;
  for (const id of world.netns(netns).ipTunnels) {
    const device = world.devices.get(id);
    if (!device?.up) continue;
    const kind = ipTunnelKind(device);
    const rank = takes(kind, packet, payload) ? rankOf(kind, arrival) : -1;
    if (rank > bestRank) [best, bestRank] = [device, rank];
  }
  return best;
}

function takes(kind: IpTunnelKind, { source, destination }: Ipv4Packet, payload: Encapsulated): boolean {
  if ((kind.type === 'ipip') !== (payload.kind === 'ipip') || (kind.type === 'gretap') !== payload.ethernet)
    return false;
  const { local, remote, input } = kind;
  const group = local === undefined && remote !== undefined && remote >>> 28 === 14;
  if (group ? destination !== remote : remote !== undefined && remote !== source) return false;
  return (local === undefined || local === destination) && input.key === payload.key;
}

function rankOf({ local, remote, lower }: IpTunnelKind, arrival: DeviceRecord): number {
  const ends = (remote === undefined ? 0 : 4) + (local === undefined ? 0 : 2);
  return ends + (lower === arrival.id ? 1 : 0);
}
