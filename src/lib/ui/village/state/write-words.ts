/** The messages about what a person wrote, or could not write, in a village's list. */
import { valueText } from '$lib/grid/grid-context.ts';
import { columnLabel, type GridColumn } from '$lib/grid/grid-columns.ts';
import { itemLabel } from '$lib/review/item-field.ts';
import type { GridRow } from '$lib/grid/grid-row.ts';
import { columnOf, type Column } from '$lib/review/columns.ts';
import type { CellValue } from '$lib/review/types.ts';

export interface Said {
  text: string;
  kind: 'done' | 'warning';
}

/** 'Hộ Hà Văn Dũng'. @param row undefined if it is gone or not there yet. */
export function rowName(row: GridRow | undefined): string {
  const name = row?.cells.head ?? row?.cells.name ?? row?.cells.code;
  return row?.sheet === 'members' ? `${name ?? 'Thành viên'}` : `Hộ ${name ?? 'mới'}`;
}

const cellName = (row: GridRow | undefined, label: string): string => `${rowName(row)}, cột ${label}`;

/** @param corrects whether this person may put a cell of the closed list right, with a reason. */
export const whyNotWords = (locked: boolean, corrects = false): string =>
  corrects
    ? 'Danh sách đã chốt, không ghi thẳng vào được. Bấm Vì sao? của hộ, rồi Sửa, ghi lý do.'
    : locked
      ? 'Danh sách đã khóa, không ghi được.'
      : 'Bạn chỉ được xem danh sách này, không ghi được.';

/** About a column that nobody writes by hand. */
export function notByHand(column: Exclude<GridColumn, { kind: 'input' }>): string {
  const label = columnLabel(column);
  if (column.kind === 'recorded') return `Cột ${label} do họp dân kết luận, ghi ở trang Các bước, không ghi vào danh sách.`;
  return column.kind === 'formula'
    ? `Cột ${label} tự tính từ các ô khác, không ghi vào được. Bấm F2 để xem vì sao.`
    : `Cột ${label} lấy từ danh sách hộ: hãy sửa ở đó.`;
}

export const doubtWords = (row: GridRow | undefined, column: Column, problem: string): string =>
  `${cellName(row, column.label)}: ${problem}`;

/** The list was locked while the cell was being edited. */
export const lateWords = (row: GridRow | undefined, column: Column, value: CellValue): string =>
  `Danh sách vừa khóa: ${valueText(column, { value })} ở ${cellName(row, column.label)}, được giữ riêng, chưa vào danh sách.`;

/** Somebody else's value came in while the editor was open, and was overwritten unseen. */
export const overtakenWords = (row: GridRow | undefined, column: Column, who: string, theirs: CellValue): string =>
  `${cellName(row, column.label)}: trong lúc bạn đang ghi, ${who} đã ghi ${valueText(column, { value: theirs })}. Ô này nay theo giá trị của bạn; bấm Hoàn tác để lấy lại giá trị kia.`;

/** @param done what was done, in words. */
export const cellsWords = (done: string, cells: number, doubts: number): Said => ({
  text: `${done} ${cells} ô${doubts > 0 ? `, ${doubts} ô cần xem lại` : ''}.`,
  kind: doubts > 0 ? 'warning' : 'done',
});

/** The undo skipped a cell that was written later. @param refusal 'Không hoàn tác', 'Không làm lại'. */
export function skippedWords(refusal: string, row: GridRow | undefined, field: string, mine: boolean): string {
  const label = columnOf(row?.sheet ?? 'list01', field)?.label ?? itemLabel(field);
  return `${refusal} được ${cellName(row, label)}: ${mine ? 'bạn đã ghi ô này ở cửa sổ khác' : 'người khác đã ghi ô này sau bạn'}.`;
}

/** Undoing a settled conflict writes the earlier value and reports the other one. */
export function unsettledWords(row: GridRow | undefined, field: string, value: CellValue, rivals: readonly CellValue[]): string {
  const column = columnOf(row?.sheet ?? 'list01', field);
  const text = (one: CellValue): string => (column ? valueText(column, { value: one }) : String(one ?? '(trống)'));
  return `${cellName(row, column?.label ?? itemLabel(field))}: nay là ${text(value)}. Trước khi chọn, ô này còn giá trị ${rivals.map(text).join(', ')}; muốn lấy thì ghi lại.`;
}
