/** What happens to a device with unsent edits when its person is signed out, replaced or locked; and the sign-in page. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { App } from './app.ts';
import { copies, device, inAccounts, invite, keptHere, layOut, PIN, received, signIn, takeIn, unsent, type Device } from './people.ts';
import { Workbook } from './workbook.ts';

test.describe.configure({ mode: 'serial' });

let app: App;
let officer: Device;
test.beforeAll(async ({ browser }) => {
  app = await App.start({ demo: false });
  officer = await layOut(app, browser);
});
test.afterAll(() => app.stop());

const SON = 'Vũ Đình Sơn';

/** The person's row on the officer's page, unfolded. */
async function manage(name: string): Promise<Page> {
  const { page } = officer;
  await page.goto('/nguoi-dung');
  await page.getByRole('button', { name: `Sửa ${name}` }).click();
  return page;
}

/** Only this device is offline; the server keeps working for everybody else. */
async function cutOff({ context, page }: Device): Promise<void> {
  await keptHere(page);
  await context.setOffline(true);
  await app.kill();
  await app.restart();
  await expect(page.locator('.safe-status')).toContainText('Không có mạng');
}

test('signed out remotely while offline: work continues, the page asks to sign in, and then everything is sent', async ({ browser }) => {
  const lan = await takeIn(app, browser, officer, 'Hà Thị Lan', ['thon-3']);
  const book = await new Workbook(lan.page).open('thon-3');
  const son = await book.row(SON);
  await received(lan.page);
  await cutOff(lan);
  await book.type(son, 'b1', '61');

  const page = await manage('Hà Thị Lan');
  await page.getByRole('button', { name: 'Đăng xuất khỏi mọi máy' }).last().click();
  await expect(page.getByRole('row', { name: /Hà Thị Lan/ })).toContainText('Không đăng nhập máy nào');

  await lan.context.setOffline(false);
  await expect(lan.page.getByRole('button', { name: /Cần đăng nhập lại để gửi 1 sửa đổi/ })).toBeVisible();
  await book.type(son, 'note', 'vẫn ghi tiếp');
  await lan.page.getByRole('button', { name: /Cần đăng nhập lại để gửi 2 sửa đổi/ }).click();
  await lan.page.getByRole('link', { name: 'Đăng nhập lại' }).click();
  await expect(lan.page.getByLabel('Tên đăng nhập')).toHaveValue(lan.username);
  await lan.page.getByLabel('Mật khẩu', { exact: true }).fill(PIN);
  await lan.page.getByRole('button', { name: 'Đăng nhập' }).click();
  await received(lan.page);

  const his = await new Workbook(page).open('thon-3');
  await expect(await his.reach(son, 'b1')).toHaveText('61');
  await expect(await his.reach(son, 'note')).toHaveText('vẫn ghi tiếp');
  await lan.context.close();
});

test('another person on the device sees nothing of the previous one in any tab, whose unsent edits wait', async ({ browser }) => {
  const lan = await takeIn(app, browser, officer, 'Lý Thị Mai', ['thon-3']);
  const thanh = await takeIn(app, browser, officer, 'Nông Văn Thành', ['thon-5']);
  await thanh.context.close();
  const book = await new Workbook(lan.page).open('thon-3');
  const son = await book.row(SON);
  await received(lan.page);
  const other = await lan.context.newPage();
  await other.goto('/thon/thon-3');
  await expect(other.getByText(SON)).toBeVisible();
  await cutOff(lan);
  await book.type(son, 'b1', '62');
  inAccounts(app, (db) => db.prepare('DELETE FROM session WHERE userId = (SELECT id FROM user WHERE username = ?)').run(lan.username));
  await lan.context.setOffline(false);
  await expect(lan.page.getByRole('button', { name: /Cần đăng nhập lại để gửi 1 sửa đổi/ })).toBeVisible();

  await signIn(lan.page, thanh.username, PIN);
  for (const page of [lan.page, other]) {
    await expect(page.getByRole('button', { name: /Nông Văn Thành/ })).toBeVisible();
    await expect(page.getByText(SON)).toHaveCount(0);
    expect(await unsent(page)).toBe(0);
    await page.goto('/thon/thon-3');
    await expect(page.getByRole('button', { name: /Nông Văn Thành/ })).toBeVisible();
    await expect(page.getByText(SON)).toHaveCount(0);
    await page.goto('/');
    await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(1);
  }
  await lan.page.getByRole('button', { name: /Nông Văn Thành/ }).click();
  await lan.page.getByRole('menuitem', { name: 'Đăng xuất', exact: true }).click();
  await expect(lan.page).toHaveURL(/\/vao$/);
  await expect(other).toHaveURL(/\/vao$/);
  await expect.poll(async () => (await copies(lan.page)).some((name) => name.includes('thon-5'))).toBe(false);

  await signIn(lan.page, lan.username, PIN);
  await received(lan.page);
  const his = await new Workbook(officer.page).open('thon-3');
  await expect(await his.reach(son, 'b1')).toHaveText('62');
  await lan.context.close();
});

