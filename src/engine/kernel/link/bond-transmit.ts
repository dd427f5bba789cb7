import type { EthernetFrame } from '../../packet/frame';
import type { DeviceId, DeviceRecord } from '../records';
import { dropTx, sent, transmit } from '../transmit';
import type { World } from '../world';
import { bondKind } from './bond';
import { BOND_MODE, bondSetting } from './bond-settings';

/** bond_start_xmit: which slaves a frame leaves by. */
export function sendThroughBond(world: World, device: DeviceRecord, frame: EthernetFrame): boolean {
  const chosen = slavesFor(world, device, frame);
  if (chosen.length === 0) {
    return dropTx(world, device, frame, 'NO_TX_TARGET', 'no slave of the bond can send', { code: 'no-carrier' });
  }
  sent(world, device, frame);
  for (const slave of chosen) transmit(world, slave, frame);
  return true;
}

function slavesFor(world: World, { id, kind: record }: DeviceRecord, frame: EthernetFrame): readonly DeviceId[] {
  const kind = bondKind({ kind: record });
  const usable = kind.slaves.filter((slave) => {
    const { up, carrier, slave: role } = world.device(slave);
    return up && carrier && role?.link !== 'down' && role?.active === true;
  });
  switch (bondSetting(kind, 'mode')) {
    case BOND_MODE.activeBackup:
      return kind.active === undefined ? [] : [kind.active];
    case BOND_MODE.broadcast:
      return usable;
    case BOND_MODE.xor:
      return pick(usable, hash(frame, bondSetting(kind, 'xmit_hash_policy')));
    default: {
      const turn = Math.floor(kind.sentPackets / Math.max(1, bondSetting(kind, 'packets_per_slave')));
      world.writeDevice(id).kind = { ...kind, sentPackets: kind.sentPackets + 1 };
      return pick(usable, turn);
    }
  }
}

function pick(usable: readonly DeviceId[], n: number): readonly DeviceId[] {
  const one = usable[n % Math.max(1, usable.length)];
  return one === undefined ? [] : [one];
}

const LAYER2 = 0;
const LAYER34 = 1;

/** bond_xmit_hash of the policies layer2, layer2+3 and layer3+4. */
function hash({ source, destination, payload }: EthernetFrame, policy: number): number {
  const last = (mac: string): number => parseInt(mac.slice(-2), 16);
  const layer2 = last(source) ^ last(destination) ^ (payload.kind === 'arp' ? 0x0806 : 0x0800);
  if (policy === LAYER2 || payload.kind !== 'ipv4') return layer2;
  const data = payload.payload;
  const ports = 'sourcePort' in data ? ((data.sourcePort << 16) | data.destinationPort) >>> 0 : 0;
  let value = (policy === LAYER34 ? ports : layer2) ^ payload.source ^ payload.destination;
  value ^= value >>> 16;
  value ^= value >>> 8;
  return (policy === LAYER34 ? value >>> 1 : value) >>> 0;
}
