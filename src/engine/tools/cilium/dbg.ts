import { bpfMaps } from '../../kernel/bpf/control';
import { identityName, type BpfEndpoint, type BpfMaps } from '../../kernel/bpf/records';
import { LAB_EPOCH_MS } from '../../kernel/clock';
import { formatIpv4, type Ipv4 } from '../../packet/address';
import { ExitError } from '../clib/exit';
import type { Process } from '../tool';
import { tabbed } from './table';

/** cilium-dbg (cilium-dbg/cmd of github.com/cilium/cilium v1.18): the agent's own view of its node. Its answers are made from the maps in the kernel. */

export interface Call {
  readonly process: Process;
  readonly flags: ReadonlySet<string>;
  readonly words: readonly string[];
}

const VERSION = '1.18.4';

export function dbg(call: Call): number {
  const [first = '', second = ''] = call.words;
  if (call.flags.has('h') || first === '') {
    call.process.out('CLI for interacting with the local Cilium Agent\n\nUsage:\n  cilium-dbg [command]\n\nAvailable Commands:\n  bpf         Direct access to local BPF maps\n  endpoint    Manage endpoints\n  identity    Manage security identities\n  node        Manage cluster nodes\n  service     Manage services & loadbalancers\n  status      Display status of daemon\n  version     Print version information\n'); // prettier-ignore
    return 0;
  }
  if (first === 'version') {
    call.process.out(`Client: ${VERSION} afda2aa9 2025-11-12T10:52:50+00:00 go version go1.24.10 linux/amd64\nDaemon: ${VERSION} afda2aa9 2025-11-12T10:52:50+00:00 go version go1.24.10 linux/amd64\n`); // prettier-ignore
    return 0;
  }
  const act =
    COMMANDS.get(first) ?? COMMANDS.get(`${first} ${second}`) ?? COMMANDS.get(call.words.slice(0, 3).join(' '));
  if (!act) {
    if (KNOWN.has(first)) throw new ExitError(1, `cka-net: cilium-dbg ${call.words.join(' ')} is not simulated yet\n`);
    throw new ExitError(1, `Error: unknown command "${first}" for "cilium-dbg"\nRun 'cilium-dbg --help' for usage.\n`);
  }
  const maps = bpfMaps(call.process.world, call.process.netns);
  if (!maps || !runs(call.process)) {
    throw new ExitError(1, 'Cannot get status/probe: Get "http://localhost/v1/healthz": dial unix /var/run/cilium/cilium.sock: connect: no such file or directory\nIs the agent running?\n'); // prettier-ignore
  }
  call.process.out(act(call, maps));
  return 0;
}

const KNOWN: ReadonlySet<string> = new Set(['bgp', 'bpf', 'cgroups', 'config', 'debuginfo', 'encrypt', 'endpoint', 'envoy', 'fqdn', 'identity', 'ip', 'kvstore', 'lrp', 'map', 'metrics', 'monitor', 'node', 'policy', 'recorder', 'service', 'statedb']); // prettier-ignore

function runs({ world, netns }: Process): boolean {
  return [...world.services.values()].some(
    ({ netns: own, state, ended }) => own === netns && state.kind === 'daemon' && state.settings['agent'] === 'cilium-agent' && ended === undefined, // prettier-ignore
  );
}

const COMMANDS: ReadonlyMap<string, (call: Call, maps: BpfMaps) => string> = new Map([
  ['status', status],
  ['endpoint list', endpointList],
  ['identity list', identityList],
  ['service list', serviceList],
  ['node list', nodeList],
  ['bpf lb list', lbList],
  ['bpf endpoint list', bpfEndpoints],
  ['bpf ipcache list', ipcacheList],
  ['bpf tunnel list', tunnelList],
  ['bpf policy get', policyGet],
]);

interface Stored {
  readonly metadata: { readonly name: string };
  readonly spec?: {
    readonly addresses?: readonly { readonly ip: string; readonly type: string }[];
    readonly health?: { readonly ipv4?: string };
    readonly ipam?: { readonly podCIDRs?: readonly string[] };
  };
  readonly 'security-labels'?: Readonly<Record<string, string>>;
}

