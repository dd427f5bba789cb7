import type { SandboxId } from '../../../kernel/containers/records';
import type { HostId, NetnsId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import type { Ipv4, Ipv6 } from '../../../packet/address';

/** What plugins of the Container Network Interface and their caller tell each other (github.com/containernetworking/cni, SPEC.md 1.1). */

/** A piece of configuration as its file has it. */
export type Json = Readonly<Record<string, unknown>>;

/** The environment a plugin is called in (CNI_CONTAINERID, CNI_NETNS, CNI_IFNAME, CNI_ARGS) and the capabilities of its caller. */
export interface CniCall {
  readonly world: World;
  readonly node: HostId;
  readonly netns: NetnsId;
  readonly container: SandboxId;
  readonly ifName: string;
  readonly pod: { readonly namespace: string; readonly name: string };
  readonly portMappings: readonly PortMapping[];
  /** Kilobits a second, as annotations of the Pod say. */
  readonly bandwidth?: { readonly ingress?: number; readonly egress?: number };
  /** Calls another plugin: an address manager, or the one that does the work. */
  readonly run: (type: string, configuration: Json, previous?: CniResult) => CniResult;
  readonly undo: (type: string, configuration: Json) => void;
}

export interface PortMapping {
  readonly hostPort: number;
  readonly containerPort: number;
  readonly protocol: string;
  readonly hostIP: string;
}

export interface CniAddress {
  readonly address: Ipv4;
  readonly length: number;
  readonly gateway?: Ipv4;
}

export interface CniAddress6 {
  readonly address: Ipv6;
  readonly length: number;
  readonly gateway?: Ipv6;
}

export interface CniRoute6 {
  readonly destination: Ipv6;
  readonly length: number;
  readonly gateway?: Ipv6;
}

export interface CniRoute {
  readonly destination: Ipv4;
  readonly length: number;
  readonly gateway?: Ipv4;
}

export interface CniResult {
  readonly ips: readonly CniAddress[];
  readonly routes: readonly CniRoute[];
  /** Those of IPv6, where there are any. */
  readonly ips6?: readonly CniAddress6[];
  readonly routes6?: readonly CniRoute6[];
}

/** What a plugin prints when it fails. */
export class CniError extends Error {
  override readonly name = 'CniError';
}

/** One program of /opt/cni/bin. */
export interface CniPlugin {
  readonly type: string;
  /** Versions of the specification it speaks; all by default. */
  readonly versions?: readonly string[];
  add(call: CniCall, configuration: Json, previous: CniResult | undefined): CniResult;
  /** DEL: gives back what ADD took; what is gone already is no error. */
  remove?(call: CniCall, configuration: Json): void;
}
