/** The bytes that a first visit downloads until a village's list is on screen, compressed. */
import type { Browser } from '@playwright/test';
import { DEMO_OFFICER } from '../server/people/demo.ts';
import { NAMES, rowsShown } from './grid-measures.ts';

/** About 2 Mbit/s: throughput in bytes a second, latency in ms. */
const SLOW_LINE = { offline: false, latency: 100, downloadThroughput: 250_000, uploadThroughput: 60_000 };

/** @returns bytes of scripts and styles, compressed. */
export async function firstLoad(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ baseURL: url, serviceWorkers: 'block' });
  await context.addInitScript(NAMES);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  // On a fast line what is loaded after the rows arrives before the count is read: the figure would change by chance.
  await session.send('Network.emulateNetworkConditions', SLOW_LINE);
  const kinds = new Map<string, string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type));
  // The compressed content, without HTTP headers.
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    if (['Script', 'Stylesheet', 'Document'].includes(kinds.get(requestId) ?? '')) bytes += encodedDataLength;
  });
  await page.goto('/');
  await page.getByRole('button', { name: DEMO_OFFICER.name }).click();
  await page.getByRole('heading', { name: 'Việc cần làm' }).waitFor();
  await page.goto('/thon/thon-1');
  await rowsShown(page);
  await context.close();
  return bytes;
}
