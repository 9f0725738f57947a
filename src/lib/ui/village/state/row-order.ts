/** The order number of a new row: between two neighbours, whatever others insert at the same time. */

export interface Ordered {
  id: string;
  /** null: added at the end of the list, after all rows that have a number. */
  order: number | null;
}

export interface RowPlace {
  order: number;
  /** Rows that need a new number first: those before it without one, and those after it that are in the way. */
  moved: { id: string; order: number }[];
}

/** @param rows in the order shown. @param index the new row comes after this one; -1: before all. */
export function placeAfter(rows: readonly Ordered[], index: number): RowPlace {
  const moved: RowPlace['moved'] = [];
  let last = -1;
  for (const { id, order } of rows.slice(0, index + 1)) {
    if (order === null) moved.push({ id, order: (last += 1) });
    else last = Math.max(last, order);
  }
  const next = rows[index + 1];
  if (index < 0) last = (next?.order ?? 1) - 2;
  const order = next?.order === null || next === undefined ? last + 1 : (last + next.order) / 2;
  if (order > last && (next?.order ?? Infinity) > order) return { order, moved };
  // The neighbours have the same number, or there is none between them: move the rows after it as far as needed.
  let taken = last + 1;
  for (const row of rows.slice(index + 1)) {
    if (row.order === null || row.order > taken) break;
    moved.push({ id: row.id, order: (taken += 1) });
  }
  return { order: last + 1, moved };
}
