/** Rows, comments, undo across a reload and typing through an input method, on a computer and on a phone. */
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { App } from './app.ts';
import { keptHere, LAN, PHONE, received, THANH, VIET } from './people.ts';
import { Workbook, words } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const menu = (page: Page) => page.getByRole('menu');
const shot = (page: Page, name: string) => (process.env.SHOTS ? page.screenshot({ path: `${process.env.SHOTS}/${name}.png` }) : null);

test('an input method composes from the first key', async ({ browser }) => {
  const { page, context } = await app.enter(browser, LAN);
  const book = await new Workbook(page).open('thon-1');
  const row = (await page.locator('[row-id]').first().getAttribute('row-id')) ?? '';
  const cdp: CDPSession = await context.newCDPSession(page);
  const compose = (text: string) => cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });

  await test.step('Telex: d, d, u, o, w, n, g becomes one word, whole', async () => {
    await book.stand(row, 'note');
    for (const text of ['d', 'đ', 'đu', 'đuo', 'đươ', 'đươn', 'đương']) await compose(text);
    await expect(book.cell(row, 'note')).toContainText('đương');
    await shot(page, 'composing');
    await cdp.send('Input.insertText', { text: 'đương' });
    await expect(page.getByLabel('Ghi vào ô')).toHaveValue('đương');
    await page.keyboard.type(' sự');
    await page.keyboard.press('Enter');
    await expect(words(book.cell(row, 'note'))).toHaveText('đương sự');
    await expect(book.cell(row, 'note')).not.toBeFocused();
  });

  await test.step('a cancelled composition leaves the cell as it was', async () => {
    await book.stand(row, 'note');
    await compose('x');
    await compose('');
    await cdp.send('Input.insertText', { text: '' });
    await page.keyboard.press('ArrowLeft');
    await expect(words(book.cell(row, 'note'))).toHaveText('đương sự');
  });

  await test.step('into a choice: the matching words are offered', async () => {
    await book.stand(row, 'ethnic');
    await compose('t');
    await compose('tà');
    await cdp.send('Input.insertText', { text: 'tà' });
    await expect(page.locator('.choice-list [aria-selected=true]')).toHaveText(/^T/);
    await page.keyboard.type('y');
    await page.keyboard.press('Enter');
    await expect(words(book.cell(row, 'ethnic'))).toHaveText('Tày');
  });

  await test.step('tools that send backspaces and letters (UniKey)', async () => {
    await book.stand(row, 'note');
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    for (let i = 0; i < 2; i++) await page.keyboard.press('Backspace');
    await page.keyboard.insertText('đ');
    await page.keyboard.type('o');
    await page.keyboard.press('Enter');
    await expect(words(book.cell(row, 'note'))).toHaveText('đo');
    await page.keyboard.press('Control+z');
    await expect(words(book.cell(row, 'note'))).toHaveText('đương sự');
  });

  await test.step('letters that come without a key open the editor', async () => {
    await book.stand(row, 'note');
    await page.keyboard.insertText('ở nhà');
    await expect(page.getByLabel('Ghi vào ô')).toHaveValue('ở nhà');
    await page.keyboard.press('Escape');
    await expect(words(book.cell(row, 'note'))).toHaveText('đương sự');
  });

  await test.step('also where an editor was just closed, and while somebody else writes in the row and in the same cell', async () => {
    const viet = await app.enter(browser, VIET);
    const his = await new Workbook(viet.page).open('thon-1');
    await book.stand(row, 'note');
    await page.keyboard.press('F2');
    await page.keyboard.press('Escape');
    await compose('n');
    await his.type(row, 'note', 'Việt ghi');
    await his.type(row, 'head', 'Nông Văn Thử');
    await expect(words(book.cell(row, 'note'))).toHaveText('Việt ghi');
    await expect(words(book.cell(row, 'head'))).toHaveText('Nông Văn Thử');
    for (const text of ['nh', 'nhà']) await compose(text);
    await cdp.send('Input.insertText', { text: 'nhà' });
    await expect(page.getByLabel('Ghi vào ô')).toHaveValue('nhà');
    await page.keyboard.press('Escape');
    await viet.context.close();
  });
  await context.close();
});

