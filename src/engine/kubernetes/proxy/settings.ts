/** What kube-proxy was configured with when it started, as its process keeps it (DaemonState.settings). */
export interface ProxySettings {
  readonly mode: 'iptables' | 'ipvs' | 'nftables';
  readonly node: string;
  /** Pods are in here; '' : nobody knows, and nothing is masqueraded because it comes from elsewhere. */
  readonly clusterCIDR: string;
  /** The same of IPv6. */
  readonly clusterCIDR6: string;
  readonly masqueradeAll: boolean;
  /** `0x4000`. */
  readonly mark: string;
  readonly localhostNodePorts: boolean;
  /** Ranges in which NodePorts answer; none: everywhere. */
  readonly nodePortAddresses: readonly string[];
  /** IPVS's way to choose. */
  readonly scheduler: string;
  readonly strictArp: boolean;
}

export function readSettings(settings: Readonly<Record<string, string>>): ProxySettings {
  const { mode = 'iptables', node = '', clusterCIDR = '', nodePortAddresses = '', scheduler = 'rr' } = settings;
  const ranges = nodePortAddresses === '' ? [] : nodePortAddresses.split(',');
  return {
    mode: mode === 'ipvs' || mode === 'nftables' ? mode : 'iptables',
    node,
    clusterCIDR: clusterCIDR.split(',').find((cidr) => !cidr.includes(':')) ?? '',
    clusterCIDR6: clusterCIDR.split(',').find((cidr) => cidr.includes(':')) ?? '',
    masqueradeAll: settings['masqueradeAll'] === 'true',
    mark: `0x${(2 ** Number(settings['masqueradeBit'] ?? 14)).toString(16)}`,
    localhostNodePorts:
      settings['localhostNodePorts'] !== 'false' && (ranges.length === 0 || ranges.some(holdsLoopback)),
    nodePortAddresses: ranges,
    scheduler: scheduler === '' ? 'rr' : scheduler,
    strictArp: settings['strictARP'] === 'true',
  };
}

function holdsLoopback(range: string): boolean {
  return range.startsWith('127.') || range === '0.0.0.0/0';
}
