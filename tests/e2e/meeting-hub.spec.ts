/** A meeting without a network: the commune's machine and the hub as two processes, two devices at the hub, a third at the commune. */
import { expect, test, type Page } from '@playwright/test';
import { App } from './app.ts';
import { choosePassword, device, LAN, layOut, PHONE, signIn, takeIn, VIET, type Device } from './people.ts';
import { Workbook, words } from './workbook.ts';

const HUB_PASSWORD = 'may hop nha van hoa';

let app: App;
let hub: App | null = null;
let office: Device;
test.beforeAll(async ({ browser }) => {
  app = await App.start({ demo: false });
  office = await layOut(app, browser);
});
test.afterAll(async () => {
  await hub?.stop();
  await app.stop();
});

const status = (page: Page) => page.locator('.safe-status');
const shot = async (page: Page, name: string): Promise<void> => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
};

test('a meeting writes at the hub while the commune is away, and the commune then has all of it by name', async ({ browser }) => {
  const lan = await takeIn(app, browser, office, LAN, ['thon-3']);

  await office.page.goto('/nguoi-dung');
  const card = office.page.getByRole('region', { name: 'Máy họp' });
  await card.getByText('Cấp mã cho một máy họp').click();
  await card.getByLabel('Tên máy').fill('Máy nhà văn hóa Thôn 3');
  await card.getByRole('checkbox', { name: 'Thôn 3', exact: true }).check();
  await card.getByRole('button', { name: 'Tạo mã' }).click();
  const command = (await card.locator('code').textContent()) ?? '';
  const token = /--token (\S+)/.exec(command)?.[1] ?? '';
  await shot(office.page, 'hub-token');

  hub = await App.start({ demo: false, command: 'hub', args: ['--upstream', app.url, '--token', token, '--no-https'] });
  const chair = await device(hub, browser);
  await chair.page.goto(hub.firstLink);
  await expect(chair.page.getByText('tran.quoc.viet')).toBeVisible();
  await shot(chair.page, 'hub-operator');
  await chair.page.getByLabel('Mật khẩu', { exact: true }).fill(HUB_PASSWORD);
  await chair.page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
  await expect(chair.page.getByText('Đây là máy họp')).toBeVisible();
  await expect(chair.page.getByRole('link', { name: 'Mời bằng mã QR' })).toHaveCount(0);
  await chair.page.getByRole('button', { name: `Sửa ${LAN}` }).click();
  await chair.page.getByRole('button', { name: 'Cấp mật khẩu mới' }).click();
  const given = (await chair.page.getByRole('region', { name: 'Mật khẩu cấp lần đầu' }).locator('dd').nth(1).textContent()) ?? '';
  const context = await browser.newContext({ baseURL: hub.url });
  const hers = await context.newPage();
  await hers.goto('/vao');
  await expect(hers.getByText(`Mật khẩu dùng ở xã không dùng được ở đây: lần đầu, hỏi ${VIET}`)).toBeVisible();
  await shot(hers, 'hub-door');
  await signIn(hers, lan.username, given);
  await choosePassword(hers, given);
  await expect(hers.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(1);
  await expect(status(chair.page)).toContainText('Máy họp và xã đã nhận tất cả');

  // What the commune's machine weighs is not offered here, and the page says where it is done.
  await chair.page.goto('/');
  await expect(chair.page.getByRole('heading', { name: '1 thôn ở máy họp, Xã Nông Thượng' })).toBeVisible();
  await expect(chair.page.getByText('ghi ở máy của xã')).toBeVisible();
  for (const name of [/^Chốt rà soát/, 'Xuất bộ biểu', 'Nhập từ Excel', 'Các tháng trong năm'])
    await expect(chair.page.getByRole('link', { name })).toHaveCount(0);
  await chair.page.getByRole('button', { name: 'Việc khác với Thôn 3' }).click();
  await expect(chair.page.getByRole('menuitem', { name: 'Nhật ký Thôn 3' })).toBeVisible();
  await expect(chair.page.getByRole('menuitem', { name: /Khóa danh sách/ })).toHaveCount(0);
  await shot(chair.page, 'hub-home');
  await chair.page.goto('/cac-buoc/thon-3');
  await expect(chair.page.getByRole('button', { name: 'Chốt rà soát' })).toBeDisabled();
  await expect(chair.page.getByText('Việc này ghi ở máy của xã, không ghi ở máy họp.').first()).toBeVisible();
  await shot(chair.page, 'hub-steps');
  for (const [page, said] of [
    ['/xuat', 'xuất bộ biểu ở máy của xã'],
    ['/nhap', 'Nhập danh sách từ Excel làm ở máy của xã'],
    ['/thuong-xuyen', 'ghi giấy đề nghị ở máy của xã'],
    ['/van-ban', 'không có mẫu riêng của xã'],
    ['/van-ban/mau', 'Máy họp không có mẫu riêng của xã'],
    ['/den-muon', 'được xét ở máy của xã'],
    ['/nhat-ky/xa-nong-thuong-2023.thon-3', 'Máy họp nhận lúc'],
  ] as const) {
    await chair.page.goto(page);
    await expect(chair.page.getByText(said).first()).toBeVisible();
    // Only the status speaks for the commune, and only of what it has.
    expect(await chair.page.locator('main').innerText()).not.toMatch(/xã (đã |chưa )?nhận/i);
    await expect(status(chair.page)).toContainText('Máy họp và xã đã nhận tất cả');
  }

  await app.kill();
  const book = await new Workbook(hers).open('thon-3');
  const row = await book.row('Vũ Đình Sơn');
  await book.type(row, 'b1', '147');
  const his = await new Workbook(chair.page).open('thon-3');
  await expect(words(await his.reach(row, 'b1'))).toHaveText('147');
  await his.type(row, 'size', '6');
  await expect(status(hers)).toContainText(/Máy họp đã nhận tất cả · xã chưa nhận \d+ lượt ghi/);
  await status(hers).click();
  await expect(hers.getByRole('dialog').getByText('Xã: chưa nhận')).toBeVisible();
  await shot(hers, 'hub-status');
  await hers.keyboard.press('Escape');

  // Killed, and started again without a network.
  await hub.kill();
  await expect(status(hers)).toContainText('Không nối được với máy họp');
  await book.type(row, 'b1', '148');
  await status(hers).click();
  await expect(hers.getByRole('dialog').getByText('Gửi thay đổi bằng tệp và đưa tệp cho cán bộ xã')).toBeVisible();
  await shot(hers, 'hub-gone');
  await hers.setViewportSize(PHONE.viewport);
  await shot(hers, 'hub-gone-phone');
  await hers.setViewportSize({ width: 1366, height: 768 });
  await hers.getByRole('button', { name: 'Gửi thay đổi bằng tệp' }).click();
  const file = hers.getByRole('alertdialog', { name: 'Gửi thay đổi bằng tệp' });
  // The commune may lack what the hub has: the file holds the list, unless its reader chooses otherwise.
  await expect(file.getByRole('radio', { name: 'Cả danh sách của thôn' })).toBeChecked();
  await expect(file.getByRole('radio', { name: '1 sửa đổi máy họp chưa nhận' })).toBeVisible();
  await file.getByRole('button', { name: 'Đóng' }).click();
  await hub.restart();
  await expect(status(hers)).toContainText('Máy họp đã nhận tất cả');

  await app.restart();
  await expect(status(hers)).toContainText('Máy họp và xã đã nhận tất cả', { timeout: 120_000 });
  const there = await new Workbook(office.page).open('thon-3');
  await expect(words(await there.reach(row, 'b1'))).toHaveText('148');
  await expect(words(await there.reach(row, 'size'))).toHaveText('6');
  const answer = await office.page.request.get('/api/audit/xa-nong-thuong-2023.thon-3');
  const { lines } = (await answer.json()) as { lines: object[] };
  const newest = lines.slice(0, 3).map((line) => JSON.stringify(line));
  expect(newest.filter((line) => line.includes(LAN))).toHaveLength(2);
  expect(newest.filter((line) => line.includes('Trần Quốc Việt'))).toHaveLength(1);
});
