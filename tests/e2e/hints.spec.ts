/** At the household's door: what its members and its house say about an indicator stands under it, beside what is marked. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { App } from './app.ts';
import { PHONE, LAN } from './people.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const hint = (page: Page, key: string): Locator => page.getByTestId(`hint-${key}`);
const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click();
async function write(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.blur();
}

test('on a phone, a household that is listed at the door is told what to mark, and nothing is marked by itself', async ({
  browser,
}, info) => {
  const { page } = await app.enter(browser, LAN, PHONE);
  await page.goto('/thon/thon-2');
  await page.getByRole('button', { name: 'Thêm hộ' }).click();
  await page.getByRole('textbox', { name: 'Họ và tên chủ hộ' }).fill('Lò Thị Gợi');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Lò Thị Gợi' })).toBeVisible();

  await tab(page, 'Phiếu A');
  await page.getByLabel('Kết quả năm trước').selectOption('Hộ nghèo');
  await tab(page, 'B1');
  await write(page.getByLabel('Số nhân khẩu'), '3');
  await write(page.getByLabel('Điểm B1'), '90');
  await tab(page, 'Thành viên');
  for (const [name, birth] of [
    ['Lò Thị Gợi', '1990'],
    ['Lò Văn Nhỏ', '20/05/2015'],
    ['Lò Thị Bé', '01/02/2020'],
  ] as const) {
    await page.getByRole('button', { name: 'Thêm thành viên' }).click();
    await page.getByRole('textbox', { name: 'Họ và tên', exact: true }).fill(name);
    await page.keyboard.press('Enter');
    const person = page.locator('details[open]').filter({ has: page.locator('summary', { hasText: name }) });
    await write(person.getByLabel('Ngày sinh'), birth);
    if (name === 'Lò Văn Nhỏ') await person.getByRole('switch', { name: 'Không có BHYT' }).tap();
    if (name === 'Lò Thị Gợi') {
      await person.getByLabel('Trình độ, đào tạo nghề').selectOption('Đã tốt nghiệp THPT trở lên');
      await page.screenshot({ path: info.outputPath('member.png'), fullPage: true });
    }
    await person.locator('summary').click();
  }

  await tab(page, 'B2');
  await expect(hint(page, 'i2')).toContainText('Gợi ý thiếu hụt: 2/3 người phụ thuộc: Lò Văn Nhỏ, Lò Thị Bé.');
  await expect(hint(page, 'i4')).toContainText('không có BHYT: Lò Văn Nhỏ');
  const insurance = page.getByRole('switch', { name: 'Bảo hiểm y tế' });
  await expect(insurance).toHaveAttribute('aria-checked', 'false');
  await expect(hint(page, 'i4')).toContainText('Khác với dấu đang ghi');
  await insurance.tap();
  await expect(hint(page, 'i4')).not.toContainText('Khác với dấu đang ghi');

  // The other way: marked, and nobody is so.
  const adults = page.getByRole('switch', { name: 'Trình độ giáo dục của người lớn' });
  await expect(hint(page, 'i5')).toContainText('Gợi ý không thiếu hụt');
  await adults.tap();
  await expect(hint(page, 'i5')).toContainText('Khác với dấu đang ghi');
  await expect(adults).toHaveAttribute('aria-checked', 'true');

  await write(page.getByLabel('Diện tích nhà ở (m²)'), '20');
  await expect(hint(page, 'i8')).toContainText('Gợi ý thiếu hụt: 6,6 m² một người (20 m², 3 người).');
  await page.getByRole('switch', { name: 'Diện tích nhà ở bình quân đầu người' }).tap();
  await page.screenshot({ path: info.outputPath('b2.png'), fullPage: true });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

  // Found again in the list by the ready question.
  await page.getByRole('button', { name: 'Về danh sách' }).click();
  await page.getByLabel('Lọc').selectOption('hints');
  await expect(page.getByRole('list').getByRole('button').filter({ hasText: 'Lò Thị Gợi' })).toBeVisible();
  await page.screenshot({ path: info.outputPath('list.png') });
});

test('on the desk, an indicator is defined where it is marked, and its hint stands in Vì sao?', async ({ browser }, info) => {
  const { page } = await app.enter(browser, LAN, { viewport: { width: 1366, height: 768 } });
  const book = await new Workbook(page).open('thon-1');
  const row = await book.row('Hà Văn Dũng');
  await (await book.reach(row, 'i7')).click();
  const bar = page.getByRole('group', { name: 'Thanh công thức' });
  await expect(bar).toContainText('Ít nhất hai trong ba kết cấu');
  await page.keyboard.press('ArrowRight');
  await expect(bar).toContainText('Dưới 8 m² một người');

  // A column that the list does not have yet is added, and filled in.
  await page.getByRole('button', { name: 'Xem', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Cột/ }).click();
  const area = page.getByRole('dialog', { name: 'Cột hiện và ẩn' }).getByRole('checkbox', { name: 'Diện tích nhà ở (m²)' });
  await area.check();
  await page.screenshot({ path: info.outputPath('columns.png') });
  await page.keyboard.press('Escape');
  await (await book.reach(row, 'houseArea')).click();
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await (await book.reach(row, 'i8')).click();
  await page.getByRole('button', { name: 'Vì sao?' }).click();
  const panel = page.getByRole('complementary', { name: 'Vì sao?' });
  await expect(panel.getByTestId('hint-i8')).toContainText('Gợi ý thiếu hụt: 6 m² một người (12 m², 2 người).');
  await expect(panel.getByTestId('hint-i8')).toContainText('Khác với dấu đang ghi');
  await page.screenshot({ path: info.outputPath('why.png') });
  await book.cell(row, 'i8').click();
  await page.keyboard.press('x');
  await expect(panel.getByTestId('hint-i8')).not.toContainText('Khác với dấu đang ghi');
});
