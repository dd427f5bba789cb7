import { formatIpv4, type Ipv4 } from '../../../packet/address';
import { openNetlink } from '../../../kernel/netlink-socket';
import { openNftables } from '../../../kernel/nftables/control';
import { isConcat, type NftElement, type NftSet, type NftTable, type NftValue } from '../../../kernel/nftables/model';
import type { HostId, NetnsId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { filesOf, HostFileSystem } from '../../../shell/files/host-file-system';
import { applyNft } from '../../../tools/nft/apply';
import { readObjects } from '../../api/store';
import { hostIp } from '../../node/host-ip';
import { contains } from '../iptables/rules';
import type { ProxyView } from '../view';
import { nftRules } from './rules';

/** Writes the table of nftables mode on a node: everything, or the chains of Services that changed and the elements that differ. */
export function syncNftables(view: ProxyView): string | undefined {
  const { world, host, settings, changed } = view;
  const netns = world.host(host).rootNetns;
  const table = tableOf(world, host);
  const nodeIP = hostIp(world, host);
  const lines = nftRules({
    ...{ settings, nodeIP, zone: view.zone, ports: view.ports, endpoints: view.endpoints },
    changed: table ? changed : undefined,
    serviceCIDRs: serviceCidrs(world),
    nodePortIPs: nodePortIPs(world, netns, settings.nodePortAddresses, nodeIP),
    existing: {
      chains: table?.chains.keys() ?? [],
      sets: table?.sets.keys() ?? [],
      elements: new Set(table ? SHARED.flatMap((name) => elementsText(table.sets.get(name))) : []),
    },
  });
  if (lines.length === 0) return undefined;
  return applyNft(
    world,
    netns,
    filesOf(new HostFileSystem(world, () => ({ host, netns })), '/'),
    `${lines.join('\n')}\n`,
  );
}

function tableOf(world: World, host: HostId): NftTable | undefined {
  const { tables } = openNftables(world, world.host(host).rootNetns).record();
  return tables.find(({ family, name }) => family === 'ip' && name === 'kube-proxy');
}

/** Whether the table is there, which kube-proxy does not look at: it only flushes and fills. */
export function removeTable(world: World, host: HostId): void {
  const table = tableOf(world, host);
  if (!table) return;
  const socket = openNftables(world, world.host(host).rootNetns);
  const record = socket.record();
  socket.commit({ ...record, tables: record.tables.filter((each) => each !== table) });
}

/** Ranges of ClusterIPs, as the API has them. */
function serviceCidrs(world: World): readonly string[] {
  const objects = readObjects(world, 'servicecidrs.networking.k8s.io') as unknown as readonly { readonly spec?: { readonly cidrs?: readonly string[] } }[]; // prettier-ignore
  return objects.flatMap(({ spec }) => spec?.cidrs ?? []).filter((range) => !range.includes(':'));
}

/** In this mode NodePorts answer at the node's primary address unless the configuration says otherwise. */
function nodePortIPs(
  world: World,
  netns: NetnsId,
  ranges: readonly string[],
  nodeIP: string,
): readonly string[] | undefined {
  // prettier-ignore
  if (ranges.includes('0.0.0.0/0')) return undefined;
  if (ranges.length === 0) return [nodeIP];
  const own = openNetlink(world, netns)
    .links()
    .flatMap(({ addresses4 }) => addresses4.map(({ address }) => formatIpv4(address)));
  return own.filter((ip) => !ip.startsWith('127.') && ranges.some((range) => contains(range, ip)));
}

/** The sets and maps that all Services share. */
const SHARED = ['cluster-ips', 'service-ips', 'no-endpoint-services', 'firewall-ips', 'service-nodeports', 'no-endpoint-nodeports']; // prettier-ignore

const PROTOCOLS: ReadonlyMap<number, string> = new Map([[6, 'tcp'], [17, 'udp'], [132, 'sctp']]); // prettier-ignore

/** Sets are immutable: what they would be written as is kept beside them. */
const texts = new WeakMap<NftSet, readonly string[]>();

/** The elements of a set as the rules write them. */
function elementsText(set: NftSet | undefined): readonly string[] {
  if (!set) return [];
  let known = texts.get(set);
  if (!known) texts.set(set, (known = [...set.elements.values()].map((element) => `${set.name} { ${elementText(set, element)} }`))); // prettier-ignore
  return known;
}

function elementText({ type }: NftSet, { key, data, comment }: NftElement): string {
  const parts = isConcat(key) ? key : [key];
  const words = parts.map((part, at) => partText(part, type[at] ?? '')).join(' . ');
  const said = comment === undefined ? '' : ` comment "${comment}"`;
  if (typeof data !== 'object' || !('verdict' in data)) return `${words}${said}`;
  return `${words}${said} : ${'chain' in data ? `${data.verdict} ${data.chain}` : data.verdict}`;
}

function partText(part: NftValue, type: string): string {
  if (typeof part !== 'number') return typeof part === 'string' ? part : '';
  if (type === 'ipv4_addr') return formatIpv4(part as Ipv4);
  return type === 'inet_proto' ? (PROTOCOLS.get(part) ?? String(part)) : String(part);
}
