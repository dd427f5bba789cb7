import { readAll } from './configuration-file';
import { failed, kubectl, versionOf, type Call } from './call';
import { marking } from './init-words';
import { initPhase } from './phases';
import { filesThere, forwarding, judge, notEmpty, portsInUse, runtime } from './preflight';
import { authorityHash } from './token';

const MANIFESTS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'].map((name) => `/etc/kubernetes/manifests/${name}.yaml`); // prettier-ignore

/** `kubeadm init` (cmd/kubeadm/app/cmd/init.go): what its phases say; the cluster itself is made by the floor engine/kubernetes. */
export async function init(call: Call): Promise<number> {
  const { process, options, words } = call;
  const { world, host } = process;
  if (words[0] === 'phase') return initPhase(call);
  const file = options.get('config');
  const given = file === undefined ? {} : readAll(process, file);
  const podCIDR = options.get('pod-network-cidr') ?? given.podSubnet ?? '';
  const serviceCIDR = options.get('service-cidr') ?? given.serviceSubnet ?? '10.96.0.0/12';
  for (const [name, range] of [['podSubnet', podCIDR], ['serviceSubnet', serviceCIDR]] as const)
    if (range !== '' && !/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(range)) throw failed(`networking.${name}: Invalid value: "${range}": couldn't parse subnet`, 3); // prettier-ignore
  const version = options.get('kubernetes-version') ?? given.kubernetesVersion ?? versionOf(process);
  process.out(`[init] Using Kubernetes version: ${version.startsWith('v') ? version : `v${version}`}\n[preflight] Running pre-flight checks\n`); // prettier-ignore
  judge(call, [
    ...portsInUse(call, [6443, 10259, 10257]),
    ...filesThere(call, MANIFESTS),
    ...forwarding(call),
    ...portsInUse(call, [10250, 2379, 2380]),
    ...notEmpty(call, '/var/lib/etcd'),
    ...runtime(call),
  ]);
  process.out("[preflight] Pulling images required for setting up a Kubernetes cluster\n[preflight] This might take a minute or two, depending on the speed of your internet connection\n[preflight] You can also perform this action beforehand using 'kubeadm config images pull'\n"); // prettier-ignore
  if (options.has('dry-run')) {
    process.out('[dryrun] Finished dry-running successfully. Above are the resources that would be created\n');
    return 0;
  }
  const { hostname } = world.host(host);
  world.clusterBehaviour?.initializeCluster?.(world, host, { podCIDR: podCIDR || '10.244.0.0/16', serviceCIDR });
  const address = /--advertise-address=(\S+)/.exec(process.files.read('/etc/kubernetes/manifests/kube-apiserver.yaml'))?.[1] ?? ''; // prettier-ignore
  const first = serviceCIDR.replace(/\d+\/\d+$/, '1');
  process.out(certificates(hostname, address, first));
  process.out(files());
  await process.wait(() => false, world.nowUs + 2_000_000);
  process.out('[kubelet-check] Waiting for a healthy kubelet at http://127.0.0.1:10248/healthz. This can take up to 4m0s\n[kubelet-check] The kubelet is healthy after 501.366117ms\n'); // prettier-ignore
  process.out(`[control-plane-check] Waiting for healthy control plane components. This can take up to 4m0s\n[control-plane-check] Checking kube-apiserver at https://${address}:6443/livez\n[control-plane-check] Checking kube-controller-manager at https://127.0.0.1:10257/healthz\n[control-plane-check] Checking kube-scheduler at https://127.0.0.1:10259/livez\n`); // prettier-ignore
  await serves(call);
  process.out('[control-plane-check] kube-controller-manager is healthy after 1.004261412s\n[control-plane-check] kube-scheduler is healthy after 1.705428612s\n[control-plane-check] kube-apiserver is healthy after 3.501861934s\n'); // prettier-ignore
  const join = await joinCommand(call);
  process.out(ending(hostname, join.token));
  process.out(
    `kubeadm join ${address}:6443 --token ${join.token} \\\n\t--discovery-token-ca-cert-hash ${authorityHash(world)} \n`,
  );
  return 0;
}

/** Until the API server answers. */
async function serves(call: Call): Promise<void> {
  const { process } = call;
  const deadlineUs = process.world.nowUs + 240_000_000;
  for (;;) {
    try {
      await kubectl(call, ['get', 'nodes']);
      return;
    } catch {
      if (process.world.nowUs >= deadlineUs || process.signal.aborted) throw failed('error execution phase wait-control-plane: failed while waiting for the control plane to start: kube-apiserver check failed'); // prettier-ignore
      await process.wait(() => false, process.world.nowUs + 1_000_000);
    }
  }
}

