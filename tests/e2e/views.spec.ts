/** A person's own view of a list: finding, going to, filtering, sorting, columns, zoom, saved views; nobody else sees it. */
import { expect, test, type Page } from '@playwright/test';
import { App } from './app.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const LAN = 'Hà Thị Lan';
const VIET = 'Trần Quốc Việt';

/** The shown texts of a column, from top to bottom. */
async function shown(page: Page, column: string): Promise<string[]> {
  if ((await page.locator(`[row-id] [col-id="${column}"]`).count()) === 0) await reach(page, column);
  return page.locator(`[row-id] [col-id="${column}"]`).evaluateAll((cells) =>
    cells
      .map((cell) => ({
        top: cell.getBoundingClientRect().top,
        text: cell.querySelector('.cell-text')?.textContent ?? cell.textContent ?? '',
      }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text),
  );
}

/** Scrolls sideways until the column is visible. */
async function reach(page: Page, column: string): Promise<void> {
  const row = (await page.locator('[row-index="0"]').first().getAttribute('row-id')) ?? '';
  await new Workbook(page).reach(row, column);
}

/** The first columns from the left. */
async function headings(page: Page): Promise<string[]> {
  await page.locator('.list-grid').evaluate((grid) => {
    for (const part of grid.querySelectorAll('*')) if (part.scrollLeft > 0) part.scrollLeft = 0;
  });
  const leftmost = (): Promise<{ field: string; left: number; right: number }[]> =>
    page.locator('.heading-menu').evaluateAll((buttons) =>
      buttons
        .map((button) => {
          const { left = 0, right = 0 } = button.closest('.ag-header-cell')?.getBoundingClientRect() ?? {};
          return { field: (button as HTMLElement).dataset.field ?? '', left, right };
        })
        .sort((a, b) => a.left - b.left)
        .slice(0, 6),
    );
  // Until they are drawn, a column further right follows the frozen one, or lies under it.
  await expect
    .poll(async () => (await leftmost()).every(({ left }, i, all) => i === 0 || Math.abs(left - (all[i - 1]?.right ?? 0)) < 2))
    .toBe(true);
  return (await leftmost()).map(({ field }) => field);
}
const status = (page: Page) => page.getByRole('status', { name: 'Thanh trạng thái' });
const strip = (page: Page) => page.getByRole('region', { name: 'Cách đang xem' });
const menu = (page: Page) => page.locator('.column-menu');

async function openMenu(page: Page, field: string): Promise<void> {
  await reach(page, field);
  await page.locator(`.heading-menu[data-field="${field}"]`).click();
  await expect(menu(page)).toBeVisible();
}

async function viewMenu(page: Page, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Xem', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('words are found with and without diacritics, and replaced where allowed', async ({ browser }) => {
  const { page } = await app.enter(browser, LAN);
  const book = await new Workbook(page).open('thon-3');
  const [huyen, lua] = [await book.row('Ngô Thị Huyền'), await book.row('Lê Thị Lụa')];
  const panel = page.getByRole('dialog', { name: 'Tìm' });
  const words = page.getByLabel('Tìm chữ');

  await test.step('Ctrl+F is ours; Enter and Shift+Enter go through the hits, and the box keeps the focus', async () => {
    await book.stand(huyen, 'head');
    await page.keyboard.press('Control+f');
    await expect(words).toBeFocused();
    await page.keyboard.type('le thi');
    await expect(panel).toContainText('1 ô');
    await page.keyboard.press('Enter');
    await expect(panel).toContainText('thứ 1 trong 1');
    await expect(book.cell(lua, 'head')).toHaveClass(/cell-found-here/);
    await expect(words).toBeFocused();
    await words.fill('thi');
    await expect(panel).toContainText('trong');
    const [, place, all] = /thứ (\d+) trong (\d+)/.exec((await panel.textContent()) ?? '') ?? [];
    await page.keyboard.press('Enter');
    await expect(panel).toContainText(`thứ ${(Number(place) % Number(all)) + 1} trong ${all}`);
    await page.keyboard.press('Shift+Enter');
    await expect(panel).toContainText(`thứ ${place} trong ${all}`);
  });

  await test.step('with diacritics, whole cells, one column', async () => {
    await words.fill('ngo thi huyen');
    await expect(panel).toContainText('1 ô');
    await page.getByLabel('Đúng dấu').check();
    await expect(panel).toContainText('Không thấy');
    await words.fill('ngô thị huyền'.normalize('NFD'));
    await expect(panel).toContainText('1 ô');
    await words.fill('huyền');
    await page.getByLabel('Cả ô').check();
    await expect(panel).toContainText('Không thấy');
    await page.getByLabel('Cả ô').uncheck();
    await page.getByLabel('Trong cột nào').selectOption({ label: 'Cột Dân tộc' });
    await expect(panel).toContainText('Không thấy');
    await page.getByLabel('Trong cột nào').selectOption('');
    await page.getByLabel('Đúng dấu').uncheck();
  });

  await test.step('Esc closes it and stays on the cell', async () => {
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(page.locator('.cell-found')).toHaveCount(0);
    await expect(page.locator('.list-grid :focus')).toHaveCount(1);
  });

  await test.step('replacing reads the new text as if typed, and reports what it skipped', async () => {
    await page.keyboard.press('Control+h');
    await expect(words).toBeFocused();
    await words.fill('hộ cận nghèo');
    await page.getByLabel('Thay bằng').fill('ho ngheo');
    const before = await shown(page, 'head');
    const last = page.locator('[row-id] [col-id="lastYear"]');
    await book.reach(huyen, 'lastYear');
    const near = await last.filter({ hasText: 'Hộ cận nghèo' }).count();
    const results = await page.locator('[row-id] [col-id="=class"]').filter({ hasText: 'Hộ cận nghèo' }).count();
    expect(near).toBeGreaterThan(0);
    expect(results).toBeGreaterThan(0);
    await panel.getByRole('button', { name: 'Thay tất cả' }).click();
    await expect(panel).toContainText(/Đã thay \d+ ô\. Không thay \d+ ô công thức\./);
    await expect(last.filter({ hasText: 'Hộ cận nghèo' })).toHaveCount(0);
    expect(await shown(page, 'head')).toEqual(before);
    await page.keyboard.press('Escape');
    // One undo.
    await page.keyboard.press('Control+z');
    await book.reach(huyen, 'lastYear');
    await expect(last.filter({ hasText: 'Hộ cận nghèo' })).toHaveCount(near);
  });

  await test.step('one by one; hidden rows are skipped and counted', async () => {
    await page.getByLabel('Tìm', { exact: true }).fill('lua');
    await expect(page.locator('[row-id]:has([col-id=head])')).toHaveCount(1);
    await page.keyboard.press('Control+h');
    await words.fill('lê');
    await page.getByLabel('Trong cột nào').selectOption({ label: 'Cột Họ và tên chủ hộ' });
    await page.getByLabel('Thay bằng').fill('Lý');
    await panel.getByRole('button', { name: 'Thay tất cả' }).click();
    await expect(panel).toContainText('Đã thay 1 ô. Không thay 1 ô ở dòng không hiện.');
    await expect(book.cell(lua, 'head')).toHaveText('Lý Thị Lụa');
    await words.fill('ly');
    await page.getByLabel('Thay bằng').fill('Lê');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(book.cell(lua, 'head')).toHaveText('Lê Thị Lụa');
    await page.keyboard.press('Escape');
  });
  await page.context().close();
});

