import type { ReceivedPacket } from '../../kernel/records';
import { closeSocket, openIcmpSocket, sendEcho } from '../../kernel/socket';
import type { Process } from '../tool';
import { connectSocket, dataLengthOf, deviceOf, ipHeader, trySend, type Method } from './method';
import type { TracerouteOptions } from './options';
import type { Probe } from './probe';

const HEADER = 8;

/** mod-icmp.c: echo requests from one raw socket, told apart by their sequence numbers. */
export class IcmpMethod implements Method {
  readonly headerLength: number;
  dataLength: number;
  private readonly socket: number;
  private sequence: number;

  constructor(
    private readonly process: Process,
    private readonly options: TracerouteOptions,
  ) {
    this.headerLength = ipHeader(options);
    this.dataLength = Math.max(HEADER, dataLengthOf(options, 0));
    this.sequence = options.port !== 0 ? options.port & 0xffff : 1;
    connectSocket(process, options);
    this.socket = openIcmpSocket(process.world, process.netns, {
      device: deviceOf(options),
      inet6: typeof options.destination === 'string',
    });
  }

  sockets(): readonly number[] {
    return [this.socket];
  }

  send(probe: Probe, ttl: number): boolean {
    const { process, options, socket } = this;
    const { world } = process;
    const sequence = this.sequence;
    const sent = trySend(() => {
      probe.sentUs = world.nowUs;
      sendEcho(world, socket, {
        destination: options.destination,
        source: options.source,
        ttl,
        tos: options.tos & 0xff,
        dataLength: this.dataLength - HEADER,
        sequence,
        discovery: options.dontFragment ? 'probe' : 'dont',
      });
    });
    if (!sent) return false;
    probe.key = sequence;
    this.sequence = (sequence + 1) & 0xffff;
    return true;
  }

  match(probes: readonly Probe[], _socket: number, { packet }: ReceivedPacket): Probe | undefined {
    const { payload } = packet;
    if (payload.kind !== 'icmp' && payload.kind !== 'icmpv6') return undefined;
    const error = 'quoted' in payload;
    const about = error ? payload.quoted.payload : payload;
    if (!('sequence' in about) || about.kind !== payload.kind) return undefined;
    if ((error ? payload.quoted.destination : packet.source) !== this.options.destination) return undefined;
    if (!error && about.type !== 'echo-reply') return undefined;
    return probes.find(({ key }) => key === about.sequence && key !== 0);
  }

  close(): void {
    closeSocket(this.process.world, this.socket);
  }
}
