import { CowMap } from '../state/cow-map';
import { UNSTAMPED } from '../state/epoch';
import { KernelError } from './errno';
import type { SetRecord } from './ipset/model';
import { NO_INET6 } from './ipv6/fib-table';
import { destroyDevice, moveDevice } from './link/lifecycle';
import { addLoopback } from './link/loopback';
import { Ipv4ConfCache } from './ipv4-conf';
import type { NetfilterRecord } from './netfilter/model';
import { forgetNsids } from './nsid';
import type { HostId, NetnsId } from './records';
import type { World } from './world';

const NO_TABLES: NetfilterRecord['tables'] = new Map();
const NO_SETS: ReadonlyMap<string, SetRecord> = new Map();

/** Creates a namespace of a host with nothing but `lo`, down (unshare(CLONE_NEWNET)). */
export function createNetns(world: World, host: HostId, name?: string): NetnsId {
  const id = world.allocateId();
  world.addNetns({
    epoch: UNSTAMPED,
    id,
    host,
    name,
    devices: CowMap.none(),
    deviceNames: CowMap.none(),
    nextIfindex: 1,
    nsids: CowMap.none(),
    freeNsid: 0,
    nsidOf: CowMap.none(),
    nsidHolders: CowMap.none(),
    nexthopCounts: CowMap.none(),
    routes: CowMap.none(),
    inet6: NO_INET6,
    neighbours: CowMap.none(),
    proxies: CowMap.none(),
    exceptions: CowMap.none(),
    peers: CowMap.none(),
    reassembly: CowMap.none(),
    vxlans: [],
    ipTunnels: [],
    vxlanPorts: [],
    arpSockets: [],
    sysctls: CowMap.none(),
    ipv4Conf: new Ipv4ConfCache(),
    netfilter: {
      tables: NO_TABLES,
      tables6: NO_TABLES,
      counters: CowMap.none(),
      paths: CowMap.none(),
      usesConntrack: false,
      usesConntrack6: false,
    },
    mib: undefined,
    conntrackListeners: undefined,
    conntrack: { entries: CowMap.none(), byTuple: CowMap.none() },
    announced: undefined,
    ipvs: undefined,
    matchState: CowMap.none(),
    recent: CowMap.none(),
    ipsets: NO_SETS,
    doomed: false,
    nexthopObjects: undefined,
    rules: undefined,
  });
  addLoopback(world, id);
  return id;
}

/** `ip netns add`: a new namespace under a name. Throws EEXIST when the name is taken, EINVAL when it cannot be a file name. */
export function addNamespace(world: World, host: HostId, name: string): NetnsId {
  checkName(world, host, name);
  const id = createNetns(world, host, name);
  bindName(world, host, name, id);
  return id;
}

/** `ip netns attach`: one more name for a namespace. Throws EEXIST and EINVAL as for a new one. */
export function attachNamespace(world: World, host: HostId, name: string, netns: NetnsId): void {
  checkName(world, host, name);
  bindName(world, host, name, netns);
}

function checkName(world: World, host: HostId, name: string): void {
  if (world.host(host).netnsNames.has(name)) throw new KernelError('EEXIST');
  if (name === '' || name === '.' || name === '..' || name.includes('/')) throw new KernelError('EINVAL');
}

function bindName(world: World, host: HostId, name: string, netns: NetnsId): void {
  const record = world.writeHost(host);
  record.netnsNames = world.writable(record.netnsNames);
  record.netnsNames.set(name, netns);
}

/**
 * `ip netns delete`: takes the name away; the namespace goes with its last name, unless it is the host's own, in which processes run. Its
 * virtual devices die, veth peers elsewhere with them; cards return to the host's root namespace. Throws ENOENT.
 */
export function deleteNamespace(world: World, host: HostId, name: string): void {
  const id = world.host(host).netnsNames.get(name);
  if (id === undefined) throw new KernelError('ENOENT');
  const record = world.writeHost(host);
  record.netnsNames = world.writable(record.netnsNames);
  record.netnsNames.delete(name);
  const named = Array.from(record.netnsNames.values()).includes(id);
  if (!named && id !== record.rootNetns) destroyNetns(world, id);
}

/** A program that lived in a namespace has ended: it goes unless it has a name, is the host's own, or other programs run in it. */
export function releaseNetns(world: World, id: NetnsId): void {
  const netns = world.namespaces.get(id);
  if (!netns) return;
  const { netnsNames, rootNetns } = world.host(netns.host);
  const inUse = [...world.services.values()].some((service) => service.netns === id && !service.ended);
  if (id !== rootNetns && !inUse && !Array.from(netnsNames.values()).includes(id)) destroyNetns(world, id);
}

function destroyNetns(world: World, id: NetnsId): void {
  const { rootNetns } = world.host(world.netns(id).host);
  for (const device of [...world.netns(id).devices.values()]) {
    const record = world.devices.get(device);
    if (!record || record.netns !== id) continue;
    // net/core/dev.c default_device_exit_net: a card goes home, as dev%d when its name is taken there.
    if (record.kind.type === 'nic') moveDevice(world, device, rootNetns, 'dev%d');
    else destroyDevice(world, device);
  }
  // Connections that were being closed go too (inet_twsk_purge): their timers would look for the namespace.
  for (const socket of world.socketsIn(id)) world.removeSocket(socket.id);
  forgetNsids(world, id);
  world.removeNetns(id);
}

/** Named namespaces of a host as `ip netns list` orders them (newest first), with the number `here` knows each by. */
export function listNamespaces(
  world: World,
  here: NetnsId,
  host: HostId,
): readonly { readonly name: string; readonly netns: NetnsId; readonly nsid?: number }[] {
  const { nsidOf } = world.netns(here);
  return Array.from(world.host(host).netnsNames, ([name, netns]) => ({
    name,
    netns,
    nsid: nsidOf.get(netns),
  })).reverse();
}
