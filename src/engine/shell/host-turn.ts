/** How long the engine may work before it lets the application that embeds it have a turn. */
const SLICE_MS = 12;

/**
 * Gives the host application (the extension host, a browser's event loop) a turn now and then, so that a busy cell never blocks it
 * and a cancel arrives. The only place of the engine that knows real time, besides pacing for a reader.
 */
export class HostTurn {
  private since = performance.now();

  /** Resolves at once unless the slice is used up. */
  async give(): Promise<void> {
    if (performance.now() - this.since < SLICE_MS) return;
    await macrotask();
    this.since = performance.now();
  }

  /** Whether the slice is used up. */
  get due(): boolean {
    return performance.now() - this.since >= SLICE_MS;
  }
}

/** Date.now(), for just-bash, which subtracts the start of a shell from it. */
export function realNowMs(): number {
  return performance.timeOrigin + performance.now();
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