async function joinCommand({ process }: Call): Promise<{ readonly token: string }> {
  let out = '';
  await process.exec(['kubeadm', 'token', 'create'], {
    output: { out: (text) => (out += text), err: () => undefined },
  });
  return { token: out.trim().split('\n').at(-1) ?? '' };
}

function certificates(name: string, address: string, service: string): string {
  const dns = `DNS names [${name} kubernetes kubernetes.default kubernetes.default.svc kubernetes.default.svc.cluster.local] and IPs [${service} ${address}]`;
  const etcd = `DNS names [${name} localhost] and IPs [${address} 127.0.0.1 ::1]`;
  const made = (what: string, signed = ''): string => `[certs] Generating "${what}" certificate and key\n${signed === '' ? '' : `[certs] ${what} serving cert is signed for ${signed}\n`}`; // prettier-ignore
  return `[certs] Using certificateDir folder "/etc/kubernetes/pki"\n${made('ca')}${made('apiserver', dns)}${made('apiserver-kubelet-client')}${made('front-proxy-ca')}${made('front-proxy-client')}${made('etcd/ca')}${made('etcd/server', etcd)}${made('etcd/peer', etcd)}${made('etcd/healthcheck-client')}${made('apiserver-etcd-client')}[certs] Generating "sa" key and public key\n`;
}

function files(): string {
  const kubeconfigs = ['admin', 'super-admin', 'kubelet', 'controller-manager', 'scheduler'].map((name) => `[kubeconfig] Writing "${name}.conf" kubeconfig file\n`).join(''); // prettier-ignore
  const pods = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((name) => `[control-plane] Creating static Pod manifest for "${name}"\n`).join(''); // prettier-ignore
  return `[kubeconfig] Using kubeconfig folder "/etc/kubernetes"\n${kubeconfigs}[etcd] Creating static Pod manifest for local etcd in "/etc/kubernetes/manifests"\n[control-plane] Using manifest folder "/etc/kubernetes/manifests"\n${pods}[kubelet-start] Writing kubelet environment file with flags to file "/var/lib/kubelet/kubeadm-flags.env"\n[kubelet-start] Writing kubelet configuration to file "/var/lib/kubelet/instance-config.yaml"\n[patches] Applied patch of type "application/strategic-merge-patch+json" to target "kubeletconfiguration"\n[kubelet-start] Writing kubelet configuration to file "/var/lib/kubelet/config.yaml"\n[kubelet-start] Starting the kubelet\n[wait-control-plane] Waiting for the kubelet to boot up the control plane as static Pods from directory "/etc/kubernetes/manifests"\n`;
}

function ending(node: string, token: string): string {
  return `[upload-config] Storing the configuration used in ConfigMap "kubeadm-config" in the "kube-system" Namespace
[kubelet] Creating a ConfigMap "kubelet-config" in namespace kube-system with the configuration for the kubelets in the cluster
[upload-certs] Skipping phase. Please see --upload-certs
${marking(node)}[bootstrap-token] Using token: ${token}
[bootstrap-token] Configuring bootstrap tokens, cluster-info ConfigMap, RBAC Roles
[bootstrap-token] Configured RBAC rules to allow Node Bootstrap tokens to get nodes
[bootstrap-token] Configured RBAC rules to allow Node Bootstrap tokens to post CSRs in order for nodes to get long term certificate credentials
[bootstrap-token] Configured RBAC rules to allow the csrapprover controller automatically approve CSRs from a Node Bootstrap Token
[bootstrap-token] Configured RBAC rules to allow certificate rotation for all node client certificates in the cluster
[bootstrap-token] Creating the "cluster-info" ConfigMap in the "kube-public" namespace
[kubelet-finalize] Updating "/etc/kubernetes/kubelet.conf" to point to a rotatable kubelet client certificate and key
[addons] Applied essential addon: CoreDNS
[addons] Applied essential addon: kube-proxy

Your Kubernetes control-plane has initialized successfully!

To start using your cluster, you need to run the following as a regular user:

  mkdir -p $HOME/.kube
  sudo cp -i /etc/kubernetes/admin.conf $HOME/.kube/config
  sudo chown $(id -u):$(id -g) $HOME/.kube/config

Alternatively, if you are the root user, you can run:

  export KUBECONFIG=/etc/kubernetes/admin.conf

You should now deploy a pod network to the cluster.
Run "kubectl apply -f [podnetwork].yaml" with one of the options listed at:
  https://kubernetes.io/docs/concepts/cluster-administration/addons/

Then you can join any number of worker nodes by running the following on each as root:

`;
}
