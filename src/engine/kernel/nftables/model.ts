import type { Counter } from '../netfilter/model';

/**
 * Rules of nftables (nft(8)) as plain readonly values: tables, chains, sets and maps of one namespace. A transaction replaces the whole record, so
 * that a fork shares it. Counters, limits and what packets add to sets live beside it, by id (NetfilterRecord.counters, NetnsRecord.matchState).
 */

export type NftFamily = 'ip' | 'ip6' | 'inet' | 'arp' | 'bridge' | 'netdev';
export type NftHook = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting' | 'ingress' | 'egress';
export type NftChainType = 'filter' | 'nat' | 'route';

/** What a namespace has of nftables. */
export interface NftRecord {
  /** In the order they were made. */
  readonly tables: readonly NftTable[];
  /** How many transactions there were. */
  readonly generation: number;
  readonly nextTableHandle: number;
  /** Some rule of the family follows connections (nf_ct_netns_get). */
  readonly usesConntrack: boolean;
  readonly usesConntrack6: boolean;
}

export interface NftTable {
  /** Tells when it was made, beside those of iptables. */
  readonly id: number;
  readonly family: NftFamily;
  readonly name: string;
  readonly handle: number;
  /** The handle that the next chain, rule or set gets. */
  readonly nextHandle: number;
  readonly comment?: string;
  readonly dormant?: true;
  readonly chains: ReadonlyMap<string, NftChain>;
  readonly sets: ReadonlyMap<string, NftSet>;
  readonly counters: ReadonlyMap<string, NamedCounter>;
}

export interface NamedCounter {
  readonly id: number;
  readonly handle: number;
  readonly comment?: string;
}

export interface NftChain {
  readonly name: string;
  readonly handle: number;
  readonly comment?: string;
  /** Only base chains have one. */
  readonly base?: NftBase;
  readonly rules: readonly NftRule[];
}

export interface NftBase {
  readonly type: NftChainType;
  readonly hook: NftHook;
  readonly priority: number;
  readonly policy: 'accept' | 'drop';
  readonly device?: string;
  /** Its place among base chains, by when it was made. */
  readonly order: number;
}

export interface NftRule {
  /** Key of what its statements remember. */
  readonly id: number;
  readonly handle: number;
  readonly statements: readonly NftStatement[];
  readonly comment?: string;
}

/** Numbers are ports, marks, protocols and addresses of IPv4; text is IPv6, MACs and names. */
export type Scalar = number | string;

/** A constant that a rule or a set has. */
export type NftValue =
  | Scalar
  | { readonly base: Scalar; readonly length: number }
  | { readonly from: Scalar; readonly to: Scalar }
  /** `"veth*"`. */
  | { readonly startsWith: string }
  /** A concatenation. */
  | readonly NftValue[];

export type NftVerdict =
  | { readonly verdict: 'accept' | 'drop' | 'return' | 'continue' }
  | { readonly verdict: 'jump' | 'goto'; readonly chain: string };

export interface NftElement {
  readonly key: NftValue;
  readonly data?: NftValue | NftVerdict;
  readonly comment?: string;
  readonly timeoutUs?: number;
  readonly expiresUs?: number;
}

/** What stands between braces. */
export interface AnonymousSet {
  readonly elements: readonly NftElement[];
}

export type SetRef = { readonly anonymous: AnonymousSet } | { readonly name: string };

export interface NftSet {
  readonly name: string;
  readonly handle: number;
  /** Key of what packets put into it. */
  readonly id: number;
  /** Names of the types of its keys. */
  readonly type: readonly string[];
  /** Written with `typeof`: the expression that has the types. */
  readonly like?: string;
  /** A map: what it leads to; `['verdict']` for a verdict map. */
  readonly data?: readonly string[];
  readonly flags: readonly SetFlag[];
  readonly timeoutUs?: number;
  readonly gcIntervalUs?: number;
  readonly size?: number;
  readonly policy?: 'memory';
  readonly autoMerge?: true;
  readonly comment?: string;
  /** By the text of the key. */
  readonly elements: ReadonlyMap<string, NftElement>;
}

export type SetFlag = 'constant' | 'dynamic' | 'interval' | 'timeout';

