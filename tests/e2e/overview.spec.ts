/** Tổng quan: what each village waits for, and pictures whose figures are those of the forms. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { App } from './app.ts';
import { keptHere, LAN, received, THANH, VIET } from './people.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeEach(async () => {
  app = await App.start();
});
test.afterEach(() => app.stop());

const picture = (page: Page, title: string) => page.getByRole('figure').filter({ has: page.getByRole('heading', { name: title }) });
const RATES = 'Tỷ lệ hộ nghèo, hộ cận nghèo';
const FLOWS = 'Từ kết quả năm trước đến năm nay';

test('pictures have the figures of the forms, with a sentence, a table and an image', async ({ browser }) => {
  const { page, context } = await app.enter(browser, VIET);
  await page.getByRole('link', { name: 'Tổng quan' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tổng quan, Xã Nông Thượng' })).toBeVisible();
  await expect(page.getByRole('figure')).toHaveCount(5);
  const rates = picture(page, RATES);
  const sentence = 'Toàn xã: hộ nghèo 34 trên 916 hộ, bằng 3,71 %; hộ cận nghèo 19 hộ, bằng 2,07 %.';
  await expect(rates.getByRole('img', { name: sentence })).toBeVisible();
  await expect(rates.getByRole('table')).toHaveCount(0);
  await rates.getByRole('button', { name: 'Xem bảng' }).press('Enter');
  await expect(rates.getByRole('row', { name: /^Toàn xã/ })).toHaveText(/916\s*34\s*3,71\s*19\s*2,07/);
  // Its table has the width of the page; beside others it was cut off.
  const table = rates.getByRole('region', { name: /^Bảng/ });
  expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  await picture(page, FLOWS).getByRole('button', { name: 'Xem bảng' }).click();
  await expect(picture(page, FLOWS).getByRole('row', { name: /^Hộ nghèo/ })).toContainText('40');

  // On paper the table may go on to the next page; what the picture is made from stays below the picture.
  const source = rates.getByText('Mẫu 7.1', { exact: true });
  await page.emulateMedia({ media: 'print' });
  expect(await source.locator('..').evaluate((box) => [getComputedStyle(box).breakInside, box.querySelectorAll('svg').length])).toEqual([
    'avoid',
    1,
  ]);
  await page.emulateMedia({ media: null });

  const [download] = await Promise.all([page.waitForEvent('download'), rates.getByRole('button', { name: 'Lưu ảnh' }).click()]);
  expect(download.suggestedFilename()).toBe('Xa-Nong-Thuong_2023_Ty-le-ho-ngheo-ho-can-ngheo.png');
  const image = readFileSync(await download.path());
  expect([image.subarray(1, 4).toString(), image.readUInt32BE(16)]).toEqual(['PNG', 1520]);
  // Neither white all over nor black: what was drawn is on it.
  expect(image.length).toBeGreaterThan(15_000);

  await page.goto('/bieu?mau=7.1');
  await expect(page.getByRole('button', { name: /^3,71 %: .*Tỷ lệ %, Tổng cộng/ })).toBeVisible();
  await context.close();
});

const PROGRESS = 'Tiến độ so với kế hoạch';

test('progress is drawn by day against the days of the plan, also without a network', async ({ browser }) => {
  const { page, context } = await app.enter(browser, VIET);
  await keptHere(page);
  await page.goto('/tong-quan');
  const progress = picture(page, PROGRESS);
  await expect(progress).toContainText('đã rà soát 67/67 hộ.');

  await page.goto('/ke-hoach');
  await page.getByRole('button', { name: 'Sửa kế hoạch của xã' }).click();
  await page.getByLabel('Ngày cuối của bước Tổ chức rà soát').fill('2023-11-15');
  await page.getByRole('button', { name: 'Ghi vào kế hoạch của xã' }).click();
  await expect(page.getByText('15/11/2023').first()).toBeVisible();
  const book = await new Workbook(page).open('thon-3');
  // A month is no day.
  await book.type(await book.row('Lê Đức Bằng'), 'reviewedOn', '9/2023');
  await page.goto('/cac-buoc/thon-3');
  await page.getByRole('button', { name: 'Chốt rà soát' }).click();
  await expect(page.getByRole('heading', { name: 'Tổ chức họp dân' })).toBeVisible();
  await received(page);

  await app.kill();
  await page.goto('/tong-quan');
  const sentence =
    /đã rà soát 67\/67 hộ\..* 1 hộ chưa ghi ngày rà soát\. .*Rà soát, phân loại 1\/12, hạn 15\/11\/2023, muộn 1, quá hạn còn 11/;
  await expect(progress.getByRole('img', { name: sentence })).toBeVisible();
  await progress.getByRole('button', { name: 'Xem bảng' }).click();
  await expect(progress.getByRole('row', { name: /^Chưa ghi ngày rà soát/ })).toHaveText(/1\s*$/);
  await expect(progress.getByRole('row', { name: /^15\/11\/2023/ })).toContainText('Rà soát, phân loại');
  await expect(progress.getByRole('row', { name: /Rà soát, phân loại: 1, muộn/ })).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), progress.getByRole('button', { name: 'Lưu ảnh' }).click()]);
  const image = readFileSync(await download.path());
  expect([image.subarray(1, 4).toString(), image.readUInt32BE(16)]).toEqual(['PNG', 1520]);
  expect(image.length).toBeGreaterThan(15_000);
  await context.close();
});

test('targets of services and last year’s households become pictures, and the pictures stand in the report', async ({ browser }) => {
  const { page, context } = await app.enter(browser, VIET);
  await page.goto('/ke-hoach');
  await page.getByRole('button', { name: 'Sửa kế hoạch của xã' }).click();
  await page.getByLabel('Hộ nghèo, hộ cận nghèo sử dụng nhà tiêu hợp vệ sinh').pressSequentially('63,5');
  await page.getByLabel('Người thuộc hộ nghèo, hộ cận nghèo tham gia BHYT').fill('100');
  await page.getByRole('button', { name: 'Ghi vào kế hoạch của xã' }).click();
  await expect(page.getByText('nhà tiêu hợp vệ sinh: 63,5 %')).toBeVisible();

  await page.goto('/so-lieu-thon');
  const total = page.getByRole('row', { name: /^Thôn 4/ }).getByLabel(/Tổng số hộ dân cư năm trước/);
  await total.fill('61');
  await total.press('Enter');
  await page.goto('/tong-quan');
  const services = picture(page, 'Dịch vụ xã hội cơ bản so với chỉ tiêu');
  await expect(services).toContainText('đạt 1/2 chỉ tiêu của kế hoạch. Chưa đạt: Tham gia BHYT, 82,53 %');
  await services.getByRole('button', { name: 'Xem bảng' }).click();
  await expect(services.getByRole('row', { name: /nhà tiêu/ })).toHaveText(/53\s*13\s*75,47\s*63,50\s*đạt/);
  await expect(services.getByRole('row', { name: /kết nối việc làm/ })).toContainText('chưa có số liệu');
  const years = picture(page, 'Tỷ lệ hộ nghèo, hộ cận nghèo qua các năm');
  await expect(years).toContainText('năm 2022, chưa có số liệu; năm 2023, 3,71 % và 2,07 %');

  await page.goto('/bieu?mau=ket-qua-dich-vu');
  await page.getByRole('button', { name: /^75,47 %: .*Kết quả %, Tổng cộng/ }).click();
  await expect(page.getByText('13 hộ').first()).toBeVisible();

  await page.goto('/van-ban/final');
  const preview = page.frameLocator('iframe');
  await page.getByLabel('Đưa hình của Tổng quan vào báo cáo').check();
  await expect(preview.getByText('Hình 5. Dịch vụ xã hội cơ bản so với chỉ tiêu')).toBeVisible();
  await expect(preview.locator('img')).toHaveCount(5);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải về (Word)' }).click()]);
  const files = unzipSync(new Uint8Array(readFileSync(await download.path())));
  const images = Object.entries(files).filter(([name]) => name.startsWith('word/media/'));
  expect(images.map(([, bytes]) => String.fromCharCode(...bytes.subarray(1, 4)))).toEqual(Array.from({ length: 5 }, () => 'PNG'));
  // Neither white all over nor black: what was drawn is on them.
  for (const [, { length }] of images) expect(length).toBeGreaterThan(10_000);
  await context.close();
});

test('a village that two people wrote differently comes first, and one click leads to the place', async ({ browser }) => {
  const hands = await Promise.all([LAN, THANH].map((name) => app.enter(browser, name)));
  const books = await Promise.all(hands.map(({ page }) => new Workbook(page).open('thon-3')));
  const row = await books[0]!.row('Lê Đức Bằng');
  await Promise.all(hands.map(({ page }) => received(page)));
  await Promise.all(hands.map(({ context }) => context.setOffline(true)));
  await books[0]!.type(row, 'b1', '73');
  await books[1]!.type(row, 'b1', '153');
  for (const { context, page } of hands) {
    await context.setOffline(false);
    await received(page);
  }
  const { page, context } = await app.enter(browser, VIET);
  await page.goto('/tong-quan');
  const first = page.getByRole('row').nth(1);
  await expect(first).toContainText('chưa thống nhất');
  await expect(first).toContainText(`hôm nay${THANH}`);
  await first.getByText(/^và \d máy khác$/).click();
  await expect(first.getByRole('listitem').first()).toContainText(`hôm nay, ${LAN}, máy tính`);
  await first.getByRole('link', { name: '1 ô, 1 hộ' }).click();
  await expect(page.getByRole('navigation', { name: 'Hộ cần đối chiếu' })).toContainText('Lê Đức Bằng');
  for (const hand of [...hands, { context }]) await hand.context.close();
});

test('the page opens without a network, and says what only the commune knows', async ({ browser }) => {
  const { page, context } = await app.enter(browser, VIET);
  await keptHere(page);
  await page.goto('/tong-quan');
  await expect(page.getByRole('figure')).toHaveCount(5);
  await received(page);
  await app.kill();
  await page.goto('/tong-quan');
  await expect(page.getByRole('figure')).toHaveCount(5);
  await expect(page.getByRole('row', { name: /^Thôn 4/ })).toContainText('21/21 hộ');
  await expect(page.getByRole('row', { name: /^Thôn 4/ })).toContainText('chưa biết, cần mạng');
  await app.restart();
  await expect(page.getByText('chưa biết, cần mạng')).toHaveCount(0);
  await context.close();
});

test('a reviewer sees the villages assigned, and no devices of others', async ({ browser }) => {
  const { page, context } = await app.enter(browser, LAN);
  await page.goto('/tong-quan');
  await expect(page.getByText('Chỉ gồm Thôn 1, Thôn 2, Thôn 3, Thôn 4')).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(5);
  await expect(page.getByRole('columnheader', { name: 'Máy gửi gần nhất' })).toHaveCount(0);
  await context.close();
});

test('the page of rounds says nothing of lists that nobody has counted', async ({ browser }) => {
  const { page, context } = await app.enter(browser, VIET);
  const counted = page.waitForResponse((response) => response.url().endsWith('/api/reviews'));
  await page.goto('/dot');
  await (await counted).finished();
  await expect(page.getByRole('listitem').filter({ hasText: 'Xã Nông Thượng' })).toContainText('Đợt 2023');
  // The answer is on the page by then.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300))));
  await expect(page.getByText('Chưa có hộ nào')).toHaveCount(0);
  await context.close();
});
