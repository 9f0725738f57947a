/** The numbers of the sheet Thôn on a phone, and for people who only read them. standard.spec.ts tests what the forms make of them. */
import { expect, test } from '@playwright/test';
import { App } from './app.ts';
import { layOut, takeIn } from './people.ts';
import { words, Workbook } from './workbook.ts';

const TARGET = 'Chỉ tiêu giảm hộ nghèo';
const LAST_YEAR = 'Tổng số hộ dân cư năm trước';

let app: App;
test.beforeAll(async () => {
  app = await App.start({ demo: false });
});
test.afterAll(() => app.stop());

test('on a phone they can be typed, and a reviewer only reads those of their villages', async ({ browser }) => {
  const officer = await layOut(app, browser);
  await officer.page.setViewportSize({ width: 390, height: 844 });
  await officer.page.goto('/so-lieu-thon');
  const box = officer.page.getByRole('textbox', { name: `${TARGET}, Thôn 2`, exact: true });
  await box.scrollIntoViewIfNeeded();
  const size = (await box.boundingBox())!;
  expect(size.height).toBeGreaterThanOrEqual(44);
  expect(size.x + size.width).toBeLessThanOrEqual(390);
  expect(await officer.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await officer.page.getByRole('combobox', { name: 'Khu vực, Thôn 2', exact: true }).selectOption('Thành thị');
  await officer.page.getByRole('textbox', { name: `${LAST_YEAR}, Thôn 2`, exact: true }).fill('80');
  await box.fill('5');
  await box.blur();
  await expect(officer.page.locator('.safe-status')).toHaveAttribute('data-unsent', '0');

  // More than there are: said beside the cell. What is corrected is warned about no longer, above or beside it.
  const cell = officer.page.locator('td', { has: box });
  await box.fill('90');
  await box.blur();
  await expect(cell).toContainText(/Nhiều hơn số hộ nghèo đầu năm trong danh sách của thôn: \d+ hộ/);
  await cell.screenshot({ path: test.info().outputPath('target-390.png') });
  await box.fill('vài hộ');
  await box.blur();
  const said = officer.page.getByText(`Thôn 2, cột ${TARGET}: 'vài hộ'`);
  await expect(said).toBeVisible();
  await box.fill('5');
  await box.blur();
  await expect(said).toHaveCount(0);
  await expect(cell.locator('p')).toHaveCount(0);

  const reviewer = await takeIn(app, browser, officer, 'Hà Thị Lan', ['thon-2']);
  await reviewer.page.getByRole('link', { name: 'Số liệu các thôn' }).click();
  await expect(reviewer.page.getByText('Chỉ xem')).toBeVisible();
  await expect(reviewer.page.getByRole('textbox')).toHaveCount(0);
  const row = reviewer.page.getByRole('row').filter({ hasText: 'Thôn 2' });
  await expect(row).toContainText('80');
  await expect(row.getByRole('combobox')).toBeDisabled();
  await expect(reviewer.page.getByRole('row', { name: /^Các thôn của bạn/ })).toContainText('80');
  await reviewer.context.close();

  // Villages by hand: added, renamed, moved, put aside and brought back; the commune's name is corrected.
  const { page } = officer;
  await page.getByLabel('Thêm thôn').fill('thôn 02');
  await expect(page.getByText('Đã có thôn 02.')).toBeVisible();
  await page.getByLabel('Thêm thôn').fill('Thôn Nà Đán');
  await page.getByRole('button', { name: 'Thêm thôn' }).click();
  await page.getByRole('button', { name: 'Đổi tên Thôn Nà Đán' }).click();
  await page.getByLabel('Tên mới').fill('Thôn Nà Đáng');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Đổi tên' }).click();
  await expect(page.getByRole('textbox', { name: `${TARGET}, Thôn Nà Đáng`, exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Đưa Thôn Nà Đáng lên' }).click();
  await page.getByRole('button', { name: 'Ghi thứ tự' }).click();
  await expect(page.getByText('Thứ tự mới chưa ghi.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Để riêng Thôn Nà Đáng' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('chưa có hộ nào');
  await question.getByLabel('Lý do').fill('Lập nhầm');
  await page.screenshot({ path: test.info().outputPath('villages-390.png'), fullPage: true });
  await question.getByRole('button', { name: 'Để riêng thôn' }).click();
  await expect(page.getByRole('textbox', { name: `${TARGET}, Thôn Nà Đáng`, exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Lấy lại Thôn Nà Đáng', exact: true }).click();
  await question.getByLabel('Lý do').fill('Thôn có thật');
  await question.getByRole('button', { name: 'Lấy lại thôn' }).click();
  await expect(page.getByRole('textbox', { name: `${TARGET}, Thôn Nà Đáng`, exact: true })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.screenshot({ path: test.info().outputPath('villages-1366.png'), fullPage: true });
  await page.getByRole('region', { name: 'Tên xã, năm của đợt' }).getByRole('button', { name: 'Sửa' }).click();
  await page.getByLabel('Tên xã, phường, thị trấn').fill('Xã Nông Thịnh');
  await page.getByRole('button', { name: 'Sửa cho cả xã' }).click();
  await expect(page.getByRole('heading', { name: 'Số liệu các thôn, Xã Nông Thịnh' })).toBeVisible();

  // A village's area changes inside the round: asked, and the answer decides each household's limit.
  await page.getByRole('button', { name: 'Ghi ngày đổi khu vực của thôn' }).click();
  await page.getByRole('combobox', { name: 'Khu vực, Thôn 5', exact: true }).selectOption('Thành thị');
  const since = page.getByRole('textbox', { name: 'Khu vực từ ngày, Thôn 5', exact: true });
  await since.fill('15/10/2023');
  await since.blur();
  await page.getByRole('combobox', { name: 'Khu vực trước đó, Thôn 5', exact: true }).selectOption('Nông thôn');
  const areas = page.getByRole('region', { name: 'Khu vực của xã' });
  await expect(areas).toContainText('Thôn 5 là thành thị từ 15/10/2023, trước đó là nông thôn. Hãy chọn tính theo khu vực nào.');
  await expect(areas.getByRole('status')).toHaveText(/4 hộ có kết quả khác nhau giữa trước và sau khi đổi/);
  await page.screenshot({ path: test.info().outputPath('areas-1366.png'), fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await areas.scrollIntoViewIfNeeded();
  await page.screenshot({ path: test.info().outputPath('areas-390.png') });
  await page.setViewportSize({ width: 1366, height: 768 });
  const result = async (): Promise<string[]> => {
    const village = await new Workbook(page).open('thon-5');
    const row = page.locator('[row-id^="h:"]').filter({ hasText: 'Triệu Quang Vượng' });
    const id = (await row.first().getAttribute('row-id')) ?? '';
    await village.stand(id, '=class');
    const said = async (column: string): Promise<string> => words(await village.reach(id, column)).innerText();
    return [await said('=b1Limit'), await said('=class')];
  };
  expect(await result()).toEqual(['175', 'Hộ nghèo']);
  await page.goto('/so-lieu-thon');
  await areas.getByRole('radio', { name: /^Khu vực trước khi đổi/ }).check();
  await expect(areas).toContainText('Đợt này tính theo khu vực vào ngày 01/09/2023.');
  await expect(page.locator('.safe-status')).toHaveAttribute('data-unsent', '0');
  expect(await result()).toEqual(['140', 'Không nghèo']);
  await page.getByRole('button', { name: 'Vì sao?' }).first().click();
  await expect(page.getByText('Thôn 5 là thành thị từ 15/10/2023, trước đó là nông thôn')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('why-area.png') });
  await officer.context.close();
});
