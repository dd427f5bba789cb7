import { categorize, endpointsKey, type Categorized, type Endpoint, type Endpoints } from '../endpoints';
import { externallyAccessible, usesClusterEndpoints, usesLocalEndpoints, type ServicePort } from '../service-ports';
import { contains } from '../iptables/rules';
import type { ProxySettings } from '../settings';
import { endpointNames, serviceNames } from './names';

/** What kube-proxy writes in nftables mode (syncProxyRules of pkg/proxy/nftables/proxier.go), as commands of nft. */

const TABLE = 'ip kube-proxy';

export interface NftRulesInput {
  readonly settings: ProxySettings;
  readonly zone: string;
  readonly nodeIP: string;
  readonly ports: readonly ServicePort[];
  readonly endpoints: Endpoints;
  /** Services whose own chains are written; undefined: everything. */
  readonly changed: ReadonlySet<string> | undefined;
  readonly serviceCIDRs: readonly string[];
  /** Addresses at which NodePorts answer; undefined: all that are the node's. */
  readonly nodePortIPs: readonly string[] | undefined;
  /** What the kernel has. */
  readonly existing: {
    readonly chains: Iterable<string>;
    readonly sets: Iterable<string>;
    /** `SET { ELEMENT }` of the maps that all Services share, as they would be written. */
    readonly elements: ReadonlySet<string>;
  };
}

const ADDRESS = 'ipv4_addr';
const KEY = `${ADDRESS} . inet_proto . inet_service`;

/** Base chains with their hooks; priorities are such that filtering sees addresses before DNAT. */
const BASE_CHAINS: readonly (readonly [name: string, type: string, hook: string, priority: number])[] = [
  ['filter-prerouting-pre-dnat', 'filter', 'prerouting', -110],
  ['filter-output-pre-dnat', 'filter', 'output', -110],
  ['filter-input', 'filter', 'input', 0],
  ['filter-forward', 'filter', 'forward', 0],
  ['filter-output', 'filter', 'output', 0],
  ['nat-prerouting', 'nat', 'prerouting', -100],
  ['nat-output', 'nat', 'output', -100],
  ['nat-postrouting', 'nat', 'postrouting', 100],
];

const JUMPS: readonly (readonly [to: string, from: string, match: string])[] = [
  ['nodeport-endpoints-check', 'filter-input', 'ct state new '],
  ['service-endpoints-check', 'filter-input', 'ct state new '],
  ['service-endpoints-check', 'filter-forward', 'ct state new '],
  ['service-endpoints-check', 'filter-output', 'ct state new '],
  ['firewall-check', 'filter-prerouting-pre-dnat', 'ct state new '],
  ['firewall-check', 'filter-output-pre-dnat', 'ct state new '],
  ['services', 'nat-output', ''],
  ['services', 'nat-prerouting', ''],
  ['masquerading', 'nat-postrouting', ''],
  ['cluster-ips-check', 'filter-forward', 'ct state new '],
  ['cluster-ips-check', 'filter-output', 'ct state new '],
];

export function nftRules(input: NftRulesInput): readonly string[] {
  return new Writer(input).write();
}

class Writer {
  private readonly lines: string[] = [];
  private readonly chains = new Set<string>();
  private readonly sets = new Set<string>();
  private readonly elements = new Set<string>();
  private readonly added: string[] = [];

  constructor(private readonly input: NftRulesInput) {}

  write(): readonly string[] {
    const { lines, input, elements, added } = this;
    const { existing, changed } = input;
    if (!changed) this.setUp();
    for (const port of input.ports) this.port(port);
    // First, for what leads elsewhere now has the same key.
    for (const element of existing.elements) {
      if (!elements.has(element)) lines.push(`delete element ${TABLE} ${element}`);
    }
    lines.push(...added);
    const stale = [...existing.chains].filter((chain) => chain.includes('/') && !this.chains.has(chain));
    for (const chain of stale) lines.push(`flush chain ${TABLE} ${chain}`);
    for (const chain of stale) lines.push(`delete chain ${TABLE} ${chain}`);
    for (const set of existing.sets) {
      if (set.startsWith('affinity-') && !this.sets.has(set)) lines.push(`delete set ${TABLE} ${set}`);
    }
    return lines;
  }

  private rule(chain: string, text: string): void {
    this.lines.push(`add rule ${TABLE} ${chain} ${text}`);
  }

  private chain(name: string, comment?: string): void {
    const said = comment === undefined ? '' : ` { comment "${comment}" ; }`;
    this.lines.push(`add chain ${TABLE} ${name}${said}`, `flush chain ${TABLE} ${name}`);
  }

  private map(name: string, type: string, comment: string): void {
    this.lines.push(`add map ${TABLE} ${name} { type ${type} : verdict ; comment "${comment}" ; }`);
  }

