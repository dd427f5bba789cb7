import { inPrefix, ipv4, maskOf, type Ipv4 } from '../../../packet/address';
import { KernelError } from '../../../kernel/errno';
import type { NewAddress } from '../../../kernel/netlink';
import type { Scope } from '../../../kernel/records';
import type { ClauseReader } from '../../grammar/clause-reader';
import { requireAddress, requirePrefix, unsigned, type Family, type PrefixWord } from '../../iproute2/address-words';
import {
  duplicateArgument,
  duplicateOrGarbage,
  invalidArgument,
  notSimulated,
  usageError,
} from '../../iproute2/errors';
import { readScope } from '../../iproute2/names';
import type { IpContext } from '../context';
import { ADDRESS_USAGE } from '../usage/address';
import { ADDRESS_FLAGS } from './flags';

interface Given {
  family: Family | undefined;
  local?: PrefixWord;
  localWord: string;
  peer?: PrefixWord;
  broadcast?: '+' | '-' | Ipv4;
  scope?: Scope;
  device?: string;
  label?: string;
  metric?: number;
  lifetimes: boolean;
  /** Seconds; undefined means for ever. */
  valid?: number;
  preferred?: number;
  validGiven?: boolean;
  preferredGiven?: boolean;
  flags: ReadonlySet<string>;
}

/** `ip address add|change|replace|delete` (ip/ipaddress.c ipaddr_modify). */
export function modifyAddress(ip: IpContext, reader: ClauseReader, verb: string): number {
  const given = readGiven(ip, reader);
  const deleting = verb === 'delete';
  const { device, local, family } = given;
  if (device === undefined) return complain(ip, 'Not enough information: "dev" argument is required.\n');
  const peer = given.peer ?? local;
  if (deleting && !given.peer && local?.family === 'inet' && !local.lengthGiven) warnWildcard(ip, given.localWord);
  const prefixLength = given.peer && given.peer.length > 0 ? given.peer.length : (local?.length ?? 0);
  let broadcast = typeof given.broadcast === 'number' ? given.broadcast : undefined;
  if (typeof given.broadcast === 'string' && !deleting) {
    if (family !== 'inet' || peer?.family !== 'inet') {
      return complain(ip, 'Broadcast can be set only for IPv4 addresses\n');
    }
    broadcast = derivedBroadcast(given.broadcast, peer.address, peer.length);
  }
  if (!ip.netlink.hasLink(device)) return ip.noDevice(device);
  if (given.lifetimes) {
    if (given.valid === 0) return complain(ip, 'valid_lft is zero\n');
    if ((given.valid ?? Infinity) < (given.preferred ?? Infinity)) {
      return complain(ip, 'preferred_lft is greater than valid_lft\n');
    }
  }
  if (given.flags.has('autojoin') && !isMulticast(local)) return complain(ip, 'autojoin needs multicast address\n');
  if (!local && !given.peer) throw new KernelError('EOPNOTSUPP');
  if (deleting) return deleteAddress(ip, device, given, prefixLength);
  ip.netlink.addAddress(device, request(given, verb, prefixLength, broadcast));
  return 0;
}

/** Every field, so that all have one hidden class. */
const NOTHING_GIVEN: Given = {
  family: undefined,
  local: undefined,
  localWord: '',
  peer: undefined,
  broadcast: undefined,
  scope: undefined,
  device: undefined,
  label: undefined,
  metric: undefined,
  lifetimes: false,
  valid: undefined,
  preferred: undefined,
  validGiven: undefined,
  preferredGiven: undefined,
  flags: new Set(),
};

function readGiven(ip: IpContext, reader: ClauseReader): Given {
  const given: Given = { ...NOTHING_GIVEN, family: ip.settings.family };
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'peer':
        if (given.peer) throw duplicateArgument('peer', value);
        given.peer = requirePrefix(value, given.family);
        given.family ??= given.peer.family;
        break;
      case 'broadcast':
        if (given.broadcast !== undefined) throw duplicateArgument('broadcast', value);
        given.broadcast = readBroadcast(value, given);
        break;
      case 'anycast':
        requireAddress(value, given.family);
        throw notSimulated('ip address add … anycast');
      case 'scope':
        given.scope = readScope(value);
        if (given.scope === undefined) throw invalidArgument('invalid scope value.', value);
        break;
      case 'dev':
        given.device = value;
        break;
      case 'label':
        given.label = value;
        break;
      case 'metric':
        given.metric = unsigned(value);
        if (given.metric === undefined) throw invalidArgument('"metric" value is invalid\n', value);
        break;
      case 'valid_lft':
        if (given.validGiven) throw duplicateArgument('valid_lft', value);
        given.lifetimes = given.validGiven = true;
        given.valid = lifetime(value, 'valid_lft value');
        break;
      case 'preferred_lft':
        if (given.preferredGiven) throw duplicateArgument('preferred_lft', value);
        given.lifetimes = given.preferredGiven = true;
        given.preferred = lifetime(value, 'preferred_lft value');
        break;
      case 'help':
        throw usageError(ADDRESS_USAGE);
      case 'local':
        if (given.local) throw duplicateOrGarbage('local', value);
        given.localWord = value;
        given.local = requirePrefix(value, given.family);
        given.family ??= given.local.family;
        break;
      default:
        readFlag(ip, given, keyword);
    }
  }
  return given;
}

