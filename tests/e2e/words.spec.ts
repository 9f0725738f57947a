/** Everything that pages show or read out is Vietnamese, including texts from libraries and the browser. */
import { expect, test, type Page } from '@playwright/test';
import { foreignWords } from '../words.ts';
import { App } from './app.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

/** Visible or not: a hidden text is shown or read out at another time. */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (!(node instanceof Element)) {
        if (!node.parentElement?.closest('script, style')) texts.push(node.textContent ?? '');
        continue;
      }
      for (const name of ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'alt', 'placeholder'])
        texts.push(node.getAttribute(name) ?? '');
    }
    return texts.map((text) => text.trim()).filter(Boolean);
  });

async function isVietnamese(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
  const foreign = (await textsOf(page)).filter((text) => foreignWords(text).length > 0);
  expect(foreign, page.url()).toEqual([]);
}

const OFFICE = [
  '/',
  '/nhap',
  '/so-lieu-thon',
  '/ke-hoach',
  '/ban-chi-dao',
  '/so-theo-doi',
  '/giay-chung-nhan',
  '/van-ban',
  '/van-ban/mau',
  '/van-ban/mau/minutes',
  '/xuat',
  '/bieu',
  '/tong-quan',
  '/doi-chieu',
  '/den-muon',
  '/nguoi-dung',
  '/moi',
  '/nhat-ky/nong-thuong-2023.thon-3',
  '/khong-co-trang-nay',
];

test('pages of the commune', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Trần Quốc Việt');
  for (const address of OFFICE) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await isVietnamese(page);
  }
  await context.close();
});

test('the list: its grid, an editor, menus', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Hà Thị Lan');
  const book = await new Workbook(page).open('thon-3');
  await isVietnamese(page);
  const row = (await page.locator('[row-id]:has([col-id=stt])').first().getAttribute('row-id')) ?? '';
  await book.stand(row, 'note');
  await page.keyboard.press('F2');
  await isVietnamese(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu')).toBeVisible();
  await isVietnamese(page);
  await page.keyboard.press('Escape');
  for (const name of ['Xem', 'Lịch sử', 'Vì sao?']) {
    await page.getByRole('button', { name, exact: true }).click();
    if (name === 'Xem') await expect(page.getByRole('menu')).toBeVisible();
    await isVietnamese(page);
    await page.keyboard.press('Escape');
  }
  await context.close();
});
