import { isGroupMac, MAC_BROADCAST } from '../packet/address';
import type { EthernetFrame } from '../packet/frame';
import type { WalkStep } from '../walk/step';
import { countRx } from './counters';
import { receiveCore } from './datapath';
import { fdbEntry, learn, type Learned } from './bridge-fdb';
import { bridgeForward, bridgePrerouting, callsIptables, handedUp, type HookedFrame } from './bridge-netfilter';
import { admitted, isHostMac, leaving, mayLeave, type VlanFrame } from './bridge-vlan';
import { sendInPieces } from './fragments';
import type { BridgePort, DeviceId, DeviceRecord } from './records';
import { receiveBpdu } from './stp/receive';
import { runsStp } from './stp/state';
import { trace } from './trace';
import { fitsDevice, frameLength, nextHopFrame, sharedAmong, transmit } from './transmit';
import type { World } from './world';

/** br_handle_frame: a frame came in on a port. Learns, then passes it up, forwards or floods it. */
export function bridgeReceive(world: World, inPort: DeviceRecord, port: BridgePort, received: EthernetFrame): void {
  const bridge = world.device(port.bridge);
  const { payload } = received;
  if (payload.kind === 'bpdu' && runsStp(bridge)) return receiveBpdu(world, inPort, port, received, payload);
  if (!bridge.up || port.state === 'disabled' || port.state === 'blocking' || port.state === 'listening') {
    trace(world, received.packetId, inPort.netns, inPort, () => ({
      type: 'drop',
      reason: 'BRIDGE_INGRESS_STP_STATE',
      detail: bridge.up ? `the port of ${bridge.name} is ${port.state}` : `the bridge ${bridge.name} is down`,
      cause: { code: 'bridge-port', bridge: bridge.name, state: bridge.up ? port.state : 'down' },
    }));
    return;
  }
  const hooked = bridgePrerouting(world, bridge, inPort, received);
  if (!hooked) return;
  const { frame, skb } = hooked;
  const inside = admitted(world, bridge, port.vlans, frame, inPort);
  if (!inside) return;
  const { vid } = inside;
  if (port.flags?.locked && fdbEntry(world, bridge.id, frame.source, vid)?.port !== inPort.id) {
    trace(world, frame.packetId, inPort.netns, inPort, () => ({
      type: 'drop',
      reason: 'NOT_SPECIFIED',
      detail: `the port is locked, and ${frame.source} is not known to be behind it`,
    }));
    return;
  }
  const learned = port.learning ? learn(world, bridge.id, inPort.id, frame, vid) : undefined;
  if (port.state === 'learning') return;
  const next = nextHopFrame(inside.frame, bridge.id);
  if (!next) return traceLoop(world, inPort, frame);
  const group = isGroupMac(frame.destination);
  const entry = group ? undefined : fdbEntry(world, bridge.id, frame.destination, vid);
  const onward = { vid, frame: next };
  if (isHostMac(world, bridge, entry?.port, frame.destination, vid)) {
    traceBridge(world, bridge, next, 'local', [], inPort, learned);
    passUp(world, bridge.id, onward, skb);
    return;
  }
  const ports = entry
    ? entry.port === inPort.id && !port.hairpin
      ? []
      : [entry.port]
    : floodPorts(world, bridge.id, onward, inPort);
  traceBridge(world, bridge, next, entry ? 'forward' : 'flood', ports, inPort, learned);
  if (group) passUp(world, bridge.id, onward, skb);
  const outs = port.flags?.isolated ? ports.filter((id) => !isolated(inPort, world.device(id))) : ports;
  const copy = sharedAmong(next, outs.length);
  if (copy) sendOut(world, bridge, outs, { vid, frame: copy }, { forwarded: true, skb });
  else traceLoop(world, inPort, frame);
}

