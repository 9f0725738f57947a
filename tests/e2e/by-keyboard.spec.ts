/** A household is reviewed without a mouse or a finger, on the desk and on the phone's card; and what a screen reader is told meanwhile. */
import { expect, test, type Page } from '@playwright/test';
import { App } from './app.ts';
import { crowd } from './crowded.ts';
import { LAN, PHONE, received } from './people.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start({ prepare: crowd });
});
test.afterAll(() => app.stop());

const paneOf = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset.pane ?? null);

/** Presses the key until `reached`. */
async function press(page: Page, key: string, reached: () => Promise<boolean>, most = 60): Promise<void> {
  for (let times = 0; times < most; times++) {
    if (await reached()) return;
    await page.keyboard.press(key);
  }
  throw new Error(
    `${key} does not get there: the focus is on ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 300))}`,
  );
}

const toPane = (page: Page, pane: string, key = 'F6'): Promise<void> => press(page, key, async () => (await paneOf(page)) === pane, 8);
const toColumn = (page: Page, column: string): Promise<void> =>
  press(page, 'ArrowRight', () => page.evaluate((id) => document.activeElement?.getAttribute('col-id') === id, column));
const toButton = (page: Page, name: RegExp): Promise<void> =>
  press(page, 'Tab', () =>
    page.evaluate((source) => {
      const { activeElement: here } = document;
      return new RegExp(source).test(here?.getAttribute('aria-label') ?? here?.textContent?.trim() ?? '');
    }, name.source),
  );

/** Keeps what a live region says after it has been on the page for a moment: screen readers do not read what it begins with. */
const hear = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const LIVE = '[role=status], [role=alert], [aria-live]';
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const known = new WeakMap<Element, string>();
    setInterval(() => {
      for (const region of document.querySelectorAll(LIVE)) {
        if (region.closest('[aria-live]')?.getAttribute('aria-live') === 'off') continue;
        const text = (region.textContent ?? '').replace(/\s+/g, ' ').trim();
        const before = known.get(region);
        known.set(region, text);
        if (before !== undefined && before !== text && text !== '') heard.push(text);
      }
    }, 20);
  });
const heard = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.splice(0));

test('on the desk', async ({ browser }) => {
  const { page, context } = await app.enter(browser, LAN);
  await hear(page);
  const book = await new Workbook(page).open('thon-4');
  await received(page);
  const row = (await page.locator('[row-index="4"]').first().getAttribute('row-id')) ?? '';
  const name = await book.cell(row, 'head').innerText();

  await test.step('nothing is announced while the page loads, nor when nothing changes', async () => {
    // Longer than the page needs to settle.
    await page.waitForTimeout(5_000);
    expect(await heard(page)).toEqual([]);
  });

  await test.step('the page and the list have names', async () => {
    await expect(page).toHaveTitle('Thôn 4 – Sổ Rà Soát');
    await expect(page.getByRole('heading', { level: 1, name: 'Thôn 4' })).toHaveCount(1);
    await expect(
      page.getByRole('grid', { name: 'Danh sách 01, Thôn 4' }).or(page.getByRole('treegrid', { name: 'Danh sách 01, Thôn 4' })),
    ).toHaveCount(1);
  });

  await test.step('a household is found', async () => {
    await page.keyboard.press('Control+f');
    await expect(page.getByLabel('Tìm chữ')).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(book.cell(row, 'head')).toBeFocused();
  });

  await test.step('its cells are written', async () => {
    await toColumn(page, 'b1');
    await page.keyboard.type('121');
    await page.keyboard.press('Tab');
    await expect(book.cell(row, 'b1')).toHaveText('121');
    await toColumn(page, 'i1');
    const before = await book.cell(row, 'i1').innerText();
    await page.keyboard.press(' ');
    await expect(book.cell(row, 'i1')).toHaveText(before === '✓' ? '' : '✓');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('x');
    await expect(book.cell(row, 'i2')).toHaveText('✓');
  });

  await test.step('a formula says why it is not typed into', async () => {
    await heard(page);
    await toColumn(page, '=class');
    await page.keyboard.type('H');
    await expect.poll(async () => (await heard(page)).join()).toContain('Cột Kết quả phân loại tự tính từ các ô khác, không ghi vào được');
  });

  await test.step('Vì sao? opens, is read with F6, and Esc leads back to the cell', async () => {
    await page.keyboard.press('F2');
    const panel = page.getByRole('complementary', { name: 'Vì sao?' });
    await expect(panel).toContainText('121');
    await toPane(page, 'panel');
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(book.cell(row, '=class')).toBeFocused();
  });

  await test.step('the headings are one Tab stop; Enter opens the menu of a column', async () => {
    await toPane(page, 'formula', 'Shift+F6');
    await press(page, 'Tab', () => page.evaluate(() => document.activeElement?.getAttribute('role') === 'columnheader'), 8);
    const here = (): Promise<string | null> => page.evaluate(() => document.activeElement?.getAttribute('col-id') ?? null);
    const first = await here();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await here()).not.toBe(first);
    await press(page, 'ArrowRight', async () => (await here()) === 'ethnic', 12);
    await page.keyboard.press('Enter');
    const menu = page.getByRole('dialog', { name: /Dân tộc/ });
    await expect(menu).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(book.cell(row, 'ethnic')).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect(book.cell(row, 'ethnic')).toBeFocused();
  });

  await test.step('to the members, and back to the list', async () => {
    await toPane(page, 'tabs');
    await page.keyboard.press('End');
    await expect(page.getByRole('tab', { name: /^Thành viên/ })).toBeFocused();
    await expect(page.getByRole('tab', { name: /^Thành viên/ })).toHaveAttribute('aria-selected', 'true');
    await book.seen();
    await toPane(page, 'rows', 'Shift+F6');
    await expect(page.locator('[row-id] :focus, [row-id]:focus')).toHaveCount(1);
    await toPane(page, 'tabs');
    await page.keyboard.press('Home');
    await expect(page.getByRole('tab', { name: /^Danh sách 01/ })).toBeFocused();
    await toPane(page, 'rows', 'Shift+F6');
  });

  await test.step('a form on show is one of the parts', async () => {
    await toPane(page, 'tabs');
    await toButton(page, /^Biểu$/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Biểu' })).toBeVisible();
    await toPane(page, 'form');
    await expect(page.getByRole('region', { name: 'Biểu' })).toBeFocused();
    await toPane(page, 'tabs');
    await page.keyboard.press('Home');
    await book.seen();
  });

  await test.step('a locked list says why', async () => {
    const locked = await new Workbook(page).open('thon-2');
    await page.keyboard.press('F6');
    await toPane(page, 'rows');
    await toColumn(page, 'b1');
    await heard(page);
    await page.keyboard.type('7');
    await expect.poll(async () => (await heard(page)).join()).toMatch(/khóa/);
    await expect(locked.page.getByLabel('Ghi vào ô')).toHaveCount(0);
  });
  await context.close();
});

