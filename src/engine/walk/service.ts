import type { Listener } from './drop';

/** What a cluster knows of an address that is a Service's and no host's: noted in the walk where a node translates it, or should have. */
export interface ServiceFacts {
  /** `namespace/name`. */
  readonly service: string;
  readonly what: 'cluster-ip' | 'external-ip' | 'load-balancer' | 'node-port';
  readonly protocol: 'tcp' | 'udp' | 'sctp' | 'icmp';
  /** As the packet asked for it: `10.96.0.10:53`. */
  readonly address: string;
  /** EndpointSlices of the Service, and how many of their endpoints are ready. */
  readonly slices: readonly string[];
  readonly ready: number;
  /** Why there is none: no Pod has the labels, or those that have are not ready, or nobody chooses any. */
  readonly lacks?: {
    readonly why: 'nobody' | 'not-ready' | 'no-selector';
    readonly selector: string;
    /** The last line of a container that keeps ending. */
    readonly crash?: { readonly pod: string; readonly line: string };
    /** What the last event of a Pod that does not start says. */
    readonly waiting?: { readonly pod: string; readonly reason: string; readonly message: string };
    /** The same as `crash`, of a Pod of its node's network. */
    readonly agent?: { readonly pod: string; readonly line: string };
    /** A node of theirs that is not ready, in the words of its condition. */
    readonly node?: { readonly name: string; readonly message: string };
  };
  /** The endpoint that was chosen, and the Pod that it is. */
  readonly endpoint?: string;
  readonly pod?: string;
  readonly node?: string;
  /** The number or name that the Service sends this port to. */
  readonly targetPort: string;
  /** Whether a kube-proxy runs on this node. */
  readonly proxy: boolean;
  /** Cilium's program chose, instead of the rules of kube-proxy. */
  readonly byCilium?: true;
}

/** Why a packet to a Service ended, where the Service is to blame. */
export type ServiceCause =
  /** kube-proxy refuses what nobody is there for, or drops what nobody here may answer. */
  | { readonly code: 'no-endpoints'; readonly facts: ServiceFacts; readonly local: boolean }
  /** The node has no rule for it: the address, which is nobody's, left as any other. */
  | { readonly code: 'no-service-rules'; readonly facts: ServiceFacts }
  /** The Pod was reached, and nobody listens on the port that the Service sends to. */
  | {
      readonly code: 'wrong-target-port';
      readonly facts: ServiceFacts;
      readonly protocol: 'tcp' | 'udp';
      readonly port: number;
      readonly listeners: readonly Listener[];
    }
  /** It was a ping: rules translate only the ports of a Service. */
  | { readonly code: 'virtual-address'; readonly facts: ServiceFacts };
