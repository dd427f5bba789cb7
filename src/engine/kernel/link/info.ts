import type { LinkInfo } from '../netlink';
import type { DeviceRecord } from '../records';
import type { World } from '../world';
import { flagsOf, shownOperstate } from './state';

/** A link as RTM_GETLINK answers it. */
export function linkInfo(world: World, device: DeviceRecord): LinkInfo {
  const { port } = device;
  const master = port && world.device(port.bridge);
  return {
    ifindex: device.ifindex,
    name: device.name,
    kind: device.kind,
    flags: flagsOf(world, device),
    mtu: device.mtu,
    qdisc: device.qdisc,
    operstate: shownOperstate(device),
    group: device.group === 0 ? 'default' : String(device.group),
    txQueueLength: device.txQueueLength,
    queues: device.queues,
    linkType: device.kind.type === 'loopback' ? 'loopback' : 'ether',
    mac: device.mac,
    broadcast: device.broadcast,
    alias: device.alias,
    // A port of a bridge is promiscuous and takes all multicast, without the flags showing it (br_add_if).
    promiscuity: (device.promiscuous ? 1 : 0) + (port ? 1 : 0),
    allmulticast: (device.allmulticast ? 1 : 0) + (port ? 1 : 0),
    peer: peerOf(world, device),
    master: master && { ifindex: master.ifindex, name: master.name },
    port,
    addresses4: device.addresses4,
    addresses6: device.addresses6,
    counters: device.counters,
    carrierChanges: device.carrierUps + device.carrierDowns,
    up: device.up,
  };
}

function peerOf(world: World, device: DeviceRecord): LinkInfo['peer'] {
  if (device.kind.type !== 'veth') return undefined;
  const peer = world.device(device.kind.peer);
  if (peer.netns === device.netns) return { ifindex: peer.ifindex, name: peer.name };
  const here = world.netns(device.netns);
  const there = world.netns(peer.netns);
  const netnsName = there.host === here.host ? there.name : undefined;
  return { ifindex: peer.ifindex, nsid: here.nsidOf.get(peer.netns), netnsName };
}
