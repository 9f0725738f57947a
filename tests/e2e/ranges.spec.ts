/** Selecting, copying, pasting and filling as in a worksheet, with mouse and keys. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { convert, hasLibreOffice, MISSING } from '../oracle/libreoffice.ts';
import { App } from './app.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

const FIELD = fileURLToPath(new URL('../fixtures/field/', import.meta.url));
const LAN = 'Hà Thị Lan';
const VIET = 'Trần Quốc Việt';

const stats = (page: Page): Locator => page.getByRole('status', { name: 'Thanh trạng thái' });
const spoken = (page: Page): Locator => page.getByRole('status', { name: 'Vùng đang chọn' });
const handle = (page: Page): Locator => page.locator('.range-handle');
const modifier = 'Control';

interface Scene {
  page: Page;
  book: Workbook;
  /** Rows in the page: rows further down are created when they are scrolled to. */
  rows: string[];
  /** The number of rows in the whole list. */
  count: number;
  errors: string[];
}

async function open(browser: Browser, village: string, name = LAN): Promise<Scene> {
  const { page, context } = await app.enter(browser, name);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const book = await new Workbook(page).open(village);
  const tab = await page.getByRole('tab', { name: /Danh sách 01/ }).textContent();
  return { page, book, rows: await rowsOf(page), count: Number(/\d+$/.exec(tab ?? '')?.[0]), errors };
}

/** In the order shown. */
const rowsOf = (page: Page): Promise<string[]> =>
  page
    .locator('[row-id]:has([col-id=stt])')
    .evaluateAll((rows) =>
      rows
        .sort((a, b) => Number(a.getAttribute('row-index')) - Number(b.getAttribute('row-index')))
        .map((row) => row.getAttribute('row-id') ?? ''),
    );

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  await press(page, from);
  await moveTo(page, to);
  await page.mouse.up();
}

async function press(page: Page, on: Locator): Promise<void> {
  const box = (await on.boundingBox())!;
  await page.mouse.move(box.x + 5, box.y + box.height / 2);
  await page.mouse.down();
}

async function moveTo(page: Page, to: Locator): Promise<void> {
  const box = (await to.boundingBox())!;
  await page.mouse.move(box.x + Math.min(8, box.width / 2), box.y + box.height / 2, { steps: 6 });
}

async function dragHandle(page: Page, to: Locator): Promise<void> {
  // The selection is drawn in the next frame.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const box = (await handle(page).boundingBox())!;
  await page.mouse.move(box.x + 4, box.y + 4);
  await page.mouse.down();
  await moveTo(page, to);
  await expect(page.locator('.range-preview:visible').first()).toBeVisible();
  await page.mouse.up();
}

/** Checks the outline in each part of the grid, from its first to its last cell, and the fill handle at the last corner. */
async function liesOn(page: Page, first: Locator[], last: Locator[]): Promise<void> {
  const box = async (of: Locator) => (await of.boundingBox())!;
  await expect(async () => {
    const outlines = page.locator('.range-selection:visible');
    expect(await outlines.count()).toBe(first.length);
    for (const [index, from] of first.entries()) {
      const [outline, start, end] = [await box(outlines.nth(index)), await box(from), await box(last[index]!)];
      // A line of one pixel separates cells.
      for (const [is, should] of [
        [outline.x, start.x],
        [outline.y, start.y],
        [outline.x + outline.width, end.x + end.width],
        [outline.y + outline.height, end.y + end.height],
      ] as const)
        expect(Math.abs(is - should)).toBeLessThanOrEqual(1.5);
    }
    const [grip, end] = [await box(handle(page)), await box(last.at(-1)!)];
    expect(Math.abs(grip.x + grip.width / 2 - end.x - end.width)).toBeLessThanOrEqual(4);
    expect(Math.abs(grip.y + grip.height / 2 - end.y - end.height)).toBeLessThanOrEqual(4);
  }).toPass();
}

/** As seen: without the element in which an input method composes. */
const texts = (book: Workbook, rows: readonly string[], column: string): Promise<string[]> =>
  Promise.all(rows.map(async (row) => ((await book.cell(row, column).textContent()) ?? '').replaceAll('\u200b', '')));
const clip = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
const toClip = (page: Page, text: string): Promise<void> => page.evaluate((words) => navigator.clipboard.writeText(words), text);
const undo = (page: Page): Promise<void> => page.keyboard.press(`${modifier}+z`);
/** Undoing removes households, so the page asks first. */
const undoRows = async (page: Page): Promise<void> => {
  await undo(page);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Hoàn tác' }).click();
};

