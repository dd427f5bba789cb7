import type { World } from '../world';
import { randomHex } from './node';
import type { ContainerConfig, ContainerId, ContainerRoot, ImageFiles, SandboxId } from './records';

/** What an image says about its containers. */
export interface ImageDefaults {
  readonly imageId: string;
  readonly files: ImageFiles;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly env: readonly (readonly [string, string])[];
  readonly workingDir: string;
  readonly stopSignal: string;
  readonly sh: ContainerRoot['sh'];
}

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Makes a container in a sandbox, not running yet: its root file system is the image's with its own changes on top, its network the sandbox's.
 * `command` replaces entrypoint and arguments of the image, `args` the arguments (Pod's container.command).
 */
export function createContainerRecord(
  world: World,
  sandbox: SandboxId,
  config: ContainerConfig,
  image: ImageDefaults,
): ContainerId {
  const id = randomHex(world, 64);
  const { node, config: pod, netns } = world.sandbox(sandbox);
  const given = config.command !== undefined && config.command.length > 0;
  const entrypoint = given ? (config.command ?? []) : image.entrypoint;
  const args = config.args && config.args.length > 0 ? config.args : given ? [] : image.cmd;
  const hostname = pod.hostNetwork ? world.host(node).hostname : pod.hostname;
  const env = new Map<string, string>([
    ['PATH', DEFAULT_PATH],
    ['HOSTNAME', hostname],
    ...(config.tty === true ? [['TERM', 'xterm'] as const] : []),
    ...image.env,
    ...config.env,
  ]);
  if (!env.has('HOME')) env.set('HOME', '/root');
  const cwd = config.workingDir ?? (image.workingDir === '' ? '/' : image.workingDir);
  world.addContainer({
    id,
    sandbox,
    node,
    config,
    imageId: image.imageId,
    argv: [...entrypoint, ...args],
    env,
    cwd,
    stopSignal: image.stopSignal,
    state: 'created',
    createdUs: world.nowUs,
    log: world.newMap(),
    partial: { stdout: '', stderr: '' },
  });
  const mounts = [...config.mounts].sort((a, b) => b.containerPath.length - a.containerPath.length);
  world.addGuest({
    id,
    hostname,
    rootNetns: netns,
    netnsNames: world.newMap(),
    files: world.newPaths(),
    container: {
      node,
      image: image.files,
      mounts,
      readOnly: config.readOnlyRoot === true,
      env,
      cwd,
      sh: image.sh,
    },
  });
  layFiles(world, id, sandbox, hostname);
  const holder = world.writeSandbox(sandbox);
  holder.containers = [...holder.containers, id];
  const record = world.writeNode(node);
  record.containers = world.writable(record.containers);
  record.containers.set(id, true);
  return id;
}

/** What the runtime puts into every container: host name, resolver and hosts. */
function layFiles(world: World, id: ContainerId, sandbox: SandboxId, hostname: string): void {
  const { node, config } = world.sandbox(sandbox);
  const guest = world.writeHost(id);
  guest.files = world.writable(guest.files);
  const resolver = world.host(node).files.get('/etc/resolv.conf');
  const ofNode = resolver?.type === 'file' ? resolver.content : '';
  const put = (path: string, content: string | Uint8Array): void => {
    guest.files.set(path, { type: 'file', content, mode: 0o644, mtimeUs: world.nowUs });
  };
  put('/etc/hostname', `${hostname}\n`);
  put('/etc/resolv.conf', config.resolvConf ?? ofNode);
  put('/dev/termination-log', '');
  const { ips } = world.sandbox(sandbox);
  put('/etc/hosts', HOSTS + ips.map((ip) => `${ip}\t${hostname}\n`).join(''));
}

/** pkg/kubelet/kubelet_pods.go: managedHostsFileContent; a kubelet that has more to say mounts its own. */
const HOSTS = `# Kubernetes-managed hosts file.
127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
fe00::0\tip6-mcastprefix
fe00::1\tip6-allnodes
fe00::2\tip6-allrouters
`;

/** Forgets a container that does not run. */
export function removeContainerRecord(world: World, id: ContainerId): void {
  const container = world.containers.get(id);
  if (!container) return;
  const { sandbox, node } = container;
  const holder = world.writeSandbox(sandbox);
  holder.containers = holder.containers.filter((each) => each !== id);
  const record = world.writeNode(node);
  record.containers = world.writable(record.containers);
  record.containers.delete(id);
  world.removeContainer(id);
  world.removeGuest(id);
}
