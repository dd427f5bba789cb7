import { defineConfig } from 'vitest/config';

/** Cells inside a real container: needs root, docker's daemon and what makes a root file system. */
export default defineConfig({
  test: { include: ['test/live/**/*.live.ts'], testTimeout: 60_000, hookTimeout: 240_000, fileParallelism: false },
});
