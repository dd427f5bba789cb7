import ipaddr from 'ipaddr.js';
import type { LinkInfo } from '../../../kernel/netlink';
import type { IpContext } from '../context';
import type { RouteFilter } from './filter';

/** A route of the kernel's own making, as `ip -6 route` prints it. */
export interface Inet6Route {
  readonly type: 'unicast' | 'local' | 'multicast';
  readonly destination: string;
  readonly device: string;
  readonly table: number;
  readonly metric: number;
}

const TABLE_MAIN = 254;
const TABLE_LOCAL = 255;
/** IP6_RT_PRIO_ADDRCONF */
const METRIC = 256;

/**
 * The IPv6 routes that come with devices and addresses (net/ipv6/addrconf.c): the network of every address in main; the addresses themselves,
 * anycast of routers aside, and ff00::/8 of every device in local.
 */
export function inet6Routes(ip: IpContext, filter: RouteFilter): readonly Inet6Route[] {
  const { table, device } = filter;
  const selectors = [filter.root, filter.match, filter.via, filter.source];
  if (filter.cloned || filter.inputDevice !== undefined || selectors.some((prefix) => prefix !== undefined)) return [];
  const links = ip.netlink.links();
  const routes = [...links.flatMap(networks), ...links.flatMap(ownAddresses), ...links.flatMap(groups)];
  return routes.filter(
    (route) =>
      (table === undefined || route.table === table) &&
      (device === undefined || route.device === device) &&
      (filter.protocol ?? 'kernel') === 'kernel' &&
      (filter.type === undefined || filter.type === route.type) &&
      (filter.metric === undefined || filter.metric === route.metric),
  );
}

function networks(link: LinkInfo): Inet6Route[] {
  if (!link.up || link.kind.type === 'loopback') return [];
  const prefixes = link.addresses6.map(({ address, prefixLength }) => {
    const network = ipaddr.IPv6.networkAddressFromCIDR(`${address}/${prefixLength}`).toRFC5952String();
    return prefixLength === 128 ? network : `${network}/${prefixLength}`;
  });
  return [...new Set(prefixes)].map((destination) => ({
    type: 'unicast',
    destination,
    device: link.name,
    table: TABLE_MAIN,
    metric: METRIC,
  }));
}

function ownAddresses(link: LinkInfo): Inet6Route[] {
  return link.addresses6
    .filter(({ tentativeUntilUs }) => tentativeUntilUs === undefined)
    .map(({ address }) => ({ type: 'local', destination: address, device: link.name, table: TABLE_LOCAL, metric: 0 }));
}

function groups(link: LinkInfo): Inet6Route[] {
  if (link.kind.type === 'loopback' || !link.flags.includes('LOWER_UP')) return [];
  return [{ type: 'multicast', destination: 'ff00::/8', device: link.name, table: TABLE_LOCAL, metric: METRIC }];
}
