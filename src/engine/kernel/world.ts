import { CowMap } from '../state/cow-map';
import { PathMap } from '../state/path-map';
import { Epoch, stamp, stamped, type Owned, type Unstamped } from '../state/epoch';
import { sameState, type Differences } from '../state/same';
import type { WalkRecorder } from '../walk/step';
import type {
  DeviceId,
  DeviceRecord,
  HostId,
  HostRecord,
  NetnsId,
  NetnsRecord,
  ScheduledEvent,
  SocketRecord,
  SwitchId,
  SwitchRecord,
  WorldEvent,
} from './records';
import type { ClusterBehaviour, ClusterRecord } from './cluster-records';
import { EventQueue } from './event-queue';
import { copyOfDevice, copyOfNetns } from './record-copies';
import type { RuleRecord } from './netfilter/model';
import type { NftRule } from './nftables/model';
import type { ServiceRecord } from './service-records';
import type { ContainerRecord, NodeRecord, SandboxRecord } from './containers/records';
import type { SystemRecord } from './systemd/records';

type Table = keyof Tables;

interface Tables {
  hosts: CowMap<HostId, HostRecord>;
  netns: CowMap<NetnsId, NetnsRecord>;
  devices: CowMap<DeviceId, DeviceRecord>;
  switches: CowMap<SwitchId, SwitchRecord>;
  sockets: CowMap<number, SocketRecord>;
  /** The ids of each namespace's sockets. */
  socketIds: CowMap<NetnsId, CowMap<number, true>>;
  /** The ids of the TCP sockets with a local port, by `portKey`. */
  tcpIds: CowMap<number, readonly number[]>;
  services: CowMap<number, ServiceRecord>;
  guests: CowMap<HostId, HostRecord>;
  sandboxes: CowMap<string, SandboxRecord>;
  containers: CowMap<string, ContainerRecord>;
  nodes: CowMap<HostId, NodeRecord>;
  systems: CowMap<HostId, SystemRecord>;
  errands: CowMap<number, true>;
}

/** What a service does when it wakes; see services.ts. */
export type ServiceBehaviour = (world: World, service: ServiceRecord) => void;
/** A rule as `iptables -S` or `nft list` writes it, for the packet walk. */
export type RuleText = (world: World, netns: NetnsId, chain: string, rule: RuleRecord | NftRule) => string;

/**
 * The whole state of a lab, copy-on-write. `fork()` copies this one object, whatever the lab's size. Readers use the plain getters;
 * a writer asks for a record with `write…` and may then assign its fields (nested arrays and maps are replaced, never mutated).
 */
export class World {
  private epoch = new Epoch();
  private tables: Tables;
  private queue: EventQueue;
  private nextId = 1;
  private randomState: number;
  private clusterRecord: ClusterRecord | undefined;
  /** Virtual microseconds since the lab was made. */
  private clockUs = 0;
  /** Where the kernel would draw a random key for hashes. */
  readonly hashSeed: number;
  /** Somebody has listened to what changes, so that changes must be told. */
  watched = false;
  /** Whether somebody ever listened to frames (packet-socket.ts). */
  tapped = false;
  /** How many raw sockets there are: most worlds have none, and every segment would look for them. */
  rawSockets = 0;
  /**
   * What happens now follows from something that goes on for ever, such as a probe: nobody waits for what it leads to. Set while such an event
   * is run.
   */
  unattended = false;
  /** Counts writes that are not of that kind, so that who repeats something for ever can tell that nothing has changed. */
  attendedWrites = 0;
  /** Records packet walks while set; never part of the forked state. */
  recorder: WalkRecorder | undefined;

  /**
   * A world without hosts. `seed` determines every made-up value (MAC addresses, identifiers); `behaviour` is how its services behave,
   * `clusterBehaviour` what its Kubernetes cluster does by itself.
   */
  constructor(
    seed = 1,
    readonly behaviour?: ServiceBehaviour,
    readonly ruleText?: RuleText,
    hashSeed = Math.imul(seed, 0x9e3779b1) >>> 0 || 1,
    readonly clusterBehaviour?: ClusterBehaviour,
  ) {
    const { epoch } = this;
    this.hashSeed = hashSeed;
    this.randomState = seed >>> 0 || 1;
    this.tables = {
      hosts: CowMap.create(epoch),
      netns: CowMap.create(epoch),
      devices: CowMap.create(epoch),
      switches: CowMap.create(epoch),
      sockets: CowMap.create(epoch),
      socketIds: CowMap.create(epoch),
      tcpIds: CowMap.create(epoch),
      services: CowMap.create(epoch),
      guests: CowMap.create(epoch),
      sandboxes: CowMap.create(epoch),
      containers: CowMap.create(epoch),
      nodes: CowMap.create(epoch),
      systems: CowMap.create(epoch),
      errands: CowMap.create(epoch),
    };
    this.queue = EventQueue.create(epoch);
  }

