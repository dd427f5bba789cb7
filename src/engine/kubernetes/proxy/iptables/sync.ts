import { openNetfilter } from '../../../kernel/netfilter/control';
import { openNetlink } from '../../../kernel/netlink-socket';
import type { HostId, NetnsId } from '../../../kernel/records';
import { readSysctl } from '../../../kernel/sysctl-store';
import type { World } from '../../../kernel/world';
import { formatIpv4 } from '../../../packet/address';
import { isServiceChain } from '../chain-names';
import { hostIp } from '../../node/host-ip';
import type { ProxyView } from '../view';
import { chainLine, hasChain, KUBELET_JUMPS, missingJumps, PROXY_JUMPS } from './jumps';
import { restoreOn } from './restore-on';
import { contains, proxyRules } from './rules';

const CANARY = 'KUBE-PROXY-CANARY';
const TABLES = ['mangle', 'nat', 'filter'] as const;

/** Writes the rules of iptables mode on a node: everything, or the chains that all share and those of Services that changed. */
export function syncIptables(view: ProxyView): string | undefined {
  const { world, host, settings, changed } = view;
  const netns = world.host(host).rootNetns;
  const filter = openNetfilter(world, netns);
  const nat = filter.table('nat');
  const existing = [...(nat?.chains.keys() ?? [])].filter(isServiceChain);
  const { filter: filterLines, nat: natLines } = proxyRules({
    ...{ settings, changed, existing, zone: view.zone, nodeIP: hostIp(world, host) },
    ...{ ports: view.ports, endpoints: view.endpoints },
    nodePortIPs: nodePortIPs(world, netns, settings.nodePortAddresses),
    liberal: readSysctl(world, netns, 'net.netfilter.nf_conntrack_tcp_be_liberal') === '1',
  });
  const jumps = [...PROXY_JUMPS, ...KUBELET_JUMPS];
  const before = (name: 'filter' | 'nat'): readonly string[] =>
    changed ? [] : missingJumps(filter.table(name), name, jumps);
  const text = [
    ...(changed ? [] : canaries(world, netns)),
    ...['*filter', ...before('filter'), ...filterLines, 'COMMIT'],
    ...['*nat', ...before('nat'), ...natLines, 'COMMIT'],
  ];
  return restoreOn(world, host, `${text.join('\n')}\n`);
}

/** The same by ip6tables. There is no loopback of IPv6 that NodePorts could be reached at. */
export function syncIptables6(view: ProxyView): string | undefined {
  const { world, host, changed } = view;
  const netns = world.host(host).rootNetns;
  const filter = openNetfilter(world, netns, 'inet6');
  const existing = [...(filter.table('nat')?.chains.keys() ?? [])].filter(isServiceChain);
  const settings = { ...view.settings, localhostNodePorts: false, clusterCIDR: view.settings.clusterCIDR6 };
  const { filter: filterLines, nat: natLines } = proxyRules({
    ...{ settings, changed, existing, zone: view.zone, nodeIP: '', ports: view.ports, endpoints: view.endpoints },
    ...{ nodePortIPs: undefined, liberal: false, family: 'IPv6' as const },
  });
  const before = (name: 'filter' | 'nat'): readonly string[] =>
    changed ? [] : missingJumps(filter.table(name), name, PROXY_JUMPS);
  const canary = changed || hasChain(filter.table('mangle'), CANARY) ? [] : TABLES.flatMap((name) => [`*${name}`, chainLine(CANARY), 'COMMIT']); // prettier-ignore
  const text = [
    ...canary,
    ...['*filter', ...before('filter'), ...filterLines, 'COMMIT'],
    ...['*nat', ...before('nat'), ...natLines, 'COMMIT'],
  ];
  return restoreOn(world, host, `${text.join('\n')}\n`, 'inet6');
}

/** Chains by which kube-proxy sees that somebody has thrown its rules away (Monitor of pkg/util/iptables). */
function canaries(world: World, netns: NetnsId): readonly string[] {
  const socket = openNetfilter(world, netns);
  return TABLES.flatMap((name) =>
    hasChain(socket.table(name), CANARY) ? [] : [`*${name}`, chainLine(CANARY), 'COMMIT'],
  );
}

/** Whether the canaries are all gone or some. */
export function canariesGone(world: World, host: HostId): boolean {
  const socket = openNetfilter(world, world.host(host).rootNetns);
  return TABLES.some((name) => !hasChain(socket.table(name), CANARY));
}

/** The node's addresses in the ranges that NodePorts are for; undefined: in all there are. */
function nodePortIPs(world: World, netns: NetnsId, ranges: readonly string[]): readonly string[] | undefined {
  if (ranges.length === 0 || ranges.includes('0.0.0.0/0')) return undefined;
  const own = openNetlink(world, netns)
    .links()
    .flatMap(({ addresses4 }) => addresses4.map(({ address }) => formatIpv4(address)));
  return own.filter((ip) => ranges.some((range) => contains(range, ip)));
}
