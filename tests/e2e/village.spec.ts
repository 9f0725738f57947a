/** A village as a workbook, used with the keys of a worksheet; and as cards on a phone. */
import { expect, test, type Page } from '@playwright/test';
import { App } from './app.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const LAN = 'Hà Thị Lan';
const bar = (page: Page) => page.getByRole('group', { name: 'Thanh công thức' });

test('cells are edited as in a worksheet, and the result follows', async ({ browser }) => {
  const { page } = await app.enter(browser, LAN);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const book = await new Workbook(page).open('thon-3');
  const row = await book.row('Bùi Quang Khuê');
  const result = book.cell(row, '=class');
  await expect(result).toHaveText('Hộ cận nghèo');

  await test.step('typing replaces, Enter goes down, the frozen name stays visible', async () => {
    await book.type(row, 'b1', '141');
    await expect(book.cell(row, 'b1')).toHaveText('141');
    await expect(result).toHaveText('Không nghèo');
    await expect(book.cell(row, 'head')).toBeVisible();
    await expect(book.cell(row, 'b1')).not.toBeFocused();
  });

  await test.step('the typed text is in the cell as soon as its editor has closed', async () => {
    await book.stand(row, 'b1');
    await page.keyboard.type('142');
    const shown = await book.cell(row, 'b1').evaluateHandle((cell) => ({
      text: new Promise<string>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(cell.textContent ?? '');
        // Runs directly after everything that the key triggers, before any timer and any frame.
        addEventListener('keydown', () => port2.postMessage(null), { once: true, capture: true });
      }),
    }));
    await page.keyboard.press('Enter');
    expect(await shown.evaluate(({ text }) => text)).toContain('142');
    await page.keyboard.press('Control+z');
    await expect(book.cell(row, 'b1')).toHaveText('141');
  });

  await test.step('typing sends nothing to the server but the edit itself', async () => {
    await expect(page.getByText('Xã đã nhận tất cả').first()).toBeVisible();
    const asked: string[] = [];
    const note = (request: { url(): string }): unknown => asked.push(request.url());
    page.on('request', note);
    for (const value of ['90', '91', '92']) {
      await book.type(row, 'b1', value);
      await expect(book.cell(row, 'b1')).toHaveText(value);
      await expect(page.getByText('Xã đã nhận tất cả').first()).toBeVisible();
    }
    page.off('request', note);
    expect(asked).toEqual([]);
    for (const value of ['91', '90', '141']) {
      await page.keyboard.press('Control+z');
      await expect(book.cell(row, 'b1')).toHaveText(value);
    }
  });

  await test.step('undo and redo', async () => {
    await page.keyboard.press('Control+z');
    await expect(book.cell(row, 'b1')).toHaveText('83');
    await expect(result).toHaveText('Hộ cận nghèo');
    await page.keyboard.press('Control+y');
    await expect(book.cell(row, 'b1')).toHaveText('141');
    await page.keyboard.press('Control+z');
    await expect(book.cell(row, 'b1')).toHaveText('83');
  });

  await test.step('F2 edits the existing text, Escape leaves it, Delete clears', async () => {
    await book.stand(row, 'b1');
    await page.keyboard.press('F2');
    await page.keyboard.type('9');
    await page.keyboard.press('Escape');
    await expect(book.cell(row, 'b1')).toHaveText('83');
    await page.keyboard.press('Delete');
    await expect(book.cell(row, 'b1')).toHaveText('');
    await expect(result).toHaveText('');
    await page.keyboard.press('Control+z');
    await expect(book.cell(row, 'b1')).toHaveText('83');
  });

  await test.step('unusable text is kept, marked and explained', async () => {
    await book.type(row, 'b1', 'tám ba');
    await expect(book.cell(row, 'b1')).toContainText('tám ba');
    await expect(page.getByText("Hộ Bùi Quang Khuê, cột Điểm B1: 'tám ba' không phải là số")).toBeVisible();
    await book.stand(row, 'b1');
    await expect(bar(page)).toContainText("'tám ba' không phải là số");
    await expect(page.getByRole('button', { name: '1 hộ còn thiếu: đến hộ tiếp theo' })).toBeVisible();
    await page.getByLabel('Lọc').selectOption({ label: 'Thiếu thông tin (1)' });
    await expect(book.cell(row, 'head')).toBeVisible();
    await page.getByLabel('Lọc').selectOption('all');
    await book.type(row, 'b1', '83');
  });

  await test.step('marks are set by x, space and click', async () => {
    await book.stand(row, 'i1');
    await page.keyboard.press('x');
    await expect(book.cell(row, 'i1')).toHaveText('✓');
    await page.keyboard.press('x');
    await expect(book.cell(row, 'i1')).toHaveText('✓');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await expect(book.cell(row, 'i3')).toHaveText('✓');
    await expect(result).toHaveText('Hộ nghèo');
    await page.keyboard.press('Space');
    await expect(book.cell(row, 'i3')).toHaveText('');
    // A click selects the cell and writes nothing, even on its mark; the box is drawn in the active cell.
    await book.cell(row, 'i1').click();
    await expect(book.cell(row, 'i1')).toBeFocused();
    await expect(book.cell(row, 'i1')).toHaveText('✓');
    await book.cell(row, 'i1').click({ position: { x: 4, y: 4 } });
    await expect(book.cell(row, 'i1')).toHaveText('✓');
    await book.cell(row, 'i1').locator('.toggle-mark').click();
    await expect(book.cell(row, 'i1')).toHaveText('');
    await expect(result).toHaveText('Hộ cận nghèo');
  });

  await test.step('Backspace clears the cell and opens the editor, as in a worksheet', async () => {
    await book.stand(row, 'b1');
    await page.keyboard.press('Backspace');
    await expect(page.getByLabel('Ghi vào ô')).toBeFocused();
    await expect(page.getByLabel('Ghi vào ô')).toHaveValue('');
    await page.keyboard.press('Escape');
    await expect(book.cell(row, 'b1')).toHaveText('83');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('84');
    await page.keyboard.press('Enter');
    await expect(book.cell(row, 'b1')).toHaveText('84');
    await page.keyboard.press('Control+z');
    await expect(book.cell(row, 'b1')).toHaveText('83');
  });

  await test.step('F6 goes through the parts of the page, and one Tab passes the headings', async () => {
    await book.stand(row, 'b1');
    const pane = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset.pane ?? null);
    expect(await pane()).toBe('rows');
    for (const next of ['tabs', 'top', 'tools', 'formula', 'rows']) {
      await page.keyboard.press('F6');
      expect(await pane()).toBe(next);
    }
    await expect(book.cell(row, 'b1')).toBeFocused();
    await page.keyboard.press('Shift+F6');
    expect(await pane()).toBe('formula');
    await page.keyboard.press('F6');
    await page.getByRole('columnheader', { name: 'Điểm B1' }).first().focus();
    await page.keyboard.press('Tab');
    await expect(book.cell(row, 'b1')).toBeFocused();
    await page.getByRole('columnheader', { name: 'Điểm B1' }).first().focus();
    await page.keyboard.press('Shift+Tab');
    expect(await pane()).toBe('formula');
  });

  await test.step('coded columns are found without diacritics', async () => {
    await book.stand(row, 'change');
    await page.keyboard.type('chuyen di');
    await expect(page.locator('.choice-list [aria-selected=true]')).toHaveText('Chuyển đi');
    await page.keyboard.press('Enter');
    await expect(book.cell(row, 'change')).toHaveText('Chuyển đi');
    await expect(result).toHaveText('');
    await book.stand(row, 'change');
    await page.keyboard.press('F2');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await expect(book.cell(row, 'change')).toHaveText('Nhập hộ');
    await book.stand(row, 'change');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await expect(result).toHaveText('Hộ cận nghèo');
    await book.type(row, 'ethnic', 'tay');
    await expect(book.cell(row, 'ethnic')).toHaveText('Tày');
    await page.keyboard.press('Control+z');
    await expect(book.cell(row, 'ethnic')).toHaveText('Kinh');
  });

  await test.step('formula columns show their formula and cannot be typed into', async () => {
    await book.stand(row, '=class');
    await expect(page.getByTestId('formula')).toContainText('=IF([Danh sách]<>"01";""');
    await page.keyboard.type('Hộ nghèo');
    await expect(result).toHaveText('Hộ cận nghèo');
    await expect(page.getByText('Cột Kết quả phân loại tự tính từ các ô khác, không ghi vào được')).toHaveCount(1);
  });

  await test.step('Vì sao? gives the household’s own figures', async () => {
    await page.getByRole('button', { name: 'Vì sao?' }).click();
    const panel = page.getByRole('complementary', { name: 'Vì sao?' });
    await expect(panel).toContainText('Hộ Bùi Quang Khuê: HỘ CẬN NGHÈO');
    for (const text of [
      'mức 140 điểm',
      '1.500.000 đồng/người/tháng',
      'Điểm B1 = 83',
      '≤ 140',
      'Nếu Điểm B1 là 141: Không nghèo',
      'Điều 3 Nghị định 07/2021/NĐ-CP',
    ])
      await expect(panel).toContainText(text);
    await panel.getByRole('button', { name: 'Đóng' }).click();
  });

  await test.step('a range from a worksheet is pasted, a cell copied', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url });
    await page.evaluate(() => navigator.clipboard.writeText('5\tHộ nghèo\r\nkhông rõ\tHN'));
    await book.stand(row, 'size');
    await page.keyboard.press('Control+v');
    await expect(book.cell(row, 'size')).toHaveText('5');
    const below = await book.row('Lê Đức Bằng');
    await expect(book.cell(below, 'size')).toContainText('không rõ');
    await expect(book.cell(below, 'lastYear')).toHaveText('Hộ nghèo');
    await expect(page.getByText('Đã dán 4 ô, 1 ô cần xem lại.')).toBeVisible();
    await book.stand(row, 'size');
    await page.keyboard.press('Control+c');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('5');
    await page.keyboard.press('Control+z');
    await expect(book.cell(below, 'size')).toHaveText('1');
    await expect(book.cell(row, 'size')).toHaveText('3');
  });
  expect(errors).toEqual([]);
  await page.context().close();
});

