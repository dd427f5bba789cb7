import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts'],
    testTimeout: 60_000,
    // A hook or a test may build a cluster, beside all that a busy machine does.
    hookTimeout: 60_000,
    // Files share what they import: reading the engine anew for each of them would take longer than its tests do.
    isolate: false,
    // By itself vitest leaves one processor free, which on a machine of two makes it twice as slow.
    maxWorkers: '100%',
    minWorkers: 1,
  },
});
