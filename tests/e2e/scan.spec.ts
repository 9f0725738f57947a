/** At the household's door: an identity card before the phone's camera, from a picture, and from a hand-held scanner. */
import { expect, test, type Page } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../browser.js';
import { CARD_TEXTS, cardPicture, repeatable } from '../fixtures/card-pictures.ts';
import { App } from './app.ts';
import { cardVideo } from './card-video.ts';
import { Workbook } from './workbook.ts';

const CARD = CARD_TEXTS['2021'];
const picture = cardPicture(CARD, { module: 5, turn: 7, blur: 0.5, noise: 8, shade: 0.2 }, repeatable(5));

const chromium = findBrowser();
test.use({
  launchOptions: {
    ...(chromium && { executablePath: chromium }),
    args: [
      ...BROWSER_ARGS,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${cardVideo(picture)}`,
    ],
  },
});

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** A sheet leaves its place in the history a moment after it has closed. */
const toList = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => !JSON.stringify(history.state).includes('"sheet"'));
  await page.getByRole('button', { name: 'Về danh sách' }).click();
};
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Thẻ căn cước' });

test('a card before the camera fills a member, without a network, and is found again', async ({ browser }, info) => {
  const { page, context } = await app.enter(browser, 'Hà Thị Lan', PHONE);
  await page.goto('/thon/thon-2');
  const first = page.getByRole('list').getByRole('button').first();
  const head = (await first.locator('.name').textContent()) ?? '';
  await first.click();
  await page.getByRole('tab', { name: 'Thành viên' }).click();
  await expect(page.locator('summary').first()).toBeVisible();
  const members = await page.locator('summary').count();

  await test.step('who is not in the list becomes a member, with what the card says', async () => {
    await page.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready;
      if (worker.active?.state !== 'activated') await new Promise((resolve) => worker.active?.addEventListener('statechange', resolve));
    });
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Quét thẻ căn cước' }).click();
    await expect(sheet(page).getByText('084179007952')).toBeVisible();
    await expect(sheet(page).getByText('Ngô Ngọc Mỵ')).toBeVisible();
    await page.screenshot({ path: info.outputPath('card.png') });
    await sheet(page).getByRole('button', { name: 'Thêm vào hộ này' }).click();
    await expect(sheet(page)).toHaveCount(0);
    await expect(page.locator('summary')).toHaveCount(members + 1);
    const mine = page.locator('details').filter({ hasText: 'Ngô Ngọc Mỵ' });
    await expect(mine.locator('summary')).toContainText('17/09/1979 · Nữ');
    await mine.locator('summary').click();
    await expect(mine).toHaveAttribute('open');
    await expect(mine.getByLabel('Số CCCD/ĐDCN')).toHaveValue('084179007952');
    await context.setOffline(false);
  });

  await test.step('what somebody has written stays unless it is chosen', async () => {
    const mine = page.locator('details').filter({ hasText: 'Ngô Ngọc Mỵ' });
    const birth = mine.getByLabel('Ngày sinh');
    await birth.fill('17/9/1978');
    await birth.blur();
    await mine.getByRole('button', { name: 'Điền từ thẻ căn cước' }).click();
    await expect(sheet(page).getByText('thay cho “17/09/1978”')).toBeVisible();
    await expect(sheet(page).getByRole('button', { name: 'Điền 0 ô' })).toBeDisabled();
    await sheet(page).getByRole('checkbox').check();
    await sheet(page).getByRole('button', { name: 'Điền 1 ô' }).click();
    await expect(birth).toHaveValue('17/09/1979');
  });

  await test.step('from the list the card leads to its household', async () => {
    await toList(page);
    await page.getByRole('button', { name: 'Quét thẻ', exact: true }).click();
    await expect(sheet(page).getByText(`thành viên hộ ${head}`)).toBeVisible();
    await page.screenshot({ path: info.outputPath('found.png') });
    await sheet(page).getByRole('button', { name: 'Mở' }).click();
    await expect(page.getByRole('heading', { name: head })).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Thành viên' })).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('a card typed into the search by a hand-held scanner is looked for', async () => {
    await toList(page);
    await page.getByLabel('Tìm').pressSequentially(CARD);
    await expect(sheet(page).getByText('Có trong danh sách')).toBeVisible();
    await expect(page.getByLabel('Tìm', { exact: true })).toHaveValue('');
    await sheet(page).getByRole('button', { name: 'Đóng' }).click();
  });
  await context.close();
});

test('a picture of a card, and one without', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Hà Thị Lan', PHONE);
  // Without a camera, as at a plain address.
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'mediaDevices', { get: () => undefined }));
  await page.goto('/thon/thon-2');
  await page.getByRole('button', { name: 'Quét thẻ', exact: true }).click();
  await expect(sheet(page).getByText('điện thoại không cho dùng máy ảnh trực tiếp')).toBeVisible();
  const png = await page.evaluate(
    async ({ bytes, width, height }) => {
      const canvas = new OffscreenCanvas(width, height);
      canvas.getContext('2d')?.putImageData(new ImageData(Uint8ClampedArray.from(bytes), width, height), 0, 0);
      return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
    },
    { bytes: [...picture.data], width: picture.width, height: picture.height },
  );
  const input = sheet(page).locator('input[type=file]');
  await input.setInputFiles({ name: 'the.txt', mimeType: 'image/png', buffer: Buffer.from('không phải ảnh') });
  await expect(sheet(page).getByText('Không mở được tệp này như một ảnh')).toBeVisible();
  await input.setInputFiles({ name: 'the.png', mimeType: 'image/png', buffer: Buffer.from(png) });
  await expect(sheet(page).getByText('084179007952')).toBeVisible();
  await context.close();
});

test('a hand-held scanner types a card into a cell of the grid', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Hà Thị Lan');
  const book = await new Workbook(page).open('thon-3');
  const row = await book.row('Bùi Quang Khuê');
  const before = await (await book.reach(row, 'cccd')).textContent();
  await book.type(row, 'cccd', CARD);
  await expect(sheet(page).getByText('Điền cho Bùi Quang Khuê')).toBeVisible();
  await sheet(page).getByRole('button', { name: 'Đóng' }).click();
  await expect(sheet(page)).toHaveCount(0);
  await expect(book.cell(row, 'cccd')).toHaveText(before ?? '');
  await context.close();
});