test('households and members are added, found and counted', async ({ browser }) => {
  const { page } = await app.enter(browser, LAN);
  const book = await new Workbook(page).open('thon-4');
  const tab = page.getByRole('tab', { name: /Danh sách 01/ });
  const before = Number((await tab.textContent())?.match(/\d+$/)?.[0]);
  await test.step('a row created by one click and left empty leaves nothing behind', async () => {
    const is = (count: number): Promise<void> => expect(tab).toHaveText(new RegExp(`\\D${count}$`));
    const make = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Thêm hộ' }).click();
      await is(before + 1);
      await expect(page.getByLabel('Ghi vào ô')).toBeFocused();
      await page.keyboard.press('Escape');
      // The editor takes some milliseconds to close, and would take the next key.
      await expect(page.getByLabel('Ghi vào ô')).toHaveCount(0);
    };
    await make();
    await page.keyboard.press('ArrowUp');
    await is(before);
    await make();
    await page.getByRole('tab', { name: /Thành viên/ }).click();
    await is(before);
    await tab.click();
    await make();
    await page.getByRole('link', { name: /^Sổ Rà Soát: về/ }).click();
    await page.getByRole('link', { name: 'Mở sổ Thôn 4' }).click();
    await is(before);
    // Also not after a reload, when only the stored data is there.
    await page.reload();
    await is(before);
    await book.seen();
  });
  await page.getByRole('button', { name: 'Thêm hộ' }).click();
  await page.keyboard.type('Nông Thị Mới');
  await page.keyboard.press('Enter');
  await expect(tab).toHaveText(new RegExp(`${before + 1}$`));
  const row = await book.row('Nông Thị Mới');
  await expect(book.cell(row, 'code')).toHaveText(/^NT-04-\d{4}$/);
  const code = (await book.cell(row, 'code').textContent()) ?? '';

  await page.getByLabel('Tìm').fill('thi moi');
  await expect(page.locator('[row-id]:has([col-id=head])')).toHaveCount(1);
  await expect(page.getByRole('status', { name: 'Thanh trạng thái' })).toContainText(`Đang xem 1 trên ${before + 1} dòng`);
  await book.stand(row, 'head');
  await page.getByRole('tab', { name: /Thành viên/ }).click();
  await page.getByRole('button', { name: 'Thêm thành viên' }).click();
  await expect(page.getByLabel('Ghi vào ô')).toBeFocused();
  await expect(page.locator('[row-id]:has([col-id=name])')).toHaveCount(1);
  await page.keyboard.type('Nông Văn Con');
  await page.keyboard.press('Enter');
  const member = await book.row('Nông Văn Con');
  await expect(book.cell(member, 'code')).toHaveText(code);
  await expect(book.cell(member, 'headName')).toHaveText('Nông Thị Mới');

  await book.stand(member, 'code');
  await page.keyboard.press('F2');
  await expect(page.getByRole('combobox', { name: 'Mã hộ' })).toBeVisible();
  await page.keyboard.type('nong thi my');
  await page.keyboard.press('Enter');
  await expect(book.cell(member, 'headName')).toHaveText('Nông Thị Mỵ');
  await page.context().close();
});

