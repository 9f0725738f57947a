import type { GridSheet } from './grid-row.ts';

/** The text of an empty sheet; says what to do to a person who may write. */
export function emptyText(sheet: GridSheet, mayWrite: boolean): string {
  const [none, button] =
    sheet === 'members' ? ['Chưa ghi thành viên nào.', 'Thêm thành viên'] : ['Chưa có hộ nào trong danh sách này.', 'Thêm hộ'];
  return mayWrite ? `${none} Bấm “${button}” ở trên để bắt đầu, hoặc chép các dòng trong Excel rồi dán vào đây (Ctrl+V).` : none;
}

/** The grid's own texts, those that it can show or read out here. */
export const LOCALE: Record<string, string> = {
  loadingOoo: 'Đang mở…',
  ariaLabelLoading: 'Đang mở',
  ariaLabelTooltip: 'Giải thích',
  ariaLabelCellEditor: 'Ô đang ghi',
  ariaLabelContextMenu: 'Bảng chọn',
  ariaInputEditor: 'Ghi vào ô',
  ariaRowSelect: 'Bấm phím cách để chọn dòng này',
  ariaRowDeselect: 'Bấm phím cách để bỏ chọn dòng này',
  ariaLabelColumnMenu: 'Bảng chọn của cột',
  ariaUnchecked: 'chưa đánh dấu',
  ariaChecked: 'đã đánh dấu',
};
