import { addAddress, deleteAddress } from './addresses';
import { addFdb, deleteFdb, flushFdb, listFdb, setBridgePort } from './bridge-config';
import { addRoute, deleteRoute } from './fib-config';
import { listRoutes } from './fib-list';
import { addAltNames, deleteAltNames } from './link/alt-names';
import { changeVlans, listVlans } from './link/bridge-vlans';
import { addAddressLabel, addressLabels, deleteAddressLabel } from './ipv6/address-labels';
import { setToken } from './ipv6/token';
import { addRoute6, deleteRoute6 } from './ipv6/fib-config';
import { listCachedRoutes6, listRoutes6, queryRoute6 } from './ipv6/route-query';
import { setLink } from './link/change';
import { linkInfo } from './link/info';
import { addLink, deleteLink } from './link/lifecycle';
import { devicesInOrder, findDevice, requireDevice } from './link/registry';
import {
  addNamespace,
  attachNamespace,
  createNetns,
  deleteNamespace,
  listNamespaces,
  releaseNetns,
} from './namespaces';
import { addNeighbour, deleteNeighbour, listNeighbours } from './neighbour-config';
import { addProxy, deleteProxy, listProxies } from './proxy-config';
import { addLinkGroup, deleteLinkGroup, listGroups } from './multicast-groups';
import type { NetlinkSocket } from './netlink';
import type { HostId, NetnsId } from './records';
import { setNsid } from './nsid';
import { addNexthop, deleteNexthop, listNexthops } from './nexthop-objects';
import { addRule, deleteRule, listRules } from './rule-config';
import { listCachedRoutes, queryRoute } from './route-query';
import { getSysctl, setSysctl, sysctlNames } from './sysctl';
import type { World } from './world';

/** Doors opened lately: each is some sixty functions, and whoever sets up a network opens the same few again and again. */
const OPEN = new WeakMap<World, Map<NetnsId, NetlinkSocket>>();
const OPEN_LIMIT = 64;

/** Opens the kernel's door in one namespace. Every method throws `KernelError` where Linux would refuse; see NetlinkSocket. */
export function openNetlink(world: World, netns: NetnsId): NetlinkSocket {
  const { host } = world.netns(netns);
  let open = OPEN.get(world);
  if (!open) OPEN.set(world, (open = new Map<NetnsId, NetlinkSocket>()));
  let socket = open.get(netns);
  if (!socket) {
    if (open.size >= OPEN_LIMIT) open.clear();
    open.set(netns, (socket = newSocket(world, netns, host)));
  }
  return socket;
}

function newSocket(world: World, netns: NetnsId, host: HostId): NetlinkSocket {
  return {
    netns,
    links: () => devicesInOrder(world, netns).map((device) => linkInfo(world, device)),
    link: (nameOrIndex) => {
      const device = findDevice(world, netns, nameOrIndex);
      return device && linkInfo(world, device);
    },
    hasLink: (nameOrIndex) => findDevice(world, netns, nameOrIndex) !== undefined,
    addLink: (request) => addLink(world, netns, request),
    setLink: (name, changes) => setLink(world, netns, name, changes),
    groups: () => listGroups(world, netns),
    addLinkGroup: (device, mac) => addLinkGroup(world, netns, device, mac),
    deleteLinkGroup: (device, mac) => deleteLinkGroup(world, netns, device, mac),
    addAltNames: (device, names) => addAltNames(world, netns, device, names),
    deleteAltNames: (device, names) => deleteAltNames(world, netns, device, names),
    deleteLink: (name) => deleteLink(world, netns, name),
    addAddress: (device, request) => addAddress(world, requireDevice(world, netns, device).id, request),
    deleteAddress: (device, request) => deleteAddress(world, requireDevice(world, netns, device).id, request),
    routes: (table, mustExist) => listRoutes(world, netns, table, mustExist),
    hasTable: (table) => world.netns(netns).routes.has(table),
    addRoute: (request, mode) => addRoute(world, netns, request, mode),
    deleteRoute: (request) => deleteRoute(world, netns, request),
    cachedRoutes: () => listCachedRoutes(world, netns),
    getRoute: (request) => queryRoute(world, netns, request),
    nexthops: () => listNexthops(world, netns),
    addNexthop: (request, mode) => addNexthop(world, netns, request, mode),
    deleteNexthop: (id) => deleteNexthop(world, netns, id),
    rules: (family = 'inet') => listRules(world, netns, family),
    addRule: (request, exclusive, family) => addRule(world, netns, request, exclusive, family),
    deleteRule: (request, family) => deleteRule(world, netns, request, family),
    routes6: (table) => listRoutes6(world, netns, table),
    addRoute6: (request, mode) => addRoute6(world, netns, request, mode),
    deleteRoute6: (request) => deleteRoute6(world, netns, request),
    cachedRoutes6: () => listCachedRoutes6(world, netns),
    getRoute6: (request) => queryRoute6(world, netns, request),
    addressLabels: () => addressLabels(world, netns),
    addAddressLabel: (entry) => addAddressLabel(world, netns, entry),
    deleteAddressLabel: (entry) => deleteAddressLabel(world, netns, entry),
    setToken: (device, token) => setToken(world, netns, device, token),
    neighbours: () => listNeighbours(world, netns),
    addNeighbour: (request, mode) => addNeighbour(world, netns, request, mode),
    deleteNeighbour: (device, address) => deleteNeighbour(world, netns, device, address),
    proxyNeighbours: () => listProxies(world, netns),
    addProxyNeighbour: (entry) => addProxy(world, netns, entry),
    deleteProxyNeighbour: (entry) => deleteProxy(world, netns, entry),
    bridgeFdb: (bridge) => listFdb(world, netns, bridge),
    addFdb: (request, mode) => addFdb(world, netns, request, mode),
    deleteFdb: (request) => deleteFdb(world, netns, request),
    flushFdb: (request) => flushFdb(world, netns, request),
    bridgeVlans: () => listVlans(world, netns),
    addBridgeVlans: (change) => changeVlans(world, netns, change, true),
    deleteBridgeVlans: (change) => changeVlans(world, netns, change, false),
    setBridgePort: (device, changes) => setBridgePort(world, netns, device, changes),
    namespaces: () => listNamespaces(world, netns, host),
    addNamespace: (name) => {
      addNamespace(world, host, name);
    },
    createNamespace: () => createNetns(world, host),
    releaseNamespace: (other) => releaseNetns(world, other),
    attachNamespace: (name, other) => attachNamespace(world, host, name, other),
    deleteNamespace: (name) => deleteNamespace(world, host, name),
    setNamespaceId: (other, nsid) => setNsid(world, netns, other, nsid),
    sysctl: (name) => getSysctl(world, netns, name),
    setSysctl: (name, value) => setSysctl(world, netns, name, value),
    sysctlNames: () => sysctlNames(world, netns),
  };
}
