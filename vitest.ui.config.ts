import { defineConfig } from 'vitest/config';

/** Drives a real browser: slow, and one window at a time. */
export default defineConfig({
  test: {
    include: ['test/ui/**/*.ui.ts', 'test/package/**/*.package.ts'],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    // Once in some twenty runs a window did not come to rest; what it showed then is printed by Workbench, and the second try decides.
    retry: 1,
  },
});
