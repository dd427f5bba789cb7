import { formatIpv4, inPrefix, type Ipv4 } from '../../packet/address';
import type { EthernetFrame, Ipv4Packet } from '../../packet/frame';
import { lookupOutput } from '../fib';
import type { DeviceRecord } from '../records';
import { learnPathMtu } from '../route-exceptions';
import { beginPacket, headOf, trace } from '../trace';
import type { World } from '../world';

/** skb_tunnel_check_pmtu (net/ipv4/ip_tunnel_core.c): who hears that an inner packet is larger than the tunnel has room for. */

/** skb_dst_update_pmtu_no_confirm: this host routed the packet itself, and from now on knows how large packets on that way may be. */
export function learnInnerMtu(world: World, device: DeviceRecord, frame: EthernetFrame, room: number): void {
  const { payload, source, packetId } = frame;
  if (payload.kind !== 'ipv4') return;
  const master = device.master === undefined ? undefined : world.device(device.master);
  const out = [device, master].find((one) => one?.mac === source);
  if (!out) return;
  const { destination } = payload;
  const result = lookupOutput(world, out.netns, { destination });
  if (!('hop' in result) || result.hop.ifindex !== out.ifindex) return;
  const mtu = learnPathMtu(world, out.netns, result, destination, out, room);
  if (mtu !== undefined) trace(world, packetId, out.netns, out, () => ({ type: 'learn', destination, mtu }));
}

/** The least MTU that iptunnel_pmtud_check_icmp tells a sender. */
const LEAST = 576;

/**
 * iptunnel_pmtud_check_icmp: for a frame that a bridge forwarded, the device answers its sender in the receiver's name that fragmentation is needed. False when
 * it may not, and the frame is sent all the same.
 */
export function answersTooBig(world: World, device: DeviceRecord, frame: EthernetFrame, room: number): boolean {
  const { payload: packet, packetId } = frame;
  if (packet.kind !== 'ipv4' || room < LEAST || !packet.dontFragment || packet.fragment) return false;
  if ([packet.source, packet.destination].some(isSpecial)) return false;
  if (packet.payload.kind === 'icmp' && 'quoted' in packet.payload) return false;
  const bytes = packet.length;
  trace(world, packetId, device.netns, device, () => ({
    type: 'drop',
    reason: 'PKT_TOO_BIG',
    detail: `${bytes} bytes leave no room for the tunnel's headers: at most ${room} may be sent, and the packet may not be fragmented`,
    cause: { code: 'too-big', bytes, mtu: room },
  }));
  const error: Ipv4Packet = {
    kind: 'ipv4',
    source: packet.destination,
    destination: packet.source,
    ttl: 64,
    tos: 0,
    dontFragment: true,
    id: 0,
    length: 28 + Math.min(packet.length, LEAST - 28),
    payload: { kind: 'icmp', type: 'destination-unreachable', code: 4, quoted: packet, info: room },
  };
  const about = `${formatIpv4(packet.source)} → ${formatIpv4(packet.destination)}`;
  const reply = beginPacket(world, () => `ICMP destination-unreachable (code 4) about a packet ${about}`, packetId);
  world.recorder?.head(reply, headOf(error));
  trace(world, packetId, device.netns, device, () => ({
    type: 'report',
    error: 'destination-unreachable',
    code: 4,
    replyPacketId: reply,
  }));
  const back: EthernetFrame = {
    source: frame.destination,
    destination: frame.source,
    payload: error,
    packetId: reply,
  };
  world.schedule(0, { type: 'frame-arrives', device: device.id, frame: back });
  return true;
}

/** Broadcast, groups, loopback and "this network" are told nothing. */
function isSpecial(address: Ipv4): boolean {
  return address === 0xffffffff || address >>> 28 === 14 || address >>> 24 === 0 || inPrefix(address, LOOPBACK, 8);
}

const LOOPBACK = 0x7f000000 as Ipv4;
