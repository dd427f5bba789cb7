import { initialVlans } from '../engine/kernel/bridge-vlan';
import { CowMap } from '../engine/state/cow-map';
import { Epoch } from '../engine/state/epoch';
import type { LinkInfo, RouteInfo } from '../engine/kernel/netlink';
import type {
  DeviceKind,
  Ipv4AddressRecord,
  Ipv6AddressRecord,
  Nexthop,
  RouteType,
  Scope,
} from '../engine/kernel/records';
import type { HostObservation, LabObservation, NetnsObservation } from '../engine/lab/observe';
import { MAC_ZERO, parseIpv4, parseMac, type Ipv4 } from '../engine/packet/address';
import { parseIpv6 } from '../engine/packet/ipv6-address';

/** A Linux whose `ip` can be asked: this machine's namespace, or a node's container. */
export interface LinuxPlace {
  readonly name: string;
  /** What a program printed there; undefined when it failed. */
  run(program: string, args: readonly string[]): Promise<string | undefined>;
}

/** Namespaces looked at per host: each costs four processes, and a tree of more helps nobody. */
const NAMESPACE_LIMIT = 32;

/** Reads links, addresses and routes with `ip -j`; a place that does not answer is left out. */
export async function observeLinux(places: readonly LinuxPlace[]): Promise<LabObservation> {
  const hosts = await Promise.all(places.map(observeHost));
  return { hosts: hosts.filter((host) => host !== undefined) };
}

async function observeHost(place: LinuxPlace): Promise<HostObservation | undefined> {
  const root = await observeNetns(place, '');
  if (!root) return undefined;
  const names = records(await place.run('ip', ['-j', 'netns', 'list'])).map((entry) => text(entry, 'name'));
  const named = await Promise.all(
    names
      .filter((name) => name !== '')
      .slice(0, NAMESPACE_LIMIT)
      .map((name) => observeNetns(place, name)),
  );
  return { name: place.name, namespaces: [root, ...named.filter((netns) => netns !== undefined)] };
}

async function observeNetns(place: LinuxPlace, name: string): Promise<NetnsObservation | undefined> {
  const inside = name === '' ? [] : ['-n', name];
  const [links, addresses, routes, forward] = await Promise.all([
    place.run('ip', [...inside, '-j', '-d', 'link', 'show']),
    place.run('ip', [...inside, '-j', 'addr', 'show']),
    place.run('ip', [...inside, '-j', '-d', '-4', 'route', 'show']),
    name === ''
      ? place.run('cat', ['/proc/sys/net/ipv4/ip_forward'])
      : place.run('ip', ['netns', 'exec', name, 'cat', '/proc/sys/net/ipv4/ip_forward']),
  ]);
  if (links === undefined) return undefined;
  const addressesOf = new Map(records(addresses).map((entry) => [number(entry, 'ifindex'), list(entry, 'addr_info')]));
  const entries = records(links).filter((entry) => number(entry, 'ifindex') > 0);
  const indexOf = new Map(entries.map((entry) => [text(entry, 'ifname'), number(entry, 'ifindex')]));
  return {
    name,
    links: entries.map((entry) => linkOf(entry, addressesOf.get(number(entry, 'ifindex')) ?? [], indexOf)),
    routes: records(routes).flatMap((entry) => routeOf(entry, indexOf)),
    forwarding: forward?.trim() === '1',
  };
}

type Operstate = LinkInfo['operstate'];
type Entry = Readonly<Record<string, unknown>>;

function linkOf(entry: Entry, addresses: readonly Entry[], indexOf: ReadonlyMap<string, number>): LinkInfo {
  const flags = strings(entry['flags']);
  const master = text(entry, 'master');
  const linked = text(entry, 'link');
  const linkedIndex = number(entry, 'link_index');
  const alias = text(entry, 'ifalias');
  return {
    ifindex: number(entry, 'ifindex'),
    name: text(entry, 'ifname'),
    kind: kindOf(entry),
    flags,
    mtu: number(entry, 'mtu'),
    qdisc: text(entry, 'qdisc'),
    operstate: operstate(text(entry, 'operstate')),
    group: text(entry, 'group'),
    txQueueLength: number(entry, 'txqlen'),
    linkType: text(entry, 'link_type'),
    mac: parseMac(text(entry, 'address')) ?? MAC_ZERO,
    broadcast: parseMac(text(entry, 'broadcast')) ?? MAC_ZERO,
    ...(alias !== '' && { alias }),
    promiscuity: number(entry, 'promiscuity'),
    allmulticast: number(entry, 'allmulti'),
    ...(linked !== '' && { peer: { ifindex: indexOf.get(linked) ?? linkedIndex, name: linked } }),
    ...(linked === '' && linkedIndex > 0 && { peer: { ifindex: linkedIndex, nsid: number(entry, 'link_netnsid') } }),
    ...(master !== '' && { master: { ifindex: indexOf.get(master) ?? 0, name: master } }),
    addresses4: addresses.flatMap(address4Of),
    addresses6: addresses.flatMap(address6Of),
    counters: {
      rxBytes: 0,
      rxPackets: 0,
      rxErrors: 0,
      rxDropped: 0,
      txBytes: 0,
      txPackets: 0,
      txErrors: 0,
      txDropped: 0,
      multicast: 0,
    },
    up: flags.includes('UP'),
  };
}

