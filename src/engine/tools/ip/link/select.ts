import { inPrefix } from '../../../packet/address';
import { KernelError } from '../../../kernel/errno';
import { typeOfKind } from '../../../kernel/link/types';
import type { LinkInfo } from '../../../kernel/netlink';
import type { Scope } from '../../../kernel/records';
import type { ClauseReader } from '../../grammar/clause-reader';
import { requirePrefix, type Family, type PrefixWord } from '../../iproute2/address-words';
import { duplicateOrGarbage, invalidArgument, usageError } from '../../iproute2/errors';
import { readGroup, readScope } from '../../iproute2/names';
import { ADDRESS_FLAGS, flagsOfAddress, PERMANENT, SECONDARY, type AddressRecord } from '../address/flags';
import type { IpContext } from '../context';
import { ADDRESS_USAGE } from '../usage/address';
import { inPrefix6 } from '../../../packet/ipv6-address';
import { matchesPattern } from './pattern';

/** Which addresses `ip address show` and `flush` mean. */
export interface AddressFilter {
  family: Family | undefined;
  readonly label?: string;
  readonly scope?: Scope;
  readonly prefix?: PrefixWord;
  readonly flags: number;
  readonly flagMask: number;
}

export interface LinkSelection {
  /** What the kernel answers with. */
  readonly links: readonly LinkInfo[];
  readonly device: LinkInfo | undefined;
  readonly filter: AddressFilter;
  /** Whether iproute2 itself lets a link through; what it holds back is still an empty object in JSON. */
  shows(link: LinkInfo): boolean;
}

interface Given {
  device?: string;
  up?: boolean;
  group?: number;
  master?: number | null;
  kind?: string;
  slaveKind?: string;
  label?: string;
  scope?: Scope;
  prefix?: PrefixWord;
}

/**
 * Reads the selector of `ip link show` and `ip address show|flush` (ip/ipaddress.c ipaddr_list_flush_or_save) and finds the links. Answers an
 * exit status when there is no such device.
 */
export function selectLinks(ip: IpContext, reader: ClauseReader, family: Family | undefined): LinkSelection | number {
  const { netlink } = ip;
  const given: Given = {};
  let flags = 0;
  let flagMask = 0;
  let wanted = family;
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'to':
        given.prefix = requirePrefix(value, wanted);
        wanted ??= given.prefix.family;
        break;
      case 'scope':
        given.scope = value === 'all' ? undefined : readScope(value);
        if (given.scope === undefined && value !== 'all') throw invalidArgument('invalid "scope"\n', value);
        break;
      case 'up':
        given.up = true;
        break;
      case 'label':
        given.label = value;
        break;
      case 'group':
        given.group = readGroup(value);
        if (given.group === undefined) throw invalidArgument('Invalid "group" value\n', value);
        break;
      case 'master': {
        const master = netlink.link(value);
        if (!master) throw invalidArgument('Device does not exist\n', value);
        given.master = master.ifindex;
        break;
      }
      case 'vrf':
        throw invalidArgument('Not a valid VRF name\n', value);
      case 'nomaster':
        given.master = null;
        break;
      case 'type':
        if (value.endsWith('_slave')) given.slaveKind = value.slice(0, -'_slave'.length);
        else given.kind = value;
        break;
      case 'help':
        throw usageError(ADDRESS_USAGE);
      case 'dev':
        if (given.device !== undefined) throw duplicateOrGarbage('dev', value);
        given.device = value;
        break;
      default: {
        const { mask, set } = addressFlag(keyword);
        flags = set ? flags | mask : flags & ~mask;
        flagMask |= mask;
      }
    }
  }
  const device = given.device === undefined ? undefined : netlink.link(given.device);
  if (given.device !== undefined && !device) {
    ip.err(`Device "${given.device}" does not exist.\n`);
    return 1;
  }
  const { label, scope, prefix } = given;
  return {
    links: device ? [device] : netlink.links().filter((link) => kernelAnswers(link, given)),
    device,
    filter: { family: wanted, label, scope, prefix, flags, flagMask },
    shows: (link) => passes(link, given),
  };
}

/** One word of FLAG-LIST: `tentative`, `-tentative`, and `dynamic` and `primary` for the absence of a flag. */
function addressFlag(word: string): { readonly mask: number; readonly set: boolean } {
  const negated = word.startsWith('-');
  const name = negated ? word.slice(1) : word;
  if (name === 'dynamic') return { mask: PERMANENT, set: negated };
  if (name === 'primary') return { mask: SECONDARY, set: negated };
  const flag = ADDRESS_FLAGS.find((known) => known.name === name);
  if (!flag) throw new KernelError('EINVAL');
  return { mask: flag.mask, set: !negated };
}

function kernelAnswers(link: LinkInfo, { group, master, kind }: Given): boolean {
  if (group !== undefined && groupOf(link) !== group) return false;
  if (master === null && link.master) return false;
  if (typeof master === 'number' && link.master?.ifindex !== master) return false;
  // net/core/rtnetlink.c link_kind_filtered: kinds the kernel knows it filters by itself.
  return kind === undefined || typeOfKind(kind) === undefined || link.infoKind === kind;
}

function passes(link: LinkInfo, { up, group, master, kind, slaveKind }: Given): boolean {
  if (up && !link.up) return false;
  if (group !== undefined && groupOf(link) !== group) return false;
  if (typeof master === 'number' && link.master?.ifindex !== master) return false;
  if (kind !== undefined && link.infoKind !== kind) return false;
  return slaveKind === undefined || link.masterKind === slaveKind;
}

function groupOf({ group }: LinkInfo): number {
  return readGroup(group) ?? 0;
}

/** Whether an address is one the filter means. */
export function addressPasses(address: AddressRecord, filter: AddressFilter, nowUs: number): boolean {
  const { family, label, scope, prefix, flags, flagMask } = filter;
  if (family !== undefined && family !== address.family) return false;
  if (scope !== undefined && scope !== address.scope) return false;
  if (((flagsOfAddress(address, nowUs) ^ flags) & flagMask) !== 0) return false;
  if (label !== undefined && !(address.family === 'inet' && matchesPattern(address.label, label))) return false;
  if (prefix?.family === 'inet' && prefix.length > 0) {
    return address.family === 'inet' && inPrefix(address.address, prefix.address, prefix.length);
  }
  if (prefix?.family === 'inet6' && prefix.length > 0) {
    return address.family === 'inet6' && inPrefix6(address.address, prefix.address, prefix.length);
  }
  return true;
}
