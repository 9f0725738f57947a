/** `npm run test:day`: five copies of one village's list, offline for a day, and everything settled. */
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [sveltekit()],
  test: { include: ['tests/day/*.test.ts'], environment: 'node', testTimeout: 600_000 },
});
