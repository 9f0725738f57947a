import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { App, fixture } from './app.ts';
import { villageId } from '../../src/lib/review/village.ts';

let app: App;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const choose = (page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> =>
  page.getByLabel('Tệp Excel', { exact: true }).setInputFiles(file);

/** Like a real drop: the file falls onto the page. */
async function drop(page: Page, name: string): Promise<void> {
  const bytes = (await readFile(fixture(name))).toString('base64');
  const data = await page.evaluateHandle(
    ([base64, fileName]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64 ?? ''), (char) => char.charCodeAt(0))], fileName ?? ''));
      return transfer;
    },
    [bytes, name],
  );
  await page.getByRole('group', { name: 'Chọn tệp Excel' }).dispatchEvent('drop', { dataTransfer: data });
}

async function officer(browser: Parameters<App['enter']>[0], address = '/nhap'): Promise<Page> {
  const { page } = await app.enter(browser, 'Trần Quốc Việt');
  await expect(page.getByRole('link', { name: /^Mở sổ/ }).first()).toBeVisible();
  await page.goto(address);
  return page;
}

test('the same list again: recognised sheet by sheet, nothing to write', async ({ browser }) => {
  const page = await officer(browser);
  await drop(page, 'nong-thuong-2023.xlsx');
  await expect(page.getByText('Trang “Danh sách 01”')).toBeVisible();
  await expect(page.getByText('Trang “Thành viên”')).toBeVisible();
  await expect(page.getByText('tệp không khác danh sách đang có')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ghi vào danh sách' })).toBeDisabled();
  await page.context().close();
});

test('files that cannot be read get a clear message and change nothing', async ({ browser }) => {
  const page = await officer(browser);
  const broken = (await readFile(fixture('nong-thuong-2023.xlsx'))).subarray(0, 9_000);
  for (const [name, buffer, words] of [
    ['hong.xlsx', broken, /hỏng/],
    ['anh.xlsx', Buffer.from('\x89PNG\r\n\x1a\n khong phai so tinh', 'latin1'), /không phải là sổ tính/],
    ['rong.xlsx', Buffer.alloc(0), /rỗng/],
    ['lon.xlsx', Buffer.alloc(21 * 1024 * 1024, 65), /lớn quá/],
  ] as const) {
    await choose(page, { name, mimeType: 'application/octet-stream', buffer });
    await expect(page.getByRole('alert').filter({ hasText: name })).toContainText(words);
    await expect(page.getByRole('alert')).toContainText('Danh sách không có gì thay đổi.');
  }
  await page.goto('/');
  await expect(page.getByText('67/67 hộ')).toBeVisible();
  await page.context().close();
});

test('hostile text is shown as text and runs nowhere', async ({ browser }) => {
  const page = await officer(browser);
  const attack = '<img src=x onerror="window.hacked=1">';
  const csv = `Mã hộ,Họ và tên chủ hộ,Thôn,Số nhân khẩu,Kết quả năm trước,Điểm B1,__proto__\nNT-01-0007,"${attack.replaceAll('"', '""')}",Thôn 1,4,Hộ cận nghèo,"=HYPERLINK(""http://x"",""y"")",1\n`;
  await choose(page, { name: 'doc-hai.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${csv}`) });
  await page.getByText(/Xem \d+ ô đổi/).click();
  await expect(page.getByRole('cell', { name: attack, exact: true })).toBeVisible();
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
  await page.getByRole('button', { name: 'Bỏ, không thay đổi gì' }).click();
  await expect(page.getByText('67/67 hộ')).toBeVisible();
  await page.context().close();
});

test('another commune’s list is added with a warning, is one change, and reaches another device', async ({ browser }) => {
  const page = await officer(browser);
  await drop(page, 'kim-son-2023.xlsx');
  await expect(page.getByText(/7 thôn chưa có trong xã sẽ được thêm/)).toBeVisible();
  await page.getByLabel('Kế hoạch rà soát').selectOption('tra-cu-2023');
  await expect(page.getByText(/^Xem tên \d+ hộ mới$/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ghi vào danh sách' })).toBeDisabled();
  await page.getByLabel('Đúng là thêm 7 thôn mới vào sổ của Xã Nông Thượng').check();
  await page.getByRole('button', { name: 'Ghi vào danh sách' }).click();
  await expect(page.getByText('Đã ghi vào danh sách:')).toBeVisible();
  await expect(page.getByText(/1\.850 hộ, 839 thành viên, 7 thôn/)).toBeVisible();
  await expect(page.getByRole('button', { name: /Xã đã nhận tất cả/ })).toBeVisible();

  const { page: other, context } = await app.enter(browser, 'Trần Quốc Việt');
  await expect(other.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(19);
  await expect(other.getByRole('row', { name: /Ấp Sóc Chà/ })).toContainText(/hộ · \d+ %/);
  // The chosen plan has its province's bands for khá and giàu.
  await other.goto(`/thon/${villageId('Ấp Chợ')}`);
  await other.getByRole('tab', { name: /Danh sách 02/ }).click();
  await expect(other.locator('[row-id="h:KS-01-0002"] [col-id="=living"]')).toHaveText('Hộ có thu nhập giàu');
  await other.goto('/nhap');
  await choose(other, fixture('kim-son-2023.xlsx'));
  await expect(other.getByText('tệp không khác danh sách đang có')).toBeVisible();
  await context.close();

  // Undone as one, after the page has said what goes; also after a reload.
  await page.goto('/nhap');
  await page.getByRole('button', { name: 'Hoàn tác lần nhập kim-son-2023.xlsx' }).click();
  const question = page.getByRole('alertdialog', { name: /^Hoàn tác lần nhập kim-son/ });
  await expect(question).toContainText('Cả lần nhập được lấy lại ở 7 thôn');
  await expect(question).toContainText('1.857 hộ, thôn do lần nhập thêm vào sẽ không còn trong danh sách');
  await question.getByRole('button', { name: 'Hoàn tác cả lần nhập' }).click();
  await expect(page.getByText(/^Đã hoàn tác lần nhập kim-son-2023\.xlsx: .* ở 7 thôn/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Hoàn tác lần nhập kim-son-2023.xlsx' })).toHaveCount(0);
  await page.goto('/');
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(12);
  await expect(page.getByText('67/67 hộ')).toBeVisible();
  await page.context().close();
});

test('two families with almost the same name are asked about, and neither is overwritten', async ({ browser }) => {
  const page = await officer(browser);
  const csv = 'Họ và tên chủ hộ,Thôn,Số nhân khẩu,Ghi chú\nNguyễn Đức Sởn,Thôn 1,9,dò lại\nNguyễn Đức Sớn,Thôn 1,2,nhà mới\n';
  await choose(page, { name: 'gan-giong.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${csv}`) });
  await expect(page.getByRole('heading', { name: /^Cần trả lời: còn/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ghi vào danh sách' })).toBeDisabled();
  const asked = page.getByRole('group', { name: /dòng 3: Nguyễn Đức Sớn/ });
  await asked.getByLabel('Không phải: là hộ mới').check();
  const first = page.getByRole('group', { name: /dòng 2: Nguyễn Đức Sởn/ });
  await first.getByRole('radio', { name: /^Nguyễn Đức Sơn,/ }).check();
  await expect(page.getByText('Xem tên 1 hộ mới')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ghi vào danh sách' })).toBeEnabled();
  await page.getByRole('button', { name: 'Bỏ, không thay đổi gì' }).click();
  await page.context().close();
});

test('a list without a sheet of villages asks which villages they are', async ({ browser }) => {
  const page = await officer(browser);
  await choose(page, fixture('huyen-tung-2023-nhu-nhan-duoc.xlsx'));
  await expect(page.getByText(/tên thôn trong tệp chưa có trong xã/)).toBeVisible();
  await page.getByRole('button', { name: /là thôn mới/ }).click();
  await expect(page.getByRole('row', { name: /^Tổ 1 thôn mới/ })).toContainText('16');
  await expect(page.getByRole('button', { name: 'Ghi vào danh sách' })).toBeDisabled();
  await page.getByLabel('Đúng là ghi danh sách của Phường Huyền Tụng').check();
  await expect(page.getByRole('button', { name: 'Ghi vào danh sách' })).toBeEnabled();
  await page.context().close();
});

test('the blank template is a workbook', async ({ browser }) => {
  const page = await officer(browser);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải mẫu trống' }).click()]);
  expect(download.suggestedFilename()).toBe('mau-danh-sach-ra-soat.xlsx');
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  await page.context().close();
});
