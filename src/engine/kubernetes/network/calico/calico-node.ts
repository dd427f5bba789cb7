import { openNetlink } from '../../../kernel/netlink-socket';
import type { NetlinkSocket } from '../../../kernel/netlink';
import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { formatIpv4, inPrefix, maskOf, parseIpv4, type Ipv4 } from '../../../packet/address';
import type { ControllerClient } from '../../controllers/client';
import { controllerUser, type Component } from '../../controllers/component';
import { clusterRange } from '../../cluster/settings';
import { parseNetwork } from '../../node/cni/json';
import { writeNodeFile } from '../../node/node-files';
import type { Node } from '../../objects/kinds';
import { agentOn, type Agent } from '../agent';
import { addressOfHandle, assignAddress } from './ipam';
import { blocks, hasCalico, pools, putCalico, type IpPool } from './resources';

/**
 * calico/node on every node where its container runs: the default pool, the node's own tunnel address, a blackhole for its own blocks, and routes to the blocks of the
 * others: by BIRD through `tunl0` or without a tunnel, by Felix through `vxlan.calico`.
 */
export const calicoNode: Component = {
  name: 'calico-node',
  process: 'kubelet',
  user: controllerUser('calico-node'),
  watches: {
    'blockaffinities.crd.projectcalico.org': (_change, world) => [...world.nodes.keys()],
    'ippools.crd.projectcalico.org': (_change, world) => [...world.nodes.keys()],
    nodes: ({ object, previous }, world) =>
      previous && facts(object as unknown as Node) === facts(previous as unknown as Node)
        ? []
        : [...world.nodes.keys()],
  },
  reconcile(api, host) {
    const { world } = api;
    const agent = agentOn(world, host, 'calico-node');
    const node = agent && api.get('nodes', '', host);
    if (!agent || !node || !hasCalico(world)) return;
    makeDefaultPool(world, agent);
    writeNodeFile(world, host, '/var/lib/calico/nodename', host);
    const netlink = openNetlink(world, world.host(host).rootNetns);
    const mode = tunnelOf(world);
    const mtu = Number(agent.settings['mtu']) - (mode === 'vxlan' ? 50 : mode === 'ipip' ? 20 : 0);
    writeNodeFile(world, host, '/var/lib/calico/mtu', String(mtu));
    netlink.setSysctl('net.ipv4.ip_forward', '1');
    const tunnel = mode === 'none' ? undefined : makeTunnel(world, host, netlink, mode, agent, mtu);
    annotate(api, node, agent, mode, tunnel);
    writeRoutes(api, host, netlink, agent, mode);
  },
};

const PREFIX = 'projectcalico.org';
type Tunnel = 'ipip' | 'vxlan' | 'none';

function facts({ metadata, status }: Node): string {
  const told = Object.entries(metadata.annotations ?? {}).filter(([key]) => key.startsWith(PREFIX));
  return JSON.stringify([told, status?.addresses]);
}

/** Made once, from the environment (node/pkg/lifecycle/startup configureIPPools). */
function makeDefaultPool(world: World, { settings }: Agent): void {
  if (pools(world).length > 0) return;
  const cidr = settings['pool'] === '' ? clusterRange(world) : (settings['pool'] ?? '192.168.0.0/16');
  putCalico(world, 'ippools', 'IPPool', 'default-ipv4-ippool', {
    allowedUses: ['Workload', 'Tunnel'],
    blockSize: 26,
    cidr,
    ipipMode: settings['ipip'] ?? 'Never',
    natOutgoing: true,
    nodeSelector: 'all()',
    vxlanMode: settings['vxlan'] ?? 'Never',
  });
  putCalico(world, 'felixconfigurations', 'FelixConfiguration', 'default', {
    bpfConnectTimeLoadBalancing: 'TCP',
    bpfHostNetworkedNATWithoutCTLB: 'Enabled',
    floatingIPs: 'Disabled',
    logSeverityScreen: 'Info',
    reportingInterval: '0s',
  });
  putCalico(world, 'clusterinformations', 'ClusterInformation', 'default', {
    calicoVersion: 'v3.31.2',
    clusterType: 'k8s,bgp,kubeadm,kdd',
    datastoreReady: true,
  });
}

function tunnelOf(world: World): Tunnel {
  const all = pools(world).filter(({ disabled }) => !disabled);
  if (all.some(({ vxlanMode }) => vxlanMode !== 'Never')) return 'vxlan';
  return all.some(({ ipipMode }) => ipipMode !== 'Never') ? 'ipip' : 'none';
}

interface TunnelEnd {
  readonly address: Ipv4;
  readonly mac: string;
}

