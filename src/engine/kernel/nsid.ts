import { KernelError } from './errno';
import type { NetnsId } from './records';
import type { World } from './world';

/** peernet2id_alloc: the number by which namespace `here` knows namespace `other`; the lowest free one when it has none yet. */
export function allocateNsid(world: World, here: NetnsId, other: NetnsId): number {
  const known = world.netns(here).nsidOf.get(other);
  if (known !== undefined) return known;
  const { nsids, freeNsid } = world.netns(here);
  let nsid = freeNsid;
  while (nsids.has(nsid)) nsid++;
  world.writeNetns(here).freeNsid = nsid + 1;
  assign(world, here, other, nsid);
  return nsid;
}

/** RTM_NEWNSID (net/core/net_namespace.c rtnl_net_newid). Throws EEXIST when either the namespace or the number is taken. */
export function setNsid(world: World, here: NetnsId, other: NetnsId, nsid: number | undefined): void {
  const { nsids, nsidOf } = world.netns(here);
  if (nsidOf.has(other)) throw new KernelError('EEXIST', 'Peer netns already has a nsid assigned');
  if (nsid === undefined) allocateNsid(world, here, other);
  else if (nsids.has(nsid)) throw new KernelError('EEXIST', 'The specified nsid is already used');
  else assign(world, here, other, nsid);
}

function assign(world: World, here: NetnsId, other: NetnsId, nsid: number): void {
  const ns = world.writeNetns(here);
  ns.nsids = world.writable(ns.nsids);
  ns.nsids.set(nsid, other);
  ns.nsidOf = world.writable(ns.nsidOf);
  ns.nsidOf.set(other, nsid);
  const numbered = world.writeNetns(other);
  numbered.nsidHolders = world.writable(numbered.nsidHolders);
  numbered.nsidHolders.set(here, true);
}

/** A namespace is gone: every other one forgets its number, which becomes free again. */
export function forgetNsids(world: World, gone: NetnsId): void {
  const { nsidHolders, nsidOf } = world.netns(gone);
  for (const holder of nsidHolders.keys()) {
    const nsid = world.netns(holder).nsidOf.get(gone);
    if (nsid === undefined) continue;
    const ns = world.writeNetns(holder);
    ns.nsids = world.writable(ns.nsids);
    ns.nsids.delete(nsid);
    ns.freeNsid = Math.min(ns.freeNsid, nsid);
    ns.nsidOf = world.writable(ns.nsidOf);
    ns.nsidOf.delete(gone);
  }
  for (const numbered of nsidOf.keys()) {
    const ns = world.writeNetns(numbered);
    ns.nsidHolders = world.writable(ns.nsidHolders);
    ns.nsidHolders.delete(gone);
  }
}
