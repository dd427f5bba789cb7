import { formatIpv4, type Ipv4 } from '../../packet/address';
import { KernelError } from '../errno';
import { connections } from '../netfilter/conntrack';
import type { NetnsId } from '../records';
import type { World } from '../world';
import type { IpvsRecord, RealServer, VirtualService } from './model';

type ServiceName = Pick<VirtualService, 'protocol' | 'address' | 'port'>;
type ServerName = Pick<RealServer, 'address' | 'port'>;

/** The door of IPVS for tools (its generic netlink family, net/netfilter/ipvs/ip_vs_ctl.c). Throws KernelError: EEXIST, ESRCH, ENOENT. */
export interface IpvsSocket {
  services(): readonly VirtualService[];
  find(name: ServiceName): VirtualService | undefined;
  add(service: VirtualService): void;
  /** Changes scheduler and persistence; servers stay. */
  edit(service: Omit<VirtualService, 'servers'>): void;
  remove(name: ServiceName): void;
  clear(): void;
  addServer(name: ServiceName, server: RealServer): void;
  editServer(name: ServiceName, server: RealServer): void;
  removeServer(name: ServiceName, server: ServerName): void;
  /** Connections that it gave to a server: those that are established, and all others. */
  counts(name: ServiceName, server: ServerName): { readonly active: number; readonly inactive: number };
  /** Replaces all services at once. */
  replace(services: readonly VirtualService[]): void;
}

export function serviceKey({ protocol, address, port }: ServiceName): string {
  return `${protocol} ${address}:${port}`;
}

export function serverKey({ address, port }: ServerName): string {
  return `${formatIpv4(address)}:${port}`;
}

/** Opens the door for one namespace. */
export function openIpvs(world: World, netns: NetnsId): IpvsSocket {
  const all = (): IpvsRecord['services'] => world.netns(netns).ipvs?.services ?? new Map<string, VirtualService>();
  const write = (services: IpvsRecord['services']): void => {
    const ns = world.writeNetns(netns);
    const { turns, templates } = ns.ipvs ?? { turns: world.newMap<string, number>(), templates: world.newMap() };
    ns.ipvs = { services, turns, templates };
  };
  const put = (service: VirtualService): void => write(new Map(all()).set(serviceKey(service), service));
  const need = (name: ServiceName): VirtualService => {
    const found = all().get(serviceKey(name));
    if (!found) throw new KernelError('ESRCH');
    return found;
  };
  const place = ({ servers }: VirtualService, { address, port }: ServerName): number =>
    servers.findIndex((server) => server.address === address && server.port === port);
  return {
    services: () => [...all().values()],
    find: (name) => all().get(serviceKey(name)),
    add(service) {
      if (all().has(serviceKey(service))) throw new KernelError('EEXIST');
      put(service);
    },
    edit: (service) => put({ ...service, servers: need(service).servers }),
    remove(name) {
      need(name);
      const services = new Map(all());
      services.delete(serviceKey(name));
      write(services);
    },
    clear: () => write(new Map()),
    addServer(name, server) {
      const service = need(name);
      if (place(service, server) >= 0) throw new KernelError('EEXIST');
      put({ ...service, servers: [...service.servers, server] });
    },
    editServer(name, server) {
      const service = need(name);
      const at = place(service, server);
      if (at < 0) throw new KernelError('ENOENT');
      put({ ...service, servers: service.servers.with(at, server) });
    },
    removeServer(name, server) {
      const service = need(name);
      const at = place(service, server);
      if (at < 0) throw new KernelError('ENOENT');
      put({ ...service, servers: service.servers.toSpliced(at, 1) });
    },
    counts: (name, server) => countsOf(world, netns, name, server),
    replace: (services) => write(new Map(services.map((service) => [serviceKey(service), service]))),
  };
}

const NUMBERS: Readonly<Record<VirtualService['protocol'], number>> = { TCP: 6, UDP: 17 };

function countsOf(
  world: World,
  netns: NetnsId,
  { protocol, address, port }: ServiceName,
  server: ServerName,
): { readonly active: number; readonly inactive: number } {
  let [active, inactive] = [0, 0];
  for (const { original, reply, tcp } of connections(world, netns)) {
    if (original.protocol !== NUMBERS[protocol] || original.destination !== address) continue;
    if (original.destinationPort !== port) continue;
    if (reply.source !== server.address || reply.sourcePort !== server.port) continue;
    if (tcp === 'ESTABLISHED') active++;
    else inactive++;
  }
  return { active, inactive };
}

/** The number of a protocol that IPVS balances. */
export function protocolNamed(number: number): VirtualService['protocol'] | undefined {
  return number === NUMBERS.TCP ? 'TCP' : number === NUMBERS.UDP ? 'UDP' : undefined;
}

/** The service for an address and port, if it is one. */
export function virtualServiceAt(
  record: IpvsRecord,
  protocol: VirtualService['protocol'],
  address: Ipv4,
  port: number,
): VirtualService | undefined {
  return record.services.get(serviceKey({ protocol, address, port }));
}
