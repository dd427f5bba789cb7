import { formatIpv4 } from '../../packet/address';
import { failed, kubectl, phaseFailed, type Call } from './call';
import { createToken } from './token';
import { joinWords, marking } from './init-words';

/** `kubeadm init phase` (cmd/kubeadm/app/cmd/phases/init): one step of init, on a node that has had them all or lacks some. */

interface Phase {
  readonly words: string;
  readonly parts?: readonly string[];
  run(work: Work): Promise<void> | void;
}

/** What a phase works with. */
interface Work {
  readonly call: Call;
  /** `apiserver` of `init phase certs apiserver`; `all` for every part. */
  readonly part: string;
  readonly node: string;
  readonly address: string;
  readonly service: string;
  /** What init would write. */
  readonly files: ReadonlyMap<string, string>;
  readonly say: (text: string) => void;
}

const PKI = '/etc/kubernetes/pki';
const MANIFESTS = '/etc/kubernetes/manifests';

/** Names of certificates among phases, their files, and what serving ones are signed for. */
const CERTIFICATES: readonly (readonly [part: string, file: string, kind: 'authority' | 'client' | 'api' | 'etcd'])[] =
  [
    ['ca', 'ca', 'authority'],
    ['apiserver', 'apiserver', 'api'],
    ['apiserver-kubelet-client', 'apiserver-kubelet-client', 'client'],
    ['front-proxy-ca', 'front-proxy-ca', 'authority'],
    ['front-proxy-client', 'front-proxy-client', 'client'],
    ['etcd-ca', 'etcd/ca', 'authority'],
    ['etcd-server', 'etcd/server', 'etcd'],
    ['etcd-peer', 'etcd/peer', 'etcd'],
    ['etcd-healthcheck-client', 'etcd/healthcheck-client', 'client'],
    ['apiserver-etcd-client', 'apiserver-etcd-client', 'client'],
  ];
const KUBECONFIGS = ['admin', 'super-admin', 'kubelet', 'controller-manager', 'scheduler'];
const COMPONENTS = ['apiserver', 'controller-manager', 'scheduler'];

function write({ call, files }: Work, path: string): void {
  const text = files.get(path);
  if (text !== undefined) call.process.files.write(path, text);
}

