import type { DnsClient, DnsServerState, DnsUpstream, PendingQuery } from '../../kernel/dns-server-records';
import { KernelError } from '../../kernel/errno';
import type { ServiceRecord } from '../../kernel/service-records';
import { receive } from '../../kernel/socket';
import { acceptTcp, closeTcp, readTcp, writeTcp } from '../../kernel/tcp/calls';
import { connectUdpSocket, openUdpSocket, sendUdp } from '../../kernel/udp';
import type { World } from '../../kernel/world';
import { ipv4 } from '../../packet/address';
import { decodeDns } from '../../packet/dns/decode';
import { encodeDns } from '../../packet/dns/encode';
import type { DnsMessage } from '../../packet/dns/message';
import { IPV6_ANY } from '../../packet/ipv6-address';
import { answerDnsmasq } from '../dnsmasq/answer';
import { fitting, reply } from './reply';

/** What a server does with a question: answers it itself, or asks others in turn. */
export type Decision =
  | { readonly type: 'answer'; readonly message: DnsMessage }
  | { readonly type: 'forward'; readonly servers: readonly DnsUpstream[]; readonly failed: DnsMessage };

/** How long a forwarded question may take. */
const FORWARD_US = 5_000_000;
const SERVFAIL = 2;

/** A DNS server's turn: takes the questions that have come, over UDP and TCP, and the answers to those it passed on. */
export function wakeDnsServer(world: World, service: ServiceRecord, before: DnsServerState): void {
  let state = takeAnswers(world, service, before);
  for (const socket of state.sockets) {
    for (let heard = receive(world, socket); heard; heard = receive(world, socket)) {
      const { source: address, destination: local, payload } = heard.packet;
      if (payload.kind !== 'udp') continue;
      const client = { transport: 'udp', socket, address, port: payload.sourcePort, local } as const;
      state = takeQuestion(world, service, state, client, payload.data);
    }
  }
  state = takeConnections(world, service, state);
  world.writeService(service.pid).state = state;
}

function takeConnections(world: World, service: ServiceRecord, before: DnsServerState): DnsServerState {
  let state = before;
  const open = [...state.connections];
  for (const listener of state.listeners) {
    for (let socket = acceptTcp(world, listener); socket !== undefined; socket = acceptTcp(world, listener))
      open.push({ socket, bytes: '' });
  }
  const connections: { socket: number; bytes: string }[] = [];
  for (const { socket, bytes } of open) {
    if (!world.sockets.has(socket)) continue;
    const { data, end } = readTcp(world, socket);
    let rest = bytes + data;
    for (let length = lengthOf(rest); rest.length >= length + 2; length = lengthOf(rest)) {
      state = takeQuestion(world, service, state, { transport: 'tcp', socket }, rest.slice(2, length + 2));
      rest = rest.slice(length + 2);
    }
    if (end) closeTcp(world, socket);
    else connections.push({ socket, bytes: rest });
  }
  return { ...state, connections };
}

/** The length before a message on TCP; Infinity while it has not come. */
function lengthOf(bytes: string): number {
  return bytes.length < 2 ? Infinity : bytes.charCodeAt(0) * 256 + bytes.charCodeAt(1);
}

function takeQuestion(
  world: World,
  service: ServiceRecord,
  state: DnsServerState,
  client: DnsClient,
  bytes: string,
): DnsServerState {
  const query = decodeDns(bytes);
  if (!query || query.flags.qr) return state;
  const decision = answerDnsmasq(world, service, state.backend, query);
  if (decision.type === 'forward')
    return forward(world, service, state, client, query, decision.servers, decision.failed);
  send(world, client, query, decision.message);
  return state;
}

/** Sends a question on to the first server that can be sent to; with none left the client hears `failed`. */
function forward(
  world: World,
  { netns, pid, argv }: ServiceRecord,
  state: DnsServerState,
  client: DnsClient,
  query: DnsMessage,
  servers: readonly DnsUpstream[],
  failed: DnsMessage,
): DnsServerState {
  for (const [index, server] of servers.entries()) {
    const any = typeof server.address === 'string' ? IPV6_ANY : ipv4(0);
    const id = world.random() & 0xffff;
    let socket: number | undefined;
    try {
      socket = openUdpSocket(world, netns, { address: any, program: { pid, name: argv[0] ?? '' } });
      connectUdpSocket(world, socket, server);
      sendUdp(world, socket, { destination: server.address, port: server.port, data: encodeDns({ ...query, id }) });
      world.schedule(FORWARD_US, { type: 'service-wakes', pid });
      const waiting: PendingQuery = {
        ...{ client, query, socket, id, others: servers.slice(index + 1) },
        endsAtUs: world.nowUs + FORWARD_US,
      };
      return { ...state, pending: [...state.pending, waiting] };
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      if (socket !== undefined) world.removeSocket(socket);
    }
  }
  send(world, client, query, failed);
  return state;
}

/** Answers of other servers go to who asked; an error or too long a silence leads to the next server. */
function takeAnswers(world: World, service: ServiceRecord, before: DnsServerState): DnsServerState {
  let state: DnsServerState = { ...before, pending: [] };
  for (const waiting of before.pending) {
    const heard = receive(world, waiting.socket)?.packet.payload;
    const answer = heard?.kind === 'udp' ? decodeDns(heard.data) : undefined;
    if (answer?.id === waiting.id && answer.flags.qr) {
      world.removeSocket(waiting.socket);
      send(world, waiting.client, waiting.query, { ...answer, id: waiting.query.id });
    } else if (heard !== undefined || world.nowUs >= waiting.endsAtUs) {
      world.removeSocket(waiting.socket);
      const failed = reply(waiting.query, { rcode: SERVFAIL, flags: { ra: true } });
      state = forward(world, service, state, waiting.client, waiting.query, waiting.others, failed);
    } else state = { ...state, pending: [...state.pending, waiting] };
  }
  return state;
}

function send(world: World, client: DnsClient, query: DnsMessage, message: DnsMessage): void {
  try {
    if (client.transport === 'tcp') {
      const bytes = encodeDns(message);
      writeTcp(world, client.socket, String.fromCharCode(bytes.length >> 8, bytes.length & 255) + bytes);
      return;
    }
    const { socket, address: destination, port, local: source } = client;
    sendUdp(world, socket, { destination, port, source, data: fitting(message, query) });
  } catch (error) {
    // The client has gone away, or there is no way back to it: that is the client's to find out.
    if (!(error instanceof KernelError)) throw error;
  }
}
