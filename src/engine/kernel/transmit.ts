import type { EthernetFrame } from '../packet/frame';
import { bridgeTransmit } from './bridge-forward';
import { countRxDropped, countTx } from './counters';
import type { DeviceId, DeviceRecord } from './records';
import { switchForward } from './switch';
import { trace } from './trace';
import type { World } from './world';

/** Virtual microseconds a frame takes from one device to the next. */
export const HOP_US = 9;
/** A frame that crossed this many bridges and switches runs in a loop; the simulator ends it there and says so. */
const LOOP_HOPS = 64;

/** Bytes of a frame as the device counts them: the Ethernet header and what it carries. */
export function frameLength(frame: EthernetFrame): number {
  return 14 + (frame.payload.kind === 'arp' ? 28 : frame.payload.length);
}

/** is_skb_forwardable: whether a device takes in a frame at all: its MTU, an Ethernet header and room for a VLAN tag. */
export function fitsDevice(device: DeviceRecord, frame: EthernetFrame): boolean {
  return frameLength(frame) <= device.mtu + 14 + 4;
}

/**
 * dev_queue_xmit: hands a frame to a device, which passes it to its other end, its cable or its ports. False when the device dropped it and says so
 * (NET_XMIT_DROP); what a link without carrier swallows counts as sent.
 */
export function transmit(world: World, id: DeviceId, frame: EthernetFrame): boolean {
  const device = world.device(id);
  if (!device.up) return dropTx(world, device, frame, 'DEV_READY', 'the device is down');
  const { kind } = device;
  switch (kind.type) {
    case 'loopback':
      countTx(world, id, frameLength(frame) - 14);
      world.schedule(HOP_US, { type: 'frame-arrives', device: id, frame });
      return true;
    case 'veth': {
      if (!device.carrier) return dropTx(world, device, frame, 'NO_CARRIER', 'the other end of the veth pair is down');
      const peer = world.device(kind.peer);
      if (!fitsDevice(peer, frame)) {
        countRxDropped(world, peer.id);
        dropTx(world, device, frame, 'PKT_TOO_BIG', `the other end of the veth pair has an MTU of ${peer.mtu}`);
        return false;
      }
      countTx(world, id, frameLength(frame));
      traceTransmit(world, device, frame);
      world.schedule(HOP_US, { type: 'frame-arrives', device: kind.peer, frame });
      return true;
    }
    case 'nic':
      if (!device.carrier || !kind.port)
        return dropTx(world, device, frame, 'NO_CARRIER', 'no live cable is plugged in');
      countTx(world, id, frameLength(frame));
      traceTransmit(world, device, frame);
      if ('device' in kind.port) world.schedule(HOP_US, { type: 'frame-arrives', device: kind.port.device, frame });
      else switchForward(world, kind.port.switch, id, frame);
      return true;
    case 'bridge':
      countTx(world, id, frameLength(frame));
      traceTransmit(world, device, frame);
      bridgeTransmit(world, device, frame);
      return true;
  }
}

/** A copy of the frame one bridge or switch further, or undefined when it runs in a loop. */
export function nextHopFrame(frame: EthernetFrame): EthernetFrame | undefined {
  const hops = (frame.hops ?? 0) + 1;
  return hops > LOOP_HOPS ? undefined : { ...frame, hops };
}

function traceTransmit(world: World, device: DeviceRecord, frame: EthernetFrame): void {
  trace(world, frame.packetId, device.netns, device, () => ({ type: 'transmit', to: frame.destination }));
}

function dropTx(
  world: World,
  device: DeviceRecord,
  frame: EthernetFrame,
  reason: 'DEV_READY' | 'NO_CARRIER' | 'PKT_TOO_BIG',
  detail: string,
): boolean {
  const writable = world.writeDevice(device.id);
  writable.counters = { ...writable.counters, txDropped: writable.counters.txDropped + 1 };
  trace(world, frame.packetId, device.netns, device, () => ({ type: 'drop', reason, detail }));
  return true;
}
