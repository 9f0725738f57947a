/** The village head at the projector: nothing personal in the page, on the device, or on the wire, while the reviewer works. */
import { expect, test, type Page } from '@playwright/test';
import { App } from './app.ts';
import { HIEU, LAN } from './people.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const ROOM = 'nong-thuong-2023.thon-3';
/** What the reviewer writes during the test. */
const WRITTEN = '006098765432';

/** Every CCCD and date of birth of the list, read from the log with the right to them. */
async function personalValues(page: Page): Promise<string[]> {
  const { changes } = (await (await page.request.get(`/api/changes/${ROOM}?since=0`)).json()) as {
    changes: { field: string; to: (string | number | null)[] }[];
  };
  return changes
    .filter(({ field }) => field === 'cccd' || field === 'birth')
    .flatMap(({ to }) => to.map(String))
    .filter((value) => value.length > 8);
}

/** Everything received over websockets, as searchable text. */
function listen(page: Page): { text: () => string } {
  const parts: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => parts.push(typeof payload === 'string' ? payload : payload.toString('latin1'))),
  );
  page.on('response', (response) => {
    if (response.url().includes('/api/'))
      void response.text().then(
        (text) => parts.push(text),
        () => undefined,
      );
  });
  return { text: () => parts.join('\n') };
}

