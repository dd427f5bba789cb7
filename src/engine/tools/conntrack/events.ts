import { LAB_EPOCH_MS } from '../../kernel/clock';
import { connections, deleteConnection } from '../../kernel/netfilter/conntrack';
import {
  closeConntrackEvents,
  hasConntrackEvents,
  openConntrackEvents,
  takeConntrackEvents,
  type ConntrackEvent,
} from '../../kernel/netfilter/conntrack-events';
import type { Process } from '../tool';
import type { Wanted } from './filter';
import { formatEvent } from './format';
import { formatSave, formatXml, XML_END, XML_HEAD } from './other-formats';
import { PROGRAM } from './texts';

export type EventType = ConntrackEvent['type'];

/** What is listened to, and how it is shown. */
export interface Watching {
  readonly types: ReadonlySet<EventType>;
  readonly wanted: Wanted;
  readonly output: ReadonlySet<string>;
  /** -b. */
  readonly bufferSize: number | undefined;
  readonly table: string;
}

/** How long an endless watch looks before it lets real time pass. */
const PACE_US = 100_000;
const LABEL: Readonly<Record<EventType, string>> = { NEW: '    [NEW] ', UPDATE: ' [UPDATE] ', DESTROY: '[DESTROY] ' };
const SAVED: Readonly<Record<EventType, string>> = { NEW: '-A', UPDATE: '-U', DESTROY: '-D' };

/** What an earlier cell left running, as data. */
interface Snapshot {
  readonly socket: number;
  readonly shown: number;
}

/** `conntrack -E`: shows what happens to connections until SIGINT or SIGTERM, and then says how much that was. */
export class EventSession {
  private readonly socket: number;
  private shown = 0;

  constructor(
    private readonly process: Process,
    private readonly watching: Watching,
  ) {
    const before = process.background?.resumed as Snapshot | undefined;
    this.socket = before?.socket ?? openConntrackEvents(process.world, process.netns);
    this.shown = before?.shown ?? 0;
    process.background?.keep?.((): Snapshot => ({ socket: this.socket, shown: this.shown }));
    process.answers('TERM');
  }

  async run(): Promise<number> {
    const { process, watching, socket } = this;
    const { world } = process;
    if (watching.bufferSize !== undefined) {
      process.err(`NOTICE: Netlink socket buffer size has been set to ${2 * watching.bufferSize} bytes.\n`);
    }
    const arrived = (): boolean => hasConntrackEvents(world, socket);
    try {
      while (!process.signal.aborted) {
        await this.pause(arrived);
        this.collect();
        this.read();
      }
    } finally {
      closeConntrackEvents(world, socket);
    }
    if (watching.output.has('xml') && this.shown > 0) process.out(XML_END);
    const what = watching.table === 'expect' ? 'expectation events' : 'flow events';
    process.err(`${PROGRAM}: ${this.shown} ${what} have been shown.\n`);
    return 0;
  }

  /** Until something happens or the next connection is too old. */
  private async pause(arrived: () => boolean): Promise<void> {
    const { process } = this;
    const { world, netns } = process;
    const ends = [...world.netns(netns).conntrack.entries.values()].map(({ expiresUs }) => expiresUs);
    const nextUs = ends.length > 0 ? Math.max(world.nowUs + 1, Math.min(...ends)) : Infinity;
    if (process.background) {
      await process.wait(arrived, nextUs);
      return;
    }
    await process.wait(arrived, Math.min(nextUs, world.nowUs + PACE_US));
    if (!arrived() && !process.signal.aborted && world.nowUs < nextUs) await process.pace(PACE_US);
  }

  /** gc_worker: what is too old is taken out, which is an event as well. */
  private collect(): void {
    const { world, netns } = this.process;
    if (!world.namespaces.has(netns)) return;
    const live = new Set(connections(world, netns).map(({ id }) => id));
    for (const entry of [...world.netns(netns).conntrack.entries.values()]) {
      if (!live.has(entry.id)) deleteConnection(world, netns, entry);
    }
  }

  private read(): void {
    const { process, watching, socket } = this;
    const { types, wanted, output, table } = watching;
    for (const event of takeConntrackEvents(process.world, socket)) {
      if (table !== 'conntrack' || !types.has(event.type) || !wanted(event.entry)) continue;
      if (this.shown === 0 && output.has('xml')) process.out(XML_HEAD);
      this.shown++;
      process.out(eventText(event, output));
    }
  }
}

function eventText(event: ConntrackEvent, output: ReadonlySet<string>): string {
  const { type, entry, marked, atUs, by } = event;
  const mark = marked || entry.mark !== 0;
  const user = by === undefined ? '' : ` [USERSPACE] portid=${by} progname=conntrack`;
  if (output.has('xml'))
    return `${formatXml(entry, atUs, { type: type.toLowerCase(), use: undefined, mark })}${user}\n`;
  if (output.has('save')) return `${formatSave(entry, atUs, SAVED[type])}${user}\n`;
  const stamp = output.has('timestamp') ? `[${stampOf(atUs)}]\t` : '';
  return `${stamp}${LABEL[type]}${formatEvent(entry, atUs, output, { mark, destroyed: type === 'DESTROY' })}${user}\n`;
}

/** Seconds since 1970, with six digits. */
function stampOf(atUs: number): string {
  const us = LAB_EPOCH_MS * 1000 + Math.round(atUs);
  return `${Math.trunc(us / 1_000_000)}.${String(us % 1_000_000).padStart(6, '0')}`;
}
