import { openNetlink } from '../../../kernel/netlink-socket';
import { ipv4, networkOf } from '../../../packet/address';
import { flag, number, section, text } from './json';
import { masquerade, stopMasquerade } from './masquerade';
import { CniError, type CniCall, type CniPlugin, type CniResult } from './plugin';
import { networkOf6 } from '../../../packet/ipv6-address';
import { configureInterface, configureInterface6, makeVeth } from './veth';

/** A veth pair without a bridge: the node has a route to each Pod, and the Pod asks for nothing but its gateway (plugins/main/ptp). */
export const ptp: CniPlugin = {
  type: 'ptp',
  add(call, configuration) {
    const type = text(section(configuration, 'ipam') ?? {}, 'type');
    const result = call.run(type, configuration);
    const { ips6 = [] } = result;
    if (result.ips.length + ips6.length === 0) throw new CniError('IPAM plugin returned missing IP config');
    const host = openNetlink(call.world, call.world.host(call.node).rootNetns);
    host.setSysctl('net.ipv4.ip_forward', '1');
    const veth = makeVeth(call, number(configuration, 'mtu'));
    inside(call, result);
    for (const { address, gateway } of result.ips) {
      if (gateway !== undefined) {
        host.addAddress(veth, { family: 'inet', address: gateway, prefixLength: 32, mode: 'add' });
      }
      host.addRoute(
        { destination: address, prefixLength: 32, protocol: 'boot', scope: 'host', nexthops: [{ device: veth }] },
        'replace',
      );
    }
    if (ips6.length > 0) host.setSysctl('net.ipv6.conf.all.forwarding', '1');
    for (const { address, gateway } of ips6) {
      if (gateway !== undefined) host.addAddress(veth, { family: 'inet6', address: gateway, prefixLength: 128, mode: 'add', nodad: true }); // prettier-ignore
      host.addRoute6(
        { destination: address, prefixLength: 128, protocol: 'boot', nexthops: [{ device: veth }] },
        'replace',
      );
    }
    if (flag(configuration, 'ipMasq')) {
      masquerade(call.world, call.node, result.ips, text(configuration, 'name'), call.container);
    }
    return result;
  },
  remove(call, configuration) {
    const type = text(section(configuration, 'ipam') ?? {}, 'type');
    if (type !== '') call.undo(type, configuration);
    stopMasquerade(call.world, call.node, text(configuration, 'name'), call.container);
  },
};

/** Instead of the network on the device: the gateway on the device, and the network behind it. */
function inside(call: CniCall, result: CniResult): void {
  configureInterface(call, { ips: result.ips, routes: [] });
  inside6(call, result);
  const netlink = openNetlink(call.world, call.netns);
  const device = call.ifName;
  for (const { address, length, gateway } of result.ips) {
    if (gateway === undefined) continue;
    const network = networkOf(address, length);
    netlink.deleteRoute({ destination: network, prefixLength: length, nexthops: [{ device }] });
    netlink.addRoute(
      {
        destination: gateway,
        prefixLength: 32,
        protocol: 'boot',
        scope: 'link',
        preferredSource: address,
        nexthops: [{ device }],
      },
      'add',
    );
    netlink.addRoute(
      {
        destination: network,
        prefixLength: length,
        protocol: 'boot',
        preferredSource: address,
        nexthops: [{ via: gateway, device }],
      },
      'add',
    );
  }
  const gateway = result.ips[0]?.gateway ?? ipv4(0);
  for (const route of result.routes) {
    netlink.addRoute(
      {
        destination: route.destination,
        prefixLength: route.length,
        protocol: 'boot',
        nexthops: [{ via: route.gateway ?? gateway, device }],
      },
      'replace',
    );
  }
}

function inside6(call: CniCall, { ips6 = [], routes6 = [] }: CniResult): void {
  configureInterface6(call, { ips6 });
  const netlink = openNetlink(call.world, call.netns);
  const device = call.ifName;
  for (const { address, length, gateway } of ips6) {
    if (gateway === undefined) continue;
    const network = networkOf6(address, length);
    netlink.deleteRoute6({ destination: network, prefixLength: length, nexthops: [{ device }] });
    netlink.addRoute6({ destination: gateway, prefixLength: 128, protocol: 'boot', nexthops: [{ device }] }, 'add');
    netlink.addRoute6({ destination: network, prefixLength: length, protocol: 'boot', nexthops: [{ via: gateway, device }] }, 'add'); // prettier-ignore
  }
  const gateway = ips6[0]?.gateway;
  for (const { destination, length, gateway: own = gateway } of routes6) {
    netlink.addRoute6({ destination, prefixLength: length, protocol: 'boot', nexthops: [{ device, ...(own !== undefined && { via: own }) }] }, 'replace'); // prettier-ignore
  }
}
