/** The plan of the round: changed by the commune, what is due by it, its people, and a village that has nobody to review. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { convertIcsCalendar } from 'ts-ics';
import { App } from './app.ts';
import { HIEU, keptHere, LAN, PHONE, received, VIET } from './people.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

test('the commune changes its copy of the plan, and everybody works by it', async ({ browser }, info) => {
  const { page } = await app.enter(browser, VIET);
  await received(page);

  await test.step('a change says what it means for a village that is on its way', async () => {
    await page.goto('/cac-buoc/thon-3');
    await page.getByRole('button', { name: 'Chốt rà soát' }).click();
    await expect(page.getByRole('heading', { name: 'Tổ chức họp dân' })).toBeVisible();
    await page.goto('/ke-hoach');
    await page.getByRole('button', { name: 'Sửa kế hoạch của xã' }).click();
    await page.getByLabel('Bước ngoài quy định').selectOption({ index: 1 });
    await expect(page.getByText('Thôn 3 chờ họp dân, sẽ thành chờ kiểm tra.')).toBeVisible();
    await page.getByLabel('Ngày cuối của đợt').fill('2024-01-15');
    await expect(page.getByText('phải trong năm 2023')).toBeVisible();
    await page.getByLabel('Ngày cuối của đợt').fill('2023-12-20');
    await page.getByLabel('Ngày cuối của bước Tổ chức rà soát').fill('2023-11-15');
    await page.getByLabel('Ít nhất bao nhiêu phần trăm người dự').fill('60');
    await page.screenshot({ path: info.outputPath('plan-form.png'), fullPage: true });
    await page.getByRole('button', { name: 'Ghi vào kế hoạch của xã' }).click();
    await expect(page.getByText('Từ ngày 01/09/2023 đến hết ngày 20/12/2023')).toBeVisible();
    await expect(page.getByText('Ít nhất 60 % người dự đồng ý')).toBeVisible();
    await page.goto('/cac-buoc/thon-3');
    await expect(page.getByRole('heading', { name: 'Kiểm tra, phúc tra của cấp trên' })).toBeVisible();
  });

  await test.step('a report is added; the calendar file has its day', async () => {
    await page.goto('/ke-hoach');
    await page.getByRole('button', { name: 'Thêm báo cáo' }).click();
    await page.getByLabel('Tên báo cáo').fill('Báo cáo nhanh về hộ nghèo');
    await page.getByLabel('Chậm nhất ngày').fill('2098-12-31');
    await page.getByRole('button', { name: 'Ghi báo cáo' }).click();
    await expect(page.getByLabel('Hạn', { exact: true }).getByText('Báo cáo nhanh về hộ nghèo')).toBeVisible();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải tệp lịch' }).click()]);
    expect(download.suggestedFilename()).toBe('lich-ra-soat-nong-thuong-2023.ics');
    const { events = [] } = convertIcsCalendar(undefined, await readFile(await download.path(), 'utf8'));
    expect(events.map(({ summary, start }) => [summary, start.date.toISOString().slice(0, 10)])).toEqual([
      ['Hạn: Báo cáo nhanh về hộ nghèo', '2098-12-31'],
    ]);
    await page.screenshot({ path: info.outputPath('plan.png'), fullPage: true });
    await page.getByRole('button', { name: /^Đã gửi: Báo cáo nhanh/ }).click();
    await expect(page.getByLabel('Hạn', { exact: true }).getByText('Báo cáo nhanh về hộ nghèo')).toBeHidden();
  });

  await test.step('a reviewer and a village head see what is theirs', async () => {
    const reviewer = await app.enter(browser, LAN, PHONE);
    await keptHere(reviewer.page);
    const dues = reviewer.page.getByLabel('Hạn của bạn');
    await expect(dues.getByText('đã quá hạn 15/11/2023')).toBeVisible();
    await expect(dues.getByRole('button')).toHaveCount(0);
    await reviewer.page.screenshot({ path: info.outputPath('reviewer.png'), fullPage: true });
    await reviewer.page.goto('/ke-hoach');
    await expect(reviewer.page.getByText('Ít nhất 60 % người dự đồng ý')).toBeVisible();
    await expect(reviewer.page.getByRole('button', { name: 'Sửa kế hoạch của xã' })).toBeHidden();
    await reviewer.page.screenshot({ path: info.outputPath('plan-phone.png'), fullPage: true });
    await reviewer.context.close();

    await page.goto('/ke-hoach');
    await page.getByRole('button', { name: 'Về như bản gốc' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Về như bản gốc' }).click();
    await expect(page.getByText('đến hết ngày 14/12/2023')).toBeVisible();
    const head = await app.enter(browser, HIEU, PHONE);
    await keptHere(head.page);
    await expect(head.page.getByRole('link', { name: 'Chế độ họp, Thôn 3' })).toBeVisible();
    await head.context.close();
  });

  await test.step('the people of the round, with the local rules as warnings', async () => {
    await page.goto('/ban-chi-dao');
    await page.getByRole('button', { name: 'Sửa quy định' }).click();
    await page.getByLabel('Ít nhất bao nhiêu rà soát viên').fill('1');
    await page.getByLabel('Trưởng thôn được làm').uncheck();
    await page.getByRole('button', { name: 'Ghi quy định của xã' }).click();
    await expect(page.getByText('Chưa đủ 1 rà soát viên')).toBeVisible();
    for (const add of ['Thêm rà soát viên', 'Thêm trưởng thôn']) {
      await page.getByRole('button', { name: add }).click();
      await page.getByLabel('Họ và tên').fill('Lường Văn Hiếu');
      await page.getByRole('checkbox', { name: 'Thôn 3' }).check();
      await page.getByRole('button', { name: 'Ghi', exact: true }).click();
    }
    await expect(page.getByText('Lường Văn Hiếu là trưởng thôn Thôn 3')).toBeVisible();
    await page.screenshot({ path: info.outputPath('people.png'), fullPage: true });
    await page.getByRole('button', { name: 'Thêm thành viên' }).click();
    await expect(page.getByLabel('Họ và tên')).toBeFocused();
    await page.getByRole('button', { name: 'Ghi', exact: true }).click();
    await expect(page.getByText('Hãy ghi họ và tên')).toBeVisible();
    await page.getByRole('button', { name: 'Để nguyên' }).click();
  });

  await test.step('a village without households is closed on purpose', async () => {
    await page.goto('/so-lieu-thon');
    await page.getByLabel('Thêm thôn').fill('Thôn Mới');
    await page.getByRole('button', { name: 'Thêm thôn' }).click();
    await expect(page.getByRole('button', { name: 'Đổi tên Thôn Mới' })).toBeVisible();
    await received(page);
    await page.goto('/cac-buoc');
    await page.getByRole('link', { name: 'Các bước của Thôn Mới' }).click();
    await page.getByRole('button', { name: 'Chốt là không có hộ' }).click();
    await expect(page.getByText('Hãy ghi lý do thôn không có hộ nào')).toBeVisible();
    await page.getByLabel('Vì sao thôn không có hộ nào').fill('Không có hộ nghèo, không hộ nào đề nghị');
    await page.getByRole('button', { name: 'Chốt là không có hộ' }).click();
    await expect(page.getByText('Chốt là không có hộ nào phải rà soát: Không có hộ nghèo').first()).toBeVisible();
    await page.screenshot({ path: info.outputPath('empty.png'), fullPage: true });
  });
});
