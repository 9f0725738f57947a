/** The directory of units: loaded by the admin, chosen from by keyboard, and asked at an import that names a commune of before the merger. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { App } from './app.ts';
import { appointOfficer, becomeAdmin, choosePassword, device, signIn } from './people.ts';

test.describe.configure({ mode: 'serial' });

let app: App;
let first = '';

test.beforeAll(async () => {
  app = await App.start({ demo: false });
});
test.afterAll(() => app.stop());

const UNITS = [
  {
    ...{ Code: '19', FullName: 'Tỉnh Thái Nguyên' },
    Wards: [
      { Code: '01849', FullName: 'Xã Hoà Bình' },
      { Code: '01900', FullName: 'Phường Đức Xuân' },
      ...Array.from({ length: 200 }, (_, i) => ({ Code: `2${String(i).padStart(4, '0')}`, FullName: `Xã Số ${i}` })),
    ],
  },
  { Code: '01', FullName: 'Thành phố Hà Nội', Wards: [{ Code: '00004', FullName: 'Phường Hoà Bình' }] },
];
const OLDS = [
  'province,district,wardCode,ward,isDividedWard,newWardCode',
  'Tỉnh Bắc Kạn,Thành phố Bắc Kạn,1843,Xã Dương Quang,True,01900',
  'Tỉnh Bắc Kạn,Thành phố Bắc Kạn,1843,Xã Dương Quang,True,01849',
  'Tỉnh Bắc Kạn,Huyện Chợ Mới,2086,Xã Hòa Mục,False,01849',
  'Tỉnh Bắc Kạn,Huyện Chợ Mới,2090,Xã Yên Cư,Falsch,01849',
].join('\n');
const file = (name: string, text: string): { name: string; mimeType: string; buffer: Buffer } => ({
  ...{ name, mimeType: 'text/plain' },
  buffer: Buffer.from(text),
});

/** Not those of the selects beside it. */
const offered = (page: Page): Locator => page.getByRole('listbox').getByRole('option');

test('the admin loads both files after seeing what they change, and again there is nothing to load', async ({ browser }) => {
  const { page } = await device(app, browser);
  await becomeAdmin(page, app);
  await page.getByText('Danh mục tỉnh, xã và tên cũ').click();
  await expect(page.getByText('Chưa nạp danh mục')).toBeVisible();
  const choose = (): Promise<void> =>
    page.getByLabel('Tệp danh mục').setInputFiles([file('don-vi.json', JSON.stringify(UNITS)), file('ten-cu.csv', OLDS)]);
  await choose();
  const preview = page.getByRole('region', { name: 'Xem trước danh mục' });
  await expect(preview).toContainText('2 tỉnh, thành phố, 203 xã');
  await expect(preview.getByText('ten-cu.csv, dòng 5, cột isDividedWard')).toBeVisible();
  await preview.getByRole('button', { name: 'Nạp danh mục' }).click();
  await expect(page.getByText('Đã nạp danh mục: 2 tỉnh')).toBeVisible();
  await choose();
  await expect(page.getByText('không có gì để nạp')).toBeVisible();
  await page.getByRole('button', { name: 'Bỏ, không thay đổi gì' }).click();

  // By keyboard alone, with the other tone placement than the directory's.
  await page.getByRole('combobox', { name: 'Xã, phường, đặc khu' }).focus();
  await page.keyboard.type('hòa bình');
  await expect(offered(page)).toHaveText([/Phường Hoà Bình.*Hà Nội/, /Xã Hoà Bình.*Thái Nguyên/]);
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Tỉnh, thành phố' }).focus();
  await page.keyboard.type('thai');
  await expect(offered(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Tỉnh, thành phố' })).toHaveValue('Tỉnh Thái Nguyên');
  await page.getByRole('combobox', { name: 'Xã, phường, đặc khu' }).fill('hoa b');
  await expect(offered(page)).toHaveText([/Xã Hoà Bình/]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Xã, phường, đặc khu' })).toHaveValue('Xã Hoà Bình');
  await page.getByLabel('Năm', { exact: true }).fill('2023');
  await page.getByLabel('Khu vực của xã').selectOption({ label: 'Nông thôn' });
  await page.getByRole('button', { name: 'Lập đợt rà soát' }).click();
  await expect(page.getByText('Xã Hoà Bình, đợt 2023')).toBeVisible();
  await page.reload();
  await page.getByText('Lập đợt mới').click();
  await page.getByLabel('Xã không có trong danh mục: tự ghi tên').check();
  await expect(page.getByLabel('Tên xã, phường, thị trấn')).toBeVisible();
  first = await appointOfficer(page);
});

const list = (unit: string): string =>
  [unit, 'DANH SÁCH HỘ CẦN RÀ SOÁT', 'STT,Mã hộ,Họ và tên chủ hộ,Thôn,Điểm B1', '1,H01,Bàn Văn A,Thôn 1,130'].join('\n');
const read = (page: Page, unit: string): Promise<void> =>
  page.getByLabel('Tệp Excel', { exact: true }).setInputFiles(file('danh-sach.csv', list(unit)));

test('a list of an old commune that is whole in this one is ours, one of a divided commune is asked', async ({ browser }) => {
  const { page } = await device(app, browser);
  await signIn(page, 'tran.quoc.viet', first);
  await choosePassword(page, first);
  await expect(page.getByRole('heading', { name: 'Việc cần làm' })).toBeVisible();
  await page.goto('/nhap');
  await read(page, '"UBND XÃ HOÀ MỤC, HUYỆN CHỢ MỚI"');
  await expect(page.getByText('Từ ngày 01/7/2025 thuộc Xã Hoà Bình, Tỉnh Thái Nguyên')).toBeVisible();
  await expect(page.getByText('Đúng là ghi danh sách của')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Ghi vào danh sách' })).toBeEnabled();
  await page.reload();
  await read(page, 'UBND XÃ DƯƠNG QUANG');
  const question = page.getByRole('group', { name: /chia về nhiều xã/ });
  await expect(question.getByRole('radio')).toHaveCount(3);
  await expect(page.getByRole('button', { name: 'Ghi vào danh sách' })).toBeDisabled();
  await question.getByRole('radio', { name: /nay thuộc Phường Đức Xuân/ }).check();
  await expect(page.getByLabel('Đúng là ghi danh sách của Xã Dương Quang vào sổ của Xã Hoà Bình')).toBeVisible();
  await question.getByRole('radio', { name: /nay thuộc Xã Hoà Bình/ }).check();
  await page.getByRole('button', { name: 'Ghi vào danh sách' }).click();
  await expect(page.getByText('Đã ghi vào danh sách:')).toBeVisible();
});
