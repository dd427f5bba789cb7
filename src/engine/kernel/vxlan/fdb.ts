import { isGroupMac, MAC_ZERO } from '../../packet/address';
import { KernelError } from '../errno';
import type { DeviceFdb } from '../link/device-type';
import { requireDevice } from '../link/registry';
import { has, vxlanKind, type VxlanFdbEntry, type VxlanKind, type VxlanRemote } from '../link/vxlan-kind';
import type { FdbRequest } from '../netlink';
import type { DeviceRecord } from '../records';
import type { World } from '../world';
import { findEntry, isLive, putEntry, removeEntries } from './fdb-entries';

/** `bridge fdb … self` of a VXLAN device (vxlan_fdb_add, vxlan_fdb_delete, vxlan_fdb_delete_bulk, vxlan_fdb_dump). */
export const vxlanTable: DeviceFdb = {
  add(world, device, request, mode) {
    if (request.destination === undefined) throw new KernelError('EINVAL');
    const kind = vxlanKind(device);
    const known = findEntry(world, kind, request.mac, request.sourceVni);
    if (known && mode === 'add') throw new KernelError('EEXIST');
    if (known) update(world, device, known, request, mode);
    else create(world, device, request, mode);
  },

  remove(world, device, request) {
    const kind = vxlanKind(device);
    const { mac, sourceVni, destination } = request;
    const known = findEntry(world, kind, mac, sourceVni);
    if (!known) throw new KernelError('ENOENT');
    if (destination !== undefined && destination !== 0) {
      const wanted = remoteOf(world, kind, request);
      const rest = known.remotes.filter((remote) => !same(remote, wanted));
      // A destination that is not there is no error (__vxlan_fdb_delete).
      if (rest.length === known.remotes.length) return;
      if (rest.length > 0) return putEntry(world, device.id, { ...known, remotes: rest });
    }
    removeEntries(world, device.id, (entry) => entry === known);
  },

  flush: (world, device, states) => removeEntries(world, device.id, ({ state }) => states.includes(state)),

  list(world, device) {
    const kind = vxlanKind(device);
    const seconds = (us: number): number => Math.floor((world.nowUs - us) / 1_000_000);
    return [...kind.fdb.values()]
      .reverse()
      .filter((entry) => isLive(world, kind, entry))
      .flatMap((entry) =>
        entry.remotes.map(({ address, port, vni, via }) => ({
          mac: entry.mac,
          state: entry.state,
          noarp: entry.noarp,
          flags: entry.flags,
          device: device.name,
          target: 'self' as const,
          ageSeconds: seconds(entry.updatedUs),
          usedSeconds: seconds(entry.usedUs),
          destination: address,
          port,
          vni,
          sourceVni: entry.sourceVni,
          via: via === undefined ? undefined : world.devices.get(via)?.name,
        })),
      );
  },
};

/** vxlan_fdb_update_create */
function create(world: World, device: DeviceRecord, request: FdbRequest, mode: 'add' | 'append' | 'replace'): void {
  const kind = vxlanKind(device);
  if (mode === 'replace' && forMany(request)) throw new KernelError('EOPNOTSUPP');
  if (kind.limit > 0 && kind.fdb.size >= kind.limit) throw new KernelError('ENOSPC');
  putEntry(world, device.id, {
    mac: request.mac,
    ...stateOf(request),
    ...(has(kind, 'external') && request.sourceVni !== undefined && { sourceVni: request.sourceVni }),
    remotes: [remoteOf(world, kind, request)],
    updatedUs: world.nowUs,
    usedUs: world.nowUs,
  });
}

/** vxlan_fdb_update_existing: only an entry for many receivers has several ends, and it grows by `append`. */
function update(
  world: World,
  device: DeviceRecord,
  known: VxlanFdbEntry,
  request: FdbRequest,
  mode: 'add' | 'append' | 'replace',
): void {
  const remote = remoteOf(world, vxlanKind(device), request);
  const there = known.remotes.some((one) => same(one, remote));
  const next = { ...known, ...stateOf(request), updatedUs: world.nowUs };
  if (mode === 'replace' && forMany(request)) {
    putEntry(world, device.id, next);
    throw new KernelError('EOPNOTSUPP', 'Cannot replace non-unicast fdb entries');
  }
  const remotes = there
    ? known.remotes
    : mode === 'replace'
      ? [remote, ...known.remotes.slice(1)]
      : forMany(request)
        ? [...known.remotes, remote]
        : known.remotes;
  putEntry(world, device.id, { ...next, remotes });
}

function forMany({ mac }: FdbRequest): boolean {
  return mac === MAC_ZERO || isGroupMac(mac);
}

function stateOf({ state, flags = [] }: FdbRequest): Pick<VxlanFdbEntry, 'state' | 'noarp' | 'flags'> {
  return { state: state === 'dynamic' ? 'learned' : state, noarp: state !== 'dynamic', flags };
}

/** What the device has itself is left out, so that it is not shown. */
function remoteOf(world: World, kind: VxlanKind, request: Omit<FdbRequest, 'state'>): VxlanRemote {
  const { destination: address = 0 as VxlanRemote['address'], port, vni, via } = request;
  return {
    address,
    ...(port !== undefined && port !== 0 && port !== kind.port && { port }),
    ...(vni !== undefined && vni !== kind.vni && { vni }),
    ...(via !== undefined && { via: requireDevice(world, kind.underlay, via).id }),
  };
}

function same(a: VxlanRemote, b: VxlanRemote): boolean {
  return a.address === b.address && a.port === b.port && a.vni === b.vni && a.via === b.via;
}