/** Kinds the simulator does not have are shown as cards: they have a name, a state and addresses all the same. */
function kindOf(entry: Entry): DeviceKind {
  const info = entry['linkinfo'];
  const kind = isEntry(info) ? text(info, 'info_kind') : '';
  const settings = isEntry(info) && isEntry(info['info_data']) ? info['info_data'] : {};
  if (text(entry, 'link_type') === 'loopback') return { type: 'loopback' };
  if (kind === 'veth') return { type: 'veth', peer: number(entry, 'link_index') };
  if (kind !== 'bridge') return { type: 'nic' };
  return {
    type: 'bridge',
    fdb: CowMap.create(new Epoch()),
    ports: CowMap.create(new Epoch()),
    livePorts: 0,
    vlans: initialVlans(1),
    macSet: false,
    mtuSet: false,
    stp: number(settings, 'stp_state') !== 0,
    ageingSeconds: number(settings, 'ageing_time') / 100,
    vlanFiltering: number(settings, 'vlan_filtering') !== 0,
  };
}

function address4Of(entry: Entry): readonly Ipv4AddressRecord[] {
  const address = entry['family'] === 'inet' ? parseIpv4(text(entry, 'local')) : undefined;
  if (address === undefined) return [];
  const peer = parseIpv4(text(entry, 'address'));
  const broadcast = parseIpv4(text(entry, 'broadcast'));
  return [
    {
      family: 'inet',
      address,
      prefixLength: number(entry, 'prefixlen'),
      ...(peer !== undefined && { peer }),
      ...(broadcast !== undefined && { broadcast }),
      scope: scope(text(entry, 'scope')),
      label: text(entry, 'label'),
      secondary: entry['secondary'] === true,
      noprefixroute: entry['noprefixroute'] === true,
      setAtUs: 0,
    },
  ];
}

function address6Of(entry: Entry): readonly Ipv6AddressRecord[] {
  const address = entry['family'] === 'inet6' ? parseIpv6(text(entry, 'local')) : undefined;
  if (address === undefined) return [];
  return [
    {
      family: 'inet6',
      address,
      prefixLength: number(entry, 'prefixlen'),
      scope: scope(text(entry, 'scope')),
      kernelMade: false,
      setAtUs: 0,
    },
  ];
}

function routeOf(entry: Entry, indexOf: ReadonlyMap<string, number>): readonly RouteInfo[] {
  const [network = '', length] = text(entry, 'dst')
    .replace(/^default$/, '0.0.0.0/0')
    .split('/');
  const destination = parseIpv4(network);
  if (destination === undefined) return [];
  const preferredSource = parseIpv4(text(entry, 'prefsrc'));
  const hops = list(entry, 'nexthops');
  return [
    {
      destination,
      prefixLength: length === undefined ? 32 : Number(length),
      tos: 0,
      type: routeType(text(entry, 'type')),
      table: 254,
      protocol: text(entry, 'protocol'),
      scope: scope(text(entry, 'scope')),
      metric: number(entry, 'metric'),
      ...(preferredSource !== undefined && { preferredSource }),
      nexthops: (hops.length > 0 ? hops : [entry]).flatMap((hop) => nexthopOf(hop, indexOf)),
    },
  ];
}

function nexthopOf(
  entry: Entry,
  indexOf: ReadonlyMap<string, number>,
): readonly (Nexthop & { readonly device?: string })[] {
  const via: Ipv4 | undefined = parseIpv4(text(entry, 'gateway'));
  const device = text(entry, 'dev');
  if (via === undefined && device === '') return [];
  const flags = strings(entry['flags']);
  const ifindex = indexOf.get(device);
  return [
    {
      ...(via !== undefined && { via }),
      ...(ifindex !== undefined && { ifindex }),
      ...(device !== '' && { device }),
      onlink: flags.includes('onlink'),
      weight: number(entry, 'weight') || 1,
      linkdown: flags.includes('linkdown'),
      dead: flags.includes('dead'),
    },
  ];
}

/** The objects of a JSON list, whatever else was printed. */
function records(json: string | undefined): readonly Entry[] {
  if (json === undefined || json.trim() === '') return [];
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(entry: Entry, key: string): readonly Entry[] {
  const value = entry[key];
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function text(entry: Entry, key: string): string {
  const value = entry[key];
  return typeof value === 'string' ? value : '';
}

function number(entry: Entry, key: string): number {
  const value = entry[key];
  return typeof value === 'number' ? value : 0;
}

const OPERSTATES: readonly Operstate[] = ['UNKNOWN', 'DOWN', 'LOWERLAYERDOWN', 'UP'];
const SCOPES: readonly Scope[] = ['global', 'site', 'link', 'host', 'nowhere'];
const ROUTE_TYPES: readonly RouteType[] = [
  'unicast',
  'local',
  'broadcast',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
];

function operstate(value: string): Operstate {
  return OPERSTATES.find((known) => known === value) ?? 'UNKNOWN';
}

function scope(value: string): Scope {
  return SCOPES.find((known) => known === value) ?? 'global';
}

function routeType(value: string): RouteType {
  return ROUTE_TYPES.find((known) => known === value) ?? 'unicast';
}
