/** A change in words: 'Điểm B1: 130 → 150'. */
import { fieldLabel } from '$lib/cells/field-label.ts';
import { valueText } from '$lib/grid/grid-context.ts';
import type { GridRow, GridSheet } from '$lib/grid/grid-row.ts';
import { columnOf, columnsOf, SHEETS } from '$lib/review/columns.ts';
import { isItemField } from '$lib/review/item-field.ts';
import { MISTAKEN_FIELD } from '$lib/review/mistaken.ts';
import type { CellValue, Row } from '$lib/review/types.ts';
import { isOfPeople } from '$lib/cells/restore.ts';
import { MEMBER_PREFIX, SHEET_FIELD } from '$lib/cells/review-rooms.ts';
import { groupBy } from '$lib/review/group-by.ts';

/** Several values are a conflict; the standing value is last. */
export function valuesWords(row: string, field: string, values: readonly CellValue[]): string {
  if (field === SHEET_FIELD) return values.map((value) => SHEETS[value === 'list02' ? 'list02' : 'list01'].name).join(' | ') || '(trống)';
  const sheets: GridSheet[] = row.startsWith(MEMBER_PREFIX) ? ['members'] : ['list01', 'list02'];
  const column = sheets.map((sheet) => columnOf(sheet, field)).find(Boolean);
  return (values.length > 0 ? values : [null])
    .map((value) => (column ? valueText(column, { value }) : String(value ?? '(trống)')))
    .join(' | ');
}

export const fieldWords = fieldLabel;

/** Whether an earlier value of this one cell can be written again. Where a household stands concerns other rows as well. */
export const mayComeBack = (field: string): boolean => field !== SHEET_FIELD && field !== MISTAKEN_FIELD;

/** Whether the field is a column of a sheet or an answer, not one that only orders the rows. */
export const isShown = (row: string, field: string): boolean =>
  isOfPeople(row) &&
  (field === SHEET_FIELD ||
    (field === MISTAKEN_FIELD && !row.startsWith(MEMBER_PREFIX)) ||
    isItemField(field) ||
    columnsOf(row.startsWith(MEMBER_PREFIX) ? 'members' : 'list01').some(({ key }) => key === field) ||
    columnOf('list02', field) !== undefined);

/** The rows as they are shown now. */
interface ShownRows {
  households(): readonly GridRow[];
  row(id: string): GridRow | undefined;
  /** Also one that is put aside. */
  household(id: string): Pick<Row, 'cells'>;
}

export interface HouseholdGroup<T> {
  /** The household's row; '' for members of no household here. */
  id: string;
  name: string;
  code: string;
  items: T[];
}

/** Groups by household in the list's order; the household's own cells come before its members'. */
export function byHousehold<T extends { row: string }>(book: ShownRows, items: readonly T[]): HouseholdGroup<T>[] {
  const byCode = new Map(book.households().map((row) => [row.cells.code, row]));
  const place = new Map(book.households().map(({ id }, at) => [id, at]));
  const of = (row: string): string => {
    const shown = book.row(row);
    return shown?.sheet === 'members' ? (byCode.get(shown.cells.code)?.id ?? '') : row;
  };
  const groups = [...groupBy(items, ({ row }) => of(row))].map(([id, items]): HouseholdGroup<T> => {
    const row = book.row(id) ?? (id === '' ? undefined : book.household(id));
    return {
      id,
      name: String(row?.cells.head ?? '') || (id === '' ? 'Thành viên chưa rõ hộ' : '(chưa ghi tên)'),
      code: String(row?.cells.code ?? ''),
      items: [...items].sort((a, b) => Number(a.row !== id) - Number(b.row !== id)),
    };
  });
  return groups.sort((a, b) => (place.get(a.id) ?? Infinity) - (place.get(b.id) ?? Infinity) || 0);
}

/** The member's name, to put before the column of a member's cell. */
export const memberWords = (book: ShownRows, row: string): string =>
  row.startsWith(MEMBER_PREFIX) ? `${String(book.row(row)?.cells.name ?? 'Thành viên')}, ` : '';

/** Who wrote, and the name in the entry if it differs. An accepted late edit has its author's name in the entry. */
export const whoWords = (name: string, claimed: readonly string[]): string => {
  const others = claimed.filter((claim) => claim !== name);
  return others.length > 0 ? `${name} (ghi tên: ${others.join(', ')})` : name;
};
