/** The bytes that a first visit downloads until a village's list is on screen, compressed. */
import type { Browser, Page } from '@playwright/test';
import { DEMO_OFFICER } from '../server/people/demo.ts';
import { NAMES, rowsShown } from './grid-measures.ts';

/** About 2 Mbit/s: throughput in bytes a second, latency in ms. */
const SLOW_LINE = { offline: false, latency: 100, downloadThroughput: 250_000, uploadThroughput: 60_000 };

/** Notes when a page first shows what somebody came for: what is asked for later is not waited for, however slow the machine is. */
const SHOWN = `{
  performance.setResourceTimingBufferSize(2000);
  new MutationObserver((_, observer) => {
    if (!document.querySelector('.ag-row .ag-cell:not(:empty)') && document.querySelector('h1')?.textContent !== 'Việc cần làm') return;
    window.shownAt = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true, characterData: true });
}`;

/** @returns bytes of scripts and styles, compressed. */
export async function firstLoad(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ baseURL: url, serviceWorkers: 'block' });
  await context.addInitScript(NAMES);
  await context.addInitScript(SHOWN);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_LINE);
  /** Of both pages: what the first has downloaded, the second has. */
  const bytes = new Map<string, number>();
  await page.goto('/');
  await page.getByRole('button', { name: DEMO_OFFICER.name }).click();
  await page.getByRole('heading', { name: 'Việc cần làm' }).waitFor();
  await take(page, bytes);
  await page.goto('/thon/thon-1');
  await rowsShown(page);
  await take(page, bytes);
  await context.close();
  return [...bytes.values()].reduce((sum, one) => sum + one, 0);
}

async function take(page: Page, bytes: Map<string, number>): Promise<void> {
  const loaded = await page.evaluate(() => {
    const { shownAt } = window as unknown as { shownAt: number };
    const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    return entries
      .filter((entry) => entry.entryType === 'navigation' || (/\.(?:js|css)$/.test(entry.name) && entry.startTime <= shownAt))
      .map((entry): [string, number] => [entry.name, (entry as PerformanceResourceTiming).encodedBodySize]);
  });
  for (const [name, size] of loaded) bytes.set(name, size);
}