test('cells are selected with mouse and keys', async ({ browser }) => {
  const { page, book, rows, errors } = await open(browser, 'thon-3');
  const [first = '', second = '', third = '', fourth = ''] = rows;
  const last = rows.at(-1) ?? '';

  await test.step('drag; the status bar counts, and the range is announced', async () => {
    await drag(page, book.cell(second, 'birth'), book.cell(fourth, 'size'));
    await expect(stats(page)).toHaveText(/Đếm \d+\s*Đếm số 3\s*Tổng 7\s*Trung bình 2,33\s*Nhỏ nhất 1\s*Lớn nhất 3/);
    await expect(spoken(page)).toHaveText('Đã chọn 15 ô, từ dòng 2, cột Ngày sinh đến dòng 4, cột Số nhân khẩu');
    await expect(page.getByRole('group', { name: 'Thanh công thức' })).toContainText('Ngày sinh');
    const outline = (await page.locator('.range-selection:visible').boundingBox())!;
    const corner = (await book.cell(second, 'birth').boundingBox())!;
    expect(Math.abs(outline.x - corner.x) + Math.abs(outline.y - corner.y)).toBeLessThan(3);
  });

  await test.step('dragging over marks toggles none', async () => {
    const before = await texts(book, rows, 'request');
    await book.reach(first, 'i2');
    const marks = await texts(book, rows, 'i1');
    await drag(page, book.cell(first, 'i1'), book.cell(third, 'i2'));
    await drag(page, book.cell(first, 'i1').locator('.toggle-mark'), book.cell(second, 'i1').locator('.toggle-mark'));
    expect(await texts(book, rows, 'i1')).toEqual(marks);
    await book.reach(first, 'request');
    expect(await texts(book, rows, 'request')).toEqual(before);
    await book.reach(first, 'birth');
  });

  await test.step('Shift+click from the active cell, over frozen columns too', async () => {
    await book.stand(second, 'birth');
    await book.cell(fourth, 'head').click({ modifiers: ['Shift'] });
    await expect(spoken(page)).toHaveText('Đã chọn 12 ô, từ dòng 2, cột Họ và tên chủ hộ đến dòng 4, cột Ngày sinh');
    await expect(page.getByRole('group', { name: 'Thanh công thức' })).toContainText('Ngày sinh');
  });

  await test.step('Shift+arrows, Shift+Home and End, an arrow leaves one cell', async () => {
    await book.stand(second, 'birth');
    for (const keys of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(`Shift+${keys}`);
    await expect(spoken(page)).toHaveText('Đã chọn 4 ô, từ dòng 2, cột Ngày sinh đến dòng 3, cột Giới tính');
    await page.keyboard.press('Shift+Home');
    await expect(spoken(page)).toHaveText('Đã chọn 8 ô, từ dòng 2, cột Họ và tên chủ hộ đến dòng 3, cột Ngày sinh');
    await page.keyboard.press('ArrowDown');
    await expect(spoken(page)).toHaveText('');
    await expect(book.cell(third, 'birth')).toBeFocused();
    await page.keyboard.press('Shift+ArrowDown');
    await expect(stats(page)).toContainText('Đếm 2');
    await page.keyboard.press('Escape');
    await expect(stats(page)).toContainText('Ngày sinh');
  });

  await test.step('Ctrl+arrows go to the edge of the filled cells, with Shift they select', async () => {
    await book.stand(second, 'cccd');
    await page.keyboard.press(`${modifier}+ArrowDown`);
    await expect(book.cell(last, 'cccd')).toBeFocused();
    await page.keyboard.press(`${modifier}+Shift+ArrowUp`);
    await expect(spoken(page)).toHaveText(
      `Đã chọn ${rows.length} ô, từ dòng 1, cột Số CCCD/ĐDCN đến dòng ${rows.length}, cột Số CCCD/ĐDCN`,
    );
    await book.stand(second, 'formerly');
    await page.keyboard.press(`${modifier}+ArrowUp`);
    await expect(book.cell(first, 'formerly')).toBeFocused();
    await page.keyboard.press(`${modifier}+Home`);
    await expect(book.cell(first, 'head')).toBeFocused();
    await page.keyboard.press(`${modifier}+End`);
    await expect(book.cell(last, '=class')).toBeFocused();
    await page.keyboard.press('Home');
    await expect(book.cell(last, 'head')).toBeFocused();
  });

  await test.step('whole rows, whole columns, everything', async () => {
    const all = (await page.getByRole('grid').getAttribute('aria-colcount'))!;
    const columns = Number(all) - 1;
    await book.reach(first, 'birth');
    await book.cell(second, 'stt').click();
    await expect(spoken(page)).toContainText(`Đã chọn ${columns} ô, từ dòng 2, cột Họ và tên chủ hộ`);
    await drag(page, book.cell(second, 'stt'), book.cell(fourth, 'stt'));
    await expect(spoken(page)).toContainText(`Đã chọn ${columns * 3} ô, từ dòng 2, cột Họ và tên chủ hộ đến dòng 4`);
    await page.locator('.ag-header-cell[col-id="size"] .heading-words').click();
    await expect(spoken(page)).toHaveText(
      `Đã chọn ${rows.length} ô, từ dòng 1, cột Số nhân khẩu đến dòng ${rows.length}, cột Số nhân khẩu`,
    );
    await page.locator('.ag-header-cell[col-id="ethnic"] .heading-words').click({ modifiers: ['Shift'] });
    await expect(spoken(page)).toHaveText(`Đã chọn ${rows.length * 3} ô, từ dòng 1, cột Dân tộc đến dòng ${rows.length}, cột Số nhân khẩu`);
    await book.stand(second, 'birth');
    await page.keyboard.press(`${modifier}+Space`);
    await expect(spoken(page)).toHaveText(`Đã chọn ${rows.length} ô, từ dòng 1, cột Ngày sinh đến dòng ${rows.length}, cột Ngày sinh`);
    await book.stand(second, 'birth');
    await page.keyboard.press('Shift+Space');
    await expect(spoken(page)).toContainText(`Đã chọn ${columns} ô, từ dòng 2`);
    await page.keyboard.press(`${modifier}+a`);
    await expect(spoken(page)).toContainText(`Đã chọn ${columns * rows.length} ô`);
    await expect(page.locator('.range-selection:visible')).toHaveCount(3);
  });

  await test.step('Enter and Tab move within the selection, which stays; typing too', async () => {
    await book.reach(first, 'birth');
    const said = 'Đã chọn 6 ô, từ dòng 1, cột Ngày sinh đến dòng 3, cột Giới tính';
    await drag(page, book.cell(first, 'birth'), book.cell(third, 'sex'));
    const walk = async (key: string, ...cells: [row: string, column: string][]): Promise<void> => {
      for (const [row, column] of cells) {
        await page.keyboard.press(key);
        await expect(book.cell(row, column)).toBeFocused();
        await expect(spoken(page)).toHaveText(said);
      }
    };
    await walk('Enter', [second, 'birth'], [third, 'birth'], [first, 'sex'], [second, 'sex'], [third, 'sex'], [first, 'birth']);
    await walk('Shift+Enter', [third, 'sex'], [second, 'sex']);
    await walk('Shift+Tab', [second, 'birth'], [first, 'sex'], [first, 'birth'], [third, 'sex']);
    await walk('Tab', [first, 'birth'], [first, 'sex'], [second, 'birth']);
    const before = [await texts(book, rows, 'birth'), await texts(book, rows, 'sex')];
    await page.keyboard.type('3/4/1971');
    await walk('Tab', [second, 'sex']);
    await page.keyboard.type('nu');
    await walk('Enter', [third, 'sex']);
    await page.keyboard.press('F2');
    await walk('Shift+Enter', [second, 'sex']);
    await expect(book.cell(second, 'birth')).toHaveText('03/04/1971');
    await expect(book.cell(second, 'sex')).toHaveText('Nữ');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(spoken(page)).toHaveText(`Đã chọn 3 ô, từ dòng 2, cột Giới tính đến dòng 4, cột Giới tính`);
    await page.keyboard.press('ArrowLeft');
    await expect(book.cell(second, 'birth')).toBeFocused();
    await expect(spoken(page)).toHaveText('');
    await undo(page);
    await undo(page);
    await expect.poll(async () => [await texts(book, rows, 'birth'), await texts(book, rows, 'sex')]).toEqual(before);
  });

  await test.step('the cell they lead to is scrolled into view', async () => {
    await book.cell(second, 'stt').click();
    await page.keyboard.press('Shift+Tab');
    await expect(book.cell(second, '=class')).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    const beside = page.locator(
      `[row-id="${second}"] [aria-colindex="${Number(await book.cell(second, '=class').getAttribute('aria-colindex')) - 1}"]`,
    );
    await expect(beside).toBeFocused();
    await expect(beside).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
    await expect(spoken(page)).toHaveText('');
    await expect(beside).toBeFocused();
    await book.reach(first, 'birth');
  });

  await test.step('typing goes to the active cell, Delete clears the whole range but the formulas, as one undo', async () => {
    await drag(page, book.cell(first, 'birth'), book.cell(second, 'sex'));
    await page.keyboard.type('1/2/1970');
    await page.keyboard.press('Enter');
    await expect(book.cell(first, 'birth')).toHaveText('01/02/1970');
    await expect(book.cell(second, 'birth')).toHaveText('15/11/1990');
    await undo(page);
    await expect(book.cell(first, 'birth')).toHaveText('19/08/1965');
    await book.reach(first, 'i1');
    const [b1, list] = [await texts(book, rows, 'b1'), await texts(book, rows, '=list')];
    expect(b1.join('')).not.toBe('');
    await drag(page, book.cell(first, '=list'), book.cell(third, 'i1'));
    await page.keyboard.press('Delete');
    for (const row of [first, second, third]) for (const column of ['b1', 'i1']) await expect(book.cell(row, column)).toHaveText('');
    expect(await texts(book, rows, '=list')).toEqual(list);
    await expect(page.getByText('không ghi được')).toHaveCount(0);
    await undo(page);
    await expect.poll(() => texts(book, rows, 'b1')).toEqual(b1);
    await expect(page.getByRole('button', { name: 'Hoàn tác' })).toBeDisabled();
  });
  expect(errors).toEqual([]);
  await page.context().close();
});

test('a range is copied, moved and pasted', async ({ browser }) => {
  const { page, book, rows, errors } = await open(browser, 'thon-3');
  const [first = '', second = '', third = '', fourth = ''] = rows;

  await test.step('to a worksheet: tabs and lines, numbers without dots; and a table in which CCCD stays text', async () => {
    await book.type(first, 'note', 'dấu " và <b>chữ</b>');
    await book.reach(first, 'income');
    await book.type(first, 'income', '1.250,5');
    await drag(page, book.cell(first, 'income'), book.cell(second, 'note'));
    await page.keyboard.press(`${modifier}+c`);
    const copied = await clip(page);
    expect(copied.split('\r\n')[0]?.split('\t')[0]).toBe('1250,5');
    expect(copied).toContain('"dấu "" và <b>chữ</b>"');
    const html = await page.evaluate(async () => (await (await navigator.clipboard.read())[0]!.getType('text/html')).text());
    expect(html).toContain('1.250,5');
    expect(html).not.toContain('<b>');
    await book.reach(first, 'cccd');
    await drag(page, book.cell(first, 'code'), book.cell(second, 'birth'));
    await page.keyboard.press(`${modifier}+c`);
    expect(await clip(page)).toBe('NT-03-0007\t006065000568\t19/08/1965\r\nNT-03-0008\t006090000571\t15/11/1990');
  });

  await test.step('from a worksheet: quoted line ends and tabs, Vietnamese numbers; unreadable text is kept and marked', async () => {
    await book.reach(first, 'note');
    const income = await texts(book, rows, 'income');
    await toClip(page, '1.250,5\r\n1250\r\n1,250\r\nabc');
    await book.stand(first, 'income');
    await page.keyboard.press(`${modifier}+v`);
    await expect(page.getByText('Đã dán 4 ô, 2 ô cần xem lại.')).toBeVisible();
    await expect(book.cell(first, 'income')).toHaveText('1.250,5');
    await expect(book.cell(second, 'income')).toHaveText('1.250');
    await expect(book.cell(third, 'income')).toContainText('1,250');
    await expect(book.cell(third, 'income').locator('.problem-mark')).toBeVisible();
    await expect(book.cell(fourth, 'income').locator('.problem-mark')).toBeVisible();
    await undo(page);
    await expect.poll(() => texts(book, rows, 'income')).toEqual(income);
    await toClip(page, '"Hai\ndòng, ""và"" tab\t"\r\nBa');
    await book.stand(first, 'note');
    await page.keyboard.press(`${modifier}+v`);
    await expect(book.cell(first, 'note')).toHaveText('Hai dòng, "và" tab');
    await expect(book.cell(second, 'note')).toHaveText('Ba');
    await undo(page);
  });

  await test.step('only a table on the clipboard: its text, and nothing in it runs', async () => {
    expect(errors).toEqual([]);
    await page.evaluate(() => {
      const html =
        '<img src=x onerror="window.ran=1"><table><tr><td>Một<script>window.ran=1</script></td><td><b>Hai</b><br>ba</td></tr><tr><td colspan=2>&lt;img src=x onerror="window.ran=1"&gt;</td></tr></table>';
      return navigator.clipboard.write([new ClipboardItem({ 'text/html': new Blob([html], { type: 'text/html' }) })]);
    });
    await book.stand(first, 'reviewer');
    const before = [await texts(book, rows, 'reviewer'), await texts(book, rows, 'reviewedOn')];
    await page.keyboard.press(`${modifier}+v`);
    await expect(book.cell(first, 'reviewer')).toHaveText('Một');
    await expect(book.cell(second, 'reviewer')).toContainText('<img');
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    await expect(page.locator('.list-grid img')).toHaveCount(0);
    // The page's security policy reports the handler, which could not have run in a parsed document anyway.
    expect(errors.splice(0).filter((error) => !error.startsWith('Executing inline event handler violates'))).toEqual([]);
    await undo(page);
    await expect.poll(async () => [await texts(book, rows, 'reviewer'), await texts(book, rows, 'reviewedOn')]).toEqual(before);
  });

  await test.step('a table of Word keeps its rows, and ditto marks of Excel swallow nothing', async () => {
    const paste = (data: Record<string, string>): Promise<void> =>
      page.locator('.list-grid :focus').evaluate((cell, formats) => {
        const clipboardData = new DataTransfer();
        for (const [type, words] of Object.entries(formats)) clipboardData.setData(type, words);
        cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      }, data);
    const before = await texts(book, rows, 'reviewer');
    await book.stand(first, 'reviewer');
    await paste({
      'text/html': await readFile(join(FIELD, 'word-paragraphs.html'), 'utf8'),
      'text/plain': (await readFile(join(FIELD, 'word-paragraphs.txt'), 'utf8')).replaceAll('\n', '\r\n'),
    });
    await expect.poll(() => texts(book, [first, second], 'reviewer')).toEqual(['Vi Văn Ba (tức Bảy)', 'Lò Thị Én']);
    expect((await texts(book, rows, 'reviewer')).slice(2)).toEqual(before.slice(2));
    await undo(page);
    await book.stand(first, 'reviewer');
    await paste({ 'text/plain': 'Kinh\t1/2/2023\r\n"\t"\r\nNùng\t"\r\n' });
    // Nothing stands above it that it could repeat: kept, and marked.
    await expect.poll(() => texts(book, [first, second, third, fourth], 'reviewer')).toEqual(['Kinh', '"!', 'Nùng', before[3]]);
    await undo(page);
    await expect.poll(() => texts(book, rows, 'reviewer')).toEqual(before);
  });

  await test.step('one value fills the selection, a range repeats in a multiple of it', async () => {
    await book.reach(first, 'size');
    const before = await texts(book, rows, 'size');
    await toClip(page, '4');
    await drag(page, book.cell(first, 'size'), book.cell(fourth, 'size'));
    await page.keyboard.press(`${modifier}+v`);
    await expect.poll(() => texts(book, [first, second, third, fourth], 'size')).toEqual(['4', '4', '4', '4']);
    await toClip(page, '1\r\n2');
    await page.keyboard.press(`${modifier}+v`);
    await expect.poll(() => texts(book, [first, second, third, fourth], 'size')).toEqual(['1', '2', '1', '2']);
    await undo(page);
    await undo(page);
    await expect.poll(() => texts(book, rows, 'size')).toEqual(before);
  });

  await test.step('formula cells are refused one by one, with their places', async () => {
    await book.reach(first, '=b1Limit');
    await toClip(page, '83\t999\r\n140\t140\r\n104\t7');
    await book.stand(first, 'b1');
    await page.keyboard.press(`${modifier}+v`);
    await expect(
      page.getByText(/^2 ô công thức không ghi được: Hộ Bùi Quang Khuê, cột Ngưỡng Điểm B1; Hộ Vũ Đình Sơn, cột Ngưỡng Điểm B1\.$/),
    ).toBeVisible();
    await expect(book.cell(first, '=b1Limit')).toHaveText('140');
  });

  await test.step('cut cells stay until they are pasted, and move in one undo', async () => {
    await book.reach(first, 'formerly');
    const before = [await texts(book, rows, 'lastYear'), await texts(book, rows, 'formerly')];
    await drag(page, book.cell(second, 'lastYear'), book.cell(second, 'formerly'));
    await page.keyboard.press(`${modifier}+x`);
    await expect(book.cell(second, 'lastYear')).toHaveText('Hộ nghèo');
    await expect(page.locator('.range-cut:visible')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(page.locator('.range-cut:visible')).toHaveCount(0);
    await drag(page, book.cell(second, 'lastYear'), book.cell(second, 'formerly'));
    await page.keyboard.press(`${modifier}+x`);
    await book.stand(third, 'lastYear');
    await page.keyboard.press(`${modifier}+v`);
    await expect(book.cell(third, 'lastYear')).toHaveText('Hộ nghèo');
    await expect(book.cell(second, 'lastYear')).toHaveText('');
    await expect(page.getByText('Đã chuyển 2 ô.')).toBeVisible();
    await undo(page);
    await expect.poll(async () => [await texts(book, rows, 'lastYear'), await texts(book, rows, 'formerly')]).toEqual(before);
  });

  await test.step('rows hidden by a filter are not written', async () => {
    await page.getByLabel('Tìm').fill('le');
    await expect(page.locator('[row-id]:has([col-id=stt])')).toHaveCount(2);
    const [shown = '', next = ''] = await rowsOf(page);
    const before = await texts(book, [shown, next], 'size');
    await toClip(page, '8\r\n9');
    await book.stand(shown, 'size');
    await page.keyboard.press(`${modifier}+v`);
    await expect.poll(() => texts(book, [shown, next], 'size')).toEqual(['8', '9']);
    await page.getByLabel('Tìm').fill('');
    await expect(book.cell(third, 'size')).toHaveText('3');
    await book.stand(shown, 'size');
    await undo(page);
    await expect.poll(() => texts(book, [shown, next], 'size')).toEqual(before);
  });
  expect(errors).toEqual([]);
  await page.context().close();
});

test('pasting past the last row adds households and members', async ({ browser }) => {
  const { page, book, rows, errors } = await open(browser, 'thon-3');
  const last = rows.at(-1) ?? '';
  const tab = page.getByRole('tab', { name: /Danh sách 01/ });
  const before = rows.length;
  const names = Array.from({ length: 40 }, (_, index) => `Nông Văn Thử ${index + 1}`);
  const kept = (await book.cell(last, 'head').textContent()) ?? '';
  await toClip(page, [kept, ...names].join('\r\n'));
  await book.stand(last, 'head');
  await page.keyboard.press(`${modifier}+v`);
  await expect(page.getByText('Đã dán 41 ô, thêm 40 hộ.')).toBeVisible();
  await expect(tab).toHaveText(new RegExp(`${before + 40}$`));
  await expect(spoken(page)).toHaveText(
    `Đã chọn 41 ô, từ dòng ${before}, cột Họ và tên chủ hộ đến dòng ${before + 40}, cột Họ và tên chủ hộ`,
  );
  await expect(book.cell(await book.row('Nông Văn Thử 1'), 'code')).toHaveText(/^NT-03-\d{4}$/);

  await test.step('all of it is one undo', async () => {
    await undoRows(page);
    await expect(tab).toHaveText(new RegExp(`${before}$`));
    await page.keyboard.press(`${modifier}+y`);
    await expect(tab).toHaveText(new RegExp(`${before + 40}$`));
  });

  await test.step('a drag beyond the edge keeps scrolling', async () => {
    await page.keyboard.press(`${modifier}+Home`);
    const top = (await rowsOf(page))[0] ?? '';
    await press(page, book.cell(top, 'birth'));
    const view = (await page.getByRole('grid').boundingBox())!;
    await page.mouse.move(view.x + 520, view.y + view.height + 60, { steps: 4 });
    await expect(book.cell(await book.row('Nông Văn Thử 40'), 'head')).toBeVisible();
    await page.mouse.up();
    await expect(spoken(page)).toHaveText(`Đã chọn ${before + 40} ô, từ dòng 1, cột Ngày sinh đến dòng ${before + 40}, cột Ngày sinh`);
    await page.keyboard.press(`${modifier}+Home`);
    await press(page, book.cell(top, 'birth'));
    await page.mouse.move(view.x + view.width - 20, view.y + 205, { steps: 4 });
    await expect(book.cell(top, 'note')).toBeVisible();
    await page.mouse.up();
    await expect(stats(page)).toContainText('Đếm số');
  });

  await test.step('members join the household of the active row', async () => {
    await page.keyboard.press(`${modifier}+End`);
    await page.keyboard.press('Home');
    await page.getByRole('tab', { name: /Thành viên/ }).click();
    await page.locator('[col-id=name][role=gridcell]').first().click();
    await page.keyboard.press(`${modifier}+End`);
    await page.keyboard.press('Home');
    const family = (await page.locator('[row-id]:has([col-id=name]:focus) [col-id=code]').textContent()) ?? '';
    await toClip(page, 'Người cũ\r\nNgười mới');
    await page.keyboard.press(`${modifier}+v`);
    await expect(page.getByText('Đã dán 2 ô, thêm 1 thành viên.')).toBeVisible();
    const added = await book.row('Người mới');
    await expect(book.cell(added, 'code')).toHaveText(family);
    await undo(page);
    await expect(page.getByText('Người mới', { exact: true })).toHaveCount(0);
  });
  expect(errors).toEqual([]);
  await page.context().close();
});

test('an empty sheet accepts a range', async ({ browser }) => {
  const { page, book, errors } = await open(browser, 'thon-5', VIET);
  const grid = page.locator('.list-grid');
  const tab = page.getByRole('tab', { name: /Danh sách 02/ });
  const lines = page.locator('[row-id]:has([col-id=stt])');
  await tab.click();
  await expect(page.getByText('chép các dòng trong Excel rồi dán vào đây (Ctrl+V)')).toBeVisible();

  await test.step('from its first column, with the focus on it; one undo removes it', async () => {
    await toClip(page, 'Hà Văn Một\tT5-0501\t006065000501\r\nHà Thị Hai\t\t006065000502\r\n');
    await grid.click({ position: { x: 400, y: 500 } });
    await expect(grid).toBeFocused();
    await page.keyboard.press(`${modifier}+v`);
    await expect(page.getByText('Đã dán 5 ô, thêm 2 hộ.')).toBeVisible();
    await expect(lines).toHaveCount(2);
    const [one, two] = [await book.row('Hà Văn Một'), await book.row('Hà Thị Hai')];
    expect(await texts(book, [one, two], 'cccd')).toEqual(['006065000501', '006065000502']);
    await expect(book.cell(two, 'code')).toHaveText('T5-0502');
    await expect(spoken(page)).toHaveText('Đã chọn 6 ô, từ dòng 1, cột Họ và tên chủ hộ đến dòng 2, cột Số CCCD/ĐDCN');
    await undoRows(page);
    await expect(lines).toHaveCount(0);
    await expect(tab).toHaveText(/0$/);
    await expect(page.getByRole('button', { name: 'Hoàn tác' })).toBeDisabled();
  });

  await test.step('under its headings, from the tab or from nowhere', async () => {
    await toClip(page, 'STT\tNgày sinh\t"Họ và tên\nchủ hộ"\r\n1\t1/2/1970\tHà Văn Ba\r\n2\t\tHà Thị Bốn');
    await tab.click();
    await expect(tab).toBeFocused();
    await page.keyboard.press(`${modifier}+v`);
    await expect(page.getByText('Đã dán 3 ô, thêm 2 hộ.')).toBeVisible();
    await expect(book.cell(await book.row('Hà Văn Ba'), 'birth')).toHaveText('01/02/1970');
    await undoRows(page);
    await expect(lines).toHaveCount(0);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press(`${modifier}+v`);
    await expect(lines).toHaveCount(2);
    await undoRows(page);
    await expect(lines).toHaveCount(0);
    await page.getByRole('status', { name: 'Vùng đang chọn' }).evaluate((text) => getSelection()?.setPosition(text));
    await page.keyboard.press(`${modifier}+v`);
    await expect(lines).toHaveCount(2);
    await undoRows(page);
    await expect(lines).toHaveCount(0);
  });

  await test.step('but not while the person types elsewhere', async () => {
    await page.getByLabel('Tìm', { exact: true }).focus();
    await page.keyboard.press(`${modifier}+v`);
    await expect(page.getByLabel('Tìm', { exact: true })).not.toHaveValue('');
    await page.getByLabel('Tìm', { exact: true }).fill('');
    await expect(lines).toHaveCount(0);
  });
  expect(errors).toEqual([]);
  await page.context().close();
});

const HTML = 'HTML (StarCalc)';
const CSV = 'Text - txt - csv (StarCalc)';
const TABS = '9,34,76';

test('a range goes through another spreadsheet program and back', async ({ browser }) => {
  test.skip(!(await hasLibreOffice()), MISSING);
  const { page, book, rows, errors } = await open(browser, 'thon-2', VIET);
  const [first = '', second = '', third = ''] = rows;
  const columns = ['head', 'code', 'cccd', 'birth', 'size', 'lastYear', 'b1', 'i1', 'income', 'note'];
  const seen = async (): Promise<string[][]> => {
    const all: string[][] = [];
    for (const column of columns) {
      await book.reach(first, column);
      all.push(await texts(book, [first, second, third], column));
    }
    return all;
  };
  await book.type(first, 'income', '1.250,5');
  await book.type(second, 'income', '1500000');
  await book.type(first, 'note', 'Hai dòng và "nháy"');
  await book.type(second, 'note', '=1+1');
  const before = await seen();
  expect(before[2]?.[0]).toMatch(/^0/);
  expect(before[8]?.slice(0, 2)).toEqual(['1.250,5', '1.500.000']);

  await drag(page, book.cell(first, 'stt'), book.cell(third, 'stt'));
  // The clipboard gives a page only a sanitised copy of the table.
  const copied = await page.locator('.list-grid :focus').evaluate((cell) => {
    const clipboardData = new DataTransfer();
    cell.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }));
    return { html: clipboardData.getData('text/html'), text: clipboardData.getData('text/plain') };
  });
  const asText = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
  // When pasting text, one chooses which columns are text; the program reads the others, and shows dates with a two-digit year.
  const kinds = copied.text
    .split('\r\n')[0]!
    .split('\t')
    .map((cell, index) => `${index + 1}/${cell === '1250,5' ? 1 : 2}`)
    .join('/');
  const sheets = {
    table: (await convert([copied.html], { from: 'html', reader: HTML, to: 'ods' }, true))[0]!,
    text: (await convert([copied.text], { from: 'csv', reader: `${CSV}:${TABS},1,${kinds},1066`, to: 'ods' }, true))[0]!,
  };

  for (const [way, sheet] of Object.entries(sheets)) {
    const text = asText((await convert([sheet], { from: 'ods', to: `csv:${CSV}:${TABS},1,,0,false,true` }, true))[0]);
    const table = asText((await convert([sheet], { from: 'ods', to: `html:${HTML}` }, true))[0]);

    await test.step(`${way}: it has understood every value`, () => {
      const [cells = []] = text.split('\n').map((line) => line.split('\t'));
      expect(cells.slice(0, 4)).toEqual(before.slice(0, 4).map(([cell]) => cell));
      expect(table).toMatch(/sdval="1250,5"/);
      expect(table).toMatch(/sdval="1500000"/);
      expect(text).toContain('=1+1');
    });

    for (const [kind, data] of Object.entries({
      'text/plain': text.replace('Hai dòng', 'Hai\ndòng'),
      'text/html': table.replace('Hai dòng', 'Hai<br>dòng'),
    }))
      await test.step(`${way}: pasted here again as ${kind} it is unchanged`, async () => {
        await page.keyboard.press('Delete');
        await expect(book.cell(first, 'head')).toHaveText('');
        await page.locator('.list-grid :focus').evaluate(
          (cell, [type, words]) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData(type!, words!);
            cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
          },
          [kind, data],
        );
        await expect(page.getByText(/^Đã dán \d+ ô\.$/).last()).toBeVisible();
        expect(await seen()).toEqual(before);
        await expect(page.locator('.problem-mark')).toHaveCount(0);
      });
  }
  expect(errors).toEqual([]);
  await page.context().close();
});