function certificates(work: Work): void {
  const { part, say, call, node, address, service } = work;
  const { files } = call.process;
  if (part === 'all') say(`[certs] Using certificateDir folder "${PKI}"\n`);
  const extra = extraNames(call);
  const isAddress = (name: string): boolean => /^[\d.]+$|:/.test(name);
  for (const [name, file, kind] of CERTIFICATES) {
    if (part !== 'all' && part !== name) continue;
    const there = files.exists(`${PKI}/${file}.crt`) && files.exists(`${PKI}/${file}.key`);
    if (there) {
      say(`[certs] Using existing ${file} certificate ${kind === 'authority' ? 'authority' : 'and key on disk'}\n`);
      continue;
    }
    if (kind !== 'authority' && !files.exists(`${PKI}/${authorityOf(file)}.crt`))
      throw phaseFailed(`certs/${name}`, `failed to write or validate certificate "${name}": couldn't load CA certificate ${authorityOf(file)}: couldn't load the certificate file ${PKI}/${authorityOf(file)}.crt: open ${PKI}/${authorityOf(file)}.crt: no such file or directory`); // prettier-ignore
    say(`[certs] Generating "${file}" certificate and key\n`);
    if (kind === 'api') {
      const names = [node, 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local', ...extra.filter((one) => !isAddress(one))]; // prettier-ignore
      say(`[certs] ${file} serving cert is signed for DNS names [${names.join(' ')}] and IPs [${[service, address, ...extra.filter(isAddress)].join(' ')}]\n`); // prettier-ignore
    }
    if (kind === 'etcd')
      say(`[certs] ${file} serving cert is signed for DNS names [${node} localhost] and IPs [${address} 127.0.0.1 ::1]\n`); // prettier-ignore
    write(work, `${PKI}/${file}.crt`);
    write(work, `${PKI}/${file}.key`);
  }
  if (part !== 'all' && part !== 'sa') return;
  if (files.exists(`${PKI}/sa.key`)) return say('[certs] Using the existing "sa" key\n');
  say('[certs] Generating "sa" key and public key\n');
  write(work, `${PKI}/sa.key`);
  write(work, `${PKI}/sa.pub`);
}

function extraNames({ options }: Call): readonly string[] {
  return (options.get('apiserver-cert-extra-sans') ?? '').split(',').filter((name) => name !== '');
}

function authorityOf(file: string): string {
  if (file.startsWith('etcd/') || file === 'apiserver-etcd-client') return 'etcd/ca';
  return file === 'front-proxy-client' ? 'front-proxy-ca' : 'ca';
}

function kubeconfigs(work: Work): void {
  const { part, say, call } = work;
  if (part === 'all') say('[kubeconfig] Using kubeconfig folder "/etc/kubernetes"\n');
  for (const name of KUBECONFIGS) {
    if (part !== 'all' && part !== name) continue;
    const path = `/etc/kubernetes/${name}.conf`;
    if (call.process.files.exists(path)) {
      say(`[kubeconfig] Using existing kubeconfig file: "${path}"\n`);
      continue;
    }
    say(`[kubeconfig] Writing "${name}.conf" kubeconfig file\n`);
    write(work, path);
  }
}

function controlPlane(work: Work): void {
  const { part, say } = work;
  if (part === 'all') say(`[control-plane] Using manifest folder "${MANIFESTS}"\n`);
  for (const name of COMPONENTS) {
    if (part !== 'all' && part !== name) continue;
    say(`[control-plane] Creating static Pod manifest for "kube-${name}"\n`);
    write(work, `${MANIFESTS}/kube-${name}.yaml`);
  }
}

async function uploadCertificates({ call, say }: Work): Promise<void> {
  if (!call.options.has('upload-certs')) return say('[upload-certs] Skipping phase. Please see --upload-certs\n');
  const key = call.options.get('certificate-key') ?? certificateKey(call);
  const names = ['ca.crt', 'ca.key', 'sa.pub', 'sa.key', 'front-proxy-ca.crt', 'front-proxy-ca.key', 'etcd/ca.crt', 'etcd/ca.key']; // prettier-ignore
  const data = names.map((name) => [name.replace('/', '-'), btoa(call.process.files.read(`${PKI}/${name}`))] as const);
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'kubeadm-certs', namespace: 'kube-system' }, type: 'Opaque', data: Object.fromEntries(data) }; // prettier-ignore
  await kubectl(call, ['apply', '-f', '-'], JSON.stringify(secret));
  say(`[upload-certs] Storing the certificates in Secret "kubeadm-certs" in the "kube-system" Namespace\n[upload-certs] Using certificate key:\n${key}\n`); // prettier-ignore
}

/** 32 random bytes, in hexadecimal. */
export function certificateKey({ process: { world } }: Call): string {
  return Array.from({ length: 64 }, () => (world.random() & 15).toString(16)).join('');
}

async function markControlPlane({ call, node, say }: Work): Promise<void> {
  say(marking(node));
  const labels = ['node-role.kubernetes.io/control-plane=', 'node.kubernetes.io/exclude-from-external-load-balancers='];
  await kubectl(call, ['label', 'node', node, '--overwrite', ...labels]);
  await kubectl(call, ['taint', 'node', node, '--overwrite', 'node-role.kubernetes.io/control-plane:NoSchedule']);
}

async function bootstrapToken({ call, say }: Work): Promise<void> {
  let token = '';
  const process = Object.create(call.process, { out: { value: (text: string) => (token += text) } }) as Call['process'];
  await createToken({ ...call, process, words: [] });
  say(`[bootstrap-token] Using token: ${token.trim()}\n[bootstrap-token] Configuring bootstrap tokens, cluster-info ConfigMap, RBAC Roles\n${ROLES}`); // prettier-ignore
}

