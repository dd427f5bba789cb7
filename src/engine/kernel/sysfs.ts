import { KernelError } from './errno';
import { bridgeSetting } from './link/bridge-settings';
import { bridgeStpInfo, portStpInfo } from './stp/info';
import { setLink } from './link/change';
import { devicesInOrder, requireDevice } from './link/registry';
import type { LinkSettings } from './link/device-type';
import { shownOperstate } from './link/state';
import { typeOf } from './link/types';
import type { BridgePort, DeviceCounters, DeviceRecord, NetnsId } from './records';
import type { World } from './world';

/**
 * /sys/class/net of a namespace (Documentation/ABI/testing/sysfs-class-net). Paths are the segments after /sys/class/net; a
 * directory lists its names sorted, a file has its content with a newline.
 */
export type SysNode = { readonly list: () => readonly string[] } | { readonly read: () => string };

/** The node at a path, or undefined when there is none. */
export function sysNode(world: World, netns: NetnsId, path: readonly string[]): SysNode | undefined {
  const [name, ...rest] = path;
  if (name === undefined)
    return {
      list: () =>
        devicesInOrder(world, netns)
          .map((d) => d.name)
          .sort(),
    };
  const id = world.netns(netns).deviceNames.get(name);
  if (id === undefined) return undefined;
  const device = world.device(id);
  const [entry, leaf, ...more] = rest;
  if (entry === undefined) return { list: () => directory(world, device) };
  if (leaf === undefined) {
    const folder = folders(world, device)[entry];
    if (folder) return { list: () => Object.keys(folder).sort() };
    const file = FILES.get(entry);
    return file && { read: () => `${file(world, device)}\n` };
  }
  if (more.length > 0 || (entry.startsWith('upper_') && leaf.startsWith('upper_'))) return undefined;
  const value = folders(world, device)[entry]?.[leaf];
  return value === undefined ? undefined : { read: () => `${value}\n` };
}

/** Writes one of the few writable files: mtu, tx_queue_len, ifalias, flags. Throws ENOENT, EACCES, EINVAL as write(2) would. */
export function writeSys(world: World, netns: NetnsId, path: readonly string[], value: string): void {
  const [name = '', entry = '', ...rest] = path;
  const device = requireDevice(world, netns, name);
  const text = value.replace(/\n$/, '');
  if (rest.length > 0 || !FILES.get(entry)) throw new KernelError('ENOENT');
  if (entry === 'ifalias') return setLink(world, netns, device.name, { alias: text });
  if (entry !== 'mtu' && entry !== 'tx_queue_len' && entry !== 'flags') throw new KernelError('EACCES');
  if (!/^\s*(0x[0-9a-f]+|\d+)\s*$/i.test(text)) throw new KernelError('EINVAL');
  const number = Number(text);
  if (entry === 'mtu') setLink(world, netns, device.name, { mtu: number });
  else if (entry === 'tx_queue_len') setLink(world, netns, device.name, { txQueueLength: number });
  else setLink(world, netns, device.name, { up: (number & 1) === 1 });
}

type Reader = (world: World, device: DeviceRecord) => string | number;

/** Reading what needs a running device fails with EINVAL while it is down (net/core/net-sysfs.c carrier_show, speed_show). */
function whenUp(read: Reader): Reader {
  return (world, device) => {
    if (!device.up) throw new KernelError('EINVAL');
    return read(world, device);
  };
}

const constant =
  (value: string | number): Reader =>
  () =>
    value;

function linkSettings(world: World, device: DeviceRecord): LinkSettings {
  return typeOf(device).linkSettings?.(world, device) ?? { speed: -1, duplex: 'unknown' };
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new KernelError('EINVAL');
  return value;
}

const FILES: ReadonlyMap<string, Reader | undefined> = new Map(
  Object.entries<Reader | undefined>({
    addr_assign_type: (_, d) => typeOf(d).addressOrigin?.(d) ?? 0,
    addr_len: constant(6),
    address: (_, d) => d.mac,
    broadcast: (_, d) => d.broadcast,
    carrier: whenUp((_, d) => (d.carrier ? 1 : 0)),
    carrier_changes: (_, d) => d.carrierUps + d.carrierDowns,
    carrier_down_count: (_, d) => d.carrierDowns,
    carrier_up_count: (_, d) => d.carrierUps,
    dev_id: constant('0x0'),
    dev_port: constant(0),
    dormant: whenUp(constant(0)),
    duplex: whenUp((world, d) => known(linkSettings(world, d).duplex)),
    flags: (_, d) => `0x${flagBits(d).toString(16)}`,
    gro_flush_timeout: constant(0),
    ifalias: (_, d) => d.alias ?? '',
    ifindex: (_, d) => d.ifindex,
    iflink: (world, d) => world.device(typeOf(d).link?.(d) ?? d.id).ifindex,
    link_mode: constant(0),
    mtu: (_, d) => d.mtu,
    name_assign_type: constant(3),
    napi_defer_hard_irqs: constant(0),
    netdev_group: (_, d) => d.group,
    operstate: (_, d) => shownOperstate(d).toLowerCase(),
    proto_down: constant(0),
    speed: whenUp((world, d) => known(linkSettings(world, d).speed)),
    testing: whenUp(constant(0)),
    threaded: constant(0),
    tx_queue_len: (_, d) => d.txQueueLength,
    type: (_, d) => typeOf(d).hardware?.number ?? 1,
    uevent: (_, d) => `${d.kind.type === 'bridge' ? 'DEVTYPE=bridge\n' : ''}INTERFACE=${d.name}\nIFINDEX=${d.ifindex}`,
  }),
);

