import type { EthernetFrame } from '../../packet/frame';
import type { Mac } from '../../packet/address';
import type { FdbFlush, FdbInfo, FdbRequest, LinkChanges, NewLink } from '../netlink';
import type { DeviceId, DeviceKind, DeviceRecord, NetnsId } from '../records';
import type { World } from '../world';

/**
 * What a kind of network device is: struct rtnl_link_ops (how it is made, changed and deleted) and struct net_device_ops (what it does with
 * frames) in one value. Each kind has one file beside this one with its record (`VethKind`), its netlink attributes and its `DeviceType`.
 * Everything optional has the default written with it, which is what ether_setup() leaves behind.
 *
 * Adding a kind: write link/NAME.ts and name it in types.ts; write tools/ip/link/types/NAME.ts (its words, options, help and printing) and name it
 * in tools/ip/link/types.ts. No other file asks for a kind by its name, unless it is about that very kind. dummy.ts is the smallest example.
 */
export interface DeviceType {
  /** IFLA_INFO_KIND, which `ip link … type` names and `ip -d link` shows. Undefined for lo and physical cards. */
  readonly kind?: string;
  /** RTM_NEWLINK: makes the device, down, in `here`, and answers its id (see `newDevice` in device.ts). `from` is the namespace
   * of the caller, where `request.link` is. Undefined: only the kernel makes and deletes such a device. */
  create?(world: World, here: NetnsId, request: NewLink, from: NetnsId): DeviceId;
  /** IFLA_INFO_DATA of a device that exists. Undefined: EOPNOTSUPP. */
  change?(world: World, id: DeviceId, changes: LinkChanges): void;
  /** Called before the device leaves its namespace for another, or for good, while it is down and still listed. */
  leaving?(world: World, id: DeviceId, forGood: boolean): void;
  /** A device that is unregistered together with this one (a veth's other end). */
  companion?(device: DeviceRecord): DeviceId | undefined;
  /** netns_immutable: it cannot be moved. Default: false. */
  readonly immutableNetns?: boolean;

  /** Smallest and largest MTU; a `max` of 0 means any. */
  readonly mtu: { readonly min: number; readonly max: number };
  /** ARPHRD_*: its number and iproute2's word. Default: 1, `ether`. */
  readonly hardware?: { readonly number: number; readonly name: string };
  /** Bytes of link-layer header that its counters count. Default: 14. */
  readonly headerLength?: number;
  /** IFF_MASTER: the kernel shows it to be the sum of its ports. Default: no. */
  readonly isMaster?: boolean;
  /** Which of these flags it has. Default: BROADCAST. */
  readonly linkFlag?: 'LOOPBACK' | 'BROADCAST' | 'POINTOPOINT' | 'none';
  /** The same for a kind whose devices differ. */
  linkFlagOf?(device: DeviceRecord): NonNullable<DeviceType['linkFlag']>;
  /** ethtool's answer; a bridge takes its port cost from it. Default: unknown speed and duplex. */
  linkSettings?(world: World, device: DeviceRecord): LinkSettings;
  /** The queueing discipline it gets when it first comes up. Default: noqueue. */
  readonly qdisc?: string;
  /** IFF_UNICAST_FLT: it listens to more addresses than its own without listening to all. Default: no. */
  readonly unicastFilter?: boolean;
  /** How many queues the driver makes unless told. Default: one of each. */
  readonly queues?: { readonly tx: number; readonly rx: number };
  /** IFLA_TSO_MAX_SIZE. Default: 65536. */
  tsoMaxSize?(world: World, device: DeviceRecord): number;
  /** IFLA_LINK: the device it stands on, or its other end; `name@link` in listings. */
  link?(device: DeviceRecord): DeviceId | undefined;
  /** Without such a device it says so (`name@NONE`). Default: it says nothing. */
  readonly linkMayBeNone?: boolean;
  /** What a dump says of the kind when that is not all in its record. */
  shownKind?(world: World, device: DeviceRecord): DeviceKind;
  /** The ifindex of the device that its own packets leave by, when it was told one (`dev`). */
  underlayIfindex?(world: World, device: DeviceRecord): number | undefined;
  /** addr_assign_type of sysfs: 0 the hardware's own, 1 random, 2 taken from another device, 3 set by a user. Default: 0. */
  addressOrigin?(device: DeviceRecord): 0 | 1 | 2 | 3;

