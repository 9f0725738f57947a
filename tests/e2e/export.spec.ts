import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import * as XLSX from 'xlsx';
import { App, fixture } from './app.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

/** Unit -> the figures after its name: its row has the name in one cell and the figures in the form's order. */
function figuresOf(sheet: XLSX.WorkSheet): Record<string, number[]> {
  const rows = XLSX.utils.sheet_to_json<(string | number | null)[]>(sheet, { header: 1, raw: true, defval: null });
  const units = rows.filter((row) => /^(Thôn \d+|Tổng cộng)$/.test(String(row[1])));
  return Object.fromEntries(units.map((row) => [String(row[1]), row.slice(2).filter((value): value is number => typeof value === 'number')]));
}

test('the commune checks, then hands in one workbook', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Trần Quốc Việt');
  await expect(page.getByRole('link', { name: /^Mở sổ/ }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Xuất bộ biểu' }).click();
  await expect(page.getByRole('heading', { name: 'Kiểm tra trước khi xuất' })).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Xuất bộ biểu' }).click()]);
  expect(download.suggestedFilename()).toBe('xa-nong-thuong-2023.xlsx');
  await expect(page.getByText('Đã tạo tệp')).toBeVisible();
  const book = XLSX.read(await readFile(await download.path()));
  for (const name of ['Thôn', 'Danh sách 01', 'Thành viên', '6.1', '6.2 thoát nghèo', '6.2 thoát cận nghèo', 'Niêm yết', '7.1', '7.2', '7.3']) expect(book.SheetNames).toContain(name);
  // What came in by Excel, went through the shared lists and out again is what an independent reading of the rules gives.
  const { forms } = JSON.parse(await readFile(fixture('nong-thuong-2023.expected.json'), 'utf8')) as { forms: Record<string, Record<string, number[]>> };
  for (const form of ['7.1', '7.2', '7.3']) expect(figuresOf(book.Sheets[form]!)).toEqual(forms[form]);
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
