import { defineConfig } from 'vitest/config';

/** Drives a real browser: slow, and one window at a time. */
export default defineConfig({
  test: {
    include: ['test/ui/**/*.ui.ts', 'test/package/**/*.package.ts'],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    retry: 0,
  },
});
