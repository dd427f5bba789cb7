import { notify } from '../notices';
import type { DeviceId } from '../records';
import type { World } from '../world';
import { linkInfo } from './info';

/** rtmsg_ifinfo: a device is not what it was. */
export function tellLink(world: World, id: DeviceId): void {
  if (!world.watched) return;
  const { netns } = world.device(id);
  notify(world, netns, () => ({ type: 'link', deleted: false, link: linkInfo(world, world.device(id)) }));
}

/** unregister_netdevice: it is down, and has no other end any more. */
export function tellLinkGone(world: World, id: DeviceId): void {
  if (!world.watched) return;
  const device = world.device(id);
  const peer = { ifindex: 0, name: 'NONE' };
  notify(world, device.netns, () => {
    const link = linkInfo(world, { ...device, up: false, carrier: false });
    return {
      type: 'link',
      deleted: true,
      link: { ...link, qdisc: 'noop', operstate: 'DOWN', peer: link.peer && peer },
    };
  });
}