test('copying and pasting follow what is shown: sorted, filtered and zoomed', async ({ browser }) => {
  const { page, book, rows: own, errors } = await open(browser, 'thon-1');
  const menu = page.locator('.column-menu');
  const openMenu = async (field: string): Promise<void> => {
    await book.reach((await rowsOf(page))[0] ?? '', field);
    await page.locator(`.heading-menu[data-field="${field}"]`).click();
    await expect(menu).toBeVisible();
  };
  const paste = (): Promise<void> => page.keyboard.press(`${modifier}+v`);

  await test.step('sorted: in the order shown, and no row jumps', async () => {
    await openMenu('size');
    await menu.getByRole('button', { name: 'Giảm dần', exact: true }).click();
    await expect.poll(() => rowsOf(page)).not.toEqual(own);
    const sorted = await rowsOf(page);
    const [first = '', second = '', third = ''] = sorted;
    const sizes = await texts(book, sorted, 'size');
    expect(sizes).toEqual([...sizes].sort((a, b) => Number(b) - Number(a)));
    await drag(page, book.cell(first, 'code'), book.cell(third, 'birth'));
    await page.keyboard.press(`${modifier}+c`);
    const expected = await Promise.all(
      [first, second, third].map(async (row) =>
        (await Promise.all(['code', 'cccd', 'birth'].map((column) => texts(book, [row], column)))).join('\t'),
      ),
    );
    expect(await clip(page)).toBe(expected.join('\r\n'));
    await toClip(page, '1\r\n2\r\n3');
    await book.stand(first, 'size');
    await paste();
    await expect.poll(() => texts(book, sorted, 'size')).toEqual(['1', '2', '3', ...sizes.slice(3)]);
    expect(await rowsOf(page)).toEqual(sorted);
    await liesOn(page, [book.cell(first, 'size')], [book.cell(third, 'size')]);
    await undo(page);
    await expect.poll(() => texts(book, sorted, 'size')).toEqual(sizes);
    expect(await rowsOf(page)).toEqual(sorted);
  });

  await test.step('filtered: only onto the rows shown, and as new rows below the last one', async () => {
    await page.getByRole('region', { name: 'Cách đang xem' }).getByRole('button', { name: 'Bỏ sắp xếp' }).click();
    await expect.poll(() => rowsOf(page)).toEqual(own);
    const before = await texts(book, own, 'size');
    const size = before.find((one, index) => before.indexOf(one, index + 2) >= 0 && before[index + 1] !== one) ?? '';
    await openMenu('size');
    await page.getByLabel('từ', { exact: true }).fill(size);
    await page.getByLabel('đến', { exact: true }).fill(size);
    await page.getByRole('button', { name: 'Áp dụng' }).click();
    await expect.poll(() => rowsOf(page)).toEqual(own.filter((_, index) => before[index] === size));
    const shown = await rowsOf(page);
    const [first = '', second = ''] = shown;
    expect(own.indexOf(second) - own.indexOf(first)).toBeGreaterThan(1);
    const codes = await texts(book, [first, second], 'code');
    await drag(page, book.cell(first, 'code'), book.cell(second, 'code'));
    await page.keyboard.press(`${modifier}+c`);
    expect(await clip(page)).toBe(codes.join('\r\n'));
    await toClip(page, '11\r\n12');
    await book.stand(first, 'size');
    await paste();
    await expect.poll(() => texts(book, [first, second], 'size')).toEqual(['11', '12']);
    expect(await rowsOf(page)).toEqual(shown);
    await liesOn(page, [book.cell(first, 'size')], [book.cell(second, 'size')]);
    const last = shown.at(-1) ?? '';
    await toClip(page, '13\r\n14');
    await book.stand(last, 'size');
    await paste();
    await expect(page.getByText('Đã dán 2 ô, thêm 1 hộ.')).toBeVisible();
    // The row has no name, so nobody is lost.
    await undo(page);
    await page.getByRole('region', { name: 'Cách đang xem' }).getByRole('button', { name: 'Bỏ lọc' }).click();
    await expect.poll(() => rowsOf(page)).toEqual(own);
    await book.reach(first, 'size');
    expect(await texts(book, own, 'size')).toEqual(
      before.map((text, index) => (own[index] === first ? '11' : own[index] === second ? '12' : text)),
    );
    await undo(page);
    await expect.poll(() => texts(book, own, 'size')).toEqual(before);
  });

  await test.step('in rows that were scrolled into view, the outline lies over the frozen name', async () => {
    await book.stand(own[0] ?? '', 'head');
    await page.keyboard.press(`${modifier}+ArrowDown`);
    await expect(page.locator('.ag-row-last [col-id="head"]')).toBeFocused();
    // The last corner may be under the scroll bar.
    await page.keyboard.press('ArrowUp');
    const onTop = (): Promise<boolean> =>
      handle(page).evaluate((grip) => {
        const { x, y, width, height } = grip.getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2) === grip;
      });
    await expect.poll(onTop).toBe(true);
    await page.keyboard.press(`${modifier}+ArrowUp`);
    await expect(book.cell(own[0] ?? '', 'head')).toBeFocused();
  });

  await test.step('at 150 %: outline and handle lie on the cells, over the frozen columns and scrolled too', async () => {
    const [first = '', second = '', third = ''] = own;
    await book.stand(first, 'head');
    for (let step = 0; step < 5; step++) await page.keyboard.press(`${modifier}+=`);
    await expect(page.getByRole('button', { name: /^150 %/ })).toBeVisible();
    await book.reach(first, 'head');
    await drag(page, book.cell(first, 'code'), book.cell(third, 'cccd'));
    await liesOn(page, [book.cell(first, 'code')], [book.cell(third, 'cccd')]);
    await drag(page, book.cell(second, 'cccd'), book.cell(first, 'head'));
    await liesOn(page, [book.cell(first, 'head'), book.cell(first, 'code')], [book.cell(second, 'head'), book.cell(second, 'cccd')]);
    await book.reach(first, 'ethnic');
    await drag(page, book.cell(second, 'sex'), book.cell(third, 'ethnic'));
    await liesOn(page, [book.cell(second, 'sex')], [book.cell(third, 'ethnic')]);
    await book.stand(second, 'size');
    await dragHandle(page, book.cell(third, 'size'));
    await expect.poll(async () => (await texts(book, [third], 'size'))[0]).toBe((await texts(book, [second], 'size'))[0]);
    await undo(page);
  });
  expect(errors).toEqual([]);
  await page.context().close();
});

