import { exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { failed, versionOf, type Call } from './call';
import { checkExpiration, renew } from './certs';
import { KUBEADM } from './declaration';
import { init } from './init';
import { join, reset } from './membership';
import { imagesOf, pullImage } from './images';
import { certificateKey } from './phases';
import { upgradeApply, upgradeDiff, upgradeNode, upgradePlan } from './upgrade';
import { createToken, deleteTokens, generateToken, listTokens } from './token';

/** kubeadm v1.35.2, as far as a cluster that is there needs it. */
export const kubeadm: Program = {
  ...KUBEADM,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

type Command = (call: Call) => number | Promise<number>;

async function run(process: Process): Promise<number> {
  const parsed = parseOptions(KUBEADM, process.argv.slice(1));
  if (parsed.error !== undefined) {
    const option = /'((?:--?)?[^']*)'/.exec(parsed.error)?.[1] ?? '';
    throw failed(`unknown flag: ${option.startsWith('-') ? option : `--${option}`}`);
  }
  const options = new Map(parsed.options.map(({ flag, value }) => [flag, value ?? '']));
  const words = parsed.operands;
  for (let length = Math.min(3, words.length); length > 0; length--) {
    const act = COMMANDS.get(words.slice(0, length).join(' '));
    if (act && options.has('h')) {
      process.out(usageOf(words.slice(0, length).join(' ')));
      return 0;
    }
    if (act) return act({ process, options, words: words.slice(length) });
  }
  const [first] = words;
  if (first === undefined || GROUPS.has(first)) {
    process.out(HELP);
    return 0;
  }
  throw failed(`unknown command "${first}" for "kubeadm"`);
}

const GROUPS: ReadonlySet<string> = new Set(['token', 'certs', 'config', 'upgrade']);

const HELP = `

    ┌──────────────────────────────────────────────────────────┐
    │ KUBEADM                                                  │
    │ Easily bootstrap a secure Kubernetes cluster             │
    │                                                          │
    │ Please give us feedback at:                              │
    │ https://github.com/kubernetes/kubeadm/issues             │
    └──────────────────────────────────────────────────────────┘

Usage:
  kubeadm [command]

Available Commands:
  certs       Commands related to handling Kubernetes certificates
  config      Manage configuration for a kubeadm cluster persisted in a ConfigMap in the cluster
  init        Run this command in order to set up the Kubernetes control plane
  join        Run this on any machine you wish to join an existing cluster
  reset       Performs a best effort revert of changes made to this host by 'kubeadm init' or 'kubeadm join'
  token       Manage bootstrap tokens
  upgrade     Upgrade your cluster smoothly to a newer version with this command
  version     Print the version of kubeadm

Use "kubeadm [command] --help" for more information about a command.
`;

/** The head of a command's help; the list of its flags is not simulated. */
function usageOf(path: string): string {
  const flags = KUBEADM.options.map(({ names, value, words }) => `  ${names.length > 1 ? names.join(', ') : `    ${names[0] ?? ''}`}${value ? ' string' : ''}`.padEnd(50) + words.en); // prettier-ignore
  return `Usage:\n  kubeadm ${path} [flags]\n\nFlags (those of all commands that the lab knows):\n${flags.join('\n')}\n`;
}

function version({ process, options }: Call): number {
  const info = { major: '1', minor: '35', gitVersion: versionOf(process), gitCommit: 'fdc9d74cbf2da6754ebf81d56f80ae2948cd6425', gitTreeState: 'clean', buildDate: '2026-02-26T20:08:24Z', goVersion: 'go1.25.7', compiler: 'gc', platform: 'linux/amd64' }; // prettier-ignore
  const format = options.get('o');
  if (format === 'short') process.out(`${versionOf(process)}\n`);
  else if (format === 'json') process.out(`${JSON.stringify({ clientVersion: info }, undefined, 2)}\n`);
  else if (format === 'yaml')
    process.out(`clientVersion:\n${Object.entries(info).sort().map(([key, value]) => `  ${key}: ${/^\d+$/.test(value) || value.includes(':') ? `"${value}"` : value}\n`).join('')}`); // prettier-ignore
  else
    process.out(
      `kubeadm version: &version.Info{Major:"${info.major}", Minor:"${info.minor}", EmulationMajor:"", EmulationMinor:"", MinCompatibilityMajor:"", MinCompatibilityMinor:"", GitVersion:"${info.gitVersion}", GitCommit:"${info.gitCommit}", GitTreeState:"${info.gitTreeState}", BuildDate:"${info.buildDate}", GoVersion:"${info.goVersion}", Compiler:"${info.compiler}", Platform:"${info.platform}"}\n`,
    );
  return 0;
}

function listImages({ process }: Call): number {
  for (const image of imagesOf(versionOf(process))) process.out(`${image}\n`);
  return 0;
}

async function pullImages(call: Call): Promise<number> {
  const { process } = call;
  for (const image of imagesOf(versionOf(process))) {
    await pullImage(call, image);
    process.out(`[config/images] Pulled ${image}\n`);
  }
  return 0;
}

