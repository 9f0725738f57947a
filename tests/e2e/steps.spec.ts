/** The steps of one village, from the closed review over the meeting to the recognition; what is missing is said, and refused. */
import { expect, test } from '@playwright/test';
import { fold } from '../../src/lib/review/text.ts';
import { App } from './app.ts';
import { HIEU, keptHere, LAN, PHONE, received, VIET } from './people.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

test('a village goes through its steps: meeting below a half, again above, posting, complaint, opinion, recognition', async ({
  browser,
}, info) => {
  const office = await app.enter(browser, VIET);
  const { page } = office;
  await received(page);
  // One obvious next step on the first page: how many villages wait for it, and they alone on the page of steps.
  const next = page.getByRole('link', { name: /^Chốt rà soát \(\d+ thôn\)$/ });
  const waiting = Number(/\d+/.exec(await next.innerText())?.[0]);
  await next.click();
  const lines = page.getByRole('table').getByRole('link');
  await expect(lines).toHaveCount(waiting);
  const filter = page.getByLabel('Thôn đang ở bước');
  await expect(filter).toBeHidden();
  await test.step('before the list is closed nothing is voted on, and the missing step is named', async () => {
    await page.goto('/hop/thon-3');
    await expect(page.getByText('Chưa biểu quyết được: danh sách Thôn 3 chưa chốt')).toBeVisible();
    await expect(page.getByLabel('Đồng ý', { exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: 'Kết thúc họp' }).click();
    await expect(page.getByLabel('Số người đồng ý')).toHaveCount(0);
    await page.screenshot({ path: info.outputPath('meeting-not-yet.png') });
    await page.getByRole('link', { name: 'Chốt rà soát, Thôn 3' }).click();
  });
  await page.getByRole('button', { name: 'Chốt rà soát' }).click();
  await expect(page.getByRole('heading', { name: 'Tổ chức họp dân' })).toBeFocused();
  await page.goto('/cac-buoc');
  await filter.selectOption({ label: 'chờ họp dân (1 thôn)' });
  await expect(lines).toHaveCount(1);
  await page.reload();
  await expect(lines).toHaveCount(1);
  await filter.selectOption({ index: 0 });
  await expect(lines).toHaveCount(waiting);
  await page.getByRole('link', { name: 'Các bước của Thôn 3' }).click();

  const head = await app.enter(browser, HIEU, PHONE);
  await keptHere(head.page);
  await test.step('the meeting: every device sees the household that the leading one shows', async () => {
    await page.getByRole('link', { name: 'Chế độ họp' }).click();
    await page.getByRole('button', { name: 'Điều khiển từ máy này' }).click();
    await head.page.goto('/hop/thon-3');
    const first = await page.getByRole('heading', { level: 1 }).innerText();
    await expect(head.page.getByRole('heading', { level: 1 })).toHaveText(first);
    await page.keyboard.press('Space');
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(first);
    const second = await page.getByRole('heading', { level: 1 }).innerText();
    await expect(head.page.getByRole('heading', { level: 1 })).toHaveText(second);
    await page.screenshot({ path: info.outputPath('meeting.png') });
    await head.page.screenshot({ path: info.outputPath('meeting-phone.png'), fullPage: true });
    // Twelve digits are a CCCD, two slashes a date of birth: neither is projected.
    expect(await page.locator('.meeting').innerText()).not.toMatch(/\d{12}|\d\d\/\d\d\/\d{4}/);
  });

  let other = '';
  await test.step('a household of no agenda is found without tones, shown to everybody, and stays once something is noted', async () => {
    const second = await page.getByRole('heading', { level: 1 }).innerText();
    const agenda = page.getByRole('navigation', { name: 'Các hộ cần bàn' });
    const count = page.getByText(/^Hộ \d+\/\d+$/);
    const before = await count.innerText();
    // Every name has one of these letters.
    await page.getByLabel('Tìm theo tên').fill('n');
    const rest = agenda.getByText('Hộ khác trong danh sách').locator('xpath=following::button[1]');
    other = (await rest.innerText()).trim();
    await page.getByLabel('Tìm theo tên').fill('');
    await expect(agenda.getByRole('button', { name: other })).toHaveCount(0);
    await page.getByLabel('Tìm theo tên').fill(fold(other));
    await page.screenshot({ path: info.outputPath('meeting-search.png') });
    await page.getByLabel('Tìm theo tên').press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(other);
    await expect(head.page.getByRole('heading', { level: 1 })).toHaveText(other);
    await page.getByLabel('Tìm theo tên').fill('');
    await page.getByLabel('Đồng ý', { exact: true }).fill('30');
    await page.getByLabel('Không đồng ý').fill('2');
    await page.getByLabel('Không đồng ý').blur();
    await agenda.getByRole('button', { name: second }).click();
    await expect(agenda.getByText('Có ý kiến tại cuộc họp')).toBeVisible();
    await expect(agenda.getByRole('button', { name: other })).toBeVisible();
    await expect(count).not.toHaveText(before);
    await expect(head.page.getByRole('heading', { level: 1 })).toHaveText(second);
  });

  await test.step('a device without a network keeps what it notes, and comes back to the same household', async () => {
    const second = await head.page.getByRole('heading', { level: 1 }).innerText();
    await head.context.setOffline(true);
    await head.page.getByLabel('Đồng ý', { exact: true }).fill('31');
    await head.page.getByLabel('Không đồng ý').fill('4');
    await head.page.getByLabel('Không đồng ý').blur();
    await head.page.reload();
    await expect(head.page.getByRole('heading', { level: 1 })).toHaveText(second);
    await expect(head.page.getByLabel('Đồng ý', { exact: true })).toHaveValue('31');
    await head.context.setOffline(false);
    await expect(page.getByLabel('Đồng ý', { exact: true })).toHaveValue('31');
  });

  await test.step('what cannot be kept or is no number of votes is not taken silently', async () => {
    const said = page.getByLabel('Ý kiến', { exact: true });
    await said.focus();
    await page.keyboard.insertText('x'.repeat(2_100));
    await expect(said).toHaveValue('x'.repeat(2_000));
    await said.fill('');
    await page.getByLabel('Không đồng ý').fill('-4');
    await page.getByLabel('Không đồng ý').blur();
    await expect(page.getByText('Số phiếu phải là số nguyên')).toBeVisible();
    await page.getByLabel('Không đồng ý').fill('4');
    await page.getByLabel('Không đồng ý').blur();
    await expect(page.getByText('Số phiếu phải là số nguyên')).toBeHidden();
  });

  const end = async (agreeing: string): Promise<void> => {
    await page.getByRole('button', { name: 'Kết thúc họp' }).click();
    for (const [label, value] of [
      ['Ngày họp', '2023-10-10'],
      ['Nơi họp', 'Nhà văn hóa Thôn 3'],
      ['Người chủ trì', HIEU],
      ['Thư ký', LAN],
      ['Đại diện hộ có tên', '40'],
      ['Số người đồng ý', agreeing],
    ] as const)
      await page.getByLabel(label).fill(value);
    await page.getByLabel('Ý kiến chung').focus();
    await page.getByRole('button', { name: 'Ghi kết quả họp' }).click();
  };
  await test.step('fewer than half agree: the list is open again', async () => {
    await end('41');
    await expect(page.getByText('Còn thiếu: 41 người đồng ý, nhưng chỉ có 40 người dự.')).toBeVisible();
    await end('19');
    await expect(page.getByText('Kết quả họp đã ghi')).toBeVisible();
    await page.getByRole('link', { name: 'Chốt rà soát, Thôn 3' }).click();
    await expect(page.getByRole('heading', { name: 'Tổ chức rà soát' })).toBeVisible();
    await expect(page.getByText('19/40 người dự đồng ý, dưới một nửa')).toBeVisible();
    await page.getByRole('button', { name: 'Chốt rà soát' }).click();
  });

  await test.step('where the plan says who must attend, a meeting without them is not recorded, on paper either', async () => {
    await page.goto('/ke-hoach');
    await page.getByRole('button', { name: 'Sửa kế hoạch của xã' }).click();
    await page.getByLabel('Ít nhất bao nhiêu phần trăm số hộ').fill('80');
    await page.getByLabel('Phải có Mặt trận Tổ quốc').check();
    await page.screenshot({ path: info.outputPath('plan-quorum.png'), fullPage: true });
    await page.getByRole('button', { name: 'Ghi vào kế hoạch của xã' }).click();
    await expect(
      page.getByText('Cuộc họp được tính khi ít nhất 80 % số hộ trong danh sách có đại diện; có Mặt trận Tổ quốc.'),
    ).toBeVisible();
    await page.goto('/cac-buoc/thon-3');
    const form = page.getByLabel('Bước đang làm');
    await form.getByLabel('Đại diện hộ có tên').fill('40');
    await form.getByLabel('Số người đồng ý').fill('38');
    await expect(form.getByText('38/40 người dự đồng ý (95 %). Người dự họp chưa đủ.')).toBeVisible();
    await expect(form.getByText('chưa có người nào')).toBeVisible();
    await page.screenshot({ path: info.outputPath('met-form.png'), fullPage: true });
    await form.getByLabel('Mặt trận Tổ quốc').fill('1');
    await form.getByLabel('Số người đồng ý').fill('20');
    await expect(form.getByText('20/41 người dự đồng ý (48,8 %). Chưa được một nửa: phải rà soát lại.')).toBeVisible();
    await page.getByRole('link', { name: 'Chế độ họp' }).click();
    await end('38');
    await expect(page.getByText('Còn thiếu: Kế hoạch yêu cầu cuộc họp có Mặt trận Tổ quốc, chưa có người nào.')).toBeVisible();
    await page.screenshot({ path: info.outputPath('meeting-quorum.png'), fullPage: true });
    await page.getByLabel('Mặt trận Tổ quốc').fill('1');
    await page.getByLabel('Ý kiến chung').focus();
    await expect(page.getByText('Người dự họp đủ theo yêu cầu của kế hoạch.')).toBeVisible();
    await page.goto('/cac-buoc/thon-3');
  });

  await test.step('what the meeting decides otherwise stands in the list, beside what the scores say', async () => {
    await page.getByText('Một hộ được kết luận khác với điểm').click();
    const household = page.getByRole('combobox', { name: 'Hộ', exact: true });
    await household.selectOption({ index: 1 });
    const code = (await household.locator('option:checked').innerText()).split(' ')[0] ?? '';
    await page.getByRole('combobox', { name: 'Cuộc họp kết luận' }).selectOption('Không nghèo');
    await page.getByLabel('Lý do').last().fill('Con trai đi làm xa gửi tiền về');
    await page.getByRole('button', { name: 'Ghi kết luận' }).click();
    await expect(page.getByText('cuộc họp kết luận không nghèo, vì Con trai đi làm xa gửi tiền về')).toBeVisible();
    await page.goto('/thon/thon-3');
    const number = await page.locator('.ag-row').filter({ hasText: code }).first().getAttribute('row-index');
    const cell = (column: string) => page.locator(`.ag-row[row-index="${number}"] [col-id="${column}"]`);
    await expect(cell('=class')).toHaveText('Không nghèo');
    await page.keyboard.press('Control+f');
    await page.getByLabel('Tìm chữ').fill('Con trai đi làm xa');
    await page.keyboard.press('Enter');
    await expect(cell('act.why')).toHaveText('Con trai đi làm xa gửi tiền về');
    await expect(cell('=computed')).toHaveText(/^Hộ (cận )?nghèo$/);
    await page.screenshot({ path: info.outputPath('decided-list.png') });
    await page.goto('/cac-buoc/thon-3');
    await page.getByRole('link', { name: 'Chế độ họp' }).click();
    await end('38');
    await expect(page.getByText('Kết quả họp đã ghi')).toBeVisible();
    await page.getByRole('link', { name: 'Các bước rà soát' }).click();
  });

  await test.step('the minutes have what was said about each household', async () => {
    await page.goto('/van-ban/minutes?thon=thon-3');
    await expect(page.getByLabel('Ý kiến tại cuộc họp')).toHaveValue(new RegExp(`Hộ ${other}: 30 người đồng ý, 2 người không đồng ý`));
    await page.goto('/cac-buoc/thon-3');
  });

  await test.step('posting: what comes too early is named and refused, a complaint waits for its answer', async () => {
    await page.getByLabel('Niêm yết từ ngày').fill('2023-10-09');
    await page.getByLabel('Nơi niêm yết').fill('Nhà văn hóa Thôn 3, trụ sở UBND xã');
    await page.getByRole('button', { name: 'Ghi niêm yết' }).click();
    await expect(page.getByText('là trước ngày họp 10/10/2023')).toBeVisible();
    await page.getByLabel('Niêm yết từ ngày').fill('2023-10-11');
    await page.getByRole('button', { name: 'Ghi niêm yết' }).click();
    await expect(page.getByText('Niêm yết từ ngày 11/10/2023 đến hết ngày 16/10/2023')).toBeVisible();
    await page.getByText('Ghi phản ánh, khiếu nại mới').click();
    await page.getByLabel('Về hộ').selectOption({ index: 1 });
    await page.getByLabel('Ngày nhận').fill('2023-10-13');
    await page.getByLabel('Người phản ánh').fill('Nông Văn Bằng');
    await page.getByLabel('Nội dung').last().fill('Hộ này mới mua xe');
    await page.getByRole('button', { name: 'Ghi phản ánh' }).click();
    await expect(page.getByText('Còn 1 phản ánh, khiếu nại chưa trả lời')).toBeVisible();
    await page.screenshot({ path: info.outputPath('complaint.png'), fullPage: true });
    await page.getByText('Ghi kết quả phúc tra').click();
    await page.getByLabel('Ngày có kết quả').fill('2023-10-17');
    await page.getByLabel('Trả lời').fill('Đã phúc tra, điểm không đổi');
    await page.getByRole('button', { name: 'Ghi kết quả', exact: true }).click();
    await expect(page.getByText('Đã trả lời.')).toBeVisible();
  });

  await test.step('opinion and recognition; the last act can be taken back with a reason', async () => {
    await page.getByLabel('Nơi nhận').fill('Chủ tịch UBND thành phố Bắc Kạn');
    await page.getByLabel('Ngày gửi').fill('2023-10-16');
    await page.getByRole('button', { name: 'Ghi đã gửi xin ý kiến' }).click();
    await page.getByLabel('Ngày có ý kiến').fill('2023-10-30');
    await page.getByRole('button', { name: 'Ghi ý kiến' }).click();
    await page.getByLabel('Ngày quyết định').fill('2023-12-01');
    await page.getByLabel('Số quyết định').fill('05/QĐ-UBND');
    await page.getByLabel('Người ký').fill('Hoàng Văn An');
    await page.getByRole('button', { name: 'Ghi quyết định công nhận' }).click();
    await expect(page.getByRole('heading', { name: 'Đã công nhận' })).toBeVisible();
    await page.getByRole('button', { name: 'Hủy, ghi lại: quyết định công nhận' }).click();
    await page.getByLabel('Lý do').fill('Ghi nhầm số quyết định');
    await page.getByRole('button', { name: 'Hủy bước này' }).click();
    await expect(page.getByRole('button', { name: 'Ghi quyết định công nhận' })).toBeVisible();
    await page.screenshot({ path: info.outputPath('steps.png'), fullPage: true });
  });

  await test.step('nobody else records a step, whatever address they guess', async () => {
    await head.page.goto('/cac-buoc/thon-3');
    await expect(head.page.getByText('Cán bộ xã ghi bước này.')).toBeVisible();
    const status = await head.page.evaluate(async () => {
      const answer = await fetch('/api/acts/nong-thuong-2023.thon-3', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ kind: 'recognised', data: { day: '2023-12-01', number: '1', signer: 'Tôi' } }),
      });
      return answer.status;
    });
    expect(status).toBe(403);
  });
});
