/** A commune with accounts, and the devices of its people. */
import { CONFIRMED_2027 } from '../fixtures/confirmed-2027.ts';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, request, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { fixture, type App } from './app.ts';

export const PIN = '482915';
export const ADMIN = 'mot cau de nho';
export const OFFICER = 'mot mat khau dai';

/** The people of the demo. */
export const LAN = 'Hà Thị Lan';
export const THANH = 'Nông Văn Thành';
/** Reads only thon-3. */
export const HIEU = 'Lường Văn Hiếu';
export const VIET = 'Trần Quốc Việt';

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export interface Device {
  context: BrowserContext;
  page: Page;
}

export async function device(app: App, browser: Browser): Promise<Device> {
  const context = await browser.newContext({ baseURL: app.url });
  return { context, page: await context.newPage() };
}

export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/vao');
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}

/** Opens the console's link as the very first person. */
export async function becomeAdmin(page: Page, app: App): Promise<void> {
  await page.goto(app.firstLink);
  await page.getByLabel('Họ và tên').fill('Nguyễn Quản Trị');
  await page.getByLabel('Tên đăng nhập').fill('quan.tri');
  await page.getByLabel('Mật khẩu', { exact: true }).fill(ADMIN);
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
}

export async function layOutRound(
  page: Page,
  {
    commune = 'Xã Nông Thượng',
    district,
    province = 'Tỉnh Bắc Kạn',
    year = 2023,
    beside,
  }: { commune?: string; district?: string; province?: string; year?: number; beside?: string } = {},
): Promise<void> {
  await page.getByLabel('Tên xã, phường, thị trấn').fill(commune);
  if (district) await page.getByLabel('Huyện, nếu còn cấp huyện').fill(district);
  await page.getByLabel('Tỉnh, thành phố').fill(province);
  await page.getByLabel('Năm', { exact: true }).fill(String(year));
  await page.getByLabel('Khu vực của xã').selectOption({ label: 'Nông thôn' });
  if (beside) await page.getByRole('checkbox', { name: beside }).check();
  await page.getByRole('button', { name: 'Lập đợt rà soát' }).click();
}

/** As an admin, with the invented numbers of the fixtures. */
export async function confirmStandard2027(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Bộ quy định' }).click();
  const card = page.getByRole('region', { name: 'Chuẩn nghèo đa chiều quốc gia giai đoạn 2027-2030' });
  await card.getByRole('button', { name: 'Ghi các số và xác nhận' }).click();
  await card.getByRole('radio', { name: 'Bảng của Thông tư 07/2021' }).check();
  for (const [name, { rural, urban }] of [
    ['Điểm B1 cao nhất', CONFIRMED_2027.b1Limit],
    ['Thu nhập cao nhất của hộ có mức sống trung bình', CONFIRMED_2027.averageLimit],
  ] as const) {
    const group = card.getByRole('group', { name });
    await group.getByLabel('Nông thôn').fill(String(rural));
    await group.getByLabel('Đô thị').fill(String(urban));
  }
  await card.getByLabel('Điểm B2 của mỗi chỉ số thiếu hụt').fill(String(CONFIRMED_2027.pointsPerIndicator));
  await card.getByLabel('Điểm B2 từ mức này').fill(String(CONFIRMED_2027.b2Poor));
  await card.getByLabel('Số tiêu chí Phiếu A').fill(String(CONFIRMED_2027.formALimit));
  await card.getByLabel('Văn bản làm căn cứ').fill(CONFIRMED_2027.basis);
  await card.getByLabel(/Tôi đã đối chiếu/).check();
  await card.getByRole('button', { name: 'Xác nhận bộ chuẩn' }).click();
  await expect(page.getByText('Nguyễn Quản Trị xác nhận ngày')).toBeVisible();
}

/** As an admin: gives a person an account. @param choose fills in the rest of the form. @returns its name and first password. */
export async function appoint(page: Page, name: string, choose: () => Promise<unknown>): Promise<[username: string, password: string]> {
  await page.getByLabel('Họ và tên').fill(name);
  await choose();
  await page.getByRole('button', { name: 'Cấp tài khoản' }).click();
  const given = page.getByRole('region', { name: 'Mật khẩu cấp lần đầu' }).locator('dd');
  await expect(page.getByRole('heading', { name: `Đưa cho ${name}` })).toBeVisible();
  const account = [(await given.nth(0).textContent()) ?? '', (await given.nth(1).textContent()) ?? ''] as [string, string];
  await page.getByRole('button', { name: 'Đã ghi lại' }).click();
  return account;
}

/** @returns the first password of the commune's officer. */
export async function appointOfficer(page: Page): Promise<string> {
  await page.getByLabel('Họ và tên').fill(VIET);
  await page.getByRole('button', { name: 'Cấp tài khoản' }).click();
  await expect(page.getByRole('heading', { name: `Đưa cho ${VIET}` })).toBeVisible();
  return (await page.getByRole('region', { name: 'Mật khẩu cấp lần đầu' }).locator('dd').nth(1).textContent()) ?? '';
}

/** The page that a first password leads to. */
export async function choosePassword(page: Page, given: string): Promise<void> {
  await page.getByLabel('Mật khẩu đang dùng').fill(given);
  await page.getByLabel('Mật khẩu mới', { exact: true }).fill(OFFICER);
  await page.getByLabel('Ghi lại mật khẩu mới').fill(OFFICER);
  await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
}

/** Starts on the page with the file input. @param another imports a list of another commune, or of villages that do not exist yet. */
export async function importFile(page: Page, file: string, { another = false } = {}): Promise<void> {
  await page.getByLabel('Tệp Excel', { exact: true }).setInputFiles(file);
  if (another) await page.getByLabel('Đúng là thêm').check();
  await page.getByRole('button', { name: 'Ghi vào danh sách' }).click();
  await expect(page.getByText('Đã ghi vào danh sách:')).toBeVisible();
}

