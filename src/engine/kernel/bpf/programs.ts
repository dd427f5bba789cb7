import { formatIpv4, MAC_BROADCAST, type Ipv4 } from '../../packet/address';
import type { ArpPacket, EthernetFrame, Ipv4Packet } from '../../packet/frame';
import type { DropCause, DropReason } from '../../walk/step';
import { endText, protocolOf } from '../netfilter/tuple';
import { rewriteEnd } from '../netfilter/rewrite';
import { policyEnds } from '../policy-ends';
import type { DeviceRecord } from '../records';
import { beginPacket, trace } from '../trace';
import { transmit } from '../transmit';
import type { World } from '../world';
import { balanceService } from './balance';
import { lookUp, remember, type Seen } from './connections';
import { lookupAddress, mayPass } from './policy';
import { identityName, RESERVED, type Backend, type BpfEndpoint, type BpfMaps, type ProgramName } from './records';

/**
 * Cilium's programs at the tc hooks: cil_from_container at the node's end of each Pod's pair, cil_from_host where the node's own packets leave for Pods, and
 * cil_from_overlay where those of other nodes come out of the tunnel (bpf/bpf_lxc.c, bpf_host.c, bpf_overlay.c). A program may hand a frame to another device;
 * undefined: the frame goes no further from here.
 */
export function runProgram(
  world: World,
  device: DeviceRecord,
  program: ProgramName,
  frame: EthernetFrame,
): EthernetFrame | undefined {
  const maps = world.netns(device.netns).bpf;
  if (!maps) return frame;
  const hook = new Hook(world, device, maps, program, frame);
  switch (program) {
    case 'cil_from_container':
      return hook.fromContainer();
    case 'cil_from_host':
      return hook.fromHost();
    case 'cil_from_overlay':
      return hook.fromOverlay();
  }
}

/** One run of a program. */
class Hook {
  constructor(
    private readonly world: World,
    private readonly device: DeviceRecord,
    private readonly maps: BpfMaps,
    private readonly program: ProgramName,
    private readonly frame: EthernetFrame,
  ) {}

  fromContainer(): EthernetFrame | undefined {
    const { payload } = this.frame;
    if (payload.kind === 'arp') return this.answerArp(payload);
    if (payload.kind !== 'ipv4') return this.drop('Unsupported L3 protocol');
    const own = this.maps.endpoints.get(payload.source);
    if (own?.device !== this.device.id) return this.drop('Invalid source ip');
    const balanced = balanceService(this.world, this.device, this.maps, payload, this.frame.packetId);
    if (balanced === 'nobody') return this.refuse(own, payload);
    const { packet, frontend } = balanced;
    const seen = this.see(packet, 'out');
    const entry = lookupAddress(this.maps, packet.destination);
    if (!this.leaves(own, packet, seen, entry.identity)) return undefined;
    if (seen.state === 'new' && seen.tuple) {
      remember(this.world, this.device.netns, 'out', seen.tuple, frontend && { frontend });
    }
    const local = this.maps.endpoints.get(packet.destination);
    if (local) return this.deliver(local, packet, own.identity);
    if (entry.tunnel !== undefined) return this.encapsulate(packet, own.identity, entry.tunnel);
    this.tell(packet, own.identity, entry.identity, 'stack');
    return { ...this.frame, payload: packet };
  }

  fromHost(): EthernetFrame | undefined {
    const { payload: packet } = this.frame;
    if (packet.kind !== 'ipv4') return this.frame;
    const { identity } = lookupAddress(this.maps, packet.source);
    const local = this.maps.endpoints.get(packet.destination);
    if (local) return this.deliver(local, packet, identity);
    const { tunnel } = lookupAddress(this.maps, packet.destination);
    if (tunnel === undefined) return this.frame;
    return this.encapsulate(packet, identity === RESERVED.host ? RESERVED['remote-node'] : identity, tunnel);
  }

