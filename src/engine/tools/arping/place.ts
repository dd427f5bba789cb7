import { ExitError } from '../clib/exit';
import { KernelError, strerror } from '../../kernel/errno';
import type { LinkInfo, RouteAnswer } from '../../kernel/netlink';
import { connectOnLink } from '../../kernel/socket';
import { formatIpv4, MAC_ZERO, type Ipv4, type Mac } from '../../packet/address';
import { GAI_ERRORS } from '../resolver/getaddrinfo';
import { lookUp } from '../resolver/lookup';
import { inetAton } from '../resolver/inet-aton';
import type { Process } from '../tool';
import type { ArpingOptions } from './options';

/** Where arping asks, and as whom. */
export interface ArpingPlace {
  readonly target: Ipv4;
  readonly source: Ipv4;
  readonly ifindex: number;
  readonly mac: Mac;
  readonly broadcast: Mac;
  /** The `ARPING …` line. */
  readonly header: string;
}

/** What main() of arping.c finds out before it sends, in its order. Throws ExitError with its texts. */
export async function findPlace(process: Process, options: ArpingOptions): Promise<ArpingPlace> {
  const target = await resolveTarget(process, options.target);
  const name = options.device === undefined || options.device === '' ? guessDevice(process, target) : options.device;
  const link = process.netlink().link(name);
  if (!link) throw new ExitError(2, `arping: Device ${name} not available.\n`);
  checkFlags(process, link, options);
  const source = findSource(process, options, target, link.name);
  if (link.mac === MAC_ZERO) throw notArpable(process, link, options, ' (no ll address)');
  const { ifindex, mac, broadcast } = link;
  const header = `ARPING ${formatIpv4(target)} from ${formatIpv4(source)} ${link.name}\n`;
  return { target, source, ifindex, mac, broadcast, header };
}

async function resolveTarget(process: Process, text: string): Promise<Ipv4> {
  const address = inetAton(text);
  if (address !== undefined) return address;
  const resolved = await lookUp(process, text, { family: 'inet' });
  if (resolved.type === 'inet') return resolved.address;
  const error = resolved.type === 'error' ? resolved.error : 'EAI_ADDRFAMILY';
  throw new ExitError(2, `arping: ${text}: ${GAI_ERRORS[error]}\n`);
}

/** guess_device: RTM_GETROUTE tells which device leads to the target. */
function guessDevice(process: Process, target: Ipv4): string {
  let route: RouteAnswer;
  try {
    route = process.netlink().getRoute({ destination: target });
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(1, 'arping: NETLINK_ROUTE unexpected iov element\n');
  }
  // What this host sends to itself leaves by lo.
  return route.type === 'local' ? 'lo' : route.device;
}

function checkFlags(process: Process, link: LinkInfo, options: ArpingOptions): void {
  if (!link.up) {
    if (!options.quiet) process.out(`Interface "${link.name}" is down\n`);
    throw new ExitError(2);
  }
  if (link.flags.includes('NOARP') || link.flags.includes('LOOPBACK')) throw notArpable(process, link, options, '');
}

function notArpable(process: Process, link: LinkInfo, options: ArpingOptions, why: string): ExitError {
  if (!options.quiet) process.out(`Interface "${link.name}" is not ARPable${why}\n`);
  return new ExitError(options.detect ? 0 : 2);
}

/** The address to ask from: -s, or the target itself when this host announces it, else what a connected socket would use. */
function findSource(process: Process, options: ArpingOptions, target: Ipv4, device: string): Ipv4 {
  const given = options.source === undefined ? undefined : inetAton(options.source);
  if (options.source !== undefined && given === undefined) {
    throw new ExitError(2, `arping: invalid source ${options.source}\n`);
  }
  if (options.detect && given === undefined) return 0 as Ipv4;
  const wanted = given ?? (options.unsolicited ? target : undefined);
  if (wanted !== undefined) {
    if (!isOwn(process, wanted)) throw new ExitError(2, `arping: bind: ${strerror('EADDRNOTAVAIL')}\n`);
    return wanted;
  }
  try {
    return connectOnLink(process.world, process.netns, target, device);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(2, `arping: connect: ${strerror(error.errno)}\n`);
  }
}

/** bind(2) of a UDP socket: an address of this host, a broadcast or a group address, or none at all. */
function isOwn(process: Process, address: Ipv4): boolean {
  if (address === 0) return true;
  try {
    return process.netlink().getRoute({ destination: address }).type !== 'unicast';
  } catch (error) {
    if (error instanceof KernelError) return false;
    throw error;
  }
}
