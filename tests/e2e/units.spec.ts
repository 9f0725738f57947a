/** Above the communes, and from one round to the next: who sees which commune, and what happens to its people. */
import { expect, test, type Page } from '@playwright/test';
import { App, fixture } from './app.ts';
import {
  ADMIN,
  appoint,
  becomeAdmin,
  choosePassword,
  device,
  importFile,
  keptHere,
  layOutRound,
  nearby,
  OFFICER,
  PIN,
  received,
  signIn,
} from './people.ts';
import { Workbook } from './workbook.ts';

test.describe.configure({ mode: 'serial' });

let app: App;
const [FIRST, SISTER, STRANGER] = ['xa-nong-thuong-2023', 'xa-duong-quang-2023', 'xa-ngoai-2023'];
const passwords = new Map<string, string>();

test.beforeAll(async () => {
  app = await App.start({ demo: false });
});
test.afterAll(() => app.stop());

/** They sign in with its first password and choose their own. */
const account = async (...asked: Parameters<typeof appoint>): Promise<unknown> => passwords.set(...(await appoint(...asked)));
async function firstSignIn(page: Page, username: string): Promise<void> {
  const given = passwords.get(username) ?? '';
  await signIn(page, username, given);
  await choosePassword(page, given);
}

async function importList(page: Page, file: string): Promise<void> {
  await page.goto('/nhap');
  await importFile(page, fixture(file));
  await received(page);
}

test('the admin creates two communes of one district and one of another, and their people', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await becomeAdmin(page, app);
  await expect(page).toHaveURL(/\/nguoi-dung$/);
  // Open by itself while there is no round; a click before that would close it.
  await expect(page.getByLabel('Tên xã, phường, thị trấn')).toBeVisible();
  for (const [commune, district] of [
    ['Xã Nông Thượng', 'Huyện Bạch Thông'],
    ['Xã Dương Quang', 'Huyện Bạch Thông'],
    ['Xã Ngoài', 'Huyện Na Rì'],
  ] as const) {
    if (!(await page.getByLabel('Tên xã, phường, thị trấn').isVisible())) await page.getByText('Lập đợt mới').click();
    await layOutRound(page, { commune, district });
    await expect(page.getByText(`${commune}, đợt 2023`)).toBeVisible();
  }
  await account(page, 'Trần Quốc Việt', async () => void (await page.getByRole('combobox', { name: /^Đợt rà soát/ }).selectOption(FIRST)));
  await account(
    page,
    'Nông Thị Ngoài',
    async () => void (await page.getByRole('combobox', { name: /^Đợt rà soát/ }).selectOption(STRANGER)),
  );
  await account(page, 'Phòng Lao Động', async () => {
    await page.getByLabel('Vai trò').selectOption('upper');
    await page.getByLabel('Tỉnh hoặc huyện').selectOption({ label: 'Huyện Bạch Thông' });
  });
  await context.close();
});

test('two communes import their lists; one has a reviewer', async ({ browser }) => {
  for (const [username, file] of [
    ['tran.quoc.viet', 'nong-thuong-2023.xlsx'],
    ['nong.thi.ngoai', 'huyen-tung-2023.xlsx'],
  ] as const) {
    const { page, context } = await device(app, browser);
    await firstSignIn(page, username);
    await expect(page.getByRole('heading', { name: 'Việc cần làm' })).toBeVisible();
    await importList(page, file);
    if (username === 'tran.quoc.viet') {
      await page.goto('/moi');
      await page.getByLabel('Thôn 3', { exact: true }).check();
      await page.getByRole('button', { name: 'Tạo lời mời' }).click();
      const link = nearby(app, await page.getByLabel('Liên kết mời').inputValue());
      const phone = await device(app, browser);
      await phone.page.goto(link);
      await phone.page.getByLabel('Họ và tên của bạn').fill('Hà Thị Lan');
      await phone.page.getByLabel('Đặt mật khẩu').fill(PIN);
      await phone.page.getByRole('button', { name: 'Vào sổ' }).click();
      await expect(phone.page.getByText('ha.thi.lan')).toBeVisible();
      await phone.context.close();
    }
    await context.close();
  }
});

