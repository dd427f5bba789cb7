import { addNodeRuntime } from '../../kernel/containers/node';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { makeParents } from '../../shell/files/base-image';
import { statusFile } from '../apt/packages';
import { startUnit } from '../systemd/manager';
import { staticPodManifests } from './manifests';
import { CONTAINERD_SERVICE, KUBEADM_DROP_IN, KUBELET_SERVICE, SSH_SERVICE } from './units';
import type { NodeValues } from './values';

/**
 * Makes a host what it is after `kubeadm init` or `kubeadm join`: its files, its units, containerd and the kubelet started. Who controls the kubelet
 * hears of it by the `node-event` of kubelet.service. Static Pods are those of /etc/kubernetes/manifests, to be read from the host's files.
 */
export function makeNode(world: World, host: HostId, values: NodeValues): void {
  addNodeRuntime(world, host);
  layFiles(world, host, nodeFiles(values));
  for (const unit of ['ssh.service', 'containerd.service', 'kubelet.service']) startUnit(world, host, unit);
}

/** The same files on a host that has its container runtime already: kubeadm after a reset. */
export function layNode(world: World, host: HostId, values: NodeValues): void {
  layFiles(world, host, nodeFiles(values));
}

/** Writes files into a host, directories above them included; those under a `bin` directory can be run. */
function layFiles(world: World, host: HostId, files: Readonly<Record<string, string>>): void {
  const record = world.writeHost(host);
  record.files = world.writable(record.files);
  const mtimeUs = world.nowUs;
  for (const [path, content] of Object.entries(files)) {
    makeParents(record.files, path);
    const mode = /\/s?bin\//.test(path) ? 0o755 : /\.key$|\.conf$|manifests\//.test(path) ? 0o600 : 0o644;
    record.files.set(path, { type: 'file', content, mode, mtimeUs });
  }
  const links = {
    '/etc/systemd/system/multi-user.target.wants/kubelet.service': '/lib/systemd/system/kubelet.service',
    '/etc/systemd/system/multi-user.target.wants/containerd.service': '/lib/systemd/system/containerd.service',
    '/etc/systemd/system/multi-user.target.wants/ssh.service': '/lib/systemd/system/ssh.service',
  };
  for (const [path, target] of Object.entries(links)) {
    if (!record.files.has(target)) continue;
    makeParents(record.files, path);
    record.files.set(path, { type: 'symlink', target, mode: 0o777, mtimeUs });
  }
}

const CNI_PLUGINS = 'bandwidth bridge dhcp dummy firewall host-device host-local ipvlan loopback macvlan portmap ptp sbr static tap tuning vlan vrf'.split(' '); // prettier-ignore

/** The files of a node, without those of its network add-on in /etc/cni/net.d. */
function nodeFiles(values: NodeValues): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    '/var/lib/dpkg/status': statusFile(values.version),
    '/etc/apt/sources.list.d/kubernetes.list': 'deb [signed-by=/etc/apt/keyrings/kubernetes-apt-keyring.gpg] https://pkgs.k8s.io/core:/stable:/v1.35/deb/ /\n', // prettier-ignore
    '/usr/bin/kubelet': says(
      '--version',
      '"Kubernetes v$(dpkg -s kubelet | sed -n "s/^Version: \\([^-]*\\).*/\\1/p")"',
    ),
    '/usr/bin/kubeadm': '',
    '/usr/bin/containerd': says(
      '--version',
      "'containerd containerd.io v2.2.1 dea7da592f5d1d2b7755e3a161be07f43fad8f75'",
    ),
    '/usr/bin/containerd-shim-runc-v2': '',
    '/usr/bin/runc': says('--version', "'runc version 1.3.4\\nspec: 1.2.1\\ngo: go1.24.11\\nlibseccomp: 2.5.4'"),
    '/usr/sbin/sshd': '',
    '/lib/systemd/system/kubelet.service': KUBELET_SERVICE,
    '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf': KUBEADM_DROP_IN,
    '/lib/systemd/system/containerd.service': CONTAINERD_SERVICE,
    '/lib/systemd/system/ssh.service': SSH_SERVICE,
    '/var/lib/kubelet/config.yaml': kubeletConfig(values),
    // kubeadm v1.35 names the pause image no longer; what is left is the node's own address.
    '/var/lib/kubelet/kubeadm-flags.env': `KUBELET_KUBEADM_ARGS="--node-ip=${values.address}"\n`,
    '/var/lib/kubelet/instance-config.yaml': 'apiVersion: kubelet.config.k8s.io/v1beta1\ncontainerRuntimeEndpoint: unix:///var/run/containerd/containerd.sock\nkind: KubeletConfiguration\n', // prettier-ignore
    '/var/lib/kubelet/pki/kubelet.crt': certificate('kubelet'),
    '/var/lib/kubelet/pki/kubelet.key': key(),
    '/var/lib/kubelet/pki/kubelet-client-current.pem': certificate(`system:node:${values.node}`),
    '/etc/kubernetes/kubelet.conf': kubeconfig(values, `system:node:${values.node}`, '/var/lib/kubelet/pki/kubelet-client-current.pem'), // prettier-ignore
    '/etc/kubernetes/pki/ca.crt': certificate('kubernetes'),
    '/etc/containerd/config.toml': containerdConfig(values),
    '/etc/crictl.yaml': 'runtime-endpoint: unix:///run/containerd/containerd.sock\nimage-endpoint: unix:///run/containerd/containerd.sock\n', // prettier-ignore
    '/etc/default/kubelet': 'KUBELET_EXTRA_ARGS=\n',
    '/etc/modules-load.d/k8s.conf': 'overlay\nbr_netfilter\n',
    '/etc/sysctl.d/k8s.conf': 'net.bridge.bridge-nf-call-iptables  = 1\nnet.bridge.bridge-nf-call-ip6tables = 1\nnet.ipv4.ip_forward                 = 1\n', // prettier-ignore
  };
  for (const plugin of CNI_PLUGINS) files[`/opt/cni/bin/${plugin}`] = '';
  if (!values.controlPlane) return files;
  for (const [name, text] of Object.entries(staticPodManifests(values))) files[`/etc/kubernetes/manifests/${name}`] = text; // prettier-ignore
  for (const [name, user] of Object.entries(USERS)) files[`/etc/kubernetes/${name}.conf`] = kubeconfig(values, user);
  for (const name of CERTIFICATES) {
    files[`/etc/kubernetes/pki/${name}.crt`] = certificate(name);
    files[`/etc/kubernetes/pki/${name}.key`] = key();
  }
  files['/etc/kubernetes/pki/sa.pub'] =
    '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----\n';
  files['/etc/kubernetes/pki/sa.key'] = key();
  files['/var/lib/etcd/member/wal/0000000000000000-0000000000000000.wal'] = '';
  files['/var/lib/etcd/member/snap/db'] = '';
  return files;
}

