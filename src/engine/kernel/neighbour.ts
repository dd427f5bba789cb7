import { inPrefix, ipv4, MAC_BROADCAST, type Mac } from '../packet/address';
import { notify } from './notices';
import type { IpPacket } from '../packet/frame';
import { formatIp, groupMac6, isMulticast6, type IpAddress } from '../packet/ipv6-address';
import { solicit } from './arp';
import { sendIcmpError } from './icmp';
import { typeOf } from './link/types';
import { sendIcmpv6Error } from './ipv6/icmp';
import { solicitNeighbour } from './ipv6/ndisc-send';
import { neighbourInfo, neighbourKey } from './neighbour-config';
import type { DeviceRecord, NeighbourRecord, NetnsId } from './records';
import { readDeviceSysctl } from './sysctl-store';
import { trace } from './trace';
import { transmit } from './transmit';
import type { World } from './world';

/** Bytes of packets that may wait for one address (unres_qlen_bytes); counted in packets here, 101 of the usual size. */
const MAX_QUEUE = 101;

/** ip_finish_output2: sends a packet to a next hop on a device, asking for its MAC first when it is not known. False when the device dropped it. */
export function neighbourOutput(
  world: World,
  device: DeviceRecord,
  nextHop: IpAddress,
  packet: IpPacket,
  packetId: number,
): boolean {
  const group = groupMac(nextHop);
  if (group !== undefined) return send(world, device, group, packet, packetId);
  if (device.kind.type === 'loopback') return send(world, device, loopbackMac(world, device), packet, packetId);
  // A tunnel has no neighbours to ask: what it is given it sends to its other end, or to the next hop.
  if (typeOf(device).linkFlagOf) {
    const frame = { source: device.mac, destination: device.broadcast, payload: packet, packetId };
    return transmit(world, device.id, typeof nextHop === 'number' ? { ...frame, nextHop } : frame);
  }
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
    startTimer(world, device, key, nextHop, 'delay_first_probe_time');
  } else if (entry.usedUs !== world.nowUs) {
    use(world, netns, key, entry);
  }
  return send(world, device, mac, packet, packetId);
}

/** Notes that an entry is used, as every packet does: written out, since a spread costs ten times as much. Nobody is told. */
function use(world: World, netns: NetnsId, key: string, entry: NeighbourRecord): void {
  const { ifindex, address, mac, state, updatedUs, confirmedUs, probes, queue, router } = entry;
  const used = { ifindex, address, mac, state, updatedUs, usedUs: world.nowUs, confirmedUs, probes, queue };
  const ns = world.writeNetns(netns);
  const neighbours = world.writable(ns.neighbours);
  neighbours.set(key, router ? { ...used, router } : used);
  ns.neighbours = neighbours;
}

/** The MAC that frames on loopback carry: of the one entry all addresses share there (arp_key), which somebody may have changed. */
export function loopbackMac(world: World, device: DeviceRecord): Mac {
  const known = world.netns(device.netns).neighbours.get(neighbourKey(device.ifindex, ANY));
  if (!known) putWithoutArp(world, device, ANY, device.mac);
  return known?.mac ?? device.mac;
}

const ANY = ipv4(0);

/** arp_constructor: on a device without ARP an entry needs none. */
function putWithoutArp(world: World, device: DeviceRecord, address: IpAddress, mac: Mac): void {
  const { netns, ifindex } = device;
  const times = { updatedUs: world.nowUs, usedUs: world.nowUs, confirmedUs: world.nowUs };
  const entry: NeighbourRecord = { ifindex, address, mac, state: 'NOARP', ...times, probes: 0, queue: [] };
  put(world, netns, neighbourKey(ifindex, address), entry);
}

/** neigh_event_send without a packet: starts to resolve an address whose MAC is not known; answers whether it is. */
export function probeNeighbour(world: World, device: DeviceRecord, address: IpAddress): boolean {
  const entry = world.netns(device.netns).neighbours.get(neighbourKey(device.ifindex, address));
  if (entry && entry.state !== 'FAILED' && entry.state !== 'INCOMPLETE') return true;
  if (entry?.state !== 'INCOMPLETE') startResolving(world, device, address, []);
  return false;
}

function startResolving(world: World, device: DeviceRecord, address: IpAddress, queue: NeighbourRecord['queue']): void {
  const { netns, ifindex } = device;
  const key = neighbourKey(ifindex, address);
  const nowUs = world.nowUs;
  const times = { updatedUs: nowUs, usedUs: nowUs, confirmedUs: nowUs };
  put(world, netns, key, { ifindex, address, state: 'INCOMPLETE', ...times, probes: 1, queue });
  ask(world, device, { address, queue }, undefined);
  startTimer(world, device, key, address, 'retrans_time_ms');
}

