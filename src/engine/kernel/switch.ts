import type { EthernetFrame } from '../packet/frame';
import { isGroupMac } from '../packet/address';
import type { DeviceId, SwitchId } from './records';
import { trace } from './trace';
import { HOP_US, nextHopFrame, sharedAmong } from './transmit';
import type { World } from './world';

/** A cable switch: learns where a MAC sits and forwards there, or floods to every other port that is up. */
export function switchForward(world: World, id: SwitchId, from: DeviceId, frame: EthernetFrame): void {
  const record = world.writeSwitch(id);
  if (record.fdb.get(frame.source) !== from) {
    record.fdb = world.writable(record.fdb);
    record.fdb.set(frame.source, from);
  }
  const known = isGroupMac(frame.destination) ? undefined : record.fdb.get(frame.destination);
  const ports = known === undefined ? record.ports.filter((port) => port !== from) : known === from ? [] : [known];
  const sender = world.device(from);
  const next = sharedFrame(frame, id, ports.length);
  trace(world, frame.packetId, sender.netns, sender, () =>
    next
      ? {
          type: 'switch',
          name: id,
          decision: known === undefined ? 'flood' : 'forward',
          ports: ports.map((port) => `${world.netns(world.device(port).netns).host}:${world.device(port).name}`),
        }
      : {
          type: 'drop',
          reason: 'NOT_SPECIFIED',
          detail: 'the frame runs in a loop of bridges and switches',
          cause: { code: 'frame-loop' },
        },
  );
  if (!next) return;
  for (const port of ports) {
    const device = world.device(port);
    if (device.up) world.schedule(HOP_US, { type: 'frame-arrives', device: port, frame: next });
    else if (known !== undefined) {
      trace(world, frame.packetId, device.netns, device, () => ({
        type: 'drop',
        reason: 'DEV_READY',
        detail: 'the device is down',
        cause: { code: 'device-down' },
      }));
    }
  }
}

function sharedFrame(frame: EthernetFrame, id: SwitchId, ports: number): EthernetFrame | undefined {
  const next = nextHopFrame(frame, id);
  return next && sharedAmong(next, ports);
}