const ROLES = `[bootstrap-token] Configured RBAC rules to allow Node Bootstrap tokens to get nodes
[bootstrap-token] Configured RBAC rules to allow Node Bootstrap tokens to post CSRs in order for nodes to get long term certificate credentials
[bootstrap-token] Configured RBAC rules to allow the csrapprover controller automatically approve CSRs from a Node Bootstrap Token
[bootstrap-token] Configured RBAC rules to allow certificate rotation for all node client certificates in the cluster
[bootstrap-token] Creating the "cluster-info" ConfigMap in the "kube-public" namespace
`;

async function addons({ call, part, node, say }: Work): Promise<void> {
  const { world } = call.process;
  await kubectl(call, ['get', 'nodes']);
  world.clusterBehaviour?.createSystemObjects?.(world, node, rangesOf(call));
  if (part !== 'kube-proxy') say('[addons] Applied essential addon: CoreDNS\n');
  if (part !== 'coredns') say('[addons] Applied essential addon: kube-proxy\n');
}

async function uploadConfig({ call, part, node, say }: Work): Promise<void> {
  const { world } = call.process;
  await kubectl(call, ['get', 'nodes']);
  world.clusterBehaviour?.createSystemObjects?.(world, node, rangesOf(call));
  if (part !== 'kubelet') say('[upload-config] Storing the configuration used in ConfigMap "kubeadm-config" in the "kube-system" Namespace\n'); // prettier-ignore
  if (part !== 'kubeadm') say('[kubelet] Creating a ConfigMap "kubelet-config" in namespace kube-system with the configuration for the kubelets in the cluster\n'); // prettier-ignore
}

const PHASES: ReadonlyMap<string, Phase> = new Map<string, Phase>([
  ['preflight', { words: 'Run pre-flight checks', run: ({ say }) => say('[preflight] Running pre-flight checks\n') }],
  [
    'certs',
    { words: 'Certificate generation', parts: [...CERTIFICATES.map(([part]) => part), 'sa'], run: certificates },
  ],
  ['kubeconfig', { words: 'Generate all kubeconfig files necessary to establish the control plane and the admin kubeconfig file', parts: KUBECONFIGS, run: kubeconfigs }], // prettier-ignore
  ['etcd', { words: 'Generate static Pod manifest file for local etcd', parts: ['local'], run: (work) => {
    work.say(`[etcd] Creating static Pod manifest for local etcd in "${MANIFESTS}"\n`);
    write(work, `${MANIFESTS}/etcd.yaml`);
  } }], // prettier-ignore
  ['control-plane', { words: 'Generate all static Pod manifest files necessary to establish the control plane', parts: COMPONENTS, run: controlPlane }], // prettier-ignore
  ['kubelet-start', { words: 'Write kubelet settings and (re)start the kubelet', run: async (work) => {
    for (const [what, file] of [['environment file with flags to', 'kubeadm-flags.env'], ['configuration to', 'instance-config.yaml'], ['configuration to', 'config.yaml']] as const) { // prettier-ignore
      work.say(`[kubelet-start] Writing kubelet ${what} file "/var/lib/kubelet/${file}"\n`);
      write(work, `/var/lib/kubelet/${file}`);
    }
    work.say('[kubelet-start] Starting the kubelet\n');
    await work.call.process.exec(['systemctl', 'restart', 'kubelet']);
  } }], // prettier-ignore
  ['upload-config', { words: 'Upload the kubeadm and kubelet configuration to a ConfigMap', parts: ['kubeadm', 'kubelet'], run: uploadConfig }], // prettier-ignore
  ['upload-certs', { words: 'Upload certificates to kubeadm-certs', run: uploadCertificates }],
  ['mark-control-plane', { words: 'Mark a node as a control-plane', run: markControlPlane }],
  ['bootstrap-token', { words: 'Generates bootstrap tokens used to join a node to a cluster', run: bootstrapToken }],
  ['kubelet-finalize', { words: 'Updates settings relevant to the kubelet after TLS bootstrap', parts: ['enable-client-cert-rotation'], run: ({ say }) => say('[kubelet-finalize] Updating "/etc/kubernetes/kubelet.conf" to point to a rotatable kubelet client certificate and key\n') }], // prettier-ignore
  ['addon', { words: 'Install required addons for passing conformance tests', parts: ['coredns', 'kube-proxy'], run: addons }], // prettier-ignore
  ['show-join-command', { words: 'Show the join command for control-plane and worker node', run: async ({ call, say }) => say(joinWords(await joinCommand(call))) }], // prettier-ignore
]);

