import type { Ipv4, Ipv6 } from '../address';

/** A message of the Domain Name System (RFC 1035, section 4) as typed values. */
export interface DnsMessage {
  readonly id: number;
  readonly opcode: number;
  /** 0–4095: the header's four bits and, with EDNS, eight more of the OPT record. */
  readonly rcode: number;
  readonly flags: DnsFlags;
  readonly questions: readonly DnsQuestion[];
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
  /** Without the OPT record. */
  readonly additionals: readonly DnsRecord[];
  readonly edns: Edns | undefined;
}

export interface DnsFlags {
  /** A response. */
  readonly qr: boolean;
  readonly aa: boolean;
  readonly tc: boolean;
  readonly rd: boolean;
  readonly ra: boolean;
  readonly ad: boolean;
  readonly cd: boolean;
}

export interface DnsQuestion {
  /** Presentation form with the last dot: `www.example.com.` */
  readonly name: string;
  readonly type: number;
  readonly class: number;
}

export interface DnsRecord {
  readonly name: string;
  readonly class: number;
  /** Seconds. */
  readonly ttl: number;
  readonly data: DnsData;
}

/** What a record holds, by its type. */
export type DnsData =
  | { readonly type: 'A'; readonly address: Ipv4 }
  | { readonly type: 'AAAA'; readonly address: Ipv6 }
  | { readonly type: 'CNAME' | 'NS' | 'PTR' | 'DNAME'; readonly target: string }
  | { readonly type: 'MX'; readonly preference: number; readonly exchange: string }
  | {
      readonly type: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    }
  | ({ readonly type: 'SOA' } & Soa)
  /** Each text has one character per byte. */
  | { readonly type: 'TXT'; readonly texts: readonly string[] }
  | { readonly type: 'HINFO'; readonly cpu: string; readonly os: string }
  | { readonly type: 'unknown'; readonly number: number; readonly bytes: string };

export interface Soa {
  readonly mname: string;
  readonly rname: string;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
}

/** The OPT pseudo-record (RFC 6891). */
export interface Edns {
  readonly version: number;
  readonly udpSize: number;
  /** DNSSEC OK. */
  readonly dnssecOk: boolean;
  readonly options: readonly { readonly code: number; readonly bytes: string }[];
}

/** IANA's numbers of the record types that have a name here. */
const TYPES: ReadonlyMap<string, number> = new Map([
  ['A', 1], ['NS', 2], ['CNAME', 5], ['SOA', 6], ['PTR', 12], ['HINFO', 13], ['MX', 15], ['TXT', 16], ['RP', 17], ['AFSDB', 18],
  ['SIG', 24], ['KEY', 25], ['AAAA', 28], ['LOC', 29], ['SRV', 33], ['NAPTR', 35], ['CERT', 37], ['DNAME', 39], ['OPT', 41],
  ['DS', 43], ['SSHFP', 44], ['RRSIG', 46], ['NSEC', 47], ['DNSKEY', 48], ['NSEC3', 50], ['TLSA', 52], ['SVCB', 64], ['HTTPS', 65],
  ['SPF', 99], ['IXFR', 251], ['AXFR', 252], ['ANY', 255], ['URI', 256], ['CAA', 257],
]); // prettier-ignore
const TYPE_NAMES = new Map([...TYPES].map(([name, number]) => [number, name]));
const CLASSES = new Map([
  ['IN', 1],
  ['CH', 3],
  ['CHAOS', 3],
  ['HS', 4],
  ['NONE', 254],
  ['ANY', 255],
]);
const CLASS_NAMES = new Map([
  [1, 'IN'],
  [3, 'CH'],
  [4, 'HS'],
  [254, 'NONE'],
  [255, 'ANY'],
]);
const RCODES = new Map([
  [0, 'NOERROR'],
  [1, 'FORMERR'],
  [2, 'SERVFAIL'],
  [3, 'NXDOMAIN'],
  [4, 'NOTIMP'],
  [5, 'REFUSED'],
  [6, 'YXDOMAIN'],
  [7, 'YXRRSET'],
  [8, 'NXRRSET'],
  [9, 'NOTAUTH'],
  [10, 'NOTZONE'],
  [16, 'BADVERS'],
  [23, 'BADCOOKIE'],
]);

export const CLASS_IN = 1;
export const TYPE_A = 1;
export const TYPE_PTR = 12;
export const TYPE_AAAA = 28;
export const TYPE_ANY = 255;

/** The number of a type's name in any case, or of `TYPE65280` (RFC 3597); undefined when there is none. */
export function typeNumber(name: string): number | undefined {
  const upper = name.toUpperCase();
  const [, digits] = /^TYPE(\d+)$/.exec(upper) ?? [];
  return digits === undefined ? TYPES.get(upper) : Number(digits);
}

export function typeName(number: number): string {
  return TYPE_NAMES.get(number) ?? `TYPE${number}`;
}

/** The number of a class's name in any case; undefined when there is none. */
export function classNumber(name: string): number | undefined {
  const upper = name.toUpperCase();
  const [, digits] = /^CLASS(\d+)$/.exec(upper) ?? [];
  return digits === undefined ? CLASSES.get(upper) : Number(digits);
}

export function className(number: number): string {
  return CLASS_NAMES.get(number) ?? `CLASS${number}`;
}

export function rcodeName(rcode: number): string {
  return RCODES.get(rcode) ?? `RESERVED${rcode}`;
}

/** The number of the type that a record's data has. */
export function typeOf(data: DnsData): number {
  return data.type === 'unknown' ? data.number : (TYPES.get(data.type) ?? 0);
}
