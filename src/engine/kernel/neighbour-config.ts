import { ipv4, type Mac } from '../packet/address';
import { notify } from './notices';
import type { IpAddress } from '../packet/ipv6-address';
import { KernelError } from './errno';
import { findDevice, requireDevice } from './link/registry';
import type { NeighbourInfo, NewNeighbour } from './netlink';
import type { DeviceRecord, NeighbourRecord, NetnsId } from './records';
import type { World } from './world';

/** The key of an entry in NetnsRecord.neighbours. */
export function neighbourKey(ifindex: number, address: IpAddress): string {
  return `${ifindex}/${address}`;
}

/** States that say what the MAC is, and so need one (NUD_VALID). */
const NEEDS_MAC: ReadonlySet<NeighbourRecord['state']> = new Set<NeighbourRecord['state']>([
  'PERMANENT',
  'REACHABLE',
  'STALE',
  'DELAY',
  'PROBE',
  'NOARP',
]);

/**
 * RTM_NEWNEIGH (net/core/neighbour.c neigh_add). Throws ENODEV, EINVAL "No link layer address given" …, EEXIST (add), ENOENT
 * (change of an entry that is not there). The device may be down, as in Linux.
 */
export function addNeighbour(
  world: World,
  netns: NetnsId,
  request: NewNeighbour,
  mode: 'add' | 'change' | 'replace',
): void {
  const device = requireDevice(world, netns, request.device);
  const { ifindex, kind } = device;
  // net/ipv4/arp.c arp_constructor: on loopback every address makes or changes the one entry of 0.0.0.0, but is not found as that.
  const address = kind.type === 'loopback' && typeof request.address === 'number' ? ipv4(0) : request.address;
  const key = neighbourKey(ifindex, address);
  const known = world.netns(netns).neighbours.get(key);
  const found = known?.address === request.address;
  if (found && mode === 'add') throw new KernelError('EEXIST');
  if (!found && mode === 'change') throw new KernelError('ENOENT');
  const mac = request.mac ?? known?.mac ?? knownWithoutAsking(device, address);
  if (mac === undefined && NEEDS_MAC.has(request.state)) throw new KernelError('EINVAL', 'No link layer address given');
  const ns = world.writeNetns(netns);
  ns.neighbours = world.writable(ns.neighbours);
  const entry: NeighbourRecord = {
    ifindex,
    address,
    mac,
    state: request.state,
    updatedUs: world.nowUs,
    usedUs: known?.usedUs ?? world.nowUs,
    confirmedUs: request.state === 'REACHABLE' ? world.nowUs : (known?.confirmedUs ?? world.nowUs),
    probes: 0,
    queue: [],
    ...((request.router ?? known?.router) && { router: true }),
  };
  ns.neighbours.set(key, entry);
  notify(world, netns, () => ({ type: 'neigh', deleted: false, entry: neighbourInfo(world, netns, entry) }));
}

/** RTM_DELNEIGH: throws ENOENT when there is no such entry, ENODEV for an unknown device. */
export function deleteNeighbour(world: World, netns: NetnsId, device: string, address: IpAddress): void {
  const { ifindex } = requireDevice(world, netns, device);
  const key = neighbourKey(ifindex, address);
  const known = world.netns(netns).neighbours.get(key);
  if (!known) throw new KernelError('ENOENT');
  const ns = world.writeNetns(netns);
  ns.neighbours = world.writable(ns.neighbours);
  ns.neighbours.delete(key);
  const tell = (entry: NeighbourRecord, deleted: boolean): void =>
    notify(world, netns, () => ({ type: 'neigh', deleted, entry: neighbourInfo(world, netns, entry) }));
  // neigh_delete: the entry fails first, then it goes.
  const failed: NeighbourRecord = { ...known, state: 'FAILED' };
  if (known.state !== 'FAILED') tell(failed, false);
  tell(failed, true);
}

/** The ARP table and that of neighbour discovery as a dump shows them; ages are whole seconds. */
export function listNeighbours(world: World, netns: NetnsId): readonly NeighbourInfo[] {
  const entries = [...world.netns(netns).neighbours.values()];
  const inet6 = ({ address }: NeighbourRecord): boolean => typeof address === 'string';
  return [...entries.filter((entry) => !inet6(entry)), ...entries.filter(inet6)].map((entry) =>
    neighbourInfo(world, netns, entry),
  );
}

/** neigh_fill_info. */
export function neighbourInfo(world: World, netns: NetnsId, entry: NeighbourRecord): NeighbourInfo {
  const ageSeconds = (us: number): number => Math.floor((world.nowUs - us) / 1_000_000);
  return {
    device: findDevice(world, netns, entry.ifindex)?.name ?? `if${entry.ifindex}`,
    ifindex: entry.ifindex,
    address: entry.address,
    // neigh_fill_info shows an address only in a state that vouches for it.
    mac: entry.state === 'FAILED' || entry.state === 'INCOMPLETE' ? undefined : entry.mac,
    state: entry.state,
    usedSeconds: ageSeconds(entry.usedUs),
    confirmedSeconds: ageSeconds(entry.confirmedUs),
    updatedSeconds: ageSeconds(entry.updatedUs),
    probes: entry.probes,
    ...(entry.router && { router: true }),
  };
}

/** arp_constructor: what an address maps to without ARP; undefined when somebody has to be asked. */
function knownWithoutAsking(device: DeviceRecord, address: IpAddress): Mac | undefined {
  if (device.kind.type === 'loopback' || (!device.arp && typeof address === 'number')) return device.mac;
  return address === LIMITED_BROADCAST ? device.broadcast : undefined;
}

const LIMITED_BROADCAST = 0xffffffff;
