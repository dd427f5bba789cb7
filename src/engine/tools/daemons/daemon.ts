import type { DaemonState, ServiceRecord } from '../../kernel/service-records';
import type { World } from '../../kernel/world';
import type { HostId, NetnsId } from '../../kernel/records';
import type { HostFileSystem } from '../../shell/files/host-file-system';
import type { HttpAnswer, HttpRequest } from '../http/server';

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
  readonly http?: (request: HttpRequest, place: DaemonPlace) => HttpAnswer;
  /** What it answers to bytes of another protocol: the answer, and what of the input is used up; undefined while more must come. */
  readonly talk?: (input: string, place: DaemonPlace) => { readonly answer: string; readonly used: number; readonly close?: true } | undefined; // prettier-ignore
  /** Serves its connections by itself, instead of `http` and `talk`. */
  readonly wake?: (world: World, service: ServiceRecord, state: DaemonState) => void;
  /** What it prints when it is asked to stop. */
  readonly stop?: (place: DaemonPlace) => void;
  /** Its exit status after SIGTERM or its own stop signal; undefined: it does not care and is killed in the end. */
  readonly stopStatus?: number;
}

export interface DaemonStart {
  readonly listeners?: readonly number[];
  readonly settings?: Readonly<Record<string, string>>;
  /** It ends by itself with this status after so long. */
  readonly endsAfterUs?: number;
}

/** Where a daemon runs, and what it can do there. */
export interface DaemonPlace {
  readonly world: World;
  readonly host: HostId;
  readonly netns: NetnsId;
  readonly pid: number;
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly files: HostFileSystem;
  readonly settings: Readonly<Record<string, string>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Listens on a port of every address, or of one (`127.0.0.1`, `::`). Throws KernelError. */
  readonly listen: (port: number, address?: string) => number;
}
