import { readFile } from 'node:fs/promises';
import { expect, test, type Browser, type BrowserContext, type Download, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import * as XLSX from 'xlsx';
import { App, fixture } from './app.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

type Units = Record<string, number[]>;

/** Unit -> the figures after its name: its row has the name in one cell and the figures in the form's order. */
function figuresOf(sheet: XLSX.WorkSheet): Units {
  const rows = XLSX.utils.sheet_to_json<(string | number | null)[]>(sheet, { header: 1, raw: true, defval: null });
  const units = rows.filter((row) => /^(Thôn \d+|Tổng cộng)$/.test(String(row[1])));
  return Object.fromEntries(
    units.map((row) => [String(row[1]), row.slice(2).filter((value): value is number => typeof value === 'number')]),
  );
}

/** Imported from Excel, stored in the shared lists and exported again, the figures equal an independent reading of the rules. */
async function expected(form: string): Promise<Units> {
  const { forms } = JSON.parse(await readFile(fixture('nong-thuong-2023.expected.json'), 'utf8')) as { forms: Record<string, Units> };
  return forms[form] ?? {};
}

async function enter(browser: Browser, options: Parameters<App['enter']>[2] = {}): Promise<{ page: Page; context: BrowserContext }> {
  const { page, context } = await app.enter(browser, 'Trần Quốc Việt', options);
  await expect(page.getByRole('link', { name: /^Mở sổ/ }).first()).toBeVisible();
  // The page moves while its figures come, and a click may then miss the link.
  await expect(page.getByRole('progressbar', { name: 'Hộ cần rà soát đã phân loại' })).toBeVisible();
  await page.getByRole('link', { name: 'Xuất bộ biểu' }).click();
  await expect(page.getByRole('heading', { name: 'Kiểm tra trước khi xuất' })).toBeVisible();
  return { page, context };
}

const button = (page: Page) => page.getByRole('button', { name: 'Xuất bộ biểu' });

async function download(page: Page): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent('download'), button(page).click()]);
  await expect(page.getByText('Đã tạo tệp')).toBeVisible();
  return file;
}

const bytes = async (file: Download): Promise<Uint8Array> => readFile(await file.path());

test('the commune checks, then exports one workbook', async ({ browser }) => {
  const { page, context } = await enter(browser);
  await expect(page.getByText(/Danh sách 01, Thành viên, .*Mẫu 6\.1, .*Dân cư, .*Công an/)).toBeVisible();
  const file = await download(page);
  expect(file.suggestedFilename()).toBe('Xa-Nong-Thuong_2023_Bo-bieu.xlsx');
  const book = XLSX.read(await bytes(file));
  for (const name of [
    'Thôn',
    'Danh sách 01',
    'Thành viên',
    '6.1',
    '6.2 thoát nghèo',
    '6.2 thoát cận nghèo',
    'Niêm yết',
    '7.1',
    '7.2',
    '7.3',
    '7.11',
  ])
    expect(book.SheetNames).toContain(name);
  for (const form of ['7.1', '7.2', '7.3']) expect(figuresOf(book.Sheets[form]!)).toEqual(await expected(form));
  // Still known on this device the next time.
  await page.reload();
  await expect(page.getByText(/^Lần xuất trước trên máy này: .*Xa-Nong-Thuong_2023_Bo-bieu\.xlsx$/)).toBeVisible();
  await context.close();
});

test('forms are chosen by a report of the plan, or one by one', async ({ browser }) => {
  const { page, context } = await enter(browser);
  await page.getByRole('radio', { name: /^Báo cáo kết quả chính thức/ }).check();
  const report = await download(page);
  expect(report.suggestedFilename()).toBe('Xa-Nong-Thuong_2023_14-bieu.xlsx');
  const { SheetNames } = XLSX.read(await bytes(report));
  expect(SheetNames).toContain('7.11');
  expect(SheetNames).not.toContain('8A');

  await page.getByRole('radio', { name: 'Chọn từng biểu' }).check();
  await expect(button(page)).toBeDisabled();
  await expect(page.getByText('Hãy chọn ít nhất một biểu')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /^Phụ lục 10 .*bố cục tạm lập/ })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /^Mẫu 7\.1 / })).not.toHaveAccessibleName(/tạm lập/);
  await page.getByRole('checkbox', { name: /^Mẫu 7\.2 / }).check();
  // A summary alone still includes the lists it counts, with their personal data.
  await expect(page.getByText('Danh sách 01', { exact: true })).toBeVisible();
  const one = await download(page);
  expect(one.suggestedFilename()).toBe('Xa-Nong-Thuong_2023_Mau-7.2.xlsx');
  const book = XLSX.read(await bytes(one));
  expect(figuresOf(book.Sheets['7.2']!)).toEqual(await expected('7.2'));
  for (const name of ['6.1', '7.1', '7.3']) expect(book.SheetNames).not.toContain(name);
  await context.close();
});

