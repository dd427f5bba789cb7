import type { ClusterUser } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { addToken } from '../api/auth/authenticate';
import { randomPem } from '../api/certificates/pem';
import { nodeFile, writeNodeFile } from '../node/node-files';

/** Kubeconfigs with client certificates, as kubeadm writes them under /etc/kubernetes. */

const ADMINISTRATOR: ClusterUser = {
  username: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:authenticated'],
};
const SUPER: ClusterUser = { username: 'kubernetes-super-admin', groups: ['system:masters', 'system:authenticated'] };

/** Writes the certificate authority and the kubeconfigs of the control plane; answers the administrator's. */
export function writeKubeconfigs(world: World, host: string, server: string, clusterName: string): string {
  const authority = randomPem(world, 'CERTIFICATE', 820);
  writeNodeFile(world, host, '/etc/kubernetes/pki/ca.crt', authority);
  writeNodeFile(world, host, '/etc/kubernetes/pki/ca.key', randomPem(world, 'RSA PRIVATE KEY', 1190), 0o600);
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
    const text = kubeconfig(world, authority, server, clusterName, name, user);
    writeNodeFile(world, host, `/etc/kubernetes/${file}`, text, 0o600);
    if (file === 'admin.conf') admin = text;
  }
  return admin;
}

function kubeconfig(
  world: World,
  authority: string,
  server: string,
  cluster: string,
  name: string,
  user: ClusterUser,
): string {
  const certificate = btoa(randomPem(world, 'CERTIFICATE', 840));
  addToken(world, certificate, user);
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
    client-certificate-data: ${certificate}
    client-key-data: ${btoa(randomPem(world, 'RSA PRIVATE KEY', 1190))}
`;
}
