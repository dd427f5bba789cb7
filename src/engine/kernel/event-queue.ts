import type { Epoch } from '../state/epoch';
import type { ScheduledEvent, WorldEvent } from './records';

/** The discrete-event queue: a binary heap by time, then by order of scheduling. Copy-on-write like everything in a lab. */
export class EventQueue {
  private constructor(
    private readonly epoch: Epoch,
    private readonly heap: ScheduledEvent[],
    private sequence: number,
  ) {}

  static create(epoch: Epoch): EventQueue {
    return new EventQueue(epoch, [], 0);
  }

  writable(epoch: Epoch): EventQueue {
    return this.epoch === epoch ? this : new EventQueue(epoch, [...this.heap], this.sequence);
  }

  peek(): ScheduledEvent | undefined {
    return this.heap[0];
  }

  /** The first event of another type that is no background's. Looks at all that wait only when the very first is one of these. */
  peekBesides(type: WorldEvent['type']): ScheduledEvent | undefined {
    const [first] = this.heap;
    if (!first || !isBeside(first.event, type)) return first;
    let best: ScheduledEvent | undefined;
    for (const item of this.heap) if (!isBeside(item.event, type) && (!best || earlier(item, best))) best = item;
    return best;
  }

  push(atUs: number, event: WorldEvent): void {
    const { heap } = this;
    const item: ScheduledEvent = { atUs, sequence: this.sequence++, event };
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

  pop(): ScheduledEvent | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top;
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
    return top;
  }
}

function isBeside(event: WorldEvent, type: WorldEvent['type']): boolean {
  return event.type === type || ('background' in event && event.background === true);
}

function earlier(a: ScheduledEvent, b: ScheduledEvent): boolean {
  return a.atUs < b.atUs || (a.atUs === b.atUs && a.sequence < b.sequence);
}
