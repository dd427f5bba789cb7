import { MAC_BROADCAST, type Mac } from '../../packet/address';
import type { DeviceCounters, DeviceId, DeviceKind, DeviceRecord, NetnsId, Operstate } from '../records';
import { UNSTAMPED } from '../../state/epoch';
import type { World } from '../world';
import type { NewLink } from '../netlink';
import { checkNewMac, checkNewMtu } from './limits';
import { chooseName, enlist, reserveIfindex } from './registry';
import { typeOf } from './types';

/** Counters of a device that has seen nothing. */
const NO_TRAFFIC: DeviceCounters = {
  rxBytes: 0,
  rxPackets: 0,
  rxErrors: 0,
  rxDropped: 0,
  txBytes: 0,
  txPackets: 0,
  txErrors: 0,
  txDropped: 0,
  multicast: 0,
};

/** A made-up unicast, locally administered MAC (include/linux/etherdevice.h eth_random_addr) from the lab's seed. */
export function randomMac(world: World): Mac {
  const high = world.random();
  const low = world.random();
  return `${hex((high & 0xfe) | 2)}:${hex(high >>> 8)}:${hex(high >>> 16)}:${hex(high >>> 24)}:${hex(low)}:${hex(low >>> 8)}` as Mac;
}

function hex(byte: number): string {
  return HEX[byte & 255] ?? '00';
}

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

interface DeviceSeed {
  readonly netns: NetnsId;
  readonly ifindex: number;
  readonly name: string;
  readonly mac: Mac;
  readonly mtu: number;
  readonly carrier: boolean;
  readonly operstate: Operstate;
  readonly txQueueLength?: number;
  readonly queues?: DeviceRecord['queues'];
  readonly broadcast?: Mac;
  /** Default: true. */
  readonly arp?: boolean;
  /** Default: true. */
  readonly multicast?: boolean;
}

/** Adds a device, down, to the lab and to its namespace's lists, as register_netdevice does. `id` comes from world.allocateId(). */
export function registerDevice(world: World, id: DeviceId, kind: DeviceKind, seed: DeviceSeed): void {
  world.addDevice({
    epoch: UNSTAMPED,
    id,
    netns: seed.netns,
    ifindex: seed.ifindex,
    name: seed.name,
    kind,
    mac: seed.mac,
    broadcast: seed.broadcast ?? MAC_BROADCAST,
    mtu: seed.mtu,
    txQueueLength: seed.txQueueLength ?? 1000,
    queues: seed.queues,
    up: false,
    carrier: seed.carrier,
    carrierUps: 0,
    // A driver that switches the carrier off when it registers a device (a veth, a card without cable) counts as a change.
    carrierDowns: seed.carrier ? 0 : 1,
    operstate: seed.operstate,
    qdisc: 'noop',
    arp: seed.arp ?? true,
    multicast: seed.multicast ?? true,
    allmulticast: false,
    promiscuous: false,
    group: 0,
    // What most devices never have stands here all the same: a record that got fields later would be another kind of object to V8.
    altNames: undefined,
    dynamic: undefined,
    trailersOff: undefined,
    dormantMode: undefined,
    offload: undefined,
    alias: undefined,
    master: undefined,
    port: undefined,
    slave: undefined,
    uppers: undefined,
    linkGroups: undefined,
    reopened: undefined,
    unicastFilter: [],
    addresses4: [],
    addresses6: [],
    ready6: false,
    counters: NO_TRAFFIC,
  });
  enlist(world, { id, netns: seed.netns, ifindex: seed.ifindex, name: seed.name });
}

/** What a new device has unless the request says otherwise; `pattern` is its name (`dummy%d`). */
type DeviceDefaults = Pick<DeviceSeed, 'arp' | 'multicast' | 'txQueueLength' | 'broadcast'> &
  Partial<Pick<DeviceSeed, 'mac' | 'mtu' | 'carrier' | 'operstate'>> & { readonly pattern: string };

/**
 * rtnl_create_link and register_netdevice for an ordinary kind: name, index, MAC (random), MTU (1500) and queues as the request or the kind says; carrier
 * on and operstate UNKNOWN by default. Throws EINVAL, EEXIST or EADDRNOTAVAIL for what the request cannot have.
 */
export function newDevice(
  world: World,
  here: NetnsId,
  request: NewLink,
  kind: DeviceKind,
  defaults: DeviceDefaults,
): DeviceId {
  checkNewMac(request.mac);
  checkNewMtu(typeOf({ kind }), request.mtu);
  const id = world.allocateId();
  registerDevice(world, id, kind, {
    ...defaults,
    netns: here,
    name: chooseName(world, here, request.name ?? defaults.pattern),
    ifindex: reserveIfindex(world, here, request.ifindex),
    mac: request.mac ?? defaults.mac ?? randomMac(world),
    mtu: request.mtu ?? defaults.mtu ?? 1500,
    carrier: defaults.carrier ?? true,
    operstate: defaults.operstate ?? 'UNKNOWN',
    txQueueLength: request.txQueueLength ?? defaults.txQueueLength,
    queues: request.queues,
  });
  return id;
}
