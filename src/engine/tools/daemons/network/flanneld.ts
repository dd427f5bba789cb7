import { KernelError } from '../../../kernel/errno';
import { filesOf } from '../../../shell/files/host-file-system';
import type { DaemonPlace, DaemonProgram } from '../daemon';
import { klog } from '../texts';

/**
 * flanneld as its container sees it (main.go of github.com/flannel-io/flannel): reads its network configuration once, when it starts. What it then does to
 * its node is the business of the floor engine/kubernetes, which reads its settings.
 */
export const flanneld: DaemonProgram = {
  name: 'flanneld',
  start: (place) => {
    const say = (level: 'I' | 'W' | 'E', where: string, text: string): void => {
      place.err(`${klog(place.world, level, 1, where)}${text}\n`);
    };
    const node = place.world.host(place.host).container?.node ?? '';
    say('I', 'main.go:215', `CLI flags config: {etcdEndpoints:http://127.0.0.1:4001,http://127.0.0.1:2379 etcdPrefix:/coreos.com/network etcdKeyfile: etcdCertfile: etcdCAFile: etcdUsername: etcdPassword: version:false kubeSubnetMgr:${has(place, 'kube-subnet-mgr')} kubeApiUrl: kubeAnnotationPrefix:flannel.alpha.coreos.com kubeConfigFile: iface:[] ifaceRegex:[] ipMasq:${has(place, 'ip-masq')} ipMasqRandomFullyDisable:false ifaceCanReach: subnetFile:/run/flannel/subnet.env publicIP: publicIPv6: subnetLeaseRenewMargin:60 healthzIP:0.0.0.0 healthzPort:0 iptablesResyncSeconds:5 iptablesForwardRules:true blackholeRoute:false netConfPath:/etc/kube-flannel/net-conf.json setNodeNetworkUnavailable:true}`); // prettier-ignore
    say('W', 'client_config.go:667', 'Neither --kubeconfig nor --master was specified.  Using the inClusterConfig.  This might not work.'); // prettier-ignore
    say('I', 'main.go:235', `Created subnet manager: Kubernetes Subnet Manager - ${node}`);
    say('I', 'main.go:238', 'Installing signal handlers');
    const settings = readConfig(place);
    if (typeof settings === 'string') {
      say('E', 'main.go:528', `Couldn't fetch network config: ${settings}`);
      return 1;
    }
    say('I', 'main.go:532', `Found network config - Backend type: ${settings.backend}`);
    const { backend, network, masquerade, port, vni } = settings;
    return { settings: { backend, network, masquerade, port, vni } };
  },
  stopStatus: 0,
};

function has(place: DaemonPlace, flag: string): boolean {
  return place.argv.includes(`--${flag}`) || place.argv.includes(`-${flag}`);
}

const CONFIG = '/etc/kube-flannel/net-conf.json';

interface NetConfig {
  readonly network: string;
  readonly backend: string;
  readonly masquerade: string;
  readonly port: string;
  readonly vni: string;
}

/** pkg/subnet/config.go ParseConfig; a text says what is wrong. */
function readConfig(place: DaemonPlace): NetConfig | string {
  let text: string;
  try {
    text = filesOf(place.files, '/').read(CONFIG);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return `failed to read net conf: open ${CONFIG}: no such file or directory`;
  }
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    return 'error parsing subnet config: invalid character in JSON text';
  }
  const { Network, Backend } = config as { Network?: unknown; Backend?: Readonly<Record<string, unknown>> };
  if (typeof Network !== 'string' || !/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(Network)) {
    return `error parsing subnet config: invalid CIDR address: ${typeof Network === 'string' ? Network : ''}`;
  }
  const number = (key: string, otherwise: number): string => {
    const value = Backend?.[key];
    return String(typeof value === 'number' && value > 0 ? value : otherwise);
  };
  const type = Backend?.['Type'];
  return {
    network: Network,
    backend: typeof type === 'string' ? type : 'udp',
    masquerade: String(has(place, 'ip-masq')),
    port: number('Port', 8472),
    vni: number('VNI', 1),
  };
}
