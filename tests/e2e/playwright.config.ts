import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../browser.js';

/** The system's browser if there is one, so that none is downloaded; otherwise Playwright's own. */
const chromium = findBrowser();

/** Tests with several devices or long waits: `npm run test:long`. The others are part of `npm test`. */
const LONG = [
  'day',
  'devices',
  'history',
  'late',
  'lock',
  'monthly',
  'ranges',
  'reconcile',
  'replace',
  'rows',
  'status',
  'tabs',
  'units',
].map((name) => `${name}.spec.ts`);

export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'short', testMatch: '*.spec.ts', testIgnore: LONG },
    { name: 'long', testMatch: LONG },
  ],
  outputDir: '../../test-results',
  // Only for tests that hang: the slowest takes a minute on two cores, and machines differ several times in speed.
  timeout: 240_000,
  expect: { timeout: 30_000 },
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