test('the district sees its two communes, opens both, edits nothing, and cannot open the third', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await firstSignIn(page, 'phong.lao.dong');
  await expect(page.getByRole('heading', { name: 'Các xã của Huyện Bạch Thông' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Mở đợt \d{4} ?, Xã/ })).toHaveCount(2);
  await expect(page.getByRole('listitem').filter({ hasText: 'Xã Nông Thượng' })).toContainText('9 thôn đã có hộ');
  await expect(page.getByRole('listitem').filter({ hasText: 'Xã Dương Quang' })).toContainText('Chưa có hộ nào');

  await page.getByRole('link', { name: /^Mở đợt 2023 ?, Xã Nông Thượng/ }).click();
  await expect(page.getByRole('banner')).toContainText('Xã Nông Thượng');
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(12);
  for (const name of ['Nhập từ Excel', 'Xuất bộ biểu']) await expect(page.getByRole('link', { name })).toHaveCount(0);
  await page.getByRole('link', { name: 'Mở sổ Thôn 3' }).click();
  await expect(page).toHaveURL(`${app.url}/dot/${FIRST}/thon/thon-3`);
  const book = new Workbook(page);
  await book.seen();
  await expect(page.getByRole('toolbar')).toContainText('Chỉ xem');
  const row = (await page.locator('[row-id]').first().getAttribute('row-id')) ?? '';
  const cell = await book.stand(row, 'b1');
  const before = await cell.textContent();
  await page.keyboard.type('999');
  await page.keyboard.press('Enter');
  await expect(cell).toHaveText(before ?? '');
  await page.reload();
  await book.seen();
  await expect(page.getByRole('banner')).toContainText('Xã Nông Thượng');

  // Another tab shows another commune, and neither disturbs the other.
  const other = await context.newPage();
  await other.goto(`/dot/${SISTER}`);
  await expect(other.getByRole('banner')).toContainText('Xã Dương Quang');
  await expect(other.getByText('Xã chưa nhập danh sách của đợt này')).toBeVisible();
  await page.getByLabel('Thôn', { exact: true }).selectOption({ label: 'Thôn 4' });
  await expect(page).toHaveURL(`${app.url}/dot/${FIRST}/thon/thon-4`);
  await other.getByRole('link', { name: 'Các xã' }).click();
  await expect(other.getByRole('link', { name: /^Mở đợt \d{4} ?, Xã/ })).toHaveCount(2);

  for (const address of [`/dot/${STRANGER}`, `/dot/${STRANGER}/thon/thon-1`, `/dot/${STRANGER}/nhat-ky/${STRANGER}.xa`]) {
    await other.goto(address);
    await expect(other.getByRole('heading', { name: 'Đợt rà soát này không thuộc phần việc của bạn' })).toBeVisible();
    await expect(other.getByText('Xã Ngoài')).toHaveCount(0);
  }
  const copies = await other.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
  expect(copies.filter((name) => name.includes('xa-ngoai'))).toEqual([]);
  await other.close();

  // A review opened before is available offline, by its address.
  await keptHere(page);
  await app.kill();
  await page.goto('/dot');
  await page.getByRole('link', { name: /^Mở đợt 2023 ?, Xã Nông Thượng/ }).click();
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(12);
  await page.goto(`/dot/${FIRST}/thon/thon-3`);
  await book.seen();
  await app.restart();
  await context.close();
});

test('the admin opens the next round with the villages of the last, and moves its people', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await signIn(page, 'quan.tri', ADMIN);
  await page.getByText('Lập đợt mới').click();
  await page.getByLabel('Lập cho xã').selectOption({ label: 'Xã Nông Thượng, Huyện Bạch Thông' });
  await page.getByLabel('Năm', { exact: true }).fill('2024');
  await expect(page.getByRole('checkbox', { name: /Chép các thôn/ })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: /Chép cả hộ nghèo/ })).toBeChecked();
  await page.getByRole('button', { name: 'Lập đợt rà soát' }).click();
  const left = page.getByRole('region', { name: 'Mời lại vào Xã Nông Thượng, đợt 2024' });
  await expect(left.getByRole('checkbox', { checked: true })).toHaveCount(2);
  // The officer is moved now; the officer invites the reviewer later.
  await left.getByRole('checkbox', { name: /Hà Thị Lan/ }).uncheck();
  await left.getByRole('button', { name: 'Mời lại 1 người' }).click();
  await expect(left.getByRole('checkbox')).toHaveCount(1);
  await context.close();
});

