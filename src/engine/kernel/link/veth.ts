import { KernelError } from '../errno';
import type { Mac } from '../../packet/address';
import { countRxDropped } from '../counters';
import type { NewLink } from '../netlink';
import type { DeviceId, NetnsId } from '../records';
import { inheritSysctls } from '../sysctl-store';
import { arrives, dropTx, fitsDevice, frameLength, sent } from '../transmit';
import type { World } from '../world';
import { linkwatch, setCarrier } from './carrier';
import { randomMac, registerDevice } from './device';
import type { DeviceType } from './device-type';
import { numberLink } from './link-netns';
import { checkNewMac } from './limits';
import { chooseName, delist, reserveIfindex } from './registry';

export interface VethKind {
  readonly type: 'veth';
  readonly peer: DeviceId;
}

/** VETH_INFO_PEER: what a veth's other end shall be. */
export interface VethPeer {
  readonly name?: string;
  readonly mac?: Mac;
  readonly mtu?: number;
  readonly txQueueLength?: number;
  readonly ifindex?: number;
  readonly netns?: NetnsId;
  readonly up?: boolean;
}

/** drivers/net/veth.c: a virtual cable. */
export const vethType: DeviceType = {
  kind: 'veth',
  create: addVeth,
  companion: ({ kind }) => (kind.type === 'veth' ? kind.peer : undefined),
  mtu: { min: 68, max: 65535 },
  linkSettings: () => ({ speed: 10_000, duplex: 'full' }),
  // One for each processor, and a lab's host has two.
  queues: { tx: 2, rx: 2 },
  tsoMaxSize: () => 524280,
  link: ({ kind }) => (kind.type === 'veth' ? kind.peer : undefined),
  addressOrigin: () => 1,
  noCarrier: 'the other end of the veth pair is down',
  upChanged: syncVethCarrier,
  transmit(world, device, frame) {
    if (device.kind.type !== 'veth') return true;
    const peer = world.device(device.kind.peer);
    if (!fitsDevice(peer, frame)) {
      countRxDropped(world, peer.id);
      const detail = `the other end of the veth pair has an MTU of ${peer.mtu}`;
      dropTx(world, device, frame, 'PKT_TOO_BIG', detail, {
        code: 'too-big',
        bytes: frameLength(frame),
        mtu: peer.mtu,
      });
      return false;
    }
    sent(world, device, frame);
    arrives(world, peer.id, frame);
    return true;
  },
};

/**
 * drivers/net/veth.c veth_newlink: registers the peer first (so it has the lower ifindex), then the device asked for. Both ends are
 * down and without carrier. `here` is the namespace of the device itself.
 */
function addVeth(world: World, here: NetnsId, request: NewLink): DeviceId {
  const id = world.allocateId();
  const peer = world.allocateId();
  const there = request.peer?.netns ?? here;
  checkNewMac(request.mac);
  checkNewMac(request.peer?.mac);
  checkVethMtu(request.mtu);
  checkVethMtu(request.peer?.mtu);
  registerDevice(
    world,
    peer,
    { type: 'veth', peer: id },
    {
      netns: there,
      name: chooseName(world, there, request.peer?.name ?? 'veth%d'),
      // veth_newlink hands on the peer's index only when this end has one too.
      ifindex: reserveIfindex(world, there, request.ifindex === undefined ? undefined : request.peer?.ifindex),
      mac: request.peer?.mac ?? randomMac(world),
      mtu: request.peer?.mtu ?? 1500,
      txQueueLength: request.peer?.txQueueLength,
      queues: undefined,
      carrier: false,
      operstate: 'DOWN',
    },
  );
  try {
    // veth_open: the peer is configured before this end exists, and cannot come up without it.
    if (request.peer?.up) throw new KernelError('ENOTCONN');
    registerDevice(
      world,
      id,
      { type: 'veth', peer },
      {
        netns: here,
        name: chooseName(world, here, request.name ?? 'veth%d'),
        ifindex: reserveIfindex(world, here, request.ifindex),
        mac: request.mac ?? randomMac(world),
        mtu: request.mtu ?? 1500,
        txQueueLength: request.txQueueLength,
        queues: request.queues,
        carrier: false,
        operstate: 'DOWN',
      },
    );
  } catch (error) {
    if (error instanceof KernelError) {
      delist(world, world.device(peer));
      world.removeDevice(peer);
    }
    throw error;
  }
  linkwatch(world, id);
  linkwatch(world, peer);
  inheritSysctls(world, there, world.device(peer).name);
  numberLink(world, id);
  numberLink(world, peer);
  return id;
}

/** veth_validate answers before the core could say what is wrong with the MTU. */
function checkVethMtu(mtu: number | undefined): void {
  const { min, max } = vethType.mtu;
  if (mtu !== undefined && (mtu < min || mtu > max)) throw new KernelError('EINVAL');
}

/** veth_open / veth_close: both ends have carrier exactly while both are up. Call after `up` changed at `id`. */
function syncVethCarrier(world: World, id: DeviceId): void {
  const { kind, up } = world.device(id);
  if (kind.type !== 'veth') return;
  const on = up && world.device(kind.peer).up;
  if (on === world.device(id).carrier) return;
  setCarrier(world, id, on);
  setCarrier(world, kind.peer, on);
  linkwatch(world, id);
  linkwatch(world, kind.peer);
}