  /** An independent world with the same state; neither side sees later writes of the other. Constant time. */
  fork(): World {
    const copy = new World(1, this.behaviour, this.ruleText, this.hashSeed, this.clusterBehaviour);
    copy.tables = { ...this.tables };
    copy.clusterRecord = this.clusterRecord;
    copy.queue = this.queue;
    copy.watched = this.watched;
    copy.tapped = this.tapped;
    copy.rawSockets = this.rawSockets;
    copy.nextId = this.nextId;
    copy.randomState = this.randomState;
    copy.clockUs = this.clockUs;
    copy.attendedWrites = this.attendedWrites;
    this.epoch = new Epoch();
    return copy;
  }

  /** Whether nothing that will ever happen here could differ from what happens in `other`. May say no of worlds that are the same. */
  sameAs(other: World, differences?: Differences): boolean {
    return (
      this.nextId === other.nextId &&
      this.randomState === other.randomState &&
      this.hashSeed === other.hashSeed &&
      this.clockUs === other.clockUs &&
      this.watched === other.watched &&
      this.tapped === other.tapped &&
      sameState(
        [this.queue, this.clusterRecord, this.tables],
        [other.queue, other.clusterRecord, other.tables],
        differences,
      )
    );
  }

  get nowUs(): number {
    return this.clockUs;
  }

  /** A fresh id, unique in this world: hosts, namespaces, devices, sockets and packets share the sequence. */
  allocateId(): number {
    return this.nextId++;
  }

  /** As many of them in a row; answers the first. */
  allocateIds(count: number): number {
    const first = this.nextId;
    this.nextId += count;
    return first;
  }

  /** The next 32 bits of the seeded generator (xorshift32). */
  random(): number {
    let x = this.randomState;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.randomState = x >>> 0;
    return this.randomState;
  }

  // --- reading

  get hosts(): CowMap<HostId, HostRecord> {
    return this.tables.hosts;
  }
  get namespaces(): CowMap<NetnsId, NetnsRecord> {
    return this.tables.netns;
  }
  get devices(): CowMap<DeviceId, DeviceRecord> {
    return this.tables.devices;
  }
  get switches(): CowMap<SwitchId, SwitchRecord> {
    return this.tables.switches;
  }
  get sockets(): CowMap<number, SocketRecord> {
    return this.tables.sockets;
  }
  /** The sockets of one namespace in the order in which they were made: a packet looks no further. */
  socketsIn(netns: NetnsId): readonly SocketRecord[] {
    const ids = this.tables.socketIds.get(netns);
    if (!ids) return NO_SOCKETS;
    const found: SocketRecord[] = [];
    for (const id of ids.keys()) {
      const socket = this.tables.sockets.get(id);
      if (socket) found.push(socket);
    }
    return found;
  }
  /** The ids of a namespace's TCP sockets with a local port, in the order in which they were made. */
  tcpSocketsOn(netns: NetnsId, port: number): readonly number[] {
    return this.tables.tcpIds.get(portKey(netns, port)) ?? NO_IDS;
  }
  /** Programs that go on while other commands run, by process id. */
  get services(): CowMap<number, ServiceRecord> {
    return this.tables.services;
  }
  /** Containers as places where programs run; they are none of the lab's hosts. */
  get guests(): CowMap<HostId, HostRecord> {
    return this.tables.guests;
  }
  get sandboxes(): CowMap<string, SandboxRecord> {
    return this.tables.sandboxes;
  }
  get containers(): CowMap<string, ContainerRecord> {
    return this.tables.containers;
  }
  /** Hosts that are nodes of a cluster, by host. */
  get nodes(): CowMap<HostId, NodeRecord> {
    return this.tables.nodes;
  }
  /** Scripts, by process id, whose next command a shell session must run. */
  get errands(): CowMap<number, true> {
    return this.tables.errands;
  }
  /** What systemd keeps, by host. */
  get systems(): CowMap<HostId, SystemRecord> {
    return this.tables.systems;
  }

  /** The lab's Kubernetes cluster, if it has one. */
  get cluster(): ClusterRecord | undefined {
    return this.clusterRecord;
  }

