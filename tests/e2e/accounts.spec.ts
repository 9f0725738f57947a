/** From an empty server to a village's reviewer on a phone, and what happens to a device when its session ends or its person leaves. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { App, fixture } from './app.ts';
import {
  ADMIN,
  appointOfficer,
  becomeAdmin,
  choosePassword,
  copies,
  device,
  expireSessions,
  importFile,
  keptHere,
  layOutRound,
  nearby,
  OFFICER,
  PIN,
  received,
  signIn,
  unsent,
} from './people.ts';

test.describe.configure({ mode: 'serial' });

let app: App;
let officerPassword = '';
let invitation = '';

test.beforeAll(async () => {
  app = await App.start({ demo: false });
});
test.afterAll(() => app.stop());

test('the console’s link makes the admin, who creates the review and gives the officer an account', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  const blocked: string[] = [];
  page.on('console', (message) => (/Content Security Policy/i.test(message.text()) ? blocked.push(message.text()) : undefined));
  await becomeAdmin(page, app);
  await expect(page).toHaveURL(/\/nguoi-dung$/);

  await layOutRound(page, { province: 'Tỉnh Bắc Cạn' });
  await expect(page.getByText('Xã Nông Thượng, đợt 2023')).toBeVisible();

  // Mistakes are corrected: a second round, the wrong year, a misspelled name.
  await page.getByText('Lập đợt mới').click();
  await page.getByLabel('Lập cho xã').selectOption({ label: 'Xã Nông Thượng' });
  await page.getByLabel('Năm', { exact: true }).fill('2024');
  await page.getByRole('button', { name: 'Lập đợt rà soát' }).click();
  await page.getByRole('button', { name: 'Sửa năm của Xã Nông Thượng, đợt 2024' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByLabel('Năm', { exact: true }).fill('2023');
  await question.getByRole('button', { name: 'Sửa năm' }).click();
  await expect(question.getByText('Xã Nông Thượng đã có đợt này.')).toBeVisible();
  await question.getByLabel('Năm', { exact: true }).fill('2025');
  await question.getByRole('button', { name: 'Sửa năm' }).click();
  await page.getByRole('button', { name: 'Cất Xã Nông Thượng, đợt 2025' }).click();
  await expect(question.getByText('Trong đợt chưa có hộ nào')).toBeVisible();
  await question.getByLabel('Lý do').fill('Lập nhầm');
  await question.getByRole('button', { name: 'Cất đợt' }).click();
  await expect(page.getByRole('button', { name: 'Đưa Xã Nông Thượng, đợt 2025 trở lại' })).toBeVisible();
  await page.getByText('Sửa tên tỉnh, huyện, xã').click();
  await page.getByRole('button', { name: 'Sửa tên Tỉnh Bắc Cạn' }).click();
  await question.getByLabel('Tên đúng').fill('Tỉnh Bắc Kạn');
  await question.getByRole('button', { name: 'Sửa tên' }).click();
  await expect(page.getByRole('button', { name: 'Sửa tên Tỉnh Bắc Kạn' })).toBeVisible();
  await page.getByText('Những lần đã sửa').click();
  await expect(page.getByText('Sửa tên: Tỉnh Bắc Cạn → Tỉnh Bắc Kạn')).toBeVisible();

  officerPassword = await appointOfficer(page);
  expect(officerPassword).toMatch(/^\S{4}-\S{4}-\S{4}$/);

  await page.goto(app.firstLink);
  await page.reload();
  const said = (): Promise<string> => page.getByLabel('Họ và tên').evaluate((field: HTMLInputElement) => field.validationMessage);
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
  await expect.poll(said, 'the bubble of the browser speaks our words, whatever its own language').toBe('Hãy ghi vào ô này.');
  await page.getByLabel('Họ và tên').fill('Kẻ khác');
  expect(await said()).toBe('');
  await page.getByLabel('Tên đăng nhập').fill('ke.khac');
  await page.getByLabel('Mật khẩu', { exact: true }).fill(ADMIN);
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
  await expect(page.getByText('Đã có người quản trị.')).toBeVisible();
  expect(blocked).toEqual([]);
  await context.close();
});

test('no page runs a script that is not ours', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  const policy = (await page.goto('/vao'))?.headers()['content-security-policy'] ?? '';
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
  expect(scripts).toMatch(/^'self' 'sha256-[\w+/=]+'( 'sha256-[\w+/=]+')*$/);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.stranger = true';
    document.body.append(script);
    return 'stranger' in globalThis;
  });
  expect(ran).toBe(false);
  await context.close();
});

test('the officer must choose a password, imports the list, and invites', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  const blocked: string[] = [];
  page.on('console', (message) => (/Content Security Policy/i.test(message.text()) ? blocked.push(message.text()) : undefined));
  await signIn(page, 'tran.quoc.viet', 'sai mat khau');
  await expect(page.getByText('Tên đăng nhập hoặc mật khẩu không đúng.')).toBeVisible();
  await signIn(page, 'tran.quoc.viet', officerPassword);
  await expect(page.getByText('do người khác cấp')).toBeVisible();
  await page.goto('/nhap');
  await expect(page).toHaveURL(/\/doi-mat-khau$/);
  await choosePassword(page, officerPassword);
  await page.getByRole('link', { name: 'Nhập danh sách từ Excel' }).click();
  await importFile(page, fixture('nong-thuong-2023.xlsx'));
  await page.goto('/');
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(12);
  await received(page);

  await page.goto('/moi');
  await page.getByLabel('Dùng cho mấy người').fill('3');
  await page.getByRole('button', { name: 'Tạo lời mời' }).click();
  await expect(page.getByText('Hãy chọn thôn cho người được mời.')).toBeVisible();
  await expect(page.getByRole('img', { name: 'Mã QR của lời mời' })).toHaveCount(0);
  await page.getByLabel('Thôn 3', { exact: true }).check();
  await page.getByLabel('Thôn 4', { exact: true }).check();
  await page.getByRole('button', { name: 'Tạo lời mời' }).click();
  await expect(page.getByRole('img', { name: 'Mã QR của lời mời' })).toBeVisible();
  invitation = nearby(app, await page.getByLabel('Liên kết mời').inputValue());
  expect(invitation).toMatch(/\/loi-moi#[\w.-]+$/);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText(/^Hoặc gõ vào trình duyệt: http/)).toBeVisible();
  await expect(page.getByText('Mời vào Sổ Rà Soát: Xã Nông Thượng, đợt 2023')).toBeVisible();
  for (const name of ['Lời mời mới', 'Lời mời đã tạo']) await expect(page.getByRole('heading', { name })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Chép liên kết' })).toBeHidden();
  await page.emulateMedia({ media: null });
  for (const path of ['/moi', '/nguoi-dung']) {
    await page.goto(path);
    for (const [width, height] of [
      [390, 844],
      [911, 512],
      [1366, 768],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect
        .poll(() => page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth), `${path} at ${width}`)
        .toBeLessThanOrEqual(0);
    }
  }
  expect(blocked).toEqual([]);
  await context.close();
});

test('a phone opens the invitation and is in the right villages', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(invitation);
  await expect(page.getByText('rà soát viên: Thôn 3, Thôn 4')).toBeVisible();
  await page.getByLabel('Họ và tên của bạn').fill('Hà Thị Lan');
  await page.getByLabel('Đặt mật khẩu').fill('123456');
  await page.getByRole('button', { name: 'Vào sổ' }).click();
  await expect(page.getByText('quá dễ đoán')).toBeVisible();
  await page.getByLabel('Đặt mật khẩu').fill(PIN);
  await page.getByRole('button', { name: 'Vào sổ' }).click();
  await expect(page.getByText('ha.thi.lan')).toBeVisible();
  await page.getByRole('button', { name: 'Mở danh sách của tôi' }).click();
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(2);
  await context.close();

  const second = await device(app, browser);
  await second.page.goto(invitation);
  await second.page.getByLabel('Họ và tên của bạn').fill('Nông Văn Thành');
  await second.page.getByLabel('Đặt mật khẩu').fill(PIN);
  await second.page.getByRole('button', { name: 'Vào sổ' }).click();
  await expect(second.page.getByText('nong.van.thanh')).toBeVisible();
  await second.context.close();
});

test('signing out removes the copies in every tab; the next person finds nothing of the previous one', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await signIn(page, 'ha.thi.lan', PIN);
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(2);
  await expect(page.getByRole('button', { name: /Xã đã nhận/ })).toBeVisible();
  const other = await context.newPage();
  await other.goto('/');
  await expect(other.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(2);
  expect((await copies(page)).length).toBeGreaterThanOrEqual(3);

  await page.getByRole('button', { name: /Hà Thị Lan/ }).click();
  await page.getByRole('menuitem', { name: 'Đăng xuất', exact: true }).click();
  await expect(page).toHaveURL(/\/vao$/);
  await expect(other).toHaveURL(/\/vao$/);
  await expect.poll(() => copies(page)).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('Lan');

  await signIn(page, 'tran.quoc.viet', OFFICER);
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(12);
  await expect(other.getByRole('button', { name: /Trần Quốc Việt/ })).toBeVisible();
  await context.close();
});

test('a session that expires offline loses nothing: work continues, and is sent after signing in again', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await signIn(page, 'tran.quoc.viet', OFFICER);
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(12);
  await received(page);
  await keptHere(page);
  await app.kill();
  expireSessions(app);
  await page.goto('/nhap');
  await page.getByLabel('Tệp Excel', { exact: true }).setInputFiles(fixture('kim-son-2023.xlsx'));
  await page.getByLabel('Đúng là thêm').check();
  await page.getByRole('button', { name: 'Ghi vào danh sách' }).click();
  await expect(page.getByText('Đã ghi vào danh sách:')).toBeVisible();
  await expect(page.getByRole('button', { name: /sửa đổi lưu trên máy này/ })).toBeVisible();
  const waiting = await unsent(page);
  expect(waiting).toBeGreaterThan(10_000);

  await app.restart();
  const status = page.getByRole('button', { name: /Cần đăng nhập lại để gửi/ });
  await expect(status).toBeVisible();
  expect(await unsent(page)).toBe(waiting);

  // Signing out now asks first, and needs a rescue file.
  await page.getByRole('button', { name: /Trần Quốc Việt/ }).click();
  await page.getByRole('menuitem', { name: 'Đăng xuất', exact: true }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('button', { name: /Đăng xuất và xóa/ })).toBeDisabled();
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Lưu tệp cứu hộ' }).click()]);
  const file = JSON.parse(await readFile(await download.path(), 'utf8')) as { rooms: { edits: number }[] };
  expect(file.rooms.reduce((sum, { edits }) => sum + edits, 0)).toBe(waiting);
  await expect(dialog.getByRole('button', { name: /Đăng xuất và xóa/ })).toBeEnabled();
  await dialog.getByRole('button', { name: 'Ở lại' }).click();
  const rescued = await download.path();

  // Somebody else signs in on this device: nothing of the first person is shown, and nothing of theirs is lost.
  await signIn(page, 'nong.van.thanh', PIN);
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(2);
  expect(await unsent(page)).toBe(0);
  await page.getByRole('button', { name: /Nông Văn Thành/ }).click();
  await page.getByRole('menuitem', { name: 'Đăng xuất', exact: true }).click();
  await expect(page).toHaveURL(/\/vao$/);

  await signIn(page, 'tran.quoc.viet', OFFICER);
  await expect(page.getByRole('button', { name: /Xã đã nhận tất cả/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(19);

  // The rescue file has nothing new any more, for this device or another.
  await page.locator('input[type=file][accept=".json"]').setInputFiles(rescued);
  await expect(page.getByText(/Đã đưa sửa đổi trong tệp vào \d+ sổ/)).toBeVisible();
  await expect(page.getByRole('button', { name: /Xã đã nhận tất cả/ })).toBeVisible();
  await context.close();
});
