import { openNetlink } from '../../../kernel/netlink-socket';
import { KernelError, strerror } from '../../../kernel/errno';
import { formatIpv4, ipv4, type Ipv4 } from '../../../packet/address';
import { CniError, type CniCall, type CniResult } from './plugin';

/** What several plugins do with veth pairs, addresses and routes (pkg/ip/link_linux.go, pkg/ipam/ipam_linux.go of the CNI plugins). */

/** A pair: one end in the Pod, the other on the node, up. Answers the name of the node's end. */
export function makeVeth({ world, node, netns, ifName }: CniCall, mtu: number, wanted?: string): string {
  const host = openNetlink(world, world.host(node).rootNetns);
  const inside = openNetlink(world, netns);
  const name = wanted ?? randomName(world, (each) => host.hasLink(each));
  if (inside.hasLink(ifName) || host.hasLink(name)) {
    throw new CniError(`container veth name (${JSON.stringify(ifName)}) peer provided (${JSON.stringify(name)}) already exists`); // prettier-ignore
  }
  const size = mtu > 0 ? { mtu } : {};
  host.addLink({ name, type: 'veth', ...size, peer: { name: ifName, netns, ...size } });
  host.setLink(name, { up: true });
  return name;
}

function randomName(world: CniCall['world'], taken: (name: string) => boolean): string {
  for (;;) {
    const name = `veth${world.random().toString(16).padStart(8, '0').slice(0, 8)}`;
    if (!taken(name)) return name;
  }
}

/** Gives the Pod's device its addresses, takes it up and adds the routes; those without a gateway go by that of the first address. */
export function configureInterface({ world, netns, ifName }: CniCall, { ips, routes }: CniResult): void {
  const inside = openNetlink(world, netns);
  for (const { address, length } of ips) {
    inside.addAddress(ifName, { family: 'inet', address, prefixLength: length, mode: 'add', ...broadcast(address, length) }); // prettier-ignore
  }
  inside.setLink(ifName, { up: true });
  const gateway = ips.find((ip) => ip.gateway !== undefined)?.gateway;
  for (const route of routes) {
    const via = route.gateway ?? gateway;
    try {
      inside.addRoute(
        {
          destination: route.destination,
          prefixLength: route.length,
          protocol: 'boot',
          nexthops: [{ device: ifName, ...(via !== undefined && { via }) }],
        },
        'add',
      );
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      if (error.errno === 'EEXIST') continue;
      const destination = `${formatIpv4(route.destination)}/${route.length}`;
      throw new CniError(`failed to add route '{${destination} ${via === undefined ? '<nil>' : formatIpv4(via)}}': ${strerror(error.errno).toLowerCase()}`); // prettier-ignore
    }
  }
}

/** The same for IPv6; addresses are used at once, as the plugins ask for it (IFA_F_NODAD). */
export function configureInterface6(
  { world, netns, ifName }: CniCall,
  { ips6 = [], routes6 = [] }: Pick<CniResult, 'ips6' | 'routes6'>,
): void {
  if (ips6.length === 0) return;
  const inside = openNetlink(world, netns);
  for (const { address, length } of ips6) {
    inside.addAddress(ifName, { family: 'inet6', address, prefixLength: length, mode: 'add', nodad: true });
  }
  inside.setLink(ifName, { up: true });
  const gateway = ips6.find((ip) => ip.gateway !== undefined)?.gateway;
  for (const route of routes6) {
    const via = route.gateway ?? gateway;
    inside.addRoute6({ destination: route.destination, prefixLength: route.length, protocol: 'boot', nexthops: [{ device: ifName, ...(via !== undefined && { via }) }] }, 'replace'); // prettier-ignore
  }
}

/** The broadcast address that github.com/vishvananda/netlink adds to every IPv4 address. */
export function broadcast(address: Ipv4, length: number): { readonly broadcast?: Ipv4 } {
  return length > 30 ? {} : { broadcast: ipv4((address | (2 ** (32 - length) - 1)) >>> 0) };
}
