import type { DnsClient } from '../../../kernel/dns-server-records';
import { KernelError } from '../../../kernel/errno';
import type { ServiceRecord } from '../../../kernel/service-records';
import { endService } from '../../../kernel/services';
import { receive } from '../../../kernel/socket';
import { acceptTcp, closeTcp, readTcp, tcpSocket, writeTcp } from '../../../kernel/tcp/calls';
import { sendUdp } from '../../../kernel/udp';
import { beginPacket, trace } from '../../../kernel/trace';
import type { World } from '../../../kernel/world';
import { decodeDns } from '../../../packet/dns/decode';
import type { DnsMessage, DnsQuestion } from '../../../packet/dns/message';
import { IPV6_ANY } from '../../../packet/ipv6-address';
import type { DaemonPlace } from '../../../tools/daemons/daemon';
import type { CacheItem } from '../cache-store';
import type { DnsServerPlace, Exchanged, Request, RequestClient } from '../turn';
import { sendQuestion, takeExchange } from './exchange';
import { ownAddresses, placeOf, textOf } from './place';
import { dnsFacts } from './dns-facts';
import { blockFor, runTurn, type TurnServer } from './run-turn';
import type { Connection, CoreDnsData, PendingTurn } from './state';

/** One wake of a CoreDNS: takes what has come, answers what can be answered, and writes back what is remembered. */
export class CoreDnsMachine {
  readonly place: DaemonPlace;
  private serverPlace: DnsServerPlace | undefined;

  constructor(
    readonly world: World,
    readonly service: ServiceRecord,
    public data: CoreDnsData,
  ) {
    this.place = placeOf(world, service);
  }

  change(part: Partial<CoreDnsData>): void {
    this.data = { ...this.data, ...part };
    if ('syncedUs' in part) this.serverPlace = undefined;
  }

  /** Whether the program has ended in the meantime. */
  get ended(): boolean {
    return !this.world.services.has(this.service.pid) || this.world.services.get(this.service.pid)?.ended !== undefined;
  }

  takePending(): void {
    const { pending } = this.data;
    if (pending.length === 0) return;
    this.change({ pending: [] });
    const { nowUs } = this.world;
    for (const waiting of pending) {
      const exchanged = this.heardOf(waiting, nowUs);
      if (exchanged === undefined) this.change({ pending: [...this.data.pending, waiting] });
      else this.advance({ ...waiting, heard: [...waiting.heard, { exchanged, atUs: nowUs }] });
      if (this.ended) return;
    }
  }

  private heardOf({ waiting }: PendingTurn, nowUs: number): Exchanged | undefined {
    if (waiting.type === 'exchange') return takeExchange(this.world, waiting);
    return nowUs >= waiting.atUs ? { type: 'error', text: '', atOnce: true } : undefined;
  }

  takeDatagrams(): void {
    for (const { socket, server, transport } of this.data.sockets) {
      if (transport !== 'udp') continue;
      for (let heard = receive(this.world, socket); heard && !this.ended; heard = receive(this.world, socket)) {
        const { source: address, destination: local, payload } = heard.packet;
        if (payload.kind !== 'udp') continue;
        const port = payload.sourcePort;
        const reply = { transport: 'udp', socket, address, port, local } as const;
        this.question(server, reply, { transport: 'udp', address, port, local }, payload.data);
      }
    }
  }

  takeConnections(): void {
    const open: Connection[] = [...this.data.connections];
    for (const { socket: listener, server, transport } of this.data.sockets) {
      if (transport !== 'tcp') continue;
      for (let socket = acceptTcp(this.world, listener); socket !== undefined; socket = acceptTcp(this.world, listener))
        open.push({ socket, server, bytes: '' });
    }
    if (open.length === 0) return;
    const left: Connection[] = [];
    for (const { socket, server, bytes } of open) {
      if (!this.world.sockets.has(socket)) continue;
      const { data, end } = readTcp(this.world, socket);
      let rest = bytes + data;
      for (let length = lengthOf(rest); rest.length >= length + 2; length = lengthOf(rest)) {
        const { remote, address } = tcpSocket(this.world, socket);
        const client = { transport: 'tcp', address: remote?.address ?? address, port: remote?.port ?? 0, local: address } as const; // prettier-ignore
        this.question(server, { transport: 'tcp', socket }, client, rest.slice(2, length + 2));
        rest = rest.slice(length + 2);
        if (this.ended) return;
      }
      if (end) closeTcp(this.world, socket);
      else left.push({ socket, server, bytes: rest });
    }
    this.change({ connections: left });
  }

  private question(server: number, reply: DnsClient, client: RequestClient, bytes: string): void {
    const message = decodeDns(bytes);
    if (message && !message.flags.qr && message.opcode === 0) this.ask(server, reply, client, message);
  }

  /** Begins a question; nobody may wait for its answer. */
  ask(server: number, reply: DnsClient | undefined, client: RequestClient, message: DnsMessage): void {
    const { world } = this;
    this.advance({
      number: world.allocateId(),
      server,
      reply,
      client,
      message,
      startedUs: world.nowUs,
      seed: world.random(),
      heard: [],
      recalled: new Map(),
    });
  }

