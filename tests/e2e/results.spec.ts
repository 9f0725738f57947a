import { expect, test } from '@playwright/test';
import { utils, write } from 'xlsx';
import { App } from './app.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

/** Mẫu 6.1 of the year before, as a commune keeps it: one household that is on the list now, one that is not. */
function lastYear(): Buffer {
  const book = utils.book_new();
  const head = [
    'STT',
    'STT hộ',
    'Họ và tên chủ hộ',
    'Họ và tên thành viên',
    'Quan hệ với chủ hộ',
    'Ngày sinh',
    'Giới tính',
    'CCCD / số định danh',
    'Huyện',
    'Mã huyện',
    'Thôn',
    'Dân tộc',
    'Phân loại hộ',
    'Điểm B1',
    'Điểm B2',
    'Số nhân khẩu',
  ];
  const rows = [
    [
      1,
      1,
      'Nguyễn Đức Sơn',
      'Nguyễn Đức Sơn',
      'Chủ hộ',
      '13/02/1985',
      'Nam',
      '006085000020',
      'TP Bắc Kạn',
      '058',
      'Thôn 1',
      'Tày',
      'Hộ nghèo',
      30,
      50,
      9,
    ],
    [
      2,
      2,
      'Hoàng Văn Thử',
      'Hoàng Văn Thử',
      'Chủ hộ',
      '02/03/1971',
      'Nam',
      '006071009991',
      'TP Bắc Kạn',
      '058',
      'Thôn 2',
      'Tày',
      'Hộ nghèo',
      55,
      40,
      2,
    ],
    [3, '', '', 'Hoàng Thị Nga', 'Con đẻ', '05/06/2012', 'Nữ', '', 'TP Bắc Kạn', '058', '', 'Tày', '', '', '', ''],
  ];
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([['UBND XÃ NÔNG THƯỢNG'], [], ['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT NĂM 2022'], head, ...rows]),
    'Mẫu 6.1',
  );
  return Buffer.from(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

test('last year’s Mẫu 6.1 says whose class it is, and overwrites no score of this year', async ({ browser }) => {
  const { page } = await app.enter(browser, 'Trần Quốc Việt');
  await expect(page.getByRole('link', { name: /^Mở sổ/ }).first()).toBeVisible();
  await page.goto('/nhap');
  await page
    .getByLabel('Tệp Excel', { exact: true })
    .setInputFiles({ name: 'mau-6.1.xlsx', mimeType: 'application/octet-stream', buffer: lastYear() });
  await expect(page.getByText('Kết quả rà soát (Mẫu 6.1) · 3 dòng')).toBeVisible();
  await expect(page.getByText('kết quả năm 2022 → cột Kết quả năm trước của đợt 2023')).toBeVisible();
  await expect(page.getByLabel('Kết quả này là của năm')).toHaveValue('2022');
  await expect(page.getByText(/^Không nhận ra, bỏ qua/)).toHaveCount(0);
  // The household that is on the list keeps its own size and score; a different class last year is shown before it is written.
  const village = page
    .getByRole('row')
    .filter({ hasText: /^Thôn 1/ })
    .first()
    .locator('xpath=following-sibling::tr[1]');
  await village.getByText(/Xem \d+ ô đổi/).click();
  await expect(village.getByRole('cell', { name: 'Kết quả năm trước', exact: true })).toBeVisible();
  for (const column of ['Điểm B1', 'Số nhân khẩu']) await expect(village.getByRole('cell', { name: column, exact: true })).toHaveCount(0);
  await page.screenshot({ path: test.info().outputPath('preview.png'), fullPage: true });
  // Another year gives it another meaning, and the page says so at once.
  await page.getByLabel('Kết quả này là của năm').fill('2020');
  await page.getByLabel('Kết quả này là của năm').press('Tab');
  await expect(page.getByText('→ cột Từng thuộc diện')).toBeVisible();
  await page.getByLabel('Kết quả này là của năm').fill('2022');
  await page.getByLabel('Kết quả này là của năm').press('Tab');
  await page.getByRole('button', { name: 'Ghi vào danh sách' }).click();
  await expect(page.getByText('Đã ghi vào danh sách:')).toBeVisible();
  await page.goto('/thon/thon-2');
  await expect(page.getByText('Hoàng Văn Thử').first()).toBeVisible();
  await page.context().close();
});

/** A whole list of the year before, as this app writes it: finished, with scores and classes. */
function wholeListOfLastYear(): Buffer {
  const book = utils.book_new();
  const head = [
    'STT',
    'Mã hộ',
    'Họ và tên chủ hộ',
    'Ngày sinh',
    'Thôn',
    'Số nhân khẩu',
    'Kết quả năm trước',
    'Điểm B1',
    'Kết quả phân loại',
  ];
  const rows = [
    [1, 'NT-01-9001', 'Hoàng Văn Một', '1970', 'Thôn 1', 3, 'Hộ nghèo', 30, 'Hộ nghèo'],
    [2, 'NT-01-9002', 'Hoàng Văn Hai', '1971', 'Thôn 1', 3, 'Hộ nghèo', 200, 'Không nghèo'],
  ];
  utils.book_append_sheet(book, utils.aoa_to_sheet([['DANH SÁCH HỘ'], [], head, ...rows]), 'Danh sách 01');
  book.Props = { Keywords: 'so-ra-soat; nam=2022; xa=Xã Nông Thượng; bo-chuan=nd-07-2021' };
  return Buffer.from(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

test('last year’s own workbook gives only last year’s results, says so, and names the new households', async ({ browser }) => {
  const { page } = await app.enter(browser, 'Trần Quốc Việt');
  await expect(page.getByRole('link', { name: /^Mở sổ/ }).first()).toBeVisible();
  await page.goto('/nhap');
  await page
    .getByLabel('Tệp Excel', { exact: true })
    .setInputFiles({ name: 'nam-ngoai.xlsx', mimeType: 'application/octet-stream', buffer: wholeListOfLastYear() });
  await expect(
    page.getByText(
      'Danh sách trong tệp là của năm 2022, không phải của đợt 2023: chỉ lấy kết quả của 1 hộ nghèo, cận nghèo (cột Kết quả năm trước) và 1 hộ đã thoát',
    ),
  ).toBeVisible();
  await expect(page.getByText('Xem tên 2 hộ mới')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Hoàng Văn Hai' })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('last-year.png'), fullPage: true });
  // The person's choice overrides the file.
  await page.getByLabel('Kết quả này là của năm').fill('2023');
  await page.getByLabel('Kết quả này là của năm').press('Tab');
  await expect(page.getByText('nhưng danh sách được đọc như của đợt 2023')).toBeVisible();
  await page.getByRole('button', { name: 'Đây là danh sách năm trước' }).click();
  await page.getByRole('button', { name: 'Ghi vào danh sách' }).click();
  await expect(page.getByText('Đã ghi vào danh sách:')).toBeVisible();
  await page.getByRole('button', { name: 'Nhập tệp khác' }).click();
  await page
    .getByLabel('Tệp Excel', { exact: true })
    .setInputFiles({ name: 'nam-ngoai.xlsx', mimeType: 'application/octet-stream', buffer: wholeListOfLastYear() });
  await expect(page.getByText('tệp không khác danh sách đang có')).toBeVisible();
  await page.context().close();
});
