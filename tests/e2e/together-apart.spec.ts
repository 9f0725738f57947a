/** Two people on one village: first online together, then apart without network, tab or server, and together again. */
import { expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { App } from './app.ts';
import { keptHere, LAN, VIET } from './people.ts';
import { Workbook, words } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const VILLAGE = 'thon-3';

const status = (page: Page) => page.locator('.safe-status');
const received = (page: Page) => expect(status(page)).toContainText('Xã đã nhận tất cả');

async function reopen(context: BrowserContext, page: Page): Promise<Workbook> {
  await page.close();
  return new Workbook(await context.newPage()).open(VILLAGE);
}

/** The cell's text, without the name of a colleague who is in it. */
const textOf = (cell: Locator): Promise<string> =>
  cell.evaluate(
    (element) =>
      [...element.querySelectorAll('.cell-text, .toggle-mark')].map((part) => part.textContent).join('') ||
      (element.querySelector('.cell') ? '' : (element.textContent ?? '')),
  );

/** Everything a person can see of the list, row by row. */
async function seenList(book: Workbook, rows: readonly string[]): Promise<string[][]> {
  const seen: string[][] = [];
  for (const row of rows) {
    const line: string[] = [];
    for (const column of ['head', 'size', 'b1', 'i1', 'i2', 'note', '=class']) line.push(await textOf(await book.reach(row, column)));
    seen.push(line);
  }
  return seen;
}

test('together, apart, and together again', async ({ browser }) => {
  const lan = await app.enter(browser, LAN);
  const viet = await app.enter(browser, VIET);
  let hers = await new Workbook(lan.page).open(VILLAGE);
  const his = await new Workbook(viet.page).open(VILLAGE);
  const [bang, son, huyen, lua] = await Promise.all(
    ['Lê Đức Bằng', 'Vũ Đình Sơn', 'Ngô Thị Huyền', 'Lê Thị Lụa'].map((name) => hers.row(name)),
  );
  if (!bang || !son || !huyen || !lua) throw new Error('The sample has changed');
  await keptHere(lan.page);
  await received(lan.page);

  await test.step('each sees at once where the other is and what they write', async () => {
    await expect(hers.page.getByRole('toolbar')).toContainText('Việt đang mở');
    await expect(his.page.getByRole('toolbar')).toContainText('Lan đang mở');
    await hers.stand(son, 'size');
    await expect(his.cell(son, 'size')).toContainText('Lan');
    await hers.page.keyboard.type('6');
    await hers.page.keyboard.press('Enter');
    await expect(his.cell(son, 'size')).toContainText('6');
    await expect(his.cell(son, 'size')).not.toContainText('Lan');
    await received(hers.page);
  });

  await test.step('another’s edit moves neither the selection nor an open editor', async () => {
    await his.stand(huyen, 'size');
    await his.page.keyboard.press('F2');
    await his.page.keyboard.type('1');
    await hers.type(huyen, 'sex', 'nam');
    await hers.type(bang, 'size', '2');
    await expect(his.cell(bang, 'size')).toHaveClass(/ag-cell-data-changed/);
    await expect(his.cell(bang, 'size')).toContainText('2');
    await expect(his.cell(huyen, 'sex')).toHaveText('Nam');
    await expect(his.page.getByLabel('Ghi vào ô')).toBeFocused();
    await expect(his.page.getByLabel('Ghi vào ô')).toHaveValue('31');
    await hers.type(huyen, 'size', '4');
    await received(hers.page);
    await his.page.keyboard.press('Enter');
    await expect(his.page.getByText(`trong lúc bạn đang ghi, ${LAN} đã ghi 4.`)).toBeVisible();
    await his.page.keyboard.press('Control+z');
    await expect(words(his.cell(huyen, 'size'))).toHaveText('4');
    await received(his.page);
  });

  await test.step('offline edits stay here and are counted', async () => {
    await lan.context.setOffline(true);
    await app.kill();
    await expect(status(hers.page)).toContainText('Không có mạng');
    await hers.type(lua, 'b1', '150');
    await hers.type(bang, 'note', 'hôm nay đã đến thăm');
    await expect(status(hers.page)).toContainText('2 sửa đổi');
  });

  await test.step('the tab is closed and opened again without the server: the list is here, and so is the count', async () => {
    hers = await reopen(lan.context, hers.page);
    await expect(await hers.reach(lua, 'b1')).toHaveText('150');
    await expect(hers.cell(lua, '=class')).toHaveText('Không nghèo');
    await expect(status(hers.page)).toContainText('2 sửa đổi');
    await hers.type(lua, 'i2', 'x');
    await hers.type(son, 'b1', '73');
    await expect(status(hers.page)).toContainText('4 sửa đổi');
  });

  await test.step('meanwhile he works on, too', async () => {
    await expect(status(his.page)).toContainText('Không nối được với xã');
    await his.type(son, 'b1', '153');
    await his.type(huyen, 'note', 'nhà đang đi làm xa');
    await expect(status(his.page)).toContainText('2 sửa đổi');
  });

  await test.step('the server returns: both lists are equal and have every edit', async () => {
    await app.restart();
    await lan.context.setOffline(false);
    await received(hers.page);
    await received(his.page);
    const rows = [bang, son, huyen, lua];
    await expect(hers.cell(son, '=class')).toHaveText('(chưa thống nhất)');
    let list: string[][] = [];
    await expect(async () => {
      list = await seenList(hers, rows);
      expect(await seenList(his, rows)).toEqual(list);
    }).toPass({ timeout: 60_000 });
    expect(list[0]).toContain('hôm nay đã đến thăm');
    expect(list[2]).toContain('nhà đang đi làm xa');
    expect(list[3]?.slice(2, 5)).toEqual(['150', '', '✓']);
  });

  await test.step('where both wrote one cell both copies show both values, who and when', async () => {
    for (const book of [hers, his]) {
      const cell = await book.reach(son, 'b1');
      await expect(cell).toContainText('◆');
      await cell.hover({ position: { x: 4, y: 4 } });
      await expect(book.page.locator('.ag-tooltip')).toHaveText(/^Hai người ghi khác nhau: (?=.*\b73: )(?=.*\b153: )/);
      await cell.locator('.conflict-mark').click();
      const panel = book.page.getByRole('complementary', { name: 'Hai người ghi khác nhau' });
      await expect(panel.locator('.side').filter({ hasText: '73' })).toContainText(LAN);
      await expect(panel.locator('.side').filter({ hasText: '153' })).toContainText(VIET);
      await expect(panel.locator('.side').filter({ hasText: '73' })).toContainText(/\d\d\/\d\d \d\d:\d\d/);
      await expect(panel.locator('.side').filter({ hasText: '73' })).toContainText('→ Hộ nghèo');
      await expect(panel.locator('.side').filter({ hasText: '153' })).toContainText('→ Không nghèo');
    }
  });

  await test.step('choosing one settles it everywhere', async () => {
    await his.page.getByRole('radio', { name: /153/ }).check();
    await his.page.getByRole('button', { name: 'Chọn', exact: true }).click();
    for (const book of [his, hers]) {
      await expect(words(book.cell(son, 'b1'))).toHaveText('153');
      await expect(book.cell(son, '=class')).toHaveText('Không nghèo');
      await expect(book.page.getByRole('complementary')).toContainText('không còn hai giá trị khác nhau');
    }
    await received(his.page);
  });
  await lan.context.close();
  await viet.context.close();
});
