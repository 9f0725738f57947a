/** The app at plain http in the local network, where browsers store no app on the device: it works, and promises no more. */
import { expect, test, type Browser } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../browser.js';
import { App } from './app.ts';
import { LAN, received, THANH, unsent, VIET } from './people.ts';
import { Workbook, words } from './workbook.ts';

const HOST = 'may-xa.local';
const chromium = findBrowser();
// A host name that points to this machine: anything but localhost is not a secure context.
test.use({
  launchOptions: { ...(chromium && { executablePath: chromium }), args: [...BROWSER_ARGS, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`] },
});

let app: App;
test.beforeAll(async () => {
  app = await App.start({ args: ['--name', HOST] });
});
test.afterAll(() => app.stop());

const enter = (browser: Browser, name: string) => app.enter(browser, name, { baseURL: app.url.replace('localhost', HOST) });

test('at plain http the pages promise what the address can do, and everything else works', async ({ browser }) => {
  const lan = await enter(browser, LAN);
  const page = lan.page;
  expect(
    await page.evaluate(() => ({ secure: isSecureContext, worker: 'serviceWorker' in navigator, uuid: 'randomUUID' in crypto })),
  ).toEqual({ secure: false, worker: false, uuid: false });
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));

  await test.step('the sign-in page and the status promise no offline opening, and say how to get it', async () => {
    await received(page);
    await page.locator('.safe-status').click();
    await expect(page.getByText('phải có mạng')).toBeVisible();
    await expect(page.getByText('Có thể tắt máy')).toHaveCount(0);
    await page.getByRole('link', { name: 'Cách mở được cả khi không có mạng' }).click();
    await expect(page.getByText('Cài chứng nhận của xã, một lần')).toBeVisible();
    await expect(page.getByText('Dùng được cả khi không có mạng.')).toHaveCount(0);
    // The certificate is not trusted here; the page detects that and says so.
    await expect(page.getByText('Máy này chưa tin chứng nhận của xã.')).toBeVisible();
  });

  await test.step('a list is edited, also offline, and the edits arrive', async () => {
    const book = await new Workbook(page).open('thon-3');
    const row = await book.row('Lê Đức Bằng');
    await book.type(row, 'size', '9');
    await received(page);
    await lan.context.setOffline(true);
    await book.type(row, 'b1', '73');
    await expect(page.getByRole('button', { name: /lưu trên máy này/ })).toBeVisible();
    await page.locator('.safe-status').click();
    await expect(page.getByText('đừng đóng, đừng tải lại trang')).toBeVisible();
    await page.keyboard.press('Escape');
    expect(await unsent(page)).toBe(1);
    await lan.context.setOffline(false);
    await received(page);
    const thanh = await enter(browser, THANH);
    const other = await new Workbook(thanh.page).open('thon-3');
    await expect(words(await other.reach(row, 'b1'))).toHaveText('73');

    // Two people write one cell offline, so that the commune has something to settle.
    await lan.context.setOffline(true);
    await thanh.context.setOffline(true);
    await book.type(row, 'size', '2');
    await other.type(row, 'size', '4');
    await lan.context.setOffline(false);
    await received(page);
    await thanh.context.setOffline(false);
    await received(thanh.page);
    await thanh.context.close();
  });

  await test.step('the commune assigns a household to be checked', async () => {
    const viet = await enter(browser, VIET);
    await viet.page.goto('/doi-chieu');
    const middle = viet.page.getByRole('group', { name: 'Hộ đang đối chiếu' });
    await middle.getByRole('button', { name: 'Giao thôn kiểm tra' }).click();
    await middle.getByRole('button', { name: 'Giao', exact: true }).click();
    await expect(middle.getByText('Xã giao kiểm tra:')).toBeVisible();
    await viet.context.close();
  });

  expect(broken).toEqual([]);
  await lan.context.close();
});
