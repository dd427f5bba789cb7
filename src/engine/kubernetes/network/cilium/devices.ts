import { bpfMaps, attachPrograms } from '../../../kernel/bpf/control';
import { createNetns } from '../../../kernel/namespaces';
import { openNetlink } from '../../../kernel/netlink-socket';
import type { NetlinkSocket } from '../../../kernel/netlink';
import type { DeviceId, HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { formatIpv4, ipv4, type Ipv4 } from '../../../packet/address';
import { jumpsTo, restoreRules, tableText } from '../../node/iptables';
import { cidrOf, type CiliumNode, type PodRange } from './nodes';

/** What the agent makes of a node's own network (pkg/datapath/loader, pkg/datapath/linux, pkg/datapath/iptables). */

export const OVERLAY = 'cilium_vxlan';
const HOST = 'cilium_host';
const HOST_PEER = 'cilium_net';
const OVERHEAD = 50;

/** cilium_host with its peer cilium_net, and cilium_vxlan, which is told by each packet where to send it. */
export function makeDevices(world: World, node: HostId, router: Ipv4, mtu: number): DeviceId {
  const { rootNetns } = world.host(node);
  const netlink = openNetlink(world, rootNetns);
  netlink.setSysctl('net.ipv4.ip_forward', '1');
  if (!netlink.hasLink(HOST)) {
    netlink.addLink({ name: HOST, type: 'veth', mtu, peer: { name: HOST_PEER, mtu } });
    for (const name of [HOST_PEER, HOST]) {
      netlink.setLink(name, { arp: false, up: true });
      netlink.setSysctl(`net.ipv4.conf.${name}.rp_filter`, '0');
      netlink.setSysctl(`net.ipv4.conf.${name}.accept_local`, '1');
    }
  }
  if (!netlink.hasLink(OVERLAY)) {
    netlink.addLink({ name: OVERLAY, type: 'vxlan', mtu, vxlan: { vni: 0, port: 8472, flags: { external: true, learning: false } } }); // prettier-ignore
    netlink.setSysctl(`net.ipv4.conf.${OVERLAY}.rp_filter`, '0');
  }
  if (netlink.link(OVERLAY)?.up !== true) netlink.setLink(OVERLAY, { up: true });
  const own = netlink.link(HOST)?.addresses4 ?? [];
  for (const { address, prefixLength } of own) {
    if (address !== router) netlink.deleteAddress(HOST, { family: 'inet', address, prefixLength });
  }
  if (!own.some(({ address }) => address === router)) {
    netlink.addAddress(HOST, { family: 'inet', address: router, prefixLength: 32, mode: 'add' });
  }
  const { deviceNames } = world.netns(rootNetns);
  const overlay = deviceNames.get(OVERLAY) ?? 0;
  const host = deviceNames.get(HOST) ?? 0;
  if (world.device(host).programs === undefined) attachPrograms(world, host, { egress: 'cil_from_host' });
  if (world.device(overlay).programs === undefined) attachPrograms(world, overlay, { ingress: 'cil_from_overlay' });
  return overlay;
}

/** The endpoint that other nodes' agents ask for the health of this one: a namespace of its own behind lxc_health. */
export function makeHealthEndpoint(world: World, node: HostId, address: Ipv4, router: Ipv4, mtu: number): DeviceId {
  const { rootNetns } = world.host(node);
  const netlink = openNetlink(world, rootNetns);
  const known = world.netns(rootNetns).deviceNames.get('lxc_health');
  if (known !== undefined) return known;
  const netns = createNetns(world, node);
  netlink.addLink({ name: 'lxc_health', type: 'veth', mtu, peer: { name: 'cilium', netns, mtu } });
  netlink.setLink('lxc_health', { up: true });
  const device = world.netns(rootNetns).deviceNames.get('lxc_health') ?? 0;
  attachPrograms(world, device, { ingress: 'cil_from_container' });
  insideEndpoint(openNetlink(world, netns), 'cilium', address, router, mtu);
  return device;
}

/** Address and routes of an endpoint's own namespace (plugins/cilium-cni, pkg/datapath/connector). */
export function insideEndpoint(inside: NetlinkSocket, device: string, address: Ipv4, router: Ipv4, mtu: number): void {
  inside.setLink('lo', { up: true });
  inside.addAddress(device, { family: 'inet', address, prefixLength: 32, mode: 'add' });
  inside.setLink(device, { up: true });
  const metrics = { mtu: { value: mtu - OVERHEAD } };
  inside.addRoute({ destination: router, prefixLength: 32, protocol: 'boot', scope: 'link', nexthops: [{ device }] }, 'add'); // prettier-ignore
  inside.addRoute({ destination: ipv4(0), prefixLength: 0, protocol: 'boot', metrics, nexthops: [{ via: router, device }] }, 'add'); // prettier-ignore
}

/** Routes to the Pods of every node go to cilium_host, whose program knows more. */
export function writeRoutes(world: World, node: HostId, nodes: readonly CiliumNode[], router: Ipv4, mtu: number): void {
  const netlink = openNetlink(world, world.host(node).rootNetns);
  const own = { protocol: 'kernel', nexthops: [{ device: HOST }] };
  netlink.addRoute({ ...own, destination: router, prefixLength: 32, scope: 'link' }, 'replace');
  const wanted = new Set([`${formatIpv4(router)}/32`]);
  for (const { name, range } of nodes) {
    if (!range) continue;
    wanted.add(cidrOf(range));
    netlink.addRoute(
      {
        destination: range.address,
        prefixLength: range.length,
        protocol: 'kernel',
        preferredSource: router,
        nexthops: [{ via: router, device: HOST }],
        ...(name !== node && { metrics: { mtu: { value: mtu - OVERHEAD } } }),
      },
      'replace',
    );
  }
  for (const { destination, prefixLength, nexthops } of netlink.routes(254)) {
    if (nexthops[0]?.device !== HOST || wanted.has(cidrOf({ address: destination, length: prefixLength }))) continue;
    netlink.deleteRoute({ destination, prefixLength, nexthops: [{ device: HOST }] });
  }
}

/** The chains of iptables mode: what Cilium carries may pass, and what leaves the Pods' network does so by the node's address. */
export function writeChains(world: World, node: HostId, range: PodRange, masquerades: boolean): void {
  if (jumpsTo(world, node, 'filter', 'FORWARD', 'CILIUM_FORWARD')) return;
  const note = (text: string): string => `-m comment --comment "${text}"`;
  const feeder = (chain: string): string => `${note(`cilium-feeder: ${chain}`)} -j ${chain}`;
  const cidr = cidrOf(range);
  const filter = [
    ':CILIUM_INPUT - [0:0]',
    ':CILIUM_OUTPUT - [0:0]',
    ':CILIUM_FORWARD - [0:0]',
    `-I INPUT 1 ${feeder('CILIUM_INPUT')}`,
    `-I OUTPUT 1 ${feeder('CILIUM_OUTPUT')}`,
    `-I FORWARD 1 ${feeder('CILIUM_FORWARD')}`,
    `-A CILIUM_INPUT -m mark --mark 0x200/0xf00 ${note('cilium: ACCEPT for proxy traffic')} -j ACCEPT`,
    `-A CILIUM_OUTPUT -m mark --mark 0xa00/0xe00 ${note('cilium: ACCEPT for proxy traffic')} -j ACCEPT`,
    `-A CILIUM_OUTPUT -m mark --mark 0x800/0xe00 ${note('cilium: ACCEPT for l7 proxy upstream traffic')} -j ACCEPT`,
    `-A CILIUM_OUTPUT -m mark ! --mark 0xe00/0xf00 -m mark ! --mark 0xd00/0xf00 -m mark ! --mark 0x400/0xf00 -m mark ! --mark 0xa00/0xe00 -m mark ! --mark 0x800/0xe00 -m mark ! --mark 0xf00/0xf00 ${note('cilium: host->any mark as from host')} -j MARK --set-xmark 0xc00/0xf00`,
    `-A CILIUM_FORWARD -o cilium_host ${note('cilium: any->cluster on cilium_host forward accept')} -j ACCEPT`,
    `-A CILIUM_FORWARD -i cilium_host ${note('cilium: cluster->any on cilium_host forward accept (nodeport)')} -j ACCEPT`,
    `-A CILIUM_FORWARD -i lxc+ ${note('cilium: cluster->any on lxc+ forward accept')} -j ACCEPT`,
    `-A CILIUM_FORWARD -i cilium_net ${note('cilium: cluster->any on cilium_net forward accept (nodeport)')} -j ACCEPT`,
  ];
  const nat = [
    ':CILIUM_OUTPUT_nat - [0:0]',
    ':CILIUM_POST_nat - [0:0]',
    ':CILIUM_PRE_nat - [0:0]',
    `-I OUTPUT 1 ${feeder('CILIUM_OUTPUT_nat')}`,
    `-I POSTROUTING 1 ${feeder('CILIUM_POST_nat')}`,
    `-I PREROUTING 1 ${feeder('CILIUM_PRE_nat')}`,
    ...(masquerades
      ? [
          `-A CILIUM_POST_nat -s ${cidr} ! -d ${cidr} ! -o cilium_+ ${note('cilium masquerade non-cluster')} -j MASQUERADE`,
        ]
      : []),
    `-A CILIUM_POST_nat -m mark --mark 0xa00/0xe00 ${note('exclude proxy return traffic from masquerade')} -j ACCEPT`,
  ];
  restoreRules(world, node, tableText('filter', filter) + tableText('nat', nat));
}

/** Addresses of a node's range that are given away. */
export function takenAddresses(world: World, node: HostId): ReadonlySet<Ipv4> {
  const maps = bpfMaps(world, world.host(node).rootNetns);
  return new Set([...(maps ? [maps.router, ...maps.endpoints.keys()] : [])]);
}
