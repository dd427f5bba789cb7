import { formatIpv4, inPrefix, ipv4, MAC_BROADCAST, type Ipv4, type Mac } from '../packet/address';
import type { Ipv4Packet } from '../packet/frame';
import { solicit } from './arp';
import { sendIcmpError } from './icmp';
import { neighbourKey } from './neighbour-config';
import type { DeviceRecord, NeighbourRecord, NetnsId } from './records';
import { readSysctl, sysctlSegment } from './sysctl-store';
import { trace } from './trace';
import { transmit } from './transmit';
import type { World } from './world';

/** Bytes of packets that may wait for one address (unres_qlen_bytes); counted in packets here, 101 of the usual size. */
const MAX_QUEUE = 101;

/** ip_finish_output2: sends a packet to a next hop on a device, asking for its MAC first when it is not known. False when the device dropped it. */
export function neighbourOutput(
  world: World,
  device: DeviceRecord,
  nextHop: Ipv4,
  packet: Ipv4Packet,
  packetId: number,
): boolean {
  const group = groupMac(nextHop);
  if (group !== undefined) return send(world, device, group, packet, packetId);
  if (device.kind.type === 'loopback') return send(world, device, loopbackMac(world, device), packet, packetId);
  const { netns } = device;
  const key = neighbourKey(device.ifindex, nextHop);
  const entry = world.netns(netns).neighbours.get(key);
  if (!entry && !device.arp) {
    putWithoutArp(world, device, nextHop, device.mac);
    return send(world, device, device.mac, packet, packetId);
  }
  if (!entry || entry.state === 'FAILED' || entry.state === 'INCOMPLETE') {
    trace(world, packetId, netns, device, () => ({ type: 'neighbour', address: nextHop, result: 'resolving' }));
    const waiting = [...(entry?.state === 'INCOMPLETE' ? entry.queue : []), { packet, packetId }].slice(-MAX_QUEUE);
    if (entry?.state === 'INCOMPLETE') {
      put(world, netns, key, { ...entry, queue: waiting });
      return true;
    }
    startResolving(world, device, nextHop, waiting);
    return true;
  }
  const { mac } = entry;
  if (mac === undefined) return true;
  trace(world, packetId, netns, device, () => ({
    type: 'neighbour',
    address: nextHop,
    mac,
    state: entry.state,
    result: 'hit',
  }));
  if (entry.state === 'STALE') {
    // First use of a stale entry: trust it for delay_first_probe_time, then ask again.
    put(world, netns, key, { ...entry, state: 'DELAY', usedUs: world.nowUs, updatedUs: world.nowUs, probes: 0 });
    startTimer(world, device, key, 'delay_first_probe_time');
  } else {
    put(world, netns, key, { ...entry, usedUs: world.nowUs });
  }
  return send(world, device, mac, packet, packetId);
}

/** The MAC that frames on loopback carry: of the one entry all addresses share there (arp_key), which somebody may have changed. */
export function loopbackMac(world: World, device: DeviceRecord): Mac {
  const known = world.netns(device.netns).neighbours.get(neighbourKey(device.ifindex, ANY));
  if (!known) putWithoutArp(world, device, ANY, device.mac);
  return known?.mac ?? device.mac;
}

const ANY = ipv4(0);

/** arp_constructor: on a device without ARP an entry needs none. */
function putWithoutArp(world: World, device: DeviceRecord, address: Ipv4, mac: Mac): void {
  const { netns, ifindex } = device;
  const times = { updatedUs: world.nowUs, usedUs: world.nowUs, confirmedUs: world.nowUs };
  const entry: NeighbourRecord = { ifindex, address, mac, state: 'NOARP', ...times, probes: 0, queue: [] };
  put(world, netns, neighbourKey(ifindex, address), entry);
}

/** neigh_event_send without a packet: starts to resolve an address whose MAC is not known; answers whether it is. */
export function probeNeighbour(world: World, device: DeviceRecord, address: Ipv4): boolean {
  const entry = world.netns(device.netns).neighbours.get(neighbourKey(device.ifindex, address));
  if (entry && entry.state !== 'FAILED' && entry.state !== 'INCOMPLETE') return true;
  if (entry?.state !== 'INCOMPLETE') startResolving(world, device, address, []);
  return false;
}