const USERS: Readonly<Record<string, string>> = {
  admin: 'kubernetes-admin',
  'super-admin': 'kubernetes-super-admin',
  'controller-manager': 'system:kube-controller-manager',
  scheduler: 'system:kube-scheduler',
};

const CERTIFICATES = ['apiserver', 'apiserver-etcd-client', 'apiserver-kubelet-client', 'ca', 'front-proxy-ca', 'front-proxy-client', 'etcd/ca', 'etcd/healthcheck-client', 'etcd/peer', 'etcd/server']; // prettier-ignore

/** A program that systemd runs and people only ask for its version. */
function says(option: string, words: string): string {
  return `#!/bin/sh\n[ "$1" = ${option} ] && printf '%b\\n' ${words}\n`;
}

/** Not a certificate, only its shape: nothing here reads one. */
function certificate(name: string): string {
  return `-----BEGIN CERTIFICATE-----\n${btoa(`cka-net ${name}`)}\n-----END CERTIFICATE-----\n`;
}

function key(): string {
  return `-----BEGIN RSA PRIVATE KEY-----\n${btoa('cka-net')}\n-----END RSA PRIVATE KEY-----\n`;
}

function kubeconfig({ clusterName, endpoint }: NodeValues, user: string, file?: string): string {
  const credentials =
    file === undefined
      ? `    client-certificate-data: ${btoa(certificate(user))}\n    client-key-data: ${btoa(key())}\n`
      : `    client-certificate: ${file}\n    client-key: ${file}\n`;
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${btoa(certificate('ca'))}
    server: https://${endpoint}
  name: ${clusterName}
contexts:
- context:
    cluster: ${clusterName}
    user: ${user}
  name: ${user}@${clusterName}
current-context: ${user}@${clusterName}
kind: Config
users:
- name: ${user}
  user:
${credentials}`;
}

/** cmd/kubeadm/app/componentconfigs/kubelet.go: the defaults of kubeadm v1.35, as `kubeadm init` writes them. */
function kubeletConfig({ dnsAddress, dnsDomain }: NodeValues): string {
  return `apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  anonymous:
    enabled: false
  webhook:
    cacheTTL: 0s
    enabled: true
  x509:
    clientCAFile: /etc/kubernetes/pki/ca.crt
authorization:
  mode: Webhook
  webhook:
    cacheAuthorizedTTL: 0s
    cacheUnauthorizedTTL: 0s
cgroupDriver: systemd
clusterDNS:
- ${dnsAddress}
clusterDomain: ${dnsDomain}
containerRuntimeEndpoint: unix:///var/run/containerd/containerd.sock
cpuManagerReconcilePeriod: 0s
crashLoopBackOff: {}
evictionPressureTransitionPeriod: 0s
fileCheckFrequency: 0s
healthzBindAddress: 127.0.0.1
healthzPort: 10248
httpCheckFrequency: 0s
imageMaximumGCAge: 0s
imageMinimumGCAge: 0s
kind: KubeletConfiguration
logging:
  flushFrequency: 0
  options:
    json:
      infoBufferSize: "0"
    text:
      infoBufferSize: "0"
  verbosity: 0
memorySwap: {}
nodeStatusReportFrequency: 0s
nodeStatusUpdateFrequency: 0s
rotateCertificates: true
runtimeRequestTimeout: 0s
shutdownGracePeriod: 0s
shutdownGracePeriodCriticalPods: 0s
staticPodPath: /etc/kubernetes/manifests
streamingConnectionIdleTimeout: 0s
syncFrequency: 0s
volumeStatsAggPeriod: 0s
`;
}

/** The parts of `containerd config default` (2.x) that clusters change. */
function containerdConfig({ pauseImage }: NodeValues): string {
  return `version = 3
root = '/var/lib/containerd'
state = '/run/containerd'

[grpc]
  address = '/run/containerd/containerd.sock'

[plugins]
  [plugins.'io.containerd.cri.v1.images']
    snapshotter = 'overlayfs'

    [plugins.'io.containerd.cri.v1.images'.pinned_images]
      sandbox = '${pauseImage}'

  [plugins.'io.containerd.cri.v1.runtime']
    [plugins.'io.containerd.cri.v1.runtime'.containerd]
      default_runtime_name = 'runc'

      [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes]
        [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
          runtime_type = 'io.containerd.runc.v2'

          [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
            SystemdCgroup = true

    [plugins.'io.containerd.cri.v1.runtime'.cni]
      bin_dirs = ['/opt/cni/bin']
      conf_dir = '/etc/cni/net.d'
`;
}
