import { MAC_ZERO, type Ipv4, type Mac } from '../../packet/address';
import { has, vxlanKind, type VxlanFdbEntry, type VxlanKind, type VxlanRemote } from '../link/vxlan-kind';
import type { DeviceId, DeviceRecord } from '../records';
import type { World } from '../world';

/** The forwarding table of a VXLAN device: behind which tunnel end a MAC is (drivers/net/vxlan/vxlan_core.c). */

/** An `external` device keeps a MAC once for each VNI it may come from. */
function entryKey(kind: Pick<VxlanKind, 'flags' | 'vni'>, mac: Mac, sourceVni: number | undefined): string {
  return has(kind, 'external') ? `${mac}/${sourceVni ?? 0}` : mac;
}

/** vxlan_find_mac; what was learned is gone after the ageing time (vxlan_cleanup). */
export function findEntry(world: World, kind: VxlanKind, mac: Mac, sourceVni?: number): VxlanFdbEntry | undefined {
  const entry = kind.fdb.get(entryKey(kind, mac, sourceVni));
  return entry && isLive(world, kind, entry) ? entry : undefined;
}

export function isLive(world: World, kind: VxlanKind, entry: VxlanFdbEntry): boolean {
  return entry.state !== 'learned' || world.nowUs - entry.updatedUs < kind.ageingSeconds * 1_000_000;
}

export function putEntry(world: World, id: DeviceId, entry: VxlanFdbEntry): void {
  const kind = vxlanKind(world.device(id));
  const fdb = world.writable(kind.fdb);
  fdb.set(entryKey(kind, entry.mac, entry.sourceVni), entry);
  world.writeDevice(id).kind = { ...kind, fdb };
}

export function removeEntries(world: World, id: DeviceId, goes: (entry: VxlanFdbEntry) => boolean): void {
  const kind = vxlanKind(world.device(id));
  const fdb = world.writable(kind.fdb);
  for (const [key, entry] of fdb) if (goes(entry)) fdb.delete(key);
  world.writeDevice(id).kind = { ...kind, fdb };
}

/** The entry for all MACs that nobody knows follows `remote` and `dev`; `before` are the settings it was made from. */
export function setDefaultRemote(world: World, id: DeviceId, before?: VxlanKind): void {
  const kind = vxlanKind(world.device(id));
  const known = findEntry(world, kind, MAC_ZERO, kind.vni);
  const kept =
    known?.remotes.filter((remote) => remote.address !== before?.remote && remote.address !== kind.remote) ?? [];
  const added: VxlanRemote[] =
    kind.remote === undefined ? [] : [{ address: kind.remote, ...(kind.lower !== undefined && { via: kind.lower }) }];
  const remotes = [...kept, ...added];
  if (remotes.length === 0) return removeEntries(world, id, ({ mac }) => mac === MAC_ZERO);
  const times = { updatedUs: world.nowUs, usedUs: world.nowUs };
  putEntry(world, id, { mac: MAC_ZERO, state: 'permanent', noarp: false, flags: [], remotes, ...times });
}

/** vxlan_stop flushes what was learned. */
export function forgetLearned(world: World, id: DeviceId): void {
  const { fdb } = vxlanKind(world.device(id));
  for (const { state } of fdb.values()) {
    if (state === 'learned') return removeEntries(world, id, (entry) => entry.state === 'learned');
  }
}

/** What learning made of the sender of a frame (vxlan_snoop). */
export type Snooped = 'ok' | 'elsewhere';

/** vxlan_snoop: the sender's MAC is behind the outer source. 'elsewhere': an entry made by hand says otherwise, so the frame is dropped. */
export function snoop(world: World, device: DeviceRecord, mac: Mac, source: Ipv4): Snooped {
  const kind = vxlanKind(device);
  const known = findEntry(world, kind, mac);
  const times = { updatedUs: world.nowUs, usedUs: known?.usedUs ?? world.nowUs };
  if (!known) {
    if (kind.limit > 0 && kind.fdb.size >= kind.limit) return 'ok';
    putEntry(world, device.id, {
      mac,
      state: 'learned',
      noarp: false,
      flags: [],
      remotes: [{ address: source }],
      ...times,
    });
    return 'ok';
  }
  const [first] = known.remotes;
  const same = first?.address === source && first.via === undefined;
  if (!same && known.state !== 'learned') return 'elsewhere';
  if (!same || known.updatedUs !== world.nowUs) {
    const remotes = same ? known.remotes : [{ address: source }, ...known.remotes.slice(1)];
    putEntry(world, device.id, { ...known, remotes, updatedUs: world.nowUs });
  }
  return 'ok';
}
