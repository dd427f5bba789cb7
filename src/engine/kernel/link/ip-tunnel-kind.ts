import type { Ipv4 } from '../../packet/address';
import { KernelError } from '../errno';
import type { DeviceId, DeviceRecord, NetnsId } from '../records';

/** What each direction of a GRE tunnel has in its header (GRE_KEY, GRE_SEQ, GRE_CSUM of include/uapi/linux/if_tunnel.h). */
export interface GreDirection {
  readonly key?: number;
  readonly sequence: boolean;
  readonly checksum: boolean;
}

/** struct ip_tunnel_parm. */
export interface IpTunnelSettings {
  readonly local?: Ipv4;
  readonly remote?: Ipv4;
  /** `dev`: the device of the underlay that its packets leave by. */
  readonly lower?: DeviceId;
  /** 0 takes the inner packet's. */
  readonly ttl: number;
  /** 1 takes the inner packet's. */
  readonly tos: number;
  readonly pathMtuDiscovery: boolean;
  readonly ignoreDf: boolean;
  readonly input: GreDirection;
  readonly output: GreDirection;
  /** ipip: any protocol may be inside as far as the device is concerned. */
  readonly any: boolean;
}

export interface IpTunnelKind extends IpTunnelSettings {
  readonly type: 'ipip' | 'gre' | 'gretap';
  /** Where its packets leave and arrive: the namespace it was made in, also after it moved to another. */
  readonly underlay: NetnsId;
}

/** IFLA_IPTUN_* and IFLA_GRE_*: the whole of the settings, which a request always has; `lower` is a device's name. */
export type IpTunnelChanges = Omit<IpTunnelSettings, 'lower'> & { readonly lower?: string };

/** Whether a device of this kind carries packets in packets over IPv4. */
export function isTunnelKind(kind: string | undefined): kind is IpTunnelKind['type'] {
  return kind === 'ipip' || kind === 'gre' || kind === 'gretap';
}

export function ipTunnelKind({ kind }: Pick<DeviceRecord, 'kind'>): IpTunnelKind {
  if (kind.type !== 'ipip' && kind.type !== 'gre' && kind.type !== 'gretap') throw new KernelError('EOPNOTSUPP');
  return kind;
}

/** The settings of `ip link add NAME type KIND` without more. */
export const PLAIN_TUNNEL: IpTunnelSettings = {
  ttl: 0,
  tos: 0,
  pathMtuDiscovery: true,
  ignoreDf: false,
  input: { sequence: false, checksum: false },
  output: { sequence: false, checksum: false },
  any: false,
};

/** tunnel->hlen: bytes of the GRE header that it sends (gre_calc_hlen); IP-in-IP has none. */
export function greHeaderLength({ type, output }: Pick<IpTunnelKind, 'type' | 'output'>): number {
  if (type === 'ipip') return 0;
  return 4 + (output.key === undefined ? 0 : 4) + (output.checksum ? 4 : 0) + (output.sequence ? 4 : 0);
}

/** Bytes around an inner IP packet: outer IPv4 header, GRE header, and the inner Ethernet header of a gretap. */
export function tunnelHeadroom(kind: Pick<IpTunnelKind, 'type' | 'output'>): number {
  return 20 + greHeaderLength(kind) + (kind.type === 'gretap' ? 14 : 0);
}
