import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    environment: 'node', // a test of the page asks for jsdom in its first line
    testTimeout: 30_000, // models load in some tests; nothing asserts a time
    pool: 'forks',
    maxWorkers: 2,
  },
});
