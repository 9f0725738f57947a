/** A village's changes as a file: a page without a network saves one, another device takes it, and both end with the same list. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { App } from './app.ts';
import { keptHere, LAN, PHONE, VIET } from './people.ts';
import { Workbook, words } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const ROOM = 'nong-thuong-2023.thon-3';
const status = (page: Page) => page.locator('.safe-status');
const shot = async (page: Page, name: string): Promise<void> => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
};

async function open(page: Page, what: 'Gửi thay đổi bằng tệp' | 'Nhận tệp thay đổi') {
  await status(page).click();
  await page.getByRole('dialog').getByRole('button', { name: what }).click();
  const dialog = page.getByRole('alertdialog', { name: what });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function savedFile(page: Page, part: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const dialog = await open(page, 'Gửi thay đổi bằng tệp');
  await dialog.getByRole('combobox').selectOption('Thôn 3');
  await dialog.getByRole('radio', { name: part }).check();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Lưu tệp' }).click();
  const file = await download;
  await expect(dialog.getByText('Đã lưu tệp')).toBeVisible();
  await shot(page, 'bundle-send');
  await dialog.getByRole('button', { name: 'Đóng' }).click();
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

const choose = (page: Page, { name, bytes }: { name: string; bytes: Buffer }): Promise<void> =>
  page.getByLabel('Tệp thay đổi', { exact: true }).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });

async function changesIn(page: Page): Promise<number> {
  const answer = await page.request.get(`/api/audit/${ROOM}`);
  const { lines } = (await answer.json()) as { lines: { number: number }[] };
  return lines[0]?.number ?? 0;
}

const text = async (book: Workbook, row: string, column: string): Promise<string> =>
  ((await words(await book.reach(row, column)).textContent()) ?? '').trim();

test('a reviewer without a network saves a file; the officer previews and takes it, and later all are equal', async ({ browser }) => {
  const lan = await app.enter(browser, LAN, { viewport: { width: 1366, height: 768 } });
  const viet = await app.enter(browser, VIET, { viewport: { width: 1366, height: 768 } });
  const hers = await new Workbook(lan.page).open('thon-3');
  const his = await new Workbook(viet.page).open('thon-3');
  const row = await hers.row('Vũ Đình Sơn');
  await expect(status(lan.page)).toContainText('Xã đã nhận tất cả');
  await keptHere(lan.page);
  const before = await changesIn(viet.page);

  await lan.context.setOffline(true);
  await hers.type(row, 'b1', '147');
  const file = await savedFile(lan.page, /^1 sửa đổi xã chưa nhận/);
  expect(file.name).toMatch(/^thon-3-nong-thuong-2023-[\d-]+\.goi-ra-soat$/);

  const dialog = await open(viet.page, 'Nhận tệp thay đổi');
  await choose(viet.page, { name: 'anh.goi-ra-soat', bytes: Buffer.from('không phải gói') });
  await expect(dialog.getByRole('alert')).toContainText('Đây không phải gói thay đổi');
  const cut = Buffer.from(file.bytes);
  cut[cut.length - 20] = (cut[cut.length - 20] ?? 0) ^ 1;
  await choose(viet.page, { name: file.name, bytes: cut });
  await expect(dialog.getByRole('alert')).toContainText('Gói bị hỏng');
  await choose(viet.page, file);
  await expect(dialog.getByRole('row', { name: 'Thôn 3 1 1' })).toBeVisible();
  await expect(dialog).toContainText('Xã Nông Thượng, đợt 2023');
  await expect(dialog).toContainText(`${LAN}, tạo lúc`);
  await expect(dialog).toContainText('Chưa xác thực: tệp không có chữ ký của máy chủ nào');
  await shot(viet.page, 'bundle-take');
  expect(await changesIn(viet.page)).toBe(before);
  await dialog.getByRole('button', { name: 'Nhận vào danh sách' }).click();
  await expect(dialog).toContainText('Xã đã nhận 1 lần ghi');
  await dialog.getByRole('button', { name: 'Chọn tệp khác' }).click();
  await choose(viet.page, file);
  await expect(dialog).toContainText('đã có tất cả những gì trong tệp');
  await dialog.getByRole('button', { name: 'Nhận vào danh sách' }).click();
  await expect(dialog).toContainText('Xã đã có tất cả những gì trong tệp này từ trước');
  await dialog.getByRole('button', { name: 'Đóng' }).click();
  await expect.poll(() => text(his, row, 'b1')).toBe('147');
  expect(await changesIn(viet.page)).toBe(before + 1);

  await lan.context.setOffline(false);
  await expect(status(lan.page)).toContainText('Xã đã nhận tất cả');
  expect(await text(hers, row, 'b1')).toBe('147');
  // Her own sending added nothing to what the file had brought.
  expect(await changesIn(viet.page)).toBe(before + 1);
  await lan.context.close();
  await viet.context.close();
});

test('without a network a file goes into the device’s copy and is sent later; on a phone too, and only for the commune', async ({
  browser,
}) => {
  const lan = await app.enter(browser, LAN, PHONE);
  const other = await app.enter(browser, LAN, { viewport: { width: 1366, height: 768 } });
  const viet = await app.enter(browser, VIET, PHONE);
  const book = await new Workbook(other.page).open('thon-3');
  await keptHere(other.page);
  await expect(status(other.page)).toContainText('Xã đã nhận tất cả');
  const row = await book.row('Bùi Quang Khuê');
  await other.context.setOffline(true);
  await book.type(row, 'note', 'ghi khi mất mạng');
  const file = await savedFile(other.page, /^Cả danh sách/);

  await lan.page.goto('/thon/thon-3');
  const refused = await open(lan.page, 'Nhận tệp thay đổi');
  await expect(refused).toContainText('Chỉ cán bộ xã của đợt này nhận được tệp thay đổi');
  await refused.getByRole('button', { name: 'Đóng' }).click();

  await viet.page.goto('/thon/thon-3');
  await expect(status(viet.page)).toContainText('Xã đã nhận');
  await keptHere(viet.page);
  await viet.context.setOffline(true);
  const dialog = await open(viet.page, 'Nhận tệp thay đổi');
  await choose(viet.page, file);
  await expect(dialog.getByRole('row', { name: 'Thôn 3 1 1' })).toBeVisible();
  await expect(dialog).toContainText('Chưa nối được với máy của xã');
  await shot(viet.page, 'bundle-take-phone');
  expect(await viet.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await dialog.getByRole('button', { name: 'Nhận vào danh sách' }).click();
  await expect(dialog).toContainText('Đã đưa 1 ô vào danh sách trên máy này');
  await dialog.getByRole('button', { name: 'Đóng' }).click();

  await viet.context.setOffline(false);
  await expect(status(viet.page)).toContainText('Xã đã nhận');
  await other.context.setOffline(false);
  await expect(status(other.page)).toContainText('Xã đã nhận tất cả');
  expect(await text(book, row, 'note')).toBe('ghi khi mất mạng');
  // The reviewer may not read the log; the officer may, and finds the write once.
  const answer = await viet.page.request.get(`/api/audit/${ROOM}`);
  const { lines } = (await answer.json()) as { lines: { to: (string | null)[] }[] };
  expect(lines.filter(({ to }) => to.includes('ghi khi mất mạng'))).toHaveLength(1);
  for (const { context } of [lan, other, viet]) await context.close();
});
