import { formatIpv4, MAC_BROADCAST, MAC_ZERO, type Ipv4, type Mac } from '../packet/address';
import type { ArpPacket } from '../packet/frame';
import { addressType } from './fib-table';
import type { WalkStep } from '../walk/step';
import { announcedAddress, answersFor, mayAnswer, proxiesFor, proxyDelayUs } from './arp-policy';
import { reversePathOk } from './input-policy';
import { updateNeighbour } from './neighbour';
import type { DeviceId, DeviceRecord } from './records';
import { beginPacket, headOf, trace } from './trace';
import { transmit } from './transmit';
import type { World } from './world';

/**
 * arp_process (net/ipv4/arp.c): answers requests for addresses of this host and for those it is proxy for, and learns from both kinds. `unicast`
 * tells whether it was asked directly, which a proxy answers at once.
 */
export function receiveArp(
  world: World,
  device: DeviceRecord,
  arp: ArpPacket,
  packetId: number,
  unicast: boolean,
): void {
  const { netns } = device;
  const { senderIp, senderMac, targetIp } = arp;
  if (!device.arp) {
    const facts = {
      type: 'arp',
      op: arp.op,
      sender: senderIp,
      target: targetIp,
      answered: false,
      why: 'noarp',
    } as const;
    trace(world, packetId, netns, device, () => facts);
    return;
  }
  const senderOurs = addressType(world, netns, senderIp) === 'local';
  if (arp.op === 'reply') {
    const facts = { type: 'arp', op: 'reply', sender: senderIp, target: targetIp, answered: true } as const;
    trace(world, packetId, netns, device, () => facts);
    if (!senderOurs) updateNeighbour(world, device, senderIp, senderMac, 'REACHABLE', false);
    return;
  }
  const forUs = addressType(world, netns, targetIp) === 'local';
  // ip_route_input: a sender that could not be there is not listened to. RFC 5227 probes come from 0.0.0.0, and are answered but not learned.
  const believable = senderIp === 0 ? forUs : !senderOurs && reversePathOk(world, device, senderIp);
  const answered = forUs && believable && answersFor(world, device, targetIp, senderIp);
  const proxied = !forUs && believable && proxiesFor(world, device, targetIp);
  trace(world, packetId, netns, device, () => ({
    type: 'arp',
    op: 'request',
    sender: senderIp,
    target: targetIp,
    answered: answered || proxied,
    ...(!answered && !proxied && { why: silence(world, device, arp, { forUs, senderOurs, believable }) }),
  }));
  if (answered || proxied) {
    if (senderIp !== 0) updateNeighbour(world, device, senderIp, senderMac, 'STALE', true);
    const waitUs = answered || unicast ? 0 : proxyDelayUs(world, device);
    if (waitUs > 0) world.schedule(waitUs, { type: 'proxy-arp', device: device.id, arp, packetId });
    else reply(world, device, arp, packetId);
  } else if (!senderOurs && !(forUs && believable)) {
    updateNeighbour(world, device, senderIp, senderMac, 'STALE', false);
  }
}

/** Why a request gets no answer, for the packet walk. */
function silence(
  world: World,
  device: DeviceRecord,
  { targetIp, senderIp }: ArpPacket,
  { forUs, senderOurs, believable }: { forUs: boolean; senderOurs: boolean; believable: boolean },
): NonNullable<Extract<WalkStep, { type: 'arp' }>['why']> {
  if (!forUs) return 'not-ours';
  if (!believable) return senderOurs ? 'sender-is-ours' : 'reverse-path';
  return mayAnswer(world, device, targetIp, senderIp) ? 'arp_filter' : 'arp_ignore';
}

/** The `proxy-arp` event (pneigh_queue): nobody else can have answered for longer than a proxy waits. */
export function proxyArp(world: World, id: DeviceId, arp: ArpPacket, packetId: number): void {
  const device = world.devices.get(id);
  if (device?.up && proxiesFor(world, device, arp.targetIp)) reply(world, device, arp, packetId);
}

function reply(world: World, device: DeviceRecord, arp: ArpPacket, causedBy: number): void {
  const packetId = beginPacket(world, () => `ARP reply ${formatIpv4(arp.targetIp)} is at ${device.mac}`, causedBy);
  const payload: ArpPacket = {
    kind: 'arp',
    op: 'reply',
    senderMac: device.mac,
    senderIp: arp.targetIp,
    targetMac: arp.senderMac,
    targetIp: arp.senderIp,
  };
  world.recorder?.head(packetId, headOf(payload));
  transmit(world, device.id, { source: device.mac, destination: arp.senderMac, packetId, payload });
}

/** arp_solicit: asks "who has `target`?" on behalf of a packet from `source`. */
export function solicit(
  world: World,
  device: DeviceRecord,
  target: Ipv4,
  source: Ipv4 | undefined,
  destination: Mac,
  causedBy: number | undefined,
): void {
  const senderIp = announcedAddress(world, device, target, source);
  const packetId = beginPacket(
    world,
    () => `ARP who has ${formatIpv4(target)}? tell ${formatIpv4(senderIp)}`,
    causedBy,
  );
  const payload: ArpPacket = {
    kind: 'arp',
    op: 'request',
    senderMac: device.mac,
    senderIp,
    targetMac: destination === MAC_BROADCAST ? MAC_ZERO : destination,
    targetIp: target,
  };
  world.recorder?.head(packetId, headOf(payload));
  transmit(world, device.id, { source: device.mac, destination, packetId, payload });
}
