import type { ReceivedPacket } from '../../kernel/records';
import { openUdpSocket, sendUdp } from '../../kernel/udp';
import { IPV6_ANY } from '../../packet/ipv6-address';
import type { Process } from '../tool';
import { connectSocket, dataLengthOf, deviceOf, failed, ipHeader, trySend, type Method } from './method';
import type { TracerouteOptions } from './options';
import type { Probe } from './probe';

const FIRST_PORT = 33434;
const DNS_PORT = 53;
const HEADER = 8;

/** mod-udp.c: a datagram from a socket of its own for each probe, by default to one port after another. */
export class UdpMethod implements Method {
  readonly headerLength: number;
  dataLength: number;
  private port: number;
  private connected = false;

  constructor(
    private readonly process: Process,
    private readonly options: TracerouteOptions,
  ) {
    this.headerLength = ipHeader(options) + HEADER;
    this.dataLength = dataLengthOf(options, HEADER);
    this.port = options.port !== 0 ? options.port : options.method === 'udp' ? DNS_PORT : FIRST_PORT;
  }

  sockets(probes: readonly Probe[]): readonly number[] {
    return probes.flatMap(({ socket }) => (socket === undefined ? [] : [socket]));
  }

  send(probe: Probe, ttl: number): boolean {
    const { process, options } = this;
    const { world, netns } = process;
    // All probes go the same way: one connect shows where it ends.
    if (!this.connected) connectSocket(process, options);
    this.connected = true;
    let socket: number;
    try {
      const any = typeof options.destination === 'string' ? IPV6_ANY : undefined;
      socket = openUdpSocket(world, netns, { address: options.source ?? any, port: options.sourcePort });
    } catch (error) {
      throw failed('bind', error);
    }
    const port = this.port & 0xffff;
    Object.assign(probe, { sentUs: world.nowUs, socket, key: port });
    if (options.method === 'default') this.port++;
    return trySend(() =>
      sendUdp(world, socket, {
        destination: options.destination,
        port,
        data: filler(this.dataLength),
        ttl,
        tos: options.tos & 0xff,
        device: deviceOf(options),
        discovery: options.dontFragment ? 'probe' : 'dont',
      }),
    );
  }

  match(probes: readonly Probe[], socket: number, { packet }: ReceivedPacket): Probe | undefined {
    const probe = probes.find((candidate) => candidate.socket === socket);
    const { payload } = packet;
    const error = 'quoted' in payload;
    const about = error ? payload.quoted : packet;
    if (about.payload.kind !== 'udp' || (error ? about.destination : about.source) !== this.options.destination) {
      return undefined;
    }
    const port = error ? about.payload.destinationPort : about.payload.sourcePort;
    return probe?.key === port ? probe : undefined;
  }

  close(): void {
    // Every probe closes its own socket.
  }
}

/** fill_data: `@ABC…`. */
function filler(length: number): string {
  return Array.from({ length }, (_, i) => String.fromCharCode(0x40 + (i & 0x3f))).join('');
}
