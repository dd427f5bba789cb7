import { formatIpv4, type Ipv4, type Ipv6 } from '../../../packet/address';
import { IPV6_ANY } from '../../../packet/ipv6-address';
import { KernelError } from '../../../kernel/errno';
import type { RouteAnswer, RouteQuery } from '../../../kernel/netlink';
import type { ClauseReader } from '../../grammar/clause-reader';
import { requirePrefix, unsigned, type Family, type PrefixWord } from '../../iproute2/address-words';
import { invalidArgument, usageError } from '../../iproute2/errors';
import { readDsfield, routeTypeText } from '../../iproute2/names';
import type { Printer } from '../../iproute2/printer';
import { readIpProtocol } from '../rule/values';
import type { IpContext } from '../context';
import { ROUTE_USAGE } from '../usage/route';
import { printCache, printRealms, printRoute } from './print';
import { printAnswer6, printRoute6 } from './print-inet6';
import { printAddress, printDevice } from './print-parts';

/** TCP, UDP and ICMP. */
const ASKABLE: ReadonlySet<number> = new Set([6, 17, 1]);
const TABLE_MAIN = 254;

interface Given {
  family: Family | undefined;
  destination?: Ipv4;
  destination6?: Ipv6;
  destinationGiven: boolean;
  from?: PrefixWord;
  inputDevice?: string;
  outputDevice?: string;
  tos?: number;
  mark?: number;
  uid?: number;
  protocol?: number;
  sourcePort?: number;
  destinationPort?: number;
  fibMatch: boolean;
  connected: boolean;
  /** Only echoed: the kernel tells nobody. */
  notify?: boolean;
}

/** `ip route get` (ip/iproute.c iproute_get). */
export function getRoute(ip: IpContext, reader: ClauseReader): number {
  const given: Given = {
    family: ip.settings.family,
    destinationGiven: false,
    fibMatch: false,
    connected: false,
  };
  while (reader.next()) readParameter(ip, given, reader);
  if (!given.destinationGiven) {
    ip.err('need at least a destination address\n');
    return 1;
  }
  for (const device of [given.inputDevice, given.outputDevice]) {
    if (device !== undefined && !ip.netlink.link(device)) return ip.noDevice(device);
  }
  if (given.family === 'inet6') return getRoute6(ip, given);
  const { from } = given;
  if (from && from.family === 'inet' && from.length !== 32) {
    // ip_valid_getroute: which of the two complaints depends on whether any bits are left.
    const problem =
      from.length === 0
        ? 'rtm_src_len and rtm_dst_len must be 32 for IPv4'
        : 'Invalid values in header for route get request';
    throw new KernelError('EINVAL', `ipv4: ${problem}`);
  }
  const query: RouteQuery = {
    destination: given.destination ?? (0 as Ipv4),
    source: given.from?.family === 'inet' ? given.from.address : undefined,
    inputDevice: given.inputDevice,
    outputDevice: given.outputDevice,
    tos: given.tos,
    mark: given.mark,
    uid: given.uid,
    protocol: given.protocol,
    sourcePort: given.sourcePort,
    destinationPort: given.destinationPort,
    fibMatch: given.fibMatch,
  };
  // rtm_getroute_parse_ip_proto.
  if (given.protocol !== undefined && !ASKABLE.has(given.protocol)) {
    throw new KernelError('EOPNOTSUPP', 'Unsupported ip proto');
  }
  const answer = ip.netlink.getRoute(query);
  const printer = ip.printer();
  if (given.fibMatch) {
    if (!answer.match) throw new KernelError('EHOSTUNREACH');
    printRoute(printer, ip, { ...answer.match, table: answer.table }, { table: undefined });
  } else {
    const repeats = given.connected && !given.from ? 2 : 1;
    for (let i = 0; i < repeats; i++) printAnswer(printer, ip, answer, query, given);
  }
  ip.out(printer.finish());
  return 0;
}

/** The same for IPv6, whose answer is a route of the table with what was chosen filled in. */
function getRoute6(ip: IpContext, given: Given): number {
  const source = given.from?.family === 'inet6' ? given.from.address : undefined;
  const answer = ip.netlink.getRoute6({
    destination: given.destination6 ?? IPV6_ANY,
    ...(source !== undefined && { source }),
    ...(given.inputDevice !== undefined && { inputDevice: given.inputDevice }),
    ...(given.outputDevice !== undefined && { outputDevice: given.outputDevice }),
    ...(given.mark !== undefined && { mark: given.mark }),
    tos: given.tos,
    uid: given.uid,
    protocol: given.protocol,
    sourcePort: given.sourcePort,
    destinationPort: given.destinationPort,
  });
  const printer = ip.printer();
  if (given.fibMatch) printRoute6(printer, ip, answer.route, { table: undefined });
  else printAnswer6(printer, ip, answer, source ?? IPV6_ANY, given.inputDevice);
  ip.out(printer.finish());
  return 0;
}

