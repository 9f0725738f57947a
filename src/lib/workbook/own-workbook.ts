/**
 * What tells our own workbook from those of others. Its lists of results look like lists to be read, and some (Danh
 * sách 01 of Phụ lục I) bear the very titles under which communes send theirs: in our own, only the input sheets are read.
 */
import { SHEETS } from '../review/columns.ts';
import type { Grid } from './read-grid.ts';

export const BASIS_SHEET = 'Thông số';
export const BASIS_TITLE = 'THÔNG SỐ CỦA ĐỢT RÀ SOÁT';
export const CHECK_SHEET = 'Kiểm tra';

const INPUT_TABS = new Set(Object.values(SHEETS).map(({ name }) => name));

/** Tabs that stand between the input sheets and Thông số: where somebody adds a sheet of households, it is read. */
export function ownForms(grids: readonly Grid[]): ReadonlySet<string> {
  const basis = grids.findIndex(({ name, rows }) => name === BASIS_SHEET && rows.get(0)?.get(0)?.value === BASIS_TITLE);
  const first = grids.findIndex(({ name }) => name === SHEETS.list01.name);
  const isOwn = basis > first && first >= 0 && grids.some(({ name }) => name === CHECK_SHEET);
  return new Set(isOwn ? grids.slice(first, basis).map(({ name }) => name).filter((name) => !INPUT_TABS.has(name)) : []);
}
