/** The official forms on screen: live beside the lists, and every figure leads to its households. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { App, fixture } from './app.ts';
import { Workbook } from './workbook.ts';

interface Expected {
  forms: Record<string, Record<string, number[]>>;
  households: Record<string, { class: string; move: string }>;
}
const { forms, households } = JSON.parse(await readFile(fixture('nong-thuong-2023.expected.json'), 'utf8')) as Expected;
const codesOf = (village: string, test: (household: Expected['households'][string]) => boolean): string[] =>
  Object.entries(households)
    .filter(([code, household]) => code.startsWith(`NT-${village}-`) && test(household))
    .map(([code]) => code)
    .sort();

let app: App;
test.beforeEach(async () => {
  app = await App.start();
});
test.afterEach(() => app.stop());

const LAST = '9=1-2-3-4+5+6+7+8';
const figure = (page: Page, name: RegExp | string): Locator => page.getByRole('button', { name });
/** All figures of a unit's line, as shown. */
async function lineOf(page: Page, unit: string, line = 'Hộ'): Promise<number[]> {
  const labels = await page
    .locator('[data-at]')
    .evaluateAll(
      (buttons, ending) =>
        buttons
          .filter((button) => button.getAttribute('aria-label')?.split(';')[0]?.endsWith(ending))
          .map((button) => button.textContent ?? ''),
      `, ${unit}${line && `, ${line}`}`,
    );
  return labels.map((text) => Number(text.trim().replaceAll('.', '').replace(',', '.')));
}
/** Opens a form by the menu in the bottom strip; its tab is then beside the lists'. */
async function openForm(page: Page, number: string): Promise<void> {
  await page.getByRole('button', { name: 'Biểu', exact: true }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^Mẫu ${number.replace('.', '\\.')} `) }).click();
  await expect(page.getByRole('tab', { name: number, exact: true })).toHaveAttribute('aria-selected', 'true');
}
const codesIn = async (place: Locator): Promise<string[]> =>
  [...((await place.textContent()) ?? '').matchAll(/NT-\d\d-\d{4}/g)].map(([code]) => code).sort();

test('a form is a tab after the lists: its figures follow the list and lead to their households', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Hà Thị Lan');
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const book = await new Workbook(page).open('thon-3');
  await expect(page.getByRole('tab')).toHaveCount(3);
  await openForm(page, '7.2');
  await expect(page.getByRole('heading', { name: 'TỔNG HỢP DIỄN BIẾN HỘ NGHÈO' })).toBeVisible();
  await expect(page.getByText(LAST)).toBeVisible();
  expect(await lineOf(page, 'Thôn 3')).toEqual(forms['7.2']?.['Thôn 3']);
  expect(await lineOf(page, 'Thôn 3', 'Nhân khẩu')).toEqual(forms['7.2.persons']?.['Thôn 3']);

  await test.step('a score on the list changes the figure', async () => {
    await page.getByRole('tab', { name: /Danh sách 01/ }).click();
    const row = await book.row('Vũ Đình Sơn');
    await book.type(row, 'b1', '300');
    await expect(book.cell(row, '=class')).toHaveText('Không nghèo');
    await page.getByRole('tab', { name: '7.2', exact: true }).click();
    await expect(figure(page, '3: Tổng số hộ nghèo cuối kỳ, Thôn 3, Hộ')).toBeVisible();
  });

  await test.step('also when a colleague writes while the form is shown', async () => {
    const other = await app.enter(browser, 'Nông Văn Thành');
    const theirs = await new Workbook(other.page).open('thon-3');
    await theirs.type(await theirs.row('Vũ Đình Sơn'), 'b1', '104');
    await expect(figure(page, '4: Tổng số hộ nghèo cuối kỳ, Thôn 3, Hộ')).toBeVisible();
    await other.context.close();
  });

  const panel = page.getByRole('complementary', { name: 'Hộ nào?' });
  await test.step('"which 4?" shows exactly those', async () => {
    await openForm(page, '7.1');
    await figure(page, '4 hộ: Kết quả rà soát về hộ (chính thức), Tổng số hộ nghèo, Thôn 3').click();
    await expect(panel.getByRole('link')).toHaveCount(4);
    await expect(panel).toContainText(/Lê Đức Bằng\s*NT-03-0008 · Thôn 3 · 1 khẩu\s*Hộ nghèo · Hộ nghèo cũ/);
    expect(await codesIn(panel)).toEqual(codesOf('03', ({ class: label }) => label === 'poor'));
  });

  await test.step('a rate shows its part and its whole, and leads to them', async () => {
    await figure(page, '5,26 %: Kết quả rà soát về hộ (chính thức), Tỷ lệ %, Thôn 3').click();
    await expect(panel).toContainText('Mẫu 7.1, cột 1');
    await panel.getByRole('button', { name: /^4 hộ/ }).click();
    await expect(panel.getByRole('link')).toHaveCount(4);
    await panel.getByRole('button', { name: 'Quay lại số trước' }).click();
    await panel.getByRole('button', { name: /^76 hộ/ }).click();
    await expect(panel).toContainText('Ghi ở trang Thôn');
  });

  await test.step('a household opens on its list', async () => {
    await figure(page, '4 hộ: Kết quả rà soát về hộ (chính thức), Tổng số hộ nghèo, Thôn 3').click();
    await panel.getByRole('link', { name: 'Vũ Đình Sơn' }).click();
    await expect(page).toHaveURL(/\/thon\/thon-3\?ho=/);
    await expect(book.cell(await book.row('Vũ Đình Sơn'), 'head')).toBeFocused();
  });
  expect(errors).toEqual([]);
  await context.close();
});

test('the commune sees all its forms, one row for each village, and what differs from the last export', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Trần Quốc Việt');
  await page.evaluate(
    (figures) =>
      localStorage.setItem(
        'ra-soat.export.nong-thuong-2023',
        JSON.stringify({ at: new Date('2023-10-12T08:30:00+07:00').getTime(), file: 'xa.xlsx', figures }),
      ),
    {
      ...forms,
      '7.1': { ...forms['7.1'], 'Thôn 3': forms['7.1']!['Thôn 3']!.map((value, index) => (index === 2 ? 6 : value)) },
    },
  );
  await page.getByRole('link', { name: 'Xem biểu' }).click();
  await expect(page.getByRole('heading', { name: 'Biểu của Xã Nông Thượng' })).toBeVisible();
  await expect(figure(page, '34 hộ: Kết quả rà soát về hộ (chính thức), Tổng số hộ nghèo, Tổng cộng')).toBeVisible();
  await expect(page.getByText('1 số khác lần xuất gần nhất (08:30 12/10/2023)')).toBeVisible();
  await expect(figure(page, /^4 hộ: .*Tổng số hộ nghèo, Thôn 3; lần xuất 12\/10: 6$/)).toHaveAttribute('title', 'lần xuất 12/10: 6');
  for (const id of ['7.1', '7.2', '7.4', '7.5', '7.8', '7.10']) {
    await page
      .getByRole('navigation', { name: 'Các biểu' })
      .getByRole('link')
      .filter({ has: page.getByText(`Mẫu ${id}`, { exact: true }) })
      .click();
    await expect(page.locator('table caption')).toBeAttached();
    const line = ['7.2', '7.8'].includes(id) ? 'Hộ' : '';
    for (const unit of ['Thôn 1', 'Thôn 12', 'Tổng cộng']) {
      // Column 2 of Mẫu 7.4 is a province's own: machine-readable figures leave it out.
      await expect
        .poll(async () => (await lineOf(page, unit, line)).filter((_, index) => id !== '7.4' || index !== 1), { message: `${id} ${unit}` })
        .toEqual(forms[id]?.[unit]);
    }
  }

  const panel = page.getByRole('complementary', { name: 'Hộ nào?' });
  await figure(page, /^34 hộ: Hộ nghèo, Tổng số hộ nghèo, Tổng cộng/).click();
  await expect(panel.getByRole('link')).toHaveCount(34);
  await panel.getByRole('link').last().click();
  await expect(page).toHaveURL(/\/thon\/thon-8\?ho=/);
  await page.goBack();
  await expect(page.getByRole('link', { name: /Mẫu 7\.10/ })).toHaveAttribute('aria-current', 'page');

  await page.getByRole('link', { name: /Mẫu 6\.1/ }).click();
  await expect(page.getByRole('columnheader', { name: 'Họ và tên thành viên' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Biểu' }).getByRole('link')).toHaveCount(53);
  await context.close();
});

test('with the keyboard alone', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Lường Văn Hiếu');
  await new Workbook(page).open('thon-3');
  const tab = page.getByRole('tab', { name: '7.2', exact: true });
  const button = page.getByRole('button', { name: 'Biểu', exact: true });
  // The names of the forms are fetched after the rows are drawn.
  await expect(button).toBeVisible();
  await page.getByRole('tab', { name: /Danh sách 01/ }).focus();
  await page.keyboard.press('Tab');
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  const wanted = page.getByRole('menuitem', { name: /^Mẫu 7\.2 / });
  await expect(wanted).toBeAttached();
  for (let step = 0; step < 40 && (await wanted.getAttribute('data-highlighted')) === null; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(tab).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('tab', { name: /Danh sách 01/ }).focus();
  for (let step = 0; step < 5 && (await tab.getAttribute('aria-selected')) !== 'true'; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tab', { name: /Thành viên/ })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tab).toBeFocused();

  const panel = page.getByRole('complementary', { name: 'Hộ nào?' });
  await expect(figure(page, '4 hộ: Tổng số hộ nghèo đầu kỳ, Thôn 3, Hộ')).toBeVisible();
  await page.getByRole('region', { name: 'Biểu' }).focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'In', exact: true })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(figure(page, '4 hộ: Tổng số hộ nghèo đầu kỳ, Thôn 3, Hộ')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(figure(page, /khẩu: Tổng số hộ nghèo đầu kỳ, Thôn 3, Nhân khẩu/)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(panel).toBeFocused();
  await expect(panel).toContainText('Mẫu 7.2, cột 9');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(figure(page, '4: Tổng số hộ nghèo cuối kỳ, Thôn 3, Hộ')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('link').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/thon\/thon-3\?ho=/);
  await context.close();
});

test('on a phone forms are chosen from a list, and the table scrolls inside', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Hà Thị Lan', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const fits = async (): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  await page.goto('/thon/thon-3');
  await page.getByRole('button', { name: 'Xem biểu' }).click();
  await page.getByRole('button', { name: /Mẫu 7\.8/ }).click();
  await expect(page.getByRole('heading', { name: /THEO CÁC NHÓM ĐỐI TƯỢNG/ })).toBeVisible();
  expect(await fits()).toBe(true);
  await figure(page, '4 hộ: Hộ nghèo, Tổng số, Thôn 3, Hộ').click();
  const sheet = page.getByRole('dialog', { name: 'Hộ nào?' });
  await expect(sheet.getByRole('link')).toHaveCount(4);
  const name = (await sheet.getByRole('link').first().textContent()) ?? '';
  await sheet.getByRole('link').first().click();
  await expect(page.getByRole('heading', { name })).toBeVisible();

  await page.goto('/bieu');
  await expect(page.getByRole('heading', { name: 'Biểu của thôn bạn' })).toBeVisible();
  await page.getByRole('link', { name: /Mẫu 7\.2/ }).click();
  await expect(page.getByText('Chỉ gồm Thôn 1, Thôn 2, Thôn 3, Thôn 4')).toBeVisible();
  await expect(figure(page, /Tổng số hộ nghèo cuối kỳ, Tổng cộng, Hộ/)).toHaveText('27');
  expect(await fits()).toBe(true);
  await page.getByRole('link', { name: 'Các biểu' }).click();
  await expect(page.getByRole('link', { name: /Mẫu 7\.2/ })).toBeVisible();
  await context.close();
});
