import { MessageTooLong } from '../../kernel/errno';
import type { ReceivedPacket } from '../../kernel/records';
import { closeSocket, readable, receive } from '../../kernel/socket';
import { formatIp, isLinkLocal6 } from '../../packet/ipv6-address';
import { ExitError } from '../clib/exit';
import { nameOfAddress } from '../resolver/name-files';
import type { Process } from '../tool';
import { IcmpMethod } from './icmp-method';
import { markOf, markOf6, tooBigMark } from './marks';
import type { Method } from './method';
import type { TracerouteOptions } from './options';
import { hopsBack, moveFinalAnswer, newProbe, timeoutUs, type Probe } from './probe';
import { TcpMethod } from './tcp-method';
import { UdpMethod } from './udp-method';

/** SIGINT ends the program with this status. */
const INTERRUPTED = 130;

/** One run of traceroute: do_it() of traceroute.c on the lab's clock. */
export class TracerouteSession {
  private readonly probes: Probe[];
  private readonly method: Method;
  /** Probes that wait are between these: everything before is printed, everything after is not needed. */
  private start: number;
  private end: number;
  private lastSendUs = -Infinity;

  constructor(
    private readonly process: Process,
    private readonly options: TracerouteOptions,
  ) {
    const { perHop, maxHops, firstHop } = options;
    this.probes = Array.from({ length: maxHops * perHop }, newProbe);
    this.start = (firstHop - 1) * perHop;
    this.end = this.probes.length;
    this.method = createMethod(process, options);
  }

  async run(): Promise<number> {
    const { process, options, method } = this;
    const bytes = method.headerLength + method.dataLength;
    const { destination, scope } = options;
    const target = `${options.host} (${formatIp(destination)}${scope ? `%${scope.name}` : ''})`;
    process.out(`traceroute to ${target}, ${options.maxHops} hops max, ${bytes} byte packets`);
    try {
      while (this.start < this.end) {
        const nextUs = this.advance();
        if (nextUs !== undefined) await this.poll(nextUs);
        if (process.signal.aborted) return INTERRUPTED;
      }
    } finally {
      for (const probe of this.probes) finish(process, probe);
      method.close();
    }
    process.out('\n');
    return 0;
  }

  private get now(): number {
    return this.process.world.nowUs;
  }

  /** Prints and sends what is due; answers when to look again, or undefined for at once. */
  private advance(): number | undefined {
    const { options, probes, now } = this;
    let nextUs: number | undefined;
    let waiting = 0;
    for (let n = this.start; n < this.end; n++) {
      const first = probes[n];
      if (n === this.start && first && !first.done && first.sentUs !== undefined) {
        const expiresUs = first.sentUs + timeoutUs(probes, n, options);
        if (expiresUs > now) nextUs = expiresUs;
        else {
          finish(this.process, first);
          moveFinalAnswer(probes, n, options.perHop);
        }
      }
      const probe = probes[n];
      if (!probe) continue;
      if (probe.done) {
        if (n === this.start) {
          this.print(probe, n);
          this.start++;
        }
        if (probe.final) this.end = (Math.trunc(n / options.perHop) + 1) * options.perHop;
        continue;
      }
      if (probe.sentUs === undefined) {
        const earliestUs = this.lastSendUs + options.sendIntervalUs;
        if (options.sendIntervalUs > 0 && earliestUs > now) {
          nextUs = earliestUs;
          break;
        }
        if (!this.send(probe, Math.trunc(n / options.perHop) + 1)) {
          if (nextUs !== undefined) break;
          throw new ExitError(1, '\nsend probe: No buffer space available\n');
        }
        this.lastSendUs = now;
      }
      nextUs ??= (probe.sentUs ?? now) + timeoutUs(probes, n, options);
      if (++waiting >= options.simultaneous) break;
    }
    return nextUs;
  }

  private send(probe: Probe, ttl: number): boolean {
    try {
      if (this.method.send(probe, ttl)) return true;
    } catch (error) {
      if (!(error instanceof MessageTooLong)) throw error;
      this.tooLong.push({ probe, mtu: error.mtu });
      return true;
    }
    finish(this.process, probe);
    Object.assign(probe, { done: false, sentUs: undefined });
    return false;
  }

  /** Errors that this host's own error queues hold about probes too long. */
  private readonly tooLong: { readonly probe: Probe; readonly mtu: number }[] = [];

  /** do_poll: waits for answers until `untilUs`, in whole milliseconds as poll(2) does, and reads one from every socket. */
  private async poll(untilUs: number): Promise<void> {
    const { process, method, probes } = this;
    const { world } = process;
    if (this.tooLong.length > 0) {
      for (const { probe, mtu } of this.tooLong.splice(0)) this.takeLocalError(probe, mtu);
      return;
    }
    const sockets = method.sockets(probes.slice(this.start, this.end));
    const deadlineUs = this.now + Math.ceil(Math.max(0, untilUs - this.now) / 1000) * 1000;
    await process.wait(() => sockets.some((socket) => readable(world, socket)), deadlineUs);
    for (const socket of sockets) {
      const received = receive(world, socket);
      const probe = received && method.match(probes, socket, received);
      if (probe && !probe.done) this.answer(probe, received);
    }
  }

