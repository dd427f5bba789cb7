import { formatIpv4, MAC_ZERO, type Ipv4, type Mac } from '../packet/address';
import type { ArpPacket } from '../packet/frame';
import { addressType } from './fib-table';
import type { WalkStep } from '../walk/step';
import {
  acceptsUnasked,
  announcedAddress,
  answersFor,
  dropsGratuitous,
  mayAnswer,
  notifies,
  proxiesFor,
  proxyDelayUs,
} from './arp-policy';
import { sourceProblem } from './input-policy';
import { updateNeighbour } from './neighbour';
import type { DeviceId, DeviceRecord, NetnsId } from './records';
import { beginPacket, headOf, trace } from './trace';
import { transmit } from './transmit';
import type { World } from './world';

/**
 * arp_process (net/ipv4/arp.c): answers requests for addresses of this host and for those it is proxy for, and learns from both kinds. `unicast`
 * tells whether the frame was for this host alone: a proxy answers that at once, and only such a reply proves that its sender is there.
 */
export function receiveArp(
  world: World,
  device: DeviceRecord,
  arp: ArpPacket,
  packetId: number,
  unicast: boolean,
): void {
  const { senderIp, senderMac, targetIp } = arp;
  const about = { type: 'arp', op: arp.op, sender: senderIp, target: targetIp } as const;
  if (!device.arp) {
    trace(world, packetId, device.netns, device, () => ({ ...about, answered: false, why: 'noarp' }));
    return;
  }
  if (senderIp === targetIp && dropsGratuitous(world, device)) {
    const detail = `drop_gratuitous_arp: nobody asked who has ${formatIpv4(senderIp)}`;
    trace(world, packetId, device.netns, device, () => ({ type: 'drop', reason: 'NOT_SPECIFIED', detail }));
    return;
  }
  const verdict = arp.op === 'request' ? verdictOn(world, device, arp) : NOT_ASKED;
  const { answer, local } = verdict;
  trace(world, packetId, device.netns, device, () =>
    arp.op === 'reply' || answer !== 'none'
      ? { ...about, answered: true }
      : { ...about, answered: false, why: silence(world, device, arp, verdict) },
  );
  if (answer !== 'none') {
    if (senderIp !== 0) updateNeighbour(world, device, senderIp, senderMac, 'STALE', { create: true, override: true });
    const waitUs = answer === 'own' || unicast ? 0 : proxyDelayUs(world, device);
    if (waitUs > 0) world.schedule(waitUs, { type: 'proxy-arp', device: device.id, arp, packetId });
    else reply(world, device, arp, packetId);
  } else if (!local && senderIp !== 0) {
    learnFrom(world, device, arp, unicast);
  }
}

/** What becomes of a request. */
interface Verdict {
  readonly answer: 'own' | 'proxy' | 'none';
  /** It was for an address of this host, and the sender can be where it came from, so that nothing more is learned from it. */
  readonly local: boolean;
  readonly forUs: boolean;
  readonly senderOurs: boolean;
  readonly believable: boolean;
}

const NOT_ASKED: Verdict = { answer: 'none', local: false, forUs: false, senderOurs: false, believable: true };

/** Whether a request is answered, for an address of this host's own or as a proxy. */
function verdictOn(world: World, device: DeviceRecord, { senderIp, targetIp }: ArpPacket): Verdict {
  const { netns } = device;
  const forUs = addressType(world, netns, targetIp) === 'local';
  // ip_route_input: a sender that could not be there is not listened to. RFC 5227 probes come from 0.0.0.0, and are answered but not learned.
  const senderOurs = addressType(world, netns, senderIp) === 'local';
  const flow = { destination: targetIp, source: senderIp, iif: device.ifindex };
  const believable = senderIp === 0 ? forUs : sourceProblem(world, device, flow) === undefined;
  const facts = { local: forUs && believable, forUs, senderOurs, believable };
  if (!believable) return { answer: 'none', ...facts };
  if (forUs) return { answer: answersFor(world, device, targetIp, senderIp) ? 'own' : 'none', ...facts };
  if (world.netns(netns).announced?.has(targetIp)) return { answer: 'own', ...facts };
  return { answer: proxiesFor(world, device, targetIp) ? 'proxy' : 'none', ...facts };
}

/**
 * The end of arp_process: a neighbour that is known is brought up to date; arp_accept also takes in those that nobody asked for. When answers follow one
 * another within `locktime` the first one counts, unless the sender announces itself.
 */
function learnFrom(world: World, device: DeviceRecord, arp: ArpPacket, unicast: boolean): void {
  const { senderIp, senderMac, targetIp, op } = arp;
  const elsewhere = addressType(world, device.netns, senderIp) === 'unicast';
  const gratuitous = senderIp === targetIp && (op === 'request' || arp.targetMac === senderMac) && elsewhere;
  const create = (gratuitous || (op === 'reply' && elsewhere)) && acceptsUnasked(world, device, senderIp);
  const state = op === 'reply' && unicast ? 'REACHABLE' : 'STALE';
  updateNeighbour(world, device, senderIp, senderMac, state, { create, override: gratuitous || 'after-locktime' });
}

/** inetdev_send_gratuitous_arp: with arp_notify a device that comes up, or whose MAC changed, tells its addresses to everybody. */
export function announceAddresses(world: World, id: DeviceId): void {
  const device = world.device(id);
  if (device.addresses4.length > 0 && notifies(world, device)) sendGratuitousArp(world, id);
}

/** arp_send of every address of the device to everybody, as NETDEV_NOTIFY_PEERS asks. */
export function sendGratuitousArp(world: World, id: DeviceId): void {
  const device = world.device(id);
  if (!device.up || !device.arp) return;
  for (const { address } of device.addresses4) tellAddress(world, device, address);
}

/** What a program tells that answers for an address which the host does not have. */
export function sendGratuitousArpFor(world: World, netns: NetnsId, name: string, address: Ipv4): void {
  for (const id of world.netns(netns).devices.values()) {
    const device = world.device(id);
    if (device.name === name && device.up && device.arp) tellAddress(world, device, address);
  }
}

function tellAddress(world: World, device: DeviceRecord, address: Ipv4): void {
  const packetId = beginPacket(world, () => `gratuitous ARP: ${formatIpv4(address)} is at ${device.mac}`);
  const payload: ArpPacket = {
    kind: 'arp',
    op: 'request',
    senderMac: device.mac,
    senderIp: address,
    targetMac: MAC_ZERO,
    targetIp: address,
  };
  world.recorder?.head(packetId, headOf(payload));
  transmit(world, device.id, { source: device.mac, destination: device.broadcast, packetId, payload });
}

/** Why a request gets no answer, for the packet walk. */
function silence(
  world: World,
  device: DeviceRecord,
  { targetIp, senderIp }: ArpPacket,
  { forUs, senderOurs, believable }: Verdict,
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
    // Also when only one host is asked (arp_create without a target).
    targetMac: MAC_ZERO,
    targetIp: target,
  };
  world.recorder?.head(packetId, headOf(payload));
  transmit(world, device.id, { source: device.mac, destination, packetId, payload });
}
