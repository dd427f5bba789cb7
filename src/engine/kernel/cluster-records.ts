import type { AutoscalerMemory } from './autoscaler-records';
import type { NodeEvent } from './containers/records';
import type { HostId, NetnsId } from './records';
import type { CowMap } from '../state/cow-map';
import type { Owned } from '../state/epoch';
import type { PodMemory } from './kubelet-records';
import type { ProxyMemory } from './proxy-records';
import type { DaemonState, ServiceRecord, Upstream, UpstreamFailure } from './service-records';
import type { DropCause } from '../walk/drop';
import type { World } from './world';
import type { IpAddress } from '../packet/ipv6-address';
import type { ProxyFacts } from '../walk/proxy';
import type { ServiceFacts } from '../walk/service';

/**
 * What the API server of a lab remembers, as data in the world: objects, the history that watches read, and where to find what. The floor
 * `engine/kubernetes` gives it its meaning; here it is only kept and forked.
 */

/** An object as JSON, never changed in place; kubernetes/api/object.ts says what is in it. */
export type StoredObject = Readonly<Record<string, unknown>>;

/** One change of one object; those who watch are told of it. */
export interface ClusterChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** The resource with its group: `pods`, `deployments.apps`. */
  readonly resource: string;
  /** '' for an object without a namespace. */
  readonly namespace: string;
  readonly name: string;
  readonly version: number;
  /** As it is now; as it was last, when it is deleted. */
  readonly object: StoredObject;
  readonly previous: StoredObject | undefined;
}

export type ObjectsByName = CowMap<string, StoredObject>;

/** Who has work to do in the cluster, and what its components remember between two looks at it. */
export interface ClusterWork {
  /** Component → keys that have work now, in the order in which they got it. */
  ready: CowMap<string, CowMap<string, true>>;
  /** `component key` → when the key has work, in virtual microseconds. */
  later: CowMap<string, number>;
  /** `component key` → how often in a row it failed. */
  failures: CowMap<string, number>;
  /** Programs of the control plane that do not run. */
  stopped: CowMap<string, true>;
  /** What an event is about and says → the name of the Event that counts it. */
  eventNames: CowMap<string, string>;
  /** Source and object → how many more events they may write. */
  eventBuckets: CowMap<string, { readonly tokens: number; readonly atUs: number }>;
  /** What kubelets remember, by the uid of the Pod. */
  kubelet: CowMap<string, PodMemory>;
  /** Pods from the manifests of a node, by `node uid`. */
  staticPods: CowMap<string, StoredObject>;
  /** Watches open over connections, by socket; their state is the API's business. */
  openWatches: CowMap<number, object>;
  /** What kube-proxies remember, by their node. */
  proxies: CowMap<HostId, ProxyMemory>;
  /** What the agents of network add-ons wrote into their nodes' packet filters last, by `node agent`; network/policy/written-rules.ts. */
  networkRules: CowMap<string, object>;
  /** What is remembered of HorizontalPodAutoscalers, by `namespace/name`. */
  autoscalers: CowMap<string, AutoscalerMemory>;
  /** Pods that fitted nowhere when the scheduler looked last. */
  unschedulable: CowMap<string, true>;
}

export interface ClusterRecord extends ClusterWork, Owned {
  /** The resource version given last. */
  version: number;
  /** Resource with its group → namespace → name → object. */
  objects: CowMap<string, CowMap<string, ObjectsByName>>;
  /** The latest changes by version. */
  history: CowMap<number, ClusterChange>;
  /** Changes after this version are all in `history`. */
  historyFrom: number;
  /** Index (`owner`, `node`, `label`) and value → keys of the objects there; api/store-index.ts. */
  indexes: CowMap<string, CowMap<string, true>>;
  /** When a Service or an EndpointSlice changed last, in virtual microseconds. */
  namesChangedUs: number;
  /** Bearer tokens that are none of a ServiceAccount, and who uses them. */
  tokens: CowMap<string, ClusterUser>;
}

