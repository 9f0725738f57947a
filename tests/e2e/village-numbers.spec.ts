/** The numbers of the sheet Thôn on a phone, and for those who only read them. What the forms make of them: standard.spec.ts. */
import { expect, test } from '@playwright/test';
import { App } from './app.ts';
import { layOut, takeIn } from './people.ts';

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

  const reviewer = await takeIn(app, browser, officer, 'Hà Thị Lan', ['thon-2']);
  await reviewer.page.getByRole('link', { name: 'Số liệu các thôn' }).click();
  await expect(reviewer.page.getByText('Chỉ xem')).toBeVisible();
  await expect(reviewer.page.getByRole('textbox')).toHaveCount(0);
  const row = reviewer.page.getByRole('row').filter({ hasText: 'Thôn 2' });
  await expect(row).toContainText('80');
  await expect(row.getByRole('combobox')).toBeDisabled();
  await expect(reviewer.page.getByRole('row', { name: /^Các thôn của bạn/ })).toContainText('80');
  await reviewer.context.close();
  await officer.context.close();
});
