import { KernelError } from './errno';
import { rewriteRoutes } from './fib-events';
import { reach } from './fib-nexthop';
import { SCOPE_VALUE, TABLE_MAIN } from './fib-table';
import { findDevice } from './link/registry';
import type { NewRoute } from './netlink';
import { notify } from './notices';
import type { GroupMember, NexthopObject, NexthopRequest, NexthopTarget } from './nexthop-records';
import type { DeviceId, NetnsId, Nexthop, RouteRecord, Scope } from './records';
import type { World } from './world';

/** Next-hop objects (net/ipv4/nexthop.c): next hops with a number, which many routes and groups share. */

const NONE: ReadonlyMap<number, NexthopObject> = new Map();
const LOOPBACK_IFINDEX = 1;

function objectsOf(world: World, netns: NetnsId): ReadonlyMap<number, NexthopObject> {
  return world.netns(netns).nexthopObjects?.byId ?? NONE;
}

/** RTM_GETNEXTHOP dump: by number. */
export function listNexthops(world: World, netns: NetnsId): readonly NexthopObject[] {
  return [...objectsOf(world, netns).values()].sort((a, b) => a.id - b.id);
}

/** RTM_NEWNEXTHOP. Without a number the kernel gives one. Throws EINVAL, ENODEV, ENETDOWN, ENETUNREACH with reasons; EEXIST. */
export function addNexthop(world: World, netns: NetnsId, request: NexthopRequest, mode: 'add' | 'replace'): void {
  const objects = objectsOf(world, netns);
  const target = targetOf(world, netns, request);
  if (mode === 'replace' && !request.id) throw new KernelError('EINVAL', 'Replace requires nexthop id');
  const id = request.id || freeId(world, netns);
  const old = objects.get(id);
  const object: NexthopObject = { id, protocol: request.protocol ?? 'unspec', fdb: request.fdb ?? false, target };
  if (old && mode === 'add') throw new KernelError('EEXIST');
  if (old) checkReplacement(objects, old, object);
  store(world, netns, new Map(objects).set(id, object), request.id ? undefined : id);
  notify(world, netns, () => ({ type: 'nexthop', deleted: false, object }));
  if (old) refresh(world, netns);
}

/** RTM_DELNEXTHOP: routes that use it go, groups lose it. Throws ENOENT. */
export function deleteNexthop(world: World, netns: NetnsId, id: number | undefined): void {
  if (id === undefined) throw new KernelError('EINVAL', 'Nexthop id is missing');
  if (id === 0) throw new KernelError('EINVAL', 'Invalid nexthop id');
  if (!objectsOf(world, netns).has(id)) throw new KernelError('ENOENT');
  remove(world, netns, (object) => object.id === id);
}

/** nexthop_flush_dev: a device went down or lost its carrier, and the next hops on it go. */
export function flushNexthopsOf(world: World, device: DeviceId): void {
  const { netns, ifindex } = world.device(device);
  if (objectsOf(world, netns).size === 0) return;
  remove(world, netns, ({ target }) => target.type === 'hop' && target.hop.ifindex === ifindex);
}

/** What a route that names an object gets from it (fib_check_nexthop). Throws EINVAL with a reason. */
export function routeHops(
  world: World,
  netns: NetnsId,
  request: Pick<NewRoute, 'nhid' | 'nexthops'>,
  scope: Scope,
): Pick<RouteRecord, 'nexthops'> & { readonly type?: 'blackhole' } {
  const { nhid = 0, nexthops } = request;
  if (nexthops.length > 0) {
    throw new KernelError('EINVAL', 'Nexthop specification and nexthop id are mutually exclusive');
  }
  const object = objectsOf(world, netns).get(nhid);
  if (!object) throw new KernelError('EINVAL', 'Nexthop id does not exist');
  if (object.fdb) throw new KernelError('EINVAL', 'Route cannot point to a fdb nexthop');
  const hops = hopsOf(world, netns, object);
  if (scope === 'host' && object.target.type === 'group') {
    throw new KernelError('EINVAL', 'Route with host scope can not have multiple nexthops');
  }
  if (scope === 'host' && hops[0]?.via !== undefined) {
    throw new KernelError('EINVAL', 'Route with host scope can not have a gateway');
  }
  if (hops[0]?.onlink && SCOPE_VALUE[scope] >= SCOPE_VALUE.link) {
    throw new KernelError('EINVAL', 'Scope mismatch with nexthop');
  }
  return contentOf(world, netns, object);
}

function contentOf(world: World, netns: NetnsId, object: NexthopObject): ReturnType<typeof routeHops> {
  const hops = hopsOf(world, netns, object);
  if (hops.length > 0) return { nexthops: hops };
  const lo: Nexthop = { ifindex: LOOPBACK_IFINDEX, onlink: false, weight: 1, linkdown: false, dead: false };
  return { nexthops: [lo], type: 'blackhole' };
}

/** The hops behind an object; none for a blackhole. */
function hopsOf(world: World, netns: NetnsId, { target }: NexthopObject): readonly Nexthop[] {
  if (target.type === 'hop') return [target.hop];
  if (target.type === 'blackhole') return [];
  const objects = objectsOf(world, netns);
  return target.members.flatMap(({ id, weight }) => {
    const member = objects.get(id)?.target;
    return member?.type === 'hop' ? [{ ...member.hop, weight }] : [];
  });
}

