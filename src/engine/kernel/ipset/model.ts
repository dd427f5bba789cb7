import type { Mac } from '../../packet/address';
import type { CowMap } from '../../state/cow-map';

/**
 * IP sets (net/netfilter/ipset) as copy-on-write records. Hash sets keep the kernel's own buckets, so that listings come in its order, its table grows
 * when its does, and the size it reports is the real one.
 */

export type SetTypeName =
  | 'hash:ip'
  | 'hash:net'
  | 'hash:ip,port'
  | 'hash:net,port'
  | 'hash:ip,port,ip'
  | 'hash:ip,port,net'
  | 'hash:net,iface'
  | 'hash:mac'
  | 'hash:ip,mark'
  | 'bitmap:ip'
  | 'bitmap:ip,mac'
  | 'bitmap:port'
  | 'list:set';

export type SetFamily = 'inet' | 'inet6' | 'unspec';

/** An address of either family as a number: 32 bits for inet, 128 for inet6. */
export type SetAddress = bigint;

/** What an element is; which fields there are depends on the type of the set. */
export interface SetElement {
  readonly ip?: SetAddress;
  readonly cidr?: number;
  readonly protocol?: number;
  readonly port?: number;
  readonly ip2?: SetAddress;
  readonly cidr2?: number;
  readonly iface?: string;
  readonly physdev?: boolean;
  /** `iface` is only how the device's name begins. */
  readonly wildcard?: boolean;
  readonly mac?: Mac;
  readonly mark?: number;
  /** A member of a list:set. */
  readonly set?: string;
}

/** What a set remembers about an element beside the element itself. */
export interface SetExtensions {
  /** Undefined: never. */
  readonly expiresUs?: number;
  readonly packets: number;
  readonly bytes: number;
  readonly comment?: string;
  readonly skbmark?: { readonly mark: number; readonly mask: number };
  readonly skbprio?: number;
  readonly skbqueue?: number;
  readonly nomatch?: boolean;
}

export interface SetEntry extends SetExtensions {
  readonly element: SetElement;
  /** Equal for equal elements. */
  readonly key: string;
}

/** struct hbucket: room for `size` entries; a deleted one leaves a hole. */
export interface Bucket {
  readonly size: number;
  readonly slots: readonly (SetEntry | undefined)[];
}

export interface HashData {
  readonly kind: 'hash';
  /** The table has two to this many buckets. */
  readonly bits: number;
  readonly initval: number;
  readonly bucketsize: number;
  readonly maxelem: number;
  readonly netmask?: number;
  readonly bitmask?: SetAddress;
  readonly markmask?: number;
  readonly buckets: CowMap<number, Bucket>;
  /** What the kernel books for its buckets: it counts the head of one again whenever it grows. */
  readonly bucketBytes: number;
  /** How many entries each region of the table has. */
  readonly regions: CowMap<number, number>;
  /** Prefix lengths of the networks in the set, longest first, and how many networks have each. */
  readonly prefixes: readonly { readonly length: number; readonly count: number }[];
}

export interface BitmapData {
  readonly kind: 'bitmap';
  /** The first and last address or port. */
  readonly first: number;
  readonly last: number;
  readonly netmask?: number;
  readonly entries: CowMap<number, SetEntry>;
}

export interface ListData {
  readonly kind: 'list';
  readonly size: number;
  readonly members: readonly SetEntry[];
}

export interface SetRecord {
  readonly name: string;
  /** Its place in the kernel's array of sets; listings go by it. */
  readonly index: number;
  readonly type: SetTypeName;
  readonly family: SetFamily;
  /** Seconds; elements live that long unless they say otherwise. Undefined: the set knows no timeouts. */
  readonly timeout?: number;
  readonly counters: boolean;
  readonly comment: boolean;
  readonly skbinfo: boolean;
  readonly forceadd: boolean;
  readonly data: HashData | BitmapData | ListData;
}

/** Why the kernel refuses (include/uapi/linux/netfilter/ipset/ip_set.h), by the names of its codes. */
export type SetErrorCode =
  | 'ENOENT'
  | 'EEXIST'
  | 'FIND_TYPE'
  | 'BUSY'
  | 'EXIST_SETNAME2'
  | 'TYPE_MISMATCH'
  | 'EXIST'
  | 'INVALID_CIDR'
  | 'INVALID_NETMASK'
  | 'BITMASK_NETMASK_EXCL'
  | 'INVALID_MARKMASK'
  | 'INVALID_FAMILY'
  | 'TIMEOUT'
  | 'REFERENCED'
  | 'COUNTER'
  | 'COMMENT'
  | 'SKBINFO'
  | 'BITMAP_RANGE'
  | 'BITMAP_RANGE_SIZE'
  | 'HASH_FULL'
  | 'HASH_ELEM'
  | 'INVALID_PROTO'
  | 'MISSING_PROTO'
  | 'HASH_RANGE'
  | 'NAME'
  | 'LOOP'
  | 'BEFORE'
  | 'NAMEREF'
  | 'REF_EXIST';

/** Thrown where the kernel answers with an error. */
export class SetError extends Error {
  constructor(readonly code: SetErrorCode) {
    super(code);
    this.name = 'SetError';
  }
}

/** An element, or a range of them, as a command names it (IPSET_CMD_ADD, _DEL, _TEST). */
export interface ElementRequest {
  readonly ip?: SetAddress;
  readonly ipTo?: SetAddress;
  readonly cidr?: number;
  readonly protocol?: number;
  readonly port?: number;
  readonly portTo?: number;
  readonly ip2?: SetAddress;
  readonly ip2To?: SetAddress;
  readonly cidr2?: number;
  readonly iface?: string;
  readonly physdev?: boolean;
  readonly mac?: Mac;
  readonly mark?: number;
  readonly set?: string;
  /** Where a member of a list goes. */
  readonly reference?: { readonly name: string; readonly before: boolean };
  readonly nomatch?: boolean;
  readonly wildcard?: boolean;
  readonly timeout?: number;
  readonly packets?: number;
  readonly bytes?: number;
  readonly comment?: string;
  readonly skbmark?: { readonly mark: number; readonly mask: number };
  readonly skbprio?: number;
  readonly skbqueue?: number;
}

/** IPSET_CMD_CREATE. */
export interface SetRequest {
  readonly name: string;
  readonly type: SetTypeName;
  readonly family: SetFamily;
  readonly hashsize?: number;
  readonly maxelem?: number;
  readonly netmask?: number;
  readonly bitmask?: SetAddress;
  readonly markmask?: number;
  readonly bucketsize?: number;
  readonly initval?: number;
  readonly first?: number;
  readonly last?: number;
  readonly size?: number;
  readonly timeout?: number;
  readonly counters?: boolean;
  readonly comment?: boolean;
  readonly skbinfo?: boolean;
  readonly forceadd?: boolean;
}
