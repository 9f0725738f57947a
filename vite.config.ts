import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [sveltekit()],
  // One file a Worker: the service worker keeps the files of the build's list, which has no chunks of Workers.
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: false } } },
  test: {
    include: ['src/**/*.test.ts', 'server/**/*.test.ts', 'tests/*.test.ts'],
    environment: 'node',
    globalSetup: 'tests/built-command.ts',
    // Only for tests that hang: the slowest takes 20 s on two cores, and 90 s on a machine that is busy with other work.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // Two cores: more workers only make the timings of the server tests worse.
    maxWorkers: 2,
  },
});