test('filling by the handle and by keys', async ({ browser }) => {
  const { page, book, rows, count, errors } = await open(browser, 'thon-4');
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = rows;
  const five = [first, second, third, fourth, fifth];
  await book.reach(first, 'size');
  const before = await texts(book, rows, 'size');

  await test.step('down from two numbers: the series; with Ctrl: a copy; one undo each', async () => {
    await book.type(first, 'size', '1');
    await book.type(second, 'size', '2');
    await drag(page, book.cell(first, 'size'), book.cell(second, 'size'));
    await dragHandle(page, book.cell(fifth, 'size'));
    await expect.poll(() => texts(book, five, 'size')).toEqual(['1', '2', '3', '4', '5']);
    await expect(page.getByText('Đã điền 3 ô.')).toBeVisible();
    await expect(stats(page)).toContainText('Tổng 15');
    await undo(page);
    await expect.poll(() => texts(book, five, 'size')).toEqual(['1', '2', ...before.slice(2, 5)]);
    await drag(page, book.cell(first, 'size'), book.cell(second, 'size'));
    await page.keyboard.down(modifier);
    await dragHandle(page, book.cell(fifth, 'size'));
    await page.keyboard.up(modifier);
    await expect.poll(() => texts(book, five, 'size')).toEqual(['1', '2', '1', '2', '1']);
    await undo(page);
  });

  await test.step('one number is repeated; filling up counts words and Mã hộ down', async () => {
    await book.stand(first, 'size');
    await dragHandle(page, book.cell(third, 'size'));
    await expect.poll(() => texts(book, [first, second, third], 'size')).toEqual(['1', '1', '1']);
    await undo(page);
    const codes = await texts(book, five, 'code');
    await book.type(fifth, 'code', 'T4-0105');
    await book.stand(fifth, 'code');
    await dragHandle(page, book.cell(third, 'code'));
    await expect.poll(() => texts(book, [third, fourth, fifth], 'code')).toEqual(['T4-0103', 'T4-0104', 'T4-0105']);
    await undo(page);
    await undo(page);
    await expect.poll(() => texts(book, five, 'code')).toEqual(codes);
  });

  await test.step('a date by day; a double click fills as far as the next column reaches', async () => {
    const birth = await texts(book, rows, 'birth');
    await book.type(first, 'birth', '30/12/1990');
    await book.stand(first, 'birth');
    await dragHandle(page, book.cell(third, 'birth'));
    await expect.poll(() => texts(book, [first, second, third], 'birth')).toEqual(['30/12/1990', '31/12/1990', '01/01/1991']);
    await undo(page);
    await book.stand(first, 'birth');
    await handle(page).dblclick();
    await expect(page.getByText(`Đã điền ${count - 1} ô.`)).toBeVisible();
    await expect(book.cell(fourth, 'birth')).toHaveText('02/01/1991');
    await undo(page);
    await undo(page);
    await expect.poll(() => texts(book, rows, 'birth')).toEqual(birth);
  });

  await test.step('right over a formula column: fills what it can, and reports the rest', async () => {
    await book.reach(first, '=b1Limit');
    await book.stand(first, 'b1');
    await dragHandle(page, book.cell(first, '=b1Limit'));
    await expect(page.getByText(/^1 ô công thức không ghi được: Hộ .*, cột Ngưỡng Điểm B1\.$/)).toBeVisible();
    await expect(book.cell(first, '=b1Limit')).toHaveText('140');
    await book.reach(first, 'size');
  });

  await test.step('Ctrl+D, Ctrl+R, Ctrl+Enter', async () => {
    const ethnic = await texts(book, five, 'ethnic');
    await book.type(first, 'ethnic', 'Dao');
    await drag(page, book.cell(first, 'ethnic'), book.cell(third, 'ethnic'));
    await page.keyboard.press(`${modifier}+d`);
    await expect.poll(() => texts(book, [first, second, third], 'ethnic')).toEqual(['Dao', 'Dao', 'Dao']);
    await undo(page);
    await book.stand(second, 'ethnic');
    await page.keyboard.press(`${modifier}+d`);
    await expect(book.cell(second, 'ethnic')).toHaveText('Dao');
    await undo(page);
    const spouse = await texts(book, five, 'spouseEthnic');
    await drag(page, book.cell(first, 'ethnic'), book.cell(second, 'spouseEthnic'));
    await page.keyboard.press(`${modifier}+r`);
    await expect(book.cell(first, 'spouseEthnic')).toHaveText('Dao');
    await expect(book.cell(second, 'spouseEthnic')).toHaveText(ethnic[1] ?? '');
    await undo(page);
    await expect.poll(() => texts(book, five, 'spouseEthnic')).toEqual(spouse);
    await undo(page);
    await expect.poll(() => texts(book, five, 'ethnic')).toEqual(ethnic);
    await drag(page, book.cell(second, 'size'), book.cell(fourth, 'size'));
    await page.keyboard.type('7');
    await page.keyboard.press(`${modifier}+Enter`);
    await expect.poll(() => texts(book, [second, third, fourth], 'size')).toEqual(['7', '7', '7']);
    await expect(page.getByText('Đã điền 3 ô.').first()).toBeVisible();
    await undo(page);
    await expect.poll(() => texts(book, five, 'size')).toEqual(['1', '2', ...before.slice(2, 5)]);
  });
  expect(errors).toEqual([]);
  await page.context().close();
});

