/** The download size of a first visit on a slow line, up to a village's grid: a budget, not a speed. */
import { expect, test } from '@playwright/test';
import { firstLoad } from '../../bench/grid-first-load.ts';
import { App } from './app.ts';

const BUDGET = 405 * 1024;

test('scripts, styles and pages up to the grid stay within 405 KB, compressed', async ({ browser }) => {
  const app = await App.start();
  try {
    const bytes = await firstLoad(browser, app.url);
    test.info().annotations.push({ type: 'bytes', description: String(bytes) });
    // Zero bytes would mean that the test measures nothing.
    expect(bytes).toBeGreaterThan(100 * 1024);
    expect(bytes).toBeLessThan(BUDGET);
  } finally {
    await app.stop();
  }
});
