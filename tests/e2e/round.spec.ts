/** The whole round of one village by the plan of Trà Cú: from a request to the next year's round. */
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { App } from './app.ts';
import { bringKimSon, device, keptHere, LAN, nearby, PIN, received } from './people.ts';
import { Workbook, words } from './workbook.ts';

test.use({ actionTimeout: 20_000 });
let app: App;
test.beforeAll(async () => {
  app = await App.start({ demo: false });
});
test.afterAll(() => app.stop());

const VILLAGE = 'ap-cho-1yety9r';

/** Two devices write the same cell while neither knows of the other. */
async function apart(all: readonly BrowserContext[], write: () => Promise<void>): Promise<void> {
  for (const each of all) await each.setOffline(true);
  await write();
  for (const each of all) await each.setOffline(false);
}

async function meet(page: Page, agreeing: string): Promise<void> {
  await page.getByRole('link', { name: 'Chế độ họp' }).click();
  await page.getByRole('button', { name: 'Kết thúc họp' }).click();
  for (const [label, value] of [
    ['Ngày họp', '2023-10-20'],
    ['Nơi họp', 'Nhà sinh hoạt cộng đồng Ấp Chợ'],
    ['Người chủ trì', 'Thạch Văn Sóc'],
    ['Thư ký', LAN],
    ['Đại diện hộ có tên', '30'],
    ['Số người đồng ý', agreeing],
  ] as const)
    await page.getByLabel(label).fill(value);
  await page.getByLabel('Ý kiến chung').focus();
  await page.getByRole('button', { name: 'Ghi kết quả họp' }).click();
  await expect(page.getByText('Kết quả họp đã ghi')).toBeVisible();
  await page.getByRole('link', { name: 'Các bước', exact: true }).click();
}

async function post(page: Page, from: string): Promise<void> {
  await page.getByLabel('Niêm yết từ ngày').fill(from);
  await page.getByLabel('Nơi niêm yết').fill('Nhà sinh hoạt cộng đồng Ấp Chợ, trụ sở UBND xã');
  await page.getByRole('button', { name: 'Ghi niêm yết' }).click();
  await expect(page.getByText(/Niêm yết từ ngày .* đến hết ngày/).first()).toBeVisible();
}

