import { defineConfig } from 'vitest/config';

/** Runs the same script in a real network namespace and in the simulator, so it needs root on Linux; one file at a time. */
export default defineConfig({
  test: {
    include: ['test/conformance/**/*.test.ts'],
    // A second try waits until nothing runs beside it.
    testTimeout: 600_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    // The real side runs in real time: on a busy machine a timer (an ageing entry, an answer) may be late. Each try runs both sides anew.
    retry: 2,
    // Most of a script is waiting: for answers that do not come, and for timers.
    maxConcurrency: 16,
  },
});
