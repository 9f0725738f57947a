/** The map of a commune's villages and of a district's communes: only where outlines or points were loaded. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { App, fixture } from './app.ts';
import { ACCOUNTS, COMMUNES, startDistrict } from './district.ts';
import { inventedMap, mapFile } from './invented-map.ts';
import { ADMIN, device, keptHere, LAN, OFFICER, PHONE, received, signIn, VIET } from './people.ts';

const { forms } = JSON.parse(readFileSync(fixture('nong-thuong-2023.expected.json'), 'utf8')) as {
  forms: Record<string, Record<string, number[]>>;
};
const VILLAGES = Object.keys(forms['7.1'] ?? {}).filter((name) => name !== 'Tổng cộng');
const rate = (village: string): string => (forms['7.1']?.[village]?.[3] ?? NaN).toLocaleString('vi', { minimumFractionDigits: 2 });
const map = (page: Page) => page.getByRole('figure').filter({ has: page.getByRole('heading', { name: /^Bản đồ tỷ lệ/ }) });

test('the officer loads outlines of the villages, sees the map, and sees it without a network; a reviewer sees their villages', async ({
  browser,
}, info) => {
  const app = await App.start();
  const { page, context } = await app.enter(browser, VIET);
  await keptHere(page);
  await page.goto('/tong-quan');
  await expect(page.getByRole('figure')).toHaveCount(5);
  await expect(map(page)).toHaveCount(0);

  await page.goto('/so-lieu-thon');
  const file = page.getByLabel('Tệp bản đồ', { exact: true });
  const metres = JSON.stringify({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: { TEN: 'Thôn 1' }, geometry: { type: 'Point', coordinates: [432_100.5, 2_445_000] } }],
  });
  await file.setInputFiles(mapFile(metres));
  await expect(page.getByRole('alert')).toContainText('Hình 1 (Thôn 1): tọa độ 432100.5, 2445000 tính bằng mét, như của VN-2000');

  // One is called otherwise, one is a point, one is not in the file, and one is of another commune.
  const [first = '', second = '', third = '', ...others] = VILLAGES;
  const drawn = [
    { about: { MA: 1, TEN: 'Nơi chưa rõ' } },
    { about: { MA: 2, TEN: second.toUpperCase() }, point: true as const },
    ...others.map((name, n) => ({ about: { MA: n + 3, TEN: name } })),
    { about: { MA: 99, TEN: 'Thôn của xã khác' } },
  ];
  await file.setInputFiles(mapFile(inventedMap(drawn)));
  const preview = page.getByRole('region', { name: 'Xem trước bản đồ' });
  await expect(preview).toContainText(`${VILLAGES.length - 2}/${VILLAGES.length} thôn khớp tên`);
  const rowOf = (name: string) => preview.getByRole('row', { name: new RegExp(`^${name} `) });
  await expect(rowOf(second)).toContainText('Khớp tên');
  await expect(rowOf(third)).toContainText('Không có trên bản đồ');
  await expect(preview).toContainText(
    `Hình trong tệp không của thôn nào (2): Nơi chưa rõ (hình 1); Thôn của xã khác (hình ${drawn.length})`,
  );
  await preview.getByLabel(`Hình của ${third}`, { exact: true }).selectOption('Nơi chưa rõ (hình 1)');
  await preview.getByLabel(`Hình của ${first}`, { exact: true }).selectOption('Nơi chưa rõ (hình 1)');
  await expect(preview.getByRole('button', { name: /^Ghi hình/ })).toBeDisabled();
  await preview.getByLabel(`Hình của ${third}`, { exact: true }).selectOption('(không có hình)');
  await expect(rowOf(first)).toContainText('Chọn tay');
  await page.screenshot({ path: info.outputPath('preview.png'), fullPage: true });
  await preview.getByRole('button', { name: `Ghi hình của ${VILLAGES.length - 1} thôn` }).click();
  await expect(page.getByText(`${VILLAGES.length - 1}/${VILLAGES.length} thôn có hình`)).toBeVisible();
  await received(page);

  await page.goto('/tong-quan');
  await expect(map(page).getByRole('img', { name: `Chưa có hình trên bản đồ: ${third}, ${rate(third)} %.` })).toBeVisible();
  await page.getByRole('radio', { name: 'Hộ cận nghèo', exact: true }).check();
  await expect(map(page).getByRole('heading')).toHaveText('Bản đồ tỷ lệ hộ cận nghèo (%)');
  await page.getByRole('radio', { name: 'Hộ nghèo', exact: true }).check();
  await map(page).getByRole('button', { name: 'Xem bảng' }).press('Enter');
  await expect(map(page).getByRole('row', { name: new RegExp(`^${second} `) })).toContainText(rate(second));
  await expect(map(page).getByRole('row', { name: new RegExp(`^${third} `) })).toContainText('chưa có hình');
  const [download] = await Promise.all([page.waitForEvent('download'), map(page).getByRole('button', { name: 'Lưu ảnh' }).click()]);
  expect(download.suggestedFilename()).toBe('Xa-Nong-Thuong_2023_Ban-do-ty-le-ho-ngheo.png');
  await download.saveAs(info.outputPath('saved.png'));
  expect(readFileSync(await download.path()).length).toBeGreaterThan(30_000);
  await map(page).screenshot({ path: info.outputPath('map.png') });

  await page.goto('/van-ban/final');
  await page.getByLabel('Đưa hình của Tổng quan vào báo cáo').check();
  await expect(page.frameLocator('iframe').getByText('Hình 2. Bản đồ tỷ lệ hộ nghèo')).toBeVisible();
  const [paper] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải về (Word)' }).click()]);
  const parts = Object.keys(unzipSync(new Uint8Array(readFileSync(await paper.path()))));
  expect(parts.filter((name) => name.startsWith('word/media/'))).toHaveLength(5);

  await app.kill();
  await page.goto('/tong-quan');
  await expect(map(page).getByRole('img', { name: new RegExp(`${VILLAGES.length - 1} đơn vị trên bản đồ`) })).toBeVisible();
  await page.reload();
  await expect(map(page).getByRole('img', { name: new RegExp(`${VILLAGES.length - 1} đơn vị trên bản đồ`) })).toBeVisible();
  await app.restart();

  const reviewer = await app.enter(browser, LAN, PHONE);
  await reviewer.page.goto('/tong-quan');
  await expect(map(reviewer.page).getByRole('img', { name: /^Các thôn này: 3 đơn vị trên bản đồ/ })).toBeVisible();
  await expect
    .poll(() => reviewer.page.evaluate(() => Math.max(innerWidth, document.scrollingElement?.scrollWidth ?? 0)))
    .toBe(PHONE.viewport.width);
  await map(reviewer.page).screenshot({ path: info.outputPath('phone.png') });

  await page.goto('/so-lieu-thon');
  await page.getByRole('button', { name: 'Bỏ hình các thôn' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Bỏ hình' }).click();
  await expect(page.getByText('Chưa thôn nào có hình.')).toBeVisible();
  for (const one of [context, reviewer.context]) await one.close();
  await app.stop();
});

test('the admin loads outlines of the communes by code and name, and the district sees those of its own', async ({ browser }, info) => {
  const app = await startDistrict();
  const { page, context } = await device(app, browser);
  await signIn(page, 'quan.tri', ADMIN);
  await expect(page.getByRole('heading', { name: 'Đợt rà soát của xã' })).toBeVisible();
  await page.getByText('Bản đồ các xã', { exact: true }).click();
  const { recognised, partly, silent, other } = COMMUNES;
  const text = inventedMap([
    { about: { ten_xa: recognised.name } },
    { about: { ten_xa: partly.name.toUpperCase() }, point: true },
    { about: { ten_xa: other.name } },
    { about: { ten_xa: 'Xã Không Có' } },
  ]);
  await page.getByLabel('Tệp bản đồ các xã').setInputFiles(mapFile('{"type":"Topology"}'));
  await expect(page.getByRole('alert')).toContainText('TopoJSON');
  await page.getByLabel('Tệp bản đồ các xã').setInputFiles(mapFile(text));
  const preview = page.getByRole('region', { name: 'Xem trước bản đồ các xã' });
  await expect(preview).toContainText('3/4 xã trong sổ khớp với hình trong tệp');
  await preview.getByText('Xã chưa có hình trong tệp: 1').click();
  await expect(preview).toContainText(`${silent.name}, Tỉnh Bắc Kạn`);
  await page.screenshot({ path: info.outputPath('admin.png'), fullPage: true });
  await preview.getByRole('button', { name: 'Nạp hình của 3 xã' }).click();
  await expect(page.getByText('Đã nạp hình của 3 xã.')).toBeVisible();
  await context.close();

  const above = await device(app, browser);
  await signIn(above.page, ACCOUNTS.district, OFFICER);
  await expect(above.page.getByRole('heading', { level: 1, name: /^Các xã của/ })).toBeVisible();
  await above.page.goto('/tong-quan?ban=official');
  // The figure that was published, of the one commune that is recognised.
  await expect(map(above.page).getByRole('img', { name: /: 1 đơn vị trên bản đồ\./ })).toBeVisible();
  await above.page.getByRole('radio', { name: /^Sơ bộ/ }).check();
  await expect(map(above.page).getByRole('img', { name: /: 2 đơn vị trên bản đồ\..*cao nhất/ })).toBeVisible();
  await map(above.page).getByRole('button', { name: 'Xem bảng' }).click();
  await expect(map(above.page).getByRole('row', { name: recognised.name })).toContainText(/916\s*34\s*3,71/);
  const { shapes } = (await (await above.page.request.get('/api/units/shapes')).json()) as { shapes: unknown[] };
  expect(shapes).toHaveLength(2);
  await map(above.page).screenshot({ path: info.outputPath('district-map.png') });
  await above.context.close();
  await app.stop();
});
