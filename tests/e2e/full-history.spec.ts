/** Who changed which cell: the officer reads it and downloads it, and nobody else sees it. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { App } from './app.ts';
import { layOut, received, takeIn } from './people.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start({ demo: false });
});
test.afterAll(() => app.stop());

const cellsOf = (text: string): string[][] =>
  text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''),
    );

test('the officer reads who wrote what, filters by household and downloads it; a reviewer cannot', async ({ browser }) => {
  const officer = await layOut(app, browser);
  const lan = await takeIn(app, browser, officer, 'Hà Thị Lan', ['thon-3']);
  const thanh = await takeIn(app, browser, officer, 'Nông Văn Thành', ['thon-3']);
  const hers = await new Workbook(lan.page).open('thon-3');
  const [son, lua] = [await hers.row('Vũ Đình Sơn'), await hers.row('Lê Thị Lụa')];
  const before = (await (await hers.reach(son, 'b1')).textContent()) || '(trống)';
  await hers.type(son, 'b1', '73');
  await hers.type(lua, 'note', 'nhà đi xa, "về" tháng sau');
  await received(lan.page);
  const his = await new Workbook(thanh.page).open('thon-3');
  await expect(await his.reach(son, 'b1')).toHaveText('73');
  await his.type(son, 'b1', '81');
  await received(thanh.page);

  const { page } = officer;
  await page.goto('/');
  await page.getByRole('button', { name: 'Việc khác với Thôn 3' }).click();
  await page.getByRole('menuitem', { name: 'Nhật ký Thôn 3', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Nhật ký: Thôn 3' })).toBeVisible();
  const lines = page.locator('tbody tr');
  const line = (at: number): Promise<string[]> => lines.nth(at).locator('td').allInnerTexts();
  const today = new Date().toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' });

  await test.step('the latest first: who, where, from which value to which, received when', async () => {
    await expect(lines.first()).toContainText('Nông Văn Thành');
    const [when, who, household, column, from, to] = await line(0);
    expect(when).toMatch(new RegExp(`^${today} \\d\\d:\\d\\d:\\d\\d$`));
    expect([who, column, from, to]).toEqual(['Nông Văn Thành', 'Điểm B1', '73', '81']);
    expect(household).toContain('Vũ Đình Sơn');
    expect((await line(1)).slice(1)).toEqual([
      'Hà Thị Lan',
      expect.stringContaining('Lê Thị Lụa'),
      'Ghi chú',
      '(trống)',
      'nhà đi xa, "về" tháng sau',
    ]);
    expect((await line(2)).slice(3)).toEqual(['Điểm B1', before, '73']);
  });

  await test.step('a long history comes in parts, and reading continues at the first new line', async () => {
    await expect(lines).toHaveCount(100);
    const more = page.getByRole('button', { name: /^Xem tiếp, còn [\d.]+ thay đổi cũ hơn/ });
    await more.click();
    await expect(lines).toHaveCount(200);
    await expect(lines.nth(100)).toBeFocused();
    await expect(page.getByText('đang xem 200 thay đổi mới nhất')).toBeVisible();
  });

  await test.step('one household', async () => {
    await lines.first().getByRole('button').click();
    await expect(page.getByRole('button', { name: 'Xem tất cả các hộ' })).toBeVisible();
    await expect(page.getByText(/^Hộ .+ thay đổi\.$/)).toBeVisible();
    for (const text of await lines.locator('[data-label="Hộ"]').allInnerTexts()) expect(text).not.toContain('Lê Thị Lụa');
    await expect
      .poll(() => lines.locator('[data-label="Người"]').allInnerTexts())
      .toEqual(expect.arrayContaining(['Nông Văn Thành', 'Hà Thị Lan', expect.stringContaining('Trần Quốc Việt')]));
  });

  await test.step('the file has what the page shows', async () => {
    const seen = await lines.evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim())));
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải về (CSV)' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^nhat-ky-.*thon-3\.csv$/);
    const [headings, ...rows] = cellsOf(await readFile(await download.path(), 'utf8'));
    expect(headings?.slice(0, 2)).toEqual(['Xã nhận lúc', 'Người']);
    // when, who, (device), code, head, column, before, after
    const shown = rows
      .reverse()
      .map(([when, who, , code, head, column, from, to]) => [
        when,
        who,
        `${code} ${head}`.trim(),
        column,
        from || '(trống)',
        to || '(trống)',
      ]);
    expect(shown).toEqual(seen);
    await page.getByRole('button', { name: 'Xem tất cả các hộ' }).click();
    await expect(lines).toHaveCount(100);
    await page.getByLabel('Mã hộ').fill('không có');
    await page.getByLabel('Mã hộ').press('Enter');
    await expect(page.getByText('Chưa có thay đổi nào của hộ có mã không có.')).toBeVisible();
  });

  await test.step('nothing is wider than a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Xem tất cả các hộ' }).click();
    await expect(lines).toHaveCount(100);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  await test.step('a reviewer is refused, on the page and by address', async () => {
    await expect(lan.page.getByRole('button', { name: /^Việc khác/ })).toHaveCount(0);
    const address = new URL(page.url()).pathname;
    await lan.page.goto(address);
    await expect(lan.page.getByText('Chỉ cán bộ xã xem nhật ký.')).toBeVisible();
    await expect(lan.page.locator('tbody tr')).toHaveCount(0);
    for (const query of ['', '?format=csv']) {
      const answer = await lan.context.request.get(`${address.replace('/nhat-ky/', '/api/audit/')}${query}`);
      expect([answer.status(), await answer.json()]).toEqual([403, { code: 'no-right', error: 'Bạn không có quyền xem nhật ký này.' }]);
    }
  });
  for (const { context } of [officer, lan, thanh]) await context.close();
});
