import { openNetlink } from '../../kernel/netlink-socket';
import type { NetlinkSocket } from '../../kernel/netlink';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { formatIpv4, inPrefix, parseIpv4, parseMac, type Ipv4 } from '../../packet/address';
import type { Component } from '../controllers/component';
import { jumpsTo, restoreRules, tableText } from '../node/iptables';
import { nodeFile, writeNodeFile } from '../node/node-files';
import type { Node } from '../objects/kinds';
import type { ControllerClient } from '../controllers/client';
import { agentOn, endAgent, say, type Agent } from './agent';
import { externalInterface, type ExternalInterface } from './external-interface';

/**
 * flanneld (github.com/flannel-io/flannel) on every node where its container runs: leases the node's range, tells the others by annotations where it is, and
 * reaches theirs, by the VXLAN backend through `flannel.1` or by host-gw with plain routes.
 */

const HEADER = 50;
const ANNOTATION = 'flannel.alpha.coreos.com';
const SUBNET_ENV = '/run/flannel/subnet.env';

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
  },
  reconcile(api, host) {
    const agent = agentOn(api.world, host, 'flanneld');
    const node = agent && api.get('nodes', '', host);
    if (agent && node) work(api, host, agent, node);
  },
};

function work(api: ControllerClient, host: HostId, agent: Agent, node: Node): void {
  const { world } = api;
  const subnet = subnetOf(node);
  const fail = (what: string): void => {
    say(world, agent, 'E', 'main.go:379', `Error registering network: ${what}`);
    endAgent(world, agent, 1);
  };
  const external = externalInterface(world, host);
  if (!external) {
    say(world, agent, 'E', 'main.go:328', 'Failed to find any valid interface to use: failed to get default interface: unable to find default route'); // prettier-ignore
    return endAgent(world, agent, 1);
  }
  if (!subnet) return fail(`failed to acquire lease: node ${JSON.stringify(host)} pod cidr not assigned`);
  const { network, backend } = agent.settings;
  const whole = parseSubnet(network);
  if (!whole || subnet.length < whole.length || !inPrefix(subnet.address, whole.address, whole.length)) {
    return fail(`failed to acquire lease: subnet ${JSON.stringify(network)} specified in the flannel net config doesn't contain ${JSON.stringify(node.spec?.podCIDR)} PodCIDR of the ${JSON.stringify(host)} node`); // prettier-ignore
  }
  if (backend !== 'vxlan' && backend !== 'host-gw') {
    say(world, agent, 'E', 'main.go:373', `Error fetching backend: unknown backend type`);
    return endAgent(world, agent, 1);
  }
  const own = backend === 'vxlan' ? makeDevice(world, host, subnet, external, agent) : undefined;
  annotate(api, node, backend, external, own, agent);
  const mtu = own?.mtu ?? external.mtu;
  const masquerades = agent.settings['masquerade'] === 'true';
  const env = `FLANNEL_NETWORK=${network ?? ''}\nFLANNEL_SUBNET=${formatIpv4((subnet.address + 1) as Ipv4)}/${subnet.length}\nFLANNEL_MTU=${mtu}\nFLANNEL_IPMASQ=${masquerades}\n`; // prettier-ignore
  writeRules(world, host, agent, subnet);
  if (nodeFile(world, host, SUBNET_ENV) !== env) {
    writeNodeFile(world, host, SUBNET_ENV, env);
    say(world, agent, 'I', 'main.go:478', `Wrote subnet file to ${SUBNET_ENV}`);
    say(world, agent, 'I', 'main.go:482', 'Running backend.');
  }
  for (const other of api.list('nodes')) {
    if (other.metadata.name !== host) reach(world, host, other, external, agent);
  }
}

/** What of a node others look at. */
function facts({ spec, metadata }: Node): string {
  const { annotations = {} } = metadata;
  const told = ['backend-data', 'backend-type', 'public-ip'].map((key) => annotations[`${ANNOTATION}/${key}`]);
  return [spec?.podCIDR, ...told].join(' ');
}

interface Subnet {
  readonly address: Ipv4;
  readonly length: number;
}

function parseSubnet(cidr = ''): Subnet | undefined {
  const [text = '', length = ''] = cidr.split('/');
  const address = parseIpv4(text);
  return address === undefined ? undefined : { address, length: Number(length) };
}

function subnetOf({ spec }: Node): Subnet | undefined {
  return parseSubnet(spec?.podCIDR);
}

function annotate(
  api: ControllerClient,
  node: Node,
  backend: string,
  external: ExternalInterface,
  own: { readonly mac: string } | undefined,
  agent: Agent,
): void {
  const data = own ? JSON.stringify({ VNI: Number(agent.settings['vni']), VtepMAC: own.mac }) : 'null';
  const annotations = {
    [`${ANNOTATION}/backend-data`]: data,
    [`${ANNOTATION}/backend-type`]: backend,
    [`${ANNOTATION}/kube-subnet-manager`]: 'true',
    [`${ANNOTATION}/public-ip`]: formatIpv4(external.address),
  };
  if (Object.entries(annotations).every(([key, value]) => node.metadata.annotations?.[key] === value)) return;
  api.update('nodes', node, (old) => ({
    ...old,
    metadata: { ...old.metadata, annotations: { ...old.metadata.annotations, ...annotations } },
  }));
}

function deviceName(agent: Agent): string {
  return `flannel.${agent.settings['vni'] ?? '1'}`;
}

