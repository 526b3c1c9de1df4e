import { defineConfig } from 'vitest/config';
import { CountReporter } from './test/support/count-reporter.ts';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/**/*.test.ts'],
    // Many tests wait for a browser or a process: a worker for each core leaves none of them idle.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    // A busy machine can abort a navigation of the browser; a test that fails twice has failed.
    retry: process.env.CI ? 1 : 0,
    reporters: ['default', new CountReporter()],
  },
});
