import type { LinkInfo } from '../netlink';
import type { DeviceRecord } from '../records';
import type { World } from '../world';
import { bridgeStpInfo, portStpInfo } from '../stp/info';
import { promiscuityFromAbove } from './stack';
import { typeOf } from './types';
import { flagsOf, shownOperstate } from './state';

/** A link as RTM_GETLINK answers it. */
export function linkInfo(world: World, device: DeviceRecord): LinkInfo {
  const { port } = device;
  const type = typeOf(device);
  const master = device.master === undefined ? undefined : world.device(device.master);
  return {
    id: device.id,
    ifindex: device.ifindex,
    name: device.name,
    altNames: device.altNames ?? [],
    kind: type.shownKind?.(world, device) ?? device.kind,
    infoKind: type.kind,
    masterKind: master && typeOf(master).kind,
    flags: flagsOf(world, device),
    mtu: device.mtu,
    qdisc: device.qdisc,
    operstate: shownOperstate(device),
    dormantMode: device.dormantMode ?? false,
    offload: device.offload ?? {},
    group: device.group === 0 ? 'default' : String(device.group),
    txQueueLength: device.txQueueLength,
    queues: { tx: 1, rx: 1, ...type.queues, ...device.queues },
    tsoMaxSize: type.tsoMaxSize?.(world, device) ?? 65536,
    mtuRange: type.mtu,
    linkType: type.hardware?.name ?? 'ether',
    hardware: type.hardware?.number ?? 1,
    mac: device.mac,
    broadcast: device.broadcast,
    alias: device.alias,
    // A port of a bridge is promiscuous and takes all multicast, without the flags showing it (br_add_if).
    promiscuity: (device.promiscuous ? 1 : 0) + (port ? 1 : 0) + promiscuityFromAbove(world, device),
    allmulticast: (device.allmulticast ? 1 : 0) + (port ? 1 : 0),
    underlayIfindex: type.underlayIfindex?.(world, device),
    peer: peerOf(world, device),
    master: master && { ifindex: master.ifindex, name: master.name },
    port,
    bridgeStp: bridgeStpInfo(world, device),
    portStp: portStpInfo(world, device),
    slave: device.slave,
    addresses4: device.addresses4,
    addresses6: device.addresses6,
    token6: device.token6,
    counters: device.counters,
    carrierChanges: device.carrierUps + device.carrierDowns,
    up: device.up,
  };
}

/** IFLA_LINK of 0. */
const NO_LINK = { ifindex: 0, name: 'NONE' } as const;

function peerOf(world: World, device: DeviceRecord): LinkInfo['peer'] {
  const type = typeOf(device);
  const link = type.link?.(device);
  if (link === undefined || !world.devices.has(link)) return type.linkMayBeNone ? NO_LINK : undefined;
  const peer = world.device(link);
  if (peer.netns === device.netns) return { ifindex: peer.ifindex, name: peer.name };
  const here = world.netns(device.netns);
  const there = world.netns(peer.netns);
  const netnsName = there.host === here.host ? there.name : undefined;
  return { ifindex: peer.ifindex, nsid: here.nsidOf.get(peer.netns), netnsName };
}
