import type { Ipv4 } from '../../packet/address';
import type { AnySkb } from '../netfilter/skb';
import type { NetnsId } from '../records';
import type { World } from '../world';
import { openIpvs, protocolNamed, serverKey, serviceKey, virtualServiceAt } from './control';
import type { IpvsRecord, RealServer, VirtualService } from './model';

const SECOND_US = 1_000_000;

/** Whom the first packet of a connection goes to; `refused` when its service has no server (ip_vs_leave: port unreachable). */
export type Balanced = { readonly address: Ipv4; readonly port: number } | 'refused' | undefined;

/**
 * ip_vs_in: a packet to a virtual service is given a server. Linux does it when the packet is about to be delivered or has just been made; here
 * where the destination is changed by other rules, so that connection tracking knows the one translation as any other.
 */
export function balance(world: World, { netns, tracked }: AnySkb): Balanced {
  const record = world.netns(netns).ipvs;
  if (!record || record.services.size === 0 || !tracked) return undefined;
  const { protocol, source, destination, destinationPort } = tracked.entry.original;
  const name = protocolNamed(protocol);
  if (!name || typeof destination !== 'number' || typeof source !== 'number') return undefined;
  const service = virtualServiceAt(record, name, destination, destinationPort);
  if (!service) return undefined;
  const server = persistent(world, record, service, source) ?? schedule(world, netns, record, service, source);
  if (!server) return 'refused';
  if (service.persistent !== undefined) stay(world, netns, service, source, server);
  return server;
}

function usable({ servers }: VirtualService): readonly RealServer[] {
  return servers.filter(({ weight }) => weight > 0);
}

/** ip_vs_sched_persist. */
function persistent(
  world: World,
  { templates }: IpvsRecord,
  service: VirtualService,
  client: Ipv4,
): RealServer | undefined {
  if (service.persistent === undefined) return undefined;
  const known = templates.get(`${serviceKey(service)} ${client}`);
  if (!known || known.untilUs <= world.nowUs) return undefined;
  return usable(service).find((server) => serverKey(server) === known.server);
}

function stay(world: World, netns: NetnsId, service: VirtualService, client: Ipv4, server: RealServer): void {
  const ns = world.writeNetns(netns);
  if (!ns.ipvs) return;
  const templates = world.writable(ns.ipvs.templates);
  const untilUs = world.nowUs + (service.persistent ?? 0) * SECOND_US;
  templates.set(`${serviceKey(service)} ${client}`, { server: serverKey(server), untilUs });
  ns.ipvs = { ...ns.ipvs, templates };
}

/** ip_vs_rr, ip_vs_wrr, ip_vs_wlc, ip_vs_sh and their like. */
function schedule(
  world: World,
  netns: NetnsId,
  record: IpvsRecord,
  service: VirtualService,
  client: Ipv4,
): RealServer | undefined {
  const servers = usable(service);
  if (servers.length === 0) return undefined;
  switch (service.scheduler) {
    case 'sh':
    case 'mh':
      return servers[hash(client) % servers.length];
    case 'dh':
      return servers[hash(service.address) % servers.length];
    case 'lc':
    case 'wlc':
    case 'lblc':
    case 'lblcr':
    case 'sed':
    case 'nq':
      return leastConnections(world, netns, service, servers);
    case 'wrr':
      return servers.flatMap((server) => Array.from({ length: server.weight }, () => server))[
        turn(world, netns, record, service) % servers.reduce((sum, { weight }) => sum + weight, 0)
      ];
    case 'fo':
    case 'ovf':
      return servers.toSorted((a, b) => b.weight - a.weight)[0];
    default:
      return servers[turn(world, netns, record, service) % servers.length];
  }
}

function turn(world: World, netns: NetnsId, { turns }: IpvsRecord, service: VirtualService): number {
  const key = serviceKey(service);
  const at = turns.get(key) ?? 0;
  const ns = world.writeNetns(netns);
  if (ns.ipvs) {
    const own = world.writable(ns.ipvs.turns);
    own.set(key, at + 1);
    ns.ipvs = { ...ns.ipvs, turns: own };
  }
  return at;
}

/** An established connection counts for 256 others (ip_vs_dest_conn_overhead). */
function leastConnections(
  world: World,
  netns: NetnsId,
  service: VirtualService,
  servers: readonly RealServer[],
): RealServer | undefined {
  const socket = openIpvs(world, netns);
  const weighted = service.scheduler !== 'lc';
  const load = (server: RealServer): number => {
    const { active, inactive } = socket.counts(service, server);
    return (active * 256 + inactive) / (weighted ? server.weight : 1);
  };
  return servers.reduce((best, server) => (load(server) < load(best) ? server : best));
}

/** ip_vs_sh_hashkey. */
function hash(address: Ipv4): number {
  return Math.imul(address, 2654435761) >>> 8;
}
