import { formatIpv4 } from '../packet/address';
import type { Ipv4Packet } from '../packet/frame';
import { sendIcmpError } from './icmp';
import { countMib, MIB } from './mib';
import type { DeviceId, DeviceRecord, NetnsId, ReassemblyRecord } from './records';
import { readSysctl } from './sysctl-store';
import { beginPacket, trace } from './trace';
import type { World } from './world';

/** Bytes of an IPv4 header without options. */
const HEADER = 20;

/**
 * ip_do_fragment: hands a packet to `send` in pieces that fit `mtu`. The first piece goes on under the packet's own id, the others are packets of
 * their own in the walk.
 */
export function sendInPieces(
  world: World,
  device: DeviceRecord,
  packet: Ipv4Packet,
  packetId: number,
  mtu: number,
  send: (piece: Ipv4Packet, pieceId: number) => void,
): void {
  if (packet.length <= mtu) return send(packet, packetId);
  const pieces = fragmentsOf(packet.id === 0 ? { ...packet, id: packetId & 0xffff } : packet, mtu);
  countMib(world, device.netns, MIB.fragOKs);
  countMib(world, device.netns, MIB.fragCreates, pieces.length);
  trace(world, packetId, device.netns, device, () => ({ type: 'fragment', mtu, pieces: pieces.length }));
  for (const [i, piece] of pieces.entries()) {
    const ends = `${formatIpv4(packet.source)} → ${formatIpv4(packet.destination)}`;
    const about = (): string => `fragment ${i + 1} of ${pieces.length} of a packet ${ends}`;
    send(piece, i === 0 ? packetId : beginPacket(world, about, packetId));
  }
}

/** All pieces but the last carry a multiple of eight bytes, as large as fits. */
function fragmentsOf(packet: Ipv4Packet, mtu: number): readonly Ipv4Packet[] {
  const most = Math.max(8, (mtu - HEADER) & ~7);
  const data = packet.length - HEADER;
  const base = packet.fragment ?? { offset: 0, more: false };
  const pieces: Ipv4Packet[] = [];
  for (let start = 0; start < data; start += most) {
    const bytes = Math.min(most, data - start);
    const more = base.more || start + bytes < data;
    pieces.push({ ...packet, length: HEADER + bytes, fragment: { offset: base.offset + start, more } });
  }
  return pieces;
}

/**
 * ip_defrag: takes in one fragment and answers the whole datagram once every piece is there, under the id of its first piece. Pieces that wait
 * longer than net.ipv4.ipfrag_time are forgotten (`reassembly-timer`).
 */
export function reassemble(
  world: World,
  device: DeviceRecord,
  packet: Ipv4Packet,
  packetId: number,
): { readonly packet: Ipv4Packet; readonly packetId: number } | undefined {
  const { fragment } = packet;
  if (!fragment) return { packet, packetId };
  const { netns } = device;
  countMib(world, netns, MIB.reasmReqds);
  const key = `${packet.source}/${packet.destination}/${packet.id}/${packet.payload.kind}`;
  const known = world.netns(netns).reassembly.get(key);
  const end = fragment.offset + packet.length - HEADER;
  const record: ReassemblyRecord = {
    startedUs: known?.startedUs ?? world.nowUs,
    ranges: [...(known?.ranges ?? []), { start: fragment.offset, end }],
    total: fragment.more ? known?.total : end,
    first: fragment.offset === 0 ? { packet, packetId } : known?.first,
  };
  const { first, total } = record;
  if (first && total !== undefined && covered(record.ranges, total)) {
    store(world, netns, key, undefined);
    const pieces = record.ranges.length;
    countMib(world, netns, MIB.reasmOKs);
    trace(world, first.packetId, netns, device, () => ({ type: 'reassemble', pieces }));
    return { packet: { ...first.packet, fragment: undefined, length: HEADER + total }, packetId: first.packetId };
  }
  store(world, netns, key, record);
  if (!known) {
    const waitUs = Number(readSysctl(world, netns, 'net.ipv4.ipfrag_time')) * 1_000_000;
    world.schedule(waitUs, { type: 'reassembly-timer', device: device.id, key, startedUs: record.startedUs });
  }
  return undefined;
}

/** The `reassembly-timer` event (ip_expire): the rest never came; its sender is told when the first piece did. */
export function reassemblyTimer(world: World, deviceId: DeviceId, key: string, startedUs: number): void {
  const device = world.devices.get(deviceId);
  const record = device && world.netns(device.netns).reassembly.get(key);
  if (!device || record?.startedUs !== startedUs) return;
  store(world, device.netns, key, undefined);
  countMib(world, device.netns, MIB.reasmFails);
  const { first } = record;
  if (!first) return;
  trace(world, first.packetId, device.netns, device, () => ({
    type: 'drop',
    reason: 'FRAG_REASM_TIMEOUT',
    detail: 'not all of its fragments came in time',
  }));
  sendIcmpError(world, device, first.packet, first.packetId, 'time-exceeded', 1);
}

/** Whether the ranges that came make up the whole. */
export function covered(ranges: ReassemblyRecord['ranges'], total: number): boolean {
  let at = 0;
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (start > at) return false;
    at = Math.max(at, end);
  }
  return at >= total;
}

function store(world: World, netns: NetnsId, key: string, record: ReassemblyRecord | undefined): void {
  const ns = world.writeNetns(netns);
  ns.reassembly = world.writable(ns.reassembly);
  if (record) ns.reassembly.set(key, record);
  else ns.reassembly.delete(key);
}
