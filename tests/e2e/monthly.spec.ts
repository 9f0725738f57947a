/** One month's review from the requests to its own decision, beside the yearly round; and a month without a request. */
import { expect, test } from '@playwright/test';
import { App } from './app.ts';
import { ADMIN, LAN, layOut, received, takeIn } from './people.ts';
import { Workbook } from './workbook.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start({ demo: false });
});
test.afterAll(() => app.stop());

const NEW = 'Triệu Văn Mới';

test('requests, review, meeting, posting and a decision of the month’s own; a month without requests is logged', async ({
  browser,
}, info) => {
  const { page } = await layOut(app, browser);
  const lan = await takeIn(app, browser, { page, context: page.context() }, LAN, ['thon-3']);
  const shot = async (name: string): Promise<void> => {
    await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: info.outputPath(`${name}-phone.png`), fullPage: true });
    await page.setViewportSize({ width: 1366, height: 768 });
  };
  await page.setViewportSize({ width: 1366, height: 768 });

  await test.step('a month without requests is logged, with who', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Các tháng trong năm' }).click();
    await page.getByRole('combobox', { name: 'Năm' }).selectOption('2024');
    await page.getByRole('button', { name: 'Không có giấy đề nghị tháng 2' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Ghi không có' }).click();
    await expect(page.getByRole('row', { name: /^Tháng 2 / })).toContainText('không có giấy đề nghị');
    await expect(page.getByRole('row', { name: /^Tháng 2 / })).toContainText('Trần Quốc Việt ghi');
    await expect(page.getByRole('row', { name: /^Tháng 3 / })).toContainText('chưa ghi, quá tháng');
    await shot('months');
  });

  let leaver = '';
  await test.step('requests: a household of the list, a new one, and one that Phiếu A keeps off it', async () => {
    await page.getByRole('button', { name: 'Ghi giấy đề nghị tháng 3' }).click();
    const form = page.getByRole('region', { name: 'Ghi giấy đề nghị mới' });
    const send = async (fields: Record<string, string>): Promise<void> => {
      await form.getByLabel('Ngày nhận giấy').fill('2024-03-12');
      for (const [label, value] of Object.entries(fields)) await form.getByLabel(label).fill(value);
      await form.getByRole('button', { name: 'Ghi giấy đề nghị' }).click();
    };
    await form.getByLabel('Thôn').selectOption('Thôn 3');
    await form.getByLabel('Tìm hộ đã có trong sổ').fill('a');
    const known = form
      .getByRole('list', { name: 'Hộ tìm thấy' })
      .getByRole('button', { name: /: hộ nghèo$/ })
      .first();
    leaver = (await known.innerText()).split(',')[0] ?? '';
    await known.click();
    await form.getByLabel('Đề nghị').first().selectOption('leave');
    await send({ 'Lý do đề nghị': 'Con đã đi làm, có thu nhập ổn định' });
    await expect(page.getByText(`Số 1. ${leaver}`)).toBeVisible();
    const asks = { 'Người nộp giấy': NEW, 'Hoặc chủ hộ chưa có trong sổ': NEW, 'Lý do đề nghị': 'Tai nạn lao động, mất sức' };
    await form.getByLabel('Đề nghị').first().selectOption('enter');
    await send(asks);
    await expect(form.getByText('Chưa ghi số tiêu chí Phiếu A.')).toBeVisible();
    await send({ ...asks, 'Số tiêu chí Phiếu A': '1' });
    await expect(page.getByText(`Số 2. ${NEW}`)).toBeVisible();
    await send({ ...asks, 'Hoặc chủ hộ chưa có trong sổ': 'Lý Văn Khá', 'Người nộp giấy': 'Lý Văn Khá', 'Số tiêu chí Phiếu A': '5' });
    await expect(page.getByText('Phải trả lời bằng văn bản')).toBeVisible();
    await expect(page.getByText('Hạn quyết định: hết ngày 01/04/2024, đã quá hạn.').first()).toBeVisible();
    await shot('requests');
  });

  const review = new URL(page.url()).pathname.split('/')[2] ?? '';
  await test.step('the reviewer of the village reaches it from the yearly round and scores both households', async () => {
    await lan.page.reload();
    await lan.page.getByRole('link', { name: 'Tháng 3/2024' }).click();
    await expect(lan.page.getByText('Rà soát thường xuyên tháng 3 năm 2024').first()).toBeVisible();
    await lan.page.goto(`/dot/${review}/thon/thon-3`);
    const book = new Workbook(lan.page);
    await book.seen();
    await expect(lan.page.locator('[row-id^="h:"] [col-id="head"]')).toHaveCount(2);
    const [old, fresh] = [await book.row(leaver), await book.row(NEW)];
    await book.type(old, 'b1', '200');
    for (const [column, text] of Object.entries({ size: '1', ethnic: 'Tày', b1: '100', i1: 'x', i2: 'x', i3: 'x', c1: 'x' }))
      await book.type(fresh, column, text);
    await expect(lan.page.getByText('Xã đã nhận tất cả').first()).toBeVisible();
  });

  await test.step('the same steps, with the opinion left out, and a decision with its own number', async () => {
    await page.goto(`/dot/${review}/cac-buoc/thon-3`);
    await page.getByRole('button', { name: 'Chốt rà soát' }).click();
    for (const [label, value] of [
      ['Ngày họp', '2024-03-19'],
      ['Nơi họp', 'Nhà văn hóa Thôn 3'],
      ['Người chủ trì', 'Lường Văn Hiếu'],
      ['Thư ký', LAN],
      ['Đại diện hộ có tên', '20'],
      ['Số người đồng ý', '18'],
    ] as const)
      await page.getByLabel(label).fill(value);
    await page.getByRole('button', { name: 'Ghi kết quả họp' }).click();
    await page.getByLabel('Niêm yết từ ngày').fill('2024-03-20');
    await page.getByLabel('Nơi niêm yết').fill('Nhà văn hóa Thôn 3');
    await page.getByRole('button', { name: 'Ghi niêm yết' }).click();
    await page.getByLabel('Ngày quyết định').fill('2024-03-28');
    await page.getByLabel('Số quyết định').fill('21/QĐ-UBND');
    await page.getByLabel('Người ký').fill('Hoàng Văn An');
    await page.getByRole('button', { name: 'Ghi quyết định công nhận' }).click();
    await expect(page.getByRole('heading', { name: 'Đã công nhận' })).toBeVisible();
  });

  await test.step('each request has its outcome, and the table of months says so', async () => {
    await page.goto(`/dot/${review}/giay-de-nghi`);
    await expect(page.getByText('Công nhận hộ nghèo, quyết định 21/QĐ-UBND ngày 28/03/2024')).toBeVisible();
    await expect(page.getByText('Công nhận thoát, nay là không nghèo, quyết định 21/QĐ-UBND ngày 28/03/2024')).toBeVisible();
    await page.getByLabel('Ngày trả lời').fill('2024-03-29');
    await page.getByLabel('Lý do không công nhận').fill('Có 5 tiêu chí Phiếu A');
    await page.getByRole('button', { name: 'Ghi trả lời' }).click();
    await expect(page.getByText('Không công nhận, trả lời ngày 29/03/2024: Có 5 tiêu chí Phiếu A')).toBeVisible();
    await shot('outcomes');
    await page.getByRole('link', { name: 'Các tháng trong năm' }).click();
    await page.getByRole('combobox', { name: 'Năm' }).selectOption('2024');
    const march = page.getByRole('row', { name: /^Tháng 3 / });
    await expect(march).toContainText('3 giấy: 2 công nhận, 1 không công nhận');
    await expect(march).toContainText('Quyết định 21/QĐ-UBND');
    await shot('months-after');
  });

  await test.step('the yearly round is as it was', async () => {
    await page.goto('/cac-buoc/thon-3');
    await expect(page.getByRole('button', { name: 'Chốt rà soát' })).toBeVisible();
    expect((await lan.context.request.post(`/api/month-begin/${review}.xa`, { data: { year: 2024, month: 5 } })).status()).toBe(403);
  });
});