/** Objects of Cilium as the agent has them in its caches. */
function stored({ world }: Process, plural: string): readonly Stored[] {
  const own = world.cluster?.objects.get(`${plural}.cilium.io`)?.get('');
  return [...(own?.values() ?? [])] as unknown as readonly Stored[];
}

function status(call: Call, maps: BpfMaps): string {
  const { process, flags } = call;
  if (flags.has('brief')) return 'OK\n';
  const node = stored(process, 'ciliumnodes').find(({ spec }) => spec?.addresses?.some(({ ip }) => ip === formatIpv4(maps.router))); // prettier-ignore
  const range = node?.spec?.ipam?.podCIDRs?.[0] ?? '';
  const size = 2 ** (32 - Number(range.split('/')[1] ?? 24)) - 2;
  const nodes = stored(process, 'ciliumnodes').length;
  const at = `${new Date(LAB_EPOCH_MS + Math.floor(process.world.nowUs / 1000)).toISOString().slice(0, 19)}Z`;
  const rows: readonly (readonly string[])[] = [
    ['KVStore:', 'Disabled   '],
    ['Kubernetes:', 'Ok         1.35 (v1.35.2) [linux/amd64]'],
    ['Kubernetes APIs:', '["EndpointSliceOrEndpoint", "cilium/v2::CiliumCIDRGroup", "cilium/v2::CiliumClusterwideNetworkPolicy", "cilium/v2::CiliumEndpoint", "cilium/v2::CiliumNetworkPolicy", "cilium/v2::CiliumNode", "core/v1::Pods", "networking.k8s.io/v1::NetworkPolicy"]'], // prettier-ignore
    ['KubeProxyReplacement:', 'False   '],
    ['Host firewall:', 'Disabled'],
    ['SRv6:', 'Disabled'],
    ['CNI Chaining:', 'none'],
    ['CNI Config file:', 'successfully wrote CNI configuration file to /host/etc/cni/net.d/05-cilium.conflist'],
    ['Cilium:', `Ok   ${VERSION} (v${VERSION}-afda2aa9)`],
    ['NodeMonitor:', 'Disabled'],
    ['Cilium health daemon:', 'Ok   '],
    ['IPAM:', `IPv4: ${maps.endpoints.size + 1}/${size} allocated from ${range}, `],
    ...(flags.has('verbose') ? allocated(maps) : []),
    ['IPv4 BIG TCP:', 'Disabled'],
    ['IPv6 BIG TCP:', 'Disabled'],
    ['BandwidthManager:', 'Disabled'],
    ['Routing:', 'Network: Tunnel [vxlan]   Host: Legacy'],
    ['Attach Mode:', 'TCX'],
    ['Device Mode:', 'veth'],
    ['Masquerading:', 'IPTables [IPv4: Enabled, IPv6: Disabled]'],
    ['Controller Status:', '24/24 healthy'],
    ['Proxy Status:', `OK, ip ${formatIpv4(maps.router)}, 0 redirects active on ports 10000-20000, Envoy: external`],
    ['Global Identity Range:', 'min 256, max 65535'],
    ['Hubble:', 'Disabled'],
    ['Encryption:', 'Disabled        '],
    ['Cluster health:', `${nodes}/${nodes} reachable   (${at})`],
    ['Modules Health:', 'Stopped(0) Degraded(0) OK(62)'],
  ];
  return tabbed(rows, 3);
}

function allocated({ router, endpoints }: BpfMaps): readonly (readonly string[])[] {
  const named = [...endpoints.values()].map(({ address, namespace, pod }) => `  ${formatIpv4(address)} (${namespace === '' ? 'health' : `${namespace}/${pod}`})`); // prettier-ignore
  return [['Allocated addresses:', ''], [`  ${formatIpv4(router)} (router)`], ...named.map((line) => [line])];
}

