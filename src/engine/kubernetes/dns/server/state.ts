import type { DnsClient } from '../../../kernel/dns-server-records';
import type { DaemonState } from '../../../kernel/service-records';
import type { DnsMessage } from '../../../packet/dns/message';
import type { CowMap } from '../../../state/cow-map';
import type { CacheItem } from '../cache-store';
import type { Configuration } from '../configuration';
import type { RequestClient } from '../turn';
import type { Heard } from './run-turn';

/** What a running CoreDNS remembers: plain data and copy-on-write maps, so that it forks with the lab. */
export interface CoreDnsData {
  /** The Corefile's path. */
  readonly path: string;
  readonly configuration: Configuration;
  /** UDP sockets and TCP listeners of the servers, by the number of the server. */
  readonly sockets: readonly { readonly socket: number; readonly server: number; readonly transport: 'udp' | 'tcp' }[];
  /** Listeners of health, ready and prometheus, by the number of the endpoint. */
  readonly http: readonly { readonly listener: number; readonly endpoint: number }[];
  readonly connections: readonly Connection[];
  readonly pending: readonly PendingTurn[];
  /** `block kind question` → answer. */
  readonly cache: CowMap<string, CacheItem>;
  /** `block key` → number. */
  readonly memory: CowMap<string, number>;
  readonly counters: CowMap<string, number>;
  /** The plugin loop's question to itself. */
  readonly self: readonly SelfQuestion[];
  readonly syncedUs: number | undefined;
  readonly startedUs: number;
  /** When the Corefile is looked at next. */
  readonly reloadAtUs: number | undefined;
  readonly reloadEveryUs: number;
  /** The sum of the Corefile that was tried last. */
  readonly digest: string;
  /** Plugins that were ready once. */
  readonly wasReady: boolean;
}

export interface Connection {
  readonly socket: number;
  readonly server: number;
  readonly bytes: string;
}

/** A question whose run waits for another server, or for a moment. */
export interface PendingTurn {
  readonly number: number;
  readonly server: number;
  /** Undefined: nobody waits for the answer. */
  readonly reply: DnsClient | undefined;
  readonly client: RequestClient;
  readonly message: DnsMessage;
  readonly startedUs: number;
  readonly seed: number;
  /** How what was waited for before ended. */
  readonly heard: readonly Heard[];
  readonly recalled: ReadonlyMap<string, number | undefined>;
  readonly waiting: Waiting;
}

export type Waiting =
  | { readonly type: 'exchange'; readonly socket: number; readonly id: number; readonly from: string; readonly to: string; readonly endsAtUs: number } // prettier-ignore
  | { readonly type: 'moment'; readonly atUs: number };

/** One try of the question with which the plugin loop finds out whether its questions come back. */
export interface SelfQuestion {
  readonly block: number;
  readonly server: number;
  readonly zone: string;
  /** Undefined between two tries. */
  readonly socket: number | undefined;
  readonly atUs: number;
  readonly deadlineUs: number;
  /** Answered: until the plugin stops listening for its question. */
  readonly answered: boolean;
}

export function dataOf({ data }: DaemonState): CoreDnsData {
  return data as CoreDnsData;
}
