import type { Epoch } from '../state/epoch';
import type { ScheduledEvent, WorldEvent } from './records';

/**
 * The discrete-event queue, by time and then by order of scheduling. Copy-on-write like everything in a lab. What goes on for ever and nobody waits
 * for (STP's timers, probes, signs of life) lies in a heap of its own, so that it is quickly said when anything else is due.
 */
export class EventQueue {
  /** What was scheduled last, as long as nothing was taken since: what a bridge floods joins it. */
  private last: ScheduledEvent | undefined;

  private constructor(
    private readonly epoch: Epoch,
    private readonly foreground: ScheduledEvent[],
    private readonly background: ScheduledEvent[],
    private sequence: number,
  ) {}

  static create(epoch: Epoch): EventQueue {
    return new EventQueue(epoch, [], [], 0);
  }

  writable(epoch: Epoch): EventQueue {
    if (this.epoch === epoch) return this;
    return new EventQueue(epoch, [...this.foreground], [...this.background], this.sequence);
  }

  peek(): ScheduledEvent | undefined {
    const [first] = this.foreground;
    const [other] = this.background;
    return first && (!other || earlier(first, other)) ? first : other;
  }

  /** The first event that somebody may wait for. */
  peekForeground(): ScheduledEvent | undefined {
    return this.foreground[0];
  }

  /** `background`: it follows from something that nobody waits for, and so nobody waits for it either. */
  push(atUs: number, event: WorldEvent, background: boolean): void {
    if (event.type === 'frame-arrives' && this.last && joins(this.last, atUs, event)) return;
    const item: ScheduledEvent = { atUs, sequence: this.sequence++, event };
    insert(background || goesOnForEver(event) ? this.background : this.foreground, item);
    this.last = item;
  }

  /** Takes the first event, and says whether it is one of those for which nobody waits. */
  pop(): { readonly item: ScheduledEvent; readonly background: boolean } | undefined {
    const first = this.peek();
    if (!first) return undefined;
    this.last = undefined;
    const background = first !== this.foreground[0];
    takeFirst(background ? this.background : this.foreground);
    return { item: first, background };
  }
}

/** Adds a copy of a frame to the event of the copy before it, when nothing can come between the two. */
function joins(item: ScheduledEvent, atUs: number, event: Extract<WorldEvent, { type: 'frame-arrives' }>): boolean {
  const before = item.event;
  if (before.type !== 'frame-arrives' || before.frame !== event.frame || item.atUs !== atUs) return false;
  if (before.counted !== event.counted) return false;
  if (before.more) before.more.push(event.device);
  else item.event = { ...before, more: [event.device] };
  return true;
}

function goesOnForEver(event: WorldEvent): boolean {
  return event.type === 'stp-timer' || ('background' in event && event.background === true);
}

function insert(heap: ScheduledEvent[], item: ScheduledEvent): void {
  let i = heap.length;
  heap.push(item);
  while (i > 0) {
    const parent = (i - 1) >> 1;
    const above = heap[parent];
    if (!above || !earlier(item, above)) break;
    heap[i] = above;
    i = parent;
  }
  heap[i] = item;
}

function takeFirst(heap: ScheduledEvent[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    let least = heap[child];
    if (!least) break;
    const right = heap[child + 1];
    if (right && earlier(right, least)) {
      child++;
      least = right;
    }
    if (!earlier(least, last)) break;
    heap[i] = least;
    i = child;
  }
  heap[i] = last;
}

function earlier(a: ScheduledEvent, b: ScheduledEvent): boolean {
  return a.atUs < b.atUs || (a.atUs === b.atUs && a.sequence < b.sequence);
}
