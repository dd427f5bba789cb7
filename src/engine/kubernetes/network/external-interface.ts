import { openNetlink } from '../../kernel/netlink-socket';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import type { Ipv4 } from '../../packet/address';

/** The device by which a node reaches the others. */
export interface ExternalInterface {
  readonly name: string;
  readonly address: Ipv4;
  readonly length: number;
  readonly mtu: number;
}

/** The device of the default route; undefined without one (flannel's pkg/ip GetDefaultGatewayInterface). */
export function externalInterface(world: World, host: HostId): ExternalInterface | undefined {
  const netlink = openNetlink(world, world.host(host).rootNetns);
  const route = netlink.routes(254).find(({ prefixLength, nexthops }) => prefixLength === 0 && nexthops.length > 0);
  const name = route?.nexthops[0]?.device;
  const link = name === undefined ? undefined : netlink.link(name);
  const [first] = link?.addresses4 ?? [];
  if (!link || !first) return undefined;
  return { name: link.name, address: first.address, length: first.prefixLength, mtu: link.mtu };
}
