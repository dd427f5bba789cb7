import type { Runnable, Runner } from 'mocha';

/** What a suite says to whoever started it: one line of JSON after this mark, through the console. */
export const MARK = '@@cka-net-test ';

export type TestEvent =
  | { readonly kind: 'pass'; readonly title: string; readonly ms: number }
  | { readonly kind: 'fail'; readonly title: string; readonly error: string }
  | { readonly kind: 'end'; readonly passed: number; readonly failed: number };

/** Reports `runner`'s tests as events. A failing hook counts as a failure, as Mocha does. */
export function report(runner: Runner, emit: (event: TestEvent) => void): void {
  let passed = 0;
  let failed = 0;
  const title = (test: Runnable) => test.titlePath().join(' › ');
  runner.on('pass', (test) => {
    passed++;
    emit({ kind: 'pass', title: title(test), ms: test.duration ?? 0 });
  });
  runner.on('fail', (test, error: unknown) => {
    failed++;
    emit({
      kind: 'fail',
      title: title(test),
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  });
  runner.on('end', () => emit({ kind: 'end', passed, failed }));
}
