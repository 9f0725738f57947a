/** The commune locks a village's list: it becomes read-only for everybody, late edits are kept apart, and nothing is lost. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, type Page } from '@playwright/test';
import { DATABASE } from '../../server/log/sqlite-schema.ts';
import { App, fixture } from './app.ts';
import { askLock, keptHere, LAN, PHONE, THANH, VIET } from './people.ts';
import { Workbook, words } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const status = (page: Page) => page.locator('.safe-status');
const received = (page: Page) => expect(status(page)).toContainText('Xã đã nhận tất cả');
const strip = (page: Page) => page.getByRole('status').filter({ hasText: 'Danh sách đã khóa, chỉ xem.' });

/** From the open page: the home page's row of the village, or the village itself. */
async function decide(page: Page, label: 'Khóa' | 'Mở khóa' | 'Khóa tất cả' | 'Mở khóa tất cả', which: string): Promise<void> {
  const deed = label.startsWith('Mở') ? 'Mở khóa' : 'Khóa';
  if (label === 'Khóa' || label === 'Mở khóa') await askLock(page, label, which.replace('danh sách ', ''));
  else {
    await page.getByRole('button', { name: 'Việc khác của xã' }).click();
    await page.getByRole('menuitem', { name: `${label} danh sách`, exact: true }).click();
  }
  const question = page.getByRole('alertdialog', { name: `${deed} ${which}?` });
  await expect(question).toContainText(deed === 'Khóa' ? 'không mất' : 'được đưa vào danh sách');
  await question.getByRole('button', { name: deed, exact: true }).click();
  await expect(question).toBeHidden();
}

/** What the commune has kept apart is stored on the device a moment after the page says so. A page that is closed before says less. */
const lateKept = (page: Page, village: string): Promise<void> =>
  expect
    .poll(() =>
      page.evaluate(async (wanted) => {
        const name = (await indexedDB.databases()).map((each) => each.name ?? '').find((each) => each.endsWith(wanted)) ?? '';
        const answered = <T>(request: IDBRequest<T>): Promise<T> =>
          new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error ?? new Error(name));
          });
        const copy = await answered(indexedDB.open(name));
        const late = (await answered(copy.transaction('custom').objectStore('custom').get('apart'))) as Uint8Array | undefined;
        copy.close();
        return (late?.length ?? 0) > 1;
      }, village),
    )
    .toBe(true);

const state = (page: Page, village: string) => page.getByRole('row', { name: new RegExp(`^${village} `) });

