import { KernelError, strerror } from '../../kernel/errno';
import type { NewRoute } from '../../kernel/netlink';
import type { RouteMetrics } from '../../kernel/records';
import { inPrefix, ipv4, type Ipv4 } from '../../packet/address';
import { ExitError } from '../clib/exit';
import { atoi } from '../clib/numbers';
import { resolveInet, splitPrefix } from '../nettools/inet-names';
import type { Process } from '../tool';
import { INET_USAGE } from './texts';

/** Exit statuses of net-tools (lib/net-support.h). */
const E_OPTERR = 3;
const E_LOOKUP = 6;
const E_SOCK = 7;

/** What the words after `add` or `del` ask for: a struct rtentry. */
interface RouteEntry {
  readonly address: Ipv4;
  host: boolean;
  mask: Ipv4;
  /** As written, for the message about a bogus one. */
  maskText: string;
  gateway?: Ipv4;
  device?: string;
  metric?: number;
  mss?: number;
  window?: number;
  irtt?: number;
  reject: boolean;
}

/** `route add …` and `route del …` (net-tools lib/inet_sr.c INET_setroute). Throws ExitError with route's text and status. */
export function editRoute(process: Process, action: 'add' | 'del', words: readonly string[]): void {
  const entry = readEntry(process, words);
  checkMask(entry);
  if (action === 'add' && entry.host) entry.mask = ipv4(0xffffffff);
  try {
    submit(process, action, entry);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(E_SOCK, `${action === 'add' ? 'SIOCADDRT' : 'SIOCDELRT'}: ${strerror(error.errno)}\n`);
  }
}

function usage(message = ''): never {
  throw new ExitError(E_OPTERR, message + INET_USAGE);
}

function readEntry(process: Process, given: readonly string[]): RouteEntry {
  const words = [...given];
  const kind = words[0] === '-net' || words[0] === '-host' ? words.shift() : undefined;
  const split = splitPrefix(words.shift() ?? usage());
  if (!split) usage();
  const target = resolve(process, split.target, kind === '-host');
  const entry: RouteEntry = {
    address: target.address,
    host: kind === undefined ? !target.isNetwork : kind === '-host',
    mask: split.mask ?? ipv4(0),
    maskText: split.length === undefined ? 'default' : `/${split.length}`,
    reject: false,
  };
  for (let word = words.shift(); word !== undefined; word = words.shift()) readWord(process, entry, word, words);
  if (entry.reject) entry.device ??= 'lo';
  return entry;
}

function readWord(process: Process, entry: RouteEntry, word: string, words: string[]): void {
  switch (word) {
    case 'metric': {
      const value = words.shift();
      if (value === undefined || !/^\d/.test(value)) usage();
      entry.metric = atoi(value);
      return;
    }
    case 'netmask': {
      const value = words.shift();
      if (value === undefined || entry.mask !== 0) usage();
      entry.maskText = value;
      entry.mask = resolve(process, value, false).address;
      return;
    }
    case 'gw':
    case 'gateway': {
      const value = words.shift();
      if (value === undefined || entry.gateway !== undefined) usage();
      const gateway = resolve(process, value, true);
      if (gateway.isNetwork) usage(`route: ${value}: cannot use a NETWORK as gateway!\n`);
      entry.gateway = gateway.address;
      return;
    }
    case 'mss':
    case 'mtu':
      entry.mss = atoi(words.shift() ?? usage());
      if (entry.mss < 64 || entry.mss > 65536) usage('route: Invalid MSS/MTU.\n');
      return;
    case 'window':
      entry.window = atoi(words.shift() ?? usage());
      if (entry.window < 128) usage('route: Invalid window.\n');
      return;
    case 'irtt':
      entry.irtt = atoi(words.shift() ?? usage());
      return;
    case 'reject':
      entry.reject = true;
      return;
    case 'mod':
    case 'dyn':
    case 'reinstate':
      return;
    case 'device':
    case 'dev': {
      const value = words.shift();
      if (value === undefined || entry.device !== undefined) usage();
      entry.device = value;
      return;
    }
    default:
      if (entry.device !== undefined || words.length > 0) usage();
      entry.device = word;
  }
}

function resolve(
  process: Process,
  name: string,
  hostFirst: boolean,
): { readonly address: Ipv4; readonly isNetwork: boolean } {
  const found = resolveInet(process.files, name, hostFirst);
  if (found.type === 'error') throw new ExitError(E_LOOKUP, `${name}: ${found.message}\n`);
  return found;
}

function checkMask(entry: RouteEntry): void {
  if (entry.mask === 0) return;
  const wildcard = ipv4(~entry.mask);
  if (entry.host && wildcard !== 0xffffffff) {
    const hex = wildcard.toString(16).padStart(8, '0');
    usage(`route: netmask ${hex} doesn't make sense with host route\n`);
  }
  if ((wildcard & (wildcard + 1)) !== 0) usage(`route: bogus netmask ${entry.maskText}\n`);
  if ((entry.address & wildcard) !== 0) usage("route: netmask doesn't match route address\n");
}

/** SIOCADDRT and SIOCDELRT (net/ipv4/fib_frontend.c rtentry_to_fib_config). */
function submit(process: Process, action: 'add' | 'del', entry: RouteEntry): void {
  const netlink = process.netlink();
  if (!entry.host && (entry.address & ~entry.mask) !== 0) throw new KernelError('EINVAL');
  const prefixLength = entry.host ? 32 : 32 - Math.round(Math.log2(ipv4(~entry.mask) + 1));
  const base = { destination: entry.address, prefixLength, metric: entry.metric };
  const request = entry.reject
    ? { ...base, type: 'unreachable' as const, scope: 'host' as const, nexthops: [] }
    : unicast(process, action, base, entry);
  if (action === 'del') netlink.deleteRoute(request);
  // Without NLM_F_EXCL and NLM_F_APPEND the newest route of a prefix and metric goes first.
  else netlink.addRoute(request, 'prepend');
}

function unicast(
  process: Process,
  action: 'add' | 'del',
  base: Pick<NewRoute, 'destination' | 'prefixLength' | 'metric'>,
  entry: RouteEntry,
): NewRoute {
  const device = entry.device?.replace(/:.*/, '');
  if (device !== undefined && process.netlink().link(device) === undefined) throw new KernelError('ENODEV');
  if (action === 'add' && entry.gateway === 0) throw new KernelError('EINVAL');
  const via = entry.gateway === 0 ? undefined : entry.gateway;
  // A gateway that is no other host, such as an address of this one, is as near as the link.
  const scope = via !== undefined && isUnicast(process, via) ? 'global' : 'link';
  const { mss, window, irtt } = entry;
  // rtentry_to_fib_config: the segment is the MTU without both headers, and the round trip is kept in 1/8 ms.
  const metrics: RouteMetrics = {
    ...(mss !== undefined && { advmss: { value: mss - 40 } }),
    ...(window !== undefined && { window: { value: window } }),
    ...(irtt !== undefined && { rtt: { value: irtt << 3 } }),
  };
  const nexthops = via === undefined && device === undefined ? [] : [{ via, device }];
  if (action === 'add' && nexthops.length === 0) throw new KernelError('ENODEV');
  return { ...base, type: 'unicast', nexthops, ...(action === 'add' && { scope, metrics, protocol: 'boot' }) };
}

/** inet_addr_type: what an address is by the local table. */
function isUnicast(process: Process, address: Ipv4): boolean {
  return !process
    .netlink()
    .routes(TABLE_LOCAL)
    .some((route) => inPrefix(address, route.destination, route.prefixLength));
}

const TABLE_LOCAL = 255;