/** Asks to lock or unlock a village's list: with the button in a locked list's strip, otherwise in the menu. */
export async function askLock(page: Page, label: 'Khóa' | 'Mở khóa', village: string): Promise<void> {
  const strip = page.getByRole('button', { name: `${label}: danh sách ${village}`, exact: true });
  const menu = page.getByRole('button', { name: `Việc khác với ${village}`, exact: true });
  await expect(strip.or(menu).first()).toBeVisible();
  if (await strip.isVisible()) return strip.click();
  await menu.click();
  await page.getByRole('menuitem', { name: `${label} danh sách ${village}`, exact: true }).click();
}

export const copies = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name.startsWith('so-ra-soat/')));
export const unsent = async (page: Page): Promise<number> => Number(await page.locator('.safe-status').getAttribute('data-unsent'));
export const received = (page: Page): Promise<void> => expect(page.getByRole('button', { name: /Xã đã nhận tất cả/ })).toBeVisible();

/** Waits until the page opens from this device alone. */
export const keptHere = (page: Page): Promise<void> =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const { installing, waiting, active } = (await navigator.serviceWorker.getRegistration()) ?? {};
          return {
            installing: installing?.state,
            waiting: waiting?.state,
            active: active?.state,
            controlled: navigator.serviceWorker.controller !== null,
          };
        }),
      // It stores every file of the app, beside the lists.
      { timeout: 60_000 },
    )
    .toMatchObject({ active: 'activated', controlled: true });

/** Like after thirty days: the server's sessions have expired. */
export function expireSessions(app: App): void {
  inAccounts(app, (db) => db.prepare('UPDATE session SET expiresAt = ?').run(new Date(Date.now() - 1000).toISOString()));
}

export function inAccounts(app: App, work: (db: Database.Database) => void): void {
  const db = new Database(join(app.data, 'tai-khoan.db'));
  work(db);
  db.close();
}

/** Xã Nông Thượng with its list imported; its officer's device is signed in. */
export async function layOut(app: App, browser: Browser): Promise<Device> {
  const admin = await request.newContext({ baseURL: app.url });
  const officer = await device(app, browser);
  const post = async (by: BrowserContext['request'], path: string, data: object) => {
    const answer = await by.post(path, { data });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  };
  await post(admin, '/api/first', { token: app.firstLink.split('#')[1], name: 'Nguyễn Quản Trị', username: 'quan.tri', password: ADMIN });
  const { review } = await post(admin, '/api/reviews', { commune: 'Xã Nông Thượng', province: 'Tỉnh Bắc Kạn', year: 2023, area: 'rural' });
  const made = await post(admin, '/api/people', { name: VIET, role: 'commune', review: review.id });
  await post(officer.context.request, '/api/enter', { username: 'tran.quoc.viet', password: made.password });
  await post(officer.context.request, '/api/password', { current: made.password, next: OFFICER });
  await admin.dispose();
  await officer.page.goto('/nhap');
  await importFile(officer.page, fixture('nong-thuong-2023.xlsx'));
  await received(officer.page);
  return officer;
}

/** An invitation's link has the machine's network address; tests use only the loopback address. */
export function nearby(app: App, link: string): string {
  const { pathname, hash } = new URL(link);
  return `${app.url}${pathname}${hash}`;
}

/** @returns the link's secret. */
export async function invite(officer: Device, change: object = {}): Promise<string> {
  const answer = await officer.context.request.post('/api/invitations', {
    data: { role: 'reviewer', villages: ['thon-3'], places: 'Thôn 3', uses: 1, days: 1, ...change },
  });
  return ((await answer.json()) as { invitation: { token: string } }).invitation.token;
}

/** A new person with their own device, signed in. @returns the device, with the name they sign in with. */
export async function takeIn(
  app: App,
  browser: Browser,
  officer: Device,
  name: string,
  villages: string[],
): Promise<Device & { username: string }> {
  const opened = await device(app, browser);
  const token = await invite(officer, { villages, places: villages.join(', ') });
  const answer = await opened.context.request.post('/api/invitation/accept', { data: { token, name, password: PIN } });
  const { username } = (await answer.json()) as { username: string };
  await opened.page.goto('/');
  await expect(opened.page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(villages.length);
  return { ...opened, username };
}

/** Kim Sơn by the plan of Trà Cú: its round laid out, an officer appointed, and its lists brought. */
export async function bringKimSon(app: App, browser: Browser): Promise<{ admin: Device; office: Device }> {
  const [admin, office] = [await device(app, browser), await device(app, browser)];
  await becomeAdmin(admin.page, app);
  await admin.page.getByLabel('Tên xã, phường, thị trấn').fill('Xã Kim Sơn');
  await admin.page.getByLabel('Huyện, nếu còn cấp huyện').fill('Huyện Trà Cú');
  await admin.page.getByLabel('Tỉnh, thành phố').fill('Tỉnh Trà Vinh');
  await admin.page.getByLabel('Kế hoạch rà soát').selectOption('tra-cu-2023');
  await admin.page.getByLabel('Khu vực của xã').selectOption({ label: 'Nông thôn' });
  await admin.page.getByRole('button', { name: 'Lập đợt rà soát' }).click();
  const given = await appointOfficer(admin.page);
  await signIn(office.page, 'tran.quoc.viet', given);
  await choosePassword(office.page, given);
  await office.page.getByRole('link', { name: 'Nhập danh sách từ Excel' }).click();
  await importFile(office.page, fixture('kim-son-2023.xlsx'));
  await received(office.page);
  return { admin, office };
}
