/** Where a new row goes among those that are there: between two neighbours, whatever others insert at the same time. */

export interface Ordered {
  id: string;
  /** null: entered at the end of the list, after all that have a place. */
  order: number | null;
}

export interface RowPlace {
  order: number;
  /** Rows that need another place first: those without one before it, and those after it that would stand in its way. */
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
  // Neighbours in one place, or too near for a number between them: those after it step back as far as they must.
  let taken = last + 1;
  for (const row of rows.slice(index + 1)) {
    if (row.order === null || row.order > taken) break;
    moved.push({ id: row.id, order: (taken += 1) });
  }
  return { order: last + 1, moved };
}