  /** A socket shared by all probes does not say which was too long: it is taken for the first (recv_reply). */
  private takeLocalError(sent: Probe, mtu: number): void {
    const { perHop, firstHop } = this.options;
    const about = sent.socket === undefined ? this.probes[(firstHop - 1) * perHop] : sent;
    if (!about || about.done) return;
    about.mark = tooBigMark(mtu);
    about.final = true;
    about.receivedUs = this.now;
    this.learnMtu(about, mtu);
  }

  /** recv_reply: what an answer says about its probe. */
  private answer(probe: Probe, { packet, atUs, ifindex }: ReceivedPacket): void {
    const { payload } = packet;
    probe.receivedUs = atUs;
    probe.responder = packet.source;
    probe.ifindex = ifindex;
    probe.ttl = packet.kind === 'ipv4' ? packet.ttl : packet.hopLimit;
    if (!('quoted' in payload)) {
      probe.final = true;
      finish(this.process, probe);
      return;
    }
    if (payload.type === 'redirect') {
      Object.assign(probe, { receivedUs: undefined, responder: undefined, ttl: undefined });
      return;
    }
    const mark = payload.kind === 'icmp' ? markOf(payload) : markOf6(payload);
    if (mark !== undefined) {
      probe.mark = mark;
      probe.final = true;
    }
    this.learnMtu(probe, payload.info ?? 0);
  }

  /** --mtu: a smaller MTU becomes the size of the next probes, and this one is sent again. */
  private learnMtu(probe: Probe, mtu: number): void {
    const { method } = this;
    finish(this.process, probe);
    const { headerLength, dataLength } = method;
    if (!this.options.mtu || mtu < headerLength || mtu >= headerLength + dataLength) return;
    method.dataLength = mtu - headerLength;
    const { sentUs: _sent, receivedUs: _received, responder: _responder, ttl: _ttl, ...kept } = probe;
    const cleared = { ...kept, done: false, final: false, mark: `F=${mtu}` };
    this.probes[this.probes.indexOf(probe)] = cleared;
  }

  private print(probe: Probe, index: number): void {
    const { perHop, back } = this.options;
    const hop = Math.trunc(index / perHop) + 1;
    const nth = index % perHop;
    let text = nth === 0 ? `\n${String(hop).padStart(2)} ` : '';
    if (probe.responder === undefined) text += ' *';
    else if (this.differsFromBefore(probe, index)) {
      text += this.nameOf(probe.responder, probe.ifindex);
      if (probe.extension !== undefined) text += ` <${probe.extension}>`;
      const hops = probe.ttl === undefined ? hop : hopsBack(probe.ttl);
      if (back && hops !== hop) text += ` '-${hops}'`;
    }
    if (probe.receivedUs !== undefined && probe.sentUs !== undefined) {
      text += `  ${((probe.receivedUs - probe.sentUs) / 1000).toFixed(3)} ms`;
    }
    if (probe.mark !== '') text += ` ${probe.mark}`;
    this.process.out(text);
  }

  /** Whether the last answer of the same hop came from somebody else, or there was none. */
  private differsFromBefore(probe: Probe, index: number): boolean {
    const { perHop, back } = this.options;
    for (let i = index - 1; i >= index - (index % perHop); i--) {
      const before = this.probes[i];
      if (before?.responder === undefined) continue;
      return (
        before.responder !== probe.responder ||
        before.extension !== probe.extension ||
        (back && before.ttl !== probe.ttl)
      );
    }
    return true;
  }

  private nameOf(address: NonNullable<Probe['responder']>, ifindex: number | undefined): string {
    const local = typeof address === 'string' && isLinkLocal6(address);
    const link = local ? this.process.netlink().link(ifindex ?? 0) : undefined;
    const text = `${formatIp(address)}${link ? `%${link.name}` : ''}`;
    return this.options.numeric ? ` ${text}` : ` ${nameOfAddress(this.process.files, address) ?? text} (${text})`;
  }
}

/** probe_done: nothing more is awaited for this probe. */
function finish(process: Process, probe: Probe): void {
  if (probe.socket !== undefined) closeSocket(process.world, probe.socket);
  delete probe.socket;
  delete probe.key;
  probe.done = true;
}

function createMethod(process: Process, options: TracerouteOptions): Method {
  switch (options.method) {
    case 'icmp':
      return new IcmpMethod(process, options);
    case 'tcp':
      return new TcpMethod(process, options);
    case 'default':
    case 'udp':
      return new UdpMethod(process, options);
  }
}
