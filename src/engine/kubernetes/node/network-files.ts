import type { World } from '../../kernel/world';
import type { Pod } from '../objects/kinds';
import { clusterDomain } from './dns-config';
import { nodeFile, writeNodeFile } from './node-files';
import { podDirectory } from './volumes';

/** Names in a Pod's containers (pkg/kubelet/kubelet_pods.go). */

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
export function writeHostsFile(world: World, node: string, pod: Pod, ips: readonly string[]): void {
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
    ? `${hostname}.${pod.spec.subdomain}.${pod.metadata.namespace ?? ''}.svc.${clusterDomain(world, node)}\t`
    : '';
  writeNodeFile(world, node, path, `${HOSTS}${ips.map((ip) => `${ip}\t${domain}${hostname}\n`).join('')}${entries}`);
}
