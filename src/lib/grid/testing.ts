/** Rows for tests. */
import type { GridRow, GridSheet } from './grid-row.ts';
import type { CellValue } from '../review/types.ts';

export function rowOf(
  id: string,
  cells: Record<string, CellValue>,
  more: Partial<Omit<GridRow, 'results'>> & { results?: Record<string, CellValue>; sheet?: GridSheet } = {},
): GridRow {
  return {
    id,
    sheet: 'list01',
    number: Number(id) || 1,
    cells,
    problems: {},
    conflicts: {},
    unsettled: new Set(),
    headName: '',
    ...more,
    results: (more.results ?? null) as GridRow['results'],
  };
}
