/** The rules and the calendar of working days: what the admin confirms, what others see, and an export after the rules have ended. */
import { expect, test } from '@playwright/test';
import { App } from './app.ts';
import { ADMIN, device, keptHere, layOut, signIn, takeIn, type Device } from './people.ts';

test.describe.configure({ mode: 'serial' });

let app: App;
let officer: Device;
test.beforeAll(async ({ browser }) => {
  app = await App.start({ demo: false });
  officer = await layOut(app, browser);
});
test.afterAll(() => app.stop());

const NEW = 'Quy định rà soát theo Thông tư 25/2026/TT-BNNMT';
const BASIS = 'Thông tư 25/2026/TT-BNNMT, Điều 5';
const POSTING = '4 ngày làm việc, tính từ ngày bắt đầu niêm yết';

test('the admin confirms an open point of the rules, and completes the calendar', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await signIn(page, 'quan.tri', ADMIN);
  await page.getByRole('link', { name: 'Bộ quy định' }).click();
  const rules = page.getByRole('region', { name: NEW });
  const open = async (): Promise<number> => Number(/còn (\d+) điểm/.exec((await rules.textContent()) ?? '')?.[1]);
  await expect(rules.getByText('Bản nháp: còn')).toBeVisible();
  const before = await open();

  await rules.getByRole('button', { name: 'Ghi và xác nhận: Niêm yết kết quả rà soát' }).click();
  await rules.getByLabel('Số ngày').fill('4');
  await rules.getByLabel('Đếm theo').selectOption('Ngày làm việc');
  await rules.getByLabel('Tính từ').selectOption('ngày bắt đầu niêm yết');
  await rules.getByLabel('Văn bản làm căn cứ').fill('tt');
  await rules.getByRole('button', { name: 'Xác nhận', exact: true }).click();
  await expect(rules.getByText('Hãy ghi số, ngày và tên văn bản làm căn cứ.')).toBeVisible();
  await rules.getByLabel('Văn bản làm căn cứ').fill(BASIS);
  await rules.getByRole('button', { name: 'Xác nhận', exact: true }).click();
  await expect(rules.getByText(POSTING)).toBeVisible();
  await expect(rules.getByText('Nguyễn Quản Trị xác nhận ngày')).toBeVisible();
  expect(await open()).toBe(before - 1);

  // A list of several, row by row.
  await rules.getByRole('button', { name: 'Ghi và xác nhận: Danh sách được công nhận' }).click();
  await rules.getByLabel('Danh sách', { exact: true }).fill('Hộ nghèo');
  await rules.getByRole('button', { name: 'Thêm dòng' }).click();
  await rules.getByLabel('Danh sách', { exact: true }).nth(1).fill('Hộ cận nghèo');
  await rules.getByLabel('Văn bản làm căn cứ').fill(BASIS);
  await rules.getByRole('button', { name: 'Xác nhận', exact: true }).click();
  await expect(rules.getByText('Hộ nghèo; Hộ cận nghèo', { exact: true })).toBeVisible();

  await page.getByRole('navigation').getByRole('link', { name: 'Ngày làm việc' }).click();
  const year = page.getByRole('region', { name: 'Năm 2027' });
  await expect(year.getByText('Chưa xác nhận đủ')).toBeVisible();
  await year.getByRole('button', { name: 'Sửa năm 2027' }).click();
  await year.getByRole('button', { name: 'Thêm ngày làm bù' }).click();
  await year.getByLabel('Ngày', { exact: true }).last().fill('2027-01-09');
  await year.getByLabel('Tên ngày làm bù').fill('Làm bù ngày 04/01');
  await year.getByLabel('Văn bản làm căn cứ').fill('Thông báo nghỉ lễ, Tết năm 2027');
  await year.getByLabel('Đã xác nhận đủ').check();
  await year.getByRole('button', { name: 'Ghi lịch năm 2027' }).click();
  await expect(year.getByText('Đã xác nhận đủ. Căn cứ: Thông báo nghỉ lễ, Tết năm 2027.')).toBeVisible();
  await expect(year.getByRole('list', { name: 'Ngày làm bù năm 2027' })).toContainText('Thứ Bảy 09/01/2027');

  await page.getByRole('button', { name: 'Gợi ý lịch năm 2029' }).click();
  await page.getByRole('button', { name: 'Ghi lịch năm 2029' }).click();
  await expect(page.getByRole('list', { name: 'Ngày nghỉ năm 2029' })).toContainText('Thứ Ba 13/02/2029');
  await context.close();
});

test('a reviewer sees it, cannot change it, and has it without a network', async ({ browser }) => {
  const { page, context } = await takeIn(app, browser, officer, 'Hà Thị Lan', ['thon-3']);
  // The old address leads here.
  await page.goto('/bo-chuan');
  await expect(page).toHaveURL(/\/bo-quy-dinh$/);
  const rules = page.getByRole('region', { name: NEW });
  await expect(rules.getByText(POSTING)).toBeVisible();
  await keptHere(page);
  await context.setOffline(true);
  await page.reload();
  await expect(rules.getByText(POSTING)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Ghi/ })).toHaveCount(0);

  await page.getByRole('link', { name: 'Ngày làm việc' }).click();
  await expect(page.getByRole('region', { name: 'Năm 2027' }).getByText('Đã xác nhận đủ')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Sửa năm|^Gợi ý/ })).toHaveCount(0);
  const counter = page.getByRole('region', { name: 'Đếm hạn' });
  await counter.getByLabel('Việc xảy ra ngày').fill('2026-11-23');
  await expect(counter.getByText('Hạn cuối: Thứ Sáu, 27/11/2026')).toBeVisible();
  await counter.getByLabel('Việc xảy ra ngày').fill('2028-12-28');
  await expect(counter.getByText('Lịch nghỉ năm 2028, 2029 chưa được xác nhận đủ')).toBeVisible();
  await context.close();
});

test('an export after the last day of its rules warns, and names those in force', async () => {
  const { page } = officer;
  await page.goto('/xuat');
  const today = page.getByText(
    'chỉ dùng đến 31/12/2026; từ 01/01/2027 theo Thông tư 25/2026/TT-BNNMT, còn là bản nháp (hôm nay: 05/01/2027)',
  );
  await page.clock.setFixedTime(new Date('2026-12-31T05:00:00Z'));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Kiểm tra trước khi xuất' })).toBeVisible();
  await expect(today).toHaveCount(0);
  await page.clock.setFixedTime(new Date('2027-01-05T05:00:00Z'));
  await page.reload();
  await expect(today).toBeVisible();
  await expect(page.getByRole('button', { name: 'Xuất bộ biểu' })).toBeEnabled();
});
