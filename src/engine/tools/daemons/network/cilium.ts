import { LAB_EPOCH_MS } from '../../../kernel/clock';
import { KernelError } from '../../../kernel/errno';
import { filesOf } from '../../../shell/files/host-file-system';
import type { DaemonPlace, DaemonProgram } from '../daemon';
import { once, quiet } from '../cluster';

/**
 * The programs of Cilium's Pods as their containers see them (daemon/, operator/ and images/cilium of github.com/cilium/cilium, v1.18). What they then do to their
 * node and to the API is the business of the floor engine/kubernetes, which reads their settings.
 */

const CONFIG = '/tmp/cilium/config-map';

/** The keys of the ConfigMap that the datapath is made from. */
const READ = ['cluster-pool-ipv4-cidr', 'cluster-pool-ipv4-mask-size', 'enable-policy', 'cni-exclusive', 'ipam', 'routing-mode', 'tunnel-protocol', 'kube-proxy-replacement', 'enable-ipv4-masquerade'] as const; // prettier-ignore

function readConfig(place: DaemonPlace): Readonly<Record<string, string>> {
  const files = filesOf(place.files, '/');
  const settings: Record<string, string> = {};
  for (const key of READ) {
    try {
      settings[key] = files.read(`${CONFIG}/${key}`).trim();
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
    }
  }
  return settings;
}

function logLine(place: DaemonPlace, level: string, subsystem: string, text: string): void {
  const time = new Date(LAB_EPOCH_MS + Math.floor(place.world.nowUs / 1000)).toISOString();
  place.err(`time=${time} level=${level} source=/go/src/github.com/cilium/cilium/${subsystem} msg="${text}"\n`);
}

/** What is known and built; the rest is real, and refused rather than ignored. */
const BUILT: readonly (readonly [key: string, value: string])[] = [
  ['ipam', 'cluster-pool'],
  ['routing-mode', 'tunnel'],
  ['tunnel-protocol', 'vxlan'],
  ['kube-proxy-replacement', 'false'],
];

const healthz =
  (path: string): DaemonProgram['http'] =>
  ({ target }) => {
    const found = target === path;
    return {
      status: found ? 200 : 404,
      reason: found ? 'OK' : 'Not Found',
      headers: [['Content-Length', '0']],
      body: '',
    };
  };

export const ciliumAgent: DaemonProgram = {
  name: 'cilium-agent',
  start: (place) => {
    const settings = readConfig(place);
    logLine(
      place,
      'info',
      'daemon/cmd/daemon_main.go:1642',
      '  _ _ _\\n ___|_| |_|_ _ _____\\n|  _| | | | | |     |\\n|___|_|_|_|___|_|_|_|',
    );
    logLine(
      place,
      'info',
      'pkg/option/config.go:3094',
      `  --cluster-pool-ipv4-cidr='${settings['cluster-pool-ipv4-cidr'] ?? ''}'`,
    );
    for (const [key, value] of BUILT) {
      const given = settings[key] ?? value;
      if (given === value) continue;
      logLine(
        place,
        'fatal',
        'daemon/cmd/daemon_main.go:1700',
        `cka-net: ${key}=${given} is not simulated yet, only ${value}`,
      );
      return 1;
    }
    logLine(place, 'info', 'pkg/datapath/linux/devices_controller.go:245', 'Devices changed devices=[eth0]');
    return {
      listeners: [place.listen(9879, '127.0.0.1'), place.listen(4244)],
      settings: { agent: 'cilium-agent', ...settings },
    };
  },
  http: healthz('/healthz'),
  stopStatus: 0,
};

export const ciliumOperator: DaemonProgram = {
  name: 'cilium-operator-generic',
  start: (place) => {
    const settings = readConfig(place);
    logLine(place, 'info', 'operator/cmd/root.go:245', 'Cilium Operator starting');
    logLine(
      place,
      'info',
      'operator/pkg/ipam/clusterpool/clusterpool.go:80',
      `Starting ClusterPool IP allocator ipv4CIDRs=[${settings['cluster-pool-ipv4-cidr'] ?? ''}]`,
    );
    return { listeners: [place.listen(9234, '127.0.0.1')], settings: { agent: 'cilium-operator', ...settings } };
  },
  http: healthz('/healthz'),
  stopStatus: 0,
};

export const ciliumEnvoy: DaemonProgram = { ...quiet, name: 'cilium-envoy' };

/** /install-plugin.sh of the init container `install-cni-binaries`. */
export const ciliumInstallPlugin: DaemonProgram = {
  name: 'install-plugin.sh',
  start: (place) => {
    const files = filesOf(place.files, '/');
    if (!files.exists('/host/opt/cni/bin')) files.makeDirectory('/host/opt/cni/bin');
    for (const plugin of ['cilium-cni', 'loopback']) files.write(`/host/opt/cni/bin/${plugin}`, '', 0o755);
    place.out('Installing cilium-cni to /host/opt/cni/bin/ ...\nwrote /host/opt/cni/bin/cilium-cni\n');
    return 0;
  },
};

/** What the other init containers mount, copy and clean is nothing that the lab has. */
export const ciliumPreparation = once;