  /** A host, or a container as one. */
  host(id: HostId): HostRecord {
    return present(this.tables.hosts.get(id) ?? this.tables.guests.get(id), 'host', id);
  }
  sandbox(id: string): SandboxRecord {
    return present(this.tables.sandboxes.get(id), 'sandbox', id);
  }
  container(id: string): ContainerRecord {
    return present(this.tables.containers.get(id), 'container', id);
  }
  node(host: HostId): NodeRecord {
    return present(this.tables.nodes.get(host), 'node', host);
  }
  system(host: HostId): SystemRecord {
    return present(this.tables.systems.get(host), 'system', host);
  }
  netns(id: NetnsId): NetnsRecord {
    return present(this.tables.netns.get(id), 'netns', id);
  }
  device(id: DeviceId): DeviceRecord {
    return present(this.tables.devices.get(id), 'device', id);
  }

  // --- writing

  writeHost(id: HostId): HostRecord {
    return this.own(this.tables.hosts.has(id) ? 'hosts' : 'guests', id, this.host(id));
  }
  writeSandbox(id: string): SandboxRecord {
    return this.own('sandboxes', id, this.sandbox(id));
  }
  writeContainer(id: string): ContainerRecord {
    return this.own('containers', id, this.container(id));
  }
  writeNode(host: HostId): NodeRecord {
    return this.own('nodes', host, this.node(host));
  }
  writeSystem(host: HostId): SystemRecord {
    return this.own('systems', host, this.system(host));
  }
  writeNetns(id: NetnsId): NetnsRecord {
    return this.own('netns', id, this.netns(id), copyOfNetns);
  }
  writeDevice(id: DeviceId): DeviceRecord {
    return this.own('devices', id, this.device(id), copyOfDevice);
  }
  writeSwitch(id: SwitchId): SwitchRecord {
    return this.own('switches', id, present(this.tables.switches.get(id), 'switch', id));
  }
  writeSocket(id: number): SocketRecord {
    return this.own('sockets', id, present(this.tables.sockets.get(id), 'socket', id));
  }
  writeService(pid: number): ServiceRecord {
    return this.own('services', pid, present(this.tables.services.get(pid), 'service', pid));
  }

  writeCluster(): ClusterRecord {
    const record = present(this.clusterRecord, 'cluster', 1);
    if (record.epoch === this.epoch) return record;
    return (this.clusterRecord = stamped(record, this.epoch));
  }
  addCluster(record: Unstamped<ClusterRecord>): void {
    this.clusterRecord = stamp(record, this.epoch);
  }

  addHost(record: Unstamped<HostRecord>): void {
    this.put('hosts', record.id, stamp(record, this.epoch));
  }
  addGuest(record: Unstamped<HostRecord>): void {
    this.put('guests', record.id, stamp(record, this.epoch));
  }
  addSandbox(record: Unstamped<SandboxRecord>): void {
    this.put('sandboxes', record.id, stamp(record, this.epoch));
  }
  addContainer(record: Unstamped<ContainerRecord>): void {
    this.put('containers', record.id, stamp(record, this.epoch));
  }
  addNode(record: Unstamped<NodeRecord>): void {
    this.put('nodes', record.host, stamp(record, this.epoch));
  }
  addSystem(record: Unstamped<SystemRecord>): void {
    this.put('systems', record.host, stamp(record, this.epoch));
  }
  addNetns(record: Unstamped<NetnsRecord>): void {
    this.put('netns', record.id, copyOfNetns(record, this.epoch));
  }
  addDevice(record: Unstamped<DeviceRecord>): void {
    this.put('devices', record.id, copyOfDevice(record, this.epoch));
  }
  addSwitch(record: Unstamped<SwitchRecord>): void {
    this.put('switches', record.id, stamp(record, this.epoch));
  }
  addSocket(record: Unstamped<SocketRecord>): void {
    this.put('sockets', record.id, stamp(record, this.epoch));
    const ids = this.writable(this.tables.socketIds.get(record.netns) ?? this.newMap<number, true>());
    ids.set(record.id, true);
    this.put('socketIds', record.netns, ids);
    if (record.type === 'raw') this.rawSockets++;
    if (record.type !== 'tcp') return;
    this.put('tcpIds', portKey(record.netns, record.port), [
      ...this.tcpSocketsOn(record.netns, record.port),
      record.id,
    ]);
  }
  addService(record: Unstamped<ServiceRecord>): void {
    if (record.state.kind === 'monitor') this.watched = true;
    this.put('services', record.pid, stamp(record, this.epoch));
  }

  /** Whether a value may be written in place. */
  owns({ epoch }: Owned): boolean {
    return epoch === this.epoch;
  }
  /** A new value that may be written in place until somebody forks. */
  owned<T extends object>(value: T): T & Owned {
    return stamp(value, this.epoch);
  }

