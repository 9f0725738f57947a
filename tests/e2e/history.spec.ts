/** The history of a list: of a cell and a household, changes since a point, named versions, and restoring values. */
import { expect, test, type Page } from '@playwright/test';
import { App } from './app.ts';
import { HIEU, LAN, PHONE, THANH } from './people.ts';
import { Workbook, words } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const panel = (page: Page) => page.getByRole('complementary', { name: 'Lịch sử' });
const received = (page: Page) => expect(page.locator('.safe-status')).toContainText('Xã đã nhận tất cả');
const shot = async (page: Page, name: string): Promise<void> => {
  if (!process.env.SHOTS) return;
  const size = page.viewportSize();
  if (size && size.width > 1000) await page.setViewportSize({ width: 1366, height: 768 });
  await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
  if (size) await page.setViewportSize(size);
};

test('a cell’s and a household’s history, and a restored value', async ({ browser }) => {
  const lan = await app.enter(browser, LAN, { viewport: { width: 1366, height: 768 } });
  const thanh = await app.enter(browser, THANH);
  const hers = await new Workbook(lan.page).open('thon-3');
  const row = await hers.row('Vũ Đình Sơn');
  const before = ((await words(await hers.reach(row, 'b1')).textContent()) ?? '').trim();
  const his = await new Workbook(thanh.page).open('thon-3');
  await his.type(row, 'b1', '151');
  await received(thanh.page);
  await hers.stand(row, 'b1');
  await lan.page.getByRole('button', { name: 'Lịch sử' }).click();

  await test.step('of the cell: who wrote what, when, and the value before', async () => {
    await panel(lan.page).getByRole('button', { name: 'Ô này' }).click();
    await expect(panel(lan.page).getByRole('heading', { name: 'Lịch sử ô Điểm B1, Vũ Đình Sơn' })).toBeVisible();
    await expect(panel(lan.page).getByText(`Điểm B1: ${before} → 151`)).toBeVisible();
    await expect(panel(lan.page).getByText(new RegExp(`^${THANH}, \\d\\d:\\d\\d hôm nay$`))).toBeVisible();
    await shot(lan.page, 'cell');
  });

  await test.step('the earlier value is written like any edit, and can be undone', async () => {
    await panel(lan.page)
      .getByRole('button', { name: `Ghi lại ${before} vào Điểm B1`, exact: true })
      .click();
    await expect(words(await his.reach(row, 'b1'))).toHaveText(before);
    await expect(panel(lan.page).getByText(`Điểm B1: 151 → ${before}`)).toBeVisible();
    await lan.page.getByRole('button', { name: 'Hoàn tác' }).click();
    await expect(words(await his.reach(row, 'b1'))).toHaveText('151');
  });

  await test.step('of the household, also for people who only read', async () => {
    await hers.type(row, 'note', 'moi tham');
    await received(lan.page);
    const hieu = await app.enter(browser, HIEU);
    const book = await new Workbook(hieu.page).open('thon-3');
    await book.stand(row, 'head');
    await hieu.page.getByRole('button', { name: 'Lịch sử' }).click();
    await panel(hieu.page).getByRole('button', { name: 'Hộ này' }).click();
    await expect(panel(hieu.page).getByText('Ghi chú: (trống) → moi tham')).toBeVisible();
    await expect(panel(hieu.page).getByText(`Điểm B1: ${before} → 151`).first()).toBeVisible();
    await expect(panel(hieu.page).getByRole('button', { name: /^Ghi lại/ })).toHaveCount(0);
    await hieu.context.close();
  });

  await test.step('offline only what this device knows, and it says so', async () => {
    await hers.stand(row, 'note');
    await lan.context.setOffline(true);
    await panel(lan.page).getByRole('button', { name: 'Hộ này' }).click();
    await expect(panel(lan.page).getByText('máy này chỉ biết giá trị đang có')).toBeVisible();
    await expect(panel(lan.page).getByText('Ghi chú: moi tham')).toBeVisible();
    await lan.context.setOffline(false);
  });
  await lan.context.close();
  await thanh.context.close();
});