export type NftExpression =
  | { readonly expr: 'payload'; readonly protocol: string; readonly field: string }
  | { readonly expr: 'meta'; readonly key: string }
  | { readonly expr: 'ct'; readonly key: string; readonly direction?: 'original' | 'reply'; readonly family?: 'ip' | 'ip6' } // prettier-ignore
  | { readonly expr: 'fib'; readonly flags: readonly string[]; readonly result: 'type' | 'oif' | 'oifname' }
  | { readonly expr: 'numgen'; readonly mode: 'random' | 'inc'; readonly modulus: number; readonly offset: number }
  | { readonly expr: 'hash'; readonly of?: NftExpression; readonly modulus: number; readonly seed?: number; readonly offset: number } // prettier-ignore
  | { readonly expr: 'concat'; readonly parts: readonly NftExpression[] }
  | { readonly expr: 'binary'; readonly op: '&' | '|' | '^' | '<<' | '>>'; readonly left: NftExpression; readonly right: NftExpression } // prettier-ignore
  | { readonly expr: 'map'; readonly key: NftExpression; readonly map: SetRef; readonly data: readonly string[] }
  /** A constant of the named type. */
  | { readonly expr: 'value'; readonly value: NftValue; readonly type: string };

export type Comparison = '==' | '!=' | '<' | '>' | '<=' | '>=';

export interface NatOptions {
  readonly random?: true;
  readonly fullyRandom?: true;
  readonly persistent?: true;
}

export type RejectKind = 'icmp' | 'icmpv6' | 'icmpx' | 'tcp reset';

export type NftStatement =
  /** `bits`: any of them (without an operator), `mask`: those of a mask (`syn / syn,ack`). */
  | { readonly statement: 'match'; readonly left: NftExpression; readonly op: Comparison; readonly value: NftValue }
  | { readonly statement: 'bits'; readonly left: NftExpression; readonly op: 'any' | 'none' | '==' | '!='; readonly bits: number; readonly mask?: number } // prettier-ignore
  | { readonly statement: 'lookup'; readonly left: NftExpression; readonly inverted: boolean; readonly set: SetRef }
  | ({ readonly statement: 'verdict' } & NftVerdict)
  | { readonly statement: 'vmap'; readonly key: NftExpression; readonly map: SetRef }
  | { readonly statement: 'counter'; readonly id: number; readonly initial?: Counter }
  | { readonly statement: 'counter name'; readonly name: string }
  | { readonly statement: 'limit'; readonly rate: number; readonly unit: LimitUnit; readonly perUs: number; readonly burst: number; readonly over: boolean; readonly bytes: boolean } // prettier-ignore
  | { readonly statement: 'quota'; readonly bytes: number; readonly over: boolean; readonly used: number }
  | { readonly statement: 'log'; readonly prefix?: string; readonly level?: number; readonly group?: number; readonly flags: readonly string[]; readonly audit?: true } // prettier-ignore
  | { readonly statement: 'reject'; readonly kind: RejectKind; readonly code: number; /** Listed as `reject` alone. */ readonly plain?: true } // prettier-ignore
  | { readonly statement: 'nat'; readonly nat: 'snat' | 'dnat'; readonly family?: 'ip' | 'ip6'; readonly address?: NftExpression; readonly port?: NftExpression; readonly options: NatOptions } // prettier-ignore
  | { readonly statement: 'masquerade'; readonly port?: NftExpression; readonly options: NatOptions }
  | { readonly statement: 'redirect'; readonly port?: NftExpression; readonly options: NatOptions }
  | { readonly statement: 'set'; readonly target: NftExpression; readonly value: NftExpression }
  | { readonly statement: 'update'; readonly how: 'add' | 'update' | 'delete'; readonly set: string; readonly key: NftExpression; readonly timeoutUs?: number; readonly data?: NftExpression } // prettier-ignore
  | { readonly statement: 'notrack' };

export type LimitUnit = 'second' | 'minute' | 'hour' | 'day' | 'week';

/** What nobody has touched. */
export const EMPTY: NftRecord = {
  tables: [],
  generation: 1,
  nextTableHandle: 1,
  usesConntrack: false,
  usesConntrack6: false,
};

/** The key of an element by its text. */
export function keyText(key: NftValue): string {
  if (typeof key !== 'object') return String(key);
  if (Array.isArray(key)) return (key as readonly NftValue[]).map(keyText).join('|');
  if ('base' in key) return `${key.base}/${key.length}`;
  if ('from' in key) return `${key.from}-${key.to}`;
  return 'startsWith' in key ? `${key.startsWith}*` : '';
}

/** Whether a value is a concatenation. */
export function isConcat(value: NftValue): value is readonly NftValue[] {
  return Array.isArray(value);
}
