import { randomMac } from '../../kernel/link/device';
import { openNetlink } from '../../kernel/netlink-socket';
import type { HostId, NetnsId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { formatIpv4, ipv4, parseIpv4, type Ipv4 } from '../../packet/address';
import { nodeFile, nodeFilesIn, writeNodeFile } from './node-files';

/**
 * A small door to the container network: the first configuration under /etc/cni/net.d decides, and what is made is what the plugins `bridge` and
 * `host-local` make: a bridge on the node, a veth pair, an address of the node's range.
 */

const CONFIGURATIONS = '/etc/cni/net.d';

/** Whether containerd has a network configuration (NetworkReady). */
export function networkReady(world: World, node: HostId): boolean {
  return nodeFilesIn(world, node, CONFIGURATIONS).some((name) => /\.(conf|conflist|json)$/.test(name));
}

export interface CniRequest {
  readonly node: HostId;
  readonly netns: NetnsId;
  /** The sandbox's id, which names the veth and the reservation. */
  readonly container: string;
  /** The node's range of Pod addresses. */
  readonly podCIDR: string;
  readonly bridge?: string;
  readonly mtu?: number;
}

/** ADD: answers the Pod's address, or the plugin's error. */
export function addPodNetwork(world: World, request: CniRequest): { readonly ip: string } | { readonly error: string } {
  const range = parseRange(request.podCIDR);
  if (!range) return { error: `failed to find plugin configuration for the Pod range "${request.podCIDR}"` };
  const address = reserve(world, request, range);
  if (address === undefined) {
    const text = `${formatIpv4(range.first)}-${formatIpv4(range.last)}`;
    return {
      error: `plugin type="host-local" failed (add): failed to allocate for range 0: no IP addresses available in range set: ${text}`,
    };
  }
  const bridge = request.bridge ?? 'cni0';
  const mtu = request.mtu ?? 1450;
  const host = openNetlink(world, world.host(request.node).rootNetns);
  if (!host.hasLink(bridge)) {
    // As the plugin bridge does: an address of its own, that new ports do not change.
    host.addLink({ name: bridge, type: 'bridge', mtu, mac: randomMac(world) });
    host.setLink(bridge, { up: true });
    host.addAddress(bridge, {
      family: 'inet',
      address: range.gateway,
      prefixLength: range.length,
      broadcast: range.broadcast,
      mode: 'add',
    });
    host.setSysctl('net.ipv4.ip_forward', '1');
  }
  const veth = freeName(host, request.container);
  const inside = openNetlink(world, request.netns);
  host.addLink({ name: veth, type: 'veth', mtu, peer: { name: 'eth0', netns: request.netns, mtu } });
  host.setLink(veth, { up: true, master: bridge });
  inside.setLink('eth0', { up: true });
  inside.addAddress('eth0', {
    family: 'inet',
    address,
    prefixLength: range.length,
    broadcast: range.broadcast,
    mode: 'add',
  });
  inside.addRoute({ destination: ipv4(0), prefixLength: 0, nexthops: [{ via: range.gateway }] }, 'add');
  return { ip: formatIpv4(address) };
}

/** DEL: gives the address back; the veth went with its namespace. */
export function deletePodNetwork(world: World, node: HostId, ip: string): void {
  const path = `${RESERVATIONS}/${ip}`;
  const host = world.writeHost(node);
  if (!host.files.has(path)) return;
  host.files = world.writable(host.files);
  host.files.delete(path);
}

const RESERVATIONS = '/var/lib/cni/networks/cbr0';

interface Range {
  readonly gateway: Ipv4;
  readonly first: Ipv4;
  readonly last: Ipv4;
  readonly broadcast: Ipv4;
  readonly length: number;
}

function parseRange(cidr: string): Range | undefined {
  const [text = '', bits = ''] = cidr.split('/');
  const base = parseIpv4(text);
  const length = Number(bits);
  if (base === undefined || !Number.isInteger(length) || length > 30) return undefined;
  const size = 2 ** (32 - length);
  return {
    gateway: ipv4(base + 1),
    first: ipv4(base + 2),
    last: ipv4(base + size - 2),
    broadcast: ipv4(base + size - 1),
    length,
  };
}

/** host-local: the address after the one given last, round and round; each is a file. */
function reserve(world: World, { node, container }: CniRequest, range: Range): Ipv4 | undefined {
  const lastText = nodeFile(world, node, `${RESERVATIONS}/last_reserved_ip.0`);
  const last = lastText === undefined ? undefined : parseIpv4(lastText);
  const size = range.last - range.first + 1;
  let next = last === undefined || last >= range.last || last < range.first ? range.first : ipv4(last + 1);
  const { files } = world.host(node);
  for (let i = 0; i < size; i++) {
    const text = formatIpv4(next);
    if (!files.has(`${RESERVATIONS}/${text}`)) {
      writeNodeFile(world, node, `${RESERVATIONS}/${text}`, `${container}\neth0`);
      writeNodeFile(world, node, `${RESERVATIONS}/last_reserved_ip.0`, text);
      return next;
    }
    next = next >= range.last ? range.first : ipv4(next + 1);
  }
  return undefined;
}

function freeName(host: ReturnType<typeof openNetlink>, container: string): string {
  for (let at = 0; at + 8 <= container.length; at++) {
    const name = `veth${container.slice(at, at + 8)}`;
    if (!host.hasLink(name)) return name;
  }
  return `veth${container.slice(0, 8)}`;
}
