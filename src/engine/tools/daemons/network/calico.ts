import { openNetlink } from '../../../kernel/netlink-socket';
import { LAB_EPOCH_MS } from '../../../kernel/clock';
import { formatIpv4 } from '../../../packet/address';
import { filesOf } from '../../../shell/files/host-file-system';
import type { DaemonPlace, DaemonProgram } from '../daemon';

/** The programs of Calico's Pods as their containers see them (cni-plugin/pkg/install and node/ of github.com/projectcalico/calico). */

function logLine(place: DaemonPlace, level: string, file: string, text: string): void {
  const at = new Date(LAB_EPOCH_MS + Math.floor(place.world.nowUs / 1000)).toISOString();
  place.out(`${at.slice(0, 10)} ${at.slice(11, 23)} [${level}][1] ${file}: ${text}\n`);
}

/** /opt/cni/bin/install of the init container `install-cni`: plugins, configuration and kubeconfig. */
export const calicoInstall: DaemonProgram = {
  name: 'install',
  start: (place) => {
    const files = filesOf(place.files, '/');
    const { env } = place;
    for (const directory of ['/host/opt/cni/bin', '/host/etc/cni/net.d']) {
      if (!files.exists(directory)) files.makeDirectory(directory);
    }
    for (const plugin of [
      'calico',
      'calico-ipam',
      'bandwidth',
      'bridge',
      'flannel',
      'host-local',
      'loopback',
      'portmap',
      'tuning',
    ]) {
      // prettier-ignore
      files.write(`/host/opt/cni/bin/${plugin}`, '', 0o755);
    }
    logLine(place, 'INFO', 'cni-installer/install.go 160', 'Wrote Calico CNI binaries to /host/opt/cni/bin');
    const conflist = (env.get('CNI_NETWORK_CONFIG') ?? '')
      .replaceAll('__KUBERNETES_NODE_NAME__', env.get('KUBERNETES_NODE_NAME') ?? '')
      .replaceAll('__CNI_MTU__', env.get('CNI_MTU') === '0' ? '0' : (env.get('CNI_MTU') ?? '0'))
      .replaceAll('__KUBECONFIG_FILEPATH__', '/etc/cni/net.d/calico-kubeconfig');
    const name = env.get('CNI_CONF_NAME') ?? '10-calico.conflist';
    files.write('/host/etc/cni/net.d/calico-kubeconfig', '# Kubeconfig file for Calico CNI plugin. Installed by calico/node.\napiVersion: v1\nkind: Config\n', 0o600); // prettier-ignore
    files.write(`/host/etc/cni/net.d/${name}`, conflist);
    logLine(place, 'INFO', 'cni-installer/install.go 330', `Created /host/etc/cni/net.d/${name}`);
    return 0;
  },
};

/** /opt/cni/bin/calico-ipam -upgrade, and the mount of the BPF file system: nothing to do here. */
export const calicoUpgrade: DaemonProgram = { name: 'calico-ipam', start: () => 0 };

/** start_runit of `calico-node`: chooses the node's address and says what it will work with. */
export const calicoNode: DaemonProgram = {
  name: 'calico-node',
  start: (place) => {
    const { env, netns, world } = place;
    if (place.argv.includes('-init')) return 0;
    const node = env.get('NODENAME') ?? '';
    const address = firstFound(place);
    if (address === undefined) {
      logLine(place, 'WARNING', 'startup/startup.go 713', 'Unable to auto-detect an IPv4 address: no valid IPv4 addresses found on the host interfaces'); // prettier-ignore
      return 1;
    }
    logLine(place, 'INFO', 'startup/startup.go 432', 'Early log level set to info');
    logLine(place, 'INFO', 'startup/utils.go 126', `Using NODENAME environment for node name ${node}`);
    logLine(place, 'INFO', 'startup/autodetection_methods.go 103', `Using autodetected IPv4 address on interface ${address.device}: ${address.text}`); // prettier-ignore
    logLine(place, 'INFO', 'startup/startup.go 215', `Using node name: ${node}`);
    logLine(place, 'INFO', 'felix/daemon.go 480', 'Calico node started successfully');
    const listeners = [place.listen(9099, '127.0.0.1')];
    if ((env.get('CALICO_NETWORKING_BACKEND') ?? 'bird') === 'bird') listeners.push(place.listen(179, '0.0.0.0'));
    return {
      listeners,
      settings: {
        agent: 'calico-node',
        address: address.text,
        mtu: String(openNetlink(world, netns).link(address.device)?.mtu ?? 1500),
        backend: env.get('CALICO_NETWORKING_BACKEND') ?? 'bird',
        pool: env.get('CALICO_IPV4POOL_CIDR') ?? '',
        ipip: env.get('CALICO_IPV4POOL_IPIP') ?? 'Never',
        vxlan: env.get('CALICO_IPV4POOL_VXLAN') ?? 'Never',
        hostAction: env.get('FELIX_DEFAULTENDPOINTTOHOSTACTION') ?? 'DROP',
      },
    };
  },
  http: ({ target }) => {
    const found = target === '/liveness' || target === '/readiness';
    return { status: found ? 204 : 404, reason: found ? 'No Content' : 'Not Found', headers: [], body: '' };
  },
  stopStatus: 0,
};

const IGNORED = /^(docker|cbr|dummy|virbr|lxcbr|veth|lo$|cali|tunl|flannel|kube-ipvs|cni|weave|br-|vxlan)/;

/** The first device with an address (`IP_AUTODETECTION_METHOD=first-found`). */
function firstFound({ world, netns }: DaemonPlace): { readonly device: string; readonly text: string } | undefined {
  for (const { name, up, addresses4 } of openNetlink(world, netns).links()) {
    const [first] = addresses4;
    if (!up || !first || IGNORED.test(name)) continue;
    return { device: name, text: `${formatIpv4(first.address)}/${first.prefixLength}` };
  }
  return undefined;
}