test('on the phone’s card', async ({ browser }) => {
  const { page, context } = await app.enter(browser, LAN, PHONE);
  await page.goto('/thon/thon-4');
  const names = page.locator('main li button .name');
  await expect(names.first()).toBeVisible();
  const [first, second] = await names.allInnerTexts();
  const heading = page.getByRole('heading', { level: 1 });

  await toButton(page, new RegExp(`^${first}`));
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText(first ?? '');
  await expect(heading).toBeFocused();

  await test.step('tabs: one Tab stop, arrows between them', async () => {
    await press(page, 'Tab', () => page.evaluate(() => document.activeElement?.getAttribute('role') === 'tab'), 12);
    const tabs = page.getByRole('tab');
    const count = await tabs.count();
    await page.keyboard.press('Home');
    for (let index = 0; index < count; index++) {
      await expect(tabs.nth(index)).toBeFocused();
      await expect(tabs.nth(index)).toHaveAttribute('aria-selected', 'true');
      await expect(page.getByRole('tabpanel', { name: await tabs.nth(index).innerText() })).toBeVisible();
      await page.keyboard.press('ArrowRight');
    }
    await expect(tabs.first()).toBeFocused();
    await press(page, 'ArrowRight', () => page.evaluate(() => document.activeElement?.textContent === 'B2'), 8);
  });

  await test.step('an indicator is marked, and stays marked', async () => {
    const toggle = page.getByRole('switch').first();
    const before = await toggle.getAttribute('aria-checked');
    await press(page, 'Tab', () => toggle.evaluate((element) => element === document.activeElement), 12);
    await page.keyboard.press(' ');
    await expect(toggle).toHaveAttribute('aria-checked', before === 'true' ? 'false' : 'true');
    await expect(toggle).toBeFocused();
  });

  await test.step('the next household: the focus stays on the button, the tab stays', async () => {
    const next = page.getByRole('button', { name: 'Hộ sau' });
    await press(page, 'Shift+Tab', () => next.evaluate((element) => element === document.activeElement), 20);
    await page.keyboard.press('Enter');
    await expect(heading).toHaveText(second ?? '');
    await expect(next).toBeFocused();
    await expect(page.getByRole('tab', { name: 'B2' })).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('Back leads to that household in the list', async () => {
    await page.goBack();
    await expect(page.locator('main li button').nth(1)).toBeFocused();
  });
  await context.close();
});

test('in high contrast nothing is told by a background alone, and nothing moves for those who ask for that', async ({ browser }, info) => {
  const { page, context } = await app.enter(browser, LAN);
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  const book = await new Workbook(page).open('thon-3');
  const looks = (selector: string, property: string): Promise<string[]> =>
    page.evaluate(
      ([wanted, of]) => [...new Set([...document.querySelectorAll(wanted)].map((one) => getComputedStyle(one).getPropertyValue(of)))],
      [selector, property] as const,
    );
  const disputed = await book.reach((await page.locator('[row-index="0"]').first().getAttribute('row-id')) ?? '', 'b1');
  await expect(disputed.getByRole('img', { name: 'hai người ghi khác nhau' })).toHaveText('◆');
  const row = (await page.locator('[row-index="1"]').first().getAttribute('row-id')) ?? '';
  await book.stand(row, 'ethnic');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  expect(await looks('.list-grid .ag-cell:focus', 'outline-style')).toEqual(['solid']);
  expect(await looks('.list-grid .ag-cell:focus', 'outline-width')).toEqual(['3px']);
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator('.range-selection:visible').first()).toBeVisible();
  await page.getByRole('button', { name: 'Lịch sử', exact: true }).click();
  await expect(page.getByRole('complementary')).toBeVisible();
  await page.screenshot({ path: info.outputPath('forced.png') });
  const pressed = page.getByRole('button', { name: 'Lịch sử', exact: true });
  const colour = (name: string): Promise<string> => pressed.evaluate((element, of) => getComputedStyle(element).getPropertyValue(of), name);
  const other = await page.getByRole('button', { name: 'Thêm hộ' }).evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await colour('background-color')).not.toBe(other);
  const chosen = await looks('[role=tab][aria-selected=true]', 'background-color');
  expect(chosen).not.toEqual(await looks('[role=tab][aria-selected=false]', 'background-color'));
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  await context.close();
});
