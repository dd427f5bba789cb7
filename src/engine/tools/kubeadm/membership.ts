import { strerror } from '../../kernel/errno';
import { closeTcp } from '../../kernel/tcp/calls';
import { formatIpv4 } from '../../packet/address';
import { removePodSandbox } from '../containers/runtime';
import { sandboxesOf } from '../../kernel/containers/node';
import { openConnection } from '../http/exchange';
import { layNode } from '../node-files/lay';
import { KUBEADM_DEFAULTS } from '../node-files/values';
import { lookUp } from '../resolver/lookup';
import { startUnit, stopUnit } from '../systemd/manager';
import type { Process } from '../tool';
import { failed, phaseFailed, versionOf, type Call } from './call';
import { filesThere, forwarding, judge, portsInUse, runtime } from './preflight';
import { authorityHash, tokenHolds } from './token';

/** `kubeadm join` and `reset`. */

export async function join(call: Call): Promise<number> {
  const { process, options, words } = call;
  const [endpoint] = words;
  const token = options.get('token');
  if (endpoint === undefined || token === undefined)
    throw failed('discovery: Invalid value: "": bootstrapToken or file must be set');
  if (!/^[a-z0-9]{6}\.[a-z0-9]{16}$/.test(token))
    throw failed(`discovery.bootstrapToken.token: Invalid value: "${token}": the bootstrap token is invalid`, 3);
  const hash = options.get('discovery-token-ca-cert-hash');
  if (hash === undefined && !options.has('discovery-token-unsafe-skip-ca-verification'))
    throw failed('discovery.bootstrapToken: Invalid value: "": using token-based discovery without caCertHashes can be unsafe. Set unsafeSkipCAVerification as true in your kubeadm config file or pass --discovery-token-unsafe-skip-ca-verification flag to continue', 3); // prettier-ignore
  process.out('[preflight] Running pre-flight checks\n');
  judge(call, [
    ...filesThere(call, ['/etc/kubernetes/kubelet.conf']),
    ...forwarding(call),
    ...portsInUse(call, [10250]),
    ...filesThere(call, ['/etc/kubernetes/pki/ca.crt']),
    ...runtime(call),
  ]);
  await identify(call, endpoint, token, hash);
  process.out('[preflight] Reading configuration from the "kubeadm-config" ConfigMap in namespace "kube-system"...\n[preflight] Use \'kubeadm init phase upload-config kubeadm --config your-config-file\' to re-upload it.\n'); // prettier-ignore
  if (options.has('control-plane')) throw notReady(process);
  process.out('[kubelet-start] Writing kubelet configuration to file "/var/lib/kubelet/instance-config.yaml"\n[patches] Applied patch of type "application/strategic-merge-patch+json" to target "kubeletconfiguration"\n[kubelet-start] Writing kubelet configuration to file "/var/lib/kubelet/config.yaml"\n[kubelet-start] Writing kubelet environment file with flags to file "/var/lib/kubelet/kubeadm-flags.env"\n[kubelet-start] Starting the kubelet\n'); // prettier-ignore
  startNode(process, endpoint);
  await process.wait(() => false, process.world.nowUs + 2_000_000);
  process.out('[kubelet-check] Waiting for a healthy kubelet at http://127.0.0.1:10248/healthz. This can take up to 4m0s\n[kubelet-check] The kubelet is healthy after 501.366117ms\n[kubelet-start] Waiting for the kubelet to perform the TLS Bootstrap\n'); // prettier-ignore
  process.out("\nThis node has joined the cluster:\n* Certificate signing request was sent to apiserver and a response was received.\n* The Kubelet was informed of the new secure connection details.\n\nRun 'kubectl get nodes' on the control-plane to see this node join the cluster.\n\n"); // prettier-ignore
  return 0;
}

/** Why this cluster takes no second control plane (cmd/kubeadm/app/cmd/join.go: checkIfReadyForAdditionalControlPlane): labs have no stable endpoint. */
function notReady({ world }: Process): Error {
  const config = world.cluster?.objects.get('configmaps')?.get('kube-system')?.get('kubeadm-config');
  const stable = JSON.stringify(config?.['data'] ?? {}).includes('controlPlaneEndpoint');
  const why = stable
    ? 'failure loading certificate for CA: couldn\'t load the certificate file /etc/kubernetes/pki/ca.crt: open /etc/kubernetes/pki/ca.crt: no such file or directory' // prettier-ignore
    : "unable to add a new control plane instance to a cluster that doesn't have a stable controlPlaneEndpoint address"; // prettier-ignore
  return phaseFailed('preflight', `\nOne or more conditions for hosting a new control plane instance is not satisfied.\n\n${why}\n\nPlease ensure that:\n* The cluster has a stable controlPlaneEndpoint address.\n* The certificates that must be shared among control plane instances are provided.\n\n`); // prettier-ignore
}