test('Ctrl+G goes to a household by what the person knows of it', async ({ browser }) => {
  const { page } = await app.enter(browser, LAN);
  const book = await new Workbook(page).open('thon-3');
  const lua = await book.row('Lê Thị Lụa');
  const code = (await book.cell(lua, 'code').textContent()) ?? '';
  const box = page.getByRole('combobox', { name: 'Mã hộ, tên hoặc số thứ tự' });
  await book.stand(lua, 'code');
  for (const [key, typed] of [
    ['Control+g', 'thi lua'],
    ['F5', code.toLowerCase()],
  ] as const) {
    await page.keyboard.press(key);
    await expect(box).toBeFocused();
    await page.keyboard.type(typed);
    await expect(page.locator('#go-to-list [role=option]').first()).toContainText('Lê Thị Lụa');
    await page.keyboard.press('Enter');
    await expect(book.cell(lua, 'head')).toBeFocused();
    await page.keyboard.press('ArrowUp');
  }
  await test.step('also if the filter hides it', async () => {
    await page.getByLabel('Tìm', { exact: true }).fill('huyen');
    await expect(book.cell(lua, 'head')).toHaveCount(0);
    await page.keyboard.press('Control+g');
    await expect(box).toBeFocused();
    await page.keyboard.type('6');
    await page.keyboard.press('Enter');
    await expect(book.cell(lua, 'head')).toBeFocused();
    await page.getByLabel('Tìm', { exact: true }).fill('');
  });
  await test.step('and to a member from their sheet', async () => {
    await page.getByRole('tab', { name: /Thành viên/ }).click();
    const name = (await shown(page, 'name')).at(-1) ?? '';
    await page.keyboard.press('Control+g');
    await expect(box).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await expect(page.locator('[row-id] [col-id="name"]:focus')).toContainText(name);
  });
  await page.context().close();
});