function startResolving(world: World, device: DeviceRecord, address: Ipv4, queue: NeighbourRecord['queue']): void {
  const { netns, ifindex } = device;
  const key = neighbourKey(ifindex, address);
  const nowUs = world.nowUs;
  const times = { updatedUs: nowUs, usedUs: nowUs, confirmedUs: nowUs };
  put(world, netns, key, { ifindex, address, state: 'INCOMPLETE', ...times, probes: 1, queue });
  const [first] = queue;
  solicit(world, device, address, first?.packet.source, MAC_BROADCAST, first?.packetId);
  startTimer(world, device, key, 'retrans_time_ms');
}

/** The `neighbour-timer` event (neigh_timer_handler): moves an entry on when its time has come. */
export function neighbourTimer(world: World, netns: NetnsId, key: string): void {
  const ns = world.namespaces.get(netns);
  const entry = ns?.neighbours.get(key);
  const id = entry && ns?.devices.get(entry.ifindex);
  if (!entry || id === undefined) return;
  const device = world.device(id);
  const due = (since: number, name: TimerName): boolean => world.nowUs - since >= timerUs(world, device, name) - 1;
  switch (entry.state) {
    case 'INCOMPLETE':
      if (!due(entry.updatedUs + (entry.probes - 1) * timerUs(world, device, 'retrans_time_ms'), 'retrans_time_ms'))
        return;
      if (entry.probes >= setting(world, device, 'mcast_solicit')) return fail(world, device, key, entry);
      put(world, netns, key, { ...entry, probes: entry.probes + 1 });
      solicit(world, device, entry.address, entry.queue[0]?.packet.source, MAC_BROADCAST, entry.queue[0]?.packetId);
      startTimer(world, device, key, 'retrans_time_ms');
      return;
    case 'REACHABLE':
      if (!due(entry.confirmedUs, 'reachable')) return;
      // Used a moment ago: ask again soon. Otherwise it goes stale and waits for somebody to need it.
      if (world.nowUs - entry.usedUs < timerUs(world, device, 'delay_first_probe_time')) {
        put(world, netns, key, { ...entry, state: 'DELAY', updatedUs: world.nowUs, probes: 0 });
        startTimer(world, device, key, 'delay_first_probe_time');
      } else {
        put(world, netns, key, { ...entry, state: 'STALE', updatedUs: world.nowUs });
      }
      return;
    case 'DELAY':
      if (!due(entry.updatedUs, 'delay_first_probe_time')) return;
      put(world, netns, key, { ...entry, state: 'PROBE', updatedUs: world.nowUs, probes: 1 });
      solicit(world, device, entry.address, undefined, entry.mac ?? MAC_BROADCAST, undefined);
      startTimer(world, device, key, 'retrans_time_ms');
      return;
    case 'PROBE':
      if (entry.probes >= setting(world, device, 'ucast_solicit')) return fail(world, device, key, entry);
      put(world, netns, key, { ...entry, probes: entry.probes + 1 });
      solicit(world, device, entry.address, undefined, entry.mac ?? MAC_BROADCAST, undefined);
      startTimer(world, device, key, 'retrans_time_ms');
      return;
    case 'STALE':
    case 'FAILED':
    case 'NOARP':
    case 'PERMANENT':
      return;
  }
}

/** Nobody answered: every packet that waited is reported to its sender as "host unreachable" (arp_error_report). */
function fail(world: World, device: DeviceRecord, key: string, entry: NeighbourRecord): void {
  put(world, device.netns, key, { ...entry, mac: undefined, state: 'FAILED', updatedUs: world.nowUs, queue: [] });
  for (const { packet, packetId } of entry.queue) {
    trace(world, packetId, device.netns, device, () => ({
      type: 'neighbour',
      address: entry.address,
      result: 'failed',
    }));
    trace(world, packetId, device.netns, device, () => ({
      type: 'drop',
      reason: 'NEIGH_FAILED',
      detail: `nobody answered "who has ${formatIpv4(entry.address)}?" on ${device.name}`,
      cause: { code: 'no-neighbour', address: entry.address },
    }));
    sendIcmpError(world, device, packet, packetId, 'destination-unreachable', 1);
  }
}