test('a lock makes open pages read-only at once and unlocking opens them', async ({ browser }) => {
  const lan = await app.enter(browser, LAN);
  const viet = await app.enter(browser, VIET);
  await lan.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url });
  await expect(lan.page.getByRole('button', { name: /^(Khóa|Mở khóa|Việc khác)/ })).toHaveCount(0);
  await expect(state(lan.page, 'Thôn 3')).toContainText('Đang ghi');
  const hers = await new Workbook(lan.page).open('thon-3');
  const [khue, bang] = [await hers.row('Bùi Quang Khuê'), await hers.row('Lê Đức Bằng')];
  await hers.type(bang, 'size', '2');

  await test.step('locked: the strip says so and whom to ask, and there is no way to write', async () => {
    await decide(viet.page, 'Khóa', 'danh sách Thôn 3');
    await expect(state(viet.page, 'Thôn 3')).toContainText('Đã khóa');
    await expect(state(viet.page, 'Thôn 2')).toContainText('Đang ghi');
    await expect(strip(lan.page)).toContainText(`Cần sửa thì hỏi ${VIET}`);
    await expect(lan.page.getByRole('toolbar')).toContainText('Chỉ xem');
    for (const name of ['Thêm hộ', 'Hoàn tác', 'Làm lại']) await expect(lan.page.getByRole('button', { name })).toHaveCount(0);
    await lan.page.evaluate(() => navigator.clipboard.writeText('9'));
    await hers.stand(khue, 'size');
    for (const keys of ['7', 'Enter', 'F2', 'Delete', 'Control+v', 'Control+x', 'Control+z']) await lan.page.keyboard.press(keys);
    await hers.stand(khue, 'i1');
    for (const keys of ['x', 'Space']) await lan.page.keyboard.press(keys);
    await (await hers.reach(khue, 'i2')).click();
    await expect(lan.page.getByLabel('Ghi vào ô')).toHaveCount(0);
    for (const [column, text] of [
      ['size', '3'],
      ['i1', ''],
      ['i2', ''],
    ] as const)
      await expect(await hers.reach(khue, column)).toHaveText(text);
    await expect(await hers.reach(bang, 'size')).toHaveText('2');
    await received(lan.page);
  });

  await test.step('the officer sees the same, and unlocks from the list itself', async () => {
    const his = await new Workbook(viet.page).open('thon-3');
    await expect(strip(viet.page)).toContainText('Bạn khóa lúc');
    await expect(viet.page.getByRole('button', { name: 'Thêm hộ' })).toHaveCount(0);
    await decide(viet.page, 'Mở khóa', 'danh sách Thôn 3');
    for (const page of [lan.page, viet.page]) await expect(strip(page)).toHaveCount(0);
    await expect(lan.page.getByText('Danh sách đã mở khóa: lại ghi được.')).toBeVisible();
    await hers.type(khue, 'size', '4');
    await expect(await his.reach(khue, 'size')).toContainText('4');
    await his.type(khue, 'note', 'chung quanh');
    await expect(await hers.reach(khue, 'note')).toContainText('chung quanh');
  });

  await test.step('an edit that was being typed when the lock came is kept as a late edit, and the page says so', async () => {
    await hers.stand(bang, 'size');
    await lan.page.keyboard.press('F2');
    await lan.page.keyboard.type('1');
    await decide(viet.page, 'Khóa', 'danh sách Thôn 3');
    await expect(strip(lan.page)).toBeVisible();
    await expect(lan.page.getByLabel('Ghi vào ô')).toBeFocused();
    await expect(lan.page.getByLabel('Ghi vào ô')).toHaveValue('21');
    await lan.page.keyboard.press('Enter');
    await expect(lan.page.getByText('Danh sách vừa khóa: 21 ở Hộ Lê Đức Bằng, cột Số nhân khẩu, được giữ riêng')).toBeVisible();
    await expect(strip(lan.page)).toContainText('1 sửa đổi của máy này đến sau khi khóa: xã giữ riêng');
    const his = new Workbook(viet.page);
    await expect(words(await his.reach(bang, 'size'))).toHaveText('2');
    await decide(viet.page, 'Mở khóa', 'danh sách Thôn 3');
    await expect(words(await his.reach(bang, 'size'))).toHaveText('21');
    await received(lan.page);
  });

  await test.step('all lists at once, and back', async () => {
    await viet.page.goto('/');
    await decide(viet.page, 'Khóa tất cả', 'danh sách của 12 thôn');
    await expect(viet.page.getByRole('heading', { name: '12 thôn, 12 thôn đã khóa' })).toBeVisible();
    await expect(strip(lan.page)).toBeVisible();
    await decide(viet.page, 'Mở khóa tất cả', 'danh sách của 12 thôn');
    await expect(strip(lan.page)).toHaveCount(0);
  });
  await lan.context.close();
  await viet.context.close();
});

