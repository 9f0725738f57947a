/** A phone scans the invitation's code, trusts the commune's certificate, and from then on works at a door offline. */
import { createServer } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../browser.js';
import { App } from './app.ts';
import { keptHere, layOut, PHONE, PIN, unsent } from './people.ts';
import { browserThatTrusts } from './trust.ts';
import { Workbook, words } from './workbook.ts';

const HOST = 'may-xa.local';
const chromium = findBrowser();
test.use({
  launchOptions: { ...(chromium && { executablePath: chromium }), args: [...BROWSER_ARGS, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`] },
});

/** Phones remember the port, so it must be the same after a restart. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** In the short text for a phone. */
const received = (page: Page): Promise<void> => expect(page.getByRole('button', { name: /^Xã đã nhận/ })).toBeVisible();

test('invited by the code, a phone is shown how to trust the certificate, and edits offline', async ({ browser }) => {
  const app = await App.start({ demo: false, args: ['--name', HOST, '--https-port', String(await freePort())] });
  try {
    const officer = await layOut(app, browser);
    let link = '';
    await test.step('the officer at localhost hands out an address that phones can reach', async () => {
      await officer.page.goto('/moi');
      await officer.page.getByLabel('Thôn 3', { exact: true }).check();
      await officer.page.getByRole('button', { name: 'Tạo lời mời' }).click();
      await expect(officer.page.getByRole('img', { name: 'Mã QR của lời mời' })).toBeVisible();
      link = await officer.page.getByLabel('Liên kết mời').inputValue();
      expect(link).toMatch(new RegExp(`^http://${HOST}:\\d+/loi-moi#`));
    });

    await test.step('a phone that does not trust it yet is shown how, in pictures, and keeps the invitation', async () => {
      const context = await browser.newContext(PHONE);
      const page = await context.newPage();
      await page.goto(link);
      await page.getByRole('link', { name: 'Cài để dùng khi không có mạng' }).click();
      await expect(page.getByText('Máy này chưa tin chứng nhận của xã.')).toBeVisible();
      for (const device of ['iPhone, iPad', 'Máy tính Windows', 'Điện thoại Android']) {
        await page.getByRole('button', { name: device }).click();
        const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải chứng nhận' }).click()]);
        expect(download.suggestedFilename()).toMatch(/^So-Ra-Soat-chung-nhan-cua-xa\.(crt|mobileconfig)$/);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      }
      await page.getByRole('link', { name: 'Để sau, dùng khi có mạng' }).click();
      await expect(page.getByRole('button', { name: 'Vào ngay, chỉ dùng khi có mạng' })).toBeVisible();
      await context.close();
    });

    const certificate = await (await officer.context.request.get('/api/certificate.crt')).body();
    const phone = await browserThatTrusts(certificate, HOST);
    const context = await phone.browser.newContext(PHONE);
    let page = await context.newPage();
    await test.step('a phone that trusts it is told so and led on, with the invitation', async () => {
      await page.goto(link);
      await page.getByRole('link', { name: 'Cài để dùng khi không có mạng' }).click();
      await page.getByRole('link', { name: 'Mở địa chỉ an toàn' }).click();
      await expect(page).toHaveURL(new RegExp(`^https://${HOST}:\\d+/loi-moi#`));
      await expect(page.getByText('Dùng được cả khi không có mạng.')).toBeVisible();
      await page.getByLabel('Họ và tên của bạn').fill('Hà Thị Lan');
      await page.getByLabel('Đặt mật khẩu').fill(PIN);
      await page.getByRole('button', { name: 'Vào sổ' }).click();
      await page.getByRole('button', { name: 'Mở danh sách của tôi' }).click();
      await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(1);
      await received(page);
      await keptHere(page);
    });

    const name = 'Lê Đức Bằng';
    await test.step('offline the page opens again and can be edited', async () => {
      await page.goto(new URL('/thon/thon-3', page.url()).href);
      await expect(page.getByRole('list').getByRole('button', { name: new RegExp(name) })).toBeVisible();
      await received(page);
      await app.kill();
      await page.reload();
      await page
        .getByRole('list')
        .getByRole('button', { name: new RegExp(name) })
        .click();
      await page.getByRole('tab', { name: 'B1' }).click();
      await page.getByLabel('Điểm B1').fill('73');
      await page.getByLabel('Điểm B1').blur();
      await expect.poll(() => unsent(page)).toBe(1);
    });

    await test.step('closed and opened again, still offline, the edit waits', async () => {
      const address = new URL('/', page.url()).href;
      await page.close();
      page = await context.newPage();
      await page.goto(address);
      await expect.poll(() => unsent(page)).toBe(1);
    });

    await test.step('back online: the commune has it', async () => {
      await app.restart();
      await received(page);
      const book = await new Workbook(officer.page).open('thon-3');
      await expect(words(await book.reach(await book.row(name), 'b1'))).toHaveText('73');
    });
    await context.close();
    await phone.close();
    await officer.context.close();
  } finally {
    await app.stop();
  }
});
