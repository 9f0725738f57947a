/** A province's own form, from the admin's file to the workbook that the commune exports. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import * as XLSX from 'xlsx';
import { App, fixture } from './app.ts';
import {
  ADMIN,
  appointOfficer,
  becomeAdmin,
  choosePassword,
  device,
  importFile,
  keptHere,
  layOutRound,
  OFFICER,
  received,
  signIn,
} from './people.ts';

test.describe.configure({ mode: 'serial' });

const EXAMPLE = fileURLToPath(new URL('../../docs/examples/bieu-12-nu-chu-ho.json', import.meta.url));

let app: App;
let first = '';
test.beforeAll(async () => {
  app = await App.start({ demo: false });
});
test.afterAll(() => app.stop());

const choose = async (page: Page, change: (text: string) => string = (text) => text): Promise<void> =>
  page
    .getByLabel('Tệp biểu')
    .setInputFiles({ name: 'bieu-12.json', mimeType: 'application/json', buffer: Buffer.from(change(await readFile(EXAMPLE, 'utf8'))) });

test('the admin sees what a file says, and a broken one is refused with its place', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await becomeAdmin(page, app);
  await layOutRound(page, { province: 'Tỉnh Đắk Nông' });
  first = await appointOfficer(page);

  await page.getByRole('link', { name: 'Biểu mẫu' }).click();
  await choose(page, (text) => text.replace('"plus": ["5"]', '"plus": ["95"]'));
  await expect(page.getByText('Biểu DN-12, cột 6: không có cột số 95 để cộng.')).toBeVisible();
  await expect(page.getByRole('button', { name: /vào dùng$/ })).toHaveCount(0);

  await choose(page);
  const preview = page.getByRole('region', { name: 'Tiêu đề của biểu DN-12' });
  await expect(preview.getByRole('columnheader', { name: 'Trong tổng số hộ nghèo' })).toHaveAttribute('colspan', '3');
  await expect(preview.getByRole('cell', { name: '15=12/5*100' })).toBeVisible();
  await page.getByText('Mỗi cột đếm gì').click();
  await expect(page.getByText('Giới tính là “Nữ”')).toBeVisible();
  await page.getByRole('button', { name: 'Đưa biểu DN-12 vào dùng' }).click();
  await expect(page.getByText('Biểu DN-12 đã được đưa vào dùng.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Bản của tỉnh đã nạp' })).toContainText('Nguyễn Quản Trị nạp ngày');

  // Our own form, downloaded as a starting point, can be loaded.
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tải mô tả biểu 7.1', exact: true }).click(),
  ]);
  await page
    .getByLabel('Tệp biểu')
    .setInputFiles({ name: download.suggestedFilename(), mimeType: 'application/json', buffer: await readFile(await download.path()) });
  await expect(page.getByText('thay cho biểu 7.1 của Sổ Rà Soát')).toBeVisible();
  await context.close();
});

test('the commune has the province’s form, also offline, and exports it', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await signIn(page, 'tran.quoc.viet', first);
  await choosePassword(page, first);
  await page.getByRole('link', { name: 'Nhập danh sách từ Excel' }).click();
  await importFile(page, fixture('nong-thuong-2023.xlsx'));
  await received(page);

  await page.goto('/bieu-mau');
  await expect(page.getByText('Bản của Tỉnh Đắk Nông dùng từ 01/01/2022')).toBeVisible();
  await expect(page.getByLabel('Tệp biểu')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Thôi dùng/ })).toHaveCount(0);

  await keptHere(page);
  await app.kill();
  await page.goto('/bieu-mau');
  await expect(page.getByText('Bản của Tỉnh Đắk Nông dùng từ 01/01/2022')).toBeVisible();
  await app.restart();

  await page.goto('/xuat');
  await expect(page.getByRole('heading', { name: 'Kiểm tra trước khi xuất' })).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Xuất bộ biểu' }).click()]);
  const sheet = XLSX.read(await readFile(await download.path())).Sheets['DN-12'];
  const rows = XLSX.utils.sheet_to_json<(string | number)[]>(sheet!, { header: 1 });
  const total = rows.find((row) => row.includes('Tổng cộng'))!.filter((value): value is number => typeof value === 'number');
  const { forms } = JSON.parse(await readFile(fixture('nong-thuong-2023.expected.json'), 'utf8')) as {
    forms: Record<string, Record<string, number[]>>;
  };
  expect(total).toHaveLength(15);
  expect([total[0], total[4], total[12]]).toEqual([
    forms['7.1']!['Tổng cộng']![0],
    forms['7.1']!['Tổng cộng']![2],
    forms['7.1']!['Tổng cộng']![3],
  ]);
  await context.close();
});

test('after withdrawal the form is gone from the commune’s workbook', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await signIn(page, 'quan.tri', ADMIN);
  await expect(page).toHaveURL(/\/nguoi-dung$/);
  await page.goto('/bieu-mau');
  await page.getByRole('button', { name: 'Thôi dùng…' }).click();
  await page.getByRole('button', { name: 'Thôi dùng', exact: true }).click();
  await expect(page.getByText('Đã thôi dùng')).toBeVisible();
  await context.close();

  const commune = await device(app, browser);
  await signIn(commune.page, 'tran.quoc.viet', OFFICER);
  await expect(commune.page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(12);
  await commune.page.goto('/xuat');
  await expect(commune.page.getByRole('heading', { name: 'Kiểm tra trước khi xuất' })).toBeVisible();
  const [download] = await Promise.all([
    commune.page.waitForEvent('download'),
    commune.page.getByRole('button', { name: 'Xuất bộ biểu' }).click(),
  ]);
  expect(XLSX.read(await readFile(await download.path())).SheetNames).not.toContain('DN-12');
  await commune.context.close();
});
