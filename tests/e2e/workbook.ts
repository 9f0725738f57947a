/** Hands and eyes on a village's workbook. */
import { expect, type Locator, type Page } from '@playwright/test';

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

  /** Scrolls sideways until the column is on the page: columns out of sight are not in it. */
  async reach(row: string, column: string): Promise<Locator> {
    const cell = this.cell(row, column);
    if (await this.isClear(cell)) return cell;
    for (let left = 0; left < 6_000; left += 300) {
      await this.page.locator('.list-grid').evaluate((grid, to) => {
        for (const part of grid.querySelectorAll('*')) if (part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== 'visible') part.scrollLeft = to;
      }, left);
      await this.page.waitForTimeout(100);
      if (await this.isClear(cell)) return cell;
    }
    throw new Error(`No column ${column}`);
  }

  /** Stands in the cell; a click in its corner never toggles. */
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

  /** Whole, and not under a frozen column. */
  private async isClear(cell: Locator): Promise<boolean> {
    if ((await cell.count()) === 0) return false;
    return cell.first().evaluate((element) => {
      const box = element.getBoundingClientRect();
      const at = (x: number): boolean => element.contains(document.elementFromPoint(x, box.top + box.height / 2));
      return box.width > 0 && at(box.left + 3) && at(box.right - 3);
    });
  }
}