test('columns are filtered and sorted, personally, and nothing jumps while one writes', async ({ browser }) => {
  const { page } = await app.enter(browser, LAN);
  const viet = await app.enter(browser, VIET);
  const book = await new Workbook(page).open('thon-4');
  const his = await new Workbook(viet.page).open('thon-4');
  const own = await shown(page, 'head');
  const hisRows = await shown(his.page, 'head');
  expect(hisRows).toEqual(own);

  await test.step('Alt+Down, a value typed without diacritics, Enter', async () => {
    await reach(page, 'ethnic');
    const first = page.locator('[row-id] [col-id="ethnic"]').first();
    await first.click({ position: { x: 4, y: 4 } });
    await page.keyboard.press('Alt+ArrowDown');
    await expect(menu(page)).toBeVisible();
    await page.getByLabel('Gõ để chọn giá trị').fill('tay');
    await expect(menu(page).getByRole('checkbox', { name: /^Tày/ })).toBeChecked();
    await page.keyboard.press('Enter');
    await expect(menu(page)).toHaveCount(0);
    expect(new Set(await shown(page, 'ethnic'))).toEqual(new Set(['Tày']));
    await expect(strip(page)).toContainText('Dân tộc: Tày');
    await expect(status(page)).toContainText(/Đang xem \d+ trên \d+ dòng/);
    await expect(page.locator('.heading-menu[data-field="ethnic"]')).toHaveAttribute('aria-label', 'Bảng chọn của cột Dân tộc, đang lọc');
  });

  await test.step('a second column by a range of numbers, with counts of the rows that the first leaves', async () => {
    const all = await page.locator('[row-id]:has([col-id=head])').count();
    await openMenu(page, 'size');
    const counts = await menu(page).locator('.values .count').allTextContents();
    expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(all);
    await page.getByLabel('từ', { exact: true }).fill('3');
    await page.getByLabel('đến', { exact: true }).fill('4');
    await page.getByRole('button', { name: 'Áp dụng' }).click();
    await expect(strip(page)).toContainText('Số nhân khẩu: từ 3 đến 4');
    for (const size of await shown(page, 'size')) expect(['3', '4']).toContain(size);
  });

  await test.step('an edited row does not vanish; Bỏ lọc shows all', async () => {
    const row = (await page.locator('[row-id]:has([col-id=head])').first().getAttribute('row-id')) ?? '';
    await book.type(row, 'size', '9');
    await expect(book.cell(row, 'size')).toHaveText('9');
    await page.getByRole('button', { name: 'Lọc lại' }).click();
    await expect(book.cell(row, 'size')).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(book.cell(row, 'size')).not.toHaveText('9');
    await strip(page).getByRole('button', { name: 'Bỏ lọc' }).click();
    await expect(strip(page)).toHaveCount(0);
    await expect.poll(() => shown(page, 'head')).toEqual(own);
  });

  await test.step('sorted by one column, then by a second with Shift; blanks last', async () => {
    await openMenu(page, 'b1');
    await page.getByRole('button', { name: 'Giảm dần', exact: true }).click();
    const scores = (await shown(page, 'b1')).filter((text) => text !== '').map(Number);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    await openMenu(page, 'sex');
    await page.getByRole('button', { name: 'Tăng dần', exact: true }).click();
    await openMenu(page, 'head');
    await page.keyboard.down('Shift');
    await page.getByRole('button', { name: 'Tăng dần', exact: true }).click();
    await page.keyboard.up('Shift');
    await expect(strip(page)).toContainText('Giới tính tăng dần, rồi Họ và tên chủ hộ tăng dần');
    const [sexes, heads] = [await shown(page, 'sex'), await shown(page, 'head')];
    const collator = new Intl.Collator('vi');
    const pairs = heads.map((head, index) => [sexes[index] ?? '', head] as const);
    expect(pairs).toEqual(
      [...pairs].sort(([a, x], [b, y]) => Number(a === '') - Number(b === '') || collator.compare(a, b) || collator.compare(x, y)),
    );
  });

  await test.step('the edited row stays; his edits move nothing; his page never changed', async () => {
    const before = await shown(page, 'head');
    const first = (await page.locator('[row-index="0"]').first().getAttribute('row-id')) ?? '';
    await book.type(first, 'sex', 'nữ');
    await book.type(first, 'sex', 'nam');
    expect(await shown(page, 'head')).toEqual(before);
    const other = await book.row(before[2] ?? '');
    await his.page.keyboard.press('Control+g');
    await expect(his.page.getByRole('combobox', { name: 'Mã hộ, tên hoặc số thứ tự' })).toBeFocused();
    await his.page.keyboard.type(before[2] ?? '');
    await his.page.keyboard.press('Enter');
    await his.type(other, 'note', 'ghi khi người khác đang xếp');
    await expect(await book.reach(other, 'note')).toContainText('ghi khi người khác');
    expect(await shown(page, 'head')).toEqual(before);
    // Ctrl+G had scrolled the list; back at the top everything is as before, except for a row rendered in advance.
    await his.page.keyboard.press('Control+Home');
    await expect.poll(async () => (await shown(his.page, 'head')).slice(0, hisRows.length)).toEqual(hisRows);
    await expect(strip(his.page)).toHaveCount(0);
    // STT stays the list's own number.
    expect((await shown(page, 'stt')).map(Number)).not.toEqual([...(await shown(page, 'stt')).map(Number)].sort((a, b) => a - b));
    await strip(page).getByRole('button', { name: 'Bỏ sắp xếp' }).click();
    await expect.poll(() => shown(page, 'head')).toEqual(own);
  });

  await test.step('ready questions count and show', async () => {
    const select = page.getByRole('combobox', { name: 'Lọc' });
    for (const label of [
      'Chưa có Điểm B1',
      'Thiếu nguyên nhân nghèo',
      'CCCD thiếu, sai hoặc trùng',
      'Hộ nghèo phát sinh mới, tái nghèo',
      'Thoát nghèo, thoát cận nghèo',
    ]) {
      const option = select.locator('option').filter({ hasText: label });
      const count = Number(/\((\d+)\)/.exec((await option.textContent()) ?? '')?.[1]);
      await select.selectOption((await option.getAttribute('value')) ?? '');
      await expect(page.locator('[row-id]:has([col-id=head])')).toHaveCount(count);
    }
    await select.selectOption('all');
  });

  await test.step('the same on Thành viên', async () => {
    await page.getByRole('tab', { name: /Thành viên/ }).click();
    await openMenu(page, 'relation');
    await menu(page).getByRole('checkbox', { name: 'Chọn tất cả' }).uncheck();
    await expect(page.getByRole('button', { name: 'Áp dụng' })).toBeDisabled();
    await menu(page)
      .getByRole('checkbox', { name: /^Chủ hộ/ })
      .check();
    await page.getByRole('button', { name: 'Áp dụng' }).click();
    expect(new Set(await shown(page, 'relation'))).toEqual(new Set(['Chủ hộ']));
    await openMenu(page, 'birth');
    await page.getByRole('button', { name: 'Tăng dần', exact: true }).click();
    const years = (await shown(page, 'birth')).flatMap((text) => (text === '' ? [] : [Number(text.slice(-4))]));
    expect(years).toEqual([...years].sort((a, b) => a - b));
  });
  await page.context().close();
  await viet.context.close();
});

