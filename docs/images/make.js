// Makes the pictures of the README and docs. Start `npm run demo` in one terminal, and in another `node
// server/rasoat.js serve --demo=2023 --port 3001` for finished lists; then run `node docs/images/make.js [season]
// [finished]`. two-standards.png is the picture "why" that tests/e2e/two-standards.spec.ts takes: the demo has no confirmed
// standard.
import { chromium } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { BROWSER_ARGS, findBrowser } from '../../tests/browser.js';

const [season, finished] = [process.argv[2] ?? 'http://localhost:3000', process.argv[3] ?? 'http://localhost:3001'];
const file = (/** @type {string} */ name) => fileURLToPath(new URL(`${name}.png`, import.meta.url));
const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: BROWSER_ARGS });

/**
 * @param {string} name
 * @param {{ width: number, height: number }} viewport
 * @param {string} address
 */
async function enter(name, viewport, address = finished) {
  const page = await (await browser.newContext({ viewport, locale: 'vi-VN', baseURL: address })).newPage();
  await page.goto('/vao');
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { name: 'Việc cần làm' }).waitFor();
  await page
    .getByRole('link', { name: /^Mở sổ/ })
    .first()
    .waitFor();
  return page;
}

const home = await enter('Trần Quốc Việt', { width: 1366, height: 768 }, season);
// Waits until every village is open and counted.
await home.getByText('Đang mở').first().waitFor({ state: 'detached' });
await home.getByRole('link', { name: /^Đối chiếu/ }).waitFor();
await home.screenshot({ path: file('home') });
await home.context().close();

const laptop = await enter('Trần Quốc Việt', { width: 1366, height: 768 });
await laptop.goto('/thon/thon-1');
await laptop.getByText('Nông Đình Bằng').first().click();
await laptop.getByRole('button', { name: 'Vì sao?' }).click();
await laptop.locator('.ag-body-horizontal-scroll-viewport').evaluate((bar) => (bar.scrollLeft = 1150));
await laptop.getByText('✓').first().waitFor();
await laptop.waitForTimeout(500);
await laptop.screenshot({ path: file('village') });
await laptop.goto('/nhap');
await laptop
  .getByLabel('Tệp Excel', { exact: true })
  .setInputFiles(fileURLToPath(new URL('../../tests/fixtures/huyen-tung-2023-nhu-nhan-duoc.xlsx', import.meta.url)));
await laptop.getByText('Chưa có gì được ghi').waitFor();
await laptop.screenshot({ path: file('import') });

await laptop.context().close();

// The grid's pictures, for docs/grid.md.
const grid = await enter('Trần Quốc Việt', { width: 1366, height: 768 });
await grid.goto('/thon/thon-3');
/** @param {string} row @param {string} column */
const cell = (row, column) =>
  grid
    .locator(`[row-id]:has-text("${row}")`)
    .first()
    .getAttribute('row-id')
    .then((id) => grid.locator(`[row-id="${id}"] [col-id="${column}"]`));
const shoot = async (/** @type {string} */ name) => {
  await grid.waitForTimeout(600);
  await grid.screenshot({ path: file(`grid-${name}`) });
};
const close = async () => {
  await grid.keyboard.press('Escape');
  await grid.waitForTimeout(300);
};
await (await cell('Ngô Thị Huyền', 'birth')).click();
for (let i = 0; i < 3; i++) await grid.keyboard.press('Shift+ArrowRight');
for (let i = 0; i < 5; i++) await grid.keyboard.press('Shift+ArrowDown');
await shoot('range');
await grid.keyboard.press('Escape');
await grid.keyboard.press('Control+f');
await grid.getByLabel('Tìm chữ').fill('ngo thi');
await shoot('find');
await close();
await grid.locator('[data-field="ethnic"]').first().click();
await shoot('column-menu');
await close();
await (await cell('Ngô Thị Huyền', 'birth')).click({ button: 'right' });
await shoot('row-menu');
await close();
await (await cell('Bùi Quang Khuê', 'birth')).click();
await grid.keyboard.press('Shift+F2');
await grid.getByLabel('Viết ý kiến').waitFor();
await grid.waitForTimeout(300);
await grid.keyboard.type('Nhờ @lan');
await grid.getByRole('option', { name: 'Hà Thị Lan' }).waitFor();
await grid.keyboard.press('Enter');
await grid.keyboard.type('xem lại ngày sinh');
await grid.keyboard.press('Control+Enter');
await shoot('comments');
await grid.getByRole('complementary').getByRole('button', { name: 'Đóng' }).click();
await grid.getByLabel('Lọc', { exact: true }).selectOption('poor');
await grid.getByRole('button', { name: 'Xem', exact: true }).click();
await grid.getByRole('menuitem', { name: 'Cách xem đã lưu…' }).click();
await shoot('views');
await grid.context().close();

const phone = await enter('Hà Thị Lan', { width: 390, height: 844 });
await phone.goto('/thon/thon-1');
await phone.getByText('Nông Đình Bằng').first().click();
await phone.getByRole('tab', { name: 'B2' }).click();
await phone.waitForTimeout(500);
await phone.screenshot({ path: file('card') });
await phone.goto('/thon/thon-1');
await phone.getByLabel('Tìm').waitFor();
await phone.waitForTimeout(500);
await phone.screenshot({ path: file('phone-list') });
await phone.context().close();

// Last, because it locks a village's list.
const meeting = await enter('Trần Quốc Việt', { width: 1366, height: 768 });
await meeting.goto('/cac-buoc/thon-3');
await meeting.getByRole('button', { name: 'Chốt rà soát' }).click();
await meeting.getByRole('link', { name: 'Chế độ họp' }).click();
await meeting.getByRole('button', { name: 'Điều khiển từ máy này' }).click();
await meeting.keyboard.press('Space');
await meeting.keyboard.press('Space');
await meeting.waitForTimeout(600);
await meeting.screenshot({ path: file('meeting') });
const people = { committee: 2, bodies: 3, front: 1, reviewers: 2, listed: 7, others: 25, agreeing: 37 };
const at = { place: 'Nhà văn hóa Thôn 3', chair: 'Lường Văn Hiếu', secretary: 'Hà Thị Lan' };
for (const [kind, data] of [
  ['decided', { household: 'h:NT-03-0007', result: 'none', text: 'Con trai đi làm xa gửi tiền về' }],
  ['met', { day: '2023-10-10', ...at, ...people }],
  ['posted', { from: '2023-10-11', places: 'Nhà văn hóa Thôn 3, trụ sở UBND xã' }],
])
  await meeting.request.post('/api/acts/nong-thuong-2023.thon-3', { data: { kind, data } });
await meeting.goto('/cac-buoc/thon-3');
await meeting.getByText('cuộc họp kết luận không nghèo').waitFor();
await meeting.waitForTimeout(600);
await meeting.screenshot({ path: file('steps') });
await browser.close();
