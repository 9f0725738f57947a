import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import * as XLSX from 'xlsx';
import { App } from './app.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

test('the commune checks, then hands in one workbook', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Trần Quốc Việt');
  await expect(page.getByRole('link', { name: /^Mở sổ/ }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Xuất bộ biểu' }).click();
  await expect(page.getByRole('heading', { name: 'Kiểm tra trước khi xuất' })).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Xuất bộ biểu' }).click()]);
  expect(download.suggestedFilename()).toBe('xa-nong-thuong-2023.xlsx');
  await expect(page.getByText('Đã tạo tệp')).toBeVisible();
  const book = XLSX.read(await readFile(await download.path()));
  for (const name of ['Thôn', 'Danh sách 01', 'Thành viên', '6.1', '6.2', '7.1', '7.2', '7.3']) expect(book.SheetNames).toContain(name);
  await context.close();
});

test('a problem found before handing in leads to its household', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Trần Quốc Việt');
  const book = await new Workbook(page).open('thon-2');
  const row = (await page.locator('[row-id^="h:"]').first().getAttribute('row-id')) ?? '';
  await book.stand(row, 'b1');
  await page.keyboard.press('Delete');
  await expect(book.cell(row, 'b1')).toHaveText('');
  await page.goto('/xuat');
  await page.getByRole('link', { name: 'Mở hộ' }).first().click();
  await expect(page).toHaveURL(/\/thon\/thon-2\?ho=/);
  await expect(book.cell(row, 'head')).toBeFocused();
  await context.close();
});
