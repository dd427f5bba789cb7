import { KernelError, type ErrnoName } from '../../kernel/errno';
import { unreachableErrno } from '../../kernel/icmp-errno';
import { readable, receive } from '../../kernel/socket';
import { closeTcp, readTcp, tcpSocket, writeTcp } from '../../kernel/tcp/calls';
import { connectUdpSocket, openUdpSocket, sendUdp } from '../../kernel/udp';
import { decodeDns } from '../../packet/dns/decode';
import { encodeDns } from '../../packet/dns/encode';
import type { DnsMessage } from '../../packet/dns/message';
import { IPV6_ANY, type IpAddress } from '../../packet/ipv6-address';
import { ipv4 } from '../../packet/address';
import { openConnection } from '../http/exchange';
import type { Process } from '../tool';

export interface DnsServer {
  readonly address: IpAddress;
  readonly port: number;
}

export interface ExchangeOptions {
  readonly timeoutUs: number;
  readonly tcp: boolean;
  readonly source?: IpAddress;
}

/** How one question to one server ended. */
export type Exchange =
  | {
      readonly type: 'answer';
      readonly message: DnsMessage;
      /** Bytes of the answer, without the length before it on TCP. */
      readonly size: number;
      readonly elapsedUs: number;
    }
  /** The socket could not be set up: nothing was sent. */
  | { readonly type: 'setup'; readonly errno: ErrnoName }
  /** ICMP said so, or TCP's connection did not come about. */
  | { readonly type: 'failed'; readonly errno: ErrnoName }
  | { readonly type: 'timeout' }
  /** The server closed the connection before it answered. */
  | { readonly type: 'closed' };

/** Asks one server once, over UDP or TCP. Other datagrams than the answer to this question are ignored. */
export function exchangeDns(
  process: Process,
  server: DnsServer,
  query: DnsMessage,
  options: ExchangeOptions,
): Promise<Exchange> {
  return options.tcp ? overTcp(process, server, query, options) : overUdp(process, server, query, options);
}

async function overUdp(
  process: Process,
  server: DnsServer,
  query: DnsMessage,
  { timeoutUs, source }: ExchangeOptions,
): Promise<Exchange> {
  const { world, netns } = process;
  const startedUs = world.nowUs;
  const any = typeof server.address === 'string' ? IPV6_ANY : ipv4(0);
  let socket: number | undefined;
  try {
    socket = openUdpSocket(world, netns, { address: source ?? any });
    connectUdpSocket(world, socket, server);
    sendUdp(world, socket, { destination: server.address, port: server.port, data: encodeDns(query) });
    const open = socket;
    while (await process.wait(() => readable(world, open), startedUs + timeoutUs)) {
      const heard = receive(world, open);
      const payload = heard?.packet.payload;
      if (payload?.kind === 'udp') {
        const message = decodeDns(payload.data);
        if (!message || !answers(message, query)) continue;
        return { type: 'answer', message, size: payload.data.length, elapsedUs: world.nowUs - startedUs };
      }
      // Without IP_RECVERR a program hears only of errors that will not go away by themselves.
      const error = heard && unreachableErrno(heard.packet);
      if (error?.fatal) return { type: 'failed', errno: error.errno };
    }
    return { type: 'timeout' };
  } catch (error) {
    if (error instanceof KernelError) return { type: 'setup', errno: error.errno };
    throw error;
  } finally {
    if (socket !== undefined) world.removeSocket(socket);
  }
}

function answers(message: DnsMessage, query: DnsMessage): boolean {
  return message.id === query.id && message.flags.qr;
}

async function overTcp(
  process: Process,
  server: DnsServer,
  query: DnsMessage,
  { timeoutUs, source }: ExchangeOptions,
): Promise<Exchange> {
  const { world } = process;
  const startedUs = world.nowUs;
  const deadlineUs = startedUs + timeoutUs;
  const connected = await openConnection(process, server, source === undefined ? {} : { source }, deadlineUs);
  if (connected.type === 'failed') return { type: 'failed', errno: connected.errno };
  const { socket } = connected;
  try {
    if (connected.type === 'timeout') return { type: 'timeout' };
    const bytes = encodeDns(query);
    writeTcp(world, socket, String.fromCharCode(bytes.length >> 8, bytes.length & 255) + bytes);
    let heard = '';
    for (;;) {
      const changed = (): boolean => {
        const { inbox, ended, error } = tcpSocket(world, socket);
        return inbox !== '' || ended || error !== undefined;
      };
      if (!(await process.wait(changed, deadlineUs))) return { type: 'timeout' };
      const { error } = tcpSocket(world, socket);
      if (error !== undefined) return { type: 'failed', errno: error };
      const { data, end } = readTcp(world, socket);
      heard += data;
      const length = heard.length < 2 ? Infinity : heard.charCodeAt(0) * 256 + heard.charCodeAt(1);
      if (heard.length >= length + 2) {
        const message = decodeDns(heard.slice(2, length + 2));
        if (message && answers(message, query))
          return { type: 'answer', message, size: length, elapsedUs: world.nowUs - startedUs };
        heard = heard.slice(length + 2);
      } else if (end) return { type: 'closed' };
    }
  } finally {
    closeTcp(world, socket);
  }
}
