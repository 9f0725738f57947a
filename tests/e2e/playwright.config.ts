import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../browser.js';

/** The system's browser if there is one, so that none is downloaded; otherwise Playwright's own. */
const chromium = findBrowser();

/** What `npm test` runs: the first thing that each person does, in few minutes. All others: `npm run test:long`, and CI in turns. */
const SHORT = [
  'accounts',
  'entry',
  'export',
  'first-load',
  'forms-on-screen',
  'import',
  'personal',
  'steps',
  'together-apart',
  'village',
  'words',
].map((name) => `${name}.spec.ts`);

export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'short', testMatch: SHORT },
    { name: 'long', testMatch: '*.spec.ts', testIgnore: SHORT },
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
