import { arpArrived, closeArpSocket, openArpSocket, receiveArpPacket, sendArp } from '../../kernel/arp-socket';
import { KernelError } from '../../kernel/errno';
import type { ArpSocketRecord } from '../../kernel/records';
import { formatIpv4, type Mac } from '../../packet/address';
import type { Process } from '../tool';
import type { ArpingOptions } from './options';
import type { ArpingPlace } from './place';

type Received = ArpSocketRecord['arrived'][number];

/** How long an endless arping looks for an answer before it starts to let real time pass. */
const PROMPT_US = 20_000;
const PACE_US = 100_000;

/** event_loop() of arping.c on the lab's clock. */
export class ArpingSession {
  private readonly socket: number;
  /** Where the next packet goes: to everybody, and after an answer to who gave it. */
  private destination: Mac;
  private sent = 0;
  private broadcasts = 0;
  private received = 0;
  private broadcastAnswers = 0;
  private requests = 0;
  private lastSendUs = 0;
  private readonly startUs: number;

  constructor(
    private readonly process: Process,
    private readonly options: ArpingOptions,
    private readonly place: ArpingPlace,
  ) {
    this.socket = openArpSocket(process.world, process.netns, place.ifindex);
    this.destination = place.broadcast;
    this.startUs = process.world.nowUs;
  }

  async run(): Promise<number> {
    try {
      await this.loop();
    } finally {
      closeArpSocket(this.process.world, this.socket);
    }
    return this.finish();
  }

  private get now(): number {
    return this.process.world.nowUs;
  }

  private async loop(): Promise<void> {
    const { process, options, startUs } = this;
    const { count, intervalSeconds, timeoutSeconds, unsolicited } = options;
    const endUs = timeoutSeconds === 0 ? Infinity : startUs + timeoutSeconds * 1_000_000;
    let ticks = 1;
    this.send();
    while (!process.signal.aborted && !(unsolicited && this.sent === count)) {
      const tickUs = intervalSeconds === 0 ? Infinity : startUs + ticks * intervalSeconds * 1_000_000;
      await this.waitUntil(Math.min(tickUs, endUs));
      if (process.signal.aborted) return;
      let done = false;
      if (this.now >= tickUs) {
        ticks++;
        if (count !== undefined && count < ticks) done = true;
        else this.send();
      }
      if (this.now >= endUs) done = true;
      const packet = receiveArpPacket(process.world, this.socket);
      if (packet && this.isAnswer(packet) && this.take(packet)) done = true;
      if (done) return;
    }
  }

  private async waitUntil(untilUs: number): Promise<void> {
    const { process, options } = this;
    const arrived = (): boolean => arpArrived(process.world, this.socket);
    if (options.count !== undefined || options.timeoutSeconds > 0) {
      await process.wait(arrived, untilUs);
      return;
    }
    if (await process.wait(arrived, Math.min(untilUs, this.now + PROMPT_US))) return;
    while (!process.signal.aborted && !arrived() && this.now < untilUs) {
      await process.pace(Math.min(PACE_US, untilUs - this.now));
    }
  }

  /** send_pack: a packet the kernel refuses is not counted. */
  private send(): void {
    const { place, options, process } = this;
    const { mac, source, target } = place;
    const targetMac = options.advertise ? mac : this.destination;
    const op = options.advertise ? 'reply' : 'request';
    try {
      const arp = { op, senderMac: mac, senderIp: source, targetMac, targetIp: target } as const;
      sendArp(process.world, this.socket, arp, this.destination);
    } catch (error) {
      if (error instanceof KernelError) return;
      throw error;
    }
    this.lastSendUs = this.now;
    this.sent++;
    if (this.destination === place.broadcast) this.broadcasts++;
  }

  /** The filters of recv_pack. In duplicate address detection whoever else claims the address counts. */
  private isAnswer({ arp }: Received): boolean {
    const { place, options } = this;
    if (arp.senderIp !== place.target) return false;
    if (!options.detect) return arp.targetIp === place.source && arp.targetMac === place.mac;
    return arp.senderMac !== place.mac && (place.source === 0 || arp.targetIp === place.source);
  }

  /** The rest of recv_pack; true when this was the last one wanted. */
  private take(packet: Received): boolean {
    const { options } = this;
    const { arp, to } = packet;
    if (!options.quiet) this.process.out(this.line(packet));
    this.received++;
    if (options.timeoutSeconds > 0 && this.received === options.count) return true;
    if (to !== 'host') this.broadcastAnswers++;
    if (arp.op === 'request') this.requests++;
    if (options.quitOnReply) return true;
    if (!options.broadcastOnly) this.destination = arp.senderMac;
    return false;
  }

  private line({ arp, to, atUs }: Received): string {
    const { source, mac } = this.place;
    const kind = `${to === 'host' ? 'Unicast' : 'Broadcast'} ${arp.op}`;
    const target = arp.targetIp === source ? '' : `for ${formatIpv4(arp.targetIp)} `;
    const hardware = arp.targetMac === mac ? '' : `${target === '' ? 'for ' : ''}[${arp.targetMac.toUpperCase()}]`;
    const from = `${formatIpv4(arp.senderIp)} [${arp.senderMac.toUpperCase()}]`;
    return `${kind} from ${from} ${target}${hardware} ${roundTrip(atUs - this.lastSendUs)}ms\n`;
  }

  private finish(): number {
    const { options, received, requests, broadcastAnswers } = this;
    const details = [
      ...(requests > 0 ? [`${requests} request(s)`] : []),
      ...(broadcastAnswers > 0 ? [`${broadcastAnswers} broadcast(s)`] : []),
    ];
    const kinds = details.length === 0 ? '' : ` (${details.join(', ')})`;
    if (!options.quiet) {
      this.process.out(`Sent ${this.sent} probes (${this.broadcasts} broadcast(s))\n`);
      this.process.out(`Received ${received} response(s)${kinds}\n`);
    }
    if (options.detect) return received > 0 ? 1 : 0;
    if (options.unsolicited) return 0;
    const { count = -1, timeoutSeconds, quitOnReply } = options;
    if (timeoutSeconds > 0 && count > 0 && !quitOnReply) return count <= received ? 0 : 1;
    return received > 0 ? 0 : 1;
  }
}

/** arping's own arithmetic: its fraction is always around 500. */
function roundTrip(us: number): string {
  const ms = Math.trunc((us + 500) / 1000);
  return `${ms}.${String(us - (ms * 1000 - 500)).padStart(3, '0')}`;
}
