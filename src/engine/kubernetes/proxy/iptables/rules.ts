import { inPrefix, parseIpv4 } from '../../../packet/address';
import { categorize, endpointsKey, type Categorized, type Endpoint, type Endpoints } from '../endpoints';
import { externallyAccessible, usesClusterEndpoints, usesLocalEndpoints, type ServicePort } from '../service-ports';
import type { ProxySettings } from '../settings';
import { chainLine } from './jumps';

/** What kube-proxy gives iptables-restore in iptables mode (syncProxyRules of pkg/proxy/iptables/proxier.go, v1.35). */

/** With more endpoints than this, rules carry no comments for each of them. */
const LARGE_CLUSTER = 1000;

const NODE_PORTS_NOTE = 'kubernetes service nodeports; NOTE: this must be the last rule in this chain';

export interface RulesInput {
  readonly settings: ProxySettings;
  readonly zone: string;
  readonly nodeIP: string;
  readonly ports: readonly ServicePort[];
  readonly endpoints: Endpoints;
  /** Services whose own chains are written; undefined: all of them. */
  readonly changed: ReadonlySet<string> | undefined;
  /** Chains of Services in the nat table now. */
  readonly existing: Iterable<string>;
  /** Addresses of this node at which NodePorts answer; undefined: all it has. */
  readonly nodePortIPs: readonly string[] | undefined;
  /** nf_conntrack_tcp_be_liberal is set. */
  readonly liberal: boolean;
  /** Undefined: IPv4. */
  readonly family?: 'IPv4' | 'IPv6';
}

/** The lines of both tables, chains first, without `*TABLE` and `COMMIT`. */
export interface RulesText {
  readonly filter: readonly string[];
  readonly nat: readonly string[];
}

export function proxyRules(input: RulesInput): RulesText {
  return new Writer(input).write();
}

class Writer {
  private readonly filterChains: string[] = [];
  private readonly filterRules: string[] = [];
  private readonly natChains: string[] = [];
  private readonly natRules: string[] = [];
  private readonly active = new Set<string>();
  private readonly large: boolean;

  constructor(private readonly input: RulesInput) {
    let total = 0;
    for (const port of input.ports) total += input.endpoints.get(endpointsKey(port))?.length ?? 0;
    this.large = total > LARGE_CLUSTER;
  }

