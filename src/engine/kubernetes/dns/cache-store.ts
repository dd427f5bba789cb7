import type { DnsRecord } from '../../packet/dns/message';

/** An answer that the plugin cache keeps. */
export interface CacheItem {
  readonly name: string;
  readonly type: number;
  readonly rcode: number;
  readonly ra: boolean;
  readonly ad: boolean;
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
  readonly additionals: readonly DnsRecord[];
  /** Seconds that it may be kept for, from `storedUs` on. */
  readonly ttl: number;
  readonly storedUs: number;
  /** `prefetch`: how often it was asked for lately, and when last. */
  readonly hits?: { readonly count: number; readonly lastUs: number };
}

/** What a server block's cache holds, by question; changes take place when the run has ended. */
export interface CacheStore {
  get(kind: 'success' | 'denial', key: string): CacheItem | undefined;
  /** With `capacity` reached, the item that has been kept longest goes. */
  set(kind: 'success' | 'denial', key: string, item: CacheItem, capacity: number): void;
  delete(kind: 'success' | 'denial', key: string): void;
  /** Asks again on behalf of nobody, to renew what is kept. */
  refresh(question: { readonly name: string; readonly type: number; readonly dnssecOk: boolean }): void;
}
