/**
 * Actions on whole rows, as writes. Each is one write of the list and one undo. No row is ever deleted: a household that
 * leaves keeps its row, with the reason.
 */
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX, ORDER_FIELD, rowsInOrder, SHEET_FIELD } from '$lib/cells/review-rooms.ts';
import type { CellWrite } from '$lib/cells/shared-list.ts';
import type { GridRow } from '$lib/grid/grid-row.ts';
import { columnOf, LEAVING } from '$lib/review/columns.ts';
import type { CellValue } from '$lib/review/types.ts';
import { newId } from '$lib/cells/new-ids.ts';
import { MISTAKEN_FIELD } from '$lib/review/mistaken.ts';
import { proposeCode } from '$lib/review/next-code.ts';
import { placeAfter } from './row-order.ts';
import type { VillageBook } from './village-book.ts';

export type Side = 'above' | 'below';
export type LeavingReason = (typeof LEAVING)[number];
export const HEAD_RELATION = 'Chủ hộ';

export interface RowDeed {
  writes: CellWrite[];
  /** The row that gets the focus afterwards. */
  row: string;
}

/** Only Danh sách 01 has the column Biến động. */
export const hasChange = ({ sheet }: GridRow): boolean => columnOf(sheet, 'change') !== undefined;
export const hasLeft = ({ cells }: GridRow): boolean => LEAVING.some((reason) => reason === cells.change);

export function insertRow(book: VillageBook, beside: GridRow, side: Side): RowDeed {
  const isMember = beside.sheet === 'members';
  const row = newId(isMember ? MEMBER_PREFIX : HOUSEHOLD_PREFIX);
  const cells: Record<string, CellValue> = isMember
    ? { code: beside.cells.code ?? '' }
    : { [SHEET_FIELD]: beside.sheet, code: freeCode(book) };
  return { row, writes: [...placed(book, row, beside, side), ...cellsOf(row, cells)] };
}

/** Belongs to one household or person alone. */
const NOT_COPIED: ReadonlySet<string> = new Set(['code', 'cccd', 'change', ORDER_FIELD, MISTAKEN_FIELD]);

export function duplicateRow(book: VillageBook, from: GridRow): RowDeed {
  const isMember = from.sheet === 'members';
  const row = newId(isMember ? MEMBER_PREFIX : HOUSEHOLD_PREFIX);
  const copied = Object.entries(book.list.snapshotRow(from.id)).filter(([field, value]) => value !== null && !NOT_COPIED.has(field));
  const code = isMember ? (from.cells.code ?? '') : freeCode(book);
  return { row, writes: [...placed(book, row, from, 'below'), ...cellsOf(row, { ...Object.fromEntries(copied), code })] };
}

/** Some members leave and form a household of their own. @param head one of them. */
export function splitHousehold(book: VillageBook, from: GridRow, leaving: readonly GridRow[], head: GridRow): RowDeed {
  const row = newId(HOUSEHOLD_PREFIX);
  const code = freeCode(book);
  const staying = book.membersOf(from.cells.code).length - leaving.length;
  const size = typeof from.cells.size === 'number' ? Math.max(from.cells.size - leaving.length, staying) : staying || null;
  const { name, birth, sex, ethnic, cccd } = head.cells;
  const made: Record<string, CellValue | undefined> = {
    [SHEET_FIELD]: from.sheet,
    code,
    head: name,
    birth,
    sex,
    ethnic,
    cccd,
    size: leaving.length,
    note: `Tách từ hộ ${nameOf(from)}`,
    ...(hasChange(from) && { change: 'Tách hộ' }),
  };
  return {
    row,
    writes: [
      ...placed(book, row, from, 'below'),
      ...cellsOf(row, made),
      ...cellsOf(from.id, { size }),
      // Their relation was to the old head.
      ...leaving.flatMap(({ id }) => cellsOf(id, { code, relation: id === head.id ? HEAD_RELATION : null })),
    ],
  };
}

/** @param into gets the members; `from` keeps its row, marked as left. */
export function mergeHouseholds(book: VillageBook, from: GridRow, into: GridRow): RowDeed {
  const members = book.membersOf(from.cells.code);
  const coming = typeof from.cells.size === 'number' ? from.cells.size : members.length;
  const there = typeof into.cells.size === 'number' ? into.cells.size : book.membersOf(into.cells.code).length;
  const note = [from.cells.note, `Nhập vào hộ ${nameOf(into)}`].filter(Boolean).join('; ');
  return {
    row: into.id,
    writes: [
      ...cellsOf(from.id, { change: 'Nhập hộ', note }),
      ...cellsOf(into.id, { size: there + coming || null }),
      ...members.flatMap((member) =>
        cellsOf(member.id, { code: into.cells.code ?? '', ...(member.cells.relation === HEAD_RELATION && { relation: null }) }),
      ),
    ],
  };
}

export const leaveVillage = ({ id }: GridRow, reason: LeavingReason): RowDeed => ({ row: id, writes: cellsOf(id, { change: reason }) });
export const bringBack = ({ id }: GridRow): RowDeed => ({ row: id, writes: cellsOf(id, { change: null }) });

const nameOf = ({ cells }: GridRow): string => [cells.head, cells.code && `(${cells.code})`].filter(Boolean).join(' ');
const freeCode = (book: VillageBook): string => proposeCode(book.codes());

const cellsOf = (row: string, cells: Record<string, CellValue | undefined>): CellWrite[] =>
  Object.entries(cells).flatMap(([field, value]) => (value === undefined ? [] : { row, field, value }));

/** Both lists of households share one order; the new row comes next to its neighbour in it. */
function placed(book: VillageBook, row: string, { id }: GridRow, side: Side): CellWrite[] {
  const rows = rowsInOrder(book.list, id.startsWith(MEMBER_PREFIX) ? MEMBER_PREFIX : HOUSEHOLD_PREFIX).map((other) => {
    const order = book.list.get(other, ORDER_FIELD);
    return { id: other, order: typeof order === 'number' ? order : null };
  });
  const at = rows.findIndex((other) => other.id === id);
  const { order, moved } = placeAfter(rows, side === 'below' ? at : at - 1);
  return [...moved.map((other) => ({ row: other.id, field: ORDER_FIELD, value: other.order })), { row, field: ORDER_FIELD, value: order }];
}
