import { ipTunnelKind, isTunnelKind, PLAIN_TUNNEL, type IpTunnelChanges } from '../../../../kernel/link/ip-tunnel-kind';
import type { Ipv4 } from '../../../../packet/address';
import { ExitError } from '../../../clib/exit';
import type { ClauseReader } from '../../../grammar/clause-reader';
import { requireAddress, unsigned } from '../../../iproute2/address-words';
import { invalidArgument, notSimulated, usageError } from '../../../iproute2/errors';
import { readDsfield } from '../../../iproute2/names';
import type { IpContext } from '../../context';
import type { LinkRequest } from '../request';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
export type TunnelDraft = Omit<Mutable<IpTunnelChanges>, 'input' | 'output'> & {
  input: Mutable<IpTunnelChanges['input']>;
  output: Mutable<IpTunnelChanges['output']>;
};

/** Settings that nobody has chosen yet. */
function newDraft(): TunnelDraft {
  const { lower: _none, input, output, ...rest } = PLAIN_TUNNEL;
  return { ...rest, input: { ...input }, output: { ...output } };
}

/** gre_parse_opt (ip/link_gre.c) and iptunnel_parse_opt (ip/link_iptnl.c). */
export function readTunnelOptions(
  ip: IpContext,
  reader: ClauseReader,
  { set, device }: LinkRequest,
  usage: string,
  gre: boolean,
): IpTunnelChanges {
  const draft = set ? existing(ip, device) : { ...newDraft(), any: !gre };
  while (reader.next()) {
    const { keyword, value } = reader;
    if (gre && readGreSwitch(draft, keyword, value)) continue;
    switch (keyword) {
      case 'mode':
        if (MPLS.has(value)) throw notSimulated(`ip link … type ipip mode ${value}`);
        if (!IPIP.has(value) && !ANY.has(value)) throw invalidArgument('Cannot guess tunnel mode.', value);
        draft.any = ANY.has(value);
        break;
      case 'remote':
      case 'local':
        draft[keyword] = readEnd(value);
        break;
      case 'dev':
        if (!ip.netlink.hasLink(value)) throw usageError(`Cannot find device "${value}"\n`);
        draft.lower = value;
        break;
      case 'ttl':
        draft.ttl = readTunnelTtl(value);
        break;
      case 'tos': {
        const tos = value === 'inherit' ? 1 : readDsfield(value);
        if (tos === undefined) throw invalidArgument('bad TOS value', value);
        draft.tos = tos;
        break;
      }
      case 'pmtudisc':
      case 'nopmtudisc':
        draft.pathMtuDiscovery = keyword === 'pmtudisc';
        break;
      case 'ignore-df':
      case 'noignore-df':
        draft.ignoreDf = keyword === 'ignore-df';
        break;
      case 'noencap':
        break;
      case 'encap':
        if (value === 'none') break;
        if (value !== 'fou' && value !== 'gue') throw invalidArgument('Invalid encap type.', value);
        throw notSimulated(`ip link … type ${gre ? 'gre' : 'ipip'} encap ${value}`);
      case 'encap-sport':
        if (value !== 'auto') readNumber(value, 0xffff, 'Invalid source port.');
        break;
      case 'encap-dport':
        readNumber(value, 0xffff, 'Invalid destination port.');
        break;
      case 'fwmark':
        if (readNumber(value, 0xffffffff, 'invalid fwmark\n') !== 0) throw notSimulated('ip link … fwmark');
        break;
      case '':
        throw new ExitError(1, usage);
      case 'external':
      case '6rd-prefix':
      case '6rd-relay_prefix':
      case '6rd-reset':
        throw notSimulated(`ip link … type ${gre ? 'gre' : 'ipip'} ${keyword}`);
      default:
        // Checksums of the UDP packet that `encap` would put around it.
        break;
    }
  }
  if (gre) checkGroup(draft, 'A broadcast tunnel requires a source address.\n', 1);
  else checkTtl(draft);
  return draft;
}

const IPIP: ReadonlySet<string> = new Set(['ipip', 'ipv4/ipv4', 'ip4ip4']);
const ANY: ReadonlySet<string> = new Set(['any', 'any/ipv4']);
const MPLS: ReadonlySet<string> = new Set(['mplsip', 'mpls/ipv4']);

/** A change starts from what the device has. */
function existing(ip: IpContext, device: string | undefined): TunnelDraft {
  const link = device === undefined ? undefined : ip.netlink.link(device);
  if (!link || !isTunnelKind(link.infoKind)) throw new ExitError(1, 'Failed to get existing tunnel info.\n');
  const { lower, input, output, type: _type, underlay: _underlay, ...rest } = ipTunnelKind(link);
  const draft: TunnelDraft = { ...rest, input: { ...input }, output: { ...output } };
  if (lower !== undefined && link.peer?.name !== undefined) draft.lower = link.peer.name;
  return draft;
}

/** The words about keys, numbers and checksums, for one or both directions. False when it is another word. */
function readGreSwitch(draft: TunnelDraft, keyword: string, value: string): boolean {
  const parts = /^(no)?([io])?(key|seq|csum)$/.exec(keyword);
  if (!parts) return false;
  const [, no, direction, what] = parts;
  const sides = [...(direction === 'o' ? [] : [draft.input]), ...(direction === 'i' ? [] : [draft.output])];
  const key = what === 'key' && no === undefined ? readKey(keyword, value) : undefined;
  for (const side of sides) {
    if (what === 'seq') side.sequence = no === undefined;
    else if (what === 'csum') side.checksum = no === undefined;
    else if (key !== undefined) side.key = key;
    else delete side.key;
  }
  return true;
}

/** tnl_parse_key (ip/tunnel.c). */
export function readKey(name: string, word: string): number {
  if (word.includes('.')) return readEnd32(word);
  const key = unsigned(word);
  if (key === undefined) {
    throw usageError(`invalid value for "${name}": "${word}"; it should be an unsigned integer\n`);
  }
  return key;
}

/** get_addr32 */
export function readEnd32(word: string): Ipv4 {
  const wrong = new ExitError(1, `Error: an IP address is expected rather than "${word}"\n`);
  try {
    const address = requireAddress(word, 'inet');
    return address.family === 'inet' ? address.address : (0 as Ipv4);
  } catch (error) {
    if (error instanceof ExitError) throw wrong;
    throw error;
  }
}

function readEnd(word: string): Ipv4 | undefined {
  const address = requireAddress(word, 'inet');
  return address.family === 'inet' && address.address !== 0 ? address.address : undefined;
}

/** 0 is "the inner packet's". */
function readTunnelTtl(word: string): number {
  return word === 'inherit' ? 0 : readNumber(word, 255, 'invalid TTL\n');
}

function readNumber(word: string, largest: number, problem: string): number {
  const value = unsigned(word);
  if (value === undefined || value > largest) throw invalidArgument(problem, word);
  return value;
}

/** A tunnel to a group is told apart by the group's address, and needs an address of its own. */
function checkGroup(draft: TunnelDraft, complaint: string, status: number): void {
  const { remote, local } = draft;
  if (remote === undefined || remote >>> 28 !== 14) return;
  draft.input.key ||= remote;
  draft.output.key ||= remote;
  if (local === undefined) throw new ExitError(status, complaint);
}

function checkTtl({ ttl, pathMtuDiscovery }: TunnelDraft, status = 255): void {
  if (ttl !== 0 && !pathMtuDiscovery) throw new ExitError(status, 'ttl != 0 and nopmtudisc are incompatible\n');
}