test('what loads late closes no editor, and Back writes what was being typed', async ({ browser }) => {
  // Without the worker that keeps the app's files: the page itself asks for them.
  const { page } = await app.enter(browser, LAN, { serviceWorkers: 'block' });
  const late: (() => Promise<void>)[] = [];
  let isSlow = false;
  await page.route('**/_app/immutable/**', (route) => (isSlow ? void late.push(() => route.continue()) : route.continue()));
  await page.getByRole('link', { name: 'Mở sổ Thôn 4' }).click();
  const book = new Workbook(page);
  await book.seen();
  isSlow = true;
  const questions = page.getByLabel('Lọc').locator('option');
  const before = await questions.count();
  await page.getByRole('button', { name: 'Thêm hộ' }).click();
  const editor = page.getByLabel('Ghi vào ô');
  await expect(editor).toBeFocused();
  await page.keyboard.type('Nông Thị');
  isSlow = false;
  for (const go of late) await go();
  // One question more: what members say has been loaded.
  await expect(questions).toHaveCount(before + 1);
  await expect(editor).toBeFocused();
  await page.keyboard.type(' Muộn');
  await expect(editor).toHaveValue('Nông Thị Muộn');

  await page.goBack();
  await page.getByRole('link', { name: 'Mở sổ Thôn 4' }).click();
  await page.getByLabel('Tìm').fill('thi muon');
  await book.row('Nông Thị Muộn');
  await page.context().close();
});

