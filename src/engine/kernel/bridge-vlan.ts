import type { EthernetFrame, VlanTag } from '../packet/frame';
import type { DeviceId, DeviceRecord } from './records';
import { trace } from './trace';
import type { World } from './world';

/**
 * VLAN filtering of a bridge (net/bridge/br_vlan.c): which VLANs a port, or the bridge itself, is a member of. Inside the bridge every frame
 * has a tag while it filters; where `members` says true the tag comes off on the way out.
 */
export interface BridgeVlans {
  /** The VLAN of frames that come in without a tag; 0: they are dropped. */
  readonly pvid: number;
  readonly members: ReadonlyMap<number, boolean>;
}

/** What a new port, or bridge, is a member of (nbp_vlan_init). */
export function initialVlans(defaultPvid: number): BridgeVlans {
  if (defaultPvid === 1) return ONLY_VLAN_1;
  return defaultPvid === 0 ? NO_VLANS : { pvid: defaultPvid, members: new Map([[defaultPvid, true]]) };
}

const ONLY_VLAN_1: BridgeVlans = { pvid: 1, members: new Map([[1, true]]) };
const NO_VLANS: BridgeVlans = { pvid: 0, members: new Map() };

/** __vlan_add: adding a VLAN again replaces what it was. */
export function withVlan(vlans: BridgeVlans, vid: number, pvid: boolean, untagged: boolean): BridgeVlans {
  const members = new Map(vlans.members).set(vid, untagged);
  return { pvid: pvid ? vid : vlans.pvid === vid ? 0 : vlans.pvid, members };
}

/** __vlan_del */
export function withoutVlan(vlans: BridgeVlans, vid: number): BridgeVlans {
  if (!vlans.members.has(vid)) return vlans;
  const members = new Map(vlans.members);
  members.delete(vid);
  return { pvid: vlans.pvid === vid ? 0 : vlans.pvid, members };
}

/** A frame as it is inside a bridge that filters, and its VLAN; `vid` is 0 in a bridge that does not. */
export interface VlanFrame {
  readonly vid: number;
  readonly frame: EthernetFrame;
}

/** br_allowed_ingress of a port, or of the bridge device itself. Undefined when the frame must not come in; the walk is told why. */
export function admitted(
  world: World,
  bridge: DeviceRecord,
  vlans: BridgeVlans | undefined,
  frame: EthernetFrame,
  through: DeviceRecord,
): VlanFrame | undefined {
  if (bridge.kind.type !== 'bridge' || !bridge.kind.vlanFiltering) return { vid: 0, frame };
  const protocol = bridge.kind.vlanProtocol ?? '802.1Q';
  const [outer, ...inner] = frame.tags ?? [];
  const tag = outer?.protocol === protocol ? outer : undefined;
  const { pvid, members } = vlans ?? NO_VLANS;
  const vid = tag && tag.id !== 0 ? tag.id : pvid;
  if (!members.has(vid)) {
    trace(world, frame.packetId, through.netns, through, () => ({
      type: 'drop',
      reason: 'NOT_SPECIFIED',
      detail: vid === 0 ? 'a frame without a tag, and the port has no PVID' : `the port is not in VLAN ${vid}`,
      cause: { code: 'vlan-filtered', bridge: bridge.name, vlan: vid },
    }));
    return undefined;
  }
  if (tag?.id === vid) return { vid, frame };
  const given: VlanTag = { protocol, id: vid, priority: tag?.priority ?? 0 };
  return { vid, frame: { ...frame, tags: [given, ...(tag ? inner : (frame.tags ?? []))] } };
}

/** br_allowed_egress: whether a frame of this VLAN may leave by a port, or go up to the bridge device. */
export function mayLeave(vlans: BridgeVlans | undefined, vid: number): boolean {
  return vid === 0 || vlans?.members.has(vid) === true;
}

/** br_handle_vlan: takes the tag off where the VLAN leaves untagged. */
export function leaving(vlans: BridgeVlans | undefined, { vid, frame }: VlanFrame): EthernetFrame {
  if (vid === 0 || vlans?.members.get(vid) !== true) return frame;
  const [, ...inner] = frame.tags ?? [];
  return { ...frame, tags: inner.length > 0 ? inner : undefined };
}

/** Whether a MAC is the host's own in this VLAN: the bridge's, or that of one of its ports (BR_FDB_LOCAL entries of br_fdb_add_local). */
export function isHostMac(
  world: World,
  bridge: DeviceRecord,
  port: DeviceId | undefined,
  mac: string,
  vid: number,
): boolean {
  if (bridge.kind.type !== 'bridge') return false;
  if (bridge.mac === mac && mayLeave(bridge.kind.vlans, vid)) return true;
  if (port === undefined) return false;
  const owner = world.devices.get(port);
  return owner?.mac === mac && mayLeave(owner.port?.vlans, vid);
}
