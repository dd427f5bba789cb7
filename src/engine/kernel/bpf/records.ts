import type { Ipv4, Mac } from '../../packet/address';
import type { CowMap } from '../../state/cow-map';
import type { DeviceId } from '../records';

/**
 * What Cilium keeps in the kernel: programs at the tc hooks of devices, and the maps that they read (bpf/ of github.com/cilium/cilium). Here the programs are
 * written out in TypeScript; what they look up and decide is that of bpf_lxc.c, bpf_host.c and bpf_overlay.c, the instructions are not simulated. The agent
 * (engine/kubernetes/network/cilium) fills the maps, which stay when it ends.
 */

export type ProgramName = 'cil_from_container' | 'cil_from_host' | 'cil_from_overlay';

/** Programs of a device by the hook of sch_clsact. */
export interface DevicePrograms {
  readonly ingress?: ProgramName;
  readonly egress?: ProgramName;
}

/** Identities with a fixed number (pkg/identity/numericidentity.go). */
export const RESERVED = { host: 1, world: 2, unmanaged: 3, health: 4, init: 5, 'remote-node': 6, 'kube-apiserver': 7 } as const; // prettier-ignore

/** An entry of cilium_ipcache: who has an address, and behind which node it is. */
export interface IpcacheEntry {
  readonly identity: number;
  readonly tunnel?: Ipv4;
  /** `namespace/pod`; only the walk looks at it. */
  readonly name?: string;
}

/** An entry of cilium_lxc: a Pod of this node. */
export interface BpfEndpoint {
  readonly id: number;
  readonly address: Ipv4;
  /** The node's end of the pair, and the MAC of the Pod's. */
  readonly device: DeviceId;
  readonly mac: Mac;
  readonly identity: number;
  readonly namespace: string;
  readonly pod: string;
  /** Undefined: everything may pass in that direction. */
  readonly ingress?: EndpointPolicy;
  readonly egress?: EndpointPolicy;
}

/** The map cilium_policy of an endpoint in one direction: what is in no entry is dropped. */
export interface EndpointPolicy {
  /** The policies that select the endpoint for this direction. */
  readonly policies: readonly string[];
  readonly entries: readonly PolicyEntry[];
}

export interface PolicyEntry {
  readonly deny?: true;
  /** Undefined: anybody. */
  readonly identities?: ReadonlySet<number>;
  /** Addresses outside the cluster; no Pod and no node is meant by them. */
  readonly block?: Range & { readonly except: readonly Range[] };
  /** Undefined: everything. */
  readonly protocol?: number;
  /** Undefined: every port. Types of ICMP for that protocol. */
  readonly ports?: readonly { readonly from: number; readonly to: number }[];
}

export interface Range {
  readonly address: Ipv4;
  readonly length: number;
}

export interface Backend {
  readonly address: Ipv4;
  readonly port: number;
}

/** An entry of cilium_lb4_services: one port of a ClusterIP. */
export interface BpfService {
  /** `namespace/service:port`. */
  readonly name: string;
  readonly backends: readonly Backend[];
  readonly affinitySeconds?: number;
}

/** An entry of cilium_ct4_global. */
export interface BpfConnection {
  readonly expiresUs: number;
  /** Answers come from this frontend of a Service, instead of the one who really gave them. */
  readonly frontend?: Backend;
  /** The backend that the connection to a frontend goes to. */
  readonly backend?: Backend;
}

export interface BpfMaps {
  /** The address of cilium_host, the gateway of the node's Pods. */
  readonly router: Ipv4;
  readonly overlay: DeviceId;
  readonly endpoints: ReadonlyMap<Ipv4, BpfEndpoint>;
  readonly ipcache: ReadonlyMap<Ipv4, IpcacheEntry>;
  /** cilium_tunnel_map: the ranges of other nodes. */
  readonly tunnels: readonly (Range & { readonly node: Ipv4 })[];
  /** By `serviceKey`. */
  readonly services: ReadonlyMap<string, BpfService>;
  readonly connections: CowMap<string, BpfConnection>;
}

export function serviceKey(address: Ipv4, port: number, protocol: number): string {
  return `${address}:${port}/${protocol}`;
}

const RESERVED_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(RESERVED).map(([name, number]) => [number, name] as const),
);

/** `host`, or the number of an identity that Pods have. */
export function identityName(identity: number): string {
  return RESERVED_NAMES.get(identity) ?? String(identity);
}
