import { openIpvs } from '../../../kernel/ipvs/control';
import type { VirtualService } from '../../../kernel/ipvs/model';
import { openNetfilter } from '../../../kernel/netfilter/control';
import { openNetlink } from '../../../kernel/netlink-socket';
import { formatIpv4, parseIpv4, type Ipv4 } from '../../../packet/address';
import { hostIp } from '../../node/host-ip';
import { categorize, endpointsKey, type Endpoint } from '../endpoints';
import { missingJumps } from '../iptables/jumps';
import { restoreOn } from '../iptables/restore-on';
import { contains } from '../iptables/rules';
import type { ServicePort } from '../service-ports';
import type { ProxyView } from '../view';
import { IPVS_JUMPS, ipvsRules } from './rules';
import { setEntries, writeSets } from './sets';

const DEVICE = 'kube-ipvs0';

/** Writes the virtual services of ipvs mode, the addresses that they have on kube-ipvs0, IP sets, and rules by them (pkg/proxy/ipvs/proxier.go). */
export function syncIpvs(view: ProxyView): string | undefined {
  const { world, host, settings } = view;
  const netns = world.host(host).rootNetns;
  const netlink = openNetlink(world, netns);
  if (settings.strictArp) {
    netlink.setSysctl('net.ipv4.conf.all.arp_ignore', '1');
    netlink.setSysctl('net.ipv4.conf.all.arp_announce', '2');
  }
  if (!netlink.hasLink(DEVICE)) netlink.addLink({ name: DEVICE, type: 'dummy' });
  const links = netlink.links();
  const own = links.filter(({ name }) => name !== DEVICE).flatMap(({ addresses4 }) => addresses4.map(({ address }) => formatIpv4(address))); // prettier-ignore
  const services: VirtualService[] = [];
  const bound = new Set<string>();
  for (const port of view.ports) {
    const found = categorize(view.endpoints.get(endpointsKey(port)) ?? [], port, { node: settings.node, zone: view.zone }); // prettier-ignore
    const serve = (ip: string, number: number, local: boolean, bind: boolean): void => {
      if (bind) bound.add(ip);
      services.push(virtualService(settings.scheduler, port, ip, number, local && found.local.length > 0 ? found.local : found.cluster)); // prettier-ignore
    };
    if (port.protocol === 'sctp') continue;
    serve(port.clusterIP, port.number, port.internalLocal, true);
    for (const ip of [...port.externalIPs, ...port.loadBalancerVIPs]) {
      serve(ip, port.number, port.externalLocal, !own.includes(ip));
    }
    if (port.nodePort === 0) continue;
    for (const ip of own.filter((each) => servesNodePorts(each, settings.nodePortAddresses))) {
      serve(ip, port.nodePort, port.externalLocal, false);
    }
  }
  bind(view, bound);
  const entries = setEntries(view, hostIp(world, host), bound);
  writeSets(world, netns, entries);
  const tables = openNetfilter(world, netns);
  const { filter, nat } = ipvsRules(settings, entries);
  const lines = (name: 'filter' | 'nat', rules: readonly string[]): readonly string[] => [
    ...[`*${name}`, ...missingJumps(tables.table(name), name, IPVS_JUMPS), ...rules, 'COMMIT'],
  ];
  const failure = restoreOn(world, host, `${[...lines('nat', nat), ...lines('filter', filter)].join('\n')}\n`);
  openIpvs(world, netns).replace(services);
  return failure;
}

/** Never at 127.0.0.1, unlike in iptables mode. */
function servesNodePorts(ip: string, ranges: readonly string[]): boolean {
  return !ip.startsWith('127.') && (ranges.length === 0 || ranges.some((range) => contains(range, ip)));
}

function virtualService(
  scheduler: string,
  { protocol, affinitySeconds }: ServicePort,
  ip: string,
  port: number,
  endpoints: readonly Endpoint[],
): VirtualService {
  return {
    protocol: protocol === 'udp' ? 'UDP' : 'TCP',
    address: addressOf(ip),
    port,
    scheduler,
    ...(affinitySeconds !== undefined && { persistent: affinitySeconds }),
    servers: endpoints.map((endpoint) => ({
      address: addressOf(endpoint.ip),
      port: Number(endpoint.text.split(':')[1]),
      weight: 1,
      forward: 'Masq',
    })),
  };
}

function addressOf(ip: string): Ipv4 {
  return parseIpv4(ip) ?? (0 as Ipv4);
}

/** The addresses of Services are the node's own, on a device that is down. */
function bind({ world, host }: ProxyView, wanted: ReadonlySet<string>): void {
  const netlink = openNetlink(world, world.host(host).rootNetns);
  const known = new Set(netlink.link(DEVICE)?.addresses4.map(({ address }) => formatIpv4(address)));
  for (const ip of wanted) {
    if (known.has(ip)) continue;
    netlink.addAddress(DEVICE, { family: 'inet', address: addressOf(ip), prefixLength: 32, mode: 'add' });
  }
  for (const ip of known) {
    if (wanted.has(ip)) continue;
    netlink.deleteAddress(DEVICE, { family: 'inet', address: addressOf(ip), prefixLength: 32 });
  }
}
