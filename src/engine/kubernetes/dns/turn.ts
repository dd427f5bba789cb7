import type { World } from '../../kernel/world';
import type { DnsMessage, DnsQuestion } from '../../packet/dns/message';
import type { IpAddress } from '../../packet/ipv6-address';
import type { CacheStore } from './cache-store';

/** A question on its way through the plugins. */
export interface Request {
  readonly message: DnsMessage;
  readonly client: RequestClient;
}

export interface RequestClient {
  readonly transport: 'udp' | 'tcp';
  readonly address: IpAddress;
  readonly port: number;
  readonly local: IpAddress;
}

/** A server that questions are passed on to. */
export interface Upstream {
  readonly address: IpAddress;
  readonly port: number;
}

/** How asking another server ended; `text` is the error as Go's package net words it. */
export type Exchanged =
  | { readonly type: 'answer'; readonly message: DnsMessage }
  | { readonly type: 'error'; readonly text: string; readonly atOnce: boolean };

/** Where a CoreDNS runs, for plugins that look around. */
export interface DnsServerPlace {
  readonly world: World;
  /** Its addresses that are not of the loopback device. */
  readonly addresses: readonly string[];
  /** Whether it has seen the cluster's objects. */
  readonly synced: boolean;
  /** When it saw them first, in virtual microseconds. */
  readonly syncedUs: number;
}

/**
 * One run of a question through the plugins. A run that needs another server's answer is thrown away and repeated when the answer has come, so that a lab forks
 * while it waits: what a plugin does besides answering goes through `log` and `then`, which take place once, in the run that ends.
 */
export interface Turn {
  readonly world: World;
  readonly place: DnsServerPlace;
  /** The number of the server block. */
  readonly block: number;
  /** When the question came. */
  readonly startedUs: number;
  /** The moment in this run: when what it waited for last was over. The same in every repetition. */
  now(): number;
  /** The same numbers in every repetition. */
  random(): number;
  /** A line on standard output. */
  log(line: string): void;
  /** Something that happens when the run has ended. */
  then(action: () => void): void;
  /** Something that happens at once, the first time that the run comes here. */
  atOnce(action: () => void): void;
  /** Asks another server and waits; throws what ends this run until there is an answer. */
  exchange(upstream: Upstream, message: DnsMessage): Exchanged;
  /** Waits until a moment. */
  waitUntil(atUs: number): void;
  /** Puts another question to this server itself (plugin/pkg/upstream). */
  lookup(request: Request, question: DnsQuestion): DnsMessage | undefined;
  readonly cache: CacheStore;
  /** What another plugin of the same server block was told; undefined when it is not there. */
  settingsOf(plugin: string): unknown;
  /** The text of a file; undefined when there is none. */
  read(path: string): string | undefined;
  /** Small things that a plugin remembers between questions; written at the end of the run, or at once. */
  remember(key: string, value: number, when?: 'at-once'): void;
  /** As it was when the run asked first. */
  recall(key: string): number | undefined;
  count(metric: string, by?: number): void;
  /** The program ends with this line, at once. */
  fatal(line: string): never;
}
