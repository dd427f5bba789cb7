import { formatIpv4, inPrefix, type Ipv4 } from '../../packet/address';
import type { ArpPacket, EthernetFrame } from '../../packet/frame';
import type { VxlanKind } from '../link/vxlan-kind';
import { neighbourKey } from '../neighbour-config';
import type { DeviceRecord, NeighbourRecord } from '../records';
import { beginPacket, headOf, trace } from '../trace';
import type { World } from '../world';
import { findEntry } from './fdb-entries';

/** The `proxy` and `rsc` flags of a VXLAN device: what it does itself instead of asking across the tunnel. */

function neighbour(world: World, device: DeviceRecord, address: Ipv4): NeighbourRecord | undefined {
  return world.netns(device.netns).neighbours.get(neighbourKey(device.ifindex, address));
}

/** arp_reduce: a question by ARP is answered from this host's own table, and never crosses the tunnel. */
export function answerArp(world: World, device: DeviceRecord, kind: VxlanKind, frame: EthernetFrame): boolean {
  const { payload, packetId } = frame;
  if (payload.kind !== 'arp' || payload.op !== 'request') return true;
  const { targetIp, senderIp, senderMac } = payload;
  const known = neighbour(world, device, targetIp);
  const connected = known?.state === 'PERMANENT' || known?.state === 'NOARP' || known?.state === 'REACHABLE';
  const remote = known?.mac && findEntry(world, kind, known.mac)?.remotes[0]?.address;
  const answered = connected && known.mac !== undefined && remote !== 0 && !inPrefix(targetIp, LOOPBACK_NET, 8);
  trace(world, packetId, device.netns, device, () => ({
    type: 'arp',
    op: 'request',
    sender: senderIp,
    target: targetIp,
    answered,
    ...(!answered && { why: 'not-ours' }),
  }));
  if (!answered) return true;
  const { mac } = known;
  if (mac === undefined) return true;
  const reply = beginPacket(world, () => `ARP reply ${formatIpv4(targetIp)} is at ${mac}`, packetId);
  const answer: ArpPacket = {
    kind: 'arp',
    op: 'reply',
    senderMac: mac,
    senderIp: targetIp,
    targetMac: senderMac,
    targetIp: senderIp,
  };
  world.recorder?.head(reply, headOf(answer));
  const back: EthernetFrame = { source: mac, destination: senderMac, payload: answer, packetId: reply };
  world.schedule(0, { type: 'frame-arrives', device: device.id, frame: back });
  return true;
}

const LOOPBACK_NET = 0x7f000000 as Ipv4;

/** route_shortcircuit: a frame for a router behind the tunnel goes straight to the neighbour that the packet inside is for. */
export function shortCircuit(world: World, device: DeviceRecord, kind: VxlanKind, frame: EthernetFrame): EthernetFrame {
  const entry = findEntry(world, kind, frame.destination);
  if (!entry?.flags.includes('router') || frame.payload.kind !== 'ipv4') return frame;
  const mac = neighbour(world, device, frame.payload.destination)?.mac;
  if (mac === undefined || mac === frame.destination) return frame;
  return { ...frame, source: frame.destination, destination: mac };
}
