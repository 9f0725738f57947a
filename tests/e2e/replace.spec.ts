/** Replacing where two people disagree, and where the commune has locked the list. */
import { expect, test } from '@playwright/test';
import { App } from './app.ts';
import { askLock, LAN, VIET } from './people.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

test('replacing settles no conflict and writes nothing into a locked list', async ({ browser }) => {
  const lan = await app.enter(browser, LAN);
  const viet = await app.enter(browser, VIET);
  const hers = await new Workbook(lan.page).open('thon-2');
  const his = await new Workbook(viet.page).open('thon-2');
  const { page } = lan;
  const [row = '', next = ''] = await page
    .locator('[row-id]:has([col-id=head])')
    .evaluateAll((rows) => rows.map((each) => each.getAttribute('row-id') ?? ''));
  const panel = page.getByRole('dialog', { name: 'Tìm' });
  const note = (book: Workbook, which: string) => book.cell(which, 'note');

  await test.step('two people write one cell offline', async () => {
    await hers.type(next, 'note', 'sau chợ');
    await expect(await his.reach(next, 'note')).toContainText('sau chợ');
    for (const { context } of [lan, viet]) await context.setOffline(true);
    for (const each of [lan, viet]) await expect(each.page.locator('.safe-status')).toContainText('Không có mạng');
    await hers.type(row, 'note', 'gần chợ cũ');
    await his.type(row, 'note', 'gần chợ mới');
    for (const { context } of [lan, viet]) await context.setOffline(false);
    for (const book of [hers, his]) await expect(note(book, row)).toContainText('◆');
  });

  await test.step('all at once, and one by one: the disputed cell is skipped and reported', async () => {
    await page.keyboard.press('Control+h');
    await page.getByLabel('Tìm chữ').fill('chợ');
    await page.getByLabel('Thay bằng').fill('suối');
    await panel.getByRole('button', { name: 'Thay tất cả' }).click();
    await expect(panel).toContainText('Đã thay 1 ô. Không thay 1 ô hai người ghi khác nhau.');
    await expect(note(hers, next)).toContainText('sau suối');
    for (const book of [hers, his]) await expect(note(book, row)).toContainText('◆');
    await page.getByLabel('Tìm chữ').focus();
    await page.keyboard.press('Enter');
    await expect(panel).toContainText('thứ 1 trong 1');
    await panel.getByRole('button', { name: 'Thay', exact: true }).click();
    await expect(panel).toContainText('Không thay 1 ô hai người ghi khác nhau.');
    await note(hers, row).locator('.conflict-mark').click();
    const sides = page.getByRole('complementary', { name: 'Hai người ghi khác nhau' }).locator('.side');
    await expect(sides.filter({ hasText: 'gần chợ cũ' })).toContainText(LAN);
    await expect(sides.filter({ hasText: 'gần chợ mới' })).toContainText(VIET);
  });

  await test.step('locked while the search is open: refused, and reported', async () => {
    await page.getByLabel('Tìm chữ').fill('suối');
    await expect(panel).toContainText('1 ô');
    await askLock(viet.page, 'Khóa', 'Thôn 2');
    await viet.page.getByRole('alertdialog').getByRole('button', { name: 'Khóa', exact: true }).click();
    await expect(panel).toContainText('Danh sách đã khóa: không ô nào thay được.');
    for (const name of ['Thay', 'Thay tất cả']) await expect(panel.getByRole('button', { name, exact: true })).toBeDisabled();
    await expect(page.getByLabel('Thay bằng')).toBeDisabled();
    await page.getByLabel('Tìm chữ').press('Enter');
    await expect(panel).toContainText('thứ 1 trong 1');
    await expect(note(hers, next)).toContainText('sau suối');
  });
  await lan.context.close();
  await viet.context.close();
});
