/** Tổng quan above the communes: what they wait for, the sums of what they sent up, and what was sent beside what is recognised. */
import { expect, test, type Page } from '@playwright/test';
import type { App } from './app.ts';
import { ACCOUNTS, COMMUNES, DISTRICT, PROVINCE, startDistrict } from './district.ts';
import { device, OFFICER, PHONE, signIn } from './people.ts';

let app: App;
test.beforeAll(async () => {
  app = await startDistrict();
});
test.afterAll(() => app.stop());

async function open(page: Page, who: keyof typeof ACCOUNTS): Promise<void> {
  await signIn(page, ACCOUNTS[who], OFFICER);
  await expect(page.getByRole('heading', { level: 1, name: /^Các xã của|^Việc cần làm/ })).toBeVisible();
}
const units = (page: Page) => page.getByRole('table', { name: /đơn vị cần xem trước đứng trên/ });
const line = (page: Page, name: string) => units(page).getByRole('row', { name: new RegExp(`^${name}`) });
const { recognised, partly, silent, other } = COMMUNES;

test('the district sees what each commune waits for, what needs attention first, and goes to the place', async ({ browser }, info) => {
  const { page, context } = await device(app, browser);
  await open(page, 'district');
  await page.getByRole('link', { name: 'Tổng quan' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Tổng quan, ${DISTRICT}` })).toBeVisible();
  await expect(units(page).getByRole('row')).toHaveCount(4);
  // What waits for the district's opinion is before what the commune has asked its villages to check.
  await expect(units(page).getByRole('rowheader')).toContainText([partly.name, silent.name, recognised.name]);
  await expect(line(page, partly.name)).toContainText('chờ ý kiến cấp trên, góp ý chưa trả lời');
  await expect(line(page, partly.name)).toContainText('2 thôn đã gửi, chờ ý kiến cấp trên');
  await expect(line(page, partly.name)).toContainText('gần nhất 20/10/2023');
  await expect(line(page, partly.name)).toContainText('không chia sẻ');
  await expect(line(page, silent.name)).toContainText('1 việc');
  await expect(line(page, silent.name)).toContainText('chưa gửi');
  await expect(line(page, recognised.name)).toContainText('12 thôn đã công nhận');
  await expect(page.getByText(`Chưa gửi danh sách nào lên (1 xã): ${silent.name}.`)).toBeVisible();
  await expect(page.getByText(other.name)).toHaveCount(0);
  await page.screenshot({ path: info.outputPath('district.png'), fullPage: true });

  await line(page, partly.name).getByText('theo danh sách').press('Enter');
  await line(page, partly.name).getByRole('link', { name: 'Tổ 1', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/dot/${partly.id}/cac-buoc/[^/]+/ban/act`));
  await expect(page.getByText('Đề nghị kiểm tra lại')).toBeVisible();
  await page.goto('/tong-quan');
  await line(page, recognised.name).getByRole('link', { name: recognised.name }).click();
  await expect(page).toHaveURL(`${app.url}/dot/${recognised.id}`);
  await context.close();
});

