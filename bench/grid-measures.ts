/** What is measured in a page, ours or the plain one, by the same means: only what AG Grid itself puts on the page is used. */
import type { Page } from '@playwright/test';

/** What the bench's own compiler calls in each function that it hands to a page. */
export const NAMES = 'globalThis.__name = (named) => named';
const KEYS = 60;
const SCROLL_MS = 4_000;

export const p95 = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? NaN;

/** Of a hundred frames, how many came a frame or more late at 60 a second. */
export const missed = (frames: readonly number[]): number => (100 * frames.filter((ms) => ms > 25).length) / frames.length;

/** Milliseconds from the start of the navigation to the frame that shows the first rows with their text. */
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
 * Types numbers down a column as a person does, a digit and Enter; of each key, the time to the end of the next frame.
 * @param round other numbers in each: what stands there already is not written again.
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

/** How the wheel turns: pixels each time, milliseconds between. A hand turns it by notches; flung, a village passes in a second. */
export const PACES = { turned: { pixels: 100, pause: 40 }, flung: { pixels: 300, pause: 30 } } as const;

/** Lengths of the frames while the wheel turns, down and up again: a village is soon at its end. */
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
