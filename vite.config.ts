import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/** Rooms of pure functions. */
const PURE = ['formula', 'review', 'process'].map((room) => `src/lib/${room}/**/*.test.ts`);

export default defineConfig({
  plugins: [sveltekit()],
  // One file a Worker: the service worker keeps the files of the build's list, which has no chunks of Workers.
  // What most pages need in one file: a first visit to a list takes 114 files instead of 197, and 16 KB less.
  build: {
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'shared', test: /[\\/](src[\\/]lib|node_modules)[\\/]/, minShareCount: 12 }] } },
    },
  },
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: false } } },
  test: {
    projects: [
      // Nothing outlives a test there, so the files share their workers: starting one for each file took half of their time.
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['src/**/*.test.ts', 'server/**/*.test.ts', 'tests/*.test.ts'],
          exclude: PURE,
          globalSetup: 'tests/built-command.ts',
        },
      },
    ],
    environment: 'node',
    // Only for tests that hang: the slowest takes 20 s on two cores, and 90 s on a machine that is busy with other work.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // Two cores: more workers only make the timings of the server tests worse.
    maxWorkers: 2,
  },
});