function labelsOf(process: Process, identity: number): readonly string[] {
  if (identity < 256) return [`reserved:${identityName(identity)}`];
  const known = stored(process, 'ciliumidentities').find(({ metadata }) => metadata.name === String(identity));
  return Object.entries(known?.['security-labels'] ?? {})
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`))
    .sort();
}

function endpointList({ process }: Call, maps: BpfMaps): string {
  const rows: string[][] = [
    ['ENDPOINT', 'POLICY (ingress)', 'POLICY (egress)', 'IDENTITY', 'LABELS (source:key[=value])', 'IPv6', 'IPv4', 'STATUS'], // prettier-ignore
    ['', 'ENFORCEMENT', 'ENFORCEMENT', '', '', '', '', ''],
  ];
  for (const { id, ingress, egress, identity, address } of byId(maps)) {
    const [first = '', ...more] = labelsOf(process, identity);
    const enforced = (policy: BpfEndpoint['ingress']): string => (policy ? 'Enabled' : 'Disabled');
    rows.push([String(id), enforced(ingress), enforced(egress), String(identity), first, '', formatIpv4(address), 'ready']); // prettier-ignore
    for (const label of more) rows.push(['', '', '', '', label, '', '', '']);
  }
  return tabbed(rows, 3, true);
}

function byId({ endpoints }: BpfMaps): readonly BpfEndpoint[] {
  return [...endpoints.values()].sort((a, b) => a.id - b.id);
}

function identityList({ process }: Call): string {
  const rows: string[][] = [['ID', 'LABELS']];
  const numbers = [1, 2, 3, 4, 5, 6, 7, ...stored(process, 'ciliumidentities').map(({ metadata }) => Number(metadata.name)).sort((a, b) => a - b)]; // prettier-ignore
  for (const identity of numbers) {
    labelsOf(process, identity).forEach((label, i) => rows.push([i === 0 ? String(identity) : '', label]));
  }
  return tabbed(rows, 4);
}

const PROTOCOLS: Readonly<Record<string, string>> = { 6: 'TCP', 17: 'UDP', 132: 'SCTP' };

interface Service {
  readonly frontend: string;
  readonly protocol: string;
  readonly backends: readonly string[];
}

function services({ services: all }: BpfMaps): readonly Service[] {
  return [...all].map(([key, { backends }]) => {
    const [place = '', number = ''] = key.split('/');
    const [address = '', port = ''] = place.split(':');
    const protocol = PROTOCOLS[number] ?? number;
    return {
      frontend: `${formatIpv4(Number(address) as Ipv4)}:${port}`,
      protocol,
      backends: backends.map((each) => `${formatIpv4(each.address)}:${each.port}`),
    };
  });
}

function serviceList(_call: Call, maps: BpfMaps): string {
  const rows: string[][] = [['ID', 'Frontend', 'Service Type', 'Backend', '']];
  services(maps).forEach(({ frontend, protocol, backends }, at) => {
    const lines = backends.map((backend, i) => `${i + 1} => ${backend}/${protocol} (active)`);
    const [first = '', ...more] = lines;
    rows.push([String(at + 1), `${frontend}/${protocol}`, 'ClusterIP', first, '']);
    for (const line of more) rows.push(['', '', '', line, '']);
  });
  return tabbed(rows, 3);
}

function lbList(_call: Call, maps: BpfMaps): string {
  const rows: string[][] = [['SERVICE ADDRESS', 'BACKEND ADDRESS (REVNAT_ID) (SLOT)']];
  services(maps).forEach(({ frontend, protocol, backends }, at) => {
    const id = at + 1;
    rows.push([`${frontend}/${protocol} (0)`, `0.0.0.0:0 (${id}) (0) [ClusterIP, non-routable]`]);
    backends.forEach((backend, i) =>
      rows.push([`${frontend}/${protocol} (${i + 1})`, `${backend}/${protocol} (${id}) (${i + 1})`]),
    );
  });
  return tabbed(rows, 3);
}

function nodeList({ process }: Call): string {
  const rows: string[][] = [['Name', 'IPv4 Address', 'Endpoint CIDR', 'IPv6 Address', 'Endpoint CIDR', 'Source']];
  for (const { metadata, spec } of stored(process, 'ciliumnodes')) {
    const own = spec?.addresses?.find(({ type }) => type === 'InternalIP')?.ip ?? '';
    rows.push([`kubernetes/${metadata.name}`, own, spec?.ipam?.podCIDRs?.[0] ?? '', '', '', 'custom-resource']);
  }
  return tabbed(rows, 3);
}

function bpfEndpoints({ process: { world } }: Call, maps: BpfMaps): string {
  const rows: string[][] = [['IP ADDRESS', 'LOCAL ENDPOINT INFO']];
  for (const { id, address, device, mac, identity } of byId(maps)) {
    const record = world.devices.get(device);
    rows.push([`${formatIpv4(address)}:0`, `id=${String(id).padEnd(5)} sec_id=${String(identity).padEnd(5)} flags=0x0000 ifindex=${String(record?.ifindex ?? 0).padEnd(3)} mac=${mac.toUpperCase()} nodemac=${record?.mac.toUpperCase() ?? ''}`]); // prettier-ignore
  }
  rows.push([`${formatIpv4(maps.router)}:0`, '(localhost)']);
  return tabbed(rows, 3);
}

function ipcacheList(_call: Call, { ipcache }: BpfMaps): string {
  const rows: string[][] = [['IP PREFIX/ADDRESS', 'IDENTITY']];
  for (const [address, { identity, tunnel }] of [...ipcache].sort(([a], [b]) => a - b)) {
    rows.push([`${formatIpv4(address)}/32`, `identity=${identity} encryptkey=0 tunnelendpoint=${tunnel === undefined ? '0.0.0.0' : formatIpv4(tunnel)} flags=${tunnel === undefined ? '<none>' : 'hastunnel'}`]); // prettier-ignore
  }
  rows.push(['0.0.0.0/0', 'identity=2 encryptkey=0 tunnelendpoint=0.0.0.0 flags=<none>']);
  return tabbed(rows, 5);
}

function tunnelList(_call: Call, { tunnels }: BpfMaps): string {
  const rows = tunnels.map(({ address, length, node }) => [
    `${formatIpv4(address)}/${length}`,
    `${formatIpv4(node)}:0`,
  ]);
  return tabbed([['TUNNEL', 'VALUE'], ...rows], 5);
}

function policyGet({ words, flags }: Call, maps: BpfMaps): string {
  const wanted = words[3];
  const all = byId(maps).filter(({ id }) => flags.has('all') || String(id) === wanted);
  if (all.length === 0) throw new ExitError(1, `Error: Failed to open map: endpoint ${wanted ?? ''} not found\n`);
  return all.map(policyTable).join('\n');
}

function policyTable({ id, ingress, egress }: BpfEndpoint): string {
  const rows: string[][] = [['POLICY', 'DIRECTION', 'IDENTITY', 'PORT/PROTO']];
  for (const [direction, policy] of [
    ['Ingress', ingress],
    ['Egress', egress],
  ] as const) {
    for (const { deny, identities, block, protocol, ports } of policy?.entries ?? [{}]) {
      const name = protocol === undefined ? 'ANY' : (PROTOCOLS[String(protocol)] ?? String(protocol));
      const places = ports?.map(({ from, to }) => `${from === to ? from : `${from}-${to}`}/${name}`) ?? [protocol === undefined ? 'ANY' : `ANY/${name}`]; // prettier-ignore
      const who = block ? [`cidr:${formatIpv4(block.address)}/${block.length}`] : identities ? [...identities].map(String) : ['ANY']; // prettier-ignore
      for (const identity of who)
        for (const place of places) rows.push([deny ? 'Deny' : 'Allow', direction, identity, place]);
    }
  }
  return `Endpoint ID: ${id}\n${tabbed(rows, 3)}`;
}
