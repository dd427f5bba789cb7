import { isTunnelKind, ipTunnelKind, PLAIN_TUNNEL } from '../../../kernel/link/ip-tunnel-kind';
import type { LinkInfo } from '../../../kernel/netlink';
import { ExitError } from '../../clib/exit';
import type { ClauseReader } from '../../grammar/clause-reader';
import { unsigned } from '../../iproute2/address-words';
import { duplicateOrGarbage, invalidArgument, notSimulated, usageError } from '../../iproute2/errors';
import { readDsfield } from '../../iproute2/names';
import type { IpContext } from '../context';
import { readEnd32, readKey, type TunnelDraft } from '../link/types/ip-tunnel-options';
import { OTHER_USAGE } from '../usage/other';

/** What the words say (struct ip_tunnel_parm). */
export interface TunnelParameters {
  name: string;
  mode: 'ipip' | 'gre' | undefined;
  readonly draft: TunnelDraft;
}

const MODES: ReadonlyMap<string, 'ipip' | 'gre' | 'other'> = new Map([
  ['ipip', 'ipip'],
  ['ip/ip', 'ipip'],
  ['gre', 'gre'],
  ['gre/ip', 'gre'],
  ['sit', 'other'],
  ['ipv6/ip', 'other'],
  ['isatap', 'other'],
  ['vti', 'other'],
]);

/** parse_args of ip/iptunnel.c; `change` starts from what the tunnel has. */
export function readTunnel(ip: IpContext, reader: ClauseReader, verb: string): TunnelParameters {
  const given: TunnelParameters = { name: '', mode: undefined, draft: newDraft() };
  for (let count = 0; reader.next(); count++) {
    const { keyword, value } = reader;
    if (keyword === 'name' || keyword === '') readName(ip, given, value, verb === 'change' && count === 0);
    else readParameter(given, keyword, value);
  }
  given.mode ??= guessMode(given.name);
  const { input, output, lower, remote, local } = given.draft;
  if (given.mode !== 'gre' && (input.key !== undefined || output.key !== undefined)) {
    throw new ExitError(1, 'Keys are not allowed with ipip and sit tunnels\n');
  }
  if (lower !== undefined && !ip.netlink.hasLink(lower)) throw new ExitError(1, `Cannot find device "${lower}"\n`);
  if (remote !== undefined && remote >>> 28 === 14) {
    input.key ||= remote;
    output.key ||= remote;
    if (local === undefined) throw new ExitError(1, 'A broadcast tunnel requires a source address\n');
  }
  return given;
}

function newDraft(): TunnelDraft {
  const { lower: _none, input, output, ...rest } = PLAIN_TUNNEL;
  return { ...rest, input: { ...input }, output: { ...output } };
}

function readName(ip: IpContext, given: TunnelParameters, word: string, changes: boolean): void {
  if (given.name !== '') throw duplicateOrGarbage('name', word);
  if (word === '' || word.length > 15 || /[/\s]/.test(word)) throw invalidArgument('"name" not a valid ifname', word);
  given.name = word;
  if (!changes) return;
  const link = requireTunnel(ip, word);
  const { type, lower, underlay: _underlay, input, output, ...rest } = ipTunnelKind(link);
  Object.assign(given.draft, rest, { input: { ...input }, output: { ...output } });
  if (lower !== undefined && link.peer?.name !== undefined) given.draft.lower = link.peer.name;
  if (type !== 'gretap') given.mode = type;
}

/** tnl_get_ioctl: SIOCGETTUNNEL, or what went wrong. */
export function requireTunnel(ip: IpContext, name: string): LinkInfo {
  const link = ip.netlink.link(name);
  if (!link) throw new ExitError(1, `get tunnel "${name}" failed: No such device\n`);
  if (!isTunnelKind(link.kind.type)) throw new ExitError(1, `get tunnel "${name}" failed: Operation not supported\n`);
  return link;
}

function readParameter(given: TunnelParameters, keyword: string, word: string): void {
  const { draft } = given;
  switch (keyword) {
    case 'mode': {
      const mode = MODES.get(word);
      if (mode === undefined) throw usageError(`Unknown tunnel mode "${word}"\n`);
      if (mode === 'other') throw notSimulated(`ip tunnel … mode ${word}`);
      if (given.mode !== undefined && given.mode !== mode) {
        throw usageError('You managed to ask for more than one tunnel mode.\n');
      }
      given.mode = mode;
      return;
    }
    case 'nopmtudisc':
    case 'pmtudisc':
      draft.pathMtuDiscovery = keyword === 'pmtudisc';
      return;
    case 'remote':
    case 'local': {
      const address = readEnd32(word);
      if (address === 0) delete draft[keyword];
      else draft[keyword] = address;
      return;
    }
    case 'dev':
      draft.lower = word;
      return;
    case 'ttl': {
      const ttl = word === 'inherit' ? 0 : unsigned(word);
      if (ttl === undefined || ttl > 255) throw invalidArgument('invalid TTL\n', word);
      if (word !== 'inherit') draft.ttl = ttl;
      return;
    }
    case 'tos':
    case 'dsfield':
      draft.tos = readTos(word);
      return;
    case 'help':
      throw usageError(OTHER_USAGE.tunnel);
    default:
      readSwitch(draft, keyword, word);
  }
}

/** `inherit`, a value, or `inherit/VALUE`. */
function readTos(word: string): number {
  const [first = '', more] = word.split(/\/(.*)/s);
  const inherits = first === 'inherit';
  const field = inherits ? more : first;
  if (field === undefined) return 1;
  const tos = readDsfield(field);
  if (tos === undefined) throw invalidArgument('bad TOS value', first);
  return inherits ? tos | 1 : tos;
}

/** Keys, numbers and checksums of one direction or of both. */
function readSwitch(draft: TunnelDraft, keyword: string, word: string): void {
  const [, direction, what] = /^([io]?)(key|seq|csum)$/.exec(keyword) ?? [];
  const sides = [...(direction === 'o' ? [] : [draft.input]), ...(direction === 'i' ? [] : [draft.output])];
  const key = what === 'key' ? readKey(keyword, word) : undefined;
  for (const side of sides) {
    if (key !== undefined) side.key = key;
    else if (what === 'seq') side.sequence = true;
    else if (what === 'csum') side.checksum = true;
  }
}

/** Without `mode` the name decides. */
function guessMode(name: string): TunnelParameters['mode'] {
  if (name.startsWith('gre')) return 'gre';
  if (name.startsWith('ipip')) return 'ipip';
  const other = ['sit', 'isatap', 'vti'].find((mode) => name.startsWith(mode));
  if (other !== undefined) throw notSimulated(`ip tunnel … mode ${other}`);
  return undefined;
}
