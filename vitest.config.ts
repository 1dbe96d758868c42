import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    environment: 'node', // a test of the page asks for jsdom in its first line
    testTimeout: 30_000, // models load in some tests; nothing asserts a time
    hookTimeout: 60_000, // a busy machine makes an index in seconds
    pool: 'forks',
    maxWorkers: 2,
  },
});
