import { DroppedByRule, KernelError, MessageTooLong } from '../../kernel/errno';
import type { ReceivedPacket } from '../../kernel/records';
import { closeSocket, readable, receive } from '../../kernel/socket';
import { openUdpSocket, sendUdp } from '../../kernel/udp';
import type { IcmpError } from '../../packet/frame';
import { formatIp, IPV6_ANY, type IpAddress } from '../../packet/ipv6-address';
import type { Icmpv6Error } from '../../packet/ipv6-frame';
import { hostServices } from '../resolver/getaddrinfo';
import { nameOfAddress } from '../resolver/name-files';
import type { Process } from '../tool';
import { hopsBack } from '../traceroute/probe';
import { outcomeOf, outcomeOf6 } from './outcome';
import type { TracepathOptions } from './options';

/** SIGINT ends the program with this status. */
const INTERRUPTED = 130;
const MAX_PROBES = 10;
const HISTORY = 64;
const HOST_COLUMN = 52;
const WAIT_US = 1_000_000;
/** More data than a datagram takes; sendto(2) refuses it without looking for a route. */
const MAX_DATA = 65_507;

/** How a round ended: the destination or the end of the way was found, something answered, or nothing did. */
type Progress = 'done' | 'answered' | 'nothing';

/** One run of tracepath.c on the lab's clock. */
export class TracepathSession {
  private readonly socket: number;
  /** What was sent to each port, as the probes themselves carry it. */
  private readonly history = new Map<number, { readonly ttl: number; readonly sentUs: number }>();
  private next = 0;
  private ttl = 1;
  private mtu: number;
  /** EMSGSIZE errors that this host's own error queue holds. */
  private readonly local: number[] = [];
  private hopsTo: number | undefined;
  private hopsBack: number | undefined;

  constructor(
    private readonly process: Process,
    private readonly options: TracepathOptions,
  ) {
    this.mtu = options.length;
    this.socket = openUdpSocket(
      process.world,
      process.netns,
      typeof options.destination === 'string' ? { address: IPV6_ANY } : {},
    );
  }

  async run(): Promise<number> {
    const { process } = this;
    try {
      const found = await this.findAll();
      if (process.signal.aborted) return INTERRUPTED;
      if (!found) process.out(`     Too many hops: pmtu ${this.mtu}\n`);
    } finally {
      closeSocket(process.world, this.socket);
    }
    const to = this.hopsTo === undefined ? '' : `hops ${this.hopsTo} `;
    const back = this.hopsBack === undefined ? '' : `back ${this.hopsBack} `;
    process.out(`     Resume: pmtu ${this.mtu} ${to}${back}\n`);
    return 0;
  }

  /** Hop by hop, three tries each; true when the way ended. */
  private async findAll(): Promise<boolean> {
    for (this.ttl = 1; this.ttl <= this.options.maxHops; this.ttl++) {
      let progress: Progress = 'nothing';
      for (let tries = 0; tries < 3 && progress === 'nothing'; tries++) {
        const before = this.mtu;
        progress = await this.probe();
        if (this.process.signal.aborted) return false;
        // A smaller MTU: this hop is tried anew, whatever else was said.
        if (this.mtu !== before) [tries, progress] = [-1, 'nothing'];
        else if (progress === 'done') return true;
      }
      if (progress === 'nothing') this.process.out(`${this.hop(this.ttl)}:  no reply\n`);
    }
    return false;
  }

  /** probe_ttl: one packet, and what comes back within a second. */
  private async probe(): Promise<Progress> {
    const { process, socket } = this;
    for (let tries = 0; tries < MAX_PROBES; tries++) {
      if (this.send()) {
        this.next = (this.next + 1) % HISTORY;
        await process.wait(() => readable(process.world, socket), process.world.nowUs + WAIT_US);
        return this.readErrors();
      }
      const progress = this.readErrors();
      if (progress === 'done') return 'done';
      if (progress === 'answered') tries = -1;
    }
    this.next = (this.next + 1) % HISTORY;
    process.out(`${this.hop(this.ttl)}:  send failed\n`);
    return 'done';
  }

