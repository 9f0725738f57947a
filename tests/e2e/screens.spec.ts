/** Every page fits its window, also with long names, colleagues, a lock and a conflict; the list gets most of the space. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { App } from './app.ts';
import { crowd, LONG_NAME } from './crowded.ts';
import { LAN, PHONE, THANH, VIET } from './people.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start({ prepare: crowd });
});
test.afterAll(() => app.stop());

const LAPTOP = { width: 1366, height: 768 };
/** The same laptop at 150 %. */
const ZOOMED = { width: 911, height: 512 };
/** And at 200 %. */
const DOUBLED = { width: 683, height: 384 };
const SIZES = [LAPTOP, { width: 1024, height: 768 }, ZOOMED];
const PAGES = [
  '/',
  '/thon/thon-3',
  '/thon/thon-2',
  '/doi-chieu',
  '/nhap',
  '/bieu',
  '/tong-quan',
  '/xuat',
  '/so-lieu-thon',
  '/ke-hoach',
  '/ban-chi-dao',
  '/so-theo-doi',
  '/giay-chung-nhan',
  '/van-ban',
  '/van-ban/mau',
  '/van-ban/mau/minutes',
  '/thuong-xuyen',
  '/giay-de-nghi',
  '/den-muon',
  '/nhat-ky/nong-thuong-2023.thon-3',
];
const OPENING = /^Đang (mở|đọc)/;

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByText(OPENING)).toHaveCount(0);
  if (path.startsWith('/thon/')) await expect(page.locator('[row-id], main li button').first()).toBeVisible();
}

const sideways = (page: Page): Promise<number> => page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth);

/** Rows of the list that are completely visible. */
const rowsInSight = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const isWhole = (cell: Element): boolean => {
      const { left, top, bottom } = cell.getBoundingClientRect();
      return [top + 3, bottom - 3].every((y) => cell.contains(document.elementFromPoint(left + 20, y)));
    };
    return [...document.querySelectorAll('[row-id] [col-id=head]')].filter(isWhole).length;
  });

/** The same on a narrow screen, where the list is one of buttons. */
const householdsInSight = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const isWhole = (button: Element): boolean => {
      const { left, top, bottom } = button.getBoundingClientRect();
      return [top + 3, bottom - 3].every((y) => button.contains(document.elementFromPoint(left + 20, y)));
    };
    return [...document.querySelectorAll('main li button')].filter(isWhole).length;
  });

async function expectWhole(cell: Locator): Promise<void> {
  await expect
    .poll(() =>
      cell.evaluate((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        // A scroll bar covers the edge of the area it scrolls.
        const bar = 16;
        return [left + 2, right - bar - 2].every((x) => element.contains(document.elementFromPoint(x, (top + bottom) / 2)));
      }),
    )
    .toBe(true);
}

test('no page scrolls sideways on a laptop, and the next step follows the state', async ({ browser }) => {
  const colleagues = [await app.enter(browser, LAN), await app.enter(browser, THANH)];
  for (const { page } of colleagues) {
    const book = await new Workbook(page).open('thon-3');
    await book.stand(await book.row(LONG_NAME), 'birth');
  }
  const { page } = await app.enter(browser, VIET);
  for (const path of PAGES) {
    await page.setViewportSize(LAPTOP);
    await open(page, path);
    if (path === '/') await expect(page.locator('a.primary')).toHaveText('Đối chiếu (1 ô)');
    if (path === '/thon/thon-3') await expect(page.getByRole('toolbar')).toContainText('đang mở');
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await expect.poll(() => sideways(page), `${path} at ${size.width}`).toBeLessThanOrEqual(0);
    }
  }
  for (const { context } of colleagues) await context.close();
  await page.context().close();
});

