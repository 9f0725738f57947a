/** The status is true from its first text on: while a page opens, offline, and with a server that does not answer. */
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { App, fixture } from './app.ts';
import { importFile, keptHere, LAN, received, VIET } from './people.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeEach(async () => {
  app = await App.start();
});
test.afterEach(() => app.stop());

/** Every text of the status on this page, in order. */
const said = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);

async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const words: string[] = [];
    Object.assign(globalThis, { said: words });
    new MutationObserver(() => {
      const text = document.querySelector('.safe-status .long')?.textContent;
      if (text && words.at(-1) !== text) words.push(text);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
}

async function slowPage(context: BrowserContext): Promise<{ page: Page; sockets: () => number }> {
  const page = await context.newPage();
  let sockets = 0;
  page.on('websocket', () => (sockets += 1));
  await listen(page);
  await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 6 });
  return { page, sockets: () => sockets };
}

test('nineteen villages, two tabs: the status is never wrong while they open, and all is received over one connection', async ({
  browser,
}) => {
  const { page, context } = await app.enter(browser, VIET);
  await page.goto('/nhap');
  await importFile(page, fixture('kim-son-2023.xlsx'), { another: true });
  await received(page);
  await page.close();
  const tabs = [await slowPage(context), await slowPage(context)];
  await Promise.all(tabs.map((tab) => tab.page.goto('/')));
  for (const tab of tabs) {
    await received(tab.page);
    await expect(tab.page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(19);
    await expect(tab.page.getByText('Mới mở')).toHaveCount(0);
    await received(tab.page);
    const words = await said(tab.page);
    expect(words[0]).toBe('Đang mở…');
    expect(words.filter((word) => !['Đang mở…', 'Đang nối với xã…', 'Xã đã nhận tất cả'].includes(word))).toEqual([]);
    // The shared Worker has the connection.
    expect(tab.sockets()).toBe(0);
  }
  // Without such a Worker, as on many phones, a page has one connection for all its villages.
  const alone = await slowPage(context);
  await alone.page.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'));
  await alone.page.goto('/');
  await received(alone.page);
  await expect(alone.page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(19);
  expect(alone.sockets()).toBe(1);
  await context.close();
});

test('the network goes and comes, then the server hangs: the status says so, and never says that something is sent', async ({
  browser,
}) => {
  const { page, context } = await app.enter(browser, LAN);
  await keptHere(page);
  await listen(page);
  const book = await new Workbook(page).open('thon-3');
  const row = await book.row('Vũ Đình Sơn');
  await received(page);
  const status = page.locator('.safe-status .long');

  await test.step('the browser reports it', async () => {
    await context.setOffline(true);
    await expect(status).toHaveText('Không có mạng · không còn gì chờ gửi');
    await book.type(row, 'b1', '61');
    await expect(status).toHaveText('Không có mạng · 1 sửa đổi lưu trên máy này');
    expect((await said(page)).filter((word) => word.startsWith('Đang gửi'))).toEqual([]);
    await context.setOffline(false);
    await received(page);
  });

  await test.step('opened offline', async () => {
    await context.setOffline(true);
    await page.reload();
    await expect(status).toHaveText('Không có mạng · không còn gì chờ gửi');
    expect(await said(page)).toEqual(['Đang mở…', 'Không có mạng · không còn gì chờ gửi']);
    await context.setOffline(false);
    await received(page);
  });

  await test.step('the server does not answer', async () => {
    app.freeze();
    await expect(status).toHaveText('Không nối được với xã · không còn gì chờ gửi');
    await book.type(row, 'b1', '62');
    await expect(status).toHaveText('Không nối được với xã · 1 sửa đổi lưu trên máy này');
    app.thaw();
    await received(page);
  });
  await context.close();
});
