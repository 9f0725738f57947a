/** Score tables: the commune loads them, a reviewer answers item by item at the door, and a later table changes no score. */
import { expect, test, type Page } from '@playwright/test';
import { utils, write } from 'xlsx';
import { App } from './app.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

// Shape and scale of the forms of 2016-2020; the points are the test's own.
const lines = (car: number): (string | number | null)[][] => [
  ['Mẫu', 'Khu vực', 'Nhóm', 'Mục', 'Phương án', 'Điểm'],
  ['Mẫu 3.7', 'Nông thôn', 'Nhân khẩu', 'Số người trong hộ', '1 người', 75],
  [null, null, null, null, '2 người', 65],
  [null, null, null, null, 'Trên 6 người', 0],
  [null, null, 'Nhà ở', 'Diện tích bình quân', 'Dưới 8 m²', 0],
  [null, null, null, null, 'Từ 8 m²', 15],
  [null, null, 'Tài sản', 'Có ô tô', null, car],
];
function file(name: string, rows: (string | number | null)[][]) {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Bảng điểm');
  const buffer = Buffer.from(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
  return { name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer };
}
const load = async (page: Page, name: string, rows: (string | number | null)[][]): Promise<void> => {
  await page.getByLabel('Tệp bảng điểm của Điểm B1').setInputFiles(file(name, rows));
  await expect(page.getByRole('heading', { name: `${name}: một bảng điểm` })).toBeVisible();
};
const open = async (page: Page): Promise<void> => {
  await page.goto('/thon/thon-2');
  await page.getByRole('list').getByRole('button').nth(1).click();
};

test('tables are loaded, answered on the phone, and a later table changes no score', async ({ browser }, info) => {
  const { page: officer } = await app.enter(browser, 'Trần Quốc Việt');
  await officer.goto('/phieu-cham');
  const b1 = officer.getByRole('region', { name: 'Điểm B1' });

  await test.step('a file that cannot be used says where, and changes nothing', async () => {
    await officer
      .getByLabel('Tệp bảng điểm của Điểm B1')
      .setInputFiles(file('sai.xlsx', [...lines(30), [null, null, null, 'Có ti vi', null, 'mười']]));
    await expect(b1.getByText('Trang Bảng điểm, dòng 8, cột F: “mười” không phải là số điểm nguyên.')).toBeVisible();
    await expect(b1.getByText('Chưa nạp.')).toBeVisible();
  });

  await test.step('a table of a region is in use once the commune has chosen that region', async () => {
    await load(officer, 'bang-1.xlsx', lines(30));
    await b1.getByLabel('Vùng').selectOption('Trung du và miền núi phía Bắc');
    await b1.getByLabel('Căn cứ').fill('Bảng thử, không phải bảng của Bộ');
    await b1.getByRole('button', { name: 'Đưa vào dùng' }).click();
    await expect(b1.getByText('xã chưa chọn vùng')).toBeVisible();
    await officer.getByRole('region', { name: 'Vùng của xã' }).getByLabel('Vùng').selectOption('Trung du và miền núi phía Bắc');
    await expect(b1.getByText('Đang dùng.')).toBeVisible();
    await officer.screenshot({ path: info.outputPath('tables.png'), fullPage: true });
  });

  await test.step('Phiếu A is written as lines', async () => {
    const formA = officer.getByRole('region', { name: 'Phiếu A' });
    await formA.getByRole('button', { name: 'Viết các tiêu chí' }).click();
    await formA.getByLabel('Mỗi dòng một tiêu chí').fill('1. Dấu hiệu một\n2. Dấu hiệu hai\n\n- Dấu hiệu ba\nDấu hiệu bốn\nDấu hiệu năm');
    await formA.getByRole('button', { name: 'Đưa 5 tiêu chí vào dùng' }).click();
    await expect(formA.getByText('Đang dùng.')).toBeVisible();
    await formA.getByRole('button', { name: 'Viết các tiêu chí' }).click();
    await formA.getByLabel('Mỗi dòng một tiêu chí').fill('a'.repeat(401));
    await formA.getByRole('button', { name: 'Đưa 1 tiêu chí vào dùng' }).click();
    await expect(formA.getByText('tên nhóm, mục hoặc phương án dài quá 400 chữ')).toBeVisible();
    await expect(formA.getByText('Đang dùng.')).toBeVisible();
  });

  const { page, context } = await app.enter(browser, 'Hà Thị Lan', PHONE);
  const standing = page.getByTestId('standing');
  await test.step('at the door, without a network, the items add up', async () => {
    await open(page);
    await page.getByRole('tab', { name: 'B1' }).click();
    await expect(standing).toContainText('Ghi thẳng từ phiếu giấy');
    await page.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready;
      if (worker.active?.state !== 'activated') await new Promise((resolve) => worker.active?.addEventListener('statechange', resolve));
    });
    await context.setOffline(true);
    await page.getByLabel('Điểm B1', { exact: true }).fill('');
    await page.getByLabel('Điểm B1', { exact: true }).blur();
    await page.getByRole('radio', { name: '2 người' }).check();
    await expect(standing).toContainText('Còn 1 mục chưa trả lời; các mục đã trả lời được 65 điểm');
    await page.getByRole('radio', { name: 'Từ 8 m²' }).check();
    await expect(standing).toContainText('Cộng từ các mục');
    await expect(page.getByLabel('Điểm B1', { exact: true })).toHaveValue('80');
    await page.getByRole('switch', { name: 'Có ô tô' }).click();
    await expect(page.getByTestId('result')).toContainText('B1 110');
    await page.screenshot({ path: info.outputPath('phone.png'), fullPage: true });
    await page.reload();
    await expect(page.getByRole('switch', { name: 'Có ô tô' })).toHaveAttribute('aria-checked', 'true');
    await context.setOffline(false);
  });

  await test.step('a score from the paper is not written over; the difference is said', async () => {
    await page.getByLabel('Điểm B1', { exact: true }).fill('95');
    await page.getByLabel('Điểm B1', { exact: true }).blur();
    await expect(standing).toContainText('Ghi thẳng 95, các mục cộng lại là 110');
    await page.getByRole('button', { name: 'Lấy 110 từ các mục' }).click();
    await expect(page.getByTestId('result')).toContainText('B1 110');
  });

  await test.step('Phiếu A counts its signs; against it a reason is asked', async () => {
    await page.getByRole('tab', { name: 'Phiếu A' }).click();
    const request = page.getByRole('switch', { name: 'Giấy đề nghị' });
    if ((await request.getAttribute('aria-checked')) === 'false') await request.click();
    for (const sign of ['một', 'hai', 'ba', 'bốn']) await page.getByRole('switch', { name: `Dấu hiệu ${sign}` }).click();
    await expect(page.getByRole('textbox', { name: 'Phiếu A', exact: true })).toHaveValue('4');
    const why = page.getByLabel('Có 4 tiêu chí (từ 4 thì không đưa vào Danh sách 01)');
    await expect(why).toBeVisible();
    await why.fill('Nhà cháy tháng trước');
    await why.blur();
    await expect(page.getByLabel('Lý do vẫn rà soát')).toHaveValue('Nhà cháy tháng trước');
    await expect(page.getByTestId('result')).not.toContainText('DANH SÁCH 02');
    await page.screenshot({ path: info.outputPath('form-a.png'), fullPage: true });
  });

  await test.step('another table is in use, and the score stays until somebody takes the new sum', async () => {
    await load(officer, 'bang-2.xlsx', lines(40));
    await b1.getByRole('button', { name: 'Đưa vào dùng' }).click();
    await page.getByRole('tab', { name: 'B1' }).click();
    await expect(standing).toContainText('Cộng theo bảng điểm trước; theo bảng đang dùng là 120');
    await expect(page.getByTestId('result')).toContainText('B1 110');
  });

  await test.step('the commune sees the answers beside its grid', async () => {
    const address = new URL(page.url());
    await officer.goto(`/thon/thon-2?ho=${address.searchParams.get('ho') ?? ''}`);
    await officer.getByRole('button', { name: 'Hộ này' }).click();
    await officer.getByRole('menuitem', { name: 'Phiếu chấm điểm' }).click();
    const panel = officer.getByRole('complementary', { name: 'Phiếu chấm điểm' });
    await expect(panel.getByRole('radio', { name: '2 người' })).toBeChecked();
    await officer.screenshot({ path: info.outputPath('panel.png') });
    await panel.getByRole('button', { name: 'Lấy 120 từ các mục' }).click();
    await expect(panel.getByTestId('standing').first()).toContainText('Cộng từ các mục');
    await expect(page.getByTestId('result')).toContainText('B1 120');
  });
});
