import { openNetlink } from '../../../kernel/netlink-socket';
import type { NetlinkSocket } from '../../../kernel/netlink';
import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { MAC_ZERO, parseIpv4, parseMac } from '../../../packet/address';
import { controllerUser, type Component } from '../../controllers/component';
import { jumpsTo, restoreRules, tableText } from '../../node/iptables';
import { broadcast } from '../../node/cni/veth';
import type { Node } from '../../objects/kinds';
import { agentOn, type Agent } from '../agent';
import { giveAddress } from './range';

/**
 * weaver on every node where its container runs: the bridge `weave` with an address of the range, joined to those of the other nodes by a VXLAN, so that all Pods are on
 * one link (net/bridge.go, net/expose.go). In reality an Open vSwitch stands between bridge and tunnel, behind the port `vethwe-bridge`.
 */
export const weaver: Component = {
  name: 'weave-net',
  process: 'kubelet',
  user: controllerUser('weave-net'),
  watches: {
    nodes: ({ object, previous }, world) =>
      previous && addressOf(object as unknown as Node) === addressOf(previous as unknown as Node)
        ? []
        : [...world.nodes.keys()],
  },
  reconcile(api, host) {
    const { world } = api;
    const agent = agentOn(world, host, 'weave');
    if (!agent) return;
    const netlink = openNetlink(world, world.host(host).rootNetns);
    makeBridge(netlink, agent);
    expose(world, host, netlink, agent);
    for (const node of api.list('nodes')) {
      const destination = parseIpv4(addressOf(node));
      if (node.metadata.name === host || destination === undefined) continue;
      const known = netlink.bridgeFdb().some((entry) => entry.device === TUNNEL && entry.destination === destination);
      if (!known) netlink.addFdb({ mac: MAC_ZERO, device: TUNNEL, state: 'permanent', target: 'self', destination }, 'append'); // prettier-ignore
    }
  },
};

const TUNNEL = 'vxlan-6784';

function addressOf({ status }: Node): string {
  return status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
}

function makeBridge(netlink: NetlinkSocket, { settings }: Agent): void {
  const mtu = Number(settings['mtu']);
  if (!netlink.hasLink('weave')) {
    const mac = parseMac(settings['name'] ?? '');
    netlink.addLink({ name: 'weave', type: 'bridge', mtu, ...(mac !== undefined && { mac }) });
  }
  if (!netlink.hasLink(TUNNEL)) {
    netlink.addLink({ name: TUNNEL, type: 'vxlan', vxlan: { vni: 1, port: 6784, flags: {} } });
    netlink.setLink(TUNNEL, { up: true, master: 'weave' });
  }
  if (netlink.link('weave')?.up !== true) netlink.setLink('weave', { up: true });
}

/** `weave expose`: the node itself is on the Pods' network. */
function expose(world: World, host: HostId, netlink: NetlinkSocket, { settings }: Agent): void {
  const range = settings['range'] ?? '';
  const length = Number(range.split('/')[1]);
  const address = giveAddress(world, host, range, 'weave:expose');
  const own = netlink.link('weave')?.addresses4 ?? [];
  if (address !== undefined && !own.some((each) => each.address === address)) {
    for (const old of own) netlink.deleteAddress('weave', { family: 'inet', address: old.address, prefixLength: old.prefixLength }); // prettier-ignore
    netlink.addAddress('weave', {
      family: 'inet',
      address,
      prefixLength: length,
      mode: 'add',
      ...broadcast(address, length),
    });
  }
  netlink.setSysctl('net.ipv4.ip_forward', '1');
  if (jumpsTo(world, host, 'nat', 'POSTROUTING', 'WEAVE')) return;
  restoreRules(
    world,
    host,
    tableText('nat', [
      ':WEAVE - [0:0]',
      '-A POSTROUTING -j WEAVE',
      `-A WEAVE -s ${range} -d 224.0.0.0/4 -j RETURN`,
      `-A WEAVE ! -s ${range} -d ${range} -j MASQUERADE`,
      `-A WEAVE -s ${range} ! -d ${range} -j MASQUERADE`,
    ]),
  );
}