/** `tunl0` or `vxlan.calico`, with an address of the node's own block. */
function makeTunnel(
  world: World,
  host: HostId,
  netlink: NetlinkSocket,
  mode: 'ipip' | 'vxlan',
  { settings }: Agent,
  mtu: number,
): TunnelEnd | undefined {
  const handle = `${mode === 'ipip' ? 'ipip-tunnel' : 'vxlan-tunnel'}-addr-${host}`;
  const type = mode === 'ipip' ? 'ipipTunnelAddress' : 'vxlanTunnelAddress';
  const address = addressOfHandle(world, host, handle) ?? assignAddress(world, host, handle, { node: host, type });
  if (address === undefined) return undefined;
  const name = mode === 'ipip' ? 'tunl0' : 'vxlan.calico';
  if (!netlink.hasLink(name)) {
    const local = parseIpv4((settings['address'] ?? '').split('/')[0] ?? '');
    if (mode === 'ipip') netlink.addLink({ name, type: 'ipip', mtu });
    else {
      const lower = netlink.links().find(({ addresses4 }) => addresses4.some((each) => each.address === local))?.name;
      netlink.addLink({
        name,
        type: 'vxlan',
        mtu,
        vxlan: {
          vni: 4096,
          port: 4789,
          ...(local !== undefined && { local }),
          ...(lower !== undefined && { lower }),
          flags: { learning: false },
        },
      });
    }
  }
  if (netlink.link(name)?.up !== true) netlink.setLink(name, { up: true });
  const own = netlink.link(name)?.addresses4 ?? [];
  if (!own.some((each) => each.address === address)) {
    netlink.addAddress(name, { family: 'inet', address, prefixLength: 32, mode: 'add' });
  }
  return { address, mac: netlink.link(name)?.mac ?? '' };
}

function annotate(api: ControllerClient, node: Node, { settings }: Agent, mode: Tunnel, tunnel?: TunnelEnd): void {
  const annotations: Record<string, string> = { [`${PREFIX}/IPv4Address`]: settings['address'] ?? '' };
  if (mode === 'ipip' && tunnel) annotations[`${PREFIX}/IPv4IPIPTunnelAddr`] = formatIpv4(tunnel.address);
  if (mode === 'vxlan' && tunnel) {
    annotations[`${PREFIX}/IPv4VXLANTunnelAddr`] = formatIpv4(tunnel.address);
    annotations[`${PREFIX}/VXLANTunnelMACAddr`] = tunnel.mac;
  }
  if (Object.entries(annotations).every(([key, value]) => node.metadata.annotations?.[key] === value)) return;
  api.update('nodes', node, (old) => ({
    ...old,
    metadata: { ...old.metadata, annotations: { ...old.metadata.annotations, ...annotations } },
  }));
}

function writeRoutes(api: ControllerClient, host: HostId, netlink: NetlinkSocket, agent: Agent, mode: Tunnel): void {
  const { world } = api;
  const protocol = mode === 'vxlan' ? '80' : 'bird';
  const wanted = new Set<string>();
  for (const block of blocks(world)) {
    const { address: destination, length: prefixLength } = parseNetwork(block.cidr);
    wanted.add(block.cidr);
    if (block.node === host) {
      netlink.addRoute({ destination, prefixLength, type: 'blackhole', protocol, nexthops: [] }, 'replace');
      continue;
    }
    const other = api.get('nodes', '', block.node);
    const pool = pools(world).find(({ cidr }) => within(cidr, destination));
    if (other && pool) reach(netlink, other, { destination, prefixLength }, pool, agent, protocol);
  }
  for (const route of netlink.routes(254)) {
    const cidr = `${formatIpv4(route.destination)}/${route.prefixLength}`;
    if (route.protocol !== protocol || wanted.has(cidr) || route.prefixLength === 32) continue;
    const { destination, prefixLength, type, nexthops } = route;
    netlink.deleteRoute({ destination, prefixLength, ...(type !== 'unicast' && { type }), nexthops });
  }
}

function within(cidr: string, address: Ipv4): boolean {
  const network = parseNetwork(cidr);
  return inPrefix(address, network.address, network.length);
}

/** The way to a block of another node. */
function reach(
  netlink: NetlinkSocket,
  { metadata }: Node,
  block: { readonly destination: Ipv4; readonly prefixLength: number },
  pool: IpPool,
  { settings }: Agent,
  protocol: string,
): void {
  const annotations = metadata.annotations ?? {};
  const [text = '', bits = '24'] = (annotations[`${PREFIX}/IPv4Address`] ?? '').split('/');
  const address = parseIpv4(text);
  const own = parseIpv4((settings['address'] ?? '').split('/')[0] ?? '');
  if (address === undefined || own === undefined) return;
  const neighbours = ((address ^ own) & maskOf(Number(bits))) === 0;
  const encapsulates = (value: IpPool['ipipMode']): boolean =>
    value === 'Always' || (value === 'CrossSubnet' && !neighbours);
  if (encapsulates(pool.vxlanMode)) {
    const via = parseIpv4(annotations[`${PREFIX}/IPv4VXLANTunnelAddr`] ?? '');
    const mac = annotations[`${PREFIX}/VXLANTunnelMACAddr`];
    if (via === undefined || mac === undefined) return;
    const device = 'vxlan.calico';
    netlink.addNeighbour({ device, address: via, mac: mac as never, state: 'PERMANENT' }, 'replace');
    netlink.addFdb({ mac: mac as never, device, state: 'permanent', target: 'self', destination: address }, 'replace');
    netlink.addRoute({ ...block, protocol, nexthops: [{ via, device, onlink: true }] }, 'replace');
    return;
  }
  if (encapsulates(pool.ipipMode)) {
    netlink.addRoute({ ...block, protocol, nexthops: [{ via: address, device: 'tunl0', onlink: true }] }, 'replace');
    return;
  }
  netlink.addRoute({ ...block, protocol, nexthops: [{ via: address }] }, 'replace');
}
