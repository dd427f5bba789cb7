import { KernelError } from '../errno';
import type { NewLink } from '../netlink';
import type { DeviceId, NetnsId } from '../records';
import type { World } from '../world';
import { linkwatch, setCarrier } from './carrier';
import { randomMac, registerDevice } from './device';
import { checkNewMac, mtuRange } from './limits';
import { chooseName, delist, reserveIfindex } from './registry';

/**
 * drivers/net/veth.c veth_newlink: registers the peer first (so it has the lower ifindex), then the device asked for. Both ends are
 * down and without carrier. `here` is the namespace of the device itself.
 */
export function addVeth(
  world: World,
  here: NetnsId,
  request: NewLink,
): { readonly id: DeviceId; readonly peer: DeviceId } {
  const id = world.allocateId();
  const peer = world.allocateId();
  const there = request.peer?.netns ?? here;
  checkNewMac(request.mac);
  checkNewMac(request.peer?.mac);
  checkVethMtu(request.mtu);
  checkVethMtu(request.peer?.mtu);
  const common = { carrier: false, operstate: 'DOWN' } as const;
  registerDevice(
    world,
    peer,
    { type: 'veth', peer: id },
    {
      ...common,
      netns: there,
      name: chooseName(world, there, request.peer?.name ?? 'veth%d'),
      // veth_newlink hands on the peer's index only when this end has one too.
      ifindex: reserveIfindex(world, there, request.ifindex === undefined ? undefined : request.peer?.ifindex),
      mac: request.peer?.mac ?? randomMac(world),
      mtu: request.peer?.mtu ?? 1500,
      txQueueLength: request.peer?.txQueueLength,
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
        ...common,
        netns: here,
        name: chooseName(world, here, request.name ?? 'veth%d'),
        ifindex: reserveIfindex(world, here, request.ifindex),
        mac: request.mac ?? randomMac(world),
        mtu: request.mtu ?? 1500,
        txQueueLength: request.txQueueLength,
        queues: request.queues,
        alias: request.alias,
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
  return { id, peer };
}

/** veth_validate answers before the core could say what is wrong with the MTU. */
function checkVethMtu(mtu: number | undefined): void {
  const { min, max } = mtuRange('veth');
  if (mtu !== undefined && (mtu < min || mtu > max)) throw new KernelError('EINVAL');
}

/** veth_open / veth_close: both ends have carrier exactly while both are up. Call after `up` changed at `id`. */
export function syncVethCarrier(world: World, id: DeviceId): void {
  const { kind, up } = world.device(id);
  if (kind.type !== 'veth') return;
  const on = up && world.device(kind.peer).up;
  if (on === world.device(id).carrier) return;
  setCarrier(world, id, on);
  setCarrier(world, kind.peer, on);
  linkwatch(world, id);
  linkwatch(world, kind.peer);
}
