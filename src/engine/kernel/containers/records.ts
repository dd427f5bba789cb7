import type { CowMap } from '../../state/cow-map';
import type { Owned } from '../../state/epoch';
import type { FileNode, HostId, NetnsId } from '../records';

/**
 * What a node's container runtime remembers, in the terms of the Container Runtime Interface (k8s.io/cri-api/pkg/apis/runtime/v1/api.proto): sandboxes,
 * which are Pods, and containers in them. Plain data; tools/containers/runtime.ts is what acts on it.
 */

/** 64 hexadecimal digits, as containerd makes them up. */
export type ContainerId = string;
export type SandboxId = string;

/** A file tree that never changes: what an image brings. */
export type ImageFiles = ReadonlyMap<string, FileNode>;

export interface SandboxConfig {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  /** Counts the sandboxes of one Pod. */
  readonly attempt: number;
  /** The Pod's host name; a Pod in the node's network has the node's. */
  readonly hostname: string;
  readonly hostNetwork: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** `/etc/resolv.conf` of its containers; undefined: the node's. */
  readonly resolvConf?: string;
  /** `crictl pods` names it; '' is runc. */
  readonly runtimeHandler?: string;
}

export interface SandboxRecord extends Owned {
  readonly id: SandboxId;
  readonly node: HostId;
  readonly config: SandboxConfig;
  readonly netns: NetnsId;
  /** Its namespace's name under /run/netns; undefined in the node's network. */
  readonly netnsName: string | undefined;
  /** The pause container's process on the node. */
  readonly pid: number;
  state: 'ready' | 'notready';
  readonly createdUs: number;
  /** What the network add-on gave it. */
  ips: readonly string[];
  containers: readonly ContainerId[];
}

/** A volume in a container: a file or directory of the node, seen under another path. */
export interface Mount {
  readonly containerPath: string;
  readonly hostPath: string;
  readonly readOnly: boolean;
}

export interface ContainerConfig {
  readonly name: string;
  /** How often the kubelet has started it. */
  readonly attempt: number;
  /** As the user wrote it. */
  readonly image: string;
  /** Replaces the image's entrypoint, and with it the image's arguments. */
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env: readonly (readonly [name: string, value: string])[];
  readonly workingDir?: string;
  readonly mounts: readonly Mount[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly tty?: boolean;
  readonly stdin?: boolean;
  readonly readOnlyRoot?: boolean;
  readonly privileged?: boolean;
  readonly user?: number;
}

export type ContainerState = 'created' | 'running' | 'exited';

export interface LogLine {
  readonly atUs: number;
  readonly stream: 'stdout' | 'stderr';
  /** Without its line feed. */
  readonly text: string;
  /** No line feed came (CRI's tag P instead of F). */
  readonly partial?: true;
}

export interface ContainerRecord extends Owned {
  readonly id: ContainerId;
  readonly sandbox: SandboxId;
  readonly node: HostId;
  readonly config: ContainerConfig;
  /** `sha256:…` of the image's configuration. */
  readonly imageId: string;
  /** Entrypoint and arguments, put together. */
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  /** SIGTERM unless the image says something else (nginx: SIGQUIT). */
  readonly stopSignal: string;
  state: ContainerState;
  readonly createdUs: number;
  startedUs?: number;
  finishedUs?: number;
  exitCode?: number;
  /** Completed, Error, OOMKilled, StartError, ContainerCannotRun. */
  reason?: string;
  message?: string;
  /** Its first process, while it runs. */
  pid?: number;
  /** It is being stopped: SIGKILL comes then. */
  killAtUs?: number;
  /** By number, from 0. */
  log: CowMap<number, LogLine>;
  /** Output without a line feed yet, by stream. */
  partial: Readonly<Record<'stdout' | 'stderr', string>>;
}

/** What makes a host record a container's: a root file system of its own on a node. */
export interface ContainerRoot {
  readonly node: HostId;
  readonly image: ImageFiles;
  /** The longest path first. */
  readonly mounts: readonly Mount[];
  readonly readOnly: boolean;
  /** What programs that are run in it inherit, and where they start. */
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  /** Which shell /bin/sh is, for the words of its messages. */
  readonly sh: 'dash' | 'ash' | 'bash' | undefined;
}

/** An image that a node has pulled. */
export interface PulledImage {
  /** `sha256:…` */
  readonly id: string;
  /** `docker.io/library/nginx:1.27` */
  readonly tags: readonly string[];
  /** `docker.io/library/nginx@sha256:…` */
  readonly digests: readonly string[];
  readonly size: number;
}

/** What a host has when it is the node of a cluster. */
export interface NodeRecord extends Owned {
  readonly host: HostId;
  sandboxes: CowMap<SandboxId, true>;
  containers: CowMap<ContainerId, true>;
  images: CowMap<string, PulledImage>;
}

/** What the kubelet of a node wants to hear about (the `node-event` of the world's queue). */
export type NodeEvent =
  | { readonly type: 'container'; readonly id: ContainerId }
  | { readonly type: 'unit'; readonly name: string; readonly active: boolean }
  /** A unit whose program ended badly is to be started again (`Restart=`). */
  | { readonly type: 'unit-restarts'; readonly name: string }
  /** A file changed that the kubelet watches. */
  | { readonly type: 'file'; readonly path: string };