async function joinCommand({ process }: Call): Promise<string> {
  let out = '';
  await process.exec(['kubeadm', 'token', 'create', '--print-join-command'], { output: { out: (text) => (out += text), err: () => undefined } }); // prettier-ignore
  return out.trim();
}

export async function initPhase(call: Call): Promise<number> {
  const { process, options } = call;
  const [, name = '', ...parts] = call.words;
  const phase = PHASES.get(name);
  if (name === '' || options.has('h')) return help(call, name, phase);
  if (!phase) throw failed(`unknown command "${name}" for "kubeadm init phase"`);
  if (phase.parts && parts.length === 0) return help(call, name, phase);
  const [part = 'all'] = parts;
  if (part !== 'all' && !(phase.parts ?? []).includes(part))
    throw failed(`unknown command "${part}" for "kubeadm init phase ${name}"`);
  const { world, host } = process;
  const ranges = rangesOf(call);
  const links = process.netlink().links().flatMap(({ name: link, addresses4 }) => (link === 'lo' ? [] : addresses4)); // prettier-ignore
  const work: Work = {
    call,
    part,
    node: options.get('node-name') ?? world.host(host).hostname,
    address: links[0] ? formatIpv4(links[0].address) : '',
    service: ranges.serviceCIDR.replace(/\d+\/\d+$/, '1'),
    files:
      world.clusterBehaviour?.controlPlaneFiles?.(world, host, ranges, extraNames(call)) ?? new Map<string, string>(),
    say: (text) => process.out(text),
  };
  await phase.run(work);
  return 0;
}

/** The ranges of the cluster's own configuration, or of the options. */
function rangesOf({ process, options }: Call): { readonly podCIDR: string; readonly serviceCIDR: string } {
  const config = process.world.cluster?.objects.get('configmaps')?.get('kube-system')?.get('kubeadm-config');
  const text = ((config?.['data'] ?? {}) as Readonly<Record<string, string>>)['ClusterConfiguration'] ?? '';
  const value = (name: string, otherwise: string): string => new RegExp(`${name}: (\\S+)`).exec(text)?.[1] ?? otherwise;
  return {
    podCIDR: options.get('pod-network-cidr') ?? value('podSubnet', '10.244.0.0/16'),
    serviceCIDR: options.get('service-cidr') ?? value('serviceSubnet', '10.96.0.0/12'),
  };
}

function help({ process }: Call, name: string, phase: Phase | undefined): number {
  const entries: readonly (readonly [string, string])[] = phase
    ? [['all', phase.words], ...(phase.parts ?? []).map((part) => [part, `Only ${part}`] as const)]
    : [...PHASES].map(([each, { words }]) => [each, words] as const);
  const lines = entries.map(([each, words]) => `  ${each.padEnd(25)} ${words}\n`).join('');
  const path = name === '' ? '' : ` ${name}`;
  process.out(`${phase ? phase.words : 'Use this command to invoke single phase of the "init" workflow'}\n\nUsage:\n  kubeadm init phase${path} [command]\n\nAvailable Commands:\n${lines}\nUse "kubeadm init phase${path} [command] --help" for more information about a command.\n`); // prettier-ignore
  return 0;
}