/** `flannel.1` on the external device, with the first address of the node's range (pkg/backend/vxlan). */
function makeDevice(
  world: World,
  host: HostId,
  subnet: Subnet,
  external: ExternalInterface,
  agent: Agent,
): { readonly mac: string; readonly mtu: number } {
  const netlink = openNetlink(world, world.host(host).rootNetns);
  const name = deviceName(agent);
  const mtu = external.mtu - HEADER;
  if (!netlink.hasLink(name)) {
    say(world, agent, 'I', 'match.go:264', `Using interface with name ${external.name} and address ${formatIpv4(external.address)}`); // prettier-ignore
    say(world, agent, 'I', 'vxlan.go:141', `VXLAN config: VNI=${agent.settings['vni'] ?? '1'} Port=0 GBP=false Learning=false DirectRouting=false`); // prettier-ignore
    netlink.addLink({
      name,
      type: 'vxlan',
      mtu,
      vxlan: {
        vni: Number(agent.settings['vni']),
        local: external.address,
        lower: external.name,
        port: Number(agent.settings['port']),
        flags: { learning: false },
      },
    });
    netlink.setLink(name, { up: true });
  }
  ensureAddress(netlink, name, subnet.address);
  return { mac: netlink.link(name)?.mac ?? '', mtu };
}

/** EnsureV4AddressOnLink: the device has this one address. */
function ensureAddress(netlink: NetlinkSocket, name: string, address: Ipv4): void {
  const own = netlink.link(name)?.addresses4 ?? [];
  for (const each of own) {
    if (each.address !== address) netlink.deleteAddress(name, { family: 'inet', address: each.address, prefixLength: each.prefixLength }); // prettier-ignore
  }
  if (own.some((each) => each.address === address)) return;
  netlink.addAddress(name, { family: 'inet', address, prefixLength: 32, mode: 'add' });
}

/** pkg/trafficmngr/iptables: what goes to and from Pods may pass, and what leaves the network does so under the node's address. */
function writeRules(world: World, host: HostId, { settings }: Agent, subnet: Subnet): void {
  const network = settings['network'] ?? '';
  const pods = `${formatIpv4(subnet.address)}/${subnet.length}`;
  if (!jumpsTo(world, host, 'filter', 'FORWARD', 'FLANNEL-FWD')) {
    const note = '-m comment --comment "flanneld forward"';
    restoreRules(
      world,
      host,
      tableText('filter', [
        ':FLANNEL-FWD - [0:0]',
        `-A FORWARD ${note} -j FLANNEL-FWD`,
        `-A FLANNEL-FWD -s ${network} ${note} -j ACCEPT`,
        `-A FLANNEL-FWD -d ${network} ${note} -j ACCEPT`,
      ]),
    );
  }
  if (settings['masquerade'] !== 'true' || jumpsTo(world, host, 'nat', 'POSTROUTING', 'FLANNEL-POSTRTG')) return;
  const note = '-m comment --comment "flanneld masq"';
  restoreRules(
    world,
    host,
    tableText('nat', [
      ':FLANNEL-POSTRTG - [0:0]',
      `-A POSTROUTING ${note} -j FLANNEL-POSTRTG`,
      `-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 ${note} -j RETURN`,
      `-A FLANNEL-POSTRTG -s ${pods} -d ${network} ${note} -j RETURN`,
      `-A FLANNEL-POSTRTG -s ${network} -d ${pods} ${note} -j RETURN`,
      `-A FLANNEL-POSTRTG ! -s ${network} -d ${pods} ${note} -j RETURN`,
      `-A FLANNEL-POSTRTG -s ${network} ! -d 224.0.0.0/4 ${note} -j MASQUERADE --random-fully`,
      `-A FLANNEL-POSTRTG ! -s ${network} -d ${network} ${note} -j MASQUERADE --random-fully`,
    ]),
  );
}

/** The way to the Pods of another node: through the tunnel, whose end there is known, or straight to the node. */
function reach(world: World, host: HostId, other: Node, external: ExternalInterface, agent: Agent): void {
  const { annotations = {} } = other.metadata;
  const subnet = subnetOf(other);
  const destination = parseIpv4(annotations[`${ANNOTATION}/public-ip`] ?? '');
  const type = annotations[`${ANNOTATION}/backend-type`];
  if (!subnet || destination === undefined || type !== agent.settings['backend']) return;
  const netlink = openNetlink(world, world.host(host).rootNetns);
  const { address, length } = subnet;
  if (type === 'host-gw') {
    const nexthops = [{ via: destination, device: external.name }];
    netlink.addRoute({ destination: address, prefixLength: length, protocol: 'boot', nexthops }, 'replace');
    return;
  }
  const data = annotations[`${ANNOTATION}/backend-data`];
  const mac = data === undefined ? undefined : parseMac((JSON.parse(data) as { VtepMAC: string }).VtepMAC);
  if (mac === undefined) return;
  const device = deviceName(agent);
  netlink.addNeighbour({ device, address, mac, state: 'PERMANENT' }, 'replace');
  netlink.addFdb({ mac, device, state: 'permanent', target: 'self', destination }, 'replace');
  netlink.addRoute(
    {
      destination: address,
      prefixLength: length,
      protocol: 'boot',
      nexthops: [{ via: address, device, onlink: true }],
    },
    'replace',
  );
}
