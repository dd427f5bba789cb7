import { KernelError, strerror } from '../../kernel/errno';
import {
  closePacketSocket,
  hasCaptured,
  openPacketSocket,
  takeCaptured,
  type CapturedFrame,
} from '../../kernel/packet-socket';
import { ExitError } from '../clib/exit';
import type { Process } from '../tool';
import { capturedOf, seenTwice, type Captured, type LinkType } from './capture';
import type { Filter } from './filter/ast';
import { matches } from './filter/matches';
import { viewOf } from './filter/view';
import { printNames } from './names';
import type { TcpdumpOptions } from './options';
import { fileHeader, fileRecord } from './pcap-file';
import type { Connections } from './print/context';
import { showPacket, type Shown } from './show';

/** What is listened to. */
export interface Place {
  readonly ifindex: number;
  readonly link: LinkType;
  readonly filter: Filter;
}

/** A capture that stands still, as data. */
export interface CaptureSnapshot {
  readonly place: Place;
  readonly socket: number;
  readonly captured: number;
  readonly received: number;
  readonly held: string;
  readonly shown: Omit<Shown, 'connections'> & { readonly connections: readonly (readonly [string, NonNullable<ReturnType<Connections['get']>>])[] }; // prettier-ignore
}

/** How long an endless capture looks for a packet before it lets real time pass. */
const PACE_US = 100_000;
/** stdio keeps this much of what goes to a file. */
const BUFFER = 4096;

/** One run of tcpdump on a device, until it has what it wants or somebody ends it. */
export class CaptureSession {
  private captured = 0;
  private received = 0;
  /** Written, and still in the buffer of the standard library. */
  private held = '';
  private shown: Shown = { connections: new Map(), count: 0 };
  private readonly socket: number;

  constructor(
    private readonly process: Process,
    private readonly options: TcpdumpOptions,
    private readonly place: Place,
    socket?: number,
  ) {
    this.socket = socket ?? this.open();
    if (socket === undefined && options.write !== undefined) this.writeHeader(options.write);
    process.background?.keep?.(() => this.snapshot());
  }

  /** A capture that an earlier cell left running. */
  static resumed(process: Process, options: TcpdumpOptions, before: CaptureSnapshot): CaptureSession {
    const session = new CaptureSession(process, options, before.place, before.socket);
    session.captured = before.captured;
    session.received = before.received;
    session.held = before.held;
    session.shown = { ...before.shown, connections: new Map(before.shown.connections) };
    return session;
  }

  private snapshot(): CaptureSnapshot {
    const { place, socket, captured, received, held, shown } = this;
    return { place, socket, captured, received, held, shown: { ...shown, connections: [...shown.connections] } };
  }

  async run(): Promise<number> {
    const { process, socket, options } = this;
    const arrived = (): boolean => hasCaptured(process.world, socket);
    process.answers('TERM', 'HUP');
    try {
      while (!this.full && !process.signal.aborted) {
        await process.wait(arrived, process.world.nowUs + PACE_US);
        this.read();
        if (!this.full && !process.signal.aborted && !arrived()) await this.pause(arrived);
      }
      this.read();
    } finally {
      closePacketSocket(process.world, socket);
    }
    // Interrupted it ends a line that it may not have ended.
    if (process.signal.aborted && options.write === undefined) this.held += '\n';
    this.flush();
    const { captured, received } = this;
    const count = (n: number, what: string): string => `${n} packet${n === 1 ? '' : 's'} ${what}\n`;
    process.err(`${count(captured, 'captured')}${count(received, 'received by filter')}${count(0, 'dropped by kernel')}`); // prettier-ignore
    return 0;
  }

  /** While nothing happens the time passes as whoever looks sees it. */
  private async pause(arrived: () => boolean): Promise<void> {
    const { process } = this;
    if (process.background) await process.wait(arrived, Infinity);
    else await process.pace(PACE_US);
  }

  private get full(): boolean {
    return this.options.count > 0 && this.captured >= this.options.count;
  }

  private open(): number {
    const { world, netns } = this.process;
    try {
      return openPacketSocket(world, netns, this.place.ifindex);
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      throw new ExitError(1, `tcpdump: ${strerror(error.errno)}\n`);
    }
  }

  private read(): void {
    for (const frame of takeCaptured(this.process.world, this.socket)) {
      const packet = this.wanted(frame);
      if (!packet) continue;
      this.received++;
      if (this.full || seenTwice(frame) || !this.goesRightWay(frame)) continue;
      this.captured++;
      this.keep(packet);
    }
  }

  private wanted(frame: CapturedFrame): Captured | undefined {
    const { snapshot } = this.options;
    const { link, filter } = this.place;
    const packet = capturedOf(frame, link, snapshot);
    return matches(filter, viewOf(packet, link, true)) ? packet : undefined;
  }

  /** -Q, which libpcap looks at after the filter. */
  private goesRightWay({ to }: CapturedFrame): boolean {
    const { direction } = this.options;
    return direction === 'inout' || (to === 'outgoing') === (direction === 'out');
  }

  private keep(packet: Captured): void {
    const { options, process, place } = this;
    if (options.write !== undefined) this.append(options.write, fileRecord(packet));
    if (options.write !== undefined && !options.print) return;
    const text = showPacket(packet, place.link, options, printNames(process.files), this.shown);
    const buffered = process.background?.sinks.out.to === 'file' && !options.lineBuffered;
    this.held += text;
    if (!buffered || this.held.length >= BUFFER) this.flush();
  }

  private flush(): void {
    if (this.held !== '') this.process.out(this.held);
    this.held = '';
  }

  private writeHeader(path: string): void {
    const { files } = this.process;
    try {
      files.write(path, fileHeader(this.place.link, this.options.snapshot));
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      throw new ExitError(1, `tcpdump: ${path}: ${strerror(error.errno)}\n`);
    }
  }

  private append(path: string, record: Uint8Array): void {
    const { files } = this.process;
    const before = files.readBytes(path);
    const all = new Uint8Array(before.length + record.length);
    all.set(before);
    all.set(record, before.length);
    files.write(path, all);
  }
}
