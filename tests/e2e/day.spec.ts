/**
 * Five browsers offline for a day in one village (the short form of `npm run test:day`), back in random order, and
 * everything settled.
 */
import { expect, test, type BrowserContext } from '@playwright/test';
import { shuffled } from '../../bench/day.ts';
import { App } from './app.ts';
import { keptHere, received, unsent } from './people.ts';
import { Workbook, words } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const SEED = Number(process.env.SEED ?? 1);
const PEOPLE = ['Hà Thị Lan', 'Nông Văn Thành', 'Trần Quốc Việt', 'Hà Thị Lan', 'Nông Văn Thành'];
const HOUSEHOLDS = ['Lê Đức Bằng', 'Vũ Đình Sơn', 'Ngô Thị Huyền'];
/** What each writes: [household, column, value]; some cells are written twice. */
const DAYS: readonly (readonly [number, string, string])[][] = [
  [
    [0, 'size', '2'],
    [0, 'size', '3'],
    [1, 'b1', '73'],
    [2, 'size', '9'],
  ],
  [
    [0, 'size', '4'],
    [1, 'b1', '153'],
    [1, 'size', '6'],
  ],
  [
    [1, 'b1', '73'],
    [2, 'size', '9'],
    [2, 'b1', '95'],
  ],
  [
    [0, 'b1', '120'],
    [1, 'b1', '99'],
    [2, 'size', '8'],
  ],
  [
    [0, 'b1', '200'],
    [1, 'size', '6'],
    [2, 'b1', '90'],
  ],
];
const CELLS = [...new Set(DAYS.flat().map(([row, column]) => `${row} ${column}`))].map((cell) => cell.split(' ') as [string, string]);

test('five browsers offline for a day: all copies equal, nothing lost, everything settled', async ({ browser }) => {
  const hands: { context: BrowserContext; book: Workbook }[] = [];
  for (const name of PEOPLE) {
    const { context, page } = await app.enter(browser, name);
    const book = await new Workbook(page).open('thon-3');
    await keptHere(page);
    hands.push({ context, book });
  }
  const rows = await Promise.all(HOUSEHOLDS.map((name) => hands[0]!.book.row(name)));
  for (const [who, { context, book }] of hands.entries()) {
    await received(book.page);
    await context.setOffline(true);
    for (const [row, column, text] of DAYS[who] ?? []) await book.type(rows[row]!, column, text);
    expect(await unsent(book.page)).toBe(DAYS[who]?.length);
  }

  for (const { context, book } of shuffled(SEED, hands)) {
    await context.setOffline(false);
    await received(book.page);
  }

  // Each last writer's value is in the cell, besides the others'; equal values are no conflict.
  const live = (row: string, column: string): string[] =>
    [
      ...new Set(
        DAYS.flatMap((day) =>
          day
            .filter(([at, field]) => String(at) === row && field === column)
            .slice(-1)
            .map(([, , text]) => text),
        ),
      ),
    ].sort();
  const open = CELLS.filter(([row, column]) => live(row, column).length > 1);
  const { page, context } = await app.enter(browser, 'Trần Quốc Việt');
  await page.goto('/doi-chieu');
  const count = page.getByRole('status').filter({ hasText: 'hai người ghi khác nhau' });
  await expect(count).toHaveText(`${open.length} ô ở ${new Set(open.map(([row]) => row)).size} hộ hai người ghi khác nhau`);
  const chosen = new Map<string, string>();
  const middle = page.getByRole('group', { name: 'Hộ đang đối chiếu' });
  for (let left = new Set(open.map(([row]) => row)).size; left > 0; left--) {
    const name = (await middle.getByRole('heading').first().textContent()) ?? '';
    const row = String(HOUSEHOLDS.indexOf(name));
    for (const [at, column] of open.filter(([one]) => one === row)) {
      const group = middle.getByRole('group', { name: column === 'b1' ? /^Điểm B1/ : /^Số nhân khẩu/ });
      expect((await group.locator('.value').allTextContents()).sort()).toEqual(live(at, column));
      const side = group.locator('.side').nth(left % 2);
      chosen.set(`${at} ${column}`, (await side.locator('.value').textContent()) ?? '');
      await side.getByRole('radio').check();
    }
    await page.keyboard.press('Enter');
    if (left > 1) await expect(middle.getByRole('heading').first()).not.toHaveText(name);
  }
  await expect(count).toHaveText('Không còn ô nào hai người ghi khác nhau');
  await received(page);

  for (const { book } of hands) {
    await received(book.page);
    for (const [row, column] of CELLS) {
      const cell = await book.reach(rows[Number(row)]!, column);
      await expect(cell.locator('.conflict-mark')).toHaveCount(0);
      await expect(words(cell)).toHaveText(chosen.get(`${row} ${column}`) ?? live(row, column)[0] ?? '');
    }
  }
  await Promise.all([context, ...hands.map((hand) => hand.context)].map((one) => one.close()));
});
