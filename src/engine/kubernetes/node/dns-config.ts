import { remembered } from '../../state/remembered';
import type { World } from '../../kernel/world';
import type { Pod } from '../objects/kinds';
import { nodeFile } from './node-files';

/** A Pod's resolver (pkg/kubelet/network/dns/dns.go). */
export interface PodDns {
  /** `/etc/resolv.conf` of its containers, as containerd writes it; undefined: a copy of the node's. */
  readonly resolvConf: string | undefined;
  /** Messages of the events that tell what is wrong with it, by their reason. */
  readonly warnings: readonly { readonly reason: string; readonly message: string }[];
}

interface Config {
  readonly servers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly string[];
}

/** pkg/apis/core/validation: what glibc before 2.26 took, and what is allowed. */
const MOST_SERVERS = 3;
const MOST_SEARCHES = 32;
const MOST_SEARCH_CHARACTERS = 2048;
const KUBELET_CONFIG = '/var/lib/kubelet/config.yaml';

/** The domain of the cluster as a node's kubelet knows it. */
export function clusterDomain(world: World, node: string): string {
  return settingsOf(nodeFile(world, node, KUBELET_CONFIG) ?? '').domain;
}

/** What the kubelet's configuration says about DNS. */
const settingsOf = remembered((text) => ({
  domain: /^clusterDomain:\s*"?([^\s"]+)/m.exec(text)?.[1] ?? 'cluster.local',
  resolver: /^resolvConf:\s*"?([^\s"]+)/m.exec(text)?.[1] ?? '/etc/resolv.conf',
  servers: clusterServers(text),
}));

/** What `dnsPolicy` and `dnsConfig` of a Pod come to on its node (Configurer.GetPodDNS). */
export function podDns(world: World, node: string, pod: Pod): PodDns {
  const { dnsPolicy = 'ClusterFirst', dnsConfig, hostNetwork } = pod.spec ?? {};
  const warnings: PodDns['warnings'][number][] = [];
  const { domain, resolver, servers: cluster } = settingsOf(nodeFile(world, node, KUBELET_CONFIG) ?? '');
  const host = hostConfig(nodeFile(world, node, resolver) ?? '');
  const clusterFirst =
    dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && hostNetwork !== true);
  let config: Config = { servers: [], searches: [], options: [] };
  if (dnsPolicy !== 'None') {
    if (clusterFirst && cluster.length > 0) {
      const own = [`${pod.metadata.namespace ?? ''}.svc.${domain}`, `svc.${domain}`, domain];
      config = { servers: [...cluster], searches: unique([...own, ...host.searches]), options: ['ndots:5'] };
    } else {
      if (clusterFirst) {
        const message = `pod: "${pod.metadata.name ?? ''}_${pod.metadata.namespace ?? ''}(${pod.metadata.uid ?? ''})". kubelet does not have ClusterDNS IP configured and cannot create Pod using "ClusterFirst" policy. Falling back to "Default" policy.`; // prettier-ignore
        warnings.push({ reason: 'MissingClusterDNS', message });
      }
      config = host;
    }
  }
  config = {
    servers: unique([...config.servers, ...(dnsConfig?.nameservers ?? [])]),
    searches: unique([...config.searches, ...(dnsConfig?.searches ?? [])]),
    options: dnsConfig?.options ? merged(config.options, dnsConfig.options) : config.options,
  };
  const fitting = limited(config, warnings);
  const text = written(fitting);
  return { resolvConf: text === '' ? undefined : text, warnings };
}

/** The resolver of the node, from the file that the kubelet is told to read (`resolvConf`). */
const hostConfig = remembered((text): Config => {
  const config: { servers: string[]; searches: string[]; options: string[] } = { servers: [], searches: [], options: [] }; // prettier-ignore
  for (const line of text.split('\n')) {
    const [keyword, ...words] = line.trim().split(/\s+/);
    if (keyword === 'nameserver') config.servers.push(...words.slice(0, 1));
    // The last line counts; a lone dot is no search domain.
    else if (keyword === 'search')
      config.searches = words.map((word) => (word === '.' ? word : word.replace(/\.$/, '')));
    else if (keyword === 'options') config.options.push(...words);
  }
  config.options = merged(
    [],
    config.options.map((option) => {
      const [name = '', value] = option.split(/:(.*)/s);
      return { name, ...(value !== undefined && { value }) };
    }),
  );
  return config;
});

/** `clusterDNS` of the kubelet's configuration. */
function clusterServers(settings: string): readonly string[] {
  const list = /^clusterDNS:[^\S\n]*((?:\n\s*-\s*\S+)+|\[[^\]]*\])/m.exec(settings)?.[1] ?? '';
  return [...list.matchAll(/[\d.]{7,}|[\da-fA-F]*:[\da-fA-F:]+/g)].map(([address]) => address);
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}

/** mergeDNSOptions: a later option takes the place of an earlier one of the same name. */
function merged(
  existing: readonly string[],
  options: readonly { readonly name?: string; readonly value?: string }[],
): string[] {
  const values = new Map<string, string>();
  for (const option of existing) {
    const [name = '', value = ''] = option.split(/:(.*)/s);
    values.set(name, value);
  }
  for (const { name = '', value = '' } of options) values.set(name, value);
  return Array.from(values, ([name, value]) => (value === '' ? name : `${name}:${value}`));
}

/** formDNSConfigFitsLimits */
function limited(config: Config, warnings: PodDns['warnings'][number][]): Config {
  const servers = config.servers.slice(0, MOST_SERVERS);
  if (servers.length < config.servers.length) {
    const message = `Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: ${servers.join(' ')}`; // prettier-ignore
    warnings.push({ reason: 'DNSConfigForming', message });
  }
  let searches = config.searches.slice(0, MOST_SEARCHES);
  while (searches.join(' ').length > MOST_SEARCH_CHARACTERS) searches = searches.slice(0, -1);
  if (searches.length < config.searches.length) {
    const message = `Search Line limits were exceeded, some search paths have been omitted, the applied search line is: ${searches.join(' ')}`; // prettier-ignore
    warnings.push({ reason: 'DNSConfigForming', message });
  }
  return { ...config, servers, searches };
}

/** containerd's pkg/cri/server/sandbox_run_linux.go: parseDNSOptions. */
function written({ servers, searches, options }: Config): string {
  return [
    ...(searches.length > 0 ? [`search ${searches.join(' ')}\n`] : []),
    ...servers.map((server) => `nameserver ${server}\n`),
    ...(options.length > 0 ? [`options ${options.join(' ')}\n`] : []),
  ].join('');
}
