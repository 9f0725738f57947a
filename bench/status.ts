/** What the status says, and when, while a page opens with everything received: 19 villages, CPU slowed 6 times. */
import { chromium, type Page } from '@playwright/test';
import { villageId } from '../src/lib/review/village.ts';
import { App, fixture } from '../tests/e2e/app.ts';
import { BROWSER_ARGS, findBrowser } from '../tests/browser.js';
import { importFile, keptHere } from '../tests/e2e/people.ts';

const app = await App.start();
const executablePath = findBrowser();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: BROWSER_ARGS });
const { page, context } = await app.enter(browser, 'Trần Quốc Việt');
await page.goto('/nhap');
await importFile(page, fixture('kim-son-2023.xlsx'), { another: true });
await page.getByRole('button', { name: /Xã đã nhận tất cả/ }).waitFor({ timeout: 120_000 });
await keptHere(page);
await page.close();

async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const said: [number, string, string][] = [];
    Object.assign(globalThis, { said });
    new MutationObserver(() => {
      const status = document.querySelector('.safe-status');
      const text = status?.querySelector('.long')?.textContent ?? '';
      if (status && said.at(-1)?.[1] !== text) said.push([Math.round(performance.now()), text, status.getAttribute('data-state-of') ?? '']);
    }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
  });
}
for (const address of ['/', '/', `/thon/${villageId('Ấp Chợ')}`]) {
  const again = await context.newPage();
  await watch(again);
  const devtools = await context.newCDPSession(again);
  await devtools.send('Performance.enable');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const from = Date.now();
  await again.goto(address);
  await again.locator('.safe-status[data-state-of=received]').waitFor({ timeout: 120_000 });
  const cpu = (await devtools.send('Performance.getMetrics')).metrics
    .filter(({ name }) => /TaskDuration|ScriptDuration/.test(name))
    .map(({ name, value }) => `${name} ${value.toFixed(2)}`);
  console.log(
    address,
    Date.now() - from,
    cpu.join(' '),
    JSON.stringify(await again.evaluate(() => (globalThis as unknown as { said: unknown[] }).said)),
  );
  await again.close();
}
await browser.close();
await app.stop();