test('columns, zoom and named views are personal, and kept', async ({ browser }) => {
  const { page, context } = await app.enter(browser, LAN);
  await new Workbook(page).open('thon-3');

  await test.step('hidden, moved by keyboard, widened', async () => {
    await openMenu(page, 'sex');
    await page.getByRole('button', { name: 'Ẩn cột' }).click();
    await expect(page.locator('[col-id="sex"]')).toHaveCount(0);
    await viewMenu(page, /^Cột \(1 đang ẩn\)/);
    const dialog = page.getByRole('dialog', { name: 'Cột hiện và ẩn' });
    await dialog.getByRole('checkbox', { name: 'Ngày sinh' }).uncheck();
    const up = dialog.getByRole('button', { name: 'Đưa Dân tộc lên trước', exact: true });
    await up.focus();
    for (let step = 0; step < 4; step++) await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    expect((await headings(page)).slice(0, 3)).toEqual(['head', 'ethnic', 'code']);

    const code = page.locator('.ag-header-cell[col-id="code"]');
    const edge = (await code.boundingBox())!;
    await code.locator('.ag-header-cell-resize').hover();
    await page.mouse.down();
    await page.mouse.move(edge.x + edge.width + 60, edge.y + 60, { steps: 6 });
    await page.mouse.up();
    await expect.poll(async () => Math.round((await code.boundingBox())!.width - edge.width)).toBeGreaterThan(50);
  });

  await test.step('zoomed by keys, wheel and the status bar, and a click still hits its cell', async () => {
    const row = page.locator('[row-id]:has([col-id=head])').first();
    const height = (await row.boundingBox())!.height;
    await row.locator('[col-id=head]').click();
    await page.keyboard.press('Control+=');
    await page.getByRole('button', { name: 'Phóng to' }).click();
    await page.mouse.move(600, 500);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await expect(page.getByRole('button', { name: /^130 %/ })).toBeVisible();
    await expect.poll(async () => Math.round(((await row.boundingBox())!.height / height) * 100)).toBeGreaterThan(125);
    const cell = page.locator('[row-id] [col-id="code"]').nth(3);
    await cell.click();
    await expect(cell).toBeFocused();
  });

  await test.step('a hidden column with a problem is reported', async () => {
    await viewMenu(page, 'Tìm và thay');
    await page.keyboard.press('Escape');
    const cell = page.locator('[row-id] [col-id="size"]').first();
    await cell.click();
    await page.keyboard.type('không rõ');
    await page.keyboard.press('Enter');
    await openMenu(page, 'size');
    await page.getByRole('button', { name: 'Ẩn cột' }).click();
    await expect(strip(page)).toContainText('Số nhân khẩu: 1 ô ghi sai');
    await strip(page).getByRole('button', { name: 'Hiện cột' }).click();
    await expect(page.locator('[row-id] [col-id="size"]').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await page.locator('[row-id] [col-id="head"]').first().click();
    await page.keyboard.press('Control+z');
    await expect(strip(page)).toHaveCount(0);
  });

  await test.step('everything is there after a reload, and on Thôn 4 the columns are', async () => {
    await openMenu(page, 'b1');
    await page.getByRole('button', { name: 'Giảm dần', exact: true }).click();
    const before = await headings(page);
    await page.reload();
    await new Workbook(page).seen();
    await expect.poll(() => headings(page)).toEqual(before);
    await expect(strip(page)).toContainText('Xếp theo Điểm B1 giảm dần');
    await expect(page.getByRole('button', { name: /^130 %/ })).toBeVisible();
    await new Workbook(page).open('thon-4');
    await expect(page.locator('[col-id="sex"]')).toHaveCount(0);
    await expect(strip(page)).toHaveCount(0);
    await new Workbook(page).open('thon-3');
  });

  await test.step('a view is named, left, chosen again, renamed and removed', async () => {
    await viewMenu(page, 'Cách xem đã lưu…');
    const dialog = page.getByRole('dialog', { name: 'Cách xem đã lưu' });
    await dialog.getByLabel('Tên cách xem').fill('Chỉ Điểm B1');
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('Chỉ Điểm B1', { exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await viewMenu(page, 'Xem như ban đầu');
    await expect(page.locator('[row-id] [col-id="sex"]').first()).toBeVisible();
    await expect(strip(page)).toHaveCount(0);
    await viewMenu(page, 'Chỉ Điểm B1');
    await expect(page.locator('[col-id="sex"]')).toHaveCount(0);
    await expect(strip(page)).toContainText('Điểm B1 giảm dần');
    await viewMenu(page, 'Cách xem đã lưu…');
    await dialog.getByRole('button', { name: 'Đổi tên Chỉ Điểm B1' }).click();
    await dialog.getByLabel('Tên mới').fill('Xem điểm');
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('Xem điểm', { exact: true })).toBeVisible();
    await dialog.getByRole('button', { name: 'Xóa Xem điểm' }).click();
    await expect(dialog).toContainText('Chưa lưu cách xem nào');
    await page.keyboard.press('Escape');
  });

  await test.step('nothing of it stays on the device after signing out', async () => {
    const kept = (): Promise<number> =>
      page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('ra-soat.views.')).length);
    expect(await kept()).toBe(1);
    await expect(page.locator('.safe-status')).toContainText('Xã đã nhận tất cả');
    await page.getByRole('button', { name: LAN }).click();
    await page.getByRole('menuitem', { name: 'Ra, vào bằng người khác' }).click();
    await expect(page.getByRole('button', { name: VIET })).toBeVisible();
    await expect.poll(kept).toBe(0);
  });
  await context.close();
});
