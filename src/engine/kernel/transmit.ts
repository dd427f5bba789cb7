import type { EthernetFrame } from '../packet/frame';
import type { DropCause, DropReason } from '../walk/step';
import { runProgram } from './bpf/programs';
import { countTx } from './counters';
import { typeOf } from './link/types';
import { tap } from './packet-socket';
import type { DeviceId, DeviceRecord, SwitchId } from './records';
import { trace } from './trace';
import type { World } from './world';

/** Virtual microseconds a frame takes from one device to the next. */
export const HOP_US = 9;
/** A frame that crossed this many bridges and switches runs in a loop; the simulator ends it there and says so. */
const LOOP_HOPS = 64;

/** Bytes of a frame as a device counts them: the Ethernet header and what it carries. The outermost tag travels beside the bytes (skb->vlan_tci). */
export function frameLength(frame: EthernetFrame): number {
  const tagBytes = frame.tags ? 4 * (frame.tags.length - 1) : 0;
  return 14 + tagBytes + (frame.payload.kind === 'arp' ? 28 : frame.payload.length);
}

/** is_skb_forwardable: whether a device takes in a frame at all: its MTU, an Ethernet header and room for a VLAN tag. */
export function fitsDevice(device: DeviceRecord, frame: EthernetFrame): boolean {
  return frameLength(frame) <= device.mtu + 14 + 4;
}

/**
 * dev_queue_xmit: hands a frame to a device, which passes it on as its type does. False when the device dropped it and says so
 * (NET_XMIT_DROP); what a link without carrier swallows counts as sent.
 */
export function transmit(world: World, id: DeviceId, frame: EthernetFrame): boolean {
  const device = world.device(id);
  if (!device.up) return dropTx(world, device, frame, 'DEV_READY', 'the device is down', { code: 'device-down' });
  const type = typeOf(device);
  // linkwatch gives a device without carrier the noop qdisc, which swallows everything (net/sched/sch_generic.c).
  if (!device.carrier) {
    const detail = type.noCarrier ?? 'what the device stands on has no carrier';
    return dropTx(world, device, frame, 'QDISC_DROP', detail, { code: 'no-carrier' });
  }
  const program = device.programs?.egress;
  const rest = program === undefined ? frame : runProgram(world, device, program, frame);
  // A program that takes the frame, or drops it, is nothing that its sender notices.
  if (!rest) return true;
  if (world.tapped) tap(world, device, rest, 'out');
  return type.transmit(world, device, rest);
}

/** What every device does with a frame that leaves it: counts it, and tells the walk. */
export function sent(world: World, device: DeviceRecord, frame: EthernetFrame): void {
  countTx(world, device.id, frameLength(frame));
  traceSent(world, device, frame);
}

/** Tells the walk that a frame leaves a device. */
export function traceSent(world: World, device: DeviceRecord, frame: EthernetFrame): void {
  trace(world, frame.packetId, device.netns, device, () => ({ type: 'transmit', to: frame.destination }));
}

/** The frame comes in on a device one hop later; some drivers count more bytes than there are. */
export function arrives(world: World, id: DeviceId, frame: EthernetFrame, extraBytes?: number): void {
  world.schedule(HOP_US, { type: 'frame-arrives', device: id, frame, counted: extraBytes });
}

/** dev_forward_skb: as if the frame had come in on the device, whose driver knows nothing of it. */
export function forwarded(world: World, id: DeviceId, frame: EthernetFrame): void {
  world.schedule(HOP_US, { type: 'frame-arrives', device: id, frame, counted: false });
}

/** Once a frame came to a bridge again, this many copies of it are made and no more: a storm in a mesh would never end. */
const LOOP_COPIES = 16;

/** A copy of the frame one bridge or switch further, or undefined when it runs in a loop. */
export function nextHopFrame(frame: EthernetFrame, at: DeviceId | SwitchId): EthernetFrame | undefined {
  const hops = (frame.hops ?? 0) + 1;
  if (hops > LOOP_HOPS) return undefined;
  const { crossed = NOWHERE, copies } = frame;
  if (!crossed.includes(at)) return { ...frame, hops, crossed: [...crossed, at] };
  return { ...frame, hops, copies: copies ?? LOOP_COPIES };
}

const NOWHERE: readonly (DeviceId | SwitchId)[] = [];

/** What is left for each of the copies that go out of `ports` ports: the frame itself outside a loop, undefined when the loop had enough. */
export function sharedAmong(frame: EthernetFrame, ports: number): EthernetFrame | undefined {
  if (frame.copies === undefined || ports <= 1) return frame;
  const copies = Math.floor(frame.copies / ports);
  return copies === 0 ? undefined : { ...frame, copies };
}

/** Counts a frame that a device did not send; answers true, because its sender does not notice. */
export function dropTx(
  world: World,
  device: DeviceRecord,
  frame: EthernetFrame,
  reason: DropReason,
  detail: string,
  cause: DropCause,
): boolean {
  const writable = world.writeDevice(device.id);
  writable.counters = { ...writable.counters, txDropped: writable.counters.txDropped + 1 };
  trace(world, frame.packetId, device.netns, device, () => ({ type: 'drop', reason, detail, cause }));
  return true;
}