test('a village of Kim Sơn by the plan of Trà Cú, from a request to the round of the next year', async ({ browser }, info) => {
  const shot = (page: Page, name: string) => page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
  const { admin, office } = await bringKimSon(app, browser);
  const { page } = office;
  const reviewer = await device(app, browser);

  await test.step('a reviewer is invited', async () => {
    await page.goto('/moi');
    await page.getByLabel('Ấp Chợ', { exact: true }).check();
    await page.getByRole('button', { name: 'Tạo lời mời' }).click();
    await reviewer.page.goto(nearby(app, await page.getByLabel('Liên kết mời').inputValue()));
    await reviewer.page.getByLabel('Họ và tên của bạn').fill(LAN);
    await reviewer.page.getByLabel('Đặt mật khẩu').fill(PIN);
    await reviewer.page.getByRole('button', { name: 'Vào sổ' }).click();
    await reviewer.page.getByRole('button', { name: 'Mở danh sách của tôi' }).click();
  });

  const hers = await new Workbook(reviewer.page).open(VILLAGE);
  const his = await new Workbook(page).open(VILLAGE);
  await keptHere(page);
  await keptHere(reviewer.page);

  await test.step('a household that asked is written on the list, and classified', async () => {
    await reviewer.page.getByRole('button', { name: 'Thêm hộ' }).click();
    await reviewer.page.keyboard.type('Thạch Thị Sa Ry');
    await reviewer.page.keyboard.press('Enter');
    const row = await hers.row('Thạch Thị Sa Ry');
    for (const [column, text] of [
      ['size', '4'],
      ['ethnic', 'Khmer'],
      ['request', 'x'],
      ['formA', '2'],
      ['b1', '110'],
      ['i1', 'x'],
      ['i5', 'x'],
      ['i9', 'x'],
      ['c1', 'x'],
      ['income', '900000'],
    ] as const)
      await hers.type(row, column, text);
    await expect(hers.cell(row, '=class')).toHaveText('Hộ nghèo');
    await received(reviewer.page);
  });

  await test.step('two people write one cell apart: the review cannot be closed before somebody chooses', async () => {
    await reviewer.page.keyboard.press('Control+Home');
    const [mine, theirs] = [await his.row('Ngô Ngọc Mỵ'), await hers.row('Ngô Ngọc Mỵ')];
    await apart([office.context, reviewer.context], async () => {
      await his.type(mine, 'b1', '120');
      await hers.type(theirs, 'b1', '135');
    });
    await received(page);
    await received(reviewer.page);
    await expect((await his.reach(mine, 'b1')).locator('.conflict-mark')).toBeVisible();
    await page.goto(`/cac-buoc/${VILLAGE}`);
    await expect(page.getByText('1 hộ chưa thống nhất')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Chốt rà soát' })).toBeDisabled();
    await shot(page, 'conflict');
    await his.open(VILLAGE);
    await his.stand(mine, 'b1');
    await (await his.reach(mine, 'b1')).locator('.conflict-mark').click();
    await page.getByRole('radio', { name: /^120/ }).check();
    await page.getByRole('button', { name: 'Chọn', exact: true }).click();
    await expect(words(await his.reach(mine, 'b1'))).toHaveText('120');
    await received(page);
  });

  await test.step('what the new household makes wrong in the village’s numbers is named, and put right', async () => {
    await page.goto(`/cac-buoc/${VILLAGE}`);
    await expect(page.getByText('Ấp Chợ có 264 hộ nhưng các danh sách có 265')).toBeVisible();
    await shot(page, 'places');
    await page.getByRole('link', { name: /Kiên Kim Nguyệt/ }).click();
    await his.seen();
    const row = await his.row('Kiên Kim Nguyệt');
    await his.type(row, 'income', '9000000');
    await expect(his.cell(row, '=living')).toHaveText('Hộ có thu nhập khá');
    await page.goto('/so-lieu-thon');
    for (const [label, number] of [
      ['Tổng số hộ dân cư', '265'],
      ['Tổng số nhân khẩu', '920'],
      ['Số hộ dân tộc thiểu số', '173'],
    ] as const) {
      const box = page.getByRole('textbox', { name: `${label}, Ấp Chợ`, exact: true });
      await box.fill(number);
      await box.blur();
    }
    await received(page);
  });

  async function close(): Promise<void> {
    await page.getByRole('button', { name: 'Chốt rà soát' }).click();
    await page.getByLabel('Ngày kiểm tra').fill('2023-10-16');
    await page.getByRole('button', { name: 'Ghi kết quả kiểm tra' }).click();
    await expect(page.getByRole('link', { name: 'Chế độ họp' })).toBeVisible();
  }

  await test.step('the review is closed, checked by the level above, and fewer than half of the meeting agree', async () => {
    await page.goto(`/cac-buoc/${VILLAGE}`);
    await close();
    await meet(page, '14');
    await expect(page.getByText('14/30 người dự đồng ý, dưới một nửa')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Tổ chức rà soát, phân loại hộ gia đình' })).toBeVisible();
    await hers.open(VILLAGE);
    const row = await hers.row('Ngô Ngọc Mỵ');
    await hers.type(row, 'b1', '118');
    await received(reviewer.page);
    await expect(words(await hers.reach(row, 'b1'))).toHaveText('118');
    await page.goto(`/cac-buoc/${VILLAGE}`);
    await close();
    await meet(page, '26');
  });

  await test.step('posted; a complaint leads to a re-review, the meeting and the posting again', async () => {
    await post(page, '2023-10-23');
    await page.getByText('Ghi phản ánh, khiếu nại mới').click();
    await page.getByLabel('Về hộ').selectOption({ label: 'KS-01-0004 Ngô Ngọc Mỵ' });
    await page.getByLabel('Ngày nhận').fill('2023-10-24');
    await page.getByLabel('Người phản ánh').fill('Sơn Thị Hồng');
    await page.getByLabel('Nội dung').last().fill('Hộ này có xe máy mới');
    await page.getByRole('button', { name: 'Ghi phản ánh' }).click();
    await expect(page.getByText('Còn 1 phản ánh, khiếu nại chưa trả lời')).toBeVisible();
    await page.getByText('Sửa một ô của danh sách đã chốt').click();
    const form = page.getByRole('button', { name: 'Ghi sửa đổi' }).locator('xpath=ancestor::form');
    const households = form.getByRole('combobox', { name: /^Hộ/ });
    await households.selectOption(await households.locator('option', { hasText: 'Ngô Ngọc Mỵ' }).first().getAttribute('value'));
    await form.getByLabel('Cột').selectOption('b1');
    await form.getByLabel('Giá trị đúng').fill('150');
    await form.getByLabel('Lý do').fill('Phúc tra: hộ mới mua xe máy');
    await shot(page, 'correction');
    await form.getByRole('button', { name: 'Ghi sửa đổi' }).click();
    await expect(page.getByText('Họp lại về 1 hộ')).toBeVisible();
    await page.getByText('Ghi kết quả phúc tra').click();
    await page.getByLabel('Ngày có kết quả').fill('2023-10-26');
    await page.getByRole('combobox', { name: 'Kết quả' }).last().selectOption('changed');
    await page.getByLabel('Trả lời').fill('Đã phúc tra, điểm B1 là 150');
    await page.getByRole('button', { name: 'Ghi kết quả', exact: true }).click();
    await meet(page, '28');
    await post(page, '2023-10-27');
  });

  await test.step('opinion of the district, recognition, certificates', async () => {
    await page.getByLabel('Nơi nhận').fill('UBND huyện Trà Cú');
    await page.getByLabel('Ngày gửi').fill('2023-11-03');
    await page.getByRole('button', { name: 'Ghi đã gửi xin ý kiến' }).click();
    await page.getByLabel('Ngày có ý kiến').fill('2023-11-10');
    await page.getByRole('button', { name: 'Ghi ý kiến' }).click();
    await page.getByLabel('Ngày quyết định').fill('2023-11-20');
    await page.getByLabel('Số quyết định').fill('77/QĐ-UBND');
    await page.getByLabel('Người ký').fill('Kim Văn Sơn');
    await page.getByRole('button', { name: 'Ghi quyết định công nhận' }).click();
    await expect(page.getByRole('heading', { name: 'Đã công nhận' })).toBeVisible();
    await page.getByRole('link', { name: 'Cấp giấy chứng nhận' }).click();
    const bulk = page.getByRole('region', { name: 'Chưa có giấy' });
    await bulk.getByLabel('Ngày cấp').fill('2023-11-25');
    await bulk.getByLabel('Số giấy đầu tiên').fill('1');
    await bulk.getByLabel('Người ký').fill('Kim Văn Sơn');
    await bulk.getByRole('button', { name: /^Cấp \d+ giấy$/ }).click();
    await expect(bulk.getByText('Hộ nào được công nhận cũng đã có giấy.')).toBeVisible();
    await shot(page, 'certificates');
  });

  await test.step('the register knows the household that asked, and the one that left poverty', async () => {
    await page.getByRole('link', { name: 'Sổ theo dõi' }).click();
    await page.getByLabel('Tìm tên, mã hộ, số giấy').fill('thach thi sa ry');
    await page.getByRole('link', { name: 'Thạch Thị Sa Ry' }).first().click();
    await expect(page.getByText('quyết định ngày 20/11/2023')).toBeVisible();
    await expect(page.getByText('Hộ nghèo phát sinh mới').first()).toBeVisible();
    await shot(page, 'register');
  });

  await test.step('the round of the next year has its households with last year’s result, and no score', async () => {
    await admin.page.reload();
    await admin.page.getByText('Lập đợt mới').click();
    await admin.page.getByLabel('Lập cho xã').selectOption({ label: 'Xã Kim Sơn, Huyện Trà Cú' });
    await admin.page.getByLabel('Năm', { exact: true }).fill('2024');
    await admin.page.getByRole('button', { name: 'Lập đợt rà soát' }).click();
    const left = admin.page.getByRole('region', { name: 'Mời lại vào Xã Kim Sơn, đợt 2024' });
    await left.getByRole('button', { name: /^Mời lại/ }).click();
    await page.goto('/');
    await expect(page.getByRole('banner')).toContainText('Đợt 2024');
    await his.open(VILLAGE);
    // She was the first row of this year.
    await expect(page.locator('[row-id]').filter({ hasText: 'Ngô Ngọc Mỵ' })).toHaveCount(0);
    await page.locator('[row-id] [col-id="head"]').first().click();
    await page.keyboard.press('Control+End');
    const row = await his.row('Thạch Thị Sa Ry');
    await expect(words(await his.reach(row, 'lastYear'))).toHaveText('Hộ nghèo');
    await expect(words(await his.reach(row, 'b1'))).toHaveText('');
    await shot(page, 'next-year');
  });
});
