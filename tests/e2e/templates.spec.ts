/** The commune's own template of a paper: ours downloaded, changed in an office program, checked, seen, used, and ours again. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { textOf } from '../../src/lib/papers/testing.ts';
import { convert, hasLibreOffice } from '../oracle/libreoffice.ts';
import { App } from './app.ts';
import { LAN, VIET } from './people.ts';

test.use({ actionTimeout: 20_000 });
let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const file = (name: string, bytes: Uint8Array) => ({ name, mimeType: DOCX, buffer: Buffer.from(bytes) });

async function downloaded(page: Page, button: string | RegExp): Promise<{ name: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).first().click()]);
  return { name: download.suggestedFilename(), bytes: new Uint8Array(await readFile(await download.path())) };
}

/** With another title each; saved by LibreOffice where there is one, as an office would. */
async function retitled(bytes: Uint8Array, ...titles: string[]): Promise<Uint8Array[]> {
  const parts = unzipSync(bytes);
  const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  const changed = titles.map((title) => zipSync({ ...parts, 'word/document.xml': strToU8(xml.replace('>BIÊN BẢN<', `>${title}<`)) }));
  expect(changed.map((one) => textOf(one).find((line) => line.startsWith('BIÊN BẢN')))).toEqual(titles);
  return (await hasLibreOffice()) ? convert(changed, { from: 'docx', app: 'writer', to: 'docx:MS Word 2007 XML' }) : changed;
}
const UNKNOWN = 'BIÊN BẢN HỌP {ten thon} {mã chọn}';
const RIGHT = 'BIÊN BẢN HỌP {tên thôn}';
const OTHER = 'BIÊN BẢN KHÁC';

