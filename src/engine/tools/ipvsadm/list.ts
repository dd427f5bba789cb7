import { openIpvs, type IpvsSocket } from '../../kernel/ipvs/control';
import type { RealServer, VirtualService } from '../../kernel/ipvs/model';
import { connections } from '../../kernel/netfilter/conntrack';
import { formatIpv4, type Ipv4 } from '../../packet/address';
import { formatIp } from '../../packet/ipv6-address';
import type { Process } from '../tool';

/** What ipvsadm prints (ipvsadm.c: print_title, print_service_entry, print_conn). */

const VERSION = 'IP Virtual Server version 1.2.1 (size=4096)\n';
const TITLE = `${VERSION}Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
`;

function named({ address, port }: { readonly address: Ipv4; readonly port: number }): string {
  return `${formatIpv4(address)}:${port}`;
}

/** ipvs_cmp_services: TCP before UDP, then by address and port. */
function sorted(services: readonly VirtualService[]): readonly VirtualService[] {
  return services.toSorted((a, b) =>
    a.protocol < b.protocol ? -1 : a.protocol > b.protocol ? 1 : a.address - b.address || a.port - b.port,
  );
}

function sortedServers({ servers }: VirtualService): readonly RealServer[] {
  return servers.toSorted((a, b) => a.address - b.address || a.port - b.port);
}

export function listServices(process: Process, only: VirtualService | undefined): void {
  const socket = openIpvs(process.world, process.netns);
  process.out(TITLE);
  for (const service of only ? [only] : sorted(socket.services())) process.out(serviceText(socket, service));
}

function serviceText(socket: IpvsSocket, service: VirtualService): string {
  const { protocol, scheduler, persistent } = service;
  const flags = persistent === undefined ? '' : ` persistent ${persistent}`;
  const servers = sortedServers(service).map((server) => {
    const { active, inactive } = socket.counts(service, server);
    return `  -> ${named(server).padEnd(28)} ${server.forward.padEnd(7)} ${String(server.weight).padEnd(6)} ${String(active).padEnd(10)} ${String(inactive).padEnd(10)}\n`;
  });
  return `${protocol}  ${named(service)} ${scheduler}${flags}\n${servers.join('')}`;
}

/** `-c`: connections that a virtual service was asked for. */
export function listConnections(process: Process): void {
  const { world, netns } = process;
  const socket = openIpvs(world, netns);
  process.out('IPVS connection entries\npro expire state       source             virtual            destination\n');
  for (const { original, reply, tcp, expiresUs } of connections(world, netns)) {
    const protocol = original.protocol === 6 ? 'TCP' : original.protocol === 17 ? 'UDP' : undefined;
    const { source, destination, destinationPort } = original;
    if (!protocol || typeof destination !== 'number') continue;
    if (!socket.find({ protocol, address: destination, port: destinationPort })) continue;
    const seconds = Math.ceil((expiresUs - world.nowUs) / 1_000_000);
    const expires = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
    const ends = [[source, original.sourcePort], [destination, destinationPort], [reply.source, reply.sourcePort]] as const; // prettier-ignore
    const [client, virtual, server] = ends.map(([address, port]) => `${formatIp(address)}:${port}`);
    process.out(`${protocol} ${expires}  ${(tcp ?? 'UDP').padEnd(11)} ${(client ?? '').padEnd(18)} ${(virtual ?? '').padEnd(18)} ${server ?? ''}\n`); // prettier-ignore
  }
}

const FORWARD: Readonly<Record<RealServer['forward'], string>> = { Masq: '-m', Route: '-g', Tunnel: '-i' };

/** `-S`: what `-R` reads. */
export function saveServices(process: Process): void {
  for (const service of sorted(openIpvs(process.world, process.netns).services())) {
    const { protocol, scheduler, persistent } = service;
    const name = `${protocol === 'TCP' ? '-t' : '-u'} ${named(service)}`;
    process.out(`-A ${name} -s ${scheduler}${persistent === undefined ? '' : ` -p ${persistent}`}\n`);
    for (const server of sortedServers(service)) {
      process.out(`-a ${name} -r ${named(server)} ${FORWARD[server.forward]} -w ${server.weight}\n`);
    }
  }
}