test('offline edits meet a lock: kept as late edits, reported after every reload, merged by unlocking', async ({ browser }) => {
  const lan = await app.enter(browser, LAN);
  const viet = await app.enter(browser, VIET);
  let page = lan.page;
  let hers = await new Workbook(page).open('thon-4');
  const row = (await page.locator('[row-id]').first().getAttribute('row-id')) ?? '';
  const before = (await (await hers.reach(row, 'b1')).textContent()) ?? '';
  await keptHere(page);
  await received(page);
  const reopen = async (): Promise<void> => {
    await page.close();
    page = await lan.context.newPage();
    hers = await new Workbook(page).open('thon-4');
  };

  await test.step('she writes at a door, the officer locks meanwhile', async () => {
    await lan.context.setOffline(true);
    await reopen();
    await hers.type(row, 'b1', '87');
    await expect(status(page)).toContainText('1 sửa đổi');
    await decide(viet.page, 'Khóa', 'danh sách Thôn 4');
    await received(viet.page);
  });

  await test.step('back online: late, on her page and in nobody’s list', async () => {
    await lan.context.setOffline(false);
    await expect(status(page)).toContainText('1 sửa đổi đến sau khi khóa danh sách, xã giữ riêng chờ xét');
    await expect(strip(page)).toContainText('1 sửa đổi của máy này đến sau khi khóa');
    const his = await new Workbook(viet.page).open('thon-4');
    await expect(words(await his.reach(row, 'b1'))).toHaveText(before);
    await reopen();
    await expect(status(page)).toContainText('xã giữ riêng chờ xét');
    await expect(strip(page)).toContainText('1 sửa đổi của máy này đến sau khi khóa');
    await lateKept(page, 'thon-4');
  });

  await test.step('offline the device still knows of both', async () => {
    await lan.context.setOffline(true);
    await reopen();
    await expect(strip(page)).toContainText('1 sửa đổi của máy này đến sau khi khóa');
    await hers.stand(row, 'b1');
    await page.keyboard.type('5');
    await expect(page.getByLabel('Ghi vào ô')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Thêm hộ' })).toHaveCount(0);
    await lan.context.setOffline(false);
    await expect(status(page)).toContainText('xã giữ riêng chờ xét');
  });

  await test.step('after unlocking they are in everybody’s list, and received', async () => {
    await decide(viet.page, 'Mở khóa', 'danh sách Thôn 4');
    const his = new Workbook(viet.page);
    await expect(words(await his.reach(row, 'b1'))).toHaveText('87');
    await received(page);
    await received(viet.page);
    await expect(strip(page)).toHaveCount(0);
  });
  await lan.context.close();
  await viet.context.close();
});

test('a locked list is read-only on a phone', async ({ browser }) => {
  const viet = await app.enter(browser, VIET);
  const { page } = await app.enter(browser, LAN, PHONE);
  await page.goto('/thon/thon-2');
  await page.getByRole('list').getByRole('button').first().click();
  await page.getByRole('tab', { name: 'B1' }).click();
  const score = page.getByLabel('Điểm B1');
  await score.fill('88');

  await test.step('text in the box when the lock comes is not lost', async () => {
    await decide(viet.page, 'Khóa', 'danh sách Thôn 2');
    await expect(strip(page)).toContainText(`Cần sửa thì hỏi ${VIET}`);
    await expect(score).toHaveValue('88');
    await score.blur();
    await expect(page.getByText('Danh sách vừa khóa: 88 ở Hộ')).toBeVisible();
    await expect(strip(page)).toContainText('1 sửa đổi của máy này đến sau khi khóa');
  });

  await test.step('no new edit can be started', async () => {
    await expect(score).not.toBeEditable();
    await expect(page.getByRole('button', { name: 'Hoàn tác' })).toHaveCount(0);
    await page.getByRole('tab', { name: 'B2' }).click();
    await expect(page.getByRole('switch').first()).toBeDisabled();
    await page.getByRole('tab', { name: 'Thành viên' }).click();
    await expect(page.getByRole('button', { name: 'Thêm thành viên' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Về danh sách' }).click();
    await expect(page.getByRole('button', { name: 'Thêm hộ' })).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  await test.step('after unlocking, editing continues', async () => {
    await decide(viet.page, 'Mở khóa', 'danh sách Thôn 2');
    await expect(strip(page)).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Thêm hộ' })).toBeVisible();
    await expect(status(page)).toContainText('Xã đã nhận');
  });
  await page.context().close();
  await viet.context.close();
});

test('a file that would change a locked list is not written', async ({ browser }) => {
  const { page } = await app.enter(browser, VIET);
  const book = await new Workbook(page).open('thon-1');
  const row = (await page.locator('[row-id]').first().getAttribute('row-id')) ?? '';
  await book.type(row, 'size', '9');
  await decide(page, 'Khóa', 'danh sách Thôn 1');
  await page.goto('/nhap');
  await page.getByLabel('Tệp Excel', { exact: true }).setInputFiles(fixture('nong-thuong-2023.xlsx'));
  await expect(page.getByText('đã khóa mà tệp này sẽ sửa')).toContainText('Thôn 1');
  await expect(page.getByRole('button', { name: 'Ghi vào danh sách' })).toBeDisabled();
  await page.goto('/');
  await decide(page, 'Mở khóa', 'danh sách Thôn 1');
  await page.context().close();
});

test('while the server cannot store, the page says so and keeps everything', async ({ browser }) => {
  const lan = await app.enter(browser, LAN);
  const thanh = await app.enter(browser, THANH);
  const hers = await new Workbook(lan.page).open('thon-3');
  const his = await new Workbook(thanh.page).open('thon-3');
  const row = await hers.row('Vũ Đình Sơn');
  await received(lan.page);
  // Another program locks the file for longer than the server waits.
  const other = new Database(join(app.data, DATABASE));
  other.exec('BEGIN EXCLUSIVE');
  try {
    await hers.type(row, 'note', 'ghi lúc máy xã bận');
    await expect(status(lan.page)).toContainText('Máy của xã đang bận, chưa lưu được');
    await expect(status(lan.page)).toContainText('1 sửa đổi vẫn lưu trên máy này');
    const health = await fetch(`${app.url}/api/health`);
    expect([health.status, await health.json()]).toEqual([
      503,
      { ok: false, code: 'busy', text: expect.stringContaining('chương trình khác') },
    ]);
    await expect(await his.reach(row, 'note')).not.toContainText('ghi lúc');
  } finally {
    other.exec('ROLLBACK');
    other.close();
  }
  await received(lan.page);
  await expect(await his.reach(row, 'note')).toContainText('ghi lúc máy xã bận');
  expect(await (await fetch(`${app.url}/api/health`)).json()).toMatchObject({ ok: true, code: 'ok' });
  await received(thanh.page);
  await lan.context.close();
  await thanh.context.close();
});