/** arp_solicit or ndisc_solicit: asks everybody, or the one at `mac` whether it is still there. */
function ask(
  world: World,
  device: DeviceRecord,
  { address, queue }: Pick<NeighbourRecord, 'address' | 'queue'>,
  mac: Mac | undefined,
): void {
  const [first] = mac === undefined ? queue : [];
  if (typeof address === 'string') return solicitNeighbour(world, device, address, mac, first?.packet, first?.packetId);
  const source = first?.packet.kind === 'ipv4' ? first.packet.source : undefined;
  solicit(world, device, address, source, mac ?? MAC_BROADCAST, first?.packetId);
}

/** The `neighbour-timer` event (neigh_timer_handler): moves an entry on when its time has come. */
export function neighbourTimer(world: World, netns: NetnsId, key: string): void {
  const ns = world.namespaces.get(netns);
  const entry = ns?.neighbours.get(key);
  const id = entry && ns?.devices.get(entry.ifindex);
  if (!entry || id === undefined) return;
  const device = world.device(id);
  const family = familyOf(entry.address);
  const due = (since: number, name: TimerName): boolean =>
    world.nowUs - since >= timerUs(world, device, family, name) - 1;
  switch (entry.state) {
    case 'INCOMPLETE':
      if (
        !due(
          entry.updatedUs + (entry.probes - 1) * timerUs(world, device, family, 'retrans_time_ms'),
          'retrans_time_ms',
        )
      )
        return;
      if (entry.probes >= setting(world, device, family, 'mcast_solicit')) return fail(world, device, key, entry);
      put(world, netns, key, { ...entry, probes: entry.probes + 1 });
      ask(world, device, entry, undefined);
      startTimer(world, device, key, entry.address, 'retrans_time_ms');
      return;
    case 'REACHABLE':
      if (!due(entry.confirmedUs, 'reachable')) return;
      // Used a moment ago: ask again soon. Otherwise it goes stale and waits for somebody to need it.
      if (world.nowUs - entry.usedUs < timerUs(world, device, family, 'delay_first_probe_time')) {
        put(world, netns, key, { ...entry, state: 'DELAY', updatedUs: world.nowUs, probes: 0 });
        startTimer(world, device, key, entry.address, 'delay_first_probe_time');
      } else {
        put(world, netns, key, { ...entry, state: 'STALE', updatedUs: world.nowUs });
      }
      return;
    case 'DELAY':
      if (!due(entry.updatedUs, 'delay_first_probe_time')) return;
      put(world, netns, key, { ...entry, state: 'PROBE', updatedUs: world.nowUs, probes: 1 });
      ask(world, device, entry, entry.mac);
      startTimer(world, device, key, entry.address, 'retrans_time_ms');
      return;
    case 'PROBE':
      if (entry.probes >= setting(world, device, family, 'ucast_solicit')) return fail(world, device, key, entry);
      put(world, netns, key, { ...entry, probes: entry.probes + 1 });
      ask(world, device, entry, entry.mac);
      startTimer(world, device, key, entry.address, 'retrans_time_ms');
      return;
    case 'STALE':
    case 'FAILED':
    case 'NOARP':
    case 'PERMANENT':
      return;
  }
}

/** Nobody answered: every packet that waited is reported to its sender as "host unreachable" (arp_error_report, ndisc_error_report). */
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
      detail: `nobody answered "who has ${formatIp(entry.address)}?" on ${device.name}`,
      cause: { code: 'no-neighbour', address: entry.address },
    }));
    if (packet.kind === 'ipv4') sendIcmpError(world, device, packet, packetId, 'destination-unreachable', 1);
    else sendIcmpv6Error(world, device, packet, packetId, 'destination-unreachable', 3);
  }
}

/** How a neighbour that made itself known changes the table. */
export interface NeighbourNews {
  /** Whether an address that nobody wanted gets an entry. */
  readonly create: boolean;
  /**
   * Whether a known MAC gives way to another (NEIGH_UPDATE_F_OVERRIDE): always, once the entry is older than `locktime`, or never; then it only
   * makes an entry that was sure doubtful (NEIGH_UPDATE_F_WEAK_OVERRIDE).
   */
  readonly override: true | 'after-locktime' | 'weakly';
  /** Whether it forwards (NTF_ROUTER), when it said so. */
  readonly router?: boolean;
}