/** authentication/v1 UserInfo. */
export interface ClusterUser {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** A packet that reached a node: whom it asked for, and whom it goes to now. */
export interface ServiceQuestion {
  readonly protocol: ServiceFacts['protocol'];
  readonly address: IpAddress;
  readonly port: number;
  /** `10.244.1.2:80`; undefined when nothing translated it. */
  readonly endpoint: string | undefined;
}

/** A packet as network policies judge it. */
export interface PolicyEnds {
  readonly source: string;
  readonly destination: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp' | 'icmp' | 'other';
  readonly port?: number;
  /** It may be the first of a connection. */
  readonly opens: boolean;
}

/** What goes on in a cluster besides answering requests; the kernel only calls it. */
/** A request as a proxy has it: what it decided, or heard from the server behind. */
export interface ProxyQuestion {
  /** The container, and its program's file. */
  readonly host: HostId;
  readonly program: string;
  /** Only a name was asked for by TLS so far. */
  readonly hello?: true;
  readonly scheme: 'http' | 'https';
  readonly method: string;
  /** What the request calls the server. */
  readonly authority: string;
  readonly target: string;
  readonly port: number;
  readonly request: { readonly method: string; readonly headers: ReadonlyMap<string, string> };
  /** What nginx's directives have set. */
  readonly variables: ReadonlyMap<string, string>;
  /** Whom it asks; undefined: it answers by itself. */
  readonly servers?: readonly Upstream[];
  readonly failure?: UpstreamFailure;
  readonly status?: number;
}

export interface ClusterBehaviour {
  /** After every change, before its writer goes on: notes who has work, and does none of it. */
  changed(world: World, change: ClusterChange): void;
  /** The `cluster-wakes` event: a component's work is due, all that is ready or one key. */
  wakes(world: World, component: string, key: string | undefined): void;
  /** A container has printed whole lines: those who follow its log are told. */
  logged?(world: World): void;
  /** A socket of a running kube-apiserver has changed. */
  wakeApiServer?(world: World, service: ServiceRecord, state: DaemonState): void;
  /** A socket of a program that holds connections open (`connections` among its settings) has changed. */
  connectionChanged?(world: World, service: ServiceRecord): void;
  /** A program of a cluster that has its behaviour in engine/kubernetes, by the name of its file: `coredns`. */
  daemon?(name: string): ClusterDaemon | undefined;
  /** What the cluster knows of the Service that a packet is for, as a node sees it; asked only while somebody records a walk. */
  serviceAt?(world: World, node: HostId, asked: ServiceQuestion): ServiceFacts | undefined;
  /** What the cluster knows of a request that a proxy of an Ingress or a Gateway has; asked only while somebody records a walk. */
  proxied?(world: World, asked: ProxyQuestion): ProxyFacts | undefined;
  /** Which network policies are behind the drop in a chain of a node; asked only while somebody records. */
  policyDrop?(world: World, netns: NetnsId, chain: string, packet: PolicyEnds): DropCause | undefined;
  /** Which policies forbid what a Pod receives, though nobody keeps them; asked only while somebody records. */
  ignoredPolicies?(world: World, netns: NetnsId, packet: PolicyEnds): DropCause | undefined;
  /** The range of Pods, when it holds the address of a node; asked only while somebody records. */
  podRangeOverNodes?(world: World): string | undefined;
  /** The `node-event` event: a container started or ended, a unit of systemd was started or stopped; the kubelet of that node may care. */
  nodeEvent?(world: World, node: HostId, event: NodeEvent): void;
  /** etcd has started on a restored snapshot: these objects, by resource, and no others are in the store. */
  restoreObjects?(world: World, objects: Readonly<Record<string, readonly StoredObject[]>>): void;
  /** What a server of admission webhooks, known by its command line, says against an object; undefined: nothing. */
  review?(world: World, argv: readonly string[], object: unknown): string | undefined;
  /** A program of /opt/cni/bin is run by hand, outside of any container runtime. */
  runPlugin?(world: World, run: PluginRun): PluginOutcome;
  /** `kubeadm init`: a new cluster whose only node is this host. */
  initializeCluster?(world: World, node: HostId, ranges: ClusterRanges): void;
  /** What `kubeadm init` writes on this host, by path, while the host stays as it is; `more`: names for the API server's certificate besides its own. */
  controlPlaneFiles?(
    world: World,
    node: HostId,
    ranges: ClusterRanges,
    more: readonly string[],
  ): ReadonlyMap<string, string>;
  /** `kubeadm init phase addon` and its like: makes what of a new cluster's objects is not there. */
  createSystemObjects?(world: World, node: HostId, ranges: ClusterRanges): void;
  /** Reads what the API's fields mean, half a megabyte that only OpenAPI needs; without it fields have no descriptions. */
  loadDocumentation?(): Promise<void>;
  /** What the world outside the lab has at a URL; undefined when it has no host of that name. */
  webDocument?(url: URL): WebDocument | undefined;
}

/** The addresses of Pods and of Services. */
export interface ClusterRanges {
  readonly podCIDR: string;
  readonly serviceCIDR: string;
}

/** A plugin of the Container Network Interface as its caller starts it. */
export interface PluginRun {
  readonly host: HostId;
  /** The name of its program. */
  readonly type: string;
  readonly env: ReadonlyMap<string, string>;
  readonly stdin: string;
}

export interface PluginOutcome {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

/** What a web server outside the lab answers: the manifests of add-ons lie there. */
export interface WebDocument {
  readonly status: 200 | 404;
  readonly body: string;
  /** What a learner has to know about the real place, such as that it is gone. */
  readonly note?: string;
}

/** A server whose behaviour is that of the floor `engine/kubernetes`: it is a service of the world like any other. */
export interface ClusterDaemon {
  /** Opens its sockets and reads its settings; an exit status when it cannot run. */
  start(world: World, service: StartingService): Pick<DaemonState, 'listeners' | 'data'> | number;
  /** One of its sockets has changed, or a moment that it waits for has come. */
  wake(world: World, service: ServiceRecord, state: DaemonState): void;
  /** It is asked to stop (SIGTERM). */
  stop?(world: World, service: StartingService): void;
}

/** What is known of a program before it is a service of the world. */
export type StartingService = Pick<ServiceRecord, 'pid' | 'host' | 'netns' | 'argv' | 'sinks'>;