  /** Runs a question as far as it comes. */
  private advance(turn: Omit<PendingTurn, 'waiting'>): void {
    const request: Request = { message: turn.message, client: turn.client };
    let { heard, recalled } = turn;
    for (;;) {
      const result = runTurn(this.turnServer, { ...turn, heard, recalled }, request);
      if (result.type === 'fatal') return this.fatal(result.line);
      if (result.type === 'done') {
        for (const line of result.effects.lines) this.place.out(`${line}\n`);
        for (const action of result.effects.actions) action();
        if (turn.reply && this.world.recorder) this.note(turn.server, request, result.message, result.by);
        if (turn.reply) this.send(turn.reply, result.bytes);
        return;
      }
      const { wanted } = result;
      ({ recalled } = result);
      if (wanted.type === 'moment') {
        this.world.schedule(Math.max(0, wanted.atUs - this.world.nowUs), {
          type: 'service-wakes',
          pid: this.service.pid,
        });
        this.change({ pending: [...this.data.pending, { ...turn, heard, recalled, waiting: wanted }] });
        return;
      }
      const { pid, netns } = this.service;
      const sent = sendQuestion(this.world, netns, pid, wanted.upstream, wanted.message);
      if (sent.type === 'exchange') {
        this.change({ pending: [...this.data.pending, { ...turn, heard, recalled, waiting: sent }] });
        return;
      }
      heard = [...heard, { exchanged: sent, atUs: this.world.nowUs }];
    }
  }

  /** One step of a packet walk: what was answered, and why. */
  private note(server: number, { message }: Request, answer: DnsMessage, by: string): void {
    const { world, service } = this;
    const [question] = message.questions;
    if (!question || question.type === TYPE_HINFO) return;
    const { configuration } = this.data;
    const number = blockFor(configuration, server, question.name.toLowerCase());
    const block = number === undefined ? undefined : configuration.blocks[number];
    const sandbox = world.containers.get(service.host)?.sandbox;
    const config = sandbox === undefined ? undefined : world.sandboxes.get(sandbox)?.config;
    const facts = dnsFacts(
      this.dnsPlace,
      config ? `${config.namespace}/${config.name}` : service.host,
      block,
      question,
      answer,
      by,
    );
    const packetId = beginPacket(world, () => `CoreDNS: ${question.name} ${facts.type} → ${facts.rcode}`);
    trace(world, packetId, service.netns, undefined, () => ({ type: 'dns', facts }));
  }

  private send(client: DnsClient, bytes: string): void {
    try {
      if (client.transport === 'tcp') {
        writeTcp(this.world, client.socket, String.fromCharCode(bytes.length >> 8, bytes.length & 255) + bytes);
        return;
      }
      const { socket, address: destination, port, local: source } = client;
      sendUdp(this.world, socket, { destination, port, source, data: bytes });
    } catch (error) {
      // The client has gone away, or there is no way back to it: that is the client's to find out.
      if (!(error instanceof KernelError)) throw error;
    }
  }

  fatal(line: string): void {
    this.place.out(`${line}\n`);
    endService(this.world, this.service.pid, 1);
  }

  get dnsPlace(): DnsServerPlace {
    const { world, service, data } = this;
    this.serverPlace ??= {
      world,
      addresses: ownAddresses(world, service.netns),
      synced: data.syncedUs !== undefined,
      syncedUs: data.syncedUs ?? 0,
    };
    return this.serverPlace;
  }

  private get turnServer(): TurnServer {
    const { world, place } = this;
    return {
      world,
      data: this.data,
      place: this.dnsPlace,
      read: (path) => textOf(place, path),
      cacheSet: (key, item, capacity) => this.cacheSet(key, item, capacity),
      remember: (key, value) => this.remember(key, value),
      count: (metric, by) => {
        const counters = world.writable(this.data.counters);
        counters.set(metric, (counters.get(metric) ?? 0) + by);
        this.change({ counters });
      },
      refresh: (server, question, dnssecOk) => this.refresh(server, question, dnssecOk),
    };
  }

  remember(key: string, value: number): void {
    const memory = this.world.writable(this.data.memory);
    memory.set(key, value);
    this.change({ memory });
  }

  private cacheSet(key: string, item: CacheItem | undefined, capacity: number): void {
    const cache = this.world.writable(this.data.cache);
    cache.delete(key);
    if (item) {
      cache.set(key, item);
      // The oldest goes; the real one lets chance decide within a part of its map.
      if (cache.size > capacity * 2) for (const oldest of cache.keys()) if (cache.delete(oldest)) break;
    }
    this.change({ cache });
  }

  private refresh(server: number, question: DnsQuestion, dnssecOk: boolean): void {
    const flags = { qr: false, aa: false, tc: false, rd: true, ra: false, ad: false, cd: false };
    const edns = { version: 0, udpSize: 4096, dnssecOk, options: [] };
    const message = { id: 0, opcode: 0, rcode: 0, flags, questions: [question], answers: [], authorities: [], additionals: [], edns }; // prettier-ignore
    this.ask(server, undefined, { transport: 'tcp', address: IPV6_ANY, port: 0, local: IPV6_ANY }, message);
  }
}

/** The length before a message on TCP; Infinity while it has not come. */
function lengthOf(bytes: string): number {
  return bytes.length < 2 ? Infinity : bytes.charCodeAt(0) * 256 + bytes.charCodeAt(1);
}

const TYPE_HINFO = 13;