  removeNetns(id: NetnsId): void {
    this.remove('netns', id);
  }
  removeDevice(id: DeviceId): void {
    this.remove('devices', id);
  }
  removeSocket(id: number): void {
    const socket = this.tables.sockets.get(id);
    const netns = socket?.netns;
    if (socket?.type === 'raw') this.rawSockets--;
    if (socket?.type === 'tcp') {
      const left = this.tcpSocketsOn(socket.netns, socket.port).filter((other) => other !== id);
      if (left.length > 0) this.put('tcpIds', portKey(socket.netns, socket.port), left);
      else this.remove('tcpIds', portKey(socket.netns, socket.port));
    }
    const known = netns === undefined ? undefined : this.tables.socketIds.get(netns);
    this.remove('sockets', id);
    if (!known) return;
    const ids = this.writable(known);
    ids.delete(id);
    if (ids.size > 0) this.put('socketIds', netns, ids);
    else this.remove('socketIds', netns);
  }
  addErrand(pid: number): void {
    this.put('errands', pid, true);
  }
  removeErrand(pid: number): void {
    if (this.tables.errands.has(pid)) this.remove('errands', pid);
  }
  removeGuest(id: HostId): void {
    this.remove('guests', id);
  }
  removeSandbox(id: string): void {
    this.remove('sandboxes', id);
  }
  removeContainer(id: string): void {
    this.remove('containers', id);
  }
  removeService(pid: number): void {
    this.remove('services', pid);
  }

  /** An empty copy-on-write map owned by this world, for a field of a record. */
  newMap<K, V>(): CowMap<K, V> {
    return CowMap.create(this.epoch);
  }

  /** The same for paths of files. */
  newPaths<V>(): PathMap<V> {
    return PathMap.empty(this.epoch);
  }

  /** `map` made writable for this world; assign the result back to the record field it came from. */
  writable<M extends { writable(epoch: Epoch): M }>(map: M): M {
    return map.writable(this.epoch);
  }

  /** A record inside another made writable, as `writable` does for maps. */
  writableRecord<T extends Owned>(record: T): T {
    return record.epoch === this.epoch ? record : stamped(record, this.epoch);
  }

  /** A new record of this world for a field of another one. */
  newRecord<T extends object>(record: T): T & Owned {
    return stamp(record, this.epoch);
  }

  // --- time

  /** Schedules `event` at `delayUs` microseconds from now. */
  schedule(delayUs: number, event: WorldEvent): void {
    this.queue = this.queue.writable(this.epoch);
    this.queue.push(this.clockUs + Math.max(0, delayUs), event, this.unattended);
  }

  /** When the next event is due, in virtual microseconds, or undefined when nothing is. */
  get nextEventUs(): number | undefined {
    return this.queue.peek()?.atUs;
  }

  /** When the next event is due for which anybody waits: none of those that go on for ever. */
  get nextForegroundUs(): number | undefined {
    return this.queue.peekForeground()?.atUs;
  }

  /** Takes the next event due at or before `limitUs` and moves the clock to it. */
  takeEvent(limitUs: number): ScheduledEvent | undefined {
    const next = this.queue.peek();
    if (!next || next.atUs > limitUs) return undefined;
    this.queue = this.queue.writable(this.epoch);
    this.unattended = this.queue.pop()?.background === true;
    this.clockUs = Math.max(this.clockUs, next.atUs);
    return next;
  }

  /** Moves the clock forward to `atUs`; never backwards. */
  advanceTo(atUs: number): void {
    this.clockUs = Math.max(this.clockUs, atUs);
  }

  private own<T extends Owned, K>(
    table: Table,
    key: K,
    record: T,
    copyOf: (record: T, epoch: Epoch) => T = stamped,
  ): T {
    if (!this.unattended) this.attendedWrites++;
    if (record.epoch === this.epoch) return record;
    const copy = copyOf(record, this.epoch);
    this.put(table, key, copy);
    return copy;
  }

  private put(table: Table, key: unknown, record: unknown): void {
    const old = this.tables[table] as CowMap<unknown, unknown>;
    const map = old.writable(this.epoch);
    map.set(key, record);
    if (map !== old) this.tables = { ...this.tables, [table]: map };
  }

  private remove(table: Table, key: unknown): void {
    const old = this.tables[table] as CowMap<unknown, unknown>;
    const map = old.writable(this.epoch);
    map.delete(key);
    if (map !== old) this.tables = { ...this.tables, [table]: map };
  }
}

const NO_SOCKETS: readonly SocketRecord[] = [];
const NO_IDS: readonly number[] = [];

function portKey(netns: NetnsId, port: number): number {
  return netns * 0x1_0000 + port;
}

function present<T>(record: T | undefined, what: string, id: unknown): T {
  if (record === undefined) throw new Error(`no ${what} with id ${String(id)} in this lab`);
  return record;
}
