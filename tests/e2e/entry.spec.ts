import { expect, test } from '@playwright/test';
import { App } from './app.ts';

let app: App;
test.beforeAll(async () => {
  app = await App.start();
});
test.afterAll(() => app.stop());

test('an unknown person is led to the entry, which says that this is a demo', async ({ page }) => {
  await page.goto(`${app.url}/xuat`);
  await expect(page).toHaveURL(/\/vao$/);
  await expect(page.getByText('Bản dùng thử, số liệu minh họa.')).toBeVisible();
  for (const name of ['Hà Thị Lan', 'Nông Văn Thành', 'Lường Văn Hiếu', 'Trần Quốc Việt'])
    await expect(page.getByRole('button', { name })).toBeVisible();
});

test('the commune sees every village, with what is left to do', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Trần Quốc Việt');
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(12);
  await expect(page.getByText('67/67 hộ')).toBeVisible();
  await expect(page.getByText('Xã đã nhận tất cả').first()).toBeVisible();
  await context.close();
});

test('a reviewer sees only the assigned villages, and neither imports nor exports', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Hà Thị Lan');
  await expect(page.getByRole('link', { name: /^Mở sổ/ })).toHaveCount(4);
  await expect(page.getByRole('link', { name: 'Xuất bộ biểu' })).toHaveCount(0);
  await page.goto('/nhap');
  await expect(page.getByText('Chỉ cán bộ xã nhập danh sách.')).toBeVisible();
  await context.close();
});

test('a village head only reads', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Lường Văn Hiếu');
  await expect(page.getByRole('button', { name: /Chỉ xem/ })).toBeVisible();
  await context.close();
});

test('signing out leads back to the entry', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Hà Thị Lan');
  await page.getByRole('button', { name: /Hà Thị Lan/ }).click();
  await page.getByRole('menuitem', { name: /Ra/ }).click();
  await expect(page).toHaveURL(/\/vao$/);
  await context.close();
});

test('an address that does not exist says so', async ({ browser }) => {
  const { page, context } = await app.enter(browser, 'Hà Thị Lan');
  await page.goto('/khong-co');
  await expect(page.getByRole('heading', { name: 'Không có trang này' })).toBeVisible();
  await context.close();
});

/** Where the way to the export has stood since it was first drawn, with what the page said of its villages. */
interface Seen {
  box: string;
  opened: string;
}

for (const viewport of [
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
])
  test(`on ${viewport.width} px the ways of the first page stay where they are while its figures come`, async ({ browser }, info) => {
    const { page, context } = await app.enter(browser, 'Trần Quốc Việt', { viewport });
    await page.addInitScript(() => {
      const seen: Seen[] = [];
      Object.assign(window, { seen });
      const look = (): void => {
        const way = document.querySelector('a[href="/xuat"]');
        if (way) {
          const { x, y, width, height } = way.getBoundingClientRect();
          seen.push({
            box: [x, y + scrollY, width, height].join(' '),
            opened: /Đang mở các thôn|Mới mở|Đã tính đủ/.exec(document.body.innerText)?.[0] ?? '',
          });
        }
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    // The lists come late, so that the page without figures is seen.
    await page.routeWebSocket(/./, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => void setTimeout(() => socket.send(message), 300));
    });
    await page.reload();
    await expect(page.getByText('Đã tính đủ 12 thôn.')).toBeVisible();
    await expect(page.locator('.next .primary')).toBeVisible();
    await page.screenshot({ path: info.outputPath(`home-${viewport.width}.png`) });
    const seen = await page.evaluate(() => (window as unknown as { seen: Seen[] }).seen);
    expect(seen[0]?.opened).toBe('Đang mở các thôn');
    expect([...new Set(seen.map(({ box }) => box))]).toHaveLength(1);
    await context.close();
  });
