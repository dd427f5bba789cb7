import { LAB_EPOCH_MS } from '../../kernel/clock';
import { TabWriter } from '../kubectl/printers/tab-writer';
import { available } from '../apt/packages';
import { staticPodManifests } from '../node-files/manifests';
import { KUBEADM_DEFAULTS } from '../node-files/values';
import { failed, kubectl, phaseFailed, readingConfig, versionOf, type Call } from './call';
import { imagesOf, pullImage } from './images';

/** `kubeadm upgrade` (cmd/kubeadm/app/cmd/upgrade, phases/upgrade): plan, apply on the first control plane, node on the others. */

const MANIFESTS = '/etc/kubernetes/manifests';
const RULE = '_____________________________________________________________________\n';

/** What the cluster says of itself in the kubeadm-config ConfigMap. */
interface Configuration {
  readonly text: string;
  readonly version: string;
  readonly value: (name: string, otherwise: string) => string;
}

async function configuration(call: Call): Promise<Configuration> {
  const text = await kubectl(call, ['get', 'configmap', 'kubeadm-config', '-n', 'kube-system', '-o', 'jsonpath={.data.ClusterConfiguration}']); // prettier-ignore
  return read(call, text);
}

/** The same on a worker, whose kubelet's certificate lets it read this ConfigMap. */
function workersConfiguration(call: Call): Configuration {
  const found = call.process.world.cluster?.objects.get('configmaps')?.get('kube-system')?.get('kubeadm-config');
  const data = (found?.['data'] ?? {}) as Readonly<Record<string, string>>;
  return read(call, data['ClusterConfiguration'] ?? '');
}

function read({ process }: Call, text: string): Configuration {
  const value = (name: string, otherwise: string): string =>
    new RegExp(`^ *${name}: (\\S+)`, 'm').exec(text)?.[1] ?? otherwise;
  return { text, version: value('kubernetesVersion', versionOf(process)), value };
}

async function lines(call: Call, words: readonly string[]): Promise<readonly string[]> {
  return (await kubectl(call, words)).split('\n').filter((line) => line !== '');
}

/** The newest release of the series in the repositories: what https://dl.k8s.io/release/stable-1.35.txt says. */
function newest({ process }: Call): string {
  return `v${(available(process.files, 'kubeadm')[0] ?? '1.35.2-1.1').replace(/-.*/, '')}`;
}

