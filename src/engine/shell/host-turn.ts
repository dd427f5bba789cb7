/** How long the engine may work before it lets the application that embeds it have a turn. */
const SLICE_MS = 12;
/** A shell that has run so long, and so many statements, without giving a turn never will. */
const STUCK_MS = 1000;
const STUCK_STATEMENTS = 10_000;

/**
 * Gives the host application (the extension host, a browser's event loop) a turn now and then, so that a busy cell never blocks it
 * and a cancel arrives. The only place of the engine that knows real time, besides pacing for a reader.
 */
export class HostTurn {
  private since = performance.now();
  private statements = 0;

  /** Work starts, or goes on after real time has passed: the application has just had its turn. */
  begin(): void {
    this.since = performance.now();
    this.statements = 0;
  }

  /** Resolves at once unless the slice is used up. */
  async give(): Promise<void> {
    if (performance.now() - this.since < SLICE_MS) return;
    await macrotask();
    this.begin();
  }

  /**
   * just-bash looks at the signal before every statement. Where a loop gives no turns (in an `eval` inside a function, say) nothing else could
   * end it, and the application would hang.
   */
  watch(signal: AbortSignal): WatchedSignal {
    const controller = new AbortController();
    const abort = (): void => controller.abort(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    const watched = {
      signal: controller.signal,
      stuck: false,
      close: () => signal.removeEventListener('abort', abort),
    };
    Object.defineProperty(controller.signal, 'aborted', {
      get: () => {
        watched.stuck ||= ++this.statements > STUCK_STATEMENTS && performance.now() - this.since > STUCK_MS;
        return signal.aborted || watched.stuck;
      },
    });
    return watched;
  }

  /** Whether the slice is used up. */
  get due(): boolean {
    return performance.now() - this.since >= SLICE_MS;
  }
}

/** A signal that fires as `signal` does, and reads as aborted to a shell that is stuck. `close` it after use. */
export interface WatchedSignal {
  readonly signal: AbortSignal;
  readonly stuck: boolean;
  close(): void;
}

function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Real milliseconds, cut short when `signal` fires. */
export function realDelay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
