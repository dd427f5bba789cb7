import { KernelError, strerror } from '../../kernel/errno';
import { canBind } from '../../kernel/ports';
import { connectUdp } from '../../kernel/socket';
import { ipv4, type Ipv4 } from '../../packet/address';
import { formatIp, isLinkLocal6, type IpAddress } from '../../packet/ipv6-address';
import { ExitError } from '../clib/exit';
import { GAI_ERRORS, resolveLocally } from '../resolver/getaddrinfo';
import { lookUp } from '../resolver/lookup';
import { inetAton } from '../resolver/inet-aton';
import { nameOfAddress } from '../resolver/name-files';
import { reverseInDns } from '../resolver/stub';
import type { HostFiles, Process } from '../tool';
import { findDestination6, headerLine6 } from './destination6';
import type { PingOptions } from './options';
import { USAGE } from './texts';

const LOOPBACK = ipv4(0x7f000001);

/** Where a ping goes, as its header line says it. */
export interface Destination {
  readonly address: IpAddress;
  readonly source: IpAddress;
  /** The device of a link-local destination. */
  readonly scope?: { readonly name: string; readonly ifindex: number };
  /** The name in the header and statistics: the text as typed when it is an address, otherwise the canonical name. */
  readonly name: string;
  /** What the DNS calls the address; asked only when the DNS gave the address too. */
  readonly nameInDns?: string;
  /** The target was written as an address, so replies are shown without names. */
  readonly numeric: boolean;
  /** Replies may come from others: a broadcast or multicast destination. */
  readonly anyone: boolean;
}

/**
 * Resolves the last operand, the target, and asks the kernel for the source address as ping4_run does with a connected probe socket.
 * Throws ExitError with ping's text and status 2.
 */
export async function findDestination(
  process: Process,
  operands: readonly string[],
  options: PingOptions,
): Promise<Destination> {
  const target = operands.at(-1) ?? '';
  const netlink = process.netlink();
  const hints = {
    family: options.family,
    reachable: (address: IpAddress) => canReach(process, address),
    isDevice: (name: string) => netlink.link(name) !== undefined,
  };
  const resolved = await lookUp(process, target, hints);
  if (resolved.type === 'error') throw new ExitError(2, `ping: ${target}: ${GAI_ERRORS[resolved.error]}\n`);
  if (options.verbose) {
    const family = resolved.type === 'inet6' ? 'AF_INET6' : 'AF_INET';
    process.out(`ai->ai_family: ${family}, ai->ai_canonname: '${resolved.canonicalName}'\n`);
  }
  if (resolved.type === 'inet6') return findDestination6(process, resolved, operands, options);
  const { device } = options;
  if (device !== undefined && process.netlink().link(device) === undefined) {
    // For a group ping tries IP_MULTICAST_IF next, which wants the number of the device.
    const error = isGroup(resolved.address)
      ? `unknown iface: ${device}`
      : `SO_BINDTODEVICE ${device}: ${strerror('ENODEV')}`;
    throw new ExitError(2, `ping: ${error}\n`);
  }
  const hops: Ipv4[] = [];
  for (const hop of operands.slice(0, -1)) hops.push(await resolveHop(process, hop));
  if (hops.length > MAX_HOPS || (hops.length > 0 && options.ipOption === 'R')) throw new ExitError(2, USAGE);
  const source = options.source ?? probe(process, hops[0] ?? resolved.address, options);
  if (options.source !== undefined && !canBind(process.world, process.netns, options.source)) {
    throw new ExitError(2, `ping: bind: ${strerror('EADDRNOTAVAIL')}\n`);
  }
  // All operands but the last are a source route, which takes CAP_NET_RAW, and ping gave its capabilities away when it started.
  if (hops.length > 0) throw new ExitError(2, `ping: record route: ${strerror('EPERM')}\n`);
  if (options.ttl === 0) throw new ExitError(2, `ping: cannot set unicast time-to-live: ${strerror('EINVAL')}\n`);
  const address = resolved.address === 0 ? source : resolved.address;
  const group = typeof address === 'number' && isGroup(address);
  const nameInDns = await reverseName(process, target, address);
  return {
    address,
    source,
    ...(nameInDns !== undefined && { nameInDns }),
    name: resolved.canonicalName,
    numeric: inetAton(target) !== undefined,
    anyone: options.broadcast || group,
  };
}

