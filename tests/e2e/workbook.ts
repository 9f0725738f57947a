/** Reads and operates a village's workbook. */
import { expect, type Locator, type Page } from '@playwright/test';

/** The cell's value without the marks beside it; without marks the cell is only its value. */
export const words = (cell: Locator): Locator =>
  cell.locator('xpath=descendant::*[contains(@class, "cell-text")] | self::*[not(descendant::*[contains(@class, "cell-text")])]');

export class Workbook {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(village: string): Promise<this> {
    await this.page.goto(`/thon/${village}`);
    await this.seen();
    return this;
  }

  async seen(): Promise<void> {
    await expect(this.page.locator('[row-id]').first()).toBeVisible();
  }

  /** The row of a household, by its head's name. */
  async row(name: string): Promise<string> {
    const found = this.page.locator('[row-id]').filter({ hasText: name }).first();
    await expect(found).toBeVisible();
    return (await found.getAttribute('row-id')) ?? '';
  }

  cell(row: string, column: string): Locator {
    return this.page.locator(`[row-id="${row}"] [col-id="${column}"]`);
  }

  /** Scrolls sideways until the column is on the page: columns out of view are not rendered. */
  async reach(row: string, column: string): Promise<Locator> {
    const found = await this.page.evaluate(inSight, [row, column] as const);
    if (!found) throw new Error(`No column ${column}`);
    return this.cell(row, column);
  }

  /** Makes the cell active; a click in its corner never toggles. */
  async stand(row: string, column: string): Promise<Locator> {
    const cell = await this.reach(row, column);
    await cell.click({ position: { x: 4, y: 4 } });
    return cell;
  }

  async type(row: string, column: string, text: string): Promise<void> {
    await this.stand(row, column);
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }
}

/** Runs in the page in one call: waits until the cell is completely visible, and not under a frozen column. */
async function inSight([row, column]: readonly [row: string, column: string]): Promise<boolean> {
  const isClear = (): boolean => {
    const cell = document.querySelector(`[row-id="${CSS.escape(row)}"] [col-id="${CSS.escape(column)}"]`);
    const box = cell?.getBoundingClientRect();
    if (!cell || !box?.width) return false;
    const at = (x: number): boolean => cell.contains(document.elementFromPoint(x, box.top + box.height / 2));
    return at(box.left + 3) && at(box.right - 3);
  };
  const sideways = (): Element[] =>
    [...document.querySelectorAll('.list-grid *')].filter(
      (part) => part.scrollWidth > part.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(part).overflowX),
    );
  // Columns are rendered some frames later, and a page in the background has few frames: missed ones are checked again.
  const drawn = (): Promise<unknown> =>
    Promise.race([
      new Promise((resolve) => setTimeout(resolve, 250)),
      new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 40))),
    ]);
  for (let turn = 0; !isClear(); turn++) {
    if (turn >= 100) return false;
    for (const part of sideways()) part.scrollLeft = (turn % 20) * 300;
    await drawn();
  }
  return true;
}
