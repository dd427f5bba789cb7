import type { IpAddress } from '../packet/ipv6-address';

/** A policy rule (struct fib_rule of include/net/fib_rules.h): which packets it is for, and what happens to their lookup. */
export interface RuleRecord extends RuleSelector {
  readonly priority: number;
  readonly action: RuleAction;
  /** The table to look in; 0 for every other action. */
  readonly table: number;
  /** Where a `goto` goes on: the first rule of this priority. */
  readonly target?: number;
  /** Take no route of the table with a prefix as long or shorter. */
  readonly suppressPrefixLength?: number;
  /** Take no route of the table out of a device of this group. */
  readonly suppressGroup?: number;
  /** Source realm << 16 | destination realm. */
  readonly realms?: number;
  /** The table of the VRF that the packet's device is in. */
  readonly l3mdev: boolean;
  /** rt_protos, as RouteRecord has it. */
  readonly protocol: string;
}

/** Each family has rules of its own. */
export type RuleFamily = 'inet' | 'inet6';

/** Numbers of FR_ACT_*, by what they do; any other number drops like a blackhole. */
export type RuleAction = number;
export const RULE_ACTION = {
  table: 1,
  goto: 2,
  nop: 3,
  blackhole: 6,
  unreachable: 7,
  prohibit: 8,
} as const satisfies Record<string, RuleAction>;

export interface NumberRange {
  readonly start: number;
  readonly end: number;
}

/** What a packet must have for a rule to apply. */
export interface RuleSelector {
  /** Applies to what does not fit instead. */
  readonly invert: boolean;
  readonly source?: IpAddress;
  readonly sourceLength: number;
  readonly destination?: IpAddress;
  readonly destinationLength: number;
  /** 0: any. */
  readonly tos: number;
  readonly mark: number;
  readonly markMask: number;
  /** Names, so that a rule outlives its device. */
  readonly iif?: string;
  readonly oif?: string;
  readonly uids?: NumberRange;
  /** 0: any. */
  readonly ipProtocol: number;
  readonly sourcePorts?: NumberRange;
  readonly destinationPorts?: NumberRange;
  readonly tunnelId?: number;
}
