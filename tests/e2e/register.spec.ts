/** After the recognition: certificates in bulk, one issued anew, one withdrawn; the register finds the households, also without a network. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import * as XLSX from 'xlsx';
import { App } from './app.ts';
import { HIEU, keptHere, layOut, received, VIET } from './people.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

/** Thôn 3 goes through its steps on paper, as the page of steps would record them. */
async function recognise(page: Page, village: string): Promise<void> {
  const people = { committee: 2, bodies: 3, front: 1, reviewers: 2, listed: 30, others: 2, agreeing: 40 };
  for (const [kind, data] of [
    ['reviewed', {}],
    ['met', { day: '2023-10-10', place: 'Nhà văn hóa', chair: 'Nông Văn Thành', secretary: 'Hà Thị Lan', ...people }],
    ['posted', { from: '2023-10-11', places: 'Nhà văn hóa' }],
    ['sent', { day: '2023-10-20', to: 'UBND thành phố' }],
    ['opinion', { of: 'act:000004', day: '2023-10-25', outcome: 'agreed' }],
    ['recognised', { day: '2023-12-01', number: '05/QĐ-UBND', signer: 'Hoàng Văn An' }],
  ] as const) {
    const answer = await page.request.post(`/api/acts/nong-thuong-2023.${village}`, { data: { kind, data } });
    expect(await answer.json()).toEqual({ kind: 'done' });
  }
}

test('from the recognition to certificates, and to the register over the years', async ({ browser }, info) => {
  const { page, context } = await app.enter(browser, VIET);
  await received(page);
  await recognise(page, 'thon-3');
  await page.goto('/cac-buoc/thon-3');
  await page.getByRole('link', { name: 'Cấp giấy chứng nhận' }).click();

  const list = page.getByRole('region', { name: 'Giấy đã cấp' });
  await test.step('all households of the village with one button', async () => {
    const bulk = page.getByRole('region', { name: 'Chưa có giấy' });
    const button = bulk.getByRole('button', { name: /^Cấp \d+ giấy$/ });
    const count = Number((await button.innerText()).match(/\d+/)?.[0]);
    expect(count).toBeGreaterThan(2);
    await bulk.getByLabel('Ngày cấp').fill('2023-11-30');
    await bulk.getByLabel('Số giấy đầu tiên').fill('101');
    await bulk.getByLabel('Người ký').fill('Hoàng Văn An');
    await button.click();
    await expect(bulk.getByText('là trước quyết định công nhận ngày 01/12/2023')).toBeVisible();
    await bulk.getByLabel('Ngày cấp').fill('2023-12-05');
    await button.click();
    await expect(bulk.getByText('Hộ nào được công nhận cũng đã có giấy.')).toBeVisible();
    await expect(list.getByRole('row')).toHaveCount(count + 1);
    await expect(list.getByText('101/GCN-HN.HCN')).toBeVisible();
    await page.screenshot({ path: info.outputPath('certificates.png'), fullPage: true });
  });

  const heads = await list.locator('tbody strong').allInnerTexts();
  const [first = '', second = ''] = heads;
  await test.step('one is lost and issued anew, one is withdrawn; a used number is refused', async () => {
    await list
      .getByRole('button', { name: `Cấp lại giấy của ${first}` })
      .first()
      .click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByLabel('Ngày cấp').fill('2023-12-10');
    await dialog.getByLabel('Số giấy mới').fill('102');
    await dialog.getByRole('button', { name: 'Ghi cấp lại' }).click();
    await expect(dialog.getByText('Số 102/GCN-HN.HCN năm 2023 đã cấp rồi.')).toBeVisible();
    await dialog.getByLabel('Số giấy mới').fill('900');
    await dialog.getByRole('button', { name: 'Ghi cấp lại' }).click();
    await expect(dialog).toBeHidden();
    await expect(list.getByText('900/GCN-HN.HCN')).toBeVisible();
    await list
      .getByRole('button', { name: `Thu hồi giấy của ${second}` })
      .first()
      .click();
    await dialog.getByLabel('Ngày thu hồi').fill('2023-12-12');
    await dialog.getByLabel('Lý do').fill('Công nhận nhầm hộ, Quyết định 09/QĐ-UBND');
    await dialog.getByRole('button', { name: 'Ghi thu hồi' }).click();
    await expect(dialog).toBeHidden();
    await list.getByLabel('Xem').selectOption('ended');
    await expect(list.getByText('Đã thay bằng số 900/GCN-HN.HCN')).toBeVisible();
    await expect(list.getByText('Thu hồi ngày 12/12/2023')).toBeVisible();
    await list.getByLabel('Xem').selectOption('valid');
  });

  await test.step('the printed list of issue has a column to sign in, and no buttons', async () => {
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByText('DANH SÁCH CẤP GIẤY CHỨNG NHẬN')).toBeVisible();
    await expect(list.getByRole('columnheader', { name: 'Ký nhận' })).toBeVisible();
    await expect(list.getByRole('button').first()).toBeHidden();
    await page.screenshot({ path: info.outputPath('certificates-print.png') });
    await page.emulateMedia({ media: 'screen' });
  });

  await test.step('the register finds a household without diacritics, by its number too, and tells its life', async () => {
    await page.getByRole('link', { name: 'Sổ theo dõi' }).click();
    await page.getByLabel('Tìm tên, mã hộ, số giấy').fill('900');
    await expect(page.getByRole('row')).toHaveCount(2);
    await page.getByLabel('Tìm tên, mã hộ, số giấy').fill(plain(first));
    await page.getByLabel('Thôn').selectOption('Thôn 3');
    await page.screenshot({ path: info.outputPath('register.png') });
    await page.getByRole('link', { name: first }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: first })).toBeVisible();
    await expect(page.getByText('quyết định ngày 01/12/2023')).toBeVisible();
    await expect(page.getByText('Cấp lại: bị mất (thay giấy 101/2023)')).toBeVisible();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: info.outputPath('household-phone.png'), fullPage: true });
  });

  await test.step('without a network the register is the one on this device', async () => {
    await keptHere(page);
    await context.setOffline(true);
    await page.goto('/so-theo-doi');
    await expect(page.getByText('Đang xem bản lưu trên máy này')).toBeVisible();
    await page.getByLabel('Tìm tên, mã hộ, số giấy').fill('900');
    await expect(page.getByRole('row')).toHaveCount(2);
  });

  await test.step('what the filter finds is a workbook, made without a network too', async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải sổ (Excel)' }).click()]);
    expect(file.suggestedFilename()).toBe('Xa-Nong-Thuong_2023_So-theo-doi.xlsx');
    const book = XLSX.read(await readFile(await file.path()));
    const rows = XLSX.utils.sheet_to_json<(string | number)[]>(book.Sheets['Sổ theo dõi']!, { header: 1 });
    const at = rows.findIndex(([cell]) => cell === 'STT');
    const headings = rows[at] ?? [];
    expect(rows[at + 2]?.[0]).not.toBe(2);
    const cell = (heading: string): unknown => rows[at + 1]?.[headings.indexOf(heading)];
    expect(['STT', 'Thôn', 'Họ và tên chủ hộ', 'Số giấy chứng nhận', 'Ngày cấp'].map(cell)).toEqual([
      ...[1, 'Thôn 3', first, '900/GCN-HN.HCN', '10/12/2023'],
    ]);
    await context.setOffline(false);
  });

  await test.step('the demo says what it does not have, and where it is in a real commune', async () => {
    await page.goto('/thuong-xuyen');
    await expect(page.getByText('Bản dùng thử chưa có phần này')).toBeVisible();
    await expect(page.getByText('Không có địa chỉ này')).toHaveCount(0);
  });

  await test.step('nobody else issues or reads, whatever address they guess', async () => {
    const head = await app.enter(browser, HIEU);
    await head.page.goto('/so-theo-doi');
    await expect(head.page.getByText('Trang này của cán bộ xã và cấp trên.')).toBeVisible();
    await head.page.goto('/giay-chung-nhan');
    await expect(head.page.getByText('Trang này của cán bộ xã.')).toBeVisible();
    expect((await head.page.request.get('/api/register/nong-thuong-2023.xa')).status()).toBe(403);
    const data = { day: '2023-12-12', cause: 'wrong', certificates: '2023/101', text: 'x' };
    expect((await head.page.request.post('/api/acts/nong-thuong-2023.thon-3', { data: { kind: 'withdrawn', data } })).status()).toBe(403);
  });
});