test('a question that loads late is not asked of somebody who has gone on', async ({ browser }) => {
  const { page } = await app.enter(browser, LAN, { serviceWorkers: 'block' });
  const leave = async (): Promise<void> => {
    await page.getByRole('button', { name: LAN }).click();
    await page.getByRole('menuitem', { name: 'Ra, vào bằng người khác' }).click();
  };
  // The menu itself is there already.
  await page.getByRole('button', { name: LAN }).click();
  await page.getByRole('menuitem', { name: 'Biểu mẫu' }).waitFor();
  await page.keyboard.press('Escape');
  const late: (() => Promise<void>)[] = [];
  let isSlow = true;
  await page.route('**/_app/immutable/**', (route) => (isSlow ? void late.push(() => route.continue()) : route.continue()));
  await leave();
  await expect.poll(() => late.length).toBeGreaterThan(0);
  await page.getByRole('heading', { name: 'Việc cần làm' }).click();
  isSlow = false;
  for (const go of late) await go();
  // With nothing unsent there is no question: the person would be signed out.
  await page.getByRole('link', { name: 'Mở sổ Thôn 4' }).click();
  await new Workbook(page).seen();
  await leave();
  await expect(page).toHaveURL(/\/vao$/);
  await page.context().close();
});

test('a person who may only read sees everything and changes nothing', async ({ browser }) => {
  const { page } = await app.enter(browser, 'Lường Văn Hiếu');
  const book = await new Workbook(page).open('thon-3');
  const row = await book.row('Vũ Đình Sơn');
  await expect(page.getByRole('toolbar').getByText('Chỉ xem')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Thêm hộ' })).toHaveCount(0);
  await book.type(row, 'b1', '999');
  await expect(book.cell(row, 'b1')).toHaveText('104');
  const mark = await book.reach(row, 'i3');
  await expect(page.getByText('Bạn chỉ được xem danh sách này, không ghi được.').first()).toBeVisible();
  await mark.click();
  await mark.locator('.toggle-mark').click();
  await page.keyboard.press('Space');
  await expect(mark).toHaveText('✓');
  await page.getByRole('button', { name: 'Vì sao?' }).click();
  await expect(page.getByRole('complementary')).toContainText('HỘ NGHÈO');

  await test.step('the printout has all rows, and nothing of the screen', async () => {
    const count = Number((await page.getByRole('tab', { name: /Danh sách 01/ }).textContent())?.match(/\d+$/)?.[0]);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const paper = page.getByRole('article');
    await expect(paper.getByRole('heading')).toHaveText('DANH SÁCH HỘ GIA ĐÌNH RÀ SOÁT, XÁC ĐỊNH HỘ NGHÈO, HỘ CẬN NGHÈO');
    await expect(paper.locator('tbody tr')).toHaveCount(count);
    await expect(page.getByRole('toolbar')).toBeHidden();
    await expect(page.getByRole('grid')).toBeHidden();
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: null });
    await expect(page.getByRole('article')).toHaveCount(0);
    await expect(page.getByRole('grid')).toBeVisible();
  });
  await page.context().close();
});