test('one village has its own workbook, with nothing of the others', async ({ browser }) => {
  const { page, context } = await enter(browser);
  await page.getByRole('radio', { name: 'Một thôn' }).check();
  await expect(button(page)).toBeDisabled();
  await page.getByRole('combobox', { name: 'Thôn' }).selectOption('Thôn 3');
  const file = await download(page);
  expect(file.suggestedFilename()).toBe('Xa-Nong-Thuong_2023_Thon-3_Bo-bieu.xlsx');
  const book = XLSX.read(await bytes(file));
  const figures = (await expected('7.1'))['Thôn 3'];
  expect(figuresOf(book.Sheets['7.1']!)).toEqual({ 'Thôn 3': figures, 'Tổng cộng': figures });
  expect((book.Sheets['7.1']!.A1 as XLSX.CellObject).v).toBe('THÔN 3, XÃ NÔNG THƯỢNG');
  for (const sheet of Object.values(book.Sheets)) expect(XLSX.utils.sheet_to_csv(sheet)).not.toMatch(/Thôn (?!3\b)\d/);
  await context.close();
});

test('each village has its own file in a zip, and progress is shown', async ({ browser }) => {
  const { page, context } = await enter(browser);
  await page.getByRole('radio', { name: /^Mỗi thôn một tệp/ }).check();
  const seen = await page.evaluateHandle(() => {
    const said: string[] = [];
    new MutationObserver(() => {
      const bar = document.querySelector('[role="progressbar"]');
      if (bar) said.push(`${bar.getAttribute('aria-valuenow')} ${bar.textContent}`);
    }).observe(document.querySelector('main')!, { subtree: true, childList: true, characterData: true, attributes: true });
    return said;
  });
  const file = await download(page);
  expect(file.suggestedFilename()).toBe('Xa-Nong-Thuong_2023_Tung-thon_Bo-bieu.zip');
  const said = await seen.jsonValue();
  expect(said.some((text) => /Đang viết Thôn 1, .*\(1\/12\)/.test(text))).toBe(true);
  expect(said.some((text) => /Đang viết Thôn 12, .*\(12\/12\)/.test(text))).toBe(true);
  const parts = said.map((text) => Number.parseInt(text));
  expect(parts).toEqual([...parts].sort((a, b) => a - b));

  const files = unzipSync(await bytes(file));
  expect(Object.keys(files)).toEqual(Array.from({ length: 12 }, (_, index) => `Xa-Nong-Thuong_2023_Thon-${index + 1}_Bo-bieu.xlsx`));
  const totals = Object.values(files).map((content) => figuresOf(XLSX.read(content).Sheets['7.2']!)['Tổng cộng'] ?? []);
  const whole = (await expected('7.2'))['Tổng cộng'] ?? [];
  expect(whole.map((_, column) => totals.reduce((sum, line) => sum + (line[column] ?? 0), 0))).toEqual(whole);
  await context.close();
});

test('a long export can be stopped, and leaving the page asks first', async ({ browser }) => {
  // The Worker's script is held back until the test releases it, so the export lasts as long as the test needs.
  const { page, context } = await enter(browser, { serviceWorkers: 'block' });
  await page.route(/writing-worker/, () => undefined);
  let downloads = 0;
  page.on('download', () => downloads++);

  await button(page).click();
  await expect(page.getByRole('progressbar', { name: 'Tiến độ viết tệp' })).toBeVisible();
  // The page stays responsive meanwhile.
  await page
    .getByRole('link', { name: /Sổ Rà Soát/ })
    .first()
    .click();
  await expect(page.getByRole('alertdialog', { name: 'Dừng lập bộ biểu?' })).toBeVisible();
  await page.getByRole('button', { name: 'Ở lại, viết tiếp' }).click();
  await expect(page).toHaveURL(/\/xuat$/);

  await page.getByRole('button', { name: 'Dừng', exact: true }).click();
  await expect(page.getByText('Đã dừng, chưa tạo tệp nào.')).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(button(page)).toBeEnabled();
  await expect.poll(() => page.workers().length).toBe(0);

  await button(page).click();
  await page
    .getByRole('link', { name: /Sổ Rà Soát/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Dừng và rời trang' }).click();
  await expect(page.getByRole('heading', { name: 'Việc cần làm' })).toBeVisible();
  await expect.poll(() => page.workers().length).toBe(0);

  // The next export starts clean.
  await page.unroute(/writing-worker/);
  await page.getByRole('link', { name: 'Xuất bộ biểu' }).click();
  await download(page);
  expect(downloads).toBe(1);
  await context.close();
});

test('a problem found before the export links to its household', async ({ browser }) => {
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
