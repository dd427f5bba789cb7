import type { Ipv4 } from '../../packet/address';
import type { CowMap } from '../../state/cow-map';

/** The kernel's layer-4 load balancer (net/netfilter/ipvs): plain values that are replaced, and what balancing remembers beside them. */
export interface IpvsRecord {
  /** By `protocol address:port`, in the order they were made. */
  readonly services: ReadonlyMap<string, VirtualService>;
  /** Service → how many connections it has given away. */
  readonly turns: CowMap<string, number>;
  /** Service and client → where the client stays, and until when (persistence templates). */
  readonly templates: CowMap<string, Template>;
}

export interface Template {
  readonly server: string;
  readonly untilUs: number;
}

export interface VirtualService {
  readonly protocol: 'TCP' | 'UDP';
  readonly address: Ipv4;
  readonly port: number;
  /** rr, wrr, lc, wlc, sh, dh, … */
  readonly scheduler: string;
  /** Seconds that a client stays with its server. */
  readonly persistent?: number;
  readonly servers: readonly RealServer[];
}

export interface RealServer {
  readonly address: Ipv4;
  readonly port: number;
  readonly weight: number;
  /** Masquerading (NAT), direct routing, or a tunnel. */
  readonly forward: 'Masq' | 'Route' | 'Tunnel';
}

/** ip_vs_*.ko of Linux 6. */
export const SCHEDULERS: ReadonlySet<string> = new Set([
  ...['rr', 'wrr', 'lc', 'wlc', 'lblc', 'lblcr', 'dh', 'sh', 'sed', 'nq', 'ovf', 'fo', 'mh'],
]);
