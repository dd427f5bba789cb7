import type { Owned } from '../state/epoch';
import type { DnsServerState } from './dns-server-records';
import type { IpAddress } from '../packet/ipv6-address';
import type { Notice } from './notices';
import type { HostId, NetnsId } from './records';

/** Where a program's output goes that is not read by another program: to whoever reads the cell, to a file of the host, or nowhere. */
export type Sink =
  /** `stream`: the reader's stream, when it is not the one that was written to (`2>&1`). */
  | { readonly to: 'reader'; readonly stream?: 'out' | 'err' }
  | { readonly to: 'file'; readonly path: string }
  | { readonly to: 'nobody' }
  /** A container's log. */
  | { readonly to: 'container'; readonly id: string; readonly stream: 'stdout' | 'stderr' }
  /** The journal of a unit. */
  | { readonly to: 'journal'; readonly unit: string; readonly identifier: string };

export interface Sinks {
  readonly out: Sink;
  readonly err: Sink;
}

/** What the shell that started a program with `&` calls it. */
export interface Job {
  readonly number: number;
  readonly text: string;
}

/** `python3 -m http.server`: the connections whose request has not come whole. */
export interface HttpServerState {
  readonly kind: 'http-server';
  readonly listener: number;
  readonly directory: string;
  readonly requests: readonly { readonly socket: number; readonly text: string }[];
}

/** `nc -l`: what it answers with, and the one connection it talks on. */
export interface NetcatState {
  readonly kind: 'netcat';
  /** Undefined when it has taken its only connection. */
  readonly listener: number | undefined;
  readonly connection: number | undefined;
  /** What is on standard input, one character per byte. */
  readonly input: string;
  /** -k, -v, -n. */
  readonly keepOpen: boolean;
  readonly verbose: boolean;
  readonly numeric: boolean;
  /** Seconds after the end of standard input; undefined: waits for the other side. */
  readonly quitAfter: number | undefined;
  /** -w: seconds without traffic. */
  readonly idleSeconds: number | undefined;
  readonly quitAtUs: number | undefined;
  /** Bytes received that are not a whole character yet. */
  readonly partial: string;
}

/** `nc -l -u`: one socket for everybody, until somebody has sent. */
export interface NetcatDatagramState extends Omit<NetcatState, 'kind' | 'listener' | 'connection'> {
  readonly kind: 'netcat-datagrams';
  readonly socket: number;
  readonly connected: boolean;
}

/** `sleep`. */
export interface SleepState {
  readonly kind: 'sleep';
  readonly untilUs: number;
}

/** A server that an image or a unit brings, such as nginx: what it does is found by its name; tools/daemons. */
export interface DaemonState {
  readonly kind: 'daemon';
  readonly program: string;
  readonly listeners: readonly number[];
  readonly requests: readonly OpenRequest[];
  readonly settings: Readonly<Record<string, string>>;
  /** What a program remembers that has more to remember: plain data or copy-on-write maps, which only its own floor reads. */
  readonly data?: unknown;
}

/** A connection of a daemon's client: what has come of its next request, or the request that was passed on and is not answered yet. */
export interface OpenRequest {
  readonly socket: number;
  readonly text: string;
  readonly passedOn?: PassedOnRequest;
  /** What both sides agreed on when the client began with TLS. */
  readonly tls?: { readonly serverName?: string; readonly version: string; readonly protocol?: string };
  /** The client has begun to speak HTTP/2. */
  readonly http2?: true;
  /** It stands for the copy of a request that goes to a mirror: no client waits. */
  readonly mirror?: true;
}

/** A request that a proxy has passed on to a server behind it. */
export interface PassedOnRequest {
  /** The client's request as it came. */
  readonly request: string;
  /** What the server behind gets, a character a byte. */
  readonly sends: string;
  readonly upstream: { readonly socket: number; readonly server: Upstream; readonly sent: boolean };
  /** Servers to try when this one cannot be reached. */
  readonly others: readonly Upstream[];
  /** Why those before could not be reached. */
  readonly failures: readonly UpstreamFailure[];
  /** What has come of the answer. */
  readonly inbox: string;
  /** When the server behind is given up. */
  readonly endsAtUs: number;
  readonly startedUs: number;
  /** What the program wants to know again when the answer has come: plain data. */
  readonly plan: unknown;
}

export interface Upstream {
  readonly address: IpAddress;
  readonly port: number;
}

export interface UpstreamFailure {
  readonly server: Upstream;
  readonly errno: string;
}

