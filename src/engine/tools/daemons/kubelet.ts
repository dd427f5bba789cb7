import { KernelError, strerror } from '../../kernel/errno';
import { kubernetesVersion } from '../apt/packages';
import type { DaemonPlace, DaemonStart } from './daemon';
import { klog } from './texts';
import { option } from './options';

/** Flags that a kubelet of v1.35 knows, as far as people give them (cmd/kubelet/app/options). */
const FLAGS: ReadonlySet<string> = new Set('bootstrap-kubeconfig kubeconfig config node-ip hostname-override v pod-infra-container-image container-runtime-endpoint cgroup-driver fail-swap-on cluster-dns cluster-domain pod-manifest-path node-labels register-with-taints register-node max-pods cert-dir root-dir resolv-conf read-only-port anonymous-auth authorization-mode client-ca-file rotate-certificates rotate-server-certificates feature-gates eviction-hard system-reserved kube-reserved image-gc-high-threshold image-gc-low-threshold address port cloud-provider runtime-cgroups kubelet-cgroups tls-cert-file tls-private-key-file logging-format serialize-image-pulls'.split(' ')); // prettier-ignore

const REGISTERS_AT = /^\s*server:\s*['"]?https?:\/\/([^\s'"/]+)/m;

/**
 * What a kubelet does before it works: flags, its configuration, the authority of its clients, its kubeconfig (cmd/kubelet/app/server.go). A node is made
 * by the floor engine/kubernetes while this program runs; `settings` tell it the version and which API server it was told of.
 */
export function startKubelet(place: DaemonPlace): DaemonStart | number {
  const { argv, files, world, pid } = place;
  const log = (level: 'I' | 'E', at: string, text: string): void =>
    place.err(`${klog(world, level, pid, at)}${text}\n`);
  const fail = (reason: string): number => {
    log('E', 'run.go:72', `"command failed" err=${JSON.stringify(reason)}`);
    return 1;
  };
  for (const word of argv.slice(1)) {
    const name = /^--([^=]+)/.exec(word)?.[1];
    if (name !== undefined && !FLAGS.has(name)) return fail(`failed to parse kubelet flag: unknown flag: --${name}`);
  }
  const read = (path: string): string | undefined => {
    if (!files.isFile(path)) return undefined;
    const content = files.read(path);
    return typeof content === 'string' ? content : '';
  };
  const path = option(argv, 'config');
  let configuration = '';
  if (path !== undefined) {
    const text = read(path);
    const failure = `failed to load kubelet config file, path: ${path}, error: failed to load Kubelet config file ${path}, error `;
    if (text === undefined)
      return fail(`${failure}failed to read kubelet config file "${path}", error: open ${path}: no such file or directory`); // prettier-ignore
    if (!/^kind: KubeletConfiguration$/m.test(text))
      return fail(`${failure}failed to decode: no kind "" is registered for version "kubelet.config.k8s.io/v1beta1" in scheme "pkg/kubelet/apis/config/scheme/scheme.go:33"`); // prettier-ignore
    configuration = text;
  }
  const version = kubernetesVersion({ exists: (file) => files.isFile(file), read: (file) => read(file) ?? '', write: () => undefined }, 'kubelet'); // prettier-ignore
  log('I', 'server.go:529', `"Kubelet version" kubeletVersion="${version}"`);
  log('I', 'server.go:531', '"Golang settings" GOGC="" GOMAXPROCS="" GOTRACEBACK=""');
  const authority = /^\s*clientCAFile:\s*(\S+)/m.exec(configuration)?.[1];
  if (authority !== undefined && read(authority) === undefined)
    return fail(`failed to construct kubelet dependencies: unable to load client CA file ${authority}: open ${authority}: no such file or directory`); // prettier-ignore
  const kubeconfig = option(argv, 'kubeconfig');
  const told = kubeconfig === undefined ? undefined : read(kubeconfig);
  if (kubeconfig !== undefined && told === undefined) {
    const bootstrap = option(argv, 'bootstrap-kubeconfig');
    if (bootstrap === undefined || read(bootstrap) === undefined)
      return fail(`failed to run Kubelet: unable to load bootstrap kubeconfig: stat ${bootstrap ?? ''}: no such file or directory`); // prettier-ignore
  }
  log('I', 'server.go:962', '"Client rotation is on, will bootstrap in background"');
  const server = REGISTERS_AT.exec(told ?? '')?.[1];
  try {
    const listeners = [place.listen(10248, '127.0.0.1'), place.listen(10250)];
    log('I', 'server.go:180', '"Starting to listen" address="0.0.0.0" port=10250');
    log('I', 'kubelet.go:2470', '"Starting kubelet main sync loop"');
    log('I', 'kubelet_node_status.go:75', `"Attempting to register node" node="${world.host(place.host).hostname}"`);
    return { listeners, settings: { version, ...(server !== undefined && { server }) } };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return fail(`failed to create listener: failed to listen on 0.0.0.0:10250: listen tcp 0.0.0.0:10250: bind: ${strerror(error.errno).toLowerCase()}`); // prettier-ignore
  }
}
