// Takes the pictures of the README and docs anew: `npm run demo` in one terminal, `node docs/images/make.js [address]` in another.
import { chromium } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { BROWSER_ARGS, findBrowser } from '../../tests/browser.js';

const address = process.argv[2] ?? 'http://localhost:3000';
const file = (/** @type {string} */ name) => fileURLToPath(new URL(`${name}.png`, import.meta.url));
const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: BROWSER_ARGS });

/**
 * @param {string} name
 * @param {{ width: number, height: number }} viewport
 */
async function enter(name, viewport) {
  const page = await (await browser.newContext({ viewport, locale: 'vi-VN', baseURL: address })).newPage();
  await page.goto('/vao');
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { name: 'Việc cần làm' }).waitFor();
  await page.getByRole('link', { name: /^Mở sổ/ }).first().waitFor();
  return page;
}

const laptop = await enter('Trần Quốc Việt', { width: 1366, height: 768 });
await laptop.screenshot({ path: file('home') });
await laptop.goto('/thon/thon-1');
await laptop.getByText('Nông Đình Bằng').first().click();
await laptop.getByRole('button', { name: 'Vì sao?' }).click();
await laptop.locator('.ag-body-horizontal-scroll-viewport').evaluate((bar) => (bar.scrollLeft = 1150));
await laptop.getByText('✓').first().waitFor();
await laptop.waitForTimeout(500);
await laptop.screenshot({ path: file('village') });
await laptop.goto('/nhap');
await laptop.setInputFiles('input[type=file]', fileURLToPath(new URL('../../tests/fixtures/huyen-tung-2023-nhu-nhan-duoc.xlsx', import.meta.url)));
await laptop.getByText('Chưa có gì được ghi').waitFor();
await laptop.screenshot({ path: file('import') });

const phone = await enter('Hà Thị Lan', { width: 390, height: 844 });
await phone.goto('/thon/thon-1');
await phone.getByText('Nông Đình Bằng').first().click();
await phone.getByRole('tab', { name: 'B2' }).click();
await phone.waitForTimeout(500);
await phone.screenshot({ path: file('card') });
await browser.close();
