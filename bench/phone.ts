/**
 * The household's card on a phone: bytes and time of the first visit on a slow line and CPU, the same card from the device, and a scanned
 * identity card from the tap to the filled field. `npm run bench:phone`, after `npm run build`.
 */
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../tests/browser.js';
import { App } from '../tests/e2e/app.ts';
import { cardVideo } from '../tests/e2e/card-video.ts';
import { keptHere, PHONE } from '../tests/e2e/people.ts';
import { CARD_TEXTS, cardPicture, repeatable } from '../tests/fixtures/card-pictures.ts';
import { entry, median } from './measure.ts';
import { save } from './results.ts';

/** About 2 Mbit/s: throughput in bytes a second, latency in ms. */
const SLOW_LINE = { offline: false, latency: 100, downloadThroughput: 250_000, uploadThroughput: 60_000 };
/** An old phone beside this machine. */
const SLOWER = 4;
const TIMES = 3;
const REVIEWER = 'Hà Thị Lan';

const app = await App.start();
const executablePath = findBrowser();
const picture = cardPicture(CARD_TEXTS['2021'], { module: 5, turn: 7, blur: 0.5, noise: 8, shade: 0.2 }, repeatable(5));
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: [
    ...BROWSER_ARGS,
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${cardVideo(picture)}`,
  ],
});

/** Signed in, with the address of a household's card, but nothing of the village's page on the device. */
async function phone(from: Browser): Promise<{ context: BrowserContext; page: Page; card: string }> {
  const entered = await app.enter(from, REVIEWER, { ...PHONE, serviceWorkers: 'block' });
  await entered.page.goto('/thon/thon-2');
  await entered.page.locator('main li button').nth(1).click();
  await entered.page.waitForURL(/ho=/);
  const card = new URL(entered.page.url()).search;
  const state = await entered.context.storageState();
  await entered.context.close();
  const context = await from.newContext({ baseURL: app.url, storageState: state, ...PHONE });
  return { context, page: await context.newPage(), card: `/thon/thon-2${card}` };
}

async function slowed(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return session;
}

/** From the navigation to the first switch of B2, as the page's own clock says. */
async function cardShown(page: Page): Promise<number> {
  await page.getByRole('switch').first().waitFor({ timeout: 120_000 });
  return page.evaluate(() => performance.now());
}

const firstTimes: number[] = [];
const firstBytes: number[] = [];
const again: number[] = [];
for (let run = 0; run < TIMES; run++) {
  const { context, page, card } = await phone(browser);
  const session = await slowed(page);
  const kinds = new Map<string, string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type));
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    if (['Script', 'Stylesheet', 'Document'].includes(kinds.get(requestId) ?? '')) bytes += encodedDataLength;
  });
  await page.goto(card);
  firstTimes.push(await cardShown(page));
  firstBytes.push(bytes);
  await page.getByRole('button', { name: /Xã đã nhận/ }).waitFor();
  await keptHere(page);
  await page.goto(card);
  again.push(await cardShown(page));
  await context.close();
}

const scans: number[] = [];
const { page, context } = await app.enter(browser, REVIEWER, PHONE);
await page.goto('/thon/thon-2');
await page.locator('main li button').nth(2).click();
await page.getByRole('tab', { name: 'Thành viên' }).click();
await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
for (let run = 0; run <= TIMES; run++) {
  const before = await page.locator('summary').count();
  const start = performance.now();
  await page.getByRole('button', { name: 'Quét thẻ căn cước' }).click();
  await page.getByRole('button', { name: 'Thêm vào hộ này' }).click({ timeout: 60_000 });
  await page.locator('summary').nth(before).waitFor();
  // The first fetches the decoder.
  if (run > 0) scans.push(performance.now() - start);
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  const confirm = page.getByRole('alertdialog').getByRole('button', { name: /Hoàn tác/ });
  if (await confirm.isVisible()) await confirm.click();
  await page.waitForFunction((count) => document.querySelectorAll('summary').length === count, before);
}
await browser.close();
await app.stop();

const where = `2 Mbit/s, CPU slowed ${SLOWER} times`;
save([
  entry(`a household's card on a phone, first visit (${where})`, 'ms', median(firstTimes)),
  entry(`a household's card on a phone, first visit, compressed`, 'bytes', median(firstBytes)),
  entry(`a household's card on a phone, from the device (${where})`, 'ms', median(again), 'its first visit', median(firstTimes)),
  entry(`an identity card before the camera, from the tap to the filled member (CPU slowed ${SLOWER} times)`, 'ms', median(scans)),
]);
