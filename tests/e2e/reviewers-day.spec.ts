/** A reviewer's day at the doors of ten households, on a phone without a network; the commune sees it in its grid. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { App } from './app.ts';
import { keptHere, LAN, PHONE, unsent, VIET } from './people.ts';
import { Workbook, words } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const VILLAGE = 'thon-2';
const households = (page: Page): Locator => page.locator('main li button');
/** As the narrow bar says it. */
const receivedHere = (page: Page): Promise<void> => expect(page.getByRole('button', { name: /Xã đã nhận/ })).toBeVisible();
const name = (page: Page): Locator => page.getByRole('article', { name: 'Thẻ hộ' }).getByRole('heading', { level: 1 });
const household = (page: Page): string => new URL(page.url()).searchParams.get('ho') ?? '';
const score = (visit: number): string => String(101 + visit);

/** By touch alone, as far as a score needs no letters. */
async function visit(page: Page, number: number): Promise<void> {
  await page.getByRole('tab', { name: 'B1' }).tap();
  const b1 = page.getByLabel('Điểm B1', { exact: true });
  await b1.tap();
  await b1.fill(score(number));
  // The next tap ends the word: nothing is lost between a field and a tab.
  await page.getByRole('tab', { name: 'B2' }).tap();
  await expect(page.getByTestId('result')).toContainText(`B1 ${score(number)}`);
  const work = page.getByRole('switch', { name: /Việc làm/ });
  const before = await work.getAttribute('aria-checked');
  await work.tap();
  await expect(work).toHaveAttribute('aria-checked', before === 'true' ? 'false' : 'true');
}

test('ten households offline, with a killed tab, are in the commune’s grid', async ({ browser }, info) => {
  const { page: first, context } = await app.enter(browser, LAN, PHONE);
  let page = first;
  await page.goto(`/thon/${VILLAGE}`);
  await expect(households(page)).toHaveCount(10);
  await keptHere(page);
  await receivedHere(page);
  await context.setOffline(true);
  const done: string[] = [];

  await test.step('the first five, one after the other', async () => {
    await households(page).first().tap();
    for (let number = 0; number < 5; number++) {
      done.push(household(page));
      await visit(page, number);
      if (number < 4) {
        const before = (await name(page).textContent()) ?? '';
        await page.getByRole('button', { name: 'Hộ sau' }).tap();
        await expect(name(page)).not.toHaveText(before);
        // The next household opens where the last one was left.
        await expect(page.getByRole('tab', { name: 'B2' })).toHaveAttribute('aria-selected', 'true');
      }
    }
    await page.screenshot({ path: info.outputPath('door.png') });
  });

  await test.step('the phone kills the tab: the same card and tab come back, with what was written', async () => {
    const address = page.url();
    const owed = await unsent(page);
    expect(owed).toBeGreaterThanOrEqual(10);
    await page.close();
    page = await context.newPage();
    await page.goto(address);
    await expect(page.getByRole('tab', { name: 'B2' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByTestId('result')).toContainText(`B1 ${score(4)}`);
    await expect.poll(() => unsent(page)).toBe(owed);
  });

  await test.step('Back leads to the list; the others are found by name, and a switch of apps keeps an open word', async () => {
    await page.getByRole('button', { name: 'Về danh sách' }).tap();
    for (let number = 5; number < 10; number++) {
      const entry = households(page).nth(number);
      const who = (await entry.locator('.name').textContent()) ?? '';
      await page.getByLabel('Tìm', { exact: true }).fill(who);
      await households(page).filter({ hasText: who }).first().tap();
      done.push(household(page));
      await visit(page, number);
      if (number === 9) {
        await page.getByRole('tab', { name: 'Hộ', exact: true }).tap();
        await page.getByLabel('Ghi chú').fill('Nhà xa, đi');
        // As when a call comes in.
        await page.evaluate(() => {
          Object.defineProperty(document, 'hidden', { value: true, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        });
        await expect(page.getByLabel('Ghi chú')).toHaveValue('Nhà xa, đi');
        // Pulled down by mistake, in the middle of a word.
        await page.getByLabel('Ghi chú').fill('Nhà xa, đi bộ');
        await page.reload();
        await expect(page.getByLabel('Ghi chú')).toHaveValue('Nhà xa, đi bộ');
      }
      await page.goBack();
      await page.getByLabel('Tìm', { exact: true }).fill('');
    }
    expect(new Set(done).size).toBe(10);
  });

  await test.step('back in the network, the commune’s grid has all of it', async () => {
    await context.setOffline(false);
    await receivedHere(page);
    const officer = await app.enter(browser, VIET);
    const book = await new Workbook(officer.page).open(VILLAGE);
    for (const [number, row] of done.entries()) await expect(words(await book.reach(row, 'b1'))).toHaveText(score(number));
    await expect(words(await book.reach(done[9] ?? '', 'note'))).toHaveText('Nhà xa, đi bộ');
    await officer.context.close();
  });
  await context.close();
});

test('a filter is the list of the day: a household that is filled in stays in its place until the list is shown again', async ({
  browser,
}) => {
  const { page, context } = await app.enter(browser, LAN, PHONE);
  await page.goto('/thon/thon-1');
  await page.getByLabel('Lọc').selectOption('poor');
  const all = await households(page).count();
  expect(all).toBeGreaterThan(1);
  await households(page).first().tap();
  const place = page.getByText(`1/${all}`);
  await expect(place).toBeVisible();
  await page.getByRole('tab', { name: 'B1' }).tap();
  await page.getByLabel('Điểm B1', { exact: true }).fill('250');
  await page.getByRole('tab', { name: 'B2' }).tap();
  await expect(page.getByTestId('result')).toContainText('KHÔNG NGHÈO');
  await expect(place).toBeVisible();
  await page.getByRole('button', { name: 'Hộ sau' }).tap();
  await expect(page.getByText(`2/${all}`)).toBeVisible();
  await page.getByRole('button', { name: 'Về danh sách' }).tap();
  await expect(households(page)).toHaveCount(all - 1);
  await context.close();
});

test('a tap that makes an empty household is taken back by itself', async ({ browser }) => {
  const { page, context } = await app.enter(browser, LAN, PHONE);
  await page.goto('/thon/thon-4');
  await expect(households(page).first()).toBeVisible();
  const before = await households(page).count();
  const add = page.getByRole('button', { name: 'Thêm hộ' });
  await add.tap();
  // A name is asked first: nothing is made without one.
  await expect(page.getByLabel('Họ và tên chủ hộ')).toBeVisible();
  await page.reload();
  await expect(households(page)).toHaveCount(before);
  await expect.poll(() => unsent(page)).toBe(0);
  await context.close();
});
