/** axe finds nothing serious on any page: at laptop and phone size, light and dark, with panels, menus and dialogs open. */
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { App } from './app.ts';
import { crowd, LONG_NAME } from './crowded.ts';
import { ACCOUNTS, startDistrict } from './district.ts';
import { ADMIN, device, invite, LAN, layOut, nearby, OFFICER, signIn, VIET } from './people.ts';
import { Workbook } from './workbook.ts';

const LAPTOP = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };
const ROOM = 'nong-thuong-2023.thon-4';

const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  // What the guidelines leave open, and we keep: one h1, headings in order, all content in a landmark.
  rules: Object.fromEntries(
    ['heading-order', 'page-has-heading-one', 'landmark-one-main', 'landmark-unique', 'region', 'empty-heading', 'tabindex'].map((id) => [
      id,
      { enabled: true },
    ]),
  ),
  resultTypes: ['violations'],
};
/** With something over the page, which belongs to no landmark. */
const OVER: RunOptions = { ...RULES, rules: { ...RULES.rules, region: { enabled: false } } };
/** What may differ between light and dark. */
const COLOURS: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }, resultTypes: ['violations'] };

/** What axe found, once for each rule and element, with the place where it was found first. */
class Findings {
  readonly #found = new Map<string, string>();

  /** Looks at the page as it is now, light and dark. */
  async look(page: Page, place: string, rules = RULES): Promise<void> {
    // A page that changes its screen has none for a moment.
    await expect.poll(() => page.getByRole('heading', { level: 1 }).count(), `${place}: headings of level 1`).toBe(1);
    if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
    await this.#run(page, `${place}, light`, rules);
    await page.emulateMedia({ colorScheme: 'dark' });
    await this.#run(page, `${place}, dark`, COLOURS);
    await page.emulateMedia({ colorScheme: 'light' });
  }

  async #run(page: Page, place: string, options: RunOptions): Promise<void> {
    const { violations } = await page.evaluate(
      async (asked) => (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(asked),
      options,
    );
    for (const { id, impact, nodes } of violations)
      for (const { target, html, any } of nodes) {
        const key = `${id} ${html.slice(0, 120)}`;
        if (!this.#found.has(key))
          this.#found.set(key, `${impact} ${id}: ${target.join(' ')} ${html.slice(0, 200)} ${any[0]?.message ?? ''} (${place})`);
      }
  }

  expectNone(): void {
    expect([...this.#found.values()]).toEqual([]);
  }
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByText(/^Đang (mở|đọc)/)).toHaveCount(0);
  await expect(page, path).toHaveTitle(/.+ – Sổ Rà Soát$/);
}

/** Each page at both sizes. */
async function lookThrough(page: Page, findings: Findings, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.setViewportSize(LAPTOP);
    await open(page, path);
    await findings.look(page, path);
    await page.setViewportSize(PHONE);
    await findings.look(page, `${path} on a phone`);
  }
}

test.describe('with sample data', () => {
  let app: App;
  test.beforeAll(async () => {
    app = await App.start({ prepare: crowd });
  });
  test.afterAll(() => app.stop());

  test('the pages of the commune', async ({ browser }) => {
    const findings = new Findings();
    const { page, context } = await app.enter(browser, VIET);
    await post(page, ROOM);
    await lookThrough(page, findings, [
      '/',
      '/doi-chieu',
      '/nhap',
      '/bieu',
      '/tong-quan',
      '/xuat',
      '/so-lieu-thon',
      '/ke-hoach',
      '/ban-chi-dao',
      '/so-theo-doi',
      '/giay-chung-nhan',
      '/van-ban',
      '/van-ban/minutes?thon=thon-4',
      '/van-ban/mau',
      '/van-ban/mau/minutes',
      '/thuong-xuyen',
      '/giay-de-nghi',
      '/den-muon',
      '/phieu-cham',
      '/cac-buoc',
      '/cac-buoc/thon-4',
      '/hop/thon-5',
      `/nhat-ky/${ROOM}`,
      `/niem-yet/${ROOM}`,
      '/dot',
      '/bieu-mau',
      '/bo-quy-dinh',
      '/ngay-lam-viec',
    ]);
    await context.close();
    findings.expectNone();
  });

  test('a list, its panels, menus and dialogs', async ({ browser }) => {
    const findings = new Findings();
    const { page, context } = await app.enter(browser, LAN);
    await page.setViewportSize(LAPTOP);
    const book = await new Workbook(page).open('thon-3');
    await expect(page.getByRole('button', { name: 'Biểu', exact: true })).toBeVisible();
    await findings.look(page, 'list');
    const row = await book.row(LONG_NAME);
    await book.stand(row, 'b1');
    for (const name of ['Vì sao?', 'Lịch sử', 'Ý kiến', 'Chấm từng mục', 'Chọn giá trị']) {
      await page
        .getByRole('button', { name: new RegExp(`^${name.replace('?', '\\?')}`) })
        .first()
        .click();
      await expect(page.getByRole('complementary')).toBeVisible();
      await expect(page.getByRole('complementary').getByText(/^Đang/)).toHaveCount(0);
      await findings.look(page, `panel ${name}`);
    }
    await page.getByRole('complementary').getByRole('button', { name: 'Đóng' }).click();
    await book.cell(row, 'b1').click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    await findings.look(page, 'menu of a row', OVER);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+ArrowDown');
    await expect(page.getByRole('menu').or(page.getByRole('dialog'))).toBeVisible();
    await findings.look(page, 'menu of a column', OVER);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+f');
    await findings.look(page, 'search', OVER);
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: /^Thành viên/ }).click();
    await book.seen();
    await findings.look(page, 'members');
    await page.getByRole('button', { name: 'Biểu', exact: true }).click();
    await findings.look(page, 'menu of the forms', OVER);
    await page.getByRole('menuitem').first().click();
    await expect(page.locator('table').first()).toBeVisible();
    await findings.look(page, 'form');
    await page.getByRole('button', { name: /^Hà Thị Lan/ }).click();
    await findings.look(page, 'menu of a person', OVER);
    await page.keyboard.press('Escape');
    await page.locator('.safe-status').click();
    await findings.look(page, 'what is safe', OVER);
    await page.keyboard.press('Escape');
    await expect(page.locator('.safe-status')).toBeFocused();
    await context.close();
    findings.expectNone();
  });