/** net_device.flags (include/uapi/linux/if.h) as the file shows them: no RUNNING or LOWER_UP; a port is promiscuous. */
function flagBits(d: DeviceRecord): number {
  const flag = typeOf(d).linkFlagOf?.(d) ?? typeOf(d).linkFlag ?? 'BROADCAST';
  let bits = flag === 'LOOPBACK' ? 0x8 : flag === 'POINTOPOINT' ? 0x10 : flag === 'BROADCAST' ? 0x2 : 0;
  if (d.up) bits |= 0x1;
  if (!d.arp) bits |= 0x80;
  if (d.promiscuous || d.port) bits |= 0x100;
  if (d.allmulticast || d.port) bits |= 0x200;
  if (d.multicast) bits |= 0x1000;
  return bits;
}

type Folder = Readonly<Record<string, string | number | undefined>>;

function directory(world: World, device: DeviceRecord): readonly string[] {
  return [...[...FILES.keys()], ...Object.keys(folders(world, device))].sort();
}

function folders(world: World, device: DeviceRecord): Readonly<Record<string, Folder | undefined>> {
  const { kind, port } = device;
  const result: Record<string, Folder> = { statistics: statistics(device.counters) };
  if (port) {
    const bridge = world.device(port.bridge);
    result['brport'] = portFolder(world, device, port);
    result['master'] = shallow(world, bridge);
    result[`upper_${bridge.name}`] = shallow(world, bridge);
  }
  if (kind.type === 'bridge') {
    const names = Array.from(kind.ports.values(), (id) => world.device(id).name);
    result['bridge'] = bridgeFolder(world, device, kind);
    result['brif'] = Object.fromEntries(names.map((name) => [name, '']));
    for (const name of names) result[`lower_${name}`] = {};
  }
  return result;
}

/** The plain files of a device reached through a link such as `master`. */
function shallow(world: World, device: DeviceRecord): Folder {
  const safe = [...FILES].filter(
    ([name]) => device.up || !['carrier', 'dormant', 'duplex', 'speed', 'testing'].includes(name),
  );
  return Object.fromEntries(safe.map(([name, read]) => [name, read?.(world, device)]));
}

function statistics(c: DeviceCounters): Folder {
  const zero = Object.fromEntries(ALWAYS_ZERO.map((name) => [name, 0]));
  return {
    ...zero,
    multicast: c.multicast,
    rx_bytes: c.rxBytes,
    rx_dropped: c.rxDropped,
    rx_errors: c.rxErrors,
    rx_packets: c.rxPackets,
    tx_bytes: c.txBytes,
    tx_dropped: c.txDropped,
    tx_errors: c.txErrors,
    tx_packets: c.txPackets,
  };
}

const ALWAYS_ZERO = [
  'collisions',
  'rx_compressed',
  'rx_crc_errors',
  'rx_fifo_errors',
  'rx_frame_errors',
  'rx_length_errors',
  'rx_missed_errors',
  'rx_nohandler',
  'rx_over_errors',
  'tx_aborted_errors',
  'tx_carrier_errors',
  'tx_compressed',
  'tx_fifo_errors',
  'tx_heartbeat_errors',
  'tx_window_errors',
];

function bridgeFolder(
  world: World,
  bridge: DeviceRecord,
  kind: Extract<DeviceRecord['kind'], { type: 'bridge' }>,
): Folder {
  const stp = bridgeStpInfo(world, bridge);
  if (!stp) return {};
  return {
    ageing_time: kind.ageingSeconds * 100,
    bridge_id: stp.bridgeId,
    forward_delay: stp.forwardDelay,
    group_addr: kind.groupAddress ?? '01:80:c2:00:00:00',
    hello_time: stp.helloTime,
    max_age: stp.maxAge,
    multicast_snooping: bridgeSetting(kind, 'mcast_snooping'),
    priority: bridgeSetting(kind, 'priority'),
    root_id: stp.rootId,
    root_path_cost: stp.rootPathCost,
    root_port: stp.rootPort,
    stp_state: kind.stp ? 1 : 0,
    topology_change: stp.topologyChange ? 1 : 0,
    topology_change_detected: stp.topologyChangeDetected ? 1 : 0,
  };
}

const PORT_STATE: Record<BridgePort['state'], number> = {
  disabled: 0,
  listening: 1,
  learning: 2,
  forwarding: 3,
  blocking: 4,
};

function portFolder(world: World, device: DeviceRecord, port: BridgePort): Folder {
  const stp = portStpInfo(world, device);
  if (!stp) return {};
  return {
    designated_bridge: stp.designatedBridge,
    designated_cost: stp.designatedCost,
    designated_port: stp.designatedPort,
    designated_root: stp.designatedRoot,
    hairpin_mode: port.hairpin ? 1 : 0,
    learning: port.learning ? 1 : 0,
    path_cost: port.cost,
    port_id: `0x${stp.portId.toString(16)}`,
    port_no: `0x${port.portNumber.toString(16)}`,
    priority: port.priority,
    state: PORT_STATE[port.state],
    unicast_flood: port.flood ? 1 : 0,
  };
}
