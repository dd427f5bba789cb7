import { bondSetting, BOND_MODE, BOND_VALUES } from './link/bond-settings';
import { devicesInOrder, findDevice } from './link/registry';
import { typeOf } from './link/types';
import type { DeviceRecord, NetnsId } from './records';
import { KERNEL_RELEASE } from './release';
import type { World } from './world';

/** /proc/net/bonding: one file for each bond (drivers/net/bonding/bond_procfs.c). */

const MODE_NAMES = [
  'load balancing (round-robin)',
  'fault-tolerance (active-backup)',
  'load balancing (xor)',
  'fault-tolerance (broadcast)',
  'IEEE 802.3ad Dynamic link aggregation',
  'transmit load balancing',
  'adaptive load balancing',
];

const LINK_NAMES = { up: 'up', fail: 'going down', down: 'down', back: 'going back' } as const;

/** Names of the files: the bonds of a namespace. */
export function bondingFiles(world: World, netns: NetnsId): readonly string[] {
  return devicesInOrder(world, netns)
    .filter(({ kind }) => kind.type === 'bond')
    .map(({ name }) => name)
    .sort();
}

/** A bond's file, or undefined when there is no such bond. */
export function readBonding(world: World, netns: NetnsId, path: readonly string[]): string | undefined {
  const device = path.length === 1 ? findDevice(world, netns, path[0] ?? '') : undefined;
  if (device?.kind.type !== 'bond') return undefined;
  return [`Ethernet Channel Bonding Driver: v${KERNEL_RELEASE}`, '', ...master(world, device), ...slaves(world, device)]
    .map((line) => `${line}\n`)
    .join('');
}

/** bond_info_show_master */
function master(world: World, { kind, carrier }: DeviceRecord): readonly string[] {
  if (kind.type !== 'bond') return [];
  const mode = bondSetting(kind, 'mode');
  const name = (id: number | undefined): string =>
    id === undefined ? 'None' : (world.devices.get(id)?.name ?? 'None');
  const failOver = bondSetting(kind, 'fail_over_mac');
  const how =
    mode === BOND_MODE.activeBackup && failOver > 0 ? ` (fail_over_mac ${BOND_VALUES.fail_over_mac?.[failOver]})` : '';
  const lines = [`Bonding Mode: ${MODE_NAMES[mode]}${how}`];
  if (mode === BOND_MODE.xor) {
    const policy = bondSetting(kind, 'xmit_hash_policy');
    lines.push(`Transmit Hash Policy: ${BOND_VALUES.xmit_hash_policy?.[policy]} (${policy})`);
  }
  if (mode === BOND_MODE.activeBackup) {
    const primary = kind.primary !== undefined && kind.slaves.includes(kind.primary) ? kind.primary : undefined;
    const reselect = BOND_VALUES.primary_reselect?.[bondSetting(kind, 'primary_reselect')];
    lines.push(`Primary Slave: ${name(primary)}${primary === undefined ? '' : ` (primary_reselect ${reselect})`}`);
    lines.push(`Currently Active Slave: ${name(kind.active)}`);
  }
  const miimon = bondSetting(kind, 'miimon');
  const rounded = (ms: number): number => (miimon === 0 ? 0 : Math.floor(ms / miimon) * miimon);
  return [
    ...lines,
    `MII Status: ${carrier ? 'up' : 'down'}`,
    `MII Polling Interval (ms): ${miimon}`,
    `Up Delay (ms): ${rounded(bondSetting(kind, 'updelay'))}`,
    `Down Delay (ms): ${rounded(bondSetting(kind, 'downdelay'))}`,
    `Peer Notification Delay (ms): ${rounded(bondSetting(kind, 'peer_notify_delay'))}`,
  ];
}

/** bond_info_show_slave */
function slaves(world: World, { kind }: DeviceRecord): readonly string[] {
  if (kind.type !== 'bond') return [];
  return kind.slaves.flatMap((id) => {
    const device = world.device(id);
    const { slave } = device;
    if (!slave) return [];
    const settings = typeOf(device).linkSettings?.(world, device);
    const speed = device.carrier && device.up ? (settings?.speed ?? -1) : -1;
    const duplex = speed > 0 ? settings?.duplex : undefined;
    return [
      '',
      `Slave Interface: ${device.name}`,
      `MII Status: ${LINK_NAMES[slave.link]}`,
      `Speed: ${speed > 0 ? `${speed} Mbps` : 'Unknown'}`,
      `Duplex: ${duplex === 'full' || duplex === 'half' ? duplex : 'Unknown'}`,
      `Link Failure Count: ${slave.failures}`,
      `Permanent HW addr: ${slave.permanentMac}`,
      'Slave queue ID: 0',
    ];
  });
}
