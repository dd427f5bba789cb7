import { isGroupMac, type Mac } from '../packet/address';
import type { EthernetFrame } from '../packet/frame';
import { withFields } from '../state/with-fields';
import type { DeviceId, FdbEntry } from './records';
import type { World } from './world';

/** The forwarding database of a bridge (net/bridge/br_fdb.c): where a MAC is, in each VLAN when the bridge tells them apart. */

/** The key of an entry; VLAN 0 is none. */
export function fdbKey(mac: Mac, vid: number): string {
  return vid === 0 ? mac : `${mac}/${vid}`;
}

export interface Learned {
  readonly mac: Mac;
  readonly before: DeviceId | undefined;
}

/** br_fdb_update. Answers what was learned when that is new, and where the MAC was before. */
export function learn(
  world: World,
  bridgeId: DeviceId,
  port: DeviceId,
  { source: mac }: EthernetFrame,
  vid: number,
): Learned | undefined {
  const bridge = world.device(bridgeId);
  if (bridge.kind.type !== 'bridge' || isGroupMac(mac)) return undefined;
  const known = findEntry(bridge.kind.fdb, mac, vid);
  if (known && (known.state !== 'learned' || (known.port === port && known.updatedUs === world.nowUs)))
    return undefined;
  const fdb = world.writable(bridge.kind.fdb);
  fdb.set(fdbKey(mac, vid), { mac, ...(vid !== 0 && { vlan: vid }), port, state: 'learned', updatedUs: world.nowUs });
  world.writeDevice(bridgeId).kind = withFields(bridge.kind, { fdb });
  return known?.port === port ? undefined : { mac, before: known?.port };
}

/** The entry of a MAC unless it is older than the bridge's ageing time. */
export function fdbEntry(world: World, bridgeId: DeviceId, mac: Mac, vid: number): FdbEntry | undefined {
  const { kind } = world.device(bridgeId);
  if (kind.type !== 'bridge') return undefined;
  const entry = findEntry(kind.fdb, mac, vid);
  if (!entry) return undefined;
  // hold_time: a topology change makes it the forward delay.
  const { stpState, ageingSeconds } = kind;
  const holdUs = stpState?.topologyChange ? stpState.forwardDelay * 10_000 : ageingSeconds * 1_000_000;
  return entry.state === 'learned' && world.nowUs - entry.updatedUs > holdUs ? undefined : entry;
}

interface Table {
  get(key: string): FdbEntry | undefined;
}

/** The host's own MACs are there once, for all the VLANs of their port. */
function findEntry(fdb: Table, mac: Mac, vid: number): FdbEntry | undefined {
  const entry = fdb.get(fdbKey(mac, vid));
  if (entry || vid === 0) return entry;
  const untagged = fdb.get(mac);
  return untagged?.state === 'permanent' ? untagged : undefined;
}