test('on a phone a household is a card', async ({ browser }) => {
  const { page } = await app.enter(browser, LAN, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.goto('/thon/thon-2');
  await page.getByLabel('Tìm').fill('');
  const first = page.getByRole('list').getByRole('button').first();
  const name = (await first.locator('.name').textContent()) ?? '';
  await first.click();
  await expect(page.getByRole('heading', { name })).toBeVisible();

  const result = page.getByTestId('result');
  const before = Number((await result.textContent())?.match(/B2 (\d+)/)?.[1]);
  const toggle = page.getByRole('switch', { name: /Việc làm/ });
  const on = (await toggle.getAttribute('aria-checked')) === 'true';
  await toggle.click();
  await expect(result).toContainText(`B2 ${on ? before - 10 : before + 10}`);
  await expect(page.getByText('Có ít nhất một người trong độ tuổi')).toBeVisible();
  await toggle.click();

  await page.getByRole('tab', { name: 'B1' }).click();
  const score = page.getByLabel('Điểm B1');
  await expect(score).toHaveAttribute('inputmode', 'numeric');
  await score.fill('12a');
  await score.blur();
  await expect(score).toHaveValue('12a');
  await expect(page.locator('.problem')).toContainText("'12a' không phải là số");
  await score.fill('141');
  await score.blur();
  await expect(result).toContainText('KHÔNG NGHÈO');
  await result.click();
  await expect(page.getByRole('dialog')).toContainText('trên mức thu nhập');
  await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click();

  await page.getByRole('tab', { name: 'Thành viên' }).click();
  await expect(page.locator('summary').first()).toBeVisible();

  await test.step('a reload returns to the same page of the same card', async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name })).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Thành viên' })).toHaveAttribute('aria-selected', 'true');
  });
  await test.step('a tap on Thêm hộ creates no household before it has a name', async () => {
    await page.getByRole('button', { name: 'Về danh sách' }).click();
    const rows = page.getByRole('main').getByRole('listitem');
    const count = await rows.count();
    await page.getByRole('button', { name: 'Thêm hộ' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Thôi' }).click();
    await expect(rows).toHaveCount(count);
    await page.getByRole('button', { name: 'Thêm hộ' }).click();
    await page.getByLabel('Họ và tên chủ hộ').fill('Nông Thị Chạm');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Thêm', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Nông Thị Chạm' })).toBeVisible();
    // Undoing would remove it, so the page asks first.
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await expect(page.getByRole('alertdialog')).toContainText('Hộ Nông Thị Chạm');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Hoàn tác' }).click();
    await expect(rows).toHaveCount(count);
    await rows.getByRole('button').filter({ hasText: name }).first().click();
  });
  await test.step('Back closes what is open over the card, then the card, and only then leaves the village', async () => {
    await page.getByRole('button', { name: 'Về danh sách' }).click();
    await expect(page.getByRole('button', { name: 'Thêm hộ' })).toBeVisible();
    await page.getByRole('list').getByRole('button').first().click();
    await page.getByRole('button', { name: 'Hộ sau' }).click();
    await expect(page.getByRole('heading', { name, exact: true })).toHaveCount(0);
    await result.click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(result).toBeVisible();
    await result.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect.poll(() => page.evaluate(() => JSON.stringify(history.state).includes('sheet":"'))).toBe(false);
    await page.goBack();
    await expect(page.getByRole('button', { name: 'Thêm hộ' })).toBeVisible();
    await page.getByRole('button', { name: 'Xem biểu' }).click();
    await expect(page.getByRole('heading', { name: /Biểu của/ })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('button', { name: 'Thêm hộ' })).toBeVisible();
  });
  await page.context().close();
});