/** Every byte of the page's databases, and everything else the device remembers. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const found: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    const wait = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('indexedDB'));
      });
    const read = (value: unknown): string => {
      if (value instanceof Uint8Array) return [...value].map((byte) => String.fromCharCode(byte)).join('');
      if (value instanceof ArrayBuffer) return read(new Uint8Array(value));
      if (Array.isArray(value)) return value.map(read).join();
      return typeof value === 'object' && value !== null ? Object.values(value).map(read).join() : String(value);
    };
    for (const { name } of await indexedDB.databases()) {
      found.push(`db ${name}`);
      const db = await wait(indexedDB.open(name ?? ''));
      for (const store of db.objectStoreNames) found.push(...(await wait(db.transaction(store).objectStore(store).getAll())).map(read));
      db.close();
    }
    return found.join('\n');
  });

test('a reviewer sees and writes personal data, the village head has none of it anywhere', async ({ browser }) => {
  const lan = await app.enter(browser, LAN);
  const book = await new Workbook(lan.page).open('thon-3');
  const secrets = [...(await personalValues(lan.page)), WRITTEN];
  expect(secrets.length).toBeGreaterThan(40);
  const row = (await lan.page.locator('[row-id]:has([col-id=head])').first().getAttribute('row-id')) ?? '';
  const name = (await book.cell(row, 'head').textContent()) ?? '';

  const context = await browser.newContext({ baseURL: app.url });
  // Then the page itself holds the connection, and the test can listen to it.
  await context.addInitScript('delete globalThis.SharedWorker');
  const page = await context.newPage();
  const heard = listen(page);
  await page.goto('/');
  await page.getByRole('button', { name: HIEU }).click();
  await expect(page.getByRole('heading', { name: 'Việc cần làm' })).toBeVisible();
  const head = await new Workbook(page).open('thon-3');

  await test.step('what is written meanwhile reaches them without it', async () => {
    await book.type(row, 'cccd', WRITTEN);
    await book.type(row, 'note', 'ghi trong buổi họp');
    await expect(await head.reach(row, 'note')).toHaveText('ghi trong buổi họp');
    await expect(await book.reach(row, 'cccd')).toHaveText(WRITTEN);
  });

  await test.step('no column, no question, no search for it', async () => {
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Cột/ }).click();
    const columns = page.getByRole('dialog', { name: 'Cột hiện và ẩn' });
    await expect(columns.getByRole('checkbox', { name: 'Giới tính' })).toBeVisible();
    await expect(columns.getByRole('checkbox', { name: /CCCD|Ngày sinh|Thu nhập/ })).toHaveCount(0);
    await expect(columns).toContainText('chỉ rà soát viên và cán bộ xã xem được');
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: /Thành viên/ }).click();
    await expect(page.getByRole('columnheader', { name: 'Giới tính' })).toBeAttached();
    for (const column of ['cccd', 'birth']) await expect(page.locator(`[col-id="${column}"]`)).toHaveCount(0);
    await expect(page.getByRole('option', { name: /CCCD/ })).toHaveCount(0);
    await expect(page.getByLabel('Tìm', { exact: true })).toHaveAttribute('placeholder', 'Tìm tên, mã hộ…');
    await expect(page.getByRole('toolbar').getByText('Chỉ xem')).toHaveAttribute('title', /chỉ rà soát viên và cán bộ xã xem được/);
  });

  await test.step('a person with the right can hide it on a shared screen too', async () => {
    const choose = async (item: string): Promise<void> => {
      await lan.page.getByRole('button', { name: 'Xem', exact: true }).click();
      await lan.page.getByRole('menuitem', { name: item }).click();
    };
    await choose('Ẩn CCCD, ngày sinh, thu nhập');
    await expect(lan.page.locator('[col-id="cccd"]')).toHaveCount(0);
    await lan.page.reload();
    await book.seen();
    await expect(lan.page.getByRole('columnheader', { name: 'Giới tính' })).toBeAttached();
    await expect(lan.page.locator('[col-id="cccd"]')).toHaveCount(0);
    await choose('Hiện CCCD, ngày sinh, thu nhập');
    await expect(await book.reach(row, 'cccd')).toHaveText(WRITTEN);
  });

  await test.step('forms say what is missing, and show no 0 instead', async () => {
    await page.goto('/bieu?mau=7.11');
    await expect(page.getByText('Ô để trống trong biểu này tính từ những số đó.')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Chưa biết: .*Tổng số trẻ em, Thôn 3/ }).first()).toBeVisible();
    await page.goto('/bieu?mau=6.1');
    await expect(page.getByRole('columnheader', { name: 'Họ và tên thành viên' })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: /CCCD|Ngày sinh|Ngày, tháng/ })).toHaveCount(0);
    await expect(page.getByText('Ở đây không có các cột đó.')).toBeVisible();
    await page.goto('/bieu?mau=7.2');
    await expect(page.getByText('chỉ rà soát viên và cán bộ xã xem được')).toHaveCount(0);
  });

  await test.step('nor does the history have it', async () => {
    await page.goto('/thon/thon-3');
    await page.getByRole('button', { name: 'Lịch sử' }).click();
    const answer = await page.request.get(`/api/changes/${ROOM}?since=0`);
    expect(answer.ok()).toBe(true);
    const text = await answer.text();
    expect(text).toContain('ghi trong buổi họp');
    expect(text).not.toMatch(/"(cccd|birth|income)"/);
    for (const path of [
      `history/${ROOM}?row=${encodeURIComponent(row)}`,
      `history/${ROOM}?row=${encodeURIComponent(row)}&field=cccd`,
      `audit/${ROOM}`,
    ]) {
      const told = await (await page.request.get(`/api/${path}`)).text();
      for (const secret of secrets) expect([path, secret, told.includes(secret)]).toEqual([path, secret, false]);
    }
  });

  await test.step('nothing in the page, on the device, on the wire', async () => {
    const device = await kept(page);
    const utf8 = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');
    expect(device).toContain(`${ROOM}.chung`);
    expect(device.split('\n')).not.toContain(`db so-ra-soat/luong-van-hieu/${ROOM}`);
    // Not even the existence of such cells.
    expect(device).not.toMatch(/cccd|birth|income/);
    const wire = heard.text();
    for (const text of [device, wire]) expect(utf8(text)).toContain(name);
    for (const [where, text] of Object.entries({ device, wire, page: await page.content() }))
      for (const secret of secrets) expect([where, secret, text.includes(secret)]).toEqual([where, secret, false]);
    // The reviewer's device has all of it.
    const hers = await kept(lan.page);
    for (const secret of secrets) expect([secret, hers.includes(secret)]).toEqual([secret, true]);
  });

  await test.step('the full list is closed to them', async () => {
    const closed = await page.evaluate(
      (room) =>
        new Promise<number>((resolve) => {
          const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/phong/${room}`);
          socket.onclose = ({ code }) => resolve(code);
        }),
      ROOM,
    );
    expect(closed).toBe(4403);
  });
  await context.close();
  await lan.context.close();
});
