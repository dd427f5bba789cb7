import type { ClusterUser } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { addToken } from '../api/auth/authenticate';
import { nodeFile, writeNodeFile } from '../node/node-files';
import { pkiKey, userCertificate, writePki, writeKubeletCertificate } from './pki';

/** Kubeconfigs with client certificates, as kubeadm writes them under /etc/kubernetes. */

const ADMINISTRATOR: ClusterUser = {
  username: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:authenticated'],
};
const SUPER: ClusterUser = { username: 'kubernetes-super-admin', groups: ['system:masters', 'system:authenticated'] };

/** Writes the certificate authority and the kubeconfigs of the control plane; answers the administrator's. */
export function writeKubeconfigs(
  world: World,
  nodes: readonly string[],
  clusterName: string,
  addresses: { readonly node: string; readonly service: string; readonly more?: readonly string[] },
): string {
  const [host = ''] = nodes;
  const server = `https://${addresses.node}:6443`;
  const authority = writePki(world, host, addresses);
  for (const node of nodes) writeKubeletCertificate(world, node, authority);
  const files: readonly (readonly [string, string, ClusterUser])[] = [
    ['admin.conf', 'kubernetes-admin', ADMINISTRATOR],
    ['super-admin.conf', 'kubernetes-super-admin', SUPER],
    ['controller-manager.conf', 'system:kube-controller-manager', { username: 'system:kube-controller-manager', groups: ['system:authenticated'] }], // prettier-ignore
    ['scheduler.conf', 'system:kube-scheduler', { username: 'system:kube-scheduler', groups: ['system:authenticated'] }], // prettier-ignore
  ];
  // What a kubelet shows lies beside its kubeconfig, on every node.
  for (const node of world.nodes.keys()) {
    const { hostname } = world.host(node);
    const shown = nodeFile(world, node, '/var/lib/kubelet/pki/kubelet-client-current.pem');
    const groups = ['system:nodes', 'system:authenticated'];
    if (shown !== undefined) addToken(world, btoa(shown), { username: `system:node:${hostname}`, groups });
  }
  let admin = '';
  for (const [file, name, user] of files) {
    const organizations = user.groups.filter((group) => group !== 'system:authenticated');
    const key = file.replace(/\.conf$/, '');
    const certificate = userCertificate(world, key, user.username, organizations);
    const text = kubeconfig(world, { authority, server, cluster: clusterName, name, user, certificate, key });
    writeNodeFile(world, host, `/etc/kubernetes/${file}`, text, 0o600);
    if (file === 'admin.conf') admin = text;
  }
  return admin;
}

interface Values {
  readonly authority: string;
  readonly server: string;
  readonly cluster: string;
  readonly name: string;
  readonly user: ClusterUser;
  readonly certificate: string;
  readonly key: string;
}

function kubeconfig(world: World, { authority, server, cluster, name, user, certificate, key }: Values): string {
  addToken(world, btoa(certificate), user);
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${btoa(authority)}
    server: ${server}
  name: ${cluster}
contexts:
- context:
    cluster: ${cluster}
    user: ${name}
  name: ${name}@${cluster}
current-context: ${name}@${cluster}
kind: Config
users:
- name: ${name}
  user:
    client-certificate-data: ${btoa(certificate)}
    client-key-data: ${btoa(pkiKey(key).pem)}
`;
}