  /** setupNFTables: what is there without any Service. */
  private setUp(): void {
    const { lines, input } = this;
    const { mark } = input.settings;
    lines.push(`add table ${TABLE} { comment "rules for kube-proxy" ; }`);
    for (const [name, type, hook, priority] of BASE_CHAINS) {
      lines.push(`add chain ${TABLE} ${name} { type ${type} hook ${hook} priority ${priority} ; }`);
      lines.push(`flush chain ${TABLE} ${name}`);
    }
    const made = new Set<string>();
    for (const [to, from, match] of JUMPS) {
      if (!made.has(to)) this.chain(to);
      made.add(to);
      this.rule(from, `${match}jump ${to}`);
    }
    this.chain('mark-for-masquerade');
    this.rule('mark-for-masquerade', `mark set mark or ${mark}`);
    this.rule('masquerading', `mark and ${mark} == 0 return`);
    this.rule('masquerading', `mark set mark xor ${mark}`);
    this.rule('masquerading', 'masquerade fully-random');
    lines.push(`add set ${TABLE} cluster-ips { type ${ADDRESS} ; comment "Active ClusterIPs" ; }`);
    this.rule(
      'cluster-ips-check',
      'ip daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"',
    );
    if (input.serviceCIDRs.length > 0) {
      this.rule('cluster-ips-check', `ip daddr { ${input.serviceCIDRs.join(', ')} } drop comment "Drop traffic to unallocated ClusterIPs"`); // prettier-ignore
    }
    this.nodePortIPs();
    this.map('no-endpoint-services', KEY, 'vmap to drop or reject packets to services with no endpoints');
    this.map('no-endpoint-nodeports', 'inet_proto . inet_service', 'vmap to drop or reject packets to service nodeports with no endpoints'); // prettier-ignore
    this.chain('reject-chain', 'helper for @no-endpoint-services / @no-endpoint-nodeports');
    this.rule('reject-chain', 'reject');
    this.rule('service-endpoints-check', 'ip daddr . meta l4proto . th dport vmap @no-endpoint-services');
    this.rule('nodeport-endpoints-check', `${this.toNodePort} meta l4proto . th dport vmap @no-endpoint-nodeports`);
    this.map('firewall-ips', KEY, 'destinations that are subject to LoadBalancerSourceRanges');
    this.rule('firewall-check', 'ip daddr . meta l4proto . th dport vmap @firewall-ips');
    this.map('service-ips', KEY, 'ClusterIP, ExternalIP and LoadBalancer IP traffic');
    this.map('service-nodeports', 'inet_proto . inet_service', 'NodePort traffic');
    this.rule('services', 'ip daddr . meta l4proto . th dport vmap @service-ips');
    const local = input.nodePortIPs ? '' : 'fib daddr type local ';
    this.rule('services', `${local}${this.toNodePort} meta l4proto . th dport vmap @service-nodeports`);
  }

  private get toNodePort(): string {
    return this.input.nodePortIPs ? 'ip daddr @nodeport-ips' : 'ip daddr != 127.0.0.0/8';
  }

  private nodePortIPs(): void {
    const { lines, input } = this;
    const { nodePortIPs } = input;
    lines.push(`add set ${TABLE} nodeport-ips { type ${ADDRESS} ; comment "IPs that accept NodePort traffic" ; }`);
    if (!nodePortIPs) {
      lines.push(`delete set ${TABLE} nodeport-ips`);
      return;
    }
    lines.push(`flush set ${TABLE} nodeport-ips`);
    for (const ip of nodePortIPs) lines.push(`add element ${TABLE} nodeport-ips { ${ip} }`);
  }