test('the editor’s keys are those of a worksheet', async ({ browser }) => {
  const { page, context } = await app.enter(browser, LAN);
  const book = await new Workbook(page).open('thon-1');
  const rows = await page
    .locator('[row-id]:has([col-id=head])')
    .evaluateAll((all) =>
      all
        .sort((a, b) => Number(a.getAttribute('row-index')) - Number(b.getAttribute('row-index')))
        .map((row) => row.getAttribute('row-id') ?? ''),
    );
  const [first = '', second = ''] = rows;
  const focused = (row: string, column: string) => expect(book.cell(row, column)).toBeFocused();
  const editor = page.getByLabel('Ghi vào ô');

  await test.step('Tab writes and goes right without opening the next cell, Enter goes back to the first column, next row', async () => {
    await book.stand(first, 'size');
    await page.keyboard.type('4');
    await page.keyboard.press('Tab');
    await focused(first, 'lastYear');
    await expect(editor).toHaveCount(0);
    await page.keyboard.press('Shift+Tab');
    await focused(first, 'size');
    await expect(words(book.cell(first, 'size'))).toHaveText('4');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await focused(second, 'size');
  });

  await test.step('Shift+Enter goes up; arrows leave a cell that is being replaced, and move inside one that is being edited', async () => {
    await page.keyboard.type('5');
    await page.keyboard.press('Shift+Enter');
    await focused(first, 'size');
    await page.keyboard.type('6');
    await page.keyboard.press('ArrowDown');
    await focused(second, 'size');
    await expect(words(book.cell(first, 'size'))).toHaveText('6');
    await page.keyboard.press('F2');
    await page.keyboard.type('1');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('2');
    await expect(editor).toHaveValue('251');
    await page.keyboard.press('Escape');
    await focused(second, 'size');
    await expect(words(book.cell(second, 'size'))).toHaveText('5');
  });

  await test.step('dates with two digits for the year, numbers with dots', async () => {
    await book.type(first, 'reviewedOn', '5/9/24');
    await expect(words(book.cell(first, 'reviewedOn'))).toHaveText('05/09/2024');
    await book.type(first, 'birth', '5/9/58');
    await expect(words(book.cell(first, 'birth'))).toHaveText('05/09/1958');
    await book.type(first, 'income', '1.250.000');
    await expect(words(book.cell(first, 'income'))).toHaveText('1.250.000');
  });

  await test.step('1 and 0 say yes and no; words are read', async () => {
    await book.stand(first, 'i4');
    await page.keyboard.press('0');
    await expect(book.cell(first, 'i4')).toHaveText('');
    await page.keyboard.press('1');
    await expect(book.cell(first, 'i4')).toHaveText('✓');
    await page.keyboard.type('không');
    await page.keyboard.press('Enter');
    await expect(book.cell(first, 'i4')).toHaveText('');
  });

  await test.step('a double click, or F2, on a result asks why', async () => {
    const result = book.cell(first, '=class');
    await result.dblclick();
    const why = page.getByRole('complementary', { name: 'Vì sao?' });
    await expect(why).toBeVisible();
    await why.getByRole('button', { name: 'Đóng' }).click();
    await result.click();
    await page.keyboard.press('F2');
    await expect(why).toBeVisible();
  });
  await context.close();
});

