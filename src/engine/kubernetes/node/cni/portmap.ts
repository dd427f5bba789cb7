import { openNetlink } from '../../../kernel/netlink-socket';
import { formatIpv4 } from '../../../packet/address';
import { hasChain, jumpsTo, removeChain, restoreRules, tableText } from '../iptables';
import { flag, isJson, text } from './json';
import { chainName } from './masquerade';
import { CniError, type CniCall, type CniPlugin, type CniResult, type Json, type PortMapping } from './plugin';

/** `hostPort` of a Pod's containers: DNAT on the node (plugins/meta/portmap/portmap_iptables.go). */
export const portmap: CniPlugin = {
  type: 'portmap',
  add(call, configuration, previous) {
    if (!previous) throw new CniError('must be called as chained plugin');
    const [first] = previous.ips;
    if (first && call.portMappings.length > 0 && mayMap(configuration)) forward(call, configuration, previous);
    return previous;
  },
  remove({ world, node, container }, configuration) {
    removeChain(world, node, 'nat', chainName(text(configuration, 'name'), container, 'DN-'), [TOP]);
  },
};

const TOP = 'CNI-HOSTPORT-DNAT';
const MARK = 'CNI-HOSTPORT-SETMARK';
const MASQUERADE = 'CNI-HOSTPORT-MASQ';

/** The caller says which ports only to a plugin that has the capability. */
function mayMap({ capabilities }: Json): boolean {
  return isJson(capabilities) && capabilities['portMappings'] === true;
}

function forward({ world, node, container, portMappings }: CniCall, configuration: Json, { ips }: CniResult): void {
  const [ip] = ips;
  if (!ip) return;
  const network = text(configuration, 'name');
  const masquerades = flag(configuration, 'snat', true);
  const own = chainName(network, container, 'DN-');
  const lines: string[] = [];
  if (masquerades) {
    lines.push(`:${MARK} - [0:0]`, `-A ${MARK} -m comment --comment "CNI portfwd masquerade mark" -j MARK --set-xmark 0x2000/0x2000`); // prettier-ignore
    lines.push(`:${MASQUERADE} - [0:0]`, `-A ${MASQUERADE} -m mark --mark 0x2000/0x2000 -j MASQUERADE`);
    if (!jumpsTo(world, node, 'nat', 'POSTROUTING', MASQUERADE)) {
      lines.push(`-I POSTROUTING 1 -m comment --comment "CNI portfwd requiring masquerade" -j ${MASQUERADE}`);
    }
    // So that `curl localhost:PORT` on the node comes there too.
    const netlink = openNetlink(world, world.host(node).rootNetns);
    for (const { name, addresses4 } of netlink.links()) {
      if (name !== 'lo' && addresses4.some(({ address, prefixLength }) => inSame(address, ip.address, prefixLength))) {
        netlink.setSysctl(`net.ipv4.conf.${name}.route_localnet`, '1');
      }
    }
  }
  if (!hasChain(world, node, 'nat', TOP)) lines.push(`:${TOP} - [0:0]`);
  for (const chain of ['PREROUTING', 'OUTPUT']) {
    if (!jumpsTo(world, node, 'nat', chain, TOP)) lines.push(`-A ${chain} -m addrtype --dst-type LOCAL -j ${TOP}`);
  }
  const comment = `"dnat name: \\"${network}\\" id: \\"${container}\\""`;
  lines.push(`:${own} - [0:0]`);
  for (const protocol of [...new Set(portMappings.map((each) => each.protocol))].sort()) {
    const ports = portMappings.filter((each) => each.protocol === protocol).map(({ hostPort }) => hostPort);
    for (let at = 0; at < ports.length; at += 15) {
      lines.push(`-A ${TOP} -p ${protocol} -m comment --comment ${comment} -m multiport --dports ${ports.slice(at, at + 15).join(',')} -j ${own}`); // prettier-ignore
    }
  }
  const target = formatIpv4(ip.address);
  for (const mapping of portMappings)
    lines.push(...rulesOf(mapping, own, `${target}/${ip.length}`, target, masquerades));
  restoreRules(world, node, tableText('nat', lines));
}

function rulesOf(
  mapping: PortMapping,
  chain: string,
  network: string,
  target: string,
  masquerades: boolean,
): readonly string[] {
  const { protocol, hostPort, containerPort, hostIP } = mapping;
  const base = (source: string): string => {
    const at = hostIP === '' || hostIP === '0.0.0.0' ? '' : ` -d ${hostIP}`;
    return `-A ${chain}${source}${at} -p ${protocol} -m ${protocol} --dport ${hostPort}`;
  };
  return [
    ...(masquerades ? [`${base(` -s ${network}`)} -j ${MARK}`, `${base(' -s 127.0.0.1')} -j ${MARK}`] : []),
    `${base('')} -j DNAT --to-destination ${target}:${containerPort}`,
  ];
}

function inSame(a: number, b: number, length: number): boolean {
  return length > 0 && a >>> (32 - length) === b >>> (32 - length);
}
