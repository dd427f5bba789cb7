import { containersOf } from '../../kernel/containers/node';
import { openNetlink } from '../../kernel/netlink-socket';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { formatIpv4, parseIpv4, parseMac, type Ipv4 } from '../../packet/address';
import { clusterRange } from '../cluster/settings';
import type { Component } from '../controllers/component';
import { writeNodeFile } from '../node/node-files';
import type { Node, Pod } from '../objects/kinds';

/**
 * flanneld with the VXLAN backend (pkg/backend/vxlan of flannel): on every node where its container runs it makes `flannel.1` and tells the other nodes by
 * annotations which MAC address is behind which node; for every other node it sets a route, a neighbour and a forwarding entry.
 */

const VNI = 1;
const PORT = 8472;
const HEADER = 50;
const DEVICE = 'flannel.1';
const ANNOTATION = 'flannel.alpha.coreos.com';

export const flanneld: Component = {
  name: 'flanneld',
  process: 'kubelet',
  user: {
    username: 'system:serviceaccount:kube-flannel:flannel',
    groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-flannel', 'system:authenticated'],
  },
  watches: {
    nodes: ({ object, previous }, world) => {
      const [now, before] = [facts(object as unknown as Node), previous && facts(previous as unknown as Node)];
      return now === before ? [] : [...world.nodes.keys()];
    },
    pods: ({ namespace, object }) => {
      const { spec } = object as unknown as Pod;
      return namespace === 'kube-flannel' && spec?.nodeName !== undefined ? [spec.nodeName] : [];
    },
  },
  reconcile(api, host) {
    const { world } = api;
    const node = api.get('nodes', '', host);
    const subnet = node && subnetOf(node);
    if (!subnet || !runsOn(world, host)) return;
    const own = makeDevice(world, host, subnet);
    if (!own) return;
    const annotations = {
      [`${ANNOTATION}/backend-data`]: JSON.stringify({ VNI, VtepMAC: own.mac }),
      [`${ANNOTATION}/backend-type`]: 'vxlan',
      [`${ANNOTATION}/kube-subnet-manager`]: 'true',
      [`${ANNOTATION}/public-ip`]: formatIpv4(own.address),
    };
    if (Object.entries(annotations).some(([key, value]) => node.metadata.annotations?.[key] !== value)) {
      api.update('nodes', node, (old) => ({
        ...old,
        metadata: { ...old.metadata, annotations: { ...old.metadata.annotations, ...annotations } },
      }));
    }
    writeNodeFile(
      world,
      host,
      '/run/flannel/subnet.env',
      `FLANNEL_NETWORK=${clusterRange(world)}\nFLANNEL_SUBNET=${formatIpv4((subnet.address + 1) as Ipv4)}/${subnet.length}\nFLANNEL_MTU=${own.mtu}\nFLANNEL_IPMASQ=true\n`,
    );
    for (const other of api.list('nodes')) if (other.metadata.name !== host) reach(world, host, other);
  },
};

/** What of a node others look at. */
function facts({ spec, metadata }: Node): string {
  const { annotations = {} } = metadata;
  return [spec?.podCIDR, annotations[`${ANNOTATION}/backend-data`], annotations[`${ANNOTATION}/public-ip`]].join(' ');
}

interface Subnet {
  readonly address: Ipv4;
  readonly length: number;
}

function subnetOf({ spec }: Node): Subnet | undefined {
  const [text = '', length = ''] = (spec?.podCIDR ?? '').split('/');
  const address = parseIpv4(text);
  return address === undefined ? undefined : { address, length: Number(length) };
}

function runsOn(world: World, host: HostId): boolean {
  return containersOf(world, host).some(({ config, state }) => config.name === 'kube-flannel' && state === 'running');
}

/** `flannel.1` on the device with the node's default address, with the first address of the node's range. */
function makeDevice(
  world: World,
  host: HostId,
  subnet: Subnet,
): { readonly mac: string; readonly address: Ipv4; readonly mtu: number } | undefined {
  const netlink = openNetlink(world, world.host(host).rootNetns);
  const lower = netlink.links().find(({ name, up, addresses4 }) => name !== 'lo' && up && addresses4.length > 0);
  const address = lower?.addresses4[0]?.address;
  if (!lower || address === undefined) return undefined;
  const mtu = lower.mtu - HEADER;
  if (!netlink.hasLink(DEVICE)) {
    netlink.addLink({
      name: DEVICE,
      type: 'vxlan',
      mtu,
      vxlan: { vni: VNI, local: address, lower: lower.name, port: PORT, flags: { learning: false } },
    });
    netlink.addAddress(DEVICE, { family: 'inet', address: subnet.address, prefixLength: 32, mode: 'add' });
    netlink.setLink(DEVICE, { up: true });
    netlink.setSysctl('net.ipv4.ip_forward', '1');
  }
  return { mac: netlink.link(DEVICE)?.mac ?? '', address, mtu };
}

/** The way to the Pods of another node: route over its own end of the tunnel, whose MAC address and node are known. */
function reach(world: World, host: HostId, other: Node): void {
  const { annotations = {} } = other.metadata;
  const subnet = subnetOf(other);
  const data = annotations[`${ANNOTATION}/backend-data`];
  const mac = data === undefined ? undefined : parseMac((JSON.parse(data) as { VtepMAC: string }).VtepMAC);
  const destination = parseIpv4(annotations[`${ANNOTATION}/public-ip`] ?? '');
  if (!subnet || mac === undefined || destination === undefined) return;
  const netlink = openNetlink(world, world.host(host).rootNetns);
  const { address, length } = subnet;
  netlink.addNeighbour({ device: DEVICE, address, mac, state: 'PERMANENT' }, 'replace');
  netlink.addFdb({ mac, device: DEVICE, state: 'permanent', target: 'self', destination }, 'replace');
  netlink.addRoute(
    { destination: address, prefixLength: length, nexthops: [{ via: address, device: DEVICE, onlink: true }] },
    'replace',
  );
}
