import { addNic, connect } from '../../kernel/cabling';
import type { DnsmasqBackend, DnsServerState } from '../../kernel/dns-server-records';
import { createNetns } from '../../kernel/namespaces';
import { nextPid } from '../../kernel/containers/node';
import { openNetlink } from '../../kernel/netlink-socket';
import type { HostId, NetnsId, SwitchId } from '../../kernel/records';
import { listenTcp } from '../../kernel/tcp/calls';
import { openUdpSocket } from '../../kernel/udp';
import type { World } from '../../kernel/world';
import { formatIpv4, ipv4, parseIpv4, type Ipv4 } from '../../packet/address';
import { OUTSIDE_WEB } from '../../tools/daemons/outside-web';
import { OUTSIDE } from '../../tools/http/internet';
import { webHosts } from '../internet/documents';
import { nodeFile, writeNodeFile } from '../node/node-files';

/**
 * The router that a cluster's nodes have as their default gateway, with the DNS server that their resolv.conf names. It is a host that is not listed: nobody
 * types on it. A lab whose gateway is one of its own hosts has none.
 */
const GATEWAY: HostId = 'gateway';

/** DNS servers that people ask by their address. */
const PUBLIC_RESOLVERS = ['8.8.8.8', '8.8.4.4', '1.1.1.1', '1.0.0.1', '9.9.9.9'];

/** Names that the DNS server of the network knows besides the hosts of the web (internet/documents.ts). */
const NAMES: readonly (readonly [name: string, address: string])[] = [
  ['dns.google', '8.8.8.8'],
  ['one.one.one.one', '1.1.1.1'],
];

export function buildOutside(world: World, nodes: readonly HostId[]): void {
  const [first] = nodes;
  if (first === undefined) return;
  const way = wayOut(world, first);
  if (!way || isTaken(world, way.gateway)) return;
  const { gateway, prefixLength } = way;
  const rootNetns = createNetns(world, GATEWAY);
  world.addGuest({ id: GATEWAY, hostname: GATEWAY, rootNetns, netnsNames: world.newMap(), files: world.newPaths() });
  const card = addNic(world, GATEWAY, 'eth0', { up: true });
  connect(world, card, { switch: way.switch });
  const netlink = openNetlink(world, rootNetns);
  netlink.setLink('lo', { up: true });
  netlink.addAddress('eth0', { family: 'inet', address: gateway, prefixLength, mode: 'add' });
  for (const address of [OUTSIDE, ...PUBLIC_RESOLVERS.map((text) => parseIpv4(text) ?? OUTSIDE)])
    netlink.addAddress('lo', { family: 'inet', address, prefixLength: 32, mode: 'add' });
  netlink.setSysctl('net.ipv4.ip_forward', '1');
  serveNames(world, rootNetns);
  serveWeb(world, rootNetns);
  for (const node of nodes) {
    if ((nodeFile(world, node, '/etc/resolv.conf') ?? '').trim() !== '') continue;
    writeNodeFile(world, node, '/etc/resolv.conf', `nameserver ${formatIpv4(gateway)}\n`);
  }
}

/** The default gateway of a node, and the switch on the way to it. */
function wayOut(
  world: World,
  node: HostId,
): { readonly gateway: Ipv4; readonly prefixLength: number; readonly switch: SwitchId } | undefined {
  const netlink = openNetlink(world, world.host(node).rootNetns);
  const route = netlink.routes().find(({ prefixLength, nexthops }) => prefixLength === 0 && nexthops.length === 1);
  const [hop] = route?.nexthops ?? [];
  const device = netlink.links().find(({ ifindex, name }) => ifindex === hop?.ifindex || name === hop?.device);
  const [address] = device?.addresses4 ?? [];
  if (typeof hop?.via !== 'number' || !device || !address || device.kind.type !== 'nic') return undefined;
  const { port } = device.kind;
  if (!port || !('switch' in port)) return undefined;
  return { gateway: hop.via, prefixLength: address.prefixLength, switch: port.switch };
}

/** Whether a host of the lab has the address. */
function isTaken(world: World, address: Ipv4): boolean {
  for (const device of world.devices.values())
    if (device.addresses4.some((own) => own.address === address)) return true;
  return false;
}

function serveNames(world: World, netns: NetnsId): void {
  const pid = nextPid(world);
  const program = { pid, name: 'dnsmasq' };
  const address = ipv4(0);
  const state: DnsServerState = {
    kind: 'dns-server',
    sockets: [openUdpSocket(world, netns, { address, port: 53, program })],
    listeners: [listenTcp(world, netns, { address, port: 53, program, backlog: 32 })],
    connections: [],
    pending: [],
    backend: backend(),
  };
  const nobody = { to: 'nobody' } as const;
  world.addService({ pid, host: GATEWAY, netns, argv: ['dnsmasq', '--no-daemon'], startedUs: world.nowUs, job: undefined, sinks: { out: nobody, err: nobody }, state, output: [], ended: undefined }); // prettier-ignore
}

/** The web outside: every host of it is here, on both ports (tools/daemons/outside-web.ts answers). */
function serveWeb(world: World, netns: NetnsId): void {
  const pid = nextPid(world);
  const program = { pid, name: 'web' };
  const listeners = [80, 443].map((port) =>
    listenTcp(world, netns, { address: OUTSIDE, port, program, backlog: 4096 }),
  );
  const state = { kind: 'daemon', program: OUTSIDE_WEB, listeners, requests: [], settings: {} } as const;
  const nobody = { to: 'nobody' } as const;
  world.addService({ pid, host: GATEWAY, netns, argv: [OUTSIDE_WEB], startedUs: world.nowUs, job: undefined, sinks: { out: nobody, err: nobody }, state, output: [], ended: undefined }); // prettier-ignore
}

function backend(): DnsmasqBackend {
  const name = (text: string): string => `${text}.`;
  return {
    type: 'dnsmasq',
    records: [
      // What the address is called when it is looked up backwards.
      { name: 'web.internet.example.', class: 1, ttl: 300, data: { type: 'A', address: OUTSIDE } },
      ...webHosts().map((host) => ({
        name: name(host),
        class: 1,
        ttl: 300,
        data: { type: 'A' as const, address: OUTSIDE },
      })),
      ...NAMES.map(([host, text]) => ({ name: name(host), class: 1, ttl: 300, data: { type: 'A' as const, address: parseIpv4(text) ?? OUTSIDE } })), // prettier-ignore
    ],
    wildcards: [],
    // There is nobody else to ask: what is not known does not exist.
    routes: [{ domain: '.', upstream: undefined }],
    hostsFiles: [],
    resolvFile: undefined,
    logQueries: false,
  };
}
