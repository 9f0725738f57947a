/**
 * The draft standard of 2027-2030, from the admin's confirmation to the workbook of a commune that uses it; and the
 * villages' numbers that its forms need.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import * as XLSX from 'xlsx';
import { CONFIRMED_2027, listOf2027 } from '../fixtures/confirmed-2027.ts';
import { App } from './app.ts';
import {
  appointOfficer,
  becomeAdmin,
  choosePassword,
  confirmStandard2027,
  device,
  importFile,
  keptHere,
  layOutRound,
  OFFICER,
  received,
  signIn,
} from './people.ts';
import { Workbook } from './workbook.ts';

test.describe.configure({ mode: 'serial' });

const EXAMPLE = fileURLToPath(new URL('../../docs/examples/chuan-tp-hcm.json', import.meta.url));
const TARGET = 'Chỉ tiêu giảm hộ nghèo';
const LAST_YEAR = 'Tổng số hộ dân cư năm trước';
const NEW = 'Xử lý rác thải';
const DROPPED = 'Phương tiện phục vụ tiếp cận thông tin';

let app: App;
let first = '';
test.beforeAll(async () => {
  app = await App.start({ demo: false });
});
test.afterAll(() => app.stop());

async function exported(page: Page): Promise<XLSX.WorkBook> {
  await page.goto('/xuat');
  await expect(page.getByRole('heading', { name: 'Kiểm tra trước khi xuất' })).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Xuất bộ biểu' }).click()]);
  return XLSX.read(await readFile(await file.path()), { cellFormula: true });
}
const rowsOf = (book: XLSX.WorkBook, sheet: string): (string | number | null)[][] =>
  XLSX.utils.sheet_to_json(book.Sheets[sheet]!, { header: 1, defval: null });

test('a round of 2027 waits for the standard; the admin confirms it, and creates the round', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await becomeAdmin(page, app);
  await layOutRound(page, { year: 2027 });
  // Said beside the year already, and by the commune's machine when it is asked.
  await expect(page.getByRole('alert').getByText('chưa dùng được: còn số chưa có văn bản xác định')).toBeVisible();

  await confirmStandard2027(page);
  // The file that the command line reads.
  const [kept] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải các số đã xác nhận' }).click()]);
  expect(JSON.parse(await readFile(await kept.path(), 'utf8'))).toEqual(CONFIRMED_2027);

  // A draft of another kind asks for what it does not know, and for nothing else.
  const city = page.getByRole('region', { name: 'Chuẩn nghèo đa chiều của Thành phố Hồ Chí Minh', exact: true });
  await city.getByRole('button', { name: 'Ghi các số và xác nhận' }).click();
  await expect(city.getByRole('spinbutton')).toHaveCount(4);
  await expect(city.getByLabel('Thu nhập cao nhất của hộ cận nghèo')).toHaveValue('54000000');
  await city.getByRole('button', { name: 'Để sau' }).click();

  // A province's own standard from a file.
  const choose = (change: (text: string) => string): Promise<void> =>
    page.getByLabel('Tệp chuẩn').setInputFiles({ name: 'chuan.json', mimeType: 'application/json', buffer: Buffer.from(change(example)) });
  const example = await readFile(EXAMPLE, 'utf8');
  await choose((text) => text.replace('>TN_CAN_NGHEO_NAM', '>TN_CAN_NGHEO'));
  await expect(page.getByText("chưa dùng được: classes, dòng 2, when: Không có tên 'TN_CAN_NGHEO'.")).toBeVisible();
  await choose((text) => text);
  await page.getByRole('button', { name: 'Đưa chuẩn TP. Hồ Chí Minh vào dùng' }).click();
  const own = page.getByRole('region', { name: 'Chuẩn nghèo đa chiều của Thành phố Hồ Chí Minh (ví dụ)', exact: true });
  await expect(own).toContainText('Nguyễn Quản Trị đưa vào dùng ngày');

  await page.goto('/nguoi-dung');
  await layOutRound(page, { year: 2027 });
  first = await appointOfficer(page);
  await context.close();
});

test('the commune’s lists, card and workbook have the indicators of that standard', async ({ browser }, info) => {
  const { page, context } = await device(app, browser);
  await signIn(page, 'tran.quoc.viet', first);
  await choosePassword(page, first);
  await page.getByRole('link', { name: 'Nhập danh sách từ Excel' }).click();
  await importFile(page, await listOf2027(join(info.outputDir, '../nong-thuong-2027.xlsx')));
  await received(page);

  const village = await new Workbook(page).open('thon-3');
  const row = (await page.locator('[row-id^="h:"]').first().getAttribute('row-id')) ?? '';
  await village.reach(row, 'i13');
  await expect(page.locator('.ag-header-cell[col-id="i13"]')).toContainText(NEW);
  await expect(page.locator('.ag-header-cell[col-id="i12"]')).toHaveCount(0);

  const phone = await context.newPage();
  await phone.setViewportSize({ width: 390, height: 844 });
  await phone.goto('/thon/thon-3');
  await phone.locator('main').getByRole('button').filter({ hasText: /khẩu/ }).first().click();
  await phone.getByRole('tab', { name: 'B2' }).click();
  await expect(phone.getByRole('switch', { name: NEW })).toBeVisible();
  await expect(phone.getByRole('switch', { name: DROPPED })).toHaveCount(0);
  await phone.close();

  const book = await exported(page);
  const list = rowsOf(book, 'Danh sách 01');
  const headings = list[2]!;
  expect([headings.includes(NEW), headings.includes(DROPPED)]).toEqual([true, false]);
  const [name, from, b1, limit, b2, result] = ['Mã hộ', 'Việc làm', 'Điểm B1', 'Ngưỡng Điểm B1', 'Điểm B2', 'Kết quả phân loại'].map(
    (heading) => headings.indexOf(heading),
  ) as [number, number, number, number, number, number];
  const households = list.slice(3).filter((line) => typeof line[name] === 'string' && typeof line[b1] === 'number');
  expect(households.length).toBeGreaterThan(30);
  // Computed by hand from the decree: within the limit with three of the twelve, or with fewer.
  for (const line of households) {
    const deprived = line.slice(from, headings.indexOf(NEW) + 1).filter((mark) => mark === 'x').length;
    const within = Number(line[b1]) <= CONFIRMED_2027.b1Limit.rural;
    if (line[result] !== null && line[result] !== '')
      expect([line[name], line[limit], line[b2], line[result]]).toEqual([
        line[name],
        150,
        10 * deprived,
        !within ? 'Không nghèo' : deprived >= 3 ? 'Hộ nghèo' : 'Hộ cận nghèo',
      ]);
  }
  const poor = households.filter((line) => line[result] === 'Hộ nghèo').length;
  const total = rowsOf(book, '7.4')
    .find((line) => line.includes('Tổng cộng'))!
    .filter((value): value is number => typeof value === 'number');
  expect([total.length, total[0], total.at(-1)]).toEqual([14, poor, poor]);
  await context.close();
});

test('the commune types its villages’ numbers, also offline, and the forms follow', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await signIn(page, 'tran.quoc.viet', OFFICER);
  await page.getByRole('link', { name: 'Số liệu các thôn' }).click();
  await expect(page.getByRole('heading', { name: 'Số liệu các thôn, Xã Nông Thượng' })).toBeVisible();
  const cell = (column: string, village: string) => page.getByRole('textbox', { name: `${column}, ${village}`, exact: true });
  const sum = (column: string) =>
    page
      .locator('tfoot td')
      .nth(['Khu vực', 'Tổng số hộ dân cư', 'Tổng số nhân khẩu', 'Số hộ dân tộc thiểu số', LAST_YEAR, TARGET].indexOf(column));
  await expect(sum(LAST_YEAR)).toContainText('12 thôn chưa ghi');
  await keptHere(page);
  await app.kill();

  // A slow laptop draws late: a digit typed meanwhile must stand.
  await page.evaluate(() => {
    const draw = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => draw(() => setTimeout(() => callback(performance.now()), 150));
  });
  await cell(LAST_YEAR, 'Thôn 1').fill('70');
  await page.keyboard.press('Enter');
  await expect(cell(LAST_YEAR, 'Thôn 2')).toBeFocused();
  await page.keyboard.type('80', { delay: 400 });
  await page.keyboard.press('Enter');
  await expect(sum(LAST_YEAR)).toContainText('150');
  await expect(sum(LAST_YEAR)).toContainText('10 thôn chưa ghi');
  await cell(TARGET, 'Thôn 1').fill('vài hộ');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Thôn 1, cột Chỉ tiêu giảm hộ nghèo: ')).toBeVisible();
  await expect(cell(TARGET, 'Thôn 1')).toHaveAttribute('aria-invalid', 'true');
  await cell(TARGET, 'Thôn 1').fill('2');
  await page.keyboard.press('Enter');
  await expect(cell(TARGET, 'Thôn 1')).toHaveAttribute('aria-invalid', 'false');

  // A reload offline: nothing typed is lost.
  await page.reload();
  await expect(cell(LAST_YEAR, 'Thôn 2')).toHaveValue('80');
  await app.restart();
  await received(page);

  let comparison = rowsOf(await exported(page), 'So sánh');
  const figures = (village: string): (string | number | null)[] => comparison.find((line) => line[1] === village)!.slice(2);
  expect([figures('Thôn 1')[0], figures('Thôn 3')[0], figures('Thôn 3')[3], figures('Tổng cộng')[0], figures('Tổng cộng')[3]]).toEqual([
    70,
    '',
    '',
    '',
    '',
  ]);
  expect(typeof figures('Thôn 1')[3]).toBe('number');

  // The rest is pasted from a worksheet.
  await page.goto('/so-lieu-thon');
  await cell(LAST_YEAR, 'Thôn 3').focus();
  await page.evaluate(
    (text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    },
    Array.from({ length: 10 }, (_, index) => `${60 + index}\t${index % 3}`).join('\r\n'),
  );
  await expect(page.getByText('Đã dán 20 ô.')).toBeVisible();
  await expect(sum(LAST_YEAR)).toHaveText('795');
  await received(page);
  comparison = rowsOf(await exported(page), 'So sánh');
  expect(figures('Tổng cộng')[0]).toBe(795);
  expect(typeof figures('Tổng cộng')[3]).toBe('number');
  await context.close();
});