function traceLoop(world: World, inPort: DeviceRecord, { packetId }: EthernetFrame): void {
  trace(world, packetId, inPort.netns, inPort, () => ({
    type: 'drop',
    reason: 'NOT_SPECIFIED',
    detail: 'the frame runs in a loop of bridges and switches',
    cause: { code: 'frame-loop' },
  }));
}

/** br_skb_isolated: isolated ports do not talk to each other. */
function isolated(from: DeviceRecord, to: DeviceRecord): boolean {
  return from.port?.flags?.isolated === true && to.port?.flags?.isolated === true;
}

/** br_dev_xmit: the host itself sends through the bridge device. */
export function bridgeTransmit(world: World, bridge: DeviceRecord, frame: EthernetFrame): void {
  const inside = bridge.kind.type === 'bridge' && admitted(world, bridge, bridge.kind.vlans, frame, bridge);
  const next = inside && nextHopFrame(inside.frame, bridge.id);
  if (!next) return;
  const { vid } = inside;
  const onward = { vid, frame: next };
  const entry = isGroupMac(frame.destination) ? undefined : fdbEntry(world, bridge.id, frame.destination, vid);
  const ports = entry ? [entry.port] : floodPorts(world, bridge.id, onward);
  traceBridge(world, bridge, next, entry ? 'forward' : 'flood', ports);
  sendOut(world, bridge, ports, onward, { forwarded: false });
}

function sendOut(
  world: World,
  bridge: DeviceRecord,
  ports: readonly DeviceId[],
  inside: VlanFrame,
  { forwarded, skb }: { readonly forwarded: boolean; readonly skb?: HookedFrame['skb'] },
): void {
  for (const id of ports) {
    const out = world.devices.get(id);
    if (out?.port?.state !== 'forwarding' || !mayLeave(out.port.vlans, inside.vid)) continue;
    const left = leaving(out.port.vlans, inside);
    const frame = skb ? bridgeForward(world, bridge, out, left, skb) : left;
    if (!frame) continue;
    if (forwarded && isLarge(out, frame) && callsIptables(world, bridge)) sendLarge(world, out, frame);
    else sendFitting(world, out, frame);
  }
}

function isLarge({ mtu }: DeviceRecord, { payload }: EthernetFrame): boolean {
  return payload.kind === 'ipv4' && payload.length > mtu;
}

/**
 * br_nf_dev_queue_xmit (net/bridge/br_netfilter_hooks.c): while bridged packets pass iptables, the bridge also cuts those that are too large for the port, and
 * drops what may not be cut. icmp_send says nothing about packets that are somebody else's (PACKET_OTHERHOST), so the sender never hears of it.
 */
function sendLarge(world: World, out: DeviceRecord, frame: EthernetFrame): void {
  const { payload, packetId } = frame;
  if (payload.kind !== 'ipv4') return;
  if (payload.dontFragment) {
    dropTooBig(world, out, frame);
    return;
  }
  sendInPieces(world, out, payload, packetId, out.mtu, (piece, id) =>
    sendFitting(world, out, { ...frame, payload: piece, packetId: id }),
  );
}

function sendFitting(world: World, out: DeviceRecord, frame: EthernetFrame): void {
  if (fitsDevice(out, frame)) transmit(world, out.id, frame);
  else dropTooBig(world, out, frame);
}

/** br_dev_queue_push_xmit: by itself a bridge neither fragments nor complains. */
function dropTooBig(world: World, out: DeviceRecord, frame: EthernetFrame): void {
  trace(world, frame.packetId, out.netns, out, () => ({
    type: 'drop',
    reason: 'PKT_TOO_BIG',
    detail: `a frame of ${frameLength(frame)} bytes does not fit the port's MTU of ${out.mtu}`,
    cause: { code: 'too-big', bytes: frameLength(frame), mtu: out.mtu },
  }));
}