test('a named version: changes since it, in the list and in the grid; compared and restored', async ({ browser }) => {
  // High enough for all rows: rows out of sight are not in the page.
  const { context, page } = await app.enter(browser, LAN, { viewport: { width: 1366, height: 1600 } });
  const book = await new Workbook(page).open('thon-4');
  const rows = await page.locator('[row-id]').evaluateAll((all) => [...new Set(all.map((row) => row.getAttribute('row-id') ?? ''))]);
  const [first = '', second = ''] = rows;
  const size = async (row: string): Promise<string> => ((await words(await book.reach(row, 'size')).textContent()) ?? '').trim();
  const was = [await size(first), await size(second)];
  await page.getByRole('button', { name: 'Lịch sử' }).click();
  await panel(page).getByRole('button', { name: 'Các bản' }).click();
  await panel(page).getByLabel('Đặt tên cho danh sách lúc này').fill('trước họp dân');
  await panel(page).getByLabel('Là mốc họp dân').check();
  await panel(page).getByRole('button', { name: 'Đặt tên' }).click();
  await expect(panel(page).getByText('Đã đặt tên “trước họp dân”')).toBeVisible();

  await book.type(first, 'size', '11');
  await book.type(second, 'size', '12');
  await book.type(second, 'size', was[1] ?? '');
  await book.type(second, 'note', 'sau hop');
  await page.getByRole('button', { name: 'Thêm hộ' }).click();
  await page.keyboard.type('Nha Den Sau');
  await page.keyboard.press('Enter');
  await received(page);

  await test.step('since the last meeting: by household, without values that came back', async () => {
    await panel(page).getByRole('button', { name: 'Đã đổi từ…' }).click();
    const select = panel(page).getByLabel('Những gì đã đổi từ…');
    await select.selectOption({ label: await select.getByRole('option', { name: /^lần họp gần nhất: trước họp dân/ }).innerText() });
    await expect(panel(page).getByText(/ô của 3 hộ đã đổi từ lần họp gần nhất/)).toBeVisible();
    await expect(panel(page).getByRole('button', { name: new RegExp(`^Số nhân khẩu: ${was[0]} →\\s11`) })).toHaveCount(1);
    await expect(panel(page).getByRole('button', { name: /^Số nhân khẩu:/ })).toHaveCount(1);
    await expect(panel(page).getByText('hộ mới')).toBeVisible();
    const marked = await book.reach(first, 'size');
    await expect(marked).toHaveClass(/cell-changed/);
    await expect(marked).toContainText(`trước là ${was[0]}`);
    await expect(await book.reach(second, 'size')).not.toHaveClass(/cell-changed/);
    await shot(page, 'since');
  });

  await test.step('only the changed households, and all again', async () => {
    await panel(page).getByRole('button', { name: 'Chỉ hiện hộ đã đổi' }).click();
    await expect(page.locator('[row-id] [col-id="head"]')).toHaveCount(3);
    await panel(page).getByRole('button', { name: 'Hiện tất cả các hộ' }).click();
    await panel(page).getByRole('button', { name: 'Thôi đánh dấu' }).click();
    await expect(await book.reach(first, 'size')).not.toHaveClass(/cell-changed/);
  });

  await test.step('the same as a question of the filter, which asks for the meeting itself', async () => {
    const filter = page.getByLabel('Lọc', { exact: true });
    await panel(page).getByRole('button', { name: 'Đóng' }).click();
    await filter.selectOption({ label: 'Thay đổi từ lần họp trước…' });
    await expect(page.locator('[row-id] [col-id="head"]')).toHaveCount(3);
    await expect(filter.locator('option:checked')).toHaveText(/^Đã đổi từ lần họp gần nhất: trước họp dân .*\(3\)$/);
    await shot(page, 'since-filter');
    await filter.selectOption({ label: 'Lọc: tất cả' });
    await panel(page).getByRole('button', { name: 'Thôi đánh dấu' }).click();
    await expect(filter.getByRole('option', { name: 'Thay đổi từ lần họp trước…' })).toHaveCount(1);
    // Marks alone filter nothing, even if the filter was on before: it is removed with the marks.
    await filter.selectOption({ label: 'Thay đổi từ lần họp trước…' });
    await expect(page.locator('[row-id] [col-id="head"]')).toHaveCount(3);
    await panel(page).getByRole('button', { name: 'Thôi đánh dấu' }).click();
    await expect(filter.locator('option:checked')).toHaveText('Lọc: tất cả');
    const select = panel(page).getByLabel('Những gì đã đổi từ…');
    await select.selectOption({ label: await select.getByRole('option', { name: /^lần họp gần nhất/ }).innerText() });
    await expect(panel(page).getByText(/ô của 3 hộ đã đổi từ lần họp gần nhất/)).toBeVisible();
    expect(await page.locator('[row-id] [col-id="head"]').count()).toBeGreaterThan(3);
    await panel(page).getByRole('button', { name: 'Thôi đánh dấu' }).click();
  });

  await test.step('compared with now, and restored with one write', async () => {
    await panel(page).getByRole('button', { name: 'Các bản' }).click();
    await panel(page).getByRole('button', { name: 'Xem khác gì: trước họp dân' }).click();
    await expect(panel(page).getByText(/^Khác \d+ ô/)).toBeVisible();
    await panel(page).getByRole('button', { name: 'Lấy lại như bản này…' }).click();
    const question = page.getByRole('alertdialog', { name: 'Ghi lại danh sách như bản “trước họp dân”?' });
    await expect(question).toContainText('2 ô của 2 hộ');
    await expect(question).toContainText('1 hộ và 0 thành viên ghi sau bản này: giữ nguyên');
    await expect(question.getByRole('list', { name: 'Những ô sẽ ghi lại' })).toContainText(`Số nhân khẩu: 11 → ${was[0]}`);
    await shot(page, 'restore');
    await question.getByRole('button', { name: 'Ghi lại 2 ô' }).click();
    await expect(words(await book.reach(first, 'size'))).toHaveText(was[0] ?? '');
    await expect(await book.reach(second, 'note')).not.toContainText('sau hop');
    await expect(page.locator('[row-id]').filter({ hasText: 'Nha Den Sau' }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await expect(words(await book.reach(first, 'size'))).toHaveText('11');
    await expect(await book.reach(second, 'note')).toContainText('sau hop');
  });

  await test.step('naming needs the server, and says so', async () => {
    await panel(page).getByRole('button', { name: '‹ Các bản' }).click();
    await context.setOffline(true);
    await panel(page).getByLabel('Đặt tên cho danh sách lúc này').fill('không mạng');
    await panel(page).getByRole('button', { name: 'Đặt tên' }).click();
    await expect(panel(page).getByText('Không có mạng: đặt tên cho một bản cần máy của xã.')).toBeVisible();
    await context.setOffline(false);
  });
  await context.close();
});

test('on a phone: a household’s history, and changes since', async ({ browser }) => {
  const { context, page } = await app.enter(browser, LAN, PHONE);
  await page.goto('/thon/thon-2');
  await page.getByRole('list').getByRole('button').first().click();
  await page.getByRole('tab', { name: 'B1' }).click();
  const score = page.getByLabel('Điểm B1', { exact: true });
  const was = await score.inputValue();
  await score.fill('77');
  await score.blur();
  await expect(page.locator('.safe-status')).toContainText('Xã đã nhận');
  await page.getByRole('button', { name: 'Lịch sử hộ' }).click();
  const sheet = page.getByRole('dialog', { name: 'Lịch sử' });
  await expect(sheet.getByText(`Điểm B1: ${was === '' ? '(trống)' : was} → 77`)).toBeVisible();
  await shot(page, 'phone-household');
  await sheet.getByRole('button', { name: 'Đã đổi từ…' }).click();
  await sheet.getByLabel('Những gì đã đổi từ…').selectOption('day');
  const today = new Date();
  await sheet
    .getByLabel('Từ đầu ngày')
    .fill(`${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, '0')}-${String(today.getDate()).padStart(2, '0')}`);
  await expect(sheet.getByText(/ô của \d+ hộ đã đổi từ ngày/)).toBeVisible();
  await shot(page, 'phone-since');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await sheet.getByRole('button', { name: 'Đóng' }).click();
  await expect(page.getByText(/Đã đổi từ ngày .*Hà Thị Lan ghi/).first()).toBeVisible();
  await context.close();
});