test('a locked account: the device says so and shows no list; unsent edits wait or are in a file', async ({ browser }) => {
  const lan = await takeIn(app, browser, officer, 'Đàm Thị Hoa', ['thon-3']);
  const book = await new Workbook(lan.page).open('thon-3');
  const son = await book.row(SON);
  await received(lan.page);
  const other = await lan.context.newPage();
  await other.goto('/');
  await cutOff(lan);
  await book.type(son, 'b1', '63');

  const page = await manage('Đàm Thị Hoa');
  await page.getByRole('button', { name: 'Khóa tài khoản' }).click();
  await expect(page.getByRole('row', { name: /Đàm Thị Hoa/ })).toContainText('Đang khóa');
  await lan.context.setOffline(false);

  const heading = 'Tài khoản của Đàm Thị Hoa đang bị khóa';
  const shut = async (tab: Page): Promise<void> => {
    await expect(tab.getByRole('heading', { name: heading })).toBeVisible();
    await expect(tab.getByText('1 sửa đổi xã chưa nhận')).toBeVisible();
    await expect(tab.getByText(SON)).toHaveCount(0);
    await expect(tab.locator('.safe-status')).toHaveCount(0);
  };
  for (const tab of [lan.page, other]) await shut(tab);
  await other.close();
  await lan.context.setOffline(true);
  await lan.page.reload();
  await shut(lan.page);
  await lan.context.setOffline(false);

  await expect(lan.page.getByRole('button', { name: 'Đăng xuất và xóa bản trên máy này' })).toBeDisabled();
  const [download] = await Promise.all([
    lan.page.waitForEvent('download'),
    lan.page.getByRole('button', { name: 'Lưu tệp cứu hộ' }).click(),
  ]);
  expect(
    (JSON.parse(await readFile(await download.path(), 'utf8')) as { rooms: { edits: number }[] }).rooms.map(({ edits }) => edits),
  ).toEqual([1]);
  await expect(lan.page.getByRole('button', { name: 'Đăng xuất và xóa bản trên máy này' })).toBeEnabled();

  await lan.page.getByRole('link', { name: 'Đăng nhập' }).click();
  await lan.page.getByLabel('Mật khẩu', { exact: true }).fill(PIN);
  await lan.page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(lan.page.getByText('Tài khoản này đang bị khóa.')).toBeVisible();

  await page.getByRole('button', { name: 'Mở khóa tài khoản' }).click();
  await expect(page.getByRole('row', { name: /Đàm Thị Hoa/ })).toContainText('Không đăng nhập máy nào');
  await lan.page.getByRole('button', { name: 'Đăng nhập' }).click();
  await received(lan.page);
  const his = await new Workbook(page).open('thon-3');
  await expect(await his.reach(son, 'b1')).toHaveText('63');

  // If nothing is unsent, nothing stays.
  await lan.page.goto('/');
  await received(lan.page);
  await (await manage('Đàm Thị Hoa')).getByRole('button', { name: 'Khóa tài khoản' }).click();
  await expect(lan.page).toHaveURL(/\/vao$/);
  await expect(lan.page.getByText('đang bị khóa nên đã được đăng xuất')).toBeVisible();
  await expect.poll(() => copies(lan.page)).toEqual([]);
  expect(await lan.page.evaluate(() => JSON.stringify(localStorage))).not.toContain('Hoa');
  await lan.context.close();
});

