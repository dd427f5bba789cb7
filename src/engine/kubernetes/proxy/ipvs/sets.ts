import { openIpset } from '../../../kernel/ipset/control';
import type { ElementRequest, SetRequest } from '../../../kernel/ipset/model';
import type { NetnsId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { parseIpv4 } from '../../../packet/address';
import { contains } from '../iptables/rules';
import { endpointsKey } from '../endpoints';
import type { ServicePort } from '../service-ports';
import type { ProxyView } from '../view';

/** The IP sets of ipvs mode, in upstream's order, with what is said of them in rules (pkg/proxy/ipvs/ipset.go, proxier.go). */
export const SETS = {
  'KUBE-LOOP-BACK': ['hash:ip,port,ip', 'Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose'],
  'KUBE-CLUSTER-IP': ['hash:ip,port', 'Kubernetes service cluster ip + port for masquerade purpose'],
  'KUBE-EXTERNAL-IP': ['hash:ip,port', 'Kubernetes service external ip + port for masquerade and filter purpose'],
  'KUBE-EXTERNAL-IP-LOCAL': ['hash:ip,port', 'Kubernetes service external ip + port with externalTrafficPolicy=local'],
  'KUBE-LOAD-BALANCER': ['hash:ip,port', 'Kubernetes service lb portal'],
  'KUBE-LOAD-BALANCER-FW': ['hash:ip,port', 'Kubernetes service load balancer ip + port for load balancer with sourceRange'],
  'KUBE-LOAD-BALANCER-LOCAL': ['hash:ip,port', 'Kubernetes service load balancer ip + port with externalTrafficPolicy=local'],
  'KUBE-LOAD-BALANCER-SOURCE-IP': ['hash:ip,port,ip', 'Kubernetes service load balancer ip + port + source IP for packet filter purpose'],
  'KUBE-LOAD-BALANCER-SOURCE-CIDR': ['hash:ip,port,net', 'Kubernetes service load balancer ip + port + source cidr for packet filter purpose'],
  'KUBE-NODE-PORT-TCP': ['bitmap:port', 'Kubernetes nodeport TCP port for masquerade purpose'],
  'KUBE-NODE-PORT-LOCAL-TCP': ['bitmap:port', 'Kubernetes nodeport TCP port with externalTrafficPolicy=local'],
  'KUBE-NODE-PORT-UDP': ['bitmap:port', 'Kubernetes nodeport UDP port for masquerade purpose'],
  'KUBE-NODE-PORT-LOCAL-UDP': ['bitmap:port', 'Kubernetes nodeport UDP port with externalTrafficPolicy=local'],
  'KUBE-NODE-PORT-SCTP-HASH': ['hash:ip,port', "Kubernetes nodeport SCTP port for masquerade purpose with type 'hash ip:port'"],
  'KUBE-NODE-PORT-LOCAL-SCTP-HASH': ['hash:ip,port', "Kubernetes nodeport SCTP port with externalTrafficPolicy=local with type 'hash ip:port'"],
  'KUBE-HEALTH-CHECK-NODE-PORT': ['bitmap:port', 'Kubernetes health check node port'],
  'KUBE-IPVS-IPS': ['hash:ip', 'Virtual IPs'],
} as const satisfies Readonly<Record<string, readonly [type: SetRequest['type'], comment: string]>>; // prettier-ignore

export type SetName = keyof typeof SETS;

/** Elements as `ip,proto:port`, by set. */
export type SetEntries = ReadonlyMap<SetName, readonly ElementRequest[]>;

const PROTOCOLS: Readonly<Record<ServicePort['protocol'], number>> = { tcp: 6, udp: 17, sctp: 132 };

/** What is in each set for the Services of a node; `bound` are the addresses on kube-ipvs0. */
export function setEntries(
  { ports, endpoints, settings }: ProxyView,
  nodeIP: string,
  bound: Iterable<string>,
): SetEntries {
  const entries = new Map<SetName, ElementRequest[]>();
  const add = (set: SetName, entry: ElementRequest): void => {
    const list = entries.get(set) ?? [];
    entries.set(set, list);
    list.push(entry);
  };
  const pair = (ip: string, { protocol, number }: ServicePort): ElementRequest => ({
    ip: addressOf(ip),
    protocol: PROTOCOLS[protocol],
    port: number,
  });
  for (const port of ports) {
    for (const endpoint of endpoints.get(endpointsKey(port)) ?? []) {
      if (endpoint.node !== settings.node) continue;
      const [ip, own] = [addressOf(endpoint.ip), Number(endpoint.text.split(':')[1])];
      add('KUBE-LOOP-BACK', { ip, protocol: PROTOCOLS[port.protocol], port: own, ip2: ip });
    }
    add('KUBE-CLUSTER-IP', pair(port.clusterIP, port));
    for (const ip of port.externalIPs) {
      add(port.externalLocal ? 'KUBE-EXTERNAL-IP-LOCAL' : 'KUBE-EXTERNAL-IP', pair(ip, port));
    }
    for (const ip of port.loadBalancerVIPs) {
      add('KUBE-LOAD-BALANCER', pair(ip, port));
      if (port.externalLocal) add('KUBE-LOAD-BALANCER-LOCAL', pair(ip, port));
      if (port.sourceRanges.length === 0) continue;
      add('KUBE-LOAD-BALANCER-FW', pair(ip, port));
      for (const range of port.sourceRanges) {
        const [network = '', length = '32'] = range.split('/');
        add('KUBE-LOAD-BALANCER-SOURCE-CIDR', { ...pair(ip, port), ip2: addressOf(network), cidr2: Number(length) });
      }
      if (port.sourceRanges.some((range) => contains(range, nodeIP))) {
        add('KUBE-LOAD-BALANCER-SOURCE-IP', { ...pair(ip, port), ip2: addressOf(ip) });
      }
    }
    const { protocol, nodePort } = port;
    if (nodePort !== 0 && protocol !== 'sctp') {
      const name = protocol === 'tcp' ? 'TCP' : 'UDP';
      add(`KUBE-NODE-PORT-${name}`, { port: nodePort });
      if (port.externalLocal) add(`KUBE-NODE-PORT-LOCAL-${name}`, { port: nodePort });
    }
    if (port.healthCheckNodePort !== 0) add('KUBE-HEALTH-CHECK-NODE-PORT', { port: port.healthCheckNodePort });
  }
  for (const ip of bound) add('KUBE-IPVS-IPS', { ip: addressOf(ip) });
  return entries;
}

function addressOf(ip: string): bigint {
  return BigInt(parseIpv4(ip) ?? 0);
}

/** Makes the sets that are not there, and gives all of them their elements. */
export function writeSets(world: World, netns: NetnsId, entries: SetEntries): void {
  const socket = openIpset(world, netns);
  for (const [name, [type]] of Object.entries(SETS)) {
    const request: SetRequest =
      type === 'bitmap:port'
        ? { name, type, family: 'unspec', first: 0, last: 65535 }
        : { name, type, family: 'inet', hashsize: 1024, maxelem: 65536 };
    socket.create(request, true);
    socket.flush(name);
    for (const entry of entries.get(name as SetName) ?? []) socket.add(name, entry, true);
  }
}