  fromOverlay(): EthernetFrame | undefined {
    const { payload: packet, tunnel } = this.frame;
    if (packet.kind !== 'ipv4') return this.drop('Unsupported L3 protocol');
    const identity = tunnel?.vni ?? RESERVED.world;
    const local = this.maps.endpoints.get(packet.destination);
    if (local) return this.deliver(local, packet, identity);
    this.tell(packet, identity, RESERVED.host, 'stack');
    // ctx_redirect to cilium_host: the node itself is meant.
    return { ...this.frame, destination: this.device.mac };
  }

  /** ipv4_policy and redirect_ep: to the Pod, if its policies let it in. */
  private deliver(endpoint: BpfEndpoint, given: Ipv4Packet, identity: number): undefined {
    const { world, frame } = this;
    const { netns } = this.device;
    if (given.ttl <= 1) return this.drop('TTL exceeded');
    const seen = this.see(given, 'in');
    const packet = { ...translatedBack(given, seen), ttl: given.ttl - 1 };
    if (packet.source !== given.source) {
      trace(world, frame.packetId, netns, this.device, () => ({
        type: 'nat',
        end: 'source',
        before: endText(given, 'source'),
        after: endText(packet, 'source'),
      }));
    }
    const free = seen.state === 'reply' || seen.state === 'related' || identity === RESERVED.host;
    if (!free && endpoint.ingress && !mayPass(endpoint.ingress, given, identity, given.source)) {
      return this.deny(endpoint, 'ingress', given, identity);
    }
    if (seen.state === 'new' && seen.tuple) remember(world, netns, 'in', seen.tuple);
    const device = world.devices.get(endpoint.device);
    if (!device) return this.drop('Unknown L3 target address');
    this.tell(packet, identity, endpoint.identity, 'endpoint', device.name);
    const { tunnel: _, kept: __, ...plain } = frame;
    transmit(world, device.id, { ...plain, source: device.mac, destination: endpoint.mac, payload: packet });
    return undefined;
  }

  private encapsulate(packet: Ipv4Packet, identity: number, node: Ipv4): undefined {
    const { world, maps, frame } = this;
    const overlay = world.devices.get(maps.overlay);
    if (!overlay) return this.drop('Unrouted packet');
    this.tell(packet, identity, lookupAddress(maps, packet.destination).identity, 'tunnel', overlay.name);
    const { kept: _, ...plain } = frame;
    transmit(world, overlay.id, { ...plain, payload: packet, tunnel: { vni: identity, address: node } });
    return undefined;
  }

  private see(packet: Ipv4Packet, scope: 'in' | 'out'): Seen {
    return lookUp(this.world, this.device.netns, packet, scope);
  }

  private leaves(own: BpfEndpoint, packet: Ipv4Packet, seen: Seen, identity: number): boolean {
    if (seen.state === 'reply' || seen.state === 'related' || !own.egress) return true;
    if (mayPass(own.egress, packet, identity, packet.destination)) return true;
    this.deny(own, 'egress', packet, identity);
    return false;
  }

  /** tail_handle_arp: whatever a Pod asks for but itself is at the node's end of its pair. */
  private answerArp(arp: ArpPacket): EthernetFrame | undefined {
    const { world, device } = this;
    if (arp.op !== 'request' || this.maps.endpoints.get(arp.targetIp)?.device === device.id) return this.frame;
    trace(world, this.frame.packetId, device.netns, device, () => ({
      type: 'arp',
      op: 'request',
      sender: arp.senderIp,
      target: arp.targetIp,
      answered: true,
    }));
    const packetId = beginPacket(world, () => `ARP reply ${formatIpv4(arp.targetIp)}`, this.frame.packetId);
    transmit(world, device.id, {
      source: device.mac,
      destination: this.frame.source === MAC_BROADCAST ? arp.senderMac : this.frame.source,
      payload: {
        kind: 'arp',
        op: 'reply',
        senderMac: device.mac,
        senderIp: arp.targetIp,
        targetMac: arp.senderMac,
        targetIp: arp.senderIp,
      },
      packetId,
    });
    return undefined;
  }

