/** From a recognised list of Kim Sơn to its papers: seen, changed, entered in the book, printed and saved as Word files. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { textOf } from '../../src/lib/papers/testing.ts';
import { App } from './app.ts';
import { bringKimSon, received } from './people.ts';
import { Workbook } from './workbook.ts';

test.use({ actionTimeout: 20_000 });
let app: App;
test.beforeAll(async () => {
  app = await App.start({ demo: false });
});
test.afterAll(() => app.stop());

const REVIEW = 'xa-kim-son-2023';
const VILLAGE = 'ap-cho-1yety9r';

/** Ấp Chợ goes through its steps on paper. */
async function recognise(page: Page): Promise<void> {
  const people = { committee: 2, bodies: 3, front: 1, reviewers: 2, listed: 30, others: 2, agreeing: 40 };
  for (const [kind, data] of [
    ['reviewed', {}],
    ['checked', { day: '2023-07-20', outcome: 'agreed' }],
    ['met', { day: '2023-07-25', place: 'Nhà sinh hoạt cộng đồng', chair: 'Thạch Văn Sóc', secretary: 'Hà Thị Lan', ...people }],
    ['posted', { from: '2023-07-26', places: 'Nhà sinh hoạt cộng đồng, trụ sở UBND xã' }],
    ['sent', { day: '2023-08-03', to: 'Chủ tịch UBND huyện Trà Cú', number: '40/BC-UBND' }],
    ['opinion', { of: 'act:000005', day: '2023-08-08', outcome: 'agreed' }],
    ['recognised', { day: '2023-08-11', number: '15/QĐ-UBND', signer: 'Kim Văn Thành' }],
  ] as const) {
    const answer = await page.request.post(`/api/acts/${REVIEW}.${VILLAGE}`, { data: { kind, data } });
    expect(await answer.json()).toEqual({ kind: 'done' });
  }
}

/** What the paper says that is saved. */
async function saved(page: Page): Promise<{ name: string; lines: string[] }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải về (Word)' }).click()]);
  return { name: download.suggestedFilename(), lines: textOf(new Uint8Array(await readFile(await download.path()))) };
}

