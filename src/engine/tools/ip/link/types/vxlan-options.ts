import type { VxlanChanges } from '../../../../kernel/link/vxlan';
import type { VxlanFlag } from '../../../../kernel/link/vxlan-kind';
import type { Ipv4 } from '../../../../packet/address';
import { ExitError } from '../../../clib/exit';
import type { ClauseReader } from '../../../grammar/clause-reader';
import { requireAddress, unsigned, type Family } from '../../../iproute2/address-words';
import { duplicateOrGarbage, invalidArgument, notSimulated, usageError } from '../../../iproute2/errors';
import { readDsfield } from '../../../iproute2/names';
import type { IpContext } from '../../context';
import type { LinkRequest } from '../request';
import { VXLAN_USAGE } from './vxlan-usage';

type Draft = { -readonly [Key in keyof VxlanChanges]: VxlanChanges[Key] };

const NO_PORT_HINT = `vxlan: destination port not specified
Will use Linux kernel default (non-standard value)
Use 'dstport 4789' to get the IANA assigned value
Use 'dstport 0' to get default and quiet this message
`;

/** Switches that share one attribute with their opposite. */
const SWITCHES: ReadonlySet<string> = new Set([
  'learning',
  'proxy',
  'rsc',
  'l2miss',
  'l3miss',
  'udpcsum',
  'udp6zerocsumtx',
  'udp6zerocsumrx',
  'remcsumtx',
  'remcsumrx',
  'external',
  'gbp',
]);

/** vxlan_parse_opt (ip/iplink_vxlan.c). */
export function readVxlanOptions(ip: IpContext, reader: ClauseReader, { set }: LinkRequest): VxlanChanges {
  const draft: Draft = {};
  const given = new Set<string>();
  const flags: Partial<Record<VxlanFlag, boolean>> = {};
  const once = (attribute: string, key: string, word: string): void => {
    if (given.has(attribute)) throw duplicateOrGarbage(key, word);
    given.add(attribute);
  };
  const family = { local: undefined as Family | undefined, remote: undefined as Family | undefined };
  let external = false;
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'id':
        once('id', 'id', value);
        draft.vni = number(value, 0xffffff, 'invalid id');
        break;
      case 'group':
      case 'remote': {
        const other = keyword === 'group' ? 'remote' : 'group';
        if (given.has(other)) throw new ExitError(1, 'vxlan: both group and remote cannot be specified\n');
        once(keyword, keyword, value);
        draft.remote = readAddress(value, keyword, family.local);
        family.remote = 'inet';
        break;
      }
      case 'local':
        once('local', 'local', value);
        draft.local = readAddress(value, 'local', family.remote);
        family.local = 'inet';
        break;
      case 'dev':
        once('dev', 'dev', value);
        if (!ip.netlink.link(value)) throw usageError(`Cannot find device "${value}"\n`);
        draft.lower = value;
        break;
      case 'ttl':
        once('ttl', 'ttl', value);
        draft.ttl = readTtl(value);
        break;
      case 'tos':
        once('tos', 'tos', value);
        draft.tos = value === 'inherit' ? 1 : readDsfield(value);
        if (draft.tos === undefined) throw invalidArgument('bad TOS value', value);
        break;
      case 'df':
        once('df', 'df', value);
        if (value !== 'unset' && value !== 'set' && value !== 'inherit') {
          throw invalidArgument("DF must be 'unset', 'set' or 'inherit'", value);
        }
        draft.df = value;
        break;
      case 'label':
        once('label', 'flowlabel', value);
        draft.flowLabel = number(value, 0xfffff, 'invalid flowlabel');
        break;
      case 'ageing':
        once('ageing', 'ageing', value);
        draft.ageingSeconds = value === 'none' ? 0 : number(value, 0xffffffff, 'ageing timer');
        break;
      case 'maxaddress':
        once('maxaddress', 'maxaddress', value);
        draft.limit = value === 'unlimited' ? 0 : number(value, 0xffffffff, 'max addresses');
        break;
      case 'port': {
        once('srcport', 'srcport', value);
        const low = number(value, 0xffff, 'min port');
        const high = number(reader.take(), 0xffff, 'max port');
        if (low !== 0 || high !== 0) draft.portRange = { low, high };
        break;
      }
      case 'dstport':
        once('dstport', 'dstport', value);
        draft.port = number(value, 0xffff, 'dst port');
        break;
      case 'gpe':
        once('gpe', 'gpe', 'gpe');
        draft.gpe = true;
        break;
      case 'vnifilter':
      case 'novnifilter':
        if (!external) throw new ExitError(1, "vxlan: vnifilter is valid only when 'external' is set\n");
        throw notSimulated(`ip link … type vxlan ${keyword}`);
      case 'help':
        throw new ExitError(1, VXLAN_USAGE);
      case '':
        throw new ExitError(1, `vxlan: unknown command "${value}"?\n${VXLAN_USAGE}`);
      default: {
        const name = SWITCHES.has(keyword) ? keyword : keyword.slice(2);
        once(name, keyword, keyword);
        flags[name as VxlanFlag] = name === keyword;
        if (name === 'external') external = name === keyword;
      }
    }
  }
  checkTogether(ip, given, { external, set: set === true, multicast: isGroup(draft.remote) });
  const learns = flags.learning ?? (set ? undefined : !external);
  return { ...draft, flags: learns === undefined ? flags : { ...flags, learning: learns } };
}

/** The end of vxlan_parse_opt. */
function checkTogether(
  ip: IpContext,
  given: ReadonlySet<string>,
  { external, set, multicast }: { external: boolean; set: boolean; multicast: boolean },
): void {
  if (external && given.has('id')) {
    throw new ExitError(1, "vxlan: both 'external' and vni cannot be specified\n");
  }
  if (!external && !given.has('id') && !set) {
    throw new ExitError(1, 'vxlan: missing virtual network identifier\n');
  }
  if (multicast && !given.has('dev')) {
    throw new ExitError(1, "vxlan: 'group' requires 'dev' to be specified\n");
  }
  if (!given.has('dstport') && !given.has('gpe') && !set) ip.err(NO_PORT_HINT);
}

function readAddress(word: string, keyword: 'group' | 'remote' | 'local', family: Family | undefined): Ipv4 {
  const address = requireAddress(word, family);
  if (address.family === 'inet6') throw notSimulated('VXLAN over IPv6');
  const wrong = invalidArgument(`invalid ${keyword} address`, word);
  if (address.family !== 'inet' || address.address === 0) throw wrong;
  if (isGroup(address.address) !== (keyword === 'group')) throw wrong;
  return address.address;
}

function isGroup(address: Ipv4 | undefined): boolean {
  return address !== undefined && address >>> 28 === 14;
}

function readTtl(word: string): number | 'inherit' {
  if (word === 'inherit') return 'inherit';
  if (word === 'auto') return 0;
  const value = unsigned(word);
  if (value === undefined) throw invalidArgument('invalid TTL', word);
  if (value > 255) throw invalidArgument('TTL must be <= 255', word);
  return value;
}

function number(word: string, largest: number, problem: string): number {
  const value = unsigned(word);
  if (value === undefined || value > largest) throw invalidArgument(problem, word);
  return value;
}