/** How a neighbour that made itself known changes the table. */
export interface NeighbourNews {
  /** Whether an address that nobody wanted gets an entry. */
  readonly create: boolean;
  /** Whether a known MAC gives way to another (NEIGH_UPDATE_F_OVERRIDE): always, or once the entry is older than `locktime`. */
  readonly override: true | 'after-locktime';
}

/** __neigh_update, as far as ARP uses it: queued packets leave once the MAC is known. */
export function updateNeighbour(
  world: World,
  device: DeviceRecord,
  address: Ipv4,
  mac: Mac,
  state: 'REACHABLE' | 'STALE',
  { create, override }: NeighbourNews,
): void {
  const { netns } = device;
  const key = neighbourKey(device.ifindex, address);
  const known = world.netns(netns).neighbours.get(key);
  if (!known && !create) return;
  if (known?.state === 'PERMANENT' || known?.state === 'NOARP') return;
  const now = world.nowUs;
  const valid = known !== undefined && known.state !== 'INCOMPLETE' && known.state !== 'FAILED';
  // A request from a neighbour we know already changes nothing.
  if (valid && known.mac === mac && state === 'STALE') return;
  if (valid && known.mac !== mac && override !== true && now <= known.updatedUs + lockUs(world, device)) {
    if (state === 'REACHABLE') put(world, netns, key, { ...known, confirmedUs: now });
    return;
  }
  const queue = known?.queue ?? [];
  const same = known?.mac === mac && known.state === state;
  put(world, netns, key, {
    ifindex: device.ifindex,
    address,
    mac,
    state,
    updatedUs: same ? known.updatedUs : now,
    usedUs: known?.usedUs ?? now,
    confirmedUs: state === 'REACHABLE' ? now : (known?.confirmedUs ?? now),
    probes: 0,
    queue: [],
  });
  if (state === 'REACHABLE') startTimer(world, device, key, 'reachable');
  for (const { packet, packetId } of queue) {
    trace(world, packetId, netns, device, () => ({ type: 'neighbour', address, mac, result: 'resolved' }));
    neighbourOutput(world, world.device(device.id), address, packet, packetId);
  }
}

type TimerName = 'retrans_time_ms' | 'delay_first_probe_time' | 'reachable';

/** The length of a neighbour timer in microseconds, from the device's net.ipv4.neigh sysctls. */
function timerUs(world: World, device: DeviceRecord, name: TimerName): number {
  switch (name) {
    case 'retrans_time_ms':
      return setting(world, device, name) * 1000;
    case 'delay_first_probe_time':
      return setting(world, device, name) * 1_000_000;
    case 'reachable':
      // neigh_rand_reach_time draws from half to one and a half of it; the middle keeps a lab the same every time.
      return setting(world, device, 'base_reachable_time_ms') * 1000;
  }
}

/** NEIGH_VAR(LOCKTIME), in clock ticks of 1/100 s. */
function lockUs(world: World, device: DeviceRecord): number {
  return setting(world, device, 'locktime') * 10_000;
}

function setting(world: World, device: DeviceRecord, key: string): number {
  return Number(readSysctl(world, device.netns, `net.ipv4.neigh.${sysctlSegment(device.name)}.${key}`));
}

function startTimer(world: World, device: DeviceRecord, key: string, name: TimerName): void {
  world.schedule(timerUs(world, device, name), { type: 'neighbour-timer', netns: device.netns, key });
}

function send(world: World, device: DeviceRecord, mac: Mac, packet: Ipv4Packet, packetId: number): boolean {
  return transmit(world, device.id, { source: device.mac, destination: mac, payload: packet, packetId });
}

function put(world: World, netns: NetnsId, key: string, entry: NeighbourRecord): void {
  const ns = world.writeNetns(netns);
  ns.neighbours = world.writable(ns.neighbours);
  ns.neighbours.set(key, entry);
}

/** The MAC of a group address: broadcast, or 01:00:5e and the low 23 bits for multicast (RFC 1112). */
function groupMac(address: Ipv4): Mac | undefined {
  if (address === 0xffffffff) return MAC_BROADCAST;
  if (!inPrefix(address, ipv4(0xe0000000), 4)) return undefined;
  const hex = (n: number): string => n.toString(16).padStart(2, '0');
  return `01:00:5e:${hex((address >>> 16) & 0x7f)}:${hex((address >>> 8) & 255)}:${hex(address & 255)}` as Mac;
}