test('a selection stays on its rows while others write, and people who may only read cannot write', async ({ browser }) => {
  const { page, book, rows, count } = await open(browser, 'thon-4');
  const other = await open(browser, 'thon-4', VIET);
  const [first = '', second = '', third = ''] = rows;
  await drag(page, book.cell(second, 'birth'), book.cell(third, 'sex'));
  await expect(spoken(page)).toHaveText('Đã chọn 4 ô, từ dòng 2, cột Ngày sinh đến dòng 3, cột Giới tính');

  await test.step('remote edits and new rows leave it where it is', async () => {
    await other.book.type(first, 'note', 'người khác ghi');
    await other.page.getByRole('button', { name: 'Thêm hộ' }).click();
    await other.page.keyboard.type('Hộ của người khác');
    await other.page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: /Danh sách 01/ })).toHaveText(new RegExp(`${count + 1}$`));
    await expect(spoken(page)).toHaveText('Đã chọn 4 ô, từ dòng 2, cột Ngày sinh đến dòng 3, cột Giới tính');
    await expect(book.cell(second, 'birth')).toBeFocused();
  });

  await test.step('a whole column includes a row that was added later', async () => {
    await page.getByRole('columnheader', { name: 'Giới tính' }).click();
    await expect(spoken(page)).toContainText(`Đã chọn ${count + 1} ô`);
  });

  await test.step('scrolled sideways and down, the outline stays on its cells', async () => {
    await drag(page, book.cell(second, 'birth'), book.cell(third, 'sex'));
    await page.getByRole('grid').evaluate((grid) => grid.scrollBy(60, 20));
    const apart = async (): Promise<number> => {
      const outline = await page.locator('.range-selection:visible').boundingBox();
      const corner = await book.cell(second, 'birth').boundingBox();
      return outline && corner ? Math.abs(outline.x - corner.x) + Math.abs(outline.y - corner.y) : Infinity;
    };
    await expect.poll(apart).toBeLessThan(3);
  });

  await test.step('when a filter separates its rows, only the active cell is left', async () => {
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 0));
    const name = (await book.cell(second, 'head').textContent()) ?? '';
    await page.getByLabel('Tìm').fill(name);
    await expect(book.cell(third, 'head')).toHaveCount(0);
    await expect(spoken(page)).not.toContainText('dòng 3');
    await page.getByLabel('Tìm').fill('');
  });

  await test.step('a person who may only read copies, and pastes nothing', async () => {
    const reader = await open(browser, 'thon-3', 'Lường Văn Hiếu');
    const [a = '', b = ''] = reader.rows;
    const wordsOf = async (row: string): Promise<string> =>
      `${await reader.book.cell(row, 'sex').textContent()}\t${await reader.book.cell(row, 'ethnic').textContent()}`;
    const before = await wordsOf(b);
    await drag(reader.page, reader.book.cell(a, 'sex'), reader.book.cell(b, 'ethnic'));
    await expect(handle(reader.page)).toBeHidden();
    await reader.page.keyboard.press(`${modifier}+c`);
    expect(await clip(reader.page)).toContain(await wordsOf(a));
    await reader.page.keyboard.press('Delete');
    await reader.page.keyboard.press(`${modifier}+v`);
    await expect(reader.page.getByText('Bạn chỉ được xem danh sách này, không ghi được.').first()).toBeVisible();
    expect(await wordsOf(b)).toBe(before);
    await reader.page.context().close();
  });
  await page.context().close();
  await other.page.context().close();
});