test('the papers of a recognised village', async ({ browser }, info) => {
  const {
    office: { page },
  } = await bringKimSon(app, browser);
  const preview = page.frameLocator('iframe');
  await test.step('the list is put right and goes through its steps', async () => {
    await page.goto(`/thon/${VILLAGE}?ho=h:KS-01-0070`);
    const book = new Workbook(page);
    await book.seen();
    await book.type(await book.row('Kiên Kim Nguyệt'), 'income', '9000000');
    await received(page);
    await recognise(page);
  });

  await test.step('from the steps of the village to the minutes of its meeting, as they were held', async () => {
    await page.goto(`/van-ban/minutes?thon=${VILLAGE}`);
    await expect(preview.getByText('Nhà sinh hoạt cộng đồng, Ấp Chợ đã tổ chức cuộc họp')).toBeVisible();
    await page.getByLabel('Bắt đầu lúc').fill('19 giờ');
    await expect(preview.getByText('bắt đầu lúc 19 giờ')).toBeVisible();
    await page.screenshot({ path: info.outputPath('minutes.png') });
    const { name, lines } = await saved(page);
    expect(name).toBe('Xa-Kim-Son_2023_Ap-Cho_Bien-ban-hop-dan.docx');
    expect(lines).toContain('3. Số người đồng ý với kết quả trên: 40 trên 40 người dự họp, đạt tỷ lệ 100,00%.');
  });

  await test.step('what was written is still there after a reload', async () => {
    await page.reload();
    await expect(page.getByLabel('Bắt đầu lúc')).toHaveValue('19 giờ');
  });

  await test.step('every paper of the page can be made, without a field that it does not know', async () => {
    await page.goto(`/van-ban?thon=${VILLAGE}`);
    await expect(page.getByRole('link', { name: 'Quyết định công nhận', exact: true })).toBeVisible();
    const links = await page.getByRole('main').getByRole('listitem').getByRole('link').all();
    const addresses = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(addresses.length).toBeGreaterThan(12);
    for (const address of addresses) {
      await page.goto(address ?? '');
      // Nobody has asked in this round, and no certificate is issued yet.
      if (/\/(refusal|certificates)\b/.test(address ?? '')) {
        await expect(page.getByText(/Hãy chọn giấy đề nghị\.|Chưa cấp giấy chứng nhận nào\./)).toBeVisible();
        await expect(page.getByRole('button', { name: 'Tải về (Word)' })).toBeDisabled();
        continue;
      }
      await expect(page.getByRole('button', { name: 'Tải về (Word)' }), address ?? '').toBeEnabled();
      await expect(page.getByText('Mẫu có trường mà văn bản này không có')).toHaveCount(0);
      expect((await saved(page)).lines.length, address ?? '').toBeGreaterThan(5);
    }
  });

  await test.step('a report is entered in the book: its number is used once, and it is made again as it was', async () => {
    // What the steps recorded stands there at first.
    await page.goto('/van-ban/decision');
    await expect(page.getByLabel('Số văn bản')).toHaveValue('15');
    await expect(page.getByLabel('Ngày văn bản')).toHaveValue('2023-08-11');
    await expect(page.getByRole('textbox', { name: 'Người ký', exact: true })).toHaveValue('Kim Văn Thành');
    await expect(preview.getByText('Số: 15/QĐ-UBND')).toBeVisible();
    await page.goto('/van-ban/opinion');
    await expect(page.getByLabel('Số văn bản')).toHaveValue('40');
    await expect(page.getByLabel('Ngày văn bản')).toHaveValue('2023-08-03');
    await page.getByLabel('Số văn bản').fill('');
    await page.getByLabel('Ngày văn bản').fill('2023-08-12');
    await page.getByRole('button', { name: 'Lấy số tiếp theo: 41' }).click();
    await page.getByRole('textbox', { name: 'Người ký', exact: true }).fill('Kim Văn Thành');
    await page.getByLabel('Địa danh').fill('Trà Cú');
    const enter = page.getByRole('button', { name: 'Ghi vào sổ và tải về' });
    const [download] = await Promise.all([page.waitForEvent('download'), enter.click()]);
    expect(download.suggestedFilename()).toBe('Xa-Kim-Son_2023_41-BC-UBND_Bao-cao-xin-y-kien.docx');
    await page.getByLabel('Số văn bản').fill('41');
    await enter.click();
    await expect(page.getByText('Số 41/BC-UBND năm 2023 đã dùng cho: Báo cáo, xin ý kiến, ngày 12/08/2023')).toBeVisible();
    await page.goto('/van-ban');
    await page.getByRole('link', { name: 'Báo cáo, xin ý kiến, số 41/BC-UBND' }).click();
    await expect(page.getByText('Văn bản đã ghi trong sổ')).toBeVisible();
    await expect(preview.getByText('Số: 41/BC-UBND')).toBeVisible();
    await expect(preview.getByText('Trà Cú, ngày 12 tháng 8 năm 2023')).toBeVisible();
    await page.getByRole('link', { name: 'Lập văn bản mới' }).click();
    // The office writes the same in the next one.
    await expect(page.getByLabel('Địa danh')).toHaveValue('Trà Cú');
    await expect(page.getByRole('textbox', { name: 'Người ký', exact: true })).toHaveValue('Kim Văn Thành');
    await page.goto('/van-ban/opinion?ban=act:999999');
    await expect(page.getByText('Không có văn bản này trong sổ.')).toBeVisible();
    await page.goBack();
    await page.screenshot({ path: info.outputPath('made.png') });
  });

  await test.step('the minutes of all villages in one file', async () => {
    await page.goto('/van-ban');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('listitem')
        .filter({ hasText: 'Phụ lục V' })
        .getByRole('button', { name: /một tệp zip/ })
        .click(),
    ]);
    expect(download.suggestedFilename()).toBe('Xa-Kim-Son_2023_Bien-ban-hop-dan.zip');
  });

  await test.step('certificates: of one household, of its village, and of the whole commune in one file', async () => {
    await page.goto('/giay-chung-nhan');
    const bulk = page.getByRole('region', { name: 'Chưa có giấy' });
    await bulk.getByLabel('Ngày cấp').fill('2023-08-15');
    await bulk.getByLabel('Người ký').fill('Kim Văn Thành');
    const issue = bulk.getByRole('button', { name: /^Cấp \d+ giấy$/ });
    const count = Number(/\d+/.exec((await issue.textContent()) ?? '')?.[0]);
    await issue.click();
    await page
      .getByRole('link', { name: /^Lập giấy của .* để in$/ })
      .first()
      .click();
    await expect(page.getByText('Chỉ của hộ')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Tải về (Word)' })).toBeEnabled();
    const certificatesIn = async (): Promise<number> => (await saved(page)).lines.filter((line) => line.startsWith('Hộ gia đình ')).length;
    expect(await certificatesIn()).toBe(1);
    await page.getByRole('button', { name: 'Lập cho cả thôn' }).click();
    await expect(page.getByText('Chỉ của hộ')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Tải về (Word)' })).toBeEnabled();
    expect(await certificatesIn()).toBe(count);
    await page.getByLabel('Của thôn').selectOption('Cả xã, một tệp');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Xã Kim Sơn');
    const enter = page.getByRole('button', { name: 'Ghi vào sổ và tải về' });
    const [download] = await Promise.all([page.waitForEvent('download'), enter.click()]);
    expect(download.suggestedFilename()).toBe('Xa-Kim-Son_2023_Giay-chung-nhan-ho-ngheo-ho-can-ngheo.docx');
    await expect(page.getByRole('region', { name: 'Đã ghi vào sổ' }).getByRole('link')).toHaveCount(1);
  });
});
