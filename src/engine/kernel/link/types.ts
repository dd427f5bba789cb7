import type { DeviceRecord } from '../records';
import { bondType, type BondChanges, type BondKind } from './bond';
import { bridgeType, type BridgeChanges, type BridgeKind } from './bridge';
import type { DeviceType } from './device-type';
import { dummyType, type DummyKind } from './dummy';
import { greType, gretapType, ipipType, type IpTunnelChanges, type IpTunnelKind } from './ip-tunnel';
import { loopbackType, type LoopbackKind } from './loopback';
import { macvlanType, type MacvlanChanges, type MacvlanKind } from './macvlan';
import { nicType, type NicKind } from './nic';
import { tapType, tunType, type TunKind, type TunSettings } from './tun';
import { vlanType, type VlanChanges, type VlanKind } from './vlan';
import { vxlanType, type VxlanChanges, type VxlanKind } from './vxlan';
import { vethType, type VethKind, type VethPeer } from './veth';

/** The one list of device types; see device-type.ts for what an entry is. */

/** What a device is. */
export type DeviceKind =
  | LoopbackKind
  | NicKind
  | VethKind
  | BridgeKind
  | DummyKind
  | VlanKind
  | MacvlanKind
  | VxlanKind
  | BondKind
  | IpTunnelKind
  | TunKind;

/** Netlink attributes that only one kind has, under a name of its own (IFLA_INFO_DATA). */
export interface KindAttributes {
  readonly peer?: VethPeer;
  readonly bridge?: BridgeChanges;
  readonly vlan?: VlanChanges;
  readonly macvlan?: MacvlanChanges;
  readonly vxlan?: VxlanChanges;
  readonly bond?: BondChanges;
  readonly ipTunnel?: IpTunnelChanges;
  readonly tun?: TunSettings;
}

type Types = { readonly [Type in DeviceKind['type']]: DeviceType };

/** Made at first use: the files of the types and this one need each other. */
let types: Types | undefined;

function allTypes(): Types {
  types ??= {
    loopback: loopbackType,
    nic: nicType,
    veth: vethType,
    bridge: bridgeType,
    dummy: dummyType,
    vlan: vlanType,
    macvlan: macvlanType,
    vxlan: vxlanType,
    bond: bondType,
    ipip: ipipType,
    gre: greType,
    gretap: gretapType,
    tun: tunType,
    tap: tapType,
  };
  return types;
}

/** How a device of this type behaves. */
export function typeOf({ kind }: Pick<DeviceRecord, 'kind'>): DeviceType {
  return allTypes()[kind.type];
}

let kinds: ReadonlyMap<string, DeviceType> | undefined;

/** The type with this IFLA_INFO_KIND, if users can make one: `ip link add type KIND`. */
export function typeOfKind(kind: string): DeviceType | undefined {
  kinds ??= new Map(
    Object.values(allTypes()).flatMap((type) => (type.kind !== undefined && type.create ? [[type.kind, type]] : [])),
  );
  return kinds.get(kind);
}