test('the officer invites the reviewer, and reads the old round without writing', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await signIn(page, 'tran.quoc.viet', OFFICER);
  await expect(page.getByRole('banner')).toContainText('Đợt 2024');
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(12);
  await page.goto('/nguoi-dung');
  const left = page.getByRole('region', { name: 'Mời lại vào Xã Nông Thượng, đợt 2024' });
  await expect(left.getByText('Thôn 3 · đợt 2023')).toBeVisible();
  await left.getByRole('button', { name: 'Mời lại cả 1 người' }).click();
  await expect(left).toHaveCount(0);
  await expect(page.getByRole('row', { name: /Hà Thị Lan/ })).toContainText('Thôn 3');

  await page.getByRole('button', { name: /Trần Quốc Việt/ }).click();
  await page.getByRole('menuitem', { name: 'Các đợt rà soát' }).click();
  await page.getByRole('link', { name: /^Đợt 2023 ?, Xã Nông Thượng/ }).click();
  await expect(page.getByRole('banner')).toContainText('Đợt 2023');
  await expect(page.getByRole('link', { name: 'Xuất bộ biểu' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Nhập từ Excel' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Mở sổ Thôn 3' }).click();
  await new Workbook(page).seen();
  await expect(page.getByRole('toolbar')).toContainText('Chỉ xem');
  await page.getByRole('link', { name: 'Đợt đang làm' }).click();
  await expect(page.getByRole('banner')).toContainText('Đợt 2024');
  await expect(page.getByRole('heading', { name: 'Việc cần làm' })).toBeVisible();
  await context.close();
});

test('the reviewer is in the same village of the new round, and writes there', async ({ browser }) => {
  const { page, context } = await device(app, browser);
  await signIn(page, 'ha.thi.lan', PIN);
  await expect(page.getByRole('banner')).toContainText('Đợt 2024');
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(1);
  // Last year's households are there, and none of their scores.
  await expect(page.getByText('hộ chưa có Điểm B1').first()).toBeVisible();
  await page.getByRole('link', { name: 'Mở sổ Thôn 3' }).click();
  await expect(page.getByRole('toolbar')).not.toContainText('Chỉ xem');
  await page.goto(`/dot/${FIRST}/thon/thon-3`);
  await expect(page.getByRole('heading', { name: 'Đợt rà soát này không thuộc phần việc của bạn' })).toBeVisible();
  await context.close();
});

test('a round created twice is put aside: its people are told, work in the other, and the admin brings it back', async ({ browser }) => {
  const reviewer = await device(app, browser);
  await signIn(reviewer.page, 'ha.thi.lan', PIN);
  await reviewer.page.getByRole('link', { name: 'Mở sổ Thôn 3' }).click();
  await expect(reviewer.page.getByRole('toolbar')).toBeVisible();
  const { page, context } = await device(app, browser);
  await signIn(page, 'quan.tri', ADMIN);
  await page.getByRole('button', { name: 'Cất Xã Nông Thượng, đợt 2023' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question.getByText(/Trong đợt đã có .* hộ ở 9 thôn/)).toBeVisible();
  await question.getByRole('button', { name: 'Để nguyên' }).click();

  // Moved to the finished round, with a page of the other open.
  await page.getByRole('button', { name: 'Cất Xã Nông Thượng, đợt 2024' }).click();
  await expect(question.getByText(/Trong đợt đã có .* hộ ở \d+ thôn/)).toBeVisible();
  await expect(question.getByLabel('Người của đợt này làm việc tiếp ở')).toHaveValue(FIRST);
  await question.getByLabel('Lý do').fill('Lập nhầm');
  await question.getByRole('button', { name: 'Cất đợt' }).click();
  await expect(reviewer.page.getByText('Từ nay bạn làm việc ở Xã Nông Thượng, đợt 2023')).toBeVisible();
  await expect(reviewer.page.getByRole('banner')).toContainText('Đợt 2023');
  await reviewer.page.getByRole('button', { name: 'Đã đọc' }).click();
  await expect(reviewer.page.getByText('Từ nay bạn làm việc ở')).toHaveCount(0);

  // Without a round, until it is back.
  await page.getByRole('button', { name: 'Cất Xã Nông Thượng, đợt 2023' }).click();
  await question.getByLabel('Người của đợt này làm việc tiếp ở').selectOption('');
  await question.getByLabel('Lý do').fill('Lập nhầm');
  await question.getByRole('button', { name: 'Cất đợt' }).click();
  await expect(reviewer.page.getByRole('heading', { name: 'Hiện bạn chưa có đợt rà soát nào để làm việc' })).toBeVisible();
  await expect(page.getByRole('row', { name: /Hà Thị Lan/ })).toContainText('Xã Nông Thượng 2023, đợt đã cất');
  await page.getByRole('button', { name: 'Đưa Xã Nông Thượng, đợt 2023 trở lại' }).click();
  await expect(page.getByRole('button', { name: 'Cất Xã Nông Thượng, đợt 2023' })).toBeVisible();
  await reviewer.page.getByRole('button', { name: 'Xem lại' }).click();
  await expect(reviewer.page.getByText('Xã Nông Thượng, đợt 2023 đã được đưa trở lại.')).toBeVisible();
  await reviewer.page.getByRole('link', { name: 'Mở sổ Thôn 3' }).click();
  await new Workbook(reviewer.page).seen();
  await context.close();
  await reviewer.context.close();
});
