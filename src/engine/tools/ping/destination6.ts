import { KernelError, strerror } from '../../kernel/errno';
import { connectUdp } from '../../kernel/socket';
import type { Ipv6 } from '../../packet/address';
import {
  IPV6_ANY,
  IPV6_LOOPBACK,
  isLinkLocal6,
  isMulticast6,
  parseIpv6,
  SCOPE6,
  scopeOf6,
} from '../../packet/ipv6-address';
import { ExitError } from '../clib/exit';
import type { Resolution } from '../resolver/getaddrinfo';
import type { Process } from '../tool';
import type { Destination } from './destination';
import type { PingOptions } from './options';
import { USAGE } from './texts';

/** Where a ping over IPv6 goes and from which address (iputils ping6_common.c ping6_run). */
export function findDestination6(
  process: Process,
  { address, scope: scopeName, canonicalName }: Extract<Resolution, { type: 'inet6' }>,
  operands: readonly string[],
  options: PingOptions,
): Destination {
  // There are no source routes: one operand is all that IPv6 takes.
  if (operands.length > 1) throw new ExitError(2, USAGE);
  const netlink = process.netlink();
  const bound = options.device === undefined ? undefined : netlink.link(options.device);
  if (options.device !== undefined && !bound) {
    throw new ExitError(2, `ping: unknown iface: ${options.device}\n`);
  }
  const link = scopeName === undefined ? undefined : netlink.link(scopeName);
  const scope = link && { name: link.name, ifindex: link.ifindex };
  const target = address === IPV6_ANY ? IPV6_LOOPBACK : address;
  const source = options.source6 ?? probe(process, target, scope?.ifindex, options);
  if (options.source6 !== undefined && !isOwn(process, options.source6)) {
    throw new ExitError(2, `ping: bind icmp socket: ${strerror('EADDRNOTAVAIL')}\n`);
  }
  return {
    address,
    source,
    ...(scope && { scope }),
    name: operands.at(-1) ?? canonicalName,
    numeric: parseIpv6(canonicalName.replace(/%.*/, '')) !== undefined,
    anyone: isMulticast6(address),
  };
}

/** ping's probe socket: the route decides whether we may go and from which address. */
function probe(process: Process, target: Ipv6, scopeId: number | undefined, options: PingOptions): Ipv6 {
  const { device } = options;
  // Where only one link is meant, ping leaves the family out of the address it connects to, and so stays unconnected.
  if (isLinkLocal6(target) || (isMulticast6(target) && scopeOf6(target) === SCOPE6.linkLocal)) {
    if (device !== undefined) process.err(otherDevice(device));
    return IPV6_ANY;
  }
  try {
    const source = connectUdp(process.world, process.netns, target, {
      device,
      ...(scopeId !== undefined && { scopeId }),
    });
    if (
      device !== undefined &&
      !process
        .netlink()
        .link(device)
        ?.addresses6.some((a) => a.address === source)
    ) {
      process.err(otherDevice(device));
    }
    return typeof source === 'string' ? source : IPV6_ANY;
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(2, `ping: connect: ${strerror(error.errno)}\n`);
  }
}

function otherDevice(device: string): string {
  return `ping: Warning: source address might be selected on device other than: ${device}\n`;
}

function isOwn(process: Process, address: Ipv6): boolean {
  const links = process.netlink().links();
  return links.some(({ addresses6 }) =>
    addresses6.some((a) => a.address === address && a.tentativeUntilUs === undefined),
  );
}

/** The `PING …` line; `from` is there when a device or a source was named. */
export function headerLine6(
  destination: Destination,
  from: string,
  options: PingOptions,
  nameOf: (address: Ipv6) => string | undefined,
): string {
  const flow =
    options.flowLabel === undefined || options.flowLabel === 0
      ? ''
      : `, flow 0x${options.flowLabel.toString(16).padStart(5, '0')}, `;
  const { name, numeric } = destination;
  const shown = `${String(destination.address)}${destination.scope ? `%${destination.scope.name}` : ''}`;
  const known = numeric || options.numeric ? undefined : nameOf(destination.address as Ipv6);
  const address = known === undefined ? shown : `${known} (${shown})`;
  return `PING ${name}(${address}) ${flow}${from}${options.dataLength} data bytes\n`;
}
