/** Đối chiếu: the commune settles what people wrote differently offline. */
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { App } from './app.ts';
import { keptHere, LAN, PHONE, received, THANH, unsent, VIET } from './people.ts';
import { Workbook, words } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

interface Hand {
  context: BrowserContext;
  book: Workbook;
}

async function hand(browser: Parameters<App['enter']>[0], name: string): Promise<Hand> {
  const { context, page } = await app.enter(browser, name);
  const book = await new Workbook(page).open('thon-3');
  await keptHere(page);
  await received(page);
  return { context, book };
}

/** Writes offline, and comes back online. */
async function apart({ context, book }: Hand, cells: readonly [row: string, column: string, text: string][]): Promise<void> {
  await context.setOffline(true);
  for (const [row, column, text] of cells) await book.type(row, column, text);
  expect(await unsent(book.page)).toBe(cells.length);
}

async function back({ context, book }: Hand): Promise<void> {
  await context.setOffline(false);
  await received(book.page);
}

const items = (page: Page) => page.getByRole('navigation', { name: 'Hộ cần đối chiếu' }).getByRole('button');
const middle = (page: Page) => page.getByRole('group', { name: 'Hộ đang đối chiếu' });
const outcomes = (page: Page) => page.getByRole('complementary', { name: 'Kết quả theo từng cách chọn' });
const count = (page: Page) => page.getByRole('status').filter({ hasText: 'hai người ghi khác nhau' });

