/** Measurements in a page, ours or the plain one, with the same means: they use only elements that AG Grid itself creates. */
import type { Page } from '@playwright/test';

/** The bench's compiler calls this in each function that it passes to a page. */
export const NAMES = 'globalThis.__name = (named) => named';
const KEYS = 60;
const SCROLL_MS = 4_000;

export const p95 = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? NaN;

/** Percentage of frames that came at least one frame late at 60 frames a second. */
export const missed = (frames: readonly number[]): number => (100 * frames.filter((ms) => ms > 25).length) / frames.length;

/** Live memory of the page's scripts. */
export async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

/** Milliseconds from the start of the navigation to the frame that shows the first rows with text. */
export const rowsShown = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const cell = document.querySelector('.ag-row .ag-cell');
          if (cell?.textContent?.trim()) requestAnimationFrame(() => resolve(performance.now()));
          else requestAnimationFrame(look);
        };
        look();
      }),
  );

/**
 * Types numbers down a column as a person does, a digit and Enter. Returns, for each key, the time to the end of the
 * next frame.
 * @param round different numbers in each, because a value that the cell already has is not written again.
 */
export async function typeKeys(page: Page, round: number): Promise<number[]> {
  await page.evaluate(() => {
    const taken: number[] = [];
    Object.assign(window, { taken });
    addEventListener(
      'keydown',
      (event) => {
        const began = event.timeStamp;
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => taken.push(performance.now() - began);
          port2.postMessage(null);
        });
      },
      true,
    );
  });
  await page.locator('.ag-row[row-index="1"] .ag-cell[col-id="size"]').click();
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press(String(1 + ((i + round) % 9)));
    await page.waitForTimeout(60);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(60);
  }
  return page.evaluate(() => (window as unknown as { taken: number[] }).taken);
}

/**
 * How the wheel turns: pixels each time, milliseconds between. A hand turns it notch by notch; flung, it passes a
 * village in a second.
 */
export const PACES = { turned: { pixels: 100, pause: 40 }, flung: { pixels: 300, pause: 30 } } as const;

/** Frame lengths while the wheel turns, down and up again, because a village soon ends. */
export async function scrollFrames(page: Page, { pixels, pause }: (typeof PACES)[keyof typeof PACES]): Promise<number[]> {
  await page.locator('.ag-row[row-index]').first().hover();
  const frames = page.evaluate(
    (ms) =>
      new Promise<number[]>((resolve) => {
        const lengths: number[] = [];
        const end = performance.now() + ms;
        let last = performance.now();
        const next = (now: number): void => {
          lengths.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(next);
          else resolve(lengths.slice(1));
        };
        requestAnimationFrame(next);
      }),
    SCROLL_MS,
  );
  const end = Date.now() + SCROLL_MS - 200;
  const there = 3_000 / pixels;
  for (let turn = 0; Date.now() < end; turn++) {
    await page.mouse.wheel(0, turn % (2 * there) < there ? pixels : -pixels);
    await page.waitForTimeout(pause);
  }
  return frames;
}