test.describe('a yearly list that runs', () => {
  let own: App;
  test.beforeAll(async () => {
    own = await App.start({ demo: false });
  });
  test.afterAll(() => own.stop());

  test('takes in what a month of its year decided', async ({ browser }, info) => {
    const { page } = await layOut(own, browser);
    await page.setViewportSize({ width: 1366, height: 768 });
    const yearly = ((await (await page.request.get('/api/me')).json()) as { person: { review: string } }).person.review;
    const post = async (path: string, data: object): Promise<{ kind?: string; review?: { id: string } }> => {
      const answer = await page.request.post(path, { data });
      expect(answer.status(), await answer.text()).toBe(200);
      return answer.json();
    };
    const review = (await post(`/api/month-begin/${yearly}.xa`, { year: 2023, month: 3 })).review?.id ?? '';
    const act = async (kind: string, data: object): Promise<void> =>
      expect(await post(`/api/acts/${review}.thon-3`, { kind, data })).toEqual({ kind: 'done' });
    await test.step('a visitor’s note about a household on no list is registered as a request of the month', async () => {
      await page.goto('/ke-hoach');
      await page.getByRole('button', { name: 'Sửa kế hoạch của xã' }).click();
      await page.getByRole('checkbox', { name: /^Nhận ý kiến/ }).check();
      await page.getByRole('button', { name: 'Ghi vào kế hoạch của xã' }).click();
      await received(page);
      const today = await page.evaluate(() => new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }));
      const people = { committee: 0, bodies: 0, front: 0, reviewers: 0, listed: 4, others: 0, agreeing: 4 };
      for (const [kind, data] of [
        ['reviewed', {}],
        ['met', { day: '2023-10-10', place: 'Nhà văn hóa', chair: 'An', secretary: LAN, ...people }],
        ['posted', { from: today, places: 'Nhà văn hóa' }],
      ] as const)
        expect(await post(`/api/acts/${yearly}.thon-4`, { kind, data })).toEqual({ kind: 'done' });
      const note = { group: '', head: 'Đặng Văn Sót', from: 'Triệu Thị Sen', contact: '0912 345 678', text: 'Nhà cháy, chưa ai đến' };
      await post(`/api/posted-notes/${yearly}.thon-4`, note);
      await page.goto('/cac-buoc/thon-4');
      const way = page.getByRole('link', { name: 'Ghi thành giấy đề nghị, tháng 3/2023' });
      await expect(way).toBeVisible();
      await page.screenshot({ path: info.outputPath('note-unlisted.png'), fullPage: true });
      await way.click();
      const form = page.getByRole('region', { name: 'Ghi giấy đề nghị mới' });
      await expect(form.getByText('Từ ý kiến số 1 gửi từ trang niêm yết')).toBeVisible();
      await expect(form.getByRole('combobox', { name: 'Thôn' }).locator('option:checked')).toHaveText('Thôn 4');
      await expect(form.getByLabel('Hoặc chủ hộ chưa có trong sổ')).toHaveValue('Đặng Văn Sót');
      await expect(form.getByLabel('Lý do đề nghị')).toHaveValue('Nhà cháy, chưa ai đến');
      await form.getByLabel('Số tiêu chí Phiếu A').fill('1');
      await page.screenshot({ path: info.outputPath('note-request.png'), fullPage: true });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.screenshot({ path: info.outputPath('note-request-phone.png'), fullPage: true });
      await page.setViewportSize({ width: 1366, height: 768 });
      await form.getByRole('button', { name: 'Ghi giấy đề nghị' }).click();
      await expect(page.getByText('Số 1. Đặng Văn Sót')).toBeVisible();
      await page.getByRole('link', { name: 'Về các bước của Thôn 4' }).click();
      await expect(page.getByText('Ý kiến số 1: Đã ghi thành giấy đề nghị rà soát')).toBeVisible();
      await expect(page.getByRole('heading', { name: 'Ý kiến gửi từ trang niêm yết' })).toHaveCount(0);
    });

    const asks = { day: '2023-03-12', ask: 'enter', from: 'Ông Tư', text: 'Tai nạn lao động, mất sức', formA: 1 };
    const known = (await (await page.request.get(`/api/known/${review}.thon-3`)).json()) as {
      households: { household: string; head: string; result: string }[];
    };
    const leaver = known.households.find(({ result }) => result === 'Hộ nghèo')!;
    await act('requested', { ...asks, head: NEW });
    await act('requested', { ...asks, ask: 'leave', household: leaver.household, head: leaver.head, formA: undefined });
    await page.goto(`/dot/${review}/thon/thon-3`);
    const book = new Workbook(page);
    await book.seen();
    await book.type(await book.row(leaver.head), 'b1', '200');
    const fresh = await book.row(NEW);
    for (const [column, text] of Object.entries({ size: '1', ethnic: 'Tày', b1: '100', i1: 'x', i2: 'x', i3: 'x', c1: 'x' }))
      await book.type(fresh, column, text);
    await expect(page.getByText('Xã đã nhận tất cả').first()).toBeVisible();
    await act('reviewed', {});
    const present = { committee: 1, bodies: 1, front: 1, reviewers: 1, listed: 2, others: 0 };
    const met = { day: '2023-03-19', place: 'Nhà văn hóa', chair: 'Lường Văn Hiếu', secretary: LAN };
    await act('met', { ...met, ...present, agreeing: 6 });
    await act('posted', { from: '2023-03-20', places: 'Nhà văn hóa' });

    await test.step('the admin puts the month aside and brings it back, until it is decided; nobody’s yearly round is touched', async () => {
      const context = await browser.newContext({ baseURL: own.url, viewport: { width: 1366, height: 768 } });
      expect((await context.request.post('/api/enter', { data: { username: 'quan.tri', password: ADMIN } })).ok()).toBe(true);
      const admin = await context.newPage();
      await admin.goto('/nguoi-dung');
      await admin.getByText('Đợt thường xuyên hằng tháng (1)').click();
      const month = 'Xã Nông Thượng, thường xuyên tháng 3/2023';
      await admin.getByRole('button', { name: `Cất ${month}` }).click();
      const question = admin.getByRole('alertdialog');
      await expect(question.getByText('ở trang các tháng, tháng này ghi lại được từ đầu')).toBeVisible();
      await admin.screenshot({ path: info.outputPath('aside-question.png') });
      await admin.setViewportSize({ width: 390, height: 844 });
      await admin.screenshot({ path: info.outputPath('aside-question-phone.png') });
      await admin.setViewportSize({ width: 1366, height: 768 });
      await question.getByLabel('Lý do').fill('Lập nhầm');
      await question.getByRole('button', { name: 'Cất đợt' }).click();
      await expect(admin.getByRole('heading', { name: 'Đợt đã cất' })).toBeVisible();
      await page.goto('/thuong-xuyen');
      await page.getByRole('combobox', { name: 'Năm' }).selectOption('2023');
      await expect(page.getByRole('row', { name: /^Tháng 3 / })).toContainText('chưa ghi');
      await page.screenshot({ path: info.outputPath('months-aside.png'), fullPage: true });
      await page.goto('/cac-buoc/thon-3');
      await expect(page.getByRole('button', { name: 'Chốt rà soát' })).toBeVisible();
      await expect(page.getByRole('region', { name: 'Kết quả rà soát thường xuyên trong năm' })).toHaveCount(0);
      await admin.screenshot({ path: info.outputPath('aside.png'), fullPage: true });
      await admin.getByRole('button', { name: `Đưa ${month} trở lại` }).click();
      await expect(admin.getByText('Đợt thường xuyên hằng tháng (1)')).toBeVisible();
      await act('recognised', { day: '2023-03-28', number: '21/QĐ-UBND', signer: 'Hoàng Văn An' });
      await admin.getByText('Đợt thường xuyên hằng tháng (1)').click();
      await admin.getByRole('button', { name: `Cất ${month}` }).click();
      await question.getByLabel('Lý do').fill('Lập nhầm');
      await expect(question).toContainText('1 thôn đã có quyết định công nhận hoặc văn bản trả lời, nên không cất đợt được.');
      await expect(question.getByRole('button', { name: 'Cất đợt' })).toBeDisabled();
      await admin.screenshot({ path: info.outputPath('aside-decided.png') });
      await context.close();
      await page.reload();
    });

    const offer = page.getByRole('region', { name: 'Kết quả rà soát thường xuyên trong năm' });
    await test.step('the list says quietly that it does not have it; the page of steps says which households', async () => {
      await page.goto('/thon/thon-3');
      await expect(page.getByText('Trong năm, thôn này có 1 hộ được công nhận theo tháng mà danh sách này chưa ghi.')).toBeVisible();
      await page.screenshot({ path: info.outputPath('list-notice.png') });
      await page.getByRole('link', { name: 'Xem, đưa vào danh sách' }).click();
      await expect(offer.getByText(`${NEW}: hộ nghèo`)).toBeVisible();
      await expect(offer.getByText('Danh sách đang ghi khác')).toBeVisible();
      await expect(offer.getByRole('link', { name: leaver.head })).toBeVisible();
      await page.screenshot({ path: info.outputPath('offer.png'), fullPage: true });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.screenshot({ path: info.outputPath('offer-phone.png'), fullPage: true });
      await page.goto('/thon/thon-3');
      await expect(page.getByText('mà danh sách này chưa ghi.')).toBeVisible();
      await page.screenshot({ path: info.outputPath('list-notice-phone.png') });
      await page.setViewportSize({ width: 1366, height: 768 });
      await page.goto('/cac-buoc/thon-3');
    });

    await test.step('one button brings it in, once; it can be undone and done again', async () => {
      const bring = offer.getByRole('button', { name: 'Đưa kết quả của 1 hộ vào danh sách' });
      await bring.click();
      await expect(page.getByText('Đã đưa kết quả của 1 hộ vào danh sách.')).toBeVisible();
      await expect(bring).toBeHidden();
      await page.getByRole('button', { name: 'Hoàn tác, lấy ra khỏi danh sách' }).click();
      await bring.click();
      await expect(bring).toBeHidden();
      await page.goto('/thon/thon-3');
      await book.seen();
      const row = await book.row(NEW);
      await expect(page.locator(`[row-id="${row}"] [col-id="lastYear"]`)).toHaveText('Hộ nghèo');
      await expect(page.getByText('mà danh sách này chưa ghi.')).toBeHidden();
      await expect(page.locator('[row-id^="h:"] [col-id="head"]').filter({ hasText: NEW })).toHaveCount(1);
      await page.goto('/cac-buoc/thon-3');
      await expect(offer.getByText('Danh sách đang ghi khác')).toBeVisible();
      await expect(offer.getByRole('button')).toHaveCount(0);
    });

    await test.step('the admin who makes the next round reads how many households have no result yet, before and after', async () => {
      const context = await browser.newContext({ baseURL: own.url, viewport: { width: 1366, height: 768 } });
      expect((await context.request.post('/api/enter', { data: { username: 'quan.tri', password: ADMIN } })).ok()).toBe(true);
      const admin = await context.newPage();
      await admin.goto('/nguoi-dung');
      await admin.getByText('Lập đợt mới').click();
      await admin.getByLabel('Lập cho xã').selectOption({ label: 'Xã Nông Thượng' });
      await admin.getByLabel('Năm', { exact: true }).fill('2024');
      await expect(admin.getByText('Hộ chưa có kết quả, không được chép sang: Thôn 3: 1 hộ.')).toBeVisible();
      await admin.screenshot({ path: info.outputPath('next-round.png'), fullPage: true });
      await admin.setViewportSize({ width: 390, height: 844 });
      await admin.screenshot({ path: info.outputPath('next-round-phone.png'), fullPage: true });
      await admin.setViewportSize({ width: 1366, height: 768 });
      await admin.getByRole('button', { name: 'Lập đợt rà soát' }).click();
      await expect(admin.getByText('Đã lập đợt. Hộ chưa có kết quả, không được chép sang: Xã Nông Thượng, Thôn 3: 1 hộ.')).toBeVisible();
      await admin.screenshot({ path: info.outputPath('left-behind.png'), fullPage: true });
      await context.close();
    });
  });
});