  private send(): boolean {
    const { process, options, ttl } = this;
    const port = (options.port + this.next) & 0xffff;
    const length = this.mtu - options.overhead;
    if (length > MAX_DATA && typeof options.destination === 'number') return false;
    this.history.set(port, { ttl, sentUs: process.world.nowUs });
    try {
      const data = '\0'.repeat(length);
      sendUdp(process.world, this.socket, { destination: options.destination, port, data, ttl, discovery: 'do' });
      return true;
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      if (error instanceof MessageTooLong) this.local.push(error.mtu);
      return error instanceof DroppedByRule && error.reported;
    }
  }

  /** recverr: prints everything the error queue holds, up to the end of the way. */
  private readErrors(): Progress {
    const { process, socket } = this;
    let progress: Progress = 'nothing';
    for (const mtu of this.local.splice(0)) {
      // Over IPv6 the error says which packet it is about, so it has a time.
      const time = typeof this.options.destination === 'string' ? `${milliseconds(0)}ms` : '';
      process.out(`${this.hop(this.ttl)}?: ${'[LOCALHOST]'.padEnd(time === '' ? 32 : 33)}${time} pmtu ${mtu}\n`);
      this.mtu = mtu;
      progress = 'answered';
    }
    for (let received = receive(process.world, socket); received; received = receive(process.world, socket)) {
      const { payload } = received.packet;
      if (!('quoted' in payload)) {
        process.out(`${this.hop(this.ttl)}?: reply received 8)\n`);
        return 'done';
      }
      progress = 'answered';
      if (payload.type !== 'redirect' && this.report(received, payload)) return 'done';
    }
    return progress;
  }

  /** Prints one ICMP error; true when it ends the way. */
  private report({ packet }: ReceivedPacket, error: IcmpError | Icmpv6Error): boolean {
    const { process } = this;
    const { quoted } = error;
    const port = quoted.payload.kind === 'udp' ? quoted.payload.destinationPort : -1;
    const sent = this.history.get(port);
    const hop = sent ? `${this.hop(sent.ttl)}:  ` : `${this.hop(this.ttl)}?: `;
    let line = hop + this.hostColumn(packet.source);
    if (sent) line += `${milliseconds(process.world.nowUs - sent.sentUs)}ms `;
    const back = hopsBack(packet.kind === 'ipv4' ? packet.ttl : packet.hopLimit);
    const outcome = error.kind === 'icmp' ? outcomeOf(error) : outcomeOf6(error);
    const sentHops = sent?.ttl ?? this.ttl;
    switch (outcome.kind) {
      case 'router':
        process.out(`${line}${back === sentHops ? '' : `asymm ${this.hop(back)} `}\n`);
        return false;
      case 'too-big':
        process.out(`${line}pmtu ${outcome.mtu}\n`);
        this.mtu = outcome.mtu;
        return false;
      case 'reached':
        process.out(`${line}reached\n`);
        this.hopsTo = sentHops;
        this.hopsBack = back;
        return true;
      case 'mark':
        process.out(`${line}${outcome.text}\n`);
        return true;
      case 'error':
        process.out(`${line}\n`);
        process.err(`tracepath: NET ERROR: ${outcome.text}\n`);
        return true;
    }
  }

  private hop(number: number): string {
    return String(number).padStart(2);
  }

  /** getnameinfo(3) of an address without a name: the address itself, but an error when no name server can be asked. */
  private nameless(address: string): string {
    return hostServices(this.process.files).includes('dns') ? '???' : address;
  }

  /** print_host: at least one blank follows, however long the name is. */
  private hostColumn(address: IpAddress): string {
    const { numeric, both } = this.options;
    const text = formatIp(address);
    const name = nameOfAddress(this.process.files, address) ?? this.nameless(text);
    const shown = numeric ? text : name;
    const other = numeric ? name : text;
    const host = both ? `${shown} (${other})` : shown;
    return host + ' '.repeat(HOST_COLUMN - Math.min(host.length, HOST_COLUMN - 1));
  }
}

function milliseconds(us: number): string {
  const whole = Math.trunc(us);
  return `${String(Math.trunc(whole / 1000)).padStart(3)}.${String(whole % 1000).padStart(3, '0')}`;
}