test('rows are inserted, duplicated, split, merged, marked as gone and restored, each undone at once', async ({ browser }) => {
  const { page, context } = await app.enter(browser, LAN);
  const book = await new Workbook(page).open('thon-2');
  const tab = page.getByRole('tab', { name: /Danh sách 01/ });
  const count = async () => Number((await tab.textContent())?.match(/\d+$/)?.[0]);
  const before = await count();
  const second = (await page.locator('[row-index="1"]').first().getAttribute('row-id')) ?? '';
  const name = (await book.cell(second, 'head').textContent()) ?? '';
  const code = (await words(book.cell(second, 'code')).textContent()) ?? '';

  await test.step('the menu opens with the right button, with Shift+F10 and with a button', async () => {
    await (await book.reach(second, 'head')).click({ button: 'right' });
    await expect(menu(page).getByRole('menuitem', { name: 'Tách hộ…' })).toBeVisible();
    await shot(page, 'row-menu');
    await page.keyboard.press('Escape');
    await expect(book.cell(second, 'head')).toBeFocused();
    await page.keyboard.press('Shift+F10');
    await expect(menu(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Hộ này' }).click();
    await expect(menu(page)).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('insert above, at its place', async () => {
    await book.stand(second, 'head');
    await page.keyboard.press('Shift+F10');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Ghi vào ô')).toBeFocused();
    await page.keyboard.type('Đặng Thị Chèn');
    await page.keyboard.press('Enter');
    const made = await book.row('Đặng Thị Chèn');
    await expect(page.locator(`[row-id="${made}"]`).first()).toHaveAttribute('row-index', '1');
    await expect(page.locator(`[row-id="${second}"]`).first()).toHaveAttribute('row-index', '2');
    expect(await count()).toBe(before + 1);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(count).toBe(before);
  });

  await test.step('duplicate', async () => {
    await (await book.reach(second, 'head')).click({ button: 'right' });
    await menu(page).getByRole('menuitem', { name: 'Nhân đôi hộ này' }).click();
    await expect(page.locator('[row-index="2"] [col-id=head]')).toHaveText(name);
    await expect(page.locator('[row-index="2"] [col-id=cccd]')).toHaveText('');
    await page.keyboard.press('Control+z');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Hoàn tác' }).click();
    await expect.poll(count).toBe(before);
  });

  await test.step('split, after two members were written', async () => {
    await book.stand(second, 'head');
    await page.getByRole('tab', { name: /Thành viên/ }).click();
    await page.getByLabel('Tìm').fill(code);
    while ((await page.locator('[row-id]:has([col-id=name])').count()) < 2) {
      const n = await page.locator('[row-id]:has([col-id=name])').count();
      await page.getByRole('button', { name: 'Thêm thành viên' }).click();
      await page.keyboard.type(`Người thứ ${n + 1}`);
      await page.keyboard.press('Enter');
      await expect(page.locator('[row-id]:has([col-id=name])')).toHaveCount(n + 1);
    }
    const members = await page.locator('[row-id]:has([col-id=name])').count();
    const last = page.locator('[row-id]:has([col-id=name])').last();
    const who = (await words(last.locator('[col-id=name]')).textContent()) ?? '';
    await last.locator('[col-id=name]').click({ button: 'right' });
    await menu(page).getByRole('menuitem', { name: 'Tách ra hộ mới…' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Tách hộ' });
    await expect(dialog.getByRole('checkbox', { checked: true })).toHaveCount(1);
    await shot(page, 'split');
    await dialog.getByRole('button', { name: 'Tách hộ' }).click();
    await expect(page.getByText('Đã tách 1 người thành hộ')).toBeVisible();
    await page.getByLabel('Tìm').fill('');
    await expect(page.locator('[row-index="2"] [col-id=head]')).toHaveText(who);
    const made = (await page.locator('[row-index="2"]').first().getAttribute('row-id')) ?? '';
    await expect(words(await book.reach(made, 'change'))).toHaveText('Tách hộ');
    await expect(words(await book.reach(made, 'size'))).toHaveText('1');
    await book.stand(made, 'head');
    await page.keyboard.press('Control+z');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Hoàn tác' }).click();
    await expect.poll(count).toBe(before);
    await page.getByRole('tab', { name: /Thành viên/ }).click();
    await page.getByLabel('Tìm').fill(code);
    await expect(page.locator('[row-id]:has([col-id=name])')).toHaveCount(members);
    await page.getByLabel('Tìm').fill('');
    await page.getByRole('tab', { name: /Danh sách 01/ }).click();
  });

  await test.step('merge into another; mark as gone and restore', async () => {
    const first = (await page.locator('[row-index="0"]').first().getAttribute('row-id')) ?? '';
    const host = (await words(book.cell(first, 'head')).textContent()) ?? '';
    const [a, b] = [
      Number(await (await book.reach(first, 'size')).textContent()),
      Number(await (await book.reach(second, 'size')).textContent()),
    ];
    await (await book.reach(second, 'head')).click({ button: 'right' });
    await menu(page).getByRole('menuitem', { name: 'Nhập vào hộ khác…' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Nhập hộ' });
    await dialog.getByLabel('Tìm hộ nhận').fill(host);
    await dialog.getByRole('radio').first().check();
    await shot(page, 'merge');
    await dialog.getByRole('button', { name: 'Nhập hộ' }).click();
    await expect(words(await book.reach(second, 'change'))).toHaveText('Nhập hộ');
    await expect(await book.reach(first, 'size')).toHaveText(String(a + b));
    await page.keyboard.press('Control+z');
    await expect(await book.reach(second, 'change')).toHaveText('');
    await expect(await book.reach(first, 'size')).toHaveText(String(a));

    await (await book.reach(second, 'head')).click({ button: 'right' });
    await menu(page).getByRole('menuitem', { name: 'Hộ đã chuyển đi' }).click();
    await expect(words(await book.reach(second, 'change'))).toHaveText('Chuyển đi');
    await expect.poll(count).toBe(before);
    await (await book.reach(second, 'head')).click({ button: 'right' });
    await menu(page).getByRole('menuitem', { name: 'Trở lại danh sách' }).click();
    await expect(await book.reach(second, 'change')).toHaveText('');
  });
  await context.close();
});

test('a household written by mistake is put aside with a reason, shows what was written since, and is taken back', async ({ browser }) => {
  const lan = await app.enter(browser, LAN);
  const hers = await new Workbook(lan.page).open('thon-2');
  const tab = (page: Page) => page.getByRole('tab', { name: /Danh sách 01/ });
  const count = async () => Number((await tab(lan.page).textContent())?.match(/\d+$/)?.[0]);
  const before = await count();
  const aside = (page: Page) => page.getByRole('button', { name: /^Hộ ghi nhầm/ });
  const list = (page: Page) => page.getByRole('dialog', { name: /^Hộ ghi nhầm đã để riêng/ });

  await test.step('not one that has a result of last year', async () => {
    const old = lan.page.locator('[row-id]:has([col-id="lastYear"]:not(:empty))').first();
    const row = (await old.getAttribute('row-id')) ?? '';
    await hers.stand(row, 'head');
    await lan.page.keyboard.press('Shift+F10');
    const item = menu(lan.page).getByRole('menuitem', { name: 'Hộ ghi nhầm' });
    await expect(item).toBeDisabled();
    await expect(item).toContainText('hãy ghi Biến động');
    await lan.page.keyboard.press('Escape');
    await hers.stand(row, 'head');
    await lan.page.keyboard.press('Shift+F10');
    await lan.page.keyboard.press('Enter');
  });
  await expect(lan.page.getByLabel('Ghi vào ô')).toBeFocused();
  await lan.page.keyboard.type('Bàn Văn Nhầm');
  await lan.page.keyboard.press('Enter');
  const row = await hers.row('Bàn Văn Nhầm');
  await received(lan.page);
  const viet = await app.enter(browser, VIET);
  const his = await new Workbook(viet.page).open('thon-2');
  await his.row('Bàn Văn Nhầm');
  await keptHere(viet.page);
  await viet.context.setOffline(true);
  await his.type(row, 'note', 'đã gặp chủ hộ');

  await test.step('the reason is asked; then it counts nowhere', async () => {
    await hers.stand(row, 'head');
    await lan.page.keyboard.press('Shift+F10');
    await menu(lan.page).getByRole('menuitem', { name: 'Hộ ghi nhầm' }).click();
    const question = lan.page.getByRole('alertdialog');
    await expect(question.getByRole('button', { name: 'Để riêng' })).toBeDisabled();
    await question.getByLabel('Ghi trùng hộ đã có').check();
    await question.getByLabel('Ghi thêm').fill('NT-02-0001');
    await shot(lan.page, 'mistaken-question');
    await question.getByRole('button', { name: 'Để riêng' }).click();
    await expect(hers.cell(row, 'head')).toHaveCount(0);
    expect(await count()).toBe(before);
    // The keys go on beside it.
    await expect(lan.page.locator('[col-id=head]:focus')).toHaveCount(1);
    await received(lan.page);
  });

  await test.step('what somebody wrote without knowing is told with it', async () => {
    await viet.context.setOffline(false);
    await received(viet.page);
    await expect(his.cell(row, 'head')).toHaveCount(0);
    await expect(aside(lan.page)).toContainText('cần xem');
    await aside(lan.page).click();
    await expect(list(lan.page)).toContainText('Bàn Văn Nhầm');
    await expect(list(lan.page)).toContainText('Ghi trùng hộ đã có: NT-02-0001');
    await expect(list(lan.page)).toContainText(`${LAN} (bạn)`);
    await expect(list(lan.page)).toContainText(/Có sửa sau khi để riêng:\s*Ghi chú: đã gặp chủ hộ\s*Trần Quốc Việt/);
    await shot(lan.page, 'mistaken-list');
    await lan.page.keyboard.press('Escape');
  });

  await test.step('anybody who writes there takes it back, with what was written', async () => {
    await aside(viet.page).click();
    await list(viet.page).getByRole('button', { name: 'Lấy lại' }).click();
    await expect(list(viet.page)).toContainText('Không có hộ nào');
    await viet.page.keyboard.press('Escape');
    await expect(words(await hers.reach(row, 'note'))).toHaveText('đã gặp chủ hộ');
    await expect(aside(lan.page)).toHaveCount(0);
    expect(await count()).toBe(before + 1);
  });
  await viet.context.close();

  await test.step('on the phone, without a network', async () => {
    const { page, context } = await app.enter(browser, LAN, PHONE);
    await page.goto('/thon/thon-2');
    await page.getByRole('button', { name: /Bàn Văn Nhầm/ }).click();
    await keptHere(page);
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Việc với hộ này' }).click();
    await page.getByRole('button', { name: 'Hộ ghi nhầm: để riêng…' }).click();
    await page.getByRole('alertdialog').getByLabel('Lý do khác').check();
    await page.getByRole('alertdialog').getByLabel('Ghi rõ lý do').fill('ghi khi tập huấn');
    await shot(page, 'mistaken-question-phone');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Để riêng' }).click();
    await expect(page.getByLabel('Tìm', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: /Bàn Văn Nhầm/ })).toHaveCount(0);
    await aside(page).click();
    await expect(list(page)).toContainText('ghi khi tập huấn');
    await shot(page, 'mistaken-list-phone');
    await list(page).getByRole('button', { name: 'Đóng' }).click();
    await context.setOffline(false);
    await expect(hers.cell(row, 'head')).toHaveCount(0);
    await context.close();
  });
  await lan.context.close();
});

test('undo survives a reload and a closed tab, and never touches what somebody else wrote since', async ({ browser }) => {
  const lan = await app.enter(browser, LAN);
  const thanh = await app.enter(browser, THANH);
  const hers = await new Workbook(lan.page).open('thon-4');
  const his = await new Workbook(thanh.page).open('thon-4');
  const rows = await lan.page
    .locator('[row-id]:has([col-id=head])')
    .evaluateAll((all) => all.map((row) => row.getAttribute('row-id') ?? ''));
  const [one = '', two = ''] = rows;
  const was = (await (await hers.reach(one, 'note')).textContent()) ?? '';
  await hers.type(one, 'note', 'ghi lần một');
  await hers.type(one, 'note', 'ghi lần hai');
  await hers.type(two, 'note', 'của Lan');
  await received(lan.page);
  await expect(await his.reach(two, 'note')).toContainText('của Lan');
  await his.type(two, 'note', 'của Thành');
  await received(thanh.page);

  await keptHere(lan.page);
  await lan.page.reload();
  await hers.seen();
  await expect(words(await hers.reach(two, 'note'))).toHaveText('của Thành');
  await lan.page.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(lan.page.getByText(/Không hoàn tác được .*cột Ghi chú: người khác đã ghi ô này sau bạn/)).toBeVisible();
  await expect(words(await hers.reach(two, 'note'))).toHaveText('của Thành');
  await lan.page.keyboard.press('Control+z');
  await expect(words(await hers.reach(one, 'note'))).toHaveText('ghi lần một');

  const again = await lan.context.newPage();
  await lan.page.close();
  const later = await new Workbook(again).open('thon-4');
  await again.getByRole('button', { name: 'Làm lại' }).click();
  await expect(words(await later.reach(one, 'note'))).toHaveText('ghi lần hai');
  await again.keyboard.press('Control+z');
  await again.keyboard.press('Control+z');
  await expect(await later.reach(one, 'note')).toHaveText(was);
  await expect(again.getByRole('button', { name: 'Hoàn tác' })).toBeDisabled();

  await test.step('two tabs of one person each have their own', async () => {
    const other = await new Workbook(await lan.context.newPage()).open('thon-4');
    await later.type(one, 'note', 'tab một');
    await other.type(two, 'reviewer', 'tab hai');
    await again.keyboard.press('Control+z');
    await expect(await later.reach(one, 'note')).toHaveText(was);
    await expect(await later.reach(two, 'reviewer')).toHaveText('tab hai');
    await expect(again.getByRole('button', { name: 'Hoàn tác' })).toBeDisabled();
    await other.page.keyboard.press('Control+z');
    await expect(await other.reach(two, 'reviewer')).not.toHaveText('tab hai');
  });
  await lan.context.close();
  await thanh.context.close();
});

test('comments: marked, called, answered, resolved', async ({ browser }) => {
  const lan = await app.enter(browser, LAN);
  const viet = await app.enter(browser, VIET);
  const hers = await new Workbook(lan.page).open('thon-3');
  const his = await new Workbook(viet.page).open('thon-3');
  const row = await hers.row('Bùi Quang Khuê');
  const panel = lan.page.getByRole('complementary', { name: 'Ý kiến' });

  await hers.stand(row, 'b1');
  const value = words(hers.cell(row, 'b1'));
  const before = await value.textContent();
  await lan.page.keyboard.press('Shift+F2');
  // Immediately, while the panel is still loading.
  await lan.page.keyboard.press('7');
  const box = panel.getByLabel('Viết ý kiến');
  await expect(box).toBeFocused();
  await expect(value).toHaveText(before ?? '');
  await box.fill('');
  await expect(panel.getByLabel('Ý kiến về')).toHaveValue('b1');
  await lan.page.keyboard.type('Nhờ @viet');
  await expect(panel.getByRole('option', { name: VIET })).toBeVisible();
  await lan.page.keyboard.press('Enter');
  await lan.page.keyboard.type('xem lại phiếu B1');
  await lan.page.keyboard.press('Control+Enter');
  await expect(panel.getByRole('region', { name: 'Ô Điểm B1' })).toContainText(`Nhờ @${VIET} xem lại phiếu B1`);
  await expect(hers.cell(row, 'b1').locator('.comment-mark')).toBeInViewport();
  await shot(lan.page, 'comments');

  await expect(viet.page.getByRole('button', { name: /Ý kiến: 1 chỗ chưa giải quyết, 1 chỗ gọi bạn/ })).toBeVisible();
  await expect((await his.reach(row, 'b1')).locator('.comment-mark')).toBeVisible();
  await viet.page.getByRole('button', { name: /Ý kiến: 1 chỗ/ }).click();
  const his_panel = viet.page.getByRole('complementary', { name: 'Ý kiến' });
  await his_panel.getByRole('button', { name: /Bùi Quang Khuê.*gọi bạn/ }).click();
  await expect(his_panel.getByRole('region', { name: 'Ô Điểm B1' })).toContainText('gọi bạn');
  await expect(his.cell(row, 'b1')).toHaveClass(/ag-cell-focus/);
  await his_panel.getByLabel('Viết ý kiến').fill('Đã xem, 83 là đúng.');
  await his_panel.getByRole('button', { name: 'Ghi ý kiến' }).click();
  await expect(panel).toContainText('Đã xem, 83 là đúng.');
  await test.step('the commune’s log says who wrote, whatever name is in the comment', async () => {
    await expect(panel.locator('.comment .who').filter({ hasText: VIET })).not.toContainText('theo máy ghi');
    await expect(panel.locator('.comment .who').filter({ hasText: `${LAN} (bạn)` })).not.toContainText('theo máy ghi');
    // As if somebody had written under her name: the page shows the log's name and the name in the comment.
    await viet.page.route('**/api/bringers/**', async (route) => {
      const answer = (await (await route.fetch()).json()) as { bringers: { write: string; name: string }[] };
      await route.fulfill({ json: { bringers: answer.bringers.map((one) => ({ ...one, name: one.name === LAN ? THANH : one.name })) } });
    });
    await viet.page.reload();
    await his.seen();
    await his.reach(row, 'b1');
    await his.stand(row, 'b1');
    await viet.page.keyboard.press('Shift+F2');
    await expect(his_panel.locator('.comment .who').filter({ hasText: LAN })).toContainText(`${THANH} (ghi tên ${LAN})`);
    await shot(viet.page, 'comments-log');
  });
  await panel.getByRole('button', { name: 'Đã giải quyết' }).click();
  await expect(his.cell(row, 'b1').locator('.comment-mark')).toHaveCount(0);
  await expect(viet.page.getByRole('button', { name: 'Ý kiến: 0 chỗ chưa giải quyết' })).toBeVisible();
  await his_panel.getByRole('button', { name: 'Mở lại' }).click();
  await expect(hers.cell(row, 'b1').locator('.comment-mark')).toBeVisible();
  await lan.context.close();

  await test.step('the home page counts mentions', async () => {
    await viet.page.goto('/');
    await expect(viet.page.getByRole('row', { name: /Thôn 3/ })).toContainText('1 ý kiến gọi bạn');
  });
  await viet.context.close();

  await test.step('a person who may only read sees them and is told why there is no box', async () => {
    const hieu = await app.enter(browser, 'Lường Văn Hiếu');
    const book = await new Workbook(hieu.page).open('thon-3');
    await book.stand(row, 'b1');
    await hieu.page.keyboard.press('Shift+F2');
    const reading = hieu.page.getByRole('complementary', { name: 'Ý kiến' });
    await expect(reading).toContainText('xem lại phiếu B1');
    await expect(reading).toContainText('Bạn chỉ xem, không ghi ý kiến ở danh sách này.');
    await expect(reading.getByRole('textbox')).toHaveCount(0);
    await hieu.context.close();
  });

  await test.step('on a phone', async () => {
    const phone = await app.enter(browser, THANH, PHONE);
    await phone.page.goto('/thon/thon-3');
    await phone.page.getByLabel('Tìm').fill('Bui Quang Khue');
    await phone.page.getByRole('button', { name: /Bùi Quang Khuê/ }).click();
    await phone.page.getByRole('button', { name: 'Việc với hộ này' }).click();
    await shot(phone.page, 'phone-deeds');
    await phone.page.getByRole('button', { name: /Ý kiến về hộ này/ }).click();
    const sheet = phone.page.getByRole('dialog', { name: 'Ý kiến' });
    await expect(sheet).toContainText('xem lại phiếu B1');
    await sheet.getByLabel('Viết ý kiến').fill('Tôi sẽ ghé nhà.');
    await sheet.getByRole('button', { name: 'Ghi ý kiến' }).click();
    await expect(sheet.getByRole('region', { name: 'Cả hộ' })).toContainText('Tôi sẽ ghé nhà.');
    await shot(phone.page, 'phone-comments');
    await sheet.getByRole('button', { name: 'Đóng' }).click();
    await phone.page.getByRole('tab', { name: 'B1' }).click();
    await phone.page.getByRole('button', { name: 'Ý kiến 2' }).click();
    await expect(sheet.getByLabel('Ý kiến về')).toHaveValue('b1');
    await sheet.getByRole('button', { name: 'Đóng' }).click();
    await phone.page.getByRole('button', { name: 'Việc với hộ này' }).click();
    await phone.page.getByRole('button', { name: 'Hộ đã chuyển đi' }).click();
    await expect(phone.page.getByText(/Chuyển đi. Hộ vẫn còn trên danh sách/)).toBeVisible();
    await phone.page.getByRole('button', { name: 'Hoàn tác' }).click();
    await phone.context.close();
  });
});

test('what others do moves neither the selection, nor the rows in sight, nor the open editor', async ({ browser }) => {
  // A low window: the list is longer than the visible part.
  const lan = await app.enter(browser, LAN, { viewport: { width: 1366, height: 520 } });
  const viet = await app.enter(browser, VIET);
  const hers = await new Workbook(lan.page).open('thon-1');
  const his = await new Workbook(viet.page).open('thon-1');
  const { page } = lan;
  const at = (index: number) => page.locator(`[row-index="${index}"]`).first();
  const top = (await at(0).getAttribute('row-id')) ?? '';
  const insertAbove = async (): Promise<void> => {
    await his.stand(top, 'head');
    await viet.page.keyboard.press('Shift+F10');
    await expect(menu(viet.page)).toBeVisible();
    await viet.page.keyboard.press('Enter');
    await expect(viet.page.getByLabel('Ghi vào ô')).toBeFocused();
    await viet.page.keyboard.press('Escape');
    await received(viet.page);
  };

  await test.step('an editor stays open at its place, with its text and caret', async () => {
    const row = (await at(3).getAttribute('row-id')) ?? '';
    await hers.stand(row, 'size');
    await page.keyboard.press('F2');
    await page.keyboard.type('7');
    await page.keyboard.press('ArrowLeft');
    const place = await page.getByLabel('Ghi vào ô').boundingBox();
    await insertAbove();
    await his.type(row, 'note', 'người khác ghi');
    await expect(hers.page.locator(`[row-id="${row}"]`).first()).toHaveAttribute('row-index', '4');
    await expect(page.getByLabel('Ghi vào ô')).toBeFocused();
    expect(await page.getByLabel('Ghi vào ô').boundingBox()).toEqual(place);
    await page.keyboard.type('0');
    await expect(page.getByLabel('Ghi vào ô')).toHaveValue(/07$/);
    await page.keyboard.press('Escape');
    await expect(hers.cell(row, 'size')).toBeFocused();
  });

  await test.step('scrolled down, the rows in sight stay in place, and so does the selection', async () => {
    await page.keyboard.press('Control+End');
    await page.keyboard.press('ArrowUp');
    const row = await page.evaluate(() => document.activeElement?.closest('[row-id]')?.getAttribute('row-id') ?? '');
    const column = await page.evaluate(() => document.activeElement?.getAttribute('col-id') ?? '');
    const index = Number(await page.locator(`[row-id="${row}"]`).first().getAttribute('row-index'));
    const before = await hers.cell(row, column).boundingBox();
    await insertAbove();
    await his.type(top, 'note', 'ghi từ xa');
    await received(viet.page);
    await expect(page.locator(`[row-id="${row}"]`).first()).toHaveAttribute('row-index', String(index + 1));
    expect(await hers.cell(row, column).boundingBox()).toEqual(before);
    await expect(hers.cell(row, column)).toBeFocused();
    await shot(page, 'scrolled');
  });

  await test.step('the other’s active cell is marked with their name', async () => {
    const row = await page.evaluate(() => document.activeElement?.closest('[row-id]')?.getAttribute('row-id') ?? '');
    // The row may be below the visible part of his window.
    await his.page.locator('.list-grid [row-id]').first().hover();
    await expect(async () => {
      await his.page.mouse.wheel(0, 200);
      await expect(his.cell(row, 'head')).not.toHaveCount(0, { timeout: 300 });
    }).toPass();
    await his.cell(row, 'head').scrollIntoViewIfNeeded();
    await his.stand(row, 'head');
    await expect(hers.cell(row, 'head').locator('.colleague-mark')).toHaveText('Việt');
    await shot(page, 'presence');
  });
  await lan.context.close();
  await viet.context.close();
});

test('an import is one undo step in the village’s book, also after the page was closed', async ({ browser }) => {
  const { page, context } = await app.enter(browser, VIET);
  await page.goto('/nhap');
  const csv =
    'Mã hộ,Họ và tên chủ hộ,Thôn,Số nhân khẩu,Ghi chú\nNT-05-0901,Hoàng Văn Nhập,Thôn 5,4,từ tệp\nNT-05-0902,Hoàng Thị Nhập,Thôn 5,2,từ tệp\n';
  await page
    .getByLabel('Tệp Excel', { exact: true })
    .setInputFiles({ name: 'them.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${csv}`) });
  await page.getByRole('button', { name: 'Ghi vào danh sách' }).click();
  await expect(page.getByText('Muốn lấy lại')).toBeVisible();
  await received(page);
  await page.close();
  const book = await new Workbook(await context.newPage()).open('thon-5');
  await book.row('Hoàng Văn Nhập');
  await book.page.getByRole('button', { name: 'Hoàn tác' }).click();
  await book.page.getByRole('alertdialog').getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(book.page.locator('[row-id]').filter({ hasText: 'Nhập' })).toHaveCount(0);
  await book.page.getByRole('button', { name: 'Làm lại' }).click();
  await book.row('Hoàng Thị Nhập');
  await book.page.keyboard.press('Control+z');
  await book.page.getByRole('alertdialog').getByRole('button', { name: 'Hoàn tác' }).click();
  await received(book.page);
  await context.close();
});

test('undoing the choice between two values restores the one that stood, and names the other', async ({ browser }) => {
  const lan = await app.enter(browser, LAN);
  const viet = await app.enter(browser, VIET);
  const hers = await new Workbook(lan.page).open('thon-2');
  const his = await new Workbook(viet.page).open('thon-2');
  const row = (await lan.page.locator('[row-index="0"]').first().getAttribute('row-id')) ?? '';
  await keptHere(lan.page);
  await lan.context.setOffline(true);
  await expect(lan.page.locator('.safe-status')).toContainText('Không có mạng');
  await hers.type(row, 'formA', '3');
  await his.type(row, 'formA', '5');
  await received(viet.page);
  await lan.context.setOffline(false);
  await received(lan.page);
  await expect((await hers.reach(row, 'formA')).locator('.conflict-mark')).toBeVisible();
  await hers.cell(row, 'formA').locator('.conflict-mark').click();
  const stood = (await words(hers.cell(row, 'formA')).textContent()) ?? '';
  const other = stood === '3' ? '5' : '3';
  const panel = lan.page.getByRole('complementary', { name: 'Hai người ghi khác nhau' });
  await panel.getByRole('radio', { name: new RegExp(`^${other}`) }).check();
  await panel.getByRole('button', { name: 'Chọn', exact: true }).click();
  await expect(words(hers.cell(row, 'formA'))).toHaveText(other);
  await lan.page.reload();
  await hers.seen();
  await lan.page.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(words(await hers.reach(row, 'formA'))).toHaveText(stood);
  await expect(lan.page.getByText(`nay là ${stood}. Trước khi chọn, ô này còn giá trị ${other}`)).toBeVisible();
  await lan.context.close();
  await viet.context.close();
});