  /** tail_no_service_ipv4: the Service has no backend, which the Pod is told by ICMP. */
  private refuse(own: BpfEndpoint, packet: Ipv4Packet): undefined {
    const { world, device } = this;
    const answerId = beginPacket(world, () => 'ICMP destination-unreachable (code 3)', this.frame.packetId);
    trace(world, this.frame.packetId, device.netns, device, () => ({
      type: 'report',
      error: 'destination-unreachable',
      code: 3,
      replyPacketId: answerId,
    }));
    transmit(world, device.id, {
      source: device.mac,
      destination: own.mac,
      packetId: answerId,
      payload: {
        kind: 'ipv4',
        source: packet.destination,
        destination: packet.source,
        ttl: 64,
        tos: 0,
        dontFragment: false,
        id: 0,
        length: 28 + Math.min(packet.length, 64),
        payload: { kind: 'icmp', type: 'destination-unreachable', code: 3, quoted: packet },
      },
    });
    return this.drop('Service backend not found');
  }

  private deny(
    endpoint: BpfEndpoint,
    direction: 'ingress' | 'egress',
    packet: Ipv4Packet,
    identity: number,
  ): undefined {
    const { namespace, pod } = endpoint;
    const other = direction === 'ingress' ? packet.source : packet.destination;
    const { protocol, port } = policyEnds(packet);
    const name = this.maps.ipcache.get(other)?.name;
    return this.drop('Policy denied', {
      code: 'network-policy',
      direction,
      namespace,
      pod,
      policies: endpoint[direction]?.policies ?? [],
      peer:
        name ?? (identity === RESERVED.world ? formatIpv4(other) : `${formatIpv4(other)} (${identityName(identity)})`),
      protocol: protocol === 'other' ? String(protocolOf(packet)) : protocol,
      ...(port !== undefined && { port }),
    });
  }

  /** `why` in Cilium's own words (pkg/monitor/api/drop.go); the kernel only knows that a program at tc dropped it. */
  private drop(why: string, cause?: DropCause): undefined {
    const reason: DropReason = this.program === 'cil_from_host' ? 'TC_EGRESS' : 'TC_INGRESS';
    trace(this.world, this.frame.packetId, this.device.netns, this.device, () => ({
      type: 'drop',
      reason,
      detail: `${this.program}: ${why}`,
      verdict: why,
      ...(cause && { cause }),
    }));
    return undefined;
  }

  private tell(
    { source, destination }: Ipv4Packet,
    from: number,
    to: number,
    decision: 'endpoint' | 'tunnel' | 'stack',
    out?: string,
  ): void {
    const named = (identity: number, address: Ipv4): string => {
      const name = this.maps.ipcache.get(address)?.name;
      return name === undefined ? identityName(identity) : `${identityName(identity)} (${name})`;
    };
    trace(this.world, this.frame.packetId, this.device.netns, this.device, () => ({
      type: 'program',
      program: this.program,
      from: named(from, source),
      to: named(to, destination),
      decision,
      ...(out !== undefined && { out }),
    }));
  }
}

/** lb4_rev_nat: the answer of a backend comes from the Service that was asked. */
function translatedBack(packet: Ipv4Packet, seen: Seen): Ipv4Packet {
  const frontend: Backend | undefined = seen.state === 'reply' ? seen.connection.frontend : undefined;
  if (!frontend || !('sourcePort' in packet.payload)) return packet;
  const { payload, destination } = packet;
  return rewriteEnd(packet, 'source', {
    protocol: protocolOf(packet),
    source: frontend.address,
    destination,
    sourcePort: frontend.port,
    destinationPort: payload.destinationPort,
  });
}