  /** ndo_open may refuse by KernelError. */
  checkOpen?(world: World, device: DeviceRecord): void;
  /** ndo_open and ndo_stop: `up` changed; the device's carrier, and that of others, follow. */
  upChanged?(world: World, id: DeviceId): void;
  /** ndo_set_mac_address refuses what it cannot have by KernelError. Default: any unicast address will do. */
  checkMac?(world: World, device: DeviceRecord, mac: Mac): void;
  /** Its MAC was set by hand. */
  macChanged?(world: World, id: DeviceId, before: Mac): void;
  /** ndo_change_mtu refuses what `mtu` allows by KernelError. */
  checkMtu?(world: World, device: DeviceRecord, mtu: number): void;
  /** Its MTU was set by hand. */
  mtuChanged?(world: World, id: DeviceId): void;
  /** Why it has no carrier, for the walk. */
  readonly noCarrier?: string;
  /** ndo_change_carrier: whether `ip link set DEV carrier on|off` works. Default: no. */
  readonly carrierByHand?: boolean;

  /**
   * ndo_start_xmit: where frames go. The device is up. Answers false only for NET_XMIT_DROP, which the sender notices.
   * transmit.ts has what the kinds share: `sent`, `arrives`, `dropTx`.
   */
  transmit(world: World, device: DeviceRecord, frame: EthernetFrame): boolean;

  /**
   * For a device that stands on another (`standOn` in stack.ts): a frame came in on the device below (rx_handler, vlan_do_receive). Answers the
   * frame that the device below goes on with, or undefined when it is taken.
   */
  receiveFromLower?(
    world: World,
    upper: DeviceRecord,
    lower: DeviceRecord,
    frame: EthernetFrame,
  ): EthernetFrame | undefined;
  /** `receiveFromLower` is an rx_handler: there can be none of another kind on that device, and it cannot be a port as well. */
  readonly rxHandler?: boolean;
  /** What it makes the device below listen to: an address of its own, or everything. Default: nothing but what the device has itself. */
  promiscuityBelow?(device: DeviceRecord): 'none' | 'address' | 'all';
  /** Whether its statistics count frames to groups. Default: no. */
  readonly countsMulticast?: boolean;
  /** The netdevice notifier of a device that stands on another: something happened below. */
  lowerChanged?(world: World, upper: DeviceId, lower: DeviceId, event: LinkEvent): void;

  /** ndo_add_slave: `ip link set PORT master DEV`. It sets DeviceRecord.master. Undefined: EOPNOTSUPP. */
  enslave?(world: World, id: DeviceId, port: DeviceId): void;
  /** ndo_del_slave: `nomaster`, or the port or this device goes. */
  release?(world: World, id: DeviceId, port: DeviceId): void;
  /** The rx_handler of its ports. Answers the frame that the port's own stack goes on with, or undefined when it is taken. */
  receiveOnPort?(
    world: World,
    master: DeviceRecord,
    port: DeviceRecord,
    frame: EthernetFrame,
  ): EthernetFrame | undefined;
  /** ndo_fdb_*: a forwarding table of its own (`bridge fdb … self`). Default: a list of addresses it listens to. */
  readonly fdb?: DeviceFdb;
  /** The notifier of a device with ports: something happened to one. */
  portChanged?(world: World, id: DeviceId, port: DeviceId, event: LinkEvent): void;
}

/** ndo_fdb_add, ndo_fdb_del, ndo_fdb_del_bulk and ndo_fdb_dump of a device with its own forwarding table. */
export interface DeviceFdb {
  /** Throws EINVAL, EEXIST, EOPNOTSUPP, ENOSPC. */
  add(world: World, device: DeviceRecord, request: FdbRequest, mode: 'add' | 'append' | 'replace'): void;
  /** Throws ENOENT. */
  remove(world: World, device: DeviceRecord, request: Omit<FdbRequest, 'state'>): void;
  flush(world: World, device: DeviceRecord, states: FdbFlush['states']): void;
  list(world: World, device: DeviceRecord): readonly FdbInfo[];
}

export interface LinkSettings {
  /** Mbit/s; -1 when the driver does not know, undefined when it has no such thing (EINVAL). */
  readonly speed: number | undefined;
  readonly duplex: 'full' | 'half' | 'unknown' | undefined;
}

/** What a device hears of the one below it, or of its port (include/linux/netdevice.h NETDEV_*). */
export type LinkEvent =
  | { readonly type: 'up' | 'down' | 'carrier' }
  | { readonly type: 'mtu'; readonly before: number }
  | { readonly type: 'mac'; readonly before: Mac };
