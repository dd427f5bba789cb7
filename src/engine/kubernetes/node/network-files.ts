import type { World } from '../../kernel/world';
import type { Pod } from '../objects/kinds';
import { nodeFile, writeNodeFile } from './node-files';
import { podDirectory } from './volumes';

/** Names and resolvers of a Pod's containers (pkg/kubelet/kubelet_pods.go, pkg/kubelet/network/dns). */

const HOSTS = `# Kubernetes-managed hosts file.
127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::\tip6-localnet
fe00::\tip6-mcastprefix
fe00::1\tip6-allnodes
fe00::2\tip6-allrouters
`;

/** The `hostname` of a Pod. */
export function hostnameOf(pod: Pod): string {
  const name = pod.spec?.hostname ?? pod.metadata.name ?? '';
  return name.slice(0, 63).replace(/[-.]+$/, '');
}

/** Writes the file that becomes /etc/hosts of its containers. */
export function writeHostsFile(world: World, node: string, pod: Pod, ip: string): void {
  const aliases = (pod.spec?.hostAliases ?? []).map(
    (alias) => `${alias.ip ?? ''}\t${(alias.hostnames ?? []).join('\t')}\n`,
  );
  const entries = aliases.length === 0 ? '' : `\n# Entries added by HostAliases.\n${aliases.join('')}`;
  const path = `${podDirectory(pod)}/etc-hosts`;
  if (pod.spec?.hostNetwork === true) {
    const own = nodeFile(world, node, '/etc/hosts') ?? '';
    writeNodeFile(world, node, path, `# Kubernetes-managed hosts file (host network).\n${own}${entries}`);
    return;
  }
  const hostname = hostnameOf(pod);
  const domain = pod.spec?.subdomain
    ? `${hostname}.${pod.spec.subdomain}.${pod.metadata.namespace ?? ''}.svc.cluster.local\t`
    : '';
  writeNodeFile(world, node, path, `${HOSTS}${ip}\t${domain}${hostname}\n${entries}`);
}

/** `/etc/resolv.conf` of its containers; undefined: the node's. */
export function resolvConf(world: World, node: string, pod: Pod): string | undefined {
  const { dnsPolicy = 'ClusterFirst', dnsConfig, hostNetwork } = pod.spec ?? {};
  let servers: string[] = [];
  let searches: string[] = [];
  let options: string[] = [];
  const own = dnsPolicy === 'Default' || (dnsPolicy === 'ClusterFirst' && hostNetwork === true);
  if (own && !dnsConfig) return undefined;
  if (own) ({ servers, searches, options } = parse(nodeFile(world, node, '/etc/resolv.conf') ?? ''));
  else if (dnsPolicy !== 'None') {
    const config = nodeFile(world, node, '/var/lib/kubelet/config.yaml') ?? '';
    const dns = /clusterDNS:\s*\n\s*-\s*"?([^\s"]+)/.exec(config)?.[1] ?? '10.96.0.10';
    const domain = /clusterDomain:\s*"?([^\s"]+)/.exec(config)?.[1] ?? 'cluster.local';
    servers = [dns];
    searches = [`${pod.metadata.namespace ?? ''}.svc.${domain}`, `svc.${domain}`, domain];
    options = ['ndots:5'];
  }
  servers.push(...(dnsConfig?.nameservers ?? []));
  searches.push(...(dnsConfig?.searches ?? []));
  for (const { name = '', value } of dnsConfig?.options ?? []) {
    options = options.filter((option) => option.split(':')[0] !== name);
    options.push(value === undefined ? name : `${name}:${value}`);
  }
  const lines = [
    ...(searches.length > 0 ? [`search ${[...new Set(searches)].join(' ')}`] : []),
    ...[...new Set(servers)].map((server) => `nameserver ${server}`),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function parse(text: string): { servers: string[]; searches: string[]; options: string[] } {
  const words = (key: string): string[] =>
    text.split('\n').flatMap((line) =>
      line.startsWith(`${key} `)
        ? line
            .slice(key.length + 1)
            .trim()
            .split(/\s+/)
        : [],
    );
  return { servers: words('nameserver'), searches: words('search'), options: words('options') };
}
