/** Edits to a locked list: the commune accepts some and declines others, and their authors' devices follow. */
import { expect, test, type Page } from '@playwright/test';
import { App } from './app.ts';
import { askLock, keptHere, LAN, THANH, VIET } from './people.ts';
import { Workbook, words } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const status = (page: Page) => page.locator('.safe-status');
const shot = async (page: Page, name: string): Promise<void> => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
};

async function decide(page: Page, label: 'Khóa' | 'Mở khóa', village: string): Promise<void> {
  await askLock(page, label, village);
  await page.getByRole('alertdialog').getByRole('button', { name: label, exact: true }).click();
  await expect(page.getByRole('alertdialog')).toBeHidden();
}

const text = async (book: Workbook, row: string, column: string): Promise<string> =>
  ((await words(await book.reach(row, column)).textContent()) ?? '').trim();

test('late edits of two people: some taken, some declined with a reason, and every device ends with what was decided', async ({
  browser,
}) => {
  const viet = await app.enter(browser, VIET, { viewport: { width: 1366, height: 768 } });
  const lan = await app.enter(browser, LAN, { viewport: { width: 1366, height: 768 } });
  const thanh = await app.enter(browser, THANH);
  let page = lan.page;
  let hers = await new Workbook(page).open('thon-3');
  const his = await new Workbook(thanh.page).open('thon-3');
  const [son, khue] = [await hers.row('Vũ Đình Sơn'), await hers.row('Bùi Quang Khuê')];
  const was = { b1: await text(hers, son, 'b1'), size: await text(hers, khue, 'size'), note: await text(his, khue, 'note') };
  await keptHere(page);
  await expect(status(page)).toContainText('Xã đã nhận tất cả');

  await test.step('she writes offline at a door, he in an editor that is open when the lock comes', async () => {
    await lan.context.setOffline(true);
    await hers.type(son, 'b1', '151');
    await hers.type(khue, 'size', '9');
    await his.stand(khue, 'note');
    await thanh.page.keyboard.press('F2');
    await thanh.page.keyboard.type('muon');
    await decide(viet.page, 'Khóa', 'Thôn 3');
    await expect(thanh.page.getByText('Danh sách đã khóa, chỉ xem.')).toBeVisible();
    await thanh.page.keyboard.press('Enter');
    await lan.context.setOffline(false);
    await expect(status(page)).toContainText('2 sửa đổi đến sau khi khóa danh sách');
    await expect(status(thanh.page)).toContainText('1 sửa đổi đến sau khi khóa danh sách');
  });

  await test.step('the officer learns of it on the home page, and sees the result of each', async () => {
    await viet.page.goto('/');
    await viet.page.getByRole('link', { name: 'Sửa đổi đến muộn (3)' }).click();
    await expect(viet.page.getByText('3 sửa đổi chờ quyết định.')).toBeVisible();
    const hersOnPage = viet.page.getByRole('region', { name: `${LAN}, Thôn 3` });
    const line = hersOnPage.getByRole('row', { name: /Điểm B1/ });
    await expect(line).toContainText(was.b1);
    await expect(line).toContainText('151');
    await expect(line).toContainText('Điểm đổi sau khi khóa: phải họp dân lại về hộ này.');
    await expect(hersOnPage.getByRole('row', { name: /Số nhân khẩu/ })).not.toContainText('họp dân lại');
    await shot(viet.page, 'late');
    await viet.page.setViewportSize({ width: 390, height: 844 });
    await shot(viet.page, 'late-phone');
    expect(await viet.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await viet.page.setViewportSize({ width: 1366, height: 768 });
  });

  await test.step('she is offline while it is decided', async () => {
    await page.close();
    await viet.page.getByRole('button', { name: 'Không nhận Điểm B1, Hộ Vũ Đình Sơn' }).click();
    const refusing = viet.page.getByRole('alertdialog', { name: `Không nhận 1 sửa đổi của ${LAN}?` });
    await expect(refusing.getByRole('button', { name: 'Không nhận 1 sửa đổi' })).toBeDisabled();
    await refusing.getByLabel('Lý do').fill('Họp dân đã thống nhất điểm cũ');
    await shot(viet.page, 'late-decline');
    await refusing.getByRole('button', { name: 'Không nhận 1 sửa đổi' }).click();
    await expect(viet.page.getByText('2 sửa đổi chờ quyết định.')).toBeVisible();
    await viet.page.getByRole('button', { name: 'Nhận Số nhân khẩu, Hộ Bùi Quang Khuê', exact: true }).click();
    await viet.page.getByRole('alertdialog').getByRole('button', { name: 'Nhận 1 sửa đổi' }).click();
    await expect(viet.page.getByText('1 sửa đổi chờ quyết định.')).toBeVisible();
    // Accepted values are in everybody's list, which stays locked; nobody ever saw the declined ones.
    await expect(words(await his.reach(khue, 'size'))).toHaveText('9');
    expect(await text(his, son, 'b1')).toBe(was.b1);
    await expect(thanh.page.getByText('Danh sách đã khóa, chỉ xem.')).toBeVisible();
    await expect(status(thanh.page)).toContainText('1 sửa đổi đến sau khi khóa danh sách');
  });

  await test.step('back online, her device has the list’s value, and says which edit was declined and why', async () => {
    page = await lan.context.newPage();
    hers = await new Workbook(page).open('thon-3');
    const told = page.getByRole('status').filter({ hasText: 'Xã đã xét sửa đổi của bạn đến sau khi khóa: nhận 1, không nhận 1.' });
    await expect(told).toContainText('Không nhận: Điểm B1 = 151, Hộ Vũ Đình Sơn, Thôn 3');
    await expect(told).toContainText('Lý do: Họp dân đã thống nhất điểm cũ. Trần Quốc Việt');
    await expect(told).toContainText('Nhận: Số nhân khẩu = 9, Hộ Bùi Quang Khuê, Thôn 3');
    await shot(page, 'late-told');
    await expect(words(await hers.reach(son, 'b1'))).toHaveText(was.b1);
    await expect(words(await hers.reach(khue, 'size'))).toHaveText('9');
    await expect(status(page)).toContainText('Xã đã nhận tất cả');
    await told.getByRole('button', { name: 'Đã xem' }).click();
    await expect(told).toHaveCount(0);
  });

  await test.step('the record stays, also offline', async () => {
    await page.goto('/den-muon');
    await keptHere(page);
    await lan.context.setOffline(true);
    await page.reload();
    await expect(page.getByText('Không nhận: Điểm B1 = 151, Hộ Vũ Đình Sơn, Thôn 3')).toBeVisible();
    await lan.context.setOffline(false);
    await page.goto('/');
    await expect(page.getByText('Xã đã xét sửa đổi của bạn')).toHaveCount(0);
  });

  await test.step('after unlocking, undecided edits are in the list, declined ones are not', async () => {
    await viet.page.goto('/');
    await decide(viet.page, 'Mở khóa', 'Thôn 3');
    hers = await new Workbook(page).open('thon-3');
    await expect(await hers.reach(khue, 'note')).toContainText('muon');
    await expect(words(await hers.reach(son, 'b1'))).toHaveText(was.b1);
    await expect(status(thanh.page)).toContainText('Xã đã nhận tất cả');
    await viet.page.goto('/den-muon');
    await expect(viet.page.getByText('Không có sửa đổi nào chờ quyết định.')).toBeVisible();
    await viet.page.getByRole('combobox').selectOption('thon-3');
    await expect(viet.page.getByText('Lý do: Họp dân đã thống nhất điểm cũ.')).toBeVisible();
  });
  await lan.context.close();
  await thanh.context.close();
  await viet.context.close();
});
