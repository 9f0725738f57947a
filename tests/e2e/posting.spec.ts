/** The posted list is for everybody: what the commune lets it show, and what a visitor without an account writes to the commune. */
import { expect, test } from '@playwright/test';
import { App } from './app.ts';
import { HIEU, LAN, PHONE, received, VIET } from './people.ts';

const ROOM = 'nong-thuong-2023.thon-3';
const MEETING = {
  ...{ day: '2023-10-10', place: 'Nhà văn hóa', chair: HIEU, secretary: LAN, agreeing: 38 },
  ...{ committee: 0, bodies: 0, front: 0, reviewers: 0, listed: 40, others: 0 },
};
let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

test('a visitor writes about a household; the commune registers it as a complaint, or puts it aside', async ({ browser }, info) => {
  const { page } = await app.enter(browser, VIET);
  await received(page);
  await test.step('off by default; the commune chooses in its plan what a posting shows and whether it takes notes', async () => {
    await page.goto('/ke-hoach');
    await page.getByRole('button', { name: 'Sửa kế hoạch của xã' }).click();
    const choice = page.getByRole('group', { name: 'Trang niêm yết công khai' });
    await expect(choice.getByRole('checkbox', { checked: true })).toHaveCount(0);
    await choice.getByRole('checkbox', { name: 'Số nhân khẩu' }).check();
    await choice.getByRole('checkbox', { name: /^Nhận ý kiến/ }).check();
    await page.screenshot({ path: info.outputPath('plan.png'), fullPage: true });
    await page.getByRole('button', { name: 'Ghi vào kế hoạch của xã' }).click();
    await expect(page.getByText('Niêm yết thêm: số nhân khẩu.')).toBeVisible();
    await received(page);
  });
  const today = await page.evaluate(() => new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }));
  for (const [kind, data] of [
    ['reviewed', {}],
    ['met', MEETING],
    ['posted', { from: today, places: 'Nhà văn hóa' }],
  ] as const) {
    const answer = await page.request.post(`/api/acts/${ROOM}`, { data: { kind, data } });
    expect(await answer.json()).toEqual({ kind: 'done' });
  }

  const context = await browser.newContext({ baseURL: app.url, ...PHONE });
  const visitor = await context.newPage();
  let name = '';
  await test.step('a visitor without an account reads the list, and writes about a household of it', async () => {
    await visitor.goto(`/niem-yet/${ROOM}`);
    await expect(visitor.getByRole('heading', { name: /^Hộ nghèo: \d+ hộ, \d+ người/ })).toBeVisible();
    await expect(visitor.getByRole('columnheader', { name: 'Số nhân khẩu' }).first()).toBeVisible();
    await expect(visitor.getByText('coi như mọi người thống nhất')).toBeVisible();
    const form = visitor.getByRole('region', { name: 'Gửi ý kiến cho xã' });
    await form.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await expect(form.getByText('Hãy chọn hộ.')).toBeVisible();
    const which = form.getByRole('combobox', { name: 'Về hộ' });
    await which.selectOption({ index: 2 });
    name = (await which.locator('option:checked').innerText()).replace(/^\d+\. /, '');
    await form.getByLabel('Điều chưa đúng').fill('Hộ này mới mua xe tải');
    await form.getByLabel('Họ và tên của bạn').fill('Triệu Thị Sen');
    await form.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await expect(form.getByText('Hãy ghi số điện thoại hoặc địa chỉ của bạn.')).toBeVisible();
    await form.getByLabel('Số điện thoại hoặc địa chỉ').fill('0912 345 678');
    await visitor.screenshot({ path: info.outputPath('visitor.png'), fullPage: true });
    await form.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await expect(form.getByText('Xã đã nhận ý kiến số 1 của bạn.')).toBeVisible();
  });
  await test.step('and about one that is not on it', async () => {
    const form = visitor.getByRole('region', { name: 'Gửi ý kiến cho xã' });
    await form.getByRole('combobox', { name: 'Về hộ' }).selectOption('Hộ không có tên trong danh sách');
    await form.getByLabel('Tên chủ hộ').fill('Đặng Văn Mới');
    await form.getByLabel('Điều chưa đúng').fill('Nhà cháy tháng trước, chưa ai đến');
    await form.getByLabel('Họ và tên của bạn').fill('Triệu Thị Sen');
    await form.getByLabel('Số điện thoại hoặc địa chỉ').fill('0912 345 678');
    await form.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await expect(form.getByText('Xã đã nhận ý kiến số 2 của bạn.')).toBeVisible();
  });

  await test.step('the commune registers one as a complaint with one button, also after a restart, and puts the other aside', async () => {
    await app.restart();
    for (const path of ['/', '/cac-buoc']) {
      await page.goto(path);
      await expect(page.getByText('Thôn 3: 2 ý kiến gửi từ trang niêm yết chưa xử lý.')).toBeVisible();
    }
    await page.getByRole('link', { name: 'Xem ý kiến, Thôn 3' }).click();
    await expect(page.getByText(`Số 1, về hộ ${name}`)).toBeVisible();
    const second = page.getByRole('listitem').filter({ hasText: 'Số 2, về hộ Đặng Văn Mới (không có tên trong danh sách)' });
    await expect(second.getByText('Liên hệ: 0912 345 678')).toBeVisible();
    await page.screenshot({ path: info.outputPath('waiting.png'), fullPage: true });
    const first = page.getByRole('listitem').filter({ hasText: `Số 1, về hộ ${name}` });
    await first.getByText('Ghi thành phản ánh, khiếu nại').click();
    await expect(first.getByRole('combobox', { name: 'Về hộ' }).locator('option:checked')).toContainText(name);
    await first.getByRole('button', { name: 'Ghi phản ánh' }).click();
    await expect(page.getByText(`Số 1, về hộ ${name}`)).toHaveCount(0);
    await second.getByText('Không nhận, ghi lý do').click();
    await second.getByLabel('Lý do').fill('Đã hướng dẫn hộ nộp giấy đề nghị');
    await second.getByRole('button', { name: 'Không nhận ý kiến này' }).click();
    await expect(page.getByText('Ý kiến gửi từ trang niêm yết', { exact: true })).toHaveCount(0);
    await expect(page.getByText('Ý kiến số 2: Đã hướng dẫn hộ nộp giấy đề nghị')).toBeVisible();
    await expect(page.getByText('Hộ này mới mua xe tải').first()).toBeVisible();
    await page.getByRole('link', { name: 'Các thôn', exact: true }).click();
    await expect(page.getByText('1 phản ánh chưa trả lời')).toBeVisible();
    await expect(page.getByText('ý kiến gửi từ trang niêm yết chưa xử lý')).toHaveCount(0);
  });

  await test.step('nobody else reads how to reach the visitor, whatever address they guess', async () => {
    const head = await app.enter(browser, HIEU);
    expect((await head.page.request.get(`/api/posted-notes/${ROOM}`)).status()).toBe(403);
    expect((await visitor.request.get(`/api/posted-notes/${ROOM}`)).status()).toBe(401);
    await head.page.goto('/cac-buoc/thon-3');
    await expect(head.page.getByText('Hộ này mới mua xe tải').first()).toBeVisible();
    await expect(head.page.getByText('0912')).toHaveCount(0);
    expect((await head.page.request.get('/api/noted/nong-thuong-2023.xa')).status()).toBe(403);
  });
});
