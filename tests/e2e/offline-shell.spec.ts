import { expect, test } from '@playwright/test';
import { App, fixture } from './app.ts';
import { keptHere, received } from './people.ts';

let app: App;
test.beforeEach(async () => {
  app = await App.start();
});
test.afterEach(() => app.stop());

test('the app opens at any address without the server', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Hà Thị Lan');
  await expect(page.getByRole('row', { name: /Thôn 4/ })).toContainText('21/21 hộ');
  await keptHere(page);
  // Ctrl+F5 bypasses the service worker, like a page that was loading while the app's copy was stored; the page is
  // served from it again.
  const devtools = await context.newCDPSession(page);
  await Promise.all([page.waitForEvent('load'), devtools.send('Page.reload', { ignoreCache: true })]);
  await expect(page.getByRole('row', { name: /Thôn 4/ })).toContainText('21/21 hộ');
  await keptHere(page);
  await app.kill();
  for (const address of ['/', '/khong-co', '/']) await page.goto(address);
  await expect(page.getByRole('button', { name: /Không nối được với xã/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Thôn 4/ })).toContainText('21/21 hộ');
  await app.restart();
  await expect(page.getByRole('button', { name: /Xã đã nhận tất cả/ })).toBeVisible();
  await context.close();
});

test('the app opens for the remembered person while the server is slow to answer', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Hà Thị Lan');
  await expect(page.getByRole('row', { name: /Thôn 4/ })).toContainText('21/21 hộ');
  await keptHere(page);
  let answer = (): void => undefined;
  const slow = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/api/me', async (route) => {
    await slow;
    await route.continue();
  });
  // The request never times out: the page must not open only because of a timeout.
  await page.addInitScript(() => (AbortSignal.timeout = () => new AbortController().signal));
  await page.reload();
  await expect(page.getByRole('button', { name: /Hà Thị Lan/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Thôn 4/ })).toContainText('21/21 hộ');
  const answered = page.waitForResponse('**/api/me');
  answer();
  await answered;
  await received(page);
  await expect(page.getByRole('row', { name: /Thôn 4/ })).toContainText('21/21 hộ');
  await context.close();
});

test('a list without a copy on the device is never shown as an empty one', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Hà Thị Lan');
  await expect(page.getByRole('row', { name: /Thôn 4/ })).toContainText('21/21 hộ');
  await keptHere(page);
  await app.kill();
  // Like a tab closed before its data was stored: the device remembers the room, but has nothing of it.
  await page.goto('/icon.svg');
  const removed = await page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name.includes('.thon-4'));
    await Promise.all(
      names.map(
        (name) =>
          new Promise((resolve, reject) => {
            const request = indexedDB.deleteDatabase(name);
            request.onsuccess = resolve;
            request.onerror = request.onblocked = reject;
          }),
      ),
    );
    return names.length;
  });
  expect(removed).toBe(1);
  await page.goto('/');
  await expect(page.getByRole('row', { name: /Thôn 4/ })).toContainText('cần mạng cho lần mở đầu');
  await expect(page.getByText('Mới mở 3/4 thôn, chưa tính đủ.')).toBeVisible();
  await app.restart();
  await expect(page.getByRole('row', { name: /Thôn 4/ })).toContainText('21/21 hộ');
  await expect(page.getByText('Mới mở')).toHaveCount(0);
  await context.close();
});

test('an offline import waits on this device, is reported on every page, and is sent later', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Trần Quốc Việt');
  await expect(page.getByText('67/67 hộ')).toBeVisible();
  await keptHere(page);
  await app.kill();

  await page.goto('/nhap');
  await page.getByLabel('Tệp Excel', { exact: true }).setInputFiles(fixture('kim-son-2023.xlsx'));
  await page.getByLabel('Đúng là thêm').check();
  await page.getByRole('button', { name: 'Ghi vào danh sách' }).click();
  await expect(page.getByText('Đã ghi vào danh sách:')).toBeVisible();
  const status = page.getByRole('button', { name: /sửa đổi lưu trên máy này/ });
  await expect(status).toBeVisible();
  const unsent = Number(await status.getAttribute('data-unsent'));
  expect(unsent).toBeGreaterThan(10_000);

  // Closed and opened again, on a page that opens no village: the same number is shown.
  await page.close();
  const again = await context.newPage();
  await again.goto('/khong-co');
  const told = again.getByRole('button', { name: /sửa đổi lưu trên máy này/ });
  await expect(told).toHaveAttribute('data-unsent', String(unsent));
  await told.click();
  await expect(again.getByRole('row', { name: /Ấp Chợ/ })).toBeVisible();

  await app.restart();
  await expect(again.getByRole('button', { name: /Xã đã nhận tất cả/ })).toBeVisible();
  const { page: other, context: elsewhere } = await app.enter(browser, 'Trần Quốc Việt');
  await expect(other.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(19);
  await elsewhere.close();
  await context.close();
});

test('a workbook is exported offline, with a warning', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Trần Quốc Việt');
  await expect(page.getByText('67/67 hộ')).toBeVisible();
  await keptHere(page);
  await app.kill();
  await page.goto('/xuat');
  await expect(page.getByText('Đang không có mạng')).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Xuất bộ biểu' }).click()]);
  expect(download.suggestedFilename()).toBe('Xa-Nong-Thuong_2023_Bo-bieu.xlsx');
  await context.close();
});
