import type { Ipv4AddressRecord, Ipv6AddressRecord } from '../../../kernel/records';

/** IFA_F_* of an address, by the names `ip address` prints and filters by, in its print order. */
export const ADDRESS_FLAGS: readonly AddressFlag[] = [
  { name: 'secondary', mask: 0x01, readOnly: true, inet6Only: false },
  { name: 'temporary', mask: 0x01, readOnly: true, inet6Only: false },
  { name: 'nodad', mask: 0x02, readOnly: false, inet6Only: true },
  { name: 'optimistic', mask: 0x04, readOnly: false, inet6Only: true },
  { name: 'dadfailed', mask: 0x08, readOnly: true, inet6Only: true },
  { name: 'home', mask: 0x10, readOnly: false, inet6Only: true },
  { name: 'deprecated', mask: 0x20, readOnly: true, inet6Only: true },
  { name: 'tentative', mask: 0x40, readOnly: true, inet6Only: true },
  { name: 'permanent', mask: 0x80, readOnly: true, inet6Only: true },
  { name: 'mngtmpaddr', mask: 0x100, readOnly: false, inet6Only: true },
  { name: 'noprefixroute', mask: 0x200, readOnly: false, inet6Only: false },
  { name: 'autojoin', mask: 0x400, readOnly: false, inet6Only: false },
  { name: 'stable-privacy', mask: 0x800, readOnly: true, inet6Only: true },
];

export interface AddressFlag {
  readonly name: string;
  readonly mask: number;
  /** Only the kernel sets it. */
  readonly readOnly: boolean;
  readonly inet6Only: boolean;
}

export const SECONDARY = 0x01;
const NODAD = 0x02;
const OPTIMISTIC = 0x04;
const DADFAILED = 0x08;
const HOME = 0x10;
const MNGTMPADDR = 0x100;
const DEPRECATED = 0x20;
const TENTATIVE = 0x40;
export const PERMANENT = 0x80;
const NOPREFIXROUTE = 0x200;

export type AddressRecord = Ipv4AddressRecord | Ipv6AddressRecord;

/** The flags of an address at a moment of virtual time. */
export function flagsOfAddress(address: AddressRecord, nowUs: number): number {
  let flags = address.validSeconds === undefined ? PERMANENT : 0;
  if (remainingSeconds(address.preferredSeconds, address, nowUs) === 0) flags |= DEPRECATED;
  if (address.family === 'inet') {
    if (address.secondary) flags |= SECONDARY;
    if (address.noprefixroute) flags |= NOPREFIXROUTE;
  } else {
    if (address.tentativeUntilUs !== undefined) flags |= TENTATIVE;
    if (address.nodad) flags |= NODAD;
    if (address.optimistic && address.tentativeUntilUs !== undefined) flags |= OPTIMISTIC;
    if (address.dadFailed) flags |= DADFAILED;
    if (address.home) flags |= HOME;
    if (address.mngtmpaddr) flags |= MNGTMPADDR;
    if (address.noprefixroute) flags |= NOPREFIXROUTE;
  }
  return flags;
}

/** What is left of a lifetime in whole seconds; undefined means for ever. */
export function remainingSeconds(
  lifetime: number | undefined,
  { setAtUs }: AddressRecord,
  nowUs: number,
): number | undefined {
  if (lifetime === undefined) return undefined;
  return Math.max(0, lifetime - Math.floor((nowUs - setAtUs) / 1_000_000));
}