/** A shell script that goes on between commands of others, such as a container's `while true; do …; sleep 5; done`; tools/script. */
export interface ScriptState {
  readonly kind: 'script';
  /** Where it is: plain data of shell/machine-records.ts. */
  readonly machine: unknown;
  /** When its `sleep` is over, or it looks again at the file that it follows. */
  readonly untilUs?: number;
  /** Its next command is none that a script can run by itself: a shell session runs it (World.errands). */
  readonly errand?: Errand;
  /** A session has begun to run that command. */
  readonly begun?: true;
}

/** A command that a script leaves to a whole shell, and what that shell starts with and ends with. */
export interface Errand {
  /** The syntax tree of the command. */
  readonly command: unknown;
  readonly name: string;
  readonly variables: ReadonlyMap<string, string>;
  readonly exported: ReadonlySet<string>;
  readonly parameters: readonly string[];
  readonly cwd: string;
  readonly out: Sink;
  readonly err: Sink;
  readonly done?: { readonly status: number; readonly variables: ReadonlyMap<string, string>; readonly cwd: string };
}

/** A command in the background that ran to its end when it was started. */
export interface FinishedState {
  readonly kind: 'finished';
}

/** A program that the shell runs beside the foreground while a cell runs; between cells, what it goes on from (see shell/background-jobs.ts). */
export interface CoroutineState {
  readonly kind: 'coroutine';
  /** Plain data; undefined while the program runs. */
  readonly snapshot: unknown;
}

/** `ip monitor`: what it prints and how, and what it heard and has not printed yet. */
export interface MonitorState {
  readonly kind: 'monitor';
  readonly label: boolean;
  /** Kinds of messages; none means all. */
  readonly objects: readonly string[];
  readonly ifindex: number | undefined;
  /** The options in front of `monitor`. */
  readonly settings: {
    readonly numeric: boolean;
    readonly details: number;
    readonly oneline: boolean;
    readonly resolve: boolean;
    readonly brief: boolean;
    readonly stats: number;
  };
  readonly notices: readonly Notice[];
}

/** `kubectl port-forward`: listeners here, and the connections that it carries on to a Pod. */
export interface PortForwardState {
  readonly kind: 'port-forward';
  readonly listeners: readonly { readonly socket: number; readonly local: number; readonly remote: number }[];
  /** The Pod: its namespace and sandbox. */
  readonly pod: { readonly netns: NetnsId; readonly sandbox: string };
  readonly connections: readonly {
    readonly near: number;
    readonly local: number;
    readonly remote: number;
    /** Undefined until the Pod's side is tried. */
    readonly far: number | undefined;
    /** Whether 127.0.0.1 has refused and ::1 is tried. */
    readonly overIpv6: boolean;
  }[];
}

/** `kubectl proxy`: requests that it carries to the API server with the user's credentials. */
export interface ApiProxyState {
  readonly kind: 'api-proxy';
  readonly listener: number;
  readonly server: { readonly address: IpAddress; readonly port: number; readonly authority: string };
  /** What says who asks. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly prefix: string;
  /** Regular expressions of what is let through; undefined with --disable-filter. */
  readonly filter:
    Readonly<Record<'acceptPaths' | 'rejectPaths' | 'acceptHosts' | 'rejectMethods', readonly string[]>> | undefined;
  readonly connections: readonly {
    readonly near: number;
    /** The request as far as it has come; '' once it is sent on. */
    readonly text: string;
    readonly far: number | undefined;
    /** What goes to the server when the connection to it is open. */
    readonly pending: string;
  }[];
}

export type ServiceState =
  | PortForwardState
  | ApiProxyState
  | HttpServerState
  | NetcatState
  | NetcatDatagramState
  | DnsServerState
  | SleepState
  | MonitorState
  | DaemonState
  | FinishedState
  | CoroutineState
  | ScriptState;

/**
 * A program that goes on while other commands run. It is data, not a running function, so that a lab forks at any moment: its behaviour is
 * called by the event loop when one of its sockets changes or a moment it waits for has come.
 */
export interface ServiceRecord extends Owned {
  readonly pid: number;
  readonly host: HostId;
  readonly netns: NetnsId;
  readonly argv: readonly string[];
  readonly startedUs: number;
  /** Its number in the shell that started it with `&`; undefined for one that runs in the foreground. */
  job: Job | undefined;
  /** Whether a shell started it with `&`: what `$!` may name. */
  readonly child?: boolean;
  readonly sinks: Sinks;
  /** The container whose first process it is. */
  readonly container?: string;
  /** When timeout(1) ends it. */
  endsAtUs?: number;
  state: ServiceState;
  /** Printed for the reader and not shown yet. */
  output: readonly { readonly stream: 'out' | 'err'; readonly text: string }[];
  /** How it ended; undefined while it runs. */
  ended: { readonly status: number; readonly signal?: string } | undefined;
}
