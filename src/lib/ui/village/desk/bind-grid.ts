/** Passes the book's changes on to the grid of the sheet on show. */
import type { ListGrid } from '$lib/grid/ag-grid/list-grid.ts';
import type { GridSheet } from '$lib/grid/grid-row.ts';
import type { VillageBook } from '../state/village-book.ts';

/** @returns a function that stops it. */
export function bindGrid(grid: ListGrid, book: VillageBook, sheet: GridSheet): () => void {
  return book.onChange(({ added, updated, removed, reordered, cells, local }) => {
    if (reordered.has(sheet)) return grid.setRows(book.rows(sheet));
    const here = ({ sheet: other }: { sheet: string }): boolean => other === sheet;
    const add = added.filter(here);
    const update = updated.filter(here);
    const remove = removed.filter(here);
    if (add.length + update.length + remove.length === 0) return;
    const changed = new Set(update.map(({ id }) => id));
    grid.take({ add, update, remove }, local ? [] : cells.filter(({ row }) => changed.has(row)));
  });
}