  test('the list and the card on a phone', async ({ browser }) => {
    const findings = new Findings();
    const { page, context } = await app.enter(browser, LAN, { viewport: PHONE, hasTouch: true, isMobile: true });
    await open(page, '/thon/thon-3');
    await findings.look(page, 'list');
    await page.getByRole('button', { name: LONG_NAME }).click();
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await expect(tab).toHaveAttribute('aria-selected', 'true');
      await findings.look(page, `tab ${await tab.innerText()}`);
    }
    await page.getByRole('tab', { name: 'B1' }).click();
    await page.getByRole('button', { name: /Hai người ghi khác nhau/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await findings.look(page, 'two values', OVER);
    await page.keyboard.press('Escape');
    await page.getByTestId('result').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await findings.look(page, 'Vì sao?', OVER);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Lịch sử hộ' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await findings.look(page, 'history', OVER);
    await context.close();
    findings.expectNone();
  });
});

/** Posts a village's list: then it is open to everybody. */
async function post(page: Page, room: string): Promise<void> {
  const today = await page.evaluate(() => new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }));
  for (const [kind, data] of [
    ['reviewed', {}],
    [
      'met',
      {
        ...{ day: '2023-10-10', place: 'Nhà văn hóa', chair: VIET, secretary: LAN, agreeing: 38 },
        ...{ committee: 0, bodies: 0, front: 0, reviewers: 0, listed: 40, others: 0 },
      },
    ],
    ['posted', { from: today, places: 'Nhà văn hóa' }],
  ] as const) {
    const answer = await page.request.post(`/api/acts/${room}`, { data: { kind, data } });
    expect(await answer.json()).toEqual({ kind: 'done' });
  }
}

test('with accounts: doors, people, invitations, the admin’s pages', async ({ browser }: { browser: Browser }) => {
  const findings = new Findings();
  const app = await App.start({ demo: false });
  const visitor = await device(app, browser);
  await lookThrough(visitor.page, findings, [app.firstLink, '/vao', '/dia-chi-an-toan']);
  const officer = await layOut(app, browser);
  await lookThrough(officer.page, findings, ['/', '/moi', '/nguoi-dung', '/doi-mat-khau', '/dot']);
  const token = await invite(officer);
  await lookThrough(visitor.page, findings, [nearby(app, `${app.url}/loi-moi#${token}`)]);
  const admin = await device(app, browser);
  await signIn(admin.page, 'quan.tri', ADMIN);
  await expect(admin.page).toHaveURL(/\/nguoi-dung$/);
  await lookThrough(admin.page, findings, ['/nguoi-dung', '/dot', '/bieu-mau', '/bo-quy-dinh', '/ngay-lam-viec']);
  await app.stop();
  findings.expectNone();
});

test('above the communes', async ({ browser }) => {
  const app = await startDistrict();
  try {
    const { page, context } = await device(app, browser);
    await signIn(page, ACCOUNTS.district, OFFICER);
    await expect(page.getByRole('heading', { level: 1, name: /^Các xã của/ })).toBeVisible();
    const findings = new Findings();
    await lookThrough(page, findings, ['/dot', '/tong-quan', '/tong-quan?ban=official&mau=7.2']);
    findings.expectNone();
    await context.close();
  } finally {
    await app.stop();
  }
});