export async function upgradePlan(call: Call): Promise<number> {
  const { process, words } = call;
  process.out('[preflight] Running pre-flight checks.\n');
  const { version: current } = await configuration(call);
  const own = versionOf(process);
  const target = words[0] === undefined ? newest(call) : withV(words[0]);
  process.out(`${readingConfig('upgrade/config')}[upgrade] Running cluster health checks\n[upgrade] Fetching available versions to upgrade to\n`); // prettier-ignore
  process.out(`[upgrade/versions] Cluster version: ${current.replace(/^v/, '')}\n[upgrade/versions] kubeadm version: ${own}\n[upgrade/versions] Target version: ${target}\n[upgrade/versions] Latest version in the v1.35 series: ${target}\n\n`); // prettier-ignore
  if (compare(target, current) <= 0) return 0;
  const writer = new TabWriter((out) => process.out(out), { minWidth: 10, padding: 3 });
  const nodes = await lines(call, ['get', 'nodes', '-o', 'jsonpath={range .items[*]}{.metadata.name}{" "}{.status.nodeInfo.kubeletVersion}{"\\n"}{end}']); // prettier-ignore
  const old = nodes.map((line) => line.split(' ')).filter(([, version = '']) => version !== target);
  if (old.length > 0) {
    process.out("Components that must be upgraded manually after you have upgraded the control plane with 'kubeadm upgrade apply':\n"); // prettier-ignore
    writer.write('COMPONENT\tNODE\tCURRENT\tTARGET\n');
    for (const [node = '', version = ''] of old) writer.write(`kubelet\t${node}\t${version}\t${target}\n`);
    writer.flush();
    process.out('\n');
  }
  process.out('Upgrade to the latest version in the v1.35 series:\n\n');
  const planes = await lines(call, ['get', 'pods', '-n', 'kube-system', '-l', 'component=kube-apiserver', '-o', 'jsonpath={range .items[*]}{.spec.nodeName}{"\\n"}{end}']); // prettier-ignore
  writer.write('COMPONENT\tNODE\tCURRENT\tTARGET\n');
  for (const name of ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'])
    for (const node of planes) writer.write(`${name}\t${node}\t${current}\t${target}\n`);
  writer.write(`kube-proxy\t\t${current.replace(/^v/, '')}\t${target}\nCoreDNS\t\tv1.13.1\tv1.13.1\n`);
  for (const node of planes) writer.write(`etcd\t${node}\t3.6.6-0\t3.6.6-0\n`);
  writer.flush();
  process.out(
    `\nYou can now apply the upgrade by executing the following command:\n\n\tkubeadm upgrade apply ${target}\n\n`,
  );
  if (own !== target) process.out(`Note: Before you can perform this upgrade, you have to update kubeadm to ${target}.\n\n`); // prettier-ignore
  process.out(`${RULE}\n\nThe table below shows the current state of component configs as understood by this version of kubeadm.\nConfigs that have a "yes" mark in the "MANUAL UPGRADE REQUIRED" column require manual config upgrade or\nresetting to kubeadm defaults before a successful upgrade can be performed. The version to manually\nupgrade to is denoted in the "PREFERRED VERSION" column.\n\n`); // prettier-ignore
  writer.write('API GROUP\tCURRENT VERSION\tPREFERRED VERSION\tMANUAL UPGRADE REQUIRED\n');
  writer.write('kubeproxy.config.k8s.io\tv1alpha1\tv1alpha1\tno\nkubelet.config.k8s.io\tv1beta1\tv1beta1\tno\n');
  writer.flush();
  process.out(`${RULE}\n`);
  return 0;
}

export async function upgradeApply(call: Call): Promise<number> {
  const { process, options, words } = call;
  const [wanted] = words;
  if (wanted === undefined) throw failed('missing one or more required arguments. Required arguments: [version]');
  const target = withV(wanted);
  if (!/^v\d+\.\d+\.\d+$/.test(target)) throw failed(`version "${wanted}" doesn't match patterns for neither semantic version nor labels (stable, latest, ...)`); // prettier-ignore
  const { version: current, ...config } = await configuration(call);
  process.out(
    `${readingConfig('upgrade')}[upgrade/preflight] Running preflight checks\n[upgrade] Running cluster health checks\n`,
  );
  process.out(`[upgrade/preflight] You have chosen to upgrade the cluster version to "${target}"\n[upgrade/versions] Cluster version: ${current}\n[upgrade/versions] kubeadm version: ${versionOf(process)}\n`); // prettier-ignore
  enforceSkew(call, current, target);
  if (!options.has('y') && !options.has('f') && !options.has('dry-run')) {
    process.out('[upgrade] Are you sure you want to proceed? [y/N]: ');
    if (!/^y(es)?$/i.test(process.stdin.trim())) throw failed("won't proceed; the user didn't answer (Y|y) in order to continue"); // prettier-ignore
  }
  if (options.has('dry-run')) {
    process.out(`[upgrade/preflight] Would pull the required images (like 'kubeadm config images pull')\n[dryrun] Would upgrade your static Pod-hosted control plane to version "${target}"\n`); // prettier-ignore
    return 0;
  }
  process.out("[upgrade/preflight] Pulling images required for setting up a Kubernetes cluster\n[upgrade/preflight] This might take a minute or two, depending on the speed of your internet connection\n[upgrade/preflight] You can also perform this action beforehand using 'kubeadm config images pull'\n"); // prettier-ignore
  for (const image of imagesOf(target)) await pullImage(call, image);
  await upgradeControlPlane(call, { version: current, ...config }, target);
  process.out('[upload-config] Storing the configuration used in ConfigMap "kubeadm-config" in the "kube-system" Namespace\n'); // prettier-ignore
  const text = config.text.replace(/^kubernetesVersion: .*$/m, `kubernetesVersion: ${target}`);
  await kubectl(call, ['patch', 'configmap', 'kubeadm-config', '-n', 'kube-system', '--type=merge', '-p', JSON.stringify({ data: { ClusterConfiguration: text } })]); // prettier-ignore
  process.out('[kubelet] Creating a ConfigMap "kubelet-config" in namespace kube-system with the configuration for the kubelets in the cluster\n[upgrade/kubeconfig] The kubeconfig files for this node were successfully upgraded!\n'); // prettier-ignore
  upgradeKubeletConfig(call);
  process.out('[upgrade/bootstrap-token] Configuring bootstrap token and cluster-info RBAC rules\n[bootstrap-token] Configured RBAC rules to allow Node Bootstrap tokens to get nodes\n[bootstrap-token] Configured RBAC rules to allow Node Bootstrap tokens to post CSRs in order for nodes to get long term certificate credentials\n[bootstrap-token] Configured RBAC rules to allow the csrapprover controller automatically approve CSRs from a Node Bootstrap Token\n[bootstrap-token] Configured RBAC rules to allow certificate rotation for all node client certificates in the cluster\n[addons] Applied essential addon: CoreDNS\n'); // prettier-ignore
  await kubectl(call, ['set', 'image', 'daemonset/kube-proxy', '-n', 'kube-system', `kube-proxy=registry.k8s.io/kube-proxy:${target}`]); // prettier-ignore
  process.out(`[addons] Applied essential addon: kube-proxy\n\n[upgrade] SUCCESS! A control plane node of your cluster was upgraded to "${target}".\n\n[upgrade] Now please proceed with upgrading the rest of the nodes by following the right order.\n`); // prettier-ignore
  return 0;
}

/** What the skew policy forbids (phases/upgrade/policy.go). */
function enforceSkew({ process, options }: Call, current: string, target: string): void {
  const own = versionOf(process);
  const problems: string[] = [];
  const [oldMinor, newMinor] = [minor(current), minor(target)];
  if (newMinor > oldMinor + 1) problems.push(`Specified version to upgrade to "${target}" is too high; kubeadm can upgrade only 1 minor version at a time`); // prettier-ignore
  if (newMinor < oldMinor - 1) problems.push(`Specified version to downgrade to "${target}" is too low; kubeadm can downgrade only 1 minor version at a time`); // prettier-ignore
  if (compare(target, own) > 0) {
    if (newMinor > minor(own)) problems.push(`Specified version to upgrade to "${target}" is at least one minor release higher than the kubeadm minor release (${newMinor} > ${minor(own)}). Such an upgrade is not supported`); // prettier-ignore
    else problems.push(`Specified version to upgrade to "${target}" is higher than the kubeadm version "${own}". Upgrade kubeadm first using the tool you used to install kubeadm`); // prettier-ignore
  }
  if (problems.length === 0 || options.has('f')) return;
  const listed = problems.map((problem) => `\t- ${problem}\n`).join('');
  throw phaseFailed('preflight', `the --version argument is invalid due to these errors:\n\n${listed}\nCan be bypassed if you pass the --force flag`); // prettier-ignore
}

/** New manifests for the components that differ, each after the other, waiting until the kubelet has restarted it. */
async function upgradeControlPlane(call: Call, config: Configuration, target: string): Promise<void> {
  const { process } = call;
  const { files, world, host } = process;
  process.out(`[upgrade/control-plane] Upgrading your static Pod-hosted control plane to version "${target}" (timeout: 5m0s)...\n`); // prettier-ignore
  const fresh = `/etc/kubernetes/tmp/kubeadm-upgraded-manifests${world.random()}`;
  const backup = `/etc/kubernetes/tmp/kubeadm-backup-manifests-${stamp(call)}`;
  process.out(`[upgrade/staticpods] Writing new Static Pod manifests to "${fresh}"\n`);
  const address = /--advertise-address=(\S+)/.exec(files.read(`${MANIFESTS}/kube-apiserver.yaml`))?.[1] ?? '';
  const manifests = staticPodManifests({
    ...KUBEADM_DEFAULTS,
    version: target,
    podCidr: config.value('podSubnet', KUBEADM_DEFAULTS.podCidr),
    serviceCidr: config.value('serviceSubnet', KUBEADM_DEFAULTS.serviceCidr),
    endpoint: `${address}:6443`,
    node: world.host(host).hostname,
    address,
    controlPlane: true,
  });
  for (const folder of ['/etc/kubernetes/tmp', backup])
    if (!files.isDirectory(folder)) files.makeDirectory(folder, 0o700);
  for (const [component, certificates] of COMPONENTS) {
    const file = `${component}.yaml`;
    const text = manifests[file] ?? '';
    process.out(`[upgrade/staticpods] Preparing for "${component}" upgrade\n`);
    const before = files.read(`${MANIFESTS}/${file}`);
    if (before === text) {
      process.out(`[upgrade/staticpods] Current and new manifests of ${component} are equal, skipping upgrade\n`);
      continue;
    }
    for (const name of certificates) process.out(`[upgrade/staticpods] Renewing ${name} certificate\n`);
    files.write(`${backup}/${file}`, before, 0o600);
    files.write(`${MANIFESTS}/${file}`, text, 0o600);
    process.out(`[upgrade/staticpods] Moving new manifest to "${MANIFESTS}/${file}" and backing up old manifest to "${backup}/${file}"\n[upgrade/staticpods] Waiting for the kubelet to restart the component\n[upgrade/staticpods] This can take up to 5m0s\n`); // prettier-ignore
    await waitForComponent(call, component, target);
    process.out(`[apiclient] Found 1 Pods for label selector component=${component}\n[upgrade/staticpods] Component "${component}" upgraded successfully!\n`); // prettier-ignore
  }
  process.out('[upgrade/control-plane] The control plane instance for this node was successfully upgraded!\n');
}

const COMPONENTS: readonly (readonly [component: string, certificates: readonly string[]])[] = [
  ['etcd', ['etcd-server', 'etcd-peer', 'etcd-healthcheck-client']],
  ['kube-apiserver', ['apiserver', 'apiserver-kubelet-client', 'front-proxy-client', 'apiserver-etcd-client']],
  ['kube-controller-manager', ['controller-manager.conf']],
  ['kube-scheduler', ['scheduler.conf']],
];

/** Until the component's Pod runs the new image and is ready. */
async function waitForComponent(call: Call, component: string, target: string): Promise<void> {
  const { process } = call;
  const { world } = process;
  const deadlineUs = world.nowUs + 300_000_000;
  const format = '{.items[0].spec.containers[0].image}{" "}{.items[0].status.conditions[?(@.type=="Ready")].status}';
  while (world.nowUs < deadlineUs && !process.signal.aborted) {
    await process.wait(() => false, world.nowUs + 5_000_000);
    try {
      const said = await kubectl(call, ['get', 'pods', '-n', 'kube-system', '-l', `component=${component}`, `-o=jsonpath=${format}`]); // prettier-ignore
      if (said.includes(`:${target} True`) || component === 'etcd') return;
    } catch {
      // The API server itself is being restarted.
    }
  }
  throw failed(`couldn't complete the static pod upgrade: couldn't upgrade control plane. kubeadm has tried to recover everything into the earlier state. Errors faced: timed out waiting for the condition`); // prettier-ignore
}

function upgradeKubeletConfig({ process }: Call): void {
  const { files, world } = process;
  const backup = `/etc/kubernetes/tmp/kubeadm-kubelet-config${world.random()}`;
  for (const folder of ['/etc/kubernetes/tmp', backup])
    if (!files.isDirectory(folder)) files.makeDirectory(folder, 0o700);
  const path = '/var/lib/kubelet/config.yaml';
  if (files.exists(path)) files.write(`${backup}/config.yaml`, files.read(path), 0o600);
  process.out(`[upgrade] Backing up kubelet config file to ${backup}/config.yaml\n[patches] Applied patch of type "application/strategic-merge-patch+json" to target "kubeletconfiguration"\n[kubelet-start] Writing kubelet configuration to file "${path}"\n[upgrade/kubelet-config] The kubelet configuration for this node was successfully upgraded!\n`); // prettier-ignore
}

export async function upgradeNode(call: Call): Promise<number> {
  const { process } = call;
  if (!process.files.exists('/etc/kubernetes/kubelet.conf'))
    throw failed('couldn\'t create a Kubernetes client from file "/etc/kubernetes/kubelet.conf": failed to load admin kubeconfig: open /etc/kubernetes/kubelet.conf: no such file or directory'); // prettier-ignore
  const plane = process.files.exists(`${MANIFESTS}/kube-apiserver.yaml`);
  const config = plane ? await configuration(call) : workersConfiguration(call);
  process.out(`${readingConfig('upgrade')}[upgrade/preflight] Running pre-flight checks\n`);
  if (plane) {
    process.out("[upgrade/preflight] Pulling images required for setting up a Kubernetes cluster\n[upgrade/preflight] This might take a minute or two, depending on the speed of your internet connection\n[upgrade/preflight] You can also perform this action beforehand using 'kubeadm config images pull'\n"); // prettier-ignore
    for (const image of imagesOf(config.version)) await pullImage(call, image);
    await upgradeControlPlane(call, config, config.version);
    process.out('[upgrade/kubeconfig] The kubeconfig files for this node were successfully upgraded!\n');
  } else {
    process.out('[upgrade/preflight] Skipping prepull. Not a control plane node.\n[upgrade/control-plane] Skipping phase. Not a control plane node.\n[upgrade/kubeconfig] Skipping phase. Not a control plane node.\n'); // prettier-ignore
  }
  upgradeKubeletConfig(call);
  process.out(plane ? '[upgrade/addon] Skipping upgrade of addons because control plane instances [] have not been upgraded\n' : '[upgrade/addon] Skipping the addon/coredns phase. Not a control plane node.\n[upgrade/addon] Skipping the addon/kube-proxy phase. Not a control plane node.\n'); // prettier-ignore
  return 0;
}

export async function upgradeDiff(call: Call): Promise<number> {
  const { process, words } = call;
  const { version: current } = await configuration(call);
  const target = words[0] === undefined ? newest(call) : withV(words[0]);
  process.out(readingConfig('upgrade/diff'));
  for (const [component] of COMPONENTS.slice(1)) {
    const path = `${MANIFESTS}/${component}.yaml`;
    const before = process.files.read(path).split('\n');
    const at = before.findIndex((line) => line.includes(`:${current}`));
    const [old = ''] = before.slice(at, at + 1);
    const around = before.slice(Math.max(0, at - 3), at).map((line) => ` ${line}\n`).join(''); // prettier-ignore
    const after = before.slice(at + 1, at + 4).map((line) => ` ${line}\n`).join(''); // prettier-ignore
    process.out(`--- ${path}\n+++ new manifest\n@@ -${at - 2},7 +${at - 2},7 @@\n${around}-${old}\n+${old.replace(`:${current}`, `:${target}`)}\n${after}`); // prettier-ignore
  }
  return 0;
}

/** 2026-01-01-00-00-13, which kubeadm's backups carry. */
function stamp({ process }: Call): string {
  const at = new Date(LAB_EPOCH_MS + Math.floor(process.world.nowUs / 1000)).toISOString();
  return at.slice(0, 19).replaceAll(/[T:]/g, '-');
}

function withV(version: string): string {
  return version.startsWith('v') ? version : `v${version}`;
}

function minor(version: string): number {
  return Number(/^v?\d+\.(\d+)/.exec(version)?.[1] ?? 0);
}

function compare(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => text.replace(/^v/, '').split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (x?.[i] ?? 0) - (y?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