  write(): RulesText {
    const { filterChains, filterRules, natChains, natRules, active, input } = this;
    const { settings, ports, existing, nodePortIPs, liberal } = input;
    const { mark } = settings;
    for (const name of ['SERVICES', 'EXTERNAL-SERVICES', 'FORWARD', 'NODEPORTS', 'PROXY-FIREWALL']) {
      filterChains.push(chainLine(`KUBE-${name}`));
    }
    for (const name of ['SERVICES', 'NODEPORTS', 'POSTROUTING', 'MARK-MASQ']) natChains.push(chainLine(`KUBE-${name}`));
    natRules.push(
      `-A KUBE-POSTROUTING -m mark ! --mark ${mark}/${mark} -j RETURN`,
      `-A KUBE-POSTROUTING -j MARK --xor-mark ${mark}`,
      '-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
      `-A KUBE-MARK-MASQ -j MARK --or-mark ${mark}`,
    );
    if (settings.localhostNodePorts) {
      filterChains.push(chainLine('KUBE-FIREWALL'));
      filterRules.push(LOCALNET_RULE);
    }
    for (const port of ports) this.port(port);
    for (const chain of existing) {
      if (active.has(chain)) continue;
      natChains.push(chainLine(chain));
      natRules.push(`-X ${chain}`);
    }
    const note = `-A KUBE-SERVICES -m comment --comment "${NODE_PORTS_NOTE}"`;
    if (nodePortIPs) {
      for (const ip of nodePortIPs) natRules.push(`${note} -d ${ip} -j KUBE-NODEPORTS`);
    } else {
      const but = settings.localhostNodePorts ? '' : ` ! -d ${input.family === 'IPv6' ? '::1/128' : '127.0.0.0/8'}`;
      natRules.push(`${note} -m addrtype --dst-type LOCAL${but} -j KUBE-NODEPORTS`);
    }
    if (!liberal) filterRules.push('-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP');
    filterRules.push(
      `-A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" -m mark --mark ${mark}/${mark} -j ACCEPT`,
      '-A KUBE-FORWARD -m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    );
    return { filter: [...filterChains, ...filterRules], nat: [...natChains, ...natRules] };
  }

  private port(port: ServicePort): void {
    const { endpoints, settings, zone, changed } = this.input;
    const found = categorize(endpoints.get(endpointsKey(port)) ?? [], port, { node: settings.node, zone });
    const { any, local } = found;
    const inside = any && !(port.internalLocal && local.length === 0);
    const outside = any && !(port.externalLocal && local.length === 0);
    this.entrances(port, any, inside, outside);
    this.own(port, found, inside, outside, !changed || changed.has(port.service));
  }

  /** The rules of the chains that all Services share. */
  private entrances(port: ServicePort, any: boolean, inside: boolean, outside: boolean): void {
    const { filterRules, natRules } = this;
    const { name, protocol, number, nodePort, clusterIP, externalIPs, loadBalancerVIPs, chains } = port;
    const to = (ip: string): string => `-m ${protocol} -p ${protocol} -d ${ip} --dport ${number}`;
    const refused = any ? `"${name} has no local endpoints"` : `"${name} has no endpoints"`;
    const refusal = any ? 'DROP' : 'REJECT';
    if (inside) {
      const chain = port.internalLocal ? chains.local : chains.cluster;
      natRules.push(`-A KUBE-SERVICES -m comment --comment "${name} cluster IP" ${to(clusterIP)} -j ${chain}`);
    } else filterRules.push(`-A KUBE-SERVICES -m comment --comment ${refused} ${to(clusterIP)} -j ${refusal}`);
    for (const ip of externalIPs) {
      if (any) {
        natRules.push(`-A KUBE-SERVICES -m comment --comment "${name} external IP" ${to(ip)} -j ${chains.external}`);
      }
      if (!outside) {
        filterRules.push(`-A KUBE-EXTERNAL-SERVICES -m comment --comment ${refused} ${to(ip)} -j ${refusal}`);
      }
    }
    const firewall = usesFirewall(port, any);
    for (const ip of loadBalancerVIPs) {
      if (any) {
        const chain = firewall ? chains.firewall : chains.external;
        natRules.push(`-A KUBE-SERVICES -m comment --comment "${name} loadbalancer IP" ${to(ip)} -j ${chain}`);
      }
      if (firewall) {
        const said = `"${name} traffic not accepted by ${chains.firewall}"`;
        filterRules.push(`-A KUBE-PROXY-FIREWALL -m comment --comment ${said} ${to(ip)} -j DROP`);
      }
    }
    if (!outside) {
      for (const ip of loadBalancerVIPs) {
        filterRules.push(`-A KUBE-EXTERNAL-SERVICES -m comment --comment ${refused} ${to(ip)} -j ${refusal}`);
      }
    }
    if (nodePort !== 0) {
      const at = `-m ${protocol} -p ${protocol} --dport ${nodePort}`;
      if (any) natRules.push(`-A KUBE-NODEPORTS -m comment --comment ${name} ${at} -j ${chains.external}`);
      if (!outside) {
        filterRules.push(
          `-A KUBE-EXTERNAL-SERVICES -m comment --comment ${refused} -m addrtype --dst-type LOCAL ${at} -j ${refusal}`,
        );
      }
    }
    if (port.healthCheckNodePort !== 0) {
      filterRules.push(
        `-A KUBE-NODEPORTS -m comment --comment "${name} health check node port" -m tcp -p tcp --dport ${port.healthCheckNodePort} -j ACCEPT`,
      );
    }
  }

  /** The chains that a Service has for itself; unless it has changed they stay as they are. */
  private own(port: ServicePort, found: Categorized, inside: boolean, outside: boolean, write: boolean): void {
    const { active, input } = this;
    const { chains: names } = port;
    const chains = write ? this.natChains : DISCARDED;
    const rules = write ? this.natRules : DISCARDED;
    const begin = (chain: string): void => {
      active.add(chain);
      if (write) chains.push(chainLine(chain));
    };
    if (inside && write) this.masqueradeForeign(port);
    if (found.any && externallyAccessible(port)) {
      begin(names.external);
      if (write) this.external(port, outside);
    }
    if (usesFirewall(port, found.any)) {
      begin(names.firewall);
      if (write) rules.push(...firewallRules(port, input.nodeIP));
    }
    if (found.cluster.length > 0 && usesClusterEndpoints(port)) {
      begin(names.cluster);
      if (write) this.balance(port, names.cluster, found.cluster);
    }
    if (found.local.length > 0 && usesLocalEndpoints(port)) {
      begin(names.local);
      if (write) this.balance(port, names.local, found.local);
    }
    for (const endpoint of found.reachable) {
      begin(endpoint.chain);
      if (write) this.endpoint(port, endpoint);
    }
  }

  private masqueradeForeign({ name, protocol, clusterIP, number, internalLocal, chains }: ServicePort): void {
    const { masqueradeAll, clusterCIDR } = this.input.settings;
    if (!masqueradeAll && clusterCIDR === '') return;
    const from = masqueradeAll ? '' : ` ! -s ${clusterCIDR}`;
    this.natRules.push(
      `-A ${internalLocal ? chains.local : chains.cluster} -m comment --comment "${name} cluster IP" -m ${protocol} -p ${protocol} -d ${clusterIP} --dport ${number}${from} -j KUBE-MARK-MASQ`,
    );
  }

  private external({ name, externalLocal, chains }: ServicePort, outside: boolean): void {
    const { natRules, input } = this;
    const { clusterCIDR } = input.settings;
    const rule = (said: string, match: string, chain: string): void =>
      void natRules.push(
        `-A ${chains.external} -m comment --comment "${said} for ${name} external destinations" ${match}-j ${chain}`,
      );
    if (!externalLocal) rule('masquerade traffic', '', 'KUBE-MARK-MASQ');
    else {
      if (clusterCIDR !== '') rule('pod traffic', `-s ${clusterCIDR} `, chains.cluster);
      rule('masquerade LOCAL traffic', '-m addrtype --src-type LOCAL ', 'KUBE-MARK-MASQ');
      rule('route LOCAL traffic', '-m addrtype --src-type LOCAL ', chains.cluster);
    }
    if (outside) natRules.push(`-A ${chains.external} -j ${externalLocal ? chains.local : chains.cluster}`);
  }

  /** writeServiceToEndpointRules: who was here before goes where he went, everybody else by chance. */
  private balance({ name, affinitySeconds }: ServicePort, chain: string, endpoints: readonly Endpoint[]): void {
    const { natRules, large } = this;
    const said = ({ text }: Endpoint): string => (large ? '' : ` -m comment --comment "${name} -> ${text}"`);
    if (affinitySeconds !== undefined) {
      for (const endpoint of endpoints) {
        natRules.push(
          `-A ${chain}${said(endpoint)} -m recent --name ${endpoint.chain} --rcheck --seconds ${affinitySeconds} --reap -j ${endpoint.chain}`,
        );
      }
    }
    for (const [index, endpoint] of endpoints.entries()) {
      const left = endpoints.length - index;
      const chance = left > 1 ? ` -m statistic --mode random --probability ${(1 / left).toFixed(10)}` : '';
      natRules.push(`-A ${chain}${said(endpoint)}${chance} -j ${endpoint.chain}`);
    }
  }

  private endpoint({ name, protocol, affinitySeconds }: ServicePort, { chain, ip, text }: Endpoint): void {
    const said = this.large ? '' : ` -m comment --comment ${name}`;
    const stay = affinitySeconds === undefined ? '' : ` -m recent --name ${chain} --set`;
    this.natRules.push(
      `-A ${chain}${said} -s ${ip} -j KUBE-MARK-MASQ`,
      `-A ${chain}${said}${stay} -m ${protocol} -p ${protocol} -j DNAT --to-destination ${text}`,
    );
  }
}

const DISCARDED: string[] = [];

/** The kubelet has the same rule (KEP-90259): route_localnet must not open 127.0.0.1 to the neighbours. */
export const LOCALNET_RULE =
  '-A KUBE-FIREWALL -m comment --comment "block incoming localnet connections" -d 127.0.0.0/8 ! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP';

function usesFirewall({ loadBalancerVIPs, sourceRanges }: ServicePort, any: boolean): boolean {
  return any && loadBalancerVIPs.length > 0 && sourceRanges.length > 0;
}

function firewallRules(
  { name, chains, sourceRanges, loadBalancerVIPs }: ServicePort,
  nodeIP: string,
): readonly string[] {
  const start = `-A ${chains.firewall} -m comment --comment "${name} loadbalancer IP"`;
  const sources = [...sourceRanges, ...(sourceRanges.some((range) => contains(range, nodeIP)) ? loadBalancerVIPs : [])];
  return [
    ...sources.map((source) => `${start} -s ${source} -j ${chains.external}`),
    `-A ${chains.firewall} -m comment --comment "other traffic to ${name} will be dropped by KUBE-PROXY-FIREWALL"`,
  ];
}

/** Whether an address is in a range, `192.168.0.0/24`. */
export function contains(range: string, ip: string): boolean {
  const [network = '', length = '32'] = range.split('/');
  const [base, address] = [parseIpv4(network), parseIpv4(ip)];
  return base !== undefined && address !== undefined && inPrefix(address, base, Number(length));
}
