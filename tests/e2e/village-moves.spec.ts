/** What the officer does with villages by hand, on the page of the villages, and takes back. */
import { expect, test, type Locator } from '@playwright/test';
import { App } from './app.ts';
import { layOut, type Device } from './people.ts';
import { Workbook } from './workbook.ts';

/** Of one of two people on the page. */
interface Seat {
  names: Locator;
  question: Locator;
}

let app: App;
let officer: Device;

test.beforeAll(async ({ browser }) => {
  app = await App.start({ demo: false });
  officer = await layOut(app, browser);
});
test.afterAll(() => app.stop());

test('two villages become one with all their households, it is undone, and a part of one becomes a new one', async () => {
  const { page } = officer;
  await page.goto('/so-lieu-thon');
  const card = page.getByRole('region', { name: 'Nhập, tách thôn' });
  const source = card.getByRole('combobox', { name: 'Thôn', exact: true });
  await expect(source.locator('option').nth(2)).toBeAttached();
  const names = await source.locator('option').allTextContents();
  const [first = '', second = ''] = names.slice(1);
  await source.selectOption({ label: first });
  await card.getByLabel('Nhập vào thôn').selectOption({ label: second });
  await card.getByRole('button', { name: 'Nhập thôn' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(new RegExp(`${first} có \\d+ hộ, \\d+ thành viên: tất cả sang ${second}, nơi đang có \\d+ hộ`));
  const count = Number(/có (\d+) hộ/.exec((await question.textContent()) ?? '')?.[1]);
  await question.getByRole('button', { name: 'Nhập thôn' }).click();
  const acts = page.getByRole('region', { name: 'Những việc đã ghi với các thôn' });
  await expect(acts.getByText(`Nhập ${first} vào ${second}: ${count} hộ`).first()).toBeVisible();
  await expect(source.getByRole('option', { name: first, exact: true })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Tên và thứ tự các thôn' }).getByRole('button', { name: `Lấy lại ${first}` })).toHaveCount(
    0,
  );

  await expect(page.getByText(`Đã nhập ${count} hộ của ${first} vào ${second}.`)).toBeVisible();

  await acts.getByRole('button', { name: /^Hoàn tác: Nhập/ }).click();
  await question.getByLabel('Lý do').fill('Chưa có nghị quyết');
  await question.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(acts.getByText(/đã hoàn tác .*: Chưa có nghị quyết/)).toBeVisible();
  await expect(source.getByRole('option', { name: first, exact: true })).toHaveCount(1);

  await source.selectOption({ label: first });
  await card.getByText(`Hoặc tách một phần ${first} thành thôn mới`).click();
  const household = card.getByRole('checkbox').first();
  const name = /^(.+?) +\S+$/.exec(((await household.locator('..').textContent()) ?? '').trim())?.[1] ?? '';
  await household.check();
  await card.getByLabel('Tên thôn mới').fill(second);
  await expect(card.getByText(`Đã có ${second}.`)).toBeVisible();
  await card.getByLabel('Tên thôn mới').fill('Thôn 99');
  await card.getByRole('button', { name: 'Tách thôn' }).click();
  await question.getByRole('button', { name: 'Tách thôn' }).click();
  await expect(acts.getByText(`Tách 1 hộ của ${first} thành Thôn 99`)).toBeVisible();
  const book = await new Workbook(page).open('thon-99');
  expect(await book.row(name)).not.toBe('');
});

test('a village is added, renamed, ordered and put aside, each with who and why, and all of it is taken back', async ({}, info) => {
  const { page } = officer;
  await page.goto('/so-lieu-thon');
  const names = page.getByRole('region', { name: 'Tên và thứ tự các thôn' });
  const acts = page.getByRole('region', { name: 'Những việc đã ghi với các thôn' });
  const question = page.getByRole('alertdialog');
  const order = (): Promise<string[]> => names.getByRole('list').first().locator('li > span').allTextContents();
  await expect(names.getByRole('button', { name: 'Đổi tên Thôn 99' })).toBeVisible();
  const before = await order();
  await names.getByLabel('Thêm thôn').fill('Thôn Nà Đán');
  await names.getByRole('button', { name: 'Thêm thôn' }).click();
  await expect(acts.getByText('Thêm Thôn Nà Đán')).toBeVisible();

  const [first = ''] = before;
  await names.getByRole('button', { name: `Đổi tên ${first}`, exact: true }).click();
  await question.getByLabel('Tên mới').fill('Bản Mới');
  await question.getByRole('button', { name: 'Đổi tên' }).click();
  await expect(acts.getByText(`Đổi tên ${first} thành Bản Mới`)).toBeVisible();
  // Its list stands under the new name.
  await expect(page.getByRole('combobox', { name: 'Khu vực, Bản Mới', exact: true })).toBeVisible();

  await names.getByRole('button', { name: 'Đưa Thôn Nà Đán lên' }).click();
  await names.getByRole('button', { name: 'Đưa Thôn Nà Đán lên' }).click();
  await expect(acts.getByText('Sắp thứ tự các thôn')).toHaveCount(0);
  await names.getByRole('button', { name: 'Ghi thứ tự' }).click();
  await expect(acts.getByText('Sắp thứ tự các thôn')).toBeVisible();
  expect((await order()).indexOf('Thôn Nà Đán')).toBe(before.length - 2);

  // A village with households asks how many, and why.
  await names.getByRole('button', { name: 'Để riêng Bản Mới' }).click();
  await expect(question).toContainText(/Trong sổ có \d+ hộ/);
  await expect(question.getByRole('button', { name: 'Để riêng thôn' })).toBeDisabled();
  await question.getByLabel('Lý do').fill('Thôn không thuộc xã');
  await page.screenshot({ path: info.outputPath('aside-1366.png') });
  await question.getByRole('button', { name: 'Để riêng thôn' }).click();
  await expect(acts.getByText(/lý do: Thôn không thuộc xã/)).toBeVisible();
  expect(await order()).not.toContain('Bản Mới');
  await page.screenshot({ path: info.outputPath('acts-1366.png'), fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.screenshot({ path: info.outputPath('acts-390.png'), fullPage: true });
  await page.setViewportSize({ width: 1366, height: 768 });

  for (const name of [/^Lấy lại: Để riêng/, /^Hoàn tác: Sắp/, /^Hoàn tác: Đổi tên/, /^Hoàn tác: Thêm Thôn Nà Đán/]) {
    await acts.getByRole('button', { name }).click();
    if (name.source.includes('Để riêng')) await expect(question).toContainText('Sửa đổi đến muộn của thôn đang chờ sẽ vào danh sách');
    await question.getByLabel('Lý do').fill('Ghi nhầm');
    await question.getByRole('button', { name: /^(Lấy lại|Hoàn tác)$/ }).click();
    await expect(acts.getByRole('button', { name })).toHaveCount(0);
  }
  expect(await order()).toEqual(before);
  await expect(names.getByRole('button', { name: 'Lấy lại Thôn Nà Đán' })).toBeVisible();
});

test('two people at once: a rename is asked about the name of now, and who loses reads why once', async ({}, info) => {
  const { page } = officer;
  await page.goto('/so-lieu-thon');
  const colleague = await officer.context.newPage();
  await colleague.goto('/so-lieu-thon');
  const [mine, theirs] = [page, colleague].map((each) => ({
    names: each.getByRole('region', { name: 'Tên và thứ tự các thôn' }),
    question: each.getByRole('alertdialog'),
  })) as [Seat, Seat];
  const rename = async ({ names, question }: Seat, from: string, to: string): Promise<void> => {
    await names.getByRole('button', { name: `Đổi tên ${from}`, exact: true }).click();
    await question.getByLabel('Tên mới').fill(to);
  };
  await rename(mine, 'Thôn 99', 'Bản Chín');
  await rename(theirs, 'Thôn 99', 'Bản Mười');
  await theirs.question.getByRole('button', { name: 'Đổi tên' }).click();
  await expect(mine.question.getByRole('heading')).toHaveText('Đổi tên Bản Mười');
  await expect(mine.question.getByLabel('Tên mới')).toHaveValue('Bản Chín');
  // A refusal is of the name that was sent, not of the one typed after it; and it is said once.
  const first = (await mine.names.getByRole('list').first().locator('li > span').first().textContent()) ?? '';
  await mine.question.getByLabel('Tên mới').fill(first);
  await expect(mine.question.getByText(`Đã có ${first}.`)).toHaveCount(1);
  await mine.question.getByLabel('Tên mới').fill('Bản Chín');
  await expect(mine.question.getByText(/^Đã có/)).toHaveCount(0);
  await mine.question.getByRole('button', { name: 'Đổi tên' }).click();
  await expect(mine.names.getByRole('button', { name: 'Đổi tên Bản Chín' })).toBeVisible();

  // Both add one village: this one's request is on its way while the colleague's is done.
  let go = (): void => undefined;
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/api/village-moves/**', async (route) => {
    await held;
    await route.continue();
  });
  await mine.names.getByLabel('Thêm thôn').fill('Thôn Đôi');
  await mine.names.getByRole('button', { name: 'Thêm thôn' }).click();
  await theirs.names.getByLabel('Thêm thôn').fill('Thôn Đôi');
  await theirs.names.getByRole('button', { name: 'Thêm thôn' }).click();
  await expect(mine.names.getByRole('button', { name: 'Đổi tên Thôn Đôi' })).toBeVisible();
  const refused = page.waitForResponse('**/api/village-moves/**');
  go();
  expect((await (await refused).json()).kind).toBe('missing');
  await expect(mine.names.getByText('Đã có Thôn Đôi.')).toHaveCount(1);
  await page.screenshot({ path: info.outputPath('twice-1366.png'), fullPage: true });
  await mine.names.getByLabel('Thêm thôn').fill('Tổng cộng');
  await expect(mine.names.getByText('“Tổng cộng” là tên dòng cộng trên biểu, không đặt tên thôn như vậy được.')).toBeVisible();
  await expect(mine.names.getByText('Đã có Thôn Đôi.')).toHaveCount(0);
  await colleague.close();
});