function initDefaults({ process }: Call): number {
  process.out(`apiVersion: kubeadm.k8s.io/v1beta4
bootstrapTokens:
- groups:
  - system:bootstrappers:kubeadm:default-node-token
  token: abcdef.0123456789abcdef
  ttl: 24h0m0s
  usages:
  - signing
  - authentication
kind: InitConfiguration
localAPIEndpoint:
  advertiseAddress: 1.2.3.4
  bindPort: 6443
nodeRegistration:
  criSocket: unix:///var/run/containerd/containerd.sock
  imagePullPolicy: IfNotPresent
  imagePullSerial: true
  name: node
  taints: null
timeouts:
  controlPlaneComponentHealthCheck: 4m0s
  discovery: 5m0s
  etcdAPICall: 2m0s
  kubeletHealthCheck: 4m0s
  kubernetesAPICall: 1m0s
  tlsBootstrap: 5m0s
  upgradeManifests: 5m0s
---
apiServer: {}
apiVersion: kubeadm.k8s.io/v1beta4
caCertificateValidityPeriod: 87600h0m0s
certificateValidityPeriod: 8760h0m0s
certificatesDir: /etc/kubernetes/pki
clusterName: kubernetes
controllerManager: {}
dns: {}
encryptionAlgorithm: RSA-2048
etcd:
  local:
    dataDir: /var/lib/etcd
imageRepository: registry.k8s.io
kind: ClusterConfiguration
kubernetesVersion: 1.35.0
networking:
  dnsDomain: cluster.local
  serviceSubnet: 10.96.0.0/12
proxy: {}
scheduler: {}
`);
  return 0;
}

function joinDefaults({ process }: Call): number {
  process.out(`apiVersion: kubeadm.k8s.io/v1beta4
caCertPath: /etc/kubernetes/pki/ca.crt
discovery:
  bootstrapToken:
    apiServerEndpoint: kube-apiserver:6443
    token: abcdef.0123456789abcdef
    unsafeSkipCAVerification: true
  tlsBootstrapToken: abcdef.0123456789abcdef
kind: JoinConfiguration
nodeRegistration:
  criSocket: unix:///var/run/containerd/containerd.sock
  imagePullPolicy: IfNotPresent
  imagePullSerial: true
  name: ${process.world.host(process.host).hostname}
  taints: null
timeouts:
  controlPlaneComponentHealthCheck: 4m0s
  discovery: 5m0s
  etcdAPICall: 2m0s
  kubeletHealthCheck: 4m0s
  kubernetesAPICall: 1m0s
  tlsBootstrap: 5m0s
  upgradeManifests: 5m0s
`);
  return 0;
}

function resetDefaults({ process }: Call): number {
  process.out(`apiVersion: kubeadm.k8s.io/v1beta4
certificatesDir: /etc/kubernetes/pki
criSocket: unix:///var/run/containerd/containerd.sock
kind: ResetConfiguration
timeouts:
  controlPlaneComponentHealthCheck: 4m0s
  discovery: 5m0s
  etcdAPICall: 2m0s
  kubeletHealthCheck: 4m0s
  kubernetesAPICall: 1m0s
  tlsBootstrap: 5m0s
  upgradeManifests: 5m0s
`);
  return 0;
}

/** A configuration of this version stays as it is; older ones are read by no kubeadm v1.35 but v1beta3. */
function migrate({ process, options }: Call): number {
  const old = options.get('old-config');
  if (old === undefined) throw failed('the --old-config flag is mandatory');
  const text = configurationIn(process, old).replaceAll('kubeadm.k8s.io/v1beta3', 'kubeadm.k8s.io/v1beta4');
  const target = options.get('new-config');
  if (target === undefined) process.out(text);
  else process.files.write(target, text);
  return 0;
}

function validate({ process, options }: Call): number {
  const file = options.get('config');
  if (file === undefined) throw failed('the --config flag is mandatory');
  configurationIn(process, file);
  process.out('ok\n');
  return 0;
}

/** A file's documents of kubeadm's kinds. Throws as kubeadm fails. */
function configurationIn({ files }: Process, path: string): string {
  if (!files.exists(path)) throw failed(`open ${path}: no such file or directory`);
  const text = files.read(path);
  const [, version = ''] = /^apiVersion: kubeadm\.k8s\.io\/(\S+)/m.exec(text) ?? [];
  if (version === '') throw failed('could not interpret GroupVersionKind; unmarshal error: no kubeadm configuration in the file'); // prettier-ignore
  if (!['v1beta3', 'v1beta4'].includes(version))
    throw failed(`your configuration file uses an old API spec: "kubeadm.k8s.io/${version}" (kind: "${/^kind: (\S+)/m.exec(text)?.[1] ?? ''}"). Please use kubeadm v1.22 instead and run 'kubeadm config migrate --old-config old-config-file --new-config new-config-file', which will write the new, similar spec using a newer API version.`); // prettier-ignore
  return text;
}

function printCertificateKey(call: Call): number {
  call.process.out(`${certificateKey(call)}\n`);
  return 0;
}

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['version', version],
  ['init', init],
  ['join', join],
  ['reset', reset],
  ['token create', createToken],
  ['token list', listTokens],
  ['token delete', deleteTokens],
  ['token generate', generateToken],
  ['certs check-expiration', checkExpiration],
  ['certs renew', renew],
  ['certs certificate-key', printCertificateKey],
  ['config images list', listImages],
  ['config images pull', pullImages],
  ['config print init-defaults', initDefaults],
  ['config print join-defaults', joinDefaults],
  ['config print reset-defaults', resetDefaults],
  ['config migrate', migrate],
  ['config validate', validate],
  ['upgrade plan', upgradePlan],
  ['upgrade apply', upgradeApply],
  ['upgrade node', upgradeNode],
  ['upgrade diff', upgradeDiff],
]);
