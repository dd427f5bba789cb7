import type { Ipv4, Mac } from '../../packet/address';
import type { CowMap } from '../../state/cow-map';
import { KernelError } from '../errno';
import type { DeviceId, DeviceRecord, NetnsId } from '../records';

/** Flags of a VXLAN device by the words of `ip link … type vxlan`; each is off unless said otherwise (struct vxlan_config). */
export type VxlanFlag =
  | 'learning'
  | 'proxy'
  | 'rsc'
  | 'l2miss'
  | 'l3miss'
  | 'udpcsum'
  | 'udp6zerocsumtx'
  | 'udp6zerocsumrx'
  | 'remcsumtx'
  | 'remcsumrx'
  | 'external'
  | 'gbp';

/** One end of a tunnel behind which a MAC is (struct vxlan_rdst). */
export interface VxlanRemote {
  readonly address: Ipv4;
  /** Undefined: the device's own. */
  readonly port?: number;
  readonly vni?: number;
  /** The device of the underlay to leave by. */
  readonly via?: DeviceId;
}

/** struct vxlan_fdb. */
export interface VxlanFdbEntry {
  readonly mac: Mac;
  readonly state: 'permanent' | 'static' | 'learned';
  /** NUD_NOARP, which an entry made by hand has beside its state. */
  readonly noarp: boolean;
  readonly flags: readonly ('router' | 'extern_learn' | 'sticky')[];
  /** Only of an `external` device. */
  readonly sourceVni?: number;
  readonly remotes: readonly VxlanRemote[];
  readonly updatedUs: number;
  readonly usedUs: number;
}

export interface VxlanSettings {
  readonly vni: number;
  /** `remote` or `group`: where frames for MACs that nobody knows go. */
  readonly remote?: Ipv4;
  readonly local?: Ipv4;
  /** `dev`. */
  readonly lower?: DeviceId;
  readonly port: number;
  readonly portRange: { readonly low: number; readonly high: number };
  /** 0 is the route's. */
  readonly ttl: number | 'inherit';
  /** 1 takes the inner packet's. */
  readonly tos: number;
  readonly df: 'unset' | 'set' | 'inherit';
  readonly ageingSeconds: number;
  /** The most entries it learns; 0 is without end. */
  readonly limit: number;
  readonly flags: readonly VxlanFlag[];
}

export interface VxlanKind extends VxlanSettings {
  readonly type: 'vxlan';
  /** Where its UDP packets leave and arrive: the namespace it was made in, also after it moved to another. */
  readonly underlay: NetnsId;
  /** Entries in the order they came. */
  readonly fdb: CowMap<string, VxlanFdbEntry>;
}

/** IFLA_VXLAN_*: what a request says; `lower` is a device's name in the namespace of the request. */
export type VxlanChanges = Omit<Partial<VxlanSettings>, 'lower' | 'flags'> & {
  readonly lower?: string;
  readonly flags?: Readonly<Partial<Record<VxlanFlag, boolean>>>;
  /** Only for IPv6, and so refused. */
  readonly flowLabel?: number;
  readonly gpe?: boolean;
};

/** Bytes that encapsulation adds: outer IPv4, UDP and VXLAN headers, and the inner Ethernet header (vxlan_headroom). */
export const VXLAN_HEADROOM = 20 + 8 + 8 + 14;

export function has({ flags }: Pick<VxlanSettings, 'flags'>, flag: VxlanFlag): boolean {
  return flags.includes(flag);
}

/** The VXLAN half of a device record. */
export function vxlanKind({ kind }: Pick<DeviceRecord, 'kind'>): VxlanKind {
  if (kind.type !== 'vxlan') throw new KernelError('EOPNOTSUPP');
  return kind;
}
