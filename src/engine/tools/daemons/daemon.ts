import type { DaemonState, ServiceRecord, Upstream, UpstreamFailure } from '../../kernel/service-records';
import type { World } from '../../kernel/world';
import type { HostId, NetnsId } from '../../kernel/records';
import type { HostFileSystem } from '../../shell/files/host-file-system';
import type { HttpAnswer, HttpRequest } from '../http/server';
import type { ClientHello, ServerHello, TlsAlert } from '../http/tls';

/**
 * A server that an image or a systemd unit brings. It is found by its name whenever one of its sockets changes, so that what runs is data
 * (`DaemonState`) and forks with the lab.
 */
export interface DaemonProgram {
  /** What the kernel calls it (`ss -p`). */
  readonly name: string;
  /** Opens its sockets and reads its settings; an exit status when it cannot run. */
  readonly start: (place: DaemonPlace) => DaemonStart | number;
  /** What it answers, if it is a web server. */
  readonly http?: (request: HttpRequest, place: DaemonPlace) => HttpAnswer | PassOn;
  /** What it shows of itself when somebody speaks TLS on a port: undefined when it does not there. */
  readonly tls?: (hello: ClientHello, localPort: number, place: DaemonPlace) => Omit<ServerHello, 'version'> | { readonly alert: TlsAlert } | undefined; // prettier-ignore
  /** Whether it speaks HTTP/2 on a port to clients that begin with it. */
  readonly http2?: (localPort: number, place: DaemonPlace) => boolean;
  /** What it answers when a request that it passed on was answered, or could not be. */
  readonly answered?: (request: HttpRequest, outcome: UpstreamOutcome, place: DaemonPlace) => HttpAnswer;
  /** What it answers to bytes of another protocol: the answer, and what of the input is used up; undefined while more must come. */
  readonly talk?: (input: string, place: DaemonPlace) => { readonly answer: string; readonly used: number; readonly close?: true } | undefined; // prettier-ignore
  /** Serves its connections by itself, instead of `http` and `talk`. */
  readonly wake?: (world: World, service: ServiceRecord, state: DaemonState) => void;
  /** What it prints when it is asked to stop. */
  readonly stop?: (place: DaemonPlace) => void;
  /** Its exit status after SIGTERM or its own stop signal; undefined: it does not care and is killed in the end. */
  readonly stopStatus?: number;
}

/** A web server's wish to have a request answered by one of these servers, tried in this order. */
export interface PassOn {
  readonly passOn: {
    readonly servers: readonly Upstream[];
    /** The request for them, a character a byte. */
    readonly sends: string;
    readonly connectUs: number;
    readonly readUs: number;
    readonly plan: unknown;
    /** The servers are spoken to in HTTP/2. */
    readonly http2?: true;
    /** Copies of the request for others, whose answers nobody waits for. */
    readonly mirrors?: readonly { readonly servers: readonly Upstream[]; readonly sends: string }[];
  };
}

/** What became of a request that was passed on. */
export interface UpstreamOutcome {
  /** Those that could not be reached, in order. */
  readonly failures: readonly UpstreamFailure[];
  /** The server that answered, or the last one tried. */
  readonly server: Upstream | undefined;
  readonly response: UpstreamResponse | undefined;
  readonly elapsedUs: number;
  readonly plan: unknown;
}

export interface UpstreamResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Text, without chunks. */
  readonly body: string;
  /** Of HTTP/2: the body is bytes, and headers come after it. */
  readonly trailers?: readonly (readonly [name: string, value: string])[];
}

export interface DaemonStart {
  readonly listeners?: readonly number[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly data?: unknown;
  /** It ends by itself with this status after so long. */
  readonly endsAfterUs?: number;
}

/** Where a daemon runs, and what it can do there. */
export interface DaemonPlace {
  readonly world: World;
  readonly host: HostId;
  readonly netns: NetnsId;
  readonly pid: number;
  /** What the kernel calls the program. */
  readonly name: string;
  readonly argv: readonly string[];
  readonly sinks: ServiceRecord['sinks'];
  readonly env: ReadonlyMap<string, string>;
  readonly files: HostFileSystem;
  readonly settings: Readonly<Record<string, string>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Listens on a port of every address, or of one (`127.0.0.1`, `::`). Throws KernelError. */
  readonly listen: (port: number, address?: string) => number;
  /** Changes a setting of the running daemon. */
  readonly remember: (name: string, value: string) => void;
}