function readParameter(ip: IpContext, given: Given, reader: ClauseReader): void {
  const { keyword, value } = reader;
  switch (keyword) {
    case 'tos':
    case 'dsfield':
      given.tos = readDsfield(value);
      if (given.tos === undefined) throw invalidArgument('TOS value is invalid\n', value);
      return;
    case 'from':
      if (value !== '' && 'help'.startsWith(value)) throw usageError(ROUTE_USAGE);
      given.from = requirePrefix(value, given.family);
      given.family ??= given.from.family;
      return;
    case 'iif':
      given.inputDevice = value;
      return;
    case 'oif':
    case 'dev':
      given.outputDevice = value;
      return;
    case 'mark':
      given.mark = unsigned(value);
      if (given.mark === undefined) throw invalidArgument('invalid mark value', value);
      return;
    case 'uid':
      given.uid = unsigned(value);
      if (given.uid === undefined) throw invalidArgument('invalid UID\n', value);
      return;
    case 'sport':
    case 'dport': {
      const port = unsigned(value);
      if (port === undefined || port > 65535) throw invalidArgument(`invalid ${keyword}\n`, value);
      given[keyword === 'sport' ? 'sourcePort' : 'destinationPort'] = port;
      return;
    }
    case 'ipproto':
      given.protocol = readIpProtocol(ip, value);
      return;
    case 'notify':
      given.notify = true;
      return;
    case 'connected':
      given.connected = true;
      return;
    case 'fibmatch':
      given.fibMatch = true;
      return;
    case 'vrf':
      throw invalidArgument('Invalid VRF\n', value);
    case 'help':
      throw usageError(ROUTE_USAGE);
    default: {
      const prefix = requirePrefix(value, given.family);
      given.family ??= prefix.family;
      given.destinationGiven = true;
      if (prefix.family === 'inet') {
        given.destination = prefix.address;
        if (prefix.length !== 32) {
          ip.err(`Warning: /${prefix.length} as prefix is invalid, only /32 (or none) is supported.\n`);
        }
      } else if (prefix.family === 'inet6') {
        given.destination6 = prefix.address;
        if (prefix.length !== 128) {
          ip.err(`Warning: /${prefix.length} as prefix is invalid, only /128 (or none) is supported.\n`);
        }
      }
    }
  }
}

function printAnswer(printer: Printer, ip: IpContext, answer: RouteAnswer, query: RouteQuery, given: Given): void {
  const { numeric, details } = ip.settings;
  printer.openObject();
  if (answer.type !== 'unicast' || details > 0) {
    const type = routeTypeText(answer.type, numeric);
    printer.field('type', type, `${type} `);
  }
  const destination = ip.hostText(answer.destination);
  printer.field('dst', destination, `${destination} `, 'inet');
  if (query.source !== undefined) {
    const source = formatIpv4(query.source);
    printer.field('from', source, `from ${source} `, 'inet');
  }
  if (answer.via !== undefined) printAddress(printer, 'gateway', 'via', ip.hostText(answer.via));
  printDevice(printer, 'dev', answer.device);
  if (answer.table !== 0 && (details > 0 || answer.table !== TABLE_MAIN)) {
    const table = ip.tables.text(answer.table, numeric);
    printer.field('table', table, `table ${table} `);
  }
  // rt_fill_info: a packet that came in has its source already.
  const received = query.inputDevice !== undefined;
  if (query.source === undefined && !received && answer.source !== 0)
    printAddress(printer, 'prefsrc', 'src', formatIpv4(answer.source));
  // RTCF_MULTICAST and RTM_F_OFFLOAD_FAILED are the same bit, and iproute2 6.1 reads it as the latter.
  const notify = given.notify ? ['notify'] : [];
  printer.words('flags', [...(answer.type === 'multicast' ? ['rt_offload_failed'] : []), ...notify], ' ');
  const { mark = 0, uid = 0 } = given;
  if (mark !== 0) printer.field('mark', mark, `mark ${mark >= 16 ? `0x${mark.toString(16)}` : mark} `);
  if (answer.realms && !received) printRealms(printer, ip, answer.realms);
  if (!received) printer.field('uid', uid, `uid ${uid} `);
  printCache(printer, { ...answer, cacheFlags: [...answer.cacheFlags, ...notify] });
  if (query.inputDevice !== undefined) printDevice(printer, 'iif', query.inputDevice);
  printer.text('\n');
  printer.closeObject();
}
