/**
 * Runs `work` with a signal that fires when `signal` does or when `ms` milliseconds are over. (AbortSignal.any over AbortSignal.timeout
 * would be shorter; Node 20 may collect such a pair before it fires.)
 */
export async function withinBudget<T>(
  signal: AbortSignal,
  ms: number,
  work: (budget: AbortSignal) => Promise<T>,
): Promise<{ readonly result: T; readonly inTime: boolean }> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, ms);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  try {
    const result = await work(controller.signal);
    return { result, inTime: !controller.signal.aborted };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