/** Asks for cluster-info and checks it against the token and the pinned authority. */
async function identify({ process }: Call, endpoint: string, token: string, hash: string | undefined): Promise<void> {
  const identity = "couldn't validate the identity of the API Server: ";
  const [host = '', port = '6443'] = endpoint.split(':');
  const url = `https://${endpoint}/api/v1/namespaces/kube-public/configmaps/cluster-info?timeout=10s`;
  const unreachable = (why: string): Error =>
    phaseFailed('preflight', `${identity}failed to request the cluster-info ConfigMap: Get "${url}": ${why}`);
  const found = await lookUp(process, host);
  if (found.type === 'error') throw unreachable(`dial tcp: lookup ${host}: no such host`);
  const to = { address: found.address, port: Number(port) };
  const opened = await openConnection(process, to, {}, process.world.nowUs + 10_000_000);
  if (opened.type === 'failed')
    throw unreachable(`dial tcp ${endpoint}: connect: ${strerror(opened.errno).toLowerCase()}`);
  closeTcp(process.world, opened.socket);
  if (opened.type === 'timeout') throw unreachable('context deadline exceeded');
  if (!tokenHolds(process.world, token))
    throw phaseFailed(
      'preflight',
      `${identity}could not find a JWS signature in the cluster-info ConfigMap for token ID "${token.slice(0, 6)}"`,
    );
  const own = authorityHash(process.world);
  if (hash !== undefined && hash !== own)
    throw phaseFailed(
      'preflight',
      `${identity}cluster CA found in cluster-info ConfigMap is invalid: none of the public keys "${own}" are pinned`,
    );
}

function startNode(process: Process, endpoint: string): void {
  const { world, host } = process;
  const config = world.cluster?.objects.get('configmaps')?.get('kube-system')?.get('kubeadm-config');
  const text = ((config?.['data'] ?? {}) as Readonly<Record<string, string>>)['ClusterConfiguration'] ?? '';
  const value = (name: string, otherwise: string): string => new RegExp(`${name}: (\\S+)`).exec(text)?.[1] ?? otherwise;
  const links = process
    .netlink()
    .links()
    .flatMap(({ addresses4, name }) => (name === 'lo' ? [] : addresses4));
  layNode(world, host, {
    ...KUBEADM_DEFAULTS,
    version: versionOf(process),
    podCidr: value('podSubnet', KUBEADM_DEFAULTS.podCidr),
    serviceCidr: value('serviceSubnet', KUBEADM_DEFAULTS.serviceCidr),
    endpoint,
    node: host,
    address: links[0] ? formatIpv4(links[0].address) : '',
    controlPlane: false,
  });
  startUnit(world, host, 'kubelet.service');
}

export function reset(call: Call): number {
  const { process, options } = call;
  const { world, host } = process;
  if (!options.has('f')) {
    process.out("W0101 00:00:00.000000    1001 preflight.go:56] [reset] WARNING: Changes made to this host by 'kubeadm init' or 'kubeadm join' will be reverted.\n[reset] Are you sure you want to proceed? [y/N]: "); // prettier-ignore
    if (!/^y(es)?$/i.test(process.stdin.trim())) throw phaseFailed('preflight', 'aborted reset operation');
  }
  process.out('[preflight] Running pre-flight checks\n');
  const etcd = process.files.exists('/etc/kubernetes/manifests/etcd.yaml');
  if (etcd) process.out('[reset] Deleted contents of the etcd data directory: /var/lib/etcd\n');
  process.out('[reset] Stopping the kubelet service\n[reset] Unmounting mounted directories in "/var/lib/kubelet"\n');
  stopUnit(world, host, 'kubelet.service');
  for (const { id } of sandboxesOf(world, host)) removePodSandbox(world, id);
  for (const folder of ['/etc/kubernetes/manifests', '/var/lib/kubelet', '/etc/kubernetes/pki', ...(etcd ? ['/var/lib/etcd'] : [])]) empty(process, folder); // prettier-ignore
  const files = ['admin', 'super-admin', 'kubelet', 'bootstrap-kubelet', 'controller-manager', 'scheduler'].map((name) => `/etc/kubernetes/${name}.conf`); // prettier-ignore
  for (const file of files) if (process.files.exists(file)) process.files.remove(file);
  process.out(
    `[reset] Deleting contents of directories: [/etc/kubernetes/manifests /var/lib/kubelet /etc/kubernetes/pki]\n[reset] Deleting files: [${files.join(' ')}]\n\nThe reset process does not perform cleanup of CNI plugin configuration,\nnetwork filtering rules and kubeconfig files.\n\nFor information on how to perform this cleanup manually, please see:\n    https://k8s.io/docs/reference/setup-tools/kubeadm/kubeadm-reset/\n\n`,
  );
  return 0;
}

/** Removes what is in a directory. */
function empty(process: Process, folder: string): void {
  const { files } = process;
  if (!files.isDirectory(folder)) return;
  for (const name of files.list(folder)) {
    const path = `${folder}/${name}`;
    if (files.isDirectory(path)) empty(process, path);
    files.remove(path);
  }
}