  private element(set: string, text: string): void {
    const element = `${set} { ${text} }`;
    if (this.elements.has(element)) return;
    this.elements.add(element);
    if (!this.input.existing.elements.has(element)) this.added.push(`add element ${TABLE} ${element}`);
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

  /** Elements of the maps that all Services share. */
  private entrances(port: ServicePort, any: boolean, inside: boolean, outside: boolean): void {
    const { name, protocol, number, nodePort, clusterIP, externalIPs, loadBalancerVIPs } = port;
    const names = serviceNames(port);
    const verdict = any ? 'drop' : 'goto reject-chain';
    const at = (ip: string): string => `${ip} . ${protocol} . ${number}`;
    this.element('cluster-ips', clusterIP);
    if (inside)
      this.element('service-ips', `${at(clusterIP)} : goto ${port.internalLocal ? names.local : names.cluster}`);
    else this.element('no-endpoint-services', `${at(clusterIP)} comment "${name}" : ${verdict}`);
    for (const ip of [...externalIPs, ...loadBalancerVIPs]) {
      if (any) this.element('service-ips', `${at(ip)} : goto ${names.external}`);
      if (!outside) this.element('no-endpoint-services', `${at(ip)} comment "${name}" : ${verdict}`);
    }
    if (usesFirewall(port)) {
      for (const ip of loadBalancerVIPs) this.element('firewall-ips', `${at(ip)} : goto ${names.firewall}`); // prettier-ignore
    }
    if (nodePort === 0) return;
    if (any) this.element('service-nodeports', `${protocol} . ${nodePort} : goto ${names.external}`);
    if (!outside) this.element('no-endpoint-nodeports', `${protocol} . ${nodePort} comment "${name}" : ${verdict}`);
  }

  /** The chains that a Service has for itself; unless it has changed they stay as they are. */
  private own(port: ServicePort, found: Categorized, inside: boolean, outside: boolean, write: boolean): void {
    const names = serviceNames(port);
    const cluster = found.cluster.length > 0 && usesClusterEndpoints(port);
    const local = found.local.length > 0 && usesLocalEndpoints(port);
    const external = found.any && externallyAccessible(port);
    const begin = (chain: string): void => {
      this.chains.add(chain);
      if (write) this.chain(chain);
    };
    for (const endpoint of found.reachable) begin(endpointNames(port, endpoint).chain);
    if (cluster) begin(names.cluster);
    if (local) begin(names.local);
    if (external) begin(names.external);
    if (usesFirewall(port)) begin(names.firewall);
    if (port.affinitySeconds !== undefined) {
      for (const endpoint of found.reachable) this.affinity(port, endpoint, port.affinitySeconds, write);
    }
    if (!write) return;
    if (usesFirewall(port)) this.firewall(port);
    if (inside) this.masqueradeForeign(port);
    if (external) this.external(port, outside);
    if (cluster) this.balance(port, names.cluster, found.cluster);
    if (local) this.balance(port, names.local, found.local);
    for (const endpoint of found.reachable) this.endpoint(port, endpoint);
  }

  private affinity(port: ServicePort, endpoint: Endpoint, seconds: number, write: boolean): void {
    const { affinity } = endpointNames(port, endpoint);
    this.sets.add(affinity);
    if (write) this.lines.push(`add set ${TABLE} ${affinity} { type ${ADDRESS} ; flags dynamic,timeout ; timeout ${seconds}s ; }`); // prettier-ignore
  }

  private firewall(port: ServicePort): void {
    const { sourceRanges, loadBalancerVIPs } = port;
    const own = sourceRanges.some((range) => contains(range, this.input.nodeIP)) ? loadBalancerVIPs : [];
    this.rule(serviceNames(port).firewall, `ip saddr != { ${[...sourceRanges, ...own].join(', ')} } drop`);
  }

  private masqueradeForeign(port: ServicePort): void {
    const { masqueradeAll, clusterCIDR } = this.input.settings;
    if (!masqueradeAll && clusterCIDR === '') return;
    const names = serviceNames(port);
    const from = masqueradeAll ? '' : ` ip saddr != ${clusterCIDR}`;
    this.rule(port.internalLocal ? names.local : names.cluster, `ip daddr ${port.clusterIP}${from} jump mark-for-masquerade`); // prettier-ignore
  }

  private external(port: ServicePort, outside: boolean): void {
    const names = serviceNames(port);
    const { clusterCIDR } = this.input.settings;
    if (!port.externalLocal) this.rule(names.external, 'jump mark-for-masquerade');
    else {
      if (clusterCIDR !== '') this.rule(names.external, `ip saddr ${clusterCIDR} goto ${names.cluster} comment "short-circuit pod traffic"`); // prettier-ignore
      this.rule(names.external, 'fib saddr type local jump mark-for-masquerade comment "masquerade local traffic"');
      this.rule(names.external, `fib saddr type local goto ${names.cluster} comment "short-circuit local traffic"`);
    }
    if (outside) this.rule(names.external, `goto ${port.externalLocal ? names.local : names.cluster}`);
  }

  /** writeServiceToEndpointRules: who was here before goes where he went, everybody else by chance. */
  private balance(port: ServicePort, chain: string, endpoints: readonly Endpoint[]): void {
    if (port.affinitySeconds !== undefined) {
      for (const endpoint of endpoints) {
        const names = endpointNames(port, endpoint);
        this.rule(chain, `ip saddr @${names.affinity} goto ${names.chain}`);
      }
    }
    const choices = endpoints.map((endpoint, at) => `${at} : goto ${endpointNames(port, endpoint).chain}`);
    this.rule(chain, `numgen random mod ${endpoints.length} vmap { ${choices.join(', ')} }`);
  }

  private endpoint(port: ServicePort, endpoint: Endpoint): void {
    const names = endpointNames(port, endpoint);
    this.rule(names.chain, `ip saddr ${endpoint.ip} jump mark-for-masquerade`);
    if (port.affinitySeconds !== undefined) this.rule(names.chain, `update @${names.affinity} { ip saddr }`);
    this.rule(names.chain, `meta l4proto ${port.protocol} dnat to ${endpoint.text}`);
  }
}

function usesFirewall({ loadBalancerVIPs, sourceRanges }: ServicePort): boolean {
  return loadBalancerVIPs.length > 0 && sourceRanges.length > 0;
}
