import { openNetlink } from '../../../kernel/netlink-socket';
import { formatIpv4, ipv4, networkOf, type Ipv4 } from '../../../packet/address';
import { flag, number, section, text } from './json';
import { masquerade, stopMasquerade } from './masquerade';
import { CniError, type CniCall, type CniPlugin, type CniResult, type Json } from './plugin';
import { addressFromNumber6, IPV6_ANY, networkOf6, numberOf6 } from '../../../packet/ipv6-address';
import { broadcast, configureInterface, configureInterface6, makeVeth } from './veth';

/** A bridge on the node and a veth pair for each Pod (plugins/main/bridge). */
export const bridge: CniPlugin = {
  type: 'bridge',
  add(call, configuration) {
    const { world, node } = call;
    const name = text(configuration, 'bridge') || 'cni0';
    const mtu = number(configuration, 'mtu');
    const gateway = flag(configuration, 'isGateway') || flag(configuration, 'isDefaultGateway');
    const hairpin = flag(configuration, 'hairpinMode');
    if (hairpin && flag(configuration, 'promiscMode')) {
      throw new CniError('cannot set hairpin mode and promiscuous mode at the same time');
    }
    const host = openNetlink(world, world.host(node).rootNetns);
    const existing = host.link(name);
    if (!existing) {
      host.addLink({ name, type: 'bridge', ...(mtu > 0 && { mtu }) });
      if (flag(configuration, 'promiscMode')) host.setLink(name, { promiscuous: true });
    } else if (existing.infoKind !== 'bridge') throw new CniError(`"${name}" already exists but is not a bridge`);
    host.setLink(name, { up: true });
    const veth = makeVeth(call, mtu);
    host.setLink(veth, { master: name });
    if (hairpin) host.setBridgePort(veth, { hairpin: true });
    const type = text(section(configuration, 'ipam') ?? {}, 'type');
    if (type === '') {
      openNetlink(world, call.netns).setLink(call.ifName, { up: true });
      return { ips: [], routes: [] };
    }
    return layer3(call, configuration, { name, gateway, type });
  },
  remove(call, configuration) {
    const type = text(section(configuration, 'ipam') ?? {}, 'type');
    if (type !== '') call.undo(type, configuration);
    stopMasquerade(call.world, call.node, text(configuration, 'name'), call.container);
  },
};

const FORWARDING = 'net.ipv4.ip_forward';

function layer3(
  call: CniCall,
  configuration: Json,
  { name, gateway, type }: { readonly name: string; readonly gateway: boolean; readonly type: string },
): CniResult {
  const { world, node } = call;
  const found = call.run(type, configuration);
  const ips6 = (found.ips6 ?? []).map((ip) =>
    ip.gateway === undefined && gateway
      ? { ...ip, gateway: addressFromNumber6(numberOf6(networkOf6(ip.address, ip.length)) + 1n) }
      : ip,
  );
  if (found.ips.length + ips6.length === 0) throw new CniError('IPAM plugin returned missing IP config');
  const ips = found.ips.map((ip) =>
    ip.gateway === undefined && gateway ? { ...ip, gateway: ipv4(networkOf(ip.address, ip.length) + 1) } : ip,
  );
  const [first] = ips;
  const known = found.routes.some((route) => route.gateway !== undefined && route.length === 0);
  const wantsDefault = flag(configuration, 'isDefaultGateway') && !known && first?.gateway !== undefined;
  const routes = wantsDefault
    ? [...found.routes, { destination: ipv4(0), length: 0, gateway: first.gateway }]
    : found.routes;
  const via6 = ips6[0]?.gateway;
  const default6 = flag(configuration, 'isDefaultGateway') && via6 !== undefined ? [{ destination: IPV6_ANY, length: 0, gateway: via6 }] : []; // prettier-ignore
  const result: CniResult = {
    ips,
    routes,
    ...(ips6.length > 0 && { ips6, routes6: [...(found.routes6 ?? []), ...default6] }),
  };
  try {
    configureInterface(call, result);
    configureInterface6(call, result);
    if (gateway && ips6.length > 0) ensureAddresses6(call, name, ips6);
    if (gateway) {
      for (const ip of ips) {
        if (ip.gateway !== undefined) ensureAddress(call, name, ip.gateway, ip.length, flag(configuration, 'forceAddress')); // prettier-ignore
      }
      const host = openNetlink(world, world.host(node).rootNetns);
      if (host.sysctl(FORWARDING) !== '1') host.setSysctl(FORWARDING, '1');
    }
  } catch (error) {
    call.undo(type, configuration);
    throw error;
  }
  if (flag(configuration, 'ipMasq')) masquerade(world, node, ips, text(configuration, 'name'), call.container);
  return result;
}

function ensureAddresses6({ world, node }: CniCall, bridgeName: string, ips6: NonNullable<CniResult['ips6']>): void {
  const host = openNetlink(world, world.host(node).rootNetns);
  host.setSysctl('net.ipv6.conf.all.forwarding', '1');
  for (const { gateway, length } of ips6) {
    if (gateway === undefined || host.link(bridgeName)?.addresses6.some(({ address }) => address === gateway)) continue;
    host.addAddress(bridgeName, { family: 'inet6', address: gateway, prefixLength: length, mode: 'add', nodad: true });
  }
}

/** The bridge has the gateway's address, and no other of the same network (ensureAddr). */
function ensureAddress(
  { world, node }: CniCall,
  bridgeName: string,
  address: Ipv4,
  length: number,
  force: boolean,
): void {
  const host = openNetlink(world, world.host(node).rootNetns);
  const own = host.link(bridgeName)?.addresses4 ?? [];
  if (own.some((each) => each.address === address && each.prefixLength === length)) return;
  const other = own.find((each) => networkOf(each.address, length) === networkOf(address, length)) ?? own[0];
  if (other) {
    const words = `${formatIpv4(address)}/${length}`;
    if (!force) throw new CniError(`failed to set bridge addr: "${bridgeName}" already has an IP address different from ${words}`); // prettier-ignore
    host.deleteAddress(bridgeName, { family: 'inet', address: other.address, prefixLength: other.prefixLength });
  }
  host.addAddress(bridgeName, {
    family: 'inet',
    address,
    prefixLength: length,
    mode: 'add',
    ...broadcast(address, length),
  });
  // It keeps the address it has, which would change with its ports otherwise.
  const mac = host.link(bridgeName)?.mac;
  if (mac !== undefined) host.setLink(bridgeName, { mac });
}