test('the commune settles what two reviewers wrote offline', async ({ browser }) => {
  const lan = await hand(browser, LAN);
  const thanh = await hand(browser, THANH);
  const rows = await Promise.all(['Lê Đức Bằng', 'Vũ Đình Sơn', 'Ngô Thị Huyền', 'Lê Thị Lụa'].map((name) => lan.book.row(name)));
  const [bang, son, huyen, lua] = rows as [string, string, string, string];
  // Lụa has more points than the limit and two indicators for both reviewers.
  await lan.book.type(lua, 'b1', '150');
  await lan.book.stand(lua, 'i1');
  for (let i = 1; i <= 12; i++) {
    await lan.book.page.keyboard.press(i <= 2 ? 'x' : 'Delete');
    await lan.book.page.keyboard.press('ArrowRight');
  }
  await received(lan.book.page);
  await expect(await thanh.book.reach(lua, 'b1')).toHaveText('150');

  await apart(lan, [
    [son, 'b1', '73'],
    [son, 'size', '5'],
    [bang, 'note', 'nhà đi vắng'],
    [huyen, 'size', '6'],
    [lua, 'b1', '130'],
  ]);
  await apart(thanh, [
    [son, 'b1', '153'],
    [son, 'size', '4'],
    [bang, 'note', 'đã gặp chủ hộ'],
    [huyen, 'size', '7'],
    [lua, 'i3', 'x'],
  ]);
  await back(lan);
  await back(thanh);

  const { page, context } = await app.enter(browser, VIET);

  await test.step('the home page names what is open and links to it; the export says that it is preliminary', async () => {
    const row = page.getByRole('row').filter({ hasText: 'Thôn 3' });
    await expect(row.getByRole('link', { name: '4 ô hai người ghi khác nhau, 1 hộ chưa thống nhất' })).toBeVisible();
    await page.goto('/xuat');
    await expect(page.getByText('Chưa công nhận được: 1 hộ chưa thống nhất')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Xuất bản sơ bộ' })).toBeVisible();
    await page.goto('/bieu?mau=7.1');
    await expect(page.getByText('Chưa thống nhất: 1 hộ')).toBeVisible();
    await page.goto('/');
    await row.getByRole('link', { name: /4 ô hai người/ }).click();
    await expect(page.getByRole('heading', { name: 'Đối chiếu' })).toBeVisible();
  });

  await test.step('the household whose class depends on it is first, with author, time, device, earlier value and each result', async () => {
    await expect(count(page)).toHaveText('4 ô ở 3 hộ hai người ghi khác nhau');
    await expect(items(page).first()).toContainText('Vũ Đình Sơn');
    await expect(items(page).first()).toContainText(/Hộ .*nghèo hay Không nghèo|Không nghèo hay Hộ .*nghèo/);
    await expect(page.getByRole('navigation')).toContainText('Hai người ghi ở các ô khác nhau (1)');
    const cell = middle(page).getByRole('group', { name: /^Điểm B1/ });
    await expect(cell.locator('.side').filter({ hasText: '73' })).toContainText(LAN);
    await expect(cell.locator('.side').filter({ hasText: '153' })).toContainText(
      /Nông Văn Thành · ghi \d\d\/\d\d \d\d:\d\d · xã nhận .* · máy tính \w{6}/,
    );
    await expect(cell).toContainText(/Trước đó: \d+/);
    await expect(outcomes(page)).toContainText('Không nghèo');
    await expect(outcomes(page)).toContainText('Điểm B1 153');
  });

  await test.step('keys: 1 and 2 choose, Enter writes and goes on, Z undoes', async () => {
    const b1 = middle(page).getByRole('group', { name: /^Điểm B1/ });
    const first = (await b1.locator('.value').first().textContent()) ?? '';
    await page.keyboard.press('1');
    await expect(b1.getByRole('radio').first()).toBeChecked();
    await expect(outcomes(page).locator('.sure')).toHaveCount(1);
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await expect(count(page)).toHaveText('2 ô ở 2 hộ hai người ghi khác nhau');
    await expect(words(lan.book.cell(son, 'b1'))).toHaveText(first);
    await expect(thanh.book.cell(son, '=class')).not.toHaveText('(chưa thống nhất)');
    await page.keyboard.press('z');
    await expect(count(page)).toHaveText('4 ô ở 3 hộ hai người ghi khác nhau');
    await expect(lan.book.cell(son, '=class')).toHaveText('(chưa thống nhất)');
    await expect(middle(page)).toContainText('Vũ Đình Sơn');
    await page.keyboard.press('j');
    await expect(middle(page)).not.toContainText('Vũ Đình Sơn');
    await page.keyboard.press('k');
    await expect(middle(page)).toContainText('Vũ Đình Sơn');
  });

  await test.step('a household: one press keeps all values of one person', async () => {
    await middle(page)
      .getByRole('button', { name: `Giữ 2 ô của ${THANH}` })
      .click();
    await expect(count(page)).toHaveText('2 ô ở 2 hộ hai người ghi khác nhau');
    await expect(words(lan.book.cell(son, 'b1'))).toHaveText('153');
  });

  await test.step('written in different cells: asked about because together they change the result, and kept on purpose', async () => {
    await items(page).filter({ hasText: 'Lê Thị Lụa' }).click();
    await expect(middle(page)).toContainText('(trước đó 150)');
    await expect(middle(page).locator('.both')).toContainText('Hộ nghèo');
    await middle(page).getByRole('button', { name: 'Đã xem, giữ cả hai' }).click();
    await expect(page.getByRole('navigation')).not.toContainText('Lê Thị Lụa');
    await expect(lan.book.cell(lua, '=class')).toHaveText('Hộ nghèo');
  });

  await test.step('assigned to the village: its page and the home page show it until it is done', async () => {
    await items(page).filter({ hasText: 'Ngô Thị Huyền' }).click();
    await middle(page).getByRole('button', { name: 'Giao thôn kiểm tra' }).click();
    await expect(page.getByLabel('Giao Thôn 3 kiểm tra')).toHaveValue(
      /Kiểm tra lại Số nhân khẩu: .*6 .*hay .*7|Kiểm tra lại Số nhân khẩu: .*7 .*hay .*6/,
    );
    await middle(page).getByRole('button', { name: 'Giao', exact: true }).click();
    await expect(middle(page).getByText('Xã giao kiểm tra:')).toBeVisible();
    await expect(lan.book.page.getByText('Xã giao kiểm tra, hộ Ngô Thị Huyền:')).toBeVisible();
    await thanh.book.page.goto('/');
    await expect(thanh.book.page.getByRole('link', { name: 'Xã giao kiểm tra' })).toBeVisible();
    await lan.book.page.getByRole('button', { name: 'Đã kiểm tra' }).click();
    await expect(middle(page).getByText('Xã giao kiểm tra:')).toHaveCount(0);
  });

  await test.step('a filtered set: kept at once after one question, and undone at once', async () => {
    await page.getByLabel('Cột').selectOption({ label: 'Ghi chú' });
    await expect(items(page)).toHaveCount(1);
    await page.getByLabel('Cột').selectOption('');
    await page.getByLabel('Giữ giá trị của').selectOption(LAN);
    await page.getByRole('button', { name: 'cho 2 ô ở mọi thôn' }).click();
    await page.getByRole('button', { name: 'Giữ 2 ô' }).click();
    await expect(page.getByText('Các thôn không có hộ nào cần đối chiếu')).toBeVisible();
    await expect(words(lan.book.cell(huyen, 'size'))).toHaveText('6');
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await expect(count(page)).toHaveText('2 ô ở 2 hộ hai người ghi khác nhau');
  });

  await test.step('on a phone: the list, then one household, in one column', async () => {
    const phone = await app.enter(browser, VIET, PHONE);
    await phone.page.goto('/doi-chieu');
    await expect(items(phone.page)).toHaveCount(2);
    await items(phone.page).filter({ hasText: 'Ngô Thị Huyền' }).click();
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await phone.page.locator('.side').filter({ hasText: '7' }).filter({ hasText: THANH }).click();
    await phone.page.getByRole('button', { name: 'Ghi, sang hộ sau' }).click();
    await expect(count(page)).toHaveText('1 ô ở 1 hộ hai người ghi khác nhau');
    await phone.context.close();
  });

  await test.step('offline: everything except devices and earlier values', async () => {
    await keptHere(page);
    await context.setOffline(true);
    await page.reload();
    await expect(count(page)).toHaveText('1 ô ở 1 hộ hai người ghi khác nhau');
    await expect(middle(page)).toContainText('Trước đó: xem được khi có mạng');
    await context.setOffline(false);
  });

  await Promise.all([context, lan.context, thanh.context].map((one) => one.close()));
});

test('the commune’s log says who wrote, whatever name an entry has; unconfirmed names are marked', async ({ browser }) => {
  const lan = await hand(browser, LAN);
  const thanh = await hand(browser, THANH);
  // A device that writes under the officer's name.
  await thanh.context.route('**/api/me', async (route) => {
    const answer = (await (await route.fetch()).json()) as { person: { name: string } };
    await route.fulfill({ json: { ...answer, person: { ...answer.person, name: VIET } } });
  });
  await thanh.book.page.reload();
  await thanh.book.seen();
  await received(thanh.book.page);
  const row = await lan.book.row('Vũ Đình Sơn');
  await apart(lan, [
    [row, 'size', '11'],
    [row, 'note', 'nhà hai hộ'],
  ]);
  await apart(thanh, [
    [row, 'size', '12'],
    [row, 'note', 'nhà một hộ'],
  ]);
  await back(lan);
  await back(thanh);

  const { page, context } = await app.enter(browser, VIET);
  const book = await new Workbook(page).open('thon-3');
  const bar = page.getByRole('group', { name: 'Thanh công thức' });
  const forged = `${THANH} (ghi tên ${VIET})`;
  await test.step('in the list: in the formula bar and in the tooltip', async () => {
    await expect(await book.reach(row, 'size')).toContainText('◆');
    await book.stand(row, 'size');
    await expect(bar).toContainText(`12: ${forged}, `);
    await expect(bar).toContainText(`11: ${LAN}, `);
    await page.mouse.move(0, 0);
    await (await book.reach(row, 'size')).hover({ position: { x: 4, y: 4 } });
    await expect(page.locator('.ag-tooltip')).toContainText(`12: ${forged}, `);
  });

  await test.step('in Đối chiếu: values are kept by their real author', async () => {
    await page.goto('/doi-chieu');
    await items(page).filter({ hasText: 'Vũ Đình Sơn' }).click();
    await expect(middle(page).locator('.side').filter({ hasText: 'nhà một hộ' })).toContainText(forged);
    await expect(items(page).filter({ hasText: 'Vũ Đình Sơn' })).toContainText('Lan, Thành');
    await expect(page.getByLabel('Người ghi').getByRole('option')).toContainText(['Tất cả', LAN, forged]);
    await page.getByLabel('Người ghi').selectOption(THANH);
    await expect(items(page).filter({ hasText: 'Vũ Đình Sơn' })).toHaveCount(1);
    await expect(middle(page).getByRole('button', { name: `Giữ 2 ô của ${forged}` })).toBeVisible();
    await expect(page.getByText(`Giữ 2 ô của ${VIET}`)).toHaveCount(0);
  });

  await test.step('offline nobody confirms a name: it is marked as the device’s claim', async () => {
    await keptHere(page);
    await context.setOffline(true);
    await page.reload();
    await items(page).filter({ hasText: 'Vũ Đình Sơn' }).click();
    await expect(middle(page).getByRole('button', { name: `Giữ 2 ô của ${LAN} (theo máy ghi)` })).toBeVisible();
    await expect(items(page).filter({ hasText: 'Vũ Đình Sơn' })).toContainText('(theo máy ghi)');
    await page.getByRole('link', { name: 'Mở hộ trong sổ' }).click();
    await book.stand(row, 'size');
    await expect(bar).toContainText(`12: ${VIET} (bạn) (theo máy ghi), `);
    await expect(bar).toContainText(`11: ${LAN} (theo máy ghi), `);
    await context.setOffline(false);
    await expect(bar).toContainText(`12: ${forged}, `);
  });
  await Promise.all([context, lan.context, thanh.context].map((one) => one.close()));
});