/** rtm_to_nh_config and nh_create_ipv4: what the object leads to. */
function targetOf(world: World, netns: NetnsId, request: NexthopRequest): NexthopTarget {
  const { via, device, onlink = false, group, blackhole, fdb } = request;
  const named = via !== undefined || device !== undefined || blackhole === true;
  if (!named && !group) throw new KernelError('EINVAL', 'Invalid address family');
  if (fdb && (device !== undefined || blackhole)) {
    throw new KernelError('EINVAL', 'Fdb attribute can not be used with encap, oif or blackhole');
  }
  if (group) {
    if (named) throw new KernelError('EINVAL', 'Invalid family for group');
    return { type: 'group', members: checkGroup(objectsOf(world, netns), group, fdb === true) };
  }
  if (blackhole) {
    if (via !== undefined || device !== undefined) {
      throw new KernelError('EINVAL', 'Blackhole attribute can not be used with gateway, oif, encap or fdb');
    }
    return { type: 'blackhole' };
  }
  const base = { onlink, weight: 1, dead: false };
  if (fdb) return { type: 'hop', hop: { ...base, via, linkdown: false }, scope: 'link' };
  if (device === undefined) {
    throw new KernelError('EINVAL', 'Device attribute required for non-blackhole and non-fdb nexthops');
  }
  const out = findDevice(world, netns, device);
  if (!out) throw new KernelError('EINVAL', 'Invalid device index');
  if (!out.up) throw new KernelError('ENETDOWN', 'Nexthop device is not up');
  if (!out.carrier) throw new KernelError('ENETDOWN', 'Carrier for nexthop device is down');
  if (via === undefined && onlink) {
    throw new KernelError('EINVAL', 'ONLINK flag can not be set for nexthop without a gateway');
  }
  const { hop, scope } = reach(
    world,
    netns,
    { via, onlink, ifindex: out.ifindex },
    { scope: 'global', table: TABLE_MAIN },
  );
  return { type: 'hop', hop: { ...base, ...hop }, scope };
}

/** nh_check_attr_group. */
function checkGroup(
  objects: ReadonlyMap<number, NexthopObject>,
  members: readonly GroupMember[],
  fdb: boolean,
): readonly GroupMember[] {
  if (new Set(members.map(({ id }) => id)).size < members.length) {
    throw new KernelError('EINVAL', 'Nexthop id can not be used twice in a group');
  }
  for (const { id } of members) {
    const object = objects.get(id);
    if (!object) throw new KernelError('EINVAL', 'Invalid nexthop id');
    if (object.target.type === 'group') {
      throw new KernelError('EINVAL', 'Hash-threshold group can not be a nexthop within a group');
    }
    if (object.target.type === 'blackhole' && members.length > 1) {
      throw new KernelError('EINVAL', 'Blackhole nexthop can not be used in a group with more than 1 path');
    }
    if (fdb && !object.fdb) throw new KernelError('EINVAL', 'FDB nexthop group can only have fdb nexthops');
    if (!fdb && object.fdb) throw new KernelError('EINVAL', 'Non FDB nexthop group cannot have fdb nexthops');
  }
  return members;
}

/** replace_nexthop. */
function checkReplacement(objects: ReadonlyMap<number, NexthopObject>, old: NexthopObject, next: NexthopObject): void {
  if (next.target.type === 'group' && old.target.type !== 'group') {
    throw new KernelError('EINVAL', 'Can not replace a nexthop with a nexthop group');
  }
  if (next.target.type !== 'group' && old.target.type === 'group') {
    throw new KernelError('EINVAL', 'Can not replace a nexthop group with a nexthop');
  }
  if (next.target.type !== 'blackhole') return;
  for (const { target } of objects.values()) {
    if (target.type !== 'group' || target.members.length < 2) continue;
    if (target.members.some(({ id }) => id === old.id)) {
      throw new KernelError('EINVAL', 'Blackhole nexthop can not be a member of a group with more than one path');
    }
  }
}

/** nh_find_unused_id. */
function freeId(world: World, netns: NetnsId): number {
  const { nexthopObjects } = world.netns(netns);
  let id = (nexthopObjects?.lastId ?? 0) + 1;
  while (nexthopObjects?.byId.has(id)) id++;
  return id;
}

function store(
  world: World,
  netns: NetnsId,
  byId: ReadonlyMap<number, NexthopObject>,
  lastId = world.netns(netns).nexthopObjects?.lastId ?? 0,
): void {
  world.writeNetns(netns).nexthopObjects = { lastId, byId };
}

/** Takes objects out: of groups too, and a group without members goes as well; so do the routes of all that went. */
function remove(world: World, netns: NetnsId, gone: (object: NexthopObject) => boolean): void {
  const objects = objectsOf(world, netns);
  const left = [...objects.values()].filter((object) => !gone(object));
  if (left.length === objects.size) return;
  for (const object of objects.values()) {
    if (gone(object)) notify(world, netns, () => ({ type: 'nexthop', deleted: true, object }));
  }
  const alive = new Set(left.map(({ id }) => id));
  const kept = left.flatMap((object) => {
    const { target } = object;
    if (target.type !== 'group') return [object];
    const members = target.members.filter(({ id }) => alive.has(id));
    if (members.length === target.members.length) return [object];
    return members.length === 0 ? [] : [{ ...object, target: { ...target, members } }];
  });
  // remove_nexthop_from_groups.
  for (const object of left) {
    const now = kept.find(({ id }) => id === object.id);
    if (now !== object) notify(world, netns, () => ({ type: 'nexthop', deleted: !now, object: now ?? object }));
  }
  store(world, netns, new Map(kept.map((object) => [object.id, object])));
  refresh(world, netns);
}

/** Brings the routes that use objects up to date with them. */
function refresh(world: World, netns: NetnsId): void {
  const objects = objectsOf(world, netns);
  rewriteRoutes(
    world,
    netns,
    ({ nhid }) => nhid !== undefined,
    (route) => {
      const object = objects.get(route.nhid ?? 0);
      return object && { ...route, type: 'unicast', ...contentOf(world, netns, object) };
    },
  );
}
