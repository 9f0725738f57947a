/** The level above opens exactly the list that was sent up, remarks on a household, and answers; the commune answers and sends again. */
import { expect, test, type Page } from '@playwright/test';
import { App, fixture } from './app.ts';
import { Workbook } from './workbook.ts';
import { appoint, becomeAdmin, choosePassword, device, importFile, layOutRound, received, signIn } from './people.ts';

const REVIEW = 'xa-nong-thuong-2023';
const MEETING = {
  ...{ day: '2023-10-10', place: 'Nhà văn hóa', chair: 'Lường Văn Hiếu', secretary: 'Hà Thị Lan', agreeing: 38, text: '' },
  ...{ committee: 0, bodies: 0, front: 0, reviewers: 0, listed: 40, others: 0 },
};
let app: App;
test.beforeAll(async () => {
  app = await App.start({ demo: false });
});
test.afterAll(() => app.stop());

const passwords = new Map<string, string>();
/** They sign in with its first password and choose their own. */
const account = async (...asked: Parameters<typeof appoint>): Promise<unknown> => passwords.set(...(await appoint(...asked)));
async function firstSignIn(page: Page, username: string): Promise<void> {
  await signIn(page, username, passwords.get(username) ?? '');
  await choosePassword(page, passwords.get(username) ?? '');
  await expect(page.getByRole('heading', { level: 1, name: /^Việc cần làm|^Các xã của/ })).toBeVisible();
}
/** Steps that other tests do by hand. */
async function record(page: Page, kind: string, data: object = {}): Promise<void> {
  const answer = await page.evaluate(
    async ([room, body]) => {
      const sent = await fetch(`/api/acts/${room}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      return (await sent.json()) as unknown;
    },
    [`${REVIEW}.thon-3`, JSON.stringify({ kind, data })] as const,
  );
  expect(answer).toEqual({ kind: 'done' });
}

test('sent up, opened above, remarked, sent back, corrected, answered, sent again, agreed', async ({ browser }, info) => {
  const admin = await device(app, browser);
  await becomeAdmin(admin.page, app);
  await expect(admin.page.getByLabel('Tên xã, phường, thị trấn')).toBeVisible();
  await layOutRound(admin.page, { commune: 'Xã Nông Thượng', district: 'Huyện Bạch Thông' });
  await account(admin.page, 'Trần Quốc Việt', () => admin.page.getByRole('combobox', { name: /^Đợt rà soát/ }).selectOption(REVIEW));
  await account(admin.page, 'Phòng Lao Động', async () => {
    await admin.page.getByLabel('Vai trò').selectOption('upper');
    await admin.page.getByLabel('Tỉnh hoặc huyện').selectOption({ label: 'Huyện Bạch Thông' });
  });

  const { page } = await device(app, browser);
  await firstSignIn(page, 'tran.quoc.viet');
  await page.goto('/nhap');
  await importFile(page, fixture('nong-thuong-2023.xlsx'));
  await received(page);
  await record(page, 'reviewed');
  await record(page, 'met', MEETING);
  await record(page, 'posted', { from: '2023-10-11', places: 'Nhà văn hóa' });
  await page.goto('/cac-buoc/thon-3');
  await page.getByLabel('Nơi nhận').fill('UBND huyện Bạch Thông');
  await page.getByRole('button', { name: 'Ghi đã gửi xin ý kiến' }).click();
  await expect(page.getByRole('link', { name: 'Xem danh sách đã gửi' })).toBeVisible();

  await test.step('its workbook is not named like the one of today’s list', async () => {
    await page.getByRole('link', { name: 'Xem danh sách đã gửi' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Tải Excel của bản này' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/_Ma-kiem-[0-9a-f]{16}\.xlsx$/);
  });

  const above = await device(app, browser);
  const upper = above.page;
  let name = '';
  await test.step('the level above finds what was sent, opens exactly that list and remarks on a household', async () => {
    await firstSignIn(upper, 'phong.lao.dong');
    await upper.getByRole('link', { name: /^Xem danh sách Thôn 3/ }).click();
    await expect(upper.getByText('khớp mã kiểm')).toBeVisible();
    await expect(upper.getByText('Không có gì khác.')).toBeVisible();
    const household = upper.getByRole('region', { name: 'Các hộ' }).getByRole('button').first();
    name = await household.innerText();
    await household.click();
    await upper.getByText(`Góp ý về hộ ${name}`).click();
    await upper.getByLabel('Nội dung góp ý').fill('Điểm B1 chưa khớp với phiếu');
    await upper.getByRole('button', { name: 'Ghi góp ý' }).click();
    await expect(upper.getByText('Xã chưa trả lời.')).toBeVisible();
    await upper.screenshot({ path: info.outputPath('above.png'), fullPage: true });
    // Twelve digits are a CCCD: nothing personal goes up.
    expect(await upper.locator('main').innerText()).not.toMatch(/\d{12}/);
    await upper.getByRole('link', { name: 'Ghi ý kiến về danh sách' }).click();
    await upper.getByRole('button', { name: 'Ghi ý kiến' }).click();
    await expect(upper.getByText('Cán bộ xã ghi bước này.')).toBeVisible();
  });

  await test.step('the recognition waits for the answer to the remark; a correction asks meeting, posting and opinion again', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Trả lời góp ý, Thôn 3' }).click();
    await page.getByText(`Trả lời góp ý về ${name}`).click();
    await page.getByRole('textbox', { name: /^Trả lời/ }).fill('Đã xem phiếu, sửa điểm');
    await page.getByRole('button', { name: 'Ghi trả lời' }).click();
    await expect(page.getByText('Xã trả lời:')).toBeVisible();

    // What nobody types any more says where it is put right: on the desk from the cell, on a phone from the card.
    const book = await new Workbook(page).open('thon-3');
    const row = await book.row(name);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/thon/thon-3?ho=${encodeURIComponent(row)}`);
    await expect(page.getByRole('link', { name: 'Sửa, có lý do' })).toBeVisible();
    await page.screenshot({ path: info.outputPath('card-closed.png') });
    await page.setViewportSize({ width: 1366, height: 768 });
    await book.open('thon-3');
    await book.stand(row, 'b1');
    await page.keyboard.type('135');
    await expect(page.getByText('Danh sách đã chốt, không ghi thẳng vào được')).toBeVisible();
    await page.getByRole('button', { name: 'Vì sao?' }).first().click();
    await page.screenshot({ path: info.outputPath('why-closed.png') });
    const link = page.getByRole('link', { name: 'Sửa Điểm B1, có lý do' });
    await expect(link).toHaveAttribute('href', `/cac-buoc/thon-3?${new URLSearchParams({ sua: row, cot: 'b1' })}`);
    await link.click();
    const form = page.getByRole('button', { name: 'Ghi sửa đổi' }).locator('xpath=ancestor::form');
    await expect(form.getByRole('combobox', { name: /^Hộ/ })).toHaveValue(row);
    await expect(form.getByLabel('Cột')).toHaveValue('b1');
    await expect(form.getByLabel('Giá trị đúng')).toBeFocused();
    await form.getByLabel('Giá trị đúng').fill('135');
    await form.getByLabel('Lý do').fill('Cộng lại theo phiếu');
    await expect(form.getByText('phải họp lại; làm lại các bước')).toBeVisible();
    await page.screenshot({ path: info.outputPath('correction.png'), fullPage: true });
    await form.getByRole('button', { name: 'Ghi sửa đổi' }).click();
    await expect(page.getByText('Họp lại về 1 hộ')).toBeVisible();
    await expect(page.getByText(/Điểm B1: .* → 135/).first()).toBeVisible();
  });

  await test.step('sent again, the level above sees what is new in it, and the first sending stays as it was', async () => {
    await record(page, 'met', MEETING);
    await record(page, 'posted', { from: '2023-10-12', places: 'Nhà văn hóa' });
    await record(page, 'sent', { day: '2023-10-20', to: 'UBND huyện Bạch Thông' });
    await upper.goto('/dot');
    await upper.getByRole('link', { name: /^Xem danh sách Thôn 3/ }).click();
    await upper.getByLabel('So với').selectOption({ index: 1 });
    const changes = upper.getByRole('region', { name: 'Đã thay đổi' });
    await expect(changes).toContainText(name);
    await expect(changes).toContainText('135');
    await upper.screenshot({ path: info.outputPath('again.png'), fullPage: true });
    await upper.getByRole('link', { name: 'Ghi ý kiến về danh sách' }).click();
    await upper.getByRole('button', { name: 'Ghi ý kiến' }).click();
    await expect(upper.getByText('Cán bộ xã ghi bước này.')).toBeVisible();
    await page.goto('/cac-buoc/thon-3');
    await expect(page.getByRole('button', { name: 'Ghi quyết định công nhận' })).toBeEnabled();
  });
});