test('the sums are of the chosen version, which says what is not in it, and preliminary is compared with official', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await open(page, 'district');
  await page.goto('/tong-quan');
  const figure = page.getByRole('figure').filter({ has: page.getByRole('heading', { name: 'Tỷ lệ hộ nghèo, hộ cận nghèo' }) });
  await expect(page.getByRole('figure')).toHaveCount(4);
  await expect(page.getByRole('radio', { name: /^Sơ bộ/ })).toBeChecked();
  await expect(page.getByText(`Không có trong số này (1 xã): ${silent.name}.`)).toBeVisible();
  await expect(page.getByText(`Mới có một phần các thôn (1 xã): ${partly.name} 2/17 thôn.`)).toBeVisible();
  const form = page.getByRole('region', { name: /^Mẫu 7/ });
  // The published 34 of the whole commune, as it was sent up.
  await expect(form.getByRole('row', { name: recognised.name })).toContainText(/916.*3\.171.*34.*3,71/);

  await page.getByRole('radio', { name: /^Chính thức/ }).check();
  await expect(page).toHaveURL(/ban=official/);
  await expect(page.getByText(/^Cộng 1 xã: hộ nghèo 34 trên 916 hộ, bằng 3,71 %; hộ cận nghèo 18 hộ/)).toBeVisible();
  await figure.getByRole('button', { name: 'Xem bảng' }).press('Enter');
  await expect(figure.getByRole('row', { name: recognised.name })).toContainText('18');
  await page.getByLabel('Xem biểu').selectOption({ label: await optionOf(page, 'Mẫu 7.6') });
  await expect(form.getByRole('row', { name: recognised.name })).toContainText('18');

  const compared = page.getByRole('region', { name: 'Bảng sơ bộ so với chính thức' });
  await expect(compared.getByRole('row', { name: recognised.name })).toContainText(/34 hộ.*34 hộ.*0 hộ.*19 hộ.*18 hộ.*−1 hộ/);
  await expect(page.getByText(`${partly.name} (sơ bộ 2/17 thôn, chính thức chưa có)`)).toBeVisible();

  await page.getByRole('radio', { name: /^Đang rà soát/ }).check();
  await expect(page.getByText('Các xã còn đang ghi, đây chưa phải kết quả.')).toBeVisible();
  await expect(form.getByRole('row', { name: silent.name })).toBeVisible();
  await context.close();
});

async function optionOf(page: Page, beginning: string): Promise<string> {
  const all = await page.getByLabel('Xem biểu').getByRole('option').allTextContents();
  return all.find((text) => text.startsWith(`${beginning}:`)) ?? '';
}

test('the province begins with its districts, and goes down; on a phone too', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: app.url, ...PHONE });
  const page = await context.newPage();
  await open(page, 'province');
  await page.goto('/tong-quan');
  await expect(page.getByRole('heading', { level: 1, name: `Tổng quan, ${PROVINCE}` })).toBeVisible();
  await expect(units(page).getByRole('rowheader')).toContainText([DISTRICT, other.district]);
  await expect(page.getByRole('figure')).toHaveCount(4);
  await expect
    .poll(() => page.evaluate(() => Math.max(innerWidth, document.scrollingElement?.scrollWidth ?? 0)))
    .toBe(PHONE.viewport.width);
  await line(page, other.district).getByRole('link', { name: other.district, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Tổng quan, ${other.district}` })).toBeVisible();
  await expect(units(page).getByRole('rowheader')).toContainText([other.name]);
  await page.getByRole('link', { name: 'Về toàn địa bàn' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Tổng quan, ${PROVINCE}` })).toBeVisible();
  await context.close();
});

test('nobody sees what is not theirs: a district no other, a commune only its own', async ({ browser }) => {
  const [above, officer] = [await device(app, browser), await device(app, browser)];
  await open(above.page, 'district');
  const seen = (await (await above.page.request.get('/api/overview')).json()) as { rows: { name: string }[] };
  expect(seen.rows.map(({ name }) => name).sort()).toEqual([partly.name, recognised.name, silent.name].sort());
  expect((await above.page.request.get(`/api/overview?review=${other.id}`)).status()).toBe(403);

  await open(officer.page, 'officer');
  await officer.page.goto('/tong-quan');
  await expect(officer.page.getByRole('heading', { level: 1, name: `Tổng quan, ${silent.name}` })).toBeVisible();
  for (const question of [`overview?review=${recognised.id}`, `sums?review=${recognised.id}`, 'overview?unit=1', 'sums?unit=1'])
    expect((await officer.page.request.get(`/api/${question}`)).status(), question).toBe(403);
  await officer.page.goto(`/dot/${recognised.id}/tong-quan`);
  await expect(officer.page.getByRole('heading', { name: 'Đợt rà soát này không thuộc phần việc của bạn' })).toBeVisible();
  for (const { context } of [above, officer]) await context.close();
});