function readBroadcast(value: string, given: Given): Given['broadcast'] {
  if (value === '+' || value === '-') return value;
  const address = requireAddress(value, given.family);
  given.family ??= address.family;
  return address.family === 'inet' ? address.address : ipv4(0);
}

function readFlag(ip: IpContext, given: Given, name: string): void {
  const flag = ADDRESS_FLAGS.find((known) => known.name === name);
  if (!flag) return;
  if (flag.readOnly) ip.err(`Warning: ${name} option is not mutable from userspace\n`);
  else if (flag.inet6Only && given.family !== 'inet6') {
    ip.err(`Warning: ${name} option can be set only for IPv6 addresses\n`);
  } else given.flags = new Set([...given.flags, name]);
}

function lifetime(word: string, problem: string): number | undefined {
  if (word === 'forever') return undefined;
  const seconds = unsigned(word);
  if (seconds === undefined) throw invalidArgument(problem, word);
  return seconds === 0xffffffff ? undefined : seconds;
}

/** `brd +` sets the host bits of the peer's prefix, `brd -` clears them; prefixes longer than /30 have no broadcast address. */
function derivedBroadcast(sign: '+' | '-', address: Ipv4, length: number): Ipv4 | undefined {
  if (length > 30) return undefined;
  return ipv4(sign === '+' ? address | ~maskOf(length) : address & maskOf(length));
}

function request(given: Given, verb: string, prefixLength: number, broadcast: Ipv4 | undefined): NewAddress {
  const { local, peer, scope, label, metric, valid, preferred, flags } = given;
  const common = {
    mode: verb === 'add' ? 'add' : verb === 'change' ? 'change' : 'replace',
    scope,
    label,
    metric,
    validSeconds: valid,
    preferredSeconds: preferred,
    noprefixroute: flags.has('noprefixroute'),
    prefixLength,
  } as const;
  if (given.family === 'inet6') {
    const address = local?.family === 'inet6' ? local.address : peer?.family === 'inet6' ? peer.address : undefined;
    if (address === undefined) throw new KernelError('EINVAL');
    const far = local && peer?.family === 'inet6' ? peer.address : undefined;
    return {
      ...common,
      family: 'inet6',
      address,
      ...(far !== undefined && { peer: far }),
      nodad: flags.has('nodad'),
      optimistic: flags.has('optimistic'),
      home: flags.has('home'),
      mngtmpaddr: flags.has('mngtmpaddr'),
    };
  }
  if (given.family !== 'inet') throw new KernelError('EOPNOTSUPP');
  // net/ipv4/devinet.c rtm_to_ifaddr: an address is needed, a peer alone is not one.
  if (local?.family !== 'inet') throw new KernelError('EINVAL', 'ipv4: Local address is not supplied');
  const far = peer?.family === 'inet' ? peer.address : undefined;
  const loopback = inPrefix(local.address, ipv4(0x7f000000), 8);
  return {
    family: 'inet',
    address: local.address,
    peer: far,
    broadcast,
    ...common,
    scope: scope ?? (loopback ? 'host' : 'global'),
  };
}

function deleteAddress(ip: IpContext, device: string, given: Given, prefixLength: number): number {
  const { local, peer, label, family } = given;
  const address = local ?? peer;
  if (family === 'inet6' && address?.family === 'inet6') {
    ip.netlink.deleteAddress(device, { family, address: address.address, prefixLength });
    return 0;
  }
  if (family !== 'inet' || address?.family !== 'inet') throw new KernelError('EOPNOTSUPP');
  const wildcard = !peer && local !== undefined && !local.lengthGiven;
  const far = peer?.family === 'inet' ? peer.address : undefined;
  ip.netlink.deleteAddress(device, {
    family,
    address: address.address,
    label,
    ...(!wildcard && { prefixLength, peer: far }),
  });
  return 0;
}

function warnWildcard(ip: IpContext, word: string): void {
  ip.err(
    'Warning: Executing wildcard deletion to stay compatible with old scripts.\n' +
      `         Explicitly specify the prefix length (${word}/32) to avoid this warning.\n` +
      '         This special behaviour is likely to disappear in further releases,\n' +
      '         fix your scripts!\n',
  );
}

function isMulticast(local: PrefixWord | undefined): boolean {
  if (local?.family === 'inet') return inPrefix(local.address, ipv4(0xe0000000), 4);
  return local?.family === 'inet6' && local.address.startsWith('ff');
}

function complain(ip: IpContext, message: string): number {
  ip.err(message);
  return 1;
}