test('the admin signs in, knows the villages by name and invites into them', async ({ browser }) => {
  const { context, page } = await device(app, browser);
  await signIn(page, 'quan.tri', 'mot cau de nho');
  await expect(page).toHaveURL(/\/nguoi-dung$/);
  await page.getByRole('button', { name: 'Sửa Nông Văn Thành' }).click();
  await expect(page.getByRole('checkbox', { name: 'Thôn 5', exact: true })).toBeChecked();
  await page.getByRole('link', { name: 'Mời bằng mã QR' }).click();
  // The previous page has the same checkboxes.
  await expect(page.getByRole('heading', { name: 'Mời người' })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Thôn 7', exact: true }).check();
  await page.getByRole('button', { name: 'Tạo lời mời' }).click();
  await expect(page.getByRole('region', { name: 'Lời mời' })).toContainText('Rà soát viên: Thôn 7');
  // Names only: no list opens.
  await page.goto('/thon/thon-7');
  await expect(page).toHaveURL(/\/nguoi-dung$/);
  await context.close();
});

test('after wrong passwords an unknown device must wait, even with the right one; the person’s own device need not', async ({
  browser,
}) => {
  const hanh = await takeIn(app, browser, officer, 'Bế Văn Hạnh', ['thon-4']);
  const { context, page } = await device(app, browser);
  for (let tries = 0; tries < 5; tries++) {
    await signIn(page, hanh.username, 'sai mat khau');
    await expect(page.getByText('Tên đăng nhập hoặc mật khẩu không đúng.')).toBeVisible();
  }
  await signIn(page, hanh.username, PIN);
  await expect(
    page.getByText(/^Đã thử sai quá nhiều lần\. Hãy đợi \d+ giây rồi thử lại, hoặc đăng nhập trên máy bạn đã từng đăng nhập\.$/),
  ).toBeVisible();
  await context.close();

  await received(hanh.page);
  await hanh.page.getByRole('button', { name: /Bế Văn Hạnh/ }).click();
  await hanh.page.getByRole('menuitem', { name: 'Đăng xuất', exact: true }).click();
  await expect(hanh.page).toHaveURL(/\/vao$/);
  await signIn(hanh.page, hanh.username, PIN);
  await received(hanh.page);
  await hanh.context.close();
});

test('a used, expired, withdrawn or wrong invitation says so, and what to do', async ({ browser }) => {
  const [used, old, withdrawn] = [await invite(officer), await invite(officer), await invite(officer)];
  const { context, page } = await device(app, browser);
  await context.request.post('/api/invitation/accept', { data: { token: used, name: 'Người đến trước', password: PIN } });
  await context.clearCookies();
  inAccounts(app, (db) => db.prepare('UPDATE invitation SET expires = ? WHERE id = ?').run(Date.now() - 1000, old.split('.')[0]));
  await officer.page.goto('/moi');
  await officer.page.getByRole('row').filter({ hasText: 'Dùng được đến' }).first().getByRole('button', { name: 'Rút lại' }).click();
  await expect(officer.page.getByText('Đã rút lại')).toBeVisible();

  for (const [token, text] of [
    [used, 'đã đủ số người'],
    [old, 'đã hết hạn'],
    [withdrawn, 'đã được rút lại'],
    [`${used}x`, 'không đúng'],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(`/loi-moi#${token}`);
    await expect(page.getByText(`Lời mời này ${text}`)).toContainText(/Hãy .*xin cán bộ xã lời mời khác\./);
    await expect(page.getByRole('link', { name: 'Đã có tài khoản: đăng nhập' })).toBeVisible();
  }
  await context.close();
});
