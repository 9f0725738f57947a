import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../browser.js';

/** The system's browser where there is one, so that none is downloaded; otherwise Playwright's own. */
const chromium = findBrowser();

/** Several devices, long waits: `npm run test:long`. The others are part of `npm test`. */
const LONG = ['day', 'devices', 'history', 'late', 'lock', 'ranges', 'reconcile', 'replace', 'rows', 'status', 'tabs', 'units'].map(
  (name) => `${name}.spec.ts`,
);

export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'short', testMatch: '*.spec.ts', testIgnore: LONG },
    { name: 'long', testMatch: LONG },
  ],
  outputDir: '../../test-results',
  // For what hangs, not for what is slow: a machine may be many times slower than another.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  retries: 0,
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width: 1366, height: 768 },
    acceptDownloads: true,
    launchOptions: {
      ...(chromium && { executablePath: chromium }),
      args: BROWSER_ARGS,
    },
  },
});