test('an officer changes the template of the minutes', async ({ browser }, info) => {
  const { page, context } = await app.enter(browser, VIET);
  const other = await app.enter(browser, VIET);
  const choose = (name: string, bytes: Uint8Array, on = page): Promise<void> => on.getByLabel('Tệp mẫu').setInputFiles(file(name, bytes));
  const use = (on = page) => on.getByRole('button', { name: 'Dùng mẫu này' });
  const versions = page.getByRole('region', { name: 'Các bản của mẫu' });
  const preview = page.frameLocator('iframe');

  const changed = await test.step('every paper has a template; ours is downloaded and changed', async () => {
    await page.goto('/van-ban');
    await page.getByRole('link', { name: 'Mẫu văn bản của xã' }).click();
    const all = page.getByRole('region', { name: 'Các mẫu' }).getByRole('listitem');
    await expect(all).toHaveCount(15);
    await expect(all.filter({ hasText: 'Mẫu có sẵn' })).toHaveCount(15);
    await expect(page.getByText('chưa biết xã có mẫu riêng không')).toHaveCount(0);
    await page.screenshot({ path: info.outputPath('templates.png'), fullPage: true });
    await page.getByRole('link', { name: 'Xem, sửa mẫu Biên bản họp dân', exact: true }).click();
    const { name, bytes } = await downloaded(page, 'Tải mẫu có sẵn');
    expect(name).toBe('Mau_Bien-ban-hop-dan.docx');
    const [unknown, right, another] = await retitled(bytes, UNKNOWN, RIGHT, OTHER);
    return { unknown: unknown!, right: right!, another: another! };
  });

  await test.step('which words are ours, and which fields there are', async () => {
    await expect(page.getByText('Phần kết thúc và chỗ ký: bắt đầu từ “Cuộc họp kết thúc lúc…”')).toBeVisible();
    await page.getByLabel('Tìm trường').fill('ty le dong y');
    const row = page.getByRole('row').filter({ hasText: '{tỷ lệ đồng ý}' });
    await expect(row).toContainText('Tỷ lệ đồng ý, %');
    await expect(row).toContainText('96,43');
    await expect(page.getByText(/^3 trong \d+ trường$/)).toBeVisible();
    await page.getByLabel('Tìm trường').fill('');
  });

  await test.step('what is no Word file, or the template of another paper, is refused with what to do', async () => {
    await choose('bien-ban.doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]));
    await expect(page.getByRole('alert')).toContainText('Tệp này là tệp kiểu cũ (.doc), hoặc có đặt mật khẩu. Hãy mở tệp bằng Word');
    await choose('anh.docx', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0]));
    await expect(page.getByRole('alert')).toContainText('Tệp này là ảnh.');
    await choose('bao-cao.docx', await (await page.request.get('/mau-van-ban/weekly.docx')).body());
    await expect(page.getByRole('alert')).toContainText('Tệp này đúng là mẫu của “Báo cáo tiến độ”. Hãy xem có chọn nhầm văn bản không.');
  });

  await test.step('a field that the paper does not have is told by its place', async () => {
    await choose('sai.docx', changed.unknown);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('sai.docx chưa dùng được, có 2 chỗ phải sửa.');
    await expect(alert).toContainText(
      `Thân văn bản, đoạn 1, chỗ “${UNKNOWN}”: văn bản này không có trường {ten thon}. Có phải {tên thôn}?`,
    );
    await expect(alert).toContainText('không có trường {mã chọn}');
    await expect(use()).toHaveCount(0);
    await page.screenshot({ path: info.outputPath('troubles.png') });
  });

  await test.step('put right, it is seen with the data of a village, or with invented ones that say so', async () => {
    await choose('bien-ban-moi.docx', changed.right);
    await expect(preview.getByText(/^BIÊN BẢN HỌP Thôn /)).toBeVisible();
    await expect(page.getByText('Dữ liệu mẫu của một xã không có thật.')).toHaveCount(0);
    const picked = page.getByLabel('Xem trước với dữ liệu của');
    await picked.selectOption({ label: 'Một xã không có thật (dữ liệu mẫu)' });
    await expect(preview.getByText('BIÊN BẢN HỌP Thôn Một')).toBeVisible();
    await expect(page.getByText('Dữ liệu mẫu của một xã không có thật.')).toBeVisible();
    await page.screenshot({ path: info.outputPath('preview.png'), fullPage: true });
  });

  await test.step('used; who was about to replace the one before is told, and nothing is overwritten', async () => {
    await other.page.goto('/van-ban/mau/minutes');
    await choose('bien-ban-khac.docx', changed.another, other.page);
    await expect(use(other.page)).toBeEnabled();
    await use().click();
    await expect(versions.getByRole('listitem').filter({ hasText: 'Mẫu của xã, bản 1' })).toContainText('đang dùng');
    await use(other.page).click();
    await expect(other.page.getByRole('alert')).toContainText(`Trong lúc bạn làm, ${VIET} đã đưa vào dùng mẫu “bien-ban-moi.docx”`);
    await expect(other.page.getByText('Mẫu của xã, bản 1')).toBeVisible();
    await page.reload();
    await expect(versions.getByRole('listitem')).toHaveCount(2);
  });

  const makeMinutes = async (): Promise<void> => {
    await page.goto('/van-ban/minutes?thon=thon-3');
    const enter = page.getByRole('button', { name: 'Ghi vào sổ và tải về' });
    await expect(enter).toBeEnabled();
    await Promise.all([page.waitForEvent('download'), enter.click()]);
  };
  const book = page.getByRole('region', { name: 'Đã ghi vào sổ' }).getByRole('listitem');

  await test.step('a paper made has the change, and its record names the version', async () => {
    await page.goto('/van-ban/minutes?thon=thon-3');
    await expect(preview.getByText('BIÊN BẢN HỌP Thôn 3')).toBeVisible();
    await expect(page.getByText(`Lập theo mẫu của xã, bản 1 (bien-ban-moi.docx), ${VIET} đưa vào dùng lúc`)).toBeVisible();
    await makeMinutes();
    await expect(book).toContainText(`theo mẫu của xã, bản 1 (bien-ban-moi.docx), ${VIET} đưa vào dùng lúc`);
    await page.getByRole('link', { name: 'Sửa mẫu này' }).click();
    await expect(page).toHaveURL(/\/van-ban\/mau\/minutes$/);
  });

  await test.step('back to ours: the next paper is made with it, the one in the book as it was', async () => {
    await versions.getByRole('button', { name: 'Dùng lại mẫu có sẵn…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Dùng lại', exact: true }).click();
    await expect(versions.getByRole('listitem').first()).toContainText('đang dùng');
    await makeMinutes();
    await expect(book.first()).toContainText('theo mẫu có sẵn');
    await book.last().getByRole('link').click();
    await expect(preview.getByText('BIÊN BẢN HỌP Thôn 3')).toBeVisible();
  });

  await test.step('and to an earlier version, as a new one', async () => {
    await page.goto('/van-ban/mau/minutes');
    await versions.getByRole('button', { name: 'Dùng lại bản 1…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Dùng lại', exact: true }).click();
    await expect(versions.getByRole('listitem').filter({ hasText: 'bản 2' }).first()).toContainText('đang dùng');
    const { name, bytes } = await downloaded(page, 'Tải bản 2');
    expect([name, textOf(bytes)]).toEqual(['bien-ban-moi.docx', expect.arrayContaining([RIGHT])]);
  });

  await test.step('without a network: what this device knows, and that nothing is changed', async () => {
    await context.setOffline(true);
    await page.getByRole('link', { name: 'Mẫu của các văn bản' }).click();
    await expect(page.getByText('Máy này chưa nối được với máy của xã.')).toBeVisible();
    await expect(page.getByText('Mẫu của xã: bản 2 (bien-ban-moi.docx)')).toBeVisible();
    await page.getByRole('link', { name: 'Xem, sửa mẫu Biên bản họp dân', exact: true }).click();
    await expect(page.getByText('mẫu của xã chỉ thay được khi có mạng')).toBeVisible();
    await expect(page.getByLabel('Tệp mẫu')).toHaveCount(0);
    await context.setOffline(false);
    await expect(page.getByText('Đưa mẫu của xã vào dùng')).toBeVisible();
  });
  for (const { context: each } of [{ context }, other]) await each.close();
});

test('a reviewer reads and downloads, and changes nothing', async ({ browser }) => {
  const { page, context } = await app.enter(browser, LAN);
  await page.goto('/van-ban');
  await page.getByRole('link', { name: 'Xem mẫu văn bản của xã' }).click();
  await page.getByRole('link', { name: 'Xem mẫu Quyết định công nhận', exact: true }).click();
  await expect(page.getByText('Mẫu do cán bộ xã thay, trong đợt đang làm. Bạn xem và tải được.')).toBeVisible();
  await expect(page.getByText('Điều 1, cả cách liệt kê các danh sách')).toBeVisible();
  await expect(page.getByLabel('Tệp mẫu')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Dùng lại/ })).toHaveCount(0);
  const { bytes } = await downloaded(page, 'Tải mẫu có sẵn');
  expect(textOf(bytes)).toContain('QUYẾT ĐỊNH:');
  const answer = await page.request.post('/api/paper-template/nong-thuong-2023.xa?paper=minutes&name=a.docx&seen=0', {
    data: Buffer.from(bytes),
    headers: { 'content-type': 'application/octet-stream' },
  });
  expect(answer.status()).toBe(403);
  await context.close();
});
