/** Firefox over WebDriver BiDi, which it supports itself. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { Engine } from './hand.ts';

const PLACES = [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];

export const firefox: Engine = {
  name: 'Firefox',
  missing: 'install firefox-esr (Debian) or name one with FIREFOX=/path/to/firefox',
  async start() {
    const executablePath = PLACES.find((place) => place && existsSync(place));
    if (!executablePath) return null;
    const profile = await mkdtemp(join(tmpdir(), 'ra-soat-firefox-'));
    const launch = (): Promise<Browser> =>
      puppeteer.launch({
        browser: 'firefox',
        executablePath,
        userDataDir: profile,
        headless: true,
        defaultViewport: { width: 1366, height: 768 },
      });
    let browser = await launch();
    let page: Page = await browser.newPage();
    return {
      open: async (address) => void (await page.goto(address)),
      look: async <T>(expression: string) => JSON.parse((await page.evaluate(`JSON.stringify(${expression}) ?? 'null'`)) as string) as T,
      click: async (selector) => page.click(selector),
      type: async (text) => page.keyboard.type(text),
      enter: async () => page.keyboard.press('Enter'),
      // Restarts the whole browser, as on the next morning.
      reopen: async (address) => {
        await browser.close();
        browser = await launch();
        page = await browser.newPage();
        await page.goto(address);
      },
      quit: async () => {
        await browser.close();
        await rm(profile, { recursive: true, force: true });
      },
    };
  },
};
