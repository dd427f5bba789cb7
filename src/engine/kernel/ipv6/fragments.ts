import { FRAGMENT_HEADER, IPV6_HEADER, type Ipv6Packet } from '../../packet/ipv6-frame';
import { covered } from '../fragments';
import type { DeviceId, DeviceRecord, NetnsId } from '../records';
import { readSysctl } from '../sysctl-store';
import { beginPacket, trace } from '../trace';
import type { World } from '../world';
import { sendIcmpv6Error } from './icmp';
import type { Reassembly6 } from './records';

/** Fragments of IPv6 (RFC 8200 4.5): only the sender makes them, each with a fragment header. */

/** ip6_fragment: hands a packet to `send` in pieces that fit `mtu`; the first goes on under the packet's own id. */
export function sendInPieces6(
  world: World,
  device: DeviceRecord,
  packet: Ipv6Packet,
  packetId: number,
  mtu: number,
  send: (piece: Ipv6Packet, pieceId: number) => void,
): void {
  if (packet.length <= mtu) return send(packet, packetId);
  const pieces = fragmentsOf(packet, mtu, packetId);
  trace(world, packetId, device.netns, device, () => ({ type: 'fragment', mtu, pieces: pieces.length }));
  for (const [i, piece] of pieces.entries()) {
    const about = (): string =>
      `fragment ${i + 1} of ${pieces.length} of a packet ${packet.source} → ${packet.destination}`;
    send(piece, i === 0 ? packetId : beginPacket(world, about, packetId));
  }
}

/** All pieces but the last carry a multiple of eight bytes, as large as fits. */
function fragmentsOf(packet: Ipv6Packet, mtu: number, id: number): readonly Ipv6Packet[] {
  const most = Math.max(8, (mtu - IPV6_HEADER - FRAGMENT_HEADER) & ~7);
  const data = packet.length - IPV6_HEADER;
  const pieces: Ipv6Packet[] = [];
  for (let offset = 0; offset < data; offset += most) {
    const bytes = Math.min(most, data - offset);
    const fragment = { id, offset, more: offset + bytes < data };
    pieces.push({ ...packet, length: IPV6_HEADER + FRAGMENT_HEADER + bytes, fragment });
  }
  return pieces;
}

/** ipv6_frag_rcv: takes in one fragment and answers the whole datagram once every piece is there. */
export function reassemble6(
  world: World,
  device: DeviceRecord,
  packet: Ipv6Packet,
  packetId: number,
): { readonly packet: Ipv6Packet; readonly packetId: number; readonly largest?: number } | undefined {
  const { fragment } = packet;
  if (!fragment) return { packet, packetId };
  const { netns } = device;
  const key = `${packet.source}/${packet.destination}/${fragment.id}`;
  const known = world.netns(netns).inet6.reassembly.get(key);
  const end = fragment.offset + packet.length - IPV6_HEADER - FRAGMENT_HEADER;
  const record: Reassembly6 = {
    startedUs: known?.startedUs ?? world.nowUs,
    ranges: [...(known?.ranges ?? []), { start: fragment.offset, end }],
    total: fragment.more ? known?.total : end,
    first: fragment.offset === 0 ? { packet, packetId } : known?.first,
  };
  const { first, total } = record;
  if (first && total !== undefined && covered(record.ranges, total)) {
    store(world, netns, key, undefined);
    const pieces = record.ranges.length;
    trace(world, first.packetId, netns, device, () => ({ type: 'reassemble', pieces }));
    const largest = IPV6_HEADER + FRAGMENT_HEADER + Math.max(...record.ranges.map(({ start, end }) => end - start));
    return {
      packet: { ...first.packet, fragment: undefined, length: IPV6_HEADER + total },
      packetId: first.packetId,
      largest,
    };
  }
  store(world, netns, key, record);
  if (!known) {
    const waitUs = Number(readSysctl(world, netns, 'net.ipv6.ip6frag_time')) * 1_000_000;
    world.schedule(waitUs, { type: 'reassembly6-timer', device: device.id, key, startedUs: record.startedUs });
  }
  return undefined;
}

/** The `reassembly6-timer` event (ip6frag_expire_frag_queue): the rest never came; the sender is told when the first piece did. */
export function reassembly6Timer(world: World, deviceId: DeviceId, key: string, startedUs: number): void {
  const device = world.devices.get(deviceId);
  const record = device && world.netns(device.netns).inet6.reassembly.get(key);
  if (!device || record?.startedUs !== startedUs) return;
  store(world, device.netns, key, undefined);
  const { first } = record;
  if (first) sendIcmpv6Error(world, device, first.packet, first.packetId, 'time-exceeded', 1);
}

function store(world: World, netns: NetnsId, key: string, record: Reassembly6 | undefined): void {
  const ns = world.writeNetns(netns);
  const reassembly = new Map(ns.inet6.reassembly);
  if (record) reassembly.set(key, record);
  else reassembly.delete(key);
  ns.inet6 = { ...ns.inet6, reassembly };
}
