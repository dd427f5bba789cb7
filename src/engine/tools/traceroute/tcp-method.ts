import { takePort } from '../../kernel/ports';
import { openRawTcp, sendRawTcp } from '../../kernel/raw';
import type { ReceivedPacket } from '../../kernel/records';
import { closeSocket } from '../../kernel/socket';
import { TCP_FLAG } from '../../packet/frame';
import type { IpAddress } from '../../packet/ipv6-address';
import type { Process } from '../tool';
import { connectSocket, deviceOf, failed, ipHeader, trySend, type Method } from './method';
import type { TracerouteOptions } from './options';
import type { Probe } from './probe';

const HTTP_PORT = 80;

/** mod-tcp.c: SYNs from a raw socket. The kernel resets the connection when the target answers one (half-open scanning). */
export class TcpMethod implements Method {
  readonly headerLength: number;
  dataLength: number;
  private readonly socket: number;
  private readonly port: number;
  private readonly source: IpAddress;

  constructor(
    private readonly process: Process,
    private readonly options: TracerouteOptions,
  ) {
    this.headerLength = ipHeader(options);
    this.port = (options.port !== 0 ? options.port : HTTP_PORT) & 0xffff;
    this.source = connectSocket(process, options);
    this.socket = openRawTcp(process.world, process.netns, options.destination);
    this.dataLength = headerLength(process);
  }

  sockets(): readonly number[] {
    return [this.socket];
  }

  send(probe: Probe, ttl: number): boolean {
    const { process, options, socket, source } = this;
    const { world, netns } = process;
    let sourcePort: number;
    try {
      sourcePort = takePort(world, netns, 'tcp', { address: source }, options.sourcePort);
    } catch (error) {
      throw failed('bind', error);
    }
    const sent = trySend(() => {
      probe.sentUs = world.nowUs;
      sendRawTcp(world, socket, {
        segment: {
          sourcePort,
          destinationPort: this.port,
          sequence: world.random(),
          acknowledgement: 0,
          flags: TCP_FLAG.SYN,
          window: 5840,
        },
        headerLength: this.dataLength,
        source,
        device: deviceOf(options),
        ttl,
        tos: options.tos & 0xff,
        discovery: options.dontFragment ? 'probe' : 'dont',
      });
    });
    if (sent) probe.key = sourcePort;
    return sent;
  }

  match(probes: readonly Probe[], _socket: number, { packet }: ReceivedPacket): Probe | undefined {
    const { payload } = packet;
    const error = 'quoted' in payload;
    const about = error ? payload.quoted.payload : payload;
    if (about.kind !== 'tcp') return undefined;
    const [local, remote] = error
      ? [about.sourcePort, about.destinationPort]
      : [about.destinationPort, about.sourcePort];
    if (remote !== this.port) return undefined;
    const probe = probes.find(({ key }) => key === local);
    if (probe && !error && this.options.tcpInfo) probe.extension = flagNames(about.flags);
    return probe;
  }

  close(): void {
    closeSocket(this.process.world, this.socket);
  }
}

const FLAG_NAMES = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg'] as const;

function flagNames(flags: number): string {
  return FLAG_NAMES.filter((_, bit) => (flags & (1 << bit)) !== 0).join(',');
}

/** The TCP header with the options that the sysctls turn on: MSS, SACK, timestamps, window scaling. */
function headerLength(process: Process): number {
  const netlink = process.netlink();
  const on = (name: string): boolean => (netlink.sysctl(`net.ipv4.tcp_${name}`) ?? '1').startsWith('1');
  const times = on('timestamps') ? 12 : on('sack') ? 4 : 0;
  return 24 + times + (on('window_scaling') ? 4 : 0);
}
