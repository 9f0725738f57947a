/** A commune with accounts, and the devices of its people. */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, request, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { fixture, type App } from './app.ts';

export const PIN = '482915';
const OFFICER = 'mot mat khau dai';

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

export const copies = (page: Page): Promise<string[]> => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name.startsWith('so-ra-soat/')));
export const unsent = async (page: Page): Promise<number> => Number(await page.locator('.safe-status').getAttribute('data-unsent'));
export const received = (page: Page): Promise<void> => expect(page.getByRole('button', { name: /Xã đã nhận tất cả/ })).toBeVisible({ timeout: 60_000 });

/** The page opens from this device alone from here on. */
export async function keptHere(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

/** As after thirty days: what the commune's machine knows of the sessions has run out. */
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
  await post(admin, '/api/first', { token: app.firstLink.split('#')[1], name: 'Nguyễn Quản Trị', username: 'quan.tri', password: 'mot cau de nho' });
  const { review } = await post(admin, '/api/reviews', { commune: 'Xã Nông Thượng', province: 'Tỉnh Bắc Kạn', year: 2023, area: 'rural' });
  const made = await post(admin, '/api/people', { name: 'Trần Quốc Việt', role: 'commune', review: review.id });
  await post(officer.context.request, '/api/enter', { username: 'tran.quoc.viet', password: made.password });
  await post(officer.context.request, '/api/password', { current: made.password, next: OFFICER });
  await admin.dispose();
  await officer.page.goto('/nhap');
  await officer.page.getByLabel('Tệp Excel', { exact: true }).setInputFiles(fixture('nong-thuong-2023.xlsx'));
  await officer.page.getByRole('button', { name: 'Ghi vào danh sách' }).click();
  await expect(officer.page.getByText('Đã ghi vào danh sách:')).toBeVisible();
  await received(officer.page);
  return officer;
}

/** @returns the link's secret. */
export async function invite(officer: Device, change: object = {}): Promise<string> {
  const answer = await officer.context.request.post('/api/invitations', { data: { role: 'reviewer', villages: ['thon-3'], places: 'Thôn 3', uses: 1, days: 1, ...change } });
  return ((await answer.json()) as { invitation: { token: string } }).invitation.token;
}

/** Somebody new with a device of their own, at work. @returns with the name they sign in with. */
export async function takeIn(app: App, browser: Browser, officer: Device, name: string, villages: string[]): Promise<Device & { username: string }> {
  const opened = await device(app, browser);
  const token = await invite(officer, { villages, places: villages.join(', ') });
  const answer = await opened.context.request.post('/api/invitation/accept', { data: { token, name, password: PIN } });
  const { username } = (await answer.json()) as { username: string };
  await opened.page.goto('/');
  await expect(opened.page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(villages.length);
  return { ...opened, username };
}
