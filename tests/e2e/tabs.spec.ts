/** One person with two tabs on one village: both show the same, and neither undoes what was done in the other. */
import { expect, test } from '@playwright/test';
import { App } from './app.ts';
import { keptHere, received, unsent } from './people.ts';
import { Workbook, words } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

test('two tabs of one person', async ({ browser }) => {
  const { context, page } = await app.enter(browser, 'Hà Thị Lan');
  const viet = await app.enter(browser, 'Trần Quốc Việt');
  const one = await new Workbook(page).open('thon-3');
  let other = await new Workbook(await context.newPage()).open('thon-3');
  const his = await new Workbook(viet.page).open('thon-3');
  const [bang = '', son = '', huyen = ''] = await Promise.all(['Lê Đức Bằng', 'Vũ Đình Sơn', 'Ngô Thị Huyền'].map((name) => one.row(name)));
  const shows = async (text: string, row: string, column: string, books = [one, other]): Promise<void> => {
    for (const book of books) await expect(words(await book.reach(row, column))).toHaveText(text);
  };
  const undo = (book: Workbook): Promise<void> => book.page.keyboard.press('Control+z');

  await test.step('each shows what the other writes, and undoes only its own edits', async () => {
    await one.type(bang, 'size', '5');
    await shows('5', bang, 'size');
    await other.type(bang, 'note', 'từ cửa sổ kia');
    await shows('từ cửa sổ kia', bang, 'note');
    await one.stand(bang, 'size');
    await undo(one);
    await shows('1', bang, 'size');
    await shows('từ cửa sổ kia', bang, 'note');
    await expect(one.page.getByRole('button', { name: 'Hoàn tác' })).toBeDisabled();
    await undo(other);
    await shows('', bang, 'note');
    await shows('1', bang, 'size');
  });

  await test.step('a later edit of the same cell in the other tab stays, and the page says so', async () => {
    await one.type(son, 'size', '6');
    await shows('6', son, 'size');
    await other.type(son, 'size', '7');
    await shows('7', son, 'size');
    await undo(one);
    await expect(one.page.getByText(/^Không hoàn tác được Hộ Vũ Đình Sơn, cột Số nhân khẩu: bạn đã ghi ô này ở cửa sổ khác/)).toBeVisible();
    await shows('7', son, 'size');
    await undo(other);
    await shows('6', son, 'size');
  });

  await test.step('written at the same time, nothing is lost', async () => {
    await Promise.all([one.type(huyen, 'size', '8'), other.type(huyen, 'code', 'NT-03-9001')]);
    await shows('8', huyen, 'size');
    await shows('NT-03-9001', huyen, 'code');
    await received(one.page);
    await received(other.page);
    await shows('8', huyen, 'size', [his]);
    await shows('NT-03-9001', huyen, 'code', [his]);
  });

  await test.step('also offline; and after one is closed and opened again', async () => {
    await keptHere(one.page);
    await context.setOffline(true);
    await expect(one.page.locator('.safe-status')).toContainText('Không có mạng');
    await one.type(bang, 'size', '2');
    await other.type(bang, 'note', 'không mạng');
    await shows('2', bang, 'size');
    await shows('không mạng', bang, 'note');
    for (const book of [one, other]) await expect.poll(() => unsent(book.page)).toBe(2);
    await other.page.close();
    other = await new Workbook(await context.newPage()).open('thon-3');
    await shows('2', bang, 'size');
    await shows('không mạng', bang, 'note');
    await other.stand(bang, 'note');
    await undo(other);
    await shows('', bang, 'note');
    await shows('2', bang, 'size');
    await context.setOffline(false);
    await received(one.page);
    await received(other.page);
    await shows('2', bang, 'size', [his]);
    await shows('', bang, 'note', [his]);
    await shows('8', huyen, 'size', [one, other, his]);
  });
  await context.close();
  await viet.context.close();
});