test('the commune makes next year’s round: the household without a result is named before and after', async ({ browser }, info) => {
  const commune = await App.start({ demo: false });
  const { page, context } = await layOut(commune, browser);
  const book = await new Workbook(page).open('thon-3');
  const row = await book.row('Lê Đức Bằng');
  await book.stand(row, 'b1');
  await page.keyboard.press('Delete');
  await received(page);
  await page.goto('/so-theo-doi');
  const next = page.getByRole('region', { name: 'Lập đợt năm sau' });
  await next.getByRole('button', { name: 'Lập đợt năm sau' }).click();
  await expect(next.getByText('1 hộ chưa có kết quả, không được chép sang')).toBeVisible();
  await expect(next.getByRole('link', { name: 'Lê Đức Bằng' })).toHaveAttribute('href', `/thon/thon-3?ho=${encodeURIComponent(row)}`);
  await expect(next.getByText('Chưa công nhận: Thôn 1,')).toBeVisible();
  await next.screenshot({ path: info.outputPath('next-round.png') });
  await next.getByRole('button', { name: 'Lập đợt 2024' }).click();
  await expect(page.getByText('Đã lập đợt 2024. 1 hộ chưa có kết quả')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Đợt 2024');
  await page.goto('/so-theo-doi');
  await page.getByLabel('Tình trạng').selectOption('missed');
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('row', { name: /Lê Đức Bằng/ })).toBeVisible();
  await page.getByLabel('Tình trạng').selectOption('');
  await page.screenshot({ path: info.outputPath('register-two-rounds.png') });
  await context.close();
  await commune.stop();
});

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
