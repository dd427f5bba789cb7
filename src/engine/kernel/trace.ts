import { TCP_FLAG, type EthernetFrame } from '../packet/frame';
import type { Icmpv6Message } from '../packet/ipv6-frame';
import { formatIp, type IpAddress } from '../packet/ipv6-address';
import type { Ipv6 } from '../packet/address';
import type { PacketHead, StepPlace, WalkStep } from '../walk/step';
import type { DeviceRecord, NetnsId } from './records';
import type { World } from './world';

type Distributive<T> = T extends WalkStep ? Omit<T, keyof StepPlace | 'atUs'> : never;
/** A step without its place and time, which `trace` adds. */
export type StepFacts = Distributive<WalkStep>;

/** Emits one step of a packet's walk when somebody records; otherwise does nothing. Facts are made lazily for that reason. */
export function trace(
  world: World,
  packetId: number,
  netns: NetnsId,
  device: DeviceRecord | undefined,
  facts: () => StepFacts,
): void {
  const { recorder } = world;
  if (!recorder) return;
  const ns = world.netns(netns);
  const place = { host: ns.host, netns: ns.name ?? '', ...(device && { device: device.name }), atUs: world.nowUs };
  recorder.step(packetId, { ...facts(), ...place });
}

/**
 * Starts a packet's walk; answers the packet's id, which costs nothing when nobody records. What goes on for ever by itself, such as probes of Pods that
 * are ready, has no part in what a command sends.
 */
export function beginPacket(world: World, summary: () => string, causedBy?: number): number {
  const id = world.allocateId();
  if (world.recorder && !world.unattended) world.recorder.begin(id, summary(), causedBy);
  return id;
}

/** What a packet is and between whom, for the packet walk. */
export function headOf(packet: EthernetFrame['payload']): PacketHead {
  if (packet.kind === 'bpdu') return { kind: 'stp', type: packet.type };
  if (packet.kind === 'arp') {
    const { op, senderIp: sender, targetIp: target, senderMac: mac } = packet;
    return op === 'request' ? { kind: 'arp', op, sender, target } : { kind: 'arp', op, sender, target, mac };
  }
  const { source, destination, payload } = packet;
  const ends = { source, destination };
  switch (payload.kind) {
    case 'udp': {
      const { kind, sourcePort, destinationPort } = payload;
      return { kind, ...ends, sourcePort, destinationPort };
    }
    case 'tcp': {
      const { kind, sourcePort, destinationPort, flags, data } = payload;
      return { kind, ...ends, sourcePort, destinationPort, flags: flagNames(flags), bytes: data.length };
    }
    case 'icmp': {
      if (!('quoted' in payload)) {
        const op = payload.type === 'echo-request' ? 'request' : 'reply';
        return { kind: 'echo', op, ...ends, sequence: payload.sequence };
      }
      const { type, code, quoted } = payload;
      return { kind: 'icmp-error', type, code, ...ends, about: headOf(quoted) };
    }
    case 'ipip':
    case 'gre': {
      const { payload: inner } = payload.frame;
      return { kind: 'tunnel', how: payload.kind, ...ends, inner: headOf(inner) };
    }
    case 'icmpv6':
      return headOf6(payload, source, destination);
  }
}

function headOf6(message: Icmpv6Message, source: IpAddress, destination: IpAddress): PacketHead {
  const ends = { source, destination };
  switch (message.type) {
    case 'neighbour-solicitation':
      return { kind: 'nd', op: 'solicitation', target: message.target, sender: formatIp(source) as Ipv6 };
    case 'neighbour-advertisement': {
      const { target, targetMac: mac } = message;
      return { kind: 'nd', op: 'advertisement', target, sender: formatIp(source) as Ipv6, mac };
    }
    case 'echo-request':
    case 'echo-reply': {
      const op = message.type === 'echo-request' ? 'request' : 'reply';
      return { kind: 'echo', op, ...ends, sequence: message.sequence };
    }
    default: {
      const code = 'code' in message ? message.code : 0;
      return { kind: 'icmp-error', type: message.type, code, ...ends, about: headOf(message.quoted) };
    }
  }
}

/** Names of the flags of a TCP segment that are set. */
export function flagNames(flags: number): readonly string[] {
  return Object.entries(TCP_FLAG)
    .filter(([, bit]) => (flags & bit) !== 0)
    .map(([name]) => name);
}