test('a colleague’s active cell stays readable: their name is shown outside of it', async ({ browser }) => {
  const [lan, viet] = [await app.enter(browser, LAN), await app.enter(browser, VIET)];
  const [hers, his] = [await new Workbook(lan.page).open('thon-4'), await new Workbook(viet.page).open('thon-4')];
  for (const index of ['0', '3']) {
    const row = (await viet.page.locator(`[row-index="${index}"]`).first().getAttribute('row-id')) ?? '';
    const cell = await his.reach(row, 'birth');
    await hers.stand(row, 'birth');
    const mark = cell.locator('.colleague-mark');
    await expect(mark).toHaveText('Lan');
    const [name, text] = await Promise.all([mark.boundingBox(), cell.locator('.cell-text').boundingBox()]);
    expect(name && text && (name.y + name.height <= text.y + 2 || name.y >= text.y + text.height - 2), JSON.stringify({ name, text })).toBe(
      true,
    );
    // Shown for a moment, and again under the pointer.
    await expect(mark).toHaveCSS('opacity', '0');
    await cell.hover();
    await expect(mark).toHaveCSS('opacity', '1');
    await viet.page.mouse.move(0, 0);
  }
  await Promise.all([lan, viet].map(({ context }) => context.close()));
});

test('nor on a phone', async ({ browser }) => {
  const { page, context } = await app.enter(browser, VIET, PHONE);
  for (const path of PAGES) {
    await open(page, path);
    // There, content that is too wide makes the window itself wider.
    await expect
      .poll(() => page.evaluate(() => Math.max(innerWidth, document.scrollingElement?.scrollWidth ?? 0)), path)
      .toBe(PHONE.viewport.width);
  }
  await context.close();
});

test('a laptop at 200 % still shows five households', async ({ browser }, info) => {
  const { page, context } = await app.enter(browser, LAN, { viewport: DOUBLED, deviceScaleFactor: 2 });
  await page.goto('/thon/thon-4');
  await expect.poll(() => householdsInSight(page)).toBeGreaterThanOrEqual(5);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await page.screenshot({ path: info.outputPath('doubled.png') });
  await context.close();
});

test('the list uses the screen: rows, the active cell, and messages beside them', async ({ browser }) => {
  const { page, context } = await app.enter(browser, LAN);
  const book = await new Workbook(page).open('thon-4');
  const untrue = page.locator('[role=status], [aria-live]').filter({ hasText: 'Không có dòng nào' });

  await test.step('fifteen rows at 100 %, eight at 150 %', async () => {
    await expect.poll(() => rowsInSight(page)).toBeGreaterThanOrEqual(15);
    await page.setViewportSize(ZOOMED);
    await expect.poll(() => rowsInSight(page)).toBeGreaterThanOrEqual(8);
  });

  await test.step('the text for screen readers is true: "none" only while there are none', async () => {
    await expect(untrue).toHaveCount(0);
    await page.getByLabel('Tìm', { exact: true }).fill('không ai tên thế');
    await expect(untrue).toHaveCount(1);
    await page.getByLabel('Tìm', { exact: true }).fill('');
    await expect(untrue).toHaveCount(0);
  });

  const row = (await page.locator('[row-index="2"]').first().getAttribute('row-id')) ?? '';
  await test.step('a panel beside the list leaves the cell in view', async () => {
    await book.stand(row, 'note');
    await page.getByRole('button', { name: 'Vì sao?' }).click();
    await expect(page.getByRole('complementary', { name: 'Vì sao?' })).toBeVisible();
    await expectWhole(book.cell(row, 'note'));
    await page.getByRole('complementary').getByRole('button', { name: 'Đóng' }).click();
  });

  await test.step('a message covers no row, and goes with its cause', async () => {
    await book.type(row, 'size', 'bốn mươi');
    const message = page.getByText(/không phải là số/).last();
    await expect(message).toBeVisible();
    await expect
      .poll(async () => {
        const [grid, said] = [await page.locator('.list-grid').boundingBox(), await message.boundingBox()];
        return grid !== null && said !== null && grid.y + grid.height <= said.y;
      })
      .toBe(true);
    await book.type(row, 'size', '4');
    await expect(page.locator('.message')).toHaveCount(0);
  });
  await context.close();
});