/** IN_MULTICAST */
function isGroup(address: Ipv4): boolean {
  return address >>> 28 === 14;
}

/** getnameinfo(3) for the replies' lines. */
async function reverseName(process: Process, target: string, address: IpAddress): Promise<string | undefined> {
  const { files } = process;
  const local = resolveLocally(files, target, {}) !== 'ask-dns' || nameOfAddress(files, address) !== undefined;
  return local ? undefined : reverseInDns(process, address);
}

/** Whether there is a route and an address to go from, as getaddrinfo(3) finds out by connecting a socket. */
function canReach(process: Process, address: IpAddress): boolean {
  try {
    connectUdp(process.world, process.netns, address);
    return true;
  } catch (error) {
    if (error instanceof KernelError) return false;
    throw error;
  }
}

/** An IP header has room for this many addresses of a source route. */
const MAX_HOPS = 9;

async function resolveHop(process: Process, hop: string): Promise<Ipv4> {
  const address = inetAton(hop);
  if (address !== undefined) return address;
  const resolved = await lookUp(process, hop);
  if (resolved.type === 'inet') return resolved.address;
  const error = resolved.type === 'error' ? resolved.error : 'EAI_ADDRFAMILY';
  throw new ExitError(2, `ping: ${hop}: ${GAI_ERRORS[error]}\n`);
}

/** ping's probe socket: the route decides whether we may go and from which address. */
function probe(process: Process, address: Ipv4, options: PingOptions): IpAddress {
  const { device } = options;
  // The kernel reads 0.0.0.0 as this host (net/ipv4/route.c: ip_route_output_key_hash_rcu).
  const destination = address === 0 ? LOOPBACK : address;
  const connect = (broadcast: boolean): IpAddress =>
    connectUdp(process.world, process.netns, destination, { device, broadcast });
  let source: IpAddress;
  try {
    source = connect(false);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    if (error.errno !== 'EACCES') throw new ExitError(2, `ping: connect: ${strerror(error.errno)}\n`);
    source = connectAsBroadcast(process, connect, options);
  }
  if (device !== undefined && !hasAddress(process, device, source)) {
    process.err(`ping: Warning: source address might be selected on device other than: ${device}\n`);
  }
  return source;
}

/** EACCES means a broadcast address, or a prohibit route, which ping cannot tell apart. */
function connectAsBroadcast(
  process: Process,
  connect: (broadcast: boolean) => IpAddress,
  options: PingOptions,
): IpAddress {
  if (!options.broadcast) {
    throw new ExitError(2, 'ping: Do you want to ping broadcast? Then -b. If not, check your local firewall rules\n');
  }
  process.err('WARNING: pinging broadcast address\n');
  try {
    return connect(true);
  } catch (error) {
    if (error instanceof KernelError) throw new ExitError(2, `ping: connect: ${strerror(error.errno)}\n`);
    throw error;
  }
}

function hasAddress(process: Process, device: string, address: IpAddress): boolean {
  return (
    process
      .netlink()
      .link(device)
      ?.addresses4.some((a) => a.address === address) ?? false
  );
}

/** The `PING …` line. */
export function headerLine(destination: Destination, options: PingOptions, files: HostFiles): string {
  const { dataLength, device, stickySource } = options;
  const { source } = destination;
  const scope = device !== undefined && typeof source === 'string' && isLinkLocal6(source) ? `%${device}` : '';
  const from = device !== undefined || stickySource ? `from ${formatIp(source)}${scope} ${device ?? ''}: ` : '';
  if (typeof destination.address === 'string')
    return headerLine6(destination, from, options, (address) => nameOfAddress(files, address));
  const size = `${dataLength}(${dataLength + 28}) bytes of data.`;
  return `PING ${destination.name} (${formatIp(destination.address)}) ${from}${size}\n`;
}