/** __neigh_update, as far as ARP and neighbour discovery use it: queued packets leave once the MAC is known. */
export function updateNeighbour(
  world: World,
  device: DeviceRecord,
  address: IpAddress,
  mac: Mac,
  news: 'REACHABLE' | 'STALE',
  { create, override, router }: NeighbourNews,
): void {
  const { netns } = device;
  const key = neighbourKey(device.ifindex, address);
  const known = world.netns(netns).neighbours.get(key);
  if (!known && !create) return;
  if (known?.state === 'PERMANENT' || known?.state === 'NOARP') return;
  const now = world.nowUs;
  const valid = known !== undefined && known.state !== 'INCOMPLETE' && known.state !== 'FAILED';
  // A request from a neighbour we know already changes nothing.
  if (valid && known.mac === mac && news === 'STALE') return;
  const doubted = valid && known.mac !== mac && override === 'weakly';
  if (doubted && known.state !== 'REACHABLE') return;
  if (valid && known.mac !== mac && override === 'after-locktime' && now <= known.updatedUs + lockUs(world, device)) {
    if (news === 'REACHABLE') put(world, netns, key, { ...known, confirmedUs: now });
    return;
  }
  const state = doubted ? 'STALE' : news;
  const queue = known?.queue ?? [];
  const same = known?.mac === mac && known.state === state;
  put(world, netns, key, {
    ifindex: device.ifindex,
    address,
    mac: doubted ? known.mac : mac,
    state,
    updatedUs: same ? known.updatedUs : now,
    usedUs: known?.usedUs ?? now,
    confirmedUs: state === 'REACHABLE' ? now : (known?.confirmedUs ?? now),
    probes: 0,
    queue: [],
    ...((router ?? known?.router) && { router: true as const }),
  });
  if (state === 'REACHABLE') startTimer(world, device, key, address, 'reachable');
  for (const { packet, packetId } of queue) {
    trace(world, packetId, netns, device, () => ({ type: 'neighbour', address, mac, result: 'resolved' }));
    neighbourOutput(world, world.device(device.id), address, packet, packetId);
  }
}

type TimerName = 'retrans_time_ms' | 'delay_first_probe_time' | 'reachable';

/** Whose sysctls count for an entry. */
type Family = 'ipv4' | 'ipv6';

function familyOf(address: IpAddress): Family {
  return typeof address === 'number' ? 'ipv4' : 'ipv6';
}

/** The length of a neighbour timer in microseconds, from the device's neigh sysctls. */
function timerUs(world: World, device: DeviceRecord, family: Family, name: TimerName): number {
  switch (name) {
    case 'retrans_time_ms':
      return setting(world, device, family, name) * 1000;
    case 'delay_first_probe_time':
      return setting(world, device, family, name) * 1_000_000;
    case 'reachable':
      // neigh_rand_reach_time draws from half to one and a half of it; the middle keeps a lab the same every time.
      return setting(world, device, family, 'base_reachable_time_ms') * 1000;
  }
}

/** NEIGH_VAR(LOCKTIME) of ARP, in clock ticks of 1/100 s. */
function lockUs(world: World, device: DeviceRecord): number {
  return setting(world, device, 'ipv4', 'locktime') * 10_000;
}

function setting(world: World, device: DeviceRecord, family: Family, key: string): number {
  return Number(readDeviceSysctl(world, device.netns, `${family}.neigh`, device.name, key));
}

function startTimer(world: World, device: DeviceRecord, key: string, address: IpAddress, name: TimerName): void {
  world.schedule(timerUs(world, device, familyOf(address), name), {
    type: 'neighbour-timer',
    netns: device.netns,
    key,
  });
}

function send(world: World, device: DeviceRecord, mac: Mac, packet: IpPacket, packetId: number): boolean {
  return transmit(world, device.id, { source: device.mac, destination: mac, payload: packet, packetId });
}

function put(world: World, netns: NetnsId, key: string, entry: NeighbourRecord): void {
  const before = world.watched ? world.netns(netns).neighbours.get(key)?.state : undefined;
  const ns = world.writeNetns(netns);
  ns.neighbours = world.writable(ns.neighbours);
  ns.neighbours.set(key, entry);
  // __neigh_update and neigh_timer_handler tell of every state but those of a question under way.
  if (!world.watched || entry.state === before || entry.state === 'INCOMPLETE' || entry.state === 'DELAY') return;
  notify(world, netns, () => ({ type: 'neigh', deleted: false, entry: neighbourInfo(world, netns, entry) }));
}

/** The MAC of a group address: broadcast, or 01:00:5e and the low 23 bits for multicast (RFC 1112); 33:33 and the low 32 for IPv6. */
function groupMac(address: IpAddress): Mac | undefined {
  if (typeof address === 'string') return isMulticast6(address) ? groupMac6(address) : undefined;
  if (address === 0xffffffff) return MAC_BROADCAST;
  if (!inPrefix(address, ipv4(0xe0000000), 4)) return undefined;
  const hex = (n: number): string => n.toString(16).padStart(2, '0');
  return `01:00:5e:${hex((address >>> 16) & 0x7f)}:${hex((address >>> 8) & 255)}:${hex(address & 255)}` as Mac;
}