/** br_pass_frame_up: the bridge device itself receives; its counters leave out the Ethernet header. */
function passUp(world: World, id: DeviceId, inside: VlanFrame, skb: HookedFrame['skb']): void {
  const bridge = world.device(id);
  const vlans = bridge.kind.type === 'bridge' ? bridge.kind.vlans : undefined;
  if (!bridge.promiscuous && !mayLeave(vlans, inside.vid)) return;
  const frame = leaving(vlans, inside);
  countRx(world, id, frameLength(frame) - 14, false);
  receiveCore(world, world.device(id), skb ? handedUp(frame, skb) : frame);
}

/**
 * br_flood: the ports a frame for everybody or for nobody known goes out of, the newest first, as br_add_if puts them on the list; what the host itself
 * sends to a group goes everywhere.
 */
function floodPorts(world: World, bridgeId: DeviceId, { vid, frame }: VlanFrame, from?: DeviceRecord): DeviceId[] {
  const { kind } = world.device(bridgeId);
  if (kind.type !== 'bridge') return [];
  const { destination } = frame;
  const group = isGroupMac(destination);
  const flag = destination === MAC_BROADCAST ? 'bcast_flood' : 'mcast_flood';
  const ports: DeviceId[] = [];
  for (const id of kind.ports.values()) {
    const { port } = world.device(id);
    if (port?.state !== 'forwarding' || (id === from?.id && !port.hairpin)) continue;
    if (!mayLeave(port.vlans, vid)) continue;
    if (group ? !from || port.flags?.[flag] !== false : port.flood) ports.push(id);
  }
  return ports.reverse();
}

function traceBridge(
  world: World,
  bridge: DeviceRecord,
  frame: EthernetFrame,
  decision: 'forward' | 'flood' | 'local',
  ports: readonly DeviceId[],
  inPort?: DeviceRecord,
  learned?: Learned,
): void {
  trace(world, frame.packetId, bridge.netns, bridge, () => {
    const filtered = decision === 'local' ? [] : filteredPorts(world, bridge, frame, ports, decision, inPort);
    const before = learned?.before === undefined ? undefined : world.devices.get(learned.before)?.name;
    const left = new Set(filtered.map(({ port }) => port));
    return {
      type: 'bridge',
      bridge: bridge.name,
      decision,
      ports: ports.map((id) => world.device(id).name).filter((name) => !left.has(name)),
      ...(inPort && { from: inPort.name }),
      ...(learned && { learned: { mac: learned.mac, ...(before !== undefined && { before }) } }),
      ...(filtered.length > 0 && { filtered }),
    };
  });
}

/** The ports a frame does not leave by, and why, for the packet walk: should_deliver and br_flood. */
function filteredPorts(
  world: World,
  { kind }: DeviceRecord,
  frame: EthernetFrame,
  chosen: readonly DeviceId[],
  decision: 'forward' | 'flood',
  inPort: DeviceRecord | undefined,
): readonly FilteredPort[] {
  if (kind.type !== 'bridge') return [];
  const filtered: FilteredPort[] = [];
  for (const id of kind.ports.values()) {
    const out = world.device(id);
    const { port, name } = out;
    const back = id === inPort?.id && !port?.hairpin;
    if (!port || (decision === 'forward' && !chosen.includes(id) && !back)) continue;
    if (back) {
      // That a flood does not go back is no news; that the only way is back is.
      if (chosen.length === 0 && decision === 'forward') filtered.push({ port: name, why: 'same-port' });
    } else if (port.state !== 'forwarding') filtered.push({ port: name, why: 'state' });
    else if (inPort && isolated(inPort, out)) filtered.push({ port: name, why: 'isolated' });
    else if (!chosen.includes(id)) filtered.push({ port: name, why: 'flood-off' });
    else if (!fitsDevice(out, frame)) filtered.push({ port: name, why: 'mtu' });
  }
  return filtered;
}

type FilteredPort = NonNullable<Extract<WalkStep, { type: 'bridge' }>['filtered']>[number];
