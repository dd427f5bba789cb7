import { KernelError, MessageTooLong, strerror } from '../../kernel/errno';
import type { ReceivedPacket } from '../../kernel/records';
import { connectUdp } from '../../kernel/socket';
import type { IpAddress } from '../../packet/ipv6-address';
import { ExitError } from '../clib/exit';
import type { Process } from '../tool';
import type { TracerouteOptions } from './options';
import type { Probe } from './probe';

/** A way of probing (struct tr_module). */
export interface Method {
  /** Bytes of IP header and the method's own, and of what follows. */
  readonly headerLength: number;
  dataLength: number;
  /** Sockets that answers may come to. */
  sockets(probes: readonly Probe[]): readonly number[];
  /** Sends a probe; false when the device had no room. Throws MessageTooLong, and ExitError with perror's text. */
  send(probe: Probe, ttl: number): boolean;
  /** The probe, among those that wait, which a packet answers. */
  match(probes: readonly Probe[], socket: number, received: ReceivedPacket): Probe | undefined;
  close(): void;
}

/** All but the IP header of a probe, unless the command line says else. */
const DEFAULT_LENGTH = 40;

/** Bytes of data behind the headers. */
export function dataLengthOf(options: TracerouteOptions, methodHeader: number): number {
  const { packetLength } = options;
  if (packetLength < 0) return DEFAULT_LENGTH - methodHeader;
  return Math.max(0, packetLength - ipHeader(options) - methodHeader);
}

/** Bytes of the IP header. */
export function ipHeader({ destination }: TracerouteOptions): number {
  return typeof destination === 'string' ? 40 : 20;
}

/** The device a probe is bound to: -i, or the link of the destination. */
export function deviceOf({ device, scope }: TracerouteOptions): string | undefined {
  return device ?? scope?.name;
}

/** error(): perror on a line of its own, and exit. */
export function failed(call: string, error: unknown): ExitError {
  if (!(error instanceof KernelError)) throw error;
  return new ExitError(1, `\n${call}: ${strerror(error.errno)}\n`);
}

/** SO_BINDTODEVICE, bind(2) and connect(2) as every method does them; answers the source address. */
export function connectSocket(process: Process, options: TracerouteOptions): IpAddress {
  const { device, source, destination, scope } = options;
  const netlink = process.netlink();
  if (device !== undefined && !netlink.link(device)) {
    throw failed('setsockopt SO_BINDTODEVICE', new KernelError('ENODEV'));
  }
  if (source !== undefined && !isLocal(process, source)) throw failed('bind', new KernelError('EADDRNOTAVAIL'));
  try {
    return connectUdp(process.world, process.netns, destination, {
      device,
      source,
      ...(scope && { scopeId: scope.ifindex }),
    });
  } catch (error) {
    throw failed('connect', error);
  }
}

function isLocal(process: Process, address: IpAddress): boolean {
  try {
    if (typeof address === 'string') return process.netlink().getRoute6({ destination: address }).type === 'local';
    return process.netlink().getRoute({ destination: address }).type === 'local';
  } catch (error) {
    if (error instanceof KernelError) return false;
    throw error;
  }
}

/** do_send: what the error queue tells about is no error here, and a device without room may have some later. */
export function trySend(send: () => void): boolean {
  try {
    send();
    return true;
  } catch (error) {
    if (error instanceof MessageTooLong) throw error;
    if (!(error instanceof KernelError)) throw error;
    if (error.errno === 'ENOBUFS') return false;
    if (error.errno === 'EHOSTUNREACH' || error.errno === 'EMSGSIZE') return true;
    throw failed('send', error);
  }
}
